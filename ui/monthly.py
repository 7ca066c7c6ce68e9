"""A snapshot a month of a plan that is worked on, kept by itself to compare later months with."""

from datetime import date
from functools import partial
from typing import Final, TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from b2bdesk import i18n
from b2bdesk.i18n import tr
from ui.daily import HOUR_MS

if TYPE_CHECKING:
    from b2bdesk.errors import UserError
    from ui.window import Window

WAIT_MS: Final = 3_000
"""How long after a plan was opened it is looked at: what the person waits for comes first."""


class Monthly(QObject):
    """Looks after opening, and every hour, whether the open plan is due for the snapshot of the month."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._soon, self._hourly = QTimer(self), QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WAIT_MS)
        self._hourly.setInterval(HOUR_MS)
        for timer in (self._soon, self._hourly):
            timer.timeout.connect(self.look)
        self._hourly.start()
        window.desk.opened.connect(self._soon.start)

    def look(self) -> None:
        """Keep the snapshot if it is time, and say so."""
        from b2bdesk.commands import snapshots  # not before a plan is open: the start is to be quick

        desk, settings = self._window.desk, self._window.settings
        if desk.ws is None or desk.read_only or not settings.monthly_snapshots:
            return
        today = desk.today()
        if desk.read(partial(snapshots.is_due, today=today)):
            label = tr("{month}, kept by itself", month=month_words(today))
            desk.run(snapshots.take_monthly, today=today, label=label, done=partial(self._say, today), failed=pass_over)

    def _say(self, today: date, taken: int | None) -> None:
        if taken is not None:
            said = tr("The snapshot of {month} was kept by itself, to compare with later.", month=month_words(today))
            self._window.say(f"{said} {tr('Settings can turn this off.')}")


def month_words(day: date) -> str:
    """Return a month with its year: "Mar 2026", "2026年3月"."""
    name = i18n.month_name(day)
    return f"{name} {day.year}" if i18n.language() == "en" else f"{day.year}年{name}"


def pass_over(_error: "UserError") -> None:
    """A snapshot that nobody asked for fails in silence; the next opening tries again."""
