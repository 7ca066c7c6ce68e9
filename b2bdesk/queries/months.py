"""What the months of the calendar add up to: brand pieces, cost, hours to make; and what does not fit into them."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from sqlalchemy import case, ColumnElement, func, or_, select, String
from sqlalchemy.orm import aliased, Session

from b2bdesk.domain.channel import Channel
from b2bdesk.domain.company import Resource as ResourceRow
from b2bdesk.domain.content import ContentPiece
from b2bdesk.domain.placement import Placement
from b2bdesk.domain.settings import WorkspaceRow
from b2bdesk.domain.types import MINOR
from b2bdesk.insight import capacity
from b2bdesk.insight.capacity import Conflict, ConflictKind, Making
from b2bdesk.insight.dates import month_of, months
from b2bdesk.insight.facts import Resource
from b2bdesk.insight.settings import Thresholds
from b2bdesk.queries.board_rows import conditions
from b2bdesk.queries.board_values import BoardFilter
from b2bdesk.queries.calendar import channel_names, EVERYTHING
from b2bdesk.queries.calendar_counting import CalendarCounting
from b2bdesk.terms import ContentStatus, COUNTED, Horizon

MOST_OUTSIDE: Final = 200
TO_MAKE: Final = (str(ContentStatus.IDEA), str(ContentStatus.DRAFT), str(ContentStatus.READY))
_Piece = aliased(ContentPiece)
"""The piece of a placement; by this name, for filters speak of pieces, too."""
_COUNTED: Final = (Placement.status.in_(COUNTED), Placement.archived.is_(False), Placement.date_from.is_not(None))


@dataclass(frozen=True, slots=True)
class Month:
    """What starts in a month: counted placements, those of brand pieces, their cost, and hours to make for them.

    `room` are the hours that those who make content have; None where the plan does not say.
    """

    day: date
    n: int = 0
    brand: int = 0
    cost: Decimal = Decimal(0)
    hours: Decimal = Decimal(0)
    room: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Year:
    """All months of the plan and its placements, and what does not fit into them."""

    months: tuple[Month, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    currency: str = ""
    plan_start: date = date.min
    plan_end: date = date.max


def year(
    session: Session,
    today: date,
    where: BoardFilter = EVERYTHING,
    *,
    lang: str = "en",
    memory: CalendarCounting | None = None,
) -> Year:
    """Return what months add up to under a filter; what does not fit is said of the whole plan."""
    limits, staff = Thresholds(), people(session)
    home = session.execute(select(WorkspaceRow)).scalar_one()
    asked = conditions(where)[1:]
    in_plan = _sums(session, ()) if memory is None else _from_memory(memory, whole=True)
    due_in_plan = (
        capacity.hours_due(_work(session).values(), today, limits)
        if memory is None
        else memory.due(today, limits, whole=True)
    )
    shown, due = in_plan, due_in_plan
    if asked or not where.shown >= COUNTED:
        narrow = [*asked, _shown(where)]
        shown = _sums(session, narrow) if memory is None else _from_memory(memory, whole=False)
        due = (
            capacity.hours_due(_work(session, narrow).values(), today, limits)
            if memory is None
            else memory.due(today, limits, whole=False)
        )
    outside = (
        _outside(session, home) if memory is None else memory.outside(home.plan_start, home.plan_end, MOST_OUTSIDE)
    )
    late = (Conflict(ConflictKind.WINDOW, row_id, code, month_of(day)) for row_id, code, day in outside)
    found = (*_conflicts(session, in_plan, due_in_plan, staff, limits, lang), *late)
    return Year(_months(home, shown, due, staff, limits), found, home.currency, home.plan_start, home.plan_end)


def _shown(where: BoardFilter) -> ColumnElement[bool]:
    return Placement.status.in_(where.shown)


@dataclass(frozen=True, slots=True)
class _Sum:
    """What starts in one channel in one month."""

    channel: int
    month: date
    n: int
    brand: int
    cost: Decimal


def _sums(session: Session, asked: Iterable[ColumnElement[bool]]) -> list[_Sum]:
    month = func.substr(Placement.date_from, 1, 7, type_=String)
    brand = func.sum(case((_Piece.horizon == str(Horizon.BRAND), 1), else_=0))
    channel = Placement.channel_id + 0  # by the index of channels, rows would be read criss-cross
    query = (
        select(channel, month, func.count(), brand, func.sum(Placement.cost))
        .join(_Piece, _Piece.id == Placement.content_id)
        .where(*_COUNTED, *asked)
        .group_by(channel, month)
    )
    return [
        _Sum(channel, date.fromisoformat(f"{text}-01"), n, brands, cost or Decimal(0))
        for channel, text, n, brands, cost in session.execute(query)
    ]


def _from_memory(memory: CalendarCounting, *, whole: bool) -> list[_Sum]:
    return [
        _Sum(channel, date.fromisoformat(f"{month}-01"), n, brand, Decimal(cost) / MINOR)
        for (channel, month), (n, brand, cost) in memory.sums(whole=whole).items()
    ]


def work(session: Session, owners: Iterable[str]) -> dict[int, Making]:
    """Return by id the pieces that these people still have to make and that stand somewhere, as counted."""
    names = {capacity.same(owner) for owner in owners}
    return {
        id: making
        for id, making in _work(session, [_Piece.owner != ""]).items()
        if capacity.same(making.owner) in names
    }


def _work(session: Session, asked: Iterable[ColumnElement[bool]] = ()) -> dict[int, Making]:
    """Return by id the pieces still to be made that stand somewhere, each with its first counted day."""
    first = func.min(Placement.date_from)
    query = (
        select(_Piece.id, _Piece.owner, _Piece.effort_h, _Piece.status, first)
        .join(Placement, Placement.content_id == _Piece.id)
        .where(*_COUNTED, *asked, _Piece.archived.is_(False), _Piece.status.in_(TO_MAKE))
        .where(_Piece.effort_h > 0)
        .group_by(_Piece.id)
    )
    return {
        id: Making(owner, Decimal(str(effort)), status, day)
        for id, owner, effort, status, day in session.execute(query)
        if day is not None
    }


def people(session: Session) -> list[Resource]:
    """Return all resources in use."""
    rows = session.scalars(select(ResourceRow).where(ResourceRow.archived.is_(False)))
    return [
        Resource(
            row.id,
            row.code,
            row.person or row.code,
            row.kind,
            row.capability or None,
            _decimal(row.fte),
            _decimal(row.hours_month),
            row.strength,
            row.amount,
            row.date_from,
            row.date_to,
        )
        for row in rows
    ]


def _decimal(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(str(number))


def _months(
    home: WorkspaceRow,
    sums: list[_Sum],
    due: dict[tuple[str, date], Decimal],
    people: list[Resource],
    limits: Thresholds,
) -> tuple[Month, ...]:
    n, brand = Counter[date](), Counter[date]()
    cost, hours = defaultdict[date, Decimal](Decimal), defaultdict[date, Decimal](Decimal)
    for part in sums:
        n[part.month] += part.n
        brand[part.month] += part.brand
        cost[part.month] += part.cost
    for (_, month), found in due.items():
        hours[month] += found
    known = [home.plan_start, home.plan_end, *n, *hours]
    return tuple(
        Month(day, n[day], brand[day], cost[day], hours[day], capacity.team_hours(day, people, limits))
        for day in months(min(known), max(known))
    )


def _conflicts(
    session: Session,
    sums: list[_Sum],
    due: dict[tuple[str, date], Decimal],
    people: list[Resource],
    limits: Thresholds,
    lang: str,
) -> tuple[Conflict, ...]:
    rooms = dict(session.execute(select(Channel.id, Channel.monthly_capacity)).all())
    started = {(part.channel, part.month): part.n for part in sums}
    full = capacity.full_channels(started, rooms, channel_names(session, lang))
    return (*full, *capacity.full_people(due, people, limits))


def _outside(session: Session, home: WorkspaceRow) -> list[tuple[int, str, date]]:
    """Return the first counted placements whose dates are not all within the plan: id, code and first day."""
    early, late = Placement.date_from < home.plan_start, Placement.date_from > home.plan_end
    query = (
        select(Placement.id, _Piece.code, Placement.date_from)
        .join(_Piece, _Piece.id == Placement.content_id)
        .where(*_COUNTED, or_(early, late, Placement.date_to > home.plan_end))
        .order_by(Placement.date_from, Placement.id)
        .limit(MOST_OUTSIDE)
    )
    return [(row_id, code, day) for row_id, code, day in session.execute(query) if day is not None]
