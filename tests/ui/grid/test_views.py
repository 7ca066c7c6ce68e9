"""Several views on one map: they share filters, what is chosen, the inspector and undo."""

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from b2bdesk.queries.board_values import BoardFilter
from tests.ui.grid.conftest import framed
from tests.ui.grid.driver import Driver
from tests.ui.grid.fake_desk import FakeDesk
from tests.ui.grid.fake_view import FakeView
from ui.grid import views
from ui.grid.room import MapRoom
from ui.grid.views import MapView, ViewKind
from ui.settings import Settings

K = Qt.Key


@pytest.fixture
def several(qtbot: QtBot, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Driver]:
    """The room with board, sheet and calendar."""
    kinds = (
        views.VIEWS[0],
        ViewKind("sheet", "Sheet", "table", "tests.ui.grid.fake_view:FakeView"),
        ViewKind("calendar", "Calendar", "calendar", "tests.ui.grid.fake_view:FakeCalendar"),
        ViewKind("missing", "Missing", "x", "ui.nowhere.view:View"),
    )
    monkeypatch.setattr(views, "VIEWS", kinds)
    room = MapRoom(desk)
    desk.changes.connect(room.apply)
    window = framed(room)
    qtbot.addWidget(window)
    window.layout().itemAt(0).layout().insertWidget(0, room.header_widget())
    room.header_widget().show()
    window.show()
    qtbot.waitActive(window)
    driver = Driver(qtbot, room, desk)
    driver.settle()
    yield driver
    room.advisor.stop()


def pick(map_: Driver, text: str) -> None:
    pills = map_.room.views.switch.findChildren(QAbstractButton)
    map_.qtbot.mouseClick(next(pill for pill in pills if pill.text() == text), Qt.MouseButton.LeftButton)
    map_.settle()


def test_only_views_that_exist_are_offered_and_built_when_shown(several: Driver) -> None:
    assert list(several.room.views.kinds) == ["board", "sheet", "calendar"]
    assert several.room.views.find("sheet") is None
    pick(several, "Sheet")
    sheet = cast(FakeView, several.room.view)
    assert isinstance(sheet, MapView)
    assert sheet.isVisible()
    assert several.room.views.find("calendar") is None


def test_what_is_chosen_goes_along_and_acts_reach_it(several: Driver) -> None:
    chip = several.chip("S3", "email", "K22").id
    several.click(several.chip_at("S3", "email", "K22"))
    pick(several, "Sheet")
    sheet = cast(FakeView, several.room.view)
    assert sheet.chosen() == {chip}
    assert several.room.inspector_.currentWidget() is several.room.inspector_.placement
    sheet.setFocus()
    several.press(K.Key_Delete)
    assert several.desk.asked[-1][1]["ids"] == [chip]
    assert len(sheet.shown) == 2, "the view shows what the command changed"
    several.desk.ws.undo()
    several.settle()
    pick(several, "Board")
    assert "K22" in several.codes("S3", "email")


def test_the_inspector_knows_placements_and_cells_that_the_board_has_not_loaded(several: Driver) -> None:
    pick(several, "Sheet")
    sheet = cast(FakeView, several.room.view)
    case = next(chip for cell in several.view.board.cells.values() for chip in cell.chips if chip.code == "K17")
    several.room.set_filter(BoardFilter(forms=frozenset({"calculator"})))
    sheet.choose([case.id])
    several.settle()
    assert several.room.inspector().windowTitle().startswith("K17 ")
    sheet.choose([])
    sheet.go(several.key("S3", "email"))
    several.settle()
    assert several.room.inspector().windowTitle() == "Email × Active to opportunity"


def test_filters_and_counts_are_shared(several: Driver) -> None:
    several.room.set_filter(BoardFilter(statuses=frozenset({"live"})))
    pick(several, "Sheet")
    sheet = cast(FakeView, several.room.view)
    assert sheet.shown[-1].statuses == {"live"}
    assert several.room.filters.count.text() == "7 of 9"
    assert sheet.months.isVisible()
    assert not several.room.filters.density.isVisible()
    several.room.set_filter(replace(several.room.where, statuses=None))
    assert sheet.shown[-1] == BoardFilter()
    pick(several, "Board")
    assert several.room.filters.count.text() == "69 of 72"
    assert not sheet.months.isVisible()


def test_the_calendar_is_a_place_of_its_own(several: Driver) -> None:
    told: list[str] = []
    several.room.place_changed.connect(told.append)
    pick(several, "Sheet")
    several.room.show_place("calendar")
    assert (several.room.view.key, several.room.title()) == ("calendar", "Calendar")
    several.room.show_place("map")
    assert (several.room.view.key, several.room.title()) == ("sheet", "Map")
    assert told == ["calendar", "map"]
    assert several.room.views.switch.value() == "sheet"


def test_the_view_is_remembered(several: Driver) -> None:
    settings = Settings()
    several.room.set_settings(settings)
    pick(several, "Sheet")
    again = MapRoom(several.desk)
    window = framed(again)
    several.qtbot.addWidget(window)
    again.set_settings(settings)
    assert again.view.key == "sheet"
    again.advisor.stop()


def test_a_view_is_chosen_by_keyboard_and_by_command(several: Driver) -> None:
    pill = next(p for p in several.room.views.switch.findChildren(QAbstractButton) if p.isChecked())
    pill.setFocus()
    several.press(K.Key_Right)
    assert several.room.view.key == "sheet"
    acts = {act.id: run for act, run in several.room.actions()}
    acts["map_view_board"]()
    assert several.room.view.key == "board"
