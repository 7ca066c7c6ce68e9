"""Segments with lifecycle stages of their own: who needs what, and which stages are neighbours."""

from dataclasses import replace

from b2bdesk.insight.coverage import stage_persona
from b2bdesk.insight.facts import CellPlan, Plan, Stage
from b2bdesk.insight.fixes import fixes
from b2bdesk.insight.index import index
from b2bdesk.insight.rules import find
from b2bdesk.insight.suggest import neighbours
from tests.insight.sample import sample_plan, TODAY


def apart(plan: Plan) -> Plan:
    """Give the first segment two stages of its own."""
    more = (Stage(901, "SS1-1", "Early", 91, ("attention",), set_id=7), Stage(902, "SS1-2", "Late", 92, set_id=7))
    segments = (replace(plan.segments[0], stage_set_id=7), *plan.segments[1:])
    return replace(plan, stages=(*plan.stages, *more), segments=segments)


def test_personas_need_the_stages_of_their_segments() -> None:
    plan = sample_plan()
    first, changed = plan.segments[0], apart(plan)
    own = {stage.id for stage in plan.stages if not stage.archived}
    for persona in index(changed).personas:
        needed = {cell.stage_id for cell in stage_persona(changed).cells if cell.other_id == persona.id}
        in_first = first.id in persona.segment_ids
        elsewhere = bool(set(persona.segment_ids) - {first.id})
        assert needed == ({901, 902} if in_first else set()) | (own if elsewhere or not in_first else set())
    assert neighbours(index(changed), 901) == {902}
    last = index(plan).stages[-1].id
    assert neighbours(index(changed), last) == neighbours(index(plan), last)


def test_without_sets_all_personas_go_through_all_stages() -> None:
    ix = index(sample_plan())
    assert {tuple(way) for way in ix.ways.values()} == {tuple(ix.stages)}


def test_nobody_is_placed_where_their_segments_never_come() -> None:
    plan = apart(sample_plan())
    first = plan.segments[0].id
    there = {persona.id for persona in plan.personas if first in persona.segment_ids}
    assert {persona.id for persona in index(plan).needed(901)} == there
    off = replace(plan, cells=(*plan.cells, CellPlan(901, persona_id=min(there), not_needed=True, reason="Known")))
    assert {persona.id for persona in index(off).needed(901)} == there - {min(there)}


def test_quick_fixes_place_on_the_way_of_the_persona() -> None:
    plan = apart(sample_plan())
    fits = tuple(replace(channel, fit={**channel.fit, 901: 2, 902: 2}) for channel in plan.channels)
    moved = tuple(replace(piece, stage_ids=(901,)) for piece in plan.pieces)
    bare = replace(plan, channels=fits, pieces=moved, placements=())
    elsewhere = {p.id for p in plan.personas if plan.segments[0].id not in p.segment_ids}
    asked = [one for one in find(bare, TODAY) if one.rule in ("G06", "G21") and one.ids["persona"] in elsewhere]
    stages = [fix.values["stage"] for one in asked for fix in fixes(bare, one, TODAY) if fix.command == "place"]
    assert stages
    assert not {901, 902} & set(stages)
