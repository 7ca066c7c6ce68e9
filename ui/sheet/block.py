"""What is chosen on the sheet: the current cell, the block around it, or placements that somebody named."""

from collections.abc import Iterator

from ui.sheet.layout import Range

Place = tuple[int, int]
"""Row and column."""


class Block:
    """Pure state, moved by keys and mouse; a block spans from its anchor to the current cell."""

    def __init__(self) -> None:
        self.current: Place | None = None
        self.anchor: Place | None = None
        self.picked: dict[int, Place] = {}
        """Placements that were chosen by their ids, and where they lie."""

    def state(self) -> tuple[Place | None, Place | None, tuple[int, ...]]:
        """Return all that a change is told by."""
        return self.current, self.anchor, tuple(self.picked)

    @property
    def rows(self) -> Range:
        """The rows of the block; there must be a current cell."""
        return self._span(0)

    @property
    def columns(self) -> Range:
        """The columns of the block; there must be a current cell."""
        return self._span(1)

    def _span(self, axis: int) -> Range:
        assert self.current is not None
        low, high = sorted((self.current[axis], (self.anchor or self.current)[axis]))
        return Range(low, high)

    @property
    def several(self) -> bool:
        """Whether the block is more than the current cell."""
        return self.current is not None and self.anchor not in (None, self.current)

    def __len__(self) -> int:
        return len(self.rows) * len(self.columns) if self.current else 0

    def __contains__(self, place: Place) -> bool:
        return self.current is not None and place[0] in self.rows and place[1] in self.columns

    def __iter__(self) -> Iterator[Place]:
        if self.current is not None:
            yield from ((row, column) for row in self.rows.places() for column in self.columns.places())

    def go(self, row: int, column: int) -> None:
        """Make a cell the current one and let the block go."""
        self.current, self.anchor, self.picked = (row, column), None, {}

    def extend(self, row: int, column: int) -> None:
        """Span the block from where it began to a cell."""
        self.anchor = self.anchor or self.current or (row, column)
        self.current, self.picked = (row, column), {}

    def span(self, anchor: Place, current: Place) -> None:
        """Choose a block from one corner to another."""
        self.current, self.anchor, self.picked = current, anchor, {}

    def clear(self) -> None:
        """Let the block go, but stay."""
        self.anchor, self.picked = None, {}

    def pick(self, found: dict[int, Place]) -> None:
        """Choose placements by name; the first one's cell becomes the current one."""
        if found:
            self.current, self.anchor, self.picked = next(iter(found.values())), None, dict(found)

    def settle(self, rows: int, columns: int) -> None:
        """Stay within a sheet of this size."""
        if not rows or not columns:
            self.current = self.anchor = None
            self.picked = {}
        elif self.current is not None:
            self.current = (min(self.current[0], rows - 1), min(self.current[1], columns - 1))
            if self.anchor is not None:
                self.anchor = (min(self.anchor[0], rows - 1), min(self.anchor[1], columns - 1))
