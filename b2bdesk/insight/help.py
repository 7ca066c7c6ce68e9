"""What remains to be made and by whom; whether a piece helps rather than boasts (D15)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from b2bdesk.insight.facts import Piece, Plan, Resource
from b2bdesk.insight.settings import Thresholds
from b2bdesk.terms import ResourceKind

OURS: Final = (r"\bwe\b", r"\bour\b", "我们", "我們", "我司", "本公司")
THEIRS: Final = (r"\byou\b", r"\byour\b", r"\bcustomers?\b", "您", "你", "客户", "客戶")


@dataclass(frozen=True, slots=True)
class Load:
    """The hours still to be worked by a capability, the hours it has a month, and its strength 1-5."""

    capability: str
    hours: Decimal
    available: Decimal
    strength: int

    @property
    def share(self) -> Fraction | None:
        """Hours to be worked of the hours there are; None where nobody has this capability."""
        return Fraction(self.hours) / Fraction(self.available) if self.available else None


def remaining_hours(piece: Piece, thresholds: Thresholds) -> Decimal:
    """Return effort x (idea 1, draft 0.5, ready 0.1, published 0), in hours (D15)."""
    if piece.archived:
        return Decimal(0)
    return Decimal(str(piece.effort_h)) * thresholds.effort_left.get(piece.status, Decimal(0))


def loads(plan: Plan, today: date | None = None) -> tuple[Load, ...]:
    """Return the load of each capability that has work or people, by code (D15)."""
    hours: defaultdict[str, Decimal] = defaultdict(Decimal)
    for piece in plan.pieces:
        hours[piece.capability] += remaining_hours(piece, plan.thresholds)
    rooms, strengths = available(plan, today)
    names = sorted({name for name, h in hours.items() if h} | set(rooms))
    return tuple(Load(n, hours[n], rooms.get(n, Decimal(0)), strengths.get(n, 0)) for n in names)


def available(plan: Plan, today: date | None) -> tuple[dict[str, Decimal], dict[str, int]]:
    """Return hours a month and best strength by capability, of the people there are on a day (always: no day)."""
    rooms: defaultdict[str, Decimal] = defaultdict(Decimal)
    strengths: defaultdict[str, int] = defaultdict(int)
    for r in plan.resources:
        if r.kind == ResourceKind.PEOPLE and r.capability and not r.archived and there(r, today):
            rooms[r.capability] += month_hours(r, plan.thresholds)
            strengths[r.capability] = max(strengths[r.capability], r.strength)
    return dict(rooms), dict(strengths)


def there(resource: Resource, today: date | None) -> bool:
    """Tell whether a resource is at hand on a day."""
    if today is None:
        return True
    return (resource.start or today) <= today <= (resource.end or today)


def month_hours(resource: Resource, thresholds: Thresholds) -> Decimal:
    """Return productive hours a month: the stated hours, or else FTE x 160, times 0.8."""
    gross = resource.hours_month
    if gross is None:
        gross = (resource.fte or Decimal(0)) * thresholds.hours_per_fte
    return Decimal(str(gross)) * thresholds.productive_share


def capability_match(loads: Iterable[Load], strong: int = 4) -> Fraction | None:
    """Return the hours that fall to strong capabilities of all hours, 0-1 (D15)."""
    rows = list(loads)
    total = sum((x.hours for x in rows), Decimal(0))
    good = sum((x.hours for x in rows if x.strength >= strong), Decimal(0))
    return Fraction(good) / Fraction(total) if total else None


def budget(plan: Plan) -> Decimal | None:
    """Return the money of the plan; None where no money row says how much."""
    amounts = [
        r.amount for r in plan.resources if r.kind == ResourceKind.MONEY and r.amount is not None and not r.archived
    ]
    return sum(amounts, Decimal(0)) if amounts else None


def help_score(answers: Mapping[str, int] | Sequence[int]) -> int:
    """Return the sum of the five answers 0-2: 0-10 (D15)."""
    return sum(answers.values() if isinstance(answers, Mapping) else answers)


def self_talk(text: str, names: Iterable[str] = ()) -> Fraction | None:
    """Return how often a text speaks of us, of all its words about us or the customer; None without any (D15)."""
    own = sum(hits(pattern, text) for pattern in (*OURS, *map(named, names)))
    total = own + sum(hits(pattern, text) for pattern in THEIRS)
    return Fraction(own, total) if total else None


def hits(pattern: str, text: str) -> int:
    """Return how often a pattern occurs."""
    return len(re.findall(pattern, text, re.IGNORECASE)) if pattern else 0


def named(name: str) -> str:
    """Return the pattern of a company's or product's name, whole if it is written in letters."""
    text = re.escape(name.strip())
    return rf"(?<![a-z0-9]){text}(?![a-z0-9])" if name.strip().isascii() and text else text
