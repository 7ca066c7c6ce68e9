"""What to place so that the plan's open cells are filled (D12): one proposal a cell, the most important cell first.

Open are required stage x persona cells and recommended stage x channel cells without a placement, if asked for also
stage x persona cells with only one. What was proposed counts for what follows: a cell that a proposal fills besides
its own gets none, no cell passes its target, no channel takes more than it can, and no piece is proposed twice for a
stage and channel.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from b2bdesk.insight.coverage import Coverage, stage_channel, stage_persona
from b2bdesk.insight.facts import Channel, Persona, Piece, Plan
from b2bdesk.insight.fill_ledger import Ledger
from b2bdesk.insight.importance import gap_priority, stage_weight
from b2bdesk.insight.index import index
from b2bdesk.insight.stock import Stock, stock
from b2bdesk.insight.suggest import Gap, neighbours, new_piece, NewPiece, rate, Suggestion, worst_first
from b2bdesk.terms import PrefDim

USUAL: Final = 1
"""The least fit of a channel that is proposed for a stage: one that is unusual there (0) never is."""


Way = tuple[tuple[float, ...], int, int | None]
"""How good a channel is, the less the better; the channel; the placement that a persona joins there."""


class Axis(StrEnum):
    """Which cell is open: a stage's of a persona, or of a channel."""

    PERSONA = "persona"
    CHANNEL = "channel"


class Kind(StrEnum):
    """What a proposal does."""

    PLACE = "place"
    JOIN = "join"
    IDEA = "idea"


@dataclass(frozen=True, slots=True)
class Open:
    """An open cell with n placements; `importance` as its finding has it (D2, D12)."""

    axis: Axis
    stage_id: int
    other_id: int
    n: int
    importance: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """What to do for an open cell: a piece to place, one that a persona joins (`joins` a placement), or one to make.

    `fills` are all open cells that it fills, its own first. For a piece to make, `nearest` is the best there is.
    """

    cell: Open
    kind: Kind
    channel_id: int
    persona_id: int
    content_id: int | None = None
    score: float = 0.0
    joins: int | None = None
    new_piece: NewPiece | None = None
    nearest: tuple[int, float] | None = None
    fills: tuple[Open, ...] = ()

    @property
    def stage_id(self) -> int:
        """The stage of the cell."""
        return self.cell.stage_id


@dataclass(frozen=True, slots=True)
class Filling:
    """All proposals in the order in which they were made, and the open cells that nothing can be proposed for."""

    open: tuple[Open, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    unfilled: tuple[Open, ...] = ()


@dataclass(frozen=True, slots=True)
class Effect:
    """What proposals would do: how many of each kind, how many open cells they fill, and the coverage (D1)."""

    placed: int
    joined: int
    ideas: int
    filled: int
    open: int
    people: tuple[Coverage, Coverage]
    places: tuple[Coverage, Coverage]


def open_cells(plan: Plan, *, thin: bool = False) -> tuple[Open, ...]:
    """Return the open cells, the most important first, then in the order of the map."""
    ix, most = index(plan), 1 if thin else 0
    people = [
        Open(Axis.PERSONA, c.stage_id, c.other_id, c.n, gap_priority(ix, c.stage_id, c.other_id, c.n))
        for c in stage_persona(plan).cells
        if c.required and c.n <= most and c.n < c.target
    ]
    places = [
        Open(Axis.CHANNEL, c.stage_id, c.other_id, 0, stage_weight(ix, c.stage_id))
        for c in stage_channel(plan).cells
        if c.required and c.n == 0
    ]
    return tuple(sorted([*people, *places], key=lambda cell: -cell.importance))  # it keeps the order of the map


def fill_plan(plan: Plan, today: date, *, thin: bool = False) -> Filling:
    """Return the best proposal for each open cell."""
    found = open_cells(plan, thin=thin)
    filler = Filler(plan, Ledger(plan, today), stock(plan, today), found)
    return Filling(found, tuple(filler.proposals()), tuple(filler.unfilled))


def effect(plan: Plan, filling: Filling, chosen: Iterable[Proposal]) -> Effect:
    """Return what some of the proposals would do: they are counted, and coverage is worked out of the counts."""
    ix, kinds = index(plan), dict.fromkeys(Kind, 0)
    people, places = Counter(ix.stage_persona), Counter(ix.stage_channel)
    for proposal in chosen:
        kinds[proposal.kind] += 1
        people[proposal.stage_id, proposal.persona_id] += proposal.kind is not Kind.IDEA
        places[proposal.stage_id, proposal.channel_id] += proposal.kind is Kind.PLACE
    counts = {Axis.PERSONA: people, Axis.CHANNEL: places}
    filled = sum(counts[cell.axis][cell.stage_id, cell.other_id] > cell.n for cell in filling.open)
    return Effect(
        kinds[Kind.PLACE],
        kinds[Kind.JOIN],
        kinds[Kind.IDEA],
        filled,
        len(filling.open),
        (stage_persona(plan), stage_persona(plan, people)),
        (stage_channel(plan), stage_channel(plan, places)),
    )


def explain(plan: Plan, proposal: Proposal, today: date) -> Suggestion | None:
    """Return the parts of a proposed piece's score with the reasons; None for a piece that is still to be made."""
    ix, content = index(plan), proposal.content_id
    if content is None:
        return None
    stage, channel = ix.stage[proposal.stage_id], ix.channel[proposal.channel_id]
    gap = Gap(stage, channel, ix.persona[proposal.persona_id], neighbours(ix, stage.id), {})
    return replace(rate(ix, gap, ix.piece[content], today), extend=proposal.joins)


class Filler:
    """Goes through the open cells once."""

    def __init__(self, plan: Plan, ledger: Ledger, stock: Stock, cells: Iterable[Open]) -> None:
        self.ix, self.ledger, self.stock = index(plan), ledger, stock
        self.limits = plan.thresholds
        self.pending = {(cell.axis, cell.stage_id, cell.other_id): cell for cell in cells}
        self.unfilled: list[Open] = []
        self._order = {channel.id: place for place, channel in enumerate(self.ix.channels)}

    def proposals(self) -> Iterator[Proposal]:
        """Yield a proposal for each cell that none before has filled."""
        for key, cell in list(self.pending.items()):
            if key in self.pending:
                found = self._for_persona(cell) if cell.axis is Axis.PERSONA else self._for_channel(cell)
                if found is None:
                    self.unfilled.append(self.pending.pop(key))
                else:
                    yield self._claim(found)

    def _for_persona(self, cell: Open) -> Proposal | None:
        """Return the piece that fits best, in the channel that fits best; else a piece to make."""
        persona = self.ix.persona[cell.other_id]
        channels = self._channels(cell.stage_id, persona)
        best = self._best(cell, persona, channels)
        return best if best and self._is_good(best) else self._idea(cell, persona, channels, best)

    def _for_channel(self, cell: Open) -> Proposal | None:
        """Return what the persona served worst gets there; where nothing fits, the next one is asked for."""
        channel = self.ix.channel[cell.other_id]
        people = self._people(cell.stage_id) if self.ledger.has_room(cell.stage_id, channel.id) else []
        nearest: Proposal | None = None
        for persona in people:
            best = self._best(cell, persona, [channel])
            if best and self._is_good(best):
                return best
            nearest = best if persona is people[0] else nearest
        return self._idea(cell, people[0], [channel], nearest) if people else None

    def _is_good(self, proposal: Proposal) -> bool:
        return proposal.score >= self.limits.new_piece_below

    def _best(self, cell: Open, persona: Persona, channels: Sequence[Channel]) -> Proposal | None:
        """Return the piece with the highest score that may stand in one of the channels, in the best of these."""
        able = [c for c in channels if self.ledger.may_take(cell.stage_id, c.id)]
        taken = {form for channel in able for form in channel.accepts}
        ranked = self.stock.ranked(self.ix.stage[cell.stage_id], persona) if taken else ()
        for score, piece in ranked:
            ways = [self._way(cell, persona, piece, c) for c in able] if piece.form_class in taken else []
            if found := min((way for way in ways if way), key=_rank_of, default=None):
                _, channel, joins = found
                kind = Kind.PLACE if joins is None else Kind.JOIN
                return Proposal(cell, kind, channel, persona.id, piece.id, score, joins)
        return None

    def _way(self, cell: Open, persona: Persona, piece: Piece, channel: Channel) -> Way | None:
        """Return how good a channel is for a piece, and which placement the persona would join there."""
        spot = (piece.id, cell.stage_id, channel.id)
        if piece.form_class not in channel.accepts or not self.ledger.is_open(spot):
            return None
        standing = self.ledger.standing(spot, persona.id)
        if standing is None and not self.ledger.may_place(spot):
            return None
        joins = standing.id if standing else None
        return self._rank(cell.stage_id, persona, channel, new=standing is None), channel.id, joins

    def _rank(self, stage: int, persona: Persona, channel: Channel, *, new: bool = True) -> tuple[float, ...]:
        """Return what sorts recommended channels first, empty ones, those with nothing new to make, liked, emptier."""
        recommended = channel.fit.get(stage, 0) >= self.limits.recommended_fit
        empty = (Axis.CHANNEL, stage, channel.id) in self.pending
        liked = persona.prefs.get(PrefDim.CHANNEL, {}).get(channel.code, 0)
        return (-recommended, -empty, new, -liked, self.ledger.places[stage, channel.id], self._order[channel.id])

    def _channels(self, stage: int, persona: Persona) -> list[Channel]:
        """Return the channels that are at least usual at a stage and wanted there, the best for a persona first."""
        cells = self.ledger.channel_cells
        usual = (c for c in self.ix.channels if c.fit.get(stage, 0) >= USUAL and not cells[stage, c.id].not_needed)
        return sorted(usual, key=lambda channel: self._rank(stage, persona, channel))

    def _people(self, stage: int) -> list[Persona]:
        """Return the personas that something may be placed for, the one served worst first."""
        wanted = [p for p in self.ix.personas if self.ledger.wants(stage, p.id)]
        return sorted(wanted, key=lambda p: worst_first(p, self.ledger.people[stage, p.id]))

    def _idea(
        self, cell: Open, persona: Persona, channels: Sequence[Channel], nearest: Proposal | None
    ) -> Proposal | None:
        """Return a piece to make, in the first channel that takes a form the persona likes, else in the first."""
        stage, near = self.ix.stage[cell.stage_id], neighbours(self.ix, cell.stage_id)
        free = [channel for channel in channels if self.ledger.has_room(stage.id, channel.id)]
        made = [(c, new_piece(self.ix, Gap(stage, c, persona, near, {}))) for c in free]
        found = next((each for each in made if each[1].form), made[0] if made else None)
        if found is None:
            return None
        best = (nearest.content_id, nearest.score) if nearest and nearest.content_id else None
        return Proposal(cell, Kind.IDEA, found[0].id, persona.id, new_piece=found[1], nearest=best)

    def _claim(self, proposal: Proposal) -> Proposal:
        """Count a proposal for those that follow, and let go of the cells that it fills."""
        stage, channel, joins = proposal.stage_id, proposal.channel_id, proposal.kind is Kind.JOIN
        if proposal.content_id is not None:
            self.ledger.take((proposal.content_id, stage, channel), proposal.persona_id, joins=joins)
        keys = [(Axis.PERSONA, stage, proposal.persona_id), *([] if joins else [(Axis.CHANNEL, stage, channel)])]
        filled = [cell for key in keys if (cell := self.pending.pop(key, None))]
        return replace(proposal, fills=tuple(sorted(filled, key=lambda cell: cell is not proposal.cell)))


def _rank_of(way: Way) -> tuple[float, ...]:
    return way[0]
