"""Where everything of the timeline lies: rows, lanes, bars; pure, for painting and for the pointer alike."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from b2bdesk.insight.rows import row as quick
from b2bdesk.queries.calendar_values import Bar, CalendarRow, OPEN, RowKey
from ui.calendar.lanes import Lanes, shared_days
from ui.calendar.scale import Scale
from ui.calendar.state import Hit, Loaded, Part

LANE: Final = 22
PAD: Final = 3
BAND: Final = 20
GAP: Final = 4
FADE: Final = 12
FOLDED: Final = 3
"""From so many open-ended live bars on, a row shows them as one."""
EDGE: Final = 5
CODE_GAP: Final = 7


@quick(frozen=True, slots=True)
class Item:
    """What lies in one lane: one bar, several of one day, or all open-ended ones folded into one."""

    bars: tuple[Bar, ...]
    left: float
    right: float
    top: float
    row: int
    widths: tuple[float, ...] = ()
    folded: bool = False
    more: int = 0
    chip: float = 0
    """The width of the chip that stands at the beginning of what is longer."""

    def bar_at(self, x: float) -> Bar:
        """Return the bar of a shared chip at a place."""
        at = self.left
        for bar, width in zip(self.bars, self.widths, strict=False):
            at += width
            if x < at:
                return bar
        return self.bars[-1]


@dataclass(frozen=True, slots=True)
class Line:
    """One row or, with `row` None, the band above a group."""

    top: float
    height: float
    row: CalendarRow | None = None
    name: str = ""
    hidden: int = 0

    @property
    def bottom(self) -> float:
        """Where the next one begins."""
        return self.top + self.height


@dataclass(slots=True)
class Places:
    """The content's coordinates: x by days from the scale's first, y from the top of the first row."""

    scale: Scale
    lines: list[Line] = field(default_factory=list)
    items: list[list[Item]] = field(default_factory=list)
    tops: list[float] = field(default_factory=list)
    where: dict[tuple[RowKey, int], Item] = field(default_factory=dict)
    line_of: dict[RowKey, int] = field(default_factory=dict)
    drawn: dict[RowKey, "Drawn"] = field(default_factory=dict)
    basis: tuple[Any, ...] = ()
    """What all rows are laid out by: where it is another one, nothing laid out before holds."""

    @property
    def height(self) -> float:
        """How high all rows are."""
        return self.lines[-1].bottom if self.lines else 0

    def lines_between(self, top: float, bottom: float) -> range:
        """Return the lines that are seen between two heights."""
        return range(max(0, bisect_right(self.tops, top) - 1), bisect_right(self.tops, bottom))

    def line_at(self, y: float) -> int | None:
        """Return the line at a height."""
        at = bisect_right(self.tops, y) - 1
        return at if 0 <= at < len(self.lines) and y < self.lines[at].bottom else None

    def hit(self, x: float, y: float) -> Hit:
        """Return what lies at a place."""
        at = self.line_at(y)
        if at is None:
            return Hit(Part.NONE)
        line, day = self.lines[at], self.scale.day(x)
        if line.row is None:
            return Hit(Part.HEAD, day)
        for item in self.items[at]:
            if item.top <= y < item.top + LANE and item.left <= x < item.right:
                return self._hit_item(item, x, day, line.row.key)
        if line.hidden and y >= line.bottom - LANE + PAD:
            return Hit(Part.MORE, day, line.row.key)
        return Hit(Part.FREE, day, line.row.key)

    def _hit_item(self, item: Item, x: float, day: date, row: RowKey) -> Hit:
        if item.folded:
            return Hit(Part.FOLD, day, row)
        bar = item.bar_at(x)
        if len(item.bars) == 1:
            wide = item.right - item.left > 4 * EDGE
            if wide and x >= item.right - EDGE:
                return Hit(Part.END, day, row, bar)
            if wide and x < item.left + EDGE - 1:
                return Hit(Part.START, day, row, bar)
        return Hit(Part.BAR, day, row, bar)

    def item_of(self, bar_id: int, row: RowKey | None = None) -> Item | None:
        """Return where a placement lies, in a row if told."""
        if row is not None and (row, bar_id) in self.where:
            return self.where[row, bar_id]
        return next((item for (_, found), item in self.where.items() if found == bar_id), None)


@dataclass(frozen=True, slots=True)
class Drawn:
    """The items of a row as they were laid out from its bars, at which height, in which line and in how many lanes."""

    asked: tuple[Any, ...]
    top: float
    line: int
    items: list[Item]
    lanes: int

    def at(self, line: int, top: float) -> list[Item]:
        """Return them in another line at another height."""
        if (line, top) == (self.line, self.top):
            return self.items
        return [
            Item(i.bars, i.left, i.right, i.top - self.top + top, line, i.widths, i.folded, i.more, i.chip)
            for i in self.items
        ]


def lay_out(
    loaded: Loaded,
    scale: Scale,
    need: Callable[[Bar], float],
    code: Callable[[str], float],
    before: Places | None = None,
) -> Places:
    """Work out all places; `need` tells the width of a bar's chip, `code` that of a code in a shared one.

    Rows that are as they were `before` are taken over; it must come from the same look.
    """
    found = Places(scale, basis=(scale, loaded.today, frozenset(loaded.full), frozenset(loaded.outside)))
    known = before.drawn if before is not None and before.basis == found.basis else {}
    bars: defaultdict[RowKey, list[Bar]] = defaultdict(list)
    for bar in sorted(loaded.span.bars, key=_by_start):
        bars[bar.row].append(bar)
    maker = _Maker(loaded, scale, need, code)
    hidden = _hidden(loaded)
    open_hidden = {row: n for row, part, n in loaded.span.hidden if part == OPEN}
    top, group = 0.0, ""
    for row in loaded.rows:
        if row.group and row.group != group:
            group = row.group
            _add(found, Line(top, BAND, None, group), [])
            top += BAND
        line = len(found.lines)
        asked = bars[row.key], open_hidden.get(row.key, 0), row.key in loaded.unfolded
        drawn = known.get(row.key)
        if drawn is None or drawn.asked != asked:
            items = maker.row(line, top, bars[row.key], row.key, asked[1])
            lanes = 1 + max((round((item.top - top - PAD) / LANE) for item in items), default=0)
        else:
            items, lanes = drawn.at(line, top), drawn.lanes
        found.drawn[row.key] = Drawn(asked, top, line, items, lanes)
        rest = hidden.get(row.key, 0)
        height = (lanes + bool(rest)) * LANE + 2 * PAD - 1
        _add(found, Line(top, height, row, row.name, rest), items)
        top += height
    return found


def _by_start(bar: Bar) -> tuple[date, int]:
    assert bar.start is not None
    return bar.start, bar.id


def _hidden(loaded: Loaded) -> dict[RowKey, int]:
    found: defaultdict[RowKey, int] = defaultdict(int)
    for row, part, n in loaded.span.hidden:
        if part != OPEN:
            found[row] += n
    return dict(found)


def _add(places: Places, line: Line, items: list[Item]) -> None:
    if line.row is not None:
        places.line_of[line.row.key] = len(places.lines)
        for item in items:
            for bar in item.bars:
                places.where[line.row.key, bar.id] = item
    places.tops.append(line.top)
    places.lines.append(line)
    places.items.append(items)


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the items of one row after the other."""

    loaded: Loaded
    scale: Scale
    need: Callable[[Bar], float]
    code: Callable[[str], float]

    def row(self, line: int, top: float, bars: Sequence[Bar], key: RowKey, open_hidden: int) -> list[Item]:
        """Return the items of a row by their beginning, each in the first free lane."""
        goes_on = [bar for bar in bars if bar.open]
        folds = len(goes_on) + open_hidden >= FOLDED and key not in self.loaded.unfolded
        lanes, found = _Tops(top + PAD), []
        if folds:
            found.append(self._folded(line, goes_on, open_hidden, lanes))
        rest = [bar for bar in bars if not (folds and bar.open)]
        found += [self._item(line, together, lanes) for together in shared_days(rest)]
        return found

    def _folded(self, line: int, bars: Sequence[Bar], more: int, lanes: "_Tops") -> Item:
        left = min(self.scale.x(bar.start) for bar in bars if bar.start)
        right = max(self.scale.x(self.loaded.today) + 4 * FADE, left + 8 * FADE)
        return Item(tuple(bars), left, right, lanes.put(left, right), line, folded=True, more=more)

    def _item(self, line: int, bars: tuple[Bar, ...], lanes: "_Tops") -> Item:
        first = bars[0]
        assert first.start is not None
        left = self.scale.x(first.start)
        if len(bars) > 1:
            widths = tuple(self.code(bar.code) for bar in bars)
            right = left + sum(widths) + CODE_GAP
            return Item(bars, left, right, lanes.put(left, right), line, widths)
        chip = self.need(first)
        right = max(left + chip, self.scale.x(first.last + timedelta(days=1)))
        if first.open:
            right = max(right, self.scale.x(self.loaded.today) + FADE)
        return Item(bars, left, right, lanes.put(left, right), line, chip=chip)


class _Tops:
    """The lanes of a row, told by their height."""

    def __init__(self, top: float) -> None:
        self._top, self._lanes = top, Lanes(GAP)

    def put(self, begin: float, end: float) -> float:
        """Return the top of the first lane that is free, and take it."""
        return self._top + self._lanes.put(begin, end) * LANE
