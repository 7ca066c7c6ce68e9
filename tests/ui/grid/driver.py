"""A person at the map: clicks, drags and types by stage, channel and code."""

from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from b2bdesk.queries.board_values import Cell, Chip, Key
from tests.ui.grid.fake_desk import FakeDesk
from ui.grid.room import MapRoom

NONE, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
LEFT = Qt.MouseButton.LeftButton


def mouse(widget: QWidget, kind: QEvent.Type, at: QPoint, *, button: Any, buttons: Any, keys: Any = NONE) -> None:
    """Send one real mouse event."""
    event = QMouseEvent(kind, QPointF(at), QPointF(widget.mapToGlobal(at)), button, buttons, keys)
    QApplication.sendEvent(widget, event)


class Driver:
    """Drives one room."""

    def __init__(self, qtbot: QtBot, room: MapRoom, desk: FakeDesk) -> None:
        self.qtbot, self.room, self.desk, self.view = qtbot, room, desk, room.view
        self.said: list[str] = []
        room.message.connect(self.said.append)

    def key(self, stage: str, channel: str) -> Key:
        board = self.view.board
        return (
            next(s.id for s in board.stages if s.code == stage),
            next(c.id for c in board.channels if c.code == channel),
        )

    def cell(self, stage: str, channel: str) -> Cell:
        return self.view.board.cells[self.key(stage, channel)]

    def codes(self, stage: str, channel: str) -> list[str]:
        return [chip.code for chip in self.cell(stage, channel).chips]

    def chip(self, stage: str, channel: str, code: str) -> Chip:
        return next(chip for chip in self.cell(stage, channel).chips if chip.code == code)

    def chip_at(self, stage: str, channel: str, code: str) -> QPoint:
        return self.view.chip_rect(self.chip(stage, channel, code).id).center()

    def cell_at(self, stage: str, channel: str) -> QPoint:
        """Return a place of the cell where no chip lies: the gutter at its right."""
        rect = self.view.cell_rect(self.key(stage, channel))
        return QPoint(rect.right() - 6, rect.bottom() - 4)

    def click(self, at: QPoint, keys: Any = NONE) -> None:
        QTest.mouseClick(self.view.viewport(), LEFT, keys, at)
        self.settle()

    def press(self, *names: Any, keys: Any = NONE) -> None:
        for name in names:
            QTest.keyClick(QApplication.focusWidget() or self.view, name, keys)
        self.settle()

    def type(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget() or self.view, text)
        self.settle()

    def go(self, stage: str, channel: str) -> None:
        self.view.setFocus()
        self.view.go(self.key(stage, channel))
        self.settle()

    def begin_drag(self, start: QPoint) -> None:
        port = self.view.viewport()
        mouse(port, QEvent.Type.MouseButtonPress, start, button=LEFT, buttons=LEFT)

    def drag_over(self, at: QPoint, keys: Any = NONE) -> None:
        port = self.view.viewport()
        mouse(port, QEvent.Type.MouseMove, at, button=Qt.MouseButton.NoButton, buttons=LEFT, keys=keys)

    def let_go(self, at: QPoint, keys: Any = NONE) -> None:
        port = self.view.viewport()
        mouse(port, QEvent.Type.MouseButtonRelease, at, button=LEFT, buttons=Qt.MouseButton.NoButton, keys=keys)
        self.settle()

    def drag(self, start: QPoint, end: QPoint, keys: Any = NONE) -> None:
        self.begin_drag(start)
        self.drag_over(start + QPoint(20, 4), keys)
        self.drag_over(end, keys)
        self.let_go(end, keys)

    def settle(self) -> None:
        """Let timers and queued signals have their turn, until the inspector shows what is chosen."""
        QTest.qWait(1)
        self.qtbot.waitUntil(self._is_settled, timeout=5000)

    def _is_settled(self) -> bool:
        return self.room.inspector_.settled and not self.room.renewing

    @property
    def asked(self) -> list[str]:
        return [name for name, _ in self.desk.asked]
