"""What is seen while a plan is being opened: that it is, over the plan as it was left if nothing has changed since."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from b2bdesk.i18n import tr
from ui.kit import theme
from ui.kit.text import Label

PILL: Final = (18, 9)
"""The space around the words, across and down."""
FOOT: Final = 72
"""How far above the lower edge the words stand where there is a picture."""


class Opening(Label):
    """Says which plan is being opened; the picture below is not the plan, so nothing in it can be used."""

    def __init__(self, name: str, picture: QPixmap | None, parent: QWidget | None = None) -> None:
        super().__init__(tr("Opening {name}…", name=name), "section", "text2", parent=parent)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumSize(1, 1)
        self.setCursor(Qt.CursorShape.BusyCursor)
        self.as_left = picture

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.as_left is None:
            super().paintEvent(event)
            return
        look, painter = theme.current(), QPainter(self)
        painter.drawPixmap(0, 0, self.as_left)
        words = self.fontMetrics().boundingRect(self.text())
        pill = QRectF(words).adjusted(-PILL[0], -PILL[1], PILL[0], PILL[1])
        pill.moveCenter(QRectF(self.rect()).center())
        pill.moveBottom(self.height() - FOOT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("line"), 1))
        painter.setBrush(look.color("surface"))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.setPen(look.color("text"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, self.text())
