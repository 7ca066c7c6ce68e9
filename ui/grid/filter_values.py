"""Filters of what is typed: words in code and titles, and the days between which placements run."""

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import Qt

from b2bdesk.i18n import day, tr
from ui.kit.fields.dates import DayField
from ui.kit.filter_chip import FilterChip
from ui.kit.popover import Popover
from ui.kit.search_field import SearchField
from ui.kit.text import Label

PAUSE_MS = 120


class TextChip(FilterChip):
    """Words that code or titles must hold; shown while they are typed."""

    def set_keys(self, keys: Iterable[object]) -> None:
        self._keys = tuple(keys)
        self._refresh()

    def value_text(self) -> str:
        return " ".join(map(str, self._keys))

    def open(self) -> None:
        popover = Popover(self, width=220)
        field = SearchField(tr("Code or title"), pause_ms=PAUSE_MS)
        field.setText(self.value_text())
        field.searched.connect(self._type)
        field.returnPressed.connect(popover.close)
        popover.body.addWidget(field)
        popover.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popover.open_below(self)
        field.setFocus()

    def _type(self, text: str) -> None:
        words = (text.strip(),) if text.strip() else ()
        if words != self._keys:
            self._take(words)


class DaysChip(FilterChip):
    """From a day on, until a day, or both; its keys are (since, until)."""

    def set_keys(self, keys: Iterable[object]) -> None:
        self._keys = tuple(keys)
        self._refresh()

    def days(self) -> tuple[date | None, date | None]:
        """Return from when and until when."""
        since, until = self._keys or (None, None)
        return since if isinstance(since, date) else None, until if isinstance(until, date) else None

    def value_text(self) -> str:
        since, until = self.days()
        if since and until:
            return tr("{since} to {until}", since=day(since), until=day(until))
        return tr("from {day}", day=day(since)) if since else tr("until {day}", day=day(until))

    def open(self) -> None:
        popover = Popover(self, width=220)
        self._fields: list[DayField] = []
        for words, value in zip((tr("From"), tr("Until")), self.days(), strict=True):
            field = DayField()
            field.set_name(words)
            field.set_value(value)
            field.committed.connect(self._read)
            popover.body.addWidget(Label(words, "micro", "text3"))
            popover.body.addWidget(field)
            self._fields.append(field)
        popover.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popover.open_below(self)
        self._fields[0].setFocus()

    def _read(self, _value: object = None) -> None:
        since, until = (field.value() for field in self._fields)
        if since and until and since > until:
            self._fields[1].set_error(tr("This lies before the first day."))
            return
        self._take((since, until) if since or until else ())
