"""A new persona from nothing: a name, a job title, a segment; what these tell arrives filled."""

from functools import partial
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from b2bdesk.commands import personas
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.errors import UserError
from b2bdesk.i18n import tr
from b2bdesk.queries.personas import template
from ui.desk import Desk
from ui.kit.buttons import Button
from ui.kit.fields import Choice, ChoiceField, TextField
from ui.kit.text import Label
from ui.records.lookups import Lookups

WIDEST: Final = 460
ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
CLASS: Final = "class:"
"""Before the code of a class of accounts for which there is to be a new segment."""


class Newcomer(QWidget):
    """Enter goes from line to line and makes the persona at the end: `made(id)`; Escape: `left()`."""

    made = Signal(int)
    left = Signal()

    def __init__(self, desk: Desk, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.lookups = desk, lookups
        self._sent = False
        self.name = TextField(placeholder=tr("Lin Yue"), max_length=80)
        self.title = TextField(placeholder=tr("E-commerce operations lead"), max_length=120)
        self.segment = ChoiceField(empty=None)
        self.told = Label("", "small", "text2", wrap=True)
        self.go = Button(tr("Add the persona"), "primary", keys="Return")
        self.go.clicked.connect(self.make)
        cancel = Button(tr("Cancel"), "quiet", keys="Esc")
        cancel.clicked.connect(self.left)
        self._lay_out(cancel)
        for field, next_ in ((self.name, self.title), (self.title, self.segment)):
            field.line.installEventFilter(self)
            field.line.returnPressed.connect(partial(self._on, next_))
        self.title.line.textChanged.connect(self._foretell)
        self.segment.committed.connect(self._foretell)
        self.segment.editor.installEventFilter(self)

    def _lay_out(self, cancel: Button) -> None:
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(Label(tr("New persona"), "title"))
        hint = Label(tr("A name, a job title, one worry. The rest can wait."), "body", "text2", wrap=True)
        column.addWidget(hint)
        column.addSpacing(12)
        for text, field in ((tr("Name"), self.name), (tr("Job title"), self.title), (tr("Segment"), self.segment)):
            field.set_name(text)
            column.addWidget(Label(text, "small", "text3"))
            column.addWidget(field)
            column.addSpacing(6)
        column.addWidget(self.told)
        column.addSpacing(8)
        buttons = QHBoxLayout()
        buttons.addWidget(self.go)
        buttons.addWidget(cancel)
        buttons.addStretch()
        column.addLayout(buttons)
        column.addStretch()
        box = QWidget()
        box.setLayout(column)
        box.setMaximumWidth(WIDEST)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 24, 24, 24)
        row.addWidget(box, 1)
        row.addStretch(0)

    def begin(self, segment: int | None = None) -> None:
        """Be empty, with a segment chosen, and take the keyboard."""
        self._sent = False
        for field in (self.name, self.title):
            field.set_value("")
        choices = self._choices()
        self.segment.set_choices(choices, may_be_empty=False)
        keys = [choice.key for choice in choices]
        self.segment.set_value(segment if segment in keys else keys[0])
        self._foretell()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choices(self) -> list[Choice]:
        """Return the segments there are, then a new one for each class of accounts."""
        rows = self.lookups.rows("segment")
        classes = self.lookups.labels.choices("account_class")
        new = [Choice(f"{CLASS}{code}", tr("New segment: {name}", name=label)) for code, label in classes]
        return [*rows, *new]

    def _on(self, field: Any) -> None:
        """Go to the next line; from the title on, what is there is enough."""
        if field is self.segment and self.name.line.text().strip() and self.title.line.text().strip():
            self.make()
        else:
            field.setFocus(Qt.FocusReason.TabFocusReason)

    def _foretell(self, *_told: object) -> None:
        """Say what would arrive filled."""
        title, segment = self.title.line.text(), self.segment.value()
        if not isinstance(segment, int):
            self.told.setText(tr("A segment of this class is made along with it."))
            return
        labels = self.lookups.labels
        found = self.desk.read(lambda session: template(session, segment, title, labels))
        shower = self.lookups.shower("persona")
        words = [shower.show(ENTITIES["persona"].field(key), value) for key, value in found.items()]
        self.told.setText(tr("Arrives filled: {what}.", what=" · ".join(filter(None, words))))

    def make(self) -> None:
        """Make the persona."""
        name, title = self.name.line.text().strip(), self.title.line.text().strip()
        for field, text in ((self.name, name), (self.title, title)):
            if not text:
                field.set_error(tr("Type something here first."))
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.segment.commit()
        chosen = self.segment.value()
        where = {"segment": chosen} if isinstance(chosen, int) else {"account_class": str(chosen).removeprefix(CLASS)}
        if not self._sent:
            self._sent = True
            self.desk.run(personas.add, name=name, title=title, done=self._made, failed=self._failed, **where)

    def _made(self, persona: int) -> None:
        if isValid(self):
            self.made.emit(persona)

    def _failed(self, error: UserError) -> None:
        self._sent = False
        self.title.set_error(error.sentence())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isValid(self) or event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return True
        if event.key() in ENTER and isinstance(watched, QComboBox):
            self.make()
            return True
        return False
