"""What the calendar's views share: what is loaded, what is chosen, what is being dragged."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from PySide6.QtCore import QPoint

from b2bdesk.insight.capacity import Conflict, ConflictKind
from b2bdesk.queries.calendar import Bar, By, CalendarRow, RowKey, Span
from b2bdesk.queries.months import Year
from ui.kit.foretold import Foretold


class Part(StrEnum):
    """What lies under the pointer."""

    BAR = "bar"
    START = "start"
    END = "end"
    FOLD = "fold"
    MORE = "more"
    FREE = "free"
    HEAD = "head"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Hit:
    """A part of the calendar, with the day, the row and the bar it belongs to."""

    part: Part
    day: date | None = None
    row: RowKey | None = None
    bar: Bar | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen: placements, the one the keyboard is on (0: none), and the place it is at."""

    ids: frozenset[int] = frozenset()
    focus: int = 0
    row: RowKey | None = None
    day: date | None = None


@dataclass(slots=True)
class Drag:
    """What is being dragged, and what letting go would do."""

    part: Part
    ids: tuple[int, ...]
    bar: Bar
    anchor: date
    at: QPoint = field(default_factory=QPoint)
    days: int = 0
    row: RowKey | None = None
    told: Foretold = field(default_factory=Foretold)
    to_tray: bool = False
    from_tray: bool = False
    following: bool = False

    @property
    def changes(self) -> bool:
        """Whether letting go would change anything."""
        return bool(self.days or self.to_tray or self.from_tray or (self.part is Part.BAR and self.row != self.bar.row))


@dataclass(slots=True)
class Loaded:
    """What the plan holds, as far as it is shown."""

    by: By = By.CHANNEL
    today: date = date.min
    rows: tuple[CalendarRow, ...] = ()
    span: Span = field(default_factory=lambda: Span(date.min, date.min))
    year: Year = field(default_factory=Year)
    days: Mapping[date, int] = field(default_factory=dict)
    unfolded: frozenset[RowKey] = frozenset()
    names: Mapping[int, str] = field(default_factory=dict)
    """The names of all channels."""

    full: Mapping[tuple[int | str, date], Conflict] = field(default_factory=dict)
    """The months in which a channel has more than it takes."""
    outside: Mapping[int | str, Conflict] = field(default_factory=dict)
    """The placements that are not within the plan."""

    def take_year(self, year: Year) -> None:
        """Take over what the months add up to, and what does not fit into them."""
        self.year = year
        self.full = {(c.key, c.month): c for c in year.conflicts if c.kind is ConflictKind.CHANNEL}
        self.outside = {c.key: c for c in year.conflicts if c.kind is ConflictKind.WINDOW}

    def conflicts_of(self, bar: Bar) -> list[Conflict]:
        """Return what a bar has a part in."""
        month = bar.start.replace(day=1) if bar.start else None
        counts = bar.status not in ("idea", "dropped")
        full = self.full.get((bar.channel_id, month)) if month and counts else None
        outside = self.outside.get(bar.id)
        return [found for found in (full, outside) if found]


def bars_of(bars: Iterable[Bar], ids: Collection[int]) -> list[Bar]:
    """Return the first bar of each of some placements."""
    found: dict[int, Bar] = {}
    for bar in bars:
        if bar.id in ids:
            found.setdefault(bar.id, bar)
    return list(found.values())
