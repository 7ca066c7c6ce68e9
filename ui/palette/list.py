"""The palette's rows: a model of headings and entries, and how they are painted."""

from collections.abc import Iterable
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from b2bdesk.i18n import tr
from ui.kit import theme
from ui.kit.kbd import draw_kbd, KBD_HEIGHT, kbd_width
from ui.kit.tokens import token
from ui.painting import elided
from ui.palette.entries import BEST, Entry, Group

Index = QModelIndex | QPersistentModelIndex
ROW: Final = int(Qt.ItemDataRole.UserRole)
HEAD: Final = 30
PAD: Final = 16
MIDDLE: Final = Qt.AlignmentFlag.AlignVCenter
Row = Group | Entry


class PaletteModel(QAbstractListModel):
    """Headings and entries."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def show(self, groups: Iterable[Group]) -> None:
        """Show these groups."""
        self.beginResetModel()
        rows: list[Row] = []
        for group in groups:
            rows += [group, *group.entries]
        self._rows = rows
        self.endResetModel()

    def row(self, index: Index) -> Row:
        """Return what stands in a row."""
        return self._rows[index.row()]

    def entry(self, index: Index) -> Entry | None:
        """Return the entry of a row, None for a heading."""
        row = self._rows[index.row()] if index.isValid() else None
        return row if isinstance(row, Entry) else None

    def step(self, at: int, by: int) -> QModelIndex:
        """Return the next entry in a direction, around the ends."""
        count = len(self._rows)
        for distance in range(1, count + 1):
            number = (at + by * distance) % count
            if isinstance(self._rows[number], Entry):
                return self.index(number)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (ROW, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) or not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        return tr(row.name) if isinstance(row, Group) else f"{row.title} {row.detail}".strip()

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self._rows[index.row()], Group):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class PaletteDelegate(QStyledItemDelegate):
    """Paints the rows; what was typed stands out in their titles."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.words: tuple[str, ...] = ()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        height = HEAD if isinstance(index.data(ROW), Group) else token("size", "palette", "row")
        return QSize(option.rect.width(), height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: Row = index.data(ROW)
        look = theme.current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Group):
            paint_head(painter, option.rect, row, look)
        else:
            self._paint_entry(painter, option, row, look)
        painter.restore()

    def _paint_entry(self, painter: QPainter, option: QStyleOptionViewItem, row: Entry, look: theme.Theme) -> None:
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accentSoft"))
            painter.drawRoundedRect(QRectF(rect).adjusted(6, 0, -6, 0), 6, 6)
        if row.icon:
            picture = look.pixmap(row.icon, 16, row.ink, painter.device().devicePixelRatioF())
            painter.drawPixmap(rect.left() + PAD, rect.top() + (rect.height() - 16) // 2, picture)
        right = self._paint_right(painter, rect, row, look)
        left = rect.left() + PAD + 26
        left = self._paint_title(painter, QRect(left, rect.top(), right - left - 8, rect.height()), row, look)
        if row.detail and right - left > 30:
            painter.setFont(look.font("body"))
            painter.setPen(look.color("text3"))
            place = QRect(left + 6, rect.top(), right - left - 14, rect.height())
            painter.drawText(place, MIDDLE, elided(painter, row.detail, place.width()))

    def _paint_right(self, painter: QPainter, rect: QRect, row: Entry, look: theme.Theme) -> int:
        right = rect.right() - PAD
        if row.keys:
            width = kbd_width(row.keys, look)
            right -= width
            tag = QRectF(right, rect.center().y() - KBD_HEIGHT / 2 + 1, width, KBD_HEIGHT)
            draw_kbd(painter, tag, row.keys, look, "text3", "raised")
            right -= 8
        if row.right:
            painter.setFont(look.font("small"))
            painter.setPen(look.color("text3"))
            width = painter.fontMetrics().horizontalAdvance(row.right)
            right -= width
            painter.drawText(QRect(right, rect.top(), width, rect.height()), MIDDLE, row.right)
        return right

    def _paint_title(self, painter: QPainter, place: QRect, row: Entry, look: theme.Theme) -> int:
        painter.setFont(look.font("body"))
        text = elided(painter, row.title, place.width())
        x = place.left()
        for part, hit in marked(text, self.words):
            painter.setFont(look.font("body", 600 if hit else 400))
            painter.setPen(look.color("accentText" if hit else "text"))
            painter.drawText(QRect(x, place.top(), place.right() - x + 4, place.height()), MIDDLE, part)
            x += painter.fontMetrics().horizontalAdvance(part)
        return x


def paint_head(painter: QPainter, rect: QRect, group: Group, look: theme.Theme) -> None:
    """Paint a heading and, where not all is shown, how many there are."""
    painter.setFont(look.font("small"))
    painter.setPen(look.color("text3"))
    line = rect.adjusted(PAD, 6, -PAD, 0)
    painter.drawText(line, MIDDLE, tr(group.name))
    if group.count and group.name != BEST:
        painter.drawText(line, MIDDLE | Qt.AlignmentFlag.AlignRight, f"{group.count:,}")


def marked(text: str, words: Iterable[str]) -> list[tuple[str, bool]]:
    """Split a text into what was typed and what was not."""
    low, hits = text.casefold(), [False] * len(text)
    if len(low) != len(text):
        return [(text, False)]
    for word in words:
        at = low.find(word.casefold())
        if word and at >= 0:
            hits[at : at + len(word)] = [True] * len(word)
    parts: list[tuple[str, bool]] = []
    start = 0
    for i in range(1, len(text) + 1):
        if i == len(text) or hits[i] != hits[start]:
            parts.append((text[start:i], hits[start]))
            start = i
    return parts
