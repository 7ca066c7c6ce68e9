"""What the sheet of the map is made of: plain values, made by `sheet.sheet` and `sheet.rows`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from b2bdesk.queries.board_values import BoardFilter, Key, PhaseSpan
from b2bdesk.terms import COUNTED

Spot = tuple[int, int, int]
"""Where a placement stands: content piece, stage, channel."""


class Order(StrEnum):
    """What the rows are sorted by."""

    CODE = "code"
    TITLE = "title"
    FORM = "form"
    TOTAL = "total"
    UNPLACED = "unplaced"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows and columns of the plan are shown.

    `text` is sought in code and titles; `unplaced` leaves the pieces that stand nowhere; `every` shows columns that
    are neither used nor recommended; `keep` are pieces that stay although the rest of this would leave them out.
    """

    where: BoardFilter = field(default_factory=BoardFilter)
    order: Order = Order.CODE
    text: str = ""
    unplaced: bool = False
    every: bool = False
    keep: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One channel within one stage; `n` counts its placements among the rows, `recommended` says that it fits well."""

    stage_id: int
    channel_id: int
    code: str
    name: str
    n: int = 0
    recommended: bool = False

    @property
    def key(self) -> Key:
        """Stage and channel."""
        return self.stage_id, self.channel_id


@dataclass(frozen=True, slots=True)
class SheetStage:
    """A stage over its columns."""

    id: int
    code: str
    name: str
    phases: tuple[PhaseSpan, ...]
    columns: int


@dataclass(frozen=True, slots=True)
class Mark:
    """One placement."""

    id: int
    status: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A piece and its placements that the filter lets through, those first that a cell's mark shows."""

    id: int
    code: str
    title: str
    form: str
    form_class: str
    status: str
    cells: Mapping[Key, tuple[Mark, ...]] = field(default_factory=dict)

    def n(self, columns: Collection[Key]) -> int:
        """Count the placements in some columns."""
        return sum(mark.status in COUNTED for key, marks in self.cells.items() if key in columns for mark in marks)


@dataclass(frozen=True)
class Sheet:
    """Everything but the rows themselves; `ids` are the pieces in their order."""

    stages: tuple[SheetStage, ...] = ()
    columns: tuple[SheetColumn, ...] = ()
    ids: tuple[int, ...] = ()
    counted: int = 0
    total: int = 0
    pieces: int = 0
    classes: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    """What each status of placements is called."""
