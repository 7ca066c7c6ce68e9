"""Quick fixes: what settles a finding at once, or where a person must type to settle it. The best one comes first."""

from datetime import date

from b2bdesk.insight.facts import Plan
from b2bdesk.insight.fixes import cells, people, pieces, placements
from b2bdesk.insight.fixes.base import Asked, Fix
from b2bdesk.insight.rules import Finding

__all__ = ["FIXES", "Fix", "fixes"]

FIXES = {**cells.FIXES, **people.FIXES, **pieces.FIXES, **placements.FIXES}
"""What makes the fixes of each rule."""


def fixes(plan: Plan, finding: Finding, today: date) -> tuple[Fix, ...]:
    """Return the ways to settle a finding."""
    return tuple(FIXES[finding.rule](Asked(plan, finding, today))) if finding.rule in FIXES else ()
