"""What the room Map expects of a view: one way to look at the placements that the filters let through.

The board, the sheet and the calendar show the same placements, share one set of filters, one selection and one undo.
The room owns all three of these and the inspector; a view draws, takes keys and the pointer, and asks for commands.
A view never changes itself on its own input: the room calls `show_plan` after each edit.

A view is made by `View(desk, parent)` when it is first shown: it reads through `desk.read` and asks for commands
through `desk.run`; `ui.grid.acts.today_of(desk)` is the day, `i18n.language()` the language.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Protocol, runtime_checkable

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from b2bdesk.queries.board_values import BoardFilter, Key
from b2bdesk.terms import N_
from ui import built


@dataclass(frozen=True, slots=True)
class ViewKind:
    """A view as the switch in the head offers it; `source` names the module and the class."""

    key: str
    text: str
    icon: str
    source: str
    lasting: bool = True
    """Whether the map opens with it again, once it was shown last."""


VIEWS: Final = (
    ViewKind("board", N_("Board"), "grid-3x3", "ui.grid.board_map:BoardMap"),
    ViewKind("sheet", N_("Sheet"), "table", "ui.sheet.view:SheetView"),
    ViewKind("calendar", N_("Calendar"), "chart-no-axes-gantt", "ui.calendar.view:CalendarView"),
    ViewKind("fill", N_("Fill the plan"), "sparkles", "ui.suggest.view:FillView", lasting=False),
)


def existing() -> tuple[ViewKind, ...]:
    """Return the views that have been built into this version."""
    return tuple(kind for kind in VIEWS if built.exists(kind.source))


@runtime_checkable
class MapView(Protocol):
    """One view; it is a `QWidget`, too, and takes the focus itself."""

    key: str
    """What the switch and the settings call it: board, sheet, calendar."""
    read_only: bool
    """Whether the plan may not be changed; the room sets it before the first `show_plan`."""

    selection_changed: SignalInstance
    """() Other placements or another cell are chosen now."""
    verb: SignalInstance
    """(str) Do this with what is chosen: remove, copy, cut, paste, edit, status_1 ... as `ui.grid.acts` knows them."""
    menu_asked: SignalInstance
    """(QPoint) The menu of what is chosen, at this place on the screen."""
    message: SignalInstance
    """(str) One sentence for the status bar."""

    def show_plan(self, where: BoardFilter, warned: frozenset[int]) -> None:
        """Load and show what the filters let through; `warned` placements bear a mark. Keep selection and place."""

    def chosen(self) -> frozenset[int]:
        """Return the ids of the chosen placements."""

    def choose(self, ids: Iterable[int]) -> None:
        """Choose placements and bring the first of them into sight; those that are not shown are left out."""

    def current_cell(self) -> Key | None:
        """Return stage and channel of where the person is, if both are known there."""

    def go(self, key: Key) -> None:
        """Bring a cell, by stage and channel, into sight and make it the current one."""

    def do(self, verb: str) -> bool:
        """Do a verb that is the view's own; tell whether it was."""

    def tools(self) -> QWidget | None:
        """Return the controls that stand first in the filter row, such as axes or months."""

    def counts(self) -> tuple[int, int]:
        """Return how many of the shown placements count, and how many there are in the plan."""
