"""What a rule is, and what it finds."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from b2bdesk.insight.facts import Placement, Plan
from b2bdesk.insight.importance import cost_weight
from b2bdesk.insight.index import Index
from b2bdesk.insight.rows import row
from b2bdesk.insight.speech import Fact, Money, plain, Render, say, Speak
from b2bdesk.terms import Severity

NO_FACTS: Final[Mapping[str, Fact]] = {}


@dataclass(frozen=True, slots=True)
class Context:
    """What rules look at: a plan by its index, and the day it is."""

    ix: Index
    today: date

    @property
    def plan(self) -> Plan:
        """The plan itself."""
        return self.ix.plan

    def money(self, amount: Decimal) -> Money:
        """Return an amount in the plan's currency."""
        return Money(amount, self.plan.workspace.currency)

    def placement(
        self, x: Placement, more_facts: Mapping[str, Fact] = NO_FACTS, sentence: str | None = None, more: float = 0
    ) -> "Hit":
        """Return a placement as a hit, which matters by its cost, with the names that sentences about it need."""
        ix = self.ix
        facts: dict[str, Fact] = {
            "placement": x.code,
            "piece": ix.piece[x.content_id].name,
            "channel": ix.channel[x.channel_id].name,
            "stage": ix.stage[x.stage_id].name,
            **more_facts,
        }
        return Hit((x.code,), {"placement": x.id}, facts, cost_weight(ix, x.cost) + more, sentence)


@row(frozen=True, slots=True)
class Hit:
    """One case a rule applies to; `sentence` says it in other words than the rule's own."""

    codes: tuple[str, ...]
    ids: Mapping[str, int]
    facts: Mapping[str, Fact]
    importance: float
    sentence: str | None = None


@row(frozen=True, slots=True)
class Finding:
    """What is wrong with a plan, where, and how much it matters (`importance`, see that module).

    (rule, codes) names a finding for ever; `ids` holds the keys by kind for the jump to the place `jump`;
    `sentence` and `why` are marked templates over `facts`.
    """

    rule: str
    severity: Severity
    kind: str
    codes: tuple[str, ...]
    sentence: str
    why: str
    importance: float
    jump: str
    ids: Mapping[str, int] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)

    def say(self, render: Render = plain, speak: Speak = str) -> str:
        """Return the sentence."""
        return say(self.sentence, self.facts, render, speak)

    def say_why(self, render: Render = plain, speak: Speak = str) -> str:
        """Return why it matters and what to do."""
        return say(self.why, self.facts, render, speak)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of D2: its code, gravity, kind of object, where a jump leads, what it says, and how it looks."""

    code: str
    severity: Severity
    kind: str
    jump: str
    sentence: str
    why: str
    look: Callable[[Context], Iterable[Hit]]

    def findings(self, context: Context) -> Iterable[Finding]:
        """Yield what the rule finds."""
        return map(self.finding, self.look(context))

    def finding(self, hit: Hit) -> Finding:
        """Return a case as a finding."""
        return Finding(
            self.code,
            self.severity,
            self.kind,
            hit.codes,
            hit.sentence or self.sentence,
            self.why,
            hit.importance,
            self.jump,
            hit.ids,
            hit.facts,
        )
