"""The reference itself gives the answers that DOMAIN has worked out by hand."""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

from tests.differential import reference as r
from tests.differential import reference_fit as fit
from tests.differential import reference_rules as rules
from tests.insight.sample import golden, sample_plan, TODAY

EXPECTED = golden()
PLAN = sample_plan()


def test_coverage_and_balance() -> None:
    people, places = list(r.persona_cells(PLAN)), list(r.channel_cells(PLAN))
    assert {f"{c.stage}|{c.other}": c.n for c in people} == EXPECTED["stage_persona"]
    assert {f"{c.stage}|{c.other}": c.n for c in places} == EXPECTED["stage_channel"]
    assert [r.coverage(people), r.coverage(people, 2), r.coverage(places)] == [r.exact(0.8), r.exact(0.7), 1]
    assert (len(r.counted(PLAN)), float(r.cost(PLAN))) == (69, 411_000.0)
    assert r.phases(PLAN) == {"acquire": 38, "nurture": 21, "convert": 21, "retain": 10}
    brand = r.mean(PLAN, r.BRAND, "horizon", by_cost=True)
    assert float(brand or 0) == EXPECTED["balance"]["brand_cost"]
    assert r.fame(PLAN).score == r.exact(EXPECTED["fame"]["score"])


def test_findings() -> None:
    found = defaultdict(list)
    for rule, _, codes in rules.findings(replace(PLAN, funnel_need=Decimal(686_640)), TODAY):
        found[rule].append("×".join(codes))
    assert {rule: len(found[rule]) for rule in EXPECTED["findings"]} == {
        rule: len(texts) for rule, texts in EXPECTED["findings"].items()
    }
    for rule in ("G01", "G02", "G04", "G15", "G16", "G17", "G18", "G19", "G22"):
        assert sorted(found[rule]) == sorted(EXPECTED["findings"][rule])


def test_people_and_chains() -> None:
    for p in PLAN.personas:
        said = EXPECTED["personas"][p.code]
        assert (round(float(r.completeness(PLAN, p)), 9), r.usable(PLAN, p)) == (
            round(said["score"], 9),
            said["usable"],
        )
    for chain in PLAN.chains:
        said = EXPECTED["chains"][chain.code]
        assert (r.missing(PLAN, chain), float(r.support(PLAN, chain) or 0)) == (said["missing"], said["support"])
        assert float(r.cover(PLAN, chain) or 0) == said["coverage"]
        assert {p.code: p.n for p in r.people(PLAN, chain)} == said["detail"]


def test_suggestions() -> None:
    stage = {row.code: row for row in PLAN.stages}
    channel = {row.code: row for row in PLAN.channels}
    persona = {row.code: row for row in PLAN.personas}
    for gap, said in EXPECTED["relevance"].items():
        at, where, who = gap.split("|")
        best = fit.suggestions(PLAN, stage[at], channel[where], persona[who], TODAY)[: len(said)]
        assert [[one.code, round(float(one.score), 2)] for one in best] == said
    priorities = {("S1", "P5"): 4, ("S4", "P4"): r.exact(3.6), ("S3", "P5"): 3, ("S2", "P4"): r.exact(1.8)}
    assert {(s, p): fit.priority(PLAN, stage[s], persona[p]) for s, p in priorities} == priorities
