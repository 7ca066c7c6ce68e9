"""How answers are printed."""

from datetime import date
from typing import Any

from b2bdesk.errors import UserError
from b2bdesk.i18n import N_


def say(text: str) -> None:
    """Print one line of an answer."""
    print(text)


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
