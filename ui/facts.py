"""What the plan adds up to: coverage and findings, worked out off the GUI thread after each change.

Several changes in a row are worked out once; `changed` tells when `summary` is another one. The latest summary stays
until the next is ready, so that nothing flickers.
"""

import threading
from datetime import date
from functools import partial
from typing import Any, TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from b2bdesk import i18n
from ui.desk import AFTER_PAINT_MS, Desk

if TYPE_CHECKING:
    from b2bdesk.workspace import Workspace
    from ui.summary import Summary


class Facts(QObject):
    """Keeps the summary of the open plan up to date."""

    changed = Signal()
    _ready = Signal(object, object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.summary: Summary | None = None
        self._desk = desk
        self._running: threading.Thread | None = None
        self._again = False
        desk.opened.connect(self.restart)
        desk.changes.connect(self.renew)
        self._ready.connect(self._take, Qt.ConnectionType.QueuedConnection)

    @property
    def settled(self) -> bool:
        """Tell whether the summary is that of the present state."""
        return self._running is None and self.summary is not None

    def restart(self) -> None:
        """Begin anew, as when another plan is open or another language is spoken; the plan is painted before."""
        self.summary = None
        QTimer.singleShot(AFTER_PAINT_MS, self.renew)

    def renew(self, _changes: object = None) -> None:
        """Work the summary out again."""
        if self._running is not None:
            self._again = True
            return
        if self._desk.ws is None:
            return
        self._again = False
        work = partial(self._work, self._desk.ws, i18n.language(), self._desk.today())
        self._running = threading.Thread(target=work, name="facts", daemon=True)
        self._running.start()

    def stop(self) -> None:
        """Wait for what is under way and do no more."""
        self._again = False
        if self._running is not None:
            self._running.join()
            self._running = None

    def _work(self, ws: "Workspace", lang: str, today: date) -> None:
        from ui.summary import work_out

        try:
            result: Any = work_out(ws, lang, today)
        except Exception as error:  # told on the GUI thread, unless the plan was closed meanwhile
            result = error
        self._ready.emit(ws, result)

    def _take(self, ws: object, result: Any) -> None:
        if self._running is not None:
            self._running.join()
            self._running = None
        if ws is not self._desk.ws:
            self.restart()
            return
        if isinstance(result, Exception):
            raise result
        self.summary = result
        if self._again:
            self.renew()
        self.changed.emit()
