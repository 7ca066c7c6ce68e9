"""The board: one widget that paints the visible cells under frozen heads; keys and mouse have modules of their own."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from b2bdesk.i18n import tr
from b2bdesk.queries.board_values import Board, Cell, Chip, Column, Key, Line
from ui.grid.board_keys import BoardKeys
from ui.grid.board_mouse import BoardMouse
from ui.grid.board_paint import BoardPainting
from ui.grid.inline import InlineField
from ui.grid.layout import BoardLayout, Hit, metrics
from ui.grid.load import Load
from ui.grid.marks import chip_room
from ui.grid.paint_cells import Drop
from ui.grid.paint_heads import channel_head_width
from ui.grid.selection import Selection
from ui.kit import theme
from ui.kit.text import tip


@dataclass(slots=True)
class Help:
    """What the board asks of those around it; each may be replaced."""

    refusal: Callable[[Load, Key], str] = field(default=lambda load, key: "")
    complete: Callable[[str], list[tuple[str, str]]] = field(default=lambda text: [])
    chip_tip: Callable[[Chip], str] = field(default=lambda chip: f"{chip.code} {chip.title}")


class BoardView(QAbstractScrollArea):
    """Shows a `Board`; tells what a person wants, changes nothing itself."""

    current_changed = Signal(object)
    """(Key | None) Another cell is the current one."""
    selection_changed = Signal()
    verb = Signal(str)
    """(name) A key asked for something that `acts` knows."""
    chips_dropped = Signal(object, object)
    """(Load, Key) Chips or pieces were let go over a cell."""
    text_entered = Signal(object, str)
    """(Key, text) A code or a title was typed into a cell."""
    reason_entered = Signal(object, str)
    """(Key, text) Why a cell is not needed."""
    shortfall_chosen = Signal(int, int)
    """(stage, persona) The tag of a persona who is missing in a stage."""
    chip_opened = Signal(int)
    menu_asked = Signal(QPoint)
    """(place on the screen)"""
    message = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Map"))
        self.viewport().setMouseTracking(True)
        self.setAcceptDrops(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.board = Board()
        self._comfortable = False
        self.metrics = metrics(short_heads=theme.current().lang != "en")
        self.read_only = False
        self.help = Help()
        self.selection = Selection()
        self.hover: Key | None = None
        self.drop: Drop | None = None
        self.load: Load | None = None
        self.ghost_at: QPoint | None = None
        self.band: QRectF | None = None
        self.moving: frozenset[int] = frozenset()
        self.layout_ = BoardLayout(self.board, 0)
        self.painting = BoardPainting(self)
        self.mouse, self.keys = BoardMouse(self), BoardKeys(self)
        self.field: InlineField | None = None
        theme.changed.connect(self.restyle)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.setSingleStep(24)

    # ---- what is shown

    def set_board(self, board: Board) -> frozenset[Key]:
        """Show another state of the map; return the cells that differ: they alone are painted if none moved."""
        before, old = self.layout_, self.board
        self.board = board
        changed = frozenset(key for key, cell in board.cells.items() if old.cells.get(key) != cell)
        state = self.selection.state()
        self.selection.settle(board)
        self.hover = self.hover if self.hover in board.cells else None
        if old.channels != board.channels:
            self._measure()
        self.relayout()
        if before.rows != self.layout_.rows or before.edges != self.layout_.edges or old.channels != board.channels:
            self.viewport().update()
        else:
            for key in changed:
                self.update_cell(key)
        if old.stages != board.stages:
            self.viewport().update(0, 0, self.viewport().width(), self.metrics.head)
        if self.selection.state() != state:
            self.tell(state)
        return changed

    def set_comfortable(self, on: bool) -> None:
        """Show more lines a cell with more air, or fewer."""
        self._comfortable = on
        self._measure()
        self.relayout()
        self.viewport().update()

    def _measure(self) -> None:
        look = theme.current()
        head = channel_head_width(self.board.channels, look)
        self.metrics = metrics(comfortable=self._comfortable, short_heads=look.lang != "en", row_head=head)

    def relayout(self) -> None:
        """Work out all places anew."""
        free = self.drop.key if self.drop and not self.drop.refused else None
        room = self.viewport().width() - self.metrics.row_head
        dpr = self.devicePixelRatioF()
        self.layout_ = BoardLayout(self.board, room, self.metrics, dpr=dpr, free=free, need=need_of)
        self.painting.relaid()
        area = self.cell_area()
        for bar, size, page in (
            (self.horizontalScrollBar(), self.layout_.width, area.width()),
            (self.verticalScrollBar(), self.layout_.height, area.height()),
        ):
            bar.setRange(0, max(0, round(size - page)))
            bar.setPageStep(max(1, page))

    def restyle(self) -> None:
        """Take the present look."""
        self.painting.forget()
        self.set_comfortable(self._comfortable)

    # ---- places

    def cell_area(self) -> QRect:
        """Return the part of the viewport where cells are seen."""
        return self.viewport().rect().adjusted(self.metrics.row_head, self.metrics.head, 0, 0)

    def origin(self) -> QPointF:
        """Return where the content's corner lies in the viewport."""
        dpr = self.devicePixelRatioF()
        x, y = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        return QPointF(self.metrics.row_head - round(x * dpr) / dpr, self.metrics.head - round(y * dpr) / dpr)

    def hit(self, at: QPoint) -> Hit | None:
        """Return what lies at a place of the viewport, None in the heads."""
        return self.layout_.hit(QPointF(at) - self.origin()) if self.cell_area().contains(at) else None

    def stage_at(self, at: QPoint) -> tuple[Column, int] | None:
        """Return the stage whose head lies at a place of the viewport, and the persona whose tag does, or 0."""
        m = self.metrics
        if not (m.phase_head <= at.y() < m.head and at.x() >= m.row_head):
            return None
        x = at.x() - self.origin().x()
        for i, stage in enumerate(self.board.stages):
            left, width = self.layout_.column_span(i)
            if left <= x < left + width:
                return stage, self.painting.heads().shortfall_at(i, QPointF(x, at.y()))
        return None

    def channel_at(self, at: QPoint) -> Line | None:
        """Return the channel whose head lies at a place of the viewport."""
        if at.x() >= self.metrics.row_head or at.y() < self.metrics.head:
            return None
        y = at.y() - self.origin().y()
        found = [row for row in self.layout_.rows_between(y, y) if row.top <= y < row.bottom and row.channel >= 0]
        return self.board.channels[found[0].channel] if found else None

    def cell_rect(self, key: Key) -> QRect:
        """Return where a cell is seen in the viewport."""
        return self.layout_.cell_rect(key).translated(self.origin()).toAlignedRect()

    def chip_rect(self, placement_id: int) -> QRect:
        """Return where a drawn chip is seen in the viewport."""
        key = self.board.where[placement_id]
        slot = [chip.id for chip in self.board.cells[key].chips].index(placement_id)
        return self.layout_.chip_rects(key)[slot].translated(self.origin()).toAlignedRect()

    def drawn_chips(self, key: Key) -> tuple[Chip, ...]:
        """Return the chips of a cell that are drawn."""
        return self.board.cells[key].chips[: self.layout_.slots(key).chips]

    def update_cell(self, key: Key | None) -> None:
        """Paint one cell anew."""
        if key is not None and key in self.board.cells:
            self.viewport().update(self.cell_rect(key).adjusted(-2, -2, 2, 2))

    def show_cell(self, key: Key) -> None:
        """Scroll as little as needed to see a cell."""
        area, rect = self.cell_area(), self.cell_rect(key)
        for bar, low, high, top, bottom in (
            (self.horizontalScrollBar(), area.left(), area.right(), rect.left(), rect.right()),
            (self.verticalScrollBar(), area.top(), area.bottom(), rect.top(), rect.bottom()),
        ):
            if top < low:
                bar.setValue(bar.value() + top - low)
            elif bottom > high:
                bar.setValue(bar.value() + min(bottom - high, top - low))

    def menu_place(self) -> QPoint:
        """Return where a menu asked for by key opens, on the screen: at the first chosen chip, or in the cell."""
        drawn = [i for i in sorted(self.selection.ids) if i in self.board.where]
        rect = self.chip_rect(drawn[0]) if drawn else self.cell_rect(self.current) if self.current else self.rect()
        return self.viewport().mapToGlobal(rect.bottomLeft() if drawn else rect.center())

    def set_single_letters(self, on: bool) -> None:
        """Let single letters act, or not."""
        self.keys.single_letters = on

    # ---- what is chosen

    @property
    def current(self) -> Key | None:
        """The current cell."""
        return self.selection.key

    def cell_here(self) -> Cell | None:
        """Return the current cell's content."""
        return self.board.cells.get(self.current) if self.current else None

    def change_selection(self, how: Callable[..., None], *args: Any, **more: Any) -> None:
        """Change what is chosen by a method of the selection, paint it and tell."""
        before = self.selection.state()
        how(*args, **more)
        if self.selection.key and self.selection.key != before[0]:
            self.show_cell(self.selection.key)
        if before != self.selection.state():
            self.tell(before)

    def make_current(self, key: Key) -> None:
        """Make a cell the current one."""
        self.change_selection(self.selection.go, key)

    def tell(self, before: tuple[Key | None, int, frozenset[int]]) -> None:
        """Tell that what is chosen has changed."""
        keys = {before[0], self.current} | {self.board.where.get(i) for i in before[2] ^ self.selection.ids}
        for key in keys:
            self.update_cell(key)
        self.viewport().update(0, 0, self.metrics.row_head, self.viewport().height())
        if before[0] != self.current:
            self.current_changed.emit(self.current)
        self.selection_changed.emit()

    # ---- dragging, by mouse, by keys or from a list

    def set_drop(self, load: Load | None, key: Key | None, at: QPoint | None = None) -> None:
        """Show where chips would be dropped, and whether they may be."""
        drop = self._drop_at(load, key) if load and key else None
        self.load, self.ghost_at = load, at
        if drop != self.drop:
            self.drop = drop
            if drop and drop.refused:
                self.message.emit(drop.words)
            self.relayout()
        self.viewport().update()

    def _drop_at(self, load: Load, key: Key) -> Drop:
        refused = self.help.refusal(load, key)
        if refused:
            return Drop(key, refused, refused=True)
        say = tr("Place: {what}") if load.pieces else tr("Copy: {what}") if load.copying else tr("Move: {what}")
        return Drop(key, say.format(what=load.label))

    def load_of(self, ids: frozenset[int], copying: bool) -> Load:
        """Return what moving these chips carries."""
        placed = [chip for key in self.board.cells for chip in self.board.cells[key].chips if chip.id in ids]
        label = placed[0].code if len(placed) == 1 else str(len(ids))
        return Load(placements=tuple(sorted(ids)), copying=copying, label=label)

    def finish_drop(self, load: Load, key: Key) -> None:
        """Let go over a cell: ask for the move, or say why not."""
        refused = self.help.refusal(load, key)
        self.set_drop(None, None)
        if refused:
            self.message.emit(refused)
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
            had_focus = found.hasFocus()
            found.hide()
            found.deleteLater()
            if had_focus:
                self.setFocus()

    def _on_entered(self, key: Key, reason: bool, text: str) -> None:
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

    def sizeHint(self) -> QSize:
        return QSize(960, 640)

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painting.paint(event.rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.relayout()
        self._place_field()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._place_field()
        self.viewport().update()

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

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mouse.double_click(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.mouse.drag_over(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self.mouse.drag_over(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.set_drop(None, None)

    def dropEvent(self, event: QDropEvent) -> None:
        self.mouse.dropped(event)


def need_of(chip: Chip) -> float:
    """Return the width at which nothing of a chip is cut off."""
    return chip_room(chip.code, chip.short, chip.warn)
