"""What can be done with any item: create, change, order, archive, delete."""

import itertools
import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from b2bdesk.commands import follow, presets, words, write
from b2bdesk.commands.codes import next_code
from b2bdesk.commands.values import clean_values
from b2bdesk.domain import metadata
from b2bdesk.domain.base import LABEL_KEYS
from b2bdesk.domain.catalogue import ENTITIES, Entity, Kind
from b2bdesk.domain.placement import Campaign
from b2bdesk.queries.records import link_columns
from b2bdesk.terms import N_
from b2bdesk.workspace import Workspace


def create(ws: Workspace, kind: str, /, *, origin: object = None, **values: Any) -> int:
    """Make a row of an entity and return its id; what people expect of a new one arrives filled."""
    entity = ENTITIES[kind]
    name = _name_in(entity, values) or _code_to_come(ws, entity)
    with ws.edit(N_("Add {what} {name}"), what=entity.one, name=name, origin=origin) as session:
        return write.add(session, kind, presets.filled(session, kind, values))


def update(
    ws: Workspace, kind: str, row_id: int, /, *, origin: object = None, typing: bool = False, **values: Any
) -> None:
    """Set fields of one row; `typing` merges changes of the same field into one undo step."""
    update_many(ws, kind, [row_id], origin=origin, typing=typing, **values)


def update_many(
    ws: Workspace, kind: str, ids: Sequence[int], /, *, origin: object = None, typing: bool = False, **values: Any
) -> None:
    """Set the same fields of several rows in one edit."""
    entity = ENTITIES[kind]
    fields = ", ".join(values)
    merge = f"{kind}:{ids[0]}:{fields}" if typing and len(ids) == 1 else None
    name = title(ws, kind, ids)
    label = entity.field(next(iter(values))).label if len(values) == 1 else entity.one
    with ws.edit(N_("Set {field} of {name}"), field=label, name=name, merge=merge, origin=origin) as session:
        cleaned = clean_values(session, entity, values)
        follow.before_change(session, kind, ids, cleaned)
        write.change(session, kind, ids, cleaned)


def delete(ws: Workspace, kind: str, ids: Sequence[int], /, *, origin: object = None) -> None:
    """Delete rows; refused with the reason while something refers to them."""
    with ws.edit(
        N_("Delete {what} {name}"), what=ENTITIES[kind].one, name=title(ws, kind, ids), origin=origin
    ) as session:
        follow.before_removal(session, kind, ids)
        write.remove(session, kind, ids)


def archive(ws: Workspace, kind: str, ids: Sequence[int], /, *, archived: bool = True, origin: object = None) -> None:
    """Put rows away, or bring them back; nothing that refers to them is lost."""
    template = N_("Archive {what} {name}") if archived else N_("Bring back {what} {name}")
    with ws.edit(template, what=ENTITIES[kind].one, name=title(ws, kind, ids), origin=origin) as session:
        follow.before_change(session, kind, ids, {"archived": archived})
        write.change(session, kind, ids, {"archived": archived})


def reorder(ws: Workspace, kind: str, ids: Sequence[int], /, *, origin: object = None) -> None:
    """Give rows the order in which they are named."""
    table = write.table_of(ENTITIES[kind])
    with ws.edit(N_("Order {what}"), what=ENTITIES[kind].many, origin=origin) as session:
        for place, row_id in enumerate(ids, 1):
            session.execute(table.update().where(table.c.id == row_id, table.c.sort != place).values(sort=place))


def duplicate(ws: Workspace, kind: str, row_id: int, /, *, origin: object = None) -> int:
    """Make a copy of a row with its links, under a code of its own, and return its id."""
    entity = ENTITIES[kind]
    with ws.edit(
        N_("Duplicate {what} {name}"), what=entity.one, name=title(ws, kind, [row_id]), origin=origin
    ) as session:
        values = _as_another(session, values_of(session, kind, row_id))
        return write.add(session, kind, presets.filled(session, kind, values))


def _as_another(session: Session, values: dict[str, Any]) -> dict[str, Any]:
    """Leave out what only one row may have, or give it anew."""
    another = {key: value for key, value in values.items() if key not in ("code", "sort", "url", "leading")}
    if "revenue_share" in another:
        another["revenue_share"] = None
    if "slug" in another:
        another["slug"] = _next_slug(session, another["slug"])
    return another


def _next_slug(session: Session, slug: str) -> str:
    """Return the first free name in links after this one: spring-2 after spring."""
    used = set(session.scalars(select(Campaign.slug)))
    base = re.sub(r"-\d+$", "", slug)[:54]
    return next(name for n in itertools.count(2) if (name := f"{base}-{n}") not in used)


def values_of(session: Session, kind: str, row_id: int) -> dict[str, Any]:
    """Return all field values of a row, links included, as `create` would take them."""
    entity = ENTITIES[kind]
    row = session.get(entity.cls, row_id)
    if row is None:
        raise write.gone(entity)
    links = {field.key for field in entity.cls.__links__}
    values = {field.key: getattr(row, field.key) for field in entity.fields if field.key not in links}
    if entity.owner:
        values[entity.owner_key] = getattr(row, entity.owner_key)
    for field in entity.cls.__links__:
        values[field.key] = linked(session, entity, row_id, field.key)
    return values


def linked(session: Session, entity: Entity, row_id: int, key: str) -> Any:
    """Return the ids a links field holds, with their numbers for a FITS field."""
    field = entity.field(key)
    mine, theirs = link_columns(entity, field)
    table = metadata.tables[field.link]
    rows = session.execute(select(table).where(table.c[mine] == row_id).order_by(table.c.id)).mappings()
    if field.kind is Kind.FITS:
        return {row[theirs]: row[field.value_key] for row in rows}
    return [row[theirs] for row in rows]


def title(ws: Workspace, kind: str, ids: Sequence[int]) -> str:
    """Return what to call rows in the name of an edit."""
    with ws.read() as session:
        names = [_row_title(session, kind, row_id) for row_id in ids[:3]]
    return ", ".join(names) + (f" +{len(ids) - 3}" if len(ids) > 3 else "")


def _row_title(session: Session, kind: str, row_id: int) -> str:
    entity = ENTITIES[kind]
    row = session.get(entity.cls, row_id)
    if row is None:
        return ""
    key = LABEL_KEYS[words.plan_language(session)] if entity.labelled else entity.title
    value = getattr(row, key)
    return _shorten(value) if isinstance(value, str) and value else str(getattr(row, "code", ""))


def _name_in(entity: Entity, values: dict[str, Any]) -> str:
    keys = [*LABEL_KEYS.values()] if entity.labelled else [entity.title]
    value = next((values[key] for key in keys if values.get(key)), values.get("code", ""))
    return _shorten(value) if isinstance(value, str) else ""


def _code_to_come(ws: Workspace, entity: Entity) -> str:
    """Return the code that a new row will bear, where people call rows by their codes."""
    if entity.title != "code" or not entity.prefix:
        return ""
    with ws.read() as session:
        return next_code(session, entity)


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:57] + "..."
