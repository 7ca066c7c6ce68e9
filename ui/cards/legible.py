"""Characters that no font has: their codes stand in their place, so that nothing on a card is silently lost.

Qt looks for a character in the shipped fonts first, then in those of the system. What it finds nowhere it would leave
blank; so would a PDF with what a font has only as a coloured picture, as fonts of emoji do.
"""

import itertools
import unicodedata
from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontMetricsF, QPainterPath, QRawFont

from b2bdesk.i18n import tr

INVISIBLE: Final = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
SELECTORS: Final = range(0xFE00, 0xFE10)
"""Characters that only choose how the one before looks."""
MOST_NAMED: Final = 8


class Legible:
    """Tells which characters can be seen; `outlines` asks for shapes, as paper does."""

    def __init__(self, font: QFont, *, outlines: bool) -> None:
        self._font, self._outlines = font, outlines
        self._metrics = QFontMetricsF(font)
        self._shipped: list[QRawFont] | None = None
        self._known: dict[str, bool] = {}
        self._texts: dict[str, str] = {}
        self.missing: dict[str, None] = {}
        """Characters that were replaced, in the order in which they were met."""

    def text(self, text: str) -> str:
        """Return a text in which codes stand for what cannot be seen: `[U+1F389]`."""
        if text.isascii():
            return text
        found = self._texts.get(text)
        if found is None:
            found = self._texts[text] = self._replaced(text)
        return found

    def _replaced(self, text: str) -> str:
        if all(map(self._seen, text)):
            return text
        parts = [(seen, "".join(held)) for seen, held in itertools.groupby(text, self._seen)]
        return "".join(part if seen else self._codes(part) for seen, part in parts)

    def _codes(self, text: str) -> str:
        self.missing.update(dict.fromkeys(text))
        return f"[{' '.join(map(code, text))}]"

    def _seen(self, char: str) -> bool:
        found = self._known.get(char)
        if found is None:
            found = self._known[char] = char.isascii() or self._looked_for(char)
        return found

    def _looked_for(self, char: str) -> bool:
        if unicodedata.category(char) in INVISIBLE or ord(char) in SELECTORS:
            return True
        if self._shipped is None:
            families = self._font.families()
            self._shipped = [QRawFont.fromFont(QFont(family)) for family in families[:3]]
        if any(font.supportsCharacter(ord(char)) for font in self._shipped):
            return True
        return self._metrics.inFontUcs4(ord(char)) and (not self._outlines or self._has_shape(char))

    def _has_shape(self, char: str) -> bool:
        path = QPainterPath()
        path.addText(QPointF(0, 0), self._font, char)
        return not path.isEmpty()


def code(char: str) -> str:
    """Return the code of a character as Unicode writes it."""
    return f"U+{ord(char):04X}"


def told(missing: Iterable[str]) -> str:
    """Say which characters were replaced; nothing where none was."""
    signs = [f"{char} {code(char)}" for char in missing]
    if not signs:
        return ""
    more = "…" if len(signs) > MOST_NAMED else ""
    named = tr(", ").join(signs[:MOST_NAMED]) + more
    return tr("No font here can draw {signs}. Their codes stand on the cards in their place.", signs=named)
