"""Each rule speaks when it should, and is silent when nothing can be said."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from b2bdesk.insight import facts as f
from b2bdesk.insight.rules import find, RULES
from tests.insight.sample import sample_plan, TODAY

PLAN = sample_plan()
EMPTY = f.Plan(f.Workspace(date(2026, 1, 1), date(2026, 12, 31)))


def codes(plan: f.Plan, rule: str, today: date = TODAY) -> set[tuple[str, ...]]:
    """Return what a rule finds."""
    return {finding.codes for finding in find(plan, today) if finding.rule == rule}


def sentences(plan: f.Plan, rule: str) -> str:
    """Return what a rule says."""
    return "\n".join(finding.say() for finding in find(plan, TODAY) if finding.rule == rule)


def change(rows: tuple[Any, ...], code: str, **changes: Any) -> tuple[Any, ...]:
    """Return the rows with one of them changed."""
    return tuple(replace(row, **changes) if row.code == code else row for row in rows)


def placements(code: str, **changes: Any) -> f.Plan:
    """Return the plan with one placement changed."""
    return replace(PLAN, placements=change(PLAN.placements, code, **changes))


def pieces(code: str, **changes: Any) -> f.Plan:
    """Return the plan with one piece changed."""
    return replace(PLAN, pieces=change(PLAN.pieces, code, **changes))


def only(keep: set[str]) -> f.Plan:
    """Return the plan with only some placements."""
    return replace(PLAN, placements=tuple(x for x in PLAN.placements if x.code in keep))


def test_every_rule_exists() -> None:
    assert {rule.code for rule in RULES} == {f"G{n:02}" for n in range(1, 28)}


def test_an_empty_plan_has_no_findings() -> None:
    assert find(EMPTY, TODAY) == []


def test_a_plan_without_placements_misses_phases_and_people_but_no_shares() -> None:
    plan = replace(PLAN, placements=())
    found = {finding.rule for finding in find(plan, TODAY)}
    assert codes(plan, "G07") == {("acquire",), ("nurture",), ("convert",), ("retain",)}
    assert len(codes(plan, "G01")) == 20
    assert len(codes(plan, "G03")) == 16
    assert len(codes(plan, "G06")) == 5
    assert not found & {"G02", "G08", "G09", "G10", "G15", "G19", "G20", "G22", "G23", "G24", "G25", "G26"}


def test_an_unneeded_cell_is_no_gap() -> None:
    cells = (f.CellPlan(4, persona_id=5, not_needed=True, reason="x"), f.CellPlan(3, persona_id=5, target=3))
    plan = replace(PLAN, cells=cells)
    assert ("S4", "P5") not in codes(plan, "G01")
    assert ("S3", "P5") in codes(plan, "G02")


def test_recommended_channel_without_placement() -> None:
    emptied = {x.code for x in PLAN.placements if x.channel_id != 8}
    assert codes(only(emptied), "G03") == {("S1", "douyin")}
    unneeded = replace(only(emptied), cells=(f.CellPlan(1, channel_id=8, not_needed=True, reason="x"),))
    assert codes(unneeded, "G03") == set()
    archived = replace(only(emptied), channels=change(PLAN.channels, "douyin", archived=True))
    assert codes(archived, "G03") == set()


def test_finished_piece_that_is_never_placed() -> None:
    assert codes(pieces("K23", status="ready"), "G05") == {("K23",)}
    assert codes(pieces("K23", status="ready", archived=True), "G05") == set()


def test_mix_of_new_and_existing() -> None:
    everyone = tuple(replace(p, audience="new") for p in PLAN.pieces)
    assert sentences(replace(PLAN, pieces=everyone), "G10") == "Nothing in the plan speaks to existing customers."
    nobody = tuple(replace(p, audience="existing") for p in PLAN.pieces)
    assert sentences(replace(PLAN, pieces=nobody), "G10") == "Nothing in the plan speaks to new customers."


def hundred(brand: int) -> f.Plan:
    """Return a plan of a hundred equal placements, so many of them for the brand."""
    horizons = ["brand"] * brand + ["activation"] * (100 - brand)
    rows = tuple(f.Piece(n, f"K{n}", "x", "article", "text", horizon=h) for n, h in enumerate(horizons))
    laid = tuple(f.Placement(n, f"L{n}", n, 1, 1, cost=Decimal(10)) for n in range(100))
    stage, channel = f.Stage(1, "S1", "One", 1, ("attention",)), f.Channel(1, "web", "Web", fit={1: 1})
    plan = replace(EMPTY, stages=(stage,), channels=(channel,), pieces=rows, placements=laid)
    return replace(plan, company=f.Company("growth"))


@pytest.mark.parametrize(("brand", "off"), [(35, True), (36, False), (46, False), (56, False), (57, True)])
def test_a_share_just_at_the_tolerance_is_inside(brand: int, off: bool) -> None:
    assert codes(hundred(brand), "G08") == ({("brand",)} if off else set())


def test_role_and_member_rules() -> None:
    quiet = only({x.code for x in PLAN.placements if x.stage_id != 3})
    assert {code for _, code in codes(quiet, "G12")} == {"P1", "P2", "P3", "P4", "P5"}
    assert codes(quiet, "G27") == {("CH1", "user"), ("CH1", "decider"), ("CH2", "user")}
    assert codes(quiet, "G13") == set()
    silent = replace(PLAN, placements=tuple(replace(x, persona_ids=(1,)) for x in PLAN.placements))
    assert codes(silent, "G13") == {("CH2", "P4")}
    undecided = replace(quiet, stages=tuple(replace(s, decision=False) for s in PLAN.stages))
    assert codes(undecided, "G12") == codes(undecided, "G27") == set()


def test_archived_personas_leave_every_rule() -> None:
    plan = replace(PLAN, personas=change(PLAN.personas, "P5", archived=True))
    found = [x for x in find(plan, TODAY) if "P5" in x.codes]
    assert found == []
    assert ("CH2", "buyer") in codes(plan, "G11")


def test_topics_count_extra_ones_and_only_finished_pieces() -> None:
    assert codes(pieces("K23", status="published"), "G14") == {("P4", "after_sales")}
    assert codes(pieces("K20", extra_topics=("after_sales",)), "G14") == {("P5", "credentials")}


@pytest.mark.parametrize(("channel", "cost", "found"), [(1, 500, False), (3, 500, True), (3, 0, False), (11, 0, True)])
def test_tracking_is_asked_for_where_money_goes_outside_the_site(channel: int, cost: int, found: bool) -> None:
    plan = placements("L12", channel_id=channel, cost=Decimal(cost), link_id=None)
    assert (("L12",) in codes(plan, "G15")) is found


def test_age_counts_to_the_day() -> None:
    piece = pieces("K18", reviewed=date(2025, 3, 1))
    assert codes(piece, "G16") == set()
    assert codes(piece, "G16", date(2026, 3, 2)) == {("K18",)}
    assert codes(pieces("K18", reviewed=None), "G16") == set()
    assert codes(pieces("K18", status="retired"), "G16") == set()


def test_pools() -> None:
    def say(**changes: Any) -> str:
        return sentences(replace(PLAN, pools=change(PLAN.pools, "p_event", **changes)), "G19")

    assert "nobody owns it and" in say()
    assert "is not connected" in say(owner="events")
    assert say(connected=True).endswith("nobody owns it.")
    assert say(owner="events", connected=True) == ""


def test_money_and_hours() -> None:
    poor = replace(PLAN, resources=(f.Resource(1, "R1", "Money", "money", amount=Decimal(400_000)),))
    assert codes(poor, "G20") == {("budget",)}
    assert "CNY 411,000" in sentences(poor, "G20")
    tired = replace(PLAN, resources=(f.Resource(1, "R1", "Ann", "people", "content", hours_month=Decimal(30)),))
    assert codes(tired, "G20") == {("capability", "content")}
    assert codes(replace(PLAN, resources=(), funnel_need=Decimal(1)), "G20") == set()
    assert codes(replace(PLAN, funnel_need=Decimal(666_666)), "G20") == set()


def test_preferred_channel_that_is_not_used() -> None:
    liking = replace(PLAN.personas[4], prefs={**PLAN.personas[4].prefs, "channel": {"expo": 2, "blog": 1, "radio": 3}})
    assert codes(replace(PLAN, personas=(*PLAN.personas[:4], liking)), "G21") == {("P5", "expo")}


@pytest.mark.parametrize("width", ["narrow", "broad"])
def test_width(width: str) -> None:
    plan = replace(PLAN, placements=tuple(replace(x, breadth=width) for x in PLAN.placements))
    assert codes(plan, "G23") == {(width,)}
    assert codes(replace(plan, placements=tuple(replace(x, breadth="medium") for x in plan.placements)), "G23") == set()


def test_months_without_brand() -> None:
    march = {x.code for x in PLAN.placements if x.start and x.start.month == 3}
    plan = replace(PLAN, pieces=tuple(replace(p, horizon="activation") for p in PLAN.pieces))
    assert codes(plan, "G24") == {("2026-01",)}
    assert codes(only({x.code for x in PLAN.placements} - march), "G24") == {("2026-03",)}
    long = placements("L20", end=date(2026, 4, 30))
    assert codes(replace(long, placements=tuple(x for x in long.placements if x.code not in march)), "G24") == set()
    assert codes(replace(PLAN, placements=tuple(replace(x, start=None) for x in PLAN.placements)), "G24") == set()


def test_arrivals_need_a_next_step_and_a_pool() -> None:
    assert codes(pieces("K14", cta="none"), "G26") == {("L31",)}
    assert codes(placements("L31", state="register"), "G26") == set()
    assert "leads to no landing pool" in sentences(
        replace(PLAN, channels=change(PLAN.channels, "douyin", pool_id=None)), "G26"
    )
    assert codes(replace(pieces("K20", cta="none")), "G26") == set()


def test_thresholds_are_settings() -> None:
    loose = replace(PLAN.thresholds, channel_cost_limit=0.5, help_pass=6, brand_tolerance=0.2)
    plan = replace(PLAN, thresholds=loose)
    assert codes(plan, "G25") == codes(plan, "G17") == codes(plan, "G08") == set()


def test_uncounted_placements_raise_nothing() -> None:
    plan = replace(PLAN, placements=tuple(replace(x, status="idea") for x in PLAN.placements))
    bare = replace(PLAN, placements=())
    assert [x.codes for x in find(plan, TODAY)] == [x.codes for x in find(bare, TODAY)]
