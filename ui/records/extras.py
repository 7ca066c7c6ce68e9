"""What forms show besides fields: preferences, the help check, lifecycle states, evidence, what was concluded."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any, Final, TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.errors import UserError
from b2bdesk.i18n import tr
from b2bdesk.queries import records
from b2bdesk.queries.records import Record, RecordFilter
from b2bdesk.terms import InfoGroup, N_, PrefDim
from ui.kit.buttons import Button
from ui.kit.fields import Choice, Field, ManyField, ScaleField, TextsField
from ui.kit.section import Section
from ui.kit.tag import Tag
from ui.records import acts
from ui.records.fits import FitsField
from ui.records.named_row import NamedRow
from ui.records.sources import Sources

if TYPE_CHECKING:
    from b2bdesk.workspace import Changes

HELP_PASS: Final = 7
SHORT_QUESTIONS: Final = {
    "h1": N_("Answers a real problem"),
    "h2": N_("Useful without buying"),
    "h3": N_("Fits what they can pay"),
    "h4": N_("Meets them where they like"),
    "h5": N_("More about them than us"),
}
ANSWERS: Final = tuple(SHORT_QUESTIONS)


class Extra(QWidget):
    """A part of a form about the row shown in it."""

    tables: tuple[str, ...] = ()
    """What it shows is read anew when an edit touched one of these."""

    def __init__(self, sources: Sources, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sources, self.desk, self.lookups = sources, sources.desk, sources.lookups
        self.record: Record | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(2)

    def show_record(self, record: Record | None) -> None:
        """Show what belongs to a row."""
        self.record = record
        if record is not None:
            self.read(record)

    def apply(self, changes: "Changes") -> None:
        """Read anew what an edit touched."""
        if self.record is not None and set(self.tables) & changes.tables.keys():
            self.read(self.record)

    def read(self, record: Record) -> None:
        """Show the row's part of the file."""

    def conclude(self, concluded: Any) -> None:
        """Show what was concluded."""

    def commit(self) -> None:
        """Take over what is being typed."""


class Prefs(Extra):
    """What a persona likes in some dimensions, one line each."""

    tables = ("persona_pref", "vocab_entry", "channel")

    def __init__(self, sources: Sources, dims: Sequence[PrefDim]) -> None:
        super().__init__(sources)
        self.editors: dict[PrefDim, Field] = {}
        self._held: dict[PrefDim, dict[str, int]] = {}
        for dim in dims:
            editor: Field = TextsField() if dim is PrefDim.MANNER else FitsField(3)
            editor.committed.connect(partial(self._save, dim))
            editor.set_read_only(self.desk.read_only)
            self.editors[dim] = editor
            self.column.addWidget(NamedRow(tr(DIM_NAMES[dim]), editor))

    def read(self, record: Record) -> None:
        wanted = RecordFilter(owner=record.id)
        lang = self.lookups.lang
        found = self.desk.read(lambda session: records.records(session, "persona_pref", lang, wanted))
        for dim, editor in self.editors.items():
            held = {row.values["value"]: row.values["strength"] for row in found if row.values["dim"] == dim}
            if isinstance(editor, FitsField):
                editor.set_choices(self._choices(dim, held))
                editor.set_value({key: strength for key, strength in held.items() if strength})
            else:
                editor.set_value(list(held))
            self._held[dim] = held

    def commit(self) -> None:
        for editor in self.editors.values():
            editor.commit()

    def _choices(self, dim: PrefDim, held: dict[str, int]) -> list[Choice]:
        vocab = {PrefDim.CHANNEL: "channel", PrefDim.FORM: "content_form", PrefDim.TOPIC: "topic"}[dim]
        labels = self.lookups.labels
        found = dict(labels.choices(vocab))
        if dim is PrefDim.CHANNEL:
            found = {row.code: row.name for row in self.lookups.named("channel") if not row.archived} | found
        return [Choice(code, found.get(code) or labels.of(vocab, code)) for code in dict.fromkeys([*found, *held])]

    def _save(self, dim: PrefDim, value: Any) -> None:
        before = self._held.get(dim, {})
        values = value if isinstance(value, dict) else {word: before.get(word, 2) for word in value}
        if self.record is not None and values != before:
            failed = partial(self._refused, dim)
            self.desk.run(acts.set_prefs, persona=self.record.id, dim=str(dim), values=values, failed=failed)

    def _refused(self, dim: PrefDim, error: UserError) -> None:
        if self.record is not None:
            self.read(self.record)
        self.editors[dim].set_error(error.sentence())


DIM_NAMES: Final = {
    PrefDim.CHANNEL: N_("Channels"),
    PrefDim.FORM: N_("Forms"),
    PrefDim.TOPIC: N_("Topics"),
    PrefDim.MANNER: N_("Manner"),
}


class HelpCheck(Extra):
    """The five questions, 0 to 2 each, and their sum."""

    tables = ("help_check",)

    def __init__(self, sources: Sources, section: Section) -> None:
        super().__init__(sources)
        self.answers: dict[str, ScaleField] = {}
        self.total = Tag("", "outline")
        self._clear = Button(tr("Clear"), "link")
        self._clear.clicked.connect(self._forget)
        section.add_action(self._clear)
        section.add_action(self.total)
        for key in ANSWERS:
            field = ScaleField(0, 2, may_be_empty=False)
            field.setFixedWidth(62)
            field.committed.connect(partial(self._save, key))
            field.set_read_only(self.desk.read_only)
            self.answers[key] = field
            whole = tr(ENTITIES["help_check"].field(key).label)
            self.column.addWidget(NamedRow(tr(SHORT_QUESTIONS[key]), field, stretch_label=True, help_text=whole))

    def read(self, record: Record) -> None:
        lang = self.lookups.lang
        wanted = RecordFilter(owner=record.id)
        found = self.desk.read(lambda session: records.records(session, "help_check", lang, wanted))
        values = found[0].values if found else {}
        for key, field in self.answers.items():
            field.set_value(values.get(key, 0))
        total = sum(values[key] for key in ANSWERS) if found else None
        self._clear.setVisible(bool(found) and not self.desk.read_only)
        if total is None:
            self.total.set_look(tr("Not checked"), "outline")
        else:
            good = total >= HELP_PASS
            text = tr("{n} of {most}", n=total, most=2 * len(ANSWERS))
            self.total.set_look(text, "ok" if good else "thin", "check" if good else "triangle-alert")

    def _save(self, key: str, value: Any) -> None:
        if self.record is not None:
            today: date = self.sources.today()
            self.desk.run(acts.answer, piece=self.record.id, key=key, value=int(value or 0), today=today)

    def _forget(self) -> None:
        if self.record is not None:
            self.desk.run(acts.unanswer, piece=self.record.id)


class States(Extra):
    """The lifecycle states of a stage; a state chosen here leaves the stage it was in."""

    tables = ("stage_state", "vocab_entry")

    def __init__(self, sources: Sources) -> None:
        super().__init__(sources)
        self.editor = ManyField()
        self.editor.committed.connect(self._save)
        self.editor.set_read_only(self.desk.read_only)
        self.column.addWidget(NamedRow(tr("States"), self.editor))

    def read(self, record: Record) -> None:
        self.editor.set_choices([Choice(code, label) for code, label in self.lookups.labels.choices("state")])
        self.editor.set_value(self.desk.read(lambda session: records.states_of(session, record.id)))

    def _save(self, value: Sequence[str]) -> None:
        if self.record is not None:
            self.desk.run(acts.set_states, stage=self.record.id, states=value, failed=self._refused)

    def _refused(self, error: UserError) -> None:
        if self.record is not None:
            self.read(self.record)
        self.editor.set_error(error.sentence())


PREFS: Final = {
    InfoGroup.COMM_PREF: (PrefDim.CHANNEL, PrefDim.MANNER),
    InfoGroup.CONTENT_PREF: (PrefDim.FORM, PrefDim.TOPIC),
}
