"""Painting a laid out card: the same strokes for screen, picture, PDF and printer.

`paint` expects a painter whose unit is the millimetre; text is drawn in its own, finer unit (see `lettering`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen

from ui.cards import ops
from ui.cards.lettering import Face, Lettering, UNIT
from ui.cards.strokes import CURVED, Ink, Strokes
from ui.kit.theme import Theme
from ui.kit.tokens import token

CORNER: Final = 3.0
TURN: Final = 360.0
GROUND: Final = "surface"
"""What cards are drawn on."""
THIN: Final = 0.15
"""Millimetres of an outline."""
PROOF_WIDTH: Final = 0.19
"""Width of a proof's ring, as a part of its side."""
FRAME, FIGURE, OUTLINE = Ink(0), Ink(1), Ink(0, "control", 0.25)
TONES: Final = ("accent", "ok", "thin", "crowd", "info", "gap")
TONE_SHARE: Final = 0.13
FIGURE_SHARE: Final = 0.34
INITIALS: Final = 0.2
"""Size of the initials, as a part of the portrait's side."""


@dataclass(slots=True)
class Look:
    """The colours of a card, its letters, the pictures of its people, and whether ink is saved.

    On paper the theme is always the light one.
    """

    letters: Lettering
    theme: Theme = field(default_factory=lambda: Theme("light"))
    light: bool = False
    photos: Mapping[str, QImage] = field(default_factory=dict)

    def color(self, name: str) -> QColor:
        """Return a colour."""
        return self.theme.color(name)


class Painter:
    """Paints sides with one painter: marks gathered into a path for each pen and brush, then pictures, then text."""

    def __init__(self, painter: QPainter, look: Look) -> None:
        self.painter, self.look = painter, look
        self.strokes = Strokes()
        self._pens: dict[Ink, QPen] = {}
        self._gather: dict[type, Callable[[Any], None]] = {
            ops.Rule: self.rule,
            ops.Box: self.box,
            ops.Proof: self.proof,
            ops.Pips: self.pips,
            ops.Dots: self.dots,
            ops.Influence: self.influence,
            ops.Stance: self.stance,
        }

    def side(self, side: ops.Side) -> None:
        """Paint one side with its corner at (0, 0); texts come last, in the order in which they are read."""
        painter, texts, pictures = self.painter, [], []
        for op in side.ops:
            if type(op) is ops.Text:
                texts.append(op)
            elif type(op) in self._gather:
                self._gather[type(op)](op)
            else:
                pictures.append(op)
        painter.save()
        painter.scale(1 / UNIT, 1 / UNIT)
        self.draw_strokes()
        for op in pictures:
            if isinstance(op, ops.Portrait):
                self.portrait(op)
            elif isinstance(op, ops.Code):
                self.code(op)
        self.texts(texts)
        painter.restore()

    def draw_strokes(self) -> None:
        """Draw what was gathered, the lower layers first."""
        for ink, path in sorted(self.strokes.paths.items(), key=layer):
            self.painter.setPen(self._pen(ink))
            self.painter.setBrush(self.look.color(ink.fill) if ink.fill else Qt.BrushStyle.NoBrush)
            self.painter.drawPath(path)
        self.strokes = Strokes()

    def texts(self, texts: list[ops.Text]) -> None:
        """Write lines of text."""
        painter, letters = self.painter, self.look.letters
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setBrush(Qt.BrushStyle.NoBrush)  # a brush would be written into the PDF again with each line
        face, ink = None, ""
        for x, y, text, wanted, color in texts:
            if wanted != face:
                face = wanted
                painter.setFont(letters.font(wanted).font)
            if color != ink:
                ink = color
                painter.setPen(self.look.color(color))
            painter.drawText(QPoint(round(x * UNIT), round(y * UNIT)), text)

    def _pen(self, ink: Ink) -> QPen:
        found = self._pens.get(ink)
        if found is None:
            found = self._pens[ink] = self._made(ink)
        return found

    def _made(self, ink: Ink) -> QPen:
        if not ink.line:
            return QPen(Qt.PenStyle.NoPen)
        cap = Qt.PenCapStyle.RoundCap if ink.round else Qt.PenCapStyle.FlatCap
        width = max(1, round(ink.width * UNIT))
        found = QPen(self.look.color(ink.line), width, Qt.PenStyle.SolidLine, cap, Qt.PenJoinStyle.RoundJoin)
        if ink.dash:
            found.setDashPattern([ink.dash * UNIT / width, (ink.gap or ink.dash) * UNIT / width])
        return found

    # Marks

    def rule(self, op: ops.Rule) -> None:
        """Gather a line."""
        self.strokes.line(Ink(0, op.ink, op.width), op.x, op.y, op.to_x, op.to_y)

    def box(self, op: ops.Box) -> None:
        """Gather a box; one that is only filled gets an outline where ink is saved."""
        light = self.look.light
        ink = Ink(0, op.line or ("line" if light else ""), max(op.stroke, 0.2), "" if light else op.fill)
        self.strokes.box(ink, op.x, op.y, op.width, op.height, op.radius)

    def proof(self, op: ops.Proof) -> None:
        """Gather the arc of a confidence, the dashed ring of an assumption."""
        width = op.side * PROOF_WIDTH
        if op.confidence is None:
            ink = Ink(0, "control", op.side * 0.1, dash=op.side * 0.145)
            self.strokes.arc(ink, op.x, op.y, op.side, width / 2)
            return
        self.ring(op.x, op.y, op.side, "line", width * (0.4 if self.look.light else 1))
        over = Ink(2, "ok" if round(op.confidence, 4) >= token("evidence", "ok") else "thin", width)
        self.strokes.arc(over, op.x, op.y, op.side, width / 2, 0.0, min(359.0, op.confidence * TURN))

    def ring(self, x: float, y: float, side: float, ink: str, width: float, count: int = 1, step: float = 0.0) -> None:
        """Gather rings in a row: discs with smaller ones of the ground's colour on them, far fewer points than arcs."""
        dash = 1 / UNIT
        for layer_, name, wide in ((0, ink, side), (1, GROUND, side - 2 * width)):
            disc = Ink(layer_, name, wide, dash=dash if count > 1 else 0.0, round=True, gap=step - dash)
            self.strokes.row(disc, x + side / 2, y + side / 2, count)

    def pips(self, op: ops.Pips) -> None:
        """Gather five pips, as many lit as there is weight."""
        step, wide, high = 1.75 * op.scale, 1.25 * op.scale, 2.5 * op.scale
        hollow = self.look.light or not op.weight
        x, middle, rest = op.x + op.weight * step, op.y + high / 2, 5 - op.weight
        self.strokes.row(Ink(0, "text2", high, dash=wide, gap=step - wide), op.x, middle, op.weight)
        self.strokes.row(Ink(0, "control" if hollow else "line", high, dash=wide, gap=step - wide), x, middle, rest)
        if hollow:
            inner = Ink(1, GROUND, high - 2 * THIN, dash=wide - 2 * THIN, gap=step - wide + 2 * THIN)
            self.strokes.row(inner, x + THIN, middle, rest)

    def dots(self, op: ops.Dots) -> None:
        """Gather three dots, as many lit as the preference is strong."""
        step, side, dash = 1.5 * op.scale, op.scale, 1 / UNIT
        lit = Ink(0, "accent", side, dash=dash, round=True, gap=step - dash)
        self.strokes.row(lit, op.x + side / 2, op.y + side / 2, op.strength)
        self.ring(op.x + op.strength * step, op.y, side, "control", THIN, 3 - op.strength, step)

    def influence(self, op: ops.Influence) -> None:
        """Gather a ring of five parts."""
        width, gap = op.side * 0.13, 14
        for at in range(5):
            lit = at < op.influence
            thin = not lit and (self.look.light or not op.influence)
            ink = Ink(0, "text" if lit else "control" if thin else "line", width * 0.2 if thin else width)
            self.strokes.arc(ink, op.x, op.y, op.side, width / 2, at * 72 + gap / 2, 72 - gap)

    def stance(self, op: ops.Stance) -> None:
        """Gather chevrons up for, down against, a ring between."""
        part = op.side / 12
        ink = Ink(0, str(token("stance", str(op.stance))), 1.9 * part, round=True)
        if op.stance == 0:
            self.strokes.arc(ink, op.x + 2.5 * part, op.y + 2.5 * part, 7 * part, 0.0)
            return
        for top in (1.5, 6.0) if abs(op.stance) == 2 else (3.75,):
            ends, tip = (top + 4.5, top) if op.stance > 0 else (top, top + 4.5)
            points = [(op.x + a * part, op.y + b * part) for a, b in ((1.5, ends), (6, tip), (10.5, ends))]
            self.strokes.polyline(ink, points)

    # Pictures

    def portrait(self, op: ops.Portrait) -> None:
        """Draw the photo, or head and shoulders with initials."""
        photo = self.look.photos.get(op.sha) if op.sha and not self.look.light else None
        if photo is None or photo.isNull():
            self.bust(op)
            return
        self.painter.save()
        frame = Strokes()
        frame.box(FRAME, op.x, op.y, op.side, op.side, min(CORNER, op.side * 0.12))
        self.painter.setClipPath(frame.path(FRAME))
        self.painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(op.x * UNIT, op.y * UNIT, op.side * UNIT, op.side * UNIT)
        self.painter.drawImage(box, photo, QRectF(middle(photo)))
        self.painter.restore()

    def bust(self, op: ops.Portrait) -> None:
        """Draw head and shoulders in a frame, in a tone of the person's own, and the initials on them."""
        tone, theme, side = TONES[op.tone % len(TONES)], self.look.theme, op.side
        held = Strokes()
        held.box(FRAME, op.x, op.y, side, side, min(CORNER, side * 0.12))
        held.box(FIGURE, op.x + 0.36 * side, op.y + 0.15 * side, 0.28 * side, 0.3 * side, 0.14 * side)
        shoulders(held.path(FIGURE), op.x, op.y, side)
        fills = [theme.mixed(tone, "surface", share) for share in (TONE_SHARE, FIGURE_SHARE)]
        for ink, fill in zip((FRAME, FIGURE), fills, strict=True):
            # A pen of the same colour keeps coordinates whole: Qt writes what has none with all its decimals.
            self.painter.setPen(self._pen(OUTLINE) if self.look.light else QPen(fill, 1))
            self.painter.setBrush(Qt.BrushStyle.NoBrush if self.look.light else fill)
            self.painter.drawPath(held.path(ink))
        self.initials(op)

    def initials(self, op: ops.Portrait) -> None:
        """Write the initials onto the shoulders, unless no font has them."""
        if self.look.letters.legible(op.initials) != op.initials:
            return
        font = self.look.letters.font(Face("initials", op.side * INITIALS / 14.0))
        x = op.x * UNIT + (op.side * UNIT - font.metrics.horizontalAdvance(op.initials)) / 2
        y = (op.y + 0.77 * op.side) * UNIT + font.metrics.capHeight() * (0.5 if op.initials.isascii() else 0.56)
        self.painter.setPen(self.look.color("text3" if self.look.light else "text"))
        self.painter.setFont(font.font)
        self.painter.drawText(QPoint(round(x), round(y)), op.initials)

    def code(self, op: ops.Code) -> None:
        """Draw a QR code: light ground, each run of dark modules one box of a single path."""
        count = len(op.rows)
        # Modules are whole units, so that no hairline shows between them.
        module = int(op.side * UNIT / count)
        left, top = round(op.x * UNIT), round(op.y * UNIT)
        path = QPainterPath()
        for row_at, row in enumerate(op.rows):
            at = 0
            while at < count:
                end = at
                while end < count and row[end]:
                    end += 1
                if end > at:
                    path.addRect(left + at * module, top + row_at * module, (end - at) * module, module)
                at = end + 1
        if self.look.theme.dark:
            self.painter.fillRect(QRectF(left, top, count * module, count * module), Qt.GlobalColor.white)
        self.painter.fillPath(path, QBrush(Qt.GlobalColor.black))


def layer(held: tuple[Ink, QPainterPath]) -> int:
    """Return what lies on what."""
    return held[0].layer


def shoulders(path: QPainterPath, x: float, y: float, side: float) -> None:
    """Add shoulders that end at the lower edge."""
    unit = side * UNIT
    left, right, top, bottom = (round(n) for n in (0.16 * unit, 0.84 * unit, 0.53 * unit, unit))
    dx, dy, round_ = round(x * UNIT), round(y * UNIT), round(0.3 * unit)
    k = round(round_ * CURVED)
    path.moveTo(dx + left, dy + bottom)
    path.lineTo(dx + left, dy + top + round_)
    path.cubicTo(dx + left, dy + top + k, dx + left + k, dy + top, dx + left + round_, dy + top)
    path.lineTo(dx + right - round_, dy + top)
    path.cubicTo(dx + right - k, dy + top, dx + right, dy + top + k, dx + right, dy + top + round_)
    path.lineTo(dx + right, dy + bottom)
    path.closeSubpath()


def middle(image: QImage) -> QRect:
    """Return the square in the middle of a picture."""
    side = min(image.width(), image.height())
    return QRect((image.width() - side) // 2, (image.height() - side) // 2, side, side)


def paint(painter: QPainter, side: ops.Side, look: Look) -> None:
    """Paint one side with its corner at (0, 0) of a painter whose unit is the millimetre."""
    Painter(painter, look).side(side)


__all__ = ["Look", "Painter", "paint"]
