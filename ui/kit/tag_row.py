"""Texts shown as tags that wrap, each with a cross, and one way to add more."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from b2bdesk.i18n import tr
from ui.kit import theme
from ui.kit.flow import FlowLayout
from ui.kit.focus import give_ring
from ui.kit.painted import PaintedButton
from ui.kit.painting import scale_of
from ui.kit.text import Label, tip

HEIGHT: Final = 20
PAD: Final = 6
CROSS: Final = 11
WIDEST: Final = 200


class TagRow(QWidget):
    """`opened` asks for the choices (click, Enter, Space, Down); `removed(place)` asks to take one away."""

    opened = Signal()
    removed = Signal(int)

    def __init__(self, hint: str, *, framed: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._framed = framed
        self._texts: list[str] = []
        self._hint = Label(hint, "small", "text3")
        self._tags: list[RemovableTag] = []
        self._flow = FlowLayout(self, gap=4, line_gap=3)
        self._flow.setContentsMargins(*((11, 4, 4, 4) if framed else (11, 4, 0, 2)))
        self._flow.addWidget(self._hint)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        give_ring(self, 4)
        theme.changed.connect(self.update)

    def set_texts(self, texts: Sequence[str]) -> None:
        """Show these."""
        for tag in self._tags:
            self._flow.removeWidget(tag)
            tag.hide()
            tag.deleteLater()
        self._texts = list(texts)
        self._tags = [RemovableTag(text, self) for text in texts]
        for place, tag in enumerate(self._tags):
            tag.clicked.connect(partial(self.removed.emit, place))
            self._flow.addWidget(tag)
            tag.show()
        self._hint.setVisible(not texts)
        self.setAccessibleDescription(", ".join(texts))
        self.updateGeometry()

    def _needed(self, width: int) -> int:
        least = theme.current().size("field") if self._framed else HEIGHT
        return max(least, self._flow.heightForWidth(max(width, 60)))

    def sizeHint(self) -> QSize:
        return QSize(160, self._needed(self.width() if self.testAttribute(Qt.WidgetAttribute.WA_Resized) else 160))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._needed(event.size().width()) != self._needed(event.oldSize().width()):
            self.updateGeometry()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Down):
            self.opened.emit()
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and self._texts:
            self.removed.emit(len(self._texts) - 1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        flat = bool(self.property("flat")) and not self.underMouse() and not self.property("error")
        if flat or not self._framed:
            return
        look, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "gap" if self.property("error") else "line" if self.property("flat") else "control"
        painter.setPen(look.color(edge))
        painter.setBrush(look.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)


class RemovableTag(PaintedButton):
    """A tag with a cross; a click takes it away, as Delete does in the row."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleName(tr("Remove {name}", name=text))
        self.setToolTip(tip(tr("Remove {name}", name=text)))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        width = QFontMetrics(theme.current().font("small")).horizontalAdvance(self.text())
        return QSize(min(width, WIDEST) + 2 * PAD + CROSS + 5, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("pressed" if self.underMouse() else "band"))
        painter.drawRoundedRect(QRectF(self.rect()), look.radius("tag"), look.radius("tag"))
        painter.setFont(look.font("small"))
        painter.setPen(look.color("text"))
        room = self.width() - 2 * PAD - CROSS - 4
        text = QFontMetrics(painter.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(PAD, 0, room + 1, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
        cross = look.pixmap("x", CROSS, "text3", scale_of(painter))
        painter.drawPixmap(self.width() - PAD - CROSS, (self.height() - CROSS) // 2, cross)
