"""What is concluded about the row in a form: how complete a persona is, how well a chain is served, what was found."""

from typing import Any, Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from b2bdesk.i18n import percent, tr
from b2bdesk.insight.chains import Cover
from b2bdesk.insight.completeness import Completeness, FOCUS
from b2bdesk.queries.records import Record
from ui.kit.finding_box import FindingBox
from ui.kit.score_bar import Part, ScoreBar
from ui.kit.tag import Tag
from ui.kit.text import Label
from ui.records.conclusions import Concluded
from ui.records.extras import Extra
from ui.records.layout import GROUP_TITLES
from ui.records.sources import Sources

MOST_FINDINGS: Final = 4


class Verdicts(Extra):
    """Rewritten whenever there are other conclusions; empty where there is nothing to say."""

    def __init__(self, sources: Sources, kind: str) -> None:
        super().__init__(sources)
        self._kind = kind
        self._shown: object = None
        self.column.setContentsMargins(16, 4, 16, 8)
        self.column.setSpacing(8)

    def show_record(self, record: Record | None) -> None:
        super().show_record(record)
        self.conclude(self.sources.conclusions.result)

    def conclude(self, concluded: Concluded) -> None:
        row = self.record.id if self.record is not None else 0
        found = (
            row,
            concluded.personas.get(row) if self._kind == "persona" else None,
            concluded.chains.get(row) if self._kind == "decision_chain" else None,
            concluded.findings.get((self._kind, row), ()),
        )
        if found == self._shown:
            return
        self._shown = found
        self._clear()
        if found[1] is not None:
            self.column.addWidget(self._completeness(found[1]))
        if found[2] is not None:
            self.column.addWidget(self._cover(found[2]))
        for said in found[3][:MOST_FINDINGS]:
            self.column.addWidget(FindingBox(said.severity, said.sentence, said.why))
        self.setVisible(self.column.count() > 0)

    def _clear(self) -> None:
        while item := self.column.takeAt(0):
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()

    def _completeness(self, found: Completeness) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(Label(f"{float(found.score):.1f}", "title"))
        head.addWidget(Label(tr("of 100 known"), "small", "text3"), 1)
        words, tone, mark = (
            (tr("usable"), "ok", "check") if found.usable else (tr("not yet usable"), "thin", "triangle-alert")
        )
        head.addWidget(Tag(words, tone, mark))
        column.addLayout(head)
        parts = [Part(tr(GROUP_TITLES[g.group]), g.weight, g.weight * float(g.share)) for g in found.groups]
        column.addWidget(ScoreBar(parts))
        if found.blocking:
            self._say(column, tr("Needed to work with: {missing}."), found.blocking, "thinText")
        rest = [words for group in found.groups if group.group not in FOCUS for words in group.missing]
        if rest:
            self._say(column, tr("Also unknown: {missing}."), rest, "text3")
        return box

    def _say(self, column: QVBoxLayout, sentence: str, words: Any, tone: str) -> None:
        text = sentence.format(missing=tr(", ").join(tr(word) for word in words))
        column.addWidget(Label(text, "small", tone, wrap=True))

    def _cover(self, found: Cover) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        cover = percent(float(found.cover)) if found.cover is not None else "–"
        support = f"{float(found.support):+.2f}" if found.support is not None else "–"
        missing = tr(", ").join(self.lookups.labels.of("role", role) for role in found.missing)
        for figure, words, tone in (
            (cover, tr("reading cover, by influence"), "text"),
            (support, tr("support, −1 to +1"), "text"),
            (str(len(found.missing)), tr("roles missing"), "gapText" if found.missing else "text"),
        ):
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(Label(figure, "title", tone))
            column.addWidget(Label(words, "micro", "text3", weight=400, wrap=True))
            column.addStretch()
            row.addLayout(column, 1)
        box.setToolTip(missing)
        return box
