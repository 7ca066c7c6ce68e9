"""What the board of the map is made of: plain values, made by `board.board`."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cached_property
from typing import Any, Final

from b2bdesk.insight.rows import row
from b2bdesk.terms import COUNTED, Level, PlacementStatus

SHOWN: Final = frozenset(COUNTED | {PlacementStatus.IDEA})
"""What the board shows when no status is chosen: ideas too, though they do not count."""

MOST_CHIPS: Final = 12
"""How many chips of a cell are brought along; its counts are exact all the same."""

Key = tuple[int, int]
"""A stage and a channel."""

AxisKey = int | str
"""What a line or a column stands for: the id of a row, or a code; 0 or an empty code for what has none."""

CellKey = tuple[AxisKey, AxisKey]
"""A cell of a board: the key of its column, then of its line."""

Spot = Mapping[str, AxisKey]
"""What a cell stands for: `{"stage": 3, "channel": 7}`."""


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """Which placements are shown; an empty set asks nothing. `statuses` None: counted ones and ideas.

    `since` and `until` let through what runs on any day between them; `text` looks for words in code and titles.
    """

    statuses: frozenset[str] | None = None
    personas: frozenset[int] = frozenset()
    segments: frozenset[int] = frozenset()
    forms: frozenset[str] = frozenset()
    horizons: frozenset[str] = frozenset()
    campaigns: frozenset[int] = frozenset()
    topics: frozenset[str] = frozenset()
    appeals: frozenset[str] = frozenset()
    audiences: frozenset[str] = frozenset()
    channels: frozenset[int] = frozenset()
    stages: frozenset[int] = frozenset()
    phases: frozenset[str] = frozenset()
    bands: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None
    text: str = ""

    @property
    def shown(self) -> frozenset[str]:
        """The statuses that are shown."""
        return SHOWN if self.statuses is None else self.statuses

    @property
    def narrows(self) -> bool:
        """Whether anything but the status is asked for."""
        return any(getattr(self, part.name) for part in fields(self) if part.name != "statuses")


@row(frozen=True, slots=True)
class Chip:
    """One placement in a cell; `warn` marks one that a finding names, `side` whom of two compared personas it serves.

    `help` is the sum of the help check's answers, None where a piece was never checked.
    """

    id: int
    content_id: int
    code: str
    short: str
    title: str
    form: str
    form_class: str
    appeal: str
    status: str
    warn: bool = False
    horizon: str = ""
    audience: str = ""
    help: int | None = None
    side: str = ""


@dataclass(frozen=True, slots=True)
class Sides:
    """How many placements of a cell serve only the first of two compared personas, both, only the second."""

    first: int = 0
    both: int = 0
    second: int = 0


@row(frozen=True, slots=True)
class Cell:
    """One cell: `n` counted placements, `shown` all that the filter lets through, `chips` the first of these.

    `level` is None where a board has no levels. `gap` says that the plan has nothing in a recommended cell; `wanted`
    that the personas filtered for meet nothing at this stage and the cell is a good place to mend that; `own_target`
    that `target` was set by a person. `cost` is that of the counted placements, in minor units.
    """

    column: AxisKey
    line: AxisKey
    n: int = 0
    shown: int = 0
    level: Level | None = None
    target: int = 0
    own_target: bool = False
    recommended: bool = False
    gap: bool = False
    wanted: bool = False
    not_needed: bool = False
    reason: str = ""
    chips: tuple[Chip, ...] = ()
    cost: int = 0
    sides: Sides | None = None
    folds: int = 0
    """How many cells of a collapsed group of columns it adds up; 0 for a cell of its own."""

    @property
    def key(self) -> CellKey:
        """Column and line."""
        return self.column, self.line

    @property
    def drawable(self) -> int:
        """How many chips there are to draw once they are loaded."""
        return min(self.shown, max(MOST_CHIPS, len(self.chips)))

    @property
    def more(self) -> int:
        """How many placements are not among the chips."""
        return self.shown - len(self.chips)


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A persona with no or only one counted placement in a stage."""

    persona_id: int
    code: str
    name: str
    n: int

    @property
    def level(self) -> Level:
        """A gap, or thin."""
        return Level.THIN if self.n else Level.GAP


@dataclass(frozen=True, slots=True)
class PhaseSpan:
    """A phase that a stage holds, with who owns it."""

    code: str
    label: str
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """A line or a column; `groups` tells its code in each way of grouping, a stage also its phases and who lacks."""

    id: Any  # an AxisKey: an int where lines are rows of a table
    code: str
    name: str
    n: int = 0
    groups: Mapping[str, str] = field(default_factory=dict)
    phases: tuple[PhaseSpan, ...] = ()
    shortfalls: tuple[Shortfall, ...] = ()
    decision: bool = False
    folds: int = 0
    """How many columns of a collapsed group it stands for; 0 for a line or column of its own."""

    @property
    def ownership(self) -> str:
        """Who runs a channel."""
        return self.groups.get("ownership", "")


@dataclass(frozen=True, slots=True)
class Band:
    """A group of lines or columns; `n` is None where placements that stand in several would be counted twice.

    `stub` is how many columns stand for it while it is collapsed: none beside lines, one among columns.
    """

    code: str
    label: str
    lines: int
    n: int | None = None
    collapsed: bool = False
    axis: str = ""
    stub: int = 0

    @property
    def span(self) -> int:
        """How many of its lines or columns are shown."""
        return self.stub if self.collapsed else self.lines


@dataclass(frozen=True)
class Board:
    """Everything the board shows; `group_labels` names the groups of lines by way of grouping and code.

    Chips may be brought later for the lines that come into sight: `take` adds them.
    """

    rows: tuple[Head, ...] = ()
    columns: tuple[Head, ...] = ()
    cells: MutableMapping[CellKey, Cell] = field(default_factory=dict)
    row_axis: str = "channel"
    column_axis: str = "stage"
    bands: tuple[Band, ...] = ()
    column_bands: tuple[Band, ...] = ()
    group_labels: Mapping[tuple[str, str], str] = field(default_factory=dict)
    tallies: Mapping[CellKey, Any] = field(default_factory=dict, compare=False, repr=False)
    """What was counted, to bring more chips by."""
    counted: int = 0
    shown: int = 0
    total: int = 0
    personas: int = 0
    pieces: int = 0
    hidden_rows: int = 0
    hidden_columns: int = 0
    people: tuple[str, str] = ("", "")
    """The names of two compared personas."""

    def cell(self, column: AxisKey, row: AxisKey) -> Cell:
        """Return a cell; each pair of a column and a line has one."""
        return self.cells[column, row]

    @property
    def axes(self) -> tuple[str, str]:
        """The axes of lines and of columns."""
        return self.row_axis, self.column_axis

    @property
    def stages(self) -> tuple[Head, ...]:
        """The stages, wherever they stand."""
        return self.heads("stage")

    @property
    def channels(self) -> tuple[Head, ...]:
        """The channels, wherever they stand."""
        return self.heads("channel")

    def heads(self, axis: str) -> tuple[Head, ...]:
        """Return the lines or columns of an axis; none if the board does not have it."""
        return self.rows if self.row_axis == axis else self.columns if self.column_axis == axis else ()

    def spot(self, key: CellKey) -> Spot:
        """Return what a cell stands for."""
        return {self.column_axis: key[0], self.row_axis: key[1]}

    def folded(self, key: CellKey) -> Band | None:
        """Return the collapsed group of columns that a cell adds up, None for a cell of its own."""
        cell = self.cells.get(key)
        if cell is None or not cell.folds:
            return None
        at = next(place for place, head in enumerate(self.columns) if head.id == key[0])
        return self.column_bands[self.column_band_of(at)]

    def column_band_of(self, column: int) -> int:
        """Return which group of columns a column, by its place, belongs to; -1 for none."""
        end = 0
        for place, band in enumerate(self.column_bands):
            end += band.span
            if column < end:
                return place
        return -1

    def key_of(self, spot: Spot) -> CellKey | None:
        """Return the cell that stands for this, if the board has one."""
        if self.column_axis not in spot or self.row_axis not in spot:
            return None
        key = (spot[self.column_axis], spot[self.row_axis])
        return key if key in self.cells else None

    @cached_property
    def where(self) -> dict[int, CellKey]:
        """In which cell each loaded chip lies; of several the first."""
        found: dict[int, CellKey] = {}
        for key, cell in self.cells.items():
            for chip in cell.chips:
                found.setdefault(chip.id, key)
        return found

    def take(self, chips: Mapping[CellKey, tuple[Chip, ...]]) -> None:
        """Add chips that were brought later."""
        where = self.where
        for key, found in chips.items():
            self.cells[key] = replace(self.cells[key], chips=found)
            for chip in found:
                where.setdefault(chip.id, key)

    def lacking(self, rows: Iterable[AxisKey]) -> list[AxisKey]:
        """Return those of some lines whose chips were not brought yet."""
        keys = [head.id for head in self.columns]
        return [
            row
            for row in rows
            if any(cell.shown and not cell.chips for cell in (self.cells[column, row] for column in keys))
        ]

    @cached_property
    def gaps(self) -> tuple[CellKey, ...]:
        """The cells to be filled, line by line."""
        keys = ((column.id, row.id) for row in self.rows for column in self.columns)
        return tuple(key for key in keys if self.cells[key].gap or self.cells[key].wanted)


def sums(cells: Iterable[Cell]) -> tuple[Counter[AxisKey], Counter[AxisKey]]:
    """Return how many placements count in each column and in each line, added up from the cells."""
    columns: Counter[AxisKey] = Counter()
    rows: Counter[AxisKey] = Counter()
    for cell in cells:
        columns[cell.column] += cell.n
        rows[cell.line] += cell.n
    return columns, rows


def kept(chosen: Collection[AxisKey], heads: Iterable[Head]) -> frozenset[AxisKey]:
    """Return those keys that heads still bear."""
    return frozenset(chosen) & {head.id for head in heads}
