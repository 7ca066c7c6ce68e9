"""The functions of marketing with who looks after each; those nobody owns are told."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from b2bdesk.commands import company
from b2bdesk.i18n import tr, trn
from b2bdesk.queries import records
from b2bdesk.terms import ResourceKind
from ui.desk import Desk
from ui.kit.fields import Choice, ChoiceField
from ui.kit.text import Label
from ui.records.lookups import Lookups

TABLES = frozenset({"company_function", "resource", "vocab_entry"})


class FunctionMap(QWidget):
    """A line for each function: its name, its owner, its party."""

    counted = Signal(str)
    """How many functions have an owner, of how many."""

    def __init__(self, desk: Desk, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.lookups = desk, lookups
        self.owners: dict[str, ChoiceField] = {}
        self.parties: dict[str, ChoiceField] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2)
        self._grid.setColumnStretch(2, 2)
        column.addLayout(self._grid)
        self.said = Label("", "small", "thinText", wrap=True)
        column.addWidget(self.said)
        for at, text in enumerate((tr("Function"), tr("Owner"), tr("Party"))):
            self._grid.addWidget(Label(text, "micro", "text3"), 0, at)

    def show_record(self, _record: Any = None) -> None:
        """Show what the file holds."""
        lang = self.lookups.lang
        rows = {row.values["function"]: row.values for row in self._read("company_function", lang)}
        people = [
            Choice(row.id, row.values["person"] or row.code)
            for row in self._read("resource", lang)
            if row.values["kind"] == ResourceKind.PEOPLE
        ]
        labels = self.lookups.labels
        parties = [Choice(code, label) for code, label in labels.choices("party")]
        entries = labels.entries("function")
        for at, entry in enumerate(entries, 1):
            if entry.code not in self.owners:
                self._add(at, entry.code, entry.label)
            held = rows.get(entry.code, {})
            owner, party = self.owners[entry.code], self.parties[entry.code]
            owner.set_choices(people)
            owner.set_value(held.get("owner_id"))
            party.set_choices(parties)
            party.set_value(held.get("party") or entry.data.get("party", ""))
        free = [entry.label for entry in entries if not rows.get(entry.code, {}).get("owner_id")]
        self.said.setText(
            trn(
                "{n} function has no owner: {names}.",
                "{n} functions have no owner: {names}.",
                len(free),
                names=tr(", ").join(free),
            )
            if free
            else tr("Every function has an owner.")
        )
        self.said.set_tone("thinText" if free else "text3")
        self.counted.emit(f"{len(entries) - len(free)}/{len(entries)}")

    def apply(self, changes: Any) -> None:
        """Refresh what an edit changed."""
        tables = getattr(changes, "tables", None)
        if tables is None or TABLES & set(tables):
            self.show_record()

    def commit(self) -> None:
        """Take over what is being chosen."""

    def _read(self, kind: str, lang: str) -> list[records.Record]:
        found: list[records.Record] = self.desk.read(partial(records.records, kind=kind, lang=lang))
        return found

    def _add(self, at: int, code: str, label: str) -> None:
        self._grid.addWidget(Label(label, "body", wrap=True), at, 0)
        owner = ChoiceField(empty=None, none_text=tr("nobody"))
        party = ChoiceField()
        for key, field, column in (("owner_id", owner, 1), ("party", party, 2)):
            field.set_name(f"{label}: {tr('Owner') if column == 1 else tr('Party')}")
            field.committed.connect(partial(self._save, code, key))
            field.set_read_only(self.desk.read_only)
            self._grid.addWidget(field, at, column)
        self.owners[code], self.parties[code] = owner, party

    def _save(self, code: str, key: str, value: Any) -> None:
        self.desk.run(company.set_function, function=code, **{key: value})
