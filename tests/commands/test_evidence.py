"""Evidence: one quote for many statements in one edit, confidence that rises, an interview that becomes statements."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from b2bdesk import workspace
from b2bdesk.commands import evidence, items, thresholds
from b2bdesk.errors import UserError
from b2bdesk.queries import evidence as asked
from b2bdesk.queries import records
from b2bdesk.queries.personas import people
from b2bdesk.workspace import Workspace

TODAY = date(2026, 3, 1)
LIN = 1
MONDAY, BLAMED, SUN_PAIN = 1, 2, 44


@pytest.fixture
def example(example_path: Path) -> Iterator[Workspace]:
    """The example plan, open."""
    with workspace.open(example_path, backup=False) as opened:
        yield opened


def board(ws: Workspace) -> asked.Board:
    with ws.read() as session:
        return asked.board(session, TODAY)


def value(ws: Workspace, item: int) -> float | None:
    found = board(ws).statement(item)
    assert found is not None
    return found.value


def statements(*ids: int) -> list[tuple[str, int]]:
    return [("item_id", one) for one in ids]


def test_one_quote_speaks_for_several_statements_in_one_step(example: Workspace) -> None:
    before = len(example.history())
    assert value(example, BLAMED) is None
    assert evidence.link(example, evidence=[1], targets=statements(MONDAY, BLAMED, 3), polarity="supports") == 2
    assert len(example.history()) == before + 1
    assert value(example, BLAMED) == pytest.approx(0.9 * 0.5 ** (5.7 / 18), abs=0.01)
    example.undo()
    assert value(example, BLAMED) is None
    assert value(example, MONDAY) is not None


def test_linked_again_it_turns_and_nothing_stands_twice(example: Workspace) -> None:
    evidence.link(example, evidence=[1], targets=statements(MONDAY), polarity="contradicts")
    assert board(example).statement(MONDAY).links == {1: "contradicts"}
    assert value(example, MONDAY) is None
    assert evidence.link(example, evidence=[1], targets=statements(MONDAY), polarity="contradicts") == 0
    assert evidence.unlink(example, evidence=[1], targets=statements(MONDAY, BLAMED)) == 1
    assert board(example).statement(MONDAY).links == {}


def test_a_checklist_is_one_step_and_leaves_what_it_did_not_offer(example: Workspace) -> None:
    before = len(example.history())
    among = statements(MONDAY, BLAMED, 3)
    evidence.set_links(example, evidence=1, among=among, chosen=statements(BLAMED, 3))
    assert [board(example).statement(one).links.get(1) for one in (MONDAY, BLAMED, 3, 4)] == [
        None,
        "supports",
        "supports",
        "supports",
    ]
    assert len(example.history()) == before + 1


def test_what_is_gone_cannot_be_linked(example: Workspace) -> None:
    with pytest.raises(UserError) as caught:
        evidence.link(example, evidence=[99], targets=statements(MONDAY), polarity="supports")
    assert caught.value.code == "item.gone"


def test_the_least_proven_of_the_most_important_is_asked_first(example: Workspace) -> None:
    found = board(example).to_ask
    assert [one.worth for one in found] == sorted((one.worth for one in found), reverse=True)
    assert (found[0].persona_id, found[0].weight, found[0].value) == (LIN, 5, None)
    assert found[0].worth == 15.0
    first = found[0].id
    evidence.link(example, evidence=[2], targets=statements(first), polarity="supports")
    assert board(example).to_ask[0].id != first
    assert board(example).statement(first).worth < 15.0


def test_unwanted_personas_are_not_asked_about(example: Workspace) -> None:
    items.update(example, "persona", LIN, negative=True)
    assert all(one.persona_id != LIN for one in board(example).to_ask)


def test_an_interview_typed_in_becomes_statements(example: Workspace) -> None:
    title = "Interview with a shop owner"
    made = evidence.begin_interview(example, persona=LIN, title=title, day=date(2026, 2, 27), respondent="Shop owner")
    steps = len(example.history())
    for text in ("I was", "I was tired", "I was tired of stock-outs"):
        evidence.set_answer(example, evidence=made, question="start", answer=text)
    assert len(example.history()) == steps + 1
    new = evidence.make_statement(example, evidence=made, question="start", persona=LIN, kind="trigger")
    with example.read() as session:
        (interview,) = [one for one in asked.interviews(session) if one.id == made]
        statement = records.record(session, "persona_item", new)
    assert (interview.persona_id, interview.day, interview.respondent) == (LIN, date(2026, 2, 27), "Shop owner")
    assert interview.answers == {"start": "I was tired of stock-outs"}
    assert interview.quote == "I was tired of stock-outs"
    assert interview.made == {"start": statement.code}
    assert (statement.values["kind"], statement.values["text"]) == ("trigger", "I was tired of stock-outs")
    assert value(example, new) == pytest.approx(0.9, abs=0.01)


def test_an_answer_speaks_against_a_statement(example: Workspace) -> None:
    made = evidence.begin_interview(example, persona=LIN, title="Talk", day=TODAY)
    evidence.set_answer(example, evidence=made, question="item:I01", answer="No, a colleague does that.")
    before = value(example, MONDAY)
    evidence.link_answer(example, evidence=made, question="item:I01", item=MONDAY, polarity="contradicts")
    assert before is not None
    assert value(example, MONDAY) == pytest.approx(before * 0.1, abs=0.01)


def test_without_an_answer_no_statement(example: Workspace) -> None:
    made = evidence.begin_interview(example, persona=LIN, title="Talk", day=TODAY)
    with pytest.raises(UserError) as caught:
        evidence.make_statement(example, evidence=made, question="start", persona=LIN, kind="pain")
    assert caught.value.code == "evidence.no_answer"


def test_the_guide_asks_openly_first_and_then_about_weak_statements(example: Workspace) -> None:
    with example.read() as session:
        found = asked.guide(session, TODAY, LIN)
    assert [one.key for one in found][:2] == ["start", "people"]
    assert [one.item for one in found[9:]] == [one.code for one in board(example).to_ask if one.persona_id == LIN][:5]
    assert all("{text}" in one.text and dict(one.facts)["text"] for one in found[9:])


def reviews(ws: Workspace, today: date = TODAY) -> dict[str, asked.Review]:
    with ws.read() as session:
        return {one.code: one for one in asked.reviews(session, today)}


def test_personas_not_heard_about_for_long_are_told(example: Workspace) -> None:
    found = reviews(example)
    assert found["P1"].heard == date(2025, 9, 10)
    assert not found["P2"].stale  # a survey of exactly twelve months ago
    assert reviews(example, date(2026, 3, 2))["P2"].old
    thresholds.set_threshold(example, key="stale_months", value=3)
    assert reviews(example)["P4"].old
    assert not reviews(example)["P1"].stale  # somebody set a day that lies ahead


def test_a_persona_looked_at_today_rests_for_half_a_year(example: Workspace) -> None:
    day = date(2027, 8, 31)
    assert reviews(example, day)["P1"].due
    evidence.looked_at(example, personas=[1, 2], today=day)
    assert reviews(example, day)["P1"].review_on == date(2028, 2, 29)
    assert not reviews(example, day)["P1"].stale
    with example.read() as session:
        assert not next(one for one in people(session, TODAY) if one.code == "P1").stale
    example.undo()
    assert reviews(example, day)["P1"].due
    assert reviews(example, day)["P2"].old
