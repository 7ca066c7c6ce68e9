"""One card of a chain painted: a person with standing and roles, or an open place with what to ask."""

from dataclasses import dataclass
from enum import IntEnum
from math import ceil
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap, QTextOption

from b2bdesk.i18n import tr
from b2bdesk.insight.chain_layout import Box
from ui.chains import words
from ui.chains.drawing import Card, FOOT, LINE, NAME, PAD, RING, STANCE, TEXT_LEFT
from ui.chains.pieces import Faces, icon, rect, text_line
from ui.kit.painting import BARS_HEIGHT, draw_bars, draw_influence, draw_stance
from ui.kit.theme import Theme
from ui.kit.tokens import token
from ui.records.paint import initials

HANDLE: Final = 6.0
"""The radius of a handle."""
FAR: Final = 0.56
"""Below this zoom a card says less, in larger letters."""
MIDDLE: Final = 0.42
"""From this zoom on there is still room for the roles."""
FAR_LETTERS, FAR_LEAST = 10.5, 7.5
"""Pixels of the screen that letters then are high, and at the least."""
FAR_MARK: Final = 1.9
"""How much larger the marks of stance and reading then are."""
MOST_INFLUENCE: Final = 5


class State(IntEnum):
    """How a card is lit."""

    PLAIN = 0
    HOVER = 1
    LIT = 2


@dataclass(frozen=True, slots=True)
class Dress:
    """What all cards of a drawing are painted with."""

    look: Theme
    faces: Faces | None = None
    enough: int = 2
    """So many placements serve a person."""
    asks: bool = False
    """Whether open places say that somebody can be named there."""


def draw_card(
    painter: QPainter, card: Card, dress: Dress, state: State = State.PLAIN, *, zoom: float = 1.0, ground: bool = True
) -> None:
    """Draw a card where it stands; below the zoom `FAR` it says less."""
    if card.person is None:
        _ghost(painter, card, dress, state, zoom)
        return
    if ground:
        draw_ground(painter, card.box, dress.look, state)
    if zoom < FAR:
        _draw_far(painter, card, dress, zoom)
    else:
        _draw_person(painter, card, dress)


def _draw_person(painter: QPainter, card: Card, dress: Dress) -> None:
    """Draw what is on a person's card, without its ground."""
    box, person, look = card.box, card.person, dress.look
    assert person is not None
    color = str(token("stance", str(person.stance)))
    ring = ring_of(person.influence)
    middle = QPointF(box.x + PAD + RING / 2, box.y + 12 + RING / 2)
    disc = QRectF(middle.x() - ring / 2, middle.y() - ring / 2, ring, ring)
    draw_influence(painter, disc, person.influence, look, color)
    _face(painter, disc.adjusted(6, 6, -6, -6), person.name, person.photo, dress)
    width = box.width - TEXT_LEFT - PAD
    x, y = box.x + TEXT_LEFT, box.y + 13
    text_line(painter, x, y, width, NAME, card.first or person.name, look.font("section"), look, "text")
    for line in card.lines:
        y += LINE if line is not card.lines[0] else NAME
        text_line(painter, x, y, width, LINE, line, look.font("small"), look, "text2")
    y += LINE if card.lines else NAME
    ink = {"ok": "okText", "thin": "thinText", "gap": "gapText", "info": "text2"}[color]
    if person.archived:
        text_line(painter, x, y, width, STANCE, tr("Archived"), look.font("small", 500), look, "text3")
    else:
        draw_stance(painter, x, y + 3, person.stance, look)
        text_line(painter, x + 17, y, width - 17, STANCE, card.stance, look.font("small", 500), look, ink)
    for badge in card.badges:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("band"))
        spot = rect(badge.box).translated(box.x, box.y)
        painter.drawRoundedRect(spot, look.radius("tag"), look.radius("tag"))
        text_line(painter, spot.x() + 6, spot.y(), spot.width() - 6, spot.height(), badge.text, look.font("micro"), look, "text2")  # fmt: skip  # noqa: E501
    _foot(painter, card, dress)


def _draw_far(painter: QPainter, card: Card, dress: Dress, zoom: float) -> None:
    """Draw a person as seen from afar: stance, influence, name and what is read, in letters that are still legible."""
    box, person, look = card.box, card.person, dress.look
    assert person is not None
    color = str(token("stance", str(person.stance)))
    bar = QRectF(box.x + 8, box.y + 10, 12, box.height - 20)
    share = bar.height() * person.influence / MOST_INFLUENCE
    painter.setPen(Qt.PenStyle.NoPen)
    for part, ink in ((bar, "line"), (bar.adjusted(0, bar.height() - share, 0, 0), color)):
        painter.setBrush(look.color(ink))
        painter.drawRoundedRect(part, 6, 6)
    ink = "text3" if person.archived else "text"
    space = QRectF(box.x + 32, box.y + 8, box.width - 66, box.height - 16)
    roles = " · ".join(badge.text for badge in card.badges)
    if zoom >= MIDDLE and roles:
        half = space.height() * 0.55
        _far_words(painter, space.adjusted(0, half, 0, 0), roles, "text2", look, zoom)
        space.setHeight(half)
    _far_words(painter, space, person.name, ink, look, zoom)
    painter.save()
    painter.translate(box.x + box.width - 30, box.y + 14)
    painter.scale(FAR_MARK, FAR_MARK)
    if card.served is not None:
        draw_bars(painter, 0, 0, _level(card, dress), look)
    draw_stance(painter, -1, 46, person.stance, look)
    painter.restore()


def _far_words(painter: QPainter, space: QRectF, text: str, ink: str, look: Theme, zoom: float) -> None:
    """Write in letters as large as fit, but not so small that nobody can read them."""
    font, size = look.font("section"), min(40.0, FAR_LETTERS / zoom)
    font.setPixelSize(round(size))
    while size * zoom > FAR_LEAST and not _fits(font, space, text):
        size *= 0.88
        font.setPixelSize(round(size))
    wrap = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    wrap.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    painter.setFont(font)
    painter.setPen(look.color(ink))
    painter.save()
    painter.setClipRect(space, Qt.ClipOperation.IntersectClip)
    painter.drawText(space, text, wrap)
    painter.restore()


def _fits(font: QFont, space: QRectF, text: str) -> bool:
    taken = QFontMetricsF(font).boundingRect(space, int(Qt.TextFlag.TextWordWrap), text)
    return taken.height() <= space.height() and taken.width() <= space.width()


def _level(card: Card, dress: Dress) -> str:
    return "gap" if not card.served else "thin" if card.served < dress.enough else "ok"


def _foot(painter: QPainter, card: Card, dress: Dress) -> None:
    """Draw how many placements a person meets while deciding."""
    box, look = card.box, dress.look
    y = box.y + box.height - FOOT
    painter.setPen(QPen(look.color("hairline"), 1))
    painter.drawLine(QPointF(box.x + PAD, y), QPointF(box.x + box.width - PAD, y))
    if card.served is None:
        return
    level = _level(card, dress)
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
        text_line(painter, spot.x() + 6, spot.y(), width - 6, 18, tag, font, look, f"{level}Text")
        room -= width + 4
    text_line(painter, box.x + PAD + 18, y, room, FOOT, words.served(card.served), look.font("small"), look, "text2")


def _ghost(painter: QPainter, card: Card, dress: Dress, state: State, zoom: float) -> None:
    """Draw an open place: dashed, with what to ask; one that is only advised is fainter."""
    box, look = card.box, dress.look
    edge, ink = ("line", "text3") if card.faint else ("gap", "gapText")
    lit = state == State.LIT
    pen = QPen(look.color("accent" if lit else edge), 2 if lit else 1.2, Qt.PenStyle.DashLine)
    pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush if card.faint else look.mixed("gapSoft", "surface", 0.5))
    radius = look.radius("personCard")
    painter.drawRoundedRect(rect(box), radius, radius)
    if zoom < FAR:
        space = QRectF(box.x + 16, box.y + 8, box.width - 32, box.height - 16)
        _far_words(painter, space, tr("{role}: who?", role=card.name), ink, look, zoom)
        return
    side = 44.0
    disc = QRectF(box.x + PAD + 4, box.y + 14, side, side)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(disc)
    icon(painter, disc.center().x() - 9, disc.center().y() - 9, "user-plus", 18, ink, look)
    x, width = box.x + PAD + side + 14, box.width - 2 * PAD - side - 14
    name = tr("{role}: who?", role=card.name)
    text_line(painter, x, box.y + 13, width, NAME, name, look.font("section"), look, ink)
    need = tr("advised, not required") if card.faint else tr("required, nobody named")
    text_line(painter, x, box.y + 33, width, LINE, need, look.font("small"), look, "text3")
    painter.setFont(look.font("small"))
    painter.setPen(look.color("text2"))
    space = QRectF(box.x + PAD, box.y + 66, box.width - 2 * PAD, box.height - 66 - FOOT)
    painter.drawText(space, int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop), words.question(card.role))
    if not dress.asks:
        return
    y = box.y + box.height - FOOT
    hint = tr("Choose or name somebody")
    text_line(painter, box.x + PAD, y, box.width - 2 * PAD, FOOT, hint, look.font("small", 500), look, "accentText")


def draw_ground(painter: QPainter, box: Box, look: Theme, state: State = State.PLAIN) -> None:
    """Draw what a person's card stands on: a shade, the paper and its edge."""
    paper, radius = rect(box), look.radius("personCard")
    if state != State.LIT:
        shade = QColor(look.color("shadow"))
        shade.setAlphaF(0.05)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        painter.drawRoundedRect(paper.adjusted(0, 1, 0, 2), radius, radius)
    edge = {State.PLAIN: "line", State.HOVER: "control", State.LIT: "accent"}[state]
    painter.setPen(QPen(look.color(edge), 2.0 if state == State.LIT else 1.0))
    painter.setBrush(look.color("surface"))
    painter.drawRoundedRect(paper, radius, radius)


def draw_focus(painter: QPainter, box: Box, look: Theme) -> None:
    """Draw that the keyboard is on a card."""
    radius = look.radius("personCard") + 3
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.color("focus"), 1.5))
    painter.drawRoundedRect(rect(box).adjusted(-3.5, -3.5, 3.5, 3.5), radius, radius)


def handles(box: Box) -> list[tuple[float, float]]:
    """Return where the handles of a card stand: in the middle of each edge."""
    x, y = box.centre
    return [(box.x + box.width, y), (x, box.y + box.height), (box.x, y), (x, box.y)]


def draw_hands(painter: QPainter, box: Box, look: Theme) -> None:
    """Draw the handles that lines are drawn from."""
    painter.setPen(QPen(look.color("accent"), 1.5))
    painter.setBrush(look.color("surface"))
    for x, y in handles(box):
        painter.drawEllipse(QPointF(x, y), HANDLE, HANDLE)


def _face(painter: QPainter, box: QRectF, name: str, photo: str, dress: Dress) -> None:
    look, picture = dress.look, face_of(photo, ceil(box.width()), dress.faces)
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


def ring_of(influence: int) -> float:
    """Return how wide the ring of a person's influence is."""
    return float(token("influence", "base") + token("influence", "step") * influence)


def face_of(photo: str, side: int, faces: Faces | None) -> QPixmap | None:
    """Return a photo for a disc so wide, if it is there."""
    return faces(photo, side * 2) if faces and photo else None
