"""Painting a proposal in a line of two: the tick, the open cell, the piece and what is done, its score and why."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.grid.marks import bars_pixmap, RIGHT, write
from ui.kit import theme
from ui.kit.painting import draw_pixmap
from ui.kit.score_bar import draw_parts, Part
from ui.kit.theme import Theme
from ui.records.delegate import draw_box
from ui.suggest.model import ROW, TICKED
from ui.suggest.rows import FillRow, Head

Index = QModelIndex | QPersistentModelIndex
LINE: Final = 52
HEAD: Final = 28
PAD: Final = 16
BOX: Final = 14
CELL: Final = 190
SCORE: Final = 150
NARROW: Final = 620
ICONS: Final = {"persona": "user-round", "channel": "route"}
MARKS: Final = {"join": "user-plus", "idea": "lightbulb", "place": "plus", "": "ban"}


class FillDelegate(QStyledItemDelegate):
    """Paints headings and proposals."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(option.rect.width(), HEAD if isinstance(index.data(ROW), Head) else LINE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, look = index.data(ROW), theme.current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Head):
            _head(painter, option.rect, row, look)
        else:
            _ground(painter, option, look)
            state = index.data(TICKED)
            if state is not None:
                box = QRectF(box_of(option.rect))
                draw_box(painter, box, Qt.CheckState(state), look, painter.device().devicePixelRatioF())
            _cell(painter, option.rect, row, look)
            _piece(painter, option.rect, row, look)
            _score(painter, option.rect, row, look)
        painter.restore()


def box_of(rect: QRect) -> QRect:
    """Return where the tick box of a row is."""
    return QRect(rect.left() + PAD, rect.top() + 10, BOX, BOX)


def _head(painter: QPainter, rect: QRect, head: Head, look: Theme) -> None:
    painter.fillRect(rect, look.color("sunken"))
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.color("hairline"))
    line = QRectF(rect).adjusted(PAD, 0, -PAD, 0)
    line.setLeft(line.left() + write(painter, line, head.code, look.font("small", 400), look, "text3") + 6)
    line.setLeft(line.left() + write(painter, line, head.name, look.font("small", 600), look, "text2") + 6)
    write(painter, line, f"{head.count:,}", look.font("small", 400), look, "text3")


def _ground(painter: QPainter, option: QStyleOptionViewItem, look: Theme) -> None:
    rect = option.rect
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    over = bool(option.state & QStyle.StateFlag.State_MouseOver)
    painter.fillRect(rect, look.color("accentSoft" if chosen else "hover" if over else "surface"))
    if chosen:
        painter.fillRect(rect.left(), rect.top(), 2, rect.height(), look.color("accent"))
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.color("hairline"))


def _cell(painter: QPainter, rect: QRect, row: FillRow, look: Theme) -> None:
    """Paint which cell is open, and for whom where that is not its own person."""
    dpr = painter.device().devicePixelRatioF()
    x, top = rect.left() + PAD + BOX + 12, rect.top()
    draw_pixmap(painter, x, top + 10, look.pixmap(ICONS[row.axis], 14, "text2", dpr))
    upper, lower = (
        QRectF(x + 20, top + 6, _cell_width(rect) - 20, 22),
        QRectF(x + 20, top + 27, _cell_width(rect) - 20, 18),
    )
    write(painter, upper, row.cell, look.font("body", 500), look, "text")
    painter.drawPixmap(x, top + 30, bars_pixmap(str(row.level), dpr))
    write(painter, lower, row.note, look.font("small", 400), look, "text3")


def _piece(painter: QPainter, rect: QRect, row: FillRow, look: Theme) -> None:
    """Paint the piece, and below it what is done and why."""
    dpr, box = painter.device().devicePixelRatioF(), middle_of(rect)
    tone = "text3" if row.proposal is None else "text"
    upper, lower = (
        QRectF(box.left(), rect.top() + 6, box.width(), 22),
        QRectF(box.left(), rect.top() + 27, box.width(), 18),
    )
    if row.form:
        icon = look.pixmap(look.form_icon(row.form, row.form_class), 14, look.form_color(row.form_class), dpr)
        draw_pixmap(painter, upper.left(), rect.top() + 10, icon)
        upper.setLeft(upper.left() + 20)
    if row.code:
        upper.setLeft(upper.left() + write(painter, upper, row.code, look.font("small", 600), look, "text") + 8)
    write(painter, upper, row.title or row.does, look.font("body", 400), look, tone)
    if row.title:
        draw_pixmap(painter, lower.left(), rect.top() + 30, look.pixmap(MARKS[row.kind], 12, "accentText", dpr))
        lower.setLeft(lower.left() + 18)
        lower.setLeft(lower.left() + write(painter, lower, row.does, look.font("small", 500), look, "text2") + 10)
    write(painter, lower, row.why, look.font("small", 400), look, "text3")


def _score(painter: QPainter, rect: QRect, row: FillRow, look: Theme) -> None:
    """Paint the score over its parts."""
    box = QRectF(rect.right() - PAD - _score_width(rect), rect.top(), _score_width(rect), rect.height())
    if row.parts:
        write(
            painter,
            QRectF(box.left(), box.top() + 6, box.width(), 22),
            f"{row.score:.1f}",
            look.font("section"),
            look,
            "text",
            RIGHT,
        )
        parts = [Part("", most, gained) for _, most, gained in row.parts]
        draw_parts(painter, QRectF(box.left(), box.top() + 34, box.width(), 4), parts, look, row.factor)


def _lines(box: QRectF) -> tuple[QRectF, QRectF]:
    """Return the two lines of text in a row."""
    return QRectF(box.left(), box.top() + 6, box.width(), 22), QRectF(box.left(), box.top() + 27, box.width(), 18)


def middle_of(rect: QRect) -> QRectF:
    """Return the room between the cell and the score."""
    left = rect.left() + PAD + BOX + 12 + _cell_width(rect) + 16
    return QRectF(left, rect.top(), rect.right() - PAD - _score_width(rect) - 24 - left, rect.height())


def _cell_width(rect: QRect) -> int:
    return CELL if rect.width() >= NARROW else CELL * 2 // 3


def _score_width(rect: QRect) -> int:
    return SCORE if rect.width() >= NARROW else SCORE * 2 // 3
