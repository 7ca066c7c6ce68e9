"""The bar that floats over a list while several rows are ticked."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from b2bdesk.i18n import tr
from ui.kit import theme
from ui.kit.buttons import IconButton
from ui.kit.popover import paint_raised, SHADOW
from ui.kit.text import ElidedLabel, Label

ABOVE_BOTTOM: Final = 12
SIDE_MARGIN: Final = 12


class BulkBar(QWidget):
    """Shows itself from two ticked rows on; put buttons in with `add`; `closed` asks to untick all."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._host = parent
        self._count = Label("", "small", weight=600)
        self._names = ElidedLabel("", "small", "text3")
        self._close = IconButton("x", tr("Untick all"), keys="Esc", size=14, side=24)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(SHADOW + 14, SHADOW, SHADOW + 8, SHADOW)
        self._row.setSpacing(6)
        self._row.addWidget(self._count)
        self._row.addWidget(self._names, 1)
        self._row.addWidget(self._close)
        self._close.clicked.connect(self.closed)
        self.setFixedHeight(theme.current().size("bulkBar") + 2 * SHADOW)
        parent.installEventFilter(self)
        theme.changed.connect(self.update)
        self.hide()

    def add(self, widget: QWidget) -> None:
        """Put a button before the closing cross."""
        self._row.insertWidget(self._row.count() - 1, widget)

    def set_ticked(self, count: int, names: str = "") -> None:
        """Tell how many are ticked; shows or hides the bar."""
        self._count.setText(tr("{n} selected", n=count))
        self._names.setText(names)
        self.setAccessibleName(self._count.text())
        self._place()
        self.setVisible(count >= 2)
        self.raise_()

    def _place(self) -> None:
        width = min(self._host.width() - 2 * SIDE_MARGIN + 2 * SHADOW, max(self.sizeHint().width() + 120, 720))
        top = self._host.height() - self.height() - ABOVE_BOTTOM + SHADOW
        self.setGeometry(max(SIDE_MARGIN - SHADOW, (self._host.width() - width) // 2), top, width, self.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        box = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        paint_raised(QPainter(self), box, theme.current(), theme.current().radius("personCard"))
