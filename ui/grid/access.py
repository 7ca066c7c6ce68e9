"""The board for screen readers: a table whose cells say what stands in them; the current cell has the focus.

Qt for Python has no interface for tables, so that rows and columns are told by each cell's name.
"""

from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QColor, QWindow
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from b2bdesk.i18n import tr, trn
from b2bdesk.queries.board_values import Board, Cell
from b2bdesk.terms import Level, N_
from ui.grid.board_view import BoardView

LEVELS: Final = {Level.GAP: N_("gap"), Level.THIN: N_("thin"), Level.OK: N_("covered"), Level.CROWDED: N_("crowded")}
_interfaces: dict[int, "BoardInterface"] = {}


def cell_text(board: Board, cell: Cell) -> str:
    """Return a cell in words: "Email, Active to opportunity: 8 pieces, crowded, target 6: K17 Hegu, ..."."""
    column = next(head.name for head in board.columns if head.id == cell.column)
    line = next(head.name for head in board.rows if head.id == cell.line)
    parts = [trn("{n} piece", "{n} pieces", cell.n)]
    if cell.not_needed:
        parts.append(tr("not needed here: {why}", why=cell.reason))
    elif cell.level is not None and (cell.n or cell.gap):
        parts += [tr(LEVELS[cell.level]), tr("target {n}", n=cell.target)]
    text = f"{line}, {column}: {', '.join(parts)}"
    chips = ", ".join(f"{chip.code} {chip.short}" for chip in cell.chips)
    more = f", {tr('+{n} more', n=cell.more)}" if cell.more > 0 else ""
    return f"{text}: {chips}{more}" if chips else text


class CellInterface(QAccessibleInterface):
    """One cell."""

    def __init__(self, owner: "BoardInterface", row: int, column: int) -> None:
        super().__init__()
        self._owner, self._row, self._column = owner, row, column

    def _cell(self) -> Cell | None:
        board = self._owner.board()
        if self._row >= len(board.rows) or self._column >= len(board.columns):
            return None
        return board.cells[board.columns[self._column].id, board.rows[self._row].id]

    def isValid(self) -> bool:
        return self._cell() is not None

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
        cell, board = self._cell(), self._owner.board()
        if cell is None:
            return ""
        if t == QAccessible.Text.Name:
            return cell_text(board, cell)
        return self._place(board) if t == QAccessible.Text.Description else ""

    def _place(self, board: Board) -> str:
        """Return the row and the column, which readers cannot ask for otherwise."""
        return tr(
            "Row {row} of {rows}, column {column} of {columns}",
            row=self._row + 1,
            rows=len(board.rows),
            column=self._column + 1,
            columns=len(board.columns),
        )

    def setText(self, t: QAccessible.Text, text: str) -> None:
        return

    def rect(self) -> QRect:
        cell, view = self._cell(), self._owner.view()
        if cell is None:
            return QRect()
        rect = view.cell_rect(cell.key)
        return QRect(view.viewport().mapToGlobal(rect.topLeft()), rect.size())

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.Cell

    def state(self) -> QAccessible.State:
        state, cell = QAccessible.State(), self._cell()
        state.focusable = state.selectable = True
        if cell is not None and cell.key == self._owner.view().current:
            state.selected = True
            state.focused = self._owner.view().hasFocus()
        return state

    def foregroundColor(self) -> QColor:
        return QColor()

    def backgroundColor(self) -> QColor:
        return QColor()


class BoardInterface(QAccessibleWidget):
    """The board as a table, row by row."""

    def __init__(self, view: BoardView) -> None:
        super().__init__(view, QAccessible.Role.Table, view.accessibleName())
        self._cells: dict[tuple[int, int], CellInterface] = {}

    def view(self) -> BoardView:
        """Return the widget."""
        found = self.widget()
        assert isinstance(found, BoardView)
        return found

    def board(self) -> Board:
        """Return what the widget shows."""
        return self.view().board

    def cell(self, index: int) -> CellInterface | None:
        """Return a cell by its place, row by row."""
        columns = len(self.board().columns)
        if not columns or not 0 <= index < self.childCount():
            return None
        place = divmod(index, columns)
        return self._cells.setdefault(place, CellInterface(self, *place))

    def current(self) -> int:
        """Return the place of the current cell, -1 for none."""
        board, key = self.board(), self.view().current
        if key is None:
            return -1
        row = [head.id for head in board.rows].index(key[1])
        return row * len(board.columns) + [head.id for head in board.columns].index(key[0])

    def childCount(self) -> int:
        return len(self.board().columns) * len(self.board().rows)

    def child(self, index: int) -> QAccessibleInterface:
        return self.cell(index)  # type: ignore[return-value]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        found = [place for place, cell in self._cells.items() if cell is child]
        return found[0][0] * len(self.board().columns) + found[0][1] if found else -1

    def focusChild(self) -> QAccessibleInterface:
        return self.child(self.current())

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        view = self.view()
        hit = view.hit(view.viewport().mapFromGlobal(QPoint(x, y)))
        if hit is None or hit.key is None:
            return None  # type: ignore[return-value]
        lines, columns = view.layout_.lines, view.layout_.columns
        return self.child(lines[hit.key[1]] * len(columns) + columns[hit.key[0]])


def make_interface(_class_name: str, thing: QObject) -> Any:
    """Make the interface of a board; nothing for any other object."""
    if not isinstance(thing, BoardView):
        return None
    found = BoardInterface(thing)
    _interfaces[id(thing)] = found
    thing.destroyed.connect(partial(_forget, id(thing)))
    return found


def install() -> None:
    """Let screen readers into boards."""
    if not _installed:
        _installed.append(True)
        QAccessible.installFactory(make_interface)


def tell_current(view: QWidget) -> None:
    """Tell screen readers that another cell is the current one."""
    found = _interfaces.get(id(view))
    if found is not None and QAccessible.isActive():
        event = QAccessibleEvent(view, QAccessible.Event.Focus)
        event.setChild(found.current())
        QAccessible.updateAccessibility(event)


def _forget(key: int, _gone: QObject | None = None) -> None:
    _interfaces.pop(key, None)


_installed: list[bool] = []
