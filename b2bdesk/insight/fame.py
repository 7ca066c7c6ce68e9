"""From being known to coming to mind first (D16)."""

from dataclasses import dataclass
from fractions import Fraction

from b2bdesk.insight.facts import Plan
from b2bdesk.insight.index import Index, index


@dataclass(frozen=True, slots=True)
class Fame:
    """The three parts, each 0-1 or None, and the score 0-100; None where a part is missing."""

    consistency: Fraction | None
    continuity: Fraction | None
    memorability: Fraction | None
    score: Fraction | None


def fame(plan: Plan) -> Fame:
    """Return 100 x consistency x continuity x memorability (D16); without a brand placement the score is 0."""
    ix = index(plan)
    if not ix.brand:
        return Fame(None, None, None, Fraction(0))
    parts = (consistency(ix), continuity(ix), memorability(ix))
    return Fame(*parts, None if parts[1] is None else 100 * parts[0] * parts[1] * parts[2])


def consistency(ix: Index) -> Fraction:
    """Return the brand placements whose piece carries the core message or the asset, of all brand placements."""
    pieces = [ix.piece[x.content_id] for x in ix.brand]
    return Fraction(sum(p.uses_core_message or p.uses_asset for p in pieces), len(pieces))


def continuity(ix: Index) -> Fraction | None:
    """Return the months with a brand placement, of the months from plan start to the last placement."""
    if not ix.months:
        return None
    return Fraction(sum(month in ix.brand_months for month in ix.months), len(ix.months))


def memorability(ix: Index) -> Fraction:
    """Return the mean rating of the brand pieces in use over 5, or the stand-in where none is rated."""
    ratings = [r for c in {x.content_id for x in ix.brand} if (r := ix.piece[c].memorability) is not None]
    if not ratings:
        return Fraction(str(ix.plan.thresholds.unrated_memorability))
    return Fraction(sum(ratings), 5 * len(ratings))
