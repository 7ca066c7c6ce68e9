"""The sheet: one row a content piece, one column a channel within a stage, a mark for each placement.

One widget paints what is in sight; keys, mouse, acts and the rows themselves have modules of their own.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QToolTip, QWidget

from b2bdesk import i18n
from b2bdesk.commands import sheet as commands
from b2bdesk.i18n import tr
from b2bdesk.queries.board_values import BoardFilter, Key
from b2bdesk.queries.sheet_values import Asked, Spot
from ui.kit import theme
from ui.kit.pointed import Pointed
from ui.kit.text import tip
from ui.sheet.acts import SheetActs
from ui.sheet.block import Block, Place
from ui.sheet.carry import SheetCarrier
from ui.sheet.dragging import Aim, SheetDrag
from ui.sheet.empty import Emptiness
from ui.sheet.keys import SheetKeys
from ui.sheet.layout import COLUMN, FOOT, HEAD, OVERHANG, ROW, ROW_HEAD, SheetLayout, TOTAL
from ui.sheet.menu import SheetMenu
from ui.sheet.model import SheetModel
from ui.sheet.mouse import SheetMouse
from ui.sheet.paint import SheetPainting
from ui.sheet.tools import SheetTools


class SheetView(Pointed):
    """One view of the map, as `ui.grid.views.MapView` says."""

    mouse: SheetMouse

    key = "sheet"
    selection_changed = Signal()
    verb = Signal(str)
    menu_asked = Signal(QPoint)
    message = Signal(str)

    def __init__(self, desk: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.read_only = bool(desk.read_only)
        self.warned: frozenset[int] = frozenset()
        self.hover: Place | None = None
        self.legend_hover = ""
        self.cut_spots: set[Spot] = set()
        self.aim: Aim | None = None
        self.model, self.block = SheetModel(desk), Block()
        self.layout_ = SheetLayout((), (), 0)
        self.acts = SheetActs(self, desk)
        self.carrier = SheetCarrier(self, self.acts)
        self.drag = SheetDrag(self)
        self.keys, self.mouse, self.painting = SheetKeys(self), SheetMouse(self), SheetPainting(self)
        self.tools_ = SheetTools()
        self._where = BoardFilter()
        self._touched: frozenset[int] = frozenset()
        self.empty = Emptiness(self)
        self._hinted = False
        self._dress()

    def _dress(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Sheet"))
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.horizontalScrollBar().setSingleStep(COLUMN)
        self.verticalScrollBar().setSingleStep(ROW)
        self.setAcceptDrops(True)
        self.selection_changed.connect(self._foretell_paste)
        self.tools_.changed.connect(self.ask_anew)
        self.tools_.left.connect(self.take_focus)
        theme.changed.connect(self.restyle)
        from ui.sheet import access  # it knows this class

        access.install(self)

    # ---- what the room asks for

    def join(self, room: Any) -> None:
        """Share what the room keeps of what was read."""
        self.model.kept = room.kept

    def show_plan(self, where: BoardFilter, warned: frozenset[int]) -> None:
        """Load and show what the filters let through; selection and place stay."""
        if where != self._where:
            self._touched = frozenset()
        self._where, self.warned = where, warned
        kept = self._kept_places()
        tools = self.tools_
        asked = Asked(where, tools.order, tools.search.text(), tools.unplaced.isChecked(), tools.every.isChecked())
        self.model.load(replace(asked, keep=self._touched), str(i18n.language()))
        self.relayout()
        self._restore(*kept)
        self.empty.show()
        self.viewport().update()
        self.acts.shown()

    def chosen(self) -> frozenset[int]:
        """Return the ids of the chosen placements; none if there are more than can be changed at once."""
        found = self.chosen_ids()
        return found if len(found) <= commands.MOST else frozenset()

    def chosen_ids(self) -> frozenset[int]:
        """Return the ids of all placements in the block; of many, more than can be changed at once."""
        if self.block.picked:
            return frozenset(self.block.picked)
        if self.block.current is None:
            return frozenset()
        rows = self.block.rows
        return self.model.ids_in(range(rows.first, rows.last + 1), self.block.columns.places(), commands.MOST)

    def choose(self, ids: Iterable[int]) -> None:
        """Choose placements and bring the first of them into sight; those that are not shown are left out."""
        found = self.model.spots_of(ids)
        if found:
            self.change(self.block.pick, found)

    def current_cell(self) -> Key | None:
        """Return stage and channel of the current cell."""
        return self.layout_.columns[self.block.current[1]].key if self.block.current else None

    def go(self, key: Key) -> None:
        """Bring a stage's channel into sight, at the current piece or the first that stands there."""
        if key not in self.model.keys:
            self.tools_.every.setChecked(True)
            self.ask_anew()
        column = self.model.columns_of.get(key)
        if column is None or not self.model.n_rows or key == self.current_cell():
            return
        row = self.model.first_row_in(key)
        here = self.block.current[0] if self.block.current else 0
        self.change(self.block.go, here if row is None else row, column)

    def do(self, verb: str) -> bool:
        """Do a verb that is the sheet's own; tell whether it was."""
        return self.keys.run(verb)

    def tools(self) -> QWidget:
        """Return the controls that stand first in the filter row."""
        return self.tools_

    def counts(self) -> tuple[int, int]:
        """Return how many of the shown placements count, and how many there are in the plan."""
        return self.model.sheet.counted, self.model.sheet.total

    def set_single_letters(self, on: bool) -> None:
        """Let single letters set a status, or not."""
        self.keys.single_letters = on

    def menu_place(self) -> QPoint:
        """Return where a menu asked for by key opens."""
        rect = self.cell_rect(self.block.current) if self.block.current else self.cell_area()
        return self.viewport().mapToGlobal(rect.center())

    # ---- keeping the place over changes

    def _kept_places(self) -> tuple[Spot | None, Spot | None, tuple[int, ...]]:
        """Return what stood in the corners of the block, to be found again."""
        spots = (self.model.spot(*place) if place else None for place in (self.block.current, self.block.anchor))
        current, anchor = spots
        return current, anchor, tuple(self.block.picked)

    def _restore(self, current: Spot | None, anchor: Spot | None, picked: tuple[int, ...]) -> None:
        before, block = self.block.state(), self.block
        block.settle(self.model.n_rows, len(self.model.sheet.columns))
        if current is not None and block.current is not None:
            block.current = self._near(current, block.current)
            block.anchor = self._near(anchor, block.anchor) if anchor and block.anchor else None
        if picked:
            found = self.model.spots_of(picked)
            block.picked = found if found else {}
        if block.state() != before:
            self.selection_changed.emit()

    def _near(self, spot: Spot, place: Place) -> Place:
        """Return where a cell is now; where its row or column is gone, what is there in its stead."""
        row, column = self.model.rows_of.get(spot[0], place[0]), self.model.columns_of.get(spot[1:], place[1])
        return row, column

    def touch(self, pieces: Iterable[int]) -> None:
        """Keep these pieces on the sheet until other ones are asked for, whatever an edit makes of them."""
        self._touched |= frozenset(pieces)

    def ask_anew(self) -> None:
        """Show what is asked for now, without what was only kept."""
        self._touched = frozenset()
        self.reload()

    def reload(self) -> None:
        """Show the plan as it is now."""
        self.show_plan(self._where, self.warned)

    # ---- places

    def relayout(self) -> None:
        """Work out all places anew."""
        sheet = self.model.sheet
        self.layout_ = SheetLayout(sheet.stages, sheet.columns, self.model.n_rows)
        area = self.cell_area()
        width = self.layout_.width if self.layout_.right > area.width() else self.layout_.right
        for bar, size, page in (
            (self.horizontalScrollBar(), min(width, self.layout_.right + OVERHANG), area.width()),
            (self.verticalScrollBar(), self.layout_.height, area.height()),
        ):
            bar.setRange(0, max(0, size - page))
            bar.setPageStep(max(1, page))

    def cell_area(self) -> QRect:
        """Return the part of the viewport where cells are seen."""
        return self.viewport().rect().adjusted(ROW_HEAD, HEAD, -TOTAL, -FOOT)

    def origin(self) -> QPoint:
        """Return where the first cell's corner lies in the viewport."""
        return QPoint(ROW_HEAD - self.horizontalScrollBar().value(), HEAD - self.verticalScrollBar().value())

    def cell_rect(self, place: Place) -> QRect:
        """Return where a cell is seen in the viewport."""
        return self.layout_.cell(*place).translated(self.origin())

    def show_cell(self, place: Place) -> None:
        """Scroll as little as needed to see a cell."""
        area, rect = self.cell_area(), self.cell_rect(place)
        for bar, low, high, near, far in (
            (self.horizontalScrollBar(), area.left(), area.right(), rect.left(), rect.right()),
            (self.verticalScrollBar(), area.top(), area.bottom(), rect.top(), rect.bottom()),
        ):
            if near < low:
                bar.setValue(bar.value() + near - low)
            elif far > high:
                bar.setValue(bar.value() + far - high)

    # ---- what is chosen

    def change(self, how: Callable[..., None], *args: Any, still: bool = False) -> None:
        """Change what is chosen by a method of the block, show it and tell; `still` does not scroll."""
        before = self.block.state()
        how(*args)
        if self.block.current is not None and not still:
            self.show_cell(self.block.current)
        if self.block.state() != before:
            self.viewport().update()
            self.selection_changed.emit()

    def choose_all(self) -> None:
        """Choose all cells."""
        rows, columns = self.model.n_rows, len(self.layout_.lefts)
        if rows and columns:
            self.change(self.block.span, (rows - 1, columns - 1), (0, 0), still=True)

    def lang(self) -> str:
        """Return the language now spoken."""
        return str(i18n.language())

    def set_aim(self, aim: Aim | None) -> None:
        """Show where something is about to go, and say what speaks against it."""
        before, self.aim = self.aim, aim
        said = [found.told.said if found is not None else "" for found in (before, aim)]
        if said[0] != said[1] and aim is not None and not aim.told.refused:
            self.message.emit(said[1])
        if before is not None or aim is not None:
            self.viewport().update()

    def _foretell_paste(self) -> None:
        if self.carrier.held is not None:
            self.carrier.foretell()

    def let_go(self) -> None:
        """Let the block go, and what was cut or copied."""
        self.set_cut(set())
        self.carrier.let_go()
        self.change(self.block.clear)

    def set_cut(self, spots: set[Spot]) -> None:
        """Show what is on its way by Ctrl+X."""
        self.cut_spots = spots
        self.viewport().update()

    def show_menu(self) -> None:
        """Open the menu at the current cell."""
        if self.block.current is not None:
            self.show_cell(self.block.current)
            self.menu_at(self.menu_place())

    def menu_at(self, place: QPoint) -> None:
        """Open the menu at a place of the screen."""
        SheetMenu(self).open_at(place)

    def go_to_search(self) -> None:
        """Go to the search."""
        self.tools_.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def take_focus(self) -> None:
        """Come back from the controls."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # ---- Qt

    def restyle(self) -> None:
        """Take the present look."""
        self.painting.forget()
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(960, 640)

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painting.paint(event.rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.relayout()
        self.empty.place()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not event.angleDelta().x():
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - event.angleDelta().y())
            event.accept()
        else:
            super().wheelEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self.keys.claims(event):
            event.accept()
            return True
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), tip(self.mouse.tip_at(event.pos())), self.viewport())
            return True
        if event.type() == QEvent.Type.Leave:
            self.mouse.leave()
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.mouse.key(event) and not self.keys.press(event):
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self.mouse.key(event):
            super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.ShortcutFocusReason)
        if self.block.current is None and self.model.n_rows and self.layout_.lefts and by_key:
            self.change(self.block.go, 0, 0)
        if not self._hinted and self.model.n_rows:
            self._hinted = True
            self.message.emit(tr("Space ticks or unticks, arrows move, Shift+arrows choose a block"))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.viewport().update()
