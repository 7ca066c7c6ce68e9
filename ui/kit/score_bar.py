"""A score shown as the parts it is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from b2bdesk.i18n import tr
from ui.kit import theme
from ui.kit.text import tip

BAR: Final = 4
GAP: Final = 1
LABEL_HEIGHT: Final = 18


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a score: its name, what it could give at most and what it gives."""

    label: str
    most: float
    gained: float

    @property
    def spoken(self) -> str:
        """The part in words."""
        return tr("{part}: {gained} of {most}", part=self.label, gained=f"{self.gained:g}", most=f"{self.most:g}")


class ScoreBar(QWidget):
    """Parts beside each other, each as wide as it can give and filled as far as it gives."""

    def __init__(self, parts: Sequence[Part], *, labels: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts, self._labels = list(parts), labels
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        spoken = ", ".join(part.spoken for part in self._parts)
        self.setAccessibleName(spoken)
        self.setToolTip(tip(spoken))
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(160, BAR + (LABEL_HEIGHT if self._labels else 0))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setFont(look.font("micro", 400))
        whole = sum(part.most for part in self._parts) or 1
        room = self.width() - GAP * (len(self._parts) - 1)
        x = 0.0
        for part in self._parts:
            width = room * part.most / whole
            painter.fillRect(QRectF(x, 0, width, BAR), look.color("line"))
            share = max(0.0, min(1.0, part.gained / part.most)) if part.most else 0
            painter.fillRect(QRectF(x, 0, width * share, BAR), look.color("accent"))
            if self._labels:
                painter.setPen(look.color("text3"))
                text = QFontMetrics(painter.font()).elidedText(part.label, Qt.TextElideMode.ElideRight, int(width))
                painter.drawText(QRectF(x, BAR, width + GAP, LABEL_HEIGHT), Qt.AlignmentFlag.AlignBottom, text)
                painter.setPen(Qt.PenStyle.NoPen)
            x += width + GAP
