"""A field for several things, each with a number: personas and how well a piece fits, forms and how much liked."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from b2bdesk.i18n import tr
from ui.kit import painting, theme
from ui.kit.fields import Choice, Field
from ui.kit.popover import Popover
from ui.kit.search_field import SearchField
from ui.kit.tag_row import TagRow

Index = QModelIndex | QPersistentModelIndex
DOTS: Final = "•"
NUMBER: Final = int(Qt.ItemDataRole.UserRole) + 1
DOT: Final = 9
DOT_GAP: Final = 4
ROW: Final = 28
SHOWN_ROWS: Final = 9
LONG: Final = 8
RIGHT_PAD: Final = 10


class FitsField(Field):
    """Shows what has a number as tags; a click or Enter opens the list, where 0 takes away."""

    def __init__(self, top: int, choices: Iterable[Choice] = (), parent: QWidget | None = None) -> None:
        self._row = TagRow(tr("Choose"))
        super().__init__(self._row, parent)
        self._top = top
        self._choices: list[Choice] = []
        self._before: dict[Any, int] = {}
        self._row.opened.connect(self.open)
        self._row.removed.connect(self._drop)
        self.set_choices(choices)
        self.set_value({})

    def set_choices(self, choices: Iterable[Choice]) -> None:
        """Offer these; what is no longer offered stays and shows as it is."""
        self._choices = list(choices)
        if self._value is not None:
            self._show()

    def set_value(self, value: Mapping[Any, int] | None) -> None:
        super().set_value(dict(value or {}))
        self._show()

    def open(self) -> None:
        """Show the list; what was set is committed when it closes."""
        popover = Popover(self, width=max(260, min(340, self.width())))
        chooser = NumberList(self._choices, self._top, self._row.accessibleName())
        chooser.set_numbers(self._value)
        chooser.changed.connect(self._take)
        self._before = dict(self._value)
        popover.body.addWidget(chooser)
        popover.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popover.closed.connect(self._closed)
        popover.open_below(self._row)
        chooser.setFocus()

    def _take(self, numbers: Mapping[Any, int]) -> None:
        offered = {choice.key for choice in self._choices}
        rest = {key: number for key, number in self._value.items() if key not in offered}
        self._value = {**numbers, **rest}
        self._show()

    def _closed(self) -> None:
        if self._value != self._before:
            self._say(dict(self._value))

    def _drop(self, place: int) -> None:
        gone = list(self._value)[place]
        self._say({key: number for key, number in self._value.items() if key != gone})
        self._show()

    def _show(self) -> None:
        labels = {choice.key: choice.label for choice in self._choices}
        self._row.set_texts([f"{DOTS * number} {labels.get(key, str(key))}" for key, number in self._value.items()])


class NumberList(QWidget):
    """Digits set a number, Space steps it, clicks on the dots set it; `changed(numbers)` tells all above zero."""

    changed = Signal(object)

    def __init__(self, choices: Iterable[Choice], top: int, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = list(choices)
        self._top = top
        self._search = SearchField(tr("Search"), pause_ms=0)
        self.list = QListWidget()
        self.list.setProperty("kind", "popup")
        self.list.setAccessibleName(name)
        self.list.setItemDelegate(Dots(top, self.list))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._search)
        column.addWidget(self.list)
        self._fill()
        self._search.searched.connect(self._narrow)
        self._search.wants_results.connect(self.list.setFocus)
        self.list.installEventFilter(self)
        self.list.viewport().installEventFilter(self)

    def _fill(self) -> None:
        for choice in self._choices:
            item = QListWidgetItem(choice.text)
            item.setData(NUMBER, 0)
            self.list.addItem(item)
        self.list.setFixedHeight(min(max(len(self._choices), 1), SHOWN_ROWS) * ROW + 2)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setCurrentRow(0)
        self._search.setVisible(len(self._choices) > LONG)
        self.setFocusProxy(self._search if len(self._choices) > LONG else self.list)

    def set_numbers(self, numbers: Mapping[Any, int]) -> None:
        """Show these numbers, without telling."""
        for row, choice in enumerate(self._choices):
            self._write(self.list.item(row), numbers.get(choice.key, 0))

    def numbers(self) -> dict[Any, int]:
        """Return every number above zero by its key."""
        found = {choice.key: int(self.list.item(row).data(NUMBER)) for row, choice in enumerate(self._choices)}
        return {key: number for key, number in found.items() if number}

    def set_number(self, row: int, number: int) -> None:
        """Set the number of a row, and tell."""
        item = self.list.item(row)
        if item is not None and item.data(NUMBER) != number and 0 <= number <= self._top:
            self._write(item, number)
            self.changed.emit(self.numbers())

    def _write(self, item: QListWidgetItem, number: int) -> None:
        item.setData(NUMBER, number)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}: {number}")

    def _narrow(self, text: str) -> None:
        for row, choice in enumerate(self._choices):
            self.list.item(row).setHidden(text.casefold() not in choice.text.casefold())
        first = next((row for row in range(self.list.count()) if not self.list.item(row).isHidden()), -1)
        self.list.setCurrentRow(first)

    def _key(self, event: QKeyEvent) -> bool:
        row = self.list.currentRow()
        now = int(self.list.item(row).data(NUMBER)) if row >= 0 else 0
        steps = {
            Qt.Key.Key_Right: now + 1,
            Qt.Key.Key_Plus: now + 1,
            Qt.Key.Key_Left: now - 1,
            Qt.Key.Key_Minus: now - 1,
        }
        steps |= {Qt.Key.Key_Delete: 0, Qt.Key.Key_Backspace: 0}
        steps |= dict.fromkeys((Qt.Key.Key_Space, Qt.Key.Key_Return), (now + 1) % (self._top + 1))
        key = Qt.Key(event.key())
        if row < 0 or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if key in steps:
            self.set_number(row, steps[key])
            return True
        if event.text().isdigit():
            self.set_number(row, int(event.text()))
            return True
        if event.text().strip() and self._search.isVisible():
            self._search.setFocus()
            self._search.insert(event.text())
            return True
        return False

    def _click(self, event: QMouseEvent) -> bool:
        item = self.list.itemAt(event.position().toPoint())
        if item is None:
            return False
        dots = (DOT + DOT_GAP) * self._top
        into = event.position().x() - (self.list.viewport().width() - RIGHT_PAD - dots)
        number = int(item.data(NUMBER))
        if into >= 0:
            wanted = min(self._top, int(into // (DOT + DOT_GAP)) + 1)
            wanted = wanted - 1 if wanted == number else wanted
        else:
            wanted = 0 if number else min(2, self._top)
        self.set_number(self.list.row(item), wanted)
        self.list.setCurrentItem(item)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self.list:
            return self._key(event)
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            return watched is self.list.viewport() and self._click(event)
        return False


class Dots(QStyledItemDelegate):
    """Draws a choice and its number as dots."""

    def __init__(self, top: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._top = top

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        width = option.rect.width() - (DOT + DOT_GAP) * self._top - RIGHT_PAD - 8
        option.text = option.fontMetrics.elidedText(option.text, Qt.TextElideMode.ElideRight, width)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        look, number = theme.current(), int(index.data(NUMBER))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = option.rect.right() - RIGHT_PAD - (DOT + DOT_GAP) * self._top
        for at in range(self._top):
            painting.fill(painter, look, "accent" if at < number else "line")
            painter.drawEllipse(QRectF(x, option.rect.center().y() - DOT / 2 + 1, DOT, DOT))
            x += DOT + DOT_GAP
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(super().sizeHint(option, index).width(), ROW)
