"""Values for every kind of field, right and wrong, as a person or a pasted table may bring them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from hypothesis import strategies as st
from sqlalchemy import select

from b2bdesk.domain import metadata
from b2bdesk.domain.catalogue import Entity, Field, Kind
from b2bdesk.domain.vocab import VocabEntry
from b2bdesk.terms import State
from b2bdesk.workspace import Workspace

WORDS: Final = st.sampled_from(
    ["", "Plan", "计划", " two  words ", "a\u0301b", "\x00", "=1+1", "x" * 300, "line\r\nline"]
)
TEXTS: Final = st.one_of(WORDS, st.text(max_size=12))
NUMBERS: Final = st.one_of(
    st.integers(-2, 6),
    st.sampled_from([0.5, 1.0, "3", "much", True, float("nan"), "sNaN", 10**400, -1, 2**60, "1e999", Decimal("7.129")]),
)
SHARES: Final = st.sampled_from([0, 0.2, 0.25, 0.4, 0.5, 1, "0.3", 1.2, -0.1, float("inf"), None])
DAYS: Final = st.sampled_from(
    [
        None,
        date(2026, 1, 5),
        date(2026, 5, 1),
        date(2027, 1, 1),
        "2026-03-02",
        "soon",
        datetime(2026, 2, 2, 9),
        date.min,
    ]
)
IDS: Final = st.integers(1, 6)
WILD_IDS: Final = st.one_of(IDS, IDS, IDS, st.sampled_from([0, -1, 99]))
ADDRESSES: Final = st.sampled_from(
    ["", "https://a.example/", "https://b.example/x?y=1#z", "http://a.example", "nothing", "https://c.example/ "]
)


def codes(ws: Workspace, vocab: str) -> st.SearchStrategy[Any]:
    """Codes of a vocabulary, and now and then one that is not."""
    with ws.read() as session:
        known = list(session.scalars(select(VocabEntry.code).where(VocabEntry.vocab == vocab)))
    return st.one_of(st.sampled_from(known or [""]), st.sampled_from([*known, "", "nonsense"]))


def ids_of(ws: Workspace, kind: str) -> list[int]:
    """Return the ids of the rows that there are."""
    with ws.read() as session:
        return list(session.scalars(select(metadata.tables[kind].c.id)))


def row_ids(ws: Workspace, kind: str) -> st.SearchStrategy[Any]:
    """Ids of an entity's rows, and now and then one that is none."""
    there = ids_of(ws, kind)
    return st.one_of(st.sampled_from(there), st.sampled_from(there), WILD_IDS) if there else st.integers(1, 3)


def value(ws: Workspace, field: Field) -> st.SearchStrategy[Any]:
    """Values for a field by its kind, most of them right."""
    kind = field.kind
    if kind is Kind.CODE:
        return codes(ws, field.vocab)
    if kind is Kind.CODES:
        return st.lists(codes(ws, field.vocab), max_size=3)
    if kind is Kind.REF:
        return st.one_of(row_ids(ws, field.target), st.none()) if not field.required else row_ids(ws, field.target)
    if kind is Kind.REFS:
        return st.lists(row_ids(ws, field.target), max_size=3)
    if kind is Kind.FITS:
        return st.dictionaries(row_ids(ws, field.target), NUMBERS, max_size=3)
    return _PLAIN[kind]


_PLAIN: Final[dict[Kind, st.SearchStrategy[Any]]] = {
    Kind.TEXT: TEXTS,
    Kind.LONG_TEXT: TEXTS,
    Kind.TEXTS: st.lists(TEXTS, max_size=3),
    Kind.INTEGER: st.one_of(NUMBERS, st.none()),
    Kind.SCALE: st.one_of(st.integers(1, 3), NUMBERS, st.none()),
    Kind.DECIMAL: st.one_of(NUMBERS, st.none()),
    Kind.MONEY: st.one_of(NUMBERS, st.none()),
    Kind.SHARE: SHARES,
    Kind.FLAG: st.booleans(),
    Kind.DAY: DAYS,
    Kind.ADDRESS: ADDRESSES,
    Kind.FILE: ADDRESSES,
    Kind.IMAGE: st.sampled_from(["", "0" * 64]),
    Kind.MAP: st.just({}),
}

SURE: Final[dict[str, Any]] = {"name": "N", "title": "T", "slug": "s", "date": date(2026, 1, 1), "text": "Said"}
"""Values that will do for fields that must not be empty."""


def some_values(ws: Workspace, entity: Entity, *, new: bool) -> st.SearchStrategy[dict[str, Any]]:
    """Values for some fields of an entity; of a new row, those it needs too."""
    parts = {field.key: value(ws, field) for field in entity.fields if field.key not in ("archived", "sort", "url")}
    needed = {key: parts[key] for key in parts if new and entity.field(key).required and key != "code"}
    needed = {key: _mostly_sure(entity.field(key), part) for key, part in needed.items()}
    if new and entity.owner:
        needed[entity.owner_key] = row_ids(ws, entity.owner)
    chosen = st.lists(st.sampled_from(sorted(parts)), min_size=0 if new else 1, max_size=3, unique=True)
    return chosen.flatmap(lambda keys: st.fixed_dictionaries({**{key: parts[key] for key in keys}, **needed}))


def _mostly_sure(field: Field, part: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    if field.key in SURE and field.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.DAY):
        return st.one_of(st.just(SURE[field.key]), part)
    return part


STATES: Final = st.lists(st.sampled_from([*map(str, State), "nonsense"]), max_size=4)
