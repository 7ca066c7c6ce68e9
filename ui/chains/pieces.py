"""What the painters of a chain share: boxes, words in one line, icons, and what is lit."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPixmap

from b2bdesk.insight.chain_layout import Box
from ui.kit.painting import scale_of
from ui.kit.theme import Theme

Faces = Callable[[str, int], QPixmap | None]
LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(slots=True)
class Marks:
    """What is lit: the current card or line, the card under the pointer, from where and to where a line is drawn."""

    card: int | None = None
    tie: int | None = None
    hover: int | None = None
    focus: bool = False
    source: int | None = None
    target: int | None = None
    line: tuple[tuple[float, float], tuple[float, float]] | None = None
    hands: bool = False
    """Whether the handles that lines are drawn from are shown."""


def rect(box: Box) -> QRectF:
    """Return a box as Qt has it."""
    return QRectF(box.x, box.y, box.width, box.height)


def text_line(
    painter: QPainter, x: float, y: float, width: float, height: float, text: str, font: QFont, look: Theme, ink: str
) -> None:
    """Write one line of text, cut where it is too long."""
    painter.setFont(font)
    painter.setPen(look.color(ink))
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
    painter.drawText(QRectF(x, y, width + 2, height), int(LEFT), shown)


def icon(painter: QPainter, x: float, y: float, name: str, size: int, ink: str, look: Theme) -> None:
    """Draw an icon."""
    painter.drawPixmap(QPointF(x, y), look.pixmap(name, size, ink, max(1, min(4, ceil(scale_of(painter))))))
