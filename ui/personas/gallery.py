"""The gallery: cards to pick from, one under the other, and a last one that begins a new persona."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from b2bdesk.i18n import tr, trn
from b2bdesk.queries.personas import Person
from ui.kit import theme
from ui.kit.buttons import IconButton
from ui.kit.text import Label, tip
from ui.personas import words
from ui.personas.gallery_paint import AddCard, CardDelegate
from ui.records.portraits import Portraits

Index = QModelIndex | QPersistentModelIndex
PERSON: Final = int(Qt.ItemDataRole.UserRole)
ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class People(QAbstractListModel):
    """The personas that the filters let through."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Person] = []

    def show_people(self, rows: Sequence[Person]) -> None:
        """Show these; where only what is said of them changed, cards are drawn anew and nothing moves."""
        if [one.id for one in rows] == [one.id for one in self.rows]:
            self.rows = list(rows)
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        person = self.rows[index.row()]
        if role == PERSON:
            return person
        if role == Qt.ItemDataRole.DisplayRole:
            return person.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return words.spoken(person)
        return tip(words.spoken(person).replace("; ", "\n")) if role == Qt.ItemDataRole.ToolTipRole else None


class Cards(QListView):
    """The list itself: arrows move, Enter opens, Delete deletes, the context menu says what else."""

    current_changed = Signal(object)
    opened = Signal()
    delete_wanted = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, model: People, portraits: Portraits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.people = model
        self.repeating = False
        self.setModel(model)
        self.setItemDelegate(CardDelegate(portraits, self))
        self.setObjectName("cards")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Personas"))
        self.setStyleSheet("QListView#cards { background: transparent; border: 0; }")
        portraits.arrived.connect(self.viewport().update)
        theme.changed.connect(self.viewport().update)
        self.doubleClicked.connect(self._open)

    def current_id(self) -> int | None:
        """Return the persona that is current."""
        row = self.currentIndex().row()
        return self.people.rows[row].id if 0 <= row < len(self.people.rows) else None

    def go_to(self, persona: int | None) -> bool:
        """Make a persona current; tell whether it is shown."""
        row = next((at for at, one in enumerate(self.people.rows) if one.id == persona), -1)
        if row >= 0:
            self.setCurrentIndex(self.people.index(row))
        return row >= 0

    def _open(self, _index: QModelIndex) -> None:
        self.opened.emit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.current_changed.emit(self.current_id())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.repeating = event.isAutoRepeat()
        self._key(event)
        self.repeating = False

    def _key(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and not event.modifiers():
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = self.visualRect(self.currentIndex()).center() if by_key else event.pos()
        self.menu_asked.emit(self.viewport().mapToGlobal(place))


class Gallery(QWidget):
    """A line that says how many and in which order, the cards, and the one that adds."""

    new_wanted = Signal()
    order_asked = Signal(QPoint)

    def __init__(self, portraits: Portraits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = People(self)
        self.cards = Cards(self.model, portraits, self)
        self.add = AddCard(self)
        self.add.clicked.connect(self.new_wanted)
        self._count = Label("", "small", "text2")
        self._order = IconButton("arrow-up-down", tr("Order of the cards"), size=14, side=24)
        self._order.clicked.connect(self._ask_order)
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 8, 0)
        head.addWidget(self._count, 1)
        head.addWidget(self._order)
        bar = QWidget()
        bar.setFixedHeight(36)
        bar.setLayout(head)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.cards, 1)
        column.addWidget(self.add)
        self.setFixedWidth(theme.current().size("personaGallery"))
        self.setFocusProxy(self.cards)

    def show_people(self, rows: Sequence[Person], order: str) -> None:
        """Show these personas, the current one staying where it is among them."""
        kept = self.cards.current_id()
        self.model.show_people(rows)
        n = len(rows)
        self._count.setText(f"{trn('{n} persona', '{n} personas', n)} {tr(words.ORDERS[order])}")
        if not self.cards.go_to(kept) and rows:
            self.cards.go_to(rows[0].id)

    def _ask_order(self) -> None:
        self.order_asked.emit(self._order.mapToGlobal(self._order.rect().bottomLeft()))
