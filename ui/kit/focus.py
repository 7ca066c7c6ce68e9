"""A ring around whatever the keyboard has reached, two pixels outside it, for controls that paint themselves."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

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
    """Shows the ring when its widget gains the focus, and moves it along."""

    def __init__(self, widget: QWidget, radius: float) -> None:
        super().__init__(widget)
        self._widget = widget
        self._radius = radius
        self._ring: FocusRing | None = None
        widget.installEventFilter(self)

    def _show(self) -> None:
        self._hide()
        self._ring = FocusRing(self._widget, self._radius)

    def _hide(self) -> None:
        ring, self._ring = self._ring, None
        if ring is not None:
            ring.leave()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.FocusIn and isinstance(event, QFocusEvent) and event.reason() in KEYBOARD:
            self._show()
        elif kind in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self._hide()
        return False


class FocusRing(QWidget):
    """The ring itself, a child of the window or of the scrolled page that its widget lies in."""

    def __init__(self, widget: QWidget, radius: float) -> None:
        self._widget = widget
        self._radius = radius
        self._watched = _up_to_host(widget)
        super().__init__(self._watched[-1])
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for each in self._watched:
            each.installEventFilter(self)
        self.place()
        self.show()
        self.raise_()

    def place(self) -> None:
        """Lie around the widget."""
        corner = self._widget.mapTo(self._watched[-1], QPoint(0, 0))
        self.setGeometry(QRect(corner, self._widget.size()).adjusted(-REACH, -REACH, REACH, REACH))

    def leave(self) -> None:
        """Go away."""
        for each in self._watched:
            each.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in MOVES:
            self.place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(current().color("focus"), 2))
        radius = self._radius + REACH - 1
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)


def _up_to_host(widget: QWidget) -> list[QWidget]:
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
