"""The plan's own words: the entries of each vocabulary can be renamed, ordered and put away, some lists extended."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from PySide6.QtWidgets import QWidget

from b2bdesk.commands import vocabulary
from b2bdesk.commands.vocabulary import OPEN
from b2bdesk.i18n import tr
from b2bdesk.queries import records
from b2bdesk.queries.records import RecordFilter
from b2bdesk.terms import N_
from ui.actions import Act
from ui.desk import Desk
from ui.kit.fields import Choice, ChoiceField
from ui.records.editors import show_start
from ui.records.listings import Listing
from ui.records.record_list import RecordList
from ui.records.rooms import ListRoom
from ui.records.sources import Sources

KIND: Final = "vocab_entry"
NAMES: Final = {
    "content_form": N_("Content forms"),
    "topic": N_("Topics"),
    "industry": N_("Industries"),
    "department": N_("Departments"),
    "org_type": N_("Organisation types"),
    "seniority": N_("Seniority"),
    "age_band": N_("Ages"),
    "education": N_("Education"),
    "driver": N_("Drivers"),
    "capability": N_("Capabilities"),
    "source": N_("Sources of evidence"),
    "cta": N_("Calls to action"),
    "channel_kind": N_("Kinds of channels"),
    "channel": N_("Channels to choose from"),
    "role": N_("Roles in a decision chain"),
    "authority": N_("Authority"),
    "stance": N_("Stance"),
    "relation": N_("Relations"),
    "item_kind": N_("Kinds of statements"),
    "trait": N_("Ways of seeking suppliers"),
    "account_class": N_("Account classes"),
    "content_status": N_("Statuses of content"),
    "placement_status": N_("Statuses of placements"),
    "appeal": N_("Appeal"),
    "horizon": N_("Horizon"),
    "audience": N_("Audience"),
    "ownership": N_("Ownership"),
    "tool_class": N_("Tool classes"),
    "form_class": N_("Form classes"),
    "phase": N_("Phases"),
    "state": N_("Lifecycle states"),
    "growth_stage": N_("Growth stages"),
    "motion": N_("Sales motions"),
    "campaign_value": N_("Values of campaigns"),
}
"""What people call the vocabularies they can change."""


class WordList(RecordList):
    """The entries of one vocabulary."""

    def __init__(self, sources: Sources, listing: Listing, parent: QWidget | None = None) -> None:
        self.vocab = next(iter(NAMES))
        super().__init__(sources, listing, parent)

    def show_vocabulary(self, vocab: str) -> None:
        """Show the entries of another vocabulary."""
        self.vocab = vocab
        self._narrow()

    def new(self) -> None:
        if self.vocab not in OPEN:
            self.message.emit(tr("This list cannot be extended; its entries can be renamed."))
            return
        self._run(vocabulary.add_entry, vocab=self.vocab, label=tr("New entry"), done=self._added)

    def delete(self) -> None:
        """Entries are put away: other rows may use them."""
        self.archive()

    def archive(self) -> None:
        if self.vocab not in OPEN:
            self.message.emit(tr("The program decides by these entries; they can be renamed, not put away."))
            return
        super().archive()

    def whole(self) -> RecordFilter:
        return RecordFilter(archived=None, values={"vocab": frozenset({self.vocab})})

    def _added(self, code: str) -> None:
        wanted = RecordFilter(values={"vocab": frozenset({self.vocab}), "code": frozenset({code})})
        found = self.sources.desk.read(lambda session: records.ids(session, KIND, wanted))
        for row in found:
            self._created(row)

    def _wanted(self) -> RecordFilter:
        wanted = super()._wanted()
        return RecordFilter(
            text=wanted.text,
            archived=wanted.archived,
            values={"vocab": frozenset({self.vocab})},
            order=wanted.order,
            descending=wanted.descending,
        )


class VocabulariesRoom(ListRoom):
    """One vocabulary at a time."""

    key = "vocabularies"

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, today: Callable[[], date] = date.today) -> None:
        self.which = ChoiceField()
        super().__init__(desk, parent, today=today)
        self.which.set_name(tr("Vocabulary"))
        self.which.set_choices([Choice(key, tr(name)) for key, name in NAMES.items()], may_be_empty=False)
        self.which.set_value(next(iter(NAMES)))
        self.which.setFixedWidth(220)
        show_start(self.which)
        self.which.committed.connect(self.show_vocabulary)
        self.list.filters.lead_with(self.which)

    def show_vocabulary(self, vocab: str) -> None:
        """Show the entries of another vocabulary."""
        words = self.list
        assert isinstance(words, WordList)
        words.show_vocabulary(vocab)
        self._new.setEnabled(vocab in OPEN and not self.desk.read_only)

    def make_list(self, listing: Listing) -> RecordList:
        return WordList(self.sources, listing)

    def actions(self) -> Iterable[tuple[Act, Callable[[], object]]]:  # type: ignore[override]
        return [(act, run) for act, run in super().actions() if act.run not in ("duplicate", "delete")]
