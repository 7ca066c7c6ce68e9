"""What came of the placements in each cell of a board, and of each channel as a whole.

A cell adds up what was counted of the placements in it themselves. What is known of a channel as a whole belongs to
the channel: it stands at its head and is never shared out among cells.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import func, Integer, select, String, type_coerce
from sqlalchemy.orm import Session

from b2bdesk.domain.placement import Placement
from b2bdesk.domain.result import Result as Row
from b2bdesk.insight.results import Scope, settled
from b2bdesk.queries.axes import AXES, placed
from b2bdesk.queries.board_filter import conditions
from b2bdesk.queries.board_rows import plain
from b2bdesk.queries.board_values import AxisKey, BoardFilter, CellKey

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


def outcome(session: Session, *, measure: str, axes: tuple[str, str], where: BoardFilter) -> Outcome:
    """Return what came of what a filter shows, on a board of two axes, lines first."""
    known = session.scalar(select(func.count()).select_from(Row).where(Row.archived.is_(False))) or 0
    told = list(_told(session, measure)) if known else []
    own = [one for one in told if one.scope[1] is not None]
    channels = [one for one in told if one.scope[0] is not None]
    cells = _cells(session, axes, where, _sums(own, 1))
    heads: dict[AxisKey, int] = {key: n for key, n in _sums(channels, 0).items()}  # noqa: C416 (other keys are let in)
    return Outcome(measure, cells, heads, known)


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
