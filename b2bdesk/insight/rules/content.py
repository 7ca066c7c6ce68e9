"""Rules about pieces, and about single placements of them (D2)."""

from collections.abc import Iterator
from functools import cache
from typing import Final

from b2bdesk.insight.dates import older_than
from b2bdesk.insight.facts import Piece
from b2bdesk.insight.importance import need_weight, use_weight
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
            sentence = UNTRACKED_COST if x.cost > 0 else UNTRACKED_PAID
            yield context.placement(x, {"cost": context.money(x.cost)}, sentence)


def stale(context: Context) -> Iterator[Hit]:
    """G16: finished pieces whose last review lies further back than their form allows."""
    older = cache(lambda since, months: older_than(since, months, context.today))
    for piece in context.plan.pieces:
        if piece.archived or piece.status not in FINISHED or not piece.reviewed or not piece.refresh_months:
            continue
        if older(piece.reviewed, piece.refresh_months):
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
    made = {piece.id: piece.form_class for piece in context.plan.pieces}
    taken = {channel.id: channel.accepts for channel in context.plan.channels}
    for x in ix.counted:
        if made[x.content_id] not in taken[x.channel_id]:
            yield context.placement(x, {"form": Label("content_form", ix.piece[x.content_id].form)})


def dead_ends(context: Context) -> Iterator[Hit]:
    """G26: counted placements where visitors arrive, without a call to action or a pool."""
    mute = {piece.id for piece in context.plan.pieces if piece.cta in ("", Cta.NONE)}
    open_ended = {channel.id for channel in context.plan.channels if channel.pool_id is None}
    arrival = {stage.id for stage in context.plan.stages if not ARRIVAL.isdisjoint(stage.states)}
    for x in context.ix.counted:
        if x.state in ARRIVAL if x.state else x.stage_id in arrival:
            lost = x.pool_id is None and x.channel_id in open_ended
            if x.content_id in mute:
                yield context.placement(x, sentence=NO_CTA_NO_POOL if lost else NO_CTA, more=1)
            elif lost:
                yield context.placement(x, sentence=NO_POOL, more=1)


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
