"""What is chosen on the board: the current cell, a chip within it that the keyboard is on, and the chosen chips."""

from b2bdesk.queries.board_values import Board, CellKey

State = tuple[CellKey | None, int, frozenset[int], tuple[int, int]]
"""The current cell, the chip the keyboard is on, the chosen chips, and the heads of groups."""


class Selection:
    """Pure state, moved by keys and mouse; `slot` is -1 while the keyboard is on the cell itself."""

    def __init__(self) -> None:
        self.key: CellKey | None = None
        self.slot = -1
        self.anchor = -1
        self.ids: frozenset[int] = frozenset()
        self.band = -1
        """The head of a group of lines that the keyboard is on; then no cell is the current one."""
        self.across = -1
        """The head of a group of columns, likewise."""

    def state(self) -> State:
        """Return all that a change is told by."""
        return self.key, self.slot, self.ids, (self.band, self.across)

    def go(self, key: CellKey | None) -> None:
        """Make a cell the current one and choose no chip."""
        self.key, self.slot, self.anchor, self.ids = key, -1, -1, frozenset()
        self.band = self.across = -1

    def go_band(self, band: int) -> None:
        """Put the keyboard on the head of a group of lines."""
        self.go(None)
        self.band = band

    def go_across(self, band: int) -> None:
        """Put the keyboard on the head of a group of columns."""
        self.go(None)
        self.across = band

    def turn(self) -> None:
        """The board was turned: lines are columns now."""
        self.key = self.key[::-1] if self.key else None

    def step_cell(self, board: Board, columns: int, rows: int) -> None:
        """Move to a neighbour; at an edge stay."""
        if not board.columns or not board.rows:
            return
        at = place_of(board, self.key)
        column = min(max(at[0] + columns, 0), len(board.columns) - 1)
        row = min(max(at[1] + rows, 0), len(board.rows) - 1)
        self.go((board.columns[column].id, board.rows[row].id))

    def extend_cell(self, board: Board, columns: int, rows: int) -> None:
        """Move to a neighbour and choose the chips of both cells besides those chosen already."""
        here = self._chips(board) | self.ids
        self.step_cell(board, columns, rows)
        self.ids = here | self._chips(board)

    def _chips(self, board: Board) -> frozenset[int]:
        return frozenset(chip.id for chip in board.cells[self.key].chips) if self.key else frozenset()

    def enter(self, board: Board, slot: int, count: int, *, extend: bool = False) -> None:
        """Put the keyboard on a chip of the current cell; extending chooses from the anchor to it."""
        if self.key is None or not count:
            return
        self.slot = min(max(slot, 0), count - 1)
        if not extend or self.anchor < 0:
            self.anchor = self.slot
        low, high = sorted((self.anchor, self.slot))
        chips = board.cells[self.key].chips
        self.ids = frozenset(chip.id for chip in chips[low : high + 1])

    def leave(self) -> None:
        """Go back from the chips to their cell."""
        self.slot, self.anchor, self.ids = -1, -1, frozenset()

    def click(self, board: Board, key: CellKey, slot: int, *, toggle: bool, extend: bool) -> None:
        """Choose a chip by mouse: alone, in addition, or all up to it."""
        chip = board.cells[key].chips[slot].id
        if extend and key == self.key and self.anchor >= 0:
            self.enter(board, slot, len(board.cells[key].chips), extend=True)
            return
        ids = self.ids ^ {chip} if toggle else frozenset({chip})
        self.key, self.slot, self.anchor, self.ids = key, slot, slot, ids
        self.band = self.across = -1

    def choose(self, ids: frozenset[int]) -> None:
        """Choose exactly these chips."""
        self.ids, self.slot, self.anchor = ids, -1, -1

    def settle(self, board: Board, kept: frozenset[int] = frozenset()) -> None:
        """After a change: keep what is still there; a chip that moved to another cell stays chosen."""
        if self.key is not None and self.key not in board.cells:
            self.key = None
        self.band = self.band if self.band < len(board.bands) else -1
        self.across = self.across if self.across < len(board.column_bands) else -1
        self.ids = frozenset(id for id in self.ids if id in board.where or id in kept)
        chips = board.cells[self.key].chips if self.key else ()
        places = [i for i, chip in enumerate(chips) if chip.id in self.ids]
        if not (0 <= self.slot < len(chips) and chips[self.slot].id in self.ids):
            self.slot = self.anchor = places[0] if places and self.slot >= 0 else -1


def place_of(board: Board, key: CellKey | None) -> tuple[int, int]:
    """Return the column and the row of a cell; the first ones for none."""
    if key is None:
        return 0, 0
    column = next((i for i, head in enumerate(board.columns) if head.id == key[0]), 0)
    return column, next((i for i, head in enumerate(board.rows) if head.id == key[1]), 0)


def next_gap(board: Board, key: CellKey | None, step: int) -> CellKey | None:
    """Return the gap after a cell, or before it with `step` -1, going round."""
    if not board.gaps:
        return None
    order = {(c.id, r.id): i for i, (r, c) in enumerate((r, c) for r in board.rows for c in board.columns)}
    places = sorted((order[gap], gap) for gap in board.gaps)
    at = order.get(key, -1 if step > 0 else len(order)) if key else (-1 if step > 0 else len(order))
    ahead = [gap for place, gap in places if (place > at if step > 0 else place < at)]
    if step > 0:
        return ahead[0] if ahead else places[0][1]
    return ahead[-1] if ahead else places[-1][1]
