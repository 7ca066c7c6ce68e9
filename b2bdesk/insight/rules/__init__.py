"""The gap and plan rules G01-G27 of D2: each is an object; `find` asks them all."""

from datetime import date
from typing import Final

from b2bdesk.insight.facts import Plan
from b2bdesk.insight.index import index
from b2bdesk.insight.rows import growing
from b2bdesk.insight.rules import cells, content, means, mix, people
from b2bdesk.insight.rules.base import Context, Finding, Rule
from b2bdesk.terms import Severity

__all__ = ["RULES", "Context", "Finding", "Rule", "find"]

RULES: Final[tuple[Rule, ...]] = tuple(
    sorted((*cells.RULES, *content.RULES, *people.RULES, *mix.RULES, *means.RULES), key=lambda rule: rule.code)
)
GRAVITY: Final = {Severity.ERROR: 0, Severity.WARN: 1, Severity.INFO: 2}


def find(plan: Plan, today: date) -> list[Finding]:
    """Return everything the rules find on a day, the gravest first, then the most important."""
    context = Context(index(plan), today)
    with growing():
        found = [finding for rule in RULES for finding in rule.findings(context)]
        return sorted(found, key=lambda f: (GRAVITY[f.severity], -f.importance, f.rule, f.codes))
