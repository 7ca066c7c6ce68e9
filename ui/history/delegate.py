"""Painting the history: a line down the side, a dot for each step, its name, what became of it, its time."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.history.model import Kind, ROW, Row
from ui.kit import theme

LEFT: Final = 42
TIME: Final = 52
DOT_X: Final = 26
DAY_HEIGHT: Final = 28
WRAP: Final = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop
INKS: Final = {Kind.UNDONE: "text3", Kind.STEP: "text", Kind.HERE: "text", Kind.START: "text"}


class HistoryDelegate(QStyledItemDelegate):
    """Paints days and steps; a name may take two lines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row = index.data(ROW)
        width = option.widget.width() if option.widget is not None else option.rect.width()
        if row.kind is Kind.DAY:
            return QSize(width, DAY_HEIGHT)
        note = 16 if row.note else 0
        return QSize(width, 10 + name_height(row.text, width - LEFT - TIME - 16) + note)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: Row = index.data(ROW)
        look = theme.current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.kind is Kind.DAY:
            painter.setFont(look.font("small"))
            painter.setPen(look.color("text3"))
            painter.drawText(option.rect.adjusted(16, 4, 0, 0), Qt.AlignmentFlag.AlignVCenter, row.text)
        else:
            paint_ground(painter, option, row, look)
            paint_line(painter, option.rect, row, look)
            paint_words(painter, option.rect, row, look)
        painter.restore()


def name_height(text: str, width: int) -> int:
    """Return how high a name is, one line or two."""
    metrics = QFontMetrics(theme.current().font("body"))
    needed = metrics.boundingRect(QRect(0, 0, max(width, 20), 1000), WRAP, text).height()
    return min(max(needed, metrics.height()), 2 * metrics.lineSpacing())


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, row: Row, look: theme.Theme) -> None:
    """Paint the ground: where one is, the chosen row, the row under the mouse."""
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    over = bool(option.state & QStyle.StateFlag.State_MouseOver)
    fill = "accentSoft" if row.kind is Kind.HERE else "accentFaint" if selected else "hover" if over else ""
    box = option.rect.adjusted(8, 1, -8, -1)
    painter.setPen(QPen(look.color("accent"), 1) if selected else Qt.PenStyle.NoPen)
    painter.setBrush(look.color(fill) if fill else Qt.BrushStyle.NoBrush)
    if fill or selected:
        painter.drawRoundedRect(box, 6, 6)


def paint_line(painter: QPainter, rect: QRect, row: Row, look: theme.Theme) -> None:
    """Paint the line and the dot."""
    painter.setPen(QPen(look.color("line"), 1))
    bottom = rect.top() + 14 if row.edit_id == 0 else rect.bottom() + 1
    painter.drawLine(QPointF(DOT_X, rect.top()), QPointF(DOT_X, bottom))
    colors = {Kind.HERE: "accent", Kind.STEP: "text2", Kind.UNDONE: "line", Kind.START: "text"}
    hollow = row.kind in (Kind.UNDONE, Kind.START)
    painter.setPen(QPen(look.color(colors[row.kind]), 2 if row.kind is Kind.START else 1.5))
    painter.setBrush(look.color("surface" if hollow else colors[row.kind]))
    painter.drawEllipse(QPointF(DOT_X, rect.top() + 14), 3.5, 3.5)


def paint_words(painter: QPainter, rect: QRect, row: Row, look: theme.Theme) -> None:
    """Write name, note and time."""
    width = rect.width() - LEFT - TIME - 16
    height = name_height(row.text, width)
    painter.setFont(look.font("body"))
    painter.setPen(look.color(INKS[row.kind]))
    painter.drawText(QRect(LEFT, rect.top() + 5, width, height), WRAP, row.text)
    painter.setFont(look.font("small"))
    painter.setPen(look.color("text3"))
    time = QRect(rect.right() - TIME - 16, rect.top() + 5, TIME, 18)
    painter.drawText(time, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.time)
    if row.note:
        painter.setPen(look.color("accentText" if row.kind is Kind.HERE else "text3"))
        painter.drawText(QRect(LEFT, rect.top() + 5 + height, width + TIME, 16), 0, row.note)
