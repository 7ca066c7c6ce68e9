"""Widgets that the frame alone needs."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QLayout, QToolButton, QWidget

from ui.kit import theme
from ui.kit.focus import give_ring


def tool(action: QAction, parent: QWidget) -> QToolButton:
    """Make a quiet button of an action, with its icon alone."""
    button = QToolButton(parent)
    button.setDefaultAction(action)
    button.setIconSize(QSize(16, 16))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAutoRaise(True)
    button.setAccessibleName(action.text())
    button.setFixedSize(28, 28)
    give_ring(button, theme.current().radius("control"))
    return button


def empty(layout: QLayout) -> None:
    """Take everything out of a layout, layouts within it too."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        if inner is not None:
            empty(inner)


class Sheet(QFrame):
    """The white ground of the main view: its top left corner is round, hairlines at the top and the left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setContentsMargins(1, 1, 0, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.color("window"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = look.radius("mainTopLeft")
        box = QRectF(self.rect()).adjusted(0.5, 0.5, radius * 2, radius * 2)
        path = QPainterPath()
        path.addRoundedRect(box, radius, radius)
        painter.setPen(look.color("hairline"))
        painter.setBrush(look.color("surface"))
        painter.drawPath(path)
