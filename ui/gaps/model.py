"""The list of findings: a heading for each severity, then its findings, the most important first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from b2bdesk.i18n import tr
from b2bdesk.terms import N_, Severity
from ui.summary import Said

Index = QModelIndex | QPersistentModelIndex
ROW: Final = int(Qt.ItemDataRole.UserRole)
HEADS: Final = {Severity.ERROR: N_("Errors"), Severity.WARN: N_("Warnings"), Severity.INFO: N_("Hints")}


@dataclass(frozen=True, slots=True)
class Head:
    """The heading of a severity."""

    severity: Severity
    count: int

    @property
    def text(self) -> str:
        """Return the heading's words."""
        return tr(HEADS[self.severity])


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings are shown; empty lets all through."""

    severities: frozenset[str] = frozenset()
    rules: frozenset[str] = frozenset()
    words: str = ""

    def lets(self, said: Said) -> bool:
        """Tell whether a finding is shown."""
        finding = said.finding
        if self.severities and finding.severity not in self.severities:
            return False
        if self.rules and finding.rule not in self.rules:
            return False
        text = f"{said.sentence} {said.why} {' '.join(finding.codes)}".casefold()
        return all(word in text for word in self.words.casefold().split())


Row = Head | Said


class FindingsModel(QAbstractListModel):
    """Rows of headings and findings; nothing in it is ever changed, only replaced."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def show(self, findings: Iterable[Said]) -> None:
        """Show these findings."""
        self.beginResetModel()
        self._rows = grouped(list(findings))
        self.endResetModel()

    def row(self, index: Index) -> Row:
        """Return what stands in a row."""
        return self._rows[index.row()]

    def place(self, key: tuple[str, tuple[str, ...]]) -> QModelIndex:
        """Return the row of a finding by its rule and codes; an invalid index if it is not shown."""
        for number, row in enumerate(self._rows):
            if isinstance(row, Said) and (row.finding.rule, row.finding.codes) == key:
                return self.index(number)
        return QModelIndex()

    def first(self) -> QModelIndex:
        """Return the row of the first finding."""
        number = next((i for i, row in enumerate(self._rows) if isinstance(row, Said)), -1)
        return self.index(number) if number >= 0 else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (ROW, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) or not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        return row.text if isinstance(row, Head) else row.sentence

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self._rows[index.row()], Head):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def grouped(findings: Sequence[Said]) -> list[Row]:
    """Return headings and findings in order."""
    rows: list[Row] = []
    for severity in Severity:
        group = [said for said in findings if said.finding.severity == severity]
        if group:
            rows += [Head(severity, len(group)), *group]
    return rows
