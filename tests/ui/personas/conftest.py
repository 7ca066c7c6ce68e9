"""The room of personas over a desk with an open plan, driven by keys and mouse."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.records.conftest import Bench, open_bench
from ui.kit.popover import Popover
from ui.personas.room import PersonasRoom

__all__ = ["open_bench"]

TODAY = date(2026, 3, 1)
LIN, CHEN, ZHAO, WANG, SUN = 1, 2, 3, 4, 5


def today() -> date:
    """Return the day of these tests."""
    return TODAY


class Driver:
    """A person at the room of personas: counts keys and clicks."""

    def __init__(self, bench: Bench, size: tuple[int, int] = (1000, 700)) -> None:
        self.bench, self.qtbot, self.desk = bench, bench.qtbot, bench.desk
        self.keys = self.clicks = self.letters = 0
        self.room: PersonasRoom = bench.show(PersonasRoom(bench.desk, today=today))
        self.room.resize(*size)
        self.wishes: list[Any] = []
        self.room.go.connect(self._wish)

    def _wish(self, *told: Any) -> None:
        self.wishes.append(told)

    def focused(self) -> QWidget:
        """Return what has the keyboard: in a popover that is open, else in the room."""
        open_ = next((w for w in QApplication.topLevelWidgets() if isinstance(w, Popover) and w.isVisible()), None)
        found = (open_ or self.room.window()).focusWidget()
        assert found is not None
        return found

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is."""
        self.keys += 1
        self.qtbot.keyClick(self.focused(), key, modifier)
        self.settle()

    def enter(self) -> None:
        """Press Enter."""
        self.key(Qt.Key.Key_Return)

    def write(self, text: str) -> None:
        """Type a text."""
        self.letters += len(text)
        self.qtbot.keyClicks(self.focused(), text)

    def click(self, widget: QWidget, place: QPoint | None = None) -> None:
        """Click on a widget."""
        self.clicks += 1
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place or widget.rect().center())
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is under way."""
        self.bench.settle()
        self.qtbot.wait(1)

    def pick(self, persona: int) -> None:
        """Make a persona current."""
        assert self.room.gallery.cards.go_to(persona)

    def texts(self) -> list[str]:
        """Return the statements in the order of their lines."""
        rows = self.room.editor.statements
        return [rows.rows[one].statement.text for one in rows.order]  # type: ignore[union-attr]


@pytest.fixture
def bench(open_bench: Callable[[Path], Bench], blank_path: Path) -> Bench:
    """A blank plan."""
    return open_bench(blank_path)


@pytest.fixture
def example(open_bench: Callable[[Path], Bench], example_path: Path) -> Driver:
    """The room on the example."""
    return Driver(open_bench(example_path))
