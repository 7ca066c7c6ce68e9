"""The sheet by mouse: real presses, drags and releases."""

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolTip

from tests.ui.sheet.conftest import Driver, LEFT, NONE, SHIFT
from ui.sheet.layout import HEAD, ROW, ROW_HEAD
from ui.sheet.paint_heads import legend_box

EMPTY = ("K11", "S2", "blog")


def test_a_click_chooses_and_a_second_one_opens(sheet: Driver) -> None:
    place = sheet.at("K12", "S2", "website")
    sheet.click(place)
    assert (sheet.view.block.current, sheet.verbs) == (place, [])
    QTest.qWait(QApplication.doubleClickInterval() + 50)
    sheet.click(place)
    assert sheet.verbs == ["edit"]


def test_a_second_click_on_an_empty_cell_opens_nothing_and_a_double_click_ticks(sheet: Driver) -> None:
    place = sheet.at(*EMPTY)
    sheet.click(place)
    sheet.click(place)
    assert (sheet.verbs, sheet.statuses(place)) == ([], [])
    QTest.mouseDClick(sheet.view.viewport(), LEFT, NONE, sheet.point(place))
    sheet.settle()
    assert sheet.statuses(place) == ["planned"]


def test_a_drag_spans_a_block_and_space_ticks_it(sheet: Driver) -> None:
    first, last = sheet.at("K11", "S2", "blog"), sheet.at("K13", "S2", "wechat_oa")
    before = sheet.digest()
    sheet.drag(first, last)
    assert (sheet.view.block.anchor, sheet.view.block.current) == (first, last)
    assert len(sheet.view.block) == 6
    sheet.press(Qt.Key.Key_Space)
    assert all(cell for row in sheet.block() for cell in row)
    sheet.undo()
    assert sheet.digest() == before


def test_a_drag_beyond_the_edge_scrolls(sheet: Driver) -> None:
    first = sheet.at("K12", "S2", "blog")
    sheet.mouse(QEvent.Type.MouseButtonPress, sheet.point(first), LEFT, LEFT)
    below = QPoint(sheet.point(first).x(), sheet.view.viewport().height() - 4)
    sheet.mouse(QEvent.Type.MouseMove, below, Qt.MouseButton.NoButton, LEFT)
    sheet.qtbot.waitUntil(lambda: sheet.view.verticalScrollBar().value() >= 3 * ROW)
    sheet.mouse(QEvent.Type.MouseButtonRelease, below, LEFT, Qt.MouseButton.NoButton)
    stood = sheet.view.verticalScrollBar().value()
    QTest.qWait(80)
    assert sheet.view.verticalScrollBar().value() == stood
    assert (sheet.view.block.anchor, len(sheet.view.block.columns)) == (first, 1)


def test_shift_and_a_click_span_too(sheet: Driver) -> None:
    sheet.click(sheet.at("K01", "S1", "blog"))
    sheet.click(sheet.at("K03", "S1", "zhihu"), SHIFT)
    assert (len(sheet.view.block.rows), len(sheet.view.block.columns)) == (3, 4)


def test_heads_choose_rows_and_columns(sheet: Driver) -> None:
    row, column = sheet.at("K12", "S2", "blog")
    rect = sheet.view.cell_rect((row, column))
    QTest.mouseClick(sheet.view.viewport(), LEFT, NONE, QPoint(40, rect.center().y()))
    assert (sheet.view.block.rows.first, len(sheet.view.block.rows)) == (row, 1)
    assert len(sheet.view.block.columns) == len(sheet.view.model.sheet.columns)
    QTest.mouseClick(sheet.view.viewport(), LEFT, NONE, QPoint(rect.center().x(), HEAD - 10))
    assert (sheet.view.block.columns.first, len(sheet.view.block.rows)) == (column, 30)
    right = QPoint(rect.center().x() + 44, HEAD - 10)
    QTest.mouseClick(sheet.view.viewport(), LEFT, SHIFT, right)
    assert len(sheet.view.block.columns) == 3


def test_the_key_of_the_marks_sets_the_status(sheet: Driver) -> None:
    place = sheet.go(*EMPTY)
    QTest.mouseClick(sheet.view.viewport(), LEFT, NONE, legend_box("live").center())
    sheet.settle()
    assert sheet.statuses(place) == ["live"]


def test_the_cross_follows_the_pointer_and_goes_with_it(sheet: Driver) -> None:
    place = sheet.at(*EMPTY)
    QTest.mouseMove(sheet.view.viewport(), sheet.point(place))
    assert sheet.view.hover == place
    QTest.mouseMove(sheet.view.viewport(), QPoint(5, HEAD + 5))
    assert sheet.view.hover != place
    QTest.mouseMove(sheet.view.viewport(), sheet.point(place))
    assert sheet.view.hover == place
    QApplication.sendEvent(sheet.view.viewport(), QEvent(QEvent.Type.Leave))
    assert sheet.view.hover != place


def test_tooltips_tell_cells_pieces_and_channels(sheet: Driver) -> None:
    tip = sheet.view.mouse.tip_at
    rect = sheet.view.cell_rect(sheet.at("K12", "S2", "website"))
    assert tip(rect.center()).startswith("K12 Safety-stock calculator, Website, Visit & registration: Live, ")
    assert tip(QPoint(40, rect.center().y())) == "K12 Safety-stock calculator"
    assert tip(QPoint(rect.center().x(), HEAD - 5)) == "Website · Visit & registration: 6 · recommended"
    assert tip(legend_box("done").center()) == "D sets what is chosen to Done"
    assert tip(QPoint(ROW_HEAD - 3, 3)) == ""
    QToolTip.hideText()


def test_the_menu_offers_what_can_be_done_and_does_it(sheet: Driver) -> None:
    place = sheet.at(*EMPTY)
    QTest.mouseClick(sheet.view.viewport(), Qt.MouseButton.RightButton, NONE, sheet.point(place))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    names = [action.objectName() for action in menu.actions() if action.objectName()]
    assert names == ["tick", "open", "cut", "copy", "paste", "fill_down", "fill_right", "remove"]
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    sheet.settle()
    assert (sheet.view.block.current, sheet.statuses(place)) == (place, ["planned"])


def test_a_right_click_within_the_block_keeps_it(sheet: Driver) -> None:
    first, last = sheet.at("K11", "S2", "blog"), sheet.at("K13", "S2", "wechat_oa")
    sheet.drag(first, last)
    QTest.mouseClick(sheet.view.viewport(), Qt.MouseButton.RightButton, NONE, sheet.point(first))
    menu = QApplication.activePopupWidget()
    assert menu is not None
    menu.close()
    assert len(sheet.view.block) == 6


def test_the_wheel_scrolls_down_and_with_shift_across(sheet: Driver) -> None:
    sheet.window.resize(700, 500)
    for mods in (NONE, SHIFT):
        at = sheet.point((3, 3))
        event = QWheelEvent(
            at, sheet.view.viewport().mapToGlobal(at), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, mods,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(sheet.view.viewport(), event)
    assert sheet.view.verticalScrollBar().value() > 0
    assert sheet.view.horizontalScrollBar().value() > 0
