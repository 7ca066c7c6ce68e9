"""The lines of a small table: one for each row, and the one that adds the next."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final, TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from b2bdesk.domain.catalogue import ENTITIES, Field, Kind
from b2bdesk.errors import UserError
from b2bdesk.i18n import tr
from b2bdesk.queries.records import Record
from ui.desk import Desk
from ui.kit import fields as kit
from ui.kit import theme
from ui.kit.buttons import IconButton
from ui.kit.tag import evidence_tag, Tag
from ui.kit.text import hairline
from ui.records.editors import chooses, make_editor, offer, show_start
from ui.records.fieldset import FieldSet
from ui.records.lookups import field_label, Lookups
from ui.records.rows import FieldRow

if TYPE_CHECKING:
    from ui.records.owned import Spec

WIDTHS: Final = {
    Kind.CODE: 150,
    Kind.SCALE: 122,
    Kind.FLAG: 84,
    Kind.INTEGER: 84,
    Kind.DECIMAL: 108,
    Kind.MONEY: 140,
    Kind.SHARE: 80,
    Kind.DAY: 134,
    Kind.REF: 160,
}
NARROW: Final = 98
"""Width of a scale in a form's table."""
ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def width_of(part: Field) -> int:
    """Return the width of a field in a page's table; 0 for one that takes what is left."""
    return WIDTHS.get(part.kind, 0)


def line_of(fields: Sequence[tuple[Field, QWidget]], *, wide: bool) -> QHBoxLayout:
    """Lay fields out in a line."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    for part, editor in fields:
        width = width_of(part)
        if wide and width:
            editor.setFixedWidth(width)
        elif part.kind in (Kind.SCALE, Kind.FLAG) and not part.vocab:
            editor.setFixedWidth(NARROW)
        combo = getattr(editor, "editor", None)
        if isinstance(combo, QComboBox):
            combo.setMinimumContentsLength(2)
        row.addWidget(editor, 0 if wide and width else 1, Qt.AlignmentFlag.AlignTop)
    if wide and all(width_of(part) for part, _ in fields):  # nothing takes what is left
        row.addStretch(1)
    return row


class OwnedRow(QWidget):
    """One row. Enter in a text goes on to the next one; `delete_wanted` asks to take it away."""

    next_wanted = Signal()
    delete_wanted = Signal()

    def __init__(
        self, desk: Desk, lookups: Lookups, spec: "Spec", *, wide: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._spec, self._lookups, self._wide = spec, lookups, wide
        self._owner: int | None = None
        self._record: Record | None = None
        self._more: QWidget | None = None
        self._badge: Tag | None = None
        self._badge_line = QHBoxLayout()
        self.fields = FieldSet(desk, lookups, spec.kind, self, self._choices)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 3, 0, 3)
        self._column.setSpacing(0)
        self._unfold = IconButton("chevron-down", tr("More"), size=12, side=22, parent=self)
        self._unfold.setFixedHeight(theme.current().size("field"))
        self._unfold.clicked.connect(self._toggle)
        self._unfold.setVisible(bool(spec.more()))
        self._gone = IconButton("x", tr("Delete"), size=12, side=22, parent=self)
        self._gone.setFixedHeight(theme.current().size("field"))
        self._gone.clicked.connect(self.delete_wanted)
        self._gone.setVisible(not desk.read_only)
        self._build()

    def _build(self) -> None:
        lines = (self._spec.shown(),) if self._wide else self._spec.lines
        for number, keys in enumerate(lines):
            row = line_of([(ENTITIES[self._spec.kind].field(key), self._editor(key)) for key in keys], wide=self._wide)
            if number == 0:
                row.addWidget(self._unfold, 0, Qt.AlignmentFlag.AlignTop)
                row.addWidget(self._gone, 0, Qt.AlignmentFlag.AlignTop)
            self._column.addLayout(row)
        self._badge_line.setContentsMargins(9, 0, 0, 3)
        self._badge_line.addStretch()
        self._column.addLayout(self._badge_line)
        self._column.addWidget(hairline())

    def _editor(self, key: str) -> kit.Field:
        editor = self.fields.add(key)
        part = self.fields.part(key)
        editor.set_flat(True)
        if self._wide and isinstance(editor.editor, QLineEdit):
            editor.editor.setPlaceholderText("")  # the head above says what is not there
        editor.set_name(field_label(part), tr(part.help))
        if part.kind in (Kind.TEXT, Kind.LONG_TEXT):
            editor.editor.installEventFilter(self)
        return editor

    def show_record(self, record: Record, owner: int | None) -> None:
        """Show a row."""
        self._record, self._owner = record, owner
        self.fields.show(record)

    def put_away(self) -> None:
        """Show nothing until there is another row to show."""
        self.fields.forget()
        self.hide()

    def conclude(self, concluded: Any) -> None:
        """Show how far evidence carries a statement."""
        if self._spec.kind != "persona_item" or self._record is None:
            return
        if self._badge is not None:
            self._badge.hide()
            self._badge.deleteLater()
        found = concluded.statements.get(self._record.id)
        sure = None if found is None or found.assumption else found.value
        text = tr("Assumption") if sure is None else tr("Evidence {share} %", share=round(sure * 100))
        self._badge = evidence_tag(text, sure)
        self._badge_line.insertWidget(0, self._badge)

    def has_focus(self) -> bool:
        """Tell whether the keyboard is in this row."""
        focused = self.window().focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _choices(self, part: Field) -> Any:
        choose = self._spec.choose
        return choose(self._lookups, part, self._owner) if choose else None

    def _toggle(self) -> None:
        if self._more is None:
            self._more = QWidget()
            column = QVBoxLayout(self._more)
            column.setContentsMargins(12, 2, 0, 6)
            column.setSpacing(2)
            for key in self._spec.more():
                column.addWidget(FieldRow(self.fields_part(key), self.fields.add(key)))
            self._column.insertWidget(self._column.count() - 2, self._more)
            self.fields.show(self._record)
        else:
            self._more.setVisible(not self._more.isVisible())
        self._unfold.set_icon("chevron-up" if self._more.isVisibleTo(self) else "chevron-down")

    def fields_part(self, key: str) -> Field:
        """Return what the catalogue says of a field."""
        return ENTITIES[self._spec.kind].field(key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isValid(self) or event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in ENTER and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.fields.commit()
            self.next_wanted.emit()
            return True
        return False


class Adder(QWidget):
    """The line that adds a row: `wanted(values)` as soon as everything needed is given."""

    wanted = Signal(object)

    def __init__(self, desk: Desk, lookups: Lookups, spec: "Spec", *, wide: bool = False) -> None:
        super().__init__()
        self._spec, self._lookups = spec, lookups
        self._owner: int | None = None
        self._editors: dict[str, kit.Field] = {}
        self._sent = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        currency = lookups.shower().currency
        for key in spec.adds:
            self._editors[key] = self._made(key, currency)
        parts = [(ENTITIES[spec.kind].field(key), editor) for key, editor in self._editors.items()]
        choosing = [pair for pair in parts if chooses(pair[0])]
        writing = [pair for pair in parts if not chooses(pair[0])]
        for line in [parts] if wide else [choosing, writing]:
            if line:
                column.addLayout(line_of(line, wide=wide))

    def _made(self, key: str, currency: str) -> kit.Field:
        part = ENTITIES[self._spec.kind].field(key)
        short = part.kind in (Kind.TEXT, Kind.LONG_TEXT)
        editor = kit.TextField(placeholder=tr(self._spec.hint)) if short else make_editor(part, currency)
        if isinstance(editor, kit.TextField):
            editor.line.setPlaceholderText(tr(self._spec.hint))
        editor.set_name(tr("New: {label}", label=field_label(part)))
        editor.set_value(part.empty)
        combo = editor.editor
        line = combo.lineEdit() if isinstance(combo, QComboBox) else None
        if isinstance(combo, QComboBox) and line is not None:
            combo.setMinimumContentsLength(2)
            line.setPlaceholderText(field_label(part))
        editor.committed.connect(partial(self._given, key))
        return editor

    def show_owner(self, owner: int | None) -> None:
        """Offer what can be chosen for an owner's next row."""
        self._owner = owner
        for key, editor in self._editors.items():
            part = ENTITIES[self._spec.kind].field(key)
            if chooses(part):
                own = self._spec.choose(self._lookups, part, owner) if self._spec.choose else None
                offer(editor, part, self._lookups.choices(part) if own is None else own)
                show_start(editor)

    def enter(self, _reason: object = None) -> None:
        """Put the keyboard where the next row is written."""
        writing = [e for key, e in self._editors.items() if not chooses(ENTITIES[self._spec.kind].field(key))]
        (writing or list(self._editors.values()))[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Be ready for the next row; what a row starts with stays chosen."""
        self._sent = False
        for key, editor in self._editors.items():
            part = ENTITIES[self._spec.kind].field(key)
            if part.default is None:
                editor.set_value(part.empty)

    def refuse(self, error: UserError) -> None:
        """Say why a row was not added."""
        self._sent = False
        list(self._editors.values())[-1].set_error(error.sentence())

    def _given(self, _key: str, _value: object) -> None:
        values: Mapping[str, Any] = {key: editor.value() for key, editor in self._editors.items()}
        needed = (key for key in self._editors if ENTITIES[self._spec.kind].field(key).required)
        if not self._sent and all(values[key] not in (None, "", [], {}) for key in needed):
            self._sent = True
            self.wanted.emit(values)
