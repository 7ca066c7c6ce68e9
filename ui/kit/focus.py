"""A ring around whatever the keyboard has reached, two pixels outside it, for controls that paint themselves."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from shiboken6 import isValid

from ui.kit.theme import current

KEYBOARD: Final = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)
REACH: Final = 4
MOVES: Final = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show)


def give_ring(widget: QWidget, radius: float = 6) -> None:
    """Let a widget show the ring while it has the focus by keyboard."""
    _Watch(widget, radius)


class _Watch(QObject):
    """Shows the ring when its widget gains the focus, and takes it away when it loses it."""

    def __init__(self, widget: QWidget, radius: float) -> None:
        super().__init__(widget)
        self._radius = radius
        self._ring: FocusRing | None = None
        widget.installEventFilter(self)

    def _show(self, widget: QWidget) -> None:
        self._hide()
        self._ring = FocusRing(widget, self._radius)

    def _hide(self) -> None:
        ring, self._ring = self._ring, None
        if ring is not None and isValid(ring):
            ring.leave()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isValid(self):  # an exception here, while a window is being deleted, would end the program
            return False
        kind = event.type()
        if kind == QEvent.Type.FocusIn and isinstance(event, QFocusEvent) and isinstance(watched, QWidget):
            if event.reason() in KEYBOARD:
                self._show(watched)
        elif kind in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self._hide()
        elif kind in MOVES and self._ring is not None and isValid(self._ring):
            self._ring.place()
        return False


class FocusRing(QWidget):
    """The ring itself, a child of the window or of the scrolled page that its widget lies in.

    It keeps no reference to that window: the last one, let go while the ring is deleted, would delete the window.
    """

    def __init__(self, widget: QWidget, radius: float) -> None:
        chain = up_to_host(widget)
        super().__init__(chain[-1])
        self._around: QWidget | None = widget
        self._radius = radius
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for each in chain[1:]:  # never the widget itself: a filter added while it filters would run it again
            each.installEventFilter(self)
        self.place()
        self.show()
        self.raise_()

    def place(self) -> None:
        """Lie around the widget."""
        host = self.parentWidget()
        if self._around is not None and isValid(self._around) and host is not None:
            corner = self._around.mapTo(host, QPoint(0, 0))
            self.setGeometry(QRect(corner, self._around.size()).adjusted(-REACH, -REACH, REACH, REACH))

    def leave(self) -> None:
        """Go away."""
        self._around = None
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in MOVES and isValid(self):
            self.place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(current().color("focus"), 2))
        radius = self._radius + REACH - 1
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)


def up_to_host(widget: QWidget) -> list[QWidget]:
    """Return the widget and its ancestors up to the scrolled page or the window."""
    chain = [widget]
    parent = widget.parentWidget()
    while parent is not None:
        chain.append(parent)
        grand = parent.parentWidget()
        if parent.isWindow() or (grand is not None and isinstance(grand.parentWidget(), QAbstractScrollArea)):
            break
        parent = grand
    return chain
