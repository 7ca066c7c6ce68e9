"""The head of the main view: title, the room's views and buttons, export, undo, redo, history, inspector."""

from collections.abc import Iterable

from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from ui.actions import ActionBook
from ui.kit import theme
from ui.kit.buttons import Button
from ui.kit.text import Label, upright
from ui.parts import tool

TOOLS = ("undo", "redo", "history")


class Header(QWidget):
    """Two rows: the head of 48, and the room's filters below it if it has any."""

    def __init__(self, book: ActionBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label("", "title", parent=self)
        self._room_box = QWidget(self)
        self._room = QHBoxLayout(self._room_box)
        self._room.setContentsMargins(14, 0, 8, 0)
        self._filters = QVBoxLayout()
        self._filters.setContentsMargins(0, 0, 0, 0)
        self._shown: list[QWidget] = []
        self.export = Button(book["export"].text().rstrip("…"), "quiet", icon="download", parent=self)
        self.export.setToolTip(book["export"].toolTip())
        self.export.clicked.connect(book["export"].trigger)
        self.toggle = tool(book.shown("inspector"), self)
        self._arrange([tool(book.shown(name), self) for name in TOOLS])

    def show_room(self, title: str, head: QWidget | None, filters: QWidget | None, *, exporting: bool = False) -> None:
        """Show a room's title, its own part of the head and its filters."""
        for old in self._shown:
            old.hide()
            self._room.removeWidget(old)
            self._filters.removeWidget(old)
        self._title.setText(title)
        self.export.setVisible(not exporting)
        if head is not None:
            self._room.addWidget(head)
        if filters is not None:
            self._filters.addWidget(filters)
        self._shown = [widget for widget in (head, filters) if widget is not None]
        for widget in self._shown:
            widget.show()

    def retitle(self, title: str) -> None:
        """Write another title."""
        self._title.setText(title)

    def release(self, owner: QWidget) -> None:
        """Give a room's parts back to it before it goes."""
        for old in self._shown:
            old.setParent(owner)
        self._shown = []

    def _arrange(self, tools: Iterable[QToolButton]) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(4)
        row.addWidget(self._title)
        row.addWidget(self._room_box, 1)
        row.addWidget(self.export)
        row.addSpacing(6)
        line = upright(parent=self)
        line.setFixedHeight(28)
        row.addWidget(line)
        row.addSpacing(6)
        for button in tools:
            row.addWidget(button)
        row.addWidget(self.toggle)
        head = QWidget(self)
        head.setFixedHeight(theme.current().size("header"))
        head.setLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addLayout(self._filters)
