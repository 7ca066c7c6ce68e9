"""How much a finding matters, on one scale from 0 to about 10.

Cells have the gap priority of D12. The others are measured so that they stand beside them [default]:
a persona's weight is priority x (1 + influence/5), as in a gap at a common stage; what concerns money grows with its
share of all cost; what lies off a target grows with the distance.
"""

from decimal import Decimal
from functools import lru_cache
from typing import Final

from b2bdesk.insight.index import Index
from b2bdesk.terms import Role

KEY_ROLES: Final = frozenset({Role.DECIDER, Role.USER})


def stage_weight(ix: Index, stage: int) -> float:
    """Return 1.5 where the decision is made, else 1 (D12)."""
    return ix.plan.thresholds.decision_stage_weight if ix.stage[stage].decision else 1.0


def persona_weight(ix: Index, persona: int) -> float:
    """Return priority x (1 + highest influence/5) (D12)."""
    return ix.persona[persona].priority * (1 + ix.influence[persona] / 5)


def gap_priority(ix: Index, stage: int, persona: int, n: int = 0) -> float:
    """Return stage weight x persona weight x (1 if empty, 0.5 if thin) of a cell with n placements (D12)."""
    fullness = 1.0 if n == 0 else ix.plan.thresholds.thin_weight
    return round(stage_weight(ix, stage) * persona_weight(ix, persona) * fullness, 4)


def need_weight(ix: Index, persona: int, strength: int) -> float:
    """Return a persona's weight x strength/3, for a topic or channel that is wanted so strongly."""
    return round(persona_weight(ix, persona) * strength / 3, 4)


def cost_weight(ix: Index, cost: Decimal) -> float:
    """Return 1 + 5 x share of all cost, for what concerns so much money."""
    return share_weight(cost, ix.cost)


@lru_cache(4096)
def share_weight(cost: Decimal, whole: Decimal) -> float:
    """Return 1 + 5 x share of the whole; thousands of placements cost the same."""
    return round(1 + 5 * float(cost / whole), 4) if whole else 1.0


def use_weight(ix: Index, piece: int) -> float:
    """Return 1 + half a point for each placement of a piece, at most 5."""
    return min(5.0, 1 + ix.of_piece.get(piece, 0) / 2)


def distance_weight(off: float) -> float:
    """Return 1 + 10 x distance from the target, at most 9."""
    return round(min(9.0, 1 + 10 * abs(off)), 4)


def role_weight(role: Role) -> float:
    """Return 5 for decider and user, 3 for the other roles."""
    return 5.0 if role in KEY_ROLES else 3.0
