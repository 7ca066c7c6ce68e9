"""Which lane a bar lies in, so that none covers another: the first free one, as they begin."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from b2bdesk.queries.calendar import Bar


@dataclass(slots=True)
class Lanes:
    """Gives each piece of a line its lane; pieces come by their beginning."""

    gap: float = 0
    ends: list[float] = field(default_factory=list)

    def put(self, begin: float, end: float) -> int:
        """Return the first lane that is free from `begin` on, and take it up to `end`."""
        for lane, busy in enumerate(self.ends):
            if busy <= begin:
                self.ends[lane] = end + self.gap
                return lane
        self.ends.append(end + self.gap)
        return len(self.ends) - 1


def shared_days(bars: Iterable[Bar]) -> list[tuple[Bar, ...]]:
    """Return bars by their start, those that take the same single day together."""
    found: list[tuple[Bar, ...]] = []
    places: dict[date, int] = {}
    for bar in bars:
        assert bar.start is not None
        single = not bar.open and bar.last == bar.start
        if single and bar.start in places:
            found[places[bar.start]] += (bar,)
            continue
        if single:
            places[bar.start] = len(found)
        found.append((bar,))
    return found


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a bar that lies in one week: its columns 0-6, its lane, and whether it goes on beyond."""

    bar: Bar
    week: int
    first: int
    last: int
    lane: int
    from_before: bool = False
    goes_on: bool = False


def week_pieces(bars: Sequence[Bar], first: date, weeks: int) -> list[Piece]:
    """Return the pieces of bars in weeks from a day on, each in the first lane of its week that is free there.

    What begins in a week lies above what only goes on through it, so that news is not buried under what runs all year.
    """
    found = [piece for bar in sorted(bars, key=order) for piece in _pieces(bar, first, weeks)]
    taken: list[list[int]] = [[] for _ in range(weeks)]
    laid = []
    for piece in sorted(found, key=_before):
        lanes, own = taken[piece.week], (1 << piece.last + 1) - (1 << piece.first)
        lane = next((at for at, days in enumerate(lanes) if not days & own), len(lanes))
        if lane == len(lanes):
            lanes.append(0)
        lanes[lane] |= own
        laid.append(replace(piece, lane=lane))
    return laid


def _pieces(bar: Bar, first: date, weeks: int) -> Iterator[Piece]:
    assert bar.start is not None
    begin, end = (bar.start - first).days, (bar.last - first).days
    for week in range(max(0, begin // 7), min(weeks - 1, end // 7) + 1):
        low, high = begin - 7 * week, end - 7 * week
        yield Piece(bar, week, max(low, 0), min(high, 6), 0, low < 0, high > 6)


def _before(piece: Piece) -> tuple[int, bool]:
    """Return how pieces are laid: those that begin or end in their week first; else as they were sorted."""
    return piece.week, piece.from_before and piece.goes_on


def order(bar: Bar) -> tuple[date, int, int]:
    """Return how bars are sorted into lanes: as they begin, long ones first."""
    assert bar.start is not None
    return bar.start, -(bar.last - bar.start).days, bar.id
