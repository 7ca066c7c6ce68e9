"""How well the cells of the map are served (D1). Counts are placements, coverage and depth are shares 0-1.

Each function also takes counts made elsewhere (`counts`, a mapping from a cell to n): what is missing in it is 0.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from b2bdesk.insight.facts import CellPlan, Plan
from b2bdesk.insight.index import Cell, index, phases_of
from b2bdesk.insight.levels import level
from b2bdesk.terms import Level, Phase, PlacementStatus, ToolClass


@dataclass(frozen=True, slots=True)
class CellState:
    """One cell: how many placements, how well that serves it, and whether it counts for coverage."""

    stage_id: int
    other_id: int
    n: int
    level: Level
    target: int
    required: bool
    not_needed: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """All cells of a map, and the required ones that have at least one and at least two placements."""

    cells: tuple[CellState, ...]
    required: int
    covered: int
    deep: int

    @property
    def share(self) -> Fraction | None:
        """Covered cells of the required ones (D1); None where none is required."""
        return Fraction(self.covered, self.required) if self.required else None

    @property
    def depth(self) -> Fraction | None:
        """Required cells with two placements or more of all required ones (D1)."""
        return Fraction(self.deep, self.required) if self.required else None


def stage_persona(plan: Plan, counts: Mapping[Cell, int] | None = None) -> Coverage:
    """Return the coverage of stage x persona (D1): every stage on an active persona's way that is not unneeded."""
    ix = index(plan)
    found = ix.stage_persona if counts is None else counts
    on_way = {(stage.id, persona) for persona, way in ix.ways.items() for stage in way}
    cells = [cell for stage in ix.stages for persona in ix.personas if (cell := (stage.id, persona.id)) in on_way]
    crowded = plan.thresholds.crowded_persona
    return coverage([state(c, found.get(c, 0), ix.persona_cell.get(c), crowded, True) for c in cells])


def stage_channel(plan: Plan, counts: Mapping[Cell, int] | None = None) -> Coverage:
    """Return the coverage of stage x channel (D1): the cells where an active channel is recommended."""
    ix = index(plan)
    found = ix.stage_channel if counts is None else counts
    fits = {(stage.id, channel.id): channel.fit.get(stage.id, 0) for stage in ix.stages for channel in ix.channels}
    crowded, wanted = plan.thresholds.crowded_channel, plan.thresholds.recommended_fit
    return coverage(
        [state(c, found.get(c, 0), ix.channel_cell.get(c), crowded, fit >= wanted) for c, fit in fits.items()]
    )


def state(cell: Cell, n: int, decided: CellPlan | None, crowded: int, wanted: bool) -> CellState:
    """Return the state of a cell with n placements, after what was decided for it."""
    if decided is None:
        return CellState(*cell, n, level(n, crowded), crowded, wanted, False, "")
    target, unneeded = decided.target or crowded, decided.not_needed
    return CellState(*cell, n, level(n, target), target, wanted and not unneeded, unneeded, decided.reason)


def coverage(cells: list[CellState]) -> Coverage:
    """Add up the cells of a map."""
    required = [cell.n for cell in cells if cell.required]
    return Coverage(tuple(cells), len(required), sum(n >= 1 for n in required), sum(n >= 2 for n in required))


def by_status(plan: Plan) -> dict[PlacementStatus, int]:
    """Return how many placements have each status, counted ones or not."""
    found = Counter(x.status for x in plan.placements if not x.archived)
    return {status: found[status] for status in PlacementStatus}


def by_stage(plan: Plan) -> dict[int, int]:
    """Return the counted placements of each active stage."""
    found = Counter(x.stage_id for x in index(plan).counted)
    return {stage.id: found[stage.id] for stage in index(plan).stages}


def by_phase(plan: Plan) -> dict[Phase, int]:
    """Return the counted placements of each phase that the plan's stages hold (D1)."""
    ix = index(plan)
    held = {phase for stage in ix.stages for phase in phases_of(stage.states)}
    return {phase: ix.phase_count.get(phase, 0) for phase in Phase if phase in held}


def advertising_cost(plan: Plan) -> Decimal:
    """Return the cost of counted placements in channels that are advertising tools, in money."""
    ix = index(plan)
    tools = (c for c, channel in ix.channel.items() if channel.tool_class == ToolClass.ADVERTISING)
    return sum((ix.channel_cost.get(c, Decimal(0)) for c in tools), Decimal(0))
