"""Blocks taken by their frame: what letting go would do is told before, and done then; pasting is told, too."""

from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent

from tests.ui.sheet.conftest import CTRL, Driver, LEFT, NONE
from ui.grid.load import CONTENT_MIME

K = Qt.Key


def told(sheet: Driver) -> str:
    return sheet.view.aim.told.words if sheet.view.aim else ""


def test_a_block_is_moved_by_its_frame_and_told_before(sheet: Driver) -> None:
    place, free = sheet.go("K12", "S2", "website"), sheet.at("K12", "S2", "blog")
    was = sheet.statuses(place)
    before = sheet.digest()
    sheet.take(place, free)
    assert told(sheet) == "Move 1 placement to K12, Site blog, Visit & registration"
    assert not sheet.view.grab().isNull()
    sheet.let_go(free)
    assert (sheet.statuses(place), sheet.statuses(free)) == ([], was)
    assert (sheet.view.aim, sheet.view.block.current) == (None, free)
    sheet.undo()
    assert sheet.digest() == before


def test_ctrl_copies_and_escape_gives_up(sheet: Driver) -> None:
    place, free = sheet.go("K12", "S2", "website"), sheet.at("K12", "S2", "blog")
    before = sheet.digest()
    sheet.take(place, free)
    sheet.press(K.Key_Escape)
    sheet.let_go(free)
    assert sheet.digest() == before
    sheet.go("K12", "S2", "website")
    sheet.take(place, free, CTRL)
    assert told(sheet).startswith("Copy 1 placement")
    sheet.let_go(free, CTRL)
    assert sheet.statuses(place) == sheet.statuses(free) != []


def test_what_stands_there_is_told_to_go(sheet: Driver) -> None:
    place, taken = sheet.go("K12", "S2", "website"), sheet.at("K13", "S2", "website")
    assert sheet.statuses(taken)
    sheet.take(place, taken)
    assert sheet.view.aim is not None
    assert "stands there is removed" in sheet.view.aim.told.doubts[0]
    sheet.let_go(taken)
    sheet.undo()
    assert sheet.statuses(taken)


def test_a_click_on_the_frame_is_a_click(sheet: Driver) -> None:
    place = sheet.go("K12", "S2", "website")
    sheet.take(place, place)
    sheet.let_go(place)
    assert sheet.view.block.current == place
    assert sheet.view.aim is None


def test_pasting_is_told_while_something_is_cut(sheet: Driver) -> None:
    sheet.go("K12", "S2", "website")
    sheet.press(K.Key_X, mods=CTRL)
    assert sheet.view.aim is None
    sheet.press(K.Key_Right)
    assert told(sheet).startswith("Ctrl+V: Move 1 placement to K12, ")
    sheet.press(K.Key_Escape)
    assert sheet.view.aim is None
    sheet.press(K.Key_Right)
    assert sheet.view.aim is None


def test_a_copy_is_told_until_it_is_pasted(sheet: Driver) -> None:
    sheet.go("K12", "S2", "website")
    sheet.press(K.Key_C, mods=CTRL)
    sheet.go("K12", "S2", "blog")
    assert told(sheet).startswith("Ctrl+V: Copy 1 placement to K12, Site blog")
    sheet.press(K.Key_V, mods=CTRL)
    assert sheet.view.aim is None


def test_pieces_from_a_list_are_placed_where_they_fall(sheet: Driver) -> None:
    place = sheet.at("K11", "S2", "blog")
    mime = QMimeData()
    mime.setData(CONTENT_MIME, str(sheet.view.model.sheet.ids[place[0]]).encode())
    port, at, copies = sheet.view, QPointF(sheet.point(place)), Qt.DropAction.CopyAction
    over = QDragMoveEvent(at.toPoint(), copies, mime, LEFT, NONE)
    port.dragMoveEvent(over)
    assert over.isAccepted()
    assert told(sheet) == "Place K11 in Site blog, Visit & registration"
    port.dropEvent(QDropEvent(at, copies, mime, LEFT, NONE))
    sheet.settle()
    assert sheet.statuses(place) == ["planned"]
