"""What a piece of evidence speaks for or against, as a small table."""

from functools import partial
from typing import Any, Final, TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from b2bdesk.errors import UserError
from b2bdesk.i18n import tr
from b2bdesk.queries import records
from b2bdesk.queries.records import Record, RecordFilter
from b2bdesk.queries.targets import evidence_targets, KEYS, Target, target_of
from b2bdesk.terms import Polarity
from ui.kit.buttons import IconButton
from ui.kit.fields import Choice, ChoiceField
from ui.kit.text import hairline, Label
from ui.records import acts
from ui.records.editors import show_start
from ui.records.extras import Extra
from ui.records.sources import Sources

if TYPE_CHECKING:
    from b2bdesk.workspace import Changes

KIND: Final = "evidence_link"
POLARITY_WIDTH: Final = 118


class Links(Extra):
    """One line a link, and below them the choice that adds one."""

    tables = (KIND, "persona", "persona_item", "chain_member", "decision_chain", "vocab_entry")

    def __init__(self, sources: Sources) -> None:
        super().__init__(sources)
        self._targets: dict[object, Target] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.target = ChoiceField(empty=None)
        self.target.set_name(tr("New: {label}", label=tr("Speaks for")))
        self.target.committed.connect(self._add)
        self.column.addLayout(self._list)
        self.column.addWidget(
            Label(tr("Link to a persona, a statement or a chain member"), "micro", "text3", weight=400, wrap=True)
        )
        self.column.addWidget(self.target)
        self.target.setVisible(not self.desk.read_only)

    def show_record(self, record: Record | None) -> None:
        self._targets = {}
        super().show_record(record)

    def apply(self, changes: "Changes") -> None:
        if set(self.tables[1:]) & changes.tables.keys():
            self._targets = {}
        super().apply(changes)

    def read(self, record: Record) -> None:
        labels, lang = self.lookups.labels, self.lookups.lang
        if not self._targets:
            known = self.desk.read(lambda session: evidence_targets(session, labels))
            self._targets = {target.key: target for target in known}
            choices = [Choice(target.key, target.label, target.owner) for target in known]
            self.target.set_choices(choices, may_be_empty=False)
        wanted = RecordFilter(owner=record.id)
        found = self.desk.read(lambda session: records.records(session, KIND, lang, wanted))
        while item := self._list.takeAt(0):
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for link in found:
            self._list.addWidget(self._line(link))
        self.target.set_value(None)

    def count(self) -> int:
        """Return how many links there are."""
        return self._list.count()

    def _line(self, link: Record) -> QWidget:
        box = QWidget()
        key = target_of(link.values)
        target = self._targets.get(key)
        polarity = ChoiceField([Choice(code, label) for code, label in self.lookups.labels.choices("polarity")])
        polarity.set_choices([Choice(c, t) for c, t in self.lookups.labels.choices("polarity")], may_be_empty=False)
        polarity.set_value(link.values["polarity"])
        show_start(polarity)
        polarity.set_flat(True)
        polarity.set_name(tr("Speaks"))
        polarity.set_read_only(self.desk.read_only)
        polarity.setFixedWidth(POLARITY_WIDTH)
        polarity.committed.connect(partial(self._turn, link.id))
        gone = IconButton("x", tr("Delete"), size=12, side=22)
        gone.clicked.connect(partial(self._delete, link.id))
        gone.setVisible(not self.desk.read_only)
        top = QHBoxLayout()
        top.addWidget(polarity)
        top.addWidget(Label(target.owner if target else "", "small", "text3"), 1)
        top.addWidget(gone, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 3, 0, 3)
        column.setSpacing(0)
        column.addLayout(top)
        words = Label(target.label if target else tr("no longer there"), "small", wrap=True)
        words.setContentsMargins(8, 0, 0, 4)
        column.addWidget(words)
        column.addWidget(hairline())
        return box

    def _add(self, key: Any) -> None:
        if self.record is None or key is None:
            return
        column, row_id = key
        values = {
            "evidence_id": self.record.id,
            **dict.fromkeys(KEYS),
            column: row_id,
            "polarity": str(Polarity.SUPPORTS),
        }
        self.desk.run(acts.create, kind=KIND, values=values, failed=self._refused)

    def _turn(self, link: int, polarity: str) -> None:
        self.desk.run(acts.update, kind=KIND, row=link, values={"polarity": polarity})

    def _delete(self, link: int) -> None:
        self.desk.run(acts.delete, kind=KIND, ids=[link])

    def _refused(self, error: UserError) -> None:
        self.target.set_value(None)
        self.target.set_error(error.sentence())
