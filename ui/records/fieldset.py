"""The editors of one row: they show what the file holds, and what a person commits becomes a command."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from b2bdesk.domain.catalogue import ENTITIES, Kind
from b2bdesk.domain.catalogue import Field as Part
from b2bdesk.errors import UserError
from b2bdesk.queries.records import Record
from ui.desk import Desk
from ui.kit.fields import Choice, Field, LongTextField, PictureField
from ui.kit.fields.text import LineField
from ui.records import acts
from ui.records.editors import chooses, for_editor, make_editor, offer, OwnWordField, show_start
from ui.records.lookups import Lookups
from ui.records.paint import initials

TYPED: Final = (Kind.TEXT, Kind.LONG_TEXT, Kind.ADDRESS, Kind.FILE)
ChoicesOf = Callable[[Part], list[Choice] | None]


class FieldSet(QObject):
    """Fields of one row of an entity. A field whose value was not changed is never written."""

    def __init__(
        self, desk: Desk, lookups: Lookups, kind: str, parent: QObject, choices_of: ChoicesOf | None = None
    ) -> None:
        super().__init__(parent)
        self.desk, self.lookups, self.kind = desk, lookups, kind
        self.row: int | None = None
        self.fields: dict[str, Field] = {}
        self._parts: dict[str, Part] = {}
        self._stored: dict[str, Any] = {}
        self._offered: dict[str, list[Choice]] = {}
        self._choices_of = choices_of

    def add(self, key: str) -> Field:
        """Make the editor of a field."""
        part = ENTITIES[self.kind].field(key)
        field = self._picture() if part.kind is Kind.IMAGE else make_editor(part, self.lookups.shower().currency)
        self._parts[key], self.fields[key] = part, field
        field.committed.connect(partial(self._save, key))
        if isinstance(field, OwnWordField):
            field.word_wanted.connect(partial(self._add_word, key))
        if self.desk.read_only:
            field.set_read_only(True)
        return field

    def _picture(self) -> PictureField:
        return PictureField(self.lookups.portraits.image, self.desk.run_job)

    def part(self, key: str) -> Part:
        """Return what the catalogue says of a field."""
        return self._parts[key]

    def show(self, record: Record | None) -> None:
        """Show another row, or the same one after a change; what is being typed stays unless the file changed it."""
        again = record is not None and record.id == self.row
        if not again:
            self.commit()
        self.row = record.id if record else None
        values = record.values if record else {}
        for key, field in self.fields.items():
            self._offer(key, values.get(key))
            value = for_editor(values.get(key))
            if not again or key not in self._stored or value != self._stored[key]:
                field.set_value(value)
            if isinstance(field, PictureField):
                field.set_initials(initials(record.title) if record else "")
            show_start(field)
            self._stored[key] = value

    def forget(self) -> None:
        """Be of no row: the one that was shown is gone, and what was typed with it."""
        self.row = None
        self._stored = {}

    def commit(self) -> None:
        """Take over what is being typed."""
        if self.row is not None:
            for field in self.fields.values():
                field.commit()

    def _offer(self, key: str, value: Any) -> None:
        part = self._parts[key]
        if not chooses(part):
            return
        own = self._choices_of(part) if self._choices_of else None
        choices = self.lookups.choices(part) if own is None else own
        whole = [*choices, *self._put_away(part, value, choices)]
        if self._offered.get(key) != whole:
            self._offered[key] = whole
            offer(self.fields[key], part, whole)

    def _put_away(self, part: Part, value: Any, choices: list[Choice]) -> list[Choice]:
        """Return choices for what is chosen though it is no longer offered."""
        if value in (None, "", (), [], {}):
            return []
        held = list(value) if isinstance(value, list | tuple | Mapping) else [value]
        offered = {choice.key for choice in choices}
        known = self._known(part)
        return [Choice(key, known.get(key, str(key))) for key in held if key not in offered]

    def _known(self, part: Part) -> Mapping[Any, str]:
        if part.vocab:
            return {entry.code: entry.label for entry in self.lookups.labels.entries(part.vocab)}
        return {row.id: row.name for row in self.lookups.named(part.target)}

    def _save(self, key: str, value: Any) -> None:
        if self.row is None or self.desk.ws is None or value == self._stored.get(key):
            return
        then = {"done": partial(self._saved, self.row, key), "failed": partial(self._refused, self.row, key)}
        if self._parts[key].kind is Kind.IMAGE:
            self.desk.run(acts.set_picture, kind=self.kind, row=self.row, key=key, data=value or b"", **then)
            return
        typing = self._parts[key].kind in TYPED
        self.desk.run(acts.update, kind=self.kind, row=self.row, values={key: value}, typing=typing, **then)

    def _add_word(self, key: str, word: str) -> None:
        self.desk.run(
            acts.choose_own_word,
            kind=self.kind,
            row=self.row,
            key=key,
            vocab=self._parts[key].vocab,
            label=word,
            failed=partial(self._refused, self.row, key),
        )

    def _saved(self, row: int, key: str, _result: object) -> None:
        """Show what became of a value that was cleaned on its way."""
        field = self.fields[key]
        if not isValid(field.editor):
            return
        if row == self.row and not field.editor.hasFocus() and field.value() != self._stored.get(key):
            field.set_value(self._stored.get(key))

    def _refused(self, row: int | None, key: str, error: UserError) -> None:
        """Say below the field why its value was not taken; what was typed stays, Escape brings back what is stored."""
        if row != self.row or not isValid(self.fields[key].editor):
            self.desk.failed.emit(error)
            return
        field = self.fields[key]
        typed = _typed(field)
        field.set_value(self._stored.get(key))
        if isinstance(field, LineField) and typed is not None:
            field.line.setText(typed)
        elif isinstance(field, LongTextField) and typed is not None:
            field.box.setPlainText(typed)
        field.set_error(error.sentence())


def _typed(field: Field) -> str | None:
    if isinstance(field, LineField):
        return field.line.text()
    return field.box.toPlainText() if isinstance(field, LongTextField) else None


def leave_fields(holder: QWidget) -> None:
    """Let a field within a widget take over what was typed, by taking the keyboard away from it."""
    focused = holder.window().focusWidget()
    if focused is not None and holder.isAncestorOf(focused):
        focused.clearFocus()
