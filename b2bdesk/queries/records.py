"""Rows of any entity as lists and forms show them: values by field, links by id, names of what is referred to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, String, and_, cast, func, or_, select
from sqlalchemy.orm import Session

from b2bdesk.domain import metadata
from b2bdesk.domain.base import label_in
from b2bdesk.domain.catalogue import ENTITIES, Entity, Field, Kind

TEXT_KINDS = (Kind.TEXT, Kind.LONG_TEXT, Kind.TEXTS, Kind.ADDRESS)


@dataclass(frozen=True, slots=True)
class Record:
    """One row: `values` holds every field by its key, REFS as tuples of ids, FITS as id -> number."""

    id: int
    code: str
    title: str
    archived: bool
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RecordFilter:
    """Which rows: words to be found, archived ones or not, an owner, and wanted values by field."""

    text: str = ""
    archived: bool | None = False
    owner: int | None = None
    values: Mapping[str, frozenset[Any]] = field(default_factory=dict)
    order: str = ""
    descending: bool = False


def record(session: Session, kind: str, row_id: int) -> Record | None:
    """Return one row, or None where it is gone."""
    return next(iter(by_ids(session, kind, [row_id], "en")), None)


def ids(session: Session, kind: str, wanted: RecordFilter | None = None) -> list[int]:
    """Return the ids of the rows that a filter lets through, in their order."""
    entity, table = ENTITIES[kind], metadata.tables[kind]
    query = _filtered(select(table.c.id), entity, table, wanted or RecordFilter())
    return list(session.scalars(query))


def records(session: Session, kind: str, lang: str, wanted: RecordFilter | None = None) -> list[Record]:
    """Return the rows that a filter lets through, in their order."""
    return by_ids(session, kind, ids(session, kind, wanted), lang)


def by_ids(session: Session, kind: str, wanted: Sequence[int], lang: str) -> list[Record]:
    """Return rows by their ids, in that order; ids that are gone are left out."""
    entity, table = ENTITIES[kind], metadata.tables[kind]
    found = {row["id"]: row for row in session.execute(select(table).where(table.c.id.in_(wanted))).mappings()}
    links = {part.key: _linked(session, entity, part, wanted) for part in entity.cls.__links__}
    result = []
    for row_id in wanted:
        row = found.get(row_id)
        if row is not None:
            values = dict(row) | {key: held.get(row_id, _none(entity.field(key))) for key, held in links.items()}
            result.append(
                Record(
                    row_id, row.get("code", ""), title_of(entity, dict(row), lang), bool(row.get("archived")), values
                )
            )
    return result


def title_of(entity: Entity, row: Mapping[str, Any], lang: str) -> str:
    """Return what people call a row."""
    if entity.labelled:
        return label_in(lang, row["label_en"], row["label_hans"], row["label_hant"]) or row["code"]
    return str(row[entity.title] or row.get("code", ""))


def names(session: Session, kind: str, lang: str) -> dict[int, str]:
    """Return what people call each row of an entity, by id, in the rows' order."""
    entity, table = ENTITIES[kind], metadata.tables[kind]
    keys = ["label_en", "label_hans", "label_hant"] if entity.labelled else [entity.title]
    columns = [table.c[key] for key in ("id", "code", *keys) if key in table.c]
    order = [table.c[key] for key in ("sort", "id") if key in table.c]
    rows = session.execute(select(*columns).order_by(*order)).mappings()
    return {row["id"]: title_of(entity, dict(row), lang) for row in rows}


def count(session: Session, kind: str) -> int:
    """Return how many rows of an entity are not archived."""
    table = metadata.tables[kind]
    query = select(func.count()).select_from(table)
    return session.scalar(query.where(table.c.archived == 0) if "archived" in table.c else query) or 0


def _none(part: Field) -> Any:
    return {} if part.kind is Kind.FITS else ()


def _linked(session: Session, entity: Entity, part: Field, wanted: Sequence[int]) -> dict[int, Any]:
    table = metadata.tables[part.link]
    mine, theirs = link_columns(entity, part)
    columns = [table.c[mine], table.c[theirs], *([table.c[part.value_key]] if part.value_key else [])]
    query = select(*columns).where(table.c[mine].in_(wanted)).order_by(table.c.id)
    held: dict[int, Any] = defaultdict(dict if part.kind is Kind.FITS else list)
    for key, other, *value in session.execute(query):
        if value:
            held[key][other] = value[0]
        else:
            held[key].append(other)
    return {key: value if part.kind is Kind.FITS else tuple(value) for key, value in held.items()}


def link_columns(entity: Entity, part: Field) -> tuple[str, str]:
    """Return the columns of a link table that lead to the entity and to the field's target."""
    columns = (column for column in metadata.tables[part.link].c if column.foreign_keys)
    found = {next(iter(column.foreign_keys)).column.table.name: column.name for column in columns}
    return found[entity.key], found[part.target]


def _filtered(query: Select[Any], entity: Entity, table: Table, wanted: RecordFilter) -> Select[Any]:
    if wanted.archived is not None and "archived" in table.c:
        query = query.where(table.c.archived == int(wanted.archived))
    if wanted.owner is not None:
        query = query.where(table.c[entity.owner_key] == wanted.owner)
    for word in wanted.text.split():
        query = query.where(_mentions(entity, table, word))
    for key, values in wanted.values.items():
        query = query.where(_holds(entity, table, key, values))
    return query.order_by(*_order(table, wanted))


def _mentions(entity: Entity, table: Table, word: str) -> ColumnElement[bool]:
    columns = [table.c[part.key] for part in entity.fields if part.kind in TEXT_KINDS]
    return or_(*(cast(column, String).icontains(word, autoescape=True) for column in columns))


def _holds(entity: Entity, table: Table, key: str, values: Iterable[Any]) -> ColumnElement[bool]:
    part = entity.field(key)
    if part.link:
        mine, theirs = link_columns(entity, part)
        link = metadata.tables[part.link]
        return select(link.c.id).where(link.c[mine] == table.c.id, link.c[theirs].in_(values)).exists()
    if part.kind is Kind.CODES:
        return or_(*(cast(table.c[key], String).contains(f'"{value}"', autoescape=True) for value in values))
    return and_(table.c[key].in_(list(values)))


def _order(table: Table, wanted: RecordFilter) -> list[ColumnElement[Any]]:
    chosen = [table.c[wanted.order]] if wanted.order and wanted.order in table.c else []
    usual = [table.c[key] for key in ("sort", "id") if key in table.c]
    return [*(column.desc() if wanted.descending else column.asc() for column in chosen), *usual]
