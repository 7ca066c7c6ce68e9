"""`check`: everything that can be found out about a file's integrity without changing it."""

import json
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from b2bdesk.errors import UserError
from b2bdesk.terms import N_
from b2bdesk.workspace import guard, recovery
from b2bdesk.workspace.connection import guarded
from b2bdesk.workspace.digest import digest
from b2bdesk.workspace.faults import as_user_error
from b2bdesk.workspace.places import real
from b2bdesk.workspace.schema import require_inert, strangers
from b2bdesk.workspace.tables import current_shape, journaled, Shape, TOUCHED
from b2bdesk.workspace.triggers import quoted

LATEST = """
    SELECT tbl, row_id, after FROM change WHERE seq IN (
        SELECT max(c.seq) FROM change c JOIN edit e ON e.id = c.edit_id WHERE e.state = 'done' GROUP BY c.row_id, c.tbl
    )
"""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found; `digest` is the fingerprint of the plan, `recovered` tells of an unfinished write."""

    path: str
    problems: tuple[UserError, ...] = ()
    recovered: bool = False
    schema_version: int | None = None
    digest: str | None = None

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def check(path: str | os.PathLike[str], *, shape: Shape | None = None) -> CheckReport:
    """Check a file: structure, references, schema, and the journal against the rows. Changes nothing."""
    place = real(path)
    try:
        recovery.look_from_outside(place)
        with recovery.settled(place) as settled:
            return _look(place, settled, shape or current_shape())
    except Exception as exc:
        error = exc if isinstance(exc, UserError) else as_user_error(exc, place)
        if error is None:
            raise
        return CheckReport(str(place), (error,))


def _look(place: Path, settled: Path, shape: Shape) -> CheckReport:
    recovered = settled != place
    with guarded(settled) as connection:
        version = guard.schema_version(connection)
        if version > shape.version:
            newer = UserError(
                "workspace.newer", guard.NEWER, path=str(place), app_version=guard.app_version(connection)
            )
            return CheckReport(str(place), (newer,), recovered, version)
        problems = list(_structure(connection, place))
        if version < shape.version:
            require_inert(connection, str(place))
            return CheckReport(str(place), tuple(problems), recovered, version)
        problems += (
            _problem(place, N_("the table or index {what} is not as it should be"), what=what)
            for what in strangers(connection, shape)
        )
        if not problems:
            problems += _journal(connection, shape, place)
        found = None if problems else digest(connection, shape.metadata)
        return CheckReport(str(place), tuple(problems), recovered, version, found)


def _structure(connection: sqlite3.Connection, place: Path) -> Iterator[UserError]:
    for (text,) in connection.execute("PRAGMA integrity_check(20)"):
        if text != "ok":
            yield _problem(place, N_("the file's structure is broken: {what}"), what=text)
    for table, row_id, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(20):
        message = N_("row {row} of {table} refers to a missing row of {parent}")
        yield _problem(place, message, row=row_id, table=table, parent=parent)


def _journal(connection: sqlite3.Connection, shape: Shape, place: Path) -> Iterator[UserError]:
    """Yield what does not agree between the history and the plan."""
    counts = "SELECT id FROM edit WHERE state IS NOT NULL AND rows <> (SELECT count(*) FROM change WHERE edit_id = id)"
    for (edit_id,) in connection.execute(counts):
        yield _problem(place, N_("edit {edit} of the history is incomplete"), edit=edit_id)
    orphans = "SELECT count(*) FROM change WHERE edit_id NOT IN (SELECT id FROM edit)"
    if connection.execute(orphans).fetchone()[0]:
        yield _problem(place, N_("the history holds rows of no edit"))
    known = {table.name: frozenset(table.columns.keys()) for table in journaled(shape.metadata)}
    for table, row_id, after in connection.execute(LATEST).fetchall():
        if table in known and not _agrees(connection, table, row_id, after, known[table]):
            yield _problem(place, N_("row {row} of {table} is not as its history says"), row=row_id, table=table)


def _agrees(connection: sqlite3.Connection, table: str, row_id: int, after: str | None, known: frozenset[str]) -> bool:
    image: dict[str, Any] = json.loads(after) if after is not None else {}
    names = [name for name in image if name in known and name not in TOUCHED] or ["id"]
    statement = f"SELECT {', '.join(map(quoted, names))} FROM {quoted(table)} WHERE id = ?"
    row = connection.execute(statement, (row_id,)).fetchone()
    if after is None or row is None:
        return after is None and row is None
    return all(_same(value, image.get(name, value)) for name, value in zip(names, row, strict=True))


def _same(stored: Any, told: Any) -> bool:
    if isinstance(stored, bytes):
        return isinstance(told, list) and bytes.fromhex(told[0]) == stored
    return bool(stored == told)


def _problem(place: Path, message: str, **facts: Any) -> UserError:
    return UserError("workspace.damaged", message, place=str(place), **facts)
