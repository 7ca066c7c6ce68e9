"""Controls work by keys alone, have names, and read no text as markup."""

from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.kit import theme
from ui.kit.bulk_bar import BulkBar
from ui.kit.buttons import Button, IconButton
from ui.kit.checklist import Checklist, Choice
from ui.kit.empty_state import EmptyState
from ui.kit.filter_chip import FilterChip
from ui.kit.finding_box import FindingBox
from ui.kit.focus import FocusRing
from ui.kit.gallery import Gallery
from ui.kit.progress import Progress
from ui.kit.scroll import ScrollPage
from ui.kit.search_field import SearchField
from ui.kit.segmented import Segmented
from ui.kit.stepper import Stepper
from ui.kit.suggestion_row import SuggestionLook, SuggestionRow
from ui.kit.text import Label, tip
from ui.kit.toast import Toast

CHOICES = [Choice("a", "Alpha"), Choice("b", "Beta"), Choice("c", "Gamma")]


def shown(qtbot: QtBot, widget: QWidget) -> list[Any]:
    """Show a widget with the focus and return the list its signal fills."""
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    assert QTest.qWaitForWindowActive(widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    return []


def test_segmented_by_arrows_and_by_mouse(qtbot: QtBot) -> None:
    pills = Segmented([("board", "Board"), ("sheet", "Sheet"), ("list", "List")], "View")
    told = shown(qtbot, pills)
    pills.picked.connect(told.append)
    pills._pills["board"].setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert (pills.value(), told) == ("sheet", ["sheet"])
    QTest.mouseClick(pills._pills["list"], Qt.MouseButton.LeftButton)
    QTest.mouseClick(pills._pills["list"], Qt.MouseButton.LeftButton)
    assert told == ["sheet", "list"]
    pills.set_value("board")
    pills.set_options([("list", "List"), ("board", "Board")])
    assert (pills.value(), told) == ("board", ["sheet", "list"])


def test_tab_comes_to_the_chosen_pill_and_goes_on(qtbot: QtBot) -> None:
    window = QWidget()
    row = QHBoxLayout(window)
    before, after = QLineEdit(), QLineEdit()
    pills = Segmented([("board", "Board"), ("sheet", "Sheet"), ("list", "List")], "View")
    for part in (before, pills, after):
        row.addWidget(part)
    pills.set_value("sheet")
    shown(qtbot, window)
    after.setFocus()
    for key in (Qt.Key.Key_Backtab, Qt.Key.Key_Backtab, Qt.Key.Key_Tab):
        QTest.keyClick(QApplication.focusWidget(), key)
    assert pills._pills["sheet"].hasFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_filter_is_opened_ticked_and_cleared_by_keys(qtbot: QtBot) -> None:
    chip = FilterChip("Form", CHOICES)
    told = shown(qtbot, chip)
    chip.filtered.connect(told.append)
    QTest.keyClick(chip, Qt.Key.Key_Down)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup.focusWidget(), Qt.Key.Key_Space)
    QTest.keyClick(popup.focusWidget(), Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    assert (chip.keys(), told, chip.accessibleName()) == (("a",), [("a",)], "Form: Alpha")
    QTest.keyClick(chip, Qt.Key.Key_Delete)
    assert told == [("a",), ()]
    assert chip.accessibleName() == "Form"


def test_filter_says_many_shortly_and_the_cross_clears(qtbot: QtBot) -> None:
    chip = FilterChip("Form", CHOICES)
    told = shown(qtbot, chip)
    chip.set_keys(["c", "a", "b", "gone"])
    chip.filtered.connect(told.append)
    assert (chip.keys(), chip.value_text()) == (("a", "b", "c"), "Alpha +2 more")
    chip.resize(chip.sizeHint())
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=chip._cross().center().toPoint())
    assert (chip.keys(), told, QApplication.activePopupWidget()) == ((), [()], None)


def test_long_lists_can_be_searched(qtbot: QtBot) -> None:
    checklist = Checklist([Choice(n, f"Item {n}") for n in range(30)])
    told = shown(qtbot, checklist)
    checklist.ticked.connect(told.append)
    QTest.keyClicks(QApplication.focusWidget(), "27")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert told == [(27,)]
    checklist.set_keys([1, 2])
    assert (checklist.keys(), told) == ((1, 2), [(27,)])


def test_a_click_anywhere_on_a_row_ticks_it_once(qtbot: QtBot) -> None:
    checklist = Checklist(CHOICES)
    told = shown(qtbot, checklist)
    checklist.ticked.connect(told.append)
    view = checklist._list
    assert view.verticalScrollBar().maximum() == 0, "a short list is seen whole"
    row = view.visualItemRect(view.item(1))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    box = row.topLeft()
    box.setX(row.left() + 12)
    box.setY(row.center().y())
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert told == [("b",), ()]


def test_stepper_by_keys_and_within_bounds(qtbot: QtBot) -> None:
    stepper = Stepper(1, low=0, high=2, name="Target")
    told = shown(qtbot, stepper)
    stepper.stepped.connect(told.append)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Down, Qt.Key.Key_Down):
        QTest.keyClick(stepper, key)
    assert (told, stepper.accessibleName()) == ([2, 1, 0], "Target 0")


def test_search_waits_for_a_pause_and_escape_empties(qtbot: QtBot) -> None:
    search = SearchField("Find", pause_ms=10)
    told = shown(qtbot, search)
    search.searched.connect(told.append)
    QTest.keyClicks(search, "roi")
    assert told == []
    qtbot.waitUntil(lambda: told == ["roi"])
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert told == ["roi", ""]


def test_the_ring_shows_by_keyboard_only(qtbot: QtBot) -> None:
    page = QWidget()
    button = Button("Go", parent=page)
    told = shown(qtbot, page)
    button.clicked.connect(lambda: told.append("go"))
    button.setFocus(Qt.FocusReason.TabFocusReason)
    rings = [ring for ring in page.findChildren(FocusRing) if not ring.isHidden()]
    assert len(rings) == 1
    assert rings[0].geometry() == button.geometry().adjusted(-4, -4, 4, 4)
    button.move(30, 40)
    assert rings[0].geometry() == button.geometry().adjusted(-4, -4, 4, 4)
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert told == ["go"]
    button.clearFocus()
    button.setFocus(Qt.FocusReason.MouseFocusReason)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert page.findChildren(FocusRing) == []


def test_empty_state_and_finding_and_suggestion_tell(qtbot: QtBot) -> None:
    told: list[Any] = []
    empty = EmptyState("library", "No content yet", "It comes from you.", "New piece", "Import")
    box = FindingBox("W", "Sun Li has one piece only.", "Why", [("open", "Open"), ("not", "Not needed")])
    row = SuggestionRow(SuggestionLook(7, 90.5, "faq", "doc", "K23", "FAQ"), first=True)
    for widget in (empty, box, row):
        shown(qtbot, widget)
    empty.stepped.connect(lambda: told.append("step"))
    empty.went_other.connect(lambda: told.append("other"))
    box.acted.connect(told.append)
    row.added.connect(told.append)
    for widget in (empty, box, row):
        for button in widget.findChildren(Button):
            button.click()
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Return)
    assert told == ["step", "other", "open", "not", 7, 7]


@pytest.mark.parametrize("width", [240, 300, 520])
def test_a_page_gives_each_finding_the_height_of_its_words(qtbot: QtBot, width: int) -> None:
    page, why = ScrollPage(), "A stage at which somebody sees nothing loses them. " * 3
    boxes = [FindingBox("W", "Sun Li has one piece only.", why, [("open", "Open")]) for _ in range(3)]
    for box in boxes:
        page.body.addWidget(box)
    page.resize(width, 900)
    shown(qtbot, page)
    assert [box.height() for box in boxes] == [box.heightForWidth(box.width()) for box in boxes]


def test_toast_offers_undo_and_goes(qtbot: QtBot) -> None:
    page = QWidget()
    page.resize(600, 300)
    told = shown(qtbot, page)
    toast = Toast(page)
    toast.undone.connect(lambda: told.append("undone"))
    toast.say("K22 placed for Sun Li")
    assert toast.isVisible()
    toast.findChildren(Button)[0].click()
    assert (told, toast.isVisible()) == (["undone"], False)
    toast.say("Saved", undo=False)
    toast._timer.setInterval(1)
    toast._timer.start()
    qtbot.waitUntil(toast.isHidden)


def test_bulk_bar_shows_from_two_on_and_stays_inside(qtbot: QtBot) -> None:
    page = QWidget()
    page.resize(500, 300)
    shown(qtbot, page)
    bar = BulkBar(page)
    bar.add(Button("Retire"))
    for count, visible in ((1, False), (2, True), (0, False), (3, True)):
        bar.set_ticked(count, "K01, " * 50)
        assert bar.isVisible() is visible
    page.resize(420, 200)
    QApplication.processEvents()
    assert page.rect().adjusted(-12, -12, 12, 12).contains(bar.geometry())


def test_progress_tells_and_cancels(qtbot: QtBot) -> None:
    progress = Progress()
    told = shown(qtbot, progress)
    progress.cancelled.connect(lambda: told.append("cancel"))
    progress.tell("Making links", 31, 54)
    assert "31 of 54" in [label.text() for label in progress.findChildren(QLabel)]
    progress.findChildren(Button)[0].click()
    progress.finish()
    assert (told, progress.isVisible()) == (["cancel"], False)


def test_no_text_is_read_as_markup(qtbot: QtBot) -> None:
    label = Label("<b>Bold</b>")
    button = IconButton("x", "<img src=x>", keys="Ctrl+K")
    qtbot.addWidget(label)
    qtbot.addWidget(button)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert "<img" not in button.toolTip()
    assert tip("a < b & c") == "<qt>a &lt; b &amp; c</qt>"


@pytest.fixture(params=[("light", "en"), ("dark", "zh-Hant")], ids="-".join)
def gallery(request: pytest.FixtureRequest, qapp: QApplication, qtbot: QtBot) -> Gallery:
    """Return the gallery in a look."""
    theme.apply(qapp, *request.param)
    page = Gallery()
    qtbot.addWidget(page)
    page.show()
    return page


def test_whatever_takes_the_focus_has_a_name_and_a_role(gallery: Gallery) -> None:
    nameless = []
    for widget in gallery.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.focusProxy() is None:
            seen = QAccessible.queryAccessibleInterface(widget)
            if not seen.text(QAccessible.Text.Name) or seen.role() == QAccessible.Role.NoRole:
                nameless.append((type(widget).__name__, widget.parentWidget()))
    assert nameless == []


def test_tab_goes_round_without_getting_stuck(gallery: Gallery) -> None:
    gallery.activateWindow()
    assert QTest.qWaitForWindowActive(gallery)
    gallery.setFocus()
    seen = []
    for _ in range(200):
        QTest.keyClick(QApplication.focusWidget() or gallery, Qt.Key.Key_Tab)
        if QApplication.focusWidget() in seen[:1]:
            break
        seen.append(QApplication.focusWidget())
    assert len(seen) > 25
    assert len(set(map(id, seen))) == len(seen)


def test_pills_that_are_offered_no_more_are_gone_at_once(qtbot: QtBot) -> None:
    pills = Segmented([("a", "A"), ("b", "B")], "View")
    qtbot.addWidget(pills)
    pills.show()
    pills.set_options([("b", "B (2)"), ("c", "C")])

    def seen() -> list[str]:
        return [button.text() for button in pills.findChildren(QAbstractButton) if button.isVisible()]

    assert not {"A", "B"} & set(seen())
    qtbot.waitUntil(lambda: seen() == ["B (2)", "C"])
    assert pills.value() == "b"
