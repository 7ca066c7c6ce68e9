"""How a row of a list is drawn: its ground by state, the tick box, bands, and the cells by their painters."""

from typing import Final

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.kit import painting, theme
from ui.kit.theme import Theme
from ui.records import paint
from ui.records.model import Band, CELL, RecordModel

Index = QModelIndex | QPersistentModelIndex
PAD: Final = 8
FIRST_PAD: Final = 16
SIDE: Final = 14
"""Side of the tick box."""


def draw_box(painter: QPainter, place: QRectF, state: Qt.CheckState, look: Theme, dpr: float) -> None:
    """Draw a tick box."""
    on = state != Qt.CheckState.Unchecked
    painter.setPen(QPen(look.color("accent" if on else "control"), 1))
    painter.setBrush(look.color("accent" if on else "surface"))
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    if on:
        name = "check" if state == Qt.CheckState.Checked else "minus"
        painting.draw_pixmap(painter, place.left() + 1, place.top() + 1, look.pixmap(name, 12, "onAccent", dpr))


class RowDelegate(QStyledItemDelegate):
    """Draws cells of a `RecordModel`; `hovered` is the row under the mouse, `current` the current one."""

    def __init__(self, model: RecordModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.hovered = -1
        self.current = -1

    def box_of(self, rect: QRect) -> QRect:
        """Return where the tick box is in the first cell of a row."""
        return QRect(rect.left() + FIRST_PAD, rect.center().y() - SIDE // 2 + 1, SIDE, SIDE)

    def _ground(self, row: int, look: Theme) -> str:
        if row == self.current:
            return "accentSoft"
        if self._model.id_at(row) in self._model.ticked:
            return "accentFaint"
        return "hover" if row == self.hovered else "surface"

    def _paint_band(self, painter: QPainter, rect: QRect, band: Band, look: Theme) -> None:
        painter.fillRect(rect, look.color("sunken"))
        x, middle = rect.left() + FIRST_PAD, rect.center().y() + 1
        if self._model.wanted.group == "status":
            painting.draw_status_glyph(painter, x, middle - 6, band.value, look)
            x += 18
        box = QRectF(x, rect.top(), rect.right() - x, rect.height())
        wide = paint.write(painter, box, band.label, look, look.font("small", 600))
        count = look.font("small")
        paint.write(painter, box.adjusted(wide + 6, 0, 0, 0), f"{band.count:,}", look, count, "text3")

    def _paint_first(self, painter: QPainter, rect: QRect, row: int, look: Theme) -> None:
        if row == self.current:
            painter.fillRect(QRect(rect.left(), rect.top(), 2, rect.height()), look.color("accent"))
        ticked = self._model.id_at(row) in self._model.ticked
        state = Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        draw_box(painter, QRectF(self.box_of(rect)), state, look, painter.device().devicePixelRatioF())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, rect, row = theme.current(), option.rect, index.row()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        band = self._model.band_at(row)
        if band is not None:
            self._paint_band(painter, rect, band, look)
        else:
            painter.fillRect(rect, look.color(self._ground(row, look)))
            left = PAD
            if index.column() == 0:
                self._paint_first(painter, rect, row, look)
                left = FIRST_PAD + SIDE + 7
            column = self._model.columns[index.column()]
            box = QRectF(rect).adjusted(left, 0, -PAD, -1)
            paint.PAINTERS[column.style](painter, box, index.data(CELL), look)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), look.color("hairline"))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._model.columns[index.column()].width, theme.current().size("tableRowCompact"))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setFont(theme.current().font("small", 500))
        editor.setFrame(False)
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        inset = 18 if self._model.columns[index.column()].style in ("piece", "person") else 0
        editor.setGeometry(option.rect.adjusted(inset, 0, 0, -1))

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        if index.column() != 0 or not isinstance(event, QMouseEvent) or self._model.band_at(index.row()) is not None:
            return False
        left = event.button() == Qt.MouseButton.LeftButton
        inside = self.box_of(option.rect).adjusted(-8, -7, 6, 7).contains(event.position().toPoint())
        if left and inside and event.type() == QEvent.Type.MouseButtonRelease:
            row_id = self._model.id_at(index.row())
            if row_id is not None:
                self._model.tick([row_id], row_id not in self._model.ticked)
        return (
            left
            and inside
            and event.type()
            in (
                QEvent.Type.MouseButtonPress,
                QEvent.Type.MouseButtonRelease,
                QEvent.Type.MouseButtonDblClick,
            )
        )
