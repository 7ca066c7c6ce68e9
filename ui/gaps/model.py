"""The list of findings as a model: headings, findings, and what was solved. A row is said when it is painted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from b2bdesk.i18n import tr
from b2bdesk.insight.findings_diff import Gone
from b2bdesk.insight.rule_words import TITLES
from b2bdesk.insight.rules import Finding
from ui.gaps.groups import Head, HEADS, Row, rule_title
from ui.summary import Said

Index = QModelIndex | QPersistentModelIndex
ROW: Final = int(Qt.ItemDataRole.UserRole)
NEW: Final = ROW + 1
Name = tuple[str, tuple[str, ...]]
"""What a finding is found again by: its rule and codes."""
NOTHING: Final = Qt.ItemFlag.NoItemFlags
CHOSEN: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def name_of(finding: Finding) -> Name:
    """Return what a finding is found again by."""
    return finding.rule, finding.codes


@dataclass(frozen=True)
class Wanted:
    """Which findings are shown; empty lets all through."""

    severities: frozenset[str] = frozenset()
    rules: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    new: frozenset[Name] | None = None

    def with_words(self, text: str) -> "Wanted":
        """Return this with other words to be found."""
        return replace(self, words=tuple(text.casefold().split()))

    @property
    def any(self) -> bool:
        """Tell whether anything is asked for."""
        return bool(self.severities or self.rules or self.words or self.new is not None)

    def lets(self, said: Said) -> bool:
        """Tell whether a finding is shown."""
        finding = said.finding
        if self.severities and finding.severity not in self.severities:
            return False
        if self.rules and finding.rule not in self.rules:
            return False
        if self.new is not None and name_of(finding) not in self.new:
            return False
        return not self.words or self._tells(said)

    def _tells(self, said: Said) -> bool:
        finding = said.finding
        text = f"{said.sentence} {self._titles[finding.rule]} {' '.join(finding.codes)}".casefold()
        return all(word in text for word in self.words)

    @cached_property
    def _titles(self) -> dict[str, str]:
        """Each rule's code and name, said once for thousands of findings."""
        return {rule: f"{rule} {rule_title(rule)}" for rule in TITLES}


class FindingsModel(QAbstractTableModel):
    """Rows of headings and findings; nothing in it is ever changed, only replaced."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Row] = []
        self._new: frozenset[Name] = frozenset()

    def show(self, rows: Sequence[Row], new: frozenset[Name] = frozenset()) -> None:
        """Show these rows; `new` names the findings that were not there before."""
        self.beginResetModel()
        self._rows, self._new = rows, new
        self.endResetModel()

    def row(self, index: Index) -> Row:
        """Return what stands in a row."""
        return self._rows[index.row()]

    def place(self, name: Name) -> QModelIndex:
        """Return the row of a finding; an invalid index if it is not shown."""
        for at, row in enumerate(self._rows):
            if isinstance(row, Said) and row.finding.codes == name[1] and row.finding.rule == name[0]:
                return self.index(at, 0)
        return QModelIndex()

    def near(self, at: int) -> QModelIndex:
        """Return the finding in a row, or the nearest one below or above it."""
        found = chain(range(at, len(self._rows)), range(min(at, len(self._rows)) - 1, -1, -1))
        number = next((i for i in found if isinstance(self._rows[i], Said)), -1)
        return self.index(number, 0) if number >= 0 else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == NEW:
            return isinstance(row, Said) and name_of(row.finding) in self._new
        if role == Qt.ItemDataRole.DisplayRole:
            return words(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        return None

    def _spoken(self, row: Row) -> str:
        if not isinstance(row, Said):
            return words(row)
        new = tr("new") + ". " if name_of(row.finding) in self._new else ""
        return f"{tr(HEADS[row.finding.severity])}. {new}{row.sentence}"

    def flags(self, index: Index) -> Qt.ItemFlag:
        return CHOSEN if index.isValid() and isinstance(self._rows[index.row()], Said) else NOTHING


def words(row: Row) -> str:
    """Return what a row says."""
    if isinstance(row, Said):
        return row.sentence
    return f"{row.text}  {row.count:,}" if isinstance(row, Head) else gone_words(row)


def gone_words(row: Gone) -> str:
    """Return what was solved."""
    return f"{rule_title(row.rule)}: {row.codes}"
