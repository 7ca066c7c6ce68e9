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

NONE: Final = Fraction(0)
BRAND: Final[Mapping[str, Fraction]] = {Horizon.BRAND: Fraction(1)}
EMOTION: Final[Mapping[str, Fraction]] = {Appeal.MIXED: Fraction(1, 2), Appeal.EMOTIONAL: Fraction(1)}
NEW: Final[Mapping[str, Fraction]] = {Audience.NEW: Fraction(1), Audience.BOTH: Fraction(1, 2)}
"""f by code; what is not listed has 0."""


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
    """Return the mix of the counted placements (D3), worked out once for a plan."""
    if "balance" not in plan.memo:
        plan.memo["balance"] = mix(index(plan))
    found: Balance = plan.memo["balance"]
    return found


def mix(ix: Index) -> Balance:
    """Work out all shares in one pass."""
    counts: Counter[tuple[str, str]] = Counter()
    costs: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for x in ix.counted:
        piece = ix.piece[x.content_id]
        counts[piece.horizon, piece.audience] += 1
        costs[piece.horizon, piece.audience] += x.cost
    return Balance(
        weighted((BRAND.get(h, NONE), Decimal(n)) for (h, _), n in counts.items()),
        weighted((BRAND.get(h, NONE), cost) for (h, _), cost in costs.items()),
        weighted((NEW.get(a, NONE), Decimal(n)) for (_, a), n in counts.items()),
        weighted((NEW.get(a, NONE), cost) for (_, a), cost in costs.items()),
        emotional(ix),
        breadth(ix),
    )


def weighted(pairs: Iterable[tuple[Fraction, Decimal]]) -> Fraction | None:
    """Return the sum of f x w over the sum of w, from pairs (f, w); None where nothing weighs."""
    above = below = NONE
    for f, weight in pairs:
        above += f * Fraction(weight)
        below += Fraction(weight)
    return above / below if below else None


def emotional(ix: Index) -> dict[int, Fraction | None]:
    """Return the emotional share by count of each active stage."""
    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for x in ix.counted:
        found[x.stage_id][ix.piece[x.content_id].appeal] += 1
    pairs = {s: [(EMOTION.get(a, NONE), Decimal(n)) for a, n in appeals.items()] for s, appeals in found.items()}
    return {stage.id: weighted(pairs.get(stage.id, ())) for stage in ix.stages}


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
