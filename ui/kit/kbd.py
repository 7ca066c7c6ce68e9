"""The tag that shows which keys do something."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.kit import theme
from ui.kit.text import key_text
from ui.kit.theme import Theme

KBD_HEIGHT = 16
PADDING = 5


def kbd_width(keys: str, look: Theme) -> int:
    """Return how wide a key tag is."""
    return max(KBD_HEIGHT, QFontMetrics(look.font("micro")).horizontalAdvance(key_text(keys)) + 2 * PADDING)


def draw_kbd(painter: QPainter, box: QRectF, keys: str, look: Theme, ink: str = "text2", ground: str = "band") -> None:
    """Draw a key tag, 16 high."""
    edge = look.mixed(ink, ground, 0.35)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(look.color(ground))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3.5, 3.5)
    painter.setPen(look.color(ink))
    painter.setFont(look.font("micro"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key_text(keys))


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
