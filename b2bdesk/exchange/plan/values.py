"""One value of a field: how it stands in a plan file, and what is wrong with one that does not fit.

Errors raised here bear a place that starts at the value itself; who calls puts the way to it in front.
"""

import math
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, Final

from b2bdesk.domain.fields import Field, Kind
from b2bdesk.domain.text import clean
from b2bdesk.errors import UserError
from b2bdesk.exchange.plan.layout import step
from b2bdesk.terms import N_

WHOLE_LIMIT: Final = 2**53
MONEY_LIMIT: Final = 10**13
YEARS: Final = range(1900, 3000)
MAP_DEPTH: Final = 8
MAX_VALUES: Final = 10_000
DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
HASH: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


def to_json(field: Field, value: Any) -> Any:
    """Return a column's value as it stands in a plan file."""
    if isinstance(value, date):
        return value.isoformat()
    if field.kind is Kind.MONEY and value is not None:
        return int(value) if value == int(value) else value.quantize(Decimal("0.01"))
    return value


def is_left_out(value: Any, empty: Any) -> bool:
    """Tell whether a value is not written: it is nothing, and what the field holds when nothing is said."""
    return not value and value == empty


def from_json(field: Field, value: Any) -> Any:
    """Return the Python value of a field, checked and cleaned; references stay codes."""
    if value is None and field.empty is None and not field.required:
        return None
    return _READERS[field.kind](field, value)


def wrong(code: str, message: str, place: str = "", /, **facts: Any) -> UserError:
    """Return an error whose place starts at the value."""
    return UserError(f"plan.{code}", message, place=place, **facts)


def text(field: Field, value: Any) -> str:
    """Return cleaned text of a fitting length."""
    if not isinstance(value, str):
        raise wrong("type", N_("Text is needed here."))
    plain = value.isascii() and value.isprintable() and value == value.strip()
    cleaned = value if plain else clean(value, multiline=field.kind is Kind.LONG_TEXT)
    if field.required and not cleaned:
        raise wrong("required", N_("This must not be empty."))
    if field.max_length is not None and len(cleaned) > field.max_length:
        raise wrong(
            "too_long", N_("This text has {n} characters; {limit} are allowed."), n=len(cleaned), limit=field.max_length
        )
    return cleaned


def _texts(field: Field, value: Any) -> list[str]:
    return [_inside(f"[{at}]", _entry, field, one) for at, one in enumerate(_list(value))]


def _entry(field: Field, value: Any) -> str:
    found = text(field, value)
    if not found:
        raise wrong("required", N_("This must not be empty."))
    return found


def _codes(field: Field, value: Any) -> list[str]:
    found = _texts(field, value)
    for at, one in enumerate(found):
        if one in found[:at]:
            raise wrong("doubled_code", N_("“{code}” stands twice in this list."), f"[{at}]", code=one)
    if field.required and not found:
        raise wrong("required", N_("This must not be empty."))
    return found


def _image(field: Field, value: Any) -> str:
    found = text(field, value)
    if found and not HASH.fullmatch(found):
        raise wrong("image", N_("A picture is named by the 64 hexadecimal digits of its SHA-256."))
    return found


def _whole(field: Field, value: Any) -> int:
    number = _number(value)
    if abs(number) > WHOLE_LIMIT:
        raise _out_of_range(field)
    if number != int(number):
        raise wrong("type", N_("A whole number is needed here."))
    _check_range(field, number)
    return int(number)


def _real(field: Field, value: Any) -> float:
    number = float(_number(value))
    _check_range(field, number)
    return number


def _money(field: Field, value: Any) -> Decimal:
    number = _number(value)
    if abs(number) >= MONEY_LIMIT:
        raise _out_of_range(field)
    if number != round(number, 2):
        raise wrong("money", N_("An amount of money has at most two decimals."))
    _check_range(field, number)
    return number


def _flag(field: Field, value: Any) -> bool:
    if not isinstance(value, bool):
        raise wrong("type", N_("true or false is needed here."))
    return value


def _day(field: Field, value: Any) -> date:
    try:
        if not isinstance(value, str) or not DAY.fullmatch(value):
            raise ValueError
        found = date.fromisoformat(value)
        if found.year not in YEARS:
            raise ValueError
    except ValueError as exc:
        raise wrong("day", N_("A day such as 2026-03-01 is needed here.")) from exc
    return found


def _map(field: Field, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise wrong("type", N_("An object is needed here."))
    found = _free(value, 0)
    assert isinstance(found, dict)
    return found


def _fits(field: Field, value: Any) -> dict[str, int]:
    if not isinstance(value, dict):
        raise wrong("type", N_("An object is needed here."))
    return {code: _inside(step(code), _whole, field, number) for code, number in value.items()}


def _free(value: Any, depth: int) -> Any:
    if depth > MAP_DEPTH:
        raise wrong("too_deep", N_("The file is nested too deeply."))
    if isinstance(value, dict):
        return {clean(key): _inside(step(key), _free, inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [_inside(f"[{at}]", _free, inner, depth + 1) for at, inner in enumerate(value)]
    return _free_scalar(value)


def _free_scalar(value: Any) -> Any:
    if isinstance(value, Decimal | float):
        number = float(_number(value))
        return int(number) if number.is_integer() and abs(number) < WHOLE_LIMIT else number
    if isinstance(value, int) and abs(value) > WHOLE_LIMIT:
        raise wrong("range", N_("This number is too large."))
    return clean(value, multiline=True) if isinstance(value, str) else value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise wrong("type", N_("A list is needed here."))
    if len(value) > MAX_VALUES:
        raise wrong("too_many", N_("This list is too long."))
    return value


def _number(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise wrong("type", N_("A number is needed here."))
    if not math.isfinite(value):
        raise wrong("not_finite", N_("This is not a finite number."))
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)


def _check_range(field: Field, value: Any) -> None:
    low, high = field.minimum, field.maximum
    if (low is not None and value < low) or (high is not None and value > high):
        raise _out_of_range(field)


def _out_of_range(field: Field) -> UserError:
    if field.minimum is not None and field.maximum is not None:
        message = N_("A number from {low} to {high} is needed here.")
        return wrong("range", message, low=f"{field.minimum:g}", high=f"{field.maximum:g}")
    if field.minimum is not None:
        return wrong("range", N_("A number from {low} on, and not a giant, is needed here."), low=f"{field.minimum:g}")
    return wrong("range", N_("This number is too large."))


def _inside(at: str, read: Callable[..., Any], *args: Any) -> Any:
    try:
        return read(*args)
    except UserError as exc:
        exc.place = at + (exc.place or "")
        raise


_READERS: Final[dict[Kind, Callable[[Field, Any], Any]]] = {
    Kind.TEXT: text,
    Kind.LONG_TEXT: text,
    Kind.ADDRESS: text,
    Kind.FILE: text,
    Kind.CODE: text,
    Kind.REF: text,
    Kind.TEXTS: _texts,
    Kind.CODES: _codes,
    Kind.REFS: _codes,
    Kind.FITS: _fits,
    Kind.IMAGE: _image,
    Kind.INTEGER: _whole,
    Kind.SCALE: _whole,
    Kind.DECIMAL: _real,
    Kind.SHARE: _real,
    Kind.MONEY: _money,
    Kind.FLAG: _flag,
    Kind.DAY: _day,
    Kind.MAP: _map,
}
