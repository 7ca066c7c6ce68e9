"""What would come of a move, a copy or a new placement: values and sentences; `foresight` finds them."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final

from b2bdesk.i18n import render
from b2bdesk.terms import N_

MISSING: Final = object()


class Weight(StrEnum):
    """How grave a consequence is: it stops the move, it should be minded, or it is good to know."""

    REFUSED = "refused"
    MIND = "mind"
    KNOW = "know"


@dataclass(frozen=True, slots=True)
class Move:
    """One thing on its way: a placement to move or, `copying`, to copy; or a piece to place.

    With both, the placement moves to another piece, as in the sheet. `start` and `end` are the days it would have;
    without a start it keeps the placement's, and without an end the length stays.
    """

    stage: int
    channel: int
    placement: int | None = None
    content: int | None = None
    copying: bool = False
    start: date | object | None = MISSING
    end: date | object | None = MISSING
    status: str = ""


@dataclass(frozen=True, slots=True)
class Consequence:
    """What one move would do; `move` is its place among those asked about."""

    move: int
    weight: Weight
    code: str
    message: str
    facts: dict[str, Any] = field(default_factory=dict)

    def sentence(self, lang: str | None = None) -> str:
        """Return it in words."""
        return render(self.message, self.facts, lang)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a drop would do: why it is refused, if it is; else what should be minded, and what is good to know."""

    refusal: str = ""
    doubts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


TWICE: Final = N_("{code} already stands there on {day}. Choose another day or channel.")
TWICE_LOOSE: Final = N_("{code} already waits there without a date.")
RETIRED: Final = N_("{code} {title} is retired; it can only stand in placements that are done or dropped.")
DONE: Final = N_("{code} is done, so it cannot start after today.")
ENDS: Final = N_("{code} would end before it starts.")
KEEPS: Final = N_("{code} is past planning, so it keeps its date. Set it to planned first.")
FORM: Final = N_("{channel} does not take this form: {form}.")
UNUSUAL: Final = N_("{channel} is unusual at {stage}.")
UNWANTED: Final = N_("Nothing is needed in {cell}: {reason}")
CROWDED: Final = N_("{cell} would hold {n}, more than its target of {target}.")
FULL: Final = N_("{channel} would start {n} in {month}, more than the {limit} it takes.")
BUSY: Final = N_("{owner} would have {n} h to make in {month}, more than the {limit} h there are.")
OUTSIDE: Final = N_("{code} would not lie within the plan: {first} to {last}.")
EMPTIED: Final = N_("{cell} would be left without a placement.")
STATE: Final = N_("{code} loses its state, which belongs to the other stage.")
LINK: Final = N_("{code} keeps its tracking link, which was made for another channel.")
