"""What a quick fix is, and where something is best placed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from b2bdesk.insight.facts import Channel, Plan
from b2bdesk.insight.index import Index, index
from b2bdesk.insight.rules import Finding
from b2bdesk.insight.speech import Fact, plain, Render, say, Speak
from b2bdesk.insight.suggest import suggest, Suggestion
from b2bdesk.terms import N_, PrefDim

MOST_CHANNELS: Final = 6
"""Channels of a stage that are tried for a place; the others suit it less."""


@dataclass(frozen=True, slots=True)
class Fix:
    """One way to settle a finding: a command with its values, or a place to go to where a person must type.

    `command` names a function of `commands.fixes`; without one, `jump` and `ids` say where to go, as a finding does.
    """

    label: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    command: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    jump: str = ""
    ids: Mapping[str, int] = field(default_factory=dict)

    def say(self, render: Render = plain, speak: Speak = str) -> str:
        """Return what a button says."""
        return say(self.label, self.facts, render, speak)


@dataclass(frozen=True, slots=True)
class Asked:
    """A finding to be settled: the plan it is of, and the day it is."""

    plan: Plan
    finding: Finding
    today: date

    @property
    def ix(self) -> Index:
        """The plan's index."""
        return index(self.plan)

    def id(self, kind: str) -> int:
        """Return the id of what the finding is about."""
        return self.finding.ids[kind]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a piece is best placed, and for whom."""

    stage_id: int
    channel_id: int
    persona_id: int
    found: Suggestion


def best_spot(
    asked: Asked, stages: Iterable[int], persona: int, channels: Iterable[Channel] | None = None
) -> Spot | None:
    """Return the best suggestion (D12) for a persona at one of these stages."""
    best: Spot | None = None
    best_rank = (False, 0.0)
    for stage in stages:
        for channel in channels_for(asked.ix, stage, persona) if channels is None else channels:
            found = suggest(asked.plan, stage, channel.id, persona, asked.today).suggestions
            if found and (best is None or rank(asked, channel, found[0]) > best_rank):
                best, best_rank = Spot(stage, channel.id, persona, found[0]), rank(asked, channel, found[0])
    return best


def rank(asked: Asked, channel: Channel, found: Suggestion) -> tuple[bool, float]:
    """Return what a suggestion is chosen by: what is good enough and free of charge comes before what costs."""
    return not channel.paid and found.score >= asked.plan.thresholds.new_piece_below, round(found.score, 4)


def channels_for(ix: Index, stage: int, persona: int) -> list[Channel]:
    """Return the channels that suit a stage, those first that suit it best and that the persona likes."""
    liked = ix.persona[persona].prefs.get(PrefDim.CHANNEL, {})
    fitting = [channel for channel in ix.channels if channel.fit.get(stage, 0) > 0]
    fitting.sort(
        key=lambda c: (-c.fit.get(stage, 0), -liked.get(c.code, 0), ix.stage_channel.get((stage, c.id), 0), c.id)
    )
    return fitting[:MOST_CHANNELS]


def place(asked: Asked, spot: Spot | None) -> list[Fix]:
    """Return the fix that places what suits best; none where nothing suits at all."""
    if spot is None:
        return []
    ix = asked.ix
    facts: dict[str, Fact] = {
        "piece": ix.piece[spot.found.piece_id].name,
        "channel": ix.channel[spot.channel_id].name,
        "stage": ix.stage[spot.stage_id].name,
        "points": f"{spot.found.score:.1f}",
    }
    values = {
        "content": spot.found.piece_id,
        "stage": spot.stage_id,
        "channel": spot.channel_id,
        "persona": spot.persona_id,
    }
    return [Fix(N_("Place “{piece}” in {channel} at {stage}: {points} points of 100"), facts, "place", values)]


def worst_served(ix: Index, stage: int) -> int | None:
    """Return the persona who meets the least at a stage, of those who need something there."""
    people = ix.needed(stage)
    found = min(people, key=lambda p: (ix.stage_persona.get((stage, p.id), 0), -p.priority, p.id), default=None)
    return None if found is None else found.id


def stands(ix: Index, stage: int, channel: int, piece: int) -> bool:
    """Tell whether a piece already stands in a cell."""
    return any(x.content_id == piece for x in ix.cells.get((stage, channel), ()))


def opens(label: str, jump: str, ids: Mapping[str, int], facts: Mapping[str, Fact] | None = None) -> Fix:
    """Return a fix that leads to where a person must type."""
    return Fix(label, facts or {}, jump=jump, ids=ids)
