"""Filling the plan: against a slow reference on random plans, and on the example."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b2bdesk.insight import coverage
from b2bdesk.insight import facts as f
from b2bdesk.insight.fill_ledger import free_starts
from b2bdesk.insight.fill_plan import Axis, effect, explain, fill_plan, Filling, Kind, open_cells, Proposal
from b2bdesk.insight.index import index
from b2bdesk.insight.stock import best
from b2bdesk.insight.suggest import suggest
from b2bdesk.terms import COUNTED, PlacementStatus
from tests.helpers.effort import examples
from tests.insight.sample import ids, sample_plan, TODAY

PLAN = sample_plan()
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
PLACEMENTS = st.builds(
    f.Placement,
    id=st.integers(1, 10**6),
    code=st.just("L"),
    content_id=st.integers(1, 30),
    stage_id=st.integers(1, 4),
    channel_id=st.integers(1, 14),
    status=st.sampled_from(list(PlacementStatus)),
    persona_ids=st.lists(st.integers(1, 5), max_size=2, unique=True).map(tuple),
    start=st.none() | DAYS,
    archived=st.sampled_from([False, False, False, True]),
)
CELLS = st.builds(
    f.CellPlan,
    stage_id=st.integers(1, 4),
    channel_id=st.integers(1, 14),
    target=st.none() | st.integers(1, 3),
    not_needed=st.booleans(),
) | st.builds(
    f.CellPlan,
    stage_id=st.integers(1, 4),
    persona_id=st.integers(1, 5),
    target=st.none() | st.integers(1, 3),
    not_needed=st.booleans(),
)


@st.composite
def plans(draw: Any) -> f.Plan:
    """Make the example with other placements, cells, capacities and fewer pieces."""
    placed = draw(st.lists(PLACEMENTS, max_size=14, unique_by=lambda x: x.id))
    cells = draw(st.lists(CELLS, max_size=8, unique_by=lambda c: (c.stage_id, c.channel_id, c.persona_id)))
    limits = draw(st.lists(st.none() | st.integers(0, 2), min_size=14, max_size=14))
    channels = tuple(replace(c, monthly_capacity=n) for c, n in zip(PLAN.channels, limits, strict=True))
    scarce = draw(st.booleans())
    pieces = tuple(replace(p, archived=True) if scarce and p.id % 3 else p for p in PLAN.pieces)
    return replace(PLAN, placements=tuple(placed), cells=tuple(cells), channels=channels, pieces=pieces)


def applied(plan: f.Plan, proposals: Any) -> f.Plan:
    """Return the plan as it is after proposals were carried out on its rows, one after the other."""
    placed = {x.id: x for x in plan.placements}
    for n, proposal in enumerate(proposals, 10**7):
        where = (proposal.stage_id, proposal.channel_id)
        if proposal.kind is Kind.JOIN:
            x = placed[proposal.joins]
            served = x.persona_ids or tuple(index(plan).piece[x.content_id].personas)
            assert proposal.persona_id not in served
            placed[x.id] = replace(x, persona_ids=(*served, proposal.persona_id))
        elif proposal.kind is Kind.PLACE:
            placed[n] = f.Placement(n, "L", proposal.content_id, *where, persona_ids=(proposal.persona_id,))
    return replace(plan, placements=tuple(placed.values()))


def counts(plan: f.Plan) -> tuple[Counter[Any], Counter[Any]]:
    """Count the slow way."""
    people, places = Counter[Any](), Counter[Any]()
    for x in plan.placements:
        if x.status in COUNTED and not x.archived:
            places[x.stage_id, x.channel_id] += 1
            piece = next(p for p in plan.pieces if p.id == x.content_id)
            people.update({(x.stage_id, p) for p in x.persona_ids or piece.personas})
    return people, places


def after_each(plan: f.Plan, found: Filling) -> Iterator[tuple[f.Plan, Proposal]]:
    """Yield the plan as each proposal met it, that proposal's ideas being left aside."""
    for n, proposal in enumerate(found.proposals):
        yield applied(plan, found.proposals[:n]), proposal


@settings(deadline=None, max_examples=examples(40))
@given(plans(), st.booleans())
def test_targets_and_capacities_hold_and_coverage_only_rises(plan: f.Plan, thin: bool) -> None:
    found = fill_plan(plan, TODAY, thin=thin)
    after = applied(plan, found.proposals)
    for cover in (coverage.stage_persona, coverage.stage_channel):
        old, new = cover(plan), cover(after)
        assert new.covered >= old.covered
        assert new.deep >= old.deep
        for a, b in zip(old.cells, new.cells, strict=True):
            assert b.n == a.n or (b.n <= b.target and not b.not_needed)
    added = Counter(p.channel_id for p in found.proposals if p.kind is Kind.PLACE)
    free = free_starts(plan, TODAY)
    assert all(free[channel] is None or n <= free[channel] for channel, n in added.items())


@settings(deadline=None, max_examples=examples(40))
@given(plans(), st.booleans())
def test_nothing_is_proposed_twice_and_every_open_cell_is_told_once(plan: f.Plan, thin: bool) -> None:
    found = fill_plan(plan, TODAY, thin=thin)
    spots = [(p.content_id, p.stage_id, p.channel_id) for p in found.proposals if p.content_id]
    assert len(spots) == len(set(spots))
    told = [cell for p in found.proposals for cell in p.fills] + list(found.unfilled)
    assert sorted(told, key=str) == sorted(found.open, key=str)
    assert all(p.fills[0] == p.cell for p in found.proposals)
    ranks = [found.open.index(p.cell) for p in found.proposals]
    assert ranks == sorted(ranks)
    assert [c.importance for c in found.open] == sorted((c.importance for c in found.open), reverse=True)
    assert found == fill_plan(replace(plan), TODAY, thin=thin)


@settings(deadline=None, max_examples=examples(15))
@given(plans())
def test_each_proposal_is_the_best_that_the_slow_way_finds(plan: f.Plan) -> None:
    """For each cell: every channel that is usual, wanted and has room, every piece, rated by D12 itself."""
    found = fill_plan(plan, TODAY)
    proposed: set[Any] = set()
    free = dict(free_starts(plan, TODAY))
    undated = {
        (x.content_id, x.stage_id, x.channel_id)
        for x in plan.placements
        if x.start is None and (x.archived or x.status not in COUNTED)
    }
    for now, proposal in after_each(plan, found):
        if proposal.cell.axis is Axis.PERSONA:
            score = slow_best(now, proposal.cell.stage_id, proposal.cell.other_id, proposed | undated, free)
            limit = plan.thresholds.new_piece_below
            if proposal.kind is Kind.IDEA:
                assert score < limit
                assert (proposal.nearest[1] if proposal.nearest else 0) == score
            else:
                assert proposal.score == score >= limit
        proposed.add((proposal.content_id, proposal.stage_id, proposal.channel_id))
        if proposal.kind is Kind.PLACE and free[proposal.channel_id] is not None:
            free[proposal.channel_id] -= 1


def slow_best(plan: f.Plan, stage: int, persona: int, taken: set[Any], free: dict[int, int | None]) -> float:
    """Return the best score for a persona at a stage."""
    _, places = counts(plan)
    cells = {c.other_id: c for c in coverage.stage_channel(plan).cells if c.stage_id == stage}
    scores = [0.0]
    for channel in plan.channels:
        cell = cells[channel.id]
        room = places[stage, channel.id] < cell.target and (free[channel.id] is None or free[channel.id] > 0)
        if channel.fit.get(stage, 0) >= 1 and not cell.not_needed:
            for s in suggest(plan, stage, channel.id, persona, TODAY).suggestions:
                if (s.piece_id, stage, channel.id) not in taken and (room or s.extend):
                    scores.append(round(s.score, 4))
    return max(scores)


@settings(deadline=None, max_examples=examples(40))
@given(plans(), st.data())
def test_the_effect_is_that_of_carrying_it_out(plan: f.Plan, data: st.DataObject) -> None:
    found = fill_plan(plan, TODAY, thin=True)
    chosen = [p for p in found.proposals if data.draw(st.booleans())]
    told, after = effect(plan, found, chosen), applied(plan, chosen)
    people, places = counts(after)
    assert told.people[1] == coverage.stage_persona(after)
    assert told.places[1] == coverage.stage_channel(after)
    assert told.people[0] == coverage.stage_persona(plan)
    now = {Axis.PERSONA: people, Axis.CHANNEL: places}
    assert told.filled == sum(now[c.axis][c.stage_id, c.other_id] > c.n for c in found.open)
    assert told.placed + told.joined + told.ideas == len(chosen)


@settings(deadline=None, max_examples=examples(40))
@given(plans(), st.integers(1, 4), st.integers(1, 14), st.integers(1, 5))
def test_the_best_few_are_those_of_all(plan: f.Plan, stage: int, channel: int, persona: int) -> None:
    whole = suggest(plan, stage, channel, persona, TODAY).suggestions
    assert best(plan, stage, channel, persona, TODAY, 4) == whole[:4]


def told(found: Filling) -> list[tuple[str, ...]]:
    """Return proposals by codes."""
    ix = index(PLAN)
    return [
        (p.kind, ix.stage[p.stage_id].code, ix.persona[p.persona_id].code, ix.piece[p.content_id or 1].code)
        for p in found.proposals
    ]


def test_the_example_is_filled_by_four_placements() -> None:
    found = fill_plan(PLAN, TODAY)
    assert told(found) == [
        ("place", "S1", "P5", "K22"),
        ("place", "S2", "P5", "K22"),
        ("place", "S4", "P5", "K22"),
        ("place", "S4", "P4", "K20"),
    ]
    assert [p.score for p in found.proposals] == [56.5, 73.5, 51.45, 56.7]
    assert [c.importance for c in found.open] == [4.0, 4.0, 4.0, 3.6]
    done = effect(PLAN, found, found.proposals)
    assert (done.placed, done.filled, done.open) == (4, 4, 4)
    assert [float(c.share or 0) for c in done.people] == [0.8, 1.0]
    assert effect(PLAN, found, ()).filled == 0


def test_thin_cells_are_open_if_asked_for_and_a_person_may_join() -> None:
    found = fill_plan(PLAN, TODAY, thin=True)
    assert told(found)[4:] == [("join", "S3", "P5", "K22"), ("place", "S2", "P4", "K20")]
    joined = found.proposals[4]
    assert index(PLAN).placement[joined.joins or 0].code == "L55"
    assert [c.n for c in open_cells(PLAN, thin=True)] == [0, 0, 0, 0, 1, 1]


def test_a_proposal_is_explained_by_the_parts_of_its_score() -> None:
    found = fill_plan(PLAN, TODAY).proposals[1]
    why = explain(PLAN, found, TODAY)
    assert why is not None
    assert why.parts == {"stage": 15, "persona": 25, "topic": 20, "form": 7.5, "appeal": pytest.approx(6)}
    assert why.score == pytest.approx(73.5)


def test_without_pieces_there_is_something_to_make() -> None:
    found = fill_plan(replace(PLAN, pieces=(), placements=()), TODAY)
    assert {p.kind for p in found.proposals} == {Kind.IDEA}
    first = found.proposals[0]
    assert (first.cell.axis, first.stage_id, first.content_id, first.nearest) == (Axis.PERSONA, 3, None, None)
    assert first.new_piece is not None
    assert explain(PLAN, first, TODAY) is None
    assert effect(PLAN, found, found.proposals).ideas == len(found.proposals)


def test_without_channels_nothing_can_be_proposed() -> None:
    found = fill_plan(replace(PLAN, channels=(), placements=()), TODAY)
    assert found.proposals == ()
    assert len(found.unfilled) == len(found.open) == 20


def test_a_full_channel_gets_nothing_more() -> None:
    email = ids("channels")["email"]
    only = tuple(replace(c, monthly_capacity=1, archived=c.id != email) for c in PLAN.channels)
    start = replace(PLAN.workspace, plan_end=date(2026, 3, 31))
    plan = replace(PLAN, channels=only, workspace=start, placements=())
    assert free_starts(plan, TODAY) == {email: 1}
    found = fill_plan(plan, TODAY)
    assert [p.kind for p in found.proposals if p.kind is not Kind.IDEA] == [Kind.PLACE]
    assert free_starts(plan, date(2027, 1, 1)) == {email: 3}
