"""The writing side of an open workspace: one connection with the journal's triggers, and one without for undo."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from b2bdesk.errors import UserError
from b2bdesk.terms import N_
from b2bdesk.workspace import history, journal, presence, triggers, undoing
from b2bdesk.workspace.connection import connect_writer
from b2bdesk.workspace.engine import driver, writer_engine
from b2bdesk.workspace.faults import MOVED, told
from b2bdesk.workspace.history import EditInfo
from b2bdesk.workspace.journal import Head, Recorded
from b2bdesk.workspace.tables import Shape

Choose = Callable[[sqlite3.Connection], EditInfo | None]
Check = Callable[[Session], None]
IN_USE = N_("“{edit}” cannot be taken back, because later work depends on it.")
CHANGED_SINCE = N_("“{edit}” cannot be reverted, because “{later}” has changed the same since.")
NOT_THERE = N_("This step is no longer in the history, or is undone already.")
SINCE = """
    SELECT DISTINCT c.edit_id FROM change c JOIN edit e ON e.id = c.edit_id
    WHERE e.state = 'done' AND c.edit_id > :edit
    AND (c.row_id, c.tbl) IN (SELECT row_id, tbl FROM change WHERE edit_id = :edit) LIMIT 1
"""


@dataclass(slots=True)
class Work:
    """An edit under way: the session to write in, and what came of it, None if nothing changed."""

    session: Session
    result: Recorded | None = None

    @property
    def connection(self) -> sqlite3.Connection:
        """The plain connection below the session."""
        return driver(self.session.connection())


class Writer:
    """Makes edits and moves steps, one at a time; whoever calls sees to the turns."""

    def __init__(self, path: Path, shape: Shape, place: presence.Identity | None) -> None:
        self._path = path
        self._shape = shape
        self._place = place
        self._engine = writer_engine(path)
        self._connection: Connection | None = None
        self._mover: sqlite3.Connection | None = None

    def close(self) -> None:
        """Let go of the connections."""
        if self._connection is not None:
            self._connection.close()
        if self._mover is not None:
            self._mover.close()
        self._connection = self._mover = None

    @contextmanager
    def edit(self, head: Head, joins: int | None = None) -> Iterator[Work]:
        """Record what the block writes as one edit, saved at its end."""
        self._require_place()
        with told(self._path, system=False), self._session() as session:
            session.info["facts"] = dict(head.facts)
            work = Work(session)
            recording = journal.start(work.connection, head, joins)
            yield work
            session.flush()
            result = journal.finish(work.connection, recording, session.info["facts"])
            if result is not None:
                self._require_place()
                session.commit()
                work.result = result

    def move(self, kind: str, choose: Choose) -> tuple[EditInfo, Recorded] | None:
        """Undo or redo the step that `choose` finds."""
        self._require_place()
        with told(self._path, system=False), self._plain() as connection:
            step = choose(connection)
            if step is None:
                return None
            try:
                result = journal.move(connection, self._shape.metadata, kind, step)
            except sqlite3.IntegrityError as exc:
                raise UserError("history.in_use", IN_USE, edit=step.sentence()) from exc
            self._require_place()
        return step, result

    def revert(self, edit_id: int, check: Check | None = None) -> Recorded:
        """Take an older step back by a new edit; refused if its rows have changed since, or by `check`."""
        with self.maintain() as connection:
            step = history.edit(connection, edit_id)
            if step is None or not step.is_step or step.undone:
                raise UserError("history.not_there", NOT_THERE)
        try:
            with self.edit(Head(step.name, step.facts, "revert", step.id)) as work:
                self._take_back(work.connection, step)
                if check is not None:
                    check(work.session)
        except (IntegrityError, sqlite3.IntegrityError) as exc:
            raise UserError("history.in_use", IN_USE, edit=step.sentence()) from exc
        assert work.result is not None
        return work.result

    def _take_back(self, connection: sqlite3.Connection, step: EditInfo) -> None:
        found = connection.execute(SINCE, {"edit": step.id}).fetchone()
        if found:
            later = history.edit(connection, found[0])
            assert later is not None
            raise UserError("history.changed_since", CHANGED_SINCE, edit=step.sentence(), later=later.sentence())
        rows = undoing.rows_of(connection, step.id, back=True)
        newest = "SELECT coalesce(max(seq), 0) FROM change"
        before = connection.execute(newest).fetchone()[0]
        undoing.apply(connection, self._shape.metadata, rows, 0, journal.now())
        if connection.execute(newest).fetchone()[0] - before > len(rows):
            # A cascade has taken rows that came later: somebody else's work.
            raise UserError("history.in_use", IN_USE, edit=step.sentence())

    @contextmanager
    def _session(self) -> Iterator[Session]:
        connection = self._triggered()
        try:
            with Session(connection, expire_on_commit=False) as session:
                yield session
        finally:
            # A commit that fails leaves SQLAlchemy's transaction closed and SQLite's perhaps open: end both.
            connection.rollback()
            driver(connection).rollback()

    def _triggered(self) -> Connection:
        if self._connection is None:
            connection = self._engine.connect()
            triggers.install(driver(connection), self._shape.metadata)
            self._connection = connection
        return self._connection

    @contextmanager
    def _plain(self) -> Iterator[sqlite3.Connection]:
        """Give the connection without triggers, in a transaction."""
        if self._mover is None:
            self._mover = connect_writer(self._path)
        self._mover.execute("BEGIN IMMEDIATE")
        try:
            yield self._mover
            self._mover.commit()
        finally:
            self._mover.rollback()

    @contextmanager
    def maintain(self) -> Iterator[sqlite3.Connection]:
        """Give a transaction for the keeping of the file itself: no edit, nothing announced."""
        self._require_place()
        with told(self._path, system=False), self._plain() as connection:
            yield connection

    def _require_place(self) -> None:
        if presence.identity(self._path) != self._place:
            raise UserError("workspace.moved", MOVED, path=str(self._path))
