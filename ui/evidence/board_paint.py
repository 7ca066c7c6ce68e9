"""Painting the board: how the chosen evidence speaks to a row, what the row says, how far it is proven."""

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from b2bdesk.i18n import percent, tr
from b2bdesk.queries.evidence import Group, Statement
from b2bdesk.terms import Polarity
from ui.evidence import words
from ui.evidence.board_model import Index, KIND, LINK, ROW
from ui.kit import theme
from ui.kit.painting import draw_evidence_arc, draw_pixmap, draw_weight, scale_of
from ui.kit.theme import Theme

PAD: Final = 12
MARK: Final = 14
TEXT: Final = PAD + MARK + 10
SURE: Final = 152
"""The room at the right for arc, percent and word."""
ARC: Final = 16
HEAD: Final = 44
LINE: Final = 17
MOST_LINES: Final = 3
MARKS: Final = {Polarity.SUPPORTS: ("circle-plus", "ok"), Polarity.CONTRADICTS: ("circle-minus", "gap")}


class BoardDelegate(QStyledItemDelegate):
    """Paints headings and statements; `drop` is the row that something is dragged over."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self.drop = -1

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(ROW)
        width = self._view.viewport().width()
        if not isinstance(row, Statement):
            return QSize(width, HEAD)
        box = QFontMetrics(theme.current().font("body")).boundingRect(
            QRect(0, 0, max(80, width - TEXT - SURE - 8), 999), int(Qt.TextFlag.TextWordWrap), row.text
        )
        lines = min(MOST_LINES, max(1, round(box.height() / QFontMetrics(theme.current().font("body")).lineSpacing())))
        return QSize(width, 24 + lines * _line(theme.current()) + 7)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, look = index.data(ROW), theme.current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = option.rect
        self._ground(painter, option, index.row(), isinstance(row, Group), look)
        _mark(painter, rect, index.data(LINK), look)
        if isinstance(row, Group):
            _group(painter, rect, row, look)
        else:
            _statement(painter, rect, row, index.data(KIND), look)
        _sure(painter, rect, row, look)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, at: int, head: bool, look: Theme) -> None:
        rect, state = option.rect, option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        ground = "accentSoft" if chosen or at == self.drop else "sunken" if head else "hover" if over else "surface"
        painter.fillRect(rect, look.color(ground))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), look.color("hairline"))
        if at == self.drop:
            line = QPen(look.color("accent"), 1)
            line.setDashPattern([3, 2])
            painter.setPen(line)
            painter.drawRoundedRect(QRectF(rect).adjusted(2.5, 1.5, -2.5, -2.5), 4, 4)
        current = self._view.currentIndex().row() == at
        if current and self._view.hasFocus():
            painter.setPen(QPen(look.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(rect).adjusted(1, 1, -1, -2))


def _line(look: Theme) -> int:
    return QFontMetrics(look.font("body")).lineSpacing()


def _mark(painter: QPainter, rect: QRect, link: str, look: Theme) -> None:
    """Draw a plus for support, a minus for contradiction, and nothing where the evidence is silent."""
    if link:
        icon, color = MARKS[Polarity(link)]
        picture = look.pixmap(icon, MARK, color, scale_of(painter))
        draw_pixmap(painter, rect.left() + PAD, rect.top() + 6, picture)


def _group(painter: QPainter, rect: QRect, row: Group, look: Theme) -> None:
    room = rect.width() - TEXT - SURE - 8
    _write(painter, QRect(rect.left() + TEXT, rect.top() + 4, room, 18), row.name, look, "bodyStrong", "text", 600)
    backed = sum(one.value is not None for one in row.statements)
    told = tr("{backed} of {n} backed", backed=backed, n=len(row.statements))
    text = f"{row.title} · {told}"
    _write(painter, QRect(rect.left() + TEXT, rect.top() + 22, room, 17), text, look, "small", "text3")


def _statement(painter: QPainter, rect: QRect, row: Statement, kind: str, look: Theme) -> None:
    left, room = rect.left() + TEXT, rect.width() - TEXT - SURE - 8
    painter.setFont(look.font("micro", 500))
    width = min(painter.fontMetrics().horizontalAdvance(f"{kind} · {row.code}") + 8, room - 40)
    _write(painter, QRect(left, rect.top() + 5, width, 16), f"{kind} · {row.code}", look, "micro", "text3", 500)
    draw_weight(painter, left + width + 2, rect.top() + 8, row.weight, look)
    painter.setFont(look.font("body"))
    painter.setPen(look.color("text"))
    box = QRect(left, rect.top() + 23, room, rect.height() - 27)
    painter.setClipRect(box)
    painter.drawText(box, int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop), row.text)
    painter.setClipping(False)


def _sure(painter: QPainter, rect: QRect, row: Group | Statement, look: Theme) -> None:
    left = rect.right() - SURE
    draw_evidence_arc(painter, QRectF(left, rect.top() + 7, ARC, ARC), row.value, look)
    room = QRect(left + ARC + 8, rect.top() + 5, SURE - ARC - 8 - PAD, 18)
    if row.value is None:
        _write(painter, room, tr("assumption"), look, "small", "text2")
    else:
        _write(painter, room, percent(row.value), look, "small", "text", 600)
    below = words.links_text(row.links) if row.value is None else words.sure_word(row.value)
    tone = "text3" if row.value is None or round(row.value, 4) >= 0.5 else "thinText"
    _write(painter, room.translated(0, 17), below, look, "micro", tone)


def _write(
    painter: QPainter, box: QRect, text: str, look: Theme, role: str, tone: str, weight: int | None = None
) -> None:
    painter.setFont(look.font(role, weight))
    painter.setPen(look.color(tone))
    cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), cut)
