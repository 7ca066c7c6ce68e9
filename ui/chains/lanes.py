"""The lanes of a chain above its drawing: what each is called, and which of its roles are held."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from b2bdesk.i18n import tr
from b2bdesk.insight.chain_lanes import LANES
from b2bdesk.queries.chains import ChainBoard
from b2bdesk.queries.labels import Labels
from ui.chains.drawing import ghost_key, open_roles
from ui.chains.pieces import icon, text_line
from ui.kit.theme import Theme

HEIGHT: Final = 64.0
"""How high the names and roles of the lanes are."""
TITLE, CHIP, GAP, SIDE = 20.0, 22.0, 6.0, 16.0
MARK: Final = 12
LEAST: Final = 60.0
"""A lane narrower than this is not named."""
HELD, MISSING, ADVISED = "held", "missing", "advised"


@dataclass(frozen=True, slots=True)
class LaneRole:
    """A role of a lane: who holds it (a card's key; the open place's where nobody does)."""

    label: str
    state: str
    card: int
    who: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane and its roles: those that are held, needed or advised."""

    name: str
    roles: tuple[LaneRole, ...]

    @property
    def summary(self) -> str:
        """How many roles are held, for where they find no room."""
        held = sum(role.state == HELD for role in self.roles)
        return tr("{n} of {m} roles held", n=held, m=len(self.roles)) if self.roles else ""


def lanes_of(board: ChainBoard, labels: Labels) -> tuple[Lane, ...]:
    """Return the lanes of a chain."""
    open_ = dict(open_roles(board))
    lanes = []
    for name, roles in LANES:
        found = []
        for role in roles:
            holders = [one for one in board.holders(role) if not one.archived]
            label = labels.of("role", role)
            if holders:
                who = tr(", ").join(one.name for one in holders)
                found.append(LaneRole(label, HELD, holders[0].id, who))
            elif role in open_:
                found.append(LaneRole(label, ADVISED if open_[role] else MISSING, ghost_key(role)))
        lanes.append(Lane(tr(name), tuple(found)))
    return tuple(lanes)


def spans(borders: Sequence[float], start: float, end: float) -> list[tuple[float, float]]:
    """Return from where to where each lane is seen between two places."""
    edges = [start, *(min(max(border, start), end) for border in borders), end]
    return list(pairwise(edges))


def draw_borders(painter: QPainter, borders: Sequence[float], top: float, bottom: float, look: Theme) -> None:
    """Draw where the lanes part."""
    pen = QPen(look.color("line"), 1, Qt.PenStyle.DashLine)
    pen.setDashPattern([4, 4])
    painter.setPen(pen)
    for x in borders:
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))


def draw_heads(
    painter: QPainter, lanes: Sequence[Lane], places: Sequence[tuple[float, float]], top: float, look: Theme
) -> list[tuple[QRectF, LaneRole]]:
    """Draw names and roles above the lanes; return where each role stands."""
    found: list[tuple[QRectF, LaneRole]] = []
    for lane, (start, end) in zip(lanes, places, strict=False):
        width = end - start - SIDE - GAP
        if width < LEAST:
            continue
        x = start + SIDE
        text_line(painter, x, top + 9, width, TITLE, lane.name, look.font("bodyStrong"), look, "text")
        chips = list(_chips(lane, x, top + 9 + TITLE + 4, width, look))
        if len(chips) < len(lane.roles):
            ink = "gapText" if any(role.state == MISSING for role in lane.roles) else "text2"
            text_line(painter, x, top + 9 + TITLE + 4, width, CHIP, lane.summary, look.font("micro"), look, ink)
            continue
        for box, role in chips:
            _draw_chip(painter, box, role, look)
        found += chips
    return found


def _chips(lane: Lane, x: float, y: float, width: float, look: Theme) -> Iterator[tuple[QRectF, LaneRole]]:
    """Yield where the roles of a lane stand, as far as there is room."""
    metrics, end = QFontMetricsF(look.font("micro")), x + width
    for role in lane.roles:
        wide = metrics.horizontalAdvance(_said(role)) + MARK + 16
        if x + wide > end:
            return
        yield QRectF(x, y, wide, CHIP), role
        x += wide + GAP


def _said(role: LaneRole) -> str:
    return tr("{role} missing", role=role.label) if role.state == MISSING else role.label


def _draw_chip(painter: QPainter, box: QRectF, role: LaneRole, look: Theme) -> None:
    edge, ink = {HELD: ("line", "text2"), MISSING: ("gap", "gapText"), ADVISED: ("line", "text3")}[role.state]
    pen = QPen(look.color(edge), 1)
    if role.state != HELD:
        pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(look.color("gapSoft" if role.state == MISSING else "surface"))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), box.height() / 2, box.height() / 2)
    y = box.center().y() - MARK / 2
    if role.state == HELD:
        icon(painter, box.x() + 6, y, "check", MARK, "ok", look)
    else:
        pen.setDashPattern([2, 1.5])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(box.x() + 7, y + 1, MARK - 2, MARK - 2))
    x = box.x() + MARK + 9
    text_line(painter, x, box.y(), box.right() - x, box.height(), _said(role), look.font("micro"), look, ink)
