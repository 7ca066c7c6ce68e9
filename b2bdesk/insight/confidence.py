"""How far evidence carries a statement (D5), with the numbers it was worked out from."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from math import prod

from b2bdesk.insight.dates import age_months
from b2bdesk.insight.facts import Evidence, EvidenceLink, Plan
from b2bdesk.insight.index import by_id
from b2bdesk.insight.settings import Thresholds
from b2bdesk.terms import Polarity


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of evidence: weight 0-1 x 0.5^(age in months / half-life) = strength 0-1."""

    evidence_id: int
    code: str
    source: str
    weight: float
    age_months: float
    strength: float
    polarity: Polarity


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure we may be, 0-1; without supporting evidence it is an assumption."""

    value: float
    steps: tuple[Step, ...]

    @property
    def assumption(self) -> bool:
        """Tell whether nothing speaks for it."""
        return all(step.polarity != Polarity.SUPPORTS for step in self.steps)


def confidence(rows: Iterable[tuple[Evidence, str]], today: date, thresholds: Thresholds) -> Confidence:
    """Return (1 - product of (1 - s) of what supports) x (1 - highest s of what contradicts), capped (D5)."""
    steps = tuple(step(evidence, polarity, today, thresholds) for evidence, polarity in rows)
    supporting = 1 - prod(1 - s.strength for s in steps if s.polarity == Polarity.SUPPORTS)
    against = max((s.strength for s in steps if s.polarity == Polarity.CONTRADICTS), default=0.0)
    return Confidence(min(thresholds.confidence_cap, supporting * (1 - against)), steps)


def step(evidence: Evidence, polarity: str, today: date, thresholds: Thresholds) -> Step:
    """Return what one piece of evidence is worth today."""
    weight = evidence.weight
    if weight is None:
        weight = thresholds.source_weight.get(evidence.source, thresholds.unknown_source_weight)
    age = age_months(evidence.day, today)
    strength = weight * 0.5 ** (age / thresholds.evidence_half_life)
    return Step(evidence.id, evidence.code, evidence.source, weight, age, strength, Polarity(polarity))


def of_target(plan: Plan, target: str, target_id: int, today: date) -> Confidence:
    """Return the confidence of a "persona", an "item" or a chain "member"."""
    evidence = by_id(plan.evidence)
    links = [k for k in plan.evidence_links if (k.target, k.target_id) == (target, target_id)]
    return confidence([(evidence[k.evidence_id], k.polarity) for k in links], today, plan.thresholds)


def of_personas(plan: Plan, today: date) -> dict[int, Confidence]:
    """Return the confidence of each persona from all evidence on the persona or on its statements."""
    evidence = by_id(plan.evidence)
    found: defaultdict[int, dict[tuple[int, str], tuple[Evidence, str]]] = defaultdict(dict)
    for persona, k in _of_persons(plan):
        found[persona][k.evidence_id, k.polarity] = (evidence[k.evidence_id], k.polarity)
    return {p.id: confidence(found[p.id].values(), today, plan.thresholds) for p in plan.personas}


@dataclass(frozen=True, slots=True)
class Weak:
    """A statement with what it would be worth to ask about it: priority 1-3 x weight 1-5 x (1 - confidence)."""

    item_id: int
    persona_id: int
    worth: float
    sure: Confidence


def to_ask(plan: Plan, today: date) -> tuple[Weak, ...]:
    """Return the statements of all personas the plan is made for, those most worth asking about first.

    Equal worth goes by the order of the personas, then by the order of their statements.
    """
    links: defaultdict[int, list[tuple[Evidence, str]]] = defaultdict(list)
    evidence = by_id(plan.evidence)
    for k in plan.evidence_links:
        if k.target == "item":
            links[k.target_id].append((evidence[k.evidence_id], k.polarity))
    place = {p.id: at for at, p in enumerate(plan.personas) if not p.archived}
    priority = {p.id: p.priority for p in plan.personas}
    found = []
    for item in plan.items:
        if item.persona_id in place:
            sure = confidence(links[item.id], today, plan.thresholds)
            worth = round(priority[item.persona_id] * item.weight * (1 - sure.value), 4)
            found.append(Weak(item.id, item.persona_id, worth, sure))
    return tuple(sorted(found, key=lambda one: (-one.worth, place[one.persona_id])))


def last_heard(plan: Plan) -> dict[int, date]:
    """Return the day of the newest evidence that speaks for each persona or for what is said about it."""
    days = {one.id: one.day for one in plan.evidence}
    found: dict[int, date] = {}
    for persona, k in _of_persons(plan):
        if k.polarity == Polarity.SUPPORTS:
            found[persona] = max(found.get(persona, date.min), days[k.evidence_id])
    return found


def _of_persons(plan: Plan) -> Iterator[tuple[int, EvidenceLink]]:
    """Yield the links on personas and on their statements, each with the persona."""
    owner = {item.id: item.persona_id for item in plan.items}
    for k in plan.evidence_links:
        persona = k.target_id if k.target == "persona" else owner.get(k.target_id) if k.target == "item" else None
        if persona is not None:
            yield persona, k
