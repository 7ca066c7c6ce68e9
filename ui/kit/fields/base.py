"""What all fields of forms share.

A field shows what `set_value` gave it and writes nothing by itself. When a person has really changed something and
leaves it (Enter, focus out, a choice made), it says `committed(value)` once. Escape brings back what was shown.
A field nobody touched gives back the very value it was given, whatever its editor made of it.
"""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.kit.text import Label, tip


class Field(QWidget):
    """An editor, and below it the sentence that says what is wrong with what it holds."""

    committed = Signal(object)

    def __init__(self, editor: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self._value: Any = None
        self._error: Label | None = None
        self._help = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(editor)
        self.setFocusProxy(editor)

    def value(self) -> Any:
        """Return what the field holds."""
        return self._value

    def set_value(self, value: Any) -> None:
        """Show a value, without telling."""
        self._value = value
        self.set_error("")

    def set_error(self, text: str) -> None:
        """Say what is wrong, or nothing."""
        if text and self._error is None:
            self._error = Label("", "micro", "gapText", wrap=True)
            self._column.addWidget(self._error)
        if self._error is not None:
            self._error.setText(text)
            self._error.setVisible(bool(text))
        self.editor.setAccessibleDescription(text or self._help)
        self._mark("error", bool(text))

    def error(self) -> str:
        """Return what is wrong, empty when nothing is."""
        return self._error.text() if self._error is not None else ""

    def set_flat(self, flat: bool) -> None:
        """Show no border until it is pointed at or entered."""
        self._mark("flat", flat)

    def set_name(self, name: str, help_text: str = "") -> None:
        """Give it the name a screen reader says, and the help that stands in its tooltip."""
        self._help = help_text
        self.editor.setAccessibleName(name)
        self.editor.setAccessibleDescription(help_text)
        self.editor.setToolTip(tip(help_text))

    def set_read_only(self, read_only: bool) -> None:
        """Show only; fields that can be read without being entered do it their own way."""
        self.editor.setEnabled(not read_only)

    def commit(self) -> None:
        """Take over what has been typed so far, as when the window closes; choices have nothing to take over."""

    def _say(self, value: Any) -> None:
        """Hold a new value and tell."""
        self._value = value
        self.set_error("")
        self.committed.emit(value)

    def _mark(self, name: str, on: bool) -> None:
        if bool(self.editor.property(name)) != on:
            self.editor.setProperty(name, on)
            self.editor.style().unpolish(self.editor)
            self.editor.style().polish(self.editor)


class TypedField(Field):
    """A field that is typed into: knows whether something was typed, and keeps Escape and undo for it."""

    def __init__(self, editor: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(editor, parent)
        self._shown = ""
        self._sent = ""
        editor.installEventFilter(self)

    def set_value(self, value: Any) -> None:
        super().set_value(value)
        self._write(self.to_text(value))
        self._shown = self._sent = self._read()

    def value(self) -> Any:
        """Return what was given, or what was typed since, if that can be understood."""
        text = self._read()
        if text == self._shown:
            return self._value
        try:
            return self.from_text(text)
        except ValueError:
            return self._value

    def commit(self) -> None:
        """Tell what was typed, unless nothing was; what cannot be understood is marked and stays."""
        text = self._read()
        if text == self._sent:
            return
        try:
            value = self.from_text(text)
        except ValueError as problem:
            self.set_error(str(problem))
            return
        self._write(self.to_text(value))
        self._sent = self._shown = self._read()
        self._say(value)

    def restore(self) -> None:
        """Show the value again that was there before the typing."""
        self._write(self.to_text(self._value))
        self._shown = self._sent = self._read()
        self.set_error("")

    def to_text(self, value: Any) -> str:
        """Return how a value is written."""
        return "" if value is None else str(value)

    def from_text(self, text: str) -> Any:
        """Return the value that was typed; raise ValueError with a sentence when it is none."""
        return text

    def _read(self) -> str:
        raise NotImplementedError

    def _write(self, text: str) -> None:
        raise NotImplementedError

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isValid(self.editor):
            return False
        if isinstance(event, QKeyEvent) and watched is self.editor:
            dirty = self._read() != self._sent
            if event.type() == QEvent.Type.ShortcutOverride:
                return self._override(event, dirty)
            if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape and (dirty or self.error()):
                self.restore()
                return True
        return super().eventFilter(watched, event)

    def _override(self, event: QKeyEvent, dirty: bool) -> bool:
        """Keep Escape while there is something to restore; leave undo to the window while nothing was typed."""
        if event.key() == Qt.Key.Key_Escape and (dirty or self.error()):
            event.accept()
            return True
        undo = event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
        if undo and not dirty:
            event.ignore()
            return True
        return False
