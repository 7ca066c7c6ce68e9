"""What the sheet asks of placements in memory besides their cells; kept up with every edit."""

from collections import Counter
from collections.abc import Collection, Iterable
from operator import itemgetter
from typing import Final, TypeVar

from b2bdesk.queries.board_values import BoardFilter
from b2bdesk.queries.roster_rows import PLACE, Placed
from b2bdesk.terms import COUNTED, PlacementStatus

ALL: Final = BoardFilter(statuses=frozenset(PlacementStatus))
"""Lets all placements of the plan through."""
K = TypeVar("K")
CONTENT: Final = itemgetter(PLACE["content"])


class Standing:
    """How many placements each piece has, whatever their status, and how many that count; none is left out."""

    def __init__(self, rows: Collection[Placed]) -> None:
        self.shown: Counter[int] = Counter(map(CONTENT, rows))
        self.counted: Counter[int] = Counter(map(CONTENT, counted_of(rows)))

    def move(self, old: Placed | None, new: Placed | None) -> None:
        """Count one less, and one more."""
        for row, by in ((old, -1), (new, 1)):
            if row is not None:
                add(self.shown, row.content, by)
                if row.status in COUNTED:
                    add(self.counted, row.content, by)


def add(found: Counter[K], key: K, by: int) -> None:
    """Count up or down; what comes to nothing is left out."""
    found[key] += by
    if not found[key]:
        del found[key]


def counted_of(rows: Iterable[Placed]) -> list[Placed]:
    """Return those that count."""
    return [row for row in rows if row.status in COUNTED]
