"""The list of pieces beside the map: search, drag into a cell, or Enter places in the current one."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QDrag, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from b2bdesk.i18n import tr, trn
from b2bdesk.queries.cell import PieceRow, Wanted
from ui.grid.load import CONTENT_MIME
from ui.grid.marks import cut, RIGHT, write
from ui.kit import theme
from ui.kit.checklist import Choice
from ui.kit.chip import chip_width, ChipLook, drag_pixmap
from ui.kit.filter_chip import FilterChip
from ui.kit.search_field import SearchField
from ui.kit.segmented import Segmented
from ui.kit.text import Label, tip

Index = QModelIndex | QPersistentModelIndex
ROW = 30
PIECE = Qt.ItemDataRole.UserRole
STATUS = Qt.ItemDataRole.UserRole + 1
STATUS_WIDTH = 62
COUNT_WIDTH = 20
ALL, UNPLACED, FITS = "all", "unplaced", "fits"


class PieceModel(QAbstractListModel):
    """Pieces that can be dragged as their ids and as a table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[PieceRow] = ()
        self.words: Mapping[str, str] = {}

    def set_rows(self, rows: Sequence[PieceRow], words: Mapping[str, str]) -> None:
        """Show these; `words` say what their statuses are called."""
        if tuple(rows) != tuple(self.rows) or self.words != words:
            self.words = words
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == PIECE:
            return self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            row = self.rows[index.row()]
            times = trn("placed {n} time", "placed {n} times", row.placed)
            return tr(", ").join((f"{row.code} {row.title}", self.words.get(row.status, row.status), times))
        if role == STATUS:
            return self.words.get(self.rows[index.row()].status, "")
        return tip(self.rows[index.row()].title) if role == Qt.ItemDataRole.ToolTipRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        kind = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        return kind | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else kind

    def mimeTypes(self) -> list[str]:
        return [CONTENT_MIME, "text/plain"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        rows = [self.rows[index.row()] for index in indexes]
        mime = QMimeData()
        mime.setData(CONTENT_MIME, " ".join(str(row.id) for row in rows).encode())
        mime.setText("\n".join(f"{row.code}\t{row.title}" for row in rows))
        return mime


class PieceDelegate(QStyledItemDelegate):
    """Icon of the form, code, title, status and how often it is placed."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: PieceRow = index.data(PIECE)
        look, box = theme.current(), QRectF(option.rect)
        state = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, look.color("accentSoft"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, look.color("hover"))
        icon = look.form_icon(row.form, row.form_class)
        dpr = painter.device().devicePixelRatio()
        picture = look.pixmap(icon, 14, look.form_color(row.form_class), dpr)
        painter.drawPixmap(round(box.left()) + 16, round(box.top()) + 8, picture)
        line = box.adjusted(38, 0, -16, 0)
        small = look.font("small", 400)
        write(painter, line, str(row.placed) if row.placed else "–", small, look, "text3", RIGHT)
        status, wide = cut(str(index.data(STATUS)), look.font("micro", 400), STATUS_WIDTH)
        word = line.adjusted(0, 0, -COUNT_WIDTH, 0)
        write(painter, word, status, look.font("micro", 400), look, "text3", RIGHT)
        line.setLeft(line.left() + write(painter, line, row.code, look.font("small", 600), look, "text") + 8)
        write(painter, line.adjusted(0, 0, -COUNT_WIDTH - wide - 8, 0), row.title, small, look, "text2")
        painter.restore()


class PieceList(QListView):
    """Drags pieces out; Enter and a double click place them."""

    placed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(PieceDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Pieces"))
        self.doubleClicked.connect(self._on_double_click)

    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        """Drag as a chip, so that the cell below stays in sight."""
        rows = self.selectionModel().selectedIndexes()
        if not rows:
            return
        drag = QDrag(self)
        drag.setMimeData(self.model().mimeData(rows))
        first: PieceRow = rows[0].data(PIECE)
        look = ChipLook(first.code, first.short, first.form, first.form_class, first.appeal)
        width = chip_width(look, theme.current())
        drag.setPixmap(drag_pixmap(look, width, self.devicePixelRatioF()))
        drag.setHotSpot(QPoint(-6, 8))
        drag.exec(Qt.DropAction.CopyAction)

    def _on_double_click(self, _index: QModelIndex) -> None:
        self.placed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.placed.emit()
            return
        super().keyPressEvent(event)


class PiecesPane(QWidget):
    """Asks for pieces by words, and tells which are to be placed."""

    wanted = Signal(object, bool)
    """(Wanted, only those that fit the current cell)"""
    place_asked = Signal(object)
    """(ids)"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Pieces to place"))
        self.search = SearchField(tr("Search pieces"))
        shown = [(ALL, tr("All")), (UNPLACED, tr("Not placed")), (FITS, tr("Fits this cell"))]
        self.which = Segmented(shown, tr("Which pieces"))
        self.people = FilterChip(tr("Persona"), icon="user-round")
        self.model = PieceModel(self)
        self.list = PieceList(self)
        self.list.setModel(self.model)
        self.hint = Label(tr("Drag into a cell, or Enter places in the current cell."), "small", "text3", wrap=True)
        top = QVBoxLayout()
        top.setContentsMargins(16, 4, 16, 8)
        top.setSpacing(8)
        top.addWidget(self.search)
        top.addWidget(self.which)
        top.addWidget(self.people)
        self.hint.setContentsMargins(16, 8, 16, 10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        column.addWidget(self.hint)
        self.search.searched.connect(self._ask)
        self.search.wants_results.connect(self._to_list)
        self.which.picked.connect(self._ask)
        self.people.filtered.connect(self._ask)
        self.list.placed.connect(self._place)

    def ask(self) -> None:
        """Ask for the pieces anew."""
        self._ask()

    def offer_people(self, people: Sequence[tuple[Any, str]]) -> None:
        """Offer the personas that pieces can be made for."""
        self.people.set_choices([Choice(id, name) for id, name in people])

    def show_rows(self, rows: Sequence[PieceRow], words: Mapping[str, str], *, homeless: bool = False) -> None:
        """Show what was asked for; `homeless` if what fits the cell was asked for and there is no cell."""
        self.model.set_rows(rows, words)
        self.hint.setText(tr("Choose a cell first.") if homeless else self._hint(bool(rows)))

    def _hint(self, found: bool) -> str:
        """Return what to do with the pieces, or why there are none."""
        if found:
            return tr("Drag into a cell, or Enter places in the current cell.")
        if self.search.text() or self.people.keys():
            return tr("No piece is found.")
        return {
            ALL: tr("No pieces yet. Copy a list of titles, one a line, and press Ctrl+V on the map."),
            UNPLACED: tr("No piece is left to place."),
            FITS: tr("Nothing in the library fits here."),
        }[self.which.value()]

    def _ask(self, _told: object = None) -> None:
        people = frozenset(int(str(key)) for key in self.people.keys())  # noqa: SIM118
        which = self.which.value()
        self.wanted.emit(Wanted(self.search.text(), which == UNPLACED, people), which == FITS)

    def _to_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.TabFocusReason)
        if not self.list.currentIndex().isValid() and self.model.rows:
            self.list.setCurrentIndex(self.model.index(0))

    def _place(self) -> None:
        rows = [index.row() for index in self.list.selectionModel().selectedIndexes()]
        if rows:
            self.place_asked.emit([self.model.rows[row].id for row in sorted(rows)])
