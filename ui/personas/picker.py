"""The small window in which likings are found by typing: Enter adds one after the other, Enter on nothing is done."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget
from shiboken6 import isValid

from b2bdesk.i18n import tr
from ui.kit.fields import Choice
from ui.kit.popover import Popover
from ui.kit.text import Label

ROW: Final = 26
ROWS: Final = 9
ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
KEY: Final = int(Qt.ItemDataRole.UserRole)


class Picker(Popover):
    """`picked(value)` for each choice; `finished()` when a person has no more to add and wants to go on.

    Without choices, what is typed is taken as it stands.
    """

    picked = Signal(str)
    finished = Signal()

    def __init__(self, name: str, choices: Iterable[Choice] | None, parent: QWidget) -> None:
        super().__init__(parent, width=280)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._free = choices is None
        self._moved = False
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(
            tr("In this person's words, then Enter") if self._free else tr("Type to find, Enter adds")
        )
        self.line.setAccessibleName(name)
        self.list = QListWidget(self)  # shown without a parent it would be a window for a moment
        self.list.setProperty("kind", "popup")
        self.list.setAccessibleName(name)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._take)
        for choice in choices or ():
            item = QListWidgetItem(choice.label)
            item.setData(KEY, str(choice.key))
            item.setSizeHint(QSize(0, ROW))
            self.list.addItem(item)
        self.list.setFixedHeight(min(max(self.list.count(), 1), ROWS) * ROW + 2)
        self.list.setVisible(not self._free)
        self.list.setCurrentRow(0)
        self.body.addWidget(self.line)
        self.body.addWidget(self.list)
        self.body.addWidget(
            Label(tr("Enter on an empty line goes on to what is missing next."), "micro", "text3", wrap=True)
        )
        self.line.textChanged.connect(self._narrow)
        self.line.installEventFilter(self)
        self.setFocusProxy(self.line)

    def _shown(self) -> list[int]:
        return [row for row in range(self.list.count()) if not self.list.item(row).isHidden()]

    def _narrow(self, text: str) -> None:
        wanted = text.strip().casefold()
        self._moved = False
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(wanted not in item.text().casefold())
        starting = (row for row in self._shown() if self.list.item(row).text().casefold().startswith(wanted))
        self.list.setCurrentRow(next(starting, next(iter(self._shown()), -1)))

    def _move(self, step: int) -> None:
        rows = self._shown()
        if rows:
            at = rows.index(self.list.currentRow()) if self.list.currentRow() in rows else 0
            self.list.setCurrentRow(rows[max(0, min(len(rows) - 1, at + step))])
            self._moved = True

    def _enter(self) -> None:
        text = self.line.text().strip()
        item = self.list.currentItem()
        if self._free and text:
            self.line.clear()
            self.picked.emit(text)
        elif (text or self._moved) and item is not None and not item.isHidden():
            self._take(item)
        elif not text:
            self.close()
            self.finished.emit()

    def _take(self, item: QListWidgetItem) -> None:
        value = str(item.data(KEY))
        self.list.takeItem(self.list.row(item))
        self.line.clear()
        self._narrow("")
        self.line.setFocus()
        self.picked.emit(value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isValid(self) or event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in ENTER:
            self._enter()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._move(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            return False
        return True
