"""What the cells of a plan hold while proposals for it are made: counts, what stands where, and the room left."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date

from b2bdesk.insight.coverage import CellState, Coverage, stage_channel, stage_persona
from b2bdesk.insight.dates import month_of, months
from b2bdesk.insight.facts import Placement, Plan
from b2bdesk.insight.index import Cell, index
from b2bdesk.terms import COUNTED

Spot = tuple[int, int, int]
"""Piece, stage, channel."""


class Ledger:
    """Counts of D1 that grow with each proposal; `people` are stage x persona, `places` stage x channel."""

    def __init__(self, plan: Plan, today: date) -> None:
        ix = index(plan)
        self.plan = plan
        self.people: Counter[Cell] = Counter(ix.stage_persona)
        self.places: Counter[Cell] = Counter(ix.stage_channel)
        self.person_cells, self.channel_cells = _by_cell(stage_persona(plan)), _by_cell(stage_channel(plan))
        self._standing: defaultdict[Spot, list[Placement]] = defaultdict(list)
        self._closed: set[Spot] = set()
        for x in plan.placements:
            spot = (x.content_id, x.stage_id, x.channel_id)
            if x.status in COUNTED and not x.archived:
                self._standing[spot].append(x)
            elif x.start is None:
                self._closed.add(spot)  # a second one without a date beside it would be refused
        self._free = free_starts(plan, today)

    def standing(self, spot: Spot, persona: int) -> Placement | None:
        """Return the counted placement that a persona can join: one that stands there for others."""
        found = self._standing.get(spot)
        return found[0] if found and not self._serves(found, persona) else None

    def may_place(self, spot: Spot) -> bool:
        """Tell whether a new placement may be made: nothing of it stands there, and there is room."""
        _, stage, channel = spot
        return spot not in self._closed and spot not in self._standing and self.has_room(stage, channel)

    def is_open(self, spot: Spot) -> bool:
        """Tell whether nothing has been proposed or put away there."""
        return spot not in self._closed

    def may_take(self, stage: int, channel: int) -> bool:
        """Tell whether there is room for one more, or something that a person could join."""
        return self.has_room(stage, channel) or (stage, channel) in index(self.plan).cells

    def has_room(self, stage: int, channel: int) -> bool:
        """Tell whether one more neither passes the cell's target nor what the channel takes in a month."""
        cell, free = self.channel_cells.get((stage, channel)), self._free.get(channel)
        return cell is not None and self.places[stage, channel] < cell.target and (free is None or free > 0)

    def wants(self, stage: int, persona: int) -> bool:
        """Tell whether one more for a persona is needed at a stage and does not pass the cell's target."""
        cell = self.person_cells.get((stage, persona))
        return cell is not None and cell.required and self.people[stage, persona] < cell.target

    def take(self, spot: Spot, persona: int, *, joins: bool) -> None:
        """Count a proposal; one piece is proposed once for a stage and channel."""
        _, stage, channel = spot
        self.people[stage, persona] += 1
        self._closed.add(spot)
        if not joins:
            self.places[stage, channel] += 1
            if self._free.get(channel) is not None:
                self._free[channel] = (self._free[channel] or 0) - 1

    def _serves(self, placed: list[Placement], persona: int) -> bool:
        return any(persona in index(self.plan).served(x) for x in placed)


def free_starts(plan: Plan, today: date) -> dict[int, int | None]:
    """Return how many more placements can start in each channel until the plan ends; None where nobody said.

    Each month from that of today on takes what the channel's capacity leaves; those without a date need a month, too.
    """
    ix, home = index(plan), plan.workspace
    ahead = list(months(max(today, home.plan_start), home.plan_end)) or list(months(home.plan_start, home.plan_end))
    started = Counter((x.channel_id, month_of(x.start)) for x in ix.counted if x.start)
    dateless = Counter(x.channel_id for x in ix.counted if x.start is None)
    limits = {channel.id: channel.monthly_capacity for channel in ix.channels}
    return {
        channel: None if limit is None else sum(max(0, limit - started[channel, month]) for month in ahead)
        - dateless[channel]
        for channel, limit in limits.items()
    }  # fmt: skip


def _by_cell(coverage: Coverage) -> Mapping[Cell, CellState]:
    return {(cell.stage_id, cell.other_id): cell for cell in coverage.cells}
