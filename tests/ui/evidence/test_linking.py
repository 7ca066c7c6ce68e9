"""Evidence beside statements: linked by keys and by dragging, several at once in one step; confidence rises."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from b2bdesk.terms import Polarity
from tests.ui.evidence.conftest import Bench
from ui.kit.checklist import Checklist
from ui.kit.popover import Popover

I02, I03 = ("item_id", 2), ("item_id", 3)
SHIFT = Qt.KeyboardModifier.ShiftModifier


def place(bench: Bench, target: tuple[str, int]) -> QPoint:
    """Return where a row of the board is."""
    view = bench.room.board.view
    index = view.rows.index(view.rows.row_of(target))
    view.scrollTo(index)
    return view.visualRect(index).center()


def evidence_place(bench: Bench, row: int) -> QPoint:
    """Return where an evidence's title is in the list."""
    table = bench.room.list.table
    return QPoint(150, table.rowViewportPosition(bench.room.list.model.row_of(row)) + 8)


def test_keys_link_several_statements_in_one_step(bench: Bench) -> None:
    board = bench.room.board
    bench.room.list.table.go_to(2)
    board.view.choose([I02, I03])
    steps = bench.steps()
    bench.key(board.view, Qt.Key.Key_S)
    assert bench.links(2) == {"I24": "supports", "I25": "supports", "I02": "supports", "I03": "supports"}
    assert bench.steps() == steps + 1
    assert any("I02: assumption → 72." in text for text in bench.said)
    row = board.model.at(board.model.row_of(I02))
    assert board.model.link(row) == Polarity.SUPPORTS
    assert "72." in board.model.index(board.model.row_of(I02)).data()
    bench.key(board.view, Qt.Key.Key_C)
    assert bench.links(2)["I03"] == "contradicts"
    bench.key(board.view, Qt.Key.Key_U)
    assert set(bench.links(2)) == {"I24", "I25"}
    for _ in range(3):
        bench.undo()
    assert bench.steps() >= steps
    assert set(bench.links(2)) == {"I24", "I25"}
    assert not bench.errors


def test_evidence_is_dragged_onto_a_statement(bench: Bench) -> None:
    table, view = bench.room.list.table, bench.room.board.view
    steps = bench.steps()
    bench.drag(table.viewport(), evidence_place(bench, 3), view.viewport(), place(bench, I02))
    assert bench.links(3) == {"I12": "supports", "I02": "supports"}
    assert bench.steps() == steps + 1
    assert view.painter.drop == -1
    assert not bench.room.drag.ghost.isVisible()
    bench.undo()
    assert bench.links(3) == {"I12": "supports"}


def test_shift_means_against(bench: Bench) -> None:
    table, view = bench.room.list.table, bench.room.board.view
    bench.drag(table.viewport(), evidence_place(bench, 3), view.viewport(), place(bench, I02), SHIFT)
    assert bench.links(3)["I02"] == "contradicts"


def test_ticked_evidence_is_dragged_together(bench: Bench) -> None:
    bench.room.list.model.tick([3, 4], True)
    table, view = bench.room.list.table, bench.room.board.view
    steps = bench.steps()
    bench.drag(table.viewport(), evidence_place(bench, 4), view.viewport(), place(bench, I03))
    assert "I03" in bench.links(3)
    assert "I03" in bench.links(4)
    assert bench.steps() == steps + 1


def test_statements_are_dragged_onto_evidence_together(bench: Bench) -> None:
    table, view = bench.room.list.table, bench.room.board.view
    view.choose([I02, I03])
    steps = bench.steps()
    bench.drag(view.viewport(), place(bench, I02), table.viewport(), evidence_place(bench, 5))
    assert {"I02", "I03"} <= set(bench.links(5))
    assert bench.steps() == steps + 1


def test_a_drag_that_ends_nowhere_or_by_escape_changes_nothing(bench: Bench) -> None:
    table, view = bench.room.list.table, bench.room.board.view
    steps = bench.steps()
    bench.drag(table.viewport(), evidence_place(bench, 3), table.viewport(), QPoint(150, 500))
    start = evidence_place(bench, 3)
    from tests.ui.evidence.conftest import _move

    QTest.mousePress(table.viewport(), Qt.MouseButton.LeftButton, pos=start)
    goal = table.viewport().mapFromGlobal(view.viewport().mapToGlobal(place(bench, I02)))
    _move(table.viewport(), goal, Qt.KeyboardModifier.NoModifier)
    assert bench.room.drag.active
    assert view.painter.drop == view.rows.row_of(I02)
    QTest.keyClick(table, Qt.Key.Key_Escape)
    assert not bench.room.drag.active
    QTest.mouseRelease(table.viewport(), Qt.MouseButton.LeftButton, pos=goal)
    bench.settle()
    assert bench.steps() == steps


def test_a_click_on_one_of_several_chosen_rows_chooses_it_alone(bench: Bench) -> None:
    view = bench.room.board.view
    view.choose([I02, I03])
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place(bench, I03))
    assert view.chosen() == [I03]


def popover() -> Checklist:
    """Return the checklist that is open."""
    (found,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, Popover) and one.isVisible()]
    (inner,) = found.findChildren(Checklist)
    return inner


def test_a_list_of_statements_is_ticked_in_one_step(bench: Bench) -> None:
    bench.room.list.table.go_to(1)
    steps = bench.steps()
    bench.key(bench.room.list.table, Qt.Key.Key_L)
    checklist = popover()
    assert set(checklist.keys()) == {("persona_id", 1), ("item_id", 1), ("item_id", 4)}
    checklist.set_keys([("item_id", 4), I02, I03])
    checklist.window().close()
    bench.settle()
    assert set(bench.links(1)) == {"I02", "I03", "I04"}
    assert bench.steps() == steps + 1


def test_a_list_closed_unchanged_is_no_step(bench: Bench) -> None:
    steps = bench.steps()
    bench.key(bench.room.list.table, Qt.Key.Key_L)
    popover().window().close()
    bench.settle()
    assert bench.steps() == steps


def test_statements_are_found_and_filtered(bench: Bench) -> None:
    board = bench.room.board
    board.search.setText("stock-out")
    bench.qtbot.waitUntil(lambda: board.model.rowCount() < 10)
    codes = [row.code for row in board.model.rows()]
    assert codes == ["P1", "I02", "P3", "I33"]
    board.search.clear()
    board.people.set_keys([5])
    board._narrow()
    assert board.model.rows()[0].code == "P5"
    assert len(board.model.rows()) == 10


def test_numbers_change_without_losing_the_selection(bench: Bench) -> None:
    view = bench.room.board.view
    view.choose([I02, I03])
    bench.key(view, Qt.Key.Key_S)
    assert view.chosen() == [I02, I03]


def test_every_row_says_what_it_shows(bench: Bench) -> None:
    model = bench.room.board.model
    bench.room.list.table.go_to(1)
    said = model.index(model.row_of(("item_id", 1))).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Pain: Rebuilding the stock sheet by hand; 72.3 % sure; 1 for it; supported by this evidence"
    silent = model.index(model.row_of(I02)).data(Qt.ItemDataRole.AccessibleTextRole)
    assert silent == "Pain: Blamed for every stock-out; assumption"


def test_read_only_nothing_is_dragged_or_linked(opened: Callable[..., Bench], example_path: Path) -> None:
    bench = opened(example_path, read_only=True)
    table, view = bench.room.list.table, bench.room.board.view
    bench.drag(table.viewport(), evidence_place(bench, 3), view.viewport(), place(bench, I02))
    bench.key(view, Qt.Key.Key_S)
    assert bench.links(3) == {"I12": "supports"}


@pytest.mark.parametrize("kind", ["evidence", "persona_item"])
def test_the_palette_finds_its_way_here(bench: Bench, kind: str) -> None:
    bench.room.show_page("ask")
    bench.room.jump((kind, 5))
    assert bench.room.views.value() == "list"
    if kind == "evidence":
        assert bench.room.list.table.current_id() == 5
    else:
        assert bench.room.board.view.chosen() == [("item_id", 5)]


def test_a_click_on_a_confidence_shows_its_evidence_alone(bench: Bench) -> None:
    view, table = bench.room.board.view, bench.room.list
    everything = table.model.ids()
    proven = next(one for group in bench.board().groups for one in group.statements if one.links)
    row = view.rows.row_of(("item_id", proven.id))
    view.scrollTo(view.rows.index(row))
    rect = view.visualRect(view.rows.index(row))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(rect.right() - 30, rect.center().y()))
    assert set(table.model.ids()) == set(proven.links)
    assert proven.code in table.filters.only.value_text()
    table.filters.only.clear()
    assert table.model.ids() == everything
    assert not table.filters.only.isVisible()
    bench.key(view, Qt.Key.Key_E)
    assert set(table.model.ids()) == set(proven.links)
    bench.room.jump(("evidence", next(one for one in everything if one not in proven.links)))
    assert table.model.ids() == everything


def test_the_evidence_of_an_assumption_is_asked_for(bench: Bench) -> None:
    assumed = next(one for one in bench.board().to_ask if not one.links)
    bench.room.jump(("persona_item", assumed.id))
    assert f"{assumed.code} is an assumption" in bench.said[-1]
    assert len(bench.room.list.model.ids()) > 1
