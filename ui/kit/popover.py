"""A small window that opens beside what called it and goes away by itself."""

from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.kit import theme
from ui.kit.theme import Theme

SHADOW: Final = 12
FLAGS: Final = (
    Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint | Qt.WindowType.NoDropShadowWindowHint
)  # fmt: skip


def paint_raised(painter: QPainter, box: QRectF, look: Theme, radius: float, shadow: int = SHADOW) -> None:
    """Paint a raised box with a hairline and a soft shadow below it, for the few things that float."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    strongest = 0.05 if look.dark else 0.018
    for reach in range(shadow, 0, -1):
        shade = QColor(look.color("shadow"))
        shade.setAlphaF(strongest * (1 - reach / (shadow + 1)))
        painter.setBrush(shade)
        spread = box.adjusted(-reach, -reach + 3, reach, min(reach + 3, shadow))
        painter.drawRoundedRect(spread, radius + reach, radius + reach)
    painter.setPen(QPen(look.color("line"), 1))
    painter.setBrush(look.color("raised"))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


class Popover(QFrame):
    """Put widgets into `body`; `open_below(widget)` shows it; Escape and a click outside close it."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None, *, width: int = 240, radius: int = 8) -> None:
        super().__init__(parent, FLAGS)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_WindowPropagation)
        self._radius = radius
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(SHADOW + 6, SHADOW + 6, SHADOW + 6, SHADOW + 6)
        self.body.setSpacing(4)
        self.setFixedWidth(width + 2 * SHADOW)

    def open_below(self, anchor: QWidget) -> None:
        """Show under a widget, or above it where there is no room below."""
        self.adjustSize()
        screen = anchor.screen().availableGeometry()
        corner = anchor.mapToGlobal(QPoint(-SHADOW, anchor.height() + 4 - SHADOW))
        place = QRect(corner, self.size())
        if place.bottom() - SHADOW > screen.bottom():
            above = anchor.mapToGlobal(QPoint(0, 0)).y() - 4 - self.height() + SHADOW
            place.moveTop(max(screen.top() - SHADOW, above))
        place.moveLeft(max(screen.left() - SHADOW, min(place.left(), screen.right() - place.width() + SHADOW)))
        self.move(place.topLeft())
        self.show()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        box = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        paint_raised(QPainter(self), box, theme.current(), self._radius)
