"""What came of the placements in each cell of a board, and of each channel as a whole.

A cell adds up what was counted of the placements in it themselves. What is known of a channel as a whole belongs to
the channel: it stands at its head and is never shared out among cells.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from b2bdesk.domain.placement import Placement
from b2bdesk.domain.result import Result as Row
from b2bdesk.insight import results
from b2bdesk.insight.money import Figures
from b2bdesk.queries.axes import AXES, placed
from b2bdesk.queries.board_filter import conditions
from b2bdesk.queries.board_values import AxisKey, BoardFilter, CellKey
from b2bdesk.queries.results import read

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


def outcome(session: Session, *, measure: str, axes: tuple[str, str], where: BoardFilter) -> Outcome:
    """Return what came of what a filter shows, on a board of two axes, lines first."""
    rows = read(session)
    if not rows:
        return Outcome(measure)
    own = {key: n for key, found in results.by_placement(rows).items() if (n := _amount(found, measure)) is not None}
    channels = {key: n for key, found in results.by_channel(rows).items() if (n := _amount(found, measure)) is not None}
    return Outcome(measure, _cells(session, axes, where, own), channels, len(rows))


def _cells(session: Session, axes: tuple[str, str], where: BoardFilter, own: Mapping[int, int]) -> dict[CellKey, int]:
    """Add up what placements brought in the cells in which they are shown; in several cells each as a whole."""
    if not own:
        return {}
    line, column = AXES[axes[0]], AXES[axes[1]]
    counted = Placement.id.in_(select(Row.placement_id).where(Row.placement_id.is_not(None), Row.archived.is_(False)))
    asked = [counted, Placement.status.in_(where.shown), *conditions(where)]
    found: defaultdict[CellKey, int] = defaultdict(int)
    for across, down, row_id in session.execute(placed((column.key, line.key, Placement.id), (line, column), asked)):
        if row_id in own:
            found[across, down] += own[row_id]
    return dict(found)


def _amount(found: Figures, measure: str) -> int | None:
    value = getattr(found, measure)
    if value is None:
        return None
    return int(value * 100) if measure in MONEY else int(value)
