"""What the calendar is made of: plain values, made by `calendar`."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from b2bdesk.insight.rows import row
from b2bdesk.terms import PlacementStatus

OPEN: Final = "~"
EARLIER: Final = ""
"""The stretches of what goes on without an end, and of what began before the span."""
RowKey = int | str


class By(StrEnum):
    """What the rows of the timeline are; `NONE`: one row for all."""

    CHANNEL = "channel"
    PERSONA = "persona"
    OWNER = "owner"
    CAMPAIGN = "campaign"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """One row: a channel, persona or campaign by its id (0: none), an owner by name; `n` counts what is shown."""

    key: RowKey
    code: str
    name: str
    group: str = ""
    n: int = 0


@row(frozen=True, slots=True)
class Bar:
    """One placement on its dates; `open` goes on without an end. The same one may lie in several rows (personas)."""

    id: int
    content_id: int
    code: str
    short: str
    title: str
    form: str
    form_class: str
    appeal: str
    status: str
    start: date | None
    end: date | None
    row: RowKey
    stage_id: int
    channel_id: int
    series: str = ""
    warn: bool = False

    @property
    def open(self) -> bool:
        """Whether it is live and nobody knows until when."""
        return self.end is None and self.status == PlacementStatus.LIVE

    @property
    def last(self) -> date:
        """The last day; for an open one the first, for its length is not known. It must have a start."""
        assert self.start is not None
        return self.end or self.start


@dataclass(frozen=True, slots=True)
class Span:
    """The bars that touch a span, by row and start; `hidden` tells how many more each row has, by stretch of days."""

    first: date
    last: date
    bars: tuple[Bar, ...] = ()
    hidden: tuple[tuple[RowKey, str, int], ...] = ()

    @property
    def hidden_by_row(self) -> Counter[RowKey]:
        """How many bars of each row were not brought along."""
        found: Counter[RowKey] = Counter()
        for key, _, n in self.hidden:
            found[key] += n
        return found
