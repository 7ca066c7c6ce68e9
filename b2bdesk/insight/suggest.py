"""What to place in a gap (D12): scores 0-100 with their parts and reasons, or a proposal for a new piece."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import prod
from typing import Final

from b2bdesk.insight.dates import older_than
from b2bdesk.insight.facts import Channel, Persona, Piece, Placement, Plan, Stage
from b2bdesk.insight.index import Index, index, topics
from b2bdesk.insight.reasons import Reason, reasons
from b2bdesk.insight.settings import Thresholds
from b2bdesk.terms import Appeal, Audience, PrefDim, State

APPEAL: Final = {Appeal.RATIONAL: 0.0, Appeal.MIXED: 0.5, Appeal.EMOTIONAL: 1.0}
CUSTOMER: Final = frozenset({State.DEAL, State.REFERRAL})


@dataclass(frozen=True, slots=True)
class Gap:
    """The cell to be filled, with what its neighbours are and which placements stand in it, by piece."""

    stage: Stage
    channel: Channel
    persona: Persona
    neighbours: frozenset[int]
    standing: Mapping[int, list[Placement]]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A piece for a gap: score 0-100, its five parts before the factors, the factors 0-1 and the reasons.

    `extend` is a placement of the piece that already stands in stage and channel, for others: add the persona to it.
    """

    piece_id: int
    code: str
    score: float
    parts: Mapping[str, float]
    factors: Mapping[str, float]
    reasons: tuple[Reason, ...]
    extend: int | None = None


@dataclass(frozen=True, slots=True)
class NewPiece:
    """What to make where nothing fits: form and topic codes (None where unknown) and appeal."""

    form: str | None
    topic: str | None
    appeal: Appeal


@dataclass(frozen=True, slots=True)
class Advice:
    """All suggestions for a gap, the best first, and a new piece to make if none reaches 50."""

    suggestions: tuple[Suggestion, ...]
    new_piece: NewPiece | None


def suggest(plan: Plan, stage_id: int, channel_id: int, persona_id: int, today: date) -> Advice:
    """Return what to place in stage x channel for a persona (D12); ties go by code."""
    ix = index(plan)
    gap = gap_of(ix, stage_id, channel_id, persona_id)
    rated = [rate(ix, gap, piece, today) for piece in plan.pieces if not piece.archived]
    found = sorted((s for s in rated if s.score > 0), key=lambda s: (-round(s.score, 4), s.code))
    best = round(found[0].score, 4) if found else 0.0
    return Advice(tuple(found), new_piece(ix, gap) if best < plan.thresholds.new_piece_below else None)


def gap_of(ix: Index, stage_id: int, channel_id: int, persona_id: int) -> Gap:
    """Return stage x channel for a persona, with what stands there."""
    standing: defaultdict[int, list[Placement]] = defaultdict(list)
    for x in ix.cells.get((stage_id, channel_id), ()):
        standing[x.content_id].append(x)
    return Gap(ix.stage[stage_id], ix.channel[channel_id], ix.persona[persona_id], neighbours(ix, stage_id), standing)


def worst_first(persona: Persona, served: int) -> tuple[float, ...]:
    """Return what sorts the persona to the front who meets the least and matters the most."""
    return (served, -persona.priority, -persona.influence, persona.id)


def neighbours(ix: Index, stage_id: int) -> frozenset[int]:
    """Return the stages just before and after a stage, of the same set."""
    order = [stage.id for stage in ix.stages if stage.set_id == ix.stage[stage_id].set_id]
    at = order.index(stage_id) if stage_id in order else -9
    return frozenset(order[i] for i in (at - 1, at + 1) if 0 <= i < len(order))


def rate(ix: Index, gap: Gap, piece: Piece, today: date) -> Suggestion:
    """Return a piece's score for a gap: 100 x R x the weighted parts."""
    limits = ix.plan.thresholds
    filled = fits(gap, piece)
    parts = {name: 100 * limits.part_weight[name] * fit for name, fit in filled.items()}
    standing = gap.standing.get(piece.id, [])
    factors = {**limits_of(gap, piece, today, limits), "free": free(ix, gap, standing)}
    score = sum(parts.values()) * prod(factors.values())
    why = reasons(gap, piece, filled, parts, factors)
    return Suggestion(piece.id, piece.code, score, parts, factors, why, standing[0].id if standing else None)


def fits(gap: Gap, piece: Piece) -> dict[str, float]:
    """Return the five parts F, each 0-1."""
    return {
        "stage": stage_fit(gap, piece),
        "persona": piece.personas.get(gap.persona.id, 0) / 3,
        "topic": topic_fit(gap.persona, piece),
        "form": 0.5 + 0.5 * gap.persona.prefs.get(PrefDim.FORM, {}).get(piece.form, 0) / 3,
        "appeal": appeal_fit(gap.stage, piece.appeal),
    }


def stage_fit(gap: Gap, piece: Piece) -> float:
    """Return 1 for a piece of this stage, 0.5 for one of a neighbouring stage, else 0."""
    if gap.stage.id in piece.stage_ids:
        return 1.0
    return 0.0 if gap.neighbours.isdisjoint(piece.stage_ids) else 0.5


def topic_fit(persona: Persona, piece: Piece) -> float:
    """Return need for the best of the piece's topics over 3; 0.5 where no needs are known."""
    needs = persona.prefs.get(PrefDim.TOPIC, {})
    return max(needs.get(topic, 0) for topic in topics(piece)) / 3 if needs else 0.5


def appeal_fit(stage: Stage, appeal: str) -> float:
    """Return 1 - distance between appeal and the stage's emotional target (0.5 where it has none)."""
    target = 0.5 if stage.target_emotional is None else stage.target_emotional
    return 1 - abs(APPEAL[Appeal(appeal)] - target)


def limits_of(gap: Gap, piece: Piece, today: date, limits: Thresholds) -> dict[str, float]:
    """Return the factors of R that lie in the piece, each 0-1."""
    return {
        "status": limits.readiness.get(piece.status, 0.0),
        "age": age_factor(piece, today, limits),
        "help": 1.0 if piece.help is None or piece.help >= limits.help_pass else limits.low_help_factor,
        "audience": audience_factor(gap.stage, piece, limits),
        "form": float(piece.form_class in gap.channel.accepts),
    }


def age_factor(piece: Piece, today: date, limits: Thresholds) -> float:
    """Return 1 up to 12 months since the last review, 0.8 up to 24, else 0.6; 1 where there was none."""
    if piece.reviewed is None or not older_than(piece.reviewed, limits.young_months, today):
        return 1.0
    return limits.old_age_factor if older_than(piece.reviewed, limits.old_months, today) else limits.middle_age_factor


def audience_factor(stage: Stage, piece: Piece, limits: Thresholds) -> float:
    """Return what is taken off pieces for new customers after the deal, and for existing ones before it."""
    customers = not CUSTOMER.isdisjoint(stage.states)
    if customers and piece.audience == Audience.NEW:
        return limits.new_for_customers_factor
    return limits.existing_for_others_factor if not customers and piece.audience == Audience.EXISTING else 1.0


def free(ix: Index, gap: Gap, standing: list[Placement]) -> float:
    """Return 0 where the piece already stands in the cell and serves the persona, else 1."""
    return float(not any(gap.persona.id in ix.served(x) for x in standing))


def new_piece(ix: Index, gap: Gap) -> NewPiece:
    """Return the best form the channel takes, the most wanted topic not yet served, the nearest appeal."""
    forms = gap.persona.prefs.get(PrefDim.FORM, {})
    accepted = {form: s for form, s in forms.items() if s and ix.plan.forms.get(form) in gap.channel.accepts}
    needs = {topic: s for topic, s in gap.persona.prefs.get(PrefDim.TOPIC, {}).items() if s}
    unmet = {topic: s for topic, s in needs.items() if (gap.persona.id, topic) not in ix.finished_topics}
    appeal = max(Appeal, key=lambda a: round(appeal_fit(gap.stage, a), 4))
    return NewPiece(strongest(accepted), strongest(unmet or needs), appeal)


def strongest(strengths: Mapping[str, int]) -> str | None:
    """Return the code with the highest strength, the first by name among equals."""
    return min(strengths, key=lambda code: (-strengths[code], code), default=None)
