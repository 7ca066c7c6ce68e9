"""The painted parts of the start screen: the two ways in, recent files, the last view."""

from datetime import date, datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from b2bdesk import i18n
from b2bdesk.i18n import tr
from ui.kit import theme
from ui.kit.focus import give_ring
from ui.kit.kbd import draw_kbd, KBD_HEIGHT, kbd_width
from ui.kit.painted import PaintedButton
from ui.painting import elided

CARD_HEIGHT: Final = 88
ROW_HEIGHT: Final = 48
WORDS: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Hovered(PaintedButton):
    """A painted button that repaints under the mouse."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


class WayIn(Hovered):
    """One of the two ways in: an icon, a name, a sentence, a key."""

    def __init__(
        self, text: str, sentence: str, icon: str, keys: str, *, primary: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._sentence, self._icon, self._keys, self._primary = sentence, icon, keys, primary
        self.setAccessibleDescription(sentence)
        give_ring(self, 10)

    def sizeHint(self) -> QSize:
        return QSize(432, CARD_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rest, over = ("accent", "accentHover") if self._primary else ("surface", "hover")
        ground = over if self.underMouse() or self.isDown() else rest
        painter.setBrush(look.color(ground))
        painter.setPen(Qt.PenStyle.NoPen if self._primary else QPen(look.color("line"), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        self._paint_badge(painter, look, ground)
        ink, soft = ("onAccent", "onAccent") if self._primary else ("text", "text2")
        tag = self._paint_keys(painter, look, ink, ground)
        self._write(painter, look, ink, soft, tag - 12)

    def _paint_badge(self, painter: QPainter, look: theme.Theme, ground: str) -> None:
        box = QRectF(16, (self.height() - 40) / 2, 40, 40)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.mixed("onAccent", ground, 0.16) if self._primary else look.color("band"))
        painter.drawRoundedRect(box, 6, 6)
        ink = "onAccent" if self._primary else "text"
        picture = look.pixmap(self._icon, 20, ink, self.devicePixelRatioF())
        painter.drawPixmap(round(box.x() + 10), round(box.y() + 10), picture)

    def _paint_keys(self, painter: QPainter, look: theme.Theme, ink: str, ground: str) -> int:
        width = kbd_width(self._keys, look)
        left = self.width() - 16 - width
        draw_kbd(
            painter, QRectF(left, (self.height() - KBD_HEIGHT) / 2, width, KBD_HEIGHT), self._keys, look, ink, ground
        )
        return left

    def _write(self, painter: QPainter, look: theme.Theme, ink: str, soft: str, right: int) -> None:
        painter.setFont(look.font("section"))
        painter.setPen(look.color(ink))
        name = QRect(72, 14, right - 72, 22)
        painter.drawText(name, WORDS, elided(painter, self.text(), name.width()))
        painter.setFont(look.font("body"))
        painter.setPen(look.mixed(soft, "accent", 0.86) if self._primary else look.color(soft))
        words = QRect(72, 36, right - 72, 40)
        painter.drawText(words, Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop, self._sentence)


class RecentRow(Hovered):
    """A recent file: name, folder, when it was last changed; Delete takes it off the list."""

    forget_asked = Signal(object)

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(path.stem, parent)
        self.path = path
        self.setToolTip(str(path))
        self._when = when(path)
        give_ring(self, 4)

    def sizeHint(self) -> QSize:
        return QSize(432, ROW_HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.forget_asked.emit(self.path)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(key == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.fillRect(self.rect(), look.color("accentFaint"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.color("hairline"))
        badge = QRect(8, 10, 28, 28)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("band"))
        painter.drawRoundedRect(badge, 6, 6)
        self._write(painter, look, badge, "small", "text2", self.text()[:1].upper(), Qt.AlignmentFlag.AlignCenter)
        painter.setFont(look.font("small"))
        right = self.width() - 8 - painter.fontMetrics().horizontalAdvance(self._when)
        self._write(painter, look, QRect(right, 0, self.width() - right, 47), "small", "text3", self._when, WORDS)
        self._write(painter, look, QRect(48, 5, right - 60, 20), "body", "text", self.path.name, WORDS, 500)
        self._write(painter, look, QRect(48, 25, right - 60, 16), "small", "text3", folder_words(self.path), WORDS)

    def _write(
        self,
        painter: QPainter,
        look: theme.Theme,
        place: QRect,
        role: str,
        color: str,
        text: str,
        align: Qt.AlignmentFlag,
        weight: int | None = None,
    ) -> None:
        painter.setFont(look.font(role, weight))
        painter.setPen(look.color(color))
        painter.drawText(place, align, elided(painter, text, place.width()))


class Picture(QWidget):
    """A picture with round corners that fills the width it is given; it is read once the rest is painted."""

    def __init__(self, path: Path, size: QSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path, self._size = path, size
        self._picture: QPixmap | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width * self._size.height() / max(self._size.width(), 1))

    def sizeHint(self) -> QSize:
        return QSize(756, self.heightForWidth(756))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme.current(), QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        width = min(self.width(), round(self.height() * self._size.width() / max(self._size.height(), 1)))
        box = QRectF(0, 0, width, self.heightForWidth(width))
        path = QPainterPath()
        path.addRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.setClipPath(path)
        if self._picture is not None:
            painter.drawPixmap(box, self._picture, QRectF(self._picture.rect()))
        else:
            QTimer.singleShot(0, self, self._read)
        painter.setClipping(False)
        painter.setPen(QPen(look.color("line"), 1))
        painter.drawPath(path)

    def _read(self) -> None:
        self._picture = QPixmap(str(self._path))
        self.update()


def when(path: Path) -> str:
    """Return when a file was last changed, in words."""
    try:
        at = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    except OSError:
        return ""
    days = (date.today() - at.date()).days
    if days == 0:
        return tr("today {time}", time=f"{at:%H:%M}")
    return tr("yesterday") if days == 1 else i18n.day(at.date())


def folder_words(path: Path) -> str:
    """Return the folder of a file in words: the last two names."""
    parts = [part for part in path.parent.parts if part.strip("/\\")]
    return " / ".join(parts[-2:])
