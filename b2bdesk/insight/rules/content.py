"""Rules about pieces, and about single placements of them (D2)."""

from collections.abc import Iterator
from typing import Final

from b2bdesk.insight.dates import older_than
from b2bdesk.insight.facts import Piece, Placement
from b2bdesk.insight.importance import cost_weight, need_weight, use_weight
from b2bdesk.insight.rules.base import Context, Hit, Rule
from b2bdesk.insight.speech import Day, Fact, Label
from b2bdesk.terms import ContentStatus, Cta, FINISHED, N_, PrefDim, Severity, State

ARRIVAL: Final = frozenset({State.VISIT, State.REGISTER})
"""States in which a visitor arrives and should be asked to do something (S2 of the four default stages)."""

UNTRACKED_COST: Final = N_("“{piece}” in {channel} costs {cost}, but has no tracking link.")
UNTRACKED_PAID: Final = N_("{channel} is a paid channel, but “{piece}” has no tracking link there.")
NO_CTA: Final = N_("“{piece}” in {channel} at {stage} does not ask for a next step.")
NO_POOL: Final = N_("“{piece}” in {channel} at {stage} leads to no landing pool.")
NO_CTA_NO_POOL: Final = N_("“{piece}” in {channel} at {stage} asks for no next step and leads to no landing pool.")


def never_placed(context: Context) -> Iterator[Hit]:
    """G05: finished pieces without a counted placement."""
    for piece in context.plan.pieces:
        if piece.status in FINISHED and not piece.archived and not context.ix.of_piece.get(piece.id):
            yield about(context, piece, {})


def unmet_topics(context: Context) -> Iterator[Hit]:
    """G14: topics a persona needs that no finished piece fitted to that persona treats."""
    ix = context.ix
    for persona in ix.personas:
        for topic, strength in sorted(persona.prefs.get(PrefDim.TOPIC, {}).items()):
            if strength >= context.plan.thresholds.topic_need and (persona.id, topic) not in ix.finished_topics:
                facts: dict[str, Fact] = {"persona": persona.name, "topic": Label("topic", topic)}
                weight = need_weight(ix, persona.id, strength)
                yield Hit((persona.code, topic), {"persona": persona.id}, facts, weight)


def untracked(context: Context) -> Iterator[Hit]:
    """G15: counted placements that are paid for, without a tracking link, outside the own site."""
    for x in context.ix.counted:
        channel = context.ix.channel[x.channel_id]
        if x.link_id is None and channel.kind != "site" and (channel.paid or x.cost > 0):
            facts = {**context.place(x), "cost": context.money(x.cost)}
            sentence = UNTRACKED_COST if x.cost > 0 else UNTRACKED_PAID
            yield Hit((x.code,), {"placement": x.id}, facts, cost_weight(context.ix, x.cost), sentence)


def stale(context: Context) -> Iterator[Hit]:
    """G16: finished pieces whose last review lies further back than their form allows."""
    for piece in context.plan.pieces:
        if piece.archived or piece.status not in FINISHED or not piece.reviewed or not piece.refresh_months:
            continue
        if older_than(piece.reviewed, piece.refresh_months, context.today):
            yield about(context, piece, {"reviewed": Day(piece.reviewed), "months": piece.refresh_months})


def boasting(context: Context) -> Iterator[Hit]:
    """G17: pieces whose help check falls short."""
    needed = context.plan.thresholds.help_pass
    for piece in context.plan.pieces:
        if piece.help is not None and piece.help < needed and alive(piece):
            yield about(context, piece, {"score": piece.help, "needed": needed})


def wrong_form(context: Context) -> Iterator[Hit]:
    """G18: counted placements of a form that the channel does not take."""
    ix = context.ix
    for x in ix.counted:
        piece = ix.piece[x.content_id]
        if piece.form_class not in ix.channel[x.channel_id].accepts:
            facts = {**context.place(x), "form": Label("content_form", piece.form)}
            yield Hit((x.code,), {"placement": x.id}, facts, cost_weight(ix, x.cost))


def dead_ends(context: Context) -> Iterator[Hit]:
    """G26: counted placements where visitors arrive, without a call to action or a pool."""
    for x in context.ix.counted:
        if not arrives(context, x):
            continue
        mute = context.ix.piece[x.content_id].cta in ("", Cta.NONE)
        lost = context.ix.pool_of(x) is None
        if mute or lost:
            sentence = NO_CTA_NO_POOL if mute and lost else NO_CTA if mute else NO_POOL
            weight = cost_weight(context.ix, x.cost) + 1
            yield Hit((x.code,), {"placement": x.id}, context.place(x), weight, sentence)


def arrives(context: Context, x: Placement) -> bool:
    """Tell whether visitors arrive at a placement: by its state, else by its stage's states."""
    states = (x.state,) if x.state else context.ix.stage[x.stage_id].states
    return not ARRIVAL.isdisjoint(states)


def alive(piece: Piece) -> bool:
    """Tell whether a piece is neither archived nor retired."""
    return not piece.archived and piece.status != ContentStatus.RETIRED


def about(context: Context, piece: Piece, facts: dict[str, Fact]) -> Hit:
    """Return a piece as a hit."""
    return Hit((piece.code,), {"piece": piece.id}, {"piece": piece.name, **facts}, use_weight(context.ix, piece.id))


RULES: Final = (
    Rule(
        "G05",
        Severity.WARN,
        "piece",
        "content",
        N_("“{piece}” is finished, but nobody will meet it: it is not placed anywhere."),
        N_("The work is done and brings nothing yet. Place the piece, or retire it."),
        never_placed,
    ),
    Rule(
        "G14",
        Severity.WARN,
        "topic",
        "content",
        N_("{persona} looks for {topic}, but no finished piece on it is made for {persona}."),
        N_("What a persona clearly seeks should be answered. Finish a piece, or fit an existing one to {persona}."),
        unmet_topics,
    ),
    Rule(
        "G15",
        Severity.WARN,
        "placement",
        "placements",
        UNTRACKED_COST,
        N_("Without a tracking link nobody can tell what the money brought. Make a link for {placement}."),
        untracked,
    ),
    Rule(
        "G16",
        Severity.WARN,
        "piece",
        "content",
        N_("“{piece}” was last reviewed on {reviewed} and is out of date: this form holds for {months} months."),
        N_("Old figures and screens cost trust. Review the piece, renew it, or retire it."),
        stale,
    ),
    Rule(
        "G17",
        Severity.WARN,
        "piece",
        "content",
        N_("“{piece}” reaches {score} of 10 points for helpfulness; {needed} are needed."),
        N_("Readers turn away from what praises the seller. Speak more of the customer's problem than of the company."),
        boasting,
    ),
    Rule(
        "G18",
        Severity.WARN,
        "placement",
        "placements",
        N_("{channel} does not take “{piece}”: the form “{form}” is not accepted there."),
        N_("A form that a channel does not carry cannot appear there. Move {placement}, or let {channel} accept it."),
        wrong_form,
    ),
    Rule(
        "G26",
        Severity.WARN,
        "placement",
        "placements",
        NO_CTA,
        N_("A visitor who is not asked for a next step, or is received nowhere, is lost after the first visit."),
        dead_ends,
    ),
)
