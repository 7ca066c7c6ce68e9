"""An editor for a field of the catalogue, by its kind."""

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtWidgets import QComboBox

from b2bdesk.domain.fields import Field, Kind
from b2bdesk.i18n import tr
from ui.kit.checklist import Choice
from ui.kit.fields.base import Field as Editor
from ui.kit.fields.choices import ChoiceField, ManyField
from ui.kit.fields.dates import DayField
from ui.kit.fields.files import AddressField
from ui.kit.fields.lists import TextsField
from ui.kit.fields.numbers import DecimalField, IntegerField, MoneyField, ShareField
from ui.kit.fields.switches import FlagField, ScaleField
from ui.kit.fields.text import LongTextField, TextField

Pairs = Iterable[tuple[Any, str]]


def editor_for(field: Field, choices: Mapping[str, Pairs], currency: str = "") -> Editor:
    """Return an editor; `choices` has (key, label) pairs by the field's key."""
    offered = [Choice(key, label) for key, label in choices.get(field.key, ())]
    match field.kind:
        case Kind.CODE | Kind.REF:
            editor = ChoiceField(empty="" if field.kind is Kind.CODE else None, none_text="")
            editor.set_choices(offered, may_be_empty=not field.required)
            return editor
        case Kind.CODES | Kind.REFS:
            return ManyField(offered)
        case Kind.DAY:
            return DayField()
        case Kind.MONEY:
            return MoneyField(currency)
        case Kind.INTEGER:
            return IntegerField()
        case Kind.DECIMAL:
            return DecimalField()
        case Kind.SHARE:
            return ShareField()
        case Kind.FLAG:
            return FlagField()
        case Kind.SCALE:
            return ScaleField()
        case Kind.LONG_TEXT:
            return LongTextField()
        case Kind.TEXTS:
            return TextsField()
        case Kind.ADDRESS:
            return AddressField()
    return TextField()


def help_of(field: Field) -> str:
    """Return a field's help in the language now spoken."""
    return tr(field.help) if field.help else ""


def show_start(editor: Editor) -> None:
    """Show the beginning of a choice that is longer than its field."""
    combo = editor.editor
    line = combo.lineEdit() if isinstance(combo, QComboBox) else None
    if line is not None and not line.hasFocus():
        line.setCursorPosition(0)
