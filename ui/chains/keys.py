"""What the keyboard does on a chain."""

from typing import Final, TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent

from b2bdesk.i18n import tr
from ui.chains.mouse import frozen, in_the_way

if TYPE_CHECKING:
    from ui.chains.canvas import ChainCanvas

Key = Qt.Key
ARROWS: Final = (Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down)
STEPS: Final = {Key.Key_Left: (-1, 0), Key.Key_Right: (1, 0), Key.Key_Up: (0, -1), Key.Key_Down: (0, 1)}
FAR: Final = 20.0
"""How far a key moves a card."""
ENTER: Final = (Key.Key_Return, Key.Key_Enter)
DELETE: Final = (Key.Key_Delete, Key.Key_Backspace)
DIGITS: Final = {Key.Key_1: 1, Key.Key_2: 2, Key.Key_3: 3, Key.Key_4: 4, Key.Key_5: 5}
SIGNS: Final = {Key.Key_Plus: 1, Key.Key_Equal: 1, Key.Key_Minus: -1}
PLAIN: Final = frozenset({Key.Key_N, Key.Key_R, Key.Key_L, Key.Key_0, Key.Key_Space, *DIGITS, *SIGNS, *DELETE, *ENTER})


class ChainKeys(QObject):
    """Arrows go from card to card; with Alt they move it. While a relation is drawn, they choose to whom."""

    def __init__(self, canvas: "ChainCanvas") -> None:
        super().__init__(canvas)
        self._canvas = canvas

    def knows(self, event: QKeyEvent) -> bool:
        """Tell whether a key means something here, before the window's own keys get it."""
        key, mods = Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in ARROWS:
            return mods in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier)
        if key == Key.Key_Escape:
            return self._canvas.marks.source is not None or self._canvas.marks.tie is not None
        shift = Qt.KeyboardModifier.ShiftModifier
        return key in PLAIN and (mods == Qt.KeyboardModifier.NoModifier or (mods == shift and key in SIGNS))

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key says; tell whether it said something."""
        if not self.knows(event):
            return False
        key = Key(event.key())
        if key in ARROWS:
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            self._shift(key) if alt else self._go(key)
        elif key == Key.Key_Escape:
            self._leave()
        elif key == Key.Key_Space:
            self.next_relation()
        elif key in ENTER:
            self._enter()
        elif key == Key.Key_0:
            self._canvas.fit()
        elif not self._canvas.read_only:
            self._change(key)
        else:
            self._canvas.message.emit(tr("This plan is open read-only; nothing was changed."))
        return True

    # ---- going

    def _go(self, key: Qt.Key) -> None:
        canvas = self._canvas
        if canvas.marks.source is not None:
            self._aim(key)
            return
        found = canvas.neighbour(key)
        if found is not None:
            canvas.set_card(found)

    def _aim(self, key: Qt.Key) -> None:
        """Choose to whom a relation leads."""
        canvas, marks = self._canvas, self._canvas.marks
        found = canvas.neighbour(key, marks.target if marks.target is not None else marks.source)
        if found is not None and found != marks.source and canvas.drawing.cards[found].person is not None:
            marks.target = found
            self._show_aim()
        elif found == marks.source:
            marks.target, marks.line = None, None
            canvas.update()

    def _show_aim(self) -> None:
        canvas, marks = self._canvas, self._canvas.marks
        if marks.source is None or marks.target is None:
            return
        one, other = canvas.drawing.cards[marks.source], canvas.drawing.cards[marks.target]
        marks.line = one.box.centre, other.box.centre
        canvas.message.emit(tr("{name} to {other}: Enter relates them, Esc ends.", name=one.name, other=other.name))
        canvas.update()

    def _leave(self) -> None:
        canvas, marks = self._canvas, self._canvas.marks
        if marks.source is not None:
            marks.source = marks.target = marks.line = None
            canvas.message.emit("")
            canvas.update()
        else:
            canvas.set_tie(None)

    def next_relation(self) -> None:
        """Go to the next relation of the current person."""
        canvas, marks = self._canvas, self._canvas.marks
        mine = [w.tie.id for w in canvas.drawing.wires if marks.card in (w.tie.from_, w.tie.to)]
        if not mine:
            canvas.message.emit(tr("No relations here yet. R relates this person to another."))
            return
        at = mine.index(marks.tie) + 1 if marks.tie in mine else 0
        canvas.set_tie(mine[at % len(mine)])

    def _enter(self) -> None:
        canvas, marks = self._canvas, self._canvas.marks
        card = canvas.card()
        if marks.source is not None:
            one, other = marks.source, marks.target
            self._leave()
            if other is None:
                canvas.message.emit(tr("Choose the other person with the arrows first."))
            else:
                canvas.relate_asked.emit(one, other)
        elif marks.tie is not None:
            if not canvas.read_only:
                canvas.retype_asked.emit(marks.tie)
        elif card is not None and card.person is None:
            if not canvas.read_only:
                canvas.fill_asked.emit(card.role)
        elif card is not None:
            canvas.edit_asked.emit()

    # ---- changing

    def _change(self, key: Qt.Key) -> None:
        canvas = self._canvas
        if key == Key.Key_N:
            canvas.add_asked.emit()
        elif key == Key.Key_L:
            canvas.layout_asked.emit()
        elif key in DELETE:
            canvas.remove_asked.emit()
        elif canvas.person() is None:
            canvas.message.emit(tr("Choose a person first."))
        elif key == Key.Key_R:
            self.begin_relation()
        elif key in DIGITS:
            canvas.influence_asked.emit(DIGITS[key])
        elif key in SIGNS:
            canvas.stance_asked.emit(SIGNS[key])

    def begin_relation(self) -> None:
        """Draw a line from the current person; the arrows say to whom."""
        canvas, marks = self._canvas, self._canvas.marks
        others = [card for card in canvas.drawing.cards.values() if card.person and card.key != marks.card]
        if canvas.person() is None or not others:
            canvas.message.emit(tr("A relation needs two people."))
            return
        marks.source, marks.tie = marks.card, None
        here = canvas.drawing.cards[marks.source or 0].box.centre
        marks.target = min(others, key=lambda card: _far(card.box.centre, here)).key
        self._show_aim()

    def _shift(self, key: Qt.Key) -> None:
        """Move the current card a step."""
        canvas, person = self._canvas, self._canvas.person()
        if person is None or canvas.read_only:
            return
        places, (dx, dy) = frozen(canvas), STEPS[key]
        x, y = places[person.id]
        for step in range(1, 40):  # over whoever stands in between
            place = x + dx * step * FAR, y + dy * step * FAR
            if in_the_way(canvas, person.id, place) is None:
                canvas.moved.emit({**places, person.id: place})
                return
        canvas.message.emit(tr("There is no room in that direction."))


def _far(one: tuple[float, float], other: tuple[float, float]) -> float:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2
