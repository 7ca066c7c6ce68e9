"""Small parts that the panes of a chain share."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui.kit.text import Label


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while item := layout.takeAt(0):
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def figures(shown: Sequence[tuple[str, str, str]]) -> QWidget:
    """Return figures beside each other: (figure, what it is, tone)."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(14)
    for figure, words, tone in shown:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(Label(figure, "title", tone))
        note = Label(words, "micro", "text3", weight=400, wrap=True)
        note.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(note, 1)
        row.addLayout(column, 1)
    return box
