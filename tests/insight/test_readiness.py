"""How far a plan is: what each step asks for, and what comes next."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from b2bdesk.insight.facts import Alignment, Chain, Company, Plan, Segment, Workspace
from b2bdesk.insight.readiness import agreed, QUESTIONS, readiness, State
from tests.insight.sample import sample_plan

TODAY = date(2026, 3, 1)
PARTIES = ("marketing", "operations", "sales")
BLANK = Plan(Workspace(date(2026, 1, 1), date(2026, 12, 31)))


def state(plan: Plan, key: str) -> State:
    """Return the state of one step."""
    return next(step.state for step in readiness(plan, TODAY).steps if step.key == key)


def positioned(**more: str) -> Plan:
    """Return the example with a position, agreed today."""
    company = replace(Company(), positioning="Chains that run short", segment_exists="yes", solves_need="yes")
    plan = replace(sample_plan(), company=replace(company, **more))
    return replace(plan, alignments=tuple(Alignment(party, TODAY) for party in PARTIES))


def test_a_blank_plan_is_open_everywhere_and_begins_with_positioning() -> None:
    found = readiness(BLANK, TODAY)
    assert {step.state for step in found.steps} == {State.OPEN}
    assert found.done == 0
    assert found.next is not None
    assert found.next.key == "positioning"
    assert [step.key for step in found.steps] == [question.key for question in QUESTIONS]


def test_the_example_is_as_far_as_its_design_says() -> None:
    found = {step.key: step for step in readiness(positioned(), TODAY).steps}
    assert {key: step.state.value for key, step in found.items()} == {
        "positioning": "done",
        "focus": "begun",
        "who": "begun",
        "decides": "open",
        "what": "done",
        "where": "done",
        "landing": "begun",
        "numbers": "done",
    }
    assert found["who"].facts["name"] == "Sun Li"
    assert found["where"].facts["required"] == 16
    assert readiness(positioned(), TODAY).next is found["decides"] or found["decides"].key == "decides"


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"positioning": ""}, State.OPEN),
        ({"segment_exists": "unknown"}, State.BEGUN),
        ({"solves_need": "no"}, State.BEGUN),
        ({}, State.DONE),
    ],
)
def test_unknown_answers_stay_open(answers: dict[str, str], expected: State) -> None:
    assert state(positioned(**answers), "positioning") is expected


def test_an_agreement_holds_for_ninety_days() -> None:
    plan = positioned()
    for age, holds in ((0, True), (90, True), (91, False), (-1, False)):
        dated = tuple(Alignment(party, TODAY - timedelta(days=age)) for party in PARTIES)
        assert (agreed(replace(plan, alignments=dated), TODAY) == set(PARTIES)) is holds
        assert state(replace(plan, alignments=dated), "positioning") is (State.DONE if holds else State.BEGUN)
    assert state(replace(plan, alignments=()), "positioning") is State.BEGUN


def test_numbers_need_money_and_people_and_a_cost_that_can_be_paid() -> None:
    plan = positioned()
    money = [one for one in plan.resources if one.kind == "money"]
    people = [one for one in plan.resources if one.kind == "people"]
    assert state(replace(plan, resources=()), "numbers") is State.OPEN
    assert state(replace(plan, resources=tuple(money)), "numbers") is State.BEGUN
    assert state(replace(plan, resources=tuple(people)), "numbers") is State.BEGUN
    poor = (replace(money[0], amount=1), *people)
    assert state(replace(plan, resources=poor), "numbers") is State.BEGUN
    assert state(replace(plan, resources=(*money, *people)), "numbers") is State.DONE


def test_all_done_leaves_nothing_next() -> None:
    plan = positioned()
    whole = replace(
        plan,
        personas=tuple(replace(one, archived=one.name == "Sun Li") for one in plan.personas),
        chains=plan.chains[:1],
        segments=tuple(replace(one, role="focus" if at == 0 else "pool") for at, one in enumerate(plan.segments)),
        pools=tuple(replace(pool, owner="Ann", connected=True) for pool in plan.pools),
    )
    found = readiness(whole, TODAY)
    assert found.done == len(found.steps)
    assert found.next is None


def segment(number: int, role: str, *, archived: bool = False) -> Segment:
    """Return a segment in focus, or in the pool."""
    return Segment(number, f"SEG{number}", f"Segment {number}", "sme", role=role, archived=archived)


@pytest.mark.parametrize(
    ("segments", "motion", "expected"),
    [
        ((), "lg", State.OPEN),
        ((segment(1, "pool"),), "lg", State.BEGUN),
        ((segment(1, "focus"),), "lg", State.DONE),
        ((segment(1, "focus"), segment(2, "pool")), "mixed", State.DONE),
        ((segment(1, "focus"), segment(2, "focus")), "lg", State.BEGUN),
        ((segment(1, "focus"), segment(2, "focus", archived=True)), "lg", State.DONE),
        ((segment(1, "focus"),), "abm", State.BEGUN),
    ],
)
def test_one_segment_is_in_focus(segments: tuple[Segment, ...], motion: str, expected: State) -> None:
    plan = replace(BLANK, segments=segments, company=replace(Company(), motion=motion))
    assert state(plan, "focus") is expected


def test_selling_to_named_accounts_needs_one() -> None:
    chain = Chain(1, "CH1", "Hegu buys", 1, kind="account")
    plan = replace(BLANK, segments=(segment(1, "focus"),), company=replace(Company(), motion="abm"), chains=(chain,))
    assert state(plan, "focus") is State.DONE
