"""DOMAIN D12 a second time: how pieces fit a gap, and how important a gap is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from b2bdesk.insight import facts as f
from tests.differential import reference as r
from tests.differential.reference_rules import older


@dataclass(frozen=True, slots=True)
class Fit:
    """A piece proposed for a gap: its score, its five parts in points, its factors, and the placement to add to."""

    code: str
    score: Fraction
    parts: dict[str, Fraction]
    factors: dict[str, Fraction]
    add_to: str | None


def suggestions(plan: f.Plan, stage: f.Stage, channel: f.Channel, persona: f.Persona, today: date) -> list[Fit]:
    """Return the pieces with a score, the best first, ties by code; a score of 0 is no suggestion."""
    found = [fit(plan, piece, stage, channel, persona, today) for piece in r.kept(plan.pieces)]
    return sorted((one for one in found if one.score > 0), key=rank)


def rank(one: Fit) -> tuple[Fraction, str]:
    """Return what proposals are ordered by."""
    return -round(one.score, 4), one.code


def fit(plan: f.Plan, k: f.Piece, s: f.Stage, c: f.Channel, p: f.Persona, today: date) -> Fit:
    """Return how a piece fits a gap."""
    weight = plan.thresholds.part_weight
    shares = {
        "stage": stage_part(plan, k, s),
        "persona": Fraction(k.personas.get(p.id, 0), 3),
        "topic": topic_part(k, p),
        "form": Fraction(1, 2) + Fraction(p.prefs.get("form", {}).get(k.form, 0), 6),
        "appeal": appeal_part(k.appeal, s),
    }
    parts = {name: 100 * r.exact(weight[name]) * part for name, part in shares.items()}
    here = [x for x in r.counted(plan) if (x.content_id, x.stage_id, x.channel_id) == (k.id, s.id, c.id)]
    factors = {
        "status": r.exact(plan.thresholds.readiness[k.status]),
        "age": age_factor(k, today),
        "help": Fraction(1) if k.help is None or k.help >= 7 else Fraction(4, 5),
        "audience": audience_factor(k, s),
        "form": Fraction(k.form_class in c.accepts),
        "free": Fraction(not any(p.id in r.personas_of(plan, x) for x in here)),
    }
    score = sum(parts.values(), Fraction(0))
    for factor in factors.values():
        score *= factor
    return Fit(k.code, score, parts, factors, here[0].code if here else None)


def way(plan: f.Plan, stage: f.Stage) -> list[int]:
    """Return the stages of the same set in their order."""
    mine = [one for one in r.kept(plan.stages) if one.set_id == stage.set_id]
    return [one.id for one in sorted(mine, key=place)]


def place(stage: f.Stage) -> tuple[int, int]:
    """Return what stages are ordered by."""
    return stage.sort, stage.id


def stage_part(plan: f.Plan, k: f.Piece, s: f.Stage) -> Fraction:
    """Return F_s: 1 in its stages, a half next to one of them."""
    if s.id in k.stage_ids:
        return Fraction(1)
    order = way(plan, s)
    at = order.index(s.id)
    beside = order[max(0, at - 1) : at] + order[at + 1 : at + 2]
    return Fraction(1, 2) if any(one in k.stage_ids for one in beside) else Fraction(0)


def topic_part(k: f.Piece, p: f.Persona) -> Fraction:
    """Return F_t: how much the persona needs what the piece is about. Choice: the best of all its topics."""
    needs = p.prefs.get("topic", {})
    if not needs:
        return Fraction(1, 2)
    return Fraction(max(needs.get(topic, 0) for topic in (k.topic, *k.extra_topics)), 3)


def appeal_part(appeal: str, s: f.Stage) -> Fraction:
    """Return F_a. Choice: a stage without a target is taken to want both alike, a half."""
    wanted = Fraction(1, 2) if s.target_emotional is None else r.exact(s.target_emotional)
    return 1 - abs(r.APPEAL[appeal] - wanted)


def age_factor(k: f.Piece, today: date) -> Fraction:
    """Return the factor of age. Choice: a piece without a date is not known to be old."""
    if k.reviewed is None or not older(k.reviewed, 12, today):
        return Fraction(1)
    return Fraction(4, 5) if not older(k.reviewed, 24, today) else Fraction(3, 5)


def audience_factor(k: f.Piece, s: f.Stage) -> Fraction:
    """Return the factor of audience. Choice: S4 is where customers are, however the stages are cut."""
    customers = any(state in ("deal", "referral") for state in s.states)
    if customers:
        return Fraction(7, 10) if k.audience == "new" else Fraction(1)
    return Fraction(1, 2) if k.audience == "existing" else Fraction(1)


def new_piece(
    plan: f.Plan, best: Fraction, s: f.Stage, c: f.Channel, p: f.Persona
) -> tuple[str | None, str | None, str] | None:
    """Return form, topic and appeal of the piece to make where the best scores less than 50.

    Choice: where every topic the persona needs is met, the one needed most; ties by code, of appeals R before M and E.
    """
    if round(best, 4) >= 50:
        return None
    forms = {form: n for form, n in p.prefs.get("form", {}).items() if plan.forms.get(form) in c.accepts}
    needs = p.prefs.get("topic", {})
    finished = [k for k in r.kept(plan.pieces) if k.status in ("ready", "published") and p.id in k.personas]
    met = {topic for k in finished for topic in (k.topic, *k.extra_topics)}
    unmet = {topic: n for topic, n in needs.items() if topic not in met}
    near = {appeal: appeal_part(appeal, s) for appeal in ("R", "M", "E")}
    appeal = next(one for one, fit_ in near.items() if fit_ == max(near.values()))
    return top(forms), top(unmet) or top(needs), appeal


def top(strengths: Mapping[str, int]) -> str | None:
    """Return what has the highest strength, if anything has any."""
    found = sorted((-n, code) for code, n in strengths.items() if n > 0)
    return found[0][1] if found else None


def influence(plan: f.Plan, persona: f.Persona) -> int:
    """Return the greatest influence of a persona in any chain, else her own."""
    said = [m.influence for chain in r.kept(plan.chains) for m in chain.members if m.persona_id == persona.id]
    return max(said, default=persona.influence)


def priority(plan: f.Plan, stage: f.Stage, persona: f.Persona) -> Fraction:
    """Return the priority of an empty or thin cell."""
    decision = Fraction(3, 2) if stage.decision else Fraction(1)
    empty = Fraction(1) if r.n_persona(plan, stage.id, persona.id) == 0 else Fraction(1, 2)
    return decision * persona.priority * (1 + Fraction(influence(plan, persona), 5)) * empty
