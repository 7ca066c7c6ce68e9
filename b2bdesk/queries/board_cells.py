"""How many placements stand in each cell of a board, and the first chips of each: two statements, whatever the axes."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import Any, Final

from sqlalchemy import case, ColumnElement, func, Integer, select, type_coerce
from sqlalchemy.orm import Session

from b2bdesk.domain.placement import Placement
from b2bdesk.queries.axes import AXES, Axis, placed, within
from b2bdesk.queries.board_rows import chip_maker, chips_of, ORDER, PIECE, plain, with_pieces
from b2bdesk.queries.board_values import AxisKey, CellKey, Chip, MOST_CHIPS
from b2bdesk.terms import COUNTED

FEW_LINES: Final = 60
"""Up to how many lines it pays to name those whose chips are wanted."""
INDEXED: Final = {code: place for place, code in enumerate(AXES)}
RANK: Final = {status: place for place, status in enumerate(ORDER)}


@dataclass(slots=True)
class Tally:
    """The placements of a cell by status, and the cost of the counted ones in minor units."""

    by_status: dict[str, int] = field(default_factory=dict)
    n: int = 0
    shown: int = 0
    cost: int = 0
    first: list[tuple[int, int, int]] | None = None
    """The placements whose chips come first, if they were read along: place of the status, piece, id."""

    def add(self, status: str, n: int, cost: int, *place: int) -> None:
        """Count placements of one status; a single one may be told by its place, its piece and its id."""
        self.by_status[status] = self.by_status.get(status, 0) + n
        if self.first is not None:
            self.first.append(place)  # type: ignore[arg-type]  # three numbers
        self.shown += n
        if status in COUNTED:
            self.n, self.cost = self.n + n, self.cost + cost


Tallies = Mapping[CellKey, Tally]


def tally(session: Session, rows: Axis, columns: Axis, asked: Iterable[ColumnElement[bool]]) -> dict[CellKey, Tally]:
    """Count the placements of each cell that holds any."""
    found: dict[CellKey, Tally] = {}
    for a, b, status, n, cost in plain(session, _counted({"a": columns, "b": rows}, asked)):
        found.setdefault((a, b), Tally()).add(status, n, cost)
    return found


def gather(
    session: Session, rows: Axis, columns: Axis, asked: Iterable[ColumnElement[bool]], top: int = MOST_CHIPS
) -> dict[CellKey, Tally]:
    """Count the same in one pass over what a filter lets through, which also finds what comes first in each cell."""
    cost = type_coerce(Placement.cost, Integer)
    parts = (columns.key, rows.key, Placement.status, cost, Placement.content_id, Placement.id)
    found: dict[CellKey, Tally] = {}
    for a, b, status, spent, *place in plain(session, placed(parts, (rows, columns), asked)):
        here = found.setdefault((a, b), Tally(first=[]))
        here.add(status, 1, spent, RANK.get(status, len(RANK)), *place)
    for here in found.values():
        here.first = nsmallest(top, here.first or [])
    return found


def tally_lines(session: Session, axis: Axis, asked: Iterable[ColumnElement[bool]]) -> dict[AxisKey, Tally]:
    """Count the placements of each line of one axis: where they stand in several cells of it, once."""
    found: dict[AxisKey, Tally] = {}
    for key, status, n, cost in plain(session, _counted({"a": axis}, asked)):
        found.setdefault(key, Tally()).add(status, n, cost)
    return found


def _counted(axes: Mapping[str, Axis], asked: Iterable[ColumnElement[bool]]) -> Any:
    """Ask keys, status, number and cost; grouped in the order of the index, if there is one."""
    cost = type_coerce(Placement.cost, Integer)
    grouped = sorted(axes, key=lambda name: INDEXED[axes[name].code])
    if not any(axis.repeats for axis in axes.values()):
        keys = {name: axis.key for name, axis in axes.items()}
        parts = (*keys.values(), Placement.status, func.count(), func.sum(cost))
        return placed(parts, axes.values(), asked).group_by(*(keys[name] for name in grouped), Placement.status)
    named = [axis.key.label(name) for name, axis in axes.items()]
    once = placed((*named, Placement.id, Placement.status, cost.label("cost")), axes.values(), asked).subquery()
    columns = [once.c[name] for name in axes]
    query = select(*columns, once.c.status, func.count(), func.sum(once.c.cost))
    return query.group_by(*(once.c[name] for name in grouped), once.c.status)


def first_chips(
    session: Session,
    axes: tuple[Axis, Axis],
    asked: Iterable[ColumnElement[bool]],
    tallies: Tallies,
    *,
    top: int,
    warned: Collection[int] = (),
    lines: Collection[AxisKey] | None = None,
) -> dict[CellKey, tuple[Chip, ...]]:
    """Return the first chips of each cell, `top` at most; of some lines only where `lines` names them.

    The tallies tell which statuses have to be looked at to find so many: mostly the first alone; or they know it.
    """
    if next((found for found in tallies.values() if found.first is not None), None):
        return _gathered(session, tallies, top, warned, lines)
    statuses, (rows, columns) = _needed(tallies, top, lines), axes
    if not statuses:
        return {}
    some = [within(rows, lines)] if lines is not None and len(lines) <= FEW_LINES else []
    parts = (
        Placement.id.label("id"),
        Placement.content_id.label("content_id"),
        Placement.status.label("status"),
        columns.key.label("a"),
        rows.key.label("b"),
    )
    inner = placed(parts, axes, [*asked, *some, Placement.status.in_(statuses)]).subquery()
    rank = case(RANK, value=inner.c.status, else_=len(RANK))
    place = func.row_number().over(partition_by=(inner.c.a, inner.c.b), order_by=(rank, inner.c.content_id, inner.c.id))
    ranked = select(inner, place.label("place")).subquery()
    chosen = (ranked.c.id, ranked.c.content_id, ranked.c.status, ranked.c.a, ranked.c.b)
    query = with_pieces(select(*chosen, *PIECE).where(ranked.c.place <= top), ranked.c.content_id)
    make, cells = chip_maker(session, warned), defaultdict[CellKey, list[Chip]](list)
    for each in plain(session, query.order_by(ranked.c.a, ranked.c.b, ranked.c.place)):
        if lines is None or each[4] in lines:
            cells[each[3], each[4]].append(make(each))
    return {key: tuple(held) for key, held in cells.items()}


def _gathered(
    session: Session, tallies: Tallies, top: int, warned: Collection[int], lines: Collection[AxisKey] | None
) -> dict[CellKey, tuple[Chip, ...]]:
    """Return the chips of the placements that `gather` found to come first."""
    wanted = {
        key: [place[-1] for place in (found.first or ())[:top]]
        for key, found in tallies.items()
        if lines is None or key[1] in lines
    }
    chips = {chip.id: chip for chip in chips_of(session, {id for ids in wanted.values() for id in ids}, warned)}
    return {key: tuple(chips[id] for id in ids) for key, ids in wanted.items() if ids}


def _needed(tallies: Tallies, top: int, lines: Collection[AxisKey] | None) -> list[str]:
    """Return in which statuses to look, so that `top` chips are found in each cell."""
    needed: set[str] = set()
    for key, found in tallies.items():
        enough = 0
        for status in ORDER if lines is None or key[1] in lines else ():
            n = found.by_status.get(status, 0)
            if n and enough < top:
                needed.add(status)
                enough += n
    return sorted(needed)
