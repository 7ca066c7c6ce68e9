"""What the calendar shows of a large plan, in memory: the same as `calendar` asks of the file."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Final

from b2bdesk.insight.settings import Thresholds
from b2bdesk.queries.board_counting import Kept
from b2bdesk.queries.board_values import BoardFilter
from b2bdesk.queries.calendar_values import Bar, By, RowKey, Span
from b2bdesk.queries.calendar_views import day, Days, Loose, Months, Outside, Rows, Stretches, Sums
from b2bdesk.queries.roster import Roster
from b2bdesk.queries.roster_filter import small
from b2bdesk.queries.roster_rows import Placed
from b2bdesk.queries.roster_views import ALL
from b2bdesk.terms import ContentStatus, Horizon

TO_MAKE: Final = frozenset({ContentStatus.IDEA, ContentStatus.DRAFT, ContentStatus.READY})


class CalendarCounting:
    """Answers for one filter; `classes` are those of the content forms."""

    def __init__(self, where: BoardFilter, kept: Kept, roster: Roster, classes: Mapping[str, str]) -> None:
        self._where, self._kept, self._roster, self._classes = where, kept, roster, classes

    def _rows(self) -> list[Placed]:
        return self._kept.latest("passing", self._where, lambda: self._roster.passing(self._where))

    def counts(self, by: By) -> Counter[RowKey]:
        """Return how many counted placements each row shows, whatever their dates."""
        return self._roster.view("calendar rows", self._where, lambda: Rows(by, self._rows()), by).n

    def counted_and_all(self) -> tuple[int, int]:
        """Return how many shown placements count, and how many there are in the plan."""
        held = self._roster.some_of(self._where, "channel")
        return sum(each.n for each in held.values()), len(self._roster.rows)

    def reach(self) -> tuple[date | None, date | None]:
        """Return the first and the last day of the placements in use."""
        return self._roster.view("days", ALL, lambda: Days(self._roster.rows.values())).reach()

    def span(self, by: By, first: date, last: date, *, most: int, stretch: int, warned: Collection[int]) -> Span:
        """Return the bars of a span, at most `most` of each row for each stretch of days."""

        def make() -> Stretches:
            return Stretches(by, (first, last), most, stretch, self._rows())

        about = by, first, last, most, stretch, tuple(self._classes.items())
        found = self._roster.view("bars", self._where, make, *about)
        return Span(first, last, found.bars(partial(self._bar, warned), warned), found.hidden())

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
        found = self._roster.view("loose", self._where, lambda: Loose(self._sort_of, self._rows())).rows
        if words:
            found = [row for row in found if all(word in pieces[row.content].words for word in words)]
        return tuple(self._bar((), row, row.channel) for row in found[:most]), len(found)

    def _sort_of(self, content: int) -> int:
        return self._roster.pieces[content].sort

    def sums(self, *, whole: bool) -> Sums:
        """Return by channel and month what is counted and has a date.

        With `whole` that of the plan, else of what the filter lets through.
        """
        return self._months(whole=whole).sums

    def due(self, today: date, limits: Thresholds, *, whole: bool) -> dict[tuple[str, date], Decimal]:
        """Return the hours that remain to be made, by owner and month."""
        return self._months(whole=whole).due(today, limits)

    def outside(self, first: date, last: date, most: int) -> list[tuple[int, str, date]]:
        """Return the first placements whose days are not all within the plan: id, code and first day."""

        def make() -> Outside:
            return Outside(first.isoformat(), last.isoformat(), self._roster.rows.values())

        rows = self._roster.view("outside", ALL, make, first, last).rows[:most]
        return [(row.id, self._roster.pieces[row.content].code, date.fromisoformat(row.start or "")) for row in rows]

    def _months(self, *, whole: bool) -> Months:
        pieces = self._roster.pieces

        def make() -> Months:
            brand = {id for id, piece in pieces.items() if piece.horizon == Horizon.BRAND}
            return Months(brand, self._to_make(), self._roster.rows.values() if whole else self._rows())

        return self._roster.view(f"months {whole}", ALL if whole else self._where, make)

    def _to_make(self) -> dict[int, tuple[str, Decimal, str]]:
        return {
            id: (piece.owner, Decimal(str(piece.effort)), piece.status)
            for id, piece in self._roster.pieces.items()
            if piece.effort and piece.effort > 0 and piece.status in TO_MAKE and not piece.archived
        }

    def _bar(self, warned: Collection[int], row: Placed, key: RowKey) -> Bar:
        piece = self._roster.pieces[row.content]
        return Bar(
            row.id, row.content, piece.code, piece.short or piece.title, piece.title, piece.form,
            self._classes.get(piece.form, "text"), piece.appeal, row.status, day(row.start), day(row.end), key,
            row.stage, row.channel, row.series, row.id in warned,
        )  # fmt: skip
