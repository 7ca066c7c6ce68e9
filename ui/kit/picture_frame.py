"""A small picture of somebody, or initials where there is none, that the keyboard can reach."""

from typing import Final

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QWidget

from b2bdesk.i18n import tr
from ui.kit import painting, theme
from ui.kit.focus import give_ring
from ui.kit.tokens import token

SIDE: Final = 64
CHOOSE: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
REMOVE: Final = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class PictureFrame(QWidget):
    """The picture, or initials; what the keyboard reaches."""

    wanted = Signal()
    emptied = Signal()
    pasted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pixmap = QPixmap()
        self._image = QImage()
        self._initials = ""
        self._aimed = False
        self.setFixedSize(SIDE, SIDE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        give_ring(self, theme.current().radius("card"))
        theme.changed.connect(self.update)

    def show_image(self, image: QImage) -> None:
        """Show a picture, or the initials for an empty one."""
        self._image, self._pixmap = image, QPixmap()
        self.describe("")
        self.update()

    def describe(self, wrong: str) -> None:
        """Tell those who cannot see what is wrong, or what is here and which keys do what."""
        held = tr("Shows a picture. Delete removes it.") if not self._image.isNull() else tr("No picture yet.")
        self.setAccessibleDescription(wrong or f"{held} {tr('Enter chooses a file, Ctrl+V pastes a picture.')}")

    def set_initials(self, text: str) -> None:
        """Show other letters."""
        self._initials = text
        self.update()

    def set_aimed(self, aimed: bool) -> None:
        """Show that something held over it would be taken."""
        self._aimed = aimed
        self.update()

    def _scaled(self, dpr: float) -> QPixmap:
        side = round(SIDE * dpr)
        if self._pixmap.width() != side:
            self._pixmap = QPixmap.fromImage(square(self._image, side))
            self._pixmap.setDevicePixelRatio(dpr)
        return self._pixmap

    def _paint_nothing(self, painter: QPainter, box: QRectF) -> None:
        look = theme.current()
        painter.fillRect(box, look.mixed("info", "surface", 0.12))
        if self._initials:
            painter.setFont(look.font("title"))
            painter.setPen(look.color("text2"))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._initials)
        else:
            icon = look.pixmap("user-round", 24, "text3", painting.scale_of(painter))
            painting.draw_pixmap(painter, (SIDE - 24) / 2, (SIDE - 24) / 2, icon)

    def _paint_edge(self, painter: QPainter, box: QRectF) -> None:
        look = theme.current()
        line = QPen(look.color("accent" if self._aimed else "control"), 2 if self._aimed else 1)
        if self._image.isNull() or self._aimed:
            line.setDashPattern([float(part) for part in token("line", "dashGap")])
            painter.setPen(line)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inset = line.widthF() / 2
            radius = look.radius("card")
            painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius, radius)

    def event(self, event: QEvent) -> bool:
        """Keep keys that the window would take: here they are about the picture, not about the row."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        elif event.key() in CHOOSE:
            self.wanted.emit()
        elif event.key() in REMOVE:
            self.emptied.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.wanted.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, box = QPainter(self), QRectF(self.rect())
        painter.setRenderHints(QPainter.RenderHint.Antialiasing)
        radius = theme.current().radius("card")
        painter.save()
        path = QPainterPath()
        path.addRoundedRect(box, radius, radius)
        painter.setClipPath(path)
        if self._image.isNull():
            self._paint_nothing(painter, box)
        else:
            painter.fillRect(box, theme.current().color("band"))
            painter.drawPixmap(0, 0, self._scaled(painting.scale_of(painter)))
        painter.restore()
        self._paint_edge(painter, box)


def _is_ours(event: QKeyEvent) -> bool:
    return event.key() in (*CHOOSE, *REMOVE) or event.matches(QKeySequence.StandardKey.Paste)


def square(image: QImage, side: int) -> QImage:
    """Return the middle of a picture, so many pixels wide and high."""
    shorter = min(image.width(), image.height())
    part = image.copy((image.width() - shorter) // 2, (image.height() - shorter) // 2, shorter, shorter)
    mode = Qt.TransformationMode.SmoothTransformation
    return part.scaled(side, side, Qt.AspectRatioMode.IgnoreAspectRatio, mode)
