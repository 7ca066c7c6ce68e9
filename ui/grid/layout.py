"""Where everything on the board lies: pure geometry, shared by painting and by finding what is under the pointer.

Content coordinates begin at the first cell's top left corner; the view adds the frozen heads and the scrolling.
Edges are rounded to the screen's own pixels, so that lines and pictures stay sharp at every scale.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from math import ceil, floor

from PySide6.QtCore import QPointF, QRectF

from b2bdesk.queries.board_values import Board, Cell, Chip, Key

Need = Callable[[Chip], float]
"""Return the width at which nothing of a chip is cut off."""


@dataclass(frozen=True, slots=True)
class Metrics:
    """Sizes in device-independent pixels, as the design names them."""

    row_head: int = 128
    phase_head: int = 23
    stage_head: int = 48
    band: int = 20
    pad_left: int = 3
    pad_top: int = 3
    pad_bottom: int = 2
    gutter: int = 18
    chip: int = 20
    chip_gap: int = 3
    pitch: int = 22
    two_up_from: int = 200
    max_lines: int = 4
    narrow: int = 154
    narrowest: int = 128
    least: int = 120
    roomy: int = 226

    @property
    def head(self) -> int:
        """Height of the frozen heads."""
        return self.phase_head + self.stage_head


COMPACT = Metrics()
COMFORTABLE = Metrics(pitch=24, max_lines=6)
NARROWEST_HEAD = 100
SHORT_HEADS = 140
"""How narrow a column may be where the names of stages are short, as in Chinese."""


def metrics(*, comfortable: bool = False, short_heads: bool = False, row_head: float = COMPACT.row_head) -> Metrics:
    """Return the sizes for a density, for the length of the stages' names, and with room for the channels' names."""
    found = replace(
        COMFORTABLE if comfortable else COMPACT,
        row_head=min(max(ceil(row_head), NARROWEST_HEAD), COMPACT.row_head),
    )
    return replace(found, narrow=SHORT_HEADS) if short_heads else found


class Region(StrEnum):
    """What a point of the content lies on."""

    NOTHING = "nothing"
    BAND = "band"
    CELL = "cell"
    CHIP = "chip"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Hit:
    """What lies at a point: for a chip also its place within the cell."""

    region: Region
    key: Key | None = None
    slot: int = -1


@dataclass(frozen=True, slots=True)
class Slots:
    """How a cell's chips are laid out: `chips` of them are drawn, then "+ n more" if `more`, then a free one."""

    per_line: int
    chips: int
    more: int
    free: int = 0

    @property
    def count(self) -> int:
        """How many places are taken."""
        return self.chips + bool(self.more) + self.free

    @property
    def lines(self) -> int:
        """How many lines they fill."""
        return ceil(self.count / self.per_line)


@dataclass(frozen=True, slots=True)
class Row:
    """A channel's row, or with `channel` -1 the band above a group."""

    top: float
    bottom: float
    channel: int
    band: int = -1


def slots_of(cell: Cell, width: float, m: Metrics, free: int = 0) -> Slots:
    """Return how a cell's chips are laid out in a width; `free` places are kept after them."""
    per_line = 2 if width >= m.two_up_from else 1
    room = per_line * m.max_lines
    if cell.shown <= min(room + 1, len(cell.chips)):  # one more chip takes no more room than "+1 more"
        return Slots(per_line, cell.shown, 0, free)
    drawn = min(room, len(cell.chips))
    return Slots(per_line, drawn, cell.shown - drawn, free)


def slot_rects(cell: QRectF, slots: Slots, m: Metrics, snap: float = 1.0, needs: Sequence[float] = ()) -> list[QRectF]:
    """Return the places of a cell, line by line; `needs` are the widths at which chips can be read whole."""
    left, right = cell.left() + m.pad_left, cell.right() - m.gutter
    wanted = [*needs[: slots.chips], *[0.0] * (slots.count - len(needs[: slots.chips]))]
    found = []
    for line in range(slots.lines):
        x, y = left, snapped(cell.top() + m.pad_top + line * m.pitch, snap)
        for width in shares(wanted[line * slots.per_line :][: slots.per_line], slots.per_line, right - left, m):
            start = snapped(x, snap)
            found.append(QRectF(start, y, floor((x + width - start) * snap + 0.01) / snap, m.chip))
            x += width + m.chip_gap
    return found


def shares(needs: Sequence[float], per_line: int, room: float, m: Metrics) -> list[float]:
    """Share a line: alike, unless a chip needs more and its neighbour, or the end of the line, has it to spare."""
    even = (room - m.chip_gap * (per_line - 1)) / per_line
    if per_line == 1 or all(need <= even for need in needs):
        return [even] * len(needs)
    if len(needs) == 1:
        return [min(room, needs[0])]
    spare = min(2 * even - min(needs), max(needs))
    other = 2 * even - max(spare, even)
    return [max(spare, even), other] if needs[0] > needs[1] else [other, max(spare, even)]


def snapped(value: float, dpr: float) -> float:
    """Return the nearest edge between two pixels of the screen."""
    return round(value * dpr) / dpr


def column_widths(fullest: Sequence[int], available: float, m: Metrics) -> list[float]:
    """Share the width among columns, given the number of chips in the fullest cell of each.

    All alike where there is room; else columns with few chips get narrow, so that the others keep two chips a line;
    else the emptier ones give way first. Never below the least width: then the board scrolls.
    """
    n = len(fullest)
    if not n:
        return []
    if available >= n * m.roomy:
        return [available / n] * n
    order = sorted(range(n), key=lambda i: (fullest[i], -i))
    for narrow in range(sum(count <= 2 for count in fullest), n):
        for narrow_width in (m.narrow, m.narrowest):
            share = (available - narrow * narrow_width) / (n - narrow)
            if share >= m.two_up_from:
                slim = set(order[:narrow])
                return [float(narrow_width) if i in slim else share for i in range(n)]
    return [max(float(m.least), available / n)] * n


class BoardLayout:
    """The places of a board's rows, columns, cells and chips for one width; made anew when any of these change."""

    def __init__(
        self,
        board: Board,
        width: float,
        m: Metrics = COMPACT,
        *,
        dpr: float = 1.0,
        free: Key | None = None,
        need: Need | None = None,
    ) -> None:
        self.board, self.m, self.dpr, self.free, self.need = board, m, dpr, free, need
        self.columns = {stage.id: i for i, stage in enumerate(board.stages)}
        self.lines = {channel.id: i for i, channel in enumerate(board.channels)}
        self.edges = self._edges(width)
        self.rows = self._rows()
        self.tops = [row.top for row in self.rows]
        self.row_of = {row.channel: row for row in self.rows if row.channel >= 0}
        self._known: dict[Key, tuple[QRectF, Slots, list[QRectF]]] = {}

    @property
    def width(self) -> float:
        """The width of all columns."""
        return self.edges[-1]

    @property
    def height(self) -> float:
        """The height of all rows."""
        return self.rows[-1].bottom if self.rows else 0.0

    def column_span(self, column: int) -> tuple[float, float]:
        """Return the left edge and the width of a column."""
        return self.edges[column], self.edges[column + 1] - self.edges[column]

    def cell_rect(self, key: Key) -> QRectF:
        """Return where a cell lies."""
        return self._places(key)[0]

    def slots(self, key: Key) -> Slots:
        """Return how a cell's chips are laid out."""
        return self._places(key)[1]

    def chip_rects(self, key: Key) -> list[QRectF]:
        """Return where a cell's chips lie, then "+ n more" and the free place if there are any."""
        return self._places(key)[2]

    def _places(self, key: Key) -> tuple[QRectF, Slots, list[QRectF]]:
        if key not in self._known:
            left, width = self.column_span(self.columns[key[0]])
            row = self.row_of[self.lines[key[1]]]
            rect = QRectF(left, row.top, width, row.bottom - row.top)
            slots = slots_of(self.board.cells[key], width, self.m, int(self.free == key))
            self._known[key] = rect, slots, slot_rects(rect, slots, self.m, self.dpr, self.needs(key))
        return self._known[key]

    def needs(self, key: Key) -> list[float]:
        """Return the widths at which the chips of a cell can be read whole, if these are known."""
        return [self.need(chip) for chip in self.board.cells[key].chips] if self.need else []

    def rows_between(self, top: float, bottom: float) -> Sequence[Row]:
        """Return the rows that meet a span."""
        first = max(0, bisect_right(self.tops, top) - 1)
        return self.rows[first : bisect_right(self.tops, bottom)]

    def columns_between(self, left: float, right: float) -> range:
        """Return the columns that meet a span."""
        first = max(0, bisect_right(self.edges, left) - 1)
        return range(first, min(len(self.board.stages), bisect_right(self.edges, right)))

    def hit(self, at: QPointF) -> Hit:
        """Return what lies at a point."""
        if not (0 <= at.x() < self.width and 0 <= at.y() < self.height):
            return Hit(Region.NOTHING)
        row = self.rows[bisect_right(self.tops, at.y()) - 1]
        if row.channel < 0:
            return Hit(Region.BAND)
        stage = self.board.stages[bisect_right(self.edges, at.x()) - 1]
        key = (stage.id, self.board.channels[row.channel].id)
        slots = self.slots(key)
        for place, rect in enumerate(self.chip_rects(key)):
            if rect.contains(at):
                if place < slots.chips:
                    return Hit(Region.CHIP, key, place)
                return Hit(Region.MORE if slots.more and place == slots.chips else Region.CELL, key)
        return Hit(Region.CELL, key)

    def chips_within(self, area: QRectF) -> list[int]:
        """Return the ids of the chips that a rubber band touches."""
        found = []
        for row in self.rows_between(area.top(), area.bottom()):
            for column in self.columns_between(area.left(), area.right()) if row.channel >= 0 else ():
                key = (self.board.stages[column].id, self.board.channels[row.channel].id)
                chips = self.board.cells[key].chips[: self.slots(key).chips]
                found += [c.id for c, rect in zip(chips, self.chip_rects(key), strict=False) if rect.intersects(area)]
        return found

    def _edges(self, width: float) -> list[float]:
        cells = self.board.cells.values()
        fullest = [max((c.shown for c in cells if c.stage_id == s.id), default=0) for s in self.board.stages]
        edges, at = [0.0], 0.0
        for share in column_widths(fullest, width, self.m):
            at += share
            edges.append(snapped(at, self.dpr))
        return edges

    def _rows(self) -> list[Row]:
        rows: list[Row] = []
        at, owner, band = 0.0, "", -1
        for i, channel in enumerate(self.board.channels):
            if channel.ownership != owner:
                owner, band = channel.ownership, band + 1
                rows.append(Row(at, at := snapped(at + self.m.band, self.dpr), -1, band))
            rows.append(Row(at, at := snapped(at + self._row_height(channel.id), self.dpr), i, band))
        return rows

    def _row_height(self, channel_id: int) -> float:
        m = self.m
        lines = [1]
        for stage, (left, right) in zip(self.board.stages, pairwise(self.edges), strict=True):
            key = (stage.id, channel_id)
            lines.append(slots_of(self.board.cells[key], right - left, m, int(self.free == key)).lines)
        return m.pad_top + max(lines) * m.pitch + m.pad_bottom
