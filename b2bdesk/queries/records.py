"""Rows of any entity as lists and forms show them: values by field, links by id, names of what is referred to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import and_, cast, ColumnElement, func, or_, Select, select, String, Table
from sqlalchemy.orm import Session

from b2bdesk.domain import metadata
from b2bdesk.domain.base import label_in
from b2bdesk.domain.catalogue import ENTITIES, Entity, Field, Kind
from b2bdesk.insight.rows import growing
from b2bdesk.insight.rows import row as quick
from b2bdesk.queries import measures
from b2bdesk.queries.ordering import order_by
from b2bdesk.queries.placed_names import placed
from b2bdesk.terms import State

TEXT_KINDS = (Kind.TEXT, Kind.LONG_TEXT, Kind.TEXTS, Kind.ADDRESS)


@dataclass(frozen=True, slots=True)
class Record:
    """One row: `values` holds every field by its key, REFS as tuples of ids, FITS as id -> number.

    `measures` holds what was counted for it (see `b2bdesk.queries.measures`), if that was asked for.
    """

    id: int
    code: str
    title: str
    archived: bool
    values: Mapping[str, Any]
    measures: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecordFilter:
    """Which rows: words to be found, archived ones or not, an owner, and wanted values by field.

    `ids` are the rows among which to look, None for all.

    `order` is a field or a measure, or "title" for what people call the rows in `lang`; `group` is a CODE field whose
    values come first, in the order of their vocabulary.
    """

    text: str = ""
    archived: bool | None = False
    owner: int | None = None
    values: Mapping[str, frozenset[Any]] = field(default_factory=dict)
    order: str = ""
    descending: bool = False
    group: str = ""
    lang: str = "en"
    ids: frozenset[int] | None = None


def record(session: Session, kind: str, row_id: int) -> Record | None:
    """Return one row, or None where it is gone."""
    return next(iter(by_ids(session, kind, [row_id], "en")), None)


def ids(session: Session, kind: str, wanted: RecordFilter | None = None) -> list[int]:
    """Return the ids of the rows that a filter lets through, in their order."""
    entity, table = ENTITIES[kind], metadata.tables[kind]
    query = _filtered(select(table.c.id), entity, table, wanted or RecordFilter())
    return list(session.scalars(query))


def grouped(session: Session, kind: str, wanted: RecordFilter) -> list[tuple[int, str]]:
    """Return (id, value of the group's field) of the rows that a filter lets through, in their order."""
    entity, table = ENTITIES[kind], metadata.tables[kind]
    query = _filtered(select(table.c.id, table.c[wanted.group]), entity, table, wanted)
    return [(row[0], row[1]) for row in session.execute(query)]


def records(session: Session, kind: str, lang: str, wanted: RecordFilter | None = None) -> list[Record]:
    """Return the rows that a filter lets through, in their order."""
    return by_ids(session, kind, ids(session, kind, wanted), lang)


def by_ids(session: Session, kind: str, wanted: Sequence[int], lang: str, counted: Sequence[str] = ()) -> list[Record]:
    """Return rows by their ids, in that order, with the measures `counted`; ids that are gone are left out."""
    entity, table = ENTITIES[kind], metadata.tables[kind]
    numbers = measures.of_rows(session, kind, wanted, counted)
    found = {row["id"]: row for row in session.execute(select(table).where(table.c.id.in_(wanted))).mappings()}
    links = {part.key: _linked(session, entity, part, wanted) for part in entity.cls.__links__}
    result = []
    for row_id in wanted:
        row = found.get(row_id)
        if row is not None:
            values = dict(row) | {key: held.get(row_id, _none(entity.field(key))) for key, held in links.items()}
            code, archived = row.get("code", ""), bool(row.get("archived"))
            title = title_of(entity, dict(row), lang)
            result.append(Record(row_id, code, title, archived, values, numbers.get(row_id, {})))
    return result


def bears_labels(entity: Entity) -> bool:
    """Tell whether rows have a name in each language."""
    return "label_en" in metadata.tables[entity.key].c


def title_of(entity: Entity, row: Mapping[str, Any], lang: str) -> str:
    """Return what people call a row."""
    if bears_labels(entity):
        return label_in(lang, row["label_en"], row["label_hans"], row["label_hant"]) or row["code"]
    return str(row[entity.title] or row.get("code", ""))


@quick(frozen=True, slots=True)
class Named:
    """A row that can be referred to: its code, what people call it, and whether it was put away."""

    id: int
    code: str
    name: str
    archived: bool


def named(session: Session, kind: str, lang: str) -> list[Named]:
    """Return the rows of an entity as something to refer to, in their order."""
    if kind == "placement":
        with growing():
            return [Named(row_id, code, f"{code} {name}", away) for row_id, code, name, away in placed(session, lang)]
    entity, table = ENTITIES[kind], metadata.tables[kind]
    keys = ["label_en", "label_hans", "label_hant"] if bears_labels(entity) else [entity.title]
    columns = [table.c[key] for key in dict.fromkeys(("id", "code", "archived", *keys)) if key in table.c]
    order = [table.c[key] for key in ("sort", "id") if key in table.c]
    rows = session.execute(select(*columns).order_by(*order)).mappings()
    return [
        Named(row["id"], row.get("code", ""), title_of(entity, dict(row), lang), bool(row.get("archived")))
        for row in rows
    ]


def names(session: Session, kind: str, lang: str) -> dict[int, str]:
    """Return what people call each row of an entity, by id, in the rows' order."""
    return {row.id: row.name for row in named(session, kind, lang)}


def states_of(session: Session, stage: int) -> list[str]:
    """Return the lifecycle states of a stage, in the order of the states."""
    table = metadata.tables["stage_state"]
    found = set(session.scalars(select(table.c.state).where(table.c.stage_id == stage)))
    return [str(state) for state in State if state in found]


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
    if wanted.ids is not None:
        query = query.where(table.c.id.in_(wanted.ids))
    if wanted.owner is not None:
        query = query.where(table.c[entity.owner_key] == wanted.owner)
    for word in wanted.text.split():
        query = query.where(_mentions(entity, table, word))
    for key, values in wanted.values.items():
        query = query.where(_holds(entity, table, key, values))
    return query.order_by(*order_by(entity, table, wanted.order, wanted.descending, wanted.group, wanted.lang))


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
