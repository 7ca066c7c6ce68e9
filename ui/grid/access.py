"""The board for screen readers: a table whose cells say what stands in them; the current cell has the focus."""

from typing import Final

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QAccessible

from b2bdesk.i18n import tr, trn
from b2bdesk.queries.board_results import NOTHING, Outcome
from b2bdesk.queries.board_values import Board, Cell
from b2bdesk.terms import Level, N_
from ui.grid import outcomes
from ui.grid.board_view import BoardView
from ui.kit.access import Painted, Readers, row_and_column

LEVELS: Final = {Level.GAP: N_("gap"), Level.THIN: N_("thin"), Level.OK: N_("covered"), Level.CROWDED: N_("crowded")}


def cell_text(board: Board, cell: Cell, outcome: Outcome = NOTHING) -> str:
    """Return a cell in words: "Email, Active to opportunity: 8 pieces, crowded, target 6: K17 Hegu, ..."."""
    column = next(head.name for head in board.columns if head.id == cell.column)
    line = next(head.name for head in board.rows if head.id == cell.line)
    parts = [trn("{n} piece", "{n} pieces", cell.n)]
    if cell.folds:
        summed = trn("{n} column added up, collapsed", "{n} columns added up, collapsed", cell.folds)
        return f"{line}, {column or tr('No group')}: {', '.join([*parts, summed])}"
    if cell.not_needed:
        parts.append(tr("not needed here: {why}", why=cell.reason))
    elif cell.level is not None and (cell.n or cell.gap):
        parts += [tr(LEVELS[cell.level]), tr("target {n}", n=cell.target)]
    parts += filter(None, (outcomes.of_cell(outcome, cell), outcomes.of_channel(outcome, board, cell)))
    text = f"{line}, {column}: {', '.join(parts)}"
    chips = ", ".join(f"{chip.code} {chip.short}" for chip in cell.chips)
    more = f", {tr('+{n} more', n=cell.more)}" if cell.more > 0 else ""
    return f"{text}: {chips}{more}" if chips else text


class BoardInterface(Painted):
    """The board as a table, row by row."""

    def __init__(self, view: BoardView) -> None:
        super().__init__(view, QAccessible.Role.Table)

    def view(self) -> BoardView:
        """Return the widget."""
        found = self.widget()
        assert isinstance(found, BoardView)
        return found

    def board(self) -> Board:
        """Return what the widget shows."""
        return self.view().board

    def cell(self, index: int) -> Cell:
        """Return a cell by its place, row by row."""
        board = self.board()
        row, column = divmod(index, len(board.columns))
        return board.cells[board.columns[column].id, board.rows[row].id]

    def childCount(self) -> int:
        return len(self.board().columns) * len(self.board().rows)

    def current(self) -> int:
        board, key = self.board(), self.view().current
        if key is None:
            return -1
        row = [head.id for head in board.rows].index(key[1])
        return row * len(board.columns) + [head.id for head in board.columns].index(key[0])

    def named(self, key: int) -> str:
        return cell_text(self.board(), self.cell(key), self.view().colours.outcome)

    def described(self, key: int) -> str:
        return row_and_column(key, len(self.board().rows), len(self.board().columns))

    def box(self, key: int) -> QRect:
        return self.view().cell_rect(self.cell(key).key)

    def hit(self, point: QPoint) -> int:
        view = self.view()
        hit = view.hit(point)
        if hit is None or hit.key is None:
            return -1
        lines, columns = view.layout_.lines, view.layout_.columns
        return lines[hit.key[1]] * len(columns) + columns[hit.key[0]]


READERS: Final = Readers(BoardView, BoardInterface)
