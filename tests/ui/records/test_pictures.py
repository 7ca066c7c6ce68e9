"""The picture of a persona: set in the form, shown in the list, one step each, never on the wrong person."""

from typing import Any

from PySide6.QtCore import QByteArray, QMimeData, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from b2bdesk.commands import pictures
from tests.helpers.pictures import huge_header, png
from tests.ui.records.conftest import Bench
from ui.kit.fields import PictureField
from ui.records import rooms
from ui.records.form import RecordForm

RED, BLUE = b"\xc0\x20\x20", b"\x20\x20\xc0"


def open_form(bench: Bench) -> tuple[Any, RecordForm, PictureField]:
    """Return the room of the personas, its form and the field of the picture."""
    room = bench.show(rooms.PersonasRoom(bench.desk))
    form: RecordForm = room.list.form
    field = form.fields.fields["photo"]
    assert isinstance(field, PictureField)
    return room, form, field


def drop(field: PictureField, data: bytes) -> None:
    """Drop a picture on the field."""
    mime = QMimeData()
    mime.setData("image/png", QByteArray(data))
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), copy, mime, left, none)
    QApplication.sendEvent(field.editor, enter)
    QApplication.sendEvent(field.editor, QDropEvent(QPointF(9, 9), copy, mime, left, none))


def photo(bench: Bench, row: int) -> str:
    """Return the hash of a persona's picture."""
    return str(bench.row("persona", row).values["photo"])


def set_photo(bench: Bench, row: int, data: bytes) -> None:
    """Give a persona a picture."""
    bench.desk.run(pictures.set_picture, kind="persona", row=row, key="photo", data=data)
    bench.settle()


def test_a_dropped_picture_is_one_step(example: Bench, qtbot: QtBot) -> None:
    _, form, field = open_form(example)
    assert form.row is not None
    drop(field, png(90, 60, RED))
    qtbot.waitUntil(field.cropper.isVisible)
    QTest.keyClick(field.cropper.canvas, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(photo(example, form.row or 0)))
    example.settle()
    sha = photo(example, form.row)
    assert field.value() == sha
    assert example.desk.undo_text() == "Set Photo of Lin Yue"
    example.desk.undo()
    example.settle()
    assert (photo(example, form.row), field.value()) == ("", "")
    example.desk.redo()
    example.settle()
    assert field.value() == sha
    QTest.keyClick(field.frame, Qt.Key.Key_Delete)
    example.settle()
    assert photo(example, form.row) == ""
    assert example.desk.undo_text() == "Remove Photo of Lin Yue"


def test_a_hostile_picture_is_refused_below_the_field(example: Bench, qtbot: QtBot) -> None:
    _, form, field = open_form(example)
    assert form.row is not None
    before = example.desk.open_workspace.digest()
    drop(field, huge_header())
    qtbot.waitUntil(lambda: bool(field.error()))
    assert field.error() == "This picture is too large: it has 3600 megapixels, 50 can be read."
    assert example.errors == []
    assert example.desk.open_workspace.digest() == before


def test_a_picture_goes_to_the_person_it_was_meant_for(example: Bench, qtbot: QtBot) -> None:
    room, form, field = open_form(example)
    first, second, *_ = room.list.model.ids()
    drop(field, png(90, 60, RED))
    qtbot.waitUntil(field.cropper.isVisible)
    room.list.go_to(second)
    example.settle()
    assert form.row == second
    assert photo(example, first)
    assert photo(example, second) == ""
    assert field.value() == ""


def test_the_list_shows_the_picture(example: Bench, qtbot: QtBot) -> None:
    room, _, _ = open_form(example)
    second = room.list.model.ids()[1]
    before = face_of(room, second)
    set_photo(example, second, png(64, 64, RED))
    qtbot.waitUntil(lambda: face_of(room, second).red() > 180)
    set_photo(example, second, png(64, 64, BLUE))
    qtbot.waitUntil(lambda: face_of(room, second).blue() > 180)
    example.desk.undo()
    example.settle()
    qtbot.waitUntil(lambda: face_of(room, second).red() > 180)
    example.desk.undo()
    example.settle()
    qtbot.waitUntil(lambda: face_of(room, second) == before)


def face_of(room: Any, row: int) -> QColor:
    """Return the colour near the edge of the disc before a name."""
    model, table = room.list.model, room.list.table
    cell: QRect = table.visualRect(model.index(model.row_of(row), model.title_column()))
    shot: QImage = table.viewport().grab().toImage()
    at = (QPointF(cell.left() + 8 + 3, cell.center().y()) * shot.devicePixelRatio()).toPoint()
    return shot.pixelColor(at)


def test_another_row_shows_its_own_picture_and_initials(example: Bench, qtbot: QtBot) -> None:
    room, _, field = open_form(example)
    first, second, *_ = room.list.model.ids()
    set_photo(example, first, png(64, 64, RED))
    assert field.frame.grab().toImage().pixelColor(20, 20).red() > 180
    room.list.go_to(second)
    assert field.frame.grab().toImage().pixelColor(20, 20).red() != 192
    assert field.frame._initials == "CB"


def test_a_read_only_plan_is_looked_at(open_bench: Any, example_path: Any) -> None:
    bench = open_bench(example_path, read_only=True)
    _, _, field = open_form(bench)
    assert not field.choose.isVisible()
    drop(field, png())
    assert not bench.desk.jobs.running


def test_keys_of_the_field_are_not_those_of_the_list(example: Bench, qtbot: QtBot) -> None:
    """Delete in a list deletes the row; in the picture it must not."""
    _, form, field = open_form(example)
    field.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(field.frame, Qt.Key.Key_Delete)
    example.settle()
    assert example.desk.undo_step is None
    assert form.row is not None
