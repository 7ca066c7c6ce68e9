"""What refers to a row and so keeps it from being deleted."""

from collections.abc import Iterator

from sqlalchemy import Column, select, Table
from sqlalchemy.orm import Session

from b2bdesk.domain import metadata
from b2bdesk.domain.catalogue import ENTITIES, Entity
from b2bdesk.errors import UserError
from b2bdesk.terms import N_

MOST = 10
"""How many users a refusal names."""


def refuse_if_used(session: Session, entity: Entity, row_id: int) -> None:
    """Raise `UserError` naming what refers to a row."""
    found = [code for table, column in _holders(entity) for code in _users(session, table, column, row_id)]
    if found:
        raise UserError(
            "item.used",
            N_("This is in use by {uses}, so it cannot be deleted. Archive it instead, or free it first."),
            uses=", ".join(list(dict.fromkeys(found))[:MOST]),
        )


def _holders(entity: Entity) -> Iterator[tuple[Table, Column[int]]]:
    """Yield the columns whose rows do not let a row of the entity go."""
    for table in metadata.tables.values():
        for column in table.c:
            for key in column.foreign_keys:
                if key.column.table.name == entity.key and key.ondelete == "RESTRICT":
                    yield table, column


def _users(session: Session, table: Table, column: Column[int], row_id: int) -> list[str]:
    if "code" in table.c:
        return list(session.scalars(select(table.c.code).where(column == row_id).limit(MOST)))
    owner = next((c for c in table.c if any(key.ondelete == "CASCADE" for key in c.foreign_keys)), None)
    if owner is None:
        return [ENTITIES[table.name].one] if session.scalar(select(table.c.id).where(column == row_id).limit(1)) else []
    target = next(iter(owner.foreign_keys)).column.table
    query = select(target.c.code).join(table, owner == target.c.id).where(column == row_id)
    return list(session.scalars(query.limit(MOST)))
