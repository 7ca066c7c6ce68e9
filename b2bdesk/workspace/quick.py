"""A first look into a workspace without SQLAlchemy, for commands that must be fast. Standard library only."""

import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from b2bdesk.errors import UserError
from b2bdesk.workspace import history, recovery
from b2bdesk.workspace.connection import guarded
from b2bdesk.workspace.faults import as_user_error
from b2bdesk.workspace.history import EditInfo
from b2bdesk.workspace.lock import Holder, holder

OWN_TABLES: Final = frozenset({"meta", "edit", "change"})
NAMES: Final = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"


class Info(NamedTuple):
    """What a file tells about itself; `counts` are rows by table, `holder` who has it open for writing."""

    path: str
    size: int
    schema_version: int
    app_version: str
    uid: str
    name: str
    lang: str
    counts: Mapping[str, int]
    edits: int
    undo: EditInfo | None
    redo: EditInfo | None
    holder: Holder | None


def info(path: str | os.PathLike[str]) -> Info:
    """Look into a file; refuse in one sentence what is no workspace."""
    place = Path(os.path.realpath(path))
    try:
        recovery.look_from_outside(place)
        with recovery.settled(place) as settled, guarded(settled) as connection:
            return _look(connection, place)
    except Exception as exc:
        error = exc if isinstance(exc, UserError) else as_user_error(exc, place)
        if error is None:
            raise
        raise error from exc


def _look(connection: sqlite3.Connection, place: Path) -> Info:
    tables = [name for (name,) in connection.execute(NAMES) if name not in OWN_TABLES]
    uid, name, lang = connection.execute("SELECT uid, name, lang FROM workspace").fetchone() or ("", "", "")
    written = connection.execute("SELECT value FROM meta WHERE key = 'app_version'").fetchone()
    return Info(
        path=str(place),
        size=place.stat().st_size,
        schema_version=connection.execute("PRAGMA user_version").fetchone()[0],
        app_version=written[0] if written else "",
        uid=uid,
        name=name,
        lang=lang,
        counts={table: _count(connection, table) for table in tables},
        edits=_count(connection, "edit"),
        undo=history.undo_step(connection),
        redo=history.redo_step(connection),
        holder=holder(place),
    )


def _count(connection: sqlite3.Connection, table: str) -> int:
    quoted = '"' + table.replace('"', '""') + '"'
    return int(connection.execute(f"SELECT count(*) FROM {quoted}").fetchone()[0])
