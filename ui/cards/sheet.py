"""How cards lie on paper: cells that fill a page, pages in order, backs mirrored, cut marks, page numbers.

All lengths are millimetres. A card is set for its cell: 210 wide and at least 148 high, or the other way about where
the cell is wider than a card, and then scaled to it; so four cards fill an A3 and two an A4 to the edge.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ui.cards.choices import PAPERS
from ui.cards.ops import Op, Rule, Side

WIDE, HIGH = 210.0, 148.0
GRIDS: Final = {1: (1, 1), 2: (1, 2), 4: (2, 2), 8: (2, 4)}
"""Columns and rows by cards a page."""
LYING: Final = frozenset({1, 4})
"""Numbers of cards for which the paper lies on its long side."""
TICK: Final = 6.0
FREE: Final = 8.0
"""What a card leaves free at its edge, before scaling: for cut marks, page numbers and printers."""
NEAR_EDGE: Final = 4.2
"""How far a printer's edge is kept from the page number's base line."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A card's place on a page."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """The grid of a paper."""

    width: float
    height: float
    columns: int
    rows: int

    @property
    def count(self) -> int:
        """Cards a page."""
        return self.columns * self.rows

    @property
    def cell(self) -> tuple[float, float]:
        """Width and height of a cell."""
        return self.width / self.columns, self.height / self.rows

    @property
    def scale(self) -> float:
        """How much larger a card is here than on A5."""
        wide, high = self.cell
        return min(wide / WIDE, high / HIGH)

    @property
    def card(self) -> tuple[float, float]:
        """The size a card is set in, before it is scaled."""
        wide, high = self.cell
        return wide / self.scale, high / self.scale

    def at(self, index: int, *, mirrored: bool = False) -> Cell:
        """Return a cell by its number, row by row; on a back the columns run from the right."""
        row, column = divmod(index, self.columns)
        if mirrored:
            column = self.columns - 1 - column
        wide, high = self.cell
        return Cell(column * wide, row * high, wide, high)


@dataclass(frozen=True, slots=True)
class Page:
    """A page: sides by the number of their cell, and whether it is a back."""

    sides: tuple[tuple[int, Side], ...]
    back: bool = False


def sheet(paper: str, per_page: int) -> Sheet:
    """Return the grid of a paper for so many cards."""
    short, long = PAPERS[paper]
    columns, rows = GRIDS[per_page]
    return Sheet(long, short, columns, rows) if per_page in LYING else Sheet(short, long, columns, rows)


def pages(cards: Sequence[Sequence[Side]], count: int, *, duplex: bool) -> list[Page]:
    """Return pages of `count` cells; with `duplex` every other page is the back of the one before.

    A card's first side is the front, its second the back of the same cell; a third begins another cell.
    """
    if not duplex:
        every = [side for sides in cards for side in sides]
        return [page(every[at : at + count]) for at in range(0, len(every), count)]
    leaves = [tuple(sides[at : at + 2]) for sides in cards for at in range(0, len(sides), 2)]
    return list(both(leaves, count))


def both(leaves: Sequence[Sequence[Side]], count: int) -> Iterator[Page]:
    """Yield front and back of each sheet of paper."""
    for first in range(0, len(leaves), count):
        held = leaves[first : first + count]
        yield page([leaf[0] for leaf in held])
        yield Page(tuple((at, leaf[1]) for at, leaf in enumerate(held) if len(leaf) > 1), back=True)


def page(sides: Sequence[Side]) -> Page:
    """Return a page of fronts."""
    return Page(tuple(enumerate(sides)))


def cut_marks(made: Sheet) -> list[Op]:
    """Return ticks where cuts meet the paper's edge, and crosses where they meet each other.

    They stay within what cards leave free.
    """
    wide, high = made.cell
    tick = min(TICK, 0.75 * FREE * made.scale)
    xs = [at * wide for at in range(1, made.columns)]
    ys = [at * high for at in range(1, made.rows)]
    ops: list[Op] = []
    for x in xs:
        ops += [line(x, 0, x, tick), line(x, made.height - tick, x, made.height)]
        ops += [line(x, y - tick, x, y + tick) for y in ys]
    for y in ys:
        ops += [line(0, y, tick, y), line(made.width - tick, y, made.width, y)]
        ops += [line(x - tick, y, x + tick, y) for x in xs]
    return ops


def line(x: float, y: float, to_x: float, to_y: float) -> Rule:
    """Return a line to cut along."""
    return Rule(x, y, to_x, to_y, "text3", 0.18)
