"""How somebody looks for a supplier: each trait with a tick, and beside it room to say how."""

from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.i18n import tr
from b2bdesk.queries import records
from b2bdesk.queries.records import Record, RecordFilter
from b2bdesk.terms import N_
from ui.desk import Desk
from ui.kit.fields import LongTextField
from ui.records import acts
from ui.records.lookups import Lookups

KIND: Final = "sourcing_note"
NAME: Final = 150
LINE: Final = 32
"""Height of a line of text with the room around it."""
PROMPTS: Final = {
    "purposeful": N_("Which task starts it, and when is it done?"),
    "periodic": N_("At which times of the year, or before what?"),
    "systematic": N_("In which steps, with whom, by which criteria?"),
}


class TraitRow:
    """One trait: its tick, and a text for each note; mostly there is one."""

    def __init__(self, code: str, label: str) -> None:
        self.code, self.label = code, label
        self.tick = QCheckBox(label)
        self.tick.setFixedWidth(NAME)
        self.tick.setMinimumHeight(LINE)
        self.notes: list[Record] = []
        self.texts: list[LongTextField] = []
        self.box = QWidget()
        self.column = QVBoxLayout(self.box)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)


class Sourcing(QWidget):
    """The traits of the vocabulary, those that notes are of ticked."""

    def __init__(self, desk: Desk, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.lookups = desk, lookups
        self.owner: int | None = None
        self.rows: dict[str, TraitRow] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 2, 0, 6)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)

    def show_record(self, record: Record | None) -> None:
        """Show the notes of a persona, or of nobody."""
        self.owner = record.id if record else None
        wanted = RecordFilter(owner=self.owner, archived=False)
        found = self.desk.read(partial(_notes, lang=self.lookups.lang, wanted=wanted)) if record else []
        for code, label in _traits(self.lookups, found):
            row = self.rows.get(code) or self._made(code, label)
            row.notes = [note for note in found if note.values["trait"] == code]
            self._show(row)

    def enter(self) -> None:
        """Put the keyboard onto the first trait."""
        next(iter(self.rows.values())).tick.setFocus(Qt.FocusReason.OtherFocusReason)

    def commit(self) -> None:
        """Take over what is being typed."""
        for row in self.rows.values():
            for text in row.texts:
                text.commit()

    def _made(self, code: str, label: str) -> TraitRow:
        row = self.rows[code] = TraitRow(code, label)
        row.tick.clicked.connect(partial(self._ticked, row))
        at = len(self.rows)
        self._grid.addWidget(row.tick, at, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(row.box, at, 1)
        self._add_text(row)
        return row

    def _add_text(self, row: TraitRow) -> None:
        prompt = tr(PROMPTS.get(row.code, N_("How does this person search?")))
        text = LongTextField(placeholder=prompt, lines=1)
        text.set_name(tr("{name}: how", name=row.label), prompt)
        text.set_flat(True)
        text.committed.connect(partial(self._said, row, len(row.texts)))
        row.texts.append(text)
        row.column.addWidget(text)

    def _show(self, row: TraitRow) -> None:
        writable = not self.desk.read_only and self.owner is not None
        while len(row.texts) < len(row.notes):
            self._add_text(row)
        row.tick.setChecked(bool(row.notes))
        row.tick.setEnabled(writable)
        for at, text in enumerate(row.texts):
            text.setVisible(at < max(1, len(row.notes)))
            text.set_read_only(not writable)
            if not text.editor.hasFocus():
                text.set_value(row.notes[at].values["text"] if at < len(row.notes) else "")

    def _ticked(self, row: TraitRow, _checked: bool = False) -> None:
        on = row.tick.isChecked()
        if on and not row.notes:
            self._create(row, "")
            row.texts[0].setFocus(Qt.FocusReason.OtherFocusReason)
        elif not on and row.notes:
            for text in row.texts:
                text.set_value("")
            self.desk.run(acts.delete, kind=KIND, ids=[note.id for note in row.notes])

    def _said(self, row: TraitRow, at: int, value: Any) -> None:
        said = str(value or "")
        if at < len(row.notes):
            self.desk.run(acts.update, kind=KIND, row=row.notes[at].id, values={"text": said})
        elif said:
            self._create(row, said)

    def _create(self, row: TraitRow, said: str) -> None:
        values = {ENTITIES[KIND].owner_key: self.owner, "trait": row.code, "text": said}
        self.desk.run(acts.create, kind=KIND, values=values)


def _notes(session: Any, *, lang: str, wanted: RecordFilter) -> list[Record]:
    return records.records(session, KIND, lang, wanted)


def _traits(lookups: Lookups, found: list[Record]) -> list[tuple[str, str]]:
    """Return code and label of each trait that can be chosen, and of others that notes are of."""
    known = dict(lookups.labels.choices("trait"))
    used = [note.values["trait"] for note in found]
    return [(code, known.get(code) or lookups.labels.of("trait", code)) for code in dict.fromkeys([*known, *used])]
