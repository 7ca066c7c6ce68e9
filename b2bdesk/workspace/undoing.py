"""Taking changes back: the rows of an edit reversed, in reverse order, through the same journal as any edit.

Every state on the way back existed on the way forth, so UNIQUE holds at each row; foreign keys are looked at when
all is done. Redo is the undo's own rows reversed.
"""

import json
import sqlite3
from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final

from sqlalchemy import MetaData

from b2bdesk.errors import UserError
from b2bdesk.terms import N_
from b2bdesk.workspace.tables import journaled
from b2bdesk.workspace.triggers import quoted

Step = tuple[str, str, tuple[str, ...], tuple[Any, ...]]
"""Table, the operation to do, its columns, and their values with the row's id."""
ROWS: Final = "SELECT tbl, row_id, op, before FROM change WHERE edit_id = ? ORDER BY seq DESC"


def reverse(connection: sqlite3.Connection, metadata: MetaData, edit_id: int, at: str) -> None:
    """Apply the reverse of what an edit did."""
    connection.execute("PRAGMA defer_foreign_keys=ON")
    known = {table.name: frozenset(table.columns.keys()) for table in journaled(metadata)}
    steps = _steps(connection, edit_id, at)
    for (table, op, columns), group in groupby(steps, key=lambda step: step[:3]):
        if table not in known or not known[table].issuperset(columns):
            message = N_("This step was made by an older version and cannot be taken back.")
            raise UserError("history.older_form", message)
        connection.executemany(_statement(table, op, columns), [step[3] for step in group])


def _steps(connection: sqlite3.Connection, edit_id: int, at: str) -> Iterator[Step]:
    for table, row_id, op, before in connection.execute(ROWS, (edit_id,)).fetchall():
        if op == "insert":
            yield table, "delete", (), (row_id,)
            continue
        image = json.loads(before)
        if op == "delete":
            # The row comes back as a newer version of itself, so that nobody mistakes it for what he saw before.
            image |= {"version": image["version"] + 1, "updated_at": at}
            yield table, "insert", tuple(image), _values(image)
        else:
            yield table, "update", tuple(image), (*_values(image), row_id)


def _statement(table: str, op: str, columns: tuple[str, ...]) -> str:
    name = quoted(table)
    names = [quoted(column) for column in columns]
    if op == "delete":
        return f"DELETE FROM {name} WHERE id = ?"
    if op == "insert":
        return f"INSERT INTO {name} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    return f"UPDATE {name} SET {', '.join(f'{column} = ?' for column in names)} WHERE id = ?"


def _values(image: dict[str, Any]) -> tuple[Any, ...]:
    values = image.values()
    if any(type(value) is dict for value in values):
        return tuple(bytes.fromhex(value["hex"]) if type(value) is dict else value for value in values)
    return tuple(values)
