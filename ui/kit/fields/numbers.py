"""Fields for numbers, typed and shown the way the person's system writes numbers."""

import unicodedata
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from b2bdesk.i18n import tr
from ui.kit.fields.text import LineField

TEN_THOUSAND: Final = ("万", "萬")
PERCENT: Final = 100
SHARE_DIGITS: Final = 4


def write_number(value: Decimal | float | int, decimals: int | None = None) -> str:
    """Write a number with this system's signs, as many decimals as it has, or exactly as many as told."""
    number = Decimal(str(value))
    text = f"{number:,f}" if decimals is None else f"{number:,.{decimals}f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    locale = QLocale()
    signs = {ord(","): locale.groupSeparator(), ord("."): locale.decimalPoint()}
    return text.translate(signs)


def read_number(text: str) -> Decimal:
    """Read a number a person typed or pasted: grouped, full-width, with 万; raise ValueError when it is none."""
    locale = QLocale()
    plain = unicodedata.normalize("NFKC", text).strip()
    times = 1
    if plain.endswith(TEN_THOUSAND):
        plain, times = plain[:-1].strip(), 10_000
    for sign in (locale.groupSeparator(), " ", "\u00a0", "\u202f", "'"):
        plain = plain.replace(sign, "")
    plain = plain.replace(locale.decimalPoint(), ".").replace("\u2212", "-")
    try:
        number = Decimal(plain)
    except InvalidOperation as problem:
        raise ValueError(tr("This is not a number.")) from problem
    if not number.is_finite():
        raise ValueError(tr("This is not a number."))
    return number * times


class NumberField(LineField):
    """A number between bounds; empty is None."""

    def __init__(
        self,
        *,
        low: float | None = None,
        high: float | None = None,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self._low, self._high = low, high
        super().__init__(placeholder=placeholder, parent=parent)

    def from_text(self, text: str) -> Any:
        if not text.strip():
            return None
        value = self.from_number(read_number(text))
        if self._low is not None and value < self._low:
            raise ValueError(tr("At least {low}.", low=self.to_text(self._low)))
        if self._high is not None and value > self._high:
            raise ValueError(tr("At most {high}.", high=self.to_text(self._high)))
        return value

    def from_number(self, number: Decimal) -> Any:
        """Return the value kept for a number typed."""
        return number

    def to_text(self, value: Any) -> str:
        return "" if value is None else write_number(value)


class IntegerField(NumberField):
    """A whole number, an int."""

    def from_number(self, number: Decimal) -> int:
        if number != number.to_integral_value():
            raise ValueError(tr("This must be a whole number."))
        return int(number)


class DecimalField(NumberField):
    """A number with a fraction, a float."""

    def from_number(self, number: Decimal) -> float:
        return float(number)


class ShareField(NumberField):
    """A share of 0-1, a float, typed and shown as a percentage."""

    def __init__(
        self,
        *,
        low: float | None = 0,
        high: float | None = 1,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(low=low, high=high, placeholder=placeholder, parent=parent)

    def from_text(self, text: str) -> Any:
        return super().from_text(unicodedata.normalize("NFKC", text).replace("%", ""))

    def from_number(self, number: Decimal) -> float:
        return float(number / PERCENT)

    def to_text(self, value: Any) -> str:
        return "" if value is None else f"{write_number(round(Decimal(str(value)) * PERCENT, SHARE_DIGITS))}%"


class MoneyField(NumberField):
    """An amount, a Decimal with two decimals, with its currency before it."""

    def __init__(
        self, currency: str, *, low: float | None = 0, placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        self._currency = currency
        super().__init__(low=low, placeholder=placeholder, parent=parent)

    def set_currency(self, currency: str) -> None:
        """Change the currency that is shown."""
        self._currency = currency
        self.restore()

    def from_text(self, text: str) -> Any:
        return super().from_text(unicodedata.normalize("NFKC", text).replace(self._currency, ""))

    def from_number(self, number: Decimal) -> Decimal:
        return number.quantize(Decimal("0.01"))

    def to_text(self, value: Any) -> str:
        if value is None:
            return ""
        amount = Decimal(str(value))
        whole = amount == amount.to_integral_value()
        return f"{self._currency} {write_number(amount, 0 if whole else 2)}".strip()
