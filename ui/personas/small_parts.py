"""The small things of a statement's line: what kind it is, how much it weighs, how well it is proved, its handle."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from b2bdesk.i18n import tr
from b2bdesk.queries.personas import Statement
from ui.kit import painting, theme
from ui.kit.focus import give_ring
from ui.kit.tag import evidence_tag
from ui.kit.text import tip
from ui.records.paint import write

STEP: Final = 7
HEIGHT: Final = 30
KIND, WIDEST = 80, 150
REMOVE: Final = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class KeepsDelete(QAbstractButton):
    """A part whose Delete is about the statement, not about the persona; `gone()` asks to take it away."""

    gone = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        give_ring(self, 4)
        theme.changed.connect(self.update)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in REMOVE:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in REMOVE:
            self.gone.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class KindButton(KeepsDelete):
    """The kind of a statement; a click, Enter or Space offers the others."""

    def __init__(self, width: int = KIND, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = "text2"
        self.setFixedSize(width, HEIGHT)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_kind(self, name: str, tone: str = "text2") -> None:
        """Show another kind."""
        self._tone = tone
        self.setText(name)
        self.setAccessibleName(tr("Kind: {name}", name=name))
        self.setToolTip(tip(tr("Kind: {name}", name=name)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme.current(), QPainter(self)
        if self.underMouse() and self.isEnabled():
            painter.fillRect(self.rect(), look.color("hover"))
        write(painter, self.rect().adjusted(4, 0, -2, 0).toRectF(), self.text(), look, look.font("small"), self._tone)


class Pips(KeepsDelete):
    """The weight of a statement: keys 1 to 5, arrows, or a click on a pip."""

    weighed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._weight = 3
        self.setFixedSize(painting.PIPS_WIDTH + 8, HEIGHT)
        self.setAccessibleName(tr("Weight"))
        self.setToolTip(tip(tr("Weight: keys 1 to 5 or a click")))

    def show_weight(self, weight: int) -> None:
        """Show another weight."""
        self._weight = weight
        self.setAccessibleDescription(tr("{step} of {most}", step=weight, most=5))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() in ("1", "2", "3", "4", "5"):
            self.weighed.emit(int(event.text()))
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not event.modifiers():
            wanted = self._weight + (1 if event.key() == Qt.Key.Key_Right else -1)
            if 1 <= wanted <= 5:
                self.weighed.emit(wanted)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setDown(False)
        if self.isEnabled() and self.rect().contains(event.position().toPoint()):
            self.weighed.emit(max(1, min(5, int((event.position().x() - 4) // STEP) + 1)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painting.draw_weight(painter, 4, (self.height() - 10) / 2, self._weight, theme.current())


class Proof(KeepsDelete):
    """How far evidence carries a statement; a click goes to the evidence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._tag = evidence_tag(tr("Assumption"), None)
        self._tag.setParent(self)
        self._shown: object = ()
        widest = evidence_tag(tr("Evidence {share} %", share=88), 0.88).sizeHint().width()
        self.setFixedSize(max(widest, self._tag.sizeHint().width()), HEIGHT)

    def show_statement(self, statement: Statement) -> None:
        """Show how well another statement is proved."""
        shown = (statement.confidence, statement.sources)
        if shown == self._shown:
            return
        self._shown = shown
        sure = statement.confidence
        text = tr("Assumption") if sure is None else tr("Evidence {share} %", share=round(sure * 100))
        self._tag.deleteLater()
        self._tag = evidence_tag(text, sure)
        self._tag.setParent(self)
        self._tag.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._tag.show()
        self._tag.resize(self._tag.sizeHint())
        self._tag.move(self.width() - self._tag.width(), (HEIGHT - self._tag.height()) // 2)
        told = tr("Nothing speaks for it yet. Open the evidence.") if sure is None else tr(", ").join(statement.sources)
        self.setAccessibleName(f"{text}. {told}")
        self.setToolTip(tip(told))

    def sizeHint(self) -> QSize:
        return QSize(self.width(), HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The tag paints itself."""


class Grip(QWidget):
    """The handle by which a line is dragged up and down; `dragged(global point)`, then `dropped(global point)`."""

    dragged = Signal(QPoint)
    dropped = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(14, HEIGHT)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setToolTip(tip(tr("Drag to order, or Alt with up and down"), ""))
        self._lit = False
        self._from: QPoint | None = None

    def set_lit(self, lit: bool) -> None:
        """Show the handle, or hide it."""
        self._lit = lit
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._from = event.globalPosition().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            self.dragged.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            self._from = None
            self.dropped.emit(event.globalPosition().toPoint())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._lit or self._from is not None:
            painter = QPainter(self)
            pixmap = theme.current().pixmap("grip-vertical", 12, "text3", painting.scale_of(painter))
            painting.draw_pixmap(painter, 1, (self.height() - 12) / 2, pixmap)


def kind_width(names: Iterable[str]) -> int:
    """Return how wide the kinds need to be."""
    metrics = QFontMetrics(theme.current().font("small"))
    widest = max((metrics.horizontalAdvance(name) + 10 for name in names), default=KIND)
    return max(KIND, min(WIDEST, widest))
