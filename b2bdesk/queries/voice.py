"""How conclusions are said: labels, shares, money and days in the language of the one who reads them."""

from b2bdesk.i18n import day, language, money, percent, render, tr
from b2bdesk.insight.speech import Day, Fact, Label, Money, Month, Share, Words
from b2bdesk.queries.labels import Labels
from b2bdesk.terms import Language


class Voice:
    """Speaks the facts of a finding or a reason in the language of its labels."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels

    def __call__(self, fact: Fact) -> str:
        """Return a fact as text."""
        if isinstance(fact, Label):
            return self.labels.of(fact.vocab, fact.code)
        if isinstance(fact, Share):
            return percent(fact.value)
        if isinstance(fact, Money):
            return money(fact.amount, fact.currency)
        if isinstance(fact, Day):
            return day(fact.value)
        if isinstance(fact, Month):
            return self._month(fact)
        if isinstance(fact, Words):
            return self._joined(fact)
        return str(fact)

    def _month(self, fact: Month) -> str:
        value = fact.value
        return f"{value:%Y-%m}" if language() is Language.EN else f"{value.year}年{value.month}月"

    def _joined(self, fact: Words) -> str:
        return tr(", ").join(render(word, {}) for word in fact.values)
