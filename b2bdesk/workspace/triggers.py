"""The journal's triggers, generated from the tables: TEMP, so that the file itself never holds one.

They see every row that changes, however it is changed: by the ORM, by bulk statements, by cascades and by
`INSERT OR REPLACE`. An image of a row is a JSON object by column name; that of an update holds only the columns
that changed. A write outside an edit finds no `now_editing` row and is refused by NOT NULL.
"""

import math
import sqlite3
from collections.abc import Iterator
from typing import Final

from sqlalchemy import Column, LargeBinary, MetaData, Table
from sqlalchemy.types import Float, Integer

from b2bdesk.workspace.faults import FINITE_MARK
from b2bdesk.workspace.tables import journaled, TOUCHED

PAIRS: Final = 45
"""Columns in one call of json_object: SQLite may be built to take 100 arguments only."""
LARGEST: Final = "1.7976931348623157e308"
NOW_EDITING: Final = "CREATE TEMP TABLE now_editing (edit_id INTEGER NOT NULL, at TEXT NOT NULL)"
EDIT: Final = "(SELECT edit_id FROM now_editing)"
AT: Final = "(SELECT at FROM now_editing)"


def install(connection: sqlite3.Connection, metadata: MetaData) -> None:
    """Put the triggers for all journaled tables on a connection, once."""
    connection.create_function("exact_real", 1, exact_real, deterministic=True)
    connection.execute(NOW_EDITING)
    for table in journaled(metadata):
        for statement in statements(table):
            connection.execute(statement)


def exact_real(value: float | None) -> str | None:
    """Write a number so that reading it gives the same bits (SQLite's own 17 digits do not always)."""
    if value is None:
        return None
    if not math.isfinite(value):
        raise ValueError(FINITE_MARK)
    return repr(value)


def statements(table: Table) -> Iterator[str]:
    """Yield the statements that create the triggers of one table."""
    name = table.name
    came = _record(name, "insert", "NULL", whole(table, "NEW"))
    yield _trigger(name, "insert", "AFTER INSERT", [_finite(table), came])
    yield _trigger(name, "delete", "AFTER DELETE", [_record(name, "delete", whole(table, "OLD"), "NULL")])
    followed = [c for c in table.columns if c.name not in TOUCHED and not c.primary_key]
    names = ", ".join(quoted(c.name) for c in followed)
    differs = " OR ".join(_differs(c) for c in followed)
    record = _record(name, "update", partial(followed, "OLD"), partial(followed, "NEW"))
    touch = f"UPDATE {quoted(name)} SET version = OLD.version + 1, updated_at = {AT} WHERE id = OLD.id"
    yield _trigger(name, "update", f"AFTER UPDATE OF {names}", [_finite(table), record, touch], when=differs)
    keep = "SELECT RAISE(ABORT, 'a row keeps its id')"
    yield _trigger(name, "id", "BEFORE UPDATE OF id", [keep], when="OLD.id IS NOT NEW.id")


def whole(table: Table, row: str) -> str:
    """Return the SQL of a JSON object with all columns of a row."""
    columns = list(table.columns)
    parts = [columns[place : place + PAIRS] for place in range(0, len(columns), PAIRS)]
    objects = ["json_object(" + ", ".join(f"'{c.name}', {_json(c, row)}" for c in part) + ")" for part in parts]
    if len(objects) == 1:
        return objects[0]
    return "'{' || " + " || ',' || ".join(f"trim({one}, '{{}}')" for one in objects) + " || '}'"


def partial(columns: list[Column[object]], row: str) -> str:
    """Return the SQL of a JSON object with the columns that differ between OLD and NEW."""
    parts = [f"CASE WHEN {_differs(c)} THEN ',{_key(c)}:' || json_quote({_json(c, row)}) ELSE '' END" for c in columns]
    return "'{' || substr(" + " || ".join(parts) + ", 2) || '}'"


def quoted(name: str) -> str:
    """Quote an identifier."""
    return '"' + name.replace('"', '""') + '"'


def _trigger(table: str, what: str, event: str, body: list[str], *, when: str = "") -> str:
    condition = f" WHEN {when}" if when else ""
    steps = "; ".join(step for step in body if step)
    name = quoted(f"journal_{table}_{what}")
    return f"CREATE TEMP TRIGGER {name} {event} ON main.{quoted(table)}{condition} BEGIN {steps}; END"


def _record(table: str, op: str, before: str, after: str) -> str:
    return (
        "INSERT INTO change (edit_id, tbl, row_id, op, before, after) "
        f"VALUES ({EDIT}, '{table}', {'OLD' if op != 'insert' else 'NEW'}.id, '{op}', {before}, {after})"
    )


def _finite(table: Table) -> str:
    reals = [c for c in table.columns if isinstance(c.type, Float)]
    if not reals:
        return ""
    wild = " OR ".join(f"abs(NEW.{quoted(c.name)}) > {LARGEST}" for c in reals)
    return f"SELECT RAISE(ABORT, '{FINITE_MARK}') WHERE {wild}"


def _key(column: Column[object]) -> str:
    return '"' + column.name + '"'


def _differs(column: Column[object]) -> str:
    # Binary on purpose: under a collation that folds case, a change of case would go unseen.
    name = quoted(column.name)
    return f"OLD.{name} IS NOT NEW.{name} COLLATE BINARY"


def _json(column: Column[object], row: str) -> str:
    """Return the SQL of what json_object takes for a column."""
    place = f"{row}.{quoted(column.name)}"
    kind = getattr(column.type, "impl_instance", column.type)
    if isinstance(kind, Integer):
        return place
    if isinstance(kind, Float):
        return f"json(exact_real({place}))"
    if isinstance(kind, LargeBinary):
        return f"iif({place} IS NULL, NULL, json_array(hex({place})))"
    # The concatenation takes off a JSON mark that json() may have left, which would unquote the text.
    return f"{place} || ''"
