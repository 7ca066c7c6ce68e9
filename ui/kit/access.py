"""What screen readers are told of a painted widget: its parts one by one, the current one with the focus.

A widget that paints its cells or cards itself has no child widgets that a reader could visit. A room says here which
parts there are, what each is called and where it lies; the rest is the same for all. Qt for Python has no interface for
tables, so that rows and columns are told by each part's description.
"""

from collections.abc import Callable, Hashable
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QColor, QWindow
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from b2bdesk.i18n import tr

KEPT: Final = 500
"""How many parts of a widget are kept for readers; those asked for long ago are made anew."""


class Part(QAccessibleInterface):
    """One cell or card: a leaf, known to its owner by a key that stays its own while others come and go."""

    def __init__(self, owner: "Painted", key: Hashable) -> None:
        super().__init__()
        self.owner, self.key = owner, key

    def isValid(self) -> bool:
        return self.owner.place(self.key) >= 0

    def object(self) -> QObject:
        return None  # type: ignore[return-value]

    def window(self) -> QWindow:
        return self.owner.window()

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        return None  # type: ignore[return-value]

    def parent(self) -> QAccessibleInterface:
        return self.owner

    def child(self, index: int) -> QAccessibleInterface:
        return None  # type: ignore[return-value]

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def text(self, t: QAccessible.Text) -> str:
        if not self.isValid():
            return ""
        if t == QAccessible.Text.Name:
            return self.owner.named(self.key)
        return self.owner.described(self.key) if t == QAccessible.Text.Description else ""

    def setText(self, t: QAccessible.Text, text: str) -> None:
        return

    def rect(self) -> QRect:
        if not self.isValid():
            return QRect()
        canvas, box = self.owner.canvas(), self.owner.box(self.key)
        return QRect(canvas.mapToGlobal(box.topLeft()), box.size())

    def role(self) -> QAccessible.Role:
        return self.owner.part_role

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.focusable = state.selectable = True
        if self.isValid():
            here = self.owner.place(self.key) == self.owner.current()
            state.selected = here or self.owner.chosen(self.key)
            state.focused = here and self.owner.widget().hasFocus()
        return state

    def foregroundColor(self) -> QColor:
        return QColor()

    def backgroundColor(self) -> QColor:
        return QColor()


class Painted(QAccessibleWidget):
    """A painted widget. A room says `childCount`, `current`, `named`, `box` and `hit`, and more where it differs."""

    part_role = QAccessible.Role.Cell

    def __init__(self, widget: QWidget, role: QAccessible.Role) -> None:
        super().__init__(widget, role, widget.accessibleName())
        self._parts: dict[Hashable, Part] = {}

    def current(self) -> int:
        """Return the place of the current part, -1 for none."""
        raise NotImplementedError

    def named(self, key: Any) -> str:
        """Return a part in words."""
        raise NotImplementedError

    def box(self, key: Any) -> QRect:
        """Return where a part lies on the canvas."""
        raise NotImplementedError

    def hit(self, point: QPoint) -> int:
        """Return the place of the part under a point of the canvas, -1 for none."""
        raise NotImplementedError

    def described(self, key: Any) -> str:
        """Return what else is worth saying of a part."""
        return ""

    def chosen(self, key: Any) -> bool:
        """Return whether a part is chosen beside the current one."""
        return False

    def key(self, index: int) -> Hashable:
        """Return by what the part at a place is known."""
        return index

    def place(self, key: Any) -> int:
        """Return the place of a part, -1 when it is gone."""
        return int(key) if key < self.childCount() else -1

    def canvas(self) -> QWidget:
        """Return the widget that is painted on: the viewport of one that scrolls."""
        widget: Any = self.widget()
        return widget.viewport() if hasattr(widget, "viewport") else widget

    def child(self, index: int) -> QAccessibleInterface:
        if not 0 <= index < self.childCount():
            return None  # type: ignore[return-value]
        key = self.key(index)
        if key not in self._parts:
            if len(self._parts) >= KEPT:
                self._parts.pop(next(iter(self._parts)))
            self._parts[key] = Part(self, key)
        return self._parts[key]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        if not isinstance(child, Part) or self._parts.get(child.key) is not child:
            return -1
        return self.place(child.key)

    def focusChild(self) -> QAccessibleInterface:
        return self.child(self.current())

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        return self.child(self.hit(self.canvas().mapFromGlobal(QPoint(x, y))))


class Readers:
    """Lets screen readers into one kind of painted widget."""

    def __init__(self, kind: type[QWidget], make: Callable[[Any], Painted]) -> None:
        self._kind, self._make = kind, make
        self._made: dict[int, Painted] = {}
        self._installed = False

    def install(self) -> None:
        """Answer for widgets of this kind from now on."""
        if not self._installed:
            self._installed = True
            QAccessible.installFactory(self.interface)

    def interface(self, _class_name: str, thing: QObject) -> Any:
        """Make the interface of a widget; nothing for any other object."""
        if not isinstance(thing, self._kind):
            return None
        found = self._made[id(thing)] = self._make(thing)
        thing.destroyed.connect(partial(self._forget, id(thing)))
        return found

    def tell_current(self, widget: QWidget) -> None:
        """Tell screen readers that another part is the current one."""
        found = self._made.get(id(widget))
        if found is not None and QAccessible.isActive() and found.current() >= 0:
            event = QAccessibleEvent(widget, QAccessible.Event.Focus)
            event.setChild(found.current())
            QAccessible.updateAccessibility(event)

    def _forget(self, key: int, _gone: QObject | None = None) -> None:
        self._made.pop(key, None)


def row_and_column(index: int, rows: int, columns: int) -> str:
    """Return the row and the column of a cell, which readers of tables cannot ask for otherwise."""
    row, column = divmod(index, columns)
    return tr(
        "Row {row} of {rows}, column {column} of {columns}",
        row=row + 1,
        rows=rows,
        column=column + 1,
        columns=columns,
    )
