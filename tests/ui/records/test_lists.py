"""What a person does in a list, by keys and mouse."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.records.conftest import Bench
from ui.records import rooms
from ui.records.delegate import FIRST_PAD, SIDE
from ui.records.record_list import RecordList
from ui.records.results import ResultsRoom

ROOMS = [
    rooms.SegmentsRoom,
    rooms.PersonasRoom,
    rooms.ChainsRoom,
    rooms.EvidenceRoom,
    rooms.ContentRoom,
    rooms.ChannelsRoom,
    ResultsRoom,
]


def shown(bench: Bench, room: type[rooms.ListRoom]) -> RecordList:
    """Return the first list of a room that is shown."""
    made: rooms.ListRoom = bench.show(room(bench.desk))
    made.list.table.setFocus()
    return made.list


@pytest.mark.parametrize("room", ROOMS)
def test_every_list_adds_renames_duplicates_archives_and_deletes(example: Bench, qtbot: QtBot, room: type) -> None:
    made = example.show(room(example.desk))
    for listing in made.listings:
        made.show_list(listing.kind)
        here: RecordList = made.list
        before = len(example.rows(listing.kind))
        made.new()
        example.settle()
        assert len(example.rows(listing.kind)) == before + 1, listing.kind
        row = here.table.current_id()
        assert row not in (None, 0)
        made.duplicate()
        example.settle()
        copy = here.table.current_id()
        assert copy != row
        made.archive()
        example.settle()
        archived = [found.id for found in example.rows(listing.kind) if found.archived]
        assert archived, listing.kind
        example.desk.undo()
        example.settle()
        here.go_to(row)
        made.delete()
        example.settle()
        assert row not in {found.id for found in example.rows(listing.kind)}
        example.desk.undo()
        example.settle()
        assert row in {found.id for found in example.rows(listing.kind)}
    assert not example.errors


def test_a_used_row_is_not_deleted_and_says_by_whom(example: Bench, qtbot: QtBot) -> None:
    here = shown(example, rooms.SegmentsRoom)
    told: list[str] = []
    example.desk.failed.connect(lambda error: told.append(error.sentence()))
    here.table.go_to(here.model.ids()[0])
    here.delete()
    example.settle()
    assert len(example.rows("segment")) == 3
    assert "in use by" in told[0]


def test_keys_tick_move_copy_and_rename(example: Bench, qtbot: QtBot) -> None:
    here = shown(example, rooms.EvidenceRoom)
    table, ids = here.table, here.model.ids()
    table.go_to(ids[0])
    qtbot.keyClick(table, Qt.Key.Key_Space)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert here.model.ticked_in_order() == ids[:2]
    assert here.bar.isVisible()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 3
    assert lines[1].startswith("E01\t")
    qtbot.keyClick(table, Qt.Key.Key_Escape)
    assert not here.model.ticked
    assert not here.bar.isVisible()
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    example.settle()
    assert here.model.ids()[:3] == [ids[0], ids[2], ids[1]]
    assert table.current_id() == ids[1]
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = table.findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, "Told at the fair")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: example.row("evidence", ids[1]).title == "Told at the fair")


def test_letters_in_the_list_do_not_search(example: Bench, qtbot: QtBot) -> None:
    here = shown(example, rooms.EvidenceRoom)
    here.table.go_to(here.model.ids()[0])
    qtbot.keyClicks(here.table, "s")
    assert here.table.current_id() == here.model.ids()[0]


def test_mouse_ticks_by_box_head_and_shift(example: Bench, qtbot: QtBot) -> None:
    here = shown(example, rooms.ContentRoom)
    table, model = here.table, here.model
    first = model.row_of(model.ids()[0])
    box = table.visualRect(model.index(first, 0))
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(FIRST_PAD + 6, box.center().y()))
    assert model.ticked_in_order() == model.ids()[:1]
    third = table.visualRect(model.index(model.row_of(model.ids()[3]), 1)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, third)
    assert model.ticked_in_order() == model.ids()[:4]
    head = QPoint(FIRST_PAD + SIDE // 2, table.head.height() // 2)
    qtbot.mouseClick(table.head.viewport(), Qt.MouseButton.LeftButton, pos=head)
    assert len(model.ticked) == 30
    qtbot.mouseClick(table.head.viewport(), Qt.MouseButton.LeftButton, pos=head)
    assert not model.ticked


def test_heads_sort_up_down_and_not(example: Bench, qtbot: QtBot) -> None:
    here = shown(example, rooms.SegmentsRoom)
    usual = here.model.ids()
    at = next(place for place, column in enumerate(here.model.columns) if column.key == "acv")
    x = here.table.head.sectionViewportPosition(at) + 20
    orders = []
    for _ in range(3):
        qtbot.mouseClick(here.table.head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 12))
        orders.append(here.model.ids())
    assert orders[0] == orders[1][::-1]
    assert orders[2] == usual


def test_bulk_sets_one_field_in_one_step(example: Bench, qtbot: QtBot) -> None:
    here = shown(example, rooms.ContentRoom)
    chosen = here.model.ids()[:2]
    here.model.tick(chosen, True)
    here.set_for_chosen("horizon", "brand")
    example.settle()
    assert [example.row("content_piece", row).values["horizon"] for row in chosen] == ["brand", "brand"]
    example.desk.undo()
    example.settle()
    assert any(example.row("content_piece", row).values["horizon"] != "brand" for row in chosen)


def test_search_and_filters_narrow_and_can_be_cleared(example: Bench, qtbot: QtBot) -> None:
    here = shown(example, rooms.ContentRoom)
    here.filters.search.setText("no such thing at all")
    qtbot.waitUntil(lambda: not here.model.ids())
    assert here._nothing is not None
    here.filters.clear()
    assert len(here.model.ids()) == 30
    here.filters.chips["form"].set_keys(["landing"])
    here.filters.changed.emit()
    assert 0 < len(here.model.ids()) < 30


def test_archived_rows_are_shown_when_asked(example: Bench, qtbot: QtBot) -> None:
    here = shown(example, rooms.EvidenceRoom)
    row = here.model.ids()[0]
    here.table.go_to(row)
    here.archive()
    example.settle()
    assert row not in here.model.ids()
    here.filters.put_away.set_keys([True])
    here.filters.changed.emit()
    assert here.model.ids() == [row]
    here.archive()
    example.settle()
    assert not example.row("evidence", row).archived


def test_a_row_can_be_jumped_to(example: Bench, qtbot: QtBot) -> None:
    made: rooms.ListRoom = example.show(rooms.ChannelsRoom(example.desk))
    pool = example.rows("landing_pool")[2]
    made.jump(("landing_pool", pool.id))
    assert made.list.kind == "landing_pool"
    assert made.list.table.current_id() == pool.id
    assert made.inspector().windowTitle() == pool.code


def test_empty_lists_say_what_comes_first(bench: Bench, qtbot: QtBot) -> None:
    made: rooms.ListRoom = bench.show(rooms.PersonasRoom(bench.desk))
    asked: list[tuple[str, int]] = []
    made.open_item.connect(lambda kind, row: asked.append((kind, row)))
    made.new()
    assert not bench.rows("persona")
    made.list._add_needed()
    bench.settle()
    assert asked[0][0] == "segment"
    made.new()
    bench.settle()
    assert [row.title for row in bench.rows("persona")] == ["New persona"]
