"""The board by keyboard: moving about, into the chips of a cell, carrying chips, and the key of each verb."""

from typing import Final, TYPE_CHECKING

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent

from b2bdesk.i18n import tr
from b2bdesk.queries.board_values import CellKey
from ui.grid.group_keys import GroupKeys
from ui.grid.selection import next_gap, place_of

if TYPE_CHECKING:
    from ui.grid.board_view import BoardView

K = Qt.Key
NONE, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
STEPS: Final = {K.Key_Left: (-1, 0), K.Key_Right: (1, 0), K.Key_Up: (0, -1), K.Key_Down: (0, 1)}
VERBS: Final[dict[tuple[Qt.KeyboardModifier, Qt.Key], str]] = {
    (NONE, K.Key_N): "add",
    (NONE, K.Key_Insert): "add",
    (SHIFT, K.Key_N): "new_piece",
    (NONE, K.Key_M): "move",
    (CTRL, K.Key_X): "cut",
    (CTRL, K.Key_C): "copy",
    (CTRL, K.Key_V): "paste",
    (CTRL, K.Key_D): "duplicate",
    (NONE, K.Key_Delete): "remove",
    (NONE, K.Key_Backspace): "remove",
    (NONE, K.Key_X): "not_needed",
    (NONE, K.Key_Plus): "target_up",
    (SHIFT, K.Key_Plus): "target_up",
    (NONE, K.Key_Equal): "target_up",
    (NONE, K.Key_Minus): "target_down",
    (NONE, K.Key_G): "next_gap",
    (SHIFT, K.Key_G): "previous_gap",
    (NONE, K.Key_S): "status",
    (NONE, K.Key_P): "filter_persona",
    (NONE, K.Key_F2): "edit",
    (NONE, K.Key_Slash): "pieces",
    (CTRL, K.Key_A): "choose_all",
    (CTRL, K.Key_T): "turn",
    (CTRL | SHIFT, K.Key_T): "axes",
    (CTRL | SHIFT, K.Key_O): "arrange",
    (SHIFT, K.Key_Delete): "hide_line",
    (CTRL | SHIFT, K.Key_Delete): "hide_column",
}


class BoardKeys:
    """Reads the keys of one board."""

    def __init__(self, view: "BoardView") -> None:
        self.view = view
        self.single_letters = True
        self.groups = GroupKeys(view)
        self._own = {
            "add": self.add,
            "move": self.begin_move,
            "next_gap": self.go_next_gap,
            "previous_gap": self.go_previous_gap,
            "choose_all": self.choose_all,
        }

    def run(self, verb: str) -> None:
        """Do what a verb says: here if it is about the view alone, else whoever listens does."""
        if not self.own(verb):
            self.view.verb.emit(verb)

    def own(self, verb: str) -> bool:
        """Do a verb that is about the view alone; tell whether it was."""
        found = self._own.get(verb)
        if found is not None:
            found()
        return found is not None

    def claims(self, event: QKeyEvent) -> bool:
        """Tell whether a key belongs to the board before any shortcut of the window."""
        busy = bool(self.view.moving or self.view.load or self.view.selection.slot >= 0)
        return event.key() == K.Key_Escape and busy

    def press(self, event: QKeyEvent) -> bool:
        """Act on a key; return whether it was one of ours."""
        if self.view.mouse.key(event):
            return True
        if self.view.moving:
            return self._carry(event)
        if self.groups.press(event):
            return True
        return self._walk(event) or self._speak(event)

    def tab(self, forward: bool) -> bool:
        """Step through the chips of the current cell; past the last one Tab goes on as everywhere."""
        view = self.view
        if view.current is None or view.moving:
            return False
        count = len(view.drawn_chips(view.current))
        slot = view.selection.slot + (1 if forward else -1)
        if not forward and view.selection.slot == 0:
            view.change_selection(view.selection.leave)
            return True
        if not 0 <= slot < count or (not forward and view.selection.slot < 0):
            return False
        view.change_selection(view.selection.enter, view.board, slot, count)
        return True

    # ---- walking

    def _walk(self, event: QKeyEvent) -> bool:
        key, extend = Qt.Key(event.key()), bool(event.modifiers() & SHIFT)
        view, selection = self.view, self.view.selection
        if key == K.Key_Left and event.modifiers() & CTRL:
            self.groups.go_line_group()
        elif key == K.Key_Up and event.modifiers() & CTRL:
            self.groups.go_column_group()
        elif key in STEPS:
            if selection.slot >= 0:
                self._step_chip(*STEPS[key], extend)
            elif extend:
                view.change_selection(selection.extend_cell, view.board, *STEPS[key])
            elif STEPS[key][1] and view.current and view.board.bands:
                self.groups.step_line(STEPS[key][1])
            else:
                view.change_selection(selection.step_cell, view.board, *self._step(STEPS[key]))
        elif key in (K.Key_Home, K.Key_End, K.Key_PageUp, K.Key_PageDown):
            self._jump(key, bool(event.modifiers() & CTRL))
        elif key in (K.Key_Return, K.Key_Enter):
            self._enter()
        elif key == K.Key_Escape and (selection.slot >= 0 or selection.ids):
            view.change_selection(selection.leave)
        elif key == K.Key_Menu or (key == K.Key_F10 and extend):
            self._menu()
        else:
            return False
        return True

    def _step(self, step: tuple[int, int]) -> tuple[int, int]:
        return (0, 0) if self.view.current is None else step

    def _step_chip(self, columns: int, rows: int, extend: bool) -> None:
        view = self.view
        assert view.current is not None
        count, per_line = len(view.drawn_chips(view.current)), view.layout_.slots(view.current).per_line
        slot = view.selection.slot + columns + rows * per_line
        if 0 <= slot < count:
            view.change_selection(view.selection.enter, view.board, slot, count, extend=extend)
        elif not extend:
            view.change_selection(view.selection.step_cell, view.board, columns, rows)

    def _jump(self, key: Qt.Key, far: bool) -> None:
        view = self.view
        wide, high = len(view.board.columns), len(view.board.rows)
        page = self._page()
        steps = {
            K.Key_Home: (-wide, -high if far else 0),
            K.Key_End: (wide, high if far else 0),
            K.Key_PageUp: (0, -page),
            K.Key_PageDown: (0, page),
        }
        view.change_selection(view.selection.step_cell, view.board, *steps[key])

    def _page(self) -> int:
        view = self.view
        if not view.current:
            return 1
        row = view.layout_.row_of[place_of(view.board, view.current)[1]]
        height = view.cell_area().height()
        seen = [r for r in view.layout_.rows if r.line >= 0 and abs(r.top - row.top) <= height]
        return max(1, len(seen) // 2)

    def _enter(self) -> None:
        """Open the chip the keyboard is on; go into a cell's chips; in an empty cell add the best suggestion."""
        view = self.view
        if view.selection.slot >= 0 and view.current:
            view.chip_opened.emit(view.board.cells[view.current].chips[view.selection.slot].id)
        elif view.current and (band := view.board.folded(view.current)):
            view.band_toggled.emit(band)
        elif view.current and view.drawn_chips(view.current):
            view.change_selection(view.selection.enter, view.board, 0, len(view.drawn_chips(view.current)))
        elif view.current:
            view.verb.emit("suggest_first")

    def _menu(self) -> None:
        view = self.view
        if view.current:
            rect = view.cell_rect(view.current)
            view.menu_asked.emit(view.viewport().mapToGlobal(rect.center()))

    # ---- verbs

    def _speak(self, event: QKeyEvent) -> bool:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        verb = VERBS.get((modifiers, Qt.Key(event.key())))
        single = not modifiers & CTRL and event.key() < K.Key_Escape
        if verb and (self.single_letters or not single):
            self.run(verb)
            return True
        return self.single_letters and self._type(event.text(), modifiers)

    def _type(self, text: str, modifiers: Qt.KeyboardModifier) -> bool:
        """A digit sets the status of chosen chips; any other sign begins a code or title in the current cell."""
        if not text or not text.isprintable() or text.isspace() or modifiers & ~SHIFT:
            return False
        if text in "123456" and self.view.selection.ids:
            self.view.verb.emit(f"status_{text}")
        elif self.view.current is not None:
            self.view.open_field(text)
        return True

    def add(self) -> None:
        """Open the field of the current cell."""
        self.view.open_field()

    def choose_all(self) -> None:
        """Choose all chips of the current cell, then all of the board."""
        view = self.view
        here = frozenset(c.id for c in view.board.cells[view.current].chips) if view.current else frozenset()
        every = frozenset(view.board.where)
        view.change_selection(view.selection.choose, every if view.selection.ids >= here else here)

    def go_next_gap(self) -> None:
        """Go to the next gap."""
        self._go_gap(1)

    def go_previous_gap(self) -> None:
        """Go to the gap before."""
        self._go_gap(-1)

    def _go_gap(self, step: int) -> None:
        key = next_gap(self.view.board, self.view.current, step)
        if key is None:
            self.view.message.emit(tr("No channel that is recommended for a stage is empty."))
        else:
            self.view.make_current(key)

    # ---- carrying chips by keyboard

    def begin_move(self) -> None:
        """Take up the chosen chips, or the first of the cell; arrows carry them, Enter drops, Escape gives up."""
        view = self.view
        ids = view.selection.ids
        if not ids and view.current and (chips := view.drawn_chips(view.current)):
            ids = frozenset({chips[0].id})
        if not ids or view.read_only or view.current is None:
            if view.read_only:
                view.say_read_only()
            else:
                view.message.emit(tr("Choose a chip first: Tab goes into the cell."))
            return
        view.moving = ids
        view.message.emit(tr("Arrows carry, Enter drops, Ctrl+Enter drops a copy, Esc gives up."))
        self._aim(view.current, copying=False)

    def _carry(self, event: QKeyEvent) -> bool:
        view, key = self.view, Qt.Key(event.key())
        at = view.drop.key if view.drop else view.current
        if key in STEPS and at:
            columns, rows = STEPS[key]
            column, row = place_of(view.board, at)
            column = min(max(column + columns, 0), len(view.board.columns) - 1)
            row = min(max(row + rows, 0), len(view.board.rows) - 1)
            self._aim((view.board.columns[column].id, view.board.rows[row].id), bool(event.modifiers() & CTRL))
            view.message.emit(view.drop.told.words if view.drop else "")
        elif key in (K.Key_Return, K.Key_Enter) and at:
            load = view.load_of(view.moving, bool(event.modifiers() & CTRL))
            self.end_move()
            view.finish_drop(load, at)
        elif key == K.Key_Escape:
            self.end_move()
        return key not in (K.Key_Tab, K.Key_Backtab)

    def _aim(self, key: CellKey, copying: bool) -> None:
        self.view.show_cell(key)
        self.view.set_drop(self.view.load_of(self.view.moving, copying), key)

    def end_move(self) -> None:
        """Put down what was taken up."""
        self.view.moving = frozenset()
        self.view.set_drop(None, None)
        self.view.message.emit("")


def combination(verb: str) -> QKeyCombination | None:
    """Return the first key of a verb, to be shown beside it."""
    found = next((pair for pair, name in VERBS.items() if name == verb), None)
    return QKeyCombination(found[0], found[1]) if found else None
