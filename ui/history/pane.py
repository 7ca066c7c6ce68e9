"""The history in the inspector: every step by name, back to any of them, take one back alone, restore points."""

from datetime import date
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QMenu, QVBoxLayout, QWidget

from b2bdesk.i18n import tr
from ui import filework
from ui.desk import Desk
from ui.history.delegate import HistoryDelegate
from ui.history.model import HistoryModel, Kind, rows_of
from ui.kit.buttons import Button
from ui.kit.search_field import SearchField
from ui.kit.text import hairline, Label

LIMIT: Final = 500


class StepsList(QListView):
    """The list of steps; Enter goes to the chosen one."""

    def __init__(self, parent: "HistoryPane") -> None:
        super().__init__(parent)
        self._pane = parent
        self.setItemDelegate(HistoryDelegate(self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName(tr("History"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pane.go_to(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class HistoryPane(QWidget):
    """Steps of this file; `apply` follows each edit."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("page")
        self.setWindowTitle(tr("History"))
        self.model = HistoryModel(self)
        self.list = StepsList(self)
        self.list.setModel(self.model)
        self._search = SearchField(tr("Find a change"))
        self._point = Button(tr("Restore point"), icon="bookmark")
        self._revert = Button(tr("Revert this change"), small=True)
        self._go = Button(tr("Go back to here"), small=True)
        self._arrange()
        self._listen()
        self.setFocusProxy(self.list)
        self._load()

    def apply(self, _changes: Any = None) -> None:
        """Show the steps anew."""
        self._load()

    def go_to(self, index: QModelIndex) -> None:
        """Undo or redo until a step is the newest one done."""
        if not index.isValid() or self.model.row(index).kind in (Kind.DAY, Kind.HERE) or self._desk.read_only:
            return
        self._desk.run(filework.go_to, edit_id=self.model.row(index).edit_id)

    def revert(self, index: QModelIndex) -> None:
        """Take one older change back, as a new one."""
        if index.isValid() and self.model.row(index).kind in (Kind.STEP, Kind.HERE):
            self._desk.run(filework.revert, edit_id=self.model.row(index).edit_id)

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(16, 2, 16, 6)
        top.setSpacing(6)
        top.addWidget(self._search, 1)
        top.addWidget(self._point)
        acts = QHBoxLayout()
        acts.setContentsMargins(16, 8, 16, 4)
        acts.setSpacing(6)
        acts.addWidget(self._go)
        acts.addWidget(self._revert)
        acts.addStretch(1)
        words = tr("Enter goes to the chosen line. What is undone stays here until it is brought back.")
        self._words = Label(words, "small", "text2", wrap=True)
        self._words.setContentsMargins(16, 0, 16, 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        column.addWidget(hairline(parent=self))
        column.addLayout(acts)
        column.addWidget(self._words)

    def _listen(self) -> None:
        self._search.searched.connect(self._load)
        self._search.wants_results.connect(self.list.setFocus)
        self._point.clicked.connect(self._make_point)
        self._point.setEnabled(not self._desk.read_only)
        self._revert.clicked.connect(self._revert_chosen)
        self._go.clicked.connect(self._go_to_chosen)
        self.list.doubleClicked.connect(self.go_to)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self.list.selectionModel().currentChanged.connect(self._on_current)

    def _load(self, words: str | None = None) -> None:
        if self._desk.ws is None:
            return
        redo = self._desk.redo_step
        text = self._search.text() if words is None else words
        edits = self._desk.ws.history(LIMIT)
        self.model.show(rows_of(edits, date.today(), text, redo.id if redo is not None else 0))
        here = self.model.here()
        if here.isValid():
            self.list.setCurrentIndex(here)
            QTimer.singleShot(0, self._scroll)
        self._on_current(self.list.currentIndex(), QModelIndex())

    def _scroll(self) -> None:
        self.list.scrollTo(self.model.here())

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        kind = self.model.row(current).kind if current.isValid() else Kind.DAY
        writable = not self._desk.read_only
        self._go.setEnabled(writable and kind in (Kind.STEP, Kind.UNDONE, Kind.START))
        self._go.set_text(tr("Bring back up to here") if kind is Kind.UNDONE else tr("Go back to here"))
        self._revert.setEnabled(writable and current.isValid() and kind in (Kind.STEP, Kind.HERE))

    def _make_point(self) -> None:
        self._desk.run(filework.back_up, done=self._on_point)

    def _on_point(self, _result: Any) -> None:
        self._words.setText(tr("Made a restore point."))

    def _revert_chosen(self) -> None:
        self.revert(self.list.currentIndex())

    def _go_to_chosen(self) -> None:
        self.go_to(self.list.currentIndex())

    def _show_menu(self, at: QPoint) -> None:
        index = self.list.indexAt(at)
        if not index.isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self._go.text(), partial(self.go_to, index)).setEnabled(self._go.isEnabled())
        menu.addAction(self._revert.text(), partial(self.revert, index)).setEnabled(self._revert.isEnabled())
        menu.popup(self.list.viewport().mapToGlobal(at))
