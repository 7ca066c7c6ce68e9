"""The sheet for screen readers: a table whose cells say piece, channel, stage and what stands there.

Qt for Python has no interface for tables, so that rows and columns are told by each cell's name.
"""

from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QColor, QWindow
from PySide6.QtWidgets import QAccessibleWidget

from b2bdesk.i18n import tr
from ui.sheet.view import SheetView

KEPT: Final = 500
"""How many cells are kept for readers; those asked for long ago are made anew."""
_interfaces: dict[int, "SheetInterface"] = {}
_installed: list[bool] = []


class CellInterface(QAccessibleInterface):
    """One cell."""

    def __init__(self, owner: "SheetInterface", row: int, column: int) -> None:
        super().__init__()
        self._owner, self._row, self._column = owner, row, column

    def isValid(self) -> bool:
        rows, columns = self._owner.size()
        return self._row < rows and self._column < columns

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
        if not self.isValid():
            return ""
        if t == QAccessible.Text.Name:
            return self._owner.view().acts.say.cell((self._row, self._column))
        return self._place() if t == QAccessible.Text.Description else ""

    def _place(self) -> str:
        """Return the row and the column, which readers cannot ask for otherwise."""
        rows, columns = self._owner.size()
        return tr(
            "Row {row} of {rows}, column {column} of {columns}",
            row=self._row + 1,
            rows=rows,
            column=self._column + 1,
            columns=columns,
        )

    def setText(self, t: QAccessible.Text, text: str) -> None:
        return

    def rect(self) -> QRect:
        if not self.isValid():
            return QRect()
        view = self._owner.view()
        rect = view.cell_rect((self._row, self._column))
        return QRect(view.viewport().mapToGlobal(rect.topLeft()), rect.size())

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.Cell

    def state(self) -> QAccessible.State:
        state, view = QAccessible.State(), self._owner.view()
        state.focusable = state.selectable = True
        state.selected = (self._row, self._column) in view.block
        state.focused = view.hasFocus() and (self._row, self._column) == view.block.current
        return state

    def foregroundColor(self) -> QColor:
        return QColor()

    def backgroundColor(self) -> QColor:
        return QColor()


class SheetInterface(QAccessibleWidget):
    """The sheet as a table, row by row."""

    def __init__(self, view: SheetView) -> None:
        super().__init__(view, QAccessible.Role.Table, view.accessibleName())
        self._cells: dict[int, CellInterface] = {}

    def view(self) -> SheetView:
        """Return the widget."""
        found = self.widget()
        assert isinstance(found, SheetView)
        return found

    def size(self) -> tuple[int, int]:
        """Return how many rows and columns there are."""
        model = self.view().model
        return model.n_rows, len(model.sheet.columns)

    def current(self) -> int:
        """Return the place of the current cell, row by row; -1 for none."""
        place = self.view().block.current
        return -1 if place is None else place[0] * self.size()[1] + place[1]

    def childCount(self) -> int:
        rows, columns = self.size()
        return rows * columns

    def child(self, index: int) -> QAccessibleInterface:
        columns = self.size()[1]
        if not 0 <= index < self.childCount():
            return None  # type: ignore[return-value]
        if index not in self._cells:
            if len(self._cells) >= KEPT:
                self._cells.pop(next(iter(self._cells)))
            self._cells[index] = CellInterface(self, *divmod(index, columns))
        return self._cells[index]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return next((index for index, cell in self._cells.items() if cell is child), -1)

    def focusChild(self) -> QAccessibleInterface:
        return self.child(self.current())

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        view = self.view()
        place = view.mouse.cell_at(view.viewport().mapFromGlobal(QPoint(x, y)))
        if place is None:
            return None  # type: ignore[return-value]
        return self.child(place[0] * self.size()[1] + place[1])


def make_interface(_class_name: str, thing: QObject) -> Any:
    """Make the interface of a sheet; nothing for any other object."""
    if not isinstance(thing, SheetView):
        return None
    found = SheetInterface(thing)
    _interfaces[id(thing)] = found
    thing.destroyed.connect(partial(_forget, id(thing)))
    return found


def install(view: SheetView) -> None:
    """Let screen readers into sheets, and tell them where a person goes in this one."""
    if not _installed:
        _installed.append(True)
        QAccessible.installFactory(make_interface)
    view.selection_changed.connect(partial(tell_current, view))


def tell_current(view: SheetView) -> None:
    """Tell screen readers that another cell is the current one."""
    place = view.block.current
    view.setAccessibleDescription(view.acts.say.cell(place) if place else "")
    found = _interfaces.get(id(view))
    if found is not None and QAccessible.isActive():
        event = QAccessibleEvent(view, QAccessible.Event.Focus)
        event.setChild(found.current())
        QAccessible.updateAccessibility(event)


def _forget(key: int, _gone: QObject | None = None) -> None:
    _interfaces.pop(key, None)
