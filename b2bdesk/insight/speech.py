"""What stands in the places of a sentence, and how a sentence is said.

Facts stay values until they are spoken: `speak` turns one into text (a face gives labels, money and dates in its
language), `render(template, facts)` translates and fills the sentence. `str` and `plain` say it in bare English.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Label:
    """A code of a vocabulary, to be said by its label."""

    vocab: str
    code: str

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True, slots=True)
class Share:
    """A share 0-1, to be said in percent."""

    value: float

    def __str__(self) -> str:
        return f"{self.value * 100:.1f} %"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency."""

    amount: Decimal
    currency: str

    def __str__(self) -> str:
        return f"{self.currency} {self.amount:,.0f}"


@dataclass(frozen=True, slots=True)
class Day:
    """A day."""

    value: date

    def __str__(self) -> str:
        return self.value.isoformat()


@dataclass(frozen=True, slots=True)
class Month:
    """A month, by its first day."""

    value: date

    def __str__(self) -> str:
        return f"{self.value:%Y-%m}"


@dataclass(frozen=True, slots=True)
class Words:
    """A list of marked words, each to be translated."""

    values: tuple[str, ...]

    def __str__(self) -> str:
        return ", ".join(self.values)


Fact = str | int | Label | Share | Money | Day | Month | Words
Render = Callable[[str, Mapping[str, Any]], str]
Speak = Callable[[Fact], str]


def plain(template: str, facts: Mapping[str, Any]) -> str:
    """Fill a sentence without translating it."""
    return template.format_map(facts)


def say(template: str, facts: Mapping[str, Fact], render: Render = plain, speak: Speak = str) -> str:
    """Speak the facts and render the sentence with them."""
    return render(template, {name: speak(fact) for name, fact in facts.items()})
