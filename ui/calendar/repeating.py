"""How often to repeat and until when: a small window beside the bar; Enter does it, Escape leaves."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from b2bdesk.i18n import tr
from ui.calendar.words import dated_day
from ui.kit.buttons import Button
from ui.kit.fields.dates import DayField
from ui.kit.fields.numbers import IntegerField
from ui.kit.popover import Popover
from ui.kit.segmented import Segmented
from ui.kit.text import Label

WIDTH = 300


class RepeatPanel(Popover):
    """Asks every how many weeks or months, until which day or how often in all; `asked(facts)` tells."""

    asked = Signal(object)

    def __init__(self, code: str, start: date, plan_end: date, parent: QWidget | None = None) -> None:
        super().__init__(parent, width=WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.every = IntegerField(low=1, parent=self)
        self.unit = Segmented([("week", tr("weeks")), ("month", tr("months"))], tr("Weeks or months"), self)
        self.ends = Segmented([("until", tr("until")), ("count", tr("in all"))], tr("How it ends"), self)
        self.until = DayField(parent=self)
        self.count = IntegerField(low=2, parent=self)
        self.go = Button(tr("Repeat"), "primary", keys="Return", parent=self)
        self.every.set_value(1)
        self.until.set_value(plan_end)
        self.count.set_value(4)
        self.every.setAccessibleName(tr("Every"))
        self.until.setAccessibleName(tr("Until"))
        self.count.setAccessibleName(tr("How many in all"))
        self.body.setSpacing(8)
        self.body.addWidget(Label(tr("Repeat {code} of {day}", code=code, day=dated_day(start)), "body", weight=600))
        self._row(tr("Every"), self.every, self.unit)
        self._row(tr("Ends"), self.ends, self.until, self.count)
        note = tr("Each one is a placement of its own; undo takes all of them back.")
        self.body.addWidget(Label(note, "small", "text3", wrap=True))
        self.body.addWidget(self.go, 0, Qt.AlignmentFlag.AlignRight)
        self.count.hide()
        self.ends.picked.connect(self._show_end)
        self.go.clicked.connect(self._ask)

    def _row(self, name: str, *parts: QWidget) -> None:
        row = QHBoxLayout()
        label = Label(name, "small", "text3")
        label.setMinimumWidth(44)
        row.addWidget(label)
        for part in parts:
            row.addWidget(part)
        row.addStretch(1)
        self.body.addLayout(row)

    def _show_end(self, how: str) -> None:
        self.until.setVisible(how == "until")
        self.count.setVisible(how == "count")

    def facts(self) -> Mapping[str, Any]:
        """Return what the command takes."""
        for field in (self.every, self.until, self.count):
            field.commit()
        by_day = self.ends.value() == "until"
        return {
            "every": self.every.value() or 0,
            "unit": self.unit.value(),
            "until": self.until.value() if by_day else None,
            "count": None if by_day else self.count.value(),
        }

    def _ask(self, _checked: bool = False) -> None:
        facts = self.facts()
        self.close()
        self.asked.emit(facts)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask()
        else:
            super().keyPressEvent(event)
