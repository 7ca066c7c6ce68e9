"""The one cleaning of text, at every entrance."""

import unicodedata


def clean(text: str, *, multiline: bool = False) -> str:
    """Return `text` in NFC, trimmed, without surrogates, noncharacters and control characters.

    Tabs and newlines stay in multi-line text and become spaces elsewhere; joiners and direction marks stay.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(ch for ch in text if _allowed(ch))
    if not multiline:
        kept = kept.replace("\n", " ").replace("\t", " ")
    return unicodedata.normalize("NFC", kept).strip()


def _allowed(ch: str) -> bool:
    if ch in "\t\n":
        return True
    if unicodedata.category(ch) in ("Cc", "Cs"):
        return False
    point = ord(ch)
    return not (point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF)
