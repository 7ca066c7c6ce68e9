"""The rows of one entity as a table: their ids in order, and pages of what is shown of them.

Filtering, grouping and ordering are done by the query. With a group, each of its values has a band above its rows;
bands are rows without an id.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.i18n import tr
from b2bdesk.queries import measures, records
from b2bdesk.queries.records import Record, RecordFilter
from ui.desk import Desk
from ui.records.cells import Cell, CellMaker
from ui.records.columns import Column, COLUMNS
from ui.records.conclusions import Concluded
from ui.records.lookups import Lookups, targets_of

if TYPE_CHECKING:
    from b2bdesk.workspace import Changes

Index = QModelIndex | QPersistentModelIndex
PAGE: Final = 128
PAGES_KEPT: Final = 12
CELL: Final = int(Qt.ItemDataRole.UserRole) + 1
ID: Final = CELL + 1
ALIGN: Final = {"left": Qt.AlignmentFlag.AlignLeft, "right": Qt.AlignmentFlag.AlignRight}
NOT_IN_ORDER: Final = ("version", "updated_at")


@dataclass(frozen=True, slots=True)
class Band:
    """The heading of a group: the code that its rows share, its label, how many they are."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A row as it is shown."""

    record: Record
    cells: tuple[Cell, ...]


class RecordModel(QAbstractTableModel):
    """`ticks_changed` follows every tick; `title_edited(id, text)` tells what was typed into a title."""

    ticks_changed = Signal()
    title_edited = Signal(int, str)

    def __init__(
        self, desk: Desk, kind: str, lookups: Lookups, parent: Any = None, columns: tuple[Column, ...] = ()
    ) -> None:
        super().__init__(parent)
        self.desk, self.kind, self.lookups = desk, kind, lookups
        self.columns: tuple[Column, ...] = columns or COLUMNS[kind]
        self.wanted = RecordFilter()
        self.ticked: set[int] = set()
        self._rows: list[int | Band] = []
        self._row_of: dict[int, int] = {}
        self._pages: OrderedDict[int, dict[int, Shown]] = OrderedDict()
        self._maker = CellMaker(kind, lookups)
        self._counted = tuple(column.key for column in self.columns if column.measured)

    # What is shown

    def load(self, wanted: RecordFilter | None = None) -> None:
        """Ask again which rows there are."""
        self.beginResetModel()
        self.wanted = replace(wanted or self.wanted, lang=self.lookups.lang)
        self._pages.clear()
        self._rows = self._ask()
        self._row_of = {row: place for place, row in enumerate(self._rows) if isinstance(row, int)}
        lost = self.ticked - self._row_of.keys()
        self.ticked -= lost
        self.endResetModel()
        if lost:
            self.ticks_changed.emit()

    def apply(self, changes: "Changes") -> None:
        """Refresh what an edit changed: cells, or all rows where their order may have changed."""
        named = set(targets_of(ENTITIES[self.kind])) & changes.tables.keys()
        own = changes.of(self.kind)
        if own.inserted or own.deleted or self._ordered_by(changes):
            self.load()
        elif named or changes.touches("vocab_entry") or changes.touches("workspace"):
            self.refresh(None)
        elif own.updated or self._counts(changes) or self._links() & changes.tables.keys():
            self.refresh(None if self._counts(changes) or self._links() & changes.tables.keys() else own.updated)

    def refresh(self, ids: Iterable[int] | None) -> None:
        """Read rows again, all of them for None, without moving anything."""
        places = (
            [self._row_of[row] for row in ids if row in self._row_of] if ids is not None else range(len(self._rows))
        )
        if not places:
            return
        if ids is None:
            self._pages.clear()
        for place in places if ids is not None else ():
            self._pages.pop(place // PAGE, None)
        first, last = min(places), max(places)
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def conclude(self, concluded: Concluded) -> None:
        """Show other conclusions."""
        self._maker.concluded = concluded
        if any(column.concluded for column in self.columns):
            self.refresh(None)

    # What is asked

    def ids(self) -> list[int]:
        """Return the ids of all rows, in their order."""
        return list(self._row_of)

    def id_at(self, row: int) -> int | None:
        """Return the id of a row; None for a band or nothing."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found if isinstance(found, int) else None

    def band_at(self, row: int) -> Band | None:
        """Return the band in a row, if it is one."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found if isinstance(found, Band) else None

    def bands(self) -> list[int]:
        """Return the rows that are bands."""
        return [place for place, row in enumerate(self._rows) if isinstance(row, Band)]

    def row_of(self, row_id: int) -> int | None:
        """Return where a row is."""
        return self._row_of.get(row_id)

    def record(self, row_id: int) -> Record | None:
        """Return a row's values."""
        row = self._row_of.get(row_id)
        shown = self._shown(row) if row is not None else None
        return shown.record if shown else None

    def title_column(self) -> int:
        """Return the column that names the rows."""
        return next((at for at, column in enumerate(self.columns) if column.key == "title"), 0)

    def lines(self, ids: Iterable[int]) -> list[list[str]]:
        """Return the heading and the rows as texts, for the clipboard."""
        head = [tr(column.label) for column in self.columns]
        rows = [self._shown(self._row_of[row]) for row in ids if row in self._row_of]
        return [head, *([cell.text for cell in shown.cells] for shown in rows if shown)]

    # Ticks

    def tick(self, ids: Iterable[int], on: bool) -> None:
        """Tick rows, or take their ticks away."""
        known = self._row_of.keys() & set(ids)
        before = set(self.ticked)
        self.ticked = self.ticked | known if on else self.ticked - known
        if self.ticked != before and self._rows:
            self.dataChanged.emit(
                self.index(0, 0), self.index(len(self._rows) - 1, 0), [Qt.ItemDataRole.CheckStateRole]
            )
            self.ticks_changed.emit()

    def ticked_in_order(self) -> list[int]:
        """Return the ticked rows from top to bottom."""
        return sorted(self.ticked, key=self._row_of.__getitem__)

    # Inner

    def _ask(self) -> list[int | Band]:
        wanted = self.wanted
        if not wanted.group:
            return [*self.desk.read(lambda session: records.ids(session, self.kind, wanted))]
        pairs = self.desk.read(lambda session: records.grouped(session, self.kind, wanted))
        part = ENTITIES[self.kind].field(wanted.group)
        found: dict[str, list[int]] = {}
        for row_id, value in pairs:
            found.setdefault(value, []).append(row_id)
        rows: list[int | Band] = []
        for value, ids in found.items():
            rows += [Band(value, self.lookups.labels.of(part.vocab, value), len(ids)), *ids]
        return rows

    def _ordered_by(self, changes: "Changes") -> bool:
        """Tell whether an edit may have changed which rows there are or their order."""
        own = bool(changes.of(self.kind).updated)
        narrowed = bool(self.wanted.text or self.wanted.values or self.wanted.group or self.wanted.order)
        if own and (narrowed or self._moved(changes.of(self.kind).updated)):
            return True
        linked = bool(self._links() & changes.tables.keys())
        return (linked and bool(self.wanted.values)) or (self._counts(changes) and self.wanted.order in self._counted)

    def _moved(self, updated: Iterable[int]) -> bool:
        """Tell whether rows were put away, brought back or put elsewhere."""
        now = [*self.desk.read(lambda session: records.ids(session, self.kind, self.wanted))]
        return now != self.ids()

    def _counts(self, changes: "Changes") -> bool:
        return bool(self._counted and measures.SOURCES.get(self.kind, frozenset()) & changes.tables.keys())

    def _links(self) -> set[str]:
        return {part.link for part in ENTITIES[self.kind].cls.__links__}

    def _shown(self, row: int) -> Shown | None:
        row_id = self.id_at(row)
        if row_id is None:
            return None
        page = row // PAGE
        if page not in self._pages:
            self._pages[page] = self._read_page(page)
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        return self._pages[page].get(row_id)

    def _read_page(self, page: int) -> dict[int, Shown]:
        ids = [row for row in self._rows[page * PAGE : (page + 1) * PAGE] if isinstance(row, int)]
        lang, kind, counted = self.lookups.lang, self.kind, self._counted
        found = self.desk.read(lambda session: records.by_ids(session, kind, ids, lang, counted))
        return {record.id: Shown(record, self._maker.row(record, self.columns)) for record in found}

    def _cell(self, index: Index) -> Cell:
        shown = self._shown(index.row())
        return shown.cells[index.column()] if shown else Cell("")

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        band = self.band_at(index.row())
        if band is not None:
            return self._band_data(band, index, role)
        read = _ROLES.get(role)
        return read(self, index) if read else None

    def _band_data(self, band: Band, index: Index, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and index.column() == 0:
            return f"{band.label}  {band.count}"
        return None

    def _text(self, index: Index) -> Any:
        return self._cell(index).text

    def _id(self, index: Index) -> Any:
        return self.id_at(index.row())

    def _tick(self, index: Index) -> Any:
        if index.column() != 0:
            return None
        on = self.id_at(index.row()) in self.ticked
        return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked

    def _align(self, index: Index) -> Any:
        return ALIGN[self.columns[index.column()].align] | Qt.AlignmentFlag.AlignVCenter

    def _spoken(self, index: Index) -> Any:
        column, text = self.columns[index.column()], self._cell(index).text
        return (
            tr("{name}: {text}", name=tr(column.label), text=text)
            if text
            else tr("{column}: empty", column=tr(column.label))
        )

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(self.columns[section].label)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return ALIGN[self.columns[section].align] | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.band_at(index.row()) is not None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if index.column() == 0:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        named = self.kind != "tracking_link"  # a tracked address is computed, not typed
        if named and index.column() == self.title_column() and not self.desk.read_only:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Hand over what was typed or ticked; what is shown follows the file."""
        row_id = self.id_at(index.row())
        if row_id is None:
            return False
        if role == Qt.ItemDataRole.CheckStateRole:
            self.tick([row_id], Qt.CheckState(value) == Qt.CheckState.Checked)
            return True
        if role == Qt.ItemDataRole.EditRole and str(value) != self._cell(index).text:
            self.title_edited.emit(row_id, str(value))
        return False


_ROLES: Final[Mapping[int, Any]] = {
    Qt.ItemDataRole.DisplayRole: RecordModel._text,
    Qt.ItemDataRole.EditRole: RecordModel._text,
    Qt.ItemDataRole.AccessibleTextRole: RecordModel._spoken,
    Qt.ItemDataRole.CheckStateRole: RecordModel._tick,
    Qt.ItemDataRole.TextAlignmentRole: RecordModel._align,
    CELL: RecordModel._cell,
    ID: RecordModel._id,
}
