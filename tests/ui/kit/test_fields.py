"""Fields tell once what a person really changed, and never touch what nobody touched."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.kit import fields
from ui.kit.fields.files import can_open
from ui.kit.fields.numbers import read_number, write_number

FORMS = [fields.Choice("faq", "FAQ"), fields.Choice("video", "Video"), fields.Choice("short", "Short video")]
MAKERS: list[tuple[Callable[[], fields.Field], Any]] = [
    (fields.TextField, "one\u00a0two"),
    (fields.LongTextField, "no\u00a0break\r\nand a line"),
    (fields.IntegerField, 1200),
    (fields.DecimalField, 0.1 + 0.2),
    (fields.ShareField, 1 / 3),
    (lambda: fields.MoneyField("CNY"), Decimal("411000.50")),
    (fields.DayField, date(2026, 2, 10)),
    (lambda: fields.ChoiceField(FORMS), "gone_from_the_list"),
    (lambda: fields.ManyField(FORMS), ["faq", "gone"]),
    (fields.TextsField, ["a", "b "]),
    (fields.FlagField, True),
    (fields.ScaleField, 4),
    (fields.AddressField, "javascript:alert(1)"),
]


class Page(QWidget):
    """A field, another field to leave to, and what was committed."""

    def __init__(self, field: fields.Field) -> None:
        super().__init__()
        self.field, self.said = field, []
        self.other = QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(field)
        column.addWidget(self.other)
        field.committed.connect(self.said.append)
        self.said: list[Any]


@pytest.fixture
def open_page(qtbot: QtBot) -> Callable[[fields.Field], Page]:
    """Return what shows a field with the focus in it."""

    def show(field: fields.Field) -> Page:
        page = Page(field)
        qtbot.addWidget(page)
        page.show()
        page.activateWindow()
        assert QTest.qWaitForWindowActive(page)
        field.setFocus(Qt.FocusReason.TabFocusReason)
        return page

    return show


def type_into(page: Page, text: str) -> None:
    """Type over what is there."""
    target = QApplication.focusWidget()
    QTest.keyClick(target, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(target, text)


def leave_by_tab(page: Page) -> None:
    """Go on to the other field, through what may be open."""
    QTest.keyClick(QApplication.activePopupWidget() or QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.other


@pytest.mark.parametrize(("make", "value"), MAKERS)
def test_what_nobody_touched_is_never_rewritten(open_page: Any, make: Callable[[], fields.Field], value: Any) -> None:
    page = open_page(make())
    page.field.set_value(value)
    page.other.setFocus()
    page.field.commit()
    assert page.said == []
    assert page.field.value() == value


@pytest.mark.parametrize(("make", "value"), MAKERS)
def test_nothing_is_told_by_setting(open_page: Any, make: Callable[[], fields.Field], value: Any) -> None:
    page = open_page(make())
    for each in (value, make().value(), value):
        page.field.set_value(each)
    assert page.said == []


TYPED: list[tuple[Callable[[], fields.Field], Any, str, Any]] = [
    (fields.TextField, "old", "new", "new"),
    (fields.LongTextField, "old", "new", "new"),
    (fields.IntegerField, 1, "1,200", 1200),
    (fields.IntegerField, 1, "", None),
    (fields.DecimalField, 1.0, "2.5", 2.5),
    (fields.ShareField, 0.1, "12.5%", 0.125),
    (lambda: fields.MoneyField("CNY"), Decimal(1), "CNY 30.5", Decimal("30.50")),
    (fields.DayField, None, "2026/3/31", date(2026, 3, 31)),
    (fields.AddressField, "", "https://example.com", "https://example.com"),
]


@pytest.mark.parametrize(("make", "old", "text", "new"), TYPED)
def test_typing_is_told_once_on_leaving(open_page: Any, make: Any, old: Any, text: str, new: Any) -> None:
    page = open_page(make())
    page.field.set_value(old)
    type_into(page, text) if text else QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Delete)
    if not text:
        page.field.line.clear()
    assert page.said == []
    assert page.field.value() == new
    page.other.setFocus()
    assert page.said == [new]
    page.field.setFocus()
    page.other.setFocus()
    assert page.said == [new]


def test_enter_commits_one_line_and_leaving_afterwards_does_not_again(open_page: Any) -> None:
    page = open_page(fields.TextField())
    type_into(page, "K22")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    page.other.setFocus()
    assert page.said == ["K22"]


def test_enter_is_a_line_in_long_text_and_ctrl_enter_commits(open_page: Any) -> None:
    page = open_page(fields.LongTextField())
    type_into(page, "one")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    QTest.keyClicks(QApplication.focusWidget(), "two")
    assert page.said == []
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.said == ["one\ntwo"]


def test_no_bar_ever_covers_a_line_of_long_text(open_page: Any) -> None:
    page = open_page(fields.LongTextField(lines=1))
    page.field.set_value("只为一件事去搜索 " * 4 + "x" * 60)
    for width in range(90, 300, 30):
        page.field.box.setFixedWidth(width)
        QApplication.processEvents()
        assert not page.field.box.horizontalScrollBar().isVisible()


@pytest.mark.parametrize("make", [fields.TextField, fields.LongTextField])
def test_escape_brings_back_what_was_shown(open_page: Any, make: Any) -> None:
    page = open_page(make())
    page.field.set_value("old")
    type_into(page, "typed")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert page.field.value() == "old"
    page.other.setFocus()
    assert page.said == []


def test_what_cannot_be_understood_is_marked_and_kept(open_page: Any) -> None:
    page = open_page(fields.IntegerField(low=0, high=10))
    page.field.set_value(3)
    for text in ("three", "11", "1.5", "-1"):
        type_into(page, text)
        page.other.setFocus()
        assert page.field.error()
        assert page.field.line.text() == text
        page.field.setFocus()
    assert page.said == []
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert (page.field.error(), page.field.line.text()) == ("", "3")


def test_undo_goes_to_the_window_unless_something_was_typed(open_page: Any, qtbot: QtBot) -> None:
    page = open_page(fields.TextField())
    undone: list[bool] = []
    action = QAction(page)
    action.setShortcut("Ctrl+Z")
    action.triggered.connect(lambda: undone.append(False))
    page.addAction(action)
    qtbot.waitActive(page)
    page.field.set_value("old")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [False]
    QTest.keyClicks(QApplication.focusWidget(), "x")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [False]
    assert page.field.value() == "old"


def test_choices_are_searched_by_any_part(open_page: Any) -> None:
    page = open_page(fields.ChoiceField(FORMS))
    type_into(page, "hort")
    leave_by_tab(page)
    assert page.said == ["short"]
    page.field.setFocus()
    type_into(page, "vide")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z)
    leave_by_tab(page)
    assert page.said == ["short"]
    assert page.field.value() == "short"


def test_arrows_open_the_choices_and_change_nothing(open_page: Any) -> None:
    page = open_page(fields.ChoiceField(FORMS))
    page.field.set_value("faq")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert QApplication.activePopupWidget() is not None
    QApplication.activePopupWidget().close()
    assert page.said == []


def test_choice_may_be_emptied(open_page: Any) -> None:
    page = open_page(fields.ChoiceField(FORMS))
    page.field.set_value("faq")
    page.field._combo.lineEdit().selectAll()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Delete)
    page.other.setFocus()
    assert page.said == [""]
    assert page.field._combo.currentText() == "\u2014"


def test_several_are_told_when_the_list_closes(open_page: Any) -> None:
    page = open_page(fields.ManyField(FORMS))
    page.field.set_value(["gone"])
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(popup.focusWidget() or QApplication.focusWidget(), key)
    assert page.said == []
    popup.close()
    assert page.said == [["faq", "video", "gone"]]


def test_texts_are_added_by_enter_and_taken_by_backspace(open_page: Any) -> None:
    page = open_page(fields.TextsField())
    QTest.keyClicks(QApplication.focusWidget(), "stock")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    QTest.keyClicks(QApplication.focusWidget(), "cash")
    page.other.setFocus()
    assert page.said == [["stock"], ["stock", "cash"]]
    page.field.setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backspace)
    assert page.said[-1] == ["stock"]


def test_flag_and_scale_by_keys(open_page: Any) -> None:
    flag = open_page(fields.FlagField())
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert flag.said == [True]
    scale = open_page(fields.ScaleField())
    for key in (Qt.Key.Key_4, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Delete):
        QTest.keyClick(QApplication.focusWidget(), key)
    assert scale.said == [4, 5, None]


@pytest.mark.parametrize(
    ("text", "number"),
    [("1,234.5", "1234.5"), ("１２３", "123"), ("30万", "300000"), ("2.5萬", "25000"), (" 7 ", "7"), ("−3", "-3")],
)
def test_numbers_as_people_write_them(text: str, number: str) -> None:
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "abc", "nan", "inf", "1e", "--1"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        read_number(text)


def test_numbers_follow_the_system() -> None:
    before = QLocale()
    try:
        QLocale.setDefault(QLocale("de_DE"))
        assert write_number(1234.5) == "1.234,5"
        assert read_number("1.234,5") == Decimal("1234.5")
    finally:
        QLocale.setDefault(before)


@pytest.mark.parametrize(
    "text", ["20260331", "2026-3-31", "2026.03.31", "2026年3月31日", "31 Mar 2026", "２０２６-０３-３１"]
)
def test_days_as_people_write_them(open_page: Any, text: str) -> None:
    assert fields.DayField().from_text(text) == date(2026, 3, 31)


def test_only_safe_addresses_open() -> None:
    assert can_open("https://example.com/x")
    assert can_open("mailto:a@example.com")
    assert not any(map(can_open, ("javascript:alert(1)", "file:///etc/passwd", "http://", "x", "https://[")))


def test_a_choice_told_is_not_told_again_by_the_view_that_follows(open_page: Any) -> None:
    page = open_page(fields.ChoiceField(FORMS))
    type_into(page, "faq")
    leave_by_tab(page)
    page.field.set_value("faq")
    page.field.setFocus()
    page.other.setFocus()
    assert page.said == ["faq"]
    page.field.set_choices(FORMS[1:])
    page.field.setFocus()
    page.other.setFocus()
    assert (page.said, page.field.value()) == (["faq"], "faq")
