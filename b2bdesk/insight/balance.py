"""The mix of a plan: long and short term, feeling and reason, new and existing, narrow and broad (D3).

share_f = sum of f x w over sum of w, over counted placements, with w = 1 or the cost; a share 0-1, None without weight.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from b2bdesk.insight.facts import Plan
from b2bdesk.insight.index import Index, index
from b2bdesk.terms import Appeal, Audience, Breadth, Horizon

BRAND: Final = {Horizon.BRAND: Fraction(1), Horizon.ACTIVATION: Fraction(0)}
EMOTION: Final = {Appeal.RATIONAL: Fraction(0), Appeal.MIXED: Fraction(1, 2), Appeal.EMOTIONAL: Fraction(1)}
NEW: Final = {Audience.NEW: Fraction(1), Audience.BOTH: Fraction(1, 2), Audience.EXISTING: Fraction(0)}


@dataclass(frozen=True, slots=True)
class Balance:
    """The shares of a plan, each 0-1 or None; `emotional_count` by stage id."""

    brand_count: Fraction | None
    brand_cost: Fraction | None
    new_count: Fraction | None
    new_cost: Fraction | None
    emotional_count: Mapping[int, Fraction | None]
    breadth_cost: Mapping[Breadth, Fraction | None]


def balance(plan: Plan) -> Balance:
    """Return the mix of the counted placements (D3)."""
    ix = index(plan)
    brand = [(BRAND[Horizon(ix.piece[x.content_id].horizon)], x.cost) for x in ix.counted]
    new = [(NEW[Audience(ix.piece[x.content_id].audience)], x.cost) for x in ix.counted]
    return Balance(by_count(brand), by_cost(brand), by_count(new), by_cost(new), emotional(ix), breadth(ix))


def by_count(pairs: Iterable[tuple[Fraction, Decimal]]) -> Fraction | None:
    """Return the mean of f over pairs (f, cost), each weighing the same."""
    return weighted(Counter(f for f, _ in pairs))


def by_cost(pairs: Iterable[tuple[Fraction, Decimal]]) -> Fraction | None:
    """Return the mean of f over pairs (f, cost), weighted by cost."""
    weights: defaultdict[Fraction, Decimal] = defaultdict(Decimal)
    for f, cost in pairs:
        weights[f] += cost
    return weighted(weights)


def weighted(weights: Mapping[Fraction, Decimal] | Mapping[Fraction, int]) -> Fraction | None:
    """Return the sum of f x w over the sum of w, from f -> w; None where nothing weighs."""
    total = sum((Fraction(w) for w in weights.values()), Fraction(0))
    return sum((f * Fraction(w) for f, w in weights.items()), Fraction(0)) / total if total else None


def emotional(ix: Index) -> dict[int, Fraction | None]:
    """Return the emotional share by count of each active stage."""
    found: defaultdict[int, Counter[Fraction]] = defaultdict(Counter)
    for x in ix.counted:
        found[x.stage_id][EMOTION[Appeal(ix.piece[x.content_id].appeal)]] += 1
    return {stage.id: weighted(found[stage.id]) for stage in ix.stages}


def breadth(ix: Index) -> dict[Breadth, Fraction | None]:
    """Return the share of cost that is aimed narrowly, at medium width and broadly."""
    found: defaultdict[str, Decimal] = defaultdict(Decimal)
    for x in ix.counted:
        found[x.breadth or ix.channel[x.channel_id].breadth] += x.cost
    total = Fraction(ix.cost)
    return {b: Fraction(found[b]) / total if total else None for b in Breadth}


def brand_target(plan: Plan) -> float | None:
    """Return the brand share wanted at the company's growth stage (D3)."""
    return plan.thresholds.brand_target.get(plan.company.growth_stage)


def off_target(share: Fraction | float | None, target: float | None, tolerance: float) -> float | None:
    """Return how far a share lies off its target, signed, if by more than the tolerance; None if not, or n/a."""
    if share is None or target is None:
        return None
    off = round(float(share) - target, 4)
    return off if abs(off) > round(tolerance, 4) else None
