"""A copy a day of a plan that stays open."""

from typing import Final

from PySide6.QtCore import QObject, QTimer

from b2bdesk import workspace
from ui.desk import Desk

HOUR_MS: Final = 60 * 60 * 1000


class Daily(QObject):
    """Looks every hour whether the open plan is due for the copy of the day."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._timer = QTimer(self)
        self._timer.setInterval(HOUR_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Keep a copy on the data thread if it is time."""
        if self.desk.ws is not None and not self.desk.read_only:
            self.desk.run(workspace.keep_daily)
