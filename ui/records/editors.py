"""The editor of a field, by its kind."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox
from shiboken6 import isValid

from b2bdesk.commands.vocabulary import OPEN
from b2bdesk.domain.catalogue import Field as Part
from b2bdesk.domain.catalogue import Kind
from b2bdesk.i18n import tr
from ui.kit.fields import (
    AddressField,
    Choice,
    ChoiceField,
    DayField,
    DecimalField,
    Field,
    FlagField,
    IntegerField,
    LongTextField,
    ManyField,
    MoneyField,
    ScaleField,
    ShareField,
    TextField,
    TextsField,
)
from ui.records.fits import FitsField

WRAPPED_FROM: Final = 140
"""A line that may be this long is shown on several."""
ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
CHOOSING: Final = (Kind.CODE, Kind.CODES, Kind.REF, Kind.REFS, Kind.FITS)


class WrappedField(LongTextField):
    """One line of text that is shown on as many as it needs; Enter commits it."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isValid(self.editor):
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in ENTER:
            self.commit()
            return True
        return super().eventFilter(watched, event)


class OwnWordField(ChoiceField):
    """A choice from a vocabulary that may be extended: a word that is not there, and Enter, adds it."""

    word_wanted = Signal(str)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isValid(self.editor) and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            word = self._new_word() if event.key() in ENTER else ""
            if word:
                self.word_wanted.emit(word)
                return True
        return super().eventFilter(watched, event)

    def _new_word(self) -> str:
        """Return what was typed if no choice has it in its text."""
        assert isinstance(self.editor, QComboBox)
        text = self.editor.currentText().strip()
        choices = (self.editor.itemText(row).casefold() for row in range(self.editor.count()))
        return "" if not text or any(text.casefold() in choice for choice in choices) else text


def make_editor(part: Part, currency: str) -> Field:
    """Return an editor for a field, without choices yet."""
    if part.vocab and part.kind in (Kind.CODE, Kind.SCALE):
        if part.vocab in OPEN:
            return OwnWordField()
        return ChoiceField(empty=None if part.kind is Kind.SCALE else "")
    return _EDITORS[part.kind](part, currency)


def offer(editor: Field, part: Part, choices: Iterable[Choice]) -> None:
    """Give an editor its choices."""
    if isinstance(editor, ChoiceField):
        may_be_empty = not part.required and part.default is None
        editor.set_choices(choices, may_be_empty=may_be_empty)
    elif isinstance(editor, ManyField | FitsField):
        editor.set_choices(choices)


def show_start(editor: Field) -> None:
    """Show the beginning of a choice that is longer than its field."""
    combo = editor.editor
    line = combo.lineEdit() if isinstance(combo, QComboBox) else None
    if line is not None and not line.hasFocus():
        line.setCursorPosition(0)


def chooses(part: Part) -> bool:
    """Tell whether a field is filled by choosing."""
    return part.kind in CHOOSING or bool(part.vocab)


def for_editor(value: Any) -> Any:
    """Return a value as its editor takes it."""
    return list(value) if isinstance(value, tuple) else value


def _scale(part: Part, _currency: str) -> Field:
    low, high = int(part.minimum or 0), int(part.maximum or 5)
    return ScaleField(low, high, may_be_empty=part.default is None)


def _money(_part: Part, currency: str) -> Field:
    return MoneyField(currency, low=None, placeholder=tr("Not set"))


_EDITORS: Final[dict[Kind, Callable[[Part, str], Field]]] = {
    Kind.TEXT: lambda part, _: WrappedField() if (part.max_length or 0) >= WRAPPED_FROM else TextField(),
    Kind.LONG_TEXT: lambda part, _: LongTextField(),
    Kind.TEXTS: lambda part, _: TextsField(),
    Kind.CODES: lambda part, _: ManyField(),
    Kind.INTEGER: lambda part, _: IntegerField(placeholder=tr("Not set")),
    Kind.SCALE: _scale,
    Kind.DECIMAL: lambda part, _: DecimalField(placeholder=tr("Not set")),
    Kind.MONEY: _money,
    Kind.SHARE: lambda part, _: ShareField(low=None, high=None, placeholder=tr("Not set")),
    Kind.FLAG: lambda part, _: FlagField(),
    Kind.DAY: lambda part, _: DayField(),
    Kind.ADDRESS: lambda part, _: AddressField(),
    Kind.FILE: lambda part, _: AddressField(files=True),
    Kind.REF: lambda part, _: ChoiceField(empty=None),
    Kind.REFS: lambda part, _: ManyField(),
    Kind.FITS: lambda part, _: FitsField(int(part.maximum or 3)),
}
