"""The thresholds of the plan: name, number and default of each; changed in place, brought back by a click."""

from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from b2bdesk.commands import thresholds
from b2bdesk.errors import UserError
from b2bdesk.i18n import tr
from b2bdesk.insight.limits import GROUPS, Limit, Measure, value
from b2bdesk.insight.settings import Thresholds
from b2bdesk.queries.board_rows import read_thresholds
from ui.desk import Desk
from ui.kit.buttons import IconButton, link
from ui.kit.fields.base import TypedField
from ui.kit.fields.numbers import DecimalField, IntegerField, ShareField
from ui.kit.scroll import ScrollPage
from ui.kit.section import Section
from ui.kit.text import Label

FIELD: Final = 78


class LimitsPage(ScrollPage):
    """All thresholds in their groups; each is a command of its own."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.page.setObjectName("page")
        self.setWindowTitle(tr("Thresholds"))
        self.rows: dict[str, LimitRow] = {}
        self._fill()
        self.refresh()

    def _fill(self) -> None:
        intro = QWidget()
        column = QVBoxLayout(intro)
        column.setContentsMargins(16, 4, 16, 8)
        text = tr("Rules, reports and the map go by these numbers. They are kept in the plan.")
        column.addWidget(Label(text, "small", "text3", wrap=True))
        self.all = link(tr("Reset all"), icon="rotate-ccw")
        self.all.clicked.connect(self._reset_all)
        column.addWidget(self.all, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(intro)
        for group, limits in GROUPS.items():
            part = Section(tr(group))
            part.body.setSpacing(8)
            for limit in limits:
                row = LimitRow(limit)
                row.field.committed.connect(partial(self._set, limit.key))
                row.reset.clicked.connect(partial(self._reset, limit.key))
                part.body.addWidget(row)
                self.rows[limit.key] = row
            self.body.addWidget(part)

    def refresh(self) -> None:
        """Show the numbers as they are now."""
        now, default = self._desk.read(read_thresholds), Thresholds()
        for key, row in self.rows.items():
            row.show_number(value(now, key), value(default, key), read_only=self._desk.read_only)
        self.all.setVisible(now != default and not self._desk.read_only)

    def go_to(self, key: str) -> None:
        """Go to a threshold."""
        if key in self.rows:
            self.ensureWidgetVisible(self.rows[key])
            self.rows[key].field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set(self, key: str, number: Any) -> None:
        command = thresholds.reset if number is None else thresholds.set_threshold
        values = {} if number is None else {"value": number}
        self._desk.run(command, key=key, **values, failed=partial(self._refused, key))

    def _reset(self, key: str) -> None:
        self._desk.run(thresholds.reset, key=key)

    def _reset_all(self) -> None:
        self._desk.run(thresholds.reset_all)

    def _refused(self, key: str, error: UserError) -> None:
        if isValid(self):
            self.rows[key].field.set_error(error.sentence())


class LimitRow(QWidget):
    """One threshold: name and default at the left, its number at the right, and the way back if it was changed."""

    def __init__(self, limit: Limit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.limit = limit
        self.field = field_for(limit)
        self.field.setFixedWidth(FIELD)
        name = tr(limit.label)
        self.field.set_name(name, ", ".join(limit.rules))
        self.default = Label("", "micro", "text3", wrap=True)
        self.reset = IconButton("rotate-ccw", tr("Reset “{field}”", field=name), size=14, side=24)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(name, "small", "text", wrap=True))
        words.addWidget(self.default)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addLayout(words, 1)
        row.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.field, 0, Qt.AlignmentFlag.AlignTop)

    def show_number(self, number: float, default: float, *, read_only: bool) -> None:
        """Show the number, and whether it is the default."""
        changed = number != default
        if self.field.value() != number or self.field.error():
            self.field.set_value(number)
        self.field.set_read_only(read_only)
        rules = f"  ·  {', '.join(self.limit.rules)}" if self.limit.rules else ""
        text = tr("Default: {number}", number=self.field.to_text(default))
        self.default.setText(f"{text}{rules}")
        self.default.set_tone("accentText" if changed else "text3")
        self.reset.setVisible(changed and not read_only)


def field_for(limit: Limit) -> TypedField:
    """Return the field in which a threshold is typed."""
    if limit.measure is Measure.SHARE:
        return ShareField(low=limit.low, high=limit.high)
    if limit.whole:
        return IntegerField(low=limit.low, high=limit.high)
    return DecimalField(low=limit.low, high=limit.high)
