"""The statements of all personas as rows: a heading for each persona, its statements below, found and filtered."""

from collections.abc import Collection
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from b2bdesk.queries.evidence import Board, Group, Statement
from b2bdesk.queries.labels import Labels
from ui.evidence import words

Index = QModelIndex | QPersistentModelIndex
ROW: Final = int(Qt.ItemDataRole.UserRole) + 1
LINK: Final = ROW + 1
KIND: Final = ROW + 2
Target = tuple[str, int]


def target_of(row: Group | Statement) -> Target:
    """Return what a row is to a link."""
    return ("persona_id" if isinstance(row, Group) else "item_id", row.id)


class BoardModel(QAbstractListModel):
    """Rows of the board; `evidence` is the one whose links are marked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.board = Board((), ())
        self.evidence: int | None = None
        self.labels: Labels | None = None
        self._rows: list[Group | Statement] = []
        self._text = ""
        self._people: frozenset[int] = frozenset()

    def show_board(self, board: Board, labels: Labels) -> None:
        """Show other statements; where only numbers changed the rows stay as they are."""
        self.labels, self.board = labels, board
        rows = self._wanted()
        if [target_of(row) for row in rows] == [target_of(row) for row in self._rows]:
            self._rows = rows
            self._renew()
        else:
            self._reset(rows)

    def mark(self, evidence: int | None) -> None:
        """Mark what another evidence speaks to."""
        self.evidence = evidence
        self._renew()

    def narrow(self, text: str, people: Collection[int]) -> None:
        """Show only statements that hold a text, of these personas, or of all for none."""
        self._text, self._people = text.casefold().strip(), frozenset(people)
        self._reset(self._wanted())

    def row_of(self, target: Target) -> int:
        """Return the row of a persona or statement, -1 where it is not shown."""
        return next((at for at, row in enumerate(self._rows) if target_of(row) == target), -1)

    def at(self, row: int) -> Group | Statement | None:
        """Return what stands in a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def rows(self) -> list[Group | Statement]:
        """Return all rows shown."""
        return list(self._rows)

    def link(self, row: Group | Statement) -> str:
        """Return how the marked evidence speaks to a row, empty where it does not."""
        return row.links.get(self.evidence, "") if self.evidence is not None else ""

    def kind(self, row: Group | Statement) -> str:
        """Return the label of a statement's kind."""
        return self.labels.of("item_kind", row.kind) if self.labels and isinstance(row, Statement) else ""

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.at(index.row())
        if row is None:
            return None
        if role == ROW:
            return row
        if role == LINK:
            return self.link(row)
        if role == KIND:
            return self.kind(row)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return words.spoken(row, self.kind(row), self.link(row))
        return None

    def _wanted(self) -> list[Group | Statement]:
        found: list[Group | Statement] = []
        for group in self.board.groups:
            if self._people and group.id not in self._people:
                continue
            named = self._text in f"{group.name} {group.title} {group.code}".casefold()
            kept = [one for one in group.statements if named or self._holds(one)]
            if kept or named:
                found += [group, *kept]
        return found

    def _holds(self, one: Statement) -> bool:
        return self._text in f"{one.text} {one.code} {self.kind(one)}".casefold()

    def _renew(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def _reset(self, rows: list[Group | Statement]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()
