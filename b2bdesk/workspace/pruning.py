"""Keeping the history within bounds of age and size, without touching a step that may still come back by redo."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta, UTC


@dataclass(frozen=True, slots=True)
class HistoryLimits:
    """How much history a file keeps; the newest `least` edits stay in any case."""

    days: int = 400
    rows: int = 500_000
    least: int = 100


def excess(connection: sqlite3.Connection, limits: HistoryLimits) -> int:
    """Return the first edit that stays; those before it may go."""
    oldest_day = (datetime.now(UTC) - timedelta(days=limits.days)).strftime("%Y-%m-%dT%H:%M:%S")
    by_age = _first(connection, "SELECT min(id) FROM edit WHERE at >= ?", oldest_day)
    running = "SELECT id, sum(rows) OVER (ORDER BY id DESC) AS kept FROM edit WHERE state IS NOT NULL"
    by_size = _first(connection, f"SELECT min(id) FROM ({running}) WHERE kept <= ?", limits.rows)
    least = _first(connection, "SELECT min(id) FROM (SELECT id FROM edit ORDER BY id DESC LIMIT ?)", limits.least)
    # Redo goes from the oldest undone step on: one of them missing would make the others wrong.
    undone = _first(connection, "SELECT min(id) FROM edit WHERE state = ?", "undone")
    return min(max(by_age, by_size), least, undone)


def prune(connection: sqlite3.Connection, first: int) -> None:
    """Forget the edits before `first`, within a transaction."""
    connection.execute("DELETE FROM change WHERE edit_id < ?", (first,))
    connection.execute("DELETE FROM edit WHERE id < ?", (first,))


def _first(connection: sqlite3.Connection, statement: str, value: object) -> int:
    found = connection.execute(statement, (value,)).fetchone()[0]
    newest = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM edit").fetchone()[0]
    return int(found if found is not None else newest)
