"""What a place says while it holds nothing: what it is for, one first step, one other way."""

from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit import theme
from ui.kit.buttons import Button
from ui.kit.marks import icon_mark
from ui.kit.text import Label
from ui.kit.tokens import token

ICON: Final = 24
WIDEST: Final = 340


class EmptyState(QWidget):
    """`step` is the primary button, `other` the second way; both tell by `stepped` and `went_other`."""

    stepped = Signal()
    went_other = Signal()

    def __init__(
        self,
        icon: str,
        title: str,
        sentence: str,
        step: str = "",
        other: str = "",
        *,
        keys: str = "",
        step_icon: str = "plus",
        framed: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._framed = framed
        self.setAccessibleName(f"{title}. {sentence}")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(6)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addStretch()
        column.addWidget(icon_mark(icon, "text3", "", ICON), 0, centre)
        column.addSpacing(2)
        column.addWidget(Label(title, "body", weight=600), 0, centre)
        text = Label(sentence, "small", "text2", wrap=True)
        text.setAlignment(centre)
        text.setMinimumWidth(200)
        text.setMaximumWidth(WIDEST)
        holder = QHBoxLayout()
        holder.addStretch(1)
        holder.addWidget(text, 100)
        holder.addStretch(1)
        column.addLayout(holder)
        column.addSpacing(4)
        column.addLayout(self._buttons(step, other, keys, step_icon))
        column.addStretch()
        theme.changed.connect(self.update)

    def _buttons(self, step: str, other: str, keys: str, step_icon: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        if step:
            primary = Button(step, "primary", icon=step_icon, keys=keys)
            primary.clicked.connect(self.stepped)
            row.addWidget(primary)
        if other:
            second = Button(other)
            second.clicked.connect(self.went_other)
            row.addWidget(second)
        row.addStretch()
        return row

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._framed:
            return
        look, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = QPen(look.color("line"), 1)
        line.setDashPattern([float(part) for part in token("line", "dashGap")])
        painter.setPen(line)
        radius = look.radius("card")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
