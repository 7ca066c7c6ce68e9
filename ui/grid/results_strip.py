"""A strip at the foot of the board that says why no cell is warm, with the way to the results."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from b2bdesk.i18n import tr
from ui.kit import theme
from ui.kit.buttons import Button, IconButton
from ui.kit.popover import paint_raised
from ui.kit.text import Label

SHADOW = 8


class ResultsStrip(QWidget):
    """`asked` wants the results; closed, it stays away until it has something else to say."""

    asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._closed = ""
        self.words = Label("", "small", "text2")
        self.button = Button(tr("Open Results"), small=True, icon="chart-column")
        self.button.clicked.connect(self.asked)
        close = IconButton("x", tr("Close"), side=24, size=12)
        close.clicked.connect(self._close)
        row = QHBoxLayout(self)
        row.setContentsMargins(SHADOW + 12, SHADOW + 6, SHADOW + 6, SHADOW + 6)
        row.setSpacing(10)
        for part in (self.words, self.button, close):
            row.addWidget(part)
        self.hide()

    def say(self, text: str) -> None:
        """Say something, or go for nothing."""
        self.words.setText(text)
        self.setAccessibleName(text)
        if not text:
            self._closed = ""
        self.setVisible(bool(text) and text != self._closed)
        self.adjustSize()

    def place(self, area: QWidget, head: int) -> None:
        """Stand at the foot of an area, below its heads."""
        self.move(max(0, (area.width() - self.width()) // 2), max(head, area.height() - self.height() - 12))

    def _close(self) -> None:
        self._closed = self.words.text()
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        paint_raised(p, box, theme.current(), 8, SHADOW)
