"""How wide a text is and how many lines it takes: a Chinese character counts two, and Excel measures nothing itself."""

import math
import unicodedata
from collections.abc import Iterable
from typing import Final

from b2bdesk.exchange.excel.limits import ROW_HEIGHT
from b2bdesk.i18n import language
from b2bdesk.terms import Language

NARROWEST: Final = 6.0
LINE: Final = {Language.EN: 14.0, Language.HANS: 15.5, Language.HANT: 15.5}
"""Points of a line; Chinese fonts stand higher."""
SLACK: Final = 1.08
"""Lines break at words, so a text takes a little more room than its length."""


def width(text: str) -> int:
    """Return the width of the widest line, in Latin characters."""
    if text.isascii() and "\n" not in text:
        return len(text)
    return max((_width(line) for line in text.split("\n")), default=0)


def column_width(texts: Iterable[str], most: float) -> float:
    """Return the width of a column that shows these texts, `most` at most."""
    widest = max((width(text) for text in texts), default=0)
    return float(min(most, max(NARROWEST, widest + 2)))


def lines(text: str, room: float) -> int:
    """Return how many lines a text takes in a column."""
    if len(text) * 2 < room and "\n" not in text:
        return 1
    inside = max(1.0, room - 1.5)
    return sum(_lines(_width(line), inside) for line in text.split("\n"))


def height(most_lines: int) -> float | None:
    """Return the height of a row of so many lines; None where the usual one will do."""
    return None if most_lines <= 1 else min(ROW_HEIGHT, most_lines * LINE[language()] + 2)


def _lines(wide: int, inside: float) -> int:
    return 1 if wide <= inside else math.ceil(wide * SLACK / inside)


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(_of(ch) for ch in text)


def _of(ch: str) -> int:
    if ch < "\u0300":
        return 1
    if unicodedata.combining(ch):
        return 0
    return 2 if unicodedata.east_asian_width(ch) in "WFA" else 1
