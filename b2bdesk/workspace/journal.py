"""Writing the journal: opening an edit on the writer's connection, closing it, and taking steps back and forth."""

import getpass
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any

from b2bdesk.workspace import history
from b2bdesk.workspace.changes import TableChanges, net
from b2bdesk.workspace.history import EditInfo


@dataclass(frozen=True, slots=True)
class Head:
    """What an edit is called and of which kind it is."""

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


@cache
def person() -> str:
    """Return the name under which this computer knows the person."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def start(connection: sqlite3.Connection, head: Head, joins: int | None) -> Recording:
    """Open an edit within a transaction; `joins` is the edit to merge with, if it is still the newest."""
    newest = connection.execute("SELECT coalesce(max(id), 0) FROM edit").fetchone()[0]
    after_seq = connection.execute("SELECT coalesce(max(seq), 0) FROM change").fetchone()[0]
    joined = joins is not None and joins == newest
    recording = Recording(head, newest if joined else newest + 1, now(), after_seq, joined)
    connection.execute("DELETE FROM now_editing")
    connection.execute("INSERT INTO now_editing VALUES (?, ?)", (recording.edit_id, recording.at))
    return recording


def finish(
    connection: sqlite3.Connection, recording: Recording, facts: Mapping[str, Any]
) -> tuple[EditInfo, dict[str, TableChanges]] | None:
    """Close the edit; None if nothing changed, which the caller then rolls back."""
    connection.execute("DELETE FROM now_editing")
    tables = net(connection, recording.edit_id, recording.after_seq)
    if not tables and recording.head.kind in ("do", "revert"):
        return None
    _note(connection, recording, facts)
    if recording.head.kind in ("undo", "redo"):
        state = "undone" if recording.head.kind == "undo" else "done"
        values = (state, recording.edit_id, recording.head.target)
        connection.execute("UPDATE edit SET state = ?, last = ? WHERE id = ?", values)
    else:
        connection.execute("UPDATE edit SET state = 'dropped' WHERE state = 'undone'")
    info = history.edit(connection, recording.edit_id)
    assert info is not None
    return info, tables


def _note(connection: sqlite3.Connection, recording: Recording, facts: Mapping[str, Any]) -> None:
    head, edit_id = recording.head, recording.edit_id
    text = json.dumps(facts, ensure_ascii=False, default=str)
    count = "(SELECT count(*) FROM change WHERE edit_id = ?)"
    if recording.joined:
        statement = f"UPDATE edit SET facts = ?, at = ?, rows = {count} WHERE id = ?"
        connection.execute(statement, (text, recording.at, edit_id, edit_id))
        return
    step = head.kind in ("do", "revert")
    statement = f"INSERT INTO edit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, {count})"
    told = (edit_id, head.name, text, recording.at, person(), head.kind, head.target, head.merge)
    connection.execute(statement, (*told, "done" if step else None, edit_id if step else None, edit_id))
