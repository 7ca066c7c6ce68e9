"""What came of the placements in each cell of a board, and of each channel as a whole.

A cell adds up what was counted of the placements in it themselves. What is known of a channel as a whole belongs to
the channel: it stands at its head and is never shared out among cells.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import func, Integer, select, String, type_coerce
from sqlalchemy.orm import Session

from b2bdesk.domain.placement import Placement
from b2bdesk.domain.result import Result as Row
from b2bdesk.insight.results import Scope, settled
from b2bdesk.queries.axes import AXES, placed
from b2bdesk.queries.board_counting import Kept
from b2bdesk.queries.board_filter import conditions
from b2bdesk.queries.board_rows import plain
from b2bdesk.queries.board_values import AxisKey, BoardFilter, CellKey
from b2bdesk.queries.roster import Roster
from b2bdesk.queries.roster_groups import Held

MEASURES: Final = ("visits", "leads", "mql", "deals", "revenue")
"""What the heat of cells can be made of."""
MONEY: Final = frozenset({"revenue"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """One measure: by cell, and by channel at its head; money in minor units, as costs. `known` counts the results."""

    measure: str = ""
    cells: Mapping[CellKey, int] = field(default_factory=dict)
    channels: Mapping[AxisKey, int] = field(default_factory=dict)
    known: int = 0


NOTHING: Final = Outcome()


@dataclass(frozen=True, slots=True)
class _Told:
    """What one result tells of one measure; days as text, which compare as days do."""

    date_from: str
    date_to: str
    scope: Scope
    amount: int


@dataclass(frozen=True, slots=True)
class _Added:
    """Results of one measure added up: by placement, and by channel what is known of it as a whole."""

    own: Mapping[int, int] = field(default_factory=dict)
    channels: Mapping[AxisKey, int] = field(default_factory=dict)
    known: int = 0


def outcome(
    session: Session,
    *,
    measure: str,
    axes: tuple[str, str],
    where: BoardFilter,
    kept: Kept | None = None,
    roster: Roster | None = None,
) -> Outcome:
    """Return what came of what a filter shows, on a board of two axes, lines first.

    With `kept` results are added up again only when they, or placements that have any, are others; a `roster` that is
    up to date spares the file the cells.
    """
    kept = Kept() if kept is None else kept
    told = kept.result(measure, lambda: _added(session, measure, kept))
    if roster is None:
        cells = _cells(session, axes, where, told.own)
    else:
        cells = _cells_of(roster.some_of(where, *axes[::-1]), told.own)
    return Outcome(measure, cells, told.channels, told.known)


def _added(session: Session, measure: str, kept: Kept) -> _Added:
    known = session.scalar(select(func.count()).select_from(Row).where(Row.archived.is_(False))) or 0
    told = list(_told(session, measure)) if known else []
    kept.rests_on(one.scope[1] for one in told if one.scope[1] is not None)
    own = [one for one in told if one.scope[1] is not None]
    channels = [one for one in told if one.scope[0] is not None]
    heads: dict[AxisKey, int] = {key: n for key, n in _sums(channels, 0).items()}  # noqa: C416 (other keys are let in)
    return _Added(_sums(own, 1), heads, known)


def _told(session: Session, measure: str) -> Iterator[_Told]:
    channel = func.coalesce(Placement.channel_id, Row.channel_id)
    days = (type_coerce(Row.date_from, String), type_coerce(Row.date_to, String))
    amount = type_coerce(getattr(Row, measure), Integer)
    query = select(*days, channel, Row.placement_id, Row.segment_id, amount).outerjoin(
        Placement, Placement.id == Row.placement_id
    )
    for first, last, *scope, n in plain(session, query.where(Row.archived.is_(False), amount.is_not(None))):
        yield _Told(first, last, tuple(scope), n)


def _sums(told: list[_Told], side: int) -> Counter[int]:
    """Add up what is no part of another by one side of the scope: channel or placement."""
    found: Counter[int] = Counter()
    for one in settled(told):
        key = one.scope[side]
        assert key is not None
        found[key] += one.amount
    return found


def _cells(session: Session, axes: tuple[str, str], where: BoardFilter, own: Mapping[int, int]) -> dict[CellKey, int]:
    """Add up what placements brought in the cells in which they are shown; in several cells each as a whole."""
    if not own:
        return {}
    line, column = AXES[axes[0]], AXES[axes[1]]
    counted = Placement.id.in_(select(Row.placement_id).where(Row.placement_id.is_not(None), Row.archived.is_(False)))
    asked = [counted, Placement.status.in_(where.shown), *conditions(where)]
    found: defaultdict[CellKey, int] = defaultdict(int)
    for across, down, row_id in plain(session, placed((column.key, line.key, Placement.id), (line, column), asked)):
        if row_id in own:
            found[across, down] += own[row_id]
    return dict(found)


def _cells_of(held: Mapping[Any, Held], own: Mapping[int, int]) -> dict[CellKey, int]:
    """Add up the same in memory; cells with nothing to tell are left out."""
    if not own:
        return {}
    found: dict[CellKey, int] = {}
    for key, cell in held.items():
        told = [own[row.id] for rows in cell.parts.values() for row in rows if row.id in own]
        if told:
            found[key] = sum(told)
    return found
