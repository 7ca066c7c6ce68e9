"""What does not fit into a month: more in a channel than it takes, more to make than a person has hours for.

Months are their first days. Hours are those that remain to be made (D15): effort x (idea 1, draft 0.5, ready 0.1,
published 0), due in the month of a piece's first counted placement, and not before the month of today.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from b2bdesk.insight.dates import add_months, month_of
from b2bdesk.insight.facts import Resource
from b2bdesk.insight.help import month_hours
from b2bdesk.insight.settings import Thresholds
from b2bdesk.terms import ResourceKind

WORKING = frozenset({ResourceKind.PEOPLE, ResourceKind.TIME})
"""The kinds of resources that have hours."""


class ConflictKind(StrEnum):
    """Why something does not fit."""

    CHANNEL = "channel"
    OWNER = "owner"
    WINDOW = "window"


@dataclass(frozen=True, slots=True)
class Making:
    """A piece still to be made: whose it is, its effort and status, and its first counted placement's day."""

    owner: str
    effort: Decimal
    status: str
    first: date


@dataclass(frozen=True, slots=True)
class Conflict:
    """`found` is more than `limit` in a month: of a channel by its id, of a person by name; or days are outside.

    For `WINDOW` the key is the placement's id, the name its piece's code, and `month` the month it starts in.
    """

    kind: ConflictKind
    key: int | str
    name: str
    month: date
    found: Decimal = Decimal(0)
    limit: Decimal = Decimal(0)


def full_channels(
    started: Mapping[tuple[int, date], int], capacities: Mapping[int, int | None], names: Mapping[int, str]
) -> tuple[Conflict, ...]:
    """Return the months in which more counted placements start in a channel than it takes; `started` by both."""
    found = []
    for (channel, month), n in sorted(started.items(), key=lambda item: (item[0][1], item[0][0])):
        limit = capacities.get(channel)
        if limit is not None and n > limit:
            name = names.get(channel, "")
            found.append(Conflict(ConflictKind.CHANNEL, channel, name, month, Decimal(n), Decimal(limit)))
    return tuple(found)


def hours_due(work: Iterable[Making], today: date, thresholds: Thresholds) -> dict[tuple[str, date], Decimal]:
    """Return the remaining hours by owner, as first spelt, and month (D15)."""
    names: dict[str, str] = {}
    of_owner: dict[str, str] = {}  # thousands of pieces have few owners and few months
    of_day: dict[date, date] = {}
    due: defaultdict[tuple[str, date], Decimal] = defaultdict(Decimal)
    for piece in work:
        hours = piece.effort * thresholds.effort_left.get(piece.status, Decimal(0))
        if not hours:
            continue
        if piece.owner not in of_owner:
            of_owner[piece.owner] = names.setdefault(same(piece.owner), piece.owner.strip())
        if piece.first not in of_day:
            of_day[piece.first] = max(month_of(piece.first), month_of(today))
        due[of_owner[piece.owner], of_day[piece.first]] += hours
    return dict(due)


def full_people(
    due: Mapping[tuple[str, date], Decimal], resources: Iterable[Resource], thresholds: Thresholds
) -> tuple[Conflict, ...]:
    """Return the months in which a person has more to make than hours; nobody knows those of who is no resource."""
    known = list(resources)
    found = []
    for (owner, month), hours in sorted(due.items(), key=lambda item: (item[0][1], item[0][0])):
        limit = person_hours(owner, month, known, thresholds)
        if limit is not None and hours > limit:
            found.append(Conflict(ConflictKind.OWNER, owner, owner, month, hours, limit))
    return tuple(found)


def person_hours(owner: str, month: date, resources: Iterable[Resource], thresholds: Thresholds) -> Decimal | None:
    """Return a person's productive hours in a month, None where no resource bears the name."""
    own = [r for r in resources if not r.archived and r.kind in WORKING and owner and same(r.name) == same(owner)]
    there = (month_hours(r, thresholds) for r in own if in_month(r, month))
    return sum(there, Decimal(0)) if own else None


def team_hours(
    month: date, resources: Iterable[Resource], thresholds: Thresholds, capability: str = "content"
) -> Decimal | None:
    """Return the hours a month that a capability has, None where nobody has it (D15)."""
    own = [r for r in resources if not r.archived and r.kind == ResourceKind.PEOPLE and r.capability == capability]
    there = (month_hours(r, thresholds) for r in own if in_month(r, month))
    return sum(there, Decimal(0)) if own else None


def in_month(resource: Resource, month: date) -> bool:
    """Tell whether a resource is at hand on any day of a month."""
    starts = resource.start is None or resource.start < add_months(month, 1)
    return starts and (resource.end is None or resource.end >= month)


def same(name: str) -> str:
    """Return a name as it is compared: case and spaces aside."""
    return " ".join(name.split()).casefold()
