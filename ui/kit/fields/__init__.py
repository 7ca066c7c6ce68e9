"""Fields of forms: `value()`, `set_value(v)`, `set_error(text)`, `commit()` and the signal `committed(object)`."""

from ui.kit.checklist import Choice
from ui.kit.fields.base import Field, TypedField
from ui.kit.fields.choices import ChoiceField, ManyField
from ui.kit.fields.dates import DayField
from ui.kit.fields.files import AddressField
from ui.kit.fields.lists import TextsField
from ui.kit.fields.numbers import DecimalField, IntegerField, MoneyField, NumberField, ShareField
from ui.kit.fields.pictures import PictureField
from ui.kit.fields.switches import FlagField, ScaleField
from ui.kit.fields.text import LongTextField, TextField

__all__ = [
    "AddressField",
    "Choice",
    "ChoiceField",
    "DayField",
    "DecimalField",
    "Field",
    "FlagField",
    "IntegerField",
    "LongTextField",
    "ManyField",
    "MoneyField",
    "NumberField",
    "PictureField",
    "ScaleField",
    "ShareField",
    "TextField",
    "TextsField",
    "TypedField",
]
