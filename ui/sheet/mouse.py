"""The sheet by mouse: choosing cells, rows and columns, dragging a block, the key of the marks, the pointer's cross."""

from typing import Final, TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from b2bdesk.i18n import tr
from ui.sheet.block import Place
from ui.sheet.layout import COLUMN, FOOT, HEAD, ROW, ROW_HEAD, TOTAL
from ui.sheet.paint_heads import legend_at, LETTERS

if TYPE_CHECKING:
    from ui.sheet.view import SheetView

SCROLL_MS: Final = 30
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class SheetMouse:
    """Follows the pointer over one sheet."""

    def __init__(self, view: "SheetView") -> None:
        self.view = view
        self._dragging = False
        self._carrying = False
        """Whether the block is dragged by its frame."""
        self._again: Place | None = None
        """The cell that was the current one already when it was pressed."""
        self._last = QPoint()
        self._timer = QTimer(view)
        self._timer.setInterval(SCROLL_MS)
        self._timer.timeout.connect(self._scroll)

    # ---- what lies where

    def cell_at(self, at: QPoint) -> Place | None:
        """Return the cell at a place of the viewport."""
        view, origin = self.view, self.view.origin()
        if not view.cell_area().contains(at):
            return None
        row = view.layout_.row_at(at.y() - origin.y())
        column = view.layout_.column_at(at.x() - origin.x())
        return (row, column) if row >= 0 and column >= 0 else None

    def head_at(self, at: QPoint) -> tuple[int, int]:
        """Return the row whose head lies at a place, or the column; -1 for none."""
        view, origin = self.view, self.view.origin()
        row = column = -1
        if at.x() < ROW_HEAD and HEAD <= at.y() < view.viewport().height() - FOOT:
            row = view.layout_.row_at(at.y() - origin.y())
        elif at.y() < HEAD and ROW_HEAD <= at.x() < view.viewport().width() - TOTAL:
            column = view.layout_.column_at(at.x() - origin.x())
        return row, column

    # ---- pressing, dragging, letting go

    def press(self, event: QMouseEvent) -> None:
        """Choose what lies under the pointer."""
        view, at = self.view, event.position().toPoint()
        extend = bool(event.modifiers() & SHIFT)
        place = self.cell_at(at)
        self._again = None
        if place is None:
            self._press_head(at, extend)
            return
        right = event.button() == Qt.MouseButton.RightButton
        if not right and not extend and view.drag.grips(at):
            view.drag.press(at)
            self._again = place if place == view.block.current and not view.block.several else None
            return
        if right and place in view.block:
            view.menu_at(event.globalPosition().toPoint())
            return
        if place == view.block.current and not view.block.several and not extend and not right:
            self._again = place
        view.change(view.block.extend if extend else view.block.go, *place)
        self._dragging = event.button() == Qt.MouseButton.LeftButton
        if right:
            view.menu_at(event.globalPosition().toPoint())

    def _press_head(self, at: QPoint, extend: bool) -> None:
        view = self.view
        if status := legend_at(at.x(), at.y()):
            view.acts.set_status(status)
            return
        row, column = self.head_at(at)
        last = (view.model.n_rows - 1, len(view.layout_.lefts) - 1)
        if row >= 0:
            first = view.block.anchor[0] if extend and view.block.anchor else row
            view.change(view.block.span, (first, last[1]), (row, 0), still=True)
        elif column >= 0 and last[0] >= 0:
            first = view.block.anchor[1] if extend and view.block.anchor else column
            view.change(view.block.span, (last[0], first), (0, column), still=True)

    def move(self, event: QMouseEvent) -> None:
        """Show the cross; while pressed, span the block."""
        at = event.position().toPoint()
        if event.buttons() & Qt.MouseButton.LeftButton and self.view.drag.pressed is not None:
            self._last = at
            self._carry_to(at, copying=bool(event.modifiers() & CTRL))
        elif event.buttons() & Qt.MouseButton.LeftButton and self._dragging:
            self._last = at
            self._drag_to(at)
        else:
            self._hover(at)

    def _carry_to(self, at: QPoint, *, copying: bool) -> None:
        view, pressed = self.view, self.view.drag.pressed
        if pressed is None or (
            not self._carrying and (at - pressed[0]).manhattanLength() < QApplication.startDragDistance()
        ):
            return
        self._carrying, self._again = True, None
        view.viewport().setCursor(Qt.CursorShape.DragCopyCursor if copying else Qt.CursorShape.ClosedHandCursor)
        view.drag.to(at, copying=copying)
        self._scroll_beyond(at)

    def _scroll_beyond(self, at: QPoint) -> None:
        if self.view.cell_area().contains(at):
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def key(self, event: QKeyEvent) -> bool:
        """While a block is dragged, Escape gives up and Ctrl copies; tell whether the key was for this."""
        if self.view.drag.pressed is None:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self._stop()
            self.view.drag.cancel()
        elif event.key() == Qt.Key.Key_Control:
            self._carry_to(self._last, copying=event.type() == event.Type.KeyPress)
        return True

    def _stop(self) -> None:
        self._timer.stop()
        self._dragging = self._carrying = False

    def _drag_to(self, at: QPoint) -> None:
        view, origin = self.view, self.view.origin()
        row, column = (
            view.layout_.nearest_row(at.y() - origin.y()),
            view.layout_.nearest_column(at.x() - origin.x()),
        )
        if (row, column) != view.block.current:
            self._again = None
            view.change(view.block.extend, row, column, still=True)
        self._scroll_beyond(at)

    def _scroll(self) -> None:
        """Scroll while the pointer is dragged beyond the edge."""
        area, at = self.view.cell_area(), self._last
        across, down = self.view.horizontalScrollBar(), self.view.verticalScrollBar()
        across.setValue(across.value() + COLUMN * ((at.x() > area.right()) - (at.x() < area.left())))
        down.setValue(down.value() + ROW * ((at.y() > area.bottom()) - (at.y() < area.top())))
        if self._carrying:
            self._carry_to(at, copying=self.view.drag.copying)
        else:
            self._drag_to(at)

    def release(self, event: QMouseEvent) -> None:
        """End a drag; a second click on the current cell opens what stands there."""
        carried, pressed = self._carrying, self.view.drag.pressed
        self._stop()
        if carried:
            self.view.drag.drop()
            return
        if pressed is not None:
            self.view.drag.cancel()
            if self.view.block.several and (place := self.cell_at(event.position().toPoint())):
                self.view.change(self.view.block.go, *place)
        again, self._again = self._again, None
        if again is not None and self.view.model.marks(*again):
            self.view.acts.open()

    def double_click(self, event: QMouseEvent) -> None:
        """Tick an empty cell; one that is filled was opened by the click before."""
        place = self.cell_at(event.position().toPoint())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            if self.view.model.marks(*place):
                self.view.acts.open()
            else:
                self.view.acts.toggle()

    # ---- the pointer

    def drag_over(self, event: QDragMoveEvent) -> None:
        """Take pieces from a list where there is a cell."""
        if self.view.drag.pieces_over(event):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()

    def drag_left(self) -> None:
        """Foretell nothing more."""
        self.view.drag.pieces_gone()

    def dropped(self, event: QDropEvent) -> None:
        """Place pieces where they were let go."""
        if self.view.drag.pieces_dropped(event):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.view.setFocus(Qt.FocusReason.MouseFocusReason)

    def _hover(self, at: QPoint) -> None:
        view, status = self.view, legend_at(at.x(), at.y())
        row, column = self.head_at(at)
        place = self.cell_at(at)
        over_head = status or row >= 0 or column >= 0
        shape = Qt.CursorShape.PointingHandCursor if over_head else Qt.CursorShape.ArrowCursor
        view.viewport().setCursor(Qt.CursorShape.OpenHandCursor if place and view.drag.grips(at) else shape)
        if (place, status) != (view.hover, view.legend_hover):
            view.hover, view.legend_hover = place, status
            view.viewport().update()

    def leave(self) -> None:
        """The pointer has left."""
        if self.view.hover is not None or self.view.legend_hover:
            self.view.hover, self.view.legend_hover = None, ""
            self.view.viewport().update()

    def tip_at(self, at: QPoint) -> str:
        """Return what a tooltip says at a place."""
        view, place = self.view, self.cell_at(at)
        if place is not None:
            return view.acts.say.cell(place)
        if status := legend_at(at.x(), at.y()):
            letter = dict(LETTERS)[status]
            return tr("{letter} sets what is chosen to {status}", letter=letter, status=view.acts.say.status(status))
        row, column = self.head_at(at)
        if row >= 0:
            return f"{view.model.row(row).code} {view.model.row(row).title}"
        if column >= 0:
            found = view.layout_.columns[column]
            stage = view.layout_.stages[view.layout_.stage_of(column)].name
            good = f" · {tr('recommended')}" if found.recommended else ""
            return f"{found.name} · {stage}: {found.n}{good}"
        return ""
