"""What each person of a decision chain can read while deciding, what to add, and what can be handed on (D7, D12)."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from b2bdesk.insight.chains import decision_stages
from b2bdesk.insight.facts import Plan
from b2bdesk.insight.index import Index, index
from b2bdesk.insight.stock import best, stock
from b2bdesk.insight.suggest import Suggestion
from b2bdesk.terms import ContentStatus, PrefDim

FINISHED: Final = frozenset({ContentStatus.READY, ContentStatus.PUBLISHED})
ROOM: Final = 3
"""So many suggestions are looked at in each cell; a piece counts once, where it does best."""
CHANNELS: Final = 4
"""So many channels of a stage are looked at: those the person likes best and that fit it."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece a person meets where the decision is made, and in how many counted placements."""

    piece_id: int
    n: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """A piece to place for a person, and where."""

    stage_id: int
    channel_id: int
    found: Suggestion


@dataclass(frozen=True, slots=True)
class Handed:
    """A finished piece that suits another member: its score of 100 in the best of the decision stages."""

    piece_id: int
    stage_id: int
    score: float


def readings(plan: Plan, personas: Collection[int]) -> Mapping[int, tuple[Placed, ...]]:
    """Return the pieces that each person meets in decision stages, those met most often first."""
    ix, stages = index(plan), decision_stages(index(plan))
    times: dict[int, Counter[int]] = {persona: Counter() for persona in personas}
    for (stage, _), placements in ix.cells.items():
        for placement in placements if stage in stages else ():
            for persona in ix.served(placement):
                if persona in times:
                    times[persona][placement.content_id] += 1
    return {
        persona: tuple(
            Placed(piece, n) for piece, n in sorted(met.items(), key=lambda one: (-one[1], ix.piece[one[0]].code))
        )
        for persona, met in times.items()
    }


def wanted(plan: Plan, persona: int, today: date, most: int = 5) -> tuple[Wanted, ...]:
    """Return what to place for a person where the decision is made, the best first, each piece once."""
    ix, found = index(plan), dict[int, Wanted]()
    if persona not in ix.persona:
        return ()
    for stage in _stages(ix, persona):
        for channel in _channels(ix, stage, persona):
            for one in best(plan, stage, channel, persona, today, ROOM):
                known = found.get(one.piece_id)
                if known is None or round(one.score, 4) > round(known.found.score, 4):
                    found[one.piece_id] = Wanted(stage, channel, one)
    ranked = sorted(found.values(), key=lambda w: (-round(w.found.score, 4), w.found.code))
    return tuple(ranked[:most])


def pack(plan: Plan, persona: int, today: date, most: int = 5) -> tuple[Handed, ...]:
    """Return the finished pieces that suit a member best where the decision is made, whatever the channel.

    What somebody hands on goes from hand to hand, so that neither the channel's forms nor what stands there count.
    """
    ix, found = index(plan), dict[int, Handed]()
    if persona not in ix.persona:
        return ()
    for stage in _stages(ix, persona):
        taken = 0
        for score, piece in stock(plan, today).ranked(ix.stage[stage], ix.persona[persona]):
            if piece.status not in FINISHED or score <= 0:
                continue
            if piece.id not in found or score > found[piece.id].score:
                found[piece.id] = Handed(piece.id, stage, score)
            taken += 1
            if taken == most:
                break
    return tuple(sorted(found.values(), key=lambda h: (-h.score, ix.piece[h.piece_id].code))[:most])


def _stages(ix: Index, persona: int) -> list[int]:
    """Return the stages on a person's way where the decision is made."""
    stages = decision_stages(ix)
    return [stage.id for stage in ix.ways.get(persona, ix.stages) if stage.id in stages]


def _channels(ix: Index, stage: int, persona: int) -> Sequence[int]:
    """Return the channels to look at: those that fit the stage, the ones this person likes best first."""
    likes = ix.persona[persona].prefs.get(PrefDim.CHANNEL, {})
    fitting = [channel for channel in ix.channels if channel.fit.get(stage, 0) > 0]
    fitting.sort(key=lambda channel: (-likes.get(channel.code, 0), -channel.fit.get(stage, 0), channel.code))
    return [channel.id for channel in fitting[:CHANNELS]]
