"""The example plan on a desk without threads, and the look of the application."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from b2bdesk.i18n import use_language
from tests.ui.grid.conftest import framed
from tests.ui.grid.driver import Driver
from tests.ui.grid.fake_desk import FakeDesk
from ui.grid.room import MapRoom
from ui.kit import theme
from ui.suggest.view import FillView


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
    """The room Map with its views."""
    room = MapRoom(desk)
    desk.changes.connect(room.apply)
    window = framed(room)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    driver = Driver(qtbot, room, desk)
    driver.settle()
    yield driver
    room.advisor.stop()
    view = room.views.find("fill")
    if isinstance(view, FillView):
        view.planner.stop()
