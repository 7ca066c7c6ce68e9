"""The field for pictures: dropped, pasted, chosen, cut by hand; nothing arrives where it was not meant to."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from b2bdesk.domain.pictures import check
from tests.helpers import pictures as made
from tests.ui.kit.test_pictures import LEFT, near, RIGHT, two_halves, written
from ui.jobs import Jobs
from ui.kit.cropper import Crop
from ui.kit.fields import PictureField

SHOWN = "a" * 64


class Page(QWidget):
    """A picture field, another field to go to, and what was committed."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[Any] = []
        self.jobs = Jobs(self)
        self.field = PictureField(self.load, self.jobs.start)
        self.field.set_name("Photo")
        self.other = QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.other)
        self.field.committed.connect(self.said.append)
        self.resize(300, 500)

    def load(self, sha: str) -> QImage:
        """Return the one picture there is."""
        return two_halves(200, 200) if sha == SHOWN else QImage()

    @property
    def cutting(self) -> bool:
        """Tell whether a part is being chosen."""
        return self.field.cropper.isVisible()


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[Page]:
    """Show the field with the keyboard in it."""
    shown = Page()
    qtbot.addWidget(shown)
    shown.show()
    shown.activateWindow()
    assert QTest.qWaitForWindowActive(shown)
    shown.field.setFocus(Qt.FocusReason.TabFocusReason)
    yield shown
    shown.jobs.cancel_all()


def handed_over(data: bytes, kind: str = "image/png") -> QMimeData:
    """Return what another program hands over."""
    mime = QMimeData()
    mime.setData(kind, QByteArray(data))
    return mime


def file_of(path: Path) -> QMimeData:
    """Return a file as a file manager hands it over."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    return mime


def drop(page: Page, mime: QMimeData) -> bool:
    """Hold something over the field and let it go; tell whether it was welcome."""
    place, buttons, none = QPoint(20, 20), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(place, copy, mime, buttons, none)
    enter.ignore()
    QApplication.sendEvent(page.field.editor, enter)
    if enter.isAccepted():
        QApplication.sendEvent(page.field.editor, QDropEvent(QPointF(place), copy, mime, buttons, none))
    return enter.isAccepted()


def test_a_file_is_dropped_cut_and_committed(page: Page, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "Lin.jpg"
    path.write_bytes(written(two_halves(), "JPEG"))
    assert drop(page, file_of(path))
    qtbot.waitUntil(lambda: page.cutting)
    assert page.said == []
    canvas = page.field.cropper.canvas
    assert canvas.hasFocus()
    for _ in range(40):
        QTest.keyClick(canvas, Qt.Key.Key_Right)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.said))
    [data] = page.said
    found = check(data)
    assert (found.mime, found.width, found.height) == ("image/jpeg", 200, 200)
    assert near(QImage.fromData(QByteArray(data)).pixelColor(6, 100), RIGHT)
    assert not page.cutting
    assert page.field.frame.hasFocus()


def test_a_picture_is_pasted(page: Page, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setImage(two_halves())
    QTest.keyClick(page.field.frame, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.cutting)
    QTest.mouseClick(page.field.cropper.take, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(page.said))
    assert check(page.said[0]).width == 200


def test_a_file_is_chosen(page: Page, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "Lin.webp"
    path.write_bytes(written(two_halves(), "WEBP"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    QTest.mouseClick(page.field.choose, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.cutting)
    QTest.keyClick(page.field.cropper.canvas, Qt.Key.Key_Escape)
    assert not page.cutting
    assert page.field.frame.hasFocus()
    QTest.keyClick(page.field.frame, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.cutting)
    assert page.said == []


HOSTILE = [pytest.param(data, id=name) for name, data, _ in made.hostile()]


@pytest.mark.parametrize("data", HOSTILE)
def test_hostile_files_are_refused_in_one_sentence(page: Page, qtbot: QtBot, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(data)
    assert drop(page, file_of(path))
    qtbot.waitUntil(lambda: bool(page.field.error()))
    assert page.field.error().endswith((".", "can."))
    assert page.field.frame.accessibleDescription() == page.field.error()
    assert not page.cutting
    assert page.said == []
    page.field.set_value("")
    assert not page.field.error()


def test_bombs_are_refused_or_harmless(page: Page, qtbot: QtBot) -> None:
    for bomb in (made.text_bomb(), made.profile_bomb(), made.pixel_bomb()):
        page.field.set_value("")
        assert drop(page, handed_over(bomb))
        qtbot.waitUntil(lambda: page.cutting or bool(page.field.error()), timeout=10_000)


def test_what_is_no_picture_is_not_welcome(page: Page) -> None:
    words = QMimeData()
    words.setText("hello")
    assert not drop(page, words)
    elsewhere = QMimeData()
    elsewhere.setUrls([QUrl("https://example.com/lin.png")])
    assert not drop(page, elsewhere)
    QGuiApplication.clipboard().setText("hello")
    QTest.keyClick(page.field.frame, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "no picture" in page.field.error()


def test_escape_leaves_what_was_there(page: Page, qtbot: QtBot) -> None:
    page.field.set_value(SHOWN)
    drop(page, handed_over(made.png(80, 40)))
    qtbot.waitUntil(lambda: page.cutting)
    QTest.keyClick(page.field.cropper.canvas, Qt.Key.Key_Escape)
    assert (page.cutting, page.said, page.field.value()) == (False, [], SHOWN)
    assert page.field.remove.isVisible()
    page.field.commit()
    assert page.said == []


def test_delete_takes_a_picture_away(page: Page, qtbot: QtBot) -> None:
    QTest.keyClick(page.field.frame, Qt.Key.Key_Delete)
    assert page.said == []
    page.field.set_value(SHOWN)
    QTest.keyClick(page.field.frame, Qt.Key.Key_Delete)
    assert page.said == [""]
    page.field.set_value(SHOWN)
    QTest.mouseClick(page.field.remove, Qt.MouseButton.LeftButton)
    assert page.said == ["", ""]
    assert not page.field.remove.isVisible()


def test_going_on_takes_over_what_is_being_cut(page: Page, qtbot: QtBot) -> None:
    """As with typing: whoever chose a picture and goes to another row has not changed their mind."""
    drop(page, handed_over(made.png(80, 40)))
    qtbot.waitUntil(lambda: page.cutting)
    page.field.commit()
    page.field.set_value("")
    assert [check(data).width for data in page.said] == [40]
    drop(page, handed_over(made.png(60, 60)))
    qtbot.waitUntil(lambda: page.cutting)
    QTest.keyClick(page.field.cropper.canvas, Qt.Key.Key_Return)
    page.field.commit()  # while it is being written elsewhere
    page.field.set_value("")
    qtbot.wait(100)
    assert [check(data).width for data in page.said] == [40, 60]


def test_a_picture_that_comes_late_is_dropped(page: Page, qtbot: QtBot) -> None:
    drop(page, handed_over(made.png(80, 40)))
    page.field.set_value(SHOWN)
    qtbot.waitUntil(lambda: not page.jobs.running)
    qtbot.wait(50)
    assert (page.cutting, page.said, page.field.value()) == (False, [], SHOWN)


def test_a_field_that_is_gone_is_left_alone(page: Page, qtbot: QtBot) -> None:
    jobs, field = page.jobs, page.field
    drop(page, handed_over(made.png(800, 400)))
    page.field.setParent(None)
    field.deleteLater()
    qtbot.waitUntil(lambda: not jobs.running)
    assert page.said == []


def test_nothing_can_be_done_where_one_may_only_look(page: Page) -> None:
    page.field.set_value(SHOWN)
    page.field.set_read_only(True)
    assert not page.field.choose.isVisible()
    assert not page.field.remove.isVisible()
    QTest.keyClick(page.field.frame, Qt.Key.Key_Delete)
    page.field.take(handed_over(made.png()))
    assert (page.said, page.jobs.running) == ([], [])


def test_those_who_cannot_see_are_told(page: Page) -> None:
    assert page.field.frame.accessibleName() == "Photo"
    assert "No picture yet" in page.field.frame.accessibleDescription()
    page.field.set_value(SHOWN)
    assert "Delete removes it" in page.field.frame.accessibleDescription()
    for widget in page.field.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert widget.accessibleName(), widget


def test_the_square_is_dragged_and_zoomed(page: Page, qtbot: QtBot) -> None:
    drop(page, handed_over(written(two_halves(800, 400), "PNG")))
    qtbot.waitUntil(lambda: page.cutting)
    canvas = page.field.cropper.canvas
    assert canvas.width() == canvas.height()
    start = canvas.crop
    assert (start.x, start.y, start.side) == (200, 0, 400)
    middle, side = canvas.rect().center(), canvas.width()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(canvas, middle + QPoint(side // 4, 0))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=middle + QPoint(side // 4, 0))
    assert canvas.crop.x == pytest.approx(100, abs=4)
    QTest.mouseMove(canvas, middle)
    assert canvas.crop.x == pytest.approx(100, abs=4)
    wheel(canvas, QPointF(0, 0), 120)
    assert canvas.crop.scale == pytest.approx(1.15)
    assert canvas.crop.x == pytest.approx(100, abs=4)
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Minus):
        QTest.keyClick(canvas, key)
    assert canvas.crop.scale == pytest.approx(1)
    before = canvas.crop.x
    QTest.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.crop.x == pytest.approx(before + 4)


def wheel(widget: QWidget, at: QPointF, turned: int) -> None:
    """Turn the wheel over a widget."""
    none, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(at, at, QPoint(), QPoint(0, turned), none, Qt.KeyboardModifier.NoModifier, phase, False)
    QApplication.sendEvent(widget, event)


CHANGES: list[Callable[[Crop], Crop]] = [
    lambda crop: crop.moved(1e6, 1e6),
    lambda crop: crop.moved(-1e6, -1e6),
    lambda crop: crop.zoomed(1e6),
    lambda crop: crop.zoomed(1e-6),
    lambda crop: crop.zoomed(3, 1, 1).moved(7.3, -2.1),
]


@pytest.mark.parametrize("size", [(1, 1), (1, 900), (900, 1), (64, 64), (2048, 1365), (333, 500)])
def test_the_square_stays_within_the_picture(size: tuple[int, int]) -> None:
    crop = Crop.largest(*size)
    for change in CHANGES * 2:
        crop = change(crop)
        part = crop.part()
        assert part.width() == part.height() >= 1
        assert part.left() >= 0
        assert part.top() >= 0
        assert part.right() < size[0]
        assert part.bottom() < size[1]


def test_a_face_is_rather_above_the_middle() -> None:
    crop = Crop.largest(400, 1000)
    assert (crop.x, crop.y, crop.side) == (0, 180, 400)


def test_a_png_keeps_what_shows_through(page: Page, qtbot: QtBot) -> None:
    drop(page, handed_over(made.png(90, 90, b"\x20\x60\xa0\x40")))
    qtbot.waitUntil(lambda: page.cutting)
    QTest.keyClick(page.field.cropper.canvas, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.said))
    assert check(page.said[0]).mime == "image/png"


def test_bytes_of_another_program_come_before_what_qt_made_of_them(page: Page, qtbot: QtBot) -> None:
    """Qt decodes a clipboard's picture without our limits; the bytes themselves are asked first."""
    mime = handed_over(made.huge_header())
    mime.setImageData(two_halves())
    drop(page, mime)
    qtbot.waitUntil(lambda: bool(page.field.error()))
    assert "megapixels" in page.field.error()


def test_the_colours_are_those_of_the_file(page: Page, qtbot: QtBot) -> None:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert two_halves(100, 100).save(buffer, "BMP")  # type: ignore[call-overload]
    drop(page, handed_over(bytes(buffer.data().data()), "image/bmp"))
    qtbot.waitUntil(lambda: page.cutting)
    QTest.keyClick(page.field.cropper.canvas, Qt.Key.Key_Enter)
    qtbot.waitUntil(lambda: bool(page.said))
    kept = QImage.fromData(QByteArray(page.said[0]))
    assert near(kept.pixelColor(10, 50), LEFT)
    assert near(kept.pixelColor(90, 50), RIGHT)


@pytest.mark.parametrize("data", HOSTILE)
def test_hostile_pictures_are_refused_however_they_come(
    page: Page, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes
) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(data)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    QTest.mouseClick(page.field.choose, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(page.field.error()))
    chosen = page.field.error()
    page.field.set_value("")
    QGuiApplication.clipboard().setMimeData(file_of(path))
    page.field.frame.setFocus()
    QTest.keyClick(page.field.frame, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(page.field.error()))
    assert page.field.error() == chosen
    assert page.said == []
