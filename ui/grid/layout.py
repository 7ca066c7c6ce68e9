"""Where everything on the board lies: pure geometry, shared by painting and by finding what is under the pointer.

Content coordinates begin at the first cell's top left corner; the view adds the frozen heads and the scrolling.
Edges are rounded to the screen's own pixels, so that lines and pictures stay sharp at every scale.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from math import ceil

from PySide6.QtCore import QPointF, QRectF

from b2bdesk.queries.board_values import AxisKey, Board, CellKey, Chip
from ui.grid.slots import cell_rects, Slots, slots_of, snapped

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
        """Height of the frozen heads: phases or groups, then stages or what else the columns are."""
        return self.phase_head + self.stage_head


COMPACT = Metrics()
COMFORTABLE = Metrics(pitch=24, max_lines=6)
NARROWEST_HEAD = 100
PLAIN_HEAD = 30
DIGIT = 7
"""How wide a figure of a count is; the gutter has room for one."""
SIDES_GUTTER = 34
COSTS_GUTTER = 38
SIDED = 180
"""How narrow a column may be where two personas are compared."""
FOLD_WIDTH = 104
"""How wide the column of a collapsed group is."""
SHORT_HEADS = 140
"""How narrow a column may be where the names of stages are short, as in Chinese."""


def metrics(
    *,
    comfortable: bool = False,
    short_heads: bool = False,
    row_head: float = COMPACT.row_head,
    widest_head: int = COMPACT.row_head,
    spans: bool = True,
    tags: bool = True,
    sides: bool = False,
    costs: bool = False,
    most: int = 0,
) -> Metrics:
    """Return the sizes for a density, for the length of the columns' names, and with room for those of the lines.

    `spans` and `tags` tell whether anything stands over the columns' names and under them. Where two `sides` are
    compared chips have half the room and are counted in a wider gutter, as costs are. `most` is the largest count.
    """
    base = COMFORTABLE if comfortable else COMPACT
    if sides:
        base = replace(base, narrow=SIDED, narrowest=SIDED, least=SIDED)
    return replace(
        base,
        row_head=min(max(ceil(row_head), NARROWEST_HEAD), widest_head),
        phase_head=base.phase_head if spans else 0,
        stage_head=base.stage_head if tags else PLAIN_HEAD,
        narrow=SHORT_HEADS if short_heads and not sides else base.narrow,
        gutter=max(SIDES_GUTTER if sides else COSTS_GUTTER if costs else 0, base.gutter + DIGIT * (len(str(most)) - 1)),
    )


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
    key: CellKey | None = None
    slot: int = -1


@dataclass(frozen=True, slots=True)
class Row:
    """A line, by its place in the board, or with `line` -1 the band above a group."""

    top: float
    bottom: float
    line: int
    band: int = -1


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
        free: CellKey | None = None,
        need: Need | None = None,
    ) -> None:
        self.board, self.m, self.dpr, self.free, self.need = board, m, dpr, free, need
        self.columns = {column.id: i for i, column in enumerate(board.columns)}
        self.lines = {line.id: i for i, line in enumerate(board.rows)}
        self.edges = self._edges(width)
        self.rows = self._rows()
        self.tops = [row.top for row in self.rows]
        self.row_of = {row.line: row for row in self.rows if row.line >= 0}
        self._known: dict[CellKey, tuple[QRectF, Slots, list[QRectF]]] = {}

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

    def cell_rect(self, key: CellKey) -> QRectF:
        """Return where a cell lies."""
        return self._places(key)[0]

    def slots(self, key: CellKey) -> Slots:
        """Return how a cell's chips are laid out."""
        return self._places(key)[1]

    def chip_rects(self, key: CellKey) -> list[QRectF]:
        """Return where a cell's chips lie, then "+ n more" and the free place if there are any."""
        return self._places(key)[2]

    def _places(self, key: CellKey) -> tuple[QRectF, Slots, list[QRectF]]:
        if key not in self._known:
            left, width = self.column_span(self.columns[key[0]])
            row = self.row_of[self.lines[key[1]]]
            rect = QRectF(left, row.top, width, row.bottom - row.top)
            needs = self.needs(key)
            slots = slots_of(self.board.cells[key], width, self.m, int(self.free == key), needs)
            places = cell_rects(self.board.cells[key], rect, slots, self.m, self.dpr, needs)
            self._known[key] = rect, slots, places
        return self._known[key]

    def forget(self, keys: Iterable[CellKey]) -> None:
        """The chips of some cells have been brought: their places are worked out anew."""
        for key in keys:
            self._known.pop(key, None)

    def needs(self, key: CellKey) -> list[float]:
        """Return the widths at which the chips of a cell can be read whole, if these are known."""
        return [self.need(chip) for chip in self.board.cells[key].chips] if self.need else []

    def rows_between(self, top: float, bottom: float) -> Sequence[Row]:
        """Return the rows that meet a span."""
        first = max(0, bisect_right(self.tops, top) - 1)
        return self.rows[first : bisect_right(self.tops, bottom)]

    def columns_between(self, left: float, right: float) -> range:
        """Return the columns that meet a span."""
        first = max(0, bisect_right(self.edges, left) - 1)
        return range(first, min(len(self.board.columns), bisect_right(self.edges, right)))

    def column_at(self, x: float) -> int:
        """Return the column at a distance from the first one's left edge, -1 for none."""
        return bisect_right(self.edges, x) - 1 if 0 <= x < self.width else -1

    def hit(self, at: QPointF) -> Hit:
        """Return what lies at a point."""
        if not (0 <= at.x() < self.width and 0 <= at.y() < self.height):
            return Hit(Region.NOTHING)
        row = self.rows[bisect_right(self.tops, at.y()) - 1]
        if row.line < 0:
            return Hit(Region.BAND, slot=row.band)
        column = self.board.columns[bisect_right(self.edges, at.x()) - 1]
        key = (column.id, self.board.rows[row.line].id)
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
            for column in self.columns_between(area.left(), area.right()) if row.line >= 0 else ():
                key = (self.board.columns[column].id, self.board.rows[row.line].id)
                chips = self.board.cells[key].chips[: self.slots(key).chips]
                found += [c.id for c, rect in zip(chips, self.chip_rects(key), strict=False) if rect.intersects(area)]
        return found

    def _edges(self, width: float) -> list[float]:
        fullest = dict.fromkeys(self.columns, 0)
        for key, cell in self.board.cells.items():
            fullest[key[0]] = max(fullest[key[0]], cell.shown)
        edges, at = [0.0], 0.0
        folded = {head.id for head in self.board.columns if head.folds}
        open_ = [n for key, n in fullest.items() if key not in folded]
        shares = iter(column_widths(open_, width - FOLD_WIDTH * len(folded), self.m))
        for key in fullest:
            at += FOLD_WIDTH if key in folded else next(shares)
            edges.append(snapped(at, self.dpr))
        return edges

    def _rows(self) -> list[Row]:
        """Return the lines from top to bottom, each group of them under its band."""
        rows: list[Row] = []
        at, first = 0.0, 0
        bands = [(place, band.span) for place, band in enumerate(self.board.bands)]
        for band, span in bands or [(-1, len(self.board.rows))]:
            if band >= 0:
                rows.append(Row(at, at := snapped(at + self.m.band, self.dpr), -1, band))
            for line in range(first, first + span):
                height = self._row_height(self.board.rows[line].id)
                rows.append(Row(at, at := snapped(at + height, self.dpr), line, band))
            first += span
        return rows

    def _row_height(self, row: AxisKey) -> float:
        m = self.m
        lines = [1]
        for column, (left, right) in zip(self.board.columns, pairwise(self.edges), strict=True):
            key = (column.id, row)
            cell = self.board.cells[key]
            needs = self.needs(key) if cell.sides is not None else ()  # else they do not change the number of lines
            lines.append(slots_of(cell, right - left, m, int(self.free == key), needs).lines)
        return m.pad_top + max(lines) * m.pitch + m.pad_bottom
