"""Filling the plan as one of the map's views: it shares the filter of personas, the inspector and undo."""

from collections.abc import Iterable
from functools import partial
from typing import Any, TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from b2bdesk.queries.board_values import BoardFilter, Key
from ui.suggest.fill_pane import FillPane

if TYPE_CHECKING:
    from ui.grid.room import MapRoom


class FillView(FillPane):
    """The pane on the map; the inspector shows the cell that the current proposal goes to."""

    key = "fill"
    selection_changed = Signal()
    verb = Signal(str)
    menu_asked = Signal(QPoint)
    message = Signal(str)

    def __init__(self, desk: Any, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.chosen_changed.connect(self.selection_changed)
        self.said.connect(self.message)

    def join(self, room: "MapRoom") -> None:
        """Let pieces be opened in their room."""
        self.opened.connect(room.open_item)
        self.board_asked.connect(partial(room.show_view, "board"))
        self.model.ticks_changed.connect(partial(self._tell_counts, room))

    def _tell_counts(self, room: "MapRoom") -> None:
        if self.isVisible():
            room.filters.show_counts(*self.counts())

    def show_plan(self, where: BoardFilter, warned: frozenset[int]) -> None:
        """Show what is for the personas that are filtered for."""
        self.set_people(where.personas)
        self.refresh()

    def chosen(self) -> frozenset[int]:
        """Return none: nothing that is proposed is a placement yet."""
        return frozenset()

    def choose(self, ids: Iterable[int]) -> None:
        """Choose nothing."""

    def current_cell(self) -> Key | None:
        """Return where the current proposal goes."""
        row = self.list.row()
        return (row.stage_id, row.channel_id) if row is not None and row.channel_id else None

    def go(self, key: Key) -> None:
        """Make the first proposal for a cell the current one."""
        row = next((row for row in self.model.rows() if (row.stage_id, row.channel_id) == key), None)
        if row is not None:
            self.list.go(row.key)

    def do(self, verb: str) -> bool:
        """Do nothing of its own."""
        return False

    def tools(self) -> QWidget | None:
        """Return which cells and stages are looked at."""
        return self.tools_

    def counts(self) -> tuple[int, int]:
        """Return how many proposals are ticked, of how many."""
        return len(self.model.ticked()), len(self.proposed.rows) if self.proposed else 0
