"""One information group: a heading that folds and says what is filled, its weight and what is missing; its body."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from b2bdesk.i18n import tr
from b2bdesk.insight.completeness import FOCUS, GroupState
from b2bdesk.terms import InfoGroup
from ui.kit import painting, theme
from ui.kit.focus import give_ring
from ui.kit.painted import PaintedButton
from ui.kit.text import hairline, tip
from ui.kit.theme import Theme
from ui.personas.words import missing_text
from ui.records.layout import GROUP_TITLES
from ui.records.paint import RIGHT, write

HEIGHT: Final = 36
PAD: Final = 20
BAR: Final = (36, 4)


class GroupHead(PaintedButton):
    """The heading; Space, Enter or a click folds, Left folds, Right unfolds."""

    def __init__(self, title: str, *, focus: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(title)
        self.setCheckable(True)
        self.setChecked(True)
        self._focus = focus
        self._state: GroupState | None = None
        self._summary = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        give_ring(self, 4)
        theme.changed.connect(self.update)
        self.toggled.connect(self._describe)
        self._describe()

    def show_state(self, state: GroupState | None, summary: str) -> None:
        """Show how much is filled, and in words what stands there or is missing."""
        self._state, self._summary = state, summary
        self._describe()
        self.update()

    def _describe(self, *_told: object) -> None:
        folded = tr("unfolded") if self.isChecked() else tr("folded")
        self.setAccessibleName(self.text())
        parts = [self._counted(), self._weight(), tr("counts most") if self._focus else "", self._missing(), folded]
        self.setAccessibleDescription("; ".join(filter(None, parts)))
        self.setToolTip(tip(self._missing()))

    def _counted(self) -> str:
        return f"{self._state.filled}/{self._state.fields}" if self._state else ""

    def _weight(self) -> str:
        return tr("weight {n}", n=self._state.weight) if self._state else ""

    def _missing(self) -> str:
        words = self._state.missing if self._state else ()
        return tr("missing: {what}", what=missing_text(words, 4)) if words else ""

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggle()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not event.modifiers():
            self.setChecked(event.key() == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        icon = look.pixmap(
            "chevron-down" if self.isChecked() else "chevron-right", 14, "text2", painting.scale_of(painter)
        )
        painting.draw_pixmap(painter, PAD, middle - 7, icon)
        right = self._paint_right(painter, look)
        x = PAD + 22.0
        x += write(painter, QRectF(x, 0, right - x, self.height()), self.text(), look, look.font("body", 600)) + 8
        if self._focus and right - x > 40:
            x = self._paint_focus(painter, x, right, look)
        bare = missing_text(self._state.missing, 2) if self._state else ""
        told, tone = (bare, "thinText") if self._state and self._state.missing else (self._summary, "text3")
        if not self.isChecked() or tone == "thinText":
            write(painter, QRectF(x, 0, right - x - 10, self.height()), told, look, look.font("small"), tone)

    def _paint_focus(self, painter: QPainter, x: float, right: float, look: Theme) -> float:
        font = look.font("micro", 600)
        wide = min(QFontMetrics(font).horizontalAdvance(tr("counts most")) + 12, right - x - 8)
        box = QRectF(x, self.height() / 2 - 9, wide, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accentSoft"))
        painter.drawRoundedRect(box, look.radius("tag"), look.radius("tag"))
        write(painter, box.adjusted(6, 0, -4, 0), tr("counts most"), look, font, "accentText")
        return box.right() + 8

    def _paint_right(self, painter: QPainter, look: Theme) -> float:
        """Paint filled of fields, the bar and the weight; return where they begin."""
        if self._state is None:
            return float(self.width() - PAD)
        small, middle = look.font("small"), self.height() / 2
        metrics = QFontMetrics(small)
        weight = metrics.horizontalAdvance(tr("weight {n}", n=88)) + 2
        x = self.width() - PAD - weight
        write(painter, QRectF(x, 0, weight, self.height()), self._weight(), look, small, "text3", RIGHT)
        x -= 14 + BAR[0]
        bar = QRectF(x, middle - BAR[1] / 2, *BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("line"))
        painter.drawRoundedRect(bar, 2, 2)
        painter.setBrush(look.color("text2"))
        if self._state.filled:
            painter.drawRoundedRect(QRectF(bar.left(), bar.top(), BAR[0] * float(self._state.share), BAR[1]), 2, 2)
        number = metrics.horizontalAdvance("8/8") + 2
        x -= 8 + number
        ink = "thinText" if self._state.missing else "text2"
        write(painter, QRectF(x, 0, number, self.height()), self._counted(), look, look.font("small", 500), ink, RIGHT)
        return float(x - 8)


class Group(QWidget):
    """Put widgets into `body`."""

    def __init__(self, key: str, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.head = GroupHead(title or tr(GROUP_TITLES[key]), focus=key in FOCUS, parent=self)
        self.inside = QWidget(self)
        self.body = QVBoxLayout(self.inside)
        self.body.setContentsMargins(PAD + 20, 0, PAD, 12)
        self.body.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.inside)
        column.addWidget(hairline())
        self.setAccessibleName(self.head.text())
        self.head.toggled.connect(self.inside.setVisible)

    def unfold(self) -> None:
        """Show what is in it."""
        self.head.setChecked(True)

    def fold(self) -> None:
        """Show the heading alone."""
        self.head.setChecked(False)


GROUPS: Final = (*InfoGroup, "inside")
