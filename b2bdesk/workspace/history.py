"""Reading the journal: the edits of a file, what each changed, and which one undo and redo would take next."""

import sqlite3
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from b2bdesk.i18n import render

ASIDE: Final = "~aside"
"""What `merge` says of an edit that the program made by itself: undo and redo pass it over."""
COLUMNS: Final = f"id, name, facts, at, who, kind, target, state, rows, merge IS '{ASIDE}'"


class EditInfo(NamedTuple):
    """One edit of the journal; `name` is a template that `facts` fill, `at` is ISO text in UTC.

    `kind` is do, undo, redo or revert; `target` is the edit that was undone, redone or reverted; `rows` counts
    the changes of rows; `undone` tells whether the edit's changes are now taken back; `aside` marks what the
    program did by itself.
    """

    id: int
    name: str
    facts: Mapping[str, Any]
    at: str
    who: str
    kind: str
    target: int | None
    undone: bool
    rows: int
    aside: bool = False

    @property
    def is_step(self) -> bool:
        """Whether undo and redo stop here; undo and redo themselves are edits too, but no steps."""
        return self.kind in ("do", "revert") and not self.aside

    def sentence(self, lang: str | None = None) -> str:
        """Return the edit's name in a language."""
        return render(self.name, self.facts, lang)


class RowChange(NamedTuple):
    """One row before and after; of an update only the columns that changed are told."""

    table: str
    row_id: int
    op: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


def edits(
    connection: sqlite3.Connection, limit: int, table: str | None = None, row_id: int | None = None
) -> list[EditInfo]:
    """Return the newest edits, newest first; those of one table or one row if asked."""
    asked = {"tbl": table, "row_id": row_id}
    conditions = [f"{name} = :{name}" for name, value in asked.items() if value is not None]
    # An undo and a redo keep no rows: theirs are those of the step they moved.
    touching = f"(SELECT edit_id FROM change WHERE {' AND '.join(conditions)})"
    owner = "iif(kind IN ('undo', 'redo'), target, id)"
    where = f"WHERE {owner} IN {touching}" if conditions else ""
    statement = f"SELECT {COLUMNS} FROM edit {where} ORDER BY id DESC LIMIT :limit"
    return [info(row) for row in connection.execute(statement, {**asked, "limit": limit})]


def edit(connection: sqlite3.Connection, edit_id: int) -> EditInfo | None:
    """Return one edit."""
    row = connection.execute(f"SELECT {COLUMNS} FROM edit WHERE id = ?", (edit_id,)).fetchone()
    return info(row) if row else None


def undo_step(connection: sqlite3.Connection) -> EditInfo | None:
    """Return the step that undo would take back: the newest that is done."""
    return _step(connection, "done", "DESC")


def redo_step(connection: sqlite3.Connection) -> EditInfo | None:
    """Return the step that redo would bring again: the oldest that is undone and not dropped."""
    return _step(connection, "undone", "ASC")


def unused_id(connection: sqlite3.Connection, table: str) -> int:
    """Return an id above all that rows of a table have now or had in the journal."""
    known = connection.execute("SELECT coalesce(max(row_id), 0) FROM change WHERE tbl = ?", (table,)).fetchone()[0]
    here = connection.execute(f'SELECT coalesce(max(id), 0) FROM "{table}"').fetchone()[0]
    return int(max(known, here)) + 1


def changes_of(connection: sqlite3.Connection, edit_id: int) -> list[RowChange]:
    """Return what an edit changed, row by row, in order; of an undo, the step's rows reversed."""
    found = edit(connection, edit_id)
    if found is None:
        return []
    back = found.kind == "undo"
    owner = found.target if found.kind in ("undo", "redo") else edit_id
    statement = f"SELECT tbl, row_id, before, after FROM change WHERE edit_id = ? ORDER BY seq {'DESC' if back else ''}"
    rows = connection.execute(statement, (owner,)).fetchall()
    return [
        _row_change(table, row_id, *((after, before) if back else (before, after)))
        for table, row_id, before, after in rows
    ]


def info(row: tuple[Any, ...]) -> EditInfo:
    """Return the edit told by a row of `COLUMNS`."""
    import json

    edit_id, name, facts, at, who, kind, target, state, rows, aside = row
    undone = state in ("undone", "dropped")
    return EditInfo(edit_id, name, json.loads(facts), at, who, kind, target, undone, rows, bool(aside))


def _step(connection: sqlite3.Connection, state: str, order: str) -> EditInfo | None:
    statement = f"SELECT {COLUMNS} FROM edit WHERE state = ? AND merge IS NOT ? ORDER BY id {order} LIMIT 1"
    row = connection.execute(statement, (state, ASIDE)).fetchone()
    return info(row) if row else None


def _row_change(table: str, row_id: int, before: str | None, after: str | None) -> RowChange:
    op = "insert" if before is None else "delete" if after is None else "update"
    return RowChange(table, row_id, op, _image(before), _image(after))


def _image(text: str | None) -> dict[str, Any] | None:
    import json

    return json.loads(text) if text is not None else None
