"""What the sheet counts, and the order of its rows, in memory: the same as `sheet` asks of the file."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from typing import Final

from b2bdesk.queries.board_counting import Kept
from b2bdesk.queries.board_rows import Counts
from b2bdesk.queries.board_values import BoardFilter
from b2bdesk.queries.roster import Held, Roster, Where
from b2bdesk.queries.roster_filter import small
from b2bdesk.queries.sheet_values import Asked, Order
from b2bdesk.terms import COUNTED, PlacementStatus

CELLS: Final = ("stage", "channel")
Ids = Callable[[], Collection[int]]


class SheetCounting:
    """Answers for one sheet; the file is asked only for what `kept` does not hold: how pieces are sorted, and whose
    pieces could be placed so that the filter would let them through."""

    def __init__(self, asked: Asked, kept: Kept, roster: Roster) -> None:
        self._asked, self._kept, self._roster = asked, kept, roster
        self._through: dict[Where, Held] | None = None

    def everything(self) -> Counts:
        """Return all placements of the plan, by stage, channel and status."""
        held = self._roster.all_of(*CELLS)
        return self._kept.number("all marks", lambda: _counts(held))

    def found(self, ids: Collection[int]) -> Counts:
        """Return those that the filter lets through, of the pieces on the sheet where these were sought."""
        asked = self._asked
        if asked.text or asked.unplaced:
            return _counts(self._roster.some_of(asked.where, *CELLS, pieces=frozenset(ids)))
        return _counts(self._shown()) if asked.where.narrows else self.everything()

    def ids(self, ordered: Ids, could: Ids) -> list[int]:
        """Return the pieces on the sheet; `ordered` are all in their order, `could` those that could be shown."""
        asked, kept = self._asked, self._kept
        wanted = {row.content for held in self._shown().values() for rows in held.parts.values() for row in rows}
        if not only_shown(asked.where):
            where = asked.where
            wanted |= kept.name(
                ("could", where.forms, where.horizons, where.personas, where.segments), lambda: frozenset(could())
            )
        if asked.text:
            words, pieces = [small(word) for word in asked.text.split()], self._roster.pieces
            wanted = {id for id in wanted if all(word in pieces[id].words for word in words)}
        if asked.unplaced:
            wanted -= self._placed()
        wanted |= asked.keep
        natural = kept.name(("pieces by", _kind(asked.order)), lambda: tuple(ordered()))
        return self._sorted([id for id in natural if id in wanted])

    def _sorted(self, natural: list[int]) -> list[int]:
        if self._asked.order not in (Order.TOTAL, Order.UNPLACED):
            return natural
        n = Counter(
            row.content
            for held in self._shown().values()
            for status, rows in held.parts.items()
            if status in COUNTED
            for row in rows
        )
        if self._asked.order is Order.UNPLACED:
            return sorted(natural, key=lambda id: id in n)
        return sorted(natural, key=lambda id: -n[id])

    def _shown(self) -> dict[Where, Held]:
        if self._through is None:
            self._through = self._roster.some_of(self._asked.where, *CELLS)
        return self._through

    def _placed(self) -> set[int]:
        return {row.content for row in self._roster.rows.values() if row.status in COUNTED}


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
