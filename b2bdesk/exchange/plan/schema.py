"""The JSON Schema of plan files, made from the field catalogue; `python -m b2bdesk.exchange.plan.schema` renews it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from b2bdesk.domain.fields import Field, Kind
from b2bdesk.domain.pictures import KEPT
from b2bdesk.exchange.plan.jsontext import dump
from b2bdesk.exchange.plan.layout import closed, FORMAT, Shape, tops, VERSION, VOCAB
from b2bdesk.exchange.plan.reader import UID
from b2bdesk.exchange.plan.values import DAY, HASH

Schema = dict[str, Any]

NAME: Final = "plan.schema.json"
UID_PATTERN: Final = f"^{UID.pattern}$"


def schema() -> Schema:
    """Return the schema of a whole plan file."""
    top = {
        "$schema": {"type": "string"},
        "format": {"const": FORMAT},
        "format_version": {"const": VERSION},
        **{of.entity.collection: _collection(of) for of in tops()},
        "assets": _assets(),
    }
    singles = [of.entity.collection for of in tops() if of.one]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "b2bdesk plan",
        "description": "A whole b2bdesk workspace. See docs/plan-format.md.",
        **_object(top, ["format", "format_version", *singles]),
        "$defs": {of.entity.key: _row(of) for of in _all_shapes()},
    }


def text() -> str:
    """Return the schema as it stands in the shipped file."""
    return dump(schema())


def _all_shapes() -> list[Shape]:
    found = []
    for top in tops():
        found += [top, *top.owned]
    return found


def _collection(of: Shape) -> Schema:
    row: Schema = {"$ref": f"#/$defs/{of.entity.key}"}
    if of.one:
        return row
    rows = {"type": "array", "items": row, "description": of.entity.many}
    if of.entity.key == VOCAB:
        names = {"pattern": UID_PATTERN}
        return {"type": "object", "propertyNames": names, "additionalProperties": rows}
    return rows


def _row(of: Shape) -> Schema:
    keys: Schema = {"uid": {"type": "string", "pattern": UID_PATTERN}} if of.has_uid else {}
    keys |= {slot.key: _described(slot.field) for slot in of.slots}
    keys |= {child.entity.collection: _collection(child) for child in of.owned}
    needed = [slot.key for slot in of.slots if slot.field.required and slot.field.default is None]
    return _object(keys, needed)


def _described(field: Field) -> Schema:
    found = dict(_FORMS[field.kind](field))
    if field.empty is None and not field.required:
        found["type"] = [found["type"], "null"]
    label = field.label if not field.help else f"{field.label}. {field.help}"
    return {"description": label, **found}


def _text(field: Field) -> Schema:
    found: Schema = {"type": "string"}
    if field.required:
        found["minLength"] = 1
    if field.max_length is not None:
        found["maxLength"] = field.max_length
    return found


def _code(field: Field) -> Schema:
    allowed = closed(field.vocab)
    if allowed is None:
        return _text(field)
    return {"type": "string", "enum": sorted(allowed) if field.required else ["", *sorted(allowed)]}


def _reference(field: Field) -> Schema:
    return {"type": "string", "$comment": f"code of {field.target}"}


def _codes(field: Field) -> Schema:
    allowed = closed(field.vocab) if field.vocab else None
    item: Schema = {"type": "string", "minLength": 1} if allowed is None else {"enum": sorted(allowed)}
    found: Schema = {"type": "array", "items": item, "uniqueItems": True}
    if field.required:
        found["minItems"] = 1
    return found


def _texts(field: Field) -> Schema:
    return {"type": "array", "items": {"type": "string", "minLength": 1, "maxLength": field.max_length}}


def _number(field: Field) -> Schema:
    found: Schema = {"type": "integer" if field.kind in (Kind.INTEGER, Kind.SCALE) else "number"}
    if field.minimum is not None:
        found["minimum"] = int(field.minimum)
    if field.maximum is not None:
        found["maximum"] = int(field.maximum)
    return found


def _fits(field: Field) -> Schema:
    number = _number(field) | {"type": "integer"}
    return {"type": "object", "additionalProperties": number}


def _plain(kind: str, **more: Any) -> Callable[[Field], Schema]:
    return lambda field: {"type": kind, **more}


def _assets() -> Schema:
    picture = _object({"mime": {"enum": list(KEPT)}, "data": {"type": "string"}}, ["mime", "data"])
    return {"type": "object", "propertyNames": {"pattern": f"^{HASH.pattern}$"}, "additionalProperties": picture}


def _object(keys: Schema, needed: list[str]) -> Schema:
    found: Schema = {"type": "object", "properties": keys, "additionalProperties": False}
    return found | ({"required": needed} if needed else {})


_FORMS: Final[dict[Kind, Callable[[Field], Schema]]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.ADDRESS: _text,
    Kind.FILE: _text,
    Kind.IMAGE: _text,
    Kind.CODE: _code,
    Kind.REF: _reference,
    Kind.CODES: _codes,
    Kind.REFS: _codes,
    Kind.TEXTS: _texts,
    Kind.FITS: _fits,
    Kind.INTEGER: _number,
    Kind.SCALE: _number,
    Kind.DECIMAL: _number,
    Kind.SHARE: _number,
    Kind.MONEY: _number,
    Kind.FLAG: _plain("boolean"),
    Kind.DAY: _plain("string", pattern=f"^{DAY.pattern}$"),
    Kind.MAP: _plain("object"),
}


def renew() -> None:
    """Write the shipped file anew."""
    import resources

    assert resources.__file__ is not None
    Path(resources.__file__).with_name(NAME).write_text(text(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    renew()
