"""Where everything on the sheet lies: pure geometry, in the coordinates of the cells' own area."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRect

from b2bdesk.queries.sheet_values import SheetColumn, SheetStage
from ui.kit.tokens import token

ROW: Final = int(token("size", "sheetRow"))
COLUMN: Final = int(token("size", "sheetColumn"))
BAND: Final = int(token("size", "phaseHeader"))
NAMES: Final = int(token("size", "sheetHeader"))
HEAD: Final = BAND + NAMES
FOOT: Final = ROW
ROW_HEAD: Final = 229
TOTAL: Final = 48
GAP: Final = 7
"""Between the columns of one stage and those of the next."""
OVERHANG: Final = 56
"""What the slanted name of the last column needs beside it."""


@dataclass(frozen=True, slots=True)
class Range:
    """Rows or columns from one to another, both within."""

    first: int
    last: int

    def __contains__(self, place: int) -> bool:
        return self.first <= place <= self.last

    def __len__(self) -> int:
        return self.last - self.first + 1

    def places(self) -> range:
        """Return the places."""
        return range(self.first, self.last + 1)


class SheetLayout:
    """Places of one set of columns and a number of rows."""

    def __init__(self, stages: Sequence[SheetStage], columns: Sequence[SheetColumn], rows: int) -> None:
        self.stages, self.columns, self.rows = stages, columns, rows
        self.lefts: list[int] = []
        self.spans: list[tuple[int, int]] = []
        """Left edge and width of each stage."""
        x = 0
        for at, stage in enumerate(stages):
            x += GAP if at else 0
            self.spans.append((x, stage.columns * COLUMN))
            self.lefts += [x + COLUMN * i for i in range(stage.columns)]
            x += stage.columns * COLUMN
        self.right, self.height = x, rows * ROW
        self.width = x + OVERHANG

    def column_at(self, x: float) -> int:
        """Return the column at a place, -1 for none."""
        found = bisect_right(self.lefts, x) - 1
        return found if found >= 0 and x < self.lefts[found] + COLUMN else -1

    def nearest_column(self, x: float) -> int:
        """Return the column at a place, or else the nearest one."""
        found = max(0, bisect_right(self.lefts, x) - 1)
        beside = found + 1 < len(self.lefts) and self.lefts[found + 1] - x < x - self.lefts[found] - COLUMN
        return found + 1 if beside else found

    def row_at(self, y: float) -> int:
        """Return the row at a place, -1 for none."""
        return int(y // ROW) if 0 <= y < self.height else -1

    def nearest_row(self, y: float) -> int:
        """Return the row at a place, or else the nearest one."""
        return min(max(int(y // ROW), 0), self.rows - 1)

    def stage_of(self, column: int) -> int:
        """Return the place of a column's stage."""
        return bisect_right([left for left, _ in self.spans], self.lefts[column]) - 1

    def columns_between(self, left: float, right: float) -> range:
        """Return the columns of which anything lies between two places."""
        first = max(0, bisect_right(self.lefts, left - COLUMN))
        return range(first, bisect_right(self.lefts, right))

    def rows_between(self, top: float, bottom: float) -> range:
        """Return the rows of which anything lies between two places."""
        return range(max(0, int(top // ROW)), min(self.rows, int(bottom // ROW) + 1))

    def cell(self, row: int, column: int) -> QRect:
        """Return where a cell lies."""
        return QRect(self.lefts[column], row * ROW, COLUMN, ROW)

    def block(self, rows: Range, columns: Range) -> QRect:
        """Return where a block lies."""
        left, right = self.lefts[columns.first], self.lefts[columns.last] + COLUMN
        return QRect(left, rows.first * ROW, right - left, len(rows) * ROW)
