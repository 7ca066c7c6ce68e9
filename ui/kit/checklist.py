"""A list of choices to tick, with a search above it when it is long; used by filters and by fields of several codes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from b2bdesk.i18n import tr
from ui.kit.search_field import SearchField

LONG: Final = 8
ROW: Final = 26
PADDING: Final = 10
"""What the list keeps free above and below its rows, with its edges."""
SHOWN_ROWS: Final = 9
TICKING: Final = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: what the file keeps, what a person reads, and a quiet word behind it."""

    key: object
    label: str
    note: str = ""

    @property
    def text(self) -> str:
        """What the list shows."""
        return f"{self.label}  {self.note}" if self.note else self.label


class Checklist(QWidget):
    """Space and clicks tick; `ticked(keys)` tells all ticked keys, in the order of the choices."""

    ticked = Signal(object)

    def __init__(self, choices: Iterable[Choice] = (), name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: list[Choice] = []
        self._search = SearchField(tr("Search"), pause_ms=0)
        self._list = QListWidget()
        self._list.setProperty("kind", "popup")
        self._list.setAccessibleName(name)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setUniformItemSizes(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._search)
        column.addWidget(self._list)
        self._search.searched.connect(self._narrow)
        self._search.wants_results.connect(self._list.setFocus)
        self._list.itemChanged.connect(self._tell)
        self._list.itemClicked.connect(self._flip)
        self._list.installEventFilter(self)
        self.set_choices(choices)

    def set_choices(self, choices: Iterable[Choice]) -> None:
        """Offer these choices, all unticked."""
        self._choices = list(choices)
        self._list.blockSignals(True)
        self._list.clear()
        for choice in self._choices:
            item = QListWidgetItem(choice.text)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setSizeHint(QSize(0, ROW))
            self._list.addItem(item)
        self._list.blockSignals(False)
        self._list.setFixedHeight(min(max(len(self._choices), 1), SHOWN_ROWS) * ROW + PADDING)
        self._list.setCurrentRow(0)
        self._search.setVisible(len(self._choices) > LONG)
        self.setFocusProxy(self._search if len(self._choices) > LONG else self._list)

    def set_keys(self, keys: Iterable[object]) -> None:
        """Tick exactly these, without telling."""
        wanted = set(keys)
        self._list.blockSignals(True)
        for row, choice in enumerate(self._choices):
            self._list.item(row).setCheckState(_state(choice.key in wanted))
        self._list.blockSignals(False)

    def keys(self) -> tuple[object, ...]:
        """Return the keys that are ticked."""
        rows = enumerate(self._choices)
        return tuple(c.key for row, c in rows if self._list.item(row).checkState() == Qt.CheckState.Checked)

    def forget_search(self) -> None:
        """Show all choices again."""
        self._search.clear()

    def _narrow(self, text: str) -> None:
        wanted = text.casefold()
        for row, choice in enumerate(self._choices):
            self._list.item(row).setHidden(wanted not in choice.text.casefold())
        first = next((r for r in range(self._list.count()) if not self._list.item(r).isHidden()), -1)
        self._list.setCurrentRow(first)

    def _flip(self, item: QListWidgetItem) -> None:
        """Tick or untick; a click anywhere on the row does it, where Qt itself would want the box."""
        item.setCheckState(_state(item.checkState() != Qt.CheckState.Checked))

    def _tell(self, _item: QListWidgetItem) -> None:
        self.ticked.emit(self.keys())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space and Return tick; letters go to the search."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in TICKING and self._list.currentItem():
            self._flip(self._list.currentItem())
            return True
        if event.text().strip() and self._search.isVisible():
            self._search.setFocus()
            self._search.insert(event.text())
            return True
        return False


def _state(on: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
