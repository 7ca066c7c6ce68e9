"""What takes a moment in a large plan is worked out beside the window; in a small one it is there at once."""

import threading
from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

SMALL: Final = 1_500
"""Pieces and placements up to which nobody notices the wait."""


class Worker(QObject):
    """Works out one thing after the other by its name; of several wishes for the same the last counts."""

    landed = Signal(str, object)
    """(name, result)"""
    _ready = Signal(str, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted: dict[str, Callable[[], Any]] = {}
        self._running: dict[str, threading.Thread] = {}
        self._ready.connect(self._take, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Tell whether something is being worked out."""
        return bool(self._running)

    def ask(self, name: str, work: Callable[[], Any], *, small: bool) -> None:
        """Work something out, now if it is small; `landed` tells the result."""
        if small:
            self._wanted.pop(name, None)
            self.landed.emit(name, work())
            return
        self._wanted[name] = work
        if name not in self._running:
            self._start(name)

    def forget(self, name: str) -> None:
        """Want a result no more."""
        self._wanted.pop(name, None)

    def _start(self, name: str) -> None:
        work = self._wanted[name]
        thread = threading.Thread(target=self._work, args=(name, work), name=f"gaps {name}", daemon=True)
        self._running[name] = thread
        thread.start()

    def _work(self, name: str, work: Callable[[], Any]) -> None:
        try:
            result: Any = work()
        except Exception as error:  # told on the GUI thread
            result = error
        if isValid(self):
            self._ready.emit(name, work, result)

    def _take(self, name: str, work: Callable[[], Any], result: Any) -> None:
        self._running.pop(name).join()
        wanted = self._wanted.get(name)
        if wanted is work:
            del self._wanted[name]
            if isinstance(result, Exception):
                raise result
            self.landed.emit(name, result)
        elif wanted is not None:
            self._start(name)
