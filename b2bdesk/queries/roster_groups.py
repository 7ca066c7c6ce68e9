"""Placements by the lines of one axis or of two, counted; kept up with every edit, cell by cell."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from operator import itemgetter
from typing import Any, Final

from b2bdesk.insight.rows import growing
from b2bdesk.queries.board_cells import RANK, Tally
from b2bdesk.queries.board_values import AxisKey
from b2bdesk.queries.roster_rows import PLACE, Placed
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
    """A tally that knows the placements it counts, by status; an edit puts another in its place."""

    parts: Parts = field(default_factory=dict)

    begins: tuple[int, list[Placed]] = (0, [])
    """The chips that were asked for last, and how many."""

    def chips(self, top: int) -> list[Placed]:
        """Return those that come first."""
        if self.begins[0] != top:
            found: list[Placed] = []
            for status in sorted(self.parts, key=rank_of):
                if len(found) < top:
                    found += nsmallest(top - len(found), self.parts[status])
            self.begins = top, found
        return self.begins[1]


class Grouped:
    """Placements by the lines of one axis or of two; no board has two in whose lines a placement stands severally."""

    def __init__(self, axes: Sequence[str], rows: Iterable[Placed]) -> None:
        self.axes = tuple(axes)
        with growing():
            self.held: dict[Where, Held] = {key: held_of(parts) for key, parts in self._sorted(rows).items()}

    @classmethod
    def of(cls, axes: Sequence[str], held: dict[Where, "Held"]) -> "Grouped":
        """Take over what is counted already; its lists may belong to others as well, for none is ever changed."""
        found = cls(axes, ())
        found.held = held
        return found

    def move(self, old: Placed | None, new: Placed | None) -> None:
        """Take one placement out, or in, or from where it stood to where it stands now."""
        parts: defaultdict[Where, Parts] = defaultdict(dict)
        if old is not None:
            for key in self._places(old):
                parts[key] = dict(self.held[key].parts)
                rows = parts[key][old.status] = parts[key][old.status].copy()
                rows.remove(old)
        if new is not None:
            for key in self._places(new):
                if key not in parts and key in self.held:
                    parts[key] = dict(self.held[key].parts)
                parts[key][new.status] = [*parts[key].get(new.status, ()), new]
        for key, found in parts.items():
            left = {status: rows for status, rows in found.items() if rows}
            if left:
                self.held[key] = held_of(left)
            else:
                del self.held[key]

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


def less(held: Held, kept: Parts) -> Held:
    """Count what is left of a cell; what counts is not added up again where it is all there."""
    if len(kept) == len(held.parts) and all(kept[status] is held.parts[status] for status in kept):
        return held
    if any(kept.get(status) is not held.parts[status] for status in held.parts if status in COUNTED):
        return held_of(kept)
    by_status = {status: len(rows) for status, rows in kept.items()}
    return Held(by_status, held.n, sum(by_status.values()), held.cost, None, kept)


def rank_of(status: str) -> int:
    """Return which statuses come first among chips."""
    return RANK.get(status, len(RANK))
