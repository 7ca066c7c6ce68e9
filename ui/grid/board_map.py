"""The board as one of the map's views: what it reads, what a drop on it means, what the room wants of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from b2bdesk import i18n
from b2bdesk.i18n import tr
from b2bdesk.queries import board as board_query
from b2bdesk.queries import cell as cell_query
from b2bdesk.queries import rosters
from b2bdesk.queries.axes import DEFAULT
from b2bdesk.queries.board_counting import Kept
from b2bdesk.queries.board_results import NOTHING, Outcome, outcome
from b2bdesk.queries.board_values import AxisKey, Band, Board, BoardFilter, CellKey, Chip, Head, Key, Spot
from ui.grid import access, compare, outcomes, told
from ui.grid.arrange import arranged
from ui.grid.board_tools import BoardTools
from ui.grid.board_view import BoardView
from ui.grid.colours import Colours
from ui.grid.fill import Filler
from ui.grid.head_menu import HeadMenu
from ui.grid.load import Load
from ui.grid.paint_cells import Drop
from ui.grid.paint_heads import group_name
from ui.grid.results_strip import ResultsStrip
from ui.kit.foretold import Foretold, foretold

if TYPE_CHECKING:
    from ui.grid.room import MapRoom


class BoardMap(BoardView):
    """The board on a plan."""

    key = "board"

    def __init__(self, desk: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.where = BoardFilter()
        self.whole = Board()
        """The board before anything is hidden or collapsed."""
        self._warned: frozenset[int] = frozenset()
        self._kept = Kept()
        self.room: MapRoom | None = None
        self.filler: Filler | None = None
        self.strip = ResultsStrip(self)
        self.tools_ = BoardTools(self)
        self.help.bring = self._bring
        self.current_changed.connect(self._tell_reader)
        self.band_toggled.connect(self.tools_.toggle_group)
        self.head_menu_asked.connect(self._head_menu)
        self.shortfall_chosen.connect(self._show_missing)
        access.READERS.install()

    def join(self, room: "MapRoom") -> None:
        """Take the room's acts: what is dropped, typed and chosen here is done there."""
        self.room = room
        self.filler = Filler(room, self)
        self.help.complete = room.asks.complete
        self.help.outlook = self._outlook
        self.help.chip_tip = self._tip
        self.chips_dropped.connect(self._drop)
        self.text_entered.connect(self._add)
        self.reason_entered.connect(self._set_reason)
        self.chip_opened.connect(room.open_chip)
        self.strip.asked.connect(partial(room.go.emit, "results", None))
        self.tools_.recall(room.memory)

    # ---- what the room asks of every view

    def show_plan(self, where: BoardFilter, warned: frozenset[int]) -> None:
        """Load and show what the filters let through."""
        self._kept = self.room.kept if self.room is not None else Kept()
        self.where, self._warned = where, warned
        self.whole = self._read()
        self._measure_results()
        self.rearrange()
        if self.filler is not None:
            self.filler.show(self.whole)

    def set_colours(self, colours: Colours) -> None:
        """Let colours and heat tell something else; results are added up when they are first wanted."""
        super().set_colours(replace(colours, outcome=self._outcome(colours)))
        self._say_results()

    def _measure_results(self) -> None:
        """Add results up anew, if heat tells them."""
        found = self._outcome(self.colours)
        if found != self.colours.outcome:
            super().set_colours(replace(self.colours, outcome=found))

    def _outcome(self, colours: Colours) -> Outcome:
        if not colours.of_results or self.desk.ws is None:
            return NOTHING
        found: Outcome = self.desk.read(partial(self._add_up, colours.heat))
        return found

    def _add_up(self, measure: str, session: Any) -> Outcome:
        roster = rosters.of(self.desk.ws, session)
        where, axes = self._asked(), self.tools_.axes
        return outcome(session, measure=measure, axes=axes, where=where, kept=self._kept, roster=roster)

    def _say_results(self) -> None:
        """Say why no cell is warm, if none is."""
        self.strip.say(outcomes.missing(self.colours.outcome, self.board) if self.board.total else "")
        self.strip.place(self.viewport(), self.metrics.head)

    def rearrange(self) -> None:
        """Show the board as it was read, in the order and with the lines and columns that are wanted."""
        chosen = self.selection.ids
        kept = self.desk.read(partial(cell_query.still_there, ids=chosen)) if chosen else frozenset()
        self.set_board(arranged(self.whole, self.tools_.arrangement), kept)
        self.tools_.follow(self.board)
        self._say_results()

    def _read(self) -> Board:
        found: Board = self.desk.read(self._ask)
        people = self.tools_.compared()
        if people is not None:
            found = self.desk.read(partial(compare.with_sides, seen=found, people=people, where=self.where))
        return replace(found, people=self.tools_.names())

    def _ask(self, session: Any) -> Board:
        return board_query.board(
            session,
            self._asked(),
            axes=self.tools_.axes,
            lang=str(i18n.language()),
            warned=self._warned,
            chips=0,
            kept=self._kept,
            roster=rosters.of(self.desk.ws, session),
        )

    def _asked(self) -> BoardFilter:
        people = self.tools_.compared()
        return compare.either(self.where, people) if people is not None else self.where

    def _bring(self, board: Board, lines: list[AxisKey]) -> Mapping[CellKey, tuple[Chip, ...]]:
        people = self.tools_.compared()
        ask: Callable[[Any], Mapping[CellKey, tuple[Chip, ...]]]
        if people is not None:
            sided = partial(compare.sided_chips, people=people)
            ask = partial(sided, seen=board, lines=lines, where=self.where, warned=self._warned)
        else:
            ask = partial(self._more, board, lines)
        found: Mapping[CellKey, tuple[Chip, ...]] = self.desk.read(ask)
        return found

    def _more(self, board: Board, lines: list[AxisKey], session: Any) -> Mapping[CellKey, tuple[Chip, ...]]:
        roster = rosters.of(self.desk.ws, session)
        return board_query.more_chips(
            session, board, lines, self.where, warned=self._warned, kept=self._kept, roster=roster
        )

    def reload(self) -> None:
        """Show another board of the same plan."""
        if self.room is not None:
            self.room.renew()

    def whole_board(self) -> Board:
        """Return all that is shown, with all its chips, as for a picture."""
        lacking = self.board.lacking([head.id for head in self.board.rows])
        self.board.take(self._bring(self.board, lacking) if lacking else {})
        return self.board

    def chosen(self) -> frozenset[int]:
        """Return the ids of the chosen placements."""
        return self.selection.ids

    def choose(self, ids: Iterable[int]) -> None:
        """Choose placements and bring the first of them into sight, also where no chip shows it."""
        wanted = frozenset(ids)
        where = {i: self.board.where[i] for i in wanted if i in self.board.where}
        missing = wanted - where.keys()
        if missing:
            ask = partial(cell_query.where_stands, ids=missing, axes=self.board.axes, where=self.where)
            where |= {i: key for i, key in self.desk.read(ask).items() if key in self.board.cells}
        if where and self.current not in where.values():
            self.make_current(where[min(where)])
        if where and where.keys() != self.selection.ids:
            self.change_selection(self.selection.choose, frozenset(where))

    def spot(self) -> Spot | None:
        """Return what the current cell stands for."""
        here = self.current is not None and not self.board.folded(self.current)
        return self.board.spot(self.current) if here and self.current is not None else None

    def current_cell(self) -> Key | None:
        """Return stage and channel of the current cell, if the board shows both."""
        spot = self.spot() or {}
        return (int(spot["stage"]), int(spot["channel"])) if {"stage", "channel"} <= spot.keys() else None

    def go(self, key: Key) -> None:
        """Make a cell the current one; a board that does not show both its stage and its channel is left for one."""
        if set(self.tools_.axes) != set(DEFAULT):
            self.tools_.show_axes(*DEFAULT)
        self.go_spot({"stage": key[0], "channel": key[1]})

    def go_spot(self, spot: Spot) -> bool:
        """Make the cell that stands for this the current one, if the board has it."""
        if self.board.key_of(spot) is None:
            self.tools_.reveal(spot)
        key = self.board.key_of(spot)
        if key is not None:
            self.make_current(key)
        return key is not None

    def do(self, verb: str) -> bool:
        """Do a verb of the board's own."""
        own: dict[str, Callable[[], object]] = {
            "reason": partial(self.open_field, reason=True),
            "fill_paste": self._fill_paste,
            "duplicate": self._duplicate,
            "turn": self.tools_.turn,
            "axes": self.tools_.open_axes,
            "arrange": self.tools_.open_arrange,
            "hide_line": partial(self._hide, 1),
            "hide_column": partial(self._hide, 0),
        }
        if verb not in own:
            return self.keys.own(verb)
        own[verb]()
        return True

    def tools(self) -> QWidget:
        """Return the choice of axes, and what else arranges the board."""
        return self.tools_

    def counts(self) -> tuple[int, int]:
        """Return how many are counted, or shown if statuses were asked for, of how many."""
        return (self.whole.counted if self.where.statuses is None else self.whole.shown), self.whole.total

    # ---- drops

    def _outlook(self, load: Load, key: CellKey) -> Drop:
        """Return what a drop would do, in words, or why it is refused."""
        assert self.room is not None
        if band := self.board.folded(key):
            return Drop(key, "", Foretold(_expand_first(band), refused=True, icon="ban"))
        to, instead = self._changes(load, key)
        found = self.room.acts.outlook(load, to, instead)
        sentence = told.drop(self.board, load, to, instead)
        icon = "plus" if load.pieces else "copy" if load.copying else "move"
        say = tr("Place: {what}") if load.pieces else tr("Copy: {what}") if load.copying else tr("Move: {what}")
        return Drop(key, say.format(what=load.label), foretold(sentence, found, icon))

    def _changes(self, load: Load, key: CellKey) -> tuple[dict[str, AxisKey], dict[int, int]]:
        """Return what a drop into a cell sets by axis, and whom each placement leaves for another persona."""
        axes, to = (self.board.column_axis, self.board.row_axis), {}
        for side, axis in enumerate(axes):
            stays = bool(load.origins) and all(origin[side] == key[side] for _, origin in load.origins)
            if not stays:
                to[axis] = key[side]
        if load.pieces or not to:
            to = dict(zip(axes, key, strict=True))
        side = axes.index("persona") if "persona" in to else -1
        leaving = {i: int(origin[side]) for i, origin in load.origins if origin[side]} if side >= 0 else {}
        return to, leaving

    def _drop(self, load: Load, key: CellKey) -> None:
        assert self.room is not None
        self.room.acts.drop(load, *self._changes(load, key))

    def _duplicate(self) -> None:
        """Copy the chosen chips within their column into the line below."""
        key, order = self.current, [head.id for head in self.board.rows]
        if key is None or not self.selection.ids:
            self.message.emit(tr("Choose a chip first: Tab goes into the cell."))
            return
        at = order.index(key[1]) + 1
        if at >= len(order):
            self.message.emit(tr("There is no line below this one."))
            return
        self.finish_drop(self.load_of(self.selection.ids, copying=True), (key[0], order[at]))

    # ---- inner

    def _tip(self, chip: Chip) -> str:
        assert self.room is not None
        return self.room.asks.tip(chip, [found.sentence for found in self.room.findings.of(chip.id)])

    def _add(self, key: CellKey, text: str) -> None:
        assert self.room is not None
        self.room.acts.add(self.board.spot(key), text)

    def _set_reason(self, key: CellKey, reason: str) -> None:
        assert self.room is not None
        self.room.acts.set_reason(self.board.spot(key), reason)

    def _fill_paste(self) -> None:
        if self.current is not None and (band := self.board.folded(self.current)):
            self.message.emit(_expand_first(band))
        elif self.filler is not None:
            self.filler.ask("paste")

    def _hide(self, side: int) -> None:
        """Hide the line or the column of the current cell, and go on to its neighbour."""
        key = self.current
        if key is None or (side == 0 and self.board.folded(key)):
            return
        self.change_selection(self.selection.step_cell, self.board, *((1, 0) if side == 0 else (0, 1)))
        self.tools_.put_away(self.board.axes[1 - side], key[side])

    def _head_menu(self, line: Head | None, column: Head | None, band: Band | None, place: QPoint) -> None:
        HeadMenu(self, line, column, band).popup(place)

    def _show_missing(self, stage: int, persona: int) -> None:
        """Show what one persona meets, and the best place in the stage where too little is."""
        if self.room is not None:
            self.room.set_filter(replace(self.where, personas=frozenset({persona})))
            self.room.jump({"stage": stage})

    def _tell_reader(self, key: CellKey | None) -> None:
        if key is not None:
            self.setAccessibleDescription(access.cell_text(self.board, self.board.cells[key], self.colours.outcome))
            access.READERS.tell_current(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.filler is not None:
            self.filler.place()
        self.strip.place(self.viewport(), self.metrics.head)


def _expand_first(band: Band) -> str:
    return tr("Expand {name} first: these are several columns.", name=group_name(band))
