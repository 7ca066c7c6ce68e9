"""What to ask next, whom to look at again, and an interview from the first question to statements that are proven."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from b2bdesk.commands import evidence as commands
from b2bdesk.queries import evidence as asked
from tests.ui.evidence.conftest import Bench, TODAY
from tests.ui.evidence.test_linking import popover
from ui.evidence import printing
from ui.evidence.ask import AskPage
from ui.evidence.guide import GuidePage

CTRL = Qt.KeyboardModifier.ControlModifier


def ask_page(bench: Bench) -> AskPage:
    """Show what to ask next."""
    bench.room.show_page("ask")
    page = bench.room.page()
    assert isinstance(page, AskPage)
    return page


def guide_page(bench: Bench) -> GuidePage:
    """Show the interview."""
    bench.room.show_page("guide")
    page = bench.room.page()
    assert isinstance(page, GuidePage)
    return page


def typed(bench: Bench, page: GuidePage, key: str, text: str) -> None:
    """Type an answer with real keys."""
    box = page.blocks[key].field.box
    bench.room.activateWindow()
    box.setFocus()
    bench.qtbot.waitUntil(box.hasFocus)
    QTest.keyClicks(box, text)


def test_the_least_proven_are_listed_and_lead_to_an_interview(bench: Bench) -> None:
    page = ask_page(bench)
    first = bench.board().to_ask[0]
    assert next(iter(page.rows)) == first.id
    assert len(page.rows) == 12
    QTest.mouseClick(page.rows[first.id], Qt.MouseButton.LeftButton)
    guide = bench.room.page()
    assert isinstance(guide, GuidePage)
    assert guide.persona.value() == first.persona_id
    assert next(iter(guide.blocks)) == f"item:{first.code}"
    assert first.text in guide.blocks[f"item:{first.code}"].question.text()


def test_a_key_on_the_board_asks_about_its_statement(bench: Bench) -> None:
    bench.room.board.view.choose([("item_id", 45)])
    bench.key(bench.room.board.view, Qt.Key.Key_I)
    guide = bench.room.page()
    assert isinstance(guide, GuidePage)
    assert guide.persona.value() == 5
    assert "item:I45" in guide.blocks


def test_somebody_looked_today(bench: Bench) -> None:
    page = ask_page(bench)
    steps = bench.steps()
    QTest.mouseClick(page.reviews[2], Qt.MouseButton.LeftButton)
    bench.settle()
    (chen,) = [one for one in bench.desk.read(lambda s: asked.reviews(s, TODAY)) if one.id == 2]
    assert chen.review_on == date(2026, 9, 1)
    assert bench.steps() == steps + 1
    bench.undo()
    assert [r.review_on for r in bench.desk.read(lambda s: asked.reviews(s, TODAY)) if r.id == 2] == [None]


def test_an_interview_from_the_first_word_to_proven_statements(bench: Bench) -> None:
    page = guide_page(bench)
    page.persona.set_value(1)
    page._on_persona(1)
    page.respondent.set_value("")
    page.respondent.editor.setText("Shop owner")
    page.respondent.commit()
    before = len(bench.rows("evidence"))
    typed(bench, page, "start", "The shelf was empty again")
    QTest.keyClick(page.blocks["start"].field.box, Qt.Key.Key_M, CTRL)
    bench.settle()
    (interview,) = bench.rows("evidence")[before:]
    assert interview.values["source"] == "interview"
    assert interview.values["respondent"] == "Shop owner"
    assert interview.values["date"] == TODAY
    assert interview.values["quote"] == "The shelf was empty again"
    made = bench.rows("persona_item")[-1]
    assert (made.values["text"], made.values["kind"]) == ("The shelf was empty again", "trigger")
    assert bench.board().statement(made.id).value == pytest.approx(0.9)
    assert page.blocks["start"].made.text() == f"speaks to {made.code}"
    # A weak statement is confirmed in the same interview.
    weak = next(one for one in bench.board().to_ask if one.persona_id == 1)
    key = f"item:{weak.code}"
    typed(bench, page, key, "Every single Monday")
    QTest.keyClick(page.blocks[key].field.box, Qt.Key.Key_L, CTRL)
    bench.settle()
    assert bench.board().statement(weak.id).value == pytest.approx(0.9)
    assert len(bench.rows("evidence")) == before + 1
    assert not bench.errors


def test_typing_is_saved_while_it_rests_and_is_one_step(bench: Bench) -> None:
    page = guide_page(bench)
    page.begin()
    bench.settle()
    steps = bench.steps()
    for words in ("It was ", "the boss ", "who asked"):
        typed(bench, page, "people", words)
        page.blocks["people"]._rest.timeout.emit()
        bench.settle()
    assert page.blocks["people"].field.box.toPlainText() == "It was the boss who asked"
    (found,) = [one for one in bench.desk.read(asked.interviews) if one.id == page.current]
    assert found.answers == {"people": "It was the boss who asked"}
    assert bench.steps() == steps + 1
    bench.undo()
    (found,) = [one for one in bench.desk.read(asked.interviews) if one.id == page.current]
    assert found.answers == {}


def test_an_answer_is_linked_to_statements_of_a_list(bench: Bench) -> None:
    page = guide_page(bench)
    page.persona.set_value(1)
    page._on_persona(1)
    page.begin()
    bench.settle()
    typed(bench, page, "barrier", "No time at all")
    QTest.keyClick(page.blocks["barrier"].field.box, Qt.Key.Key_L, CTRL)
    bench.settle()
    checklist = popover()
    checklist.set_keys([7])
    checklist.window().close()
    bench.settle()
    assert page.current is not None
    assert bench.links(page.current) == {"I07": "supports"}


def test_an_interview_is_found_again_with_its_answers(bench: Bench) -> None:
    made = bench.desk.open_workspace and commands.begin_interview(
        bench.desk.open_workspace, persona=3, title="Talk in Ningbo", day=date(2026, 2, 1), respondent="Director"
    )
    commands.set_answer(bench.desk.open_workspace, evidence=made, question="compare", answer="By price")
    page = guide_page(bench)
    page._choose(made)
    assert page.persona.value() == 3
    assert page.blocks["compare"].text() == "By price"
    assert page.respondent.value() == "Director"
    page.new()
    assert page.current is None
    assert page.blocks["compare"].text() == ""


def test_the_guide_is_written_into_a_pdf(bench: Bench, tmp_path: Path) -> None:
    page = guide_page(bench)
    path = tmp_path / "guide.pdf"
    printing.save_pdf(page.paper(), path)
    assert path.read_bytes().startswith(b"%PDF")
    assert path.stat().st_size > 5000
    text = printing.words(page.paper())
    assert all(block.question.text().split(". ", 1)[1].split("“")[0].strip() in text for block in page.blocks.values())


def test_without_a_statement_nothing_is_offered_to_ask(bench: Bench) -> None:
    from b2bdesk.commands import items

    items.archive(bench.desk.open_workspace, "persona", [1, 2, 3, 4, 5])
    page = ask_page(bench)
    QApplication.processEvents()
    assert not page.rows
    assert not page.reviews
