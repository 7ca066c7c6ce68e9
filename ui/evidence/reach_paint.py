"""Intended and observed side by side: two bars a category with their numbers, told apart by pattern and place."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from b2bdesk.i18n import percent, tr
from ui.kit import theme
from ui.kit.painting import draw_hatch

HEIGHT: Final = 44
BAR: Final = 12
GAP: Final = 6


class Bars(QWidget):
    """The intended share as a hatched outline, the observed one filled below it; both on one scale."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.intended, self.observed, self.scale, self.known = 0.0, 0.0, 1.0, False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_shares(self, name: str, intended: float, observed: float, scale: float, *, known: bool) -> None:
        """Show two shares of 0-1 beside each other; without counts nothing is `known` of who came."""
        self.intended, self.observed, self.scale, self.known = intended, observed, max(scale, 0.01), known
        came = percent(observed) if known else tr("not counted")
        self.setAccessibleName(
            tr("{name}: intended {share}, observed {other}", name=name, share=percent(intended), other=came)
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font("small", 500))
        room = QFontMetrics(painter.font()).horizontalAdvance("+100.0 %") + 12
        width = max(20, self.width() - room)
        top = (self.height() - 2 * BAR - GAP) / 2
        one = QRectF(0, top, width * self.intended / self.scale, BAR)
        two = QRectF(0, top + BAR + GAP, width * self.observed / self.scale, BAR)
        painter.setPen(QPen(look.color("control"), 1))
        painter.setBrush(look.color("surface"))
        if self.intended:
            painter.drawRect(one.adjusted(0.5, 0.5, -0.5, -0.5))
            draw_hatch(painter, one.adjusted(1, 1, -1, -1), look)
        painter.setPen(look.color("text2"))
        _number(painter, one, percent(self.intended))
        if self.known:
            painter.fillRect(two, look.color("accent"))
            painter.setPen(look.color("text"))
            _number(painter, two, percent(self.observed))


def _number(painter: QPainter, bar: QRectF, text: str) -> None:
    box = QRectF(bar.right() + 6, bar.top() - 4, 90, bar.height() + 8)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
