"""The sheet for screen readers: a table whose cells say piece, channel, stage and what stands there."""

from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QAccessible

from ui.kit.access import Painted, Readers, row_and_column
from ui.sheet.view import SheetView


class SheetInterface(Painted):
    """The sheet as a table, row by row."""

    def __init__(self, view: SheetView) -> None:
        super().__init__(view, QAccessible.Role.Table)

    def view(self) -> SheetView:
        """Return the widget."""
        found = self.widget()
        assert isinstance(found, SheetView)
        return found

    def size(self) -> tuple[int, int]:
        """Return how many rows and columns there are."""
        model = self.view().model
        return model.n_rows, len(model.sheet.columns)

    def childCount(self) -> int:
        rows, columns = self.size()
        return rows * columns

    def current(self) -> int:
        return self._index(self.view().block.current)

    def named(self, key: int) -> str:
        return self.view().acts.say.cell(self._cell(key))

    def described(self, key: int) -> str:
        return row_and_column(key, *self.size())

    def chosen(self, key: int) -> bool:
        return self._cell(key) in self.view().block

    def box(self, key: int) -> QRect:
        return self.view().cell_rect(self._cell(key))

    def hit(self, point: QPoint) -> int:
        return self._index(self.view().mouse.cell_at(point))

    def _cell(self, index: int) -> tuple[int, int]:
        return divmod(index, self.size()[1])

    def _index(self, cell: tuple[int, int] | None) -> int:
        return -1 if cell is None else cell[0] * self.size()[1] + cell[1]


READERS: Final = Readers(SheetView, SheetInterface)


def install(view: SheetView) -> None:
    """Let screen readers into sheets, and tell them where a person goes in this one."""
    READERS.install()
    view.selection_changed.connect(partial(tell_current, view))


def tell_current(view: SheetView) -> None:
    """Tell screen readers that another cell is the current one."""
    place = view.block.current
    view.setAccessibleDescription(view.acts.say.cell(place) if place else "")
    READERS.tell_current(view)
