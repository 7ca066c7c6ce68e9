"""The bridge between the window and the open workspace.

* All edits run on one data thread, one after the other, so that no slow disk ever stalls the window.
* Whatever comes back (a result, a failure, a notice of changes) lands on the GUI thread by one queued signal.
* The GUI reads through `read(fn)`: short, on a read-only connection, never left open; a session never leaves `fn`.
* Long reading work is a job (`run_job`) in a thread of its own.
"""

import queue
import threading
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final, TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from b2bdesk.errors import UserError
from b2bdesk.i18n import tr
from b2bdesk.terms import N_
from ui.jobs import Job, Jobs, Progress

if TYPE_CHECKING:
    from b2bdesk.workspace import Changes, EditInfo, Workspace

AFTER_PAINT_MS: Final = 30
"""What can wait begins so long after a plan was opened: by then its first painting is under way, or done."""
T = TypeVar("T")
Task = Callable[[], None]


class DataThread:
    """One thread that runs tasks in the order in which they came."""

    def __init__(self) -> None:
        self._tasks: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def submit(self, task: Task) -> None:
        """Run a task after those before it."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="data", daemon=True)
            self._thread.start()
        self._tasks.put(task)

    def stop(self) -> None:
        """Finish what was submitted, then end."""
        if self._thread is not None:
            self._tasks.put(None)
            self._thread.join()
            self._thread = None

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None:
            task()


class Desk(QObject):
    """Owns the open workspace; see the module's docstring for what it guarantees."""

    changes = Signal(object)
    """(Changes) What an edit changed; on the GUI thread, after it was saved."""
    opened = Signal()
    closed = Signal()
    failed = Signal(object)
    """(UserError) What went wrong where nobody else listens."""
    state_changed = Signal()
    """The saved time, what undo would take back, or whether an edit runs."""
    jobs_changed = Signal()
    _landed = Signal(object)

    def __init__(self, today: Callable[[], date] = date.today, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.today = today
        self.ws: Workspace | None = None
        self.saved_at: datetime | None = None
        self.undo_step: EditInfo | None = None
        self.redo_step: EditInfo | None = None
        self.jobs = Jobs(self)
        self.jobs.changed.connect(self.jobs_changed)
        self.jobs.failed.connect(self._tell)
        self._pending = 0
        self._thread = DataThread()
        self._unsubscribe: Callable[[], None] | None = None
        self._landed.connect(self._land, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Tell whether an edit is under way."""
        return self._pending > 0

    @property
    def read_only(self) -> bool:
        """Tell whether the open file may only be looked at."""
        return self.ws is not None and bool(self.ws.read_only)

    @property
    def path(self) -> Path | None:
        """Return the open file."""
        return self.ws.path if self.ws is not None else None

    @property
    def open_workspace(self) -> "Workspace":
        """Return the open workspace; there must be one."""
        if self.ws is None:
            raise UserError("desk.closed", N_("No plan is open."))
        return self.ws

    def open(
        self,
        opener: Callable[[], "Workspace"],
        *,
        done: Callable[[], object] | None = None,
        failed: Callable[[UserError], object] | None = None,
    ) -> None:
        """Run `opener` on the data thread and take over the workspace that it returns; the old one stays till then."""
        self._submit(opener, partial(self._adopt, done), failed)

    def adopt(self, ws: "Workspace") -> None:
        """Take over an open workspace."""
        self._adopt(None, ws)

    def close_workspace(self) -> None:
        """Let go of the file, after the edits under way."""
        self.jobs.cancel_all()
        self._thread.stop()
        self._drop()
        self.closed.emit()

    def shut_down(self) -> None:
        """Stop jobs and the data thread and let go of the file."""
        self.jobs.cancel_all()
        self._thread.stop()
        self._drop()

    def run(
        self,
        command: Callable[..., Any],
        /,
        *,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[UserError], object] | None = None,
        **kwargs: Any,
    ) -> None:
        """Run `command(ws, **kwargs)` on the data thread; `done(result)` or `failed(error)` follow on this one."""
        if self.read_only:
            self._refuse(failed)
            return
        self._submit(partial(command, self.open_workspace, **kwargs), done, failed)

    def read(self, ask: Callable[[Any], T]) -> T:
        """Return what `ask(session)` finds; short, for an edit waits until it ends."""
        with self.open_workspace.read() as session:
            return ask(session)

    def run_job(
        self,
        work: Callable[[Progress], Any],
        title: str,
        *,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[UserError], object] | None = None,
        cancelled: Callable[[], object] | None = None,
    ) -> Job:
        """Run long reading work in a thread of its own, with progress and cancel."""
        return self.jobs.start(work, title, done=done, failed=failed, cancelled=cancelled)

    def undo(self) -> None:
        """Take back the newest step."""
        self.run(take_back)

    def redo(self) -> None:
        """Bring back the step undone last."""
        self.run(bring_back)

    def get_ready(self, task: Task) -> None:
        """Run on the data thread what the next command would wait for; nobody is told of it."""
        self._thread.submit(task)

    def break_merge(self) -> None:
        """End the step that typing in one field has been building."""
        if self.ws is not None and not self.read_only:
            self._thread.submit(self.ws.break_merge)

    def undo_text(self) -> str:
        """Return what undo would take back, in words; empty if nothing."""
        return self.undo_step.sentence() if self.undo_step else ""

    def redo_text(self) -> str:
        """Return what redo would bring back, in words; empty if nothing."""
        return self.redo_step.sentence() if self.redo_step else ""

    def _land(self, landing: Callable[[], object]) -> None:
        landing()

    def _refuse(self, failed: Callable[[UserError], object] | None) -> None:
        error = UserError("desk.read_only", N_("This plan is open read-only; nothing was changed."))
        (failed or self.failed.emit)(error)

    def _submit(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], object] | None,
        failed: Callable[[UserError], object] | None,
    ) -> None:
        self._pending += 1
        if self._pending == 1:
            self.state_changed.emit()
        self._thread.submit(partial(self._run_there, work, done, failed))

    def _run_there(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], object] | None,
        failed: Callable[[UserError], object] | None,
    ) -> None:
        try:
            landing = partial(self._end, done, work())
        except Exception as error:  # it is told on the other side, whatever it is
            landing = partial(self._end, partial(self._fail, failed), error)
        self._landed.emit(landing)

    def _end(self, then: Callable[[Any], object] | None, result: Any) -> None:
        self._pending -= 1
        if then is not None:
            then(result)
        if self._pending == 0:
            self.state_changed.emit()

    def _fail(self, failed: Callable[[UserError], object] | None, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        (failed or self.failed.emit)(error)

    def _tell(self, error: Exception) -> None:
        self._fail(None, error)

    def _adopt(self, done: Callable[[], object] | None, ws: "Workspace") -> None:
        self._drop()
        self.ws = ws
        self._unsubscribe = ws.subscribe(self._on_saved)
        self.saved_at = datetime.fromtimestamp(ws.path.stat().st_mtime).astimezone()
        self._look_at_steps()
        self.opened.emit()
        if done is not None:
            done()

    def _drop(self) -> None:
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        if self.ws is not None:
            self.ws.close()
            self.ws = None
        self.undo_step = self.redo_step = self.saved_at = None

    def _on_saved(self, changes: "Changes") -> None:
        if self.ws is not None:
            self._landed.emit(partial(self._announce, self.ws, changes))

    def _announce(self, ws: "Workspace", changes: "Changes") -> None:
        if ws is not self.ws:
            return
        self.saved_at = datetime.now().astimezone()
        self._look_at_steps()
        self.changes.emit(changes)
        self.state_changed.emit()

    def _look_at_steps(self) -> None:
        assert self.ws is not None
        self.undo_step = None if self.read_only else self.ws.undo_step()
        self.redo_step = None if self.read_only else self.ws.redo_step()


def take_back(ws: "Workspace") -> "EditInfo | None":
    """Undo, as a command."""
    return ws.undo()


def bring_back(ws: "Workspace") -> "EditInfo | None":
    """Redo, as a command."""
    return ws.redo()


def saved_text(at: datetime | None) -> str:
    """Return when the file was last saved, in words."""
    return tr("Saved {time}", time=f"{at:%H:%M}") if at else tr("Saved")
