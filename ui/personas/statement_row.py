"""One statement: kind, text, weight, proof; a job has its situation, motivation and outcome below it."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget
from shiboken6 import isValid

from b2bdesk.i18n import tr
from b2bdesk.queries.personas import Statement
from b2bdesk.queries.records import Record
from b2bdesk.terms import ItemKind, N_
from ui.desk import Desk
from ui.kit.fields import LongTextField
from ui.kit.text import hairline, Label
from ui.personas.small_parts import Grip, kind_width, KindButton, Pips, Proof
from ui.records import acts
from ui.records.fieldset import FieldSet
from ui.records.lookups import Lookups

Run = Callable[..., Any]
ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
JOB: Final = {"situation": N_("When …"), "motivation": N_("I want …"), "outcome": N_("so that …")}


class StatementRow(QWidget):
    """`next_wanted` asks for the next of its kind, `moved(step)` and `dropped(point)` for another place."""

    next_wanted = Signal()
    moved = Signal(int)
    dragged = Signal(QPoint)
    dropped = Signal(QPoint)
    delete_wanted = Signal()
    proof_wanted = Signal()

    def __init__(self, desk: Desk, lookups: Lookups, run: Run, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self._lookups, self._run = desk, lookups, run
        self.statement: Statement | None = None
        self.fields = FieldSet(desk, lookups, "persona_item", self)
        self._wide = kind_width(label for _, label in lookups.labels.choices("item_kind"))
        self.grip, self.kind = Grip(self), KindButton(self._wide, self)
        self.pips, self.proof = Pips(self), Proof(self)
        self.text = self.fields.add("text")
        self.text.set_flat(True)
        self.text.set_name(tr("Statement"))
        self._job = self._job_lines()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._line())
        column.addWidget(self._job)
        column.addWidget(hairline())
        self._connect()

    def _line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(0, 1, 0, 1)
        line.setSpacing(4)
        top = Qt.AlignmentFlag.AlignTop
        line.addWidget(self.grip, 0, top)
        line.addWidget(self.kind, 0, top)
        line.addWidget(self.text, 1, top)
        line.addWidget(self.pips, 0, top)
        line.addWidget(self.proof, 0, top)
        return line

    def _job_lines(self) -> QWidget:
        box = QWidget(self)
        grid = QGridLayout(box)
        grid.setContentsMargins(22, 0, 8, 4)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(0)
        for row, (key, words) in enumerate(JOB.items()):
            field = self.fields.add(key)
            field.set_flat(True)
            field.set_name(tr(words))
            field.editor.installEventFilter(self)
            label = Label(tr(words), "small", "text3")
            label.setFixedWidth(self._wide - 4)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        return box

    def _connect(self) -> None:
        self.text.editor.installEventFilter(self)
        self.kind.clicked.connect(self._offer_kinds)
        self.pips.weighed.connect(self.weigh)
        self.proof.clicked.connect(self.proof_wanted)
        self.grip.dragged.connect(self.dragged)
        self.grip.dropped.connect(self.dropped)
        for part in (self.kind, self.pips, self.proof):
            part.gone.connect(self.delete_wanted)
            part.installEventFilter(self)
            part.setEnabled(not self.desk.read_only or part is self.proof)
        self.grip.setEnabled(not self.desk.read_only)

    def show_statement(self, statement: Statement, kind_name: str) -> None:
        """Show a statement; what is being typed stays."""
        self.statement = statement
        values = {key: getattr(statement, key) for key in ("text", *JOB)}
        self.fields.show(Record(statement.id, "", statement.text, False, values))
        self.kind.show_kind(kind_name)
        self.pips.show_weight(statement.weight)
        self.proof.show_statement(statement)
        self._job.setVisible(statement.kind == ItemKind.JOB)

    def enter(self) -> None:
        """Put the keyboard into the text."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def has_focus(self) -> bool:
        """Tell whether the keyboard is in this row."""
        focused = self.window().focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def weigh(self, weight: int) -> None:
        """Ask for another weight."""
        if self.statement is not None and weight != self.statement.weight and not self.desk.read_only:
            self._run(acts.update, kind="persona_item", row=self.statement.id, values={"weight": weight})

    def be(self, kind: str) -> None:
        """Ask to be another kind of statement."""
        if self.statement is not None and kind != self.statement.kind:
            self.fields.commit()
            self._run(acts.update, kind="persona_item", row=self.statement.id, values={"kind": kind})

    def _offer_kinds(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for code, label in self._lookups.labels.choices("item_kind"):
            action = menu.addAction(label.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(self.statement is not None and code == self.statement.kind)
            action.triggered.connect(partial(self._chosen, code))
        menu.popup(self.kind.mapToGlobal(self.kind.rect().bottomLeft()))

    def _chosen(self, code: str, _checked: bool = False) -> None:
        self.be(code)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.grip.set_lit(not self.desk.read_only)

    def leaveEvent(self, event: QEvent) -> None:
        self.grip.set_lit(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isValid(self) or event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if self.desk.read_only:
            return False
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif alt and Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_5:
            self.weigh(int(event.key()) - int(Qt.Key.Key_0))
        elif self._in_text(watched):
            return self._text_key(watched, event)
        else:
            return False
        return True

    def _in_text(self, watched: QObject) -> bool:
        return watched not in (self.kind, self.pips, self.proof)

    def _text_key(self, watched: QObject, event: QKeyEvent) -> bool:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in ENTER and not shift:
            self.fields.commit()
            self.next_wanted.emit()
            return True
        field = self.text
        empty = watched is field.editor and isinstance(field, LongTextField) and not field.box.toPlainText()
        if event.key() == Qt.Key.Key_Backspace and empty:
            self.delete_wanted.emit()
            return True
        return False
