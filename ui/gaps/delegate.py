"""Painting a finding in a line of two: the mark, the sentence, why; at the right what it is about."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from b2bdesk.i18n import tr
from ui.gaps.model import Head, ROW
from ui.kit import theme
from ui.kit.tokens import token
from ui.painting import elided
from ui.summary import Said

LINE: Final = 52
HEAD: Final = 28
PAD: Final = 16
CODES: Final = 132
WEIGHT: Final = 64
MIDDLE: Final = Qt.AlignmentFlag.AlignVCenter


class FindingDelegate(QStyledItemDelegate):
    """Paints headings and findings."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(option.rect.width(), HEAD if isinstance(index.data(ROW), Head) else LINE)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ROW)
        look = theme.current()
        painter.save()
        if isinstance(row, Head):
            paint_head(painter, option.rect, row, look)
        else:
            paint_ground(painter, option, look)
            paint_finding(painter, option.rect, row, look, painter.device().devicePixelRatioF())
        painter.restore()


def paint_head(painter: QPainter, rect: QRect, head: Head, look: theme.Theme) -> None:
    """Paint the band of a severity."""
    painter.fillRect(rect, look.color("sunken"))
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.color("hairline"))
    painter.setFont(look.font("small", 600))
    painter.setPen(look.color("text2"))
    painter.drawText(rect.adjusted(PAD, 0, 0, 0), MIDDLE, head.text)
    left = PAD + painter.fontMetrics().horizontalAdvance(head.text) + 6
    painter.setFont(look.font("small"))
    painter.setPen(look.color("text3"))
    painter.drawText(rect.adjusted(left, 0, 0, 0), MIDDLE, f"{head.count:,}")


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, look: theme.Theme) -> None:
    """Paint the row's ground: current, under the mouse, or at rest."""
    rect = option.rect
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    over = bool(option.state & QStyle.StateFlag.State_MouseOver)
    painter.fillRect(rect, look.color("accentSoft" if selected else "hover" if over else "surface"))
    if selected:
        painter.fillRect(rect.left(), rect.top(), 2, rect.height(), look.color("accent"))
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.color("hairline"))


def paint_finding(painter: QPainter, rect: QRect, said: Said, look: theme.Theme, dpr: float) -> None:
    """Paint a finding's mark, words, codes and importance."""
    mark = token("severity", str(said.finding.severity))
    painter.drawPixmap(rect.left() + PAD, rect.top() + 9, look.pixmap(mark["icon"], 14, mark["color"], dpr))
    right = rect.right() - PAD
    left = rect.left() + PAD + 24
    words = QRect(left, rect.top() + 5, right - WEIGHT - CODES - left - 12, 22)
    write(painter, words, look, said.sentence, "body", "text", 500)
    below = QRect(left, rect.top() + 26, right - left - WEIGHT - CODES - 12, 18)
    write(painter, below, look, said.why, "small", "text3")
    codes = QRect(right - WEIGHT - CODES, rect.top() + 5, CODES, 22)
    write(painter, codes, look, code_words(said), "small", "text2")
    weight = QRect(right - WEIGHT, rect.top() + 5, WEIGHT, 22)
    painter.setFont(look.font("small"))
    painter.setPen(look.color("text3"))
    painter.drawText(weight, MIDDLE | Qt.AlignmentFlag.AlignRight, importance(said))


def write(
    painter: QPainter, place: QRect, look: theme.Theme, text: str, role: str, color: str, weight: int | None = None
) -> None:
    """Write a line, cut to its place."""
    painter.setFont(look.font(role, weight))
    painter.setPen(look.color(color))
    painter.drawText(place, MIDDLE, elided(painter, text, place.width()))


def code_words(said: Said) -> str:
    """Return the short codes that a finding is about; codes of lists, which nobody reads, stay out."""
    return " · ".join(code for code in said.finding.codes if code[:1].isupper())


def importance(said: Said) -> str:
    """Return how much a finding matters, with one decimal."""
    return f"{said.finding.importance:.1f}"


def importance_words(said: Said) -> str:
    """Return how much a finding matters, in words."""
    return tr("priority {number}", number=importance(said))
