"""A calendar in which nothing stands says what to do, and is silent once something does."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.calendar.driver import Driver
from tests.ui.grid.fake_desk import FakeDesk
from ui.kit.buttons import Button
from ui.kit.empty_state import EmptyState


def test_an_empty_calendar_says_how_to_begin(qtbot: QtBot, blank_path: Path) -> None:
    desk = FakeDesk(blank_path)
    cal = Driver(qtbot, desk)
    empty = cal.view.findChild(EmptyState)
    assert empty is not None
    assert empty.isVisible()
    asked: list[str] = []
    cal.view.verb.connect(asked.append)
    qtbot.mouseClick(empty.findChild(Button), Qt.MouseButton.LeftButton)
    assert asked == ["new_piece"]
    desk.close()


def test_a_calendar_with_placements_says_nothing(cal: Driver) -> None:
    assert not [state for state in cal.view.findChildren(EmptyState) if state.isVisible()]
