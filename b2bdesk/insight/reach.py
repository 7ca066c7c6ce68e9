"""Whom a plan means to reach against who came (D6): a distance for each dimension, a verdict, which link failed.

Distance is the total variation distance: half the sum of |intended - observed share| over all categories, 0-1.
Counts are disjoint: a visitor stands in one of them for each dimension.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from b2bdesk.insight.settings import Thresholds
from b2bdesk.terms import Dimension, Measure

Shares = Mapping[str, float]
Counts = Mapping[str, int]


class Verdict(StrEnum):
    """How near observed people are to those intended."""

    MATCH = "match"
    DRIFT = "drift"
    MISMATCH = "mismatch"
    TOO_FEW = "too_few"


class Link(StrEnum):
    """What lies between a company and those it means to reach, and can fail."""

    CHANNEL = "channel"
    CONTENT = "content"
    LANDING = "landing"
    POSITIONING = "positioning"


@dataclass(frozen=True, slots=True)
class Observed:
    """So many visitors or leads of a category, in a channel or on a piece where that is known."""

    measure: str
    dimension: str
    category: str
    count: int
    channel_id: int | None = None
    content_id: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One category: intended and observed share 0-1, and the count behind it."""

    category: str
    intended: float
    observed: Fraction
    count: int


@dataclass(frozen=True, slots=True)
class Compared:
    """One dimension; `distance` is None without counts or without intended shares."""

    dimension: Dimension
    n: int
    lines: tuple[Line, ...]
    distance: Fraction | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Failure:
    """The link that failed, with the channels or pieces that show it, the worst first."""

    link: Link
    ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """All dimensions that anything is known of; `overall` is the mean distance of those with enough counts."""

    dimensions: tuple[Compared, ...]
    overall: Fraction | None
    verdict: Verdict
    failure: Failure | None
    channels: Mapping[int, Fraction]
    """The mean distance of each channel with enough counts."""


def distance(intended: Shares, counts: Counts) -> Fraction | None:
    """Return half the sum of |p - q|, rounded to 4 decimals; None without counts or intended shares."""
    n = sum(counts.values())
    if not n or not intended:
        return None
    categories = {*intended, *counts}
    apart = sum(
        (abs(_exact(intended.get(one, 0.0)) - Fraction(counts.get(one, 0), n)) for one in categories), Fraction(0)
    )
    return apart / 2


def verdict(found: Fraction | None, n: int, limits: Thresholds) -> Verdict:
    """Return what a distance means; fewer counts than the least say nothing."""
    if found is None or n < limits.least_observed:
        return Verdict.TOO_FEW
    apart = round(float(found), 4)
    if apart < limits.match_distance:
        return Verdict.MATCH
    return Verdict.DRIFT if apart < limits.drift_distance else Verdict.MISMATCH


def compare(
    intended: Mapping[str, Shares], observed: Iterable[Observed], limits: Thresholds | None = None
) -> Comparison:
    """Compare intended shares with the counts of visits, dimension by dimension, and name the link that failed."""
    limits = limits or Thresholds()
    rows = tuple(observed)
    visits = [row for row in rows if row.measure == Measure.VISITS]
    known = [one for one in Dimension if intended.get(one) or any(row.dimension == one for row in visits)]
    dimensions = tuple(_compared(one, intended.get(one, {}), visits, limits) for one in known)
    overall = _overall(intended, visits, limits)
    total = max((one.n for one in dimensions), default=0)
    said = verdict(overall, total, limits)
    channels = _by_channel(intended, visits, limits)
    failed = None
    if overall is not None and said is not Verdict.MATCH:
        failed = _failure(intended, rows, overall, channels, limits)
    elif overall is not None and _leads_differ(intended, rows, overall, limits):
        failed = Failure(Link.LANDING)
    return Comparison(dimensions, overall, said, failed, channels)


def _exact(share: float) -> Fraction:
    return Fraction(str(share))


def _compared(one: Dimension, shares: Shares, rows: Sequence[Observed], limits: Thresholds) -> Compared:
    counts = _counts(rows, one)
    n = sum(counts.values())
    order = [*shares, *(category for category in counts if category not in shares)]
    lines = tuple(
        Line(category, shares.get(category, 0.0), Fraction(counts.get(category, 0), n or 1), counts.get(category, 0))
        for category in order
    )
    found = distance(shares, counts)
    return Compared(one, n, lines, found, verdict(found, n, limits))


def _counts(rows: Iterable[Observed], dimension: str) -> Counts:
    found: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        if row.dimension == dimension:
            found[row.category] += row.count
    return found


def _overall(intended: Mapping[str, Shares], rows: Sequence[Observed], limits: Thresholds) -> Fraction | None:
    """Return the mean distance over the dimensions with enough counts."""
    found = []
    for one, shares in intended.items():
        counts = _counts(rows, one)
        apart = distance(shares, counts)
        if apart is not None and sum(counts.values()) >= limits.least_observed:
            found.append(apart)
    return sum(found, Fraction(0)) / len(found) if found else None


def _by_channel(intended: Mapping[str, Shares], rows: Sequence[Observed], limits: Thresholds) -> dict[int, Fraction]:
    groups: defaultdict[int, list[Observed]] = defaultdict(list)
    for row in rows:
        if row.channel_id is not None:
            groups[row.channel_id].append(row)
    found = {channel: _overall(intended, group, limits) for channel, group in groups.items()}
    return {channel: apart for channel, apart in found.items() if apart is not None}


def _failure(
    intended: Mapping[str, Shares],
    rows: Sequence[Observed],
    overall: Fraction,
    channels: Mapping[int, Fraction],
    limits: Thresholds,
) -> Failure:
    """Look at channel, content, landing and positioning in turn (D6)."""
    limit = round(float(overall) + limits.link_distance, 4)
    bad = sorted((c for c, apart in channels.items() if round(float(apart), 4) >= limit), key=lambda c: -channels[c])
    if bad:
        return Failure(Link.CHANNEL, tuple(bad))
    if pieces := _off_target_pieces(intended, rows, limits):
        return Failure(Link.CONTENT, pieces)
    if _leads_differ(intended, rows, overall, limits):
        return Failure(Link.LANDING)
    return Failure(Link.POSITIONING)


def _off_target_pieces(intended: Mapping[str, Shares], rows: Sequence[Observed], limits: Thresholds) -> tuple[int, ...]:
    """Return the few pieces that more than half of the off-target visitors came to; empty if they spread.

    Off target are the visitors of a category beyond its intended share; on a piece they count in proportion.
    """
    visits = [row for row in rows if row.measure == Measure.VISITS]
    excess = {}
    for one, shares in intended.items():
        counts = _counts(visits, one)
        n = sum(counts.values())
        for category, count in counts.items():
            over = Fraction(count) - _exact(shares.get(category, 0.0)) * n
            if over > 0:
                excess[one, category] = over / count
    off: defaultdict[int | None, Fraction] = defaultdict(Fraction)
    for row in visits:
        off[row.content_id] += row.count * excess.get((row.dimension, row.category), Fraction(0))
    total = sum(off.values(), Fraction(0))
    named = sorted((piece for piece in off if piece is not None and off[piece]), key=lambda piece: (-off[piece], piece))
    worst = named[: limits.few_pieces]
    gathered = sum((off[piece] for piece in worst), Fraction(0))
    return tuple(worst) if total and float(gathered / total) > limits.gathered_share else ()


def _leads_differ(
    intended: Mapping[str, Shares], rows: Sequence[Observed], overall: Fraction, limits: Thresholds
) -> bool:
    """Tell whether leads are further from the intended people than visitors are."""
    leads = _overall(intended, [row for row in rows if row.measure == Measure.LEADS], limits)
    return leads is not None and round(float(leads - overall), 4) >= limits.link_distance
