"""Relations painted: a line whose kind is told by its pattern, its end and its word."""

from dataclasses import dataclass
from itertools import pairwise
from math import atan2, cos, hypot, pi, sin
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from b2bdesk.insight.chain_lines import Path
from b2bdesk.terms import Relation
from ui.chains.drawing import Wire, WORD_PAD
from ui.chains.pieces import rect, text_line
from ui.kit.theme import Theme

ARROW: Final = 9.0
WAVE: Final = 6.0
DASHES: Final[dict[str, list[float]]] = {Relation.TRUSTS: [5, 4], Relation.DELEGATES_TO: [8, 3, 2, 3]}
COLORS: Final = {Relation.BLOCKS: "gap", Relation.CONFLICTS_WITH: "gap", Relation.TRUSTS: "ok"}


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line ready to be drawn: the way itself, what stands at its end, and the rectangle around both."""

    way: QPainterPath
    end: QPainterPath | None
    around: QRectF


def stroke_of(wire: Wire) -> Stroke:
    """Prepare a relation's line."""
    kind = wire.tie.type
    conflict = kind == Relation.CONFLICTS_WITH
    way = _zigzag(wire.path) if conflict else _rounded(wire.path)
    end = None if conflict else _bar(wire.path) if kind == Relation.BLOCKS else _arrow(wire.path)
    around = way.boundingRect().adjusted(-ARROW, -ARROW, ARROW, ARROW).united(rect(wire.box))
    return Stroke(way, end, around)


def draw_wire(painter: QPainter, wire: Wire, stroke: Stroke, look: Theme, *, lit: bool) -> None:
    """Draw a relation's line."""
    color = look.color("accent" if lit else COLORS.get(Relation(wire.tie.type), "control"))
    pen = QPen(color, 2.4 if lit else 1.6)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if wire.tie.type in DASHES:
        pen.setDashPattern(DASHES[wire.tie.type])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(stroke.way)
    if stroke.end is not None:
        pen.setStyle(Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        painter.drawPath(stroke.end)


def draw_word(painter: QPainter, wire: Wire, look: Theme, *, lit: bool) -> None:
    """Write a relation's word on a ground of its own, so that no line runs through it."""
    box = rect(wire.box)
    painter.setPen(QPen(look.color("accent"), 1.2) if lit else Qt.PenStyle.NoPen)
    painter.setBrush(look.color("sunken"))
    painter.drawRoundedRect(box, 4, 4)
    ink = "accentText" if lit else "gapText" if COLORS.get(wire.tie.type) == "gap" else "text2"  # type: ignore[call-overload]
    x, width = box.x() + WORD_PAD, box.width() - WORD_PAD
    text_line(painter, x, box.y(), width, box.height(), wire.word, look.font("small"), look, ink)


def _rounded(path: Path, radius: float = 10.0) -> QPainterPath:
    """Return a way with its corners rounded."""
    found = QPainterPath(QPointF(*path[0]))
    for before, corner, after in zip(path, path[1:], path[2:], strict=False):
        first, second = _toward(corner, before, radius), _toward(corner, after, radius)
        found.lineTo(QPointF(*first))
        found.quadTo(QPointF(*corner), QPointF(*second))
    found.lineTo(QPointF(*path[-1]))
    return found


def _toward(corner: tuple[float, float], other: tuple[float, float], most: float) -> tuple[float, float]:
    far = hypot(other[0] - corner[0], other[1] - corner[1])
    share = min(most, far / 2) / far if far else 0
    return corner[0] + (other[0] - corner[0]) * share, corner[1] + (other[1] - corner[1]) * share


def _zigzag(path: Path) -> QPainterPath:
    """Return a way as a zigzag: two people who work against each other."""
    found = QPainterPath(QPointF(*path[0]))
    for (x1, y1), (x2, y2) in pairwise(path):
        far = hypot(x2 - x1, y2 - y1)
        steps = max(2, round(far / 12))
        angle = atan2(y2 - y1, x2 - x1) + pi / 2
        for step in range(1, steps):
            side = WAVE if step % 2 else -WAVE
            x, y = x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps
            found.lineTo(QPointF(x + cos(angle) * side, y + sin(angle) * side))
        found.lineTo(QPointF(x2, y2))
    return found


def _arrow(path: Path) -> QPainterPath:
    (x1, y1), (x2, y2) = path[-2], path[-1]
    angle = atan2(y2 - y1, x2 - x1)
    wings = [QPointF(x2 - ARROW * cos(angle + turn), y2 - ARROW * sin(angle + turn)) for turn in (0.5, -0.5)]
    found = QPainterPath(wings[0])
    found.lineTo(QPointF(x2, y2))
    found.lineTo(wings[1])
    return found


def _bar(path: Path) -> QPainterPath:
    (x1, y1), (x2, y2) = path[-2], path[-1]
    angle = atan2(y2 - y1, x2 - x1) + pi / 2
    side = QPointF(cos(angle) * ARROW, sin(angle) * ARROW)
    found = QPainterPath(QPointF(x2, y2) + side)
    found.lineTo(QPointF(x2, y2) - side)
    return found
