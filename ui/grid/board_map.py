"""The board as one of the map's views: what it reads, what it asks for, and what the room wants of it."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Any, TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from b2bdesk import i18n
from b2bdesk.i18n import tr
from b2bdesk.queries import board as board_query
from b2bdesk.queries.board_values import Board, BoardFilter, Key
from ui.grid import access
from ui.grid.board_view import BoardView
from ui.grid.fill import Filler

if TYPE_CHECKING:
    from ui.grid.room import MapRoom


class BoardMap(BoardView):
    """The board on a plan."""

    key = "board"
    shown = Signal(object)
    """(Board)"""

    def __init__(self, desk: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.where = BoardFilter()
        self._warned: frozenset[int] = frozenset()
        self.filler: Filler | None = None
        self.current_changed.connect(self._tell_reader)
        access.install()

    def join(self, room: "MapRoom") -> None:
        """Take the room's acts: what is dropped, typed and chosen here is done there."""
        self.filler = Filler(room, self)
        self.help.complete = room.complete
        self.help.refusal = room.acts.refusal
        self.help.chip_tip = room.tip
        self.chips_dropped.connect(room.acts.drop)
        self.text_entered.connect(room.acts.add)
        self.reason_entered.connect(room.acts.set_reason)
        self.chip_opened.connect(room.open_chip)
        self.shortfall_chosen.connect(partial(self._show_missing, room))

    # ---- what the room asks of every view

    def show_plan(self, where: BoardFilter, warned: frozenset[int]) -> None:
        """Load and show what the filters let through."""
        self.where, self._warned = where, warned
        self.set_board(self._read())
        if self.filler is not None:
            self.filler.show(self.board)

    def _read(self) -> Board:
        ask = partial(board_query.board, where=self.where, lang=str(i18n.language()), warned=self._warned)
        found: Board = self.desk.read(ask)
        return found

    def whole_board(self) -> Board:
        """Return all that is shown, as for a picture."""
        return self._read()

    def chosen(self) -> frozenset[int]:
        """Return the ids of the chosen placements."""
        return self.selection.ids

    def choose(self, ids: Iterable[int]) -> None:
        """Choose placements and bring the first of them into sight."""
        wanted = frozenset(i for i in ids if i in self.board.where)
        if wanted and wanted != self.selection.ids:
            self.make_current(self.board.where[min(wanted)])
            self.change_selection(self.selection.choose, wanted)

    def current_cell(self) -> Key | None:
        """Return stage and channel of the current cell."""
        return self.current

    def go(self, key: Key) -> None:
        """Make a cell the current one."""
        if key in self.board.cells:
            self.make_current(key)

    def do(self, verb: str) -> bool:
        """Do a verb of the board's own."""
        if verb == "reason":
            self.open_field(reason=True)
        elif verb == "fill_paste" and self.filler is not None:
            self.filler.ask("paste")
        elif verb == "duplicate":
            self._duplicate()
        else:
            return self.keys.own(verb)
        return True

    def tools(self) -> QWidget | None:
        """Return no controls."""
        return None

    def counts(self) -> tuple[int, int]:
        """Return how many are counted, or shown if statuses were asked for, of how many."""
        return (self.board.counted if self.where.statuses is None else self.board.shown), self.board.total

    # ---- inner

    def _duplicate(self) -> None:
        """Copy the chosen chips within their stage into the channel below."""
        key, order = self.current, [channel.id for channel in self.board.channels]
        if key is None or not self.selection.ids:
            self.message.emit(tr("Choose a chip first: Tab goes into the cell."))
            return
        at = order.index(key[1]) + 1
        if at >= len(order):
            self.message.emit(tr("There is no channel below this one."))
            return
        self.finish_drop(self.load_of(self.selection.ids, copying=True), (key[0], order[at]))

    def _show_missing(self, room: "MapRoom", stage: int, persona: int) -> None:
        """Show what one persona meets, and the best place in the stage where too little is."""
        room.set_filter(replace(self.where, personas=frozenset({persona})))
        room.jump({"stage": stage})

    def _tell_reader(self, key: Key | None) -> None:
        if key is not None:
            self.setAccessibleDescription(access.cell_text(self.board, self.board.cells[key]))
            access.tell_current(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.filler is not None:
            self.filler.place()
