"""The board of statements beside the evidence: found, filtered by persona, chosen several at once."""

from typing import Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QVBoxLayout, QWidget

from b2bdesk.i18n import tr
from b2bdesk.queries.evidence import Board, Statement
from b2bdesk.queries.labels import Labels
from ui.evidence.board_model import BoardModel, Target, target_of
from ui.evidence.board_paint import BoardDelegate, SURE
from ui.kit.checklist import Choice
from ui.kit.empty_state import EmptyState
from ui.kit.filter_chip import FilterChip
from ui.kit.search_field import SearchField
from ui.kit.text import hairline, Label

MOST_IN_LIST: Final = 60
"""So much of a statement stands in a checklist."""


class BoardView(QListView):
    """The rows. Letters are keys of the room; Ctrl and Shift choose several; a click on a confidence asks for proof."""

    proof_wanted = Signal(int)

    def __init__(self, model: BoardModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self.painter = BoardDelegate(self)
        self.setModel(model)
        self.setItemDelegate(self.painter)
        self.setAccessibleName(tr("Statements"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        model.modelReset.connect(self._begin)

    def chosen(self) -> list[Target]:
        """Return what is selected, in order; else the current row."""
        rows = sorted(index.row() for index in self.selectedIndexes()) or [self.currentIndex().row()]
        return [target_of(row) for at in rows if (row := self.rows.at(at)) is not None]

    def target_at(self, place: QPoint) -> Target | None:
        """Return what stands at a place in the viewport."""
        row = self.rows.at(self.indexAt(place).row())
        return target_of(row) if row is not None else None

    def show_drop(self, target: Target | None) -> None:
        """Show over which row something is dragged."""
        row = self.rows.row_of(target) if target is not None else -1
        if row != self.painter.drop:
            self.painter.drop = row
            self.viewport().update()

    def choose(self, targets: list[Target]) -> None:
        """Select these rows and go to the first."""
        rows = [row for target in targets if (row := self.rows.row_of(target)) >= 0]
        chosen = QItemSelection()
        for row in rows:
            chosen.select(self.rows.index(row), self.rows.index(row))
        if rows:
            flag = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(self.rows.index(rows[0]), flag.NoUpdate)
            self.selectionModel().select(chosen, flag.ClearAndSelect)
            self.scrollTo(self.rows.index(rows[0]))

    def _begin(self) -> None:
        if self.rows.rowCount():
            flag = QItemSelectionModel.SelectionFlag
            first = next((at for at, row in enumerate(self.rows.rows()) if isinstance(row, Statement)), 0)
            self.selectionModel().setCurrentIndex(self.rows.index(first), flag.NoUpdate)

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys of the room here."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            flag = QItemSelectionModel.SelectionFlag
            self.selectionModel().select(self.currentIndex(), flag.Toggle)
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        index = self.indexAt(place)
        row = self.rows.at(index.row())
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        if plain and isinstance(row, Statement) and place.x() >= self.visualRect(index).right() - SURE:
            self.proof_wanted.emit(row.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # rows are as high as their words need


class StatementBoard(QWidget):
    """Search and filter, a line that says what the keys do, and the rows."""

    narrowed = Signal()
    people_wanted = Signal()
    """Nothing is believed about anybody yet: lead to where that is said."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = BoardModel(self)
        self.view = BoardView(self.model)
        self.search = SearchField(tr("Find a statement"))
        self.search.setMaximumWidth(220)
        self.search.searched.connect(self._narrow)
        self.search.wants_results.connect(self.view.setFocus)
        self.people = FilterChip(tr("Persona"), icon="user-round")
        self.people.filtered.connect(self._narrow)
        self.about = Label("", "small", "text2", wrap=True)
        self.about.setContentsMargins(12, 6, 12, 6)
        row = QHBoxLayout()
        row.setContentsMargins(12, 5, 12, 5)
        row.setSpacing(6)
        row.addWidget(self.search)
        row.addWidget(self.people)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(hairline())
        column.addWidget(self.view, 1)
        column.addWidget(hairline())
        column.addWidget(self.about)
        self.setFocusProxy(self.view)
        self.empty = EmptyState(
            "user-round", tr("Nothing is believed yet"),
            tr("Say what you believe about a persona; here it is proven."), tr("To the personas"),
            framed=False, step_icon="arrow-right",
        )  # fmt: skip
        self.empty.stepped.connect(self.people_wanted)
        self.empty.hide()
        column.insertWidget(2, self.empty, 1)

    def show_board(self, board: Board, labels: Labels) -> None:
        """Show other statements or numbers."""
        self.people.set_choices([Choice(group.id, group.name, group.code) for group in board.groups])
        self.model.show_board(board, labels)
        self.view.setVisible(bool(board.groups))
        self.empty.setVisible(not board.groups)

    def mark(self, evidence: int | None, code: str) -> None:
        """Mark what the chosen evidence speaks to, and say what can be done with it."""
        self.model.mark(evidence)
        if evidence is None:
            text = tr("Add evidence, then say here which statements it supports.")
        else:
            text = tr(
                "{code}: drag it onto a statement, or press S supports, C contradicts, U unlink, L list.", code=code
            )
        self.about.setText(text)

    def choices(self) -> list[Choice]:
        """Return the statements shown as something to tick."""
        found, name = [], ""
        for row in self.model.rows():
            if not isinstance(row, Statement):
                name = row.name
            text = row.text if isinstance(row, Statement) else tr("the persona as a whole")
            short = text if len(text) <= MOST_IN_LIST else f"{text[: MOST_IN_LIST - 1]}…"
            found.append(Choice(target_of(row), f"{name} · {short}"))
        return found

    def _narrow(self, _what: object = None) -> None:
        people = [int(str(key)) for key in self.people.keys()]  # noqa: SIM118 - no mapping
        self.model.narrow(self.search.text(), people)
        self.narrowed.emit()
