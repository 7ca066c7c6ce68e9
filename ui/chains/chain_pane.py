"""The inspector of a whole chain: its scores, who else decides, what was found, what it is called."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.i18n import percent, tr
from b2bdesk.queries import records
from b2bdesk.queries.chains import ChainBoard
from ui.chains import words
from ui.chains.drawing import open_roles
from ui.chains.parts import clear, figures
from ui.chains.told import Told
from ui.desk import Desk
from ui.kit.finding_box import FindingBox
from ui.kit.scroll import ScrollPage
from ui.kit.section import Section
from ui.kit.text import Label
from ui.records.fieldset import FieldSet
from ui.records.lookups import Lookups
from ui.records.rows import FieldRow

FIELDS = ("name", "segment_id", "kind", "account", "product")
MOST = 6


class ChainPane(ScrollPage):
    """`fill_asked(role)` asks to name somebody."""

    fill_asked = Signal(str)

    def __init__(self, desk: Desk, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page.setAutoFillBackground(False)
        self._desk, self._lookups = desk, lookups
        self._scores = QVBoxLayout()
        self._scores.setContentsMargins(16, 8, 16, 10)
        self._scores.setSpacing(8)
        self.body.addLayout(self._scores)
        self.asks = Section(tr("Who else decides?"))
        self.body.addWidget(self.asks)
        self.found = Section(tr("Findings"))
        self.body.addWidget(self.found)
        details = Section(tr("About this chain"))
        details.body.setSpacing(0)
        self.fields = FieldSet(desk, lookups, "decision_chain", self)
        for key in FIELDS:
            details.body.addWidget(FieldRow(ENTITIES["decision_chain"].field(key), self.fields.add(key)))
        self.body.addWidget(details)
        self.body.addStretch(1)

    def show_chain(self, board: ChainBoard, told: Told | None) -> None:
        """Show a chain, and what is concluded."""
        self.setWindowTitle(board.name)
        self.fields.show(self._desk.read(lambda session: records.record(session, "decision_chain", board.id)))
        self._show_scores(board, told)
        self._show_asks(board)
        self._show_found(board, told)

    def commit(self) -> None:
        """Take over what is being typed."""
        self.fields.commit()

    def _show_scores(self, board: ChainBoard, told: Told | None) -> None:
        clear(self._scores)
        cover = told.cover if told is not None else None
        covered = percent(float(cover.cover)) if cover is not None and cover.cover is not None else "–"
        support = f"{float(cover.support):+.2f}" if cover is not None and cover.support is not None else "–"
        near = [person for person in board.people if person.access == "direct"]
        missing = [role for role, faint in open_roles(board) if not faint]
        self._scores.addWidget(
            figures(
                [
                    (covered, tr("reading cover, by influence"), "text"),
                    (support, tr("support, −1 to +1"), "text"),
                    (f"{len(near)}/{len(board.people)}", tr("people we reach directly"), "text"),
                    (str(len(missing)), tr("roles missing"), "gapText" if missing else "text"),
                ]
            )
        )

    def _show_asks(self, board: ChainBoard) -> None:
        clear(self.asks.body)
        open_ = open_roles(board)
        self.asks.set_count(len(open_))
        for role, faint in open_:
            label = self._lookups.labels.of("role", role)
            acts = [] if self._desk.read_only else [(role, tr("Name somebody"))]
            need = tr("{role}: advised", role=label) if faint else tr("{role}: required here", role=label)
            box = FindingBox("I" if faint else "E", words.question(role), need, acts)
            box.acted.connect(self.fill_asked)
            self.asks.body.addWidget(box)
        if not open_:
            text = tr("Every role that firms of this class need is held by somebody.")
            self.asks.body.addWidget(Label(text, "small", "text2", wrap=True))

    def _show_found(self, board: ChainBoard, told: Told | None) -> None:
        clear(self.found.body)
        said = [one for one in told.summary.findings if one.finding.ids.get("chain") == board.id] if told else []
        said = [one for one in said if one.finding.rule != "G11"]  # stands above, as a question
        self.found.set_count(len(said))
        self.found.setVisible(bool(said))
        for one in said[:MOST]:
            self.found.body.addWidget(FindingBox(str(one.finding.severity), one.sentence, one.why))
