"""A small list over the canvas to choose from by typing: who, in which role, in what relation."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.kit import theme
from ui.kit.popover import paint_raised, SHADOW
from ui.kit.text import Label

ROW: Final = 26
ROWS: Final = 7
ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to choose: its key, what it says, a quiet word, and what else it is found by."""

    key: object
    label: str
    note: str = ""
    also: str = ""


class Picker(QFrame):
    """Typing narrows, up and down choose, Enter takes, Escape ends. `own` makes an offer of what was typed."""

    picked = Signal(object)
    left = Signal()
    """Escape: the keyboard goes back to where it was."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._home = parent
        self._offers: Sequence[Offer] = ()
        self._own: Callable[[str], Offer | None] | None = None
        self._title = Label("", "small", "text2", wrap=True)
        self.line = QLineEdit()
        self.list = QListWidget()
        self.list.setProperty("kind", "popup")
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._clicked)
        self.line.textChanged.connect(self._narrow)
        self.line.installEventFilter(self)
        column = QVBoxLayout(self)
        inset = SHADOW + 8
        column.setContentsMargins(inset, inset, inset, inset)
        column.setSpacing(4)
        for part in (self._title, self.line, self.list):
            column.addWidget(part)
        self.setFixedWidth(300 + 2 * SHADOW)
        self.hide()

    def ask(
        self,
        title: str,
        offers: Sequence[Offer],
        at: QPoint,
        *,
        hint: str = "",
        own: Callable[[str], Offer | None] | None = None,
    ) -> None:
        """Show what can be chosen, near a place of the parent."""
        self._offers, self._own = offers, own
        self._title.setText(title)
        self.line.setAccessibleName(title)
        self.line.setPlaceholderText(hint)
        self.line.clear()
        self._narrow("")
        self.list.setFixedHeight(ROW * min(ROWS, max(1, len(offers) + (own is not None))) + 6)
        self.adjustSize()
        home = self._home
        x = max(0, min(at.x() - SHADOW, home.width() - self.width()))
        y = max(0, min(at.y() - SHADOW, home.height() - self.height()))
        self.move(x, y)
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _narrow(self, text: str) -> None:
        wanted = text.strip().casefold()
        found = [one for one in self._offers if not wanted or wanted in f"{one.label} {one.note} {one.also}".casefold()]
        starts = [one for one in found if wanted and one.label.casefold().startswith(wanted)]
        own = self._own(text.strip()) if self._own is not None and text.strip() else None
        shown = [*starts, *(one for one in found if one not in starts), *([own] if own else [])]
        self.list.clear()
        for one in shown:
            item = QListWidgetItem(f"{one.label}   {one.note}" if one.note else one.label)
            item.setData(Qt.ItemDataRole.UserRole, one)
            item.setSizeHint(QSize(0, ROW))
            self.list.addItem(item)
        self.list.setCurrentRow(0 if shown else -1)
        self._tell()

    def _tell(self) -> None:
        """Let those who listen know what Enter would take."""
        item = self.list.currentItem()
        self.line.setAccessibleDescription(item.text() if item is not None else "")

    def _clicked(self, item: QListWidgetItem) -> None:
        self._take(item)

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        offer = item.data(Qt.ItemDataRole.UserRole)
        self.hide()
        self.picked.emit(offer)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isValid(self.line) or watched is not self.line:
            return False
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event.key())
        return False

    def _key(self, key: int) -> bool:
        row, last = self.list.currentRow(), self.list.count() - 1
        if key in ENTER:
            self._take(self.list.currentItem())
        elif key == Qt.Key.Key_Escape:
            self.hide()
            self.left.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.list.setCurrentRow(max(0, min(last, row + (1 if key == Qt.Key.Key_Down else -1))))
            self._tell()
        else:
            return False
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        box = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        paint_raised(QPainter(self), box, theme.current(), 8)
