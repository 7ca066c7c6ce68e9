"""The context menu of the map: all that can be done with the chosen chips or the current cell."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from b2bdesk.i18n import tr
from b2bdesk.queries.cell import CellFacts
from ui.grid.board_keys import combination

if TYPE_CHECKING:
    from ui.grid.room import MapRoom


class MapMenu(QMenu):
    """Made anew each time it is asked for."""

    def __init__(self, room: "MapRoom") -> None:
        super().__init__(room)
        self._room = room
        self.aboutToHide.connect(self.deleteLater)
        if room.chosen():
            self._chips()
            self.addSeparator()
        facts = room.cell()
        if facts is not None:
            self._cell(facts)

    def open_at(self, place: QPoint) -> None:
        """Show at a place of the screen."""
        self.popup(place)

    def _chips(self) -> None:
        if len(self._room.chosen()) == 1:
            self._verb("edit", tr("Edit"))
        self.addMenu(StatusMenu(self._room, self))
        for verb, text in (
            ("move", tr("Move with the arrows")),
            ("cut", tr("Cut")),
            ("copy", tr("Copy")),
            ("duplicate", tr("Copy to the row below")),
            ("duplicate_to", tr("Copy into several channels…")),
            ("remove", tr("Remove from the map")),
        ):
            self._verb(verb, text)

    def _cell(self, facts: CellFacts) -> None:
        self._verb("add", tr("Add a piece…"))
        self._verb("paste", tr("Paste"))
        self._verb("pieces", tr("Choose from the list of pieces"))
        self.addSeparator()
        if facts.cell.level is not None:
            self._verb("not_needed", tr("Needed again") if facts.cell.not_needed else tr("Not needed here…"))
            self._verb("target_up", tr("Want one more"))
            self._verb("target_down", tr("Want one less"))
            self.addSeparator()
        self._verb("next_gap", tr("Next gap"))
        self._verb("fill", tr("Fill the plan…"))
        if self._room.view.key == "board":
            self._verb("hide_line", tr("Hide this row"))
            self._verb("hide_column", tr("Hide this column"))
            self._verb("arrange", tr("Arrange the board"))

    def _verb(self, verb: str, text: str) -> None:
        action = self.addAction(text)
        action.setObjectName(verb)
        keys = combination(verb)
        if keys is not None:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutVisibleInContextMenu(True)
        reads = verb in ("copy", "edit", "pieces", "next_gap", "fill", "hide_line", "hide_column", "arrange")
        action.setEnabled(reads or not self._room.view.read_only)
        action.triggered.connect(partial(self._do, verb))

    def _do(self, verb: str, _checked: bool = False) -> None:
        if verb == "fill":
            self._room.show_view(verb)
        else:
            self._room.do(verb)


class StatusMenu(QMenu):
    """The statuses by number."""

    def __init__(self, room: "MapRoom", parent: QMenu | None = None) -> None:
        super().__init__(tr("Status"), parent or room)
        self.setEnabled(not room.view.read_only)
        for i, (status, label) in enumerate(room.asks.statuses()):
            action = self.addAction(f"&{i + 1}  {label}")
            action.setObjectName(status)
            action.triggered.connect(partial(self._set, room, i + 1))

    def _set(self, room: "MapRoom", number: int, _checked: bool = False) -> None:
        room.do(f"status_{number}")
