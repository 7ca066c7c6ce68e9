"""The placements of a large plan in memory, for boards that are counted at each keystroke.

A board of any two axes is counted from it in a fraction of the time that the file takes, filters included, and what
was counted without a filter is kept up with every edit. `board_cells` asks the same of the file; both must agree.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from operator import itemgetter
from typing import Any, Final

from b2bdesk.insight.rows import growing
from b2bdesk.queries.board_cells import RANK, Tallies, Tally
from b2bdesk.queries.board_values import AxisKey, BoardFilter, CellKey, Chip
from b2bdesk.queries.roster_filter import sieves
from b2bdesk.queries.roster_rows import Piece, PLACE, Placed
from b2bdesk.terms import COUNTED

AXIS: Final = {
    "stage": PLACE["stage"],
    "channel": PLACE["channel"],
    "persona": PLACE["personas"],
    "topic": PLACE["topic"],
    "form": PLACE["form"],
    "segment": PLACE["segments"],
    "role": PLACE["roles"],
    "month": PLACE["month"],
}
"""Where a placement says in which line of an axis it stands."""
SEVERAL: Final = frozenset({"persona", "segment", "role"})
"""The axes in several of whose lines a placement may stand."""
COST: Final = itemgetter(PLACE["cost"])
Where = tuple[AxisKey, ...]
"""The keys of one axis, or of two."""
Parts = dict[str, list[Placed]]
"""Placements by status."""


@dataclass(slots=True)
class Held(Tally):
    """A tally that knows the placements it counts, by status."""

    parts: Parts = field(default_factory=dict)

    def chips(self, top: int) -> list[Placed]:
        """Return those that come first."""
        found: list[Placed] = []
        for status in sorted(self.parts, key=rank_of):
            if len(found) < top:
                found += nsmallest(top - len(found), self.parts[status])
        return found


class Grouped:
    """Placements by the lines of one axis or of two; no board has two in whose lines a placement stands severally."""

    def __init__(self, axes: Sequence[str], rows: Iterable[Placed]) -> None:
        self.axes = tuple(axes)
        with growing():
            self.held: dict[Where, Held] = {key: held_of(parts) for key, parts in self._sorted(rows).items()}

    def move(self, old: Placed | None, new: Placed | None) -> None:
        """Take one placement out, or in, or from where it stood to where it stands now."""
        touched: set[Where] = set()
        if old is not None:
            for key in self._places(old):
                self.held[key].parts[old.status].remove(old)
                touched.add(key)
        if new is not None:
            for key in self._places(new):
                self.held.setdefault(key, Held()).parts.setdefault(new.status, []).append(new)
                touched.add(key)
        for key in touched:
            parts = {status: rows for status, rows in self.held.pop(key).parts.items() if rows}
            if parts:
                self.held[key] = held_of(parts)

    def _places(self, row: Placed) -> list[Where]:
        found: list[Where] = [()]
        for axis in self.axes:
            at: Any = row[AXIS[axis]]
            found = [(*before, key) for before in found for key in (at if axis in SEVERAL else (at,))]
        return found

    def _sorted(self, rows: Iterable[Placed]) -> Mapping[Where, Parts]:
        found: defaultdict[Where, defaultdict[str, list[Placed]]] = defaultdict(lambda: defaultdict(list))
        for *key, status, these in self._runs(rows):
            found[tuple(key)][status] = these
        return found

    def _runs(self, rows: Iterable[Placed]) -> Iterator[tuple[Any, ...]]:
        """Yield keys, status and the placements that have them; what most boards have is sorted without a detour."""
        found: defaultdict[tuple[Any, ...], list[Placed]] = defaultdict(list)
        several = [axis for axis in self.axes if axis in SEVERAL]
        if not several:
            place = itemgetter(*(AXIS[axis] for axis in self.axes), PLACE["status"])
            for row in rows:
                found[place(row)].append(row)
        elif len(self.axes) == 2 and len(several) == 1:
            first = self.axes[0] == several[0]
            own, other = (AXIS[axis] for axis in (self.axes if first else self.axes[::-1]))
            for row in rows:
                at, status = row[other], row.status
                keys: Any = row[own]
                for key in keys:
                    found[(key, at, status) if first else (at, key, status)].append(row)
        else:
            for row in rows:
                for where in self._places(row):
                    found[*where, row.status].append(row)
        return ((*key, these) for key, these in found.items())


def held_of(parts: Parts) -> Held:
    """Count placements."""
    by_status = {status: len(rows) for status, rows in parts.items()}
    counted = [rows for status, rows in parts.items() if status in COUNTED]
    cost = sum(sum(map(COST, rows)) for rows in counted)
    return Held(by_status, sum(map(len, counted)), sum(by_status.values()), cost, None, parts)


def _less(held: Held, kept: Parts) -> Held:
    """Count what is left of a cell; what counts is not added up again where it is all there."""
    if len(kept) == len(held.parts) and all(kept[status] is held.parts[status] for status in kept):
        return held
    if any(kept.get(status) is not held.parts[status] for status in held.parts if status in COUNTED):
        return held_of(kept)
    by_status = {status: len(rows) for status, rows in kept.items()}
    return Held(by_status, held.n, sum(by_status.values()), held.cost, None, kept)


class Roster:
    """The placements in use and all pieces of one plan; `Keeper` in `rosters` fills it and keeps it up."""

    def __init__(self) -> None:
        self.rows: dict[int, Placed] = {}
        self.pieces: dict[int, Piece] = {}
        self.holding: dict[int, frozenset[str]] = {}
        """The states of each stage."""
        self._kept: dict[tuple[str, ...], Grouped] = {}

    def put(self, row: Placed) -> None:
        """Take a placement in, new or changed."""
        before = self.rows.get(row.id)
        if before == row:
            return
        self.rows[row.id] = row
        for grouped in self._kept.values():
            grouped.move(before, row)

    def drop(self, placement_id: int) -> None:
        """Forget a placement that is gone, or out of use."""
        before = self.rows.pop(placement_id, None)
        for grouped in self._kept.values() if before is not None else ():
            grouped.move(before, None)

    def forget(self) -> None:
        """Forget what was counted; it is counted anew when it is asked for."""
        self._kept = {}

    def all_of(self, *axes: str) -> Mapping[Where, Held]:
        """Return all placements by some axes, whatever their status; kept up from then on."""
        if axes not in self._kept:
            self._kept[axes] = Grouped(axes, self.rows.values())
        return self._kept[axes].held

    def some_of(self, where: BoardFilter, *axes: str, pieces: frozenset[int] | None = None) -> dict[Where, Held]:
        """Return the placements that a filter lets through, by some axes, perhaps only those of some pieces."""
        through, found = sieves(where, self, pieces), {}
        for key, held in self.all_of(*axes).items():
            kept = {}
            for status, rows in held.parts.items():
                left = rows if status in where.shown else []
                for sieve in through:
                    left = sieve(left) if left else left
                if left:
                    kept[status] = left if len(left) < len(rows) else rows
            if kept:
                found[key] = _less(held, kept)
        return found

    def passing(self, where: BoardFilter) -> list[Placed]:
        """Return the placements that a filter lets through, in no order."""
        found = [row for row in self.rows.values() if row.status in where.shown]
        for sieve in sieves(where, self):
            found = sieve(found)
        return found

    def chips(
        self,
        tallies: Tallies,
        keys: Iterable[CellKey],
        top: int,
        classes: Mapping[str, str],
        warned: Collection[int] = (),
    ) -> dict[CellKey, tuple[Chip, ...]]:
        """Return the first chips of some cells; what is gone by now is left out. `classes`: those of the forms."""
        found = {key: held.chips(top) for key in keys if isinstance(held := tallies.get(key), Held)}
        return {
            key: tuple(self._chip(row, classes, warned) for row in rows if row.id in self.rows)
            for key, rows in found.items()
        }

    def _chip(self, row: Placed, classes: Mapping[str, str], warned: Collection[int]) -> Chip:
        piece = self.pieces[row.content]
        return Chip(
            row.id, row.content, piece.code, piece.short or piece.title, piece.title, piece.form,
            classes.get(piece.form, "text"), piece.appeal, row.status, row.id in warned,
            piece.horizon, piece.audience, piece.help,
        )  # fmt: skip


def rank_of(status: str) -> int:
    """Return which statuses come first among chips."""
    return RANK.get(status, len(RANK))
