"""The board and the room Map on the example plan, with a desk without threads."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from b2bdesk.i18n import use_language
from tests.ui.grid.driver import Driver
from tests.ui.grid.fake_desk import FakeDesk
from ui.grid.room import MapRoom
from ui.kit import theme


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> theme.Theme:
    """Dress the application."""
    use_language("en")
    return theme.apply(qapp, "light", "en")


@pytest.fixture
def desk(example_path: Path) -> Iterator[FakeDesk]:
    """A desk with the example."""
    found = FakeDesk(example_path)
    yield found
    found.close()


@pytest.fixture
def map_(qtbot: QtBot, desk: FakeDesk) -> Iterator[Driver]:
    """The room Map, shown and driven like a person would."""
    room = MapRoom(desk)
    desk.changes.connect(room.apply)
    window = framed(room)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitActive(window)
    driver = Driver(qtbot, room, desk)
    driver.settle()
    yield driver
    room.advisor.stop()


def framed(room: MapRoom) -> QWidget:
    """Return a window that shows a room with its filters and its inspector."""
    window = QWidget()
    window.resize(1256, 800)
    left = QVBoxLayout()
    left.addWidget(room.filter_widget())
    left.addWidget(room, 1)
    row = QHBoxLayout(window)
    row.addLayout(left, 1)
    room.inspector().setFixedWidth(296)
    row.addWidget(room.inspector())
    return window
