"""The letters of a card: its fonts by role, and texts broken into lines, measured before anything is placed.

Fonts are made in drawing units, forty to the millimetre, so fine that letters advance by whole units: a line is as long
on paper as it was here, whatever paints it, and takes little room in a PDF. One `Lettering` belongs to one thread.
"""

from functools import cached_property
from typing import Final, NamedTuple

from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from b2bdesk.terms import Language
from ui.cards.legible import Legible
from ui.kit.fonts import families, load_fonts

UNIT: Final = 40
"""Drawing units to the millimetre."""
BMP_LAST: Final = "\uffff"
HAN_LEADING: Final = 1.1
"""Chinese characters fill the line; they take more room between lines."""


class Role(NamedTuple):
    """Size and leading in millimetres, weight."""

    size: float
    weight: int
    leading: float


ROLES: Final = {
    "quote": Role(6.2, 700, 7.9),
    "name": Role(6.2, 700, 7.4),
    "title": Role(3.4, 400, 4.5),
    "job": Role(3.25, 400, 4.5),
    "head": Role(2.75, 600, 3.9),
    "body": Role(3.07, 400, 4.1),
    "strong": Role(2.8, 600, 4.1),
    "who": Role(2.95, 400, 3.95),
    "small": Role(2.6, 400, 3.5),
    "smallStrong": Role(2.6, 600, 3.5),
    "micro": Role(2.0, 400, 2.5),
    "number": Role(3.0, 700, 3.6),
    "initials": Role(14.0, 600, 14.0),
}


class Face(NamedTuple):
    """A role at a scale."""

    role: str
    scale: float = 1.0

    @property
    def spec(self) -> Role:
        """Size, weight and leading before scaling."""
        return ROLES[self.role]


class Font(NamedTuple):
    """A font, what measures it, and in millimetres the pitch of its lines and how far their base line lies below."""

    font: QFont
    metrics: QFontMetricsF
    leading: float
    base: float


class Lettering:
    """Fonts and measured texts in one language; for `paper` only what fonts hold as shapes can be seen."""

    def __init__(self, lang: str, *, paper: bool = False) -> None:
        load_fonts()
        self.lang, self.paper = str(lang), paper
        self._fonts: dict[Face, Font] = {}
        self._widths: dict[tuple[str, Face], float] = {}
        self._lines: dict[tuple[str, Face, float], tuple[str, ...]] = {}

    @cached_property
    def _option(self) -> QTextOption:
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        return option

    @cached_property
    def _legible(self) -> Legible:
        return Legible(self.font(Face("body")).font, outlines=self.paper)

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the characters met so far that no font has."""
        return tuple(self._legible.missing)

    def legible(self, text: str) -> str:
        """Return a text as it can be drawn: codes stand for characters that no font has."""
        return text if text.isascii() else self._legible.text(text)

    def font(self, face: Face) -> Font:
        """Return the font of a face."""
        found = self._fonts.get(face)
        if found is None:
            found = self._fonts[face] = self._made(face)
        return found

    def leading(self, face: Face) -> float:
        """Return the pitch of lines."""
        return self.font(face).leading

    def width(self, text: str, face: Face) -> float:
        """Return how wide a line is, in millimetres."""
        key = text, face
        found = self._widths.get(key)
        if found is None:
            found = self._widths[key] = self.font(face).metrics.horizontalAdvance(self.legible(text)) / UNIT
        return found

    def wrap(self, text: str, face: Face, width: float) -> tuple[str, ...]:
        """Return a text's lines within a width; a word too long for one line is broken anywhere."""
        key = text, face, width
        found = self._lines.get(key)
        if found is None:
            found = self._lines[key] = self._wrapped(self.legible(text), face, width)
        return found

    def _made(self, face: Face) -> Font:
        role = face.spec
        font = QFont()
        font.setFamilies(families(self.lang))
        font.setPixelSize(max(1, round(role.size * face.scale * UNIT)))
        font.setWeight(QFont.Weight(role.weight))
        font.setHintingPreference(QFont.HintingPreference.PreferFullHinting)
        if role.size > ROLES["job"].size and self.lang == Language.EN:
            font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 98)
        metrics = QFontMetricsF(font)
        leading = role.leading * face.scale * (1 if self.lang == Language.EN else HAN_LEADING)
        body = (metrics.ascent() + metrics.descent()) / UNIT
        return Font(font, metrics, leading, (leading - body) / 2 + metrics.ascent() / UNIT)

    def _wrapped(self, text: str, face: Face, width: float) -> tuple[str, ...]:
        lines: list[str] = []
        for paragraph in text.replace("\t", " ").split("\n"):
            known = self._filled(paragraph, face, width) if paragraph.isascii() else None
            lines += self._broken(paragraph, face, width) if known is None else known
        return tuple(lines)

    def _filled(self, text: str, face: Face, width: float) -> list[str] | None:
        """Fill lines with words whose widths are known from other texts; None where a word needs breaking."""
        space, lines, used = self.width(" ", face), [""], 0.0
        for at, word in enumerate(text.split(" ")):
            wide = self.width(word, face)
            if wide > width:
                return None
            if at and used + space + wide > width:
                lines.append(word)
                used = wide
            else:
                lines[-1] += f" {word}" if at else word
                used += space + wide if at else wide
        return [line.rstrip(" ") for line in lines]

    def _broken(self, text: str, face: Face, width: float) -> list[str]:
        layout = QTextLayout(text, self.font(face).font)
        layout.setTextOption(self._option)
        found: list[tuple[int, int]] = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width * UNIT)
            found.append((line.textStart(), line.textStart() + line.textLength()))
        layout.endLayout()
        if text <= BMP_LAST or max(text) <= BMP_LAST:
            return [text[start:end].rstrip(" ") for start, end in found]
        wide = text.encode("utf-16-le", "surrogatepass")  # Qt counts in pairs
        return [wide[2 * start : 2 * end].decode("utf-16-le", "replace").rstrip(" ") for start, end in found]
