"""Decision chains drawn with cells below their table: a box for each person, row by row, and arrows as text."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from b2bdesk.exchange.excel.lists import decision_chains, note_of
from b2bdesk.exchange.excel.page import Cell, Line, ListPage
from b2bdesk.exchange.excel.source import Row, Source
from b2bdesk.exchange.excel.widths import height, lines
from b2bdesk.i18n import tr
from b2bdesk.insight import chains
from b2bdesk.insight.chain_lanes import lane_of, LANES
from b2bdesk.insight.chain_layout import Lanes, layout, Size
from b2bdesk.insight.chains import Cover
from b2bdesk.terms import Authority, Relation

STANCES: Final = {2: "▲▲", 1: "▲", 0: "○", -1: "▽", -2: "▽▽"}
BOX: Final = 22.0
"""A column as wide as this can hold a person."""
PLACES: Final = (1, 2, 3, 4)
"""The columns that people stand in."""


@dataclass(slots=True)
class ChainPage(ListPage):
    """The table of chains, and below it the drawings."""

    drawn: list[Line] = field(default_factory=list)

    def count(self) -> int:
        return ListPage.count(self) + len(self.drawn)

    def lines(self) -> Iterator[Line]:
        yield from ListPage.lines(self)
        yield from self.drawn


def chain_page(source: Source) -> ChainPage:
    """Return the sheet of chains."""
    page = ChainPage("chains", tr("Chains"), blocks=decision_chains(source), note=note_of(source, "chains"))
    page.prepare()
    for at in PLACES:
        page.widths[at] = max(page.widths[at], BOX)
    covers, members = chains.of_plan(source.plan), source.owned("chain_member")
    ties = source.owned("chain_relation")
    for chain in source.rows("decision_chain"):
        drawing = _Drawing(source, members[chain["id"]], ties[chain["id"]], covers.get(chain["id"]))
        page.drawn += [Line(), Line([Cell(f"{chain['code']} {chain['name']}", "subtitle")], 20.0)]
        page.drawn += drawing.lines(PLACES, page.widths)
    return page


class _Drawing:
    """One chain: who is who, and where each stands."""

    def __init__(self, source: Source, rows: Sequence[Row], ties: Sequence[Row], cover: Cover | None) -> None:
        self._source, self._cover = source, cover
        people: defaultdict[tuple[int | None, str], list[Row]] = defaultdict(list)
        for row in rows:
            people[row["persona_id"], "" if row["persona_id"] else row["title"]].append(row)
        self._people = {group[0]["id"]: group for group in people.values()}
        first = {row["id"]: key for key, group in self._people.items() for row in group}
        self._ties = [(first[tie["from_id"]], tie["type"], first[tie["to_id"]]) for tie in ties]

    def lines(self, places: Sequence[int], widths: Sequence[float]) -> Iterator[Line]:
        """Yield the lanes, a line of boxes for each row, then the relations and the roles that are missing."""
        stands, starts = self._stands(len(places))
        if stands:
            yield Line(self._heads(places, starts, len(widths)))
        for row in sorted({y for _, y in stands.values()}):
            cells: list[Cell | None] = [None] * len(widths)
            tall = 1
            for person, (x, y) in stands.items():
                if y == row:
                    text, place = self._box(person), places[x]
                    cells[place] = Cell(text, "text")
                    tall = max(tall, lines(text, widths[place]))
            yield Line(cells, height(tall))
        for one, kind, other in self._ties:
            said = f"{self._name(one)}  —{self._source.label('relation', kind)}→  {self._name(other)}"
            yield Line([Cell(said, "note")])
        for role in self._cover.missing if self._cover else ():
            yield Line([Cell(tr("{role}: who?", role=self._source.label("role", role)), "note")])

    def _heads(self, places: Sequence[int], starts: Sequence[int], count: int) -> list[Cell | None]:
        cells: list[Cell | None] = [None] * count
        for (name, _), start in zip(LANES, starts, strict=True):
            cells[places[start]] = Cell(tr(name), "note")
        return cells

    def _stands(self, most: int) -> tuple[dict[int, tuple[int, int]], list[int]]:
        """Return the column and row of each person, and the column where each lane begins."""
        reports = [(one, other) for one, kind, other in self._ties if kind == Relation.REPORTS_TO]
        others = [(one, other) for one, kind, other in self._ties if kind != Relation.REPORTS_TO]
        lanes = Lanes({key: lane_of(row["role"] for row in rows) for key, rows in self._people.items()}, len(LANES))
        places, borders = layout(list(self._people), reports, others, lanes=lanes, size=Size(1, 1, 0, 0, most))
        return {key: (round(x), round(y)) for key, (x, y) in places.items()}, [0, *map(round, borders)]

    def _box(self, person: int) -> str:
        """Return a person in lines: name, title, roles, stance and authority, influence, what is read."""
        source, first = self._source, self._people[person][0]
        roles = source.joined([source.label("role", row["role"]) for row in self._people[person]])
        stance = f"{STANCES[first['stance']]} {source.label('stance', str(first['stance']))}"
        if first["authority"] != Authority.NONE:
            stance += f" · {source.label('authority', first['authority'])}"
        weight = tr("influence {n} of 5", n=first["influence"])
        found = [self._name(person), self._title(first), roles, stance, weight, self._reads(first)]
        return "\n".join(text for text in found if text)

    def _name(self, person: int) -> str:
        first = self._people[person][0]
        return self._source.name("persona", first["persona_id"]) if first["persona_id"] else str(first["title"])

    def _title(self, first: Row) -> str:
        rows: Any = self._source.all_rows("persona")
        return next((str(row["title"]) for row in rows if row["id"] == first["persona_id"]), "")

    def _reads(self, first: Row) -> str:
        people = self._cover.people if self._cover else ()
        n = next((p.n for p in people if p.persona_id and p.persona_id == first["persona_id"]), 0)
        return tr("Placements while deciding: {n}", n=n)
