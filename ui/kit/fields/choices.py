"""Fields for choices: one of many, several of many."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget
from shiboken6 import isValid

from b2bdesk.i18n import tr
from ui.kit.checklist import Checklist, Choice
from ui.kit.fields.base import Field
from ui.kit.fields.text import ElidingLine
from ui.kit.popover import Popover
from ui.kit.tag_row import TagRow

GOING_NOWHERE: Final = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
"""Reasons to lose the focus that do not mean a person has left the field."""


class ChoiceField(Field):
    """One of several choices, searched by typing any part of it; the first entry chooses nothing."""

    def __init__(
        self,
        choices: Iterable[Choice] = (),
        *,
        empty: Any = "",
        none_text: str = "\u2014",
        parent: QWidget | None = None,
    ) -> None:
        self._combo = _Combo()
        super().__init__(self._combo, parent)
        self._empty = empty
        self._none_text = none_text
        self._value = empty
        self._choices: list[Choice] = []
        self._combo.activated.connect(self._take)
        self._combo.installEventFilter(self)
        self.set_choices(choices)

    def set_choices(self, choices: Iterable[Choice], *, may_be_empty: bool = True) -> None:
        """Offer these; the value shown stays, even one that is no longer offered."""
        none = [Choice(self._empty, self._none_text)] if may_be_empty else []
        self._choices = [*none, *choices]
        self._combo.clear()
        self._combo.addItems([choice.text for choice in self._choices])
        self._show()

    def set_value(self, value: Any) -> None:
        super().set_value(value)
        self._show()

    def _show(self) -> None:
        keys = [choice.key for choice in self._choices]
        self._combo.setCurrentIndex(keys.index(self._value) if self._value in keys else -1)
        self._combo.setEditText(self._text_of_value())

    def _take(self, row: int) -> None:
        if 0 <= row < len(self._choices) and self._choices[row].key != self._value:
            self._say(self._choices[row].key)
        self._show()

    def commit(self) -> None:
        """Take over a text that names exactly one choice; show the value again for any other."""
        text = self._combo.currentText().strip().casefold() or self._none_text
        texts = [(choice.label.casefold(), choice.text.casefold()) for choice in self._choices]
        named = [row for row, written in enumerate(texts) if text in written]
        near = named or [row for row, (_, whole) in enumerate(texts) if text and text in whole]
        if len(near) == 1:
            self._take(near[0])
        else:
            self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isValid(self.editor):
            return False
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            if event.reason() not in GOING_NOWHERE:
                self.commit()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._restores(event)
        return super().eventFilter(watched, event)

    def _restores(self, event: QKeyEvent) -> bool:
        """Bring back the value's text on Escape; say whether there was anything to bring back."""
        typed = event.key() == Qt.Key.Key_Escape and self._combo.currentText() != self._text_of_value()
        if typed:
            self._show()
        return typed

    def _text_of_value(self) -> str:
        unknown = "" if self._value is None else str(self._value)
        return next((choice.text for choice in self._choices if choice.key == self._value), unknown)


class _Combo(QComboBox):
    """A combo box that can be searched and that the wheel does not change by accident."""

    def __init__(self) -> None:
        super().__init__()
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setMaxVisibleItems(14)
        line = ElidingLine()
        line.setProperty("bare", True)
        self.setLineEdit(line)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        line = self.lineEdit()
        if line is not None and event.reason() != Qt.FocusReason.PopupFocusReason:
            line.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down open the list; Qt would step through the choices and take each."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ManyField(Field):
    """Several of many, shown as tags; a click or Enter opens the list to tick."""

    def __init__(self, choices: Iterable[Choice] = (), parent: QWidget | None = None) -> None:
        self._row = TagRow(tr("Choose"))
        super().__init__(self._row, parent)
        self._choices: list[Choice] = []
        self._before: tuple[object, ...] = ()
        self._row.opened.connect(self.open)
        self._row.removed.connect(self._drop)
        self.set_choices(choices)
        self.set_value([])

    def set_choices(self, choices: Iterable[Choice]) -> None:
        """Offer these; values no longer offered stay and show as they are."""
        self._choices = list(choices)
        self._show()

    def set_value(self, value: Sequence[Any] | None) -> None:
        super().set_value(list(value or []))
        self._show()

    def open(self) -> None:
        """Show the list; what was ticked is committed when it closes."""
        popover = Popover(self, width=max(220, min(320, self.width())))
        checklist = Checklist(self._choices, self._row.accessibleName())
        checklist.set_keys(self._value)
        checklist.ticked.connect(self._take)
        self._before = tuple(self._value)
        popover.body.addWidget(checklist)
        popover.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popover.closed.connect(self._closed)
        popover.open_below(self._row)
        checklist.setFocus()

    def _take(self, keys: tuple[object, ...]) -> None:
        offered = {choice.key for choice in self._choices}
        self._value = [*keys, *(key for key in self._value if key not in offered)]
        self._show()

    def _closed(self) -> None:
        if tuple(self._value) != self._before:
            self._say(list(self._value))

    def _drop(self, place: int) -> None:
        self._say([key for at, key in enumerate(self._value) if at != place])
        self._show()

    def _show(self) -> None:
        labels = {choice.key: choice.label for choice in self._choices}
        self._row.set_texts([labels.get(key, str(key)) for key in self._value or []])
