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
from ui.kit.theme import Theme

BAR: Final = 4
GAP: Final = 1
LABEL_HEIGHT: Final = 18
LABEL_GAP: Final = 3


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


def spoken_score(parts: Sequence[Part], factors: Sequence[str] = ()) -> str:
    """Return the parts of a score in words, a line each, and what it is multiplied by."""
    return "\n".join([*(part.spoken for part in parts), *factors])


class ScoreBar(QWidget):
    """Parts beside each other, each as wide as it can give and filled as far as it gives.

    What the whole is multiplied by (`factor`, 0-1, said in `factors`) makes the filled part paler from there on.
    """

    def __init__(
        self,
        parts: Sequence[Part],
        *,
        labels: bool = False,
        factor: float = 1.0,
        factors: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._parts, self._labels, self._factor = list(parts), labels, factor
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        spoken = spoken_score(self._parts, factors)
        self.setAccessibleName(spoken.replace("\n", tr(", ")))
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
        painter.setFont(look.font("micro", 400))
        draw_parts(painter, QRectF(0, 0, self.width(), BAR), self._parts, look, self._factor)
        if self._labels:
            whole = sum(part.most for part in self._parts) or 1
            self._paint_labels(painter, (self.width() - GAP * (len(self._parts) - 1)) / whole)


def draw_parts(painter: QPainter, box: QRectF, parts: Sequence[Part], look: Theme, factor: float = 1.0) -> None:
    """Draw the parts of a score into a box; what its factor takes off stays as a pale line."""
    painter.setPen(Qt.PenStyle.NoPen)
    whole = sum(part.most for part in parts) or 1
    room = box.width() - GAP * (len(parts) - 1)
    x = box.left()
    for part in parts:
        width = room * part.most / whole
        painter.fillRect(QRectF(x, box.top(), width, box.height()), look.color("line"))
        share = max(0.0, min(1.0, part.gained / part.most)) if part.most else 0
        painter.fillRect(QRectF(x, box.top(), width * share, box.height()), look.color("accentLine"))
        painter.fillRect(QRectF(x, box.top(), width * share * factor, box.height()), look.color("accent"))
        x += width + GAP
