"""A painted view that leaves the pointer to an object of its own, which knows what lies where."""

from typing import Protocol

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractScrollArea


class Pointer(Protocol):
    """What is done with the pointer over a view, and with what is dragged there from elsewhere."""

    def press(self, event: QMouseEvent) -> None:
        """A button went down."""

    def move(self, event: QMouseEvent) -> None:
        """The pointer moved, with or without a button."""

    def release(self, event: QMouseEvent) -> None:
        """The button went up."""

    def double_click(self, event: QMouseEvent) -> None:
        """Pressed twice."""

    def drag_over(self, event: QDragMoveEvent) -> None:
        """Something from elsewhere is held over the view."""

    def drag_left(self) -> None:
        """It went away again."""

    def dropped(self, event: QDropEvent) -> None:
        """It was let go."""


class Pointed(QAbstractScrollArea):
    """The view; a room makes its `mouse`."""

    mouse: Pointer

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
        self.mouse.drag_left()

    def dropEvent(self, event: QDropEvent) -> None:
        self.mouse.dropped(event)
