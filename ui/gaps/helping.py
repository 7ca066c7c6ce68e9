"""What the room asks to be worked out beside the window."""

from collections.abc import Sequence

from b2bdesk.insight.decisions import part, Sifted
from b2bdesk.insight.fixes import fixes
from b2bdesk.insight.grounds import grounds
from b2bdesk.insight.redundancy import overlaps
from b2bdesk.insight.rules import Finding
from ui.gaps.detail import Help
from ui.summary import Said, Summary


def say_all(found: Sequence[Said]) -> int:
    """Say all findings once, so that looking through their sentences is quick; return how many."""
    return sum(bool(said.sentence) for said in found)


def help_for(summary: Summary, finding: Finding) -> Help:
    """Return what helps with a finding."""
    return Help(fixes(summary.plan, finding, summary.today), grounds(summary.plan, finding, summary.today))


def overlaps_of(summary: Summary) -> tuple[Summary, Sifted]:
    """Return what there is too much of, and what of it somebody has decided to keep."""
    return summary, part(summary.plan, overlaps(summary.plan, summary.today), summary.noted, summary.today)
