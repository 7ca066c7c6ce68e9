"""The sheet by keyboard: moving about, spanning a block, and the key of each act."""

from collections.abc import Callable
from functools import partial
from typing import Final, TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ui.sheet.layout import ROW

if TYPE_CHECKING:
    from ui.sheet.view import SheetView

K = Qt.Key
NONE, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
STEPS: Final = {K.Key_Left: (0, -1), K.Key_Right: (0, 1), K.Key_Up: (-1, 0), K.Key_Down: (1, 0)}
JUMPS: Final = (K.Key_Home, K.Key_End, K.Key_PageUp, K.Key_PageDown)
STATUSES: Final = {
    K.Key_I: "idea",
    K.Key_P: "planned",
    K.Key_S: "scheduled",
    K.Key_L: "live",
    K.Key_D: "done",
    K.Key_X: "dropped",
}
VERBS: Final[dict[tuple[Qt.KeyboardModifier, Qt.Key], str]] = {
    (NONE, K.Key_Space): "tick",
    (NONE, K.Key_Return): "open",
    (NONE, K.Key_Enter): "open",
    (NONE, K.Key_F2): "open",
    (NONE, K.Key_Delete): "remove",
    (NONE, K.Key_Backspace): "remove",
    (CTRL, K.Key_A): "choose_all",
    (CTRL, K.Key_C): "copy",
    (CTRL, K.Key_X): "cut",
    (CTRL, K.Key_V): "paste",
    (CTRL, K.Key_D): "fill_down",
    (CTRL, K.Key_R): "fill_right",
    (CTRL, K.Key_Insert): "copy",
    (SHIFT, K.Key_Insert): "paste",
    (NONE, K.Key_Escape): "clear",
    (NONE, K.Key_Menu): "menu",
    (SHIFT, K.Key_F10): "menu",
    (NONE, K.Key_Slash): "find",
}


class SheetKeys:
    """Reads the keys of one sheet."""

    def __init__(self, view: "SheetView") -> None:
        self.view = view
        self.single_letters = True
        self._verbs: dict[str, Callable[[], object]] = {
            "tick": view.acts.toggle,
            "open": view.acts.open,
            "remove": view.acts.remove,
            "choose_all": view.choose_all,
            "copy": view.carrier.copy,
            "cut": partial(view.carrier.copy, cut=True),
            "paste": view.carrier.paste,
            "fill_down": partial(view.acts.fill, across=False),
            "fill_right": partial(view.acts.fill, across=True),
            "clear": view.let_go,
            "menu": view.show_menu,
            "find": view.go_to_search,
        }
        for at, status in enumerate(STATUSES.values(), 1):
            self._verbs[f"status_{at}"] = partial(view.acts.set_status, status)

    def run(self, verb: str) -> bool:
        """Do a verb; tell whether it is one of the sheet's."""
        act = self._verbs.get(verb)
        if act is not None:
            act()
        return act is not None

    def verb_of(self, event: QKeyEvent) -> str:
        """Return the verb that a key means, empty for none."""
        modifiers, key = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier, Qt.Key(event.key())
        if modifiers == NONE and key in STATUSES:
            return f"status_{list(STATUSES).index(key) + 1}" if self.single_letters else ""
        found = VERBS.get((modifiers, key), "")
        if found == "clear" and not (
            self.view.block.several or self.view.block.picked or self.view.cut_spots or self.view.aim
        ):
            return ""
        return "" if found == "find" and not self.single_letters else found

    def claims(self, event: QKeyEvent) -> bool:
        """Tell whether a key belongs to the sheet before any shortcut of the window."""
        return bool(self.verb_of(event)) or (event.key() in (*STEPS, *JUMPS) and not self._with_alt(event))

    def press(self, event: QKeyEvent) -> bool:
        """Act on a key; return whether it was one of ours."""
        key = Qt.Key(event.key())
        if key in (*STEPS, *JUMPS) and not self._with_alt(event):
            self._walk(key, bool(event.modifiers() & SHIFT), bool(event.modifiers() & CTRL))
            return True
        return self.run(self.verb_of(event))

    def _with_alt(self, event: QKeyEvent) -> bool:
        return bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)

    def _walk(self, key: Qt.Key, extend: bool, far: bool) -> None:
        view = self.view
        if not view.model.n_rows or not view.layout_.lefts:
            return
        last = (view.model.n_rows - 1, len(view.layout_.lefts) - 1)
        if view.block.current is None:
            view.change(view.block.go, 0, 0)
            return
        row, column = view.block.current
        if key in STEPS:
            down, right = STEPS[key]
            row, column = row + down * (last[0] + 1 if far else 1), column + right * (last[1] + 1 if far else 1)
        elif key in (K.Key_Home, K.Key_End):
            column = 0 if key == K.Key_Home else last[1]
            row = row if not far else 0 if key == K.Key_Home else last[0]
        else:
            page = max(1, view.cell_area().height() // ROW - 1)
            row += page if key == K.Key_PageDown else -page
        place = (min(max(row, 0), last[0]), min(max(column, 0), last[1]))
        view.change(view.block.extend if extend else view.block.go, *place)
