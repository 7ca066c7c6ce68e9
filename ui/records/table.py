"""The list itself: rows by id, keys, ticks, heads that sort."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from b2bdesk.i18n import tr
from ui.kit import theme
from ui.records.delegate import draw_box, FIRST_PAD, RowDelegate, SIDE
from ui.records.model import RecordModel

Index = QModelIndex | QPersistentModelIndex
NARROWEST: Final = 140
Mod = Qt.KeyboardModifier


class Head(QHeaderView):
    """The heads of the columns, with a box that ticks all; `sort_asked(key)` tells which head was clicked."""

    sort_asked = Signal(str)

    def __init__(self, model: RecordModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setFixedHeight(theme.current().size("tableHeader"))
        self.setMinimumSectionSize(40)
        self.sectionClicked.connect(self._clicked)
        model.ticks_changed.connect(self._repaint)

    def show_order(self, key: str, descending: bool) -> None:
        """Show by which column the rows are ordered."""
        at = next((place for place, column in enumerate(self._model.columns) if column.key == key), -1)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.setSortIndicatorShown(at >= 0)
        if at >= 0:
            self.setSortIndicator(at, order)

    def _clicked(self, section: int) -> None:
        column = self._model.columns[section]
        if column.sortable:
            self.sort_asked.emit(column.key)

    def _repaint(self) -> None:
        self.viewport().update()

    def _box(self) -> QRect:
        return QRect(FIRST_PAD - self.offset(), (self.height() - SIDE) // 2, SIDE, SIDE)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        look = theme.current()
        painter.save()
        painter.fillRect(rect, look.color("surface"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        column = self._model.columns[logical]
        left = FIRST_PAD + SIDE + 7 if logical == 0 else 8
        box = QRectF(rect).adjusted(left, 0, -8, 0)
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == logical:
            down = self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
            icon = look.pixmap("arrow-down" if down else "arrow-up", 12, "text2", self.devicePixelRatioF())
            painter.drawPixmap(round(box.right() - 12), round(box.center().y() - 6), icon)
            box.adjust(0, 0, -15, 0)
        painter.setFont(look.font("micro", 400))
        painter.setPen(look.color("text3"))
        text = painter.fontMetrics().elidedText(tr(column.label), Qt.TextElideMode.ElideRight, int(box.width()))
        align = Qt.AlignmentFlag.AlignRight if column.align == "right" else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, int(align | Qt.AlignmentFlag.AlignVCenter), text)
        if logical == 0:
            draw_box(painter, QRectF(self._box()), self._all(), look, self.devicePixelRatioF())
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), look.color("line"))
        painter.restore()

    def _all(self) -> Qt.CheckState:
        n = len(self._model.ticked)
        if not n:
            return Qt.CheckState.Unchecked
        return Qt.CheckState.Checked if n == len(self._model.ids()) else Qt.CheckState.PartiallyChecked

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._box().adjusted(-6, -6, 6, 6).contains(event.position().toPoint()):
            self._model.tick(self._model.ids(), self._all() != Qt.CheckState.Checked)
            return
        super().mouseReleaseEvent(event)


class RecordTable(QTableView):
    """Shows a `RecordModel`. Tells what a person wants; does nothing to the rows itself."""

    current_changed = Signal(object)
    """The id of the current row, or None."""
    opened = Signal(int)
    moved = Signal(int, int)
    """(id, step) Put a row before or behind its neighbour."""
    menu_asked = Signal(QPoint)

    def __init__(self, model: RecordModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.records = model
        self._delegate = RowDelegate(model, self)
        self._kept: tuple[int | None, int, int] = (None, 0, 0)
        self._last_ticked: int | None = None
        self.by_keys = False
        self.head = Head(model, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setHorizontalHeader(self.head)
        self._dress()
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)
        self._widen()

    def _dress(self) -> None:
        look = theme.current()
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(20)
        self.verticalHeader().setDefaultSectionSize(look.size("tableRowCompact"))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(look.size("tableRowCompact"))

    # The current row

    def current_id(self) -> int | None:
        """Return the id of the current row."""
        return self.records.id_at(self.currentIndex().row())

    def go_to(self, row_id: int) -> bool:
        """Make a row current; tell whether it is in the list."""
        row = self.records.row_of(row_id)
        if row is None:
            return False
        self.setCurrentIndex(self.records.index(row, self.records.title_column()))
        self.scrollTo(self.currentIndex())
        return True

    def go_by(self, step: int) -> None:
        """Make the next or the previous row current."""
        ids = self.records.ids()
        now = self.current_id()
        at = ids.index(now) + step if now is not None else 0
        if 0 <= at < len(ids):
            self.go_to(ids[at])

    def chosen(self) -> list[int]:
        """Return the ticked rows, or else the current one."""
        current = self.current_id()
        return self.records.ticked_in_order() or ([current] if current is not None else [])

    def edit_title(self) -> None:
        """Let the title of the current row be typed."""
        row = self.currentIndex().row()
        index = self.records.index(row, self.records.title_column())
        if index.isValid() and self.records.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.setCurrentIndex(index)
            self.edit(index)

    def copy_rows(self) -> None:
        """Copy the chosen rows as a table of text."""
        lines = self.records.lines(self.chosen())
        text = "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines)
        QGuiApplication.clipboard().setText(text)

    # Keeping place over a reset

    def _keep(self) -> None:
        row = self.currentIndex().row()
        self._kept = (self.records.id_at(row), row, self.verticalScrollBar().value())

    def _restore(self) -> None:
        row_id, row, scroll = self._kept
        self.clearSpans()
        for band in self.records.bands():
            self.setSpan(band, 0, 1, len(self.records.columns))
            self.setRowHeight(band, theme.current().size("groupBandTable"))
        place = self.records.row_of(row_id) if row_id is not None else None
        if place is None and row_id is not None:
            place = self._near(row)
        if place is not None:
            self.setCurrentIndex(self.records.index(place, self.records.title_column()))
        self.verticalScrollBar().setValue(scroll)
        self._tell()

    def _near(self, row: int) -> int | None:
        """Return the row nearest to one that is gone."""
        rows = (at for step in range(self.records.rowCount()) for at in (row + step, row - step))
        return next((at for at in rows if self.records.id_at(at) is not None), None)

    def _tell(self) -> None:
        self._delegate.current = self.currentIndex().row()
        self.viewport().update()
        self.current_changed.emit(self.current_id())

    def _widen(self) -> None:
        """Give the stretching column the room that the others leave."""
        spare = self.viewport().width() - sum(column.width for column in self.records.columns)
        for at, column in enumerate(self.records.columns):
            extra = spare if column.stretch else 0
            self.setColumnWidth(at, max(column.width + extra, min(column.width, NARROWEST)))

    # Ticks by keys and mouse

    def _tick_current(self) -> None:
        row_id = self.current_id()
        if row_id is not None:
            self._last_ticked = row_id
            self.records.tick([row_id], row_id not in self.records.ticked)

    def _tick_range(self, row: int) -> None:
        ids, target = self.records.ids(), self.records.id_at(row)
        start = self._last_ticked if self._last_ticked in ids else self.current_id()
        if target is None or start is None:
            return
        first, last = sorted((ids.index(start), ids.index(target)))
        self.records.tick(ids[first : last + 1], True)

    def _key(self, event: QKeyEvent) -> Callable[[], None] | None:
        key, mods = event.key(), event.modifiers() & ~Mod.KeypadModifier
        if mods == Mod.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return self._move_up if key == Qt.Key.Key_Up else self._move_down
        if event.matches(QKeySequence.StandardKey.Copy):
            return self.copy_rows
        if event.matches(QKeySequence.StandardKey.SelectAll):
            return self._tick_all
        if mods:
            return None
        return {
            Qt.Key.Key_Space: self._tick_current,
            Qt.Key.Key_Return: self._open,
            Qt.Key.Key_Enter: self._open,
            Qt.Key.Key_F2: self.edit_title,
        }.get(Qt.Key(key)) or (self._untick if key == Qt.Key.Key_Escape and self.records.ticked else None)

    def _open(self) -> None:
        row_id = self.current_id()
        if row_id is not None:
            self.opened.emit(row_id)

    def _untick(self) -> None:
        self.records.tick(self.records.ids(), False)

    def _tick_all(self) -> None:
        self.records.tick(self.records.ids(), True)

    def _move_up(self) -> None:
        self._move(-1)

    def _move_down(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        row_id = self.current_id()
        if row_id is not None:
            self.moved.emit(row_id, step)

    # What Qt tells

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.row() != self._delegate.current:
            self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._key(event)
        if act is None:
            self.by_keys = True
            super().keyPressEvent(event)
            self.by_keys = False
        else:
            act()

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys of the room here."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and event.modifiers() & Mod.ShiftModifier:
            self._tick_range(index.row())
            return
        if event.button() == Qt.MouseButton.LeftButton and event.modifiers() & Mod.ControlModifier:
            self.setCurrentIndex(index)
            self._tick_current()
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if self.indexAt(event.position().toPoint()).column() != 0:
            self._open()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        row = self.indexAt(event.position().toPoint()).row()
        if row != self._delegate.hovered:
            self._delegate.hovered = row
            self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        self.menu_asked.emit(place)

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Scroll up and down only: a row is what is gone to."""
        across = self.horizontalScrollBar().value()
        super().scrollTo(index, hint)
        self.horizontalScrollBar().setValue(across)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._widen()
