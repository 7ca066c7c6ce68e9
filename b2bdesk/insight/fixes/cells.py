"""Fixes for cells, phases and people who meet too little: place what suits best (G01-G03, G06, G07, G12, G13, G21)."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from b2bdesk.insight.chains import decision_stages
from b2bdesk.insight.fixes.base import Asked, best_spot, Fix, opens, place, worst_served
from b2bdesk.insight.index import phases_of
from b2bdesk.insight.speech import Fact, Label
from b2bdesk.insight.suggest import suggest
from b2bdesk.terms import N_


def for_cell(asked: Asked) -> Iterator[Fix]:
    """G01, G02: the best piece at this stage for this persona, or an idea for a new one."""
    stage, persona = asked.id("stage"), asked.id("persona")
    spot = best_spot(asked, [stage], persona)
    weak = spot is None or spot.found.score < asked.plan.thresholds.new_piece_below
    idea = new_idea(asked, stage, persona, spot.channel_id if spot else None) if weak else []
    yield from (*idea, *place(asked, spot))


def new_idea(asked: Asked, stage: int, persona: int, channel: int | None) -> list[Fix]:
    """Return the fix that notes an idea for a piece where nothing suits."""
    where = channel or next((c.id for c in asked.ix.channels if c.fit.get(stage, 0) > 0), None)
    if where is None:
        return []
    new = suggest(asked.plan, stage, where, persona, asked.today).new_piece
    if new is None or new.form is None or new.topic is None:
        return []
    facts: dict[str, Fact] = {"form": Label("content_form", new.form), "topic": Label("topic", new.topic)}
    values = {
        "form": new.form,
        "topic": new.topic,
        "appeal": str(new.appeal),
        "stage": stage,
        "channel": where,
        "persona": persona,
    }
    return [Fix(N_("Note an idea: {form} on {topic}"), facts, "note_idea", values)]


def for_channel(asked: Asked) -> Iterator[Fix]:
    """G03: the best piece in this channel for the person served worst at this stage."""
    stage = asked.id("stage")
    persona = worst_served(asked.ix, stage)
    if persona is not None:
        yield from place(asked, best_spot(asked, [stage], persona, [asked.ix.channel[asked.id("channel")]]))


def for_persona(asked: Asked) -> Iterator[Fix]:
    """G06, G13: the best piece for this persona, at whatever stage of her way."""
    if "persona" not in asked.finding.ids:
        yield chain(asked)
        return
    persona = asked.id("persona")
    yield from place(asked, best_spot(asked, [stage.id for stage in asked.ix.ways.get(persona, ())], persona))


def for_decision(asked: Asked) -> Iterator[Fix]:
    """G12: the best piece for this person where the decision is made."""
    if "persona" not in asked.finding.ids:
        yield chain(asked)
        return
    yield from place(asked, best_spot(asked, sorted(decision_stages(asked.ix)), asked.id("persona")))


def chain(asked: Asked) -> Fix:
    """Return the way to the chain, where someone known by title alone needs a persona first."""
    return opens(N_("Open the decision chain"), "chains", {"chain": asked.id("chain")})


def for_phase(asked: Asked) -> Iterator[Fix]:
    """G07: the best piece at a stage of this phase for the person served worst there."""
    phase = asked.finding.codes[0]
    for stage in asked.ix.stages:
        if phase in phases_of(stage.states):
            persona = worst_served(asked.ix, stage.id)
            spot = best_spot(asked, [stage.id], persona) if persona is not None else None
            if spot is not None:
                yield from place(asked, spot)
                return


def for_liked_channel(asked: Asked) -> Iterator[Fix]:
    """G21: the best piece in the channel this persona likes, at the stages it suits."""
    channel, persona = asked.ix.channel[asked.id("channel")], asked.id("persona")
    stages = [stage.id for stage in asked.ix.ways.get(persona, ()) if channel.fit.get(stage.id, 0) > 0]
    yield from place(asked, best_spot(asked, stages, persona, [channel]))


FIXES: Final[Mapping[str, Callable[[Asked], Iterator[Fix]]]] = {
    "G01": for_cell,
    "G02": for_cell,
    "G03": for_channel,
    "G06": for_persona,
    "G07": for_phase,
    "G12": for_decision,
    "G13": for_persona,
    "G21": for_liked_channel,
}
