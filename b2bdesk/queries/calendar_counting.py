"""What the calendar shows of a large plan, in memory: the same as `calendar` asks of the file."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from heapq import nsmallest
from itertools import chain
from operator import itemgetter
from typing import Any, Final

from b2bdesk.insight.capacity import Making
from b2bdesk.queries.board_counting import Kept
from b2bdesk.queries.board_values import BoardFilter
from b2bdesk.queries.calendar_values import Bar, By, EARLIER, OPEN, RowKey, Span
from b2bdesk.queries.roster import Roster
from b2bdesk.queries.roster_filter import small
from b2bdesk.queries.roster_groups import Held, Where
from b2bdesk.queries.roster_rows import PLACE, Placed
from b2bdesk.terms import ContentStatus, COUNTED, Horizon, PlacementStatus

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
TO_MAKE: Final = frozenset({ContentStatus.IDEA, ContentStatus.DRAFT, ContentStatus.READY})


class CalendarCounting:
    """Answers for one filter; `classes` are those of the content forms."""

    def __init__(self, where: BoardFilter, kept: Kept, roster: Roster, classes: Mapping[str, str]) -> None:
        self._where, self._kept, self._roster, self._classes = where, kept, roster, classes

    def _rows(self) -> list[Placed]:
        return self._kept.latest("passing", self._where, lambda: self._roster.passing(self._where))

    def counts(self, by: By) -> Counter[RowKey]:
        """Return how many counted placements each row shows, whatever their dates."""
        channels = self._channels()
        if by is By.CHANNEL:
            return Counter({key: held.n for (key,), held in channels.items() if held.n})
        if by is By.NONE:
            return Counter({0: sum(held.n for held in channels.values())})
        counted = chain.from_iterable(map(counted_in, channels.values()))
        if by is By.PERSONA:
            return Counter(person for row in counted for person in row.personas)
        return Counter((key or 0 if by is By.CAMPAIGN else key) for key in map(itemgetter(FIELD[by]), counted))

    def counted_and_all(self) -> tuple[int, int]:
        """Return how many shown placements count, and how many there are in the plan."""
        return sum(held.n for held in self._channels().values()), len(self._roster.rows)

    def _channels(self) -> Mapping[Where, Held]:
        return self._kept.latest("channels", self._where, lambda: self._roster.some_of(self._where, "channel"))

    def reach(self) -> tuple[date | None, date | None]:
        """Return the first and the last day of the placements in use."""
        days = [row.start for row in self._roster.rows.values() if row.start]
        ends = [row.end for row in self._roster.rows.values() if row.end]
        return day(min(days, default=None)), day(max((*days, *ends), default=None))

    def span(self, by: By, first: date, last: date, *, most: int, stretch: int, warned: Collection[int]) -> Span:
        """Return the bars of a span, at most `most` of each row for each stretch of days."""
        there: defaultdict[tuple[RowKey, str], list[Placed]] = defaultdict(list)
        opening = first.isoformat()
        at = FIELD.get(by)
        for row in self._touching(opening, last.isoformat()):
            start: str = row.start  # type: ignore[assignment]  # what touches a span has one
            part = OPEN if row.end is None and row.status == LIVE else EARLIER if start < opening else start[:stretch]
            found: Any = NOWHERE if at is None else row[at]
            for key in found if by is By.PERSONA or at is None else (found or 0 if by is By.CAMPAIGN else found,):
                there[key, part].append(row)
        firsts = {place: nsmallest(most, rows, key=FIRST) for place, rows in there.items()}
        order = sorted(firsts, key=lambda place: self._begins(place, firsts[place][0]))
        hidden = tuple((*place, len(there[place]) - most) for place in order if len(there[place]) > most)
        bars = tuple(self._bar(row, key, warned) for key, part in order for row in firsts[key, part])
        return Span(first, last, bars, hidden)

    def _begins(self, place: tuple[RowKey, str], row: Placed) -> tuple[Any, ...]:
        """Rows come as their first bar does; of one that serves several people, as these do."""
        return *FIRST(row), row.personas.index(place[0]) if place[0] in row.personas else 0

    def _touching(self, first: str, last: str) -> list[Placed]:
        return [
            row
            for row in self._rows()
            if row.start is not None
            and row.start <= last
            and (row.start >= first or (row.status == LIVE if row.end is None else row.end >= first))
        ]

    def day_steps(self, first: date, last: date) -> list[tuple[date, date | None]]:
        """Return first and last day of what lies in a span; an open one lies on its first day alone."""
        opening, closing = first.isoformat(), last.isoformat()
        return [
            (date.fromisoformat(row.start), day(row.end))
            for row in self._rows()
            if row.start is not None
            and row.start <= closing
            and (row.start >= opening or (row.end is not None and row.end >= opening))
        ]

    def unscheduled(self, text: str, most: int) -> tuple[tuple[Bar, ...], int]:
        """Return placements without a date whose code or title holds all words, and how many there are."""
        words, pieces = [small(word) for word in text.split()], self._roster.pieces
        loose = [row for row in self._rows() if row.start is None]
        found = [row for row in loose if all(word in pieces[row.content].words for word in words)] if words else loose
        first = nsmallest(most, found, key=lambda row: (pieces[row.content].sort, row.content, row.id))
        return tuple(self._bar(row, row.channel, ()) for row in first), len(found)

    def sums(self, *, whole: bool) -> list[tuple[int, str, int, int, int]]:
        """Return channel, month, counted placements, those of brand pieces and cost in minor units, of what has a date.

        With `whole` that of the plan, else of what the filter lets through.
        """
        pieces = self._roster.pieces
        brand = self._kept.name("brand", lambda: {id for id, p in pieces.items() if p.horizon == Horizon.BRAND})
        return [
            (int(channel), str(month), held.n, sum(row.content in brand for row in counted_in(held)), held.cost)
            for (channel, month), held in self._months(whole=whole).items()
            if month and held.n
        ]

    def work(self, *, whole: bool) -> dict[int, Making]:
        """Return by id the pieces still to be made that stand somewhere, each with its first counted day."""
        to_make = self._kept.name("to make", self._to_make)
        first: dict[int, str] = {}
        for (_, month), held in self._months(whole=whole).items():
            for row in counted_in(held) if month else ():
                content = row.content
                if content in to_make:
                    start: str = row.start  # type: ignore[assignment]  # it has a month
                    if content not in first or start < first[content]:
                        first[content] = start
        return {id: Making(*to_make[id], date.fromisoformat(first[id])) for id in sorted(first)}

    def _to_make(self) -> dict[int, tuple[str, Decimal, str]]:
        return {
            id: (piece.owner, Decimal(str(piece.effort)), piece.status)
            for id, piece in self._roster.pieces.items()
            if piece.effort and piece.effort > 0 and piece.status in TO_MAKE and not piece.archived
        }

    def _months(self, *, whole: bool) -> Mapping[Where, Held]:
        if whole:
            return self._roster.all_of("channel", "month")
        return self._kept.latest("months", self._where, lambda: self._roster.some_of(self._where, "channel", "month"))

    def _bar(self, row: Placed, key: RowKey, warned: Collection[int]) -> Bar:
        piece = self._roster.pieces[row.content]
        return Bar(
            row.id, row.content, piece.code, piece.short or piece.title, piece.title, piece.form,
            self._classes.get(piece.form, "text"), piece.appeal, row.status, day(row.start), day(row.end), key,
            row.stage, row.channel, row.series, row.id in warned,
        )  # fmt: skip


def counted_in(held: Held) -> Iterator[Placed]:
    """Yield the counted placements."""
    return chain.from_iterable(rows for status, rows in held.parts.items() if status in COUNTED)


@cache
def day(text: str | None) -> date | None:
    """Return the day that a text such as 2026-03-18 names; each is read once."""
    return date.fromisoformat(text) if text else None
