"""What the sheet counts, and the order of its rows, in memory: the same as `sheet` asks of the file."""

from collections.abc import Callable, Collection, Mapping
from typing import Final

from b2bdesk.queries.board_counting import Kept
from b2bdesk.queries.board_rows import Counts
from b2bdesk.queries.board_values import BoardFilter
from b2bdesk.queries.roster import Roster
from b2bdesk.queries.roster_filter import small
from b2bdesk.queries.roster_groups import Held, Where
from b2bdesk.queries.roster_views import ALL, Standing
from b2bdesk.queries.sheet_values import Asked, Order
from b2bdesk.terms import PlacementStatus

CELLS: Final = ("stage", "channel")
Ids = Callable[[], Collection[int]]


class SheetCounting:
    """Answers for one sheet; the file is asked only for what `kept` does not hold: how pieces are sorted, and whose
    pieces could be placed so that the filter would let them through."""

    def __init__(self, asked: Asked, kept: Kept, roster: Roster) -> None:
        self._asked, self._kept, self._roster = asked, kept, roster

    def everything(self) -> Counts:
        """Return all placements of the plan, by stage, channel and status."""
        held = self._roster.all_of(*CELLS)
        return self._kept.number("all marks", lambda: _counts(held))

    def found(self, ids: Collection[int]) -> Counts:
        """Return those that the filter lets through, of the pieces on the sheet where these were sought."""
        asked = self._asked
        if asked.text or asked.unplaced:
            return _counts(self._roster.among(asked.where, frozenset(ids), *CELLS))
        return _counts(self._roster.some_of(asked.where, *CELLS)) if asked.where.narrows else self.everything()

    def ids(self, ordered: Ids, could: Ids) -> Collection[int]:
        """Return the pieces on the sheet; `ordered` are all in their order, `could` those that could be shown."""
        asked, kept = self._asked, self._kept
        wanted: Collection[int] = self._standing().shown
        if not only_shown(asked.where):
            where = asked.where
            able = kept.name(
                ("could", where.forms, where.horizons, where.personas, where.segments), lambda: frozenset(could())
            )
            wanted = able.union(wanted) if wanted else able
        if asked.text:
            words, pieces = [small(word) for word in asked.text.split()], self._roster.pieces
            wanted = {id for id in wanted if all(word in pieces[id].words for word in words)}
        if asked.unplaced:
            placed = self._placed()
            wanted = {id for id in wanted if id not in placed}
        if asked.keep:
            wanted = asked.keep.union(wanted)
        natural = kept.name(("pieces by", _kind(asked.order)), lambda: tuple(ordered()))
        everything = isinstance(wanted, frozenset) and wanted.issuperset(natural)  # as on most sheets
        return self._sorted(natural if everything else tuple(id for id in natural if id in wanted))

    def _sorted(self, natural: tuple[int, ...]) -> Collection[int]:
        if self._asked.order not in (Order.TOTAL, Order.UNPLACED):
            return natural
        n = self._standing().counted
        if self._asked.order is Order.UNPLACED:
            return sorted(natural, key=lambda id: id in n)
        return sorted(natural, key=lambda id: -n[id])

    def _standing(self) -> Standing:
        where = self._asked.where
        return self._roster.view("standing", where, lambda: Standing(self._roster.passing(where)))

    def _placed(self) -> Collection[int]:
        return self._roster.view("placed", ALL, lambda: Standing(self._roster.passing(ALL))).counted


def only_shown(where: BoardFilter) -> bool:
    """Tell whether a piece must have a placement that is shown, for none planned now would be."""
    return bool(where.campaigns) or (where.statuses is not None and PlacementStatus.PLANNED not in where.statuses)


def _kind(order: Order) -> Order:
    """Return by what pieces are sorted where those of an order are alike."""
    return Order.CODE if order in (Order.TOTAL, Order.UNPLACED) else order


def _counts(found: Mapping[Where, Held]) -> Counts:
    return {
        (int(stage), int(channel), status): len(rows)
        for (stage, channel), held in found.items()
        for status, rows in held.parts.items()
    }
