"""Boards made up for tests of geometry and painting."""

from b2bdesk.queries.board_values import Band, Board, Cell, Chip, Head, PhaseSpan
from b2bdesk.terms import Level


def chip(id: int, *, status: str = "planned") -> Chip:
    return Chip(id, id, f"K{id:02}", "Title", f"Title {id}", "article", "text", "RME"[id % 3], status)


def made(shown: list[list[int]], *, cap: int = 12) -> Board:
    """Return a board with so many placements in each cell, row by row; the second half of the rows is external."""
    wide = len(shown[0]) if shown else 0
    acquire = (PhaseSpan("acquire", "Acquire"),)
    stages = tuple(
        Head(10 + i, f"S{i + 1}", f"Stage {i + 1}", sum(row[i] for row in shown), phases=acquire) for i in range(wide)
    )
    half = (len(shown) + 1) // 2
    lines = tuple(
        Head(100 + i, f"C{i}", f"Channel {i}", sum(row), {"ownership": "O" if i < half else "X"})
        for i, row in enumerate(shown)
    )
    cells, number = {}, 0
    for line, row in zip(lines, shown, strict=True):
        for stage, n in zip(stages, row, strict=True):
            chips = tuple(chip(number + k) for k in range(min(n, cap)))
            number += n
            cells[stage.id, line.id] = Cell(
                stage.id, line.id, n, n, Level.OK, 5, recommended=True, gap=not n, chips=chips
            )
    codes = dict.fromkeys(line.ownership for line in lines)
    bands = tuple(Band(code, code, sum(x.ownership == code for x in lines), 0) for code in codes)
    total = sum(map(sum, shown))
    return Board(lines, stages, cells, bands=bands, counted=total, shown=total, total=total, personas=3, pieces=9)
