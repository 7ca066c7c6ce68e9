"""Whom the plan means to reach, and who came: shares saved only as a whole, counts one by one or as a table."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from b2bdesk.commands import write
from b2bdesk.domain.observed import IntendedShare, ObservedCount, ObservedSnapshot
from b2bdesk.errors import UserError
from b2bdesk.i18n import percent
from b2bdesk.queries.observed import NAMES
from b2bdesk.terms import Dimension, Measure, N_
from b2bdesk.workspace import Workspace

TOLERANCE: Final = 0.001


@dataclass(frozen=True, slots=True)
class Counted:
    """So many of a category, in a channel and on a piece where that is known."""

    category: str
    count: int
    channel_id: int | None = None
    content_id: int | None = None


def set_intended(ws: Workspace, *, dimension: str, shares: Mapping[str, float], origin: object = None) -> None:
    """Make these the intended shares of a dimension; they add up to 1, or there are none.

    Raises:
        UserError: `intended.sum` where they do not add up, with what is missing or too much.
    """
    one = Dimension(dimension)
    wanted = {category: share for category, share in shares.items() if share}
    total = sum(wanted.values())
    if wanted and abs(total - 1) > TOLERANCE:
        raise UserError("intended.sum", told_sum(total), sum=percent(total), off=percent(abs(total - 1)))
    with ws.edit(N_("Set whom to reach: {field}"), field=NAMES[one], origin=origin) as session:
        query = select(IntendedShare).where(IntendedShare.dimension == one)
        known = {row.category: row for row in session.scalars(query)}
        gone = [row.id for category, row in known.items() if category not in wanted]
        if gone:
            write.remove(session, "intended_share", gone)
        for category, share in wanted.items():
            if category not in known:
                values = {"dimension": str(one), "category": category, "share": share}
                write.add(session, "intended_share", values)
            elif known[category].share != share:
                write.change(session, "intended_share", [known[category].id], {"share": share})


def told_sum(total: float) -> str:
    """Return the marked sentence for shares that do not add up."""
    if total < 1:
        return N_("The shares add up to {sum}; {off} is still to be given. Spread the rest, or type on.")
    return N_("The shares add up to {sum}, which is {off} too much. Lower some of them.")


def spread(shares: Mapping[str, float], typed: Collection[str] = ()) -> dict[str, float]:
    """Return shares that add up to 1. What was just typed stays; the others share the rest as they stood, or evenly.

    Where what was typed is too much already, or is all there is, everything changes in proportion.
    """
    if not shares:
        return {}
    open_ = {category: share for category, share in shares.items() if category not in typed}
    rest = 1 - sum(share for category, share in shares.items() if category in typed)
    weights = open_ if any(open_.values()) else dict.fromkeys(open_, 1.0)
    if rest < 0 or not weights:
        rest, weights = 1.0, dict(shares) if any(shares.values()) else dict.fromkeys(shares, 1.0)
    total = sum(weights.values())
    given = {category: rest * weight / total for category, weight in weights.items()}
    rounded = {category: round(given.get(category, share), 3) for category, share in shares.items()}
    largest = max(given, key=lambda category: given[category])
    rounded[largest] = round(rounded[largest] + 1 - sum(rounded.values()), 3)
    return rounded


def add_snapshot(ws: Workspace, *, date_from: date, date_to: date, source: str, origin: object = None) -> int:
    """Begin the counts of a period and return its id."""
    _in_order(date_from, date_to)
    with ws.edit(N_("Add observed people: {name}"), name=source[:60], origin=origin) as session:
        values = {"date_from": date_from, "date_to": date_to, "source": source}
        return write.add(session, "observed_snapshot", values)


def set_snapshot(ws: Workspace, *, snapshot: int, origin: object = None, **values: Any) -> None:
    """Change the period or the source of counts."""
    with ws.edit(N_("Change the period of observed people"), origin=origin) as session:
        write.change(session, "observed_snapshot", [snapshot], values)
        row = session.get_one(ObservedSnapshot, snapshot)
        _in_order(row.date_from, row.date_to)


def remove_snapshot(ws: Workspace, *, snapshot: int, origin: object = None) -> None:
    """Delete a period with its counts."""
    with ws.edit(N_("Delete observed people"), origin=origin) as session:
        write.remove(session, "observed_snapshot", [snapshot])


def set_count(
    ws: Workspace,
    *,
    snapshot: int,
    dimension: str,
    category: str,
    count: int,
    measure: str = Measure.VISITS,
    channel_id: int | None = None,
    content_id: int | None = None,
    origin: object = None,
) -> None:
    """Set one count, as it is typed in a table; 0 takes it away."""
    wanted = [Counted(category, count, channel_id, content_id)]
    with ws.edit(N_("Count observed people: {field}"), field=NAMES[Dimension(dimension)], origin=origin) as session:
        _put(session, snapshot, dimension, measure, wanted)


def set_counts(
    ws: Workspace,
    *,
    snapshot: int,
    dimension: str,
    counts: Iterable[Counted],
    measure: str = Measure.VISITS,
    origin: object = None,
) -> int:
    """Set many counts in one edit, as they were pasted or read from a file; the same category twice is added up."""
    summed: dict[Counted, int] = {}
    for one in counts:
        key = replace(one, count=0)
        summed[key] = summed.get(key, 0) + one.count
    wanted = [replace(key, count=n) for key, n in summed.items()]
    with ws.edit(N_("Count observed people: {field}"), field=NAMES[Dimension(dimension)], origin=origin) as session:
        _put(session, snapshot, dimension, measure, wanted)
    return len(wanted)


def _put(session: Session, snapshot: int, dimension: str, measure: str, wanted: Iterable[Counted]) -> None:
    query = select(ObservedCount).where(
        ObservedCount.snapshot_id == snapshot,
        ObservedCount.dimension == str(Dimension(dimension)),
        ObservedCount.measure == str(Measure(measure)),
    )
    known = {(row.category, row.channel_id, row.content_id): row for row in session.scalars(query)}
    for one in wanted:
        row = known.get((one.category, one.channel_id, one.content_id))
        if row is None and one.count:
            values = {"dimension": dimension, "measure": str(measure), "category": one.category}
            more: dict[str, int | None] = {"snapshot_id": snapshot, "count": one.count}
            more |= {"channel_id": one.channel_id, "content_id": one.content_id}
            write.add(session, "observed_count", values | more)
        elif row is not None and not one.count:
            write.remove(session, "observed_count", [row.id])
        elif row is not None and row.count != one.count:
            write.change(session, "observed_count", [row.id], {"count": one.count})


def _in_order(first: date, last: date) -> None:
    if first > last:
        raise UserError("observed.dates", N_("The end lies before the start."))
