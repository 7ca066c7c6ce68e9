"""A sheet before it is a sheet: lines of cells, tables, widths, and the anchors that links lead to."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final, NamedTuple

from b2bdesk.exchange.excel.limits import headings
from b2bdesk.exchange.excel.widths import column_width, height, lines

Anchor = tuple[Any, ...]
"""What a link leads to: ("content_piece", 12), ("cell", stage, channel), ("sheet", "gaps")."""

SAMPLE: Final = 300
"""Rows by which a column's width is judged."""


class Cell(NamedTuple):
    """A value, the name of its style, and what it leads to: an anchor, or an address."""

    value: Any
    style: str = "text"
    link: Anchor | str | None = None


AnyCell = tuple[Any, str, Anchor | str | None]
"""What a `Cell` is to those who only read it; in large tables a bare tuple does."""


class Line(NamedTuple):
    """One row; its height where the usual one will not do."""

    cells: Sequence[AnyCell | None] = ()
    height: float | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: how its value is got from a row, shown, and linked."""

    title: str
    value: Callable[[Any], Any]
    style: str = "text"
    link: Callable[[Any], Anchor | str | None] | None = None
    most: float = 40.0
    style_of: Callable[[Any], str] | None = None
    """The style where it depends on the row."""


@dataclass(frozen=True, slots=True)
class Area:
    """Where a table lies: rows from its heading to its last, columns from the first on."""

    name: str
    columns: tuple[str, ...]
    first: int
    last: int


class Picture(NamedTuple):
    """A picture in the first column of a row: its bytes, png or jpeg, and its size in pixels."""

    data: bytes
    format: str
    row: int
    width: int
    height: int


@dataclass(slots=True)
class Page:
    """A sheet made of given lines."""

    key: str
    title: str
    widths: list[float] = field(default_factory=list)
    freeze: str | None = None
    repeat_rows: tuple[int, int] | None = None
    repeat_columns: int = 0
    pages_wide: int = 1
    pages_tall: int = 0
    breaks: tuple[int, ...] = ()
    given: list[Line] = field(default_factory=list)
    places: dict[Anchor, tuple[int, int]] = field(default_factory=dict)
    merges: list[str] = field(default_factory=list)
    """Ranges of cells that are one."""
    pictures: list[Picture] = field(default_factory=list)

    def areas(self) -> list[Area]:
        """Return the tables."""
        return []

    def count(self) -> int:
        """Return how many lines there are."""
        return len(self.given)

    def anchors(self) -> Iterator[tuple[Anchor, int, int]]:
        """Yield what can be linked to, with row and column."""
        yield ("sheet", self.key), 1, 1
        for anchor, (row, column) in self.places.items():
            yield anchor, row, column

    def lines(self) -> Iterator[Line]:
        """Yield the lines from the first row on."""
        return iter(self.given)

    def add(self, *cells: Cell | None, anchor: Anchor | None = None, height: float | None = None) -> int:
        """Append a line and return its row."""
        self.given.append(Line(cells, height))
        if anchor is not None:
            self.places[anchor] = (len(self.given), 1)
        return len(self.given)


@dataclass(frozen=True, slots=True)
class Block:
    """One table: its rows as they were read, and the columns that show them. `name` is the table's name in Excel."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Any]
    anchor: Callable[[Any], Anchor | None] | None = None

    @property
    def heads(self) -> list[str]:
        """The column names, valid ones."""
        return headings([column.title for column in self.columns])

    def values(self) -> Iterator[list[Any]]:
        """Yield the rows as plain values."""
        for row in self.rows:
            yield [column.value(row) for column in self.columns]


@dataclass(slots=True)
class ListPage(Page):
    """A sheet of tables, one below the other; rows are turned into cells only when they are written."""

    blocks: Sequence[Block] = ()
    note: str = ""

    def prepare(self) -> "ListPage":
        """Judge the widths, and set what depends on the number of tables."""
        columns = max(len(block.columns) for block in self.blocks)
        self.widths = [max(self._widths(at)) for at in range(columns)]
        self.repeat_columns = min(2, columns)
        if len(self.blocks) == 1:
            self.freeze, self.repeat_rows = "C4", (3, 3)
        else:
            self.freeze = "C1"
            self.breaks = tuple(first - 2 for first in self._firsts()[1:])
        self.pages_wide = max(1, round(sum(self.widths) / 190))
        return self

    def count(self) -> int:
        """Return how many lines there are."""
        return self._firsts()[-1] + max(1, len(self.blocks[-1].rows))

    def areas(self) -> list[Area]:
        """Return the tables; one without rows keeps an empty one, as Excel demands."""
        return [
            Area(block.name, tuple(block.heads), first, first + max(1, len(block.rows)))
            for block, first in zip(self.blocks, self._firsts(), strict=True)
        ]

    def anchors(self) -> Iterator[tuple[Anchor, int, int]]:
        """Yield the sheet and each row that can be linked to."""
        yield ("sheet", self.key), 1, 1
        for block, first in zip(self.blocks, self._firsts(), strict=True):
            yield ("table", block.name), first, 1
            if block.anchor is None:
                continue
            for at, row in enumerate(block.rows, first + 1):
                anchor = block.anchor(row)
                if anchor is not None:
                    yield anchor, at, 1

    def lines(self) -> Iterator[Line]:
        """Yield title and note, then each table with its heading."""
        yield Line([Cell(self.title, "title")], 24.0)
        yield Line([Cell(self.note, "note")])
        for at, block in enumerate(self.blocks):
            if at:
                yield Line()
                yield Line([Cell(block.title, "subtitle")], 20.0)
            yield self._head(block)
            yield from self._rows(block)

    def _firsts(self) -> list[int]:
        """Return the row of each table's heading: after title and note; after an empty line and a title of its own."""
        found = [3]
        for block in self.blocks[:-1]:
            found.append(found[-1] + max(1, len(block.rows)) + 3)
        return found

    def _head(self, block: Block) -> Line:
        most = max(lines(head, room) for head, room in zip(block.heads, self.widths, strict=False))
        return Line([Cell(head, "head") for head in block.heads], height(most) or 18.0)

    def _rows(self, block: Block) -> Iterator[Line]:
        columns = [
            (column.value, column.style, column.style_of, column.link, room if column.style in WRAPPED else 0.0)
            for column, room in zip(block.columns, self.widths, strict=False)
        ]
        for row in block.rows:
            most, cells = 1, []
            for value_of, style, style_of, link, room in columns:
                value = value_of(row)
                # Most texts are short: asking them nothing more halves the time of a large table.
                if room and type(value) is str and (len(value) * 2 >= room or "\n" in value):
                    most = max(most, lines(value, room))
                cells.append((value, style_of(row) if style_of else style, link(row) if link else None))
            yield Line(cells, height(most))
        if not block.rows:
            yield Line([Cell(None, column.style) for column in block.columns])

    def _widths(self, at: int) -> Iterator[float]:
        for block in self.blocks:
            if at < len(block.columns):
                column = block.columns[at]
                shown = (_shown(column.value(row), column.style) for row in islice(block.rows, SAMPLE))
                head = min(column_width([block.heads[at]], 24.0) + 2, 24.0)
                yield max(head if column.style not in NARROW else min(head, 14.0), column_width(shown, column.most))


WRAPPED: Final = ("text", "long", "link")
NARROW: Final = ("int", "share", "flag", "number")


def _shown(value: Any, style: str) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if style == "money":
        return f"{value:,.2f}"
    return "2026-03-01" if style == "day" else f"{value:.1%}" if style == "share" else str(value)


def all_lines(pages: Iterable[Page]) -> int:
    """Return how many lines a workbook has."""
    return sum(page.count() for page in pages)


__all__ = ["Anchor", "Area", "Block", "Cell", "Column", "Line", "ListPage", "Page", "Picture", "all_lines"]
