"""The words at the pointer while something is dragged: what letting go would do, or why it is refused."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from ui.calendar.state import Drag
from ui.kit import theme
from ui.kit.painting import scale_of

PAD: Final = 8
ICON: Final = 14
HIGH: Final = 26
WIDEST: Final = 460


def paint_words(p: QPainter, area: QRectF, drag: Drag) -> None:
    """Paint a small raised label beside the pointer, within the area."""
    look = theme.current()
    font = look.font("small", 600)
    metrics = QFontMetricsF(font)
    icon = "ban" if drag.refused else "calendar-range"
    text = metrics.elidedText(drag.words, Qt.TextElideMode.ElideRight, min(WIDEST, area.width() - 60))
    width = metrics.horizontalAdvance(text) + 2 * PAD + ICON + 6
    left = min(max(drag.at.x() + 14, area.left() + 2), area.right() - width - 2)
    top = drag.at.y() + 18
    if top + HIGH > area.bottom():
        top = drag.at.y() - HIGH - 10
    box = QRectF(round(left), round(max(top, area.top() + 2)), round(width), HIGH)
    tone = "gap" if drag.refused else "accent"
    p.setPen(QPen(look.color(f"{tone}Line"), 1))
    p.setBrush(look.color(f"{tone}Soft"))
    p.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    p.drawPixmap(QPointF(box.left() + PAD, box.top() + 6), look.pixmap(icon, ICON, tone, scale_of(p)))
    p.setFont(font)
    p.setPen(look.color(f"{tone}Text"))
    inner = box.adjusted(PAD + ICON + 6, 0, -PAD + 2, 0)
    p.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
