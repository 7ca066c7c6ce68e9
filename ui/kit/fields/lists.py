"""A field for a short list of texts."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from b2bdesk.i18n import tr
from ui.kit.fields.base import Field
from ui.kit.tag_row import TagRow


class TextsField(Field):
    """Type and Enter adds a text, Backspace in the empty line takes the last away; several lines pasted are several."""

    def __init__(self, *, placeholder: str = "", max_length: int = 200, parent: QWidget | None = None) -> None:
        self._box = QWidget()
        self._row = TagRow("", framed=False)
        self._row.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._line = QLineEdit()
        self._line.setMaxLength(max_length)
        self._line.setPlaceholderText(placeholder or tr("Add, then Enter"))
        column = QVBoxLayout(self._box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._row)
        column.addWidget(self._line)
        super().__init__(self._box, parent)
        self.setFocusProxy(self._line)
        self._row.removed.connect(self._drop)
        self._line.installEventFilter(self)
        self.set_value([])

    def set_value(self, value: Sequence[str] | None) -> None:
        super().set_value(list(value or []))
        self._show()

    def set_name(self, name: str, help_text: str = "") -> None:
        super().set_name(name, help_text)
        self._line.setAccessibleName(name)

    def set_flat(self, flat: bool) -> None:
        for part in (self._row, self._line):
            part.setProperty("flat", flat)
            part.style().unpolish(part)
            part.style().polish(part)

    def commit(self) -> None:
        """Add what was typed."""
        typed = [part.strip() for part in self._line.text().replace("\u2029", "\n").split("\n")]
        new = [part for part in dict.fromkeys(typed) if part and part not in self._value]
        self._line.clear()
        if new:
            self._say([*self._value, *new])
            self._show()

    def _drop(self, place: int) -> None:
        self._say([text for at, text in enumerate(self._value) if at != place])
        self._show()

    def _show(self) -> None:
        self._row.set_texts(self._value)
        self._row.setVisible(bool(self._value))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isValid(self.editor):
            return False
        if event.type() == QEvent.Type.FocusOut:
            self.commit()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._line.text():
            self.commit()
            return True
        if event.key() == Qt.Key.Key_Backspace and not self._line.text() and self._value:
            self._drop(len(self._value) - 1)
            return True
        if event.key() == Qt.Key.Key_Escape and self._line.text():
            self._line.clear()
            return True
        return False
