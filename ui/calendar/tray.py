"""What has no date yet: searched by a word, dragged onto a day, and where bars are dropped to lose theirs."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from b2bdesk.i18n import tr, trn
from b2bdesk.queries.calendar import Bar
from ui.calendar.timeline_paint import look_of
from ui.grid.marks import write
from ui.kit import theme
from ui.kit.buttons import IconButton
from ui.kit.chip import draw_chip
from ui.kit.painting import scale_of
from ui.kit.search_field import SearchField
from ui.kit.text import Label

WIDTH: Final = 212
ROW: Final = 30
CHIP: Final = 96
Index = QModelIndex | QPersistentModelIndex


class TrayModel(QAbstractListModel):
    """Placements without a date; `names` are those of channels."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.bars: tuple[Bar, ...] = ()
        self.names: dict[int, str] = {}

    def show_bars(self, bars: tuple[Bar, ...], names: dict[int, str]) -> None:
        """Show others."""
        self.beginResetModel()
        self.bars, self.names = bars, names
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.bars)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        bar = self.bars[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{bar.code} {bar.title} · {self.names.get(bar.channel_id, '')}"
        return None


class TrayDelegate(QStyledItemDelegate):
    """Draws a chip and the channel's name."""

    def __init__(self, model: TrayModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(WIDTH, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, bar, box = theme.current(), self._model.bars[index.row()], QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, look.color("accentSoft"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, look.color("hover"))
        draw_chip(painter, box.left() + 12, box.top() + 5, look_of(bar), CHIP, scale_of(painter))
        name = self._model.names.get(bar.channel_id, "")
        room = QRectF(box.left() + 12 + CHIP + 8, box.top(), box.width() - CHIP - 28, box.height())
        write(painter, room, name, look.font("small", 400), look, "text2")
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(look.color("focus"), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        painter.restore()


class TrayList(QListView):
    """Tells where its rows are dragged; the view of days decides what that means."""

    drag_began = Signal(int)
    drag_moved = Signal(QPoint)
    drag_ended = Signal(QPoint)
    drag_left = Signal()
    verb = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pressed: QPoint | None = None
        self.dragging = False
        self.read_only = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = event.position().toPoint() if left and index.isValid() else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton or self.read_only:
            super().mouseMoveEvent(event)
            return
        far = (at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if not self.dragging and far:
            self.dragging = True
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.drag_began.emit(self.indexAt(self._pressed).row())
        if self.dragging:
            self.drag_moved.emit(self.viewport().mapToGlobal(at))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        if self.dragging:
            self.dragging = False
            self.drag_ended.emit(self.viewport().mapToGlobal(event.position().toPoint()))
            return
        super().mouseReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason and not self.selectedIndexes() and self.model().rowCount():
            first = self.currentIndex() if self.currentIndex().isValid() else self.model().index(0, 0)
            self.selectionModel().select(first, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.dragging:
            self.dragging, self._pressed = False, None
            self.drag_left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.verb.emit("schedule")
        elif event.key() == Qt.Key.Key_Delete:
            self.verb.emit("remove")
        else:
            super().keyPressEvent(event)


class Tray(QWidget):
    """The panel at the right."""

    searched = Signal(str)
    chosen_changed = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self.target = False
        self.model = TrayModel(self)
        self.list = TrayList(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(TrayDelegate(self.model, self.list))
        self.list.setAccessibleName(tr("Without a date"))
        self.search = SearchField(tr("Search what has no date"), parent=self)
        self.head = Label("", "small", "text", weight=600, parent=self)
        self.rest = Label("", "small", "text3", wrap=True, parent=self)
        self._close = IconButton("x", tr("Hide what has no date"), side=24, parent=self)
        self._lay_out()
        self.search.searched.connect(self.searched)
        self.search.wants_results.connect(self._go_down)
        self.list.selectionModel().selectionChanged.connect(self._on_chosen)
        self._close.clicked.connect(self.closed)
        theme.changed.connect(self.list.viewport().update)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(12, 6, 6, 0)
        top.addWidget(self.head, 1)
        top.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        row = QHBoxLayout()
        row.setContentsMargins(10, 0, 10, 0)
        row.addWidget(self.search)
        column.addLayout(row)
        note = QHBoxLayout()
        note.setContentsMargins(12, 2, 12, 4)
        note.addWidget(self.rest)
        column.addLayout(note)
        column.addWidget(self.list, 1)

    def show_bars(self, bars: tuple[Bar, ...], n: int, names: dict[int, str]) -> None:
        """Show what a search has found; `n` counts them all."""
        kept = self.chosen()
        self.model.show_bars(bars, names)
        self.choose(kept)
        self.head.setText(tr("Without a date · {n}", n=n))
        self.rest.setText(self._words(len(bars), n))
        self.rest.setVisible(bool(self.rest.text()))

    def _words(self, shown: int, n: int) -> str:
        if n > shown:
            return trn("{n} more: type to find it.", "{n} more: type to find them.", n - shown)
        if shown:
            return tr("Drag one onto a day, or press Enter.")
        if self.search.text():
            return tr("Nothing without a date has these words.")
        return tr("Everything has its date. Drop a bar here to take its date away.")

    def chosen(self) -> frozenset[int]:
        """Return the placements chosen here."""
        rows = (index.row() for index in self.list.selectionModel().selectedRows())
        return frozenset(self.model.bars[row].id for row in rows if row < len(self.model.bars))

    def choose(self, ids: Sequence[int] | frozenset[int]) -> None:
        """Choose some of what is shown, without telling."""
        chooser = self.list.selectionModel()
        chooser.blockSignals(True)
        chooser.clearSelection()
        for row, bar in enumerate(self.model.bars):
            if bar.id in ids:
                chooser.select(self.model.index(row), chooser.SelectionFlag.Select)
        chooser.blockSignals(False)
        self.list.viewport().update()

    def set_target(self, on: bool) -> None:
        """Show that what is dragged would land here."""
        if on != self.target:
            self.target = on
            self.update()

    def _on_chosen(self, *_args: Any) -> None:
        self.chosen_changed.emit()

    def _go_down(self) -> None:
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.model.bars and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0))

    def paintEvent(self, event: Any) -> None:
        p, look = QPainter(self), theme.current()
        p.fillRect(self.rect(), look.color("accentSoft" if self.target else "surface"))
        p.fillRect(0, 0, 1, self.height(), look.color("line"))
