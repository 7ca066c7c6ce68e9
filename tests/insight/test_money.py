"""The money metrics of D9, by its worked numbers and by what must always hold."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b2bdesk.insight import money, results
from b2bdesk.insight.money import Figures
from b2bdesk.insight.results import Result
from tests.insight import sample

Q4 = {  # cost, impressions, visits, leads, MQL, SQL, opportunities, deals, revenue (DOMAIN G)
    "baidu_sem": (150_000, 600_000, 12_000, 480, 144, 58, 35, 8, 480_000),
    "feed_ads": (108_000, 2_400_000, 9_600, 192, 38, 11, 6, 1, 30_000),
    "expo": (28_000, 3_000, 400, 160, 64, 32, 20, 5, 420_000),
    "wechat_oa": (0, 90_000, 5_400, 108, 43, 17, 9, 2, 120_000),
    "zhihu": (0, 120_000, 3_600, 72, 18, 5, 2, 0, 0),
    "email": (2_000, 42_000, 1_680, 0, 60, 30, 18, 5, 540_000),
    "website": (0, 0, 21_000, 420, 126, 50, 30, 6, 360_000),
    "vm_free": (0, 40_000, 800, 24, 10, 4, 2, 1, 180_000),
    "douyin": (9_500, 260_000, 1_300, 13, 2, 0, 0, 0, 0),
}
MARGIN = 0.75


def figures(name: str) -> Figures:
    cost, impressions, visits, leads, mql, sql, opps, deals, revenue = Q4[name]
    return Figures(
        impressions=impressions,
        visits=visits,
        leads=leads,
        mql=mql,
        sql=sql,
        opps=opps,
        deals=deals,
        revenue=Decimal(revenue),
        cost=Decimal(cost),
    )


WHOLE = money.total(figures(name) for name in Q4)


@pytest.mark.parametrize("name", Q4)
def test_channels_of_the_example(name: str) -> None:
    """CPL, CAC and ROI of each channel are the expected ones, n/a where they are."""
    found = money.metrics(figures(name), MARGIN)
    wanted = sample.golden()["money"][name]
    for key, value in (("cpl", found.cpl), ("cac", found.cac), ("roi", found.roi)):
        assert (None if value is None else float(value)) == pytest.approx(wanted[key]), key


def test_the_example_as_a_whole() -> None:
    found = money.metrics(WHOLE, MARGIN)
    assert WHOLE.cost == 297_500
    assert (round(float(found.cpl or 0), 2), found.cac) == (202.52, 10_625)
    assert f"{float(found.roi or 0):.1%}" == "437.0%"
    split = money.path_split(WHOLE)
    assert [f"{float(share or 0):.2%}" for share in (split.low_mid, split.high, split.customer)] == [
        "97.37%",
        "2.58%",
        "0.05%",
    ]
    leak = money.leak(WHOLE)
    assert leak is not None
    assert (leak.step, f"{float(leak.actual):.2%}", round(float(leak.ratio), 2)) == (("opps", "deals"), "22.95%", 0.92)


def test_worked_numbers_of_the_funnel() -> None:
    """D8: 600,000 for 60 deals of 60,000; D9: what a customer is worth and when it has paid back."""
    base = Figures(deals=60, leads=4_000, revenue=Decimal(3_600_000), cost=Decimal(600_000))
    found = money.metrics(base, MARGIN)
    assert (found.cpl, found.cac, found.roi, found.roas) == (150, 10_000, Fraction(35, 10), 6)
    assert money.payback_months(found.cac, Decimal(60_000), MARGIN) == Fraction(8, 3)
    assert money.lifetime_value(Decimal(60_000), MARGIN, 0.2) == 225_000
    assert money.metrics(Figures(impressions=2_000, clicks=20, cost=Decimal(50)), None).cpm == 25
    assert money.metrics(Figures(impressions=2_000, clicks=20), None).ctr == Fraction(1, 100)


def test_nothing_is_made_up() -> None:
    """Unknown is not 0, and nothing is divided by 0."""
    found = money.metrics(Figures(cost=Decimal(0), leads=3, deals=0), MARGIN)
    assert (found.cpl, found.cac, found.roi) == (0, None, None)
    assert money.metrics(Figures(cost=Decimal(5)), MARGIN).cpl is None
    assert money.total([]) == Figures()
    assert money.total([Figures(leads=1), Figures(leads=0, mql=2)]) == Figures(leads=1, mql=2)
    assert money.leak(Figures()) is None
    assert money.path_split(Figures(visits=0, leads=0, deals=0)).customer is None


def test_the_part_of_the_cost_that_is_traceable() -> None:
    rows = [(Decimal(60), True, True), (Decimal(30), True, False), (Decimal(10), False, True)]
    assert money.traceable(rows) == Fraction(60, 100)
    assert money.traceable([]) is None


# ---- what adds up


def result(at: int, month: int = 1, *, until: int = 0, **parts: int | None) -> Result:
    scope = {"channel_id": None, "placement_id": None, "segment_id": None, **parts}
    return Result(
        at, f"RS{at:02}", date(2026, month, 1), date(2026, until or month, 28), **scope, figures=Figures(leads=10**at)
    )


def test_a_part_is_not_counted_beside_its_whole() -> None:
    """Ten thousand in a channel's own figures are not added to what it knows of its placements in those days."""
    whole = result(0, 1, until=3, channel_id=1)
    part = result(1, 2, channel_id=1, placement_id=7)
    later = result(2, 5, channel_id=1, placement_id=7)
    other = result(3, 2, channel_id=2, placement_id=8)
    one_segment = result(4, 3, channel_id=1, segment_id=1)
    rows = [whole, part, later, other, one_segment]
    assert results.settled(rows) == [whole, later, other]
    assert results.by_channel(rows) == {1: Figures(leads=101), 2: Figures(leads=1000)}
    assert results.by_placement(rows) == {7: Figures(leads=110), 8: Figures(leads=1000)}
    everything = result(5, 1, until=12)
    assert results.added([*rows, everything]) == Figures(leads=100_000)
    assert results.by_channel([*rows, everything]) == results.by_channel(rows)


def test_parts_tell_what_the_whole_leaves_open() -> None:
    whole = replace(result(0, 1, until=3, channel_id=1), figures=Figures(cost=Decimal(90)))
    parts = [result(at, 2, channel_id=1, placement_id=at) for at in (1, 2)]
    assert results.by_channel([whole, *parts]) == {1: Figures(leads=110, cost=Decimal(90))}


def test_the_same_twice_is_told() -> None:
    first, again = result(1, 1, until=3, channel_id=1), result(2, 3, channel_id=1)
    assert results.doubled([first, again, result(3, 4, channel_id=1)]) == [(first, again)]
    assert results.doubled([first, result(2, 3, channel_id=2)]) == []


MONTHS = st.integers(1, 12)
RESULTS = st.lists(
    st.tuples(MONTHS, MONTHS, st.sampled_from([None, 1, 2]), st.sampled_from([None, 7, 8]), st.sampled_from([None, 1])),
    max_size=8,
)


@given(RESULTS)
def test_every_count_is_in_one_that_is_kept(drawn: list[tuple[int, int, int | None, int | None, int | None]]) -> None:
    rows = [
        result(at, min(a, b), until=max(a, b), channel_id=channel or (place and 1), placement_id=place, segment_id=part)
        for at, (a, b, channel, place, part) in enumerate(drawn)
    ]
    kept = results.settled(rows)
    for one in rows:
        assert (one in kept) != any(other.covers(one) for other in rows)
    assert not any(a.covers(b) for a in kept for b in kept)
