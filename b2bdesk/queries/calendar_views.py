"""What the calendar tells of placements in memory, kept up with every edit: bars, days, what months add up to."""

from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from heapq import nsmallest
from operator import itemgetter
from typing import Any, Final

from b2bdesk.insight.capacity import hours_due, Making
from b2bdesk.insight.settings import Thresholds
from b2bdesk.queries.calendar_values import Bar, By, EARLIER, OPEN, RowKey
from b2bdesk.queries.roster_rows import PLACE, Placed
from b2bdesk.queries.roster_views import add
from b2bdesk.terms import COUNTED, PlacementStatus

FIELD: Final = {
    By.CHANNEL: PLACE["channel"],
    By.PERSONA: PLACE["personas"],
    By.OWNER: PLACE["owner"],
    By.CAMPAIGN: PLACE["campaign"],
}
"""What of a placement says in which row it lies."""
FIRST: Final = itemgetter(PLACE["start"], PLACE["id"])
LIVE: Final = str(PlacementStatus.LIVE)
NOWHERE: Final = (0,)
Stretch = tuple[RowKey, str]
"""A row and the days of it that are shown together."""
Made = Callable[[Placed, RowKey], Bar]


def keys_of(row: Placed, by: By) -> Collection[RowKey]:
    """Return the rows in which a placement lies."""
    if by is By.NONE:
        return NOWHERE
    found: Any = row[FIELD[by]]
    several: Collection[RowKey] = found if by is By.PERSONA else (found or 0 if by is By.CAMPAIGN else found,)
    return several


class Rows:
    """How many counted placements each row shows, whatever their dates."""

    def __init__(self, by: By, rows: Iterable[Placed]) -> None:
        self._by = by
        self.n: Counter[RowKey] = Counter(key for row in rows if row.status in COUNTED for key in keys_of(row, by))

    def move(self, old: Placed | None, new: Placed | None) -> None:
        """Count one less, and one more."""
        for row, by in ((old, -1), (new, 1)):
            for key in keys_of(row, self._by) if row is not None and row.status in COUNTED else ():
                add(self.n, key, by)


class Days:
    """On which days placements begin and end."""

    def __init__(self, rows: Iterable[Placed]) -> None:
        self._starts, self._ends = Counter[str](), Counter[str]()
        for row in rows:
            self._add(row, 1)

    def move(self, old: Placed | None, new: Placed | None) -> None:
        """Count one less, and one more."""
        for row, by in ((old, -1), (new, 1)):
            if row is not None:
                self._add(row, by)

    def _add(self, row: Placed, by: int) -> None:
        for found, text in ((self._starts, row.start), (self._ends, row.end)):
            if text:
                add(found, text, by)

    def reach(self) -> tuple[date | None, date | None]:
        """Return the first and the last day."""
        return day(min(self._starts, default=None)), day(max((*self._starts, *self._ends), default=None))


class Stretches:
    """The first bars of each row and stretch of days of a span; only what an edit touched is sorted out anew."""

    def __init__(self, by: By, span: tuple[date, date], most: int, stretch: int, rows: Iterable[Placed]) -> None:
        self._by, self._most, self._stretch = by, most, stretch
        self._first, self._last = (end.isoformat() for end in span)
        self._there: defaultdict[Stretch, list[Placed]] = defaultdict(list)
        for row in self._touching(rows):
            for place in self._places(row):
                self._there[place].append(row)
        self._begins: dict[Stretch, list[Placed]] = {}
        self._order: dict[Stretch, tuple[Any, ...]] = {}
        self._bars: dict[Stretch, tuple[Bar, ...]] = {}
        self._warned: Collection[int] = ()
        for place in self._there:
            self._sort(place)

    def _touching(self, rows: Iterable[Placed]) -> list[Placed]:
        first, last = self._first, self._last
        return [
            row
            for row in rows
            if row.start is not None
            and row.start <= last
            and (row.start >= first or (row.status == LIVE if row.end is None else row.end >= first))
        ]

    def _places(self, row: Placed) -> list[Stretch]:
        start: str = row.start  # type: ignore[assignment]  # what touches a span has one
        goes_on = row.end is None and row.status == LIVE
        part = OPEN if goes_on else EARLIER if start < self._first else start[: self._stretch]
        if self._by is By.CHANNEL:  # as mostly, and of tens of thousands
            return [(row.channel, part)]
        return [(key, part) for key in keys_of(row, self._by)]

    def _sort(self, place: Stretch) -> None:
        """Rows come as their first bar does; of one that serves several people, by these."""
        found = self._begins[place] = nsmallest(self._most, self._there[place], key=FIRST)
        self._order[place] = *FIRST(found[0]), place[0]

    def move(self, old: Placed | None, new: Placed | None) -> None:
        """Take a placement out of where it lay and put it to where it lies."""
        touched = set()
        for row in self._touching([row for row in (old, new) if row is not None]):
            for place in self._places(row):
                touched.add(place)
                if row is new:
                    self._there[place].append(row)
                else:
                    self._there[place].remove(row)
        for place in touched:
            self._bars.pop(place, None)
            if self._there[place]:
                self._sort(place)
            else:
                del self._there[place], self._begins[place], self._order[place]

    def bars(self, make: Made, warned: Collection[int]) -> tuple[Bar, ...]:
        """Return the bars, row by row as these begin; those of `warned` placements are marked."""
        known = self._bars
        if warned != self._warned:
            before, self._warned = self._warned, warned
            for place, found in known.items():
                if any((bar.id in warned) is not (bar.id in before) for bar in found):
                    known[place] = tuple(replace(bar, warn=bar.id in warned) for bar in found)
        for place, rows in self._begins.items():
            if place not in known:
                known[place] = tuple(make(row, place[0]) for row in rows)
        return tuple(bar for place in self._ordered() for bar in known[place])

    def hidden(self) -> tuple[tuple[RowKey, str, int], ...]:
        """Return how many more each row has, by stretch of days."""
        most = self._most
        return tuple((*place, n - most) for place in self._ordered() if (n := len(self._there[place])) > most)

    def _ordered(self) -> list[Stretch]:
        return sorted(self._order, key=self._order.__getitem__)


Sums = dict[tuple[int, str], tuple[int, int, int]]
"""Counted placements, those of brand pieces, and cost in minor units, by channel and month."""
Work = Mapping[int, tuple[str, Any, str]]
"""Owner, effort and status of the pieces still to be made."""


class Months:
    """What months add up to, and when the pieces still to be made are first needed."""

    def __init__(self, brand: Collection[int], to_make: Work, rows: Iterable[Placed]) -> None:
        self._brand, self._to_make = brand, to_make
        self.sums: Sums = {}
        self._starts: defaultdict[int, Counter[str]] = defaultdict(Counter)
        for row in rows:
            self._add(row, 1)
        self._work: dict[int, Making] | None = None
        self._due: tuple[Any, Any] = (None, None)

    def move(self, old: Placed | None, new: Placed | None) -> None:
        """Take one off, and add one."""
        if old is not None and new is not None and _told_of(old) == _told_of(new):
            return
        before = self._needed(old), self._needed(new)
        for row, by in ((old, -1), (new, 1)):
            if row is not None:
                self._add(row, by)
        if (self._needed(old), self._needed(new)) != before:
            self._work = None

    def _needed(self, row: Placed | None) -> str | None:
        return min(self._starts[row.content], default=None) if row is not None and row.content in self._starts else None

    def _add(self, row: Placed, by: int) -> None:
        if row.start is None or row.status not in COUNTED:
            return
        place = row.channel, row.month
        n, brand, cost = self.sums.get(place, (0, 0, 0))
        self.sums[place] = n + by, brand + by * (row.content in self._brand), cost + by * row.cost
        if not n + by:
            del self.sums[place]
        if row.content in self._to_make:
            add(self._starts[row.content], row.start, by)
            if not self._starts[row.content]:
                del self._starts[row.content]

    def work(self) -> Mapping[int, Making]:
        """Return by id the pieces still to be made that stand somewhere, each with its first counted day."""
        if self._work is None:
            found = sorted(self._starts.items())
            self._work = {id: Making(*self._to_make[id], date.fromisoformat(min(days))) for id, days in found}
        return self._work

    def due(self, today: date, limits: Thresholds) -> dict[tuple[str, date], Any]:
        """Return the hours that remain, by owner and month."""
        work = self.work()
        asked, found = self._due
        if asked is None or asked[0] is not work or asked[1:] != (today, limits):
            found = hours_due(work.values(), today, limits)
            self._due = (work, today, limits), found
        return found  # type: ignore[no-any-return]  # a pair of what was asked and this


def _told_of(row: Placed) -> tuple[Any, ...]:
    return row.content, row.status, row.channel, row.start, row.cost


class Outside:
    """The counted placements whose days are not all within the plan."""

    def __init__(self, first: str, last: str, rows: Iterable[Placed]) -> None:
        self._first, self._last = first, last
        self.rows: list[Placed] = sorted((row for row in rows if self._is_out(row)), key=FIRST)

    def _is_out(self, row: Placed) -> bool:
        if row.start is None or row.status not in COUNTED:
            return False
        return row.start < self._first or row.start > self._last or (row.end is not None and row.end > self._last)

    def move(self, old: Placed | None, new: Placed | None) -> None:
        """Take one out, and put one where it belongs."""
        if old is not None and self._is_out(old):
            self.rows.remove(old)
        if new is not None and self._is_out(new):
            insort(self.rows, new, key=FIRST)


class Loose:
    """What has no date, in the order of its pieces; `place` tells a piece's."""

    def __init__(self, place: Callable[[int], int], rows: Iterable[Placed]) -> None:
        self._place = place
        self.rows: list[Placed] = sorted((row for row in rows if row.start is None), key=self._key)

    def _key(self, row: Placed) -> tuple[int, int, int]:
        return self._place(row.content), row.content, row.id

    def move(self, old: Placed | None, new: Placed | None) -> None:
        """Take one out, and put one where it belongs."""
        if old is not None and old.start is None:
            self.rows.remove(old)
        if new is not None and new.start is None:
            insort(self.rows, new, key=self._key)


@cache
def day(text: str | None) -> date | None:
    """Return the day that a text such as 2026-03-18 names; each is read once."""
    return date.fromisoformat(text) if text else None
