"""The tag that shows which keys do something."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.kit import theme
from ui.kit.painting import scale_of
from ui.kit.text import key_text
from ui.kit.theme import Theme

KBD_HEIGHT: Final = 16
PADDING: Final = 5
ENTER: Final = ("Return", "Enter")
ENTER_ICON: Final = 12
ARROWS: Final = {"Up": "\u2191", "Down": "\u2193", "Left": "\u2190", "Right": "\u2192"}
"""Keys that bear an arrow and no word."""


def kbd_width(keys: str, look: Theme) -> int:
    """Return how wide a key tag is."""
    if keys in ENTER:
        return ENTER_ICON + 2 * PADDING
    return max(KBD_HEIGHT, QFontMetrics(look.font("micro")).horizontalAdvance(spaced(keys)) + 2 * PADDING)


def spaced(keys: str) -> str:
    """Return keys the way this desktop writes them, with spaces for plus signs: Ctrl K."""
    if keys in ARROWS:
        return ARROWS[keys]
    text = key_text(keys)
    return text if len(text) < len("A+B") else text[:-1].replace("+", " ") + text[-1]


def draw_kbd(painter: QPainter, box: QRectF, keys: str, look: Theme, ink: str = "text2", ground: str = "band") -> None:
    """Draw a key tag, 16 high."""
    edge = look.mixed(ink, ground, 0.35)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(look.color(ground))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3.5, 3.5)
    if keys in ENTER:
        dpr = scale_of(painter)
        corner = box.center() - QPointF(ENTER_ICON / 2, ENTER_ICON / 2)
        painter.drawPixmap(corner, look.pixmap("corner-down-left", ENTER_ICON, ink, dpr))
        return
    painter.setPen(look.color(ink))
    painter.setFont(look.font("micro"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, spaced(keys))


class Kbd(QWidget):
    """A key tag by itself."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setAccessibleName(key_text(keys))
        self.setFixedSize(self.sizeHint())
        theme.changed.connect(self._fit)

    def _fit(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(kbd_width(self._keys, theme.current()), KBD_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_kbd(painter, QRectF(self.rect()), self._keys, theme.current())
