"""How well a board's cells are served (D1): only stage x channel and stage x persona have levels, others show counts.

Both ask the same: what a person decided about a cell, from how many on it is crowded, and whether anything is wanted
there: a channel where it suits the stage, a persona in every stage on its way.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from b2bdesk.domain.persona import Persona, PersonaSegment
from b2bdesk.domain.placement import Placement
from b2bdesk.domain.segment import Segment
from b2bdesk.domain.stage import CellPlan, Stage, StageFit
from b2bdesk.insight.levels import level
from b2bdesk.insight.settings import Thresholds
from b2bdesk.queries.axes import AXES
from b2bdesk.queries.board_cells import Tallies, tally
from b2bdesk.queries.board_values import AxisKey, BoardFilter, Cell, CellKey, Key, Shortfall

LEVELLED: Final = ("channel", "persona")
"""What a stage has levels with."""
OWN_STAGES: Final[frozenset[int | None]] = frozenset({None})
"""What a persona without a segment goes through: the plan's own stages."""
Pair = tuple[AxisKey, AxisKey]


@dataclass(frozen=True, slots=True)
class Levels:
    """What is wanted in the cells of a board, by stage and the other key; nothing is where none is crowded."""

    axes: tuple[str, str] = ("", "")
    crowded: int = 0
    decided: Mapping[Any, tuple[int | None, bool, str]] = field(default_factory=dict)
    fitting: frozenset[Any] = frozenset()
    """The cells where anything is wanted at all."""
    in_plan: Mapping[CellKey, int] = field(default_factory=dict)
    """The counted placements of each cell without any filter."""

    def dress(self, cell: Cell, key: CellKey) -> Cell:
        """Return a cell with its level, its target and whether it is a gap."""
        if not self.crowded:
            return cell
        pair = key if self.axes[1] == "stage" else key[::-1]
        target, unneeded, reason = self.decided.get(pair, (None, False, ""))
        wanted = pair in self.fitting and not unneeded
        return Cell(  # some hundreds at each edit: `replace` would take several times as long
            cell.column,
            cell.line,
            cell.n,
            cell.shown,
            level(cell.n, target or self.crowded),
            target or self.crowded,
            bool(target),
            recommended=wanted,
            gap=wanted and not self.in_plan.get(key, 0),
            not_needed=unneeded,
            reason=reason,
            chips=cell.chips,
            cost=cell.cost,
        )


def other_of(axes: tuple[str, str]) -> str:
    """Return the axis that stands against the stages, if the board has levels."""
    pair = set(axes)
    return next((other for other in LEVELLED if pair == {"stage", other}), "")


def read_levels(session: Session, axes: tuple[str, str], limits: Thresholds) -> Levels:
    """Return what is wanted where, as long as nobody decides otherwise; `in_plan` is still to be told."""
    other = other_of(axes)
    if not other:
        return Levels()
    column = CellPlan.channel_id if other == "channel" else CellPlan.persona_id
    plans = select(CellPlan.stage_id, column, CellPlan.target, CellPlan.not_needed, CellPlan.reason)
    found = session.execute(plans.where(column.is_not(None)))
    decided = {(s, o or 0): (n, off, why) for s, o, n, off, why in found}
    if other == "persona":
        return Levels(axes, limits.crowded_persona, decided, on_the_way(session))
    fits = select(StageFit.stage_id, StageFit.channel_id).where(StageFit.fit >= limits.recommended_fit)
    fitting = frozenset((stage, channel) for stage, channel in session.execute(fits))
    return Levels(axes, limits.crowded_channel, decided, fitting)


def persona_counts(session: Session) -> Counter[Key]:
    """Return how many counted placements serve each persona in each stage: n(s,p) of D1."""
    found = tally(session, AXES["persona"], AXES["stage"], [Placement.archived.is_(False)])
    return Counter(
        {(int(stage), int(persona)): each.n for (stage, persona), each in found.items() if persona and each.n}
    )


Ways = Mapping[int, tuple[tuple[int, str, str], ...]]
"""The personas on whose way each stage lies and who are needed there: id, code and name, in their order."""


def read_ways(session: Session) -> Ways:
    """Return who should meet something in each stage."""
    plans = select(CellPlan.stage_id, CellPlan.persona_id).where(CellPlan.not_needed.is_(True))
    unneeded = {(stage, persona) for stage, persona in session.execute(plans)}
    people = session.execute(
        select(Persona.id, Persona.code, Persona.name)
        .where(Persona.archived.is_(False), Persona.negative.is_(False))
        .order_by(Persona.sort, Persona.id)
    ).all()
    wanted = on_the_way(session) - unneeded
    return {
        stage: tuple((id, code, name) for id, code, name in people if (stage, id) in wanted)
        for stage in session.scalars(select(Stage.id))
    }


def shortfalls(ways: Ways, where: BoardFilter, found: Mapping[Key, int]) -> dict[int, tuple[Shortfall, ...]]:
    """Return, for each stage, the personas on whose way it lies with none or only one counted placement."""
    asked = where.personas
    return {
        stage: tuple(
            Shortfall(id, code, name, found.get((stage, id), 0))
            for id, code, name in people
            if found.get((stage, id), 0) <= 1 and (not asked or id in asked)
        )
        for stage, people in ways.items()
    }


def on_the_way(session: Session) -> frozenset[tuple[int, int]]:
    """Return the pairs of stage and persona where anything is wanted: those of the stages of a persona's segments."""
    sets: dict[int, set[int | None]] = {}
    of = select(PersonaSegment.persona_id, Segment.stage_set_id).join(Segment, Segment.id == PersonaSegment.segment_id)
    for persona, stage_set in session.execute(of):
        sets.setdefault(persona, set()).add(stage_set)
    wanted = session.scalars(select(Persona.id).where(Persona.archived.is_(False), Persona.negative.is_(False))).all()
    stages = session.execute(select(Stage.id, Stage.stage_set_id)).all()
    return frozenset((s, p) for p in wanted for s, stage_set in stages if stage_set in sets.get(p, OWN_STAGES))


def with_wanted(
    cells: Mapping[CellKey, Cell], short: Mapping[int, tuple[Shortfall, ...]], stage_at: int
) -> dict[CellKey, Cell]:
    """Mark the good places for personas who meet nothing in a stage; `stage_at` tells where a key has its stage."""
    empty = {stage for stage, missing in short.items() if any(not person.n for person in missing)}
    return {
        key: replace(cell, wanted=True) if key[stage_at] in empty and cell.recommended and not cell.n else cell
        for key, cell in cells.items()
    }


def numbers(tallies: Tallies) -> dict[CellKey, int]:
    """Return how many counted placements each cell has."""
    return {key: found.n for key, found in tallies.items()}
