"""The room of evidence over the example, fed with changes as the window does."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from b2bdesk import workspace
from b2bdesk.errors import UserError
from b2bdesk.queries import evidence as asked
from b2bdesk.queries import records
from ui.actions import ActionBook
from ui.desk import Desk
from ui.evidence.room import EvidenceRoom
from ui.kit import theme

TODAY = date(2026, 3, 1)


class Bench:
    """A desk, the room shown in a window with its keys, and the file behind it."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk, self.qtbot = desk, qtbot
        self.errors: list[str] = []
        self.said: list[str] = []
        desk.failed.connect(self._note)
        self.room = EvidenceRoom(desk, today=lambda: TODAY)
        qtbot.addWidget(self.room)
        self.book = ActionBook(self.room)
        for act, run in self.room.actions():
            self.book.add(act, run, scope=self.room)
        self.book.set_state({"open", "writable"} if not desk.read_only else {"open"})
        desk.changes.connect(self.room.apply)
        self.room.message.connect(self.said.append)
        self.room.resize(1000, 700)
        self.room.show()
        qtbot.waitExposed(self.room)
        self.room.activateWindow()

    def _note(self, error: UserError) -> None:
        self.errors.append(error.code)

    def settle(self) -> None:
        """Wait until no edit is under way and all of it has arrived."""
        self.qtbot.waitUntil(lambda: not self.desk.busy)
        QApplication.processEvents()

    def key(self, widget: QWidget, key: Any, mods: Any = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key and wait for what it does."""
        self.room.activateWindow()
        widget.setFocus()
        self.qtbot.waitUntil(widget.hasFocus)
        QTest.keyClick(widget, key, mods)
        self.settle()

    def drag(
        self, start: QWidget, here: QPoint, end: QWidget, there: QPoint, mods: Any = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Drag with the real mouse from a list's place to another's."""
        goal = start.mapFromGlobal(end.mapToGlobal(there))
        QTest.mousePress(start, Qt.MouseButton.LeftButton, pos=here)
        for step in (1, 2, 3):
            _move(start, here + (goal - here) * step / 3, mods)
        QTest.mouseRelease(start, Qt.MouseButton.LeftButton, mods, goal)
        self.settle()

    def board(self) -> asked.Board:
        """Return the board as the file holds it."""
        return self.desk.read(lambda session: asked.board(session, TODAY))

    def links(self, evidence: int) -> dict[str, str]:
        """Return what an evidence speaks to, by the statement's code."""
        found = [one for group in self.board().groups for one in group.statements]
        return {one.code: one.links[evidence] for one in found if evidence in one.links}

    def rows(self, kind: str) -> list[records.Record]:
        """Return the rows of an entity."""
        return self.desk.read(lambda session: records.records(session, kind, "en"))

    def steps(self) -> int:
        """Return how many steps the history has."""
        return len(self.desk.open_workspace.history())

    def undo(self) -> None:
        """Take the last step back."""
        self.desk.undo()
        self.settle()


def _move(widget: QWidget, place: QPoint, mods: Any) -> None:
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent

    left = Qt.MouseButton.LeftButton
    spot, world = QPointF(place), QPointF(widget.mapToGlobal(place))
    QApplication.sendEvent(widget, QMouseEvent(QEvent.Type.MouseMove, spot, world, left, left, mods))


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[..., Bench]]:
    """Return what opens a plan and shows the room."""
    theme.apply(qapp, "light", "en")
    desks: list[Desk] = []

    def open_plan(path: Path, read_only: bool = False) -> Bench:
        desk = Desk(lambda: TODAY)
        desk.adopt(workspace.open(path, read_only=read_only, backup=False))
        desks.append(desk)
        return Bench(desk, qtbot)

    yield open_plan
    for desk in desks:
        desk.close_workspace()


@pytest.fixture
def bench(opened: Callable[..., Bench], example_path: Path) -> Bench:
    """The room over the example."""
    return opened(example_path)
