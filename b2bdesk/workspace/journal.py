"""Writing the journal: opening an edit on the writer's connection, closing it, and taking steps back and forth."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, UTC
from typing import Any, Final

from sqlalchemy import MetaData

from b2bdesk.workspace import history, undoing
from b2bdesk.workspace.changes import net, net_of, Tables
from b2bdesk.workspace.history import EditInfo
from b2bdesk.workspace.places import person

Recorded = tuple[EditInfo, Tables]
"""An edit as it stands in the journal, and what it changed."""
ROW_COUNT: Final = "(SELECT count(*) FROM change WHERE edit_id = ?)"


@dataclass(frozen=True, slots=True)
class Head:
    """What an edit is called and of which kind it is; edits in a row with the same `merge` become one step."""

    name: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    kind: str = "do"
    target: int | None = None
    merge: str | None = None


@dataclass(frozen=True, slots=True)
class Recording:
    """An edit in the making; `joined` tells that its rows go to the edit before it."""

    head: Head
    edit_id: int
    at: str
    after_seq: int
    joined: bool


def now() -> str:
    """Return this moment as ISO text in UTC, as the domain writes it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def start(connection: sqlite3.Connection, head: Head, joins: int | None) -> Recording:
    """Open an edit within a transaction; `joins` is the edit to merge with, if it is still the newest."""
    newest = connection.execute("SELECT coalesce(max(id), 0) FROM edit").fetchone()[0]
    after_seq = connection.execute("SELECT coalesce(max(seq), 0) FROM change").fetchone()[0]
    joined = joins is not None and joins == newest
    recording = Recording(head, newest if joined else newest + 1, now(), after_seq, joined)
    connection.execute("DELETE FROM now_editing")
    connection.execute("INSERT INTO now_editing VALUES (?, ?)", (recording.edit_id, recording.at))
    return recording


def finish(connection: sqlite3.Connection, recording: Recording, facts: Mapping[str, Any]) -> Recorded | None:
    """Close the edit; None if nothing changed, which the caller then rolls back."""
    connection.execute("DELETE FROM now_editing")
    edit_id = recording.edit_id
    tables = net(connection, edit_id, recording.after_seq)
    if not tables:
        return None
    if recording.joined:
        statement = f"UPDATE edit SET facts = ?, at = ?, rows = {ROW_COUNT} WHERE id = ?"
        connection.execute(statement, (_text(facts), recording.at, edit_id, edit_id))
    else:
        _note(connection, edit_id, recording.head, facts, recording.at, edit_id)
        if recording.head.merge != history.ASIDE:
            connection.execute("UPDATE edit SET state = 'dropped' WHERE state = 'undone'")
    return _recorded(connection, edit_id, tables)


def move(connection: sqlite3.Connection, metadata: MetaData, kind: str, step: EditInfo) -> Recorded:
    """Undo or redo a step, within a transaction on a connection without triggers."""
    back = kind == "undo"
    at = now()
    floor = connection.execute("SELECT floor FROM edit WHERE id = ?", (step.id,)).fetchone()[0]
    rows = undoing.rows_of(connection, step.id, back=back)
    highest = undoing.apply_exactly(connection, metadata, rows, floor, at)
    edit_id = connection.execute("SELECT max(id) + 1 FROM edit").fetchone()[0]
    _note(connection, edit_id, Head(step.name, step.facts, kind, step.id), step.facts, at, step.id)
    values = ("undone" if back else "done", max(floor, highest), step.id)
    connection.execute("UPDATE edit SET state = ?, floor = ? WHERE id = ?", values)
    return _recorded(connection, edit_id, net_of(rows, images=False))


def _note(
    connection: sqlite3.Connection, edit_id: int, head: Head, facts: Mapping[str, Any], at: str, rows_of: int
) -> None:
    state = "done" if head.kind in ("do", "revert") else None
    told = (edit_id, head.name, _text(facts), at, person(), head.kind, head.target, head.merge, state, 0)
    connection.execute(f"INSERT INTO edit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, {ROW_COUNT})", (*told, rows_of))


def _text(facts: Mapping[str, Any]) -> str:
    return json.dumps(facts, ensure_ascii=False, default=str)


def _recorded(connection: sqlite3.Connection, edit_id: int, tables: Tables) -> Recorded:
    info = history.edit(connection, edit_id)
    assert info is not None
    return info, tables
