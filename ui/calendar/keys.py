"""The calendar by keyboard: arrows go from bar to bar, Alt moves them, Enter edits or adds."""

from dataclasses import replace
from typing import Final, TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from b2bdesk.i18n import tr

if TYPE_CHECKING:
    from ui.calendar.canvas import Canvas

K = Qt.Key
NONE, CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
STEPS: Final = {K.Key_Left: (-1, 0), K.Key_Right: (1, 0), K.Key_Up: (0, -1), K.Key_Down: (0, 1)}
DAYS: Final = {K.Key_Left: -1, K.Key_Right: 1, K.Key_Up: -7, K.Key_Down: 7}
"""By how many days Alt with an arrow moves; with Shift it moves the last day alone."""
VERBS: Final = {
    (NONE, K.Key_Delete): "remove",
    (NONE, K.Key_Backspace): "remove",
    (NONE, K.Key_F2): "edit",
    (CTRL, K.Key_C): "copy",
    (CTRL, K.Key_X): "cut",
    (CTRL, K.Key_V): "paste",
    (CTRL, K.Key_D): "duplicate",
    (CTRL, K.Key_A): "choose_all",
    (NONE, K.Key_PageUp): "earlier",
    (NONE, K.Key_PageDown): "later",
    (NONE, K.Key_Home): "today",
    (NONE, K.Key_S): "status",
    (NONE, K.Key_P): "filter_persona",
    (NONE, K.Key_Slash): "pieces",
    (NONE, K.Key_N): "add",
    (NONE, K.Key_T): "today",
    (NONE, K.Key_R): "repeat",
    (NONE, K.Key_L): "choose_following",
    (NONE, K.Key_U): "unschedule",
    (NONE, K.Key_Plus): "zoom_in",
    (SHIFT, K.Key_Plus): "zoom_in",
    (NONE, K.Key_Equal): "zoom_in",
    (NONE, K.Key_Minus): "zoom_out",
}


class CanvasKeys:
    """Reads the keys of one canvas."""

    def __init__(self, view: "Canvas") -> None:
        self.view = view
        self.single_letters = True

    def claims(self, event: QKeyEvent) -> bool:
        """Tell whether a key belongs to the calendar before any shortcut of the window."""
        if event.key() == K.Key_Escape:
            return self.view.drag is not None or bool(self.view.choice.ids)
        moving = event.modifiers() & ~SHIFT & ~Qt.KeyboardModifier.KeypadModifier == ALT
        return bool(moving and event.key() in DAYS and self.view.choice.ids)

    def press(self, event: QKeyEvent) -> bool:
        """Act on a key; return whether it was one of ours."""
        view, key = self.view, Qt.Key(event.key())
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == K.Key_Escape:
            return self._leave()
        if view.drag is not None:
            return True
        if key in STEPS and modifiers & ALT:
            return self._nudge(DAYS[key], end_only=bool(modifiers & SHIFT))
        if key in STEPS:
            self._walk(*STEPS[key], by_day=bool(modifiers & CTRL), extend=bool(modifiers & SHIFT))
            return True
        if key in (K.Key_Return, K.Key_Enter):
            self._enter()
            return True
        if key == K.Key_Menu or (key == K.Key_F10 and modifiers & SHIFT):
            self._menu()
            return True
        return self._speak(event, key, modifiers)

    def begin(self) -> None:
        """Put the keyboard on the first bar in sight, or on today."""
        view = self.view
        found = view.neighbour(0, 0)
        if found is not None:
            view.choose_bar(found)
        else:
            row = view.loaded.rows[0].key if view.loaded.rows else None
            view.choose_place(row, view.loaded.today)

    def _leave(self) -> bool:
        view = self.view
        if view.mouse.cancel():
            return True
        if view.choice.ids or view.choice.focus:
            view.set_choice(replace(view.choice, ids=frozenset(), focus=0))
            return True
        return False

    def _nudge(self, days: int, *, end_only: bool) -> bool:
        view = self.view
        if not view.choice.ids:
            view.message.emit(tr("Choose a bar first: arrows go from one to the next."))
            return True
        view.nudged.emit(0 if end_only else days, days)
        return True

    def _walk(self, across: int, down: int, *, by_day: bool, extend: bool) -> None:
        view = self.view
        if view.choice.day is None:
            self.begin()
            return
        found = None if by_day else view.neighbour(across, down)
        if found is None:
            view.set_choice(view.step_day(across, down))
            if view.choice.day is not None:
                view.show_day(view.choice.day)
            return
        ids = view.choice.ids | {found.id} if extend else frozenset({found.id})
        view.choose_bar(found)
        view.set_choice(replace(view.choice, ids=ids))
        view.show_bar(found.id)

    def _enter(self) -> None:
        view = self.view
        if view.choice.focus:
            view.verb.emit("edit")
        elif view.choice.day is not None:
            view.add_asked.emit("")
        else:
            self.begin()

    def _menu(self) -> None:
        view = self.view
        if view.choice.focus:
            rect = view.rect_of(view.choice.focus, view.choice.row)
            view.menu_asked.emit(view.viewport().mapToGlobal(rect.center()))

    def _speak(self, event: QKeyEvent, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        single = not modifiers & CTRL and event.key() < K.Key_Escape
        text = event.text()
        if text in set("123456") and text and self.view.choice.ids and self.single_letters and not modifiers & CTRL:
            self.view.verb.emit(f"status_{text}")
            return True
        verb = VERBS.get((modifiers, key))
        if verb and (self.single_letters or not single):
            self.view.verb.emit(verb)
            return True
        typed = self.single_letters and text and text.isprintable() and not text.isspace() and not modifiers & ~SHIFT
        if typed and self.view.choice.day is not None and not self.view.choice.focus:
            self.view.add_asked.emit(text)
            return True
        return False
