"""The open workspace: edits, reads, undo, redo, history, and the notice of what changed."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy.orm import Session

from b2bdesk.errors import UserError
from b2bdesk.workspace import history, keeping, presence
from b2bdesk.workspace.changes import Announcer, Changes
from b2bdesk.workspace.connection import connect_reader
from b2bdesk.workspace.digest import digest
from b2bdesk.workspace.engine import driver, reader_engine
from b2bdesk.workspace.faults import READ_ONLY, told
from b2bdesk.workspace.history import EditInfo, RowChange
from b2bdesk.workspace.journal import Head, Recorded
from b2bdesk.workspace.places import real
from b2bdesk.workspace.saving import write_copy
from b2bdesk.workspace.tables import Shape
from b2bdesk.workspace.writer import Writer


class Workspace:
    """One open file. Edits from several threads take turns; reads go on beside them.

    `read_only_reason` tells why a file that was to be written is only read; `backup_fault` why the backup on
    opening failed. `source` is the file that is really read: a mended copy, where a read-only file needs one.
    """

    def __init__(
        self,
        path: Path,
        shape: Shape,
        *,
        read_only: bool = False,
        source: Path | None = None,
        on_close: Callable[[], None] | None = None,
    ) -> None:
        self.path = path
        self.shape = shape
        self.read_only = read_only
        self.read_only_reason: UserError | None = None
        self.backup_fault: UserError | None = None
        self._source = source or path
        self._place = presence.identity(self._source)
        self._readers = reader_engine(self._source)
        # Opened at once and kept: it still reads the file when its name is gone.
        self._keeper = connect_reader(self._source)
        self._keeper_turn = threading.Lock()
        self._writer = None if read_only else Writer(path, shape, self._place)
        self._turn = threading.RLock()
        self._here = threading.local()
        self._session: Session | None = None
        self._merging: tuple[str, int] | None = None
        self._announcer = Announcer()
        self._leaving = ExitStack()
        self._arrive(on_close)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; closing twice does no harm."""
        with self._turn:
            self._leaving.close()

    @property
    def uid(self) -> str:
        """The plan's identity, which stays for ever."""
        with self._keeper_turn, told(self.path, system=False):
            return keeping.uid_of(self._keeper) or ""

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
            with self._require_writer().edit(Head(name, facts, merge=merge), self._joins(merge)) as work:
                self._session = work.session
                try:
                    yield work.session
                finally:
                    self._session = None
            if work.result is not None:
                self._merging = (merge, work.result[0].id) if merge not in (None, history.ASIDE) else None
                self._announce(work.result, origin)

    def aside(self, name: str, /, *, origin: Any = None, **facts: Any) -> AbstractContextManager[Session]:
        """Change the file as the program's own doing: recorded and announced, but passed over by undo and redo.

        Rows that it adds bear ids that no step of the journal names (`unused_id`), for these steps may come back.
        """
        return self.edit(name, merge=history.ASIDE, origin=origin, **facts)

    def unused_id(self, table: str) -> int:
        """Return an id that no row of a table has or had, as far as the journal knows."""
        with self.plain() as connection:
            return history.unused_id(connection, table)

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

    def undo_to(self, edit_id: int, origin: Any = None) -> int:
        """Undo or redo until the step is the newest that is done, 0 for the beginning; return how many moved."""
        moved = 0
        while (step := self.redo_step()) is not None and step.id <= edit_id:
            self.redo(origin)
            moved += 1
        while (step := self.undo_step()) is not None and step.id > edit_id:
            self.undo(origin)
            moved += 1
        return moved

    def revert(self, edit_id: int, origin: Any = None, *, check: Callable[[Session], None] | None = None) -> EditInfo:
        """Take an older step back by a new edit; refused with the reason if its rows have changed since.

        `check` looks at what would be left, before it is saved, and may refuse it.
        """
        with self._turn:
            result = self._alone("revert").revert(edit_id, check)
            self._announce(result, origin)
            return result[0]

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self.undo_step() is not None

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to bring back."""
        return self.redo_step() is not None

    def undo_step(self) -> EditInfo | None:
        """Return the step that undo would take back."""
        with self.plain() as connection:
            return history.undo_step(connection)

    def redo_step(self) -> EditInfo | None:
        """Return the step that redo would bring back."""
        with self.plain() as connection:
            return history.redo_step(connection)

    def history(self, limit: int = 200, table: str | None = None, row_id: int | None = None) -> list[EditInfo]:
        """Return the newest edits first; those that touched a table or one row of it, if asked."""
        with self.plain() as connection:
            return history.edits(connection, limit, table, row_id)

    def changes_of(self, edit_id: int) -> list[RowChange]:
        """Return what an edit changed, row by row."""
        with self.plain() as connection:
            return history.changes_of(connection, edit_id)

    def break_merge(self) -> None:
        """End the step that edits with the same merge key have been building (the focus left the field)."""
        self._merging = None

    def subscribe(self, callback: Callable[[Changes], None]) -> Callable[[], None]:
        """Be told of each edit after it was saved, on the thread that made it; return what ends it."""
        return self._announcer.subscribe(callback)

    def digest(self) -> str:
        """Return a fingerprint of the plan, equal for equal content."""
        with self.plain() as connection:
            return digest(connection, self.shape.metadata)

    def snapshot(self, target: Path) -> None:
        """Write the last saved state into a new file, in one step, for a job to read."""
        with self._keeper_turn, told(self.path):
            keeping.copy_database(self._keeper, target)

    def save_as(self, path: Path | str, *, overwrite: bool = False) -> Path:
        """Write a checked copy under another name, or the same if the file has gone; open that to go on there."""
        target = real(path)
        if target == self.path and presence.identity(target) == self._place:
            return target
        with self._turn, told(target):
            owned = target == self.path and not self.read_only
            write_copy(self.snapshot, self.shape, target, overwrite=overwrite, owned=owned)
        return target

    @contextmanager
    def plain(self) -> Iterator[sqlite3.Connection]:
        """Look at the last saved state through SQLite itself; for this room only."""
        with self.read() as session:
            yield driver(session.connection())

    @contextmanager
    def maintain(self) -> Iterator[sqlite3.Connection]:
        """Give a transaction for the keeping of the file itself; for this room only."""
        with self._turn, self._alone("maintenance").maintain() as connection:
            yield connection

    def _move(self, kind: str, choose: Callable[[sqlite3.Connection], EditInfo | None], origin: Any) -> EditInfo | None:
        with self._turn:
            moved = self._alone(kind).move(kind, choose)
            if moved is None:
                return None
            step, result = moved
            self._announce(result, origin)
            return step

    def _announce(self, result: Recorded, origin: Any) -> None:
        info, tables = result
        self._announcer.announce(Changes(tables, info, origin))

    def _joins(self, merge: str | None) -> int | None:
        return self._merging[1] if merge is not None and self._merging and self._merging[0] == merge else None

    def _alone(self, what: str) -> Writer:
        if self._session is not None:
            raise RuntimeError(f"{what} within an edit")
        self._merging = None
        return self._require_writer()

    def _require_writer(self) -> Writer:
        if self._writer is None:
            raise UserError("workspace.read_only", READ_ONLY, path=str(self.path))
        if getattr(self._here, "reads", 0):
            raise RuntimeError("an edit within a read would wait for itself")
        return self._writer

    def _arrive(self, on_close: Callable[[], None] | None) -> None:
        """Prepare the leaving, the last thing first."""
        if on_close is not None:
            self._leaving.callback(on_close)
        if self._place is not None:
            presence.arrive(self._place)
            self._leaving.callback(presence.leave, self._place)
        self._leaving.callback(self._keeper.close)
        self._leaving.callback(self._readers.dispose)
        if self._writer is not None:
            self._leaving.callback(self._writer.close)
