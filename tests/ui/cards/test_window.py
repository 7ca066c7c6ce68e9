"""Cards in the window: the live card, the page in the room Export, printing; with real events."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from b2bdesk import workspace
from b2bdesk.commands import items
from tests.ui.cards.conftest import TODAY
from tests.ui.frame.conftest import app, make_window, settings  # noqa: F401
from ui.desk import Desk

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


def today() -> Any:
    """Return the day of the tests."""
    return TODAY


@pytest.fixture
def desk(qtbot: Any, example_path: Path) -> Iterator[Desk]:
    """Return a desk with the example open, which announces its edits."""
    made = Desk(today)
    made.adopt(workspace.open(example_path))
    yield made
    qtbot.waitUntil(lambda: not made.busy, timeout=10_000)
    made.shut_down()


@pytest.fixture
def view(qtbot: Any, app: Any, desk: Desk) -> Any:  # noqa: F811
    """Return a live card of Zhao Min."""
    from ui.cards.card_view import CardView

    made = CardView(desk)
    qtbot.addWidget(made)
    made.resize(400, 700)
    made.show_persona(3)
    made.show()
    desk.changes.connect(made.apply)
    qtbot.waitExposed(made)
    return made


def test_the_card_follows_edits_and_undo(view: Any, desk: Desk, qtbot: Any) -> None:
    assert "Zhao Min" in view.canvas.accessibleName()
    qtbot.waitUntil(lambda: view.canvas.height() == view.canvas.heightForWidth(view.canvas.width()), timeout=5_000)
    before = view.canvas.grab().toImage()
    desk.run(rename, persona=3, name="Ada King")
    qtbot.waitUntil(lambda: "Ada King" in view.canvas.accessibleName(), timeout=10_000)
    assert view.canvas.grab().toImage() != before
    desk.undo()
    qtbot.waitUntil(lambda: "Zhao Min" in view.canvas.accessibleName(), timeout=10_000)
    assert view.canvas.grab().toImage() == before


def rename(ws: Any, *, persona: int, name: str) -> None:
    """Give a persona another name."""
    items.update(ws, "persona", persona, name=name)


def test_an_edit_elsewhere_leaves_the_card_alone(view: Any, desk: Desk, qtbot: Any) -> None:
    held = view.canvas.card()
    desk.run(touch_goal)
    qtbot.waitUntil(lambda: not desk.busy, timeout=10_000)
    assert view.canvas.card() is held


def touch_goal(ws: Any) -> None:
    """Change something that no card shows."""
    items.update(ws, "goal", 1, text="Another goal")


def test_all_of_the_card_can_be_reached_at_any_width(view: Any, qtbot: Any) -> None:
    for width in (260, 400, 620, 1000):
        view.resize(width, 500)
        qtbot.waitUntil(lambda: view.canvas.width() <= view.viewport().width(), timeout=5_000)
        qtbot.waitUntil(lambda: view.canvas.height() == view.canvas.heightForWidth(view.canvas.width()), timeout=5_000)
        assert view.canvas.is_paper() is (width == 1000)
        reach = view.verticalScrollBar().maximum() + view.viewport().height()
        assert reach >= view.canvas.geometry().bottom()


def test_the_card_says_all_it_shows_to_a_screen_reader_and_the_clipboard(view: Any) -> None:
    told = view.canvas.accessibleDescription()
    assert "Forecast disputes between" in told
    assert "assumed" in told
    view.canvas.setFocus()
    QTest.keyClick(view.canvas, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    held = QApplication.clipboard().mimeData()
    assert held.hasImage()
    assert "Zhao Min" in held.text()


def test_nobody_is_shown_until_somebody_is_chosen(view: Any) -> None:
    view.show_persona(None)
    assert view.canvas.accessibleDescription() == "Choose a persona to see the card."
    view.show_persona(99)
    assert view.canvas.card() is None


# The room Export


@pytest.fixture
def room(make_window: Callable[..., Any], example_path: Path, qtbot: Any) -> Any:  # noqa: F811
    """Return the room Export, at the role cards."""
    window = make_window(example_path, "export")
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    found = window.frame.room("export")
    qtbot.waitUntil(lambda: bool(found.cards.preview.words.text()), timeout=10_000)
    found.open_after.setChecked(False)
    return found


def idle(room: Any) -> bool:
    """Tell whether nothing is written any more."""
    return room._job is None and room.cards._job is None


def test_a_pdf_of_the_ticked_personas_is_written(room: Any, qtbot: Any, tmp_path: Path) -> None:
    cards = room.cards
    assert cards.preview.words.text() == "Page 1 of 3"
    assert cards.preview.who.text() == "Lin Yue, Chen Bo"
    listed = cards.people._list
    QTest.mouseClick(listed.viewport(), LEFT, pos=listed.visualItemRect(listed.item(0)).center())
    qtbot.waitUntil(lambda: cards.preview.words.text() == "Page 1 of 2", timeout=5_000)
    assert cards.preview.who.text() == "Chen Bo, Zhao Min"
    target = tmp_path / "out.pdf"
    assert room.path.text().endswith("role cards.pdf")
    room.path.setText(str(target))
    QTest.mouseClick(room.start, LEFT)
    qtbot.waitUntil(lambda: idle(room) and target.exists(), timeout=30_000)
    assert target.read_bytes().count(b"/Type /Page\n") == 2


def test_pictures_are_written_into_a_folder(room: Any, qtbot: Any, tmp_path: Path) -> None:
    cards = room.cards
    pill = cards.form._pills["png"]
    QTest.mouseClick(pill, LEFT)
    assert not cards.paper.isVisible()
    assert cards.dpi.isVisible()
    assert not room.path.text().endswith(".pdf")
    QTest.mouseClick(cards.dpi._pills["96"], LEFT)
    room.path.setText(str(tmp_path / "pictures"))
    QTest.mouseClick(room.start, LEFT)
    qtbot.waitUntil(lambda: idle(room) and (tmp_path / "pictures").exists(), timeout=30_000)
    assert len(list((tmp_path / "pictures").iterdir())) == 5


def test_one_leafs_through_the_sheets_by_keys_and_buttons(room: Any) -> None:
    preview = room.cards.preview
    first = preview.paper.grab().toImage()
    QTest.mouseClick(preview.on, LEFT)
    assert preview.words.text() == "Page 2 of 3"
    assert preview.paper.grab().toImage() != first
    QTest.keyClick(preview.paper, Qt.Key.Key_PageDown)
    QTest.keyClick(preview.paper, Qt.Key.Key_PageDown)
    assert preview.words.text() == "Page 3 of 3"
    QTest.keyClick(preview.paper, Qt.Key.Key_PageUp)
    QTest.keyClick(preview.paper, Qt.Key.Key_PageUp)
    assert preview.paper.grab().toImage() == first


def test_choices_act_on_the_preview_and_are_remembered(room: Any, qtbot: Any, settings: Any) -> None:  # noqa: F811
    cards = room.cards
    QTest.mouseClick(cards.per_page._pills["4"], LEFT)
    QTest.mouseClick(cards.paper._pills["A3"], LEFT)
    qtbot.waitUntil(lambda: cards.preview.words.text() == "Page 1 of 2", timeout=5_000)
    cards.backs.setFocus()
    QTest.keyClick(cards.backs, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: cards.preview.words.text() == "Page 1 of 4", timeout=5_000)
    assert settings.rooms["cards"] == cards_kept(cards)
    assert settings.rooms["cards"]["per_page"] == 4
    assert settings.rooms["cards"]["back"] is True


def cards_kept(pane: Any) -> Any:
    """Return what settings keep of a pane's choices."""
    from ui.cards.choices import kept

    return kept(pane.choices())


def test_nobody_ticked_is_said_and_blank_cards_need_nobody(room: Any, qtbot: Any, tmp_path: Path) -> None:
    cards = room.cards
    QTest.mouseClick(cards.people.parentWidget().layout().itemAt(1).layout().itemAt(1).widget(), LEFT)
    qtbot.waitUntil(lambda: cards.preview.words.text() == "", timeout=5_000)
    room.path.setText(str(tmp_path / "out.pdf"))
    QTest.mouseClick(room.start, LEFT)
    qtbot.waitUntil(lambda: idle(room), timeout=30_000)
    assert not (tmp_path / "out.pdf").exists()
    cards.blank.setFocus()
    QTest.keyClick(cards.blank, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: cards.preview.words.text() == "Page 1 of 1", timeout=5_000)
    assert cards.preview.who.text() == "Blank card"
    QTest.mouseClick(room.start, LEFT)
    qtbot.waitUntil(lambda: idle(room) and (tmp_path / "out.pdf").exists(), timeout=30_000)


def test_a_new_persona_gets_a_card(room: Any, qtbot: Any) -> None:
    desk = room._desk
    desk.run(add_persona)
    qtbot.waitUntil(lambda: len(room.cards.people.keys()) == 6, timeout=10_000)


def add_persona(ws: Any) -> None:
    """Add a persona."""
    items.create(ws, "persona", name="Ada King", title="Head", segments=[1])


@pytest.fixture
def dialog(room: Any, qtbot: Any) -> Any:
    """Return the pages as they will be printed, on a computer without a printer."""
    from ui.cards.dialog import PrintDialog

    window = room.window()
    QTest.keyClick(window, Qt.Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: window.findChild(PrintDialog) is not None, timeout=20_000)
    found = window.findChild(PrintDialog)
    qtbot.waitUntil(lambda: found.preview.pageCount() == 3, timeout=20_000)
    yield found
    if isValid(found):
        found.close()
    qtbot.waitUntil(lambda: window.findChild(PrintDialog) is None, timeout=5_000)


def test_printing_shows_the_pages_first_and_leafs_by_keys(dialog: Any) -> None:
    assert dialog.pages.text() == "Page 1 of 3"
    assert not dialog.back.isEnabled()
    for _ in range(3):
        QTest.keyClick(dialog, Qt.Key.Key_PageDown)
    assert dialog.pages.text() == "Page 3 of 3"
    before = dialog.preview.zoomFactor()
    QTest.keyClick(dialog, Qt.Key.Key_Plus, CTRL)
    assert dialog.preview.zoomFactor() > before
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not isValid(dialog) or not dialog.isVisible()


def test_without_a_printer_a_pdf_is_offered(
    dialog: Any, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "No printer" in dialog.said.text()
    assert not dialog.print_button.isEnabled()
    assert dialog.pdf_button.hasFocus()
    answers = iter([str(tmp_path / "no" / "cards"), str(tmp_path / "cards")])
    monkeypatch.setattr("ui.cards.dialog.QFileDialog.getSaveFileName", lambda *_: (next(answers), ""))
    QTest.keyClick(dialog.pdf_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "cards.pdf" in dialog.said.text(), timeout=20_000)
    assert not dialog.said.text().startswith("Wrote")
    QTest.keyClick(dialog, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: dialog.said.text().startswith("Wrote"), timeout=20_000)
    assert (tmp_path / "cards.pdf").read_bytes().count(b"/Type /Page\n") == 3


@pytest.mark.qt_log_ignore("QPainter::begin", "propagateSizeHints")
def test_a_printer_prints_what_was_asked_for_or_it_is_told(dialog: Any, qtbot: Any, tmp_path: Path) -> None:
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter
    from PySide6.QtWidgets import QDialog

    dialog.ask_printer()
    asked = dialog.findChild(QPrintDialog)
    qtbot.waitUntil(asked.isVisible, timeout=5_000)
    dialog.printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog.printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    dialog.printer.setPrintRange(QPrinter.PrintRange.PageRange)
    dialog.printer.setFromTo(2, 3)
    QDialog.done(asked, QDialog.DialogCode.Accepted)
    qtbot.waitUntil(lambda: dialog.said.text().startswith("2 pages went to"), timeout=10_000)
    assert (tmp_path / "printed.pdf").read_bytes().count(b"/Type /Page\n") == 2
    dialog.printer.setOutputFileName(str(tmp_path / "no" / "printed.pdf"))
    dialog.print_now()
    assert "nothing was printed" in dialog.said.text()


def test_nothing_of_printing_and_codes_is_loaded_before(example_path: Path) -> None:
    import subprocess

    code = (
        "import sys, ui.cards.pane, ui.cards.card_view, ui.export.room, ui.cards.files;"
        "print([name for name in ('segno', 'PySide6.QtPrintSupport', 'openpyxl') if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_the_page_can_be_walked_by_keys(room: Any) -> None:
    window, seen = room.window(), set[Any]()
    room.kind._pills["cards"].setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(60):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        seen.add(window.focusWidget())
    cards = room.cards
    wanted = [cards.backs, cards.cuts, cards.blank, cards.printing, cards.preview.paper, *cards.groups.values()]
    assert [part for part in wanted if part not in seen] == []
