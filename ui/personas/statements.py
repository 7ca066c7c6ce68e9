"""The list of statements of one persona: one line each, a prompt for each kind that is missing, a line that adds."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from b2bdesk.queries.personas import Statement
from ui.desk import Desk
from ui.kit import theme
from ui.kit.scroll import keep_in_sight
from ui.personas.adder import Adder
from ui.personas.statement_row import StatementRow
from ui.personas.words import NEEDED
from ui.records import acts
from ui.records.lookups import Lookups

Run = Callable[..., Any]


class Slot(QWidget):
    """Where a line that is being dragged would go."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.current().color("accent"))


class Statements(QWidget):
    """`finished` asks to go on to what is missing next; `proof_wanted(statement id)` for the evidence."""

    finished = Signal()
    proof_wanted = Signal(int)

    def __init__(self, desk: Desk, lookups: Lookups, run: Run, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self._lookups, self._run = desk, lookups, run
        self.persona: int | None = None
        self.rows: dict[int, StatementRow] = {}
        self.order: list[int] = []
        self._spare: list[StatementRow] = []
        self.prompts: dict[str, Adder] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._slot = Slot(self)
        kinds = lookups.labels.choices("item_kind")
        for kind in NEEDED:
            self.prompts[kind] = self._adder(kinds, kind, fixed=True)
        self.adder = self._adder(kinds, str(NEEDED[0]), fixed=False)

    def _adder(self, kinds: Sequence[tuple[str, str]], kind: str, *, fixed: bool) -> Adder:
        made = Adder(kinds, str(kind), fixed=fixed, parent=self)
        made.wanted.connect(partial(self._add, made))
        made.finished.connect(self.finished)
        self._column.addWidget(made)
        return made

    def show_statements(self, persona: int, statements: Sequence[Statement]) -> None:
        """Show what is said about a persona; lines that stay keep the keyboard."""
        if persona != self.persona:
            self.persona = persona
            self.adder.line.clear()
        grown = len(statements) > len(self.order)
        self.order = [one.id for one in statements]
        for row_id in self.rows.keys() - set(self.order):
            self._put_away(row_id)
        labels = self._lookups.labels
        for place, one in enumerate(statements):
            row = self.rows.get(one.id) or self._taken(one.id)
            if self._column.indexOf(row) != place:
                self._column.insertWidget(place, row)
            row.show_statement(one, labels.of("item_kind", one.kind))
            row.show()
        said = {one.kind for one in statements}
        for kind, prompt in self.prompts.items():
            prompt.setVisible(str(kind) not in said and not self.desk.read_only)
        self.adder.setVisible(not self.desk.read_only)
        if grown and self.adder.line.hasFocus():
            keep_in_sight(self.adder)

    def commit(self) -> None:
        """Take over what is being typed."""
        for row in self.rows.values():
            row.fields.commit()

    def enter(self, kind: str = "") -> None:
        """Put the keyboard where a statement of a kind is added."""
        prompt = self.prompts.get(kind)
        if prompt is not None and prompt.isVisibleTo(self):
            prompt.enter()
            return
        if kind:
            self.adder.be(kind)
        self.adder.enter()

    # Lines come and go

    def _taken(self, row_id: int) -> StatementRow:
        row = self.rows[row_id] = self._spare.pop() if self._spare else self._made()
        return row

    def _made(self) -> StatementRow:
        row = StatementRow(self.desk, self._lookups, self._run, self)
        row.next_wanted.connect(partial(self._next, row))
        row.moved.connect(partial(self._move, row))
        row.dragged.connect(partial(self._aim, row))
        row.dropped.connect(partial(self._drop, row))
        row.delete_wanted.connect(partial(self._delete, row))
        row.proof_wanted.connect(partial(self._prove, row))
        return row

    def _put_away(self, row_id: int) -> None:
        row = self.rows.pop(row_id)
        focused = row.has_focus()
        row.fields.forget()
        row.hide()
        self._column.removeWidget(row)
        self._spare.append(row)
        if focused:
            kind = row.statement.kind if row.statement is not None else ""
            self.enter(kind)

    # What a person asks for

    def _add(self, adder: Adder, kind: str, text: str) -> None:
        if self.persona is None:
            return
        values = {"persona_id": self.persona, "kind": kind, "text": text}
        self._run(acts.create, kind="persona_item", values=values, failed=partial(adder.refuse, text))
        if adder is not self.adder:
            held = adder.line.hasFocus()
            self.adder.be(kind)
            if held:
                self.adder.enter()

    def _next(self, row: StatementRow) -> None:
        """Go to the line below, or, from the last one of its kind, to where the next is added."""
        if row.statement is not None:
            self.adder.be(row.statement.kind)
        self.adder.enter()

    def _prove(self, row: StatementRow) -> None:
        if row.statement is not None:
            self.proof_wanted.emit(row.statement.id)

    def _delete(self, row: StatementRow) -> None:
        if row.statement is None or self.desk.read_only:
            return
        at = self.order.index(row.statement.id)
        rest = [one for one in self.order if one != row.statement.id]
        row.fields.forget()
        if row.has_focus():
            if rest:
                self.rows[rest[min(at, len(rest) - 1)]].pips.setFocus()
            else:
                self.enter(row.statement.kind)
        self._run(acts.delete, kind="persona_item", ids=[row.statement.id])

    def _move(self, row: StatementRow, step: int) -> None:
        if row.statement is not None:
            self._put(row.statement.id, self.order.index(row.statement.id) + step)

    def _put(self, row_id: int, place: int) -> None:
        rest = [one for one in self.order if one != row_id]
        wanted = [*rest[: max(0, place)], row_id, *rest[max(0, place) :]]
        if wanted != self.order:
            self.commit()
            self._run(acts.reorder, kind="persona_item", ids=wanted)

    def _place_at(self, row: StatementRow, point: QPoint) -> int:
        """Return which place a line would have if it were let go at a point."""
        y = self.mapFromGlobal(point).y()
        others = [self.rows[one] for one in self.order if self.rows[one] is not row]
        return sum(y > other.y() + other.height() / 2 for other in others)

    def _aim(self, row: StatementRow, point: QPoint) -> None:
        others = [self.rows[one] for one in self.order if self.rows[one] is not row]
        place = self._place_at(row, point)
        y = others[place].y() if place < len(others) else others[-1].geometry().bottom() if others else 0
        self._slot.setGeometry(0, max(0, y - 1), self.width(), 2)
        self._slot.raise_()
        self._slot.show()

    def _drop(self, row: StatementRow, point: QPoint) -> None:
        self._slot.hide()
        if row.statement is not None:
            self._put(row.statement.id, self._place_at(row, point))
