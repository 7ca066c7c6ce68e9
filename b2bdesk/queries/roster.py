"""The placements of a large plan in memory, for boards that are counted at each keystroke.

A board of any two axes is counted from it in a fraction of the time that the file takes, filters included, and what
was counted is kept up with every edit. `board_cells` asks the same of the file; both must agree.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from typing import Any, Final, Protocol, TypeVar

from b2bdesk.queries.board_cells import Tallies
from b2bdesk.queries.board_values import BoardFilter, CellKey, Chip
from b2bdesk.queries.roster_filter import gate, sieves
from b2bdesk.queries.roster_groups import Grouped, Held, less, Parts, Where
from b2bdesk.queries.roster_rows import Piece, Placed

MOST_VIEWS: Final = 24
"""How many ways of looking at the placements are kept up; those asked for longest ago are forgotten."""


class View(Protocol):
    """Something told of placements that is kept up with every edit instead of being made anew."""

    def move(self, old: Placed | None, new: Placed | None) -> None:
        """Take a placement out (`new` is None), in (`old` is None), or note that it has changed."""


V = TypeVar("V", bound=View)


class Through:
    """A view that hears only of what a filter lets through."""

    def __init__(self, lets: Callable[[Placed], bool], view: View) -> None:
        self._lets, self.view = lets, view

    def move(self, old: Placed | None, new: Placed | None) -> None:
        """Tell the view what of this concerns it."""
        before = old if old is not None and self._lets(old) else None
        after = new if new is not None and self._lets(new) else None
        if before is not None or after is not None:
            self.view.move(before, after)


class Roster:
    """The placements in use and all pieces of one plan; `Keeper` in `rosters` fills it and keeps it up."""

    def __init__(self) -> None:
        self.rows: dict[int, Placed] = {}
        self.pieces: dict[int, Piece] = {}
        self.holding: dict[int, frozenset[str]] = {}
        """The states of each stage."""
        self._kept: dict[tuple[str, ...], Grouped] = {}
        self._views: dict[str, tuple[Hashable, Through]] = {}

    def put(self, row: Placed) -> None:
        """Take a placement in, new or changed."""
        before = self.rows.get(row.id)
        if before == row:
            return
        self.rows[row.id] = row
        self._move(before, row)

    def drop(self, placement_id: int) -> None:
        """Forget a placement that is gone, or out of use."""
        before = self.rows.pop(placement_id, None)
        if before is not None:
            self._move(before, None)

    def _move(self, before: Placed | None, after: Placed | None) -> None:
        for grouped in self._kept.values():
            grouped.move(before, after)
        for _, view in self._views.values():
            view.move(before, after)

    def forget(self) -> None:
        """Forget what was counted; it is counted anew when it is asked for."""
        self._kept = {}
        self.forget_views()

    def forget_views(self) -> None:
        """Forget what rests on more than the placements themselves: on pieces, or on the states of stages."""
        self._views = {}

    def view(self, name: str, where: BoardFilter, make: Callable[[], V], *about: Hashable) -> V:
        """Return a view of what a filter lets through, made if it is new; of each name the latest is kept up."""
        key, held = (where, about), self._views.pop(name, None)
        if held is None or held[0] != key:
            held = key, Through(gate(where, self), make())
        self._views[name] = held
        while len(self._views) > MOST_VIEWS:
            del self._views[next(iter(self._views))]
        view: Any = held[1].view
        found: V = view
        return found

    def all_of(self, *axes: str) -> Mapping[Where, Held]:
        """Return all placements by some axes, whatever their status; kept up from then on."""
        if axes not in self._kept:
            self._kept[axes] = Grouped(axes, self.rows.values())
        return self._kept[axes].held

    def some_of(self, where: BoardFilter, *axes: str) -> Mapping[Where, Held]:
        """Return the placements that a filter lets through, by some axes; kept up while the filter stays."""
        return self.view(" x ".join(axes), where, lambda: Grouped.of(axes, self.among(where, None, *axes))).held

    def among(self, where: BoardFilter, pieces: frozenset[int] | None, *axes: str) -> dict[Where, Held]:
        """Return the placements of some pieces, or of all, that a filter lets through; as they are now."""
        through, shown, found = sieves(where, self, pieces), where.shown, {}
        for key, held in self.all_of(*axes).items():
            kept: Parts = {}
            for status, rows in held.parts.items():
                left = rows if status in shown else []
                for sieve in through:
                    left = sieve(left) if left else left
                if left:
                    kept[status] = left if len(left) < len(rows) else rows
            if kept:
                found[key] = less(held, kept)
        return found

    def passing(self, where: BoardFilter) -> list[Placed]:
        """Return the placements that a filter lets through, in no order."""
        shown = where.shown
        found = [row for row in self.rows.values() if row.status in shown]
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
