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
LABEL_GAP: Final = 6


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

    def _paint_labels(self, painter: QPainter, scale: float) -> None:
        """Paint each label under its part; the last one may begin earlier, so that it can be read."""
        painter.setPen(theme.current().color("text3"))
        metrics = QFontMetrics(painter.font())
        x = free = 0.0
        for part in self._parts:
            end = x + part.most * scale
            wanted = metrics.horizontalAdvance(part.label)
            start = max(free, min(x, self.width() - wanted))
            text = metrics.elidedText(part.label, Qt.TextElideMode.ElideRight, int(self.width() - start))
            painter.drawText(QRectF(start, BAR, wanted + 1, LABEL_HEIGHT), Qt.AlignmentFlag.AlignBottom, text)
            free = start + wanted + LABEL_GAP
            x = end + GAP

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
            x += width + GAP
        if self._labels:
            self._paint_labels(painter, room / whole)
