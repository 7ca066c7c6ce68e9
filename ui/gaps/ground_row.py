"""One row that a finding rests on: code, name, and where it stands; a click opens it."""

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from b2bdesk.insight.grounds import Ground
from ui.kit import theme
from ui.kit.focus import give_ring
from ui.kit.painted import PaintedButton
from ui.kit.text import tip
from ui.painting import elided

ONE: Final = 28
TWO: Final = 42
PAD: Final = 6
MIDDLE: Final = Qt.AlignmentFlag.AlignVCenter


class GroundRow(PaintedButton):
    """A row of one or two lines; Enter and Space open it too."""

    def __init__(self, ground: Ground, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ground = ground
        self.setText(f"{ground.code} {ground.name}")
        self.setAccessibleName(f"{self.text()} {ground.where}".strip())
        self.setToolTip(tip(f"{self.text()}\n{ground.where}".strip()))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        give_ring(self, 4)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(160, TWO if self.ground.where else ONE)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme.current(), QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), look.color("hover"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.color("hairline"))
        top = QRect(PAD, 2 if self.ground.where else 0, self.width() - 2 * PAD, 20 if self.ground.where else ONE)
        painter.setFont(look.font("small", 600))
        painter.setPen(look.color("accentText"))
        painter.drawText(top, MIDDLE, self.ground.code)
        left = painter.fontMetrics().horizontalAdvance(self.ground.code) + 6
        painter.setFont(look.font("small"))
        painter.setPen(look.color("text"))
        name = top.adjusted(left, 0, 0, 0)
        painter.drawText(name, MIDDLE, elided(painter, self.ground.name, name.width()))
        if self.ground.where:
            below = QRect(PAD, 21, self.width() - 2 * PAD, 18)
            painter.setPen(look.color("text3"))
            painter.drawText(below, MIDDLE, elided(painter, self.ground.where, below.width()))
