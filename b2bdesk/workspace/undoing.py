"""Going back and forth: the rows of a step applied reversed, in reverse order, or once more, in order.

Every state on the way existed before, so UNIQUE holds at each row; foreign keys are looked at when all is done.
Undo and redo are edits in the journal but keep no rows of their own: theirs are those of the step they move.
They run on a connection without triggers and count what they change: a file whose rows do not fit is left alone.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from sqlalchemy import MetaData

from b2bdesk.errors import UserError
from b2bdesk.terms import N_
from b2bdesk.workspace.changes import JournalRow
from b2bdesk.workspace.tables import journaled
from b2bdesk.workspace.triggers import quoted

Statement = tuple[str, str, tuple[str, ...], tuple[Any, ...]]
"""Table, what to do, the columns of the image, and the values to bind."""


def rows_of(connection: sqlite3.Connection, edit_id: int, *, back: bool) -> list[JournalRow]:
    """Return the rows of a step in the order and direction in which to apply them; of what goes, only whether."""
    gone, come, order = ("after", "before", "DESC") if back else ("before", "after", "ASC")
    statement = f"SELECT tbl, row_id, iif({gone} IS NULL, NULL, ''), {come} FROM change WHERE edit_id = ? ORDER BY seq"
    return connection.execute(f"{statement} {order}", (edit_id,)).fetchall()


def apply(connection: sqlite3.Connection, metadata: MetaData, rows: list[JournalRow], floor: int, at: str) -> int:
    """Bring each row from its first image to its second; return the highest version among those that went.

    Rows that come again get a version above `floor` and above their own, so that nobody mistakes them for
    what he saw before they went.
    """
    connection.execute("PRAGMA defer_foreign_keys=ON")
    known = {table.name: frozenset(table.columns.keys()) for table in journaled(metadata)}
    highest = 0
    for (table, act, columns), group in groupby(_statements(rows, floor, at), key=lambda one: one[:3]):
        if table not in known or not known[table].issuperset(columns):
            message = N_("This step was made by an older version and cannot be taken back.")
            raise UserError("history.older_form", message)
        if act == "delete":
            top = connection.execute(f"SELECT max(version) FROM {quoted(table)}").fetchone()[0]
            highest = max(highest, top or 0)
        connection.executemany(_sql(table, act, columns), [one[3] for one in group])
    return highest


def apply_exactly(
    connection: sqlite3.Connection, metadata: MetaData, rows: list[JournalRow], floor: int, at: str
) -> int:
    """Apply rows on a connection without triggers; refuse if more or fewer rows change than the journal says."""
    before = connection.total_changes
    highest = apply(connection, metadata, rows, floor, at)
    if connection.total_changes - before != len(rows):
        message = N_("The plan no longer fits its history, so this step cannot be taken. Check the workspace.")
        raise UserError("history.diverged", message)
    return highest


def _statements(rows: list[JournalRow], floor: int, at: str) -> Iterator[Statement]:
    # One text for all images: parsing 5,000 small ones costs twice as much.
    images = iter(json.loads("[" + ",".join([row[3] for row in rows if row[3] is not None]) + "]"))
    for table, row_id, gone, come in rows:
        if come is None:
            yield table, "delete", (), (row_id,)
            continue
        image = next(images)
        if gone is None:
            image["version"] = max(image["version"], floor) + 1
            image["updated_at"] = at
            yield table, "insert", tuple(image), _values(image)
        else:
            yield table, "update", tuple(image), (*_values(image), at, row_id)


def _sql(table: str, act: str, columns: tuple[str, ...]) -> str:
    name = quoted(table)
    names = [quoted(column) for column in columns]
    if act == "delete":
        return f"DELETE FROM {name} WHERE id = ?"
    if act == "insert":
        return f"INSERT INTO {name} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    settings = ", ".join(f"{column} = ?" for column in names)
    return f"UPDATE {name} SET {settings}, version = version + 1, updated_at = ? WHERE id = ?"


def _values(image: Mapping[str, Any]) -> tuple[Any, ...]:
    values = tuple(image.values())
    if list in map(type, values):
        return tuple(bytes.fromhex(value[0]) if type(value) is list else value for value in values)
    return values
