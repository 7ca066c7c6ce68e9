"""Every key of the sheet, pressed."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from b2bdesk.commands import items, placements
from b2bdesk.queries.board_values import BoardFilter
from b2bdesk.queries.sheet_values import Order
from tests.ui.sheet.conftest import CTRL, Driver, SHIFT

K = Qt.Key
FREE = ("K12", "S3", "email")
BESIDE = ("K12", "S3", "community")


def test_arrows_move_and_stop_at_the_edge(sheet: Driver) -> None:
    block, last = sheet.view.block, (29, len(sheet.view.model.sheet.columns) - 1)
    sheet.press(K.Key_Down)
    assert block.current == (0, 0)
    sheet.press(K.Key_Down, K.Key_Right, K.Key_Right, K.Key_Up, K.Key_Left)
    assert block.current == (0, 1)
    sheet.press(K.Key_Up, K.Key_Left, K.Key_Left)
    assert block.current == (0, 0)
    sheet.press(K.Key_End)
    assert block.current == (0, last[1])
    sheet.press(K.Key_End, mods=CTRL)
    assert block.current == last
    sheet.press(K.Key_Home)
    assert block.current == (29, 0)
    sheet.press(K.Key_Home, mods=CTRL)
    assert block.current == (0, 0)
    sheet.press(K.Key_Down, mods=CTRL)
    assert block.current == (29, 0)


def test_pages_move_by_what_is_in_sight(sheet: Driver) -> None:
    sheet.go("K01", "S1", "blog")
    page = sheet.view.cell_area().height() // 24 - 1
    sheet.press(K.Key_PageDown)
    assert sheet.view.block.current == (page, 0)
    sheet.press(K.Key_PageUp)
    assert sheet.view.block.current == (0, 0)


def test_the_current_cell_stays_in_sight(sheet: Driver) -> None:
    sheet.press(K.Key_End, mods=CTRL)
    current = sheet.view.block.current
    assert current is not None
    assert sheet.view.cell_area().contains(sheet.view.cell_rect(current))


def test_space_ticks_and_unticks_and_each_is_undone(sheet: Driver) -> None:
    before, place = sheet.digest(), sheet.go(*FREE)
    sheet.press(K.Key_Space)
    assert sheet.statuses(place) == ["planned"]
    assert sheet.said[-1] == "K12 placed on Email: Planned."
    ticked = sheet.digest()
    sheet.press(K.Key_Space)
    assert sheet.statuses(place) == []
    assert sheet.said[-1] == "K12 removed from Email."
    assert sheet.digest() == before
    sheet.undo()
    assert sheet.digest() == ticked
    sheet.undo()
    assert sheet.digest() == before


def test_fast_keys_do_not_outrun_the_edits(sheet: Driver) -> None:
    place, before = sheet.go(*FREE), sheet.digest()
    for _ in range(3):
        QTest.keyClick(sheet.view, K.Key_Space)
    sheet.settle()
    assert sheet.statuses(place) == ["planned"]
    QTest.keyClick(sheet.view, K.Key_Space)
    QTest.keyClick(sheet.view, K.Key_Right)
    QTest.keyClick(sheet.view, K.Key_Space)
    QTest.keyClick(sheet.view, K.Key_Space)
    sheet.settle()
    assert sheet.digest() == before


def test_unticking_more_than_a_tick_says_so_and_undo_brings_it_back(sheet: Driver) -> None:
    place = sheet.go(*FREE)
    sheet.press(K.Key_Space)
    (mark,) = sheet.view.model.marks(*place)
    placements.update(sheet.desk.open_workspace, id=mark.id, owner="Mei", cost=30)
    sheet.settle()
    before = sheet.digest()
    sheet.press(K.Key_Space)
    assert sheet.said[-1] == "K12 removed from Email. It held more (Cost, Owner): Ctrl+Z brings it back."
    sheet.undo()
    assert sheet.digest() == before


def test_of_several_in_a_cell_one_goes_and_it_is_said_which(sheet: Driver) -> None:
    place = sheet.go(*FREE)
    spot = dict(zip(("content", "stage", "channel"), sheet.view.model.spot(*place), strict=True))
    for start in (date(2026, 4, 1), None, date(2026, 5, 5)):
        placements.place(sheet.desk.open_workspace, **spot, date_from=start)
    sheet.qtbot.waitUntil(lambda: len(sheet.statuses(place)) == 3)
    sheet.press(K.Key_Space)
    assert [mark.start for mark in sheet.view.model.marks(*place)] == [date(2026, 4, 1), date(2026, 5, 5)]
    assert sheet.said[-1].startswith("The one without a date is removed; 2 more on Email.")
    sheet.press(K.Key_Space)
    assert [mark.start for mark in sheet.view.model.marks(*place)] == [date(2026, 4, 1)]
    assert sheet.said[-1].startswith("The latest one there, of 5 May 2026, is removed; 1 more on Email.")


def test_shift_and_arrows_span_a_block_that_space_ticks_in_one_edit(sheet: Driver) -> None:
    sheet.go("K12", "S3", "community")
    sheet.press(K.Key_Down, K.Key_Down, mods=SHIFT)
    sheet.press(K.Key_Right, mods=SHIFT)
    before, view = sheet.digest(), sheet.view
    assert (len(view.block.rows), len(view.block.columns)) == (3, 2)
    sheet.press(K.Key_Space)
    assert sheet.block() == [[["planned"]] * 2] * 3
    assert sheet.said[-1] == "6 cells ticked. Live room does not take the form of K12: please check."
    sheet.undo()
    assert sheet.digest() == before


def test_space_completes_a_block_before_it_unticks_it(sheet: Driver) -> None:
    first = sheet.go(*FREE)
    sheet.press(K.Key_Space)
    sheet.span(first, (first[0], first[1] + 1))
    sheet.press(K.Key_Space)
    assert sheet.block() == [[["planned"], ["planned"]]]
    sheet.press(K.Key_Space)
    assert sheet.block() == [[[], []]]
    assert sheet.said[-1] == "2 placements removed."


@pytest.mark.parametrize(
    ("key", "status"),
    [
        (K.Key_I, "idea"),
        (K.Key_P, "planned"),
        (K.Key_S, "scheduled"),
        (K.Key_L, "live"),
        (K.Key_D, "done"),
    ],
)
def test_a_letter_sets_the_status_and_places_where_nothing_stands(sheet: Driver, key: Any, status: str) -> None:
    before, place = sheet.digest(), sheet.go(*FREE)
    sheet.press(key)
    assert sheet.statuses(place) == [status]
    start = sheet.view.model.marks(*place)[0].start
    assert start == (date(2026, 3, 1) if status in ("scheduled", "live", "done") else None)
    sheet.press(K.Key_P)
    sheet.press(key)
    assert sheet.statuses(place) == [status]
    while sheet.digest() != before:
        sheet.undo()


def test_x_drops_what_stands_there(sheet: Driver) -> None:
    place = sheet.go(*FREE)
    sheet.press(K.Key_X)
    assert sheet.said[-1] == "Nothing stands there that could be dropped."
    sheet.press(K.Key_Space, K.Key_X)
    assert sheet.statuses(place) == []
    assert sheet.said[-1] == "1 placement is Dropped now. The filter Status hides it from here."
    sheet.press(K.Key_Space)
    assert sheet.statuses(place) == ["planned"]
    assert sheet.said[-1] == "K12 was taken off Email before; it is there again."


def test_a_letter_over_a_block_sets_only_what_stands_there(sheet: Driver) -> None:
    first = sheet.go("K17", "S3", "email")
    sheet.span(first, (first[0] + 2, first[1] + 3))
    before = sheet.block()
    assert any(not cell for row in before for cell in row)
    sheet.press(K.Key_L)
    assert sheet.block() == [[["live"] * len(cell) for cell in row] for row in before]


def test_letters_are_off_when_the_person_wants_so(sheet: Driver) -> None:
    place = sheet.go(*FREE)
    sheet.view.set_single_letters(False)
    sheet.press(K.Key_L)
    assert sheet.statuses(place) == []


def test_a_refusal_is_one_sentence_and_changes_nothing(sheet: Driver) -> None:
    first = sheet.at(*FREE)
    sheet.span(first, (first[0] + 2, first[1]))
    ws = sheet.desk.open_workspace
    retired = sheet.view.model.sheet.ids[first[0] + 2]
    placements.remove(ws, ids=sorted(m.id for ms in sheet.view.model.row(first[0] + 2).cells.values() for m in ms))
    items.update(ws, "content_piece", retired, status="retired")
    sheet.settle()
    before = sheet.digest()
    sheet.press(K.Key_Space)
    assert sheet.digest() == before
    assert sheet.said[-1].startswith("K14 Search ads: inventory software is retired;")
    sheet.press(K.Key_Space)
    assert sheet.digest() == before


def test_ctrl_d_and_ctrl_r_fill(sheet: Driver) -> None:
    first = sheet.go(*FREE)
    sheet.press(K.Key_L)
    before = sheet.digest()
    sheet.span(first, (first[0] + 2, first[1]))
    sheet.press(K.Key_D, mods=CTRL)
    assert sheet.block() == [[["live"]]] * 3
    sheet.undo()
    assert sheet.digest() == before
    sheet.span(first, (first[0], first[1] + 2))
    sheet.press(K.Key_R, mods=CTRL)
    assert sheet.block() == [[["live"]] * 3]
    sheet.undo()
    assert sheet.digest() == before


def test_one_row_fills_from_the_row_above_and_the_first_has_none(sheet: Driver) -> None:
    row, column = sheet.go(*FREE)
    sheet.press(K.Key_S)
    sheet.view.change(sheet.view.block.go, row + 1, column)
    sheet.press(K.Key_D, mods=CTRL)
    assert sheet.statuses((row + 1, column)) == ["scheduled"]
    sheet.view.change(sheet.view.block.go, 0, 0)
    sheet.press(K.Key_D, mods=CTRL)
    assert sheet.said[-1] == "There is nothing above this row."
    sheet.press(K.Key_R, mods=CTRL)
    assert sheet.said[-1] == "There is nothing before this column."


def test_filling_with_nothing_empties(sheet: Driver) -> None:
    row, column = sheet.at(*FREE)
    sheet.span((row, column), (row + 5, column))
    assert any(cell for line in sheet.block() for cell in line)
    sheet.press(K.Key_D, mods=CTRL)
    assert sheet.block() == [[[]]] * 6


def test_delete_removes_the_block(sheet: Driver) -> None:
    before, first = sheet.digest(), sheet.go("K17", "S3", "email")
    sheet.span(first, (first[0] + 2, first[1] + 1))
    sheet.press(K.Key_Delete)
    assert sheet.block() == [[[], []]] * 3
    sheet.press(K.Key_Delete)
    assert sheet.said[-1] == "Nothing stands there. Space places a piece."
    sheet.undo()
    assert sheet.digest() == before


def test_enter_opens_what_stands_there(sheet: Driver) -> None:
    sheet.go(*FREE)
    sheet.press(K.Key_Return)
    assert sheet.verbs == []
    assert sheet.said[-1] == "Nothing stands there. Space places a piece."
    sheet.go("K12", "S2", "website")
    sheet.press(K.Key_Return)
    sheet.press(K.Key_F2)
    assert sheet.verbs == ["edit", "edit"]
    assert len(sheet.view.chosen()) == 1


def test_ctrl_a_and_escape(sheet: Driver) -> None:
    sheet.press(K.Key_A, mods=CTRL)
    assert len(sheet.view.block) == 30 * len(sheet.view.model.sheet.columns)
    assert len(sheet.view.chosen()) == 71
    sheet.press(K.Key_Escape)
    assert len(sheet.view.block) == 1


def test_too_large_a_block_is_refused_at_once(sheet: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    from b2bdesk.commands import sheet as commands

    monkeypatch.setattr(commands, "MOST", 10)
    sheet.press(K.Key_A, mods=CTRL)
    before = sheet.digest()
    for key, mods in (
        (K.Key_Space, Qt.KeyboardModifier.NoModifier),
        (K.Key_D, CTRL),
        (K.Key_L, Qt.KeyboardModifier.NoModifier),
    ):
        QTest.keyClick(sheet.view, key, mods)
        sheet.settle()
        assert sheet.said[-1] == "No more than 10 cells can be changed at once. Choose a smaller block."
    assert sheet.view.chosen() == frozenset()
    assert sheet.digest() == before


def test_keys_are_claimed_before_the_window_and_others_are_not(sheet: Driver) -> None:
    stolen: list[str] = []
    action = QAction(sheet.view.window())
    action.setShortcuts([QKeySequence("S"), QKeySequence("Del"), QKeySequence("Ctrl+D"), QKeySequence("G")])
    action.triggered.connect(lambda: stolen.append("x"))
    sheet.view.window().addAction(action)
    place = sheet.go(*FREE)
    sheet.press(K.Key_S)
    assert (sheet.statuses(place), stolen) == (["scheduled"], [])
    for key, mods, claimed in ((K.Key_Delete, None, True), (K.Key_D, CTRL, True), (K.Key_G, None, False)):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, mods or Qt.KeyboardModifier.NoModifier)
        event.ignore()
        QApplication.sendEvent(sheet.view, event)
        assert event.isAccepted() is claimed


def test_slash_goes_to_the_search_and_enter_comes_back(sheet: Driver) -> None:
    sheet.go(*FREE)
    sheet.press(K.Key_Slash)
    assert QApplication.focusWidget() is sheet.view.tools_.search
    QTest.keyClicks(sheet.view.tools_.search, "k12")
    QTest.keyClick(sheet.view.tools_.search, K.Key_Return)
    assert sheet.view.hasFocus()
    assert [sheet.view.model.row(i).code for i in range(sheet.view.model.n_rows)] == ["K12"]
    assert sheet.view.model.spot(*sheet.view.block.current or (9, 9))[0] == 12


def test_a_read_only_plan_can_be_looked_at(sheet: Driver) -> None:
    place = sheet.go("K12", "S2", "website")
    sheet.view.read_only = True
    before = sheet.digest()
    for key, mods in ((K.Key_Space, None), (K.Key_L, None), (K.Key_Delete, None), (K.Key_V, CTRL), (K.Key_X, CTRL)):
        sheet.press(key, mods=mods or Qt.KeyboardModifier.NoModifier)
        assert sheet.said[-1] == "This plan is open read-only; nothing was changed."
    sheet.press(K.Key_C, mods=CTRL)
    assert sheet.said[-1] == "1 placement copied."
    assert (sheet.digest(), sheet.statuses(place)) == (before, ["live"])


def test_a_tick_under_a_filter_that_hides_it_is_said(sheet: Driver) -> None:
    place = sheet.go(*FREE)
    sheet.press(K.Key_Space)
    sheet.where = BoardFilter(personas=frozenset({1}))
    (mark,) = sheet.view.model.marks(*place)
    placements.update(sheet.desk.open_workspace, id=mark.id, personas=[2])
    sheet.qtbot.waitUntil(lambda: sheet.statuses(sheet.go(*FREE)) == [])
    sheet.press(K.Key_Space)
    assert sheet.said[-1] == "K12 stands on Email already; the filters hide it."
    sheet.press(K.Key_Space)
    assert sheet.said[-1] == "K12 stands on Email already; the filters hide it."


def test_rows_stay_where_they_are_while_ticks_would_sort_them_anew(sheet: Driver) -> None:
    sheet.view.tools_.set_order(Order.UNPLACED)
    assert sheet.view.model.row(0).code == "K23"
    sheet.view.change(sheet.view.block.go, 0, 0)
    sheet.press(K.Key_Space)
    assert (sheet.view.model.row(0).code, sheet.statuses((0, 0))) == ("K23", ["planned"])
    sheet.view.tools_.unplaced.click()
    assert sheet.view.model.n_rows == 0
    sheet.undo()
    assert sheet.view.model.row(0).code == "K23"


def test_a_piece_stays_while_it_is_being_placed(sheet: Driver) -> None:
    sheet.view.tools_.unplaced.click()
    assert [sheet.view.model.row(i).code for i in range(sheet.view.model.n_rows)] == ["K23"]
    sheet.view.change(sheet.view.block.go, 0, 0)
    sheet.view.setFocus()
    sheet.press(K.Key_Space, K.Key_Right, K.Key_Space)
    assert (sheet.statuses((0, 0)), sheet.statuses((0, 1))) == (["planned"], ["planned"])


def test_without_a_piece_or_a_channel_it_says_what_to_do(sheet: Driver) -> None:
    sheet.view.tools_.search.setText("nothing like this")
    QTest.keyClick(sheet.view.tools_.search, K.Key_Return)
    assert sheet.view.model.n_rows == 0
    sheet.press(K.Key_Down, K.Key_Space)
    assert sheet.said[-1] == "Choose a cell first."
    empty = sheet.view.empty.shown
    assert empty is not None
    empty.stepped.emit()
    assert sheet.view.model.n_rows == 30
    assert sheet.view.empty.shown is None


def test_shown_again_after_a_deletion_elsewhere(sheet: Driver) -> None:
    sheet.go("K30", "S4", "email")
    ws = sheet.desk.open_workspace
    gone = sorted(m.id for ms in sheet.view.model.row(29).cells.values() for m in ms)
    placements.remove(ws, ids=gone)
    items.delete(ws, "content_piece", [30])
    sheet.qtbot.waitUntil(lambda: sheet.view.model.n_rows == 29)
    assert sheet.view.block.current is not None
    assert sheet.view.block.current[0] == 28
