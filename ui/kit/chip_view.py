"""A content chip as a widget, for lists and headings."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.kit import theme
from ui.kit.chip import CHIP_HEIGHT, CHIP_MARGIN, chip_width, ChipLook, paint_chip
from ui.kit.text import tip


class ChipView(QWidget):
    """Shows one chip with room for its ring."""

    def __init__(self, look: ChipLook, width: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._width = look, width
        self.setAccessibleName(f"{look.code} {look.short}")
        self.setToolTip(tip(f"{look.code} {look.short}"))
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        width = self._width or chip_width(self._look, theme.current())
        return QSize(width + 2 * CHIP_MARGIN, CHIP_HEIGHT + 2 * CHIP_MARGIN)

    def paintEvent(self, event: QPaintEvent) -> None:
        box = QRectF(self.rect()).adjusted(CHIP_MARGIN, CHIP_MARGIN, -CHIP_MARGIN, -CHIP_MARGIN)
        paint_chip(QPainter(self), box, self._look, theme.current())
