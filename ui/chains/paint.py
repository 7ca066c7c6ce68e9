"""A chain painted: on the screen, into a picture, an SVG or a PDF; words stay words."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, ceil, cos, hypot, pi, sin
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from b2bdesk.i18n import tr
from b2bdesk.insight.chain_layout import Box, Path
from b2bdesk.terms import Relation
from ui.chains import words
from ui.chains.drawing import Card, Drawing, FOOT, LINE, NAME, PAD, RING, STANCE, TEXT_LEFT, Wire, WORD_PAD
from ui.kit import theme
from ui.kit.painting import BARS_HEIGHT, draw_bars, draw_influence, draw_stance, scale_of
from ui.kit.theme import Theme
from ui.kit.tokens import token
from ui.records.paint import initials

Faces = Callable[[str, int], QPixmap | None]
LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
ARROW: Final = 9.0
WAVE: Final = 6.0
DASHES: Final[dict[str, list[float]]] = {Relation.TRUSTS: [5, 4], Relation.DELEGATES_TO: [8, 3, 2, 3]}
COLORS: Final = {Relation.BLOCKS: "gap", Relation.CONFLICTS_WITH: "gap", Relation.TRUSTS: "ok"}
HANDLE: Final = 6.0


@dataclass(slots=True)
class Marks:
    """What is lit: the current card or line, the card under the pointer, from where and to where a line is drawn."""

    card: int | None = None
    tie: int | None = None
    hover: int | None = None
    focus: bool = False
    source: int | None = None
    target: int | None = None
    line: tuple[tuple[float, float], tuple[float, float]] | None = None
    hands: bool = False
    """Whether the handles that lines are drawn from are shown."""
    asks: bool = False
    """Whether open places say that somebody can be named there."""


def paint(painter: QPainter, drawing: Drawing, marks: Marks | None = None, faces: Faces | None = None) -> None:
    """Paint everything."""
    look, marks = theme.current(), marks or Marks()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    for wire in drawing.wires:
        _wire(painter, wire, look, lit=marks.tie == wire.tie.id)
    for wire in drawing.wires:
        _word(painter, wire, look, lit=marks.tie == wire.tie.id)
    for card in drawing.cards.values():
        (_person if card.person else _ghost)(painter, card, drawing, look, marks, faces)
    if marks.line is not None:
        painter.setPen(QPen(look.color("accent"), 2, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(*marks.line[0]), QPointF(*marks.line[1]))


def rect(box: Box) -> QRectF:
    """Return a box as Qt has it."""
    return QRectF(box.x, box.y, box.width, box.height)


def handles(box: Box) -> list[tuple[float, float]]:
    """Return where the handles of a card stand: in the middle of each edge."""
    x, y = box.centre
    return [(box.x + box.width, y), (x, box.y + box.height), (box.x, y), (x, box.y)]


# ---- cards


def _person(painter: QPainter, card: Card, drawing: Drawing, look: Theme, marks: Marks, faces: Faces | None) -> None:
    box, person = card.box, card.person
    assert person is not None
    _ground(painter, card, look, marks)
    color = str(token("stance", str(person.stance)))
    ring = float(token("influence", "base") + token("influence", "step") * person.influence)
    middle = QPointF(box.x + PAD + RING / 2, box.y + 12 + RING / 2)
    disc = QRectF(middle.x() - ring / 2, middle.y() - ring / 2, ring, ring)
    draw_influence(painter, disc, person.influence, look, color)
    _face(painter, disc.adjusted(6, 6, -6, -6), person.name, person.photo, look, faces)
    width = box.width - TEXT_LEFT - PAD
    x, y = box.x + TEXT_LEFT, box.y + 13
    _text(painter, x, y, width, NAME, card.first or person.name, look.font("section"), look, "text")
    for line in card.lines:
        y += LINE if line is not card.lines[0] else NAME
        _text(painter, x, y, width, LINE, line, look.font("small"), look, "text2")
    y += LINE if card.lines else NAME
    ink = {"ok": "okText", "thin": "thinText", "gap": "gapText", "info": "text2"}[color]
    if person.archived:
        _text(painter, x, y, width, STANCE, tr("Archived"), look.font("small", 500), look, "text3")
    else:
        draw_stance(painter, x, y + 3, person.stance, look)
        _text(painter, x + 17, y, width - 17, STANCE, card.stance, look.font("small", 500), look, ink)
    for badge in card.badges:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("band"))
        spot = rect(badge.box).translated(box.x, box.y)
        painter.drawRoundedRect(spot, look.radius("tag"), look.radius("tag"))
        _text(painter, spot.x() + 6, spot.y(), spot.width() - 6, spot.height(), badge.text, look.font("micro"), look, "text2")  # fmt: skip  # noqa: E501
    _foot(painter, card, drawing, look)
    if marks.hands and card.key in (marks.hover, marks.card):
        _hands(painter, card, look)


def _foot(painter: QPainter, card: Card, drawing: Drawing, look: Theme) -> None:
    """Draw how many placements a person meets while deciding."""
    box = card.box
    y = box.y + box.height - FOOT
    painter.setPen(QPen(look.color("hairline"), 1))
    painter.drawLine(QPointF(box.x + PAD, y), QPointF(box.x + box.width - PAD, y))
    if card.served is None:
        return
    level = "gap" if not card.served else "thin" if card.served < drawing.enough else "ok"
    draw_bars(painter, box.x + PAD, y + (FOOT - BARS_HEIGHT) / 2, level, look)
    tag = {"gap": tr("none"), "thin": tr("thin")}.get(level, "")
    room = box.width - 2 * PAD - 18
    if tag:
        font = look.font("micro", 600)
        width = QFontMetricsF(font).horizontalAdvance(tag) + 12
        spot = QRectF(box.x + box.width - PAD - width, y + 7, width, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color(f"{level}Soft"))
        painter.drawRoundedRect(spot, look.radius("tag"), look.radius("tag"))
        _text(painter, spot.x() + 6, spot.y(), width - 6, 18, tag, font, look, f"{level}Text")
        room -= width + 4
    _text(painter, box.x + PAD + 18, y, room, FOOT, words.served(card.served), look.font("small"), look, "text2")


def _ghost(painter: QPainter, card: Card, _drawing: Drawing, look: Theme, marks: Marks, _faces: Faces | None) -> None:
    """Draw an open place: dashed, with what to ask; one that is only advised is fainter."""
    box = card.box
    edge, ink = ("line", "text3") if card.faint else ("gap", "gapText")
    lit = card.key == marks.card
    pen = QPen(look.color("accent" if lit else edge), 2 if lit else 1.2, Qt.PenStyle.DashLine)
    pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush if card.faint else look.mixed("gapSoft", "surface", 0.5))
    radius = look.radius("personCard")
    painter.drawRoundedRect(rect(box), radius, radius)
    side = 44.0
    disc = QRectF(box.x + PAD + 4, box.y + 14, side, side)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(disc)
    _icon(painter, disc.center().x() - 9, disc.center().y() - 9, "user-plus", 18, ink, look)
    x, width = box.x + PAD + side + 14, box.width - 2 * PAD - side - 14
    name = tr("{role}: who?", role=card.name)
    _text(painter, x, box.y + 13, width, NAME, name, look.font("section"), look, ink)
    need = tr("advised, not required") if card.faint else tr("required, nobody named")
    _text(painter, x, box.y + 33, width, LINE, need, look.font("small"), look, "text3")
    painter.setFont(look.font("small"))
    painter.setPen(look.color("text2"))
    space = QRectF(box.x + PAD, box.y + 66, box.width - 2 * PAD, box.height - 66 - FOOT)
    painter.drawText(space, int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop), words.question(card.role))
    if not marks.asks:
        return
    y = box.y + box.height - FOOT
    hint = tr("Choose or name somebody")
    _text(painter, box.x + PAD, y, box.width - 2 * PAD, FOOT, hint, look.font("small", 500), look, "accentText")


def _ground(painter: QPainter, card: Card, look: Theme, marks: Marks) -> None:
    box, radius = rect(card.box), look.radius("personCard")
    lit = card.key in (marks.card, marks.source, marks.target)
    if not lit:
        shade = look.color("shadow")
        shade.setAlphaF(0.05)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        painter.drawRoundedRect(box.adjusted(0, 1, 0, 2), radius, radius)
    edge = "accent" if lit else "control" if card.key == marks.hover else "line"
    width = 2.0 if lit else 1.0
    painter.setPen(QPen(look.color(edge), width))
    painter.setBrush(look.color("surface"))
    painter.drawRoundedRect(box, radius, radius)
    if card.key == marks.card and marks.focus:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.color("focus"), 1.5))
        painter.drawRoundedRect(box.adjusted(-3.5, -3.5, 3.5, 3.5), radius + 3, radius + 3)


def _hands(painter: QPainter, card: Card, look: Theme) -> None:
    painter.setPen(QPen(look.color("accent"), 1.5))
    painter.setBrush(look.color("surface"))
    for x, y in handles(card.box):
        painter.drawEllipse(QPointF(x, y), HANDLE, HANDLE)


def _face(painter: QPainter, box: QRectF, name: str, photo: str, look: Theme, faces: Faces | None) -> None:
    side = ceil(box.width())
    picture = faces(photo, side * 2) if faces and photo else None
    painter.setPen(Qt.PenStyle.NoPen)
    if picture is not None and not picture.isNull():
        path = QPainterPath()
        path.addEllipse(box)
        painter.save()
        painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        painter.drawPixmap(box, picture, QRectF(picture.rect()))
        painter.restore()
        return
    painter.setBrush(look.mixed("info", "surface", 0.16))
    painter.drawEllipse(box)
    font = look.font("section")
    font.setPixelSize(max(11, round(box.width() * 0.34)))
    painter.setFont(font)
    painter.setPen(look.color("text"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, initials(name))


# ---- lines


def _wire(painter: QPainter, wire: Wire, look: Theme, *, lit: bool) -> None:
    kind = wire.tie.type
    color = look.color("accent" if lit else COLORS.get(Relation(kind), "control"))
    pen = QPen(color, 2.4 if lit else 1.6)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if kind in DASHES:
        pen.setDashPattern(DASHES[kind])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_zigzag(wire.path) if kind == Relation.CONFLICTS_WITH else _rounded(wire.path))
    pen.setStyle(Qt.PenStyle.SolidLine)
    painter.setPen(pen)
    if kind == Relation.BLOCKS:
        _bar(painter, wire.path)
    elif kind != Relation.CONFLICTS_WITH:
        _arrow(painter, wire.path)


def _word(painter: QPainter, wire: Wire, look: Theme, *, lit: bool) -> None:
    """Write a relation's word on a ground of its own, so that no line runs through it."""
    box = rect(wire.box)
    painter.setPen(QPen(look.color("accent"), 1.2) if lit else Qt.PenStyle.NoPen)
    painter.setBrush(look.color("sunken"))
    painter.drawRoundedRect(box, 4, 4)
    ink = "accentText" if lit else "gapText" if COLORS.get(wire.tie.type) == "gap" else "text2"  # type: ignore[call-overload]
    x, width = box.x() + WORD_PAD, box.width() - WORD_PAD
    _text(painter, x, box.y(), width, box.height(), wire.word, look.font("small"), look, ink)


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


def _arrow(painter: QPainter, path: Path) -> None:
    (x1, y1), (x2, y2) = path[-2], path[-1]
    angle = atan2(y2 - y1, x2 - x1)
    wings = [QPointF(x2 - ARROW * cos(angle + turn), y2 - ARROW * sin(angle + turn)) for turn in (0.5, -0.5)]
    painter.drawPolyline(QPolygonF([wings[0], QPointF(x2, y2), wings[1]]))


def _bar(painter: QPainter, path: Path) -> None:
    (x1, y1), (x2, y2) = path[-2], path[-1]
    angle = atan2(y2 - y1, x2 - x1) + pi / 2
    side = QPointF(cos(angle) * ARROW, sin(angle) * ARROW)
    painter.drawLine(QPointF(x2, y2) + side, QPointF(x2, y2) - side)


# ---- pieces


def _text(
    painter: QPainter, x: float, y: float, width: float, height: float, text: str, font: QFont, look: Theme, ink: str
) -> None:
    painter.setFont(font)
    painter.setPen(look.color(ink))
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
    painter.drawText(QRectF(x, y, width + 2, height), int(LEFT), shown)


def _icon(painter: QPainter, x: float, y: float, name: str, size: int, ink: str, look: Theme) -> None:
    painter.drawPixmap(QPointF(x, y), look.pixmap(name, size, ink, max(1, min(4, ceil(scale_of(painter))))))
