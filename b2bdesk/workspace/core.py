"""The open workspace: edits, reads, undo, redo, history, and the notice of what changed."""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from b2bdesk.errors import UserError
from b2bdesk.workspace import history, journal, triggers
from b2bdesk.workspace.changes import Announcer, Changes
from b2bdesk.workspace.digest import digest
from b2bdesk.workspace.engine import connect_writer, driver, reader_engine, writer_engine
from b2bdesk.workspace.faults import MOVED, READ_ONLY, told
from b2bdesk.workspace.history import EditInfo, RowChange
from b2bdesk.workspace.journal import Head
from b2bdesk.workspace.tables import Shape


class Workspace:
    """One open file. Edits from several threads take turns; reads go on beside them."""

    def __init__(self, path: Path, shape: Shape, *, read_only: bool = False) -> None:
        self.path = path
        self.shape = shape
        self.read_only = read_only
        self._readers = reader_engine(path)
        self._writers = None if read_only else writer_engine(path)
        self._writer: Connection | None = None
        self._mover: sqlite3.Connection | None = None
        self._identity = _identity(path)
        self._turn = threading.RLock()
        self._here = threading.local()
        self._session: Session | None = None
        self._merging: tuple[str, int] | None = None
        self._announcer = Announcer()
        self._closers: list[Callable[[], None]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; closing twice does no harm."""
        with self._turn:
            if self._writer is not None:
                self._writer.close()
                self._writer = None
            if self._mover is not None:
                self._mover.close()
                self._mover = None
            self._readers.dispose()
            while self._closers:
                self._closers.pop()()

    @contextmanager
    def edit(self, name: str, /, *, merge: str | None = None, origin: Any = None, **facts: Any) -> Iterator[Session]:
        """Change the file in one named step: saved and announced at the end, or not at all.

        Within another edit of this thread it becomes part of that one. Edits in a row with the same `merge`
        become one step of undo. Facts learned on the way go into `session.info["facts"]`.
        """
        with self._turn:
            if self._session is not None:
                with self._session.begin_nested():
                    yield self._session
                return
            with self._recorded(Head(name, facts, merge=merge), origin) as session:
                yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Look at the last saved state; keep it short, for a commit waits until the block ends."""
        self._here.reads = getattr(self._here, "reads", 0) + 1
        try:
            with told(self.path, system=False), Session(self._readers, autoflush=False) as session:
                yield session
        finally:
            self._here.reads -= 1

    def undo(self, origin: Any = None) -> EditInfo | None:
        """Take back the newest step; return it, or None if there is none."""
        return self._move("undo", history.undo_step, origin)

    def redo(self, origin: Any = None) -> EditInfo | None:
        """Bring back the step undone last; return it, or None if there is none."""
        return self._move("redo", history.redo_step, origin)

    def undo_step(self) -> EditInfo | None:
        """Return the step that undo would take back."""
        with self._plain() as connection:
            return history.undo_step(connection)

    def redo_step(self) -> EditInfo | None:
        """Return the step that redo would bring back."""
        with self._plain() as connection:
            return history.redo_step(connection)

    def history(self, limit: int = 200, table: str | None = None, row_id: int | None = None) -> list[EditInfo]:
        """Return the newest edits first; those that touched a table or one row of it, if asked."""
        with self._plain() as connection:
            return history.edits(connection, limit, table, row_id)

    def changes_of(self, edit_id: int) -> list[RowChange]:
        """Return what an edit changed, row by row."""
        with self._plain() as connection:
            return history.changes_of(connection, edit_id)

    def break_merge(self) -> None:
        """End the step that edits with the same merge key have been building (the focus left the field)."""
        self._merging = None

    def subscribe(self, callback: Callable[[Changes], None]) -> Callable[[], None]:
        """Be told of each edit after it was saved, on the thread that made it; return what ends it."""
        return self._announcer.subscribe(callback)

    def digest(self) -> str:
        """Return a fingerprint of the plan, equal for equal content."""
        with self._plain() as connection:
            return digest(connection, self.shape.metadata)

    @contextmanager
    def _plain(self) -> Iterator[sqlite3.Connection]:
        with self.read() as session:
            yield driver(session.connection())

    @contextmanager
    def _recorded(self, head: Head, origin: Any) -> Iterator[Session]:
        self._require_place()
        with told(self.path, system=False), Session(self._connection(), expire_on_commit=False) as session:
            session.info["facts"] = dict(head.facts)
            connection = driver(session.connection())
            recording = journal.start(connection, head, self._joins(head))
            self._session = session
            try:
                yield session
                session.flush()
                result = journal.finish(connection, recording, session.info["facts"])
            finally:
                self._session = None
            if result is None:
                return
            self._require_place()
            session.commit()
        self._merging = (head.merge, result[0].id) if head.merge is not None else None
        self._announce(result, origin)

    def _move(self, kind: str, choose: Callable[[sqlite3.Connection], EditInfo | None], origin: Any) -> EditInfo | None:
        with self._turn:
            if self._session is not None:
                raise RuntimeError(f"{kind} within an edit")
            self._require_place()
            self._merging = None
            with told(self.path, system=False), self._immediate() as connection:
                step = choose(connection)
                if step is None:
                    return None
                result = journal.move(connection, self.shape.metadata, kind, step)
                self._require_place()
            self._announce(result, origin)
            return step

    @contextmanager
    def _immediate(self) -> Iterator[sqlite3.Connection]:
        """Give the connection without triggers, in a transaction."""
        self._require_writable()
        if self._mover is None:
            self._mover = connect_writer(self.path)
        self._mover.execute("BEGIN IMMEDIATE")
        try:
            yield self._mover
            self._mover.commit()
        finally:
            self._mover.rollback()

    def _announce(self, result: journal.Recorded, origin: Any) -> None:
        info, tables = result
        self._announcer.announce(Changes(tables, info, origin))

    def _joins(self, head: Head) -> int | None:
        if head.merge is None or self._merging is None or self._merging[0] != head.merge:
            return None
        return self._merging[1]

    def _connection(self) -> Connection:
        self._require_writable()
        assert self._writers is not None
        if self._writer is None:
            self._writer = self._writers.connect()
            triggers.install(driver(self._writer), self.shape.metadata)
        return self._writer

    def _require_writable(self) -> None:
        if self.read_only:
            raise UserError("workspace.read_only", READ_ONLY, path=str(self.path))
        if getattr(self._here, "reads", 0):
            raise RuntimeError("an edit within a read would wait for itself")

    def _require_place(self) -> None:
        if _identity(self.path) != self._identity:
            raise UserError("workspace.moved", MOVED, path=str(self.path))


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino
