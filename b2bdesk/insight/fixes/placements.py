"""Fixes for single placements: moved, linked, received, accepted (G04, G15, G18, G26)."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from b2bdesk.insight.facts import Channel, Placement
from b2bdesk.insight.fixes.base import Asked, Fix, opens, stands
from b2bdesk.insight.rules.content import NO_CTA, NO_POOL
from b2bdesk.insight.speech import Fact, Label
from b2bdesk.terms import Cta, N_

CALL: Final = "leave_contact"
"""The call to action that is proposed where there is none."""


def move(asked: Asked) -> Iterator[Fix]:
    """G04: to the channel that suits its stage best; or the channel is possible here after all."""
    x = asked.ix.placement[asked.id("placement")]
    yield from moved(asked, x)
    facts: dict[str, Fact] = {"channel": asked.ix.channel[x.channel_id].name, "stage": asked.ix.stage[x.stage_id].name}
    values = {"channel": x.channel_id, "stage": x.stage_id, "fit": 1}
    yield Fix(N_("Mark {channel} as possible at {stage}"), facts, "set_fit", values)


def accept(asked: Asked) -> Iterator[Fix]:
    """G18: to a channel that takes the form; or this channel takes it."""
    x = asked.ix.placement[asked.id("placement")]
    yield from moved(asked, x)
    piece = asked.ix.piece[x.content_id]
    facts: dict[str, Fact] = {
        "channel": asked.ix.channel[x.channel_id].name,
        "form_class": Label("form_class", piece.form_class),
    }
    values = {"channel": x.channel_id, "form_class": piece.form_class}
    yield Fix(N_("Let {channel} accept: {form_class}"), facts, "accept_form", values)


def moved(asked: Asked, x: Placement) -> Iterator[Fix]:
    """Yield the move to the best channel, if there is one."""
    channel = best_channel(asked, x)
    if channel is not None:
        facts: dict[str, Fact] = {"placement": x.code, "channel": channel.name}
        values = {"ids": [x.id], "stage": x.stage_id, "channel": channel.id}
        yield Fix(N_("Move {placement} to {channel}"), facts, "move", values)


def best_channel(asked: Asked, x: Placement) -> Channel | None:
    """Return the channel that takes the form of a placement, suits its stage best and does not show it there yet."""
    ix = asked.ix
    form_class = ix.piece[x.content_id].form_class
    free = [
        channel
        for channel in ix.channels
        if form_class in channel.accepts
        and channel.fit.get(x.stage_id, 0) > 0
        and not stands(ix, x.stage_id, channel.id, x.content_id)
    ]
    here = ix.channel[x.channel_id]
    return min(
        free,
        key=lambda c: (
            c.paid and not here.paid,
            -c.fit.get(x.stage_id, 0),
            c.kind != here.kind,
            ix.stage_channel.get((x.stage_id, c.id), 0),
            c.id,
        ),
        default=None,
    )


def track(asked: Asked) -> Iterator[Fix]:
    """G15: a tracking link to our own site."""
    x = asked.ix.placement[asked.id("placement")]
    if asked.plan.workspace.own_hosts or asked.plan.pools:
        yield Fix(N_("Make a tracking link for {placement}"), {"placement": x.code}, "make_link", {"placement": x.id})
    yield opens(N_("Choose a page for the link"), "placements", {"placement": x.id})


def receive(asked: Asked) -> Iterator[Fix]:
    """G26: a call to action, a landing pool, or both."""
    x, said = asked.ix.placement[asked.id("placement")], asked.finding.sentence
    pool = None if said == NO_CTA else usual_pool(asked)
    piece = asked.ix.piece[x.content_id]
    call = "" if said == NO_POOL or piece.cta not in ("", Cta.NONE) else CALL
    if said != NO_CTA and pool is None:
        yield opens(N_("Choose a landing pool"), "placements", {"placement": x.id})
        return
    facts: dict[str, Fact] = {"cta": Label("cta", CALL), "pool": asked.ix.pool[pool].name if pool else ""}
    label = N_("Ask to: {cta}")
    if pool:
        label = N_("Ask to: {cta}; receive them at {pool}") if call else N_("Receive them at {pool}")
    yield Fix(label, facts, "receive", {"placement": x.id, "content": piece.id, "cta": call, "pool": pool})
    yield opens(N_("Choose another"), "placements", {"placement": x.id})


def usual_pool(asked: Asked) -> int | None:
    """Return the landing pool that receives most, of those somebody looks after."""
    pools = [pool for pool in asked.plan.pools if not pool.archived]
    uses = {pool.id: sum(c.pool_id == pool.id for c in asked.ix.channels) for pool in pools}
    best = max(pools, key=lambda p: (bool(p.owner) + p.connected, uses[p.id], -p.id), default=None)
    return None if best is None else best.id


FIXES: Final[Mapping[str, Callable[[Asked], Iterator[Fix]]]] = {
    "G04": move,
    "G15": track,
    "G18": accept,
    "G26": receive,
}
