"""Two personas side by side on stage x channel: what only the first meets, what both do, what only the second."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, Final

from b2bdesk.queries.board import board, more_chips
from b2bdesk.queries.board_values import AxisKey, Board, BoardFilter, CellKey, Chip, Sides
from b2bdesk.queries.cell import serving

MOST_BOTH: Final = 2
MOST_SIDE: Final = 3
"""How many chips of a cell are drawn over the whole width, and at each side."""
People = tuple[int, int]


def either(where: BoardFilter, people: People) -> BoardFilter:
    """Return a filter that lets through what either of two personas meets."""
    return replace(where, personas=frozenset(people))


def with_sides(session: Any, seen: Board, people: People, where: BoardFilter) -> Board:
    """Count of each cell how much only the first, both, and only the second persona meet."""
    first, second = (
        board(session, replace(where, personas=frozenset({person})), axes=seen.axes, chips=0).cells for person in people
    )
    cells = {}
    for key, cell in seen.cells.items():
        a, b = first[key].n, second[key].n
        cells[key] = replace(cell, sides=Sides(cell.n - b, a + b - cell.n, cell.n - a))
    return replace(seen, cells=cells)


def sided_chips(
    session: Any,
    seen: Board,
    lines: Collection[AxisKey],
    people: People,
    where: BoardFilter,
    warned: Collection[int],
) -> dict[CellKey, tuple[Chip, ...]]:
    """Return the chips of some lines, those of both personas first, then the first's, then the second's."""
    found = more_chips(session, seen, list(lines), either(where, people), warned=warned)
    ids = {chip.id for chips in found.values() for chip in chips}
    served = [serving(session, ids, person) for person in people]
    return {key: _sorted(chips, served) for key, chips in found.items()}


def _sorted(chips: Collection[Chip], served: list[frozenset[int]]) -> tuple[Chip, ...]:
    of: Mapping[str, list[Chip]] = {"ab": [], "a": [], "b": []}
    for chip in chips:
        side = "a" * (chip.id in served[0]) + "b" * (chip.id in served[1])
        if side:
            of[side].append(replace(chip, side=side))
    return (*of["ab"][:MOST_BOTH], *of["a"][:MOST_SIDE], *of["b"][:MOST_SIDE])
