"""Intended and observed (D6): the worked numbers, the borders of the verdicts, and which link failed."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b2bdesk.insight.reach import compare, distance, Failure, Link, Observed, Verdict, verdict
from b2bdesk.insight.settings import Thresholds

INTENDED = {"brand": 0.50, "retailer": 0.30, "tech": 0.10, "consulting": 0.05, "investor": 0.05}
CAME = {"brand": 36, "retailer": 30, "tech": 36, "consulting": 12, "investor": 6}


def visits(counts: dict[str, int], **where: int) -> list[Observed]:
    """Return counts of visits by organisation type."""
    return [Observed("visits", "org_type", category, n, **where) for category, n in counts.items()]


def leads(counts: dict[str, int]) -> list[Observed]:
    """Return counts of leads by organisation type."""
    return [Observed("leads", "org_type", category, n) for category, n in counts.items()]


def test_the_example_is_a_mismatch_of_exactly_a_quarter() -> None:
    assert distance(INTENDED, CAME) == Fraction(1, 4)
    found = compare({"org_type": INTENDED}, visits(CAME))
    assert found.overall == Fraction(1, 4)
    assert found.verdict is Verdict.MISMATCH
    (only,) = found.dimensions
    assert (only.n, only.verdict) == (120, Verdict.MISMATCH)
    assert [(line.category, line.observed) for line in only.lines][:2] == [
        ("brand", Fraction(3, 10)),
        ("retailer", Fraction(1, 4)),
    ]
    assert found.failure == Failure(Link.POSITIONING)


@pytest.mark.parametrize(
    ("apart", "n", "said"),
    [
        (Fraction(999, 10000), 30, Verdict.MATCH),
        (Fraction(1, 10), 30, Verdict.DRIFT),
        (Fraction(2499, 10000), 30, Verdict.DRIFT),
        (Fraction(1, 4), 30, Verdict.MISMATCH),
        (Fraction(0), 29, Verdict.TOO_FEW),
        (None, 500, Verdict.TOO_FEW),
    ],
)
def test_borders_of_the_verdicts(apart: Fraction | None, n: int, said: Verdict) -> None:
    assert verdict(apart, n, Thresholds()) is said


def test_a_channel_far_off_is_named() -> None:
    good = visits({"brand": 60, "retailer": 36, "tech": 12, "consulting": 6, "investor": 6}, channel_id=1)
    bad = visits({"tech": 40, "investor": 10}, channel_id=2)
    found = compare({"org_type": INTENDED}, good + bad)
    assert found.failure == Failure(Link.CHANNEL, (2,))
    assert found.channels[1] == 0


def test_few_pieces_that_gather_the_wrong_people_are_named() -> None:
    rows = visits({"brand": 36, "retailer": 30}, content_id=9)
    rows += visits({"tech": 36}, content_id=5) + visits({"consulting": 12, "investor": 6})
    found = compare({"org_type": INTENDED}, rows)
    assert found.failure == Failure(Link.CONTENT, (5,))


def test_leads_further_off_than_visitors_point_at_the_landing() -> None:
    match = {"brand": 60, "retailer": 36, "tech": 12, "consulting": 6, "investor": 6}
    found = compare({"org_type": INTENDED}, visits(match) + leads({"tech": 30, "brand": 10}))
    assert found.verdict is Verdict.MATCH
    assert found.failure == Failure(Link.LANDING)
    assert compare({"org_type": INTENDED}, visits(match) + leads(match)).failure is None


def test_nothing_observed_says_nothing() -> None:
    found = compare({"org_type": INTENDED}, [])
    assert (found.overall, found.verdict, found.failure) == (None, Verdict.TOO_FEW, None)


SHARES = st.lists(st.integers(1, 20), min_size=1, max_size=6).map(
    lambda parts: {f"c{i}": part / sum(parts) for i, part in enumerate(parts)}
)
COUNTS = st.dictionaries(st.sampled_from([f"c{i}" for i in range(8)]), st.integers(0, 500), max_size=8)


@given(SHARES, COUNTS)
def test_a_distance_lies_between_none_and_all(shares: dict[str, float], counts: dict[str, int]) -> None:
    found = distance(shares, counts)
    if sum(counts.values()) == 0:
        assert found is None
    else:
        assert found is not None
        assert -1e-9 <= float(found) <= 1 + 1e-9


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 50), min_size=1), st.integers(1, 9))
def test_people_as_intended_are_at_no_distance(counts: dict[str, int], times: int) -> None:
    n = sum(counts.values())
    found = distance({one: count / n for one, count in counts.items()}, {c: k * times for c, k in counts.items()})
    assert found is not None
    assert round(float(found), 9) == 0
