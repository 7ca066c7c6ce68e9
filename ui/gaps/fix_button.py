"""A quick fix: what it does in words that wrap, with its key; the best one is the primary button."""

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit import theme
from ui.kit.focus import give_ring
from ui.kit.kbd import draw_kbd, KBD_HEIGHT, kbd_width
from ui.kit.painted import PaintedButton
from ui.kit.painting import scale_of

PAD: Final = 10
TALL: Final = 6
ICON: Final = 14
GAP: Final = 8
LEAST: Final = 28
WRAP: Final = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignVCenter)


class FixButton(PaintedButton):
    """As high as its words need; Enter and Space press it."""

    def __init__(
        self, text: str, icon: str, *, keys: str = "", primary: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon, self._keys, self._primary = icon, keys, primary
        self.setText(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        give_ring(self, theme.current().radius("control"))
        self.setFont(theme.current().font("small", 600 if primary else 500))
        theme.changed.connect(self.update)

    def _left(self) -> int:
        return PAD + ICON + GAP

    def _right(self) -> int:
        return PAD + (GAP + round(kbd_width(self._keys, theme.current())) if self._keys else 0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(40, width - self._left() - self._right()), 1000)
        return max(LEAST, QFontMetrics(self.font()).boundingRect(room, WRAP, self.text()).height() + 2 * TALL)

    def sizeHint(self) -> QSize:
        return QSize(200, LEAST)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, LEAST)

    def _ground(self) -> str:
        over, down = self.underMouse(), self.isDown()
        if self._primary:
            return "accentPressed" if down else "accentHover" if over else "accent"
        return "pressed" if down else "hover" if over else "surface"

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, ink = self._ground(), "onAccent" if self._primary else "text"
        painter.setPen(QPen(look.color(ground if self._primary else "line"), 1))
        painter.setBrush(look.color(ground))
        radius = look.radius("control")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        middle = self.height() // 2
        painter.drawPixmap(PAD, middle - ICON // 2, look.pixmap(self._icon, ICON, ink, scale_of(painter)))
        painter.setFont(self.font())
        painter.setPen(look.color(ink))
        words = QRect(self._left(), 0, self.width() - self._left() - self._right(), self.height())
        painter.drawText(words, WRAP, self.text())
        if self._keys:
            wide = kbd_width(self._keys, look)
            place = QRectF(self.width() - PAD - wide, middle - KBD_HEIGHT / 2, wide, KBD_HEIGHT)
            draw_kbd(painter, place, self._keys, look, ink, ground)
