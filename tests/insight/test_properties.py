"""What must hold for any plan."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b2bdesk.insight import chains, confidence, coverage, report
from b2bdesk.insight import facts as f
from b2bdesk.insight.balance import balance
from b2bdesk.insight.fame import fame
from b2bdesk.insight.links import build_link, normalise
from b2bdesk.insight.qr import qr_size
from b2bdesk.insight.rules import find
from b2bdesk.insight.suggest import suggest
from b2bdesk.terms import PlacementStatus
from tests.helpers.effort import examples
from tests.insight.sample import sample_plan, TODAY

PLAN = sample_plan()
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))

PLACEMENTS = st.builds(
    f.Placement,
    id=st.integers(1, 10**6),
    code=st.integers(1, 999).map(lambda n: f"L{n:03}"),
    content_id=st.integers(1, 30),
    stage_id=st.integers(1, 4),
    channel_id=st.integers(1, 14),
    status=st.sampled_from(list(PlacementStatus)),
    persona_ids=st.lists(st.integers(1, 5), max_size=3, unique=True).map(tuple),
    start=st.none() | DAYS,
    cost=st.integers(0, 10**7).map(lambda cents: Decimal(cents) / 100),
    breadth=st.none() | st.sampled_from(["narrow", "medium", "broad"]),
    link_id=st.none() | st.just(1),
)
PLANS = st.lists(PLACEMENTS, max_size=25).map(lambda rows: replace(PLAN, placements=tuple(rows)))
EVIDENCE = st.builds(
    f.Evidence,
    id=st.integers(1, 99),
    code=st.just("E"),
    name=st.just("x"),
    source=st.sampled_from(["survey", "interview", "internal", "rumour"]),
    day=st.dates(date(2015, 1, 1), date(2027, 1, 1)),
)
VALUES = st.text(min_size=1, max_size=20)
BASES = st.from_regex(
    r"https?://[a-zA-Z][a-zA-Z0-9.]{0,12}(/[a-z%&=+;,]{0,8})?(\?[a-z&=%0-9]{0,12})?(#[a-z/?]{0,5})?", fullmatch=True
)
NEEDED = ("utm_source", "utm_medium", "utm_campaign")
LINK_VALUES = st.fixed_dictionaries(dict.fromkeys(NEEDED, VALUES), optional={"utm_term": VALUES})
some = settings(deadline=None, max_examples=examples(40))


def shares(plan: f.Plan) -> list[Fraction | None]:
    """Return all shares of a plan that must lie between 0 and 1."""
    mix, known = balance(plan), fame(plan)
    people, places = coverage.stage_persona(plan), coverage.stage_channel(plan)
    return [
        *(mix.brand_count, mix.brand_cost, mix.new_count, mix.new_cost),
        *(*mix.emotional_count.values(), *mix.breadth_cost.values()),
        *(known.consistency, known.continuity, known.memorability),
        *(people.share, people.depth, places.share, places.depth),
        *(cover.cover for cover in chains.of_plan(plan).values()),
    ]


@some
@given(PLANS)
def test_shares_lie_between_0_and_1(plan: f.Plan) -> None:
    assert all(0 <= share <= 1 for share in shares(plan) if share is not None)
    widths = [share for share in balance(plan).breadth_cost.values() if share is not None]
    assert not widths or sum(widths) == 1
    assert all(-1 <= c.support <= 1 for c in chains.of_plan(plan).values() if c.support is not None)


@some
@given(PLANS, PLACEMENTS)
def test_one_more_placement_never_lowers_coverage(plan: f.Plan, extra: f.Placement) -> None:
    more = replace(plan, placements=(*plan.placements, replace(extra, status="planned")))
    for look in (coverage.stage_persona, coverage.stage_channel):
        assert look(more).covered >= look(plan).covered
        assert look(more).deep >= look(plan).deep
    before, after = chains.of_plan(plan), chains.of_plan(more)
    assert all((after[key].cover or 0) >= (cover.cover or 0) for key, cover in before.items())


@some
@given(PLANS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(plan: f.Plan, random: Random) -> None:
    def mixed(rows: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(random.sample(rows, len(rows)))

    other = replace(plan, placements=mixed(plan.placements), pieces=mixed(plan.pieces), chains=mixed(plan.chains))
    assert report.gaps_report(other, TODAY) == report.gaps_report(plan, TODAY)
    assert report.balance_report(other) == report.balance_report(plan)
    assert report.fame_report(other) == report.fame_report(plan)


@some
@given(PLANS)
def test_findings_can_be_said_and_are_found_once(plan: f.Plan) -> None:
    found = find(plan, TODAY)
    assert all("{" not in x.say() + x.say_why() and 0 < x.importance <= 12 for x in found)
    places = {row.id for row in plan.placements}
    assert all(x.ids["placement"] in places for x in found if x.kind == "placement")
    keys = [(x.rule, x.codes, x.ids.get("placement")) for x in found]
    assert len(set(keys)) == len(keys) or len(places) < len(plan.placements)


@some
@given(PLANS, st.integers(1, 4), st.integers(1, 14), st.integers(1, 5), st.integers(-400, 1500))
def test_scores_lie_between_0_and_100(plan: f.Plan, stage: int, channel: int, persona: int, days: int) -> None:
    advice = suggest(plan, stage, channel, persona, TODAY + timedelta(days))
    assert all(0 < s.score <= 100 for s in advice.suggestions)
    ranks = [(-round(s.score, 4), s.code) for s in advice.suggestions]
    assert ranks == sorted(ranks)
    assert (advice.new_piece is None) is bool(ranks and -ranks[0][0] >= 50)


@given(st.lists(EVIDENCE, max_size=6), EVIDENCE, st.lists(EVIDENCE, max_size=3))
def test_more_support_never_lowers_confidence(good: list[f.Evidence], more: f.Evidence, bad: list[f.Evidence]) -> None:
    base = [(e, "supports") for e in good] + [(e, "contradicts") for e in bad]
    limits = PLAN.thresholds
    less, new = (confidence.confidence(x, TODAY, limits).value for x in (base, [*base, (more, "supports")]))
    assert 0 <= less <= new + 1e-12 <= 0.98 + 1e-12
    against = confidence.confidence([*base, (more, "contradicts")], TODAY, limits).value
    assert against <= less + 1e-12


@given(BASES, LINK_VALUES)
def test_building_a_link_again_changes_nothing(base: str, values: dict[str, str]) -> None:
    first = build_link(base, values)
    assert (first.url is None) is bool(first.errors)
    if first.url is not None:
        again = build_link(first.url, values)
        assert again.url == first.url
        assert again.url.isascii()
        assert "W03" in [issue.code for issue in again.warnings]


@given(st.text())
def test_normalising_twice_is_normalising_once(value: str) -> None:
    assert normalise(normalise(value)) == normalise(value)


@given(st.integers(1, 666), st.integers(0, 20_000), st.booleans())
def test_codes_can_be_read(size: int, distance: int, logo: bool) -> None:
    found = qr_size(size, distance, logo)
    if found is None:
        assert logo
        assert size > 382
        return
    assert found.symbol_mm >= 20
    assert found.module_mm >= Fraction(2, 5)
    assert found.total_mm > found.symbol_mm


@pytest.mark.parametrize("status", ["idea", "dropped"])
def test_uncounted_statuses_change_no_number(status: str) -> None:
    extra = replace(PLAN.placements[0], id=999, status=status, stage_id=4, persona_ids=(5,), cost=Decimal(9999))
    plan = replace(PLAN, placements=(*PLAN.placements, extra))
    assert shares(plan) == shares(PLAN)
