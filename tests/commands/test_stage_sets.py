"""Lifecycle stages cut otherwise: what follows, what is told before, and that undo brings all back."""

from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select, update

from b2bdesk import starter, workspace
from b2bdesk.commands import items, placements, stage_sets
from b2bdesk.commands.stage_presets import PRESETS
from b2bdesk.domain import metadata
from b2bdesk.errors import UserError
from b2bdesk.queries.facts import load_plan
from b2bdesk.queries.stage_switch import states_of
from b2bdesk.terms import State
from b2bdesk.workspace import Workspace

PLACEMENT, STAGE = metadata.tables["placement"], metadata.tables["stage"]


@pytest.fixture
def plan(tmp_path: Path) -> Workspace:
    path = tmp_path / "plan.b2bdesk"
    starter.new_example(path, lang="en")
    with workspace.open(path, backup=False) as ws:
        yield ws


def stands(ws: Workspace) -> dict[int, tuple[str, str]]:
    """Return stage code and state of each placement."""
    with ws.read() as session:
        query = select(PLACEMENT.c.id, STAGE.c.code, PLACEMENT.c.state).join(STAGE, STAGE.c.id == PLACEMENT.c.stage_id)
        return {row.id: (row.code, row.state) for row in session.execute(query)}


def whole(ws: Workspace) -> object:
    """Return the plan as far as rules see it."""
    with ws.read() as session:
        return load_plan(session, "en")


@pytest.mark.parametrize("n", PRESETS)
def test_each_preset_has_each_state_once(n: int) -> None:
    states = [state for stage in PRESETS[n] for state in stage.states]
    assert sorted(states) == sorted(State)
    assert len(PRESETS[n]) == n


@pytest.mark.parametrize("n", [5, 7])
def test_finer_stages_take_placements_by_state_and_undo_gives_all_back(plan: Workspace, n: int) -> None:
    before, start = stands(plan), whole(plan)
    with plan.read() as session:
        found = stage_sets.plan_switch(session, preset=n)
    stage_sets.switch(plan, preset=n)
    after = stands(plan)
    assert before.keys() == after.keys()
    with plan.read() as session:
        own = states_of(session, None)
        codes = {row.id: row.code for row in session.execute(select(STAGE.c.id, STAGE.c.code))}
        home = {state: codes[stage] for stage, states in own.items() for state in states}
        assert [codes[stage] for stage in own] == [f"S{i + 1}" for i in range(n)]
    for stage, state in after.values():
        if state:
            assert stage == home[state]
    # The example names no state anywhere a stage is cut, so what is unclear is all that stood in cut stages.
    cut = {stage for stage, way in found.ways.items() if len(way.targets) > 1}
    assert {one.id for one in found.unclear} == {
        one.id for one in found.moved if one.stage_id in cut and not before[one.id][1]
    }
    plan.undo()
    assert whole(plan) == start


def test_what_is_unclear_goes_where_a_person_says(plan: Workspace) -> None:
    with plan.read() as session:
        found = stage_sets.plan_switch(session, preset=7)
    one = found.unclear[0]
    other = one.choices[-1]
    assert other != one.target
    stage_sets.switch(plan, preset=7, chosen={one.id: other})
    assert stands(plan)[one.id][0] == f"S{other + 1}"


def test_the_coarser_way_back_finds_every_placement_where_it_was(plan: Workspace) -> None:
    before = {row: code for row, (code, _) in stands(plan).items()}
    stage_sets.switch(plan, preset=7)
    stage_sets.switch(plan, preset=4)
    assert {row: code for row, (code, _) in stands(plan).items()} == before


def test_pieces_and_fits_follow(plan: Workspace) -> None:
    before = whole(plan)
    stage_sets.switch(plan, preset=7)
    after = whole(plan)
    old = {stage.id: set(stage.states) for stage in before.stages}
    new = {stage.id: set(stage.states) for stage in after.stages}
    channels = {channel.id: channel for channel in after.channels}
    for channel in before.channels:
        for stage, states in new.items():
            origins = [channel.fit.get(one, 0) for one, held in old.items() if held & states]
            assert channels[channel.id].fit.get(stage, 0) == max(origins)


def test_placements_that_would_meet_are_told_and_merged_only_when_asked(plan: Workspace) -> None:
    stage_sets.switch(plan, preset=7)
    with plan.read() as session:
        stages = dict(session.execute(select(STAGE.c.code, STAGE.c.id)).all())
        channel = session.scalar(select(metadata.tables["channel"].c.id))
        piece = session.scalar(select(metadata.tables["content_piece"].c.id))
        people = list(session.scalars(select(metadata.tables["persona"].c.id)))
    first = placements.place(plan, content=piece, stage=stages["S4"], channel=channel, personas=people[:1], cost=100)
    second = placements.place(plan, content=piece, stage=stages["S5"], channel=channel, personas=people[1:2], cost=50)
    counted = items.create(plan, "result", date_from="2026-01-01", date_to="2026-01-31", placement_id=second, leads=4)
    start = whole(plan)
    with plan.read() as session:
        told = stage_sets.plan_switch(session, preset=4)
    assert [tuple(one.id for one in group) for group in told.doubles] == [(first, second)]
    with pytest.raises(UserError) as caught:
        stage_sets.switch(plan, preset=4)
    assert caught.value.code == "stage.doubles"
    assert whole(plan) == start
    stage_sets.switch(plan, preset=4, merge=True)
    after = {one.id: one for one in whole(plan).placements}
    assert second not in after
    assert set(after[first].persona_ids) == set(people[:2])
    assert after[first].cost == 150
    with plan.read() as session:
        assert items.values_of(session, "result", counted)["placement_id"] == first


def test_a_segment_with_stages_of_its_own_takes_its_placements_along_and_brings_them_back(plan: Workspace) -> None:
    with plan.read() as session:
        segment = session.scalar(select(metadata.tables["segment"].c.id))
        some = list(session.scalars(select(PLACEMENT.c.id).limit(5)))
    with plan.edit("Give some a segment") as session:
        session.execute(update(PLACEMENT).where(PLACEMENT.c.id.in_(some)).values(segment_id=segment))
    start = stands(plan)
    made = stage_sets.create(plan, name="Long cycle", preset=7, segments=[segment], product="Scanner")
    moved = {row for row, (code, _) in stands(plan).items() if code.startswith("SS1-")}
    assert moved == set(some)
    with plan.read() as session:
        assert len(states_of(session, made)) == 7
        assert len(states_of(session, None)) == 4
    stage_sets.remove(plan, stage_set=made)
    assert stands(plan) == start
    assert Counter(code for code, _ in start.values()).keys() == {"S1", "S2", "S3", "S4"}


def test_a_set_in_use_is_not_deleted_like_any_row(plan: Workspace) -> None:
    made = stage_sets.create(plan, name="Short", preset=5)
    with pytest.raises(UserError) as caught:
        items.delete(plan, "stage_set", [made])
    assert caught.value.code == "item.used"


def test_only_known_presets(plan: Workspace) -> None:
    with pytest.raises(UserError) as caught:
        stage_sets.switch(plan, preset=6)
    assert caught.value.code == "stage.preset"


def test_a_segment_that_chooses_other_stages_in_its_form_takes_its_placements_along(plan: Workspace) -> None:
    made = stage_sets.create(plan, name="Long cycle", preset=7)
    with plan.read() as session:
        segment = session.scalar(select(metadata.tables["segment"].c.id))
        some = list(session.scalars(select(PLACEMENT.c.id).limit(3)))
    with plan.edit("Give some a segment") as session:
        session.execute(update(PLACEMENT).where(PLACEMENT.c.id.in_(some)).values(segment_id=segment))
    items.update(plan, "segment", segment, stage_set_id=made)
    assert {row for row, (code, _) in stands(plan).items() if code.startswith("SS1-")} == set(some)
    plan.undo()
    assert not {row for row, (code, _) in stands(plan).items() if code.startswith("SS1-")}
