"""The languages spoken outwardly, and the mark of a text to translate: what even the quickest command needs."""

from enum import StrEnum


def N_(message: str) -> str:
    """Mark an English sentence for translation without translating it yet."""
    return message


class Language(StrEnum):
    """The languages spoken outwardly, by their BCP 47 tags."""

    EN = "en"
    HANS = "zh-Hans"
    HANT = "zh-Hant"
