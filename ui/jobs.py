"""Long reading work off the GUI thread: a title, progress, cancel, one result.

    job = jobs.start(write_workbook, title=N_("Writing the workbook"), done=self.written)

`write_workbook(progress)` runs in a thread of its own; it calls `progress(done, total)` now and then, which raises
`Cancelled` once the person has cancelled. It never touches a widget, and nothing it was given is changed meanwhile.
"""

import sys
import threading
from collections.abc import Callable
from time import monotonic
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, Signal

from b2bdesk.errors import UserError

QUICK_SWITCH: Final = 0.0005
"""Seconds between two looks of Python for who may run: short while a job runs, so that the window stays fluent."""
TOLD_EVERY: Final = 0.05
"""Seconds between two notices of progress."""

Progress = Callable[[int, int], None]


class Cancelled(Exception):
    """The person has cancelled the job."""


class Job(QObject):
    """One piece of work in its thread; its signals arrive on the thread that made it."""

    progressed = Signal(int, int)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()
    _landed = Signal(object, object)
    _moved = Signal(int, int)

    def __init__(self, work: Callable[[Progress], Any], title: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.at, self.total = 0, 0
        self._work = work
        self._stop = threading.Event()
        self._told = 0.0
        self._landed.connect(self._land, Qt.ConnectionType.QueuedConnection)
        self._moved.connect(self._move, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._run, name=f"job {title}", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    def join(self, seconds: float | None = None) -> bool:
        """Wait for the thread; tell whether it has ended."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def progress(self, at: int, total: int) -> None:
        """Tell how far the work is, from its own thread; raise if it was cancelled."""
        if self._stop.is_set():
            raise Cancelled
        now = monotonic()
        if at >= total or now - self._told >= TOLD_EVERY:
            self._told = now
            self._moved.emit(at, total)

    def _run(self) -> None:
        try:
            self._landed.emit(self._work(self.progress), None)
        except BaseException as error:  # it is told on the other side, whatever it is
            self._landed.emit(None, error)

    def _move(self, at: int, total: int) -> None:
        self.at, self.total = at, total
        self.progressed.emit(at, total)

    def _land(self, result: object, error: BaseException | None) -> None:
        self._thread.join()
        self.ended.emit()
        if error is None:
            self.done.emit(result)
        elif isinstance(error, Cancelled):
            self.cancelled.emit()
        else:
            self.failed.emit(error)


class Jobs(QObject):
    """The jobs that run now."""

    changed = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.running: list[Job] = []
        self._interval = sys.getswitchinterval()

    def start(
        self,
        work: Callable[[Progress], Any],
        title: str,
        *,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[UserError], object] | None = None,
        cancelled: Callable[[], object] | None = None,
    ) -> Job:
        """Run work in a thread of its own and report on this one."""
        job = Job(work, title, self)
        job.progressed.connect(self._on_progress)
        job.ended.connect(self._on_end)
        job.failed.connect(failed or self.failed.emit)
        for signal, listener in ((job.done, done), (job.cancelled, cancelled)):
            if listener is not None:
                signal.connect(listener)
        self.running.append(job)
        sys.setswitchinterval(QUICK_SWITCH)
        job.start()
        self.changed.emit()
        return job

    def cancel_all(self) -> None:
        """Cancel what runs and wait for it, as when the window closes."""
        for job in list(self.running):
            job.cancel()
            job.join(10)
        self.running.clear()
        sys.setswitchinterval(self._interval)

    def _on_progress(self) -> None:
        self.changed.emit()

    def _on_end(self) -> None:
        job = self.sender()
        self.running = [other for other in self.running if other is not job]
        if not self.running:
            sys.setswitchinterval(self._interval)
        self.changed.emit()
