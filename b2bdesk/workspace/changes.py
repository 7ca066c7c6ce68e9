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
Images = tuple[str | None, str | None]
JournalRow = tuple[str, int, str | None, str | None]
"""Table, row id, image before and image after."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TableChanges:
    """Ids of the rows of one table that came, changed and went."""

    inserted: Ids = ()
    updated: Ids = ()
    deleted: Ids = ()


Tables = dict[str, TableChanges]


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


def net(connection: sqlite3.Connection, edit_id: int, after_seq: int) -> Tables:
    """Fold the journal rows of an edit, from after `after_seq` on, into what came, changed and went."""
    statement = "SELECT tbl, row_id, {} FROM change WHERE edit_id = ? AND seq > ? ORDER BY seq"
    brief = statement.format("iif(before IS NULL, NULL, ''), iif(after IS NULL, NULL, '')")
    rows = connection.execute(brief, (edit_id, after_seq)).fetchall()
    if len({row[:2] for row in rows}) < len(rows):
        # Only where a row changed more than once do its images matter: it may have ended as it began.
        rows = connection.execute(statement.format("before, after"), (edit_id, after_seq)).fetchall()
    return net_of(rows)


def net_of(rows: list[JournalRow], *, images: bool = True) -> Tables:
    """Fold rows into what came, changed and went; with `images`, a row that ended as it began counts as nothing."""
    ends: dict[tuple[str, int], Images] = {}
    for table, row_id, before, after in rows:
        key = (table, row_id)
        ends[key] = (ends[key][0] if key in ends else before, after)
    same = _unchanged(rows) if images and len(ends) < len(rows) else set()
    found: dict[str, dict[str, list[int]]] = {}
    for (table, row_id), (before, after) in ends.items():
        kind = _kind(before, after)
        if kind and (table, row_id) not in same:
            found.setdefault(table, {}).setdefault(kind, []).append(row_id)
    return {table: TableChanges(**{kind: tuple(ids) for kind, ids in kinds.items()}) for table, kinds in found.items()}


def _kind(before: str | None, after: str | None) -> str:
    if before is None:
        return "" if after is None else "inserted"
    return "deleted" if after is None else "updated"


def _unchanged(rows: list[JournalRow]) -> set[tuple[str, int]]:
    """Return the rows that changed, perhaps going and coming, and ended as they began."""
    start: dict[tuple[str, int], dict[str, Any]] = {}
    end: dict[tuple[str, int], dict[str, Any]] = {}
    for table, row_id, before, after in rows:
        key = (table, row_id)
        start[key] = {**json.loads(before or "{}"), **start.get(key, {})}
        end[key] = {**end.get(key, {}), **json.loads(after)} if after else {}
    return {key for key in start if end[key] and _told(start[key]) == _told(end[key])}


def _told(image: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in image.items() if name not in TOUCHED}
