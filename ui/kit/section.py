"""A part of the inspector: a heading with a count, an action at its right, and what it holds."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.text import hairline, Label
from ui.kit.tokens import token


class Section(QWidget):
    """Put widgets into `body`; `add_action(widget)` puts one at the right of the heading."""

    def __init__(
        self, title: str, count: int | None = None, *, line: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        pad = int(token("space", "inspectorPadding"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if line:
            column.addWidget(hairline())
        self._title = Label(title, "body", weight=600)
        self._count = Label("", "small", "text3")
        self._head = QHBoxLayout()
        self._head.setContentsMargins(pad, 10, pad, 4)
        self._head.setSpacing(6)
        self._head.addWidget(self._title)
        self._head.addWidget(self._count)
        self._head.addStretch()
        column.addLayout(self._head)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(pad, 2, pad, 12)
        self.body.setSpacing(4)
        column.addLayout(self.body)
        self.setAccessibleName(title)
        self.set_count(count)

    def set_title(self, title: str) -> None:
        """Change the heading."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def set_count(self, count: int | str | None) -> None:
        """Show how many there are, or nothing."""
        self._count.setText("" if count is None else str(count))

    def add_action(self, widget: QWidget) -> None:
        """Put a widget at the right of the heading."""
        self._head.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
