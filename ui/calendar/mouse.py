"""The calendar by mouse: choosing, dragging bars and their edges, double clicks on empty days."""

from typing import Final, TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from b2bdesk.i18n import tr
from ui.calendar.state import Hit, Part
from ui.grid.load import CONTENT_MIME

if TYPE_CHECKING:
    from ui.calendar.canvas import Canvas

MARGIN: Final = 28
SCROLL_MS: Final = 30
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
HELD: Final = frozenset({Part.BAR, Part.START, Part.END})
CURSORS: Final = {
    Part.BAR: Qt.CursorShape.PointingHandCursor,
    Part.FOLD: Qt.CursorShape.PointingHandCursor,
    Part.MORE: Qt.CursorShape.PointingHandCursor,
    Part.START: Qt.CursorShape.SizeHorCursor,
    Part.END: Qt.CursorShape.SizeHorCursor,
}


class CanvasMouse:
    """Follows the pointer over one canvas."""

    def __init__(self, view: "Canvas") -> None:
        self.view = view
        self.pressed: tuple[QPoint, Hit] | None = None
        self._sole_click = False
        self._last = QPoint()
        self._timer = QTimer(view)
        self._timer.setInterval(SCROLL_MS)
        self._timer.timeout.connect(self._scroll)

    def press(self, event: QMouseEvent) -> None:
        """Choose what lies under the pointer."""
        view, at = self.view, event.position().toPoint()
        hit = view.hit(at)
        right = event.button() == Qt.MouseButton.RightButton
        self.pressed, self._sole_click = (at, hit), False
        if hit.part in HELD and hit.bar is not None:
            if hit.bar.id in view.choice.ids and not event.modifiers() & CTRL:
                self._sole_click = not right  # it may be the start of a drag of several, so choose on release
                view.choose_bar(hit.bar, keep=True)
            else:
                view.choose_bar(hit.bar, toggle=bool(event.modifiers() & CTRL))
        elif hit.part is Part.FREE and hit.day is not None:
            view.choose_place(hit.row, hit.day)
        if right:
            self.pressed = None
            if hit.part in HELD:
                view.menu_asked.emit(event.globalPosition().toPoint())

    def move(self, event: QMouseEvent) -> None:
        """Show what can be done here; while pressed, drag."""
        view, at = self.view, event.position().toPoint()
        if not event.buttons() & Qt.MouseButton.LeftButton or self.pressed is None:
            view.viewport().setCursor(CURSORS.get(view.hit(at).part, Qt.CursorShape.ArrowCursor))
            return
        start, hit = self.pressed
        if view.drag is None:
            far = (at - start).manhattanLength() >= QApplication.startDragDistance()
            if not far or hit.part not in HELD or hit.bar is None:
                return
            if view.read_only:
                self.pressed = None
                view.message.emit(tr("This plan is open read-only; nothing was changed."))
                return
            view.begin_drag(hit, at, following=bool(event.modifiers() & SHIFT))
            closed = Qt.CursorShape.ClosedHandCursor if hit.part is Part.BAR else Qt.CursorShape.SizeHorCursor
            view.viewport().setCursor(closed)
        self._last = at
        view.drag_to(at)
        near = view.viewport().rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        if near.contains(at) or (view.drag and view.drag.to_tray):
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def release(self, event: QMouseEvent) -> None:
        """Drop, or choose the one bar that was clicked."""
        view, pressed = self.view, self.pressed
        self.pressed = None
        self._timer.stop()
        if view.drag is not None:
            view.drag_to(event.position().toPoint())
            view.finish_drag()
            return
        if pressed is None:
            return
        hit = pressed[1]
        if self._sole_click and hit.bar is not None:
            view.choose_bar(hit.bar)
        elif hit.part is Part.FOLD or (hit.part is Part.MORE and hit.day is None):
            view.unfold_asked.emit(hit.row)
        elif hit.part is Part.MORE:
            view.day_asked.emit(hit.day)

    def double_click(self, event: QMouseEvent) -> None:
        """Edit a bar; on an empty day add to it."""
        hit = self.view.hit(event.position().toPoint())
        if hit.part in HELD:
            self.view.verb.emit("edit")
        elif hit.part is Part.FREE and hit.day is not None:
            self.view.choose_place(hit.row, hit.day)
            self.view.add_asked.emit("")

    def cancel(self) -> bool:
        """Give a drag up; tell whether there was one."""
        self._timer.stop()
        self.pressed = None
        if self.view.drag is None:
            return False
        self.view.cancel_drag()
        return True

    # ---- pieces dragged from a list

    def drag_over(self, event: QDragMoveEvent) -> None:
        """Take pieces where there is a day."""
        hit = self.view.hit(event.position().toPoint())
        pieces = self._pieces(event)
        if not pieces or self.view.read_only or hit.day is None or hit.part is Part.HEAD:
            self.view.forget_pieces()
            event.ignore()
            return
        if self.view.tell_pieces(pieces, hit, event.position().toPoint()).refused:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def drag_left(self) -> None:
        """They have gone elsewhere."""
        self.view.forget_pieces()

    def dropped(self, event: QDropEvent) -> None:
        """Place the pieces that were let go."""
        at = event.position().toPoint()
        pieces, hit = self._pieces(event), self.view.hit(at)
        self.view.forget_pieces()
        if pieces and hit.day is not None and hit.part is not Part.HEAD and not self.view.read_only:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.view.pieces_dropped.emit(pieces, hit.row, hit.day, self.view.viewport().mapToGlobal(at))
            self.view.setFocus(Qt.FocusReason.MouseFocusReason)

    def _pieces(self, event: QDropEvent) -> list[int]:
        words = bytes(event.mimeData().data(CONTENT_MIME).data()).decode("ascii", "ignore").split()
        return [int(word) for word in words if word.isdigit()]

    def _scroll(self) -> None:
        """Move the calendar while something is dragged near an edge."""
        view, area = self.view, self.view.viewport().rect()
        for bar, at, low, high in (
            (view.horizontalScrollBar(), self._last.x(), area.left(), area.right()),
            (view.verticalScrollBar(), self._last.y(), area.top(), area.bottom()),
        ):
            if at < low + MARGIN:
                bar.setValue(bar.value() - bar.singleStep())
            elif at > high - MARGIN:
                bar.setValue(bar.value() + bar.singleStep())
        view.drag_to(self._last)
