"""The steps of a plan as rows: by day, the newest first; which are undone, and where one is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, Final, TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from b2bdesk import i18n
from b2bdesk.i18n import tr

if TYPE_CHECKING:
    from b2bdesk.workspace import EditInfo

Index = QModelIndex | QPersistentModelIndex
ROW: Final = int(Qt.ItemDataRole.UserRole)


class Kind(Enum):
    """What a row is."""

    DAY = "day"
    STEP = "step"
    HERE = "here"
    UNDONE = "undone"
    START = "start"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the history; `edit_id` is 0 for the start of the file."""

    kind: Kind
    text: str
    note: str = ""
    time: str = ""
    edit_id: int = 0
    next_redo: bool = False


class HistoryModel(QAbstractListModel):
    """The rows; replaced as a whole after each edit."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def show(self, rows: Iterable[Row]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row(self, index: Index) -> Row:
        """Return a row."""
        return self._rows[index.row()]

    def find(self, edit_id: int) -> QModelIndex:
        """Return the row of an edit."""
        number = next((i for i, r in enumerate(self._rows) if r.kind is not Kind.DAY and r.edit_id == edit_id), -1)
        return self.index(number) if number >= 0 else QModelIndex()

    def here(self) -> QModelIndex:
        """Return the row of the present state."""
        number = next((i for i, r in enumerate(self._rows) if r.kind is Kind.HERE), -1)
        return self.index(number) if number >= 0 else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        return f"{row.text}, {row.note} {row.time}" if role == Qt.ItemDataRole.AccessibleTextRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self._rows[index.row()].kind is Kind.DAY:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def rows_of(edits: "Iterable[EditInfo]", today: date, words: str = "", redo_id: int = 0) -> list[Row]:
    """Return the rows for edits given newest first; `words` filters, `redo_id` is the step that redo would bring."""
    steps = [edit for edit in edits if edit.is_step]
    here = next((edit.id for edit in steps if not edit.undone), 0)
    rows: list[Row] = []
    day: date | None = None
    for edit in steps:
        at = moment(edit.at)
        text = edit.sentence()
        if not all(word in text.casefold() for word in words.casefold().split()):
            continue
        if at.date() != day:
            day = at.date()
            rows.append(Row(Kind.DAY, day_words(day, today)))
        rows.append(step_row(edit, text, at, here, redo_id))
    if not words:
        note = tr("you are here") if not here else ""
        rows.append(Row(Kind.START if here else Kind.HERE, tr("Start of file"), note))
    return rows


def step_row(edit: "EditInfo", text: str, at: datetime, here: int, redo_id: int) -> Row:
    """Return the row of a step."""
    time = f"{at:%H:%M}"
    if edit.undone:
        note = tr("undone, Ctrl+Shift+Z brings it back") if edit.id == redo_id else tr("undone")
        return Row(Kind.UNDONE, text, note, time, edit.id, edit.id == redo_id)
    if edit.id == here:
        return Row(Kind.HERE, text, tr("you are here"), time, edit.id)
    return Row(Kind.STEP, text, "", time, edit.id)


def moment(at: str) -> datetime:
    """Return a moment of the journal in the person's own time."""
    return datetime.fromisoformat(at.replace("Z", "+00:00")).astimezone()


def day_words(day: date, today: date) -> str:
    """Return a day in words."""
    days = (today - day).days
    return tr("Today") if days == 0 else tr("Yesterday") if days == 1 else i18n.day(day)
