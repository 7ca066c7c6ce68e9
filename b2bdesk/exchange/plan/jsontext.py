"""JSON as plan files write it, one key a line and exact numbers, and its reading with every trap made visible."""

import json
import math
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from b2bdesk.errors import UserError
from b2bdesk.terms import N_

MAX_BYTES: Final = 64 * 1024 * 1024
MAX_DEPTH: Final = 24
MAX_DIGITS: Final = 40
LINE: Final = 100
"""Lists of plain values stand in one line up to this length."""


class Doubled(dict[str, Any]):
    """An object in which the key `key` stood twice."""

    key = ""


class NotANumber:
    """NaN, an infinity, or a number with absurdly many digits."""


def load(data: str | bytes) -> Any:
    """Return the value of a JSON text; numbers with a point come as `Decimal`."""
    text = _decoded(data) if isinstance(data, bytes) else data.removeprefix("\ufeff")
    if len(text) > MAX_BYTES:
        raise too_big()
    try:
        return json.loads(
            text, object_pairs_hook=_object, parse_float=_real, parse_int=_whole, parse_constant=_constant
        )
    except json.JSONDecodeError as exc:
        message = N_("This is not valid JSON: line {line}, column {column}.")
        raise UserError("plan.syntax", message, place="$", line=exc.lineno, column=exc.colno) from exc
    except RecursionError as exc:
        raise _too_deep("$") from exc


def dump(value: Any) -> str:
    """Write a value as text: one key a line, indented by one, ended by a line feed."""
    return "".join(_pieces(value, "\n")) + "\n"


def too_big() -> UserError:
    """Return the refusal of a file over the limit."""
    return UserError("plan.too_big", N_("The file is larger than {limit} MB."), place="$", limit=MAX_BYTES >> 20)


def refuse_traps(value: Any, place: str = "$", depth: int = 0) -> None:
    """Refuse doubled keys, numbers that are none, and nesting beyond any plan, naming the place."""
    from b2bdesk.exchange.plan.layout import step

    if depth > MAX_DEPTH:
        raise _too_deep(place)
    if isinstance(value, Doubled):
        raise UserError("plan.doubled", N_("This key stands twice in one object."), place=place + step(value.key))
    if isinstance(value, NotANumber):
        raise UserError("plan.not_finite", N_("This is not a finite number."), place=place)
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, dict | list | NotANumber):
                refuse_traps(inner, place + step(key), depth + 1)
    if isinstance(value, list):
        for at, inner in enumerate(value):
            if isinstance(inner, dict | list | NotANumber):
                refuse_traps(inner, f"{place}[{at}]", depth + 1)


def _decoded(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise too_big()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        message = N_("The file is not UTF-8 text: byte {byte} is wrong.")
        raise UserError("plan.encoding", message, place="$", byte=exc.start) from exc


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    doubled, seen = Doubled(found), set[str]()
    doubled.key = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
    return doubled


def _real(text: str) -> Any:
    try:
        number = Decimal(text)
    except ArithmeticError:
        return NotANumber()
    usable = len(text) <= 400 and abs(number.adjusted()) <= 400 and math.isfinite(float(number))
    return number if usable else NotANumber()


def _whole(text: str) -> Any:
    return int(text) if len(text) <= MAX_DIGITS else NotANumber()


def _constant(text: str) -> NotANumber:
    return NotANumber()


def _too_deep(place: str) -> UserError:
    return UserError("plan.too_deep", N_("The file is nested too deeply."), place=place[:200])


def _pieces(value: Any, newline: str) -> Iterator[str]:
    if isinstance(value, dict) and value:
        yield from _members(value, newline)
    elif isinstance(value, list) and value:
        yield from _elements(value, newline)
    else:
        yield _plain(value)


def _members(value: dict[str, Any], newline: str) -> Iterator[str]:
    inner, before = newline + " ", "{"
    for key, member in value.items():
        yield f"{before}{inner}{_plain(key)}: "
        yield from _pieces(member, inner)
        before = ","
    yield newline + "}"


def _elements(value: list[Any], newline: str) -> Iterator[str]:
    inner, before = newline + " ", "["
    if not any(isinstance(one, dict | list) for one in value):
        line = "[" + ", ".join(map(_plain, value)) + "]"
        if len(line) <= LINE:
            yield line
            return
    for one in value:
        yield before + inner
        yield from _pieces(one, inner)
        before = ","
    yield newline + "]"


def _plain(value: Any) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
