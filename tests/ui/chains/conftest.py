"""The room of decision chains on the example, with a desk without threads, driven by real mouse and keys."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from b2bdesk.commands import chains
from b2bdesk.i18n import use_language
from tests.ui.grid.fake_desk import FakeDesk
from ui.chains.drawing import ghost_key
from ui.chains.room import ChainsRoom
from ui.kit import theme
from ui.summary import work_out


class Still(FakeDesk):
    """A desk without threads whose day is asked for, as the real one's is."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        super().__init__(path, read_only=read_only)
        day = self.today
        self.today: Any = lambda: day

    def break_merge(self) -> None:
        """End a step of typing."""
        if not self.read_only:
            self.ws.break_merge()


class Driver:
    """What a person does in the room."""

    def __init__(self, qtbot: QtBot, desk: Still) -> None:
        self.qtbot, self.desk = qtbot, desk
        self.room = ChainsRoom(desk)  # type: ignore[arg-type]
        qtbot.addWidget(self.room)
        self.said: list[str] = []
        self.room.message.connect(self.said.append)
        desk.changes.connect(self.room.apply)
        self.room.resize(1000, 760)
        self.room.show()
        qtbot.waitExposed(self.room)
        self.canvas = self.room.canvas
        self.room.activateWindow()
        self.canvas.setFocus()
        qtbot.waitUntil(self.canvas.hasFocus)

    def show(self, name: str) -> None:
        """Show a chain by its name."""
        self.room.show_chain(next(one.id for one in self.room.names if one.name == name))

    def conclude(self) -> None:
        """Hand over the plan's facts, as the window does."""
        self.room.set_summary(work_out(self.desk.ws, "en", self.desk.today()))

    def key(self, key: Any, mods: Any = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is."""
        target = self.room.picker.line if self.room.picker.isVisible() else self.canvas
        QTest.keyClick(target, key, mods)

    def type(self, text: str) -> None:
        """Type into the list that is open."""
        QTest.keyClicks(self.room.picker.line, text)

    def spot(self, key: int) -> QPoint:
        """Return the middle of a card on the drawing."""
        return self.canvas.card_rect(key).center().toPoint()

    def drag(self, start: QPoint, end: QPoint) -> None:
        """Press, move in steps and let go."""
        left = Qt.MouseButton.LeftButton
        QTest.mouseMove(self.canvas, start)
        QTest.mousePress(self.canvas, left, Qt.KeyboardModifier.NoModifier, start)
        for step in range(1, 5):
            QTest.mouseMove(self.canvas, start + (end - start) * step / 4)
        QTest.mouseRelease(self.canvas, left, Qt.KeyboardModifier.NoModifier, end)

    def handle(self, key: int) -> QPoint:
        """Return the handle at the right edge of a card."""
        box = self.canvas.drawing.cards[key].box
        return self.canvas.to_widget(box.x + box.width, box.centre[1]).toPoint()

    def named(self, name: str) -> Any:
        """Return a person by name."""
        assert self.room.board is not None
        return next(one for one in self.room.board.people if one.name == name)

    def choose(self, name: str) -> Any:
        """Make a person the current one."""
        person = self.named(name)
        self.canvas.set_card(person.id)
        return person

    def undo(self) -> None:
        """Take the last step back."""
        self.desk.ws.undo()

    def ghost(self, role: str) -> int:
        """Return the open place of a role."""
        return ghost_key(role)

    def centre(self) -> QPointF:
        """Return the middle of the drawing."""
        return QPointF(self.canvas.rect().center())


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[theme.Theme]:
    """Dress the application."""
    use_language("en")
    yield theme.apply(qapp, "light", "en")
    use_language("en")


@pytest.fixture
def desk(example_path: Path) -> Iterator[Still]:
    """A desk with the example."""
    found = Still(example_path)
    yield found
    found.close()


@pytest.fixture
def drive(qtbot: QtBot, desk: Still) -> Driver:
    """The room with the chain of retail groups."""
    found = Driver(qtbot, desk)
    found.show("Retail group buys")
    return found


@pytest.fixture
def bare(qtbot: QtBot, desk: Still) -> Driver:
    """The room with a chain of a group that has nobody yet."""
    segment = next(row for row in desk.read(_segments) if row[1] == "group")[0]
    chain = chains.new_chain(desk.ws, segment=segment, name="Bare")
    found = Driver(qtbot, desk)
    found.room.show_chain(chain)
    return found


def _segments(session: Any) -> list[tuple[int, str]]:
    from b2bdesk.domain.segment import Segment

    return [(row.id, row.account_class) for row in session.query(Segment)]
