"""One thing on its way, with the rows it is about and the days it would have."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from b2bdesk.commands.consequences import Move
from b2bdesk.domain.content import ContentPiece
from b2bdesk.domain.placement import Placement
from b2bdesk.insight.dates import month_of
from b2bdesk.terms import COUNTED, PlacementStatus

COUNTING: Final = tuple(str(status) for status in COUNTED)
LOOSE: Final = (PlacementStatus.IDEA, PlacementStatus.PLANNED)


@dataclass(frozen=True, slots=True)
class Going:
    """A move with the rows it is about and the days it would have."""

    at: int
    move: Move
    piece: ContentPiece
    row: Placement | None
    start: date | None
    end: date | None

    @property
    def spot(self) -> tuple[int, int, int, date | None]:
        """Piece, stage, channel and start, of which there is one placement only."""
        return self.piece.id, self.move.stage, self.move.channel, self.start

    @property
    def cell(self) -> tuple[int, int]:
        """Stage and channel it goes to."""
        return self.move.stage, self.move.channel

    @property
    def month(self) -> tuple[int, date] | None:
        """The channel and the month in which it would start."""
        return (self.move.channel, month_of(self.start)) if self.start else None

    @property
    def moves_row(self) -> Placement | None:
        """The placement that leaves its place; none for a copy or a new one."""
        return None if self.move.copying else self.row

    @property
    def status(self) -> str:
        """The status it would have."""
        if self.move.status:
            return self.move.status
        if self.row is None or (self.move.copying and self.row.status not in LOOSE):
            return str(PlacementStatus.PLANNED)
        return self.row.status

    @property
    def in_place(self) -> bool:
        """Whether its cell stays the same."""
        row = self.moves_row
        return row is not None and (row.stage_id, row.channel_id) == self.cell

    @property
    def stays(self) -> bool:
        """Whether it counts in the same cell before and after."""
        row = self.moves_row
        return row is not None and row.status in COUNTING and self.in_place

    @property
    def stays_in_month(self) -> bool:
        """Whether it counts for the same channel and month before and after."""
        row = self.moves_row
        if row is None or row.date_from is None or row.status not in COUNTING:
            return False
        return (row.channel_id, month_of(row.date_from)) == self.month


def going_of(at: int, move: Move, row: Placement | None, piece: ContentPiece) -> Going:
    """Return a move with its days: a copy has its start only, and a new start takes the end along."""
    old = (row.date_from, row.date_to) if row else (None, None)
    start = move.start if move.start is None or isinstance(move.start, date) else old[0]
    if move.end is None or isinstance(move.end, date):
        return Going(at, move, piece, row, start, move.end)
    if start is None or old[0] is None or old[1] is None:
        return Going(at, move, piece, row, start, None if start is None else old[1])
    return Going(at, move, piece, row, start, old[1] + (start - old[0]))
