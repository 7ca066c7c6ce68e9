"""Values on their way in: cleaned and checked against the field catalogue, each wrong one a `UserError`."""

import math
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from b2bdesk.domain.asset import Asset
from b2bdesk.domain.catalogue import ENTITIES, Entity, Field, Kind
from b2bdesk.domain.text import clean
from b2bdesk.domain.vocab import VocabEntry
from b2bdesk.errors import UserError
from b2bdesk.terms import N_

LARGEST_ID: Final = 2**63


def clean_values(session: Session, entity: Entity, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return `values` cleaned for the entity's fields.

    Raises:
        UserError: `value.*`, naming the field, for the first value that cannot be taken.
    """
    return {key: clean_value(session, entity.field(key), value) for key, value in values.items()}


def clean_value(session: Session, field: Field, value: Any) -> Any:
    """Return one value cleaned for its field."""
    if value is None or value == "":
        return _nothing(field)
    cleaned = _CLEANERS[field.kind](session, field, value)
    if field.required and cleaned in ("", None, [], {}):
        return _nothing(field)
    return cleaned


def _nothing(field: Field) -> Any:
    if field.required:
        raise UserError("value.required", N_("{field} cannot be empty."), field=field.label)
    return field.empty if field.kind not in _NULLABLE or field.default is not None else None


def _text(session: Session, field: Field, value: Any) -> str:
    text = clean(str(value), multiline=field.kind is Kind.LONG_TEXT)
    if field.max_length is not None and len(text) > field.max_length:
        raise UserError(
            "value.too_long",
            N_("{field} may have up to {most} characters; this one has {length}."),
            field=field.label,
            most=field.max_length,
            length=len(text),
        )
    return text


def _picture(session: Session, field: Field, value: Any) -> str:
    if session.get(Asset, str(value)) is None:
        raise _unknown_row(field)
    return str(value)


def _texts(session: Session, field: Field, value: Any) -> list[str]:
    found = [_text(session, field, part) for part in value]
    return list(dict.fromkeys(part for part in found if part))


def _code(session: Session, field: Field, value: Any) -> str:
    code = str(value)
    query = select(VocabEntry.id).where(VocabEntry.vocab == field.vocab, VocabEntry.code == code)
    if session.scalar(query) is None:
        raise unknown_code(field.label, code)
    return code


def unknown_code(label: str, code: str) -> UserError:
    """The sentence for a code that is none of those one can choose."""
    return UserError("value.unknown_code", N_("{field}: {value} is not one of its choices."), field=label, value=code)


def _codes(session: Session, field: Field, value: Any) -> list[str]:
    return list(dict.fromkeys(_code(session, field, part) for part in value))


def _number(field: Field, value: Any) -> Any:
    try:
        number = value if isinstance(value, int | float | Decimal) else Decimal(str(value).strip())
        finite = math.isfinite(number)
    except (InvalidOperation, OverflowError, ValueError):
        finite = False
    if isinstance(value, bool) or not finite:
        raise UserError("value.not_a_number", N_("{field}: {value} is not a number."), field=field.label, value=value)
    low, high = field.minimum, field.maximum
    if (low is not None and number < low) or (high is not None and number > high):
        raise _out_of_range(field, number)
    return number


def _out_of_range(field: Field, number: Any) -> UserError:
    factor, sign = (100, " %") if field.kind is Kind.SHARE else (1, "")
    facts = {"field": field.label, "value": f"{float(number) * factor:g}{sign}"}
    low = f"{field.minimum * factor:g}{sign}" if field.minimum is not None else ""
    high = f"{field.maximum * factor:g}{sign}" if field.maximum is not None else ""
    if low and high:
        message = N_("{field} lies between {low} and {high}; {value} does not.")
        return UserError("value.out_of_range", message, low=low, high=high, **facts)
    if low:
        return UserError("value.out_of_range", N_("{field} is at least {low}; {value} is less."), low=low, **facts)
    return UserError("value.out_of_range", N_("{field} is at most {high}; {value} is more."), high=high, **facts)


def _integer(session: Session, field: Field, value: Any) -> int:
    number = _number(field, value)
    if number != int(number):
        raise UserError(
            "value.not_whole", N_("{field}: {value} is not a whole number."), field=field.label, value=value
        )
    if abs(number) > 2**53:
        raise UserError("value.too_large", N_("{field}: {value} is too large."), field=field.label, value=value)
    return int(number)


def _real(session: Session, field: Field, value: Any) -> float:
    return float(_number(field, value))


def _money(session: Session, field: Field, value: Any) -> Decimal:
    amount = Decimal(str(_number(field, value)))
    if amount >= Decimal(10) ** 13:
        raise UserError("value.too_large", N_("{field}: {value} is too large."), field=field.label, value=value)
    return amount.quantize(Decimal("0.01"))


def _flag(session: Session, field: Field, value: Any) -> bool:
    return bool(value)


def _day(session: Session, field: Field, value: Any) -> date:
    try:
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
        day = day.date() if isinstance(day, datetime) else day
    except ValueError:
        raise UserError(
            "value.not_a_day", N_("{field}: {value} is not a date."), field=field.label, value=value
        ) from None
    if not 1900 <= day.year <= 2999:
        raise UserError("value.not_a_day", N_("{field}: {value} is not a date."), field=field.label, value=value)
    return day


def _map(session: Session, field: Field, value: Any) -> dict[str, Any]:
    return dict(value)


def _known(session: Session, field: Field, wanted: Iterable[Any]) -> list[int]:
    """Return ids without doubles; one that no row has raises `UserError`."""
    ids = [int(one) if str(one).isdecimal() else 0 for one in wanted]
    table = ENTITIES[field.target].cls.__table__
    found = set(session.scalars(select(table.c.id).where(table.c.id.in_([one for one in ids if one < LARGEST_ID]))))
    if not found.issuperset(ids):
        raise _unknown_row(field)
    return list(dict.fromkeys(ids))


def _unknown_row(field: Field) -> UserError:
    return UserError("value.unknown_row", N_("{field}: something chosen here is no longer there."), field=field.label)


def _ref(session: Session, field: Field, value: Any) -> int:
    return _known(session, field, [value])[0]


def _refs(session: Session, field: Field, value: Any) -> list[int]:
    return _known(session, field, value)


def _fits(session: Session, field: Field, value: Any) -> dict[int, int]:
    _known(session, field, value)
    return {int(key): _integer(session, field, number) for key, number in value.items()}


_CLEANERS: Final[dict[Kind, Callable[[Session, Field, Any], Any]]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.ADDRESS: _text,
    Kind.FILE: _text,
    Kind.IMAGE: _picture,
    Kind.TEXTS: _texts,
    Kind.CODE: _code,
    Kind.CODES: _codes,
    Kind.INTEGER: _integer,
    Kind.SCALE: _integer,
    Kind.DECIMAL: _real,
    Kind.MONEY: _money,
    Kind.SHARE: _real,
    Kind.FLAG: _flag,
    Kind.DAY: _day,
    Kind.MAP: _map,
    Kind.REF: _ref,
    Kind.REFS: _refs,
    Kind.FITS: _fits,
}
_NULLABLE: Final = {Kind.INTEGER, Kind.SCALE, Kind.DECIMAL, Kind.MONEY, Kind.SHARE, Kind.DAY, Kind.REF}
