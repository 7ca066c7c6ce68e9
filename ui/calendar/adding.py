"""Placing something on a day: the field that opens there, and in which channel where the rows do not say it."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, Final, TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QMenu

from b2bdesk.i18n import tr
from b2bdesk.queries import calendar as query
from b2bdesk.queries import cell as cell_query
from b2bdesk.queries.calendar import By, RowKey
from ui.grid.inline import InlineField

if TYPE_CHECKING:
    from ui.calendar.view import CalendarView

Place = Callable[[int, dict[str, Any]], object]
"""Takes a channel and the other values of a placement."""
NARROWEST: Final = 190
WIDEST: Final = 260
HIGH: Final = 26


class Adding:
    """Adds to one calendar."""

    def __init__(self, view: "CalendarView") -> None:
        self.view = view
        self.field: InlineField | None = None
        self.menu: QMenu | None = None

    def open(self, text: str = "") -> None:
        """Open the field on the day the keyboard is at, to place something there by code or title."""
        canvas = self.view.canvas
        if self.view.refuse_writing():
            return
        if canvas.choice.day is None:
            canvas.keys.begin()
        row, day = canvas.choice.row, canvas.choice.day
        if day is None:
            return
        self.close()
        self.field = InlineField(canvas.viewport(), self._complete)
        self.field.entered.connect(partial(self._on_entered, row, day))
        self.field.given_up.connect(self.close)
        canvas.show_day(day)
        self.field.setGeometry(self._place(canvas.day_rect(row, day)))
        self.field.begin(text)

    def close(self) -> None:
        """Close the field."""
        found, self.field = self.field, None
        if found is not None:
            if found.hasFocus():
                self.view.canvas.setFocus()  # before it is hidden: Qt would go on to what comes next
            found.hide()
            found.deleteLater()

    def place_pieces(self, contents: list[int], row: RowKey | None, day: date, at: QPoint) -> None:
        """Place pieces that were dropped on a day; `at` is on the screen."""
        if not self.view.refuse_writing():
            self._in_channel(row, at, partial(self.view.acts.place_pieces, contents, day))

    def _place(self, cell: QRect) -> QRect:
        area = self.view.canvas.viewport().rect()
        width = max(NARROWEST, min(cell.width(), WIDEST))
        left = min(max(cell.left() + 2, area.left() + 2), area.right() - width - 2)
        top = min(max(cell.top() + 1, area.top() + 2), area.bottom() - HIGH - 2)
        return QRect(left, top, width, HIGH)

    def _complete(self, text: str) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = self.view.desk.read(partial(cell_query.hints, text=text))
        return found

    def _on_entered(self, row: RowKey | None, day: date, text: str) -> None:
        corner = self.field.geometry().bottomLeft() if self.field else QPoint()
        self.close()
        at = self.view.canvas.viewport().mapToGlobal(corner)
        self._in_channel(row, at, partial(self.view.acts.place, text, day))

    def _in_channel(self, row: RowKey | None, at: QPoint, place: Place) -> None:
        """Place in the row's channel; where rows are not channels, ask for it."""
        values = self.view.acts.row_values(row)
        if person := values.pop("persona", 0):
            values["personas"] = [person]
        channel = values.pop("channel_id", None)
        if channel is not None:
            place(int(channel), values)
            return
        lang = self.view.lang()
        self.menu = menu = QMenu(self.view)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addSection(tr("In which channel?"))
        for line in self.view.desk.read(partial(query.rows, by=By.CHANNEL, lang=lang)):
            act = menu.addAction(line.name.replace("&", "&&"))
            act.triggered.connect(partial(_take, place, int(line.key), values))
        menu.popup(at)


def _take(
    place: Callable[[int, dict[str, Any]], object], channel: int, values: dict[str, Any], _on: bool = False
) -> None:
    place(channel, values)
