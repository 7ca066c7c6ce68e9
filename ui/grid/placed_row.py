"""One placement in a list: status mark, code, title, personas, day."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from b2bdesk.i18n import day, language, tr
from b2bdesk.queries.cell import Placed
from b2bdesk.terms import Language
from ui.grid.marks import cut, LEFT, RIGHT, write
from ui.kit import theme
from ui.kit.focus import give_ring
from ui.kit.painted import PaintedButton
from ui.kit.painting import draw_status_glyph
from ui.kit.text import tip

ROW = 26
PADDING = 16


class PlacedRow(PaintedButton):
    """A click or Enter chooses the placement on the board."""

    chosen = Signal(int)

    def __init__(self, placed: Placed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.placed = placed
        people = " ".join(placed.personas)
        words = [placed.code, placed.title, people, day(placed.start) or tr("no date")]
        self.setAccessibleName(", ".join(word for word in words if word))
        self.setToolTip(tip(f"{placed.code} {placed.title}"))
        self.setFixedHeight(ROW)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        give_ring(self, 4)
        self.clicked.connect(self._choose)

    def _choose(self) -> None:
        self.chosen.emit(self.placed.id)

    def sizeHint(self) -> QSize:
        return QSize(240, ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, p, box = theme.current(), QPainter(self), QRectF(self.rect())
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            p.fillRect(box, look.color("hover"))
        draw_status_glyph(p, PADDING, (box.height() - 12) / 2, self.placed.status, look)
        small, bold = look.font("small", 400), look.font("small", 600)
        line = box.adjusted(PADDING + 20, 0, -PADDING, 0)
        line.setLeft(line.left() + write(p, line, self.placed.code, bold, look, "text") + 8)
        when = short_day(self.placed)
        day_width = max(44.0, cut(when, small, 80)[1])
        write(p, line, when, small, look, "text3", RIGHT)
        people, people_width = cut(" ".join(self.placed.personas), small, 62)
        right = line.right() - day_width - 8
        p.setPen(look.color("text3"))
        p.drawText(QRectF(right - people_width, line.top(), people_width + 1, line.height()), LEFT, people)
        title = QRectF(line.left(), line.top(), right - people_width - 8 - line.left(), line.height())
        write(p, title, self.placed.title, small, look, "text2")


def short_day(placed: Placed) -> str:
    """Return the day without its year."""
    if placed.start is None:
        return tr("no date")
    text = day(placed.start)
    return text.rsplit(" ", 1)[0] if language() is Language.EN else text.partition("年")[2]
