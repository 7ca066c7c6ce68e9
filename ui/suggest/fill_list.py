"""The list of proposals by mouse and keys: Space and the box tick, Enter places one, Shift+Enter opens its piece."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from b2bdesk.i18n import tr
from ui.suggest.delegate import box_of, FillDelegate
from ui.suggest.model import FillModel, Index, ROW
from ui.suggest.rows import FillRow, Head, RowKey

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
NEAR = 8


class FillList(QListView):
    """Shows a `FillModel`."""

    current_changed = Signal()
    placed = Signal(object)
    """(FillRow) Carry this one out."""
    opened = Signal(int)
    """(content)"""
    all_asked = Signal()
    """Carry out what is ticked."""

    def __init__(self, model: FillModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._kept: tuple[RowKey | None, int] = (None, 0)
        self.setModel(model)
        self.setItemDelegate(FillDelegate(self))
        self.setAccessibleName(tr("Proposals"))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._come_back)

    def row(self) -> FillRow | None:
        """Return the current row."""
        found = self.currentIndex().data(ROW) if self.currentIndex().isValid() else None
        return found if isinstance(found, FillRow) else None

    def go(self, key: RowKey) -> bool:
        """Make a row the current one; tell whether it is there."""
        at = self._model.find(key)
        if at >= 0:
            self.setCurrentIndex(self._model.index(at))
        return at >= 0

    def _keep(self) -> None:
        row = self.row()
        self._kept = (row.key if row else None, self.currentIndex().row())

    def _come_back(self) -> None:
        """Go to the row that was current, else to the one that has taken its place."""
        key, place = self._kept
        at = self._model.find(key)
        rows = [n for n in range(self._model.rowCount()) if isinstance(self._model.index(n).data(ROW), FillRow)]
        if rows:
            nearest = at if at >= 0 else min(rows, key=lambda n: (abs(n - max(place, 0)), n))
            self.setCurrentIndex(self._model.index(nearest))
        self.current_changed.emit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.current_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, keys = self.row(), event.modifiers()
        if event.key() in ENTER and keys & Qt.KeyboardModifier.ControlModifier:
            self.all_asked.emit()
        elif event.key() in ENTER and keys & Qt.KeyboardModifier.ShiftModifier:
            self._open(row)
        elif event.key() in ENTER:
            if row is not None and row.proposal is not None:
                self.placed.emit(row)
        elif event.key() == Qt.Key.Key_Space:
            self._flip(row)
        elif event.key() == Qt.Key.Key_A and keys & Qt.KeyboardModifier.ControlModifier:
            self._flip_all()
        else:
            super().keyPressEvent(event)

    def _open(self, row: FillRow | None) -> None:
        content = row.proposal.content_id if row is not None and row.proposal is not None else None
        if content is not None:
            self.opened.emit(content)

    def _flip(self, row: FillRow | None) -> None:
        if row is not None and row.proposal is not None:
            self._model.tick([row], not self._model.is_ticked(row))

    def _flip_all(self) -> None:
        """Tick all that are shown; if all are, none."""
        rows = [row for row in self._model.rows() if row.proposal is not None]
        self._model.tick(rows, not all(self._model.is_ticked(row) for row in rows))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self._clicked(index, event.position().toPoint())

    def _clicked(self, index: QModelIndex, at: QPoint) -> None:
        """Tick by the box; a heading ticks all of its stage, or none if all were."""
        row = index.data(ROW)
        if isinstance(row, Head):
            rows = self._model.of_stage(row.stage_id)
            self._model.tick(rows, not all(self._model.is_ticked(each) for each in rows))
        elif box_of(self.visualRect(index)).adjusted(-NEAR, -NEAR, NEAR, NEAR).contains(at):
            self._flip(row)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        row = index.data(ROW) if index.isValid() else None
        if isinstance(row, FillRow) and not box_of(self.visualRect(index)).contains(event.position().toPoint()):
            self._open(row)
