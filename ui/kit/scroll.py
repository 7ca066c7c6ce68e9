"""A page that scrolls up and down only."""

from functools import partial
from typing import Final

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

NEAR: Final = 24
"""How far from the edge what is kept in sight stays."""


class TopColumn(QVBoxLayout):
    """A column that is as tall as its words need, and no taller unless something in it wants to grow.

    An alignment would not do: Qt then takes the height that words have at a width of their own choosing.
    """

    def setGeometry(self, rect: QRect) -> None:
        if not self.expandingDirections() & Qt.Orientation.Vertical:
            tall = self.heightForWidth(rect.width()) if self.hasHeightForWidth() else self.sizeHint().height()
            rect = QRect(rect.topLeft(), rect.size()).adjusted(0, 0, 0, min(0, tall - rect.height()))
        super().setGeometry(rect)


class ScrollPage(QScrollArea):
    """Put widgets into `body`; the page is always as wide as what shows it."""

    def __init__(self, parent: QWidget | None = None, *, margin: int = 0, spacing: int = 0) -> None:
        super().__init__(parent)
        self.page = QWidget()
        self.body = TopColumn(self.page)
        self.body.setContentsMargins(margin, margin, margin, margin)
        self.body.setSpacing(spacing)
        self.setWidget(self.page)
        self.page.setAutoFillBackground(False)  # which setWidget switches on
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def clear(self) -> None:
        """Take everything out."""
        while item := self.body.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def keep_in_sight(widget: QWidget) -> None:
    """Scroll to a widget that others have pushed away, once all have their places."""
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if isinstance(area, QScrollArea):
        QTimer.singleShot(0, widget, partial(area.ensureWidgetVisible, widget, 0, NEAR))
