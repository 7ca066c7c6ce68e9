"""The board: what a person chooses, drags and types on its surface; keys and mouse have modules of their own."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from b2bdesk.i18n import tr
from b2bdesk.queries.board_values import Board, Cell, CellKey
from ui.grid.board_keys import BoardKeys
from ui.grid.board_mouse import BoardMouse
from ui.grid.board_surface import BoardSurface, need_of
from ui.grid.inline import InlineField
from ui.grid.load import Load
from ui.grid.paint_cells import Drop
from ui.grid.selection import State
from ui.kit.text import tip

__all__ = ["BoardView", "need_of"]


NOWHERE = Drop(("", ""), "")


class BoardView(BoardSurface):
    """Shows a `Board`; tells what a person wants, changes nothing itself."""

    mouse: BoardMouse

    current_changed = Signal(object)
    """(CellKey | None) Another cell is the current one."""
    selection_changed = Signal()
    verb = Signal(str)
    """(name) A key asked for something that `acts` knows."""
    chips_dropped = Signal(object, object)
    """(Load, CellKey) Chips or pieces were let go over a cell."""
    text_entered = Signal(object, str)
    """(CellKey, text) A code or a title was typed into a cell."""
    reason_entered = Signal(object, str)
    """(CellKey, text) Why a cell is not needed."""
    shortfall_chosen = Signal(int, int)
    """(stage, persona) The tag of a persona who is missing in a stage."""
    band_toggled = Signal(object)
    """(Band) The head of a group was chosen: collapse or expand it."""
    head_menu_asked = Signal(object, object, object, QPoint)
    """(line, column, group, place on the screen) The menu of a head."""
    chip_opened = Signal(int)
    menu_asked = Signal(QPoint)
    """(place on the screen)"""
    message = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setAcceptDrops(True)
        self.mouse, self.keys = BoardMouse(self), BoardKeys(self)
        self.field: InlineField | None = None

    def set_board(self, board: Board, kept: frozenset[int] = frozenset()) -> frozenset[CellKey]:
        """Show another state of the map; what is chosen stays chosen, also when the board was turned.

        `kept` are chosen placements that are there, though no chip shows them.
        """
        state = self.selection.state()
        if self.board.axes == board.axes[::-1]:
            self.selection.turn()
        changed = self.replace_board(board)
        self.selection.settle(board, kept)
        if self.selection.state() != state:
            self.tell(state)
        return changed

    def in_use(self) -> bool:
        return super().in_use() or self.field is not None

    def set_single_letters(self, on: bool) -> None:
        """Let single letters act, or not."""
        self.keys.single_letters = on

    # ---- what is chosen

    def cell_here(self) -> Cell | None:
        """Return the current cell's content."""
        return self.board.cells.get(self.current) if self.current else None

    def change_selection(self, how: Callable[..., None], *args: Any, **more: Any) -> None:
        """Change what is chosen by a method of the selection, paint it and tell."""
        before = self.selection.state()
        how(*args, **more)
        if self.selection.key and self.selection.key != before[0]:
            self.show_cell(self.selection.key)
        if self.selection.band >= 0:
            self.show_rect(self.band_rect(self.selection.band))
        if self.selection.across >= 0:
            self.show_across(self.selection.across)
        if before != self.selection.state():
            self.tell(before)

    def make_current(self, key: CellKey) -> None:
        """Make a cell the current one."""
        self.change_selection(self.selection.go, key)

    def tell(self, before: State) -> None:
        """Tell that what is chosen has changed."""
        keys = {before[0], self.current} | {self.board.where.get(i) for i in before[2] ^ self.selection.ids}
        for key in keys:
            self.update_cell(key)
        if before[3] != self.selection.state()[3]:
            self.viewport().update()
        self.viewport().update(0, 0, self.metrics.row_head, self.viewport().height())
        if before[0] != self.current:
            self.current_changed.emit(self.current)
        self.selection_changed.emit()

    def menu_place(self) -> QPoint:
        """Return where a menu asked for by key opens, on the screen: at the first chosen chip, or in the cell."""
        drawn = [i for i in sorted(self.selection.ids) if i in self.board.where]
        rect = self.chip_rect(drawn[0]) if drawn else self.cell_rect(self.current) if self.current else self.rect()
        return self.viewport().mapToGlobal(rect.bottomLeft() if drawn else rect.center())

    # ---- dragging, by mouse, by keys or from a list

    def set_drop(self, load: Load | None, key: CellKey | None, at: QPoint | None = None) -> None:
        """Show where chips would be dropped, what that would do, and whether they may be."""
        asked = self.drop is not None and load == self.load and key == self.drop.key
        drop = self.drop if asked else self.help.outlook(load, key) if load and key else None
        self.load, self.ghost_at = load, at
        if drop != self.drop:
            before, self.drop = self.drop, drop
            if (drop or before or NOWHERE).told.said:
                self.message.emit(drop.told.said if drop is not None else "")
            self.relayout()
        self.viewport().update()

    def load_of(self, ids: frozenset[int], copying: bool, *, here: CellKey | None = None) -> Load:
        """Return what moving these chips carries; `here` is the cell that they are taken from, where it is known."""
        of = {chip.id: (key, chip) for key, cell in self.board.cells.items() for chip in cell.chips if chip.id in ids}
        at = here or self.current
        origins = {i: at if at is not None and self._stands(i, at) else key for i, (key, _) in of.items()}
        label = next(iter(of.values()))[1].code if len(of) == 1 else str(len(ids))
        return Load(tuple(sorted(ids)), copying=copying, label=label, origins=tuple(sorted(origins.items(), key=first)))

    def _stands(self, placement_id: int, key: CellKey) -> bool:
        cell = self.board.cells.get(key)
        return cell is not None and any(chip.id == placement_id for chip in cell.chips)

    def finish_drop(self, load: Load, key: CellKey) -> None:
        """Let go over a cell: ask for the move, or say why not."""
        drop = self.help.outlook(load, key)
        self.set_drop(None, None)
        if drop.refused:
            self.message.emit(drop.told.words)
        else:
            self.chips_dropped.emit(load, key)
            self.make_current(key)

    # ---- typing in a cell

    def open_field(self, text: str = "", *, reason: bool = False) -> None:
        """Open the field in the current cell, to add a piece or to say why nothing is needed."""
        if self.read_only:
            self.say_read_only()
        if self.current is None or self.read_only:
            return
        if band := self.board.folded(self.current):
            self.band_toggled.emit(band)
            return
        self.close_field()
        key = self.current
        self.field = InlineField(self.viewport(), self.help.complete, reason=reason)
        self.field.entered.connect(partial(self._on_entered, key, reason))
        self.field.given_up.connect(self.close_field)
        self.show_cell(key)
        self._place_field()
        self.field.begin(text)

    def say_read_only(self) -> None:
        """Say why nothing can be changed."""
        self.message.emit(tr("This plan is open read-only; nothing was changed."))

    def close_field(self) -> None:
        """Close the field."""
        found, self.field = self.field, None
        if found is not None:
            if found.hasFocus():
                self.setFocus()  # before it is hidden: Qt would go on to what comes next, here the next chip
            found.hide()
            found.deleteLater()

    def _on_entered(self, key: CellKey, reason: bool, text: str) -> None:
        self.close_field()
        (self.reason_entered if reason else self.text_entered).emit(key, text)

    def _place_field(self) -> None:
        if self.field is None or self.current is None:
            return
        rect = self.cell_rect(self.current)
        place = self.painting.cells().free_place(self.current).translated(self.origin()).toAlignedRect()
        top = min(place.top() - 2, rect.bottom() - 25)
        width = max(180, rect.width() - 24)
        left = min(rect.left() + 3, self.viewport().width() - width - 2)
        self.field.setGeometry(left, max(top, rect.top()), width, 26)

    # ---- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_field()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._place_field()
        super().scrollContentsBy(dx, dy)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.relayout()
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self.keys.claims(event):
            event.accept()
            return True
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.mouse.tip_at(event.pos())
            QToolTip.showText(event.globalPos(), tip(found) if found else "", self.viewport())
            return True
        if event.type() == QEvent.Type.Leave:
            self.mouse.leave()
        return super().viewportEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        return self.keys.tab(next) or super().focusNextPrevChild(next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.keys.press(event):
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self.mouse.modifier(event)
        super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.ShortcutFocusReason)
        if self.current is None and self.board.cells and by_key:
            self.change_selection(self.selection.step_cell, self.board, 0, 0)
        self.update_cell(self.current)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update_cell(self.current)


def first(pair: tuple[int, CellKey]) -> int:
    """Return the placement of a pair."""
    return pair[0]
