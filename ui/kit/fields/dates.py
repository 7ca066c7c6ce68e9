"""A field for a calendar day, which may be empty."""

import re
import unicodedata
from datetime import date
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QWidget

from b2bdesk.i18n import language, tr
from b2bdesk.terms import Language
from ui.kit import theme
from ui.kit.fields.text import LineField
from ui.kit.popover import Popover

CALENDAR_WIDTH: Final = 260
YEAR_FIRST: Final = re.compile(r"^\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\s*$")
COMPACT: Final = re.compile(r"^\s*(\d{4})(\d{2})(\d{2})\s*$")
LOCALES: Final = {Language.HANS: "zh_Hans_CN", Language.HANT: "zh_Hant_TW"}


def read_day(text: str, locale: QLocale) -> date:
    """Read a day: year first in any spelling, or the way the system writes days; raise ValueError when it is none."""
    plain = unicodedata.normalize("NFKC", text)
    match = YEAR_FIRST.match(plain) or COMPACT.match(plain)
    if match:
        try:
            return date(*(int(part) for part in match.groups()))
        except ValueError as problem:
            raise ValueError(tr("There is no such day.")) from problem
    for form in ("d MMM yyyy", "d MMMM yyyy"):
        if found := _valid(QLocale("en").toDate(plain.strip(), form)):
            return found
    if found := _valid(locale.toDate(plain.strip(), QLocale.FormatType.ShortFormat, 2000)):
        return found
    raise ValueError(tr("Write the day as 2026-03-31."))


def _valid(day: QDate) -> date | None:
    return date(day.year(), day.month(), day.day()) if day.isValid() else None


class DayField(LineField):
    """A `date` or None; typed, or picked from the calendar behind the icon or Alt+Down; shown as 2026-03-31."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(placeholder=tr("No date"), parent=parent)
        position = QLineEdit.ActionPosition.TrailingPosition
        self._pick = self.line.addAction(theme.current().icon("calendar", 14, "text3"), position)
        self._pick.setText(tr("Calendar"))
        self._pick.triggered.connect(self.open_calendar)

    def from_text(self, text: str) -> Any:
        return read_day(text, QLocale()) if text.strip() else None

    def to_text(self, value: Any) -> str:
        return value.isoformat() if value is not None else ""

    def open_calendar(self) -> None:
        """Show a month to pick from."""
        popover = Popover(self, width=CALENDAR_WIDTH)
        calendar = QCalendarWidget()
        calendar.setLocale(QLocale(LOCALES.get(language(), "en_GB")))
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setGridVisible(False)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(day, calendar.weekdayTextFormat(Qt.DayOfWeek.Monday))
        value = self.value()
        if value is not None:
            calendar.setSelectedDate(QDate(value.year, value.month, value.day))
        calendar.clicked.connect(partial(self._take, popover))
        calendar.activated.connect(partial(self._take, popover))
        popover.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popover.body.addWidget(calendar)
        popover.open_below(self.line)
        calendar.setFocus()

    def _take(self, popover: Popover, day: QDate) -> None:
        popover.close()
        self._write(date(day.year(), day.month(), day.day()).isoformat())
        self.commit()

    def _restyle(self) -> None:
        super()._restyle()
        self._pick.setIcon(theme.current().icon("calendar", 14, "text3"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        else:
            super().keyPressEvent(event)
