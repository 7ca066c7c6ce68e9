"""A view of the map as small as one can be, for tests of the room that holds views."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QWidget

from b2bdesk.queries.board_values import BoardFilter, Key


class FakeView(QWidget):
    """Shows nothing; remembers what it was told; Delete asks for removal."""

    key = "sheet"
    selection_changed = Signal()
    verb = Signal(str)
    menu_asked = Signal(QPoint)
    message = Signal(str)

    def __init__(self, desk: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.desk, self.read_only = desk, False
        self.shown: list[BoardFilter] = []
        self.ids: frozenset[int] = frozenset()
        self.cell: Key | None = None
        self.months = QLabel("Months")

    def show_plan(self, where: BoardFilter, warned: frozenset[int]) -> None:
        self.shown.append(where)

    def chosen(self) -> frozenset[int]:
        return self.ids

    def choose(self, ids: Iterable[int]) -> None:
        self.ids = frozenset(ids)
        self.selection_changed.emit()

    def current_cell(self) -> Key | None:
        return self.cell

    def go(self, key: Key) -> None:
        self.cell = key
        self.selection_changed.emit()

    def do(self, verb: str) -> bool:
        return False

    def tools(self) -> QWidget | None:
        return self.months

    def counts(self) -> tuple[int, int]:
        return 7, 9

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.verb.emit("remove")


class FakeCalendar(FakeView):
    """The same under the calendar's key."""

    key = "calendar"
