"""What one edit changed, told to everybody who shows it."""

import json
import logging
import sqlite3
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from b2bdesk.workspace.history import EditInfo
from b2bdesk.workspace.tables import TOUCHED

Ids = tuple[int, ...]
Row = tuple[str, int]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TableChanges:
    """Ids of the rows of one table that came, changed and went."""

    inserted: Ids = ()
    updated: Ids = ()
    deleted: Ids = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """The net result of one edit by table; `origin` is what the caller gave to `edit`."""

    tables: Mapping[str, TableChanges]
    edit: EditInfo
    origin: Any = field(default=None, compare=False)

    def touches(self, table: str) -> bool:
        """Tell whether any row of the table changed."""
        return table in self.tables

    def of(self, table: str) -> TableChanges:
        """Return the changes of one table, empty ones if there are none."""
        return self.tables.get(table, TableChanges())


class Announcer:
    """Hands `Changes` to its subscribers, all of one edit before any of the next."""

    def __init__(self) -> None:
        self._subscribers: dict[object, Callable[[Changes], None]] = {}
        self._waiting: deque[Changes] = deque()
        self._busy = False

    def subscribe(self, callback: Callable[[Changes], None]) -> Callable[[], None]:
        """Call back after each commit; return what ends it."""
        token = object()
        self._subscribers[token] = callback
        return lambda: self._subscribers.pop(token, None) and None

    def announce(self, changes: Changes) -> None:
        """Tell everybody; a subscriber that edits is served after this edit was told to all."""
        self._waiting.append(changes)
        if self._busy:
            return
        self._busy = True
        try:
            while self._waiting:
                self._tell(self._waiting.popleft())
        finally:
            self._busy = False

    def _tell(self, changes: Changes) -> None:
        for callback in list(self._subscribers.values()):
            try:
                callback(changes)
            except Exception:
                # The edit is saved: a view that fails must neither hide it from others nor look like a failed edit.
                log.exception("a subscriber failed on the changes of edit %s", changes.edit.id)


def net(connection: sqlite3.Connection, edit_id: int, after_seq: int) -> dict[str, TableChanges]:
    """Fold the journal rows of an edit, from after `after_seq` on, into what came, changed and went."""
    first: dict[Row, str] = {}
    last: dict[Row, str] = {}
    again: set[Row] = set()
    statement = "SELECT tbl, row_id, op FROM change WHERE edit_id = ? AND seq > ? ORDER BY seq"
    for table, row_id, op in connection.execute(statement, (edit_id, after_seq)):
        key = (table, row_id)
        if key in first:
            again.add(key)
        else:
            first[key] = op
        last[key] = op
    same = _unchanged(connection, edit_id, after_seq, again) if again else set()
    found: dict[str, dict[str, list[int]]] = {}
    for key, op in first.items():
        kind = _kind(op, last[key])
        if kind and key not in same:
            found.setdefault(key[0], {}).setdefault(kind, []).append(key[1])
    return {table: TableChanges(**{kind: tuple(ids) for kind, ids in kinds.items()}) for table, kinds in found.items()}


def _kind(first: str, last: str) -> str:
    existed, exists = first != "insert", last != "delete"
    if existed:
        return "updated" if exists else "deleted"
    return "inserted" if exists else ""


def _unchanged(connection: sqlite3.Connection, edit_id: int, after_seq: int, rows: set[Row]) -> set[Row]:
    """Return those of the rows, changed several times, that ended as they began."""
    start: dict[Row, dict[str, Any]] = {row: {} for row in rows}
    end: dict[Row, dict[str, Any]] = {row: {} for row in rows}
    statement = "SELECT tbl, row_id, before, after FROM change WHERE edit_id = ? AND seq > ? ORDER BY seq"
    for table, row_id, before, after in connection.execute(statement, (edit_id, after_seq)):
        key = (table, row_id)
        if key in rows:
            start[key] = {**json.loads(before or "{}"), **start[key]}
            end[key] = {**end[key], **json.loads(after or "{}")} if after else {}
    return {row for row in rows if _told(start[row]) == _told(end[row])}


def _told(image: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in image.items() if key not in TOUCHED}
