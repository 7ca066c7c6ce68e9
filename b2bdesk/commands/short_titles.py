"""A piece's name on its chip: up to 8 Latin letters or 4 Chinese characters, proposed from its title."""

import re
from typing import Final

LATIN_MOST: Final = 8
_SMALL: Final = frozenset(
    "a an the of for to in on at by and or with from your our how why what when is are do does it its this that".split()
)
_BRACKETED: Final = re.compile(r"[(（\[【《][^)）\]】》]*[)）\]】》]")
_PREFIX: Final = re.compile(r"^[^:：]{1,12}[:：]\s*")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def width(text: str) -> int:
    """Return how wide a text is, in Latin letters; a Chinese character counts two."""
    return sum(2 if ord(ch) >= 0x2E80 else 1 for ch in text)


def propose_short_title(title: str) -> str:
    """Return a short title: the first telling word that fits, or the first Chinese characters.

    A kind in front ("Case: ...") and brackets are left out where something remains.
    """
    text = _BRACKETED.sub(" ", title).strip() or title
    text = _PREFIX.sub("", text) or text
    return _han(text) if _HAN.search(text) else _latin(text)


def _han(text: str) -> str:
    kept, room = "", LATIN_MOST
    for ch in text:
        if ch.isalnum():
            room -= width(ch)
            if room < 0:
                break
            kept += ch
    return kept


def _latin(text: str) -> str:
    words = [word for word in _WORD.findall(text) if word.lower() not in _SMALL] or _WORD.findall(text)
    fitting = [word for word in words if len(word) <= LATIN_MOST]
    telling = [word for word in fitting if len(word) > 2] or fitting
    best = telling[0] if telling else next(iter(words), "")
    return best if width(best) <= LATIN_MOST else _han(best)
