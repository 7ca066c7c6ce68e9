"""The list of proposals: headings of stages, rows with a tick; filtered by persona and stage."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from b2bdesk.i18n import tr
from ui.kit.score_bar import Part, spoken_score
from ui.kit.text import tip
from ui.suggest.cell_part import PARTS
from ui.suggest.rows import FillRow, grouped, Head, RowKey

Index = QModelIndex | QPersistentModelIndex
ROW: Final = int(Qt.ItemDataRole.UserRole)
TICKED: Final = int(Qt.ItemDataRole.CheckStateRole)


class FillModel(QAbstractListModel):
    """Rows are only replaced; a tick that a person set or took away stays over that."""

    ticks_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: Sequence[FillRow] = ()
        self._rows: list[Head | FillRow] = []
        self._said: dict[RowKey, bool] = {}

    def show(self, rows: Sequence[FillRow], people: Iterable[int] = (), stages: Iterable[int] = ()) -> None:
        """Show those of the rows that are for these people and stages, or all."""
        wanted, where = frozenset(people), frozenset(stages)
        self._all = rows
        shown = (r for r in rows if _is_for(r, wanted) and (not where or r.stage_id in where))
        self.beginResetModel()
        self._rows = grouped(shown)
        self.endResetModel()
        self.ticks_changed.emit()

    def rows(self) -> list[FillRow]:
        """Return the rows that are shown."""
        return [row for row in self._rows if isinstance(row, FillRow)]

    def is_ticked(self, row: FillRow) -> bool:
        """Tell whether a row is taken: one with a good score, unless somebody says otherwise."""
        return row.proposal is not None and self._said.get(row.key, row.good)

    def ticked(self) -> list[FillRow]:
        """Return the ticked rows that are shown."""
        return [row for row in self.rows() if self.is_ticked(row)]

    def tick(self, rows: Iterable[FillRow], on: bool) -> None:
        """Tick rows or not."""
        for row in rows:
            self._said[row.key] = on
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1), [TICKED])
        self.ticks_changed.emit()

    def forget_ticks(self, rows: Iterable[FillRow]) -> None:
        """Let rows be ticked as their scores say, as when they were carried out."""
        for row in rows:
            self._said.pop(row.key, None)

    def of_stage(self, stage: int) -> list[FillRow]:
        """Return the shown rows of a stage that can be ticked."""
        return [row for row in self.rows() if row.stage_id == stage and row.proposal is not None]

    def find(self, key: RowKey | None) -> int:
        """Return where a row stands, or -1."""
        return next((n for n, row in enumerate(self._rows) if isinstance(row, FillRow) and row.key == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if isinstance(row, Head):
            return f"{row.code} {row.name}, {row.count}" if role in _SPOKEN else None
        if role == TICKED and row.proposal is not None:
            return Qt.CheckState.Checked if self.is_ticked(row) else Qt.CheckState.Unchecked
        if role in _SPOKEN:
            return row.spoken
        return self._hint(row) if role == Qt.ItemDataRole.ToolTipRole else None

    def _hint(self, row: FillRow) -> str:
        """Return the parts of the score, its factors and the reasons."""
        parts = [Part(tr(PARTS[name]), most, gained) for name, most, gained in row.parts]
        priority = tr("Priority of the gap: {number}", number=f"{row.importance:.1f}")
        return tip("\n".join(line for line in (spoken_score(parts, row.factors), row.why, priority) if line))

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self._rows[index.row()] if index.isValid() else None
        if not isinstance(row, FillRow):
            return Qt.ItemFlag.NoItemFlags
        kind = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        return kind | Qt.ItemFlag.ItemIsUserCheckable if row.proposal is not None else kind


_SPOKEN: Final = (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole))


def _is_for(row: FillRow, people: frozenset[int]) -> bool:
    """Tell whether a row is for one of these people; an open cell of a person is, even where nothing is proposed."""
    own = row.key[2] if row.axis == "persona" else row.persona_id
    return not people or row.persona_id in people or own in people
