"""One property in the inspector: its label, and its value as a field that is flat until it is pointed at or entered."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit import theme
from ui.kit.fields.base import Field
from ui.kit.text import ElidedLabel, tip

ROW: Final = 28
LABEL_WIDTH: Final = 84
"""Values begin 92 and a bit from the left: a field has its own inset."""


class PropertyRow(QWidget):
    """A label and an editor beside it; clicking the label enters the editor."""

    def __init__(self, label: str, editor: QWidget, *, help_text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self.label = ElidedLabel(label, "small", "text3")
        self.label.setFixedWidth(LABEL_WIDTH)
        self.label.setFixedHeight(ROW)
        self.label.setBuddy(editor)
        if help_text:
            self.setToolTip(tip(help_text))
        if isinstance(editor, Field):
            editor.set_flat(True)
            editor.set_name(label)
        elif not editor.accessibleName():
            editor.setAccessibleName(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(editor, 1)
        self.setMinimumHeight(theme.current().size("field"))
