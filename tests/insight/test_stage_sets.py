"""Segments with lifecycle stages of their own: who needs what, and which stages are neighbours."""

from dataclasses import replace

from b2bdesk.insight.coverage import stage_persona
from b2bdesk.insight.facts import Stage
from b2bdesk.insight.index import index
from b2bdesk.insight.suggest import neighbours
from tests.insight.sample import sample_plan


def test_personas_need_the_stages_of_their_segments() -> None:
    plan = sample_plan()
    first = plan.segments[0]
    more = (Stage(901, "SS1-1", "Early", 91, ("attention",), set_id=7), Stage(902, "SS1-2", "Late", 92, set_id=7))
    segments = (replace(first, stage_set_id=7), *plan.segments[1:])
    changed = replace(plan, stages=(*plan.stages, *more), segments=segments)
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
