"""What the sheet shows: columns and the order of the rows at once, the rows themselves page by page when in sight."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, Final

from b2bdesk.queries import rosters
from b2bdesk.queries import sheet as query
from b2bdesk.queries.board_counting import Kept
from b2bdesk.queries.board_values import Key
from b2bdesk.queries.sheet_values import Asked, Mark, Order, Sheet, SheetRow, Spot

PAGE: Final = 64
STICKY: Final = frozenset({Order.TOTAL, Order.UNPLACED})
"""Orders that an edit in the sheet would change: rows stay where they are until they are sorted again."""

Read = Callable[[Callable[[Any], Any]], Any]


class SheetModel:
    """The rows of one sheet."""

    def __init__(self, desk: Any) -> None:
        self._desk = desk
        self._read: Read = desk.read
        self.kept: Kept | None = None
        """What the room keeps from one reading to the next, if there is a room."""
        self.sheet = Sheet()
        self.asked = Asked()
        self.rows_of: dict[int, int] = {}
        """In which row each piece stands."""
        self.columns_of: dict[Key, int] = {}
        self.keys: frozenset[Key] = frozenset()
        self._loaded: dict[int, SheetRow] = {}

    def load(self, asked: Asked, lang: str) -> None:
        """Ask for another sheet, or the same one anew."""
        found: Sheet = self._read(partial(self._ask, asked, lang))
        ids = found.ids
        if asked.order in STICKY and asked.order == self.asked.order and set(ids) == set(self.sheet.ids):
            ids = self.sheet.ids
        if ids != self.sheet.ids:
            self.rows_of = {id: row for row, id in enumerate(ids)}
        self.sheet, self.asked = Sheet(**{**vars(found), "ids": ids}), asked
        self.columns_of = {column.key: at for at, column in enumerate(found.columns)}
        self.keys = frozenset(self.columns_of)
        self._loaded = {}

    def _ask(self, asked: Asked, lang: str, session: Any) -> Sheet:
        return query.sheet(session, asked, lang=lang, kept=self.kept, roster=rosters.of(self._desk.ws, session))

    @property
    def n_rows(self) -> int:
        """How many rows there are."""
        return len(self.sheet.ids)

    def ensure(self, rows: range) -> None:
        """Load rows that are not loaded yet, whole pages of them, in one go."""
        ids = self.sheet.ids
        first, last = rows.start // PAGE * PAGE, -(-rows.stop // PAGE) * PAGE
        missing = [id for id in ids[first:last] if id not in self._loaded]
        for at in range(0, len(missing), query.CHUNK):
            part = missing[at : at + query.CHUNK]
            ask = partial(query.rows, ids=part, where=self.asked.where, classes=self.sheet.classes)
            found = self._read(ask)
            self._loaded |= {id: found.get(id) or SheetRow(id, "", "", "", "text", "") for id in part}

    def row(self, place: int) -> SheetRow:
        """Return a row, loading its page if nobody has seen it yet."""
        id = self.sheet.ids[place]
        if id not in self._loaded:
            self.ensure(range(place, place + 1))
        return self._loaded[id]

    def marks(self, row: int, column: int) -> tuple[Mark, ...]:
        """Return the placements of a cell."""
        return self.row(row).cells.get(self.sheet.columns[column].key, ())

    def spot(self, row: int, column: int) -> Spot:
        """Return piece, stage and channel of a cell."""
        return (self.sheet.ids[row], *self.sheet.columns[column].key)

    def place(self, spot: Spot) -> tuple[int, int] | None:
        """Return row and column of a cell, if it is on the sheet."""
        row, column = self.rows_of.get(spot[0]), self.columns_of.get(spot[1:])
        return None if row is None or column is None else (row, column)

    def ids_in(self, rows: range, columns: Iterable[int], most: int) -> frozenset[int]:
        """Return the placements in a block; of many, somewhat more than `most`."""
        keys = frozenset(self.sheet.columns[column].key for column in columns)
        pieces = self.sheet.ids[rows.start : rows.stop]
        if len(pieces) <= PAGE:
            self.ensure(rows)
            cells = (self._loaded[id].cells for id in pieces)
            return frozenset(mark.id for here in cells for key, marks in here.items() if key in keys for mark in marks)
        ask = partial(query.ids_in, pieces=pieces, keys=keys, where=self.asked.where, most=most)
        found: frozenset[int] = self._read(ask)
        return found

    def spots_of(self, ids: Iterable[int]) -> dict[int, tuple[int, int]]:
        """Return where placements lie, those left out that are not shown."""
        wanted = list(ids)
        spots: dict[int, Spot] = self._read(partial(query.spots, ids=wanted))
        places = ((id, self.place(spots[id])) for id in wanted if id in spots)
        return {id: at for id, at in places if at and any(mark.id == id for mark in self.marks(*at))}

    def first_row_in(self, key: Key) -> int | None:
        """Return the first row that stands in a cell of the board."""
        ask = partial(query.first_in, key=key, where=self.asked.where, ids=self.sheet.ids)
        found: int | None = self._read(ask)
        return self.rows_of.get(found) if found is not None else None

    def words(self) -> dict[str, str]:
        """Return the status that each word means, in any language."""
        found: dict[str, str] = self._read(query.status_of_words)
        return found
