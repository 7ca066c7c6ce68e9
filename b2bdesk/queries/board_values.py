"""What the board of the map is made of: plain values, made by `board.board`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from b2bdesk.insight.rows import row
from b2bdesk.terms import COUNTED, Level, PlacementStatus

SHOWN: Final = frozenset(COUNTED | {PlacementStatus.IDEA})
"""What the board shows when no status is chosen: ideas too, though they do not count."""

Key = tuple[int, int]
"""A stage and a channel."""

AxisKey = int | str
"""What a line or a column stands for: the id of a row, or a code."""

Spot = Mapping[str, AxisKey]
"""What a cell stands for: `{"stage": 3, "channel": 7}`."""


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """Which placements are shown; an empty set asks nothing. `statuses` None: counted ones and ideas."""

    statuses: frozenset[str] | None = None
    personas: frozenset[int] = frozenset()
    segments: frozenset[int] = frozenset()
    forms: frozenset[str] = frozenset()
    horizons: frozenset[str] = frozenset()
    campaigns: frozenset[int] = frozenset()

    @property
    def shown(self) -> frozenset[str]:
        """The statuses that are shown."""
        return SHOWN if self.statuses is None else self.statuses

    @property
    def narrows(self) -> bool:
        """Whether anything but the status is asked for."""
        return bool(self.personas or self.segments or self.forms or self.horizons or self.campaigns)


@row(frozen=True, slots=True)
class Chip:
    """One placement in a cell; `warn` marks one that a finding names."""

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


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: `n` counted placements, `shown` all that the filter lets through, `chips` the first of these.

    `gap` says that the plan has nothing in a recommended cell; `wanted` that the personas filtered for meet nothing at
    this stage and the cell is a good place to mend that; `own_target` that `target` was set by a person.
    """

    stage_id: int
    channel_id: int
    n: int = 0
    shown: int = 0
    level: Level = Level.GAP
    target: int = 0
    own_target: bool = False
    recommended: bool = False
    gap: bool = False
    wanted: bool = False
    not_needed: bool = False
    reason: str = ""
    chips: tuple[Chip, ...] = ()

    @property
    def key(self) -> Key:
        """Stage and channel."""
        return self.stage_id, self.channel_id

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
class Column:
    """A stage."""

    id: int
    code: str
    name: str
    n: int
    phases: tuple[PhaseSpan, ...]
    shortfalls: tuple[Shortfall, ...]
    decision: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A channel."""

    id: int
    code: str
    name: str
    ownership: str
    n: int


@dataclass(frozen=True, slots=True)
class Band:
    """A group of channels by who runs them."""

    code: str
    label: str
    channels: int
    n: int


@dataclass(frozen=True)
class Board:
    """Everything the board shows."""

    stages: tuple[Column, ...] = ()
    channels: tuple[Line, ...] = ()
    bands: tuple[Band, ...] = ()
    cells: Mapping[Key, Cell] = field(default_factory=dict)
    counted: int = 0
    shown: int = 0
    total: int = 0
    personas: int = 0
    pieces: int = 0

    def cell(self, stage_id: int, channel_id: int) -> Cell:
        """Return a cell; each pair of a stage and a channel has one."""
        return self.cells[stage_id, channel_id]

    @cached_property
    def where(self) -> dict[int, Key]:
        """In which cell each loaded chip lies."""
        return {chip.id: key for key, cell in self.cells.items() for chip in cell.chips}

    @cached_property
    def gaps(self) -> tuple[Key, ...]:
        """The cells to be filled, row by row."""
        keys = ((stage.id, channel.id) for channel in self.channels for stage in self.stages)
        return tuple(key for key in keys if self.cells[key].gap or self.cells[key].wanted)
