"""What was just done, for six seconds, with the way back."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from b2bdesk.i18n import tr
from ui.kit import theme
from ui.kit.buttons import Button, IconButton
from ui.kit.kbd import Kbd
from ui.kit.popover import paint_raised, SHADOW
from ui.kit.text import Label

SHOWN_MS: Final = 6000
MARGIN: Final = 12


class Toast(QWidget):
    """Lies bottom left in its parent; `say(text)` shows it; pointing at it keeps it."""

    undone = Signal()

    def __init__(self, parent: QWidget, *, keys: str = "Ctrl+Z") -> None:
        super().__init__(parent)
        self._host = parent
        self._text = Label("", "small", weight=500)
        self._undo = Button(tr("Undo"), "link")
        self._kbd = Kbd(keys)
        close = IconButton("x", tr("Close"), size=14, side=22)
        row = QHBoxLayout(self)
        row.setContentsMargins(SHADOW + 12, SHADOW, SHADOW + 6, SHADOW)
        row.setSpacing(10)
        for part in (self._text, self._undo, self._kbd, close):
            row.addWidget(part)
        self.setFixedHeight(theme.current().size("toast") + 2 * SHADOW)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self._undo.clicked.connect(self._take_back)
        close.clicked.connect(self.hide)
        parent.installEventFilter(self)
        theme.changed.connect(self.update)
        self.hide()

    def say(self, text: str, *, undo: bool = True) -> None:
        """Show a sentence, with or without the way back."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self._undo.setVisible(undo)
        self._kbd.setVisible(undo)
        self.setMaximumWidth(self._host.width())
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def _take_back(self) -> None:
        self.hide()
        self.undone.emit()

    def _place(self) -> None:
        bottom = self._host.height() - self.height() - MARGIN + SHADOW
        self.move(MARGIN - SHADOW, bottom)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        if self.isVisible():
            self._timer.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        box = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        paint_raised(QPainter(self), box, theme.current(), theme.current().radius("card"))
