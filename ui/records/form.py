"""The form of one row in the inspector, made from the field catalogue; what is committed is saved at once."""

from typing import Any, TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from b2bdesk.domain.catalogue import Kind
from b2bdesk.i18n import tr
from b2bdesk.queries import records
from b2bdesk.queries.records import Record
from ui.kit import theme
from ui.kit.buttons import Button
from ui.kit.fields import Field
from ui.kit.scroll import ScrollPage
from ui.kit.section import Section
from ui.kit.tag import Tag
from ui.kit.text import Label
from ui.records import acts
from ui.records.conclusions import Concluded
from ui.records.fieldset import FieldSet, leave_fields
from ui.records.form_parts import parts_of
from ui.records.layout import head_key, Part, sections
from ui.records.lookups import field_label
from ui.records.rows import FieldRow
from ui.records.sources import Sources

if TYPE_CHECKING:
    from b2bdesk.workspace import Changes


class RecordForm(ScrollPage):
    """Its window title is the row's code. `left` asks to go back to the list."""

    left = Signal()

    def __init__(self, sources: Sources, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page.setAutoFillBackground(False)  # as the view that holds it
        self.sources, self.kind = sources, kind
        self.row: int | None = None
        self.fields = FieldSet(sources.desk, sources.lookups, kind, self)
        self.extras: list[Any] = []
        self.headings: dict[str, Section] = {}
        self._nothing = Label(tr("Choose a row to see and change it here."), "small", "text3", wrap=True)
        self._nothing.setContentsMargins(16, 8, 16, 8)
        self._filled = QWidget()
        self._column = QVBoxLayout(self._filled)
        self._column.setContentsMargins(0, 0, 0, 24)
        self._column.setSpacing(0)
        self.body.addWidget(self._nothing)
        self.body.addWidget(self._filled)
        self._build()
        self._show(None)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def _build(self) -> None:
        self._column.addLayout(self._archived_line())
        self.head = self._head()
        for part in sections(self.kind):
            self._section(part)

    def _archived_line(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 16, 0)
        self._archived = Tag(tr("Archived"), "band", "archive")
        self._back = Button(tr("Bring back"), "link")
        self._back.clicked.connect(self._bring_back)
        row.addWidget(self._archived)
        row.addWidget(self._back)
        row.addStretch()
        return row

    def _head(self) -> Field:
        field = self.fields.add(head_key(self.kind))
        part = self.fields.part(head_key(self.kind))
        field.editor.setFont(theme.current().font("section"))  # before the style sheet sees it, or it is lost
        field.set_flat(True)
        field.set_name(field_label(part), tr(part.help))
        box = QVBoxLayout()
        box.setContentsMargins(8, 0, 16, 4)
        box.addWidget(field)
        self._column.addLayout(box)
        return field

    def _section(self, part: Part) -> None:
        made = parts_of(self.sources, self.kind, part.group)
        if part.group == "":
            self._add_extras(made.head, self._column)
        if part.fields or made.inside:
            body = self._heading(part.title, part.group)
            for field in part.fields:
                bare = field.key == "notes" or field.kind is Kind.IMAGE
                body.addWidget(FieldRow(field, self.fields.add(field.key), bare=bare))
            self._add_extras(made.inside, body)
        for title, widget_of in made.after:
            section = Section(title)
            section.body.setSpacing(0)
            widget = widget_of(section)
            self._add_extras([widget], section.body)
            counted = getattr(widget, "counted", None)
            if counted is not None:
                counted.connect(section.set_count)
            self._column.addWidget(section)

    def _heading(self, title: str, group: str) -> QVBoxLayout:
        """Begin a section and return where its fields go; the first has no heading."""
        if not title:
            body = QVBoxLayout()
            body.setContentsMargins(16, 2, 16, 12)
            body.setSpacing(0)
            self._column.addLayout(body)
            return body
        section = self.headings[group] = Section(title)
        section.body.setSpacing(0)
        self._column.addWidget(section)
        return section.body

    def _add_extras(self, widgets: list[Any], where: QVBoxLayout) -> None:
        for widget in widgets:
            where.addWidget(widget)
            self.extras.append(widget)

    # What is shown

    def show_row(self, row: int | None) -> None:
        """Show another row."""
        if row != self.row:
            self.commit()
            self.verticalScrollBar().setValue(0)
        self.row = row
        self.page.setUpdatesEnabled(False)
        self._show(self._read())
        self.page.setUpdatesEnabled(True)

    def apply(self, changes: "Changes") -> None:
        """Show what an edit changed."""
        record = self._read()
        self.fields.show(record) if record is not None else self._show(None)
        if record is not None:
            self._entitle(record)
        for extra in self.extras:
            extra.apply(changes)
        self.conclude(self.sources.conclusions.result)

    def conclude(self, concluded: Concluded) -> None:
        """Show other conclusions."""
        for extra in self.extras:
            extra.conclude(concluded)

    def commit(self) -> None:
        """Take over what is being typed."""
        self.fields.commit()
        for extra in self.extras:
            extra.commit()

    def enter(self) -> None:
        """Put the keyboard into the name."""
        self.head.setFocus(Qt.FocusReason.ShortcutFocusReason)
        select = getattr(self.head.editor, "selectAll", None)
        if select is not None:
            select()

    def _read(self) -> Record | None:
        row, kind = self.row, self.kind
        if row is None or self.sources.desk.ws is None:
            return None
        return self.sources.desk.read(lambda session: records.record(session, kind, row))

    def _show(self, record: Record | None) -> None:
        self._nothing.setVisible(record is None)
        self._filled.setVisible(record is not None)
        self.fields.show(record)
        for extra in self.extras:
            extra.show_record(record)
        self.conclude(self.sources.conclusions.result)
        self._entitle(record)

    def _entitle(self, record: Record | None) -> None:
        self.setWindowTitle(record.code if record else "")
        archived = record is not None and record.archived
        self._archived.setVisible(archived)
        self._back.setVisible(archived and not self.sources.desk.read_only)

    def _bring_back(self) -> None:
        if self.row is not None:
            self.sources.desk.run(acts.archive, kind=self.kind, ids=[self.row], archived=False)

    def _on_focus(self, old: QWidget | None, _new: QWidget | None) -> None:
        """Typing in one field is one step until the focus leaves it."""
        if isValid(self) and old is not None and isValid(old) and self.isAncestorOf(old):
            self.sources.desk.break_merge()

    def hideEvent(self, event: QHideEvent) -> None:
        """Take over what is being typed before it is out of sight, and let no field keep the keyboard."""
        super().hideEvent(event)
        if not event.spontaneous():
            leave_fields(self)
