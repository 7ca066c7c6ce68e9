"""Decisions on findings, quick fixes and merging, on the example: each one step that can be taken back."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from b2bdesk import workspace
from b2bdesk.commands import findings, fixes, items, merging, placements
from b2bdesk.domain.review import FindingNote
from b2bdesk.errors import UserError
from b2bdesk.insight.decisions import about, Decision, Key, key, sift
from b2bdesk.insight.facts import Plan
from b2bdesk.insight.fixes import Fix, FIXES
from b2bdesk.insight.fixes import fixes as fixes_of
from b2bdesk.insight.redundancy import overlaps
from b2bdesk.insight.rules import find, Finding, RULES
from b2bdesk.queries import findings as queries
from b2bdesk.queries.facts import load_plan
from b2bdesk.workspace import Workspace

TODAY = date(2026, 3, 1)


@pytest.fixture
def ws(example_path: Path) -> Iterator[Workspace]:
    """The example, open."""
    with workspace.open(example_path, backup=False) as opened:
        yield opened


def plan_of(ws: Workspace) -> Plan:
    """Return the plan as it is now."""
    with ws.read() as session:
        return load_plan(session, "en")


def everything(plan: Plan) -> list[Finding]:
    """Return gaps and overlaps."""
    return [*find(plan, TODAY), *overlaps(plan, TODAY)]


def keys(ws: Workspace) -> set[Key]:
    """Return what is found now."""
    plan = plan_of(ws)
    return {key(finding, plan) for finding in everything(plan)}


def finding(ws: Workspace, rule: str, *codes: str) -> tuple[Finding, Key]:
    """Return a finding by its rule and codes, and what it is known by."""
    plan = plan_of(ws)
    found = next(f for f in everything(plan) if f.rule == rule and (not codes or f.codes == codes))
    return found, key(found, plan)


def sifted(ws: Workspace, today: date = TODAY) -> tuple[set[Key], dict[Key, Decision]]:
    """Return what is open and what is decided on a day."""
    plan = plan_of(ws)
    with ws.read() as session:
        noted = queries.decisions(session)
    parted = sift(plan, find(plan, today), noted, today)
    return {key(f, plan) for f in parted.open}, {key(f, plan): decision for f, decision in parted.decided}


def commands_of(ws: Workspace, rule: str, *codes: str) -> list[Fix]:
    """Return the fixes of a finding that are done at once."""
    found, _ = finding(ws, rule, *codes)
    return [fix for fix in fixes_of(plan_of(ws), found, TODAY) if fix.command]


ASKS_FOR_MORE = {("G14", "note_idea"), ("G19", "connect_pool")}
"""Fixes after which a person has still something to do: finish the piece, say who owns the pool."""


def test_each_fix_settles_its_finding_and_is_taken_back_in_one_step(ws: Workspace) -> None:
    plan, before, tried = plan_of(ws), keys(ws), set()
    for found in everything(plan):
        for fix in fixes_of(plan, found, TODAY):
            if not fix.command:
                assert fix.jump
                continue
            fixes.fix(ws, command=fix.command, values=fix.values)
            gone = key(found, plan) not in keys(ws)
            assert gone or (found.rule, fix.command) in ASKS_FOR_MORE, (found.rule, found.codes, fix.command)
            tried.add(found.rule)
            ws.undo()
        assert keys(ws) == before, found.rule
    assert tried == {"G01", "G02", "G04", "G11", "G14", "G15", "G16", "G18", "G19", "R01", "R02"}


def test_every_rule_has_fixes_or_a_place_to_go() -> None:
    assert FIXES.keys() >= {rule.code for rule in RULES}


def test_a_pool_with_an_owner_is_settled_once_it_is_connected(ws: Workspace) -> None:
    found, known = finding(ws, "G19")
    items.update(ws, "landing_pool", found.ids["pool"], owner="Ding Rui")
    fix = commands_of(ws, "G19")[0]
    fixes.fix(ws, command=fix.command, values=fix.values)
    assert known not in keys(ws)


def test_a_finished_piece_that_is_nowhere_is_placed_or_retired(ws: Workspace) -> None:
    plan = plan_of(ws)
    piece = next(p for p in plan.pieces if p.code == "K07")
    placements.remove(ws, ids=[x.id for x in plan.placements if x.content_id == piece.id])
    _, known = finding(ws, "G05", "K07")
    for fix in commands_of(ws, "G05", "K07"):
        fixes.fix(ws, command=fix.command, values=fix.values)
        assert known not in keys(ws)
        ws.undo()


@pytest.mark.parametrize("stage", ["S1", "S2", "S3", "S4"])
def test_what_an_emptied_stage_misses_is_placed_at_once(ws: Workspace, stage: str) -> None:
    plan = plan_of(ws)
    stage_id = next(s.id for s in plan.stages if s.code == stage)
    placements.remove(ws, ids=[x.id for x in plan.placements if x.stage_id == stage_id])
    rules = {"G01", "G03", "G06", "G07", "G12", "G13", "G21", "G27"}
    settled = set()
    for found in find(plan_of(ws), TODAY):
        if found.rule in rules - settled:
            fix = next(fix for fix in fixes_of(plan_of(ws), found, TODAY) if fix.command == "place")
            known = key(found, plan_of(ws))
            fixes.fix(ws, command=fix.command, values=fix.values)
            assert known not in keys(ws), found.rule
            ws.undo()
            settled.add(found.rule)
    assert settled >= {"G01", "G03", *({"G12", "G27"} if stage == "S3" else ())}


def test_an_unheard_sceptic_and_a_persona_left_out_meet_something_at_once(ws: Workspace) -> None:
    plan = plan_of(ws)
    sceptic = next(p.id for p in plan.personas if p.code == "P4")
    for x in plan.placements:
        people = list(x.persona_ids or next(k.personas for k in plan.pieces if k.id == x.content_id))
        if sceptic in people and len(people) > 1:
            placements.update(ws, id=x.id, personas=[p for p in people if p != sceptic])
        elif sceptic in people:
            placements.remove(ws, ids=[x.id])
    for rule, codes in (("G06", ("P4",)), ("G13", ("CH2", "P4"))):
        _, known = finding(ws, rule, *codes)
        fix = commands_of(ws, rule, *codes)[0]
        fixes.fix(ws, command=fix.command, values=fix.values)
        assert known not in keys(ws)
        ws.undo()


def test_months_without_brand_are_filled(ws: Workspace) -> None:
    plan = plan_of(ws)
    brand = {p.id for p in plan.pieces if p.horizon == "brand"}
    placements.remove(ws, ids=[x.id for x in plan.placements if x.content_id in brand])
    found, known = finding(ws, "G24")
    for piece in brand & {p.id for p in plan.pieces if p.code == "K17"}:
        items.update(ws, "content_piece", piece, archived=False)
    fix = commands_of(ws, "G24", *found.codes)[0]
    fixes.fix(ws, command=fix.command, values=fix.values)
    assert known not in keys(ws)


def test_a_visitor_without_a_next_step_gets_one(ws: Workspace) -> None:
    plan = plan_of(ws)
    x = next(x for x in plan.placements if x.code == "L26")
    items.update(ws, "content_piece", x.content_id, cta="none")
    items.update(ws, "channel", x.channel_id, pool_id=None)
    placements.update(ws, id=x.id, pool_id=None)
    _, known = finding(ws, "G26", "L26")
    fix = commands_of(ws, "G26", "L26")[0]
    fixes.fix(ws, command=fix.command, values=fix.values)
    assert known not in keys(ws)
    ws.undo()
    items.update(ws, "content_piece", x.content_id, cta="trial")
    fix = commands_of(ws, "G26", "L26")[0]
    assert fix.values["cta"] == ""
    fixes.fix(ws, command=fix.command, values=fix.values)
    assert known not in keys(ws)


def test_an_idea_that_waits_in_the_cell_is_planned(ws: Workspace) -> None:
    fix = commands_of(ws, "G01", "S4", "P4")[0]
    idea = placements.place(ws, **{k: v for k, v in fix.values.items() if k != "persona"}, status="idea")
    assert fixes.fix(ws, command=fix.command, values=fix.values) == idea


def test_a_decision_needs_a_reason_is_kept_and_taken_back(ws: Workspace) -> None:
    found, known = finding(ws, "G15", "L07")
    with pytest.raises(UserError, match="Say why"):
        findings.not_needed(ws, rule=found.rule, about=known[1], reason="  ")
    findings.not_needed(ws, rule=found.rule, about=known[1], reason="Counted at the door", what="L07")
    open_, decided = sifted(ws)
    assert known not in open_
    assert decided[known].reason == "Counted at the door"
    ws.undo()
    assert known in sifted(ws)[0]
    ws.redo()
    findings.take_back(ws, rule=found.rule, about=known[1])
    assert known in sifted(ws)[0]


def test_two_topics_of_one_persona_are_decided_apart(ws: Workspace) -> None:
    found, known = finding(ws, "G14", "P5", "credentials")
    findings.not_needed(ws, rule=found.rule, about=known[1], reason="Sales sends them")
    prefs = {"dim": "topic", "value": "trend", "strength": 3}
    items.create(ws, "persona_pref", persona_id=found.ids["persona"], **prefs)
    open_, decided = sifted(ws)
    assert known in decided
    assert ("G14", frozenset({("persona", found.ids["persona"]), ("is", "trend")})) in open_


def test_what_was_put_off_comes_back_on_its_day(ws: Workspace) -> None:
    found, known = finding(ws, "G16", "K18")
    with pytest.raises(UserError, match="not ahead"):
        findings.snooze(ws, rule=found.rule, about=known[1], until=TODAY, today=TODAY)
    findings.snooze(ws, rule=found.rule, about=known[1], until=date(2026, 3, 8), today=TODAY)
    assert known not in sifted(ws, date(2026, 3, 7))[0]
    assert known in sifted(ws, date(2026, 3, 8))[0]
    findings.snooze(ws, rule=found.rule, about=known[1], until=date(2026, 4, 1), today=date(2026, 3, 8))
    assert known not in sifted(ws, date(2026, 3, 8))[0]


def test_cells_say_themselves_that_nothing_is_needed(ws: Workspace) -> None:
    _, known = finding(ws, "G01", "S4", "P5")
    findings.not_needed(ws, rule="G01", about=known[1], reason="Procurement is done by then", what="Sun Li")
    open_, decided = sifted(ws)
    assert known not in open_
    assert decided[known].note is None
    assert decided[known].reason == "Procurement is done by then"
    findings.take_back(ws, rule="G01", about=known[1])
    assert known in sifted(ws)[0]
    findings.snooze(ws, rule="G01", about=known[1], until=date(2026, 5, 1), today=TODAY)
    assert known not in sifted(ws)[0]
    findings.take_back(ws, rule="G01", about=known[1])
    assert known in sifted(ws)[0]


def test_a_decision_goes_with_what_it_is_about_and_comes_back_with_it(ws: Workspace) -> None:
    found, known = finding(ws, "G15", "L07")
    findings.not_needed(ws, rule=found.rule, about=known[1], reason="x")
    placements.remove(ws, ids=[found.ids["placement"]])
    with ws.read() as session:
        assert session.scalars(select(FindingNote)).all() == []
    ws.undo()
    assert known in sifted(ws)[1]


def test_subjects_are_names_for_ever(ws: Workspace) -> None:
    plan = plan_of(ws)
    wanted = {about(f, plan) for f in everything(plan)}
    with ws.read() as session:
        names = queries.subjects(session, wanted)
        assert queries.abouts(session, names.values()) == {name: what for what, name in names.items()}
        assert queries.abouts(session, ["placement:nobody", "nothing", "person:1 is:x"]) == {}
    assert names.keys() == wanted


def test_merging_moves_placements_links_and_people(ws: Workspace) -> None:
    plan = plan_of(ws)
    code = {p.code: p for p in plan.pieces}
    kept, other = code["K15"], code["K16"]
    before = [x for x in plan.placements if x.content_id in (kept.id, other.id)]
    merging.merge(ws, kept=kept.id, other=other.id)
    after = plan_of(ws)
    piece = next(p for p in after.pieces if p.id == kept.id)
    assert set(piece.personas) == {*kept.personas, *other.personas}
    assert set(piece.stage_ids) == {*kept.stage_ids, *other.stage_ids}
    assert next(p for p in after.pieces if p.id == other.id).status == "retired"
    moved = {x.id: x for x in after.placements if x.content_id == kept.id}
    for x in before:
        if x.content_id == other.id and x.id in moved:
            assert moved[x.id].link_id == x.link_id
            assert set(moved[x.id].persona_ids) == set(x.persona_ids or other.personas)
    left = [x for x in after.placements if x.content_id == other.id]
    assert all(x.status in ("dropped", "done") for x in left)
    served = {(x.stage_id, p) for x in before if x.status != "dropped" for p in x.persona_ids or code_of(plan, x)}
    now = {
        (x.stage_id, p) for x in after.placements if x.status != "dropped" for p in x.persona_ids or code_of(after, x)
    }
    assert served <= now
    ws.undo()
    assert plan_of(ws).placements == plan.placements
    with pytest.raises(UserError, match="into itself"):
        merging.merge(ws, kept=kept.id, other=kept.id)


def code_of(plan: Plan, placement: object) -> tuple[int, ...]:
    """Return the personas of a placement's piece."""
    content = getattr(placement, "content_id", 0)
    return tuple(next(p.personas for p in plan.pieces if p.id == content))
