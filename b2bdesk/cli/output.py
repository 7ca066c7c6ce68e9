"""How answers are printed."""

import unicodedata
from datetime import date
from typing import Any

from b2bdesk.errors import UserError
from b2bdesk.i18n import N_


def say(text: str) -> None:
    """Print one line of an answer."""
    print(text)


def padded(text: str, columns: int) -> str:
    """Return a text with spaces after it, as wide as so many columns of a terminal; Chinese takes two each."""
    wide = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
    return text + " " * (columns - wide)


def say_json(value: Any) -> None:
    """Print an answer for machines."""
    import json

    print(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def day_from(text: str | None) -> date:
    """Return the day that was asked for, or today."""
    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UserError("cli.day", N_("{text} is not a date; write it as 2026-03-01."), text=text) from None
