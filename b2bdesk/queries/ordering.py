"""In which order rows come: by what a column shows, then in the order people gave them."""

from typing import Any

from sqlalchemy import and_, ColumnElement, func, select, Table

from b2bdesk.domain import metadata
from b2bdesk.domain.base import LABEL_KEYS
from b2bdesk.domain.catalogue import ENTITIES, Entity, Field, Kind
from b2bdesk.queries import measures
from b2bdesk.terms import Language

LABELS = ("label_en", "label_hans", "label_hant")
MOST_ENTRIES = 1_000_000


def order_by(
    entity: Entity, table: Table, order: str, descending: bool, group: str, lang: str
) -> list[ColumnElement[Any]]:
    """Return what to order by; empty values come last either way."""
    chosen: list[ColumnElement[Any]] = []
    if group:
        chosen.append(_rank(table, entity.field(group)))
    if order:
        key = _key(entity, table, order, lang)
        chosen += [key.is_(None), key.desc() if descending else key.asc()] if key is not None else []
    return [*chosen, *(table.c[key] for key in ("sort", "id") if key in table.c)]


def _key(entity: Entity, table: Table, order: str, lang: str) -> ColumnElement[Any] | None:
    if measures.has(entity.key, order):
        return measures.measure(entity.key, order)
    if order == "title":
        return _title(entity, table, lang)
    if order not in table.c:
        return None
    part = entity.field(order)
    if part.kind is Kind.CODE:
        return _rank(table, part)
    if part.kind is Kind.REF:
        target = ENTITIES[part.target]
        other = metadata.tables[part.target].alias(f"order_{part.key}")
        name = _title(target, other, lang)
        return select(name).where(other.c.id == table.c[order]).correlate(table).scalar_subquery()
    return _plain(table.c[order], part)


def _plain(column: ColumnElement[Any], part: Field) -> ColumnElement[Any]:
    if part.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.ADDRESS, Kind.FILE):
        return func.nullif(func.lower(column), "")
    return column


def _title(entity: Entity, table: Any, lang: str) -> ColumnElement[Any]:
    if "label_en" not in table.c:
        return func.lower(table.c[entity.title])
    first = LABEL_KEYS[Language(lang)]
    keys = [first, *(key for key in LABELS if key != first), "code"]
    return func.lower(func.coalesce(*(func.nullif(table.c[key], "") for key in keys)))


def _rank(table: Table, part: Field) -> ColumnElement[Any]:
    """Return the place of a code in its vocabulary; entries of the same place follow each other as they were made."""
    entry = metadata.tables["vocab_entry"].alias(f"rank_{part.key}")
    same = and_(entry.c.vocab == part.vocab, entry.c.code == table.c[part.key])
    place = entry.c.sort * MOST_ENTRIES + entry.c.id
    return select(func.min(place)).where(same).correlate(table).scalar_subquery()
