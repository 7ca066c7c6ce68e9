"""What the room asks of the sheet, what screen readers are told, and how little is read while scrolling."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from b2bdesk import workspace
from b2bdesk.commands import items, placements
from b2bdesk.queries.board_values import BoardFilter
from tests.helpers.plans import make_plan
from tests.ui.sheet.conftest import Driver, shown, TODAY
from ui.desk import Desk
from ui.grid.views import MapView
from ui.kit import theme
from ui.kit.access import Part
from ui.sheet.access import SheetInterface
from ui.sheet.model import PAGE

K = Qt.Key


def code_of(sheet: Driver, place: int) -> str:
    return sheet.view.model.row(place).code


def test_it_is_a_view_of_the_map(sheet: Driver) -> None:
    assert isinstance(sheet.view, MapView)
    assert (sheet.view.key, sheet.view.counts()) == ("sheet", (69, 72))
    assert sheet.view.do("next_gap") is False
    sheet.go("K12", "S3", "email")
    assert sheet.view.do("tick") is True
    sheet.settle()
    assert sheet.view.counts() == (70, 73)


def test_choosing_placements_brings_the_first_into_sight(sheet: Driver) -> None:
    row, column = sheet.at("K26", "S4", "website")
    ids = [mark.id for mark in sheet.view.model.marks(row, column)]
    assert len(ids) == 1
    other = sheet.view.model.marks(*sheet.at("K01", "S2", "website"))[0].id
    sheet.view.choose([*ids, other, 99_999])
    assert sheet.view.chosen() == {*ids, other}
    assert sheet.view.block.current == (row, column)
    assert sheet.view.cell_area().contains(sheet.view.cell_rect((row, column)))
    sheet.press(K.Key_L)
    assert sheet.statuses((row, column)) == sheet.statuses(sheet.at("K01", "S2", "website")) == ["live"]
    assert sheet.view.chosen() == {*ids, other}
    sheet.press(K.Key_Delete)
    assert sheet.statuses((row, column)) == []


def test_a_hidden_placement_is_not_chosen(sheet: Driver) -> None:
    dropped = placements.place(sheet.desk.open_workspace, content=12, stage=7, channel=5, status="dropped")
    sheet.view.choose([dropped])
    assert sheet.view.chosen() == frozenset()


def test_going_to_a_cell_of_the_board(sheet: Driver) -> None:
    key = (7, 5)
    sheet.view.go(key)
    assert sheet.view.current_cell() == key
    current = sheet.view.block.current
    assert current is not None
    assert sheet.statuses(current) != []
    hidden = (5, 1)
    assert hidden not in sheet.view.model.keys
    sheet.view.go(hidden)
    assert sheet.view.current_cell() == hidden
    assert sheet.view.tools_.every.isChecked()


def test_the_place_is_kept_when_rows_move(sheet: Driver) -> None:
    sheet.go("K12", "S2", "blog")
    told: list[int] = []
    sheet.view.selection_changed.connect(lambda: told.append(1))
    sheet.where = BoardFilter(forms=frozenset({"calculator"}))
    sheet.show()
    current = sheet.view.block.current
    assert current is not None
    assert (code_of(sheet, current[0]), current[0], sheet.view.current_cell()) == ("K12", 0, (6, 2))
    assert told == [1]
    sheet.where = BoardFilter(forms=frozenset({"video"}))
    sheet.show()
    assert sheet.view.block.current == (0, current[1])


def test_tools_sort_find_and_widen(sheet: Driver) -> None:
    tools = sheet.view.tools_
    QTest.mouseClick(tools.every, Qt.MouseButton.LeftButton)
    assert len(sheet.view.model.sheet.columns) == 56
    QTest.mouseClick(tools.every, Qt.MouseButton.LeftButton)
    QTest.mouseClick(tools.sort, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.objectName() == "total").trigger()
    menu.close()
    assert code_of(sheet, 0) == "K01"
    assert tools.sort.accessibleName() == "Sort pieces: Most placed first"
    totals = [sheet.view.model.row(i).n(sheet.view.model.keys) for i in range(30)]
    assert totals == sorted(totals, reverse=True)
    tools.search.setFocus()
    QTest.keyClicks(tools.search, "solution")
    sheet.qtbot.waitUntil(lambda: sheet.view.model.n_rows == 3)
    QTest.keyClick(tools.search, K.Key_Escape)
    assert sheet.view.model.n_rows == 30
    QTest.mouseClick(tools.unplaced, Qt.MouseButton.LeftButton)
    assert [code_of(sheet, i) for i in range(sheet.view.model.n_rows)] == ["K23"]


def test_screen_readers_hear_each_cell(sheet: Driver) -> None:
    place = sheet.go("K12", "S2", "blog")
    interface = QAccessible.queryAccessibleInterface(sheet.view)
    assert isinstance(interface, SheetInterface)
    columns = len(sheet.view.model.sheet.columns)
    assert (interface.role(), interface.childCount()) == (QAccessible.Role.Table, 30 * columns)
    cell = interface.focusChild()
    assert isinstance(cell, Part)
    name = cell.text(QAccessible.Text.Name)
    assert name == "K12 Safety-stock calculator, Site blog, Visit & registration: Done, 18 Feb 2026"
    assert sheet.view.accessibleDescription() == name
    assert cell.text(QAccessible.Text.Description) == f"Row 12 of 30, column {place[1] + 1} of {columns}"
    assert cell.state().focused
    assert interface.indexOfChild(cell) == place[0] * columns + place[1]
    assert cell.rect().size() == sheet.view.cell_rect(place).size()
    empty = interface.child(columns - 1)
    assert empty.text(QAccessible.Text.Name).endswith(": nothing")
    middle = cell.rect().center()
    assert interface.childAt(middle.x(), middle.y()) is cell


def test_a_finding_is_heard_and_seen(sheet: Driver) -> None:
    place = sheet.go("K12", "S2", "blog")
    plain = sheet.view.grab().toImage()
    sheet.warned = frozenset({sheet.view.model.marks(*place)[0].id})
    sheet.show()
    assert sheet.view.acts.say.cell(place).endswith(", has a finding")
    assert sheet.view.grab().toImage() != plain


@pytest.mark.parametrize("status", ["idea", "planned", "scheduled", "live", "done", "dropped"])
def test_each_status_has_a_mark_of_its_own(sheet: Driver, status: str) -> None:
    from ui.sheet.marks import mark_pixmap

    mine = mark_pixmap(status, "doc", False, 1, 1.0).toImage()
    others = {"idea", "planned", "scheduled", "live", "done", "dropped"} - {status}
    grey = mine.convertToFormat(mine.Format.Format_Grayscale8)
    for other in others:
        theirs = mark_pixmap(other, "doc", False, 1, 1.0).toImage().convertToFormat(mine.Format.Format_Grayscale8)
        assert grey != theirs, other
    assert mark_pixmap(status, "doc", False, 3, 1.0).toImage() != mine


def test_it_paints_in_every_look_and_language(sheet: Driver, qapp: QApplication) -> None:
    before = sheet.view.grab().toImage()
    theme.apply(qapp, "dark", "en")
    assert sheet.view.grab().toImage() != before
    theme.apply(qapp, "light", "en")
    assert sheet.view.grab().toImage() == before


def test_a_deleted_piece_leaves_no_trace(sheet: Driver) -> None:
    items.create(sheet.desk.open_workspace, "content_piece", title="Short lived", form="article", topic="trend")
    sheet.qtbot.waitUntil(lambda: sheet.view.model.n_rows == 31)
    assert code_of(sheet, 30) == "K31"
    sheet.undo()
    assert sheet.view.model.n_rows == 30


def test_scrolling_reads_each_page_once(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    desk = Desk(today=lambda: TODAY)
    desk.adopt(workspace.open(make_plan(tmp_path / "large.b2bdesk", "1000"), backup=False))
    try:
        asked: list[Callable[[Any], Any]] = []
        sheet = shown(qtbot, desk)
        read = sheet.view.model._read

        def counting(ask: Callable[[Any], Any]) -> Any:
            asked.append(ask)
            return read(ask)

        sheet.view.model._read = counting
        bar = sheet.view.verticalScrollBar()
        for at in range(0, bar.maximum(), 24 * 20):
            bar.setValue(at)
            sheet.view.grab()
        assert 0 < len(asked) <= 1000 // PAGE + 1
        read_by_now = len(asked)
        bar.setValue(0)
        sheet.view.grab()
        assert len(asked) == read_by_now
    finally:
        desk.close_workspace()
