"""Small pieces of paint that the frame's own widgets share."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui.kit.theme import Theme


def elided(painter: QPainter, text: str, width: int) -> str:
    """Return a text cut to a width in the painter's font."""
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(width, 0))


def draw_pill(painter: QPainter, rect: QRect, look: Theme, fill: str, *, line: str = "", ring: bool = False) -> None:
    """Draw a control's rounded ground: filled, outlined, with the ring of the focus."""
    width = 2 if ring else 1
    inset = width / 2
    painter.setBrush(look.color(fill) if fill else Qt.BrushStyle.NoBrush)
    name = "focus" if ring else line
    painter.setPen(QPen(look.color(name), width) if name else Qt.PenStyle.NoPen)
    radius = look.radius("control")
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius)


def draw_count(painter: QPainter, rect: QRect, look: Theme, text: str, color: str) -> int:
    """Write a number at the right edge and return where it begins."""
    painter.setFont(look.font("small", 500 if color == "accentText" else 400))
    painter.setPen(look.color("text3" if color == "text2" else color))
    painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
    return rect.right() - painter.fontMetrics().horizontalAdvance(text)
