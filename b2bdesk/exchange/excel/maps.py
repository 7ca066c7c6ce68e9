"""The map as a sheet: stages across, channels or personas down, in each cell the number, its level and the pieces."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from b2bdesk.exchange.excel.page import Anchor, Cell, Page
from b2bdesk.exchange.excel.source import Source
from b2bdesk.exchange.excel.widths import height, lines, width
from b2bdesk.i18n import percent, sentences, tr
from b2bdesk.insight.coverage import by_stage, CellState, Coverage, stage_channel, stage_persona
from b2bdesk.insight.facts import Channel, Persona, Placement
from b2bdesk.insight.index import phases_of
from b2bdesk.insight.levels import level
from b2bdesk.insight.results import added
from b2bdesk.queries import results
from b2bdesk.terms import COUNTED, Level, Ownership

PIECES_WIDTH: Final = 27.0
HEAD_ROWS: Final = 5
SHORT: Final = 26
"""A map of so few lines is printed on one page."""
MOST: Final = 40
"""Pieces named in one cell; the others are counted there and stand on the sheet of placements."""
ORDER: Final = ("live", "scheduled", "planned", "done", "idea")


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of the map under one heading."""

    title: str
    rows: Sequence[Channel | Persona]


@dataclass(frozen=True, slots=True)
class Axis:
    """What stands down the side: the entity, its groups, its cells, and which rows a placement belongs to."""

    kind: str
    groups: Sequence[Group]
    coverage: Coverage
    rows_of: Callable[[Placement], Iterable[int]]
    facts: str


def channel_map(source: Source) -> Page:
    """Return stage x channel."""
    found = stage_channel(source.plan)
    groups = [
        Group(source.label("ownership", kind), [c for c in source.ix.channels if c.ownership == kind])
        for kind in Ownership
    ]
    facts = tr(
        "{covered} of {required} recommended cells are covered: {share}.",
        covered=found.covered,
        required=found.required,
        share=percent(None if found.share is None else float(found.share)),
    )
    facts = sentences(facts, _results(source))
    axis = Axis("channel", [g for g in groups if g.rows], found, lambda x: (x.channel_id,), facts)
    return _Map(source, Page("map", tr("Map")), axis).page()


def _results(source: Source) -> str:
    """Say what came of it all, and where that is told; nothing while nobody counted."""
    found = results.read(source.session)
    if not found:
        return ""
    whole = added(found)
    first, last = min(one.date_from for one in found), max(one.date_to for one in found)
    return tr(
        "Results from {first} to {last}: {leads} leads, {deals} deals; by channel and placement on the sheet Results.",
        first=first.isoformat(),
        last=last.isoformat(),
        leads=tr("n/a") if whole.leads is None else f"{whole.leads:,}",
        deals=tr("n/a") if whole.deals is None else f"{whole.deals:,}",
    )


def persona_map(source: Source) -> Page:
    """Return stage x persona."""
    found = stage_persona(source.plan)
    facts = tr(
        "{covered} of {required} required cells are covered: {share}; with two placements or more: {depth}.",
        covered=found.covered,
        required=found.required,
        share=percent(None if found.share is None else float(found.share)),
        depth=percent(None if found.depth is None else float(found.depth)),
    )
    axis = Axis("persona", [Group("", source.ix.personas)], found, lambda x: set(source.ix.served(x)), facts)
    return _Map(source, Page("map_personas", tr("Map by persona")), axis).page()


class _Map:
    """Builds the lines of one map."""

    def __init__(self, source: Source, page: Page, axis: Axis) -> None:
        self.source, self.made, self.axis = source, page, axis
        self.stages = source.ix.stages
        self.cells = {(c.stage_id, c.other_id): c for c in axis.coverage.cells}
        rows = source.all_rows("content_piece")
        self.shorts = {row["id"]: row["short_title"] or row["title"] for row in rows}
        self.pieces = self._pieces()

    def page(self) -> Page:
        """Return the whole sheet."""
        page = self.made
        words = (self.source.label("level", level) for level in Level)
        count_width = max(map(width, words)) * 1.2 + 7
        page.widths = [14.0, 22.0, *[count_width, PIECES_WIDTH] * len(self.stages), 9.0]
        page.freeze, page.repeat_rows, page.repeat_columns = f"C{HEAD_ROWS + 1}", (3, HEAD_ROWS), 2
        page.pages_wide = max(1, round(sum(page.widths) / 230))
        page.add(Cell(page.title, "title"), height=24.0)
        page.add(Cell(self.axis.facts, "note"))
        self._heads()
        for group in self.axis.groups:
            self._group(group)
        self._totals()
        page.pages_tall = 1 if page.count() <= SHORT else 0
        return page

    def _heads(self) -> None:
        names, phases, counts = [], [], []
        per_stage = by_stage(self.source.plan)
        for stage in self.stages:
            names += [Cell(stage.code, "head_center"), Cell(stage.name, "head")]
            said = self.source.joined([self.source.label("phase", phase) for phase in phases_of(stage.states)])
            phases += [Cell(None, "phase"), Cell(said, "phase")]
            counts += [Cell(per_stage[stage.id], "total_int"), Cell(tr("placements"), "total")]
        row_head = tr("Channel") if self.axis.kind == "channel" else tr("Persona")
        total = sum(per_stage.values())
        self.made.add(Cell(tr("Phase"), "phase"), Cell(None, "phase"), *phases, Cell(None, "phase"))
        stages = self.made.add(
            Cell(tr("Code"), "head"), Cell(row_head, "head"), *names, Cell(tr("Total"), "head"), height=20
        )
        for at, stage in enumerate(self.stages):
            self.made.places["stage", stage.id] = (stages, 3 + 2 * at)
        self.made.add(Cell(tr("Stage total"), "total"), Cell(None, "total"), *counts, Cell(total, "total_int"))

    def _group(self, group: Group) -> None:
        if group.title:
            width = 2 + 2 * len(self.stages) + 1
            self.made.add(Cell(group.title, "band"), *[Cell(None, "band")] * (width - 1))
        for row in group.rows:
            self._row(row)

    def _row(self, row: Channel | Persona) -> None:
        link: Anchor = (self.axis.kind, row.id)
        cells, most, total = [Cell(row.code, "link", link), Cell(row.name, "text")], lines(row.name, 24.0), 0
        at = len(self.made.given) + 1
        for number, stage in enumerate(self.stages):
            state = self.cells.get((stage.id, row.id)) or self._off_the_way(stage.id, row.id)
            count, text = self._cell(state)
            cells += [count, text]
            most = max(most, lines(str(text.value or ""), PIECES_WIDTH))
            total += state.n
            self.made.places["cell", self.axis.kind, stage.id, row.id] = (at, 3 + 2 * number)
        self.made.add(*cells, Cell(total, "total_int"), height=height(most))

    def _off_the_way(self, stage: int, row: int) -> CellState:
        """Return the cell of a stage that a persona does not pass; something may stand there all the same."""
        n, crowded = self.source.ix.stage_persona.get((stage, row), 0), self.source.plan.thresholds.crowded_persona
        return CellState(stage, row, n, level(n, crowded), crowded, required=False, not_needed=False, reason="")

    def _cell(self, state: CellState) -> tuple[Cell, Cell]:
        text = "\n".join(self.pieces[state.stage_id, state.other_id])
        if state.not_needed and not state.n:
            reason = tr("Not needed: {reason}", reason=state.reason)
            return Cell(state.n, "unneeded"), Cell(f"{reason}\n{text}".strip(), "unneeded_text")
        if not state.n and not state.required:
            return Cell(0, "empty"), Cell(text, "empty_text")
        wanted = tr("Nothing yet. Full at {target}.", target=state.target) if not state.n else ""
        return (
            Cell(state.n, f"count:{state.level.value}"),
            Cell(f"{wanted}\n{text}".strip(), f"pieces:{state.level.value}"),
        )

    def _totals(self) -> None:
        sums: defaultdict[int, int] = defaultdict(int)
        for state in self.axis.coverage.cells:
            sums[state.stage_id] += state.n
        cells: list[Cell] = []
        for stage in self.stages:
            cells += [Cell(sums[stage.id], "total_int"), Cell(None, "total")]
        self.made.add(Cell(tr("Total"), "total"), Cell(None, "total"), *cells, Cell(sum(sums.values()), "total_int"))
        if self.axis.kind == "persona":
            self.made.add(Cell(tr("One placement can reach several personas, so it is counted once for each."), "note"))

    def _pieces(self) -> dict[tuple[int, int], list[str]]:
        found: defaultdict[tuple[int, int], list[Placement]] = defaultdict(list)
        for x in self.source.plan.placements:
            if not x.archived and x.status in ORDER:
                for row in self.axis.rows_of(x):
                    found[x.stage_id, row].append(x)
        return defaultdict(list, {cell: self._named(held) for cell, held in found.items()})

    def _named(self, held: list[Placement]) -> list[str]:
        held.sort(key=lambda x: (ORDER.index(x.status), self._code(x)))
        named = Counter(self._said(x) for x in held)
        said = [f"{name} ×{n}" if n > 1 else name for name, n in named.items()][:MOST]
        more = len(named) - len(said)
        return [*said, tr("{n} more", n=more)] if more else said

    def _said(self, x: Placement) -> str:
        short = self.shorts.get(x.content_id, "")
        said = f"{self._code(x)} {short}".strip()
        return said if x.status in COUNTED else f"{said} ({self.source.label('placement_status', x.status)})"

    def _code(self, x: Placement) -> str:
        return self.source.ix.piece[x.content_id].code
