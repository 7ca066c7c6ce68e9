"""What the room Map asks the plan, whichever view is shown."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from b2bdesk import i18n
from b2bdesk.i18n import day, tr
from b2bdesk.queries import board as board_query
from b2bdesk.queries import cell as cell_query
from b2bdesk.queries.board_rows import chips_of
from b2bdesk.queries.board_values import Board, BoardFilter, Chip, Key, Spot
from b2bdesk.queries.labels import Labels
from ui.grid.acts import STATUSES


class Asks:
    """Short reads through one desk."""

    def __init__(self, desk: Any) -> None:
        self._desk = desk
        self._statuses: Sequence[tuple[str, str]] = ()

    def lang(self) -> str:
        """Return the language now spoken."""
        return str(i18n.language())

    def complete(self, text: str) -> list[tuple[str, str]]:
        """Return the pieces that a text may mean."""
        found: list[tuple[str, str]] = self._desk.read(partial(cell_query.hints, text=text))
        return found

    def statuses(self) -> Sequence[tuple[str, str]]:
        """Return the statuses in their order, with their labels."""
        if not self._statuses:
            self._statuses = self._desk.read(partial(_status_labels, lang=self.lang()))
        return self._statuses

    def chips(self, ids: Collection[int], warned: Collection[int]) -> tuple[Chip, ...]:
        """Return the chips of placements, whether a view has loaded them or not."""
        found: tuple[Chip, ...] = self._desk.read(partial(chips_of, ids=ids, warned=warned)) if ids else ()
        return found

    def cell(self, spot: Spot, where: BoardFilter) -> cell_query.CellFacts | None:
        """Return what a cell holds; None where there is no such cell any more."""
        ask = partial(cell_query.cell_facts, spot=spot, where=where, lang=self.lang())
        found: cell_query.CellFacts | None = self._desk.read(ask)
        return found

    def tip(self, chip: Chip, said: Iterable[str]) -> str:
        """Return what a chip's tooltip says: the piece, where and when it stands, for whom, and what was found."""
        lines = [f"{chip.code} {chip.title} · {dict(self.statuses()).get(chip.status, chip.status)}"]
        for placed in self._desk.read(partial(cell_query.placed_ids, ids=[chip.id], lang=self.lang())):
            where = [placed.channel, placed.stage, day(placed.start) or tr("no date"), " ".join(placed.personas)]
            lines.append(" · ".join(part for part in where if part))
        return "\n".join([*lines, *said])

    def cell_of(self, facts: Mapping[str, int], where: BoardFilter) -> Key | None:
        """Return the cell that ids mean: with only a stage, the emptiest cell that is recommended there."""
        stage, channel = facts.get("stage"), facts.get("channel")
        if stage is None and channel is None:
            return None
        board: Board = self._desk.read(partial(board_query.board, where=where, lang=self.lang(), chips=0))
        if stage is None:
            stage = int(board.stages[0].id) if board.stages else None
        cells = [c for c in board.cells.values() if c.column == stage and channel in (None, c.line)]
        wanted = [c for c in cells if c.recommended] or cells
        if not wanted:
            return None
        best = min(wanted, key=lambda c: (c.not_needed, not c.wanted, c.n))
        return int(best.column), int(best.line)


def _status_labels(session: Any, lang: str) -> list[tuple[str, str]]:
    labels = Labels(session, lang)
    return [(status, labels.of("placement_status", status)) for status in STATUSES]
