"""What is on its way to a cell."""

from dataclasses import dataclass

from b2bdesk.queries.board_values import CellKey

CONTENT_MIME = "application/x-b2bdesk-content"
"""Content pieces on their way to the board: their ids, parted by spaces; the text is a table of code and title."""


@dataclass(frozen=True, slots=True)
class Load:
    """What is being moved: placements of the board, each from its cell (`origins`), or pieces from a list."""

    placements: tuple[int, ...] = ()
    pieces: tuple[int, ...] = ()
    copying: bool = False
    label: str = ""
    origins: tuple[tuple[int, CellKey], ...] = ()
