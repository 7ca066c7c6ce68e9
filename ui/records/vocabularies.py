"""The plan's own words: the entries of each vocabulary can be renamed, ordered and put away, some lists extended."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from PySide6.QtWidgets import QWidget

from b2bdesk.commands import vocabulary
from b2bdesk.commands.vocabulary import OPEN
from b2bdesk.domain.vocab import VOCABULARIES
from b2bdesk.i18n import tr
from b2bdesk.queries import records
from b2bdesk.queries.records import RecordFilter
from ui.actions import Act
from ui.desk import Desk
from ui.kit.fields import Choice, ChoiceField
from ui.records.editors import show_start
from ui.records.listings import Listing
from ui.records.record_list import RecordList
from ui.records.rooms import ListRoom
from ui.records.sources import Sources

KIND: Final = "vocab_entry"
SHOWN: Final = (
    "content_form",
    "topic",
    "industry",
    "department",
    "org_type",
    "seniority",
    "age_band",
    "education",
    "driver",
    "capability",
    "source",
    "cta",
    "channel_kind",
    "channel",
    "role",
    "authority",
    "stance",
    "relation",
    "item_kind",
    "trait",
    "account_class",
    "content_status",
    "placement_status",
    "appeal",
    "horizon",
    "audience",
    "ownership",
    "tool_class",
    "form_class",
    "phase",
    "state",
    "growth_stage",
    "motion",
    "campaign_value",
)
"""The vocabularies that people meet on the screen and may want to word otherwise, the most used first."""


class WordList(RecordList):
    """The entries of one vocabulary."""

    def __init__(self, sources: Sources, listing: Listing, parent: QWidget | None = None) -> None:
        self.vocab = SHOWN[0]
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

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, today: Callable[[], date] | None = None) -> None:
        self.which = ChoiceField()
        super().__init__(desk, parent, today=today)
        self.which.set_name(tr("Vocabulary"))
        self.which.set_choices([Choice(key, tr(VOCABULARIES[key])) for key in SHOWN], may_be_empty=False)
        self.which.set_value(SHOWN[0])
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
