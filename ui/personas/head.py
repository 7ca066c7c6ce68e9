"""The head of the editor: picture, name, title, segments, quote, priority, and what else can be done."""

from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from b2bdesk.i18n import tr
from b2bdesk.queries.personas import Person
from ui.kit import theme
from ui.kit.buttons import IconButton
from ui.kit.fields import Field, PictureField, ScaleField
from ui.kit.tag import Tag
from ui.kit.text import Label
from ui.personas import words
from ui.records.fieldset import FieldSet
from ui.records.lookups import field_label

FIELDS: Final = ("name", "title", "segments", "quote", "priority")


class HeadPicture(PictureField):
    """The picture alone: Enter chooses a file, Ctrl+V pastes, a drop takes, Delete removes."""

    def _lay_out(self, box: QWidget) -> None:
        out_of_sight = QWidget(box)
        hidden = QVBoxLayout(out_of_sight)
        for part in (self.choose, self.remove, self._hint):
            hidden.addWidget(part)
        out_of_sight.hide()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        column.addWidget(self.cropper)


class PictureFields(FieldSet):
    """Fields of a persona, its picture without buttons."""

    def _picture(self) -> PictureField:
        return HeadPicture(self.lookups.portraits.image, self.desk.run_job)


class Head(QWidget):
    """`menu_asked(point)` opens what else can be done."""

    menu_asked = Signal(QPoint)

    def __init__(self, fields: FieldSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = fields
        self.picture = fields.add("photo")
        self.picture.set_name(tr("Photo"), tr("Drop or paste a picture here"))
        self.parts: dict[str, Field] = {key: self._field(key) for key in FIELDS}
        self.more = IconButton("ellipsis", tr("What else can be done"), side=28)
        self.more.clicked.connect(self._ask)
        self.marks = {key: Tag("", "band") for key in ("leading", "negative", "archived", "stale")}
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 10, 12, 8)
        row.setSpacing(12)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._column(), 1)

    def _field(self, key: str) -> Field:
        field = self.fields.add(key)
        part = self.fields.part(key)
        if key == "name":  # before the style sheet sees it, or it is lost
            field.editor.setFont(theme.current().font("title"))
        field.set_flat(True)
        field.set_name(field_label(part), tr(part.help))
        return field

    def _column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self.parts["name"], 1)
        top.addWidget(Label(tr("Priority"), "small", "text3"))
        priority = self.parts["priority"]
        assert isinstance(priority, ScaleField)
        priority.setFixedWidth(84)
        top.addWidget(priority)
        top.addWidget(self.more)
        column.addLayout(top)
        column.addWidget(self.parts["title"])
        column.addWidget(self.parts["segments"])
        column.addWidget(self.parts["quote"])
        line = QHBoxLayout()
        line.setContentsMargins(10, 0, 0, 0)
        line.setSpacing(6)
        for tag in self.marks.values():
            line.addWidget(tag)
        line.addStretch()
        column.addLayout(line)
        return column

    def show_person(self, person: Person) -> None:
        """Show the marks of a persona."""
        shown = {
            "leading": (person.leading, tr("Leading persona"), "accent", "star"),
            "negative": (person.negative, tr("Not for us"), "outline", "ban"),
            "archived": (person.archived, tr("Archived"), "band", "archive"),
            "stale": (person.stale, words.stale_text(person), "thin", "calendar-clock"),
        }
        for key, (on, text, tone, icon) in shown.items():
            if on:
                self.marks[key].set_look(text, tone, icon)
            self.marks[key].setVisible(on)

    def _ask(self) -> None:
        self.menu_asked.emit(self.more.mapToGlobal(self.more.rect().bottomLeft()))
