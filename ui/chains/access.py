"""The drawing for screen readers: a list whose items are the people and the open places; the current one has focus."""

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPoint, QPointF, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QColor, QWindow
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from ui.chains.canvas import ChainCanvas
from ui.chains.drawing import Card

_interfaces: dict[int, "CanvasInterface"] = {}
_installed: list[bool] = []


class CardInterface(QAccessibleInterface):
    """One person, or one open place."""

    def __init__(self, owner: "CanvasInterface", key: int) -> None:
        super().__init__()
        self._owner, self._key = owner, key

    def _card(self) -> Card | None:
        return self._owner.canvas().drawing.cards.get(self._key)

    def isValid(self) -> bool:
        return self._card() is not None

    def object(self) -> QObject:
        return None  # type: ignore[return-value]

    def window(self) -> QWindow:
        return self._owner.window()

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        return None  # type: ignore[return-value]

    def parent(self) -> QAccessibleInterface:
        return self._owner

    def child(self, index: int) -> QAccessibleInterface:
        return None  # type: ignore[return-value]

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def text(self, t: QAccessible.Text) -> str:
        card = self._card()
        return self._owner.canvas().spoken_card(card) if card is not None and t == QAccessible.Text.Name else ""

    def setText(self, t: QAccessible.Text, text: str) -> None:
        return

    def rect(self) -> QRect:
        canvas = self._owner.canvas()
        if self._card() is None:
            return QRect()
        box = canvas.card_rect(self._key).toRect()
        return QRect(canvas.mapToGlobal(box.topLeft()), box.size())

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        state, canvas = QAccessible.State(), self._owner.canvas()
        state.focusable = state.selectable = True
        if canvas.marks.card == self._key:
            state.selected = True
            state.focused = canvas.hasFocus()
        return state

    def foregroundColor(self) -> QColor:
        return QColor()

    def backgroundColor(self) -> QColor:
        return QColor()


class CanvasInterface(QAccessibleWidget):
    """The drawing as a list."""

    def __init__(self, canvas: ChainCanvas) -> None:
        super().__init__(canvas, QAccessible.Role.List, canvas.accessibleName())
        self._cards: dict[int, CardInterface] = {}

    def canvas(self) -> ChainCanvas:
        """Return the widget."""
        found = self.widget()
        assert isinstance(found, ChainCanvas)
        return found

    def keys(self) -> list[int]:
        """Return the cards in their order."""
        return list(self.canvas().drawing.cards)

    def childCount(self) -> int:
        return len(self.keys())

    def child(self, index: int) -> QAccessibleInterface:
        keys = self.keys()
        if not 0 <= index < len(keys):
            return None  # type: ignore[return-value]
        return self._cards.setdefault(keys[index], CardInterface(self, keys[index]))

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        found = next((key for key, card in self._cards.items() if card is child), None)
        keys = self.keys()
        return keys.index(found) if found in keys else -1

    def current(self) -> int:
        """Return the place of the current card, -1 for none."""
        keys, card = self.keys(), self.canvas().marks.card
        return keys.index(card) if card in keys else -1

    def focusChild(self) -> QAccessibleInterface:
        return self.child(self.current())

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        canvas = self.canvas()
        card = canvas.drawing.at(*canvas.to_scene(QPointF(canvas.mapFromGlobal(QPoint(x, y)))))
        return self.child(self.keys().index(card.key)) if card is not None else None  # type: ignore[return-value]


def make_interface(_class_name: str, thing: QObject) -> Any:
    """Make the interface of a drawing; nothing for any other object."""
    if not isinstance(thing, ChainCanvas):
        return None
    found = CanvasInterface(thing)
    _interfaces[id(thing)] = found
    thing.destroyed.connect(partial(_forget, id(thing)))
    return found


def install() -> None:
    """Let screen readers into drawings."""
    if not _installed:
        _installed.append(True)
        QAccessible.installFactory(make_interface)


def tell_current(canvas: QWidget) -> None:
    """Tell screen readers that another card is the current one."""
    found = _interfaces.get(id(canvas))
    if found is not None and QAccessible.isActive() and found.current() >= 0:
        event = QAccessibleEvent(canvas, QAccessible.Event.Focus)
        event.setChild(found.current())
        QAccessible.updateAccessibility(event)


def _forget(key: int, _gone: QObject | None = None) -> None:
    _interfaces.pop(key, None)
