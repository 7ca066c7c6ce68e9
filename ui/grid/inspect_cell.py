"""The inspector of a cell: how well it is served, what is missing, what would help, what stands there."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from b2bdesk.i18n import tr, trn
from b2bdesk.queries.board_values import Cell, Spot
from b2bdesk.queries.cell import CellFacts
from b2bdesk.terms import Level, N_
from ui.grid.add_field import AddField
from ui.grid.advice import CellAdvice
from ui.grid.placed_row import PlacedRow
from ui.kit.buttons import link
from ui.kit.finding_box import FindingBox
from ui.kit.scroll import ScrollPage
from ui.kit.section import Section
from ui.kit.stepper import Stepper
from ui.kit.suggestion_row import SuggestionRow
from ui.kit.tag import level_tag, Tag
from ui.kit.text import Label
from ui.suggest.cell_part import Suggestions

LEVELS = {Level.GAP: N_("Gap"), Level.THIN: N_("Thin"), Level.OK: N_("Covered"), Level.CROWDED: N_("Crowded")}
MOST_FINDINGS = 3
HOW = N_("Nothing yet. Press Enter in the cell and type a code or a title.")


class CellPane(QWidget):
    """Shows one cell; tells what a person wants."""

    target_set = Signal(object, int)
    """(Spot, target)"""
    needed_toggled = Signal()
    suggestion_taken = Signal(object, int, int)
    """(Key, content, persona)"""
    idea_taken = Signal(object, int, object)
    """(Key, persona, Make)"""
    person_wanted = Signal(object)
    """(persona or None) Suggest for this person; for whoever is served worst."""
    text_entered = Signal(object, str)
    """(Spot, code or title)"""
    placement_chosen = Signal(int)
    followed = Signal(str, int)
    """(table, id)"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spot: Spot | None = None
        self._page = ScrollPage(self)
        self.field = AddField(self)
        self.field.entered.connect(self._on_text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._page, 1)
        column.addWidget(self.field)
        self.rows: list[SuggestionRow] = []
        self.stepper: Stepper | None = None

    def show_cell(
        self,
        facts: CellFacts,
        findings: Sequence[Any],
        advice: CellAdvice | None,
        *,
        read_only: bool = False,
    ) -> None:
        """Show a cell as it is now."""
        self.spot, cell = facts.spot, facts.cell
        self.setWindowTitle(facts.title)
        self._page.setUpdatesEnabled(False)
        self._page.clear()
        self.rows = []
        body = self._page.body
        body.addWidget(self._head(cell, read_only))
        if findings:
            body.addWidget(self._gaps(findings))
        if advice is not None and not cell.not_needed:
            body.addWidget(self._suggestions(advice, read_only))
        body.addWidget(self._placed(facts))
        self.field.setVisible(not read_only and {"stage", "channel"} <= facts.spot.keys())
        self._page.setUpdatesEnabled(True)

    def focus_first(self) -> None:
        """Give the first suggestion the focus, or the field."""
        first = self.findChild(PlacedRow)
        target: QWidget = self.rows[0] if self.rows else first if self.field.isHidden() and first else self.field.line
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _head(self, cell: Cell, read_only: bool) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(16, 4, 14, 10)
        row.setSpacing(6)
        if cell.not_needed:
            row.addWidget(Tag(tr("Not needed here"), "band"))
        elif cell.level is not None and (cell.recommended or cell.n):
            row.addWidget(level_tag(str(cell.level), tr(LEVELS[cell.level])))
        if cell.level is None:
            self.stepper = None
            row.addWidget(Label(trn("{n} piece", "{n} pieces", cell.n), "small", "text2"))
            row.addStretch(1)
            return box
        row.addWidget(Label(tr("{n} of", n=cell.n), "small", "text2"))
        self.stepper = Stepper(cell.target, low=1, high=999, name=tr("Target"))
        self.stepper.setEnabled(not read_only)
        self.stepper.stepped.connect(partial(self.target_set.emit, self.spot))
        row.addWidget(self.stepper)
        row.addStretch(1)
        toggle = link(tr("Needed again") if cell.not_needed else tr("Not needed"))
        toggle.setEnabled(not read_only)
        toggle.clicked.connect(self.needed_toggled)
        row.addWidget(toggle)
        if not cell.not_needed:
            return box
        outer = QWidget()
        column = QVBoxLayout(outer)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        column.addWidget(box)
        why = Label(cell.reason, "small", "text2", wrap=True)
        why.setContentsMargins(16, 0, 16, 4)
        column.addWidget(why)
        return outer

    def _gaps(self, findings: Sequence[Any]) -> Section:
        section = Section(trn("Gap here", "Gaps here", len(findings)), len(findings))
        section.body.setSpacing(6)
        for said in findings[:MOST_FINDINGS]:
            finding = said.finding
            links = [("persona", tr("Open the persona"))] if "persona" in finding.ids else []
            box = FindingBox(str(finding.severity), said.sentence, said.why, links)
            box.acted.connect(partial(self._follow, finding))
            section.body.addWidget(box)
        if len(findings) > MOST_FINDINGS:
            section.body.addWidget(Label(tr("+{n} more", n=len(findings) - MOST_FINDINGS), "small", "text3"))
        return section

    def _follow(self, finding: Any, kind: str) -> None:
        self.followed.emit(kind, finding.ids[kind])

    def _suggestions(self, advice: CellAdvice, read_only: bool) -> Suggestions:
        part = Suggestions(advice, read_only=read_only)
        part.taken.connect(partial(self._take, advice))
        part.opened.connect(partial(self.followed.emit, "content_piece"))
        part.idea_taken.connect(partial(self.idea_taken.emit, advice.key, advice.persona_id))
        part.person_wanted.connect(self.person_wanted)
        self.rows = part.rows
        return part

    def _take(self, advice: CellAdvice, content: int) -> None:
        self.suggestion_taken.emit(advice.key, content, advice.persona_id)

    def _placed(self, facts: CellFacts) -> Section:
        section = Section(tr("Placed here"), facts.cell.shown)
        section.add_action(Label(tr("by date"), "small", "text3"))
        section.body.setContentsMargins(0, 0, 0, 8)
        section.body.setSpacing(0)
        for each in facts.placed:
            row = PlacedRow(each)
            row.chosen.connect(self.placement_chosen)
            section.body.addWidget(row)
        if facts.more > 0:
            section.body.addWidget(_line(tr("+{n} more", n=facts.more)))
        if not facts.placed:
            section.body.addWidget(_line(tr("Nothing yet.") if {"stage", "channel"} <= facts.spot.keys() else tr(HOW)))
        return section

    def _on_text(self, text: str) -> None:
        if self.spot is not None:
            self.text_entered.emit(self.spot, text)


def _line(words: str) -> Label:
    label = Label(words, "small", "text3", wrap=True)
    label.setContentsMargins(16, 2, 16, 2)
    return label
