"""The mix of a plan: long and short term, feeling and reason, new and existing, narrow and broad (D3).

share_f = sum of f x w over sum of w, over counted placements, with w = 1 or the cost; a share 0-1, None without weight.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from b2bdesk.insight.facts import Plan
from b2bdesk.insight.index import Index, index, sums
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
    """Work out all shares."""
    horizons = [(horizon, costs) for (_, (horizon, _, _)), costs in ix.kinds.items()]
    audiences = [(audience, costs) for (_, (_, audience, _)), costs in ix.kinds.items()]
    return Balance(
        weighted(BRAND, ((horizon, len(costs)) for horizon, costs in horizons)),
        weighted(BRAND, ((horizon, sum(costs)) for horizon, costs in horizons)),
        weighted(NEW, ((audience, len(costs)) for audience, costs in audiences)),
        weighted(NEW, ((audience, sum(costs)) for audience, costs in audiences)),
        emotional(ix),
        breadth(ix),
    )


def weighted(factor: Mapping[str, Fraction], pairs: Iterable[tuple[str, Decimal | int]]) -> Fraction | None:
    """Return the sum of f x w over the sum of w, from pairs (code, w); None where nothing weighs."""
    weights = {code: Fraction(weight) for code, weight in sums(pairs).items()}
    below = sum(weights.values(), NONE)
    above = sum((factor.get(code, NONE) * weight for code, weight in weights.items()), NONE)
    return above / below if below else None


def emotional(ix: Index) -> dict[int, Fraction | None]:
    """Return the emotional share by count of each active stage."""
    found: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    for (stage, (_, _, appeal)), costs in ix.kinds.items():
        found[stage].append((appeal, len(costs)))
    return {stage.id: weighted(EMOTION, found[stage.id]) for stage in ix.stages}


def breadth(ix: Index) -> dict[Breadth, Fraction | None]:
    """Return the share of cost that is aimed narrowly, at medium width and broadly."""
    total = Fraction(ix.cost)
    return {b: Fraction(ix.breadth_cost.get(b, Decimal(0))) / total if total else None for b in Breadth}


def brand_target(plan: Plan) -> float | None:
    """Return the brand share wanted at the company's growth stage (D3)."""
    return plan.thresholds.brand_target.get(plan.company.growth_stage)


def off_target(share: Fraction | float | None, target: float | None, tolerance: float) -> float | None:
    """Return how far a share lies off its target, signed, if by more than the tolerance; None if not, or n/a."""
    if share is None or target is None:
        return None
    off = round(float(share) - target, 4)
    return off if abs(off) > round(tolerance, 4) else None
