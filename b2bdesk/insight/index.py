"""One pass over a plan: rows by id, counted placements, counts and costs; computed once, on first use."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Protocol, TypeVar

from b2bdesk.insight.dates import months
from b2bdesk.insight.facts import CellPlan, Channel, Persona, Piece, Placement, Plan, Stage
from b2bdesk.terms import COUNTED, FINISHED, Horizon, Phase, PHASE_OF, State

Cell = tuple[int, int]
Spot = tuple[int, int | None, str]
"""Channel, the pool it leads to, breadth."""
Kind = tuple[int, tuple[str, str, str]]
"""Stage; horizon, audience and appeal of a piece."""


class HasId(Protocol):
    """Any row with a key."""

    @property
    def id(self) -> int: ...


Row = TypeVar("Row", bound=HasId)
Key = TypeVar("Key")


def by_id(rows: Iterable[Row]) -> dict[int, Row]:
    """Return the rows by their keys."""
    return {row.id: row for row in rows}


def index(plan: Plan) -> "Index":
    """Return the index of a plan, the same one each time."""
    if "index" not in plan.memo:
        plan.memo["index"] = Index(plan)
    found: Index = plan.memo["index"]
    return found


def sums(pairs: Iterable[tuple[Key, Decimal | int]]) -> Mapping[Key, Decimal]:
    """Add up numbers by their keys."""
    found: defaultdict[Key, Decimal] = defaultdict(Decimal)
    for key, amount in pairs:
        found[key] += amount
    return found


def phases_of(states: Iterable[str]) -> tuple[Phase, ...]:
    """Return the phases of lifecycle states, each once, in order."""
    found = {PHASE_OF[State(state)] for state in states}
    return tuple(phase for phase in Phase if phase in found)


class Index:
    """Lookups over a plan's rows."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.stage = by_id(plan.stages)
        self.channel = by_id(plan.channels)
        self.pool = by_id(plan.pools)
        self.segment = by_id(plan.segments)
        self.persona = by_id(plan.personas)
        self.piece = by_id(plan.pieces)

    @cached_property
    def placement(self) -> dict[int, Placement]:
        """All placements by their keys."""
        return by_id(self.plan.placements)

    @cached_property
    def stages(self) -> list[Stage]:
        """Active stages in their order."""
        return sorted((s for s in self.plan.stages if not s.archived), key=lambda s: (s.sort, s.id))

    @cached_property
    def ways(self) -> dict[int, list[Stage]]:
        """The stages that each active persona goes through: those of its segments, the plan's own unless told else."""
        sets = {segment.id: segment.stage_set_id for segment in self.plan.segments}
        through: defaultdict[int | None, list[Stage]] = defaultdict(list)
        for stage in self.stages:
            through[stage.set_id].append(stage)
        if through.keys() <= {None}:
            return {persona.id: self.stages for persona in self.personas}
        found = {}
        for persona in self.personas:
            mine = {sets.get(segment) for segment in persona.segment_ids} or {None}
            found[persona.id] = [stage for stage in self.stages if stage.set_id in mine]
        return found

    @cached_property
    def channels(self) -> list[Channel]:
        """Active channels."""
        return [c for c in self.plan.channels if not c.archived]

    @cached_property
    def personas(self) -> list[Persona]:
        """Active personas."""
        return [p for p in self.plan.personas if not p.archived]

    @cached_property
    def counted(self) -> list[Placement]:
        """Placements that cover cells: P of D1."""
        return [x for x in self.plan.placements if x.status in COUNTED and not x.archived]

    @cached_property
    def cells(self) -> Mapping[Cell, list[Placement]]:
        """Counted placements by stage and channel."""
        found: defaultdict[Cell, list[Placement]] = defaultdict(list)
        for x in self.counted:
            found[x.stage_id, x.channel_id].append(x)
        return found

    def served(self, placement: Placement) -> Collection[int]:
        """Return the personas a placement speaks to: its own, or else the piece's."""
        return placement.persona_ids or self.piece[placement.content_id].personas

    @cached_property
    def stage_persona(self) -> Mapping[Cell, int]:
        """n(s,p) of D1."""
        people: defaultdict[int, list[int]] = defaultdict(list)
        for x in self.counted:
            people[x.stage_id].extend(self.served(x))
        return {(stage, persona): n for stage, met in people.items() for persona, n in Counter(met).items()}

    @cached_property
    def stage_channel(self) -> Mapping[Cell, int]:
        """n(s,c) of D1."""
        return {cell: len(placed) for cell, placed in self.cells.items()}

    @cached_property
    def persona_channel(self) -> Mapping[Cell, int]:
        """Counted placements by persona and channel."""
        return Counter([(persona, x.channel_id) for x in self.counted for persona in self.served(x)])

    @cached_property
    def of_persona(self) -> Mapping[int, int]:
        """Counted placements by persona."""
        found: Counter[int] = Counter()
        for (_, persona), n in self.stage_persona.items():
            found[persona] += n
        return found

    @cached_property
    def of_piece(self) -> Mapping[int, int]:
        """Counted placements by content piece."""
        return Counter([x.content_id for x in self.counted])

    @cached_property
    def phase_count(self) -> Mapping[Phase, int]:
        """Counted placements by phase: of the placement's state, else of all states of its stage."""
        pairs = Counter([(x.state, x.stage_id) for x in self.counted])
        found: Counter[Phase] = Counter()
        for (state, stage), n in pairs.items():
            states = (state,) if state else self.stage[stage].states
            found.update(dict.fromkeys(phases_of(states), n))
        return found

    @cached_property
    def kinds(self) -> Mapping[Kind, list[Decimal]]:
        """The costs of counted placements by stage and kind of piece."""
        kind = {piece.id: (piece.horizon, piece.audience, piece.appeal) for piece in self.plan.pieces}
        found: defaultdict[Kind, list[Decimal]] = defaultdict(list)
        for x in self.counted:
            found[x.stage_id, kind[x.content_id]].append(x.cost)
        return found

    @cached_property
    def spent(self) -> Mapping[Spot, Decimal]:
        """Cost of counted placements by channel, the pool they lead to, and how broadly they are aimed."""
        costs: defaultdict[tuple[int, int | None, str | None], list[Decimal]] = defaultdict(list)
        for x in self.counted:
            costs[x.channel_id, x.pool_id, x.breadth].append(x.cost)
        usual = self.channel
        return sums(
            ((c, usual[c].pool_id if pool is None else pool, breadth or usual[c].breadth), sum(each, Decimal(0)))
            for (c, pool, breadth), each in costs.items()
        )

    @cached_property
    def cost(self) -> Decimal:
        """Cost of all counted placements."""
        return sum(self.spent.values(), Decimal(0))

    @cached_property
    def channel_cost(self) -> Mapping[int, Decimal]:
        """Cost of counted placements by channel."""
        return sums((channel, cost) for (channel, _, _), cost in self.spent.items())

    @cached_property
    def pool_cost(self) -> Mapping[int, Decimal]:
        """Cost of counted placements by the pool they lead to; a pool in use is one that stands here."""
        return sums((pool, cost) for (_, pool, _), cost in self.spent.items() if pool is not None)

    @cached_property
    def breadth_cost(self) -> Mapping[str, Decimal]:
        """Cost of counted placements by how broadly they are aimed."""
        return sums((breadth, cost) for (_, _, breadth), cost in self.spent.items())

    def pool_of(self, placement: Placement) -> int | None:
        """Return the pool a placement leads to: its own, or else the channel's."""
        if placement.pool_id is not None:
            return placement.pool_id
        return self.channel[placement.channel_id].pool_id

    @cached_property
    def brand(self) -> list[Placement]:
        """Counted placements of brand pieces."""
        pieces = {piece.id for piece in self.plan.pieces if piece.horizon == Horizon.BRAND}
        return [x for x in self.counted if x.content_id in pieces]

    @cached_property
    def months(self) -> list[date]:
        """The months from the plan's start to the last one in which a counted placement starts."""
        last = max((x.start for x in self.counted if x.start), default=None)
        return list(months(self.plan.workspace.plan_start, last)) if last else []

    @cached_property
    def brand_months(self) -> set[date]:
        """The months in which a brand placement runs."""
        spans = {(x.start, x.end or x.start) for x in self.brand if x.start}
        return {month for first, last in spans for month in months(first, last or first)}

    @cached_property
    def persona_cell(self) -> Mapping[Cell, CellPlan]:
        """What was decided for stage x persona cells."""
        return {(c.stage_id, c.persona_id): c for c in self.plan.cells if c.persona_id is not None}

    @cached_property
    def channel_cell(self) -> Mapping[Cell, CellPlan]:
        """What was decided for stage x channel cells."""
        return {(c.stage_id, c.channel_id): c for c in self.plan.cells if c.channel_id is not None}

    def needed(self, stage: int) -> list[Persona]:
        """Return the active personas who need something at a stage: it lies on their way, and nobody wrote it off."""
        unneeded = {persona for (at, persona), cell in self.persona_cell.items() if at == stage and cell.not_needed}
        on_way = {persona for persona, way in self.ways.items() if any(one.id == stage for one in way)}
        return [p for p in self.personas if p.id in on_way - unneeded]

    @cached_property
    def influence(self) -> Mapping[int, int]:
        """The highest influence of each persona in any chain, else the persona's own."""
        found = {p.id: 0 for p in self.plan.personas}
        for chain in self.plan.chains:
            for m in () if chain.archived else chain.members:
                if m.persona_id in found:
                    found[m.persona_id] = max(found[m.persona_id], m.influence)
        return {p: n or self.persona[p].influence for p, n in found.items()}

    @cached_property
    def finished_topics(self) -> set[tuple[int, str]]:
        """Pairs of persona and topic that a ready or published piece serves."""
        return {
            (persona, topic)
            for piece in self.plan.pieces
            if piece.status in FINISHED and not piece.archived
            for persona in piece.personas
            for topic in topics(piece)
        }


def topics(piece: Piece) -> tuple[str, ...]:
    """Return all topics of a piece, the main one first."""
    return (piece.topic, *piece.extra_topics)
