"""What role cards say: the facts of the plan in a language, with how sure they are."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from b2bdesk import workspace
from b2bdesk.commands import items
from b2bdesk.insight.completeness import of_plan
from b2bdesk.insight.confidence import of_personas, of_target
from b2bdesk.queries.cards import card, cards, names
from b2bdesk.queries.facts import load_plan
from tests.helpers.plans import make_plan

TODAY = date(2026, 3, 1)


@pytest.fixture
def ws(example_path: Path) -> Any:
    """Return the example, open."""
    with workspace.open(example_path) as opened:
        yield opened


def test_a_card_says_what_is_known_in_the_language_asked_for(ws: Any) -> None:
    with ws.read() as session:
        held = {lang: card(session, lang, TODAY, 3) for lang in ("en", "zh-Hans", "zh-Hant")}
    assert [each and each.code for each in held.values()] == ["P3"] * 3
    assert [each and each.topics[0].name for each in held.values()] == [
        "Solution description",
        "解决方案说明",
        "解決方案說明",
    ]
    zhao = held["en"]
    assert zhao is not None
    assert (zhao.name, zhao.title, zhao.budget, zhao.cycle) == (
        "Zhao Min",
        "Supply-chain director",
        "CNY 150,000–300,000",
        "Set October to November",
    )
    assert [statement.weight for statement in zhao.of_kind("pain", "challenge")] == [5, 5, 4]
    assert zhao.seats[0].roles == ("Initiator", "Champion")
    assert (zhao.seats[0].influence, zhao.seats[0].authority, zhao.seats[0].stance) == (4, "Recommends", 2)
    assert [piece.code for piece in zhao.pieces] == ["K15", "K16", "K17"]
    assert zhao.missing == ("location",)


def test_completeness_and_confidence_are_those_of_the_reports(ws: Any) -> None:
    with ws.read() as session:
        plan, held = load_plan(session, "en"), cards(session, "en", TODAY)
    states, sure = of_plan(plan), of_personas(plan, TODAY)
    assert [round(each.score, 1) for each in held] == [95.0, 90.0, 98.3, 75.8, 68.3]
    for each in held:
        assert each.score == float(states[each.id].score)
        assert each.usable == states[each.id].usable
        assert each.confidence == sure[each.id].value
        for statement in each.statements:
            of_item = of_target(plan, "item", statement.id, TODAY)
            assert statement.confidence == (None if of_item.assumption else of_item.value)


def test_a_leading_persona_comes_first_and_one_not_for_us_last(ws: Any) -> None:
    items.update(ws, "persona", 4, leading=True)
    items.update(ws, "persona", 1, negative=True)
    with ws.read() as session:
        held = cards(session, "en", TODAY)
        assert [each.code for each in held] == ["P4", "P2", "P3", "P5", "P1"]
        assert [row[1] for row in names(session)] == ["P4", "P2", "P3", "P5", "P1"]
    assert held[0].leading
    assert held[-1].negative


def test_cards_come_in_the_order_asked_for_and_one_that_is_gone_is_left_out(ws: Any) -> None:
    with ws.read() as session:
        assert [each.code for each in cards(session, "en", TODAY, [3, 99, 1])] == ["P3", "P1"]
        assert card(session, "en", TODAY, 99) is None


def test_without_a_chain_the_persona_speaks_for_itself(blank_path: Path) -> None:
    with workspace.open(blank_path) as opened:
        segment = items.create(opened, "segment", name="Shops", account_class="sme")
        added = items.create(opened, "persona", name="Ada", title="Head", segments=[segment])
        with opened.read() as session:
            held = card(session, "en", TODAY, added)
    assert held is not None
    assert [(seat.chain, seat.stance) for seat in held.seats] == [("", None)]
    assert (held.statements, held.confidence, held.backed) == ((), None, 0)


def test_a_hundred_cards_ask_as_often_as_one(tmp_path: Path) -> None:
    path = make_plan(tmp_path / "plan.b2bdesk", "1000")
    counts = []
    with workspace.open(path, read_only=True) as opened, opened.read() as session:
        everyone = [row[0] for row in names(session)]
        cards(session, "en", TODAY, everyone[:1])  # labels are read once
        for wanted in (everyone[:1], everyone):
            asked: list[str] = []

            def note(_c: Any, _cur: Any, statement: str, *_rest: Any, asked: list[str] = asked) -> None:
                asked.append(statement)

            connection = session.connection()
            event.listen(connection, "before_cursor_execute", note)
            cards(session, "en", TODAY, wanted)
            event.remove(connection, "before_cursor_execute", note)
            counts.append(len(asked))
    assert counts[0] == counts[1]
    assert len(everyone) > 1
