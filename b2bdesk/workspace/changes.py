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


def net_of(rows: list[JournalRow]) -> Tables:
    """Fold rows, each with its image before and after, into what came, changed and went."""
    by_row: dict[tuple[str, int], list[Images]] = {}
    for table, row_id, before, after in rows:
        by_row.setdefault((table, row_id), []).append((before, after))
    found: dict[str, dict[str, list[int]]] = {}
    for (table, row_id), images in by_row.items():
        kind = _kind(images)
        if kind:
            found.setdefault(table, {}).setdefault(kind, []).append(row_id)
    return {table: TableChanges(**{kind: tuple(ids) for kind, ids in kinds.items()}) for table, kinds in found.items()}


def _kind(images: list[Images]) -> str:
    before, after = images[0][0], images[-1][1]
    if before is None:
        return "inserted" if after is not None else ""
    if after is None:
        return "deleted"
    return "" if len(images) > 1 and _unchanged(images) else "updated"


def _unchanged(images: list[Images]) -> bool:
    """Tell whether a row that changed several times, perhaps going and coming, ended as it began."""
    start: dict[str, Any] = {}
    end: dict[str, Any] = {}
    for before, after in images:
        start = {**json.loads(before or "{}"), **start}
        end = {**end, **json.loads(after)} if after else {}
    return all(start[key] == end.get(key) for key in start if key not in TOUCHED)
