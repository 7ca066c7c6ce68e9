"""A persona from nothing to a printed card, and an interview that proves what was assumed: in the real window.

What a person does is counted and turned into minutes by the keystroke-level model (`tests.helpers.person`).
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from b2bdesk.queries import evidence as asked
from b2bdesk.queries import records
from tests.helpers.person import CTRL, Typist
from tests.ui.frame.conftest import app, make_window, settings  # noqa: F401

K = Qt.Key
WORRIES = ("Stock-outs on Mondays", "Three systems, no truth", "One number to trust")
MOST_MINUTES = 4.0
TODAY = date(2026, 3, 1)


def begin(person: Typist) -> None:
    """Name, title, one worry of each kind; what is liked, by a few letters."""
    person.say("Ann Lee")
    person.say("Inventory manager")
    for text in WORRIES:
        person.say(text)
        person.key(K.Key_Return)
    for found in (("white", "webin"), ("price", "solut")):
        for letters in found:
            person.say(letters)
        person.key(K.Key_Return)


def name_file(person: Typist, path: Path, *_asked: object) -> tuple[str, str]:
    """Answer for the system's file chooser, which is not ours: the name is typed, and Enter pressed."""
    person.letters += len(path.name)
    person.keys += 1
    return str(path), ""


def printed(person: Typist, press: Callable[[Any], object], path: Path) -> str:
    """Wait for the pages, save them where there is no printer, and return what the PDF's bookmarks say."""
    from ui.cards.dialog import PrintDialog

    person.until(lambda: person.window.findChild(PrintDialog) is not None)
    dialog = person.window.findChild(PrintDialog)
    person.until(lambda: dialog.preview.pageCount() == 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QFileDialog, "getSaveFileName", partial(name_file, person, path))
        press(dialog)
        person.until(lambda: dialog.said.text().startswith("Wrote"))
    person.key(K.Key_Escape)
    data = path.read_bytes()
    assert data.count(b"/Type /Page\n") == 1
    titles = data[data.rindex(b"/Type /Outlines") :].split(b"<FEFF")[1:]
    return bytes.fromhex(titles[0].partition(b">")[0].decode()).decode("utf-16-be")


def test_a_new_persona_is_on_paper_within_four_minutes_by_keys_alone(
    make_window: Callable[..., Any],  # noqa: F811
    blank_path: Path,
    tmp_path: Path,
    qtbot: Any,
) -> None:
    window = make_window(blank_path, "personas", width=1366)
    person = Typist(window, qtbot)
    person.key(K.Key_N)
    begin(person)
    person.say("Brand owner")  # a blank plan cannot guess it: the keyboard is led there
    sheet = window.frame.room("personas").sheet
    assert sheet.person.usable, sheet.person.blocking
    person.key(K.Key_Escape)
    person.key(K.Key_P)
    assert window.frame.current == "export"
    person.key(K.Key_P, CTRL)
    told = printed(person, lambda dialog: person.key(K.Key_Return), tmp_path / "ann.pdf")
    assert told == "P1 Ann Lee"
    assert person.clicks == 0
    assert person.minutes < MOST_MINUTES, (person.keys, person.letters, person.minutes)


@pytest.mark.slow
def test_a_new_persona_is_on_paper_within_four_minutes_by_mouse(
    make_window: Callable[..., Any],  # noqa: F811
    example_path: Path,
    tmp_path: Path,
    qtbot: Any,
) -> None:
    window = make_window(example_path, "personas", width=1366)
    person = Typist(window, qtbot)
    room = window.frame.room("personas")
    person.click(room.gallery.add)
    begin(person)
    assert room.sheet.person.usable
    menu = room.menu()
    print_card = next(action for action in menu.actions() if action.text().startswith("Print this card"))
    menu.popup(room.mapToGlobal(room.rect().center()))
    person.clicks += 1
    person.click(menu, menu.actionGeometry(print_card).center())
    cards = window.frame.room("export").cards
    person.click(cards.printing)
    told = printed(person, lambda dialog: person.click(dialog.pdf_button), tmp_path / "ann.pdf")
    assert told == "P6 Ann Lee"
    assert person.minutes < MOST_MINUTES, (person.keys, person.clicks, person.letters, person.minutes)


def test_an_interview_typed_in_raises_confidence_by_keys_alone(
    make_window: Callable[..., Any],  # noqa: F811
    example_path: Path,
    qtbot: Any,
) -> None:
    window = make_window(example_path, "evidence", width=1366)
    person = Typist(window, qtbot)
    room = window.frame.room("evidence")

    def sure(item: int) -> float | None:
        found = window.desk.read(partial(asked.board, today=TODAY)).statement(item)
        return found.value if found is not None else None

    def persona() -> float:
        found = window.desk.read(partial(asked.board, today=TODAY)).persona(weak.persona_id)
        return (found.value if found is not None else None) or 0.0

    said: list[str] = []
    room.message.connect(said.append)
    # Of what is assumed, one that is worth asking: I asks about it in an interview.
    weak = next(one for one in room.facts.to_ask if not one.links)
    before = persona()
    person.tab_to(lambda widget: widget is room.board.view)
    while room.board.view.chosen() != [("item_id", weak.id)]:
        person.key(K.Key_Down)
    person.key(K.Key_I)
    person.write("Every single Monday, and nobody tells me")
    assert sure(weak.id) is None
    # The answer becomes the interview's quote, and is linked to the statement.
    person.key(K.Key_T, CTRL)
    person.key(K.Key_L, CTRL)
    person.until(lambda: sure(weak.id) is not None)
    assert sure(weak.id) == pytest.approx(0.9)
    assert persona() > before
    assert f"{weak.code}: assumption → 90.0 % sure" in said
    guide = room.page()
    interview = guide.current
    assert (
        window.desk.read(partial(records.record, kind="evidence", row_id=interview)).values["quote"].startswith("Every")
    )
    # What else is said becomes a statement of its own, which the same interview proves.
    person.tab_to(lambda widget: widget.accessibleName() == guide.blocks["start"].field.box.accessibleName(), back=True)
    person.write("The new shop opened without a stock sheet")
    person.key(K.Key_M, CTRL)
    made = window.desk.read(partial(records.records, kind="persona_item", lang="en"))[-1]
    assert made.values["text"].startswith("The new shop")
    assert sure(made.id) == pytest.approx(0.9)
    # Back on the board, E shows the interview alone.
    person.tab_to(lambda widget: widget is room.views._pills["guide"], back=True)
    for _ in range(2):
        person.key(K.Key_Left)
    assert room.views.value() == "list"
    room.board.view.choose([("item_id", weak.id)])
    person.tab_to(lambda widget: widget is room.board.view)
    person.key(K.Key_E)
    assert room.list.model.ids() == [interview]
    assert person.minutes < MOST_MINUTES, (person.keys, person.letters, person.minutes)
