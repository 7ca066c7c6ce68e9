"""The field that opens inside a cell: a code or a title with completion, or the reason why nothing is needed."""

from collections.abc import Callable

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from b2bdesk.i18n import tr

Complete = Callable[[str], list[tuple[str, str]]]
"""Return (code, title) of the pieces that a text may mean."""


class InlineField(QLineEdit):
    """One line that Enter ends and Escape gives up."""

    entered = Signal(str)
    given_up = Signal()

    def __init__(self, parent: QWidget, complete: Complete, *, reason: bool = False) -> None:
        super().__init__(parent)
        words = tr("Why is nothing needed here?") if reason else tr("Code or title")
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self.setMaxLength(200)
        self._complete = complete
        self._codes: dict[str, str] = {}
        self._model = QStringListModel(self)
        if not reason:
            self._offer_completion()

    def begin(self, text: str) -> None:
        """Show the field with what was typed so far."""
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setText(text)
        self._suggest(text)

    def _offer_completion(self) -> None:
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        popup = completer.popup()
        if popup is not None:
            popup.setProperty("kind", "popup")
        self.setCompleter(completer)
        self.textEdited.connect(self._suggest)
        completer.activated.connect(self._choose)

    def _suggest(self, text: str) -> None:
        if self.completer() is None or not text.strip():
            return
        self._codes = {f"{code}  {title}": code for code, title in self._complete(text.strip())}
        self._model.setStringList(list(self._codes))

    def _choose(self, line: str) -> None:
        self.entered.emit(self._codes.get(line, line))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            text = self.text().strip()
            if text:
                self.entered.emit(self._codes.get(text, text))
            else:
                self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.TabFocusReason):
            self.given_up.emit()
