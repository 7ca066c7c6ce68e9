"""What is suggested for a cell: pieces with their scores, for whom, and the piece to write where none fits."""

from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from b2bdesk.i18n import tr, trn
from b2bdesk.terms import N_
from ui.grid.advice import Advised, CellAdvice, Make
from ui.kit.buttons import Button, IconButton, link
from ui.kit.marks import icon_mark
from ui.kit.score_bar import Part
from ui.kit.section import Section
from ui.kit.suggestion_row import SuggestionLook, SuggestionRow
from ui.kit.text import Label, tip

PARTS: Final = {
    "stage": N_("stage"),
    "persona": N_("person"),
    "topic": N_("topic"),
    "form": N_("form"),
    "appeal": N_("tone"),
}
FIRST: Final = 3
"""How many suggestions are shown before somebody asks for more."""


class Suggestions(Section):
    """The suggestions for one person in one cell."""

    taken = Signal(object)
    """(content)"""
    opened = Signal(object)
    """(content)"""
    idea_taken = Signal(object)
    """(Make)"""
    person_wanted = Signal(object)
    """(persona, or None for whoever is served worst)"""

    def __init__(self, advice: CellAdvice, *, read_only: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(tr("Suggestions for {persona}", persona=advice.persona), parent=parent)
        self._advice, self._read_only = advice, read_only
        self.rows: list[SuggestionRow] = []
        served = trn("served {n} time in this stage", "served {n} times in this stage", advice.served)
        self.setToolTip(tip(f"{advice.persona}: {served}"))
        self.who = IconButton("chevron-down", tr("Suggest for somebody else"), size=14, side=22)
        self.who.clicked.connect(self._ask_whom)
        self.add_action(self.who)
        self.who.setHidden(len(advice.people) < 2)
        self.body.setContentsMargins(0, 2, 0, 8)
        self.body.setSpacing(0)
        if advice.idea is not None:
            self.body.addWidget(self._idea(advice.idea))
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.body.addLayout(self._list)
        for advised in advice.suggestions[:FIRST]:
            self._add(advised)
        self.more = link(tr("{n} more", n=len(advice.suggestions) - FIRST))
        self.more.clicked.connect(self._show_more)
        self._more_line = padded(self.more)
        self.body.addWidget(self._more_line)
        self._more_line.setHidden(len(advice.suggestions) <= FIRST)
        if advice.idea is None and not advice.suggestions:
            self.body.addWidget(padded(Label(tr("Nothing in the library fits here."), "small", "text2", wrap=True)))

    def _add(self, advised: Advised) -> None:
        look = look_of(advised, self._advice.persona_code)
        row = SuggestionRow(look, first=not self.rows and self._advice.idea is None)
        row.setEnabled(not self._read_only)
        row.added.connect(self.taken)
        row.opened.connect(self.opened)
        self._list.addWidget(row)
        row.show()  # at once, for it may be given the focus
        self.rows.append(row)

    def _show_more(self) -> None:
        """Show all there are, and go to the first of the new ones."""
        self._more_line.hide()
        first = len(self.rows)
        for advised in self._advice.suggestions[first:]:
            self._add(advised)
        self.rows[first].setFocus()

    def _idea(self, idea: Make) -> QWidget:
        """Describe a piece to write, with the button that notes it."""
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        mark = QVBoxLayout()
        mark.addWidget(icon_mark("lightbulb", "thin", "", 14))
        mark.addStretch(1)
        row.addLayout(mark)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(Label(tr("Nothing in the library fits well. To write:"), "small", "text3", wrap=True))
        column.addWidget(Label(idea.words, "small", weight=500, wrap=True))
        self.note = Button(tr("Add as idea"), small=True, icon="plus")
        self.note.setAccessibleDescription(idea.words)
        self.note.setEnabled(not self._read_only)
        self.note.clicked.connect(partial(self.idea_taken.emit, idea))
        line = QHBoxLayout()
        line.addWidget(self.note)
        line.addStretch(1)
        column.addLayout(line)
        row.addLayout(column, 1)
        return box

    def _ask_whom(self) -> None:
        """Offer the persons who are needed in this stage."""
        menu = QMenu(self)
        self._offer(menu, tr("Whoever is served worst"), None)
        menu.addSeparator()
        for person in self._advice.people:
            served = trn("{n} placement", "{n} placements", person.served)
            self._offer(menu, f"{person.name}  ·  {served}", person.id)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.who.mapToGlobal(QPoint(0, self.who.height())))

    def _offer(self, menu: QMenu, text: str, persona: int | None) -> None:
        action = QAction(text.replace("&", "&&"), menu)
        action.setCheckable(True)
        action.setChecked(persona == self._advice.persona_id)
        action.triggered.connect(partial(self._want, persona))
        menu.addAction(action)

    def _want(self, persona: int | None, _checked: bool = False) -> None:
        self.person_wanted.emit(persona)


def look_of(advised: Advised, person: str) -> SuggestionLook:
    """Return how a suggestion looks; `person` is the code of whom it is for."""
    add = tr("Include {code}", code=person) if advised.joins else ""
    name = tr("{code} also for {person}", code=advised.code, person=person) if advised.joins else ""
    return SuggestionLook(
        advised.content_id,
        advised.score,
        advised.form,
        advised.form_class,
        advised.code,
        advised.title,
        [Part(tr(PARTS[key]), most, gained) for key, most, gained in advised.parts],
        advised.why,
        advised.factor,
        advised.factors,
        add,
        name,
    )


def padded(widget: QWidget) -> QWidget:
    """Return a widget with the inspector's margins beside it."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(16, 4, 16, 4)
    row.addWidget(widget, 1 if isinstance(widget, Label) else 0)
    if not isinstance(widget, Label):
        row.addStretch(1)
    return box
