"""The sheet standing alone over a real desk with the example plan, driven like a person would."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from b2bdesk import workspace
from b2bdesk.i18n import use_language
from b2bdesk.queries.board_values import BoardFilter
from ui.desk import Desk
from ui.kit import theme
from ui.sheet.view import SheetView

TODAY = date(2026, 3, 1)
NONE, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
LEFT = Qt.MouseButton.LeftButton


class Driver:
    """A person at the sheet: goes to cells by code, stage and channel, presses keys, drags, and reads cells."""

    def __init__(self, qtbot: QtBot, desk: Desk, view: SheetView) -> None:
        self.qtbot, self.desk, self.view = qtbot, desk, view
        self.window = view.window()  # which lives as long as somebody holds it
        self.where, self.warned = BoardFilter(), frozenset[int]()
        self.said: list[str] = []
        self.verbs: list[str] = []
        view.message.connect(self.said.append)
        view.verb.connect(self.verbs.append)
        desk.changes.connect(self.show)

    def show(self, _changes: object = None) -> None:
        """Show the plan, as the room does after each edit."""
        self.view.show_plan(self.where, self.warned)

    def at(self, code: str, stage: str, channel: str) -> tuple[int, int]:
        sheet = self.view.model.sheet
        stages = {found.code: found.id for found in sheet.stages}
        row = next(i for i in range(len(sheet.ids)) if self.view.model.row(i).code == code)
        columns = enumerate(sheet.columns)
        return row, next(i for i, c in columns if (c.stage_id, c.code) == (stages[stage], channel))

    def go(self, *names: str) -> tuple[int, int]:
        place = self.at(*names)
        self.view.change(self.view.block.go, *place)
        return place

    def span(self, first: tuple[int, int], last: tuple[int, int]) -> None:
        self.view.change(self.view.block.span, first, last)

    def press(self, *keys: Any, mods: Any = NONE) -> None:
        for key in keys:
            QTest.keyClick(self.view, key, mods)
            self.settle()

    def statuses(self, place: tuple[int, int]) -> list[str]:
        return [mark.status for mark in self.view.model.marks(*place)]

    def block(self) -> list[list[list[str]]]:
        view = self.view
        return [[self.statuses((r, c)) for c in view.block.columns.places()] for r in view.block.rows.places()]

    def point(self, place: tuple[int, int]) -> QPoint:
        return self.view.cell_rect(place).center()

    def click(self, place: tuple[int, int], mods: Any = NONE) -> None:
        QTest.mouseClick(self.view.viewport(), LEFT, mods, self.point(place))
        self.settle()

    def mouse(self, kind: QEvent.Type, at: QPoint, button: Any, buttons: Any, mods: Any = NONE) -> None:
        port = self.view.viewport()
        event = QMouseEvent(kind, QPointF(at), QPointF(port.mapToGlobal(at)), button, buttons, mods)
        QApplication.sendEvent(port, event)

    def drag(self, first: tuple[int, int], last: tuple[int, int]) -> None:
        start, end = self.point(first), self.point(last)
        self.mouse(QEvent.Type.MouseButtonPress, start, LEFT, LEFT)
        self.mouse(QEvent.Type.MouseMove, (start + end) / 2, Qt.MouseButton.NoButton, LEFT)
        self.mouse(QEvent.Type.MouseMove, end, Qt.MouseButton.NoButton, LEFT)
        self.mouse(QEvent.Type.MouseButtonRelease, end, LEFT, Qt.MouseButton.NoButton)

    def take(self, place: tuple[int, int], to: tuple[int, int], mods: Any = NONE) -> None:
        """Take the block by its frame at a cell and hold it over another one."""
        start = self.view.cell_rect(place).topLeft() + QPoint(1, 9)
        self.mouse(QEvent.Type.MouseButtonPress, start, LEFT, LEFT)
        for at in (start + QPoint(12, 0), self.point(to)):
            self.mouse(QEvent.Type.MouseMove, at, Qt.MouseButton.NoButton, LEFT, mods)

    def let_go(self, to: tuple[int, int], mods: Any = NONE) -> None:
        self.mouse(QEvent.Type.MouseButtonRelease, self.point(to), LEFT, Qt.MouseButton.NoButton, mods)
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(self._settled)

    def _settled(self) -> bool:
        return not self.desk.busy and not self.view.acts.busy

    def undo(self) -> None:
        self.desk.undo()
        self.settle()

    def digest(self) -> str:
        return str(self.desk.open_workspace.digest())


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> theme.Theme:
    """Dress the application."""
    use_language("en")
    return theme.apply(qapp, "light", "en")


@pytest.fixture
def desk(example_path: Path) -> Iterator[Desk]:
    """A desk with the example."""
    found = Desk(today=lambda: TODAY)
    found.adopt(workspace.open(example_path, backup=False))
    yield found
    found.close_workspace()


@pytest.fixture
def sheet(qtbot: QtBot, desk: Desk) -> Iterator[Driver]:
    """The sheet with its tools above it, shown and with the focus."""
    yield shown(qtbot, desk)
    QGuiApplication.clipboard().clear()


def shown(qtbot: QtBot, desk: Desk) -> Driver:
    """Return a sheet in a window of its own."""
    window, view = QWidget(), SheetView(desk)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(view.tools())
    column.addWidget(view)
    window.resize(1100, 640)
    qtbot.addWidget(window)
    driver = Driver(qtbot, desk, view)
    driver.show()
    window.show()
    qtbot.waitActive(window)
    view.setFocus()
    return driver
