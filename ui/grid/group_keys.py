"""The heads of groups by keyboard: those beside the lines and those over the columns, to collapse and to expand."""

from typing import Final, TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from b2bdesk.queries.board_values import Band, CellKey
from ui.grid.selection import place_of

if TYPE_CHECKING:
    from ui.grid.board_view import BoardView

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
TOGGLES: Final = (K.Key_Return, K.Key_Enter, K.Key_Space)


class GroupKeys:
    """Reads the keys of one board while they are on the head of a group."""

    def __init__(self, view: "BoardView") -> None:
        self.view = view
        self._left: CellKey | None = None
        """The cell left for the head of a group: its place is come back to."""

    def press(self, event: QKeyEvent) -> bool:
        """Act on a key; return whether it was for the head of a group."""
        if self.view.selection.across >= 0:
            return self._on_column_group(event)
        return self.view.selection.band >= 0 and self._on_line_group(event)

    # ---- lines

    def go_line_group(self) -> None:
        """Go to the head of the group that the current line belongs to."""
        view = self.view
        if view.current and view.board.bands:
            self._stand_on(view.layout_.row_of[place_of(view.board, view.current)[1]].band)

    def step_line(self, step: int, start: int = -1) -> None:
        """Go to the line above or below; a collapsed group is stopped at, on its head."""
        view, rows = self.view, self.view.layout_.rows
        column, line = place_of(view.board, view.current or self._left)
        at = start if start >= 0 else next(i for i, row in enumerate(rows) if row.line == line)
        for row in rows[at + 1 :] if step > 0 else rows[:at][::-1]:
            if row.line >= 0:
                view.make_current((view.board.columns[column].id, view.board.rows[row.line].id))
                return
            if view.board.bands[row.band].collapsed:
                self._stand_on(row.band)
                return

    def _stand_on(self, band: int) -> None:
        self._left = self.view.current or self._left
        self.view.change_selection(self.view.selection.go_band, band)

    def _on_line_group(self, event: QKeyEvent) -> bool:
        """Left closes, Right opens, Enter does either, Up and Down leave."""
        view, key = self.view, Qt.Key(event.key())
        band = view.board.bands[view.selection.band]
        if key in (K.Key_Left, K.Key_Right, *TOGGLES):
            self._turn(band, closes=key == K.Key_Left or (key != K.Key_Right and not band.collapsed))
        elif key in (K.Key_Up, K.Key_Down):
            at = next(i for i, row in enumerate(view.layout_.rows) if row.line < 0 and row.band == view.selection.band)
            self.step_line(-1 if key == K.Key_Up else 1, at)
        else:
            return _ours(event)
        return True

    # ---- columns

    def go_column_group(self) -> None:
        """Go to the head of the group that the current column belongs to."""
        view = self.view
        if view.current and view.board.column_bands:
            self._left = view.current
            band = view.board.column_band_of(place_of(view.board, view.current)[0])
            view.change_selection(view.selection.go_across, band)

    def _on_column_group(self, event: QKeyEvent) -> bool:
        """Up closes, Down opens and then goes back to the cells, Enter does either, Left and Right go on."""
        view, key = self.view, Qt.Key(event.key())
        at, bands = view.selection.across, view.board.column_bands
        if key in (K.Key_Left, K.Key_Right):
            on = min(max(at + (1 if key == K.Key_Right else -1), 0), len(bands) - 1)
            view.change_selection(view.selection.go_across, on)
        elif key == K.Key_Up or key in TOGGLES or (key == K.Key_Down and bands[at].collapsed):
            self._turn(bands[at], closes=key == K.Key_Up or (key != K.Key_Down and not bands[at].collapsed))
        elif key in (K.Key_Down, K.Key_Escape):
            self._back_to_cells(at)
        else:
            return _ours(event)
        return True

    def _back_to_cells(self, band: int) -> None:
        """Go to the line that was left, in the group's first column or the one that was left in it."""
        view, board = self.view, self.view.board
        column, line = place_of(board, self._left)
        if board.column_band_of(column) != band:
            column = sum(one.span for one in board.column_bands[:band])
        if board.rows and column < len(board.columns):
            view.make_current((board.columns[column].id, board.rows[line].id))

    def _turn(self, band: Band, *, closes: bool) -> None:
        if closes != band.collapsed:
            self.view.band_toggled.emit(band)


def _ours(event: QKeyEvent) -> bool:
    """On a group's head nothing else acts, save keys that lead away."""
    return event.key() not in (K.Key_Tab, K.Key_Backtab, K.Key_Escape) and not event.modifiers() & CTRL
