"""Taking suggestions, adding ideas, filling the plan: one edit each, one undo."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b2bdesk import workspace
from b2bdesk.commands import items, placements, suggest
from b2bdesk.commands.suggest import Idea, Step
from b2bdesk.errors import UserError
from b2bdesk.insight import coverage
from b2bdesk.insight.facts import Plan
from b2bdesk.insight.fill_plan import effect, fill_plan, Proposal
from b2bdesk.insight.index import index
from b2bdesk.queries.facts import load_plan
from b2bdesk.terms import COUNTED
from b2bdesk.workspace import Workspace
from tests.commands.conftest import Small
from tests.helpers.effort import examples
from tests.helpers.plans import make_plan, Size

TODAY = date(2026, 3, 1)


@pytest.fixture
def example(example_path: Path) -> Iterator[Workspace]:
    """The example, open."""
    with workspace.open(example_path, backup=False) as ws:
        yield ws


def plan_of(ws: Workspace) -> Plan:
    with ws.read() as session:
        return load_plan(session)


def step_of(proposal: Proposal) -> Step:
    idea = proposal.new_piece
    made = Idea(idea.form, idea.topic, str(idea.appeal)) if idea else Idea()
    return Step(proposal.stage_id, proposal.channel_id, proposal.persona_id, proposal.content_id, made)


def of(ws: Workspace, kind: str, id: int) -> dict[str, object]:
    with ws.read() as session:
        return items.values_of(session, kind, id)


def test_the_proposals_of_the_example_do_what_they_say_in_one_edit(example: Workspace) -> None:
    plan = plan_of(example)
    found = fill_plan(plan, TODAY, thin=True)
    said, before, edits = effect(plan, found, found.proposals), example.digest(), len(example.history())
    done = suggest.fill(example, steps=[step_of(p) for p in found.proposals])
    assert (done.placed, done.joined, done.ideas) == (5, 1, 0) == (said.placed, said.joined, said.ideas)
    after = plan_of(example)
    assert coverage.stage_persona(after) == said.people[1]
    assert coverage.stage_channel(after) == said.places[1]
    assert float(coverage.stage_persona(after).share or 0) == 1.0
    assert len(example.history()) == edits + 1
    example.undo()
    assert example.digest() == before


@settings(deadline=None, max_examples=examples(8))
@given(st.integers(1, 10**6))
def test_filling_any_plan_and_undoing_it(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    """Carried out on a file, all proposals do what was said, pass no target, and one undo restores the file."""
    path = tmp_path_factory.mktemp("fill") / "plan.b2bdesk"
    make_plan(path, Size(12, 18, 6, 6), seed=seed)
    with workspace.open(path, backup=False) as ws:
        plan, before = plan_of(ws), ws.digest()
        found = fill_plan(plan, TODAY, thin=True)
        if not found.proposals:
            return
        said = effect(plan, found, found.proposals)
        done = suggest.fill(ws, steps=[step_of(p) for p in found.proposals])
        after = plan_of(ws)
        assert (coverage.stage_persona(after), coverage.stage_channel(after)) == (said.people[1], said.places[1])
        assert (done.placed, done.joined, done.ideas) == (said.placed, said.joined, said.ideas)
        counted = [x for x in after.placements if x.status in COUNTED]
        assert len(counted) == len([x for x in plan.placements if x.status in COUNTED]) + done.placed
        ws.undo()
        assert ws.digest() == before


def test_an_idea_is_a_piece_for_the_person_placed_as_an_idea(example: Workspace) -> None:
    ix = index(plan_of(example))
    sun = next(p for p in ix.personas if p.code == "P5")
    stage, channel = ix.stages[0], next(c for c in ix.channels if c.code == "email")
    edits = len(example.history())
    where = {"stage": stage.id, "channel": channel.id, "persona": sun.id}
    made = suggest.add_idea(example, **where, form="faq", topic="credentials", appeal="R")
    row = of(example, "placement", made)
    piece = of(example, "content_piece", int(str(row["content_id"])))
    assert (row["status"], row["personas"]) == ("idea", [sun.id])
    assert (piece["status"], piece["form"], piece["topic"], piece["appeal"]) == ("idea", "faq", "credentials", "R")
    assert (piece["personas"], piece["stages"]) == ({sun.id: 3}, [stage.id])
    assert sun.name in str(piece["title"])
    assert 0 < len(str(piece["short_title"])) <= 8
    assert len(example.history()) == edits + 1
    there = where | {"stage": ix.stages[1].id}
    again = suggest.add_idea(example, **there, form="faq", topic="credentials")
    assert of(example, "placement", again)["content_id"] == row["content_id"], "the same idea is not noted twice"
    assert suggest.add_idea(example, **where, form="faq", topic="credentials", appeal="R") == made


def test_an_idea_without_a_form_gets_one_that_the_channel_takes(ws: Workspace, small: Small) -> None:
    made = suggest.add_idea(ws, stage=1, channel=small.email, persona=None)
    piece = of(ws, "content_piece", int(str(of(ws, "placement", made)["content_id"])))
    assert (piece["form"], piece["topic"], piece["personas"]) == ("article", "knowhow", {})


def test_what_lies_there_as_an_idea_is_taken_up(ws: Workspace, small: Small) -> None:
    where = {"content": small.piece, "stage": 1, "channel": small.website}
    idea = placements.place(ws, **where, status="idea")
    assert suggest.apply(ws, **where, persona=small.persona) == idea
    assert of(ws, "placement", idea)["status"] == "planned"


def test_a_dropped_one_does_not_stand_in_the_way_of_joining(ws: Workspace, small: Small) -> None:
    other = items.create(ws, "persona", name="Sun Li", title="Finance", segments=[small.segment])
    items.archive(ws, "placement", [small.placement])
    taken = suggest.apply(ws, content=small.piece, stage=3, channel=small.email, persona=other)
    assert taken == small.placement
    assert of(ws, "placement", taken)["personas"] == [small.persona, other]


def test_nothing_ticked_is_told(ws: Workspace) -> None:
    with pytest.raises(UserError, match="Tick"):
        suggest.fill(ws, steps=[])


def test_one_that_is_refused_takes_all_back(ws: Workspace, small: Small) -> None:
    items.update(ws, "placement", small.placement, status="dropped")
    items.update(ws, "content_piece", small.piece, status="retired")
    before = ws.digest()
    steps = [Step(1, small.email, small.persona), Step(2, small.email, small.persona, small.piece)]
    with pytest.raises(UserError, match="retired"):
        suggest.fill(ws, steps=steps)
    assert ws.digest() == before
