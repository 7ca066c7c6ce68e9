"""What a segment's form tells besides its fields: its people, who must decide, and how many segments are in focus."""

from functools import partial

from b2bdesk.i18n import tr
from b2bdesk.insight.chains import ADVISED, REQUIRED
from b2bdesk.queries import records
from b2bdesk.queries.records import Record
from b2bdesk.terms import AccountClass, SegmentRole
from ui.kit.text import Label
from ui.records.extras import Extra
from ui.records.sources import Sources


class SegmentPart(Extra):
    """Lines of text, each about what lies in another room."""

    tables = ("persona", "persona_segment", "segment", "decision_chain", "vocab_entry")

    def __init__(self, sources: Sources) -> None:
        super().__init__(sources)
        self.people = Label("", "small", wrap=True)
        self.roles = Label("", "small", "text2", wrap=True)
        self.focus = Label("", "small", "thinText", wrap=True)
        for part in (self.people, self.roles, self.focus):
            self.column.addWidget(part)

    def read(self, record: Record) -> None:
        lang = self.lookups.lang
        people = self.desk.read(partial(records.records, kind="persona", lang=lang))
        names = [str(one.values["name"]) for one in people if record.id in one.values["segments"]]
        self.people.setText(
            tr("Personas: {names}", names=tr(", ").join(names)) if names else tr("No persona is of this segment yet.")
        )
        self.people.set_tone("text" if names else "thinText")
        self.roles.setText(self._roles(str(record.values["account_class"])))
        self._tell_focus(record, lang)

    def _roles(self, size: str) -> str:
        if size not in set(AccountClass):
            return ""
        said = self.lookups.labels
        needed = tr(", ").join(said.of("role", str(role)) for role in REQUIRED[AccountClass(size)])
        advised = tr(", ").join(said.of("role", str(role)) for role in ADVISED[AccountClass(size)])
        text = tr("Needed in its decision chains: {roles}.", roles=needed)
        return f"{text} {tr('Advised: {roles}.', roles=advised)}" if advised else text

    def _tell_focus(self, record: Record, lang: str) -> None:
        rows = self.desk.read(partial(records.records, kind="segment", lang=lang))
        others = [
            str(row.values["name"]) for row in rows if row.id != record.id and row.values["role"] == SegmentRole.FOCUS
        ]
        both = record.values["role"] == SegmentRole.FOCUS and bool(others)
        self.focus.setVisible(both)
        if both:
            self.focus.setText(
                tr(
                    "{names} are in focus, too. One position is easier to win: make the others a pool.",
                    names=tr(", ").join(others),
                )
            )
