"""The cards with their editor: what is shown of personas, and what a person does with the current one."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, Final, TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget
from shiboken6 import isValid

from b2bdesk.commands import personas
from b2bdesk.i18n import tr
from b2bdesk.insight.facts import Plan
from b2bdesk.queries import personas as asked
from b2bdesk.queries.facts import load_people
from b2bdesk.queries.labels import Labels
from b2bdesk.queries.personas import Person, Sheet
from ui.desk import Desk
from ui.kit.empty_state import EmptyState
from ui.kit.text import upright
from ui.personas.aside import Aside
from ui.personas.compare import Compare
from ui.personas.editor import Editor
from ui.personas.filters import Filters
from ui.personas.gallery import Gallery
from ui.personas.merge import Merge
from ui.personas.newcomer import Newcomer
from ui.records import acts
from ui.records.conclusions import Conclusions
from ui.records.lookups import Lookups
from ui.records.sources import Sources

if TYPE_CHECKING:
    from b2bdesk.workspace import Changes

MOST_FINDINGS: Final = 3
SOON_MS: Final = 60
"""A little longer than keys that are held down repeat."""


class PersonaCards(QWidget):
    """A gallery, and beside it the editor or what has taken its place; `aside` is for the inspector."""

    message = Signal(str)
    go = Signal(str, object)
    status_changed = Signal()

    def __init__(self, desk: Desk, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.today = desk, today
        self.lookups = Lookups(desk)
        self.sources = Sources(desk, self.lookups, Conclusions(desk, self.today, self), self.today)
        self.people: list[Person] = []
        self.sheet: Sheet | None = None
        self._summary: Any = None
        self._plan: Any = None
        self._order = "priority"
        self._wanted: int | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self._show_current)
        self._build_parts()
        self.cards = self._arranged()
        self._connect()

    def _build_parts(self) -> None:
        self.gallery = Gallery(self.lookups.portraits, self)
        self.editor = Editor(self.desk, self.lookups, self)
        self.newcomer = Newcomer(self.desk, self.lookups, self)
        self.compare_page = Compare(self.sources, self)
        self.merge_page = Merge(self.sources, self)
        self.aside = Aside(self.desk, self)
        self.aside.hide()
        self.filters = Filters(self.lookups)
        self.empty = EmptyState(
            "user-round",
            tr("No personas yet"),
            tr("A name, a job title, one worry. The rest can wait."),
            tr("Add a persona"),
            keys="N",
            framed=False,
        )
        self.nothing = EmptyState(
            "search", tr("Nothing fits"), tr("No persona passes these filters."), tr("Clear the filters"), framed=False
        )

    def _arranged(self) -> QWidget:
        middle, cards = QWidget(), QWidget(self)
        self._middle = QStackedLayout(middle)
        for page in (self.editor, self.newcomer, self.compare_page, self.merge_page, self.empty, self.nothing):
            self._middle.addWidget(page)
        row = QHBoxLayout(cards)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.gallery)
        row.addWidget(upright())
        row.addWidget(middle, 1)
        return cards

    def _connect(self) -> None:
        cards = self.gallery.cards
        cards.current_changed.connect(self._on_current)
        cards.opened.connect(self.open)
        cards.delete_wanted.connect(self.delete)
        self.gallery.new_wanted.connect(self.new)
        self.filters.changed.connect(self._refilter)
        self.filters.left.connect(cards.setFocus)
        self.editor.message.connect(self.message)
        self.editor.proof_wanted.connect(self.prove)
        self.newcomer.made.connect(self._made)
        for page in (self.editor, self.newcomer, self.compare_page, self.merge_page):
            page.left.connect(self._back)
        self.merge_page.message.connect(self.message)
        self.merge_page.merged.connect(self._merged)
        self.aside.go_to.connect(self.show_field)
        self.aside.evidence_wanted.connect(partial(self.go.emit, "evidence", None))
        self.empty.stepped.connect(self.new)
        self.nothing.stepped.connect(self.filters.clear)

    # What is shown

    @property
    def persona(self) -> int | None:
        """Return the persona that is current."""
        return self.gallery.cards.current_id()

    def refresh(self) -> None:
        """Load everything anew."""
        self.lookups.forget()
        self.filters.renew()
        self._read()

    def apply(self, changes: "Changes") -> None:
        """Refresh what an edit changed."""
        self.lookups.apply(changes)
        self.filters.renew()
        self._read()
        self.aside.apply(changes)

    def _read(self) -> None:
        if self.desk.ws is None:
            return
        self._plan, self.people = self.desk.read(partial(_everyone, labels=self.lookups.labels, today=self.today()))
        self._narrow()
        self.status_changed.emit()

    def _refilter(self) -> None:
        self._narrow(keep=False)

    def _narrow(self, *, keep: bool = True) -> None:
        """Show whom the filters let through; who is being worked on stays, though an edit may have changed that."""
        held = {one.id for one in self.people if keep and one.id == self.persona and not one.archived}
        held.add(self._wanted or 0)
        shown = [one for one in self.people if self.filters.passes(one) or one.id in held]
        self.gallery.show_people(sorted(shown, key=partial(_place, self._order)), self._order)
        if self._wanted is not None and self.gallery.cards.go_to(self._wanted):
            self._wanted = None
        self._show_current()

    def _on_current(self, _persona: int | None) -> None:
        """Show who is current; while a key held down goes through the cards, once it rests."""
        if self.gallery.cards.repeating:
            self._soon.start()
        else:
            self._show_current()

    def _show_current(self) -> None:
        self._soon.stop()
        persona = self.persona
        card = next((one for one in self.people if one.id == persona), None)
        known = {"labels": self.lookups.labels, "today": self.today(), "plan": self._plan, "card": card}
        self.sheet = None if persona is None else self.desk.read(partial(asked.sheet, persona=persona, **known))
        page = self._middle.currentWidget()
        self.editor.show_sheet(self.sheet)
        self.aside.show_sheet(self.sheet, self._findings())
        if page in (self.compare_page, self.merge_page) and persona is not None:
            page.show_persona(persona)
        elif page is not self.newcomer:
            self._middle.setCurrentWidget(
                self.editor if persona is not None else self.nothing if self.filters.narrows else self.empty
            )

    def _findings(self) -> list[tuple[str, str]]:
        """Return what was found about the persona: how bad, and in words."""
        said = getattr(self._summary, "findings", ()) if self._summary is not None else ()
        mine = (one for one in said if getattr(one, "finding", None) and one.finding.ids == {"persona": self.persona})
        return [(str(one.finding.severity), one.sentence) for one in list(mine)[:MOST_FINDINGS]]

    def set_summary(self, summary: Any) -> None:
        """Take over what was found in the plan."""
        self._summary = summary
        self.aside.show_sheet(self.sheet, self._findings())

    def _turn(self, page: QWidget) -> None:
        self._middle.setCurrentWidget(page)
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _back(self) -> None:
        self._middle.setCurrentWidget(self.editor)
        self._show_current()
        self.gallery.cards.setFocus(Qt.FocusReason.OtherFocusReason)

    # What a person does

    def open(self) -> None:
        """Go on from the card to what is said."""
        self._middle.setCurrentWidget(self.editor)
        self.editor.enter()

    def new(self) -> None:
        """Begin a new persona."""
        if self.desk.read_only:
            return
        self._middle.setCurrentWidget(self.newcomer)
        segments = self.filters.segments.keys()
        first = segments[0] if segments else None
        self.newcomer.begin(first if isinstance(first, int) else None)

    def _made(self, persona: int) -> None:
        """Show a new persona and ask for its first worry."""
        self._wanted = persona
        self._middle.setCurrentWidget(self.editor)
        self._narrow()
        self.editor.next_step()

    def duplicate(self) -> None:
        """Copy the current persona with all that is said."""
        if self.persona is not None:
            self.editor.commit()
            self._run(personas.duplicate, persona=self.persona, done=self._copied)

    def _copied(self, persona: int) -> None:
        if isValid(self):
            self._wanted = persona
            self._narrow()
            self.editor.enter()

    def archive(self) -> None:
        """Put the current persona away, or bring it back."""
        if self.sheet is not None:
            values = {"ids": [self.sheet.person.id], "archived": not self.sheet.person.archived}
            self._run(acts.archive, kind="persona", **values)

    def delete(self) -> None:
        """Delete the current persona; a refusal says who uses it."""
        if self.persona is not None:
            self._run(acts.delete, kind="persona", ids=[self.persona])

    def lead(self) -> None:
        """Let the current persona lead, or no more; another one that led stops in the same step."""
        self._flip("leading")

    def unwant(self) -> None:
        """Say that the plan does not want this persona, or does again."""
        self._flip("negative")

    def _flip(self, key: str) -> None:
        if self.sheet is not None:
            values = {key: not getattr(self.sheet.person, key)}
            self._run(acts.update, kind="persona", row=self.sheet.person.id, values=values)

    def _run(self, command: Callable[..., Any], **kwargs: Any) -> None:
        if not self.desk.read_only:
            self.desk.run(command, **kwargs)

    def compare(self) -> None:
        """Show the current persona beside a version or another persona."""
        if self.persona is not None:
            self.editor.commit()
            self.compare_page.show_persona(self.persona)
            self._turn(self.compare_page)

    def keep_version(self) -> None:
        """Show the versions, with the name of a new one to type."""
        self.compare()
        self.compare_page.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def merge(self) -> None:
        """Show what may be merged into the current persona."""
        if self.persona is not None and not self.desk.read_only:
            self.editor.commit()
            self.merge_page.show_persona(self.persona)
            self._turn(self.merge_page)

    def _merged(self, kept: int) -> None:
        self._wanted = kept
        self._middle.setCurrentWidget(self.editor)
        self._narrow()
        self.gallery.cards.setFocus(Qt.FocusReason.OtherFocusReason)

    def prove(self, statement: int) -> None:
        """Go to the evidence of a statement."""
        self.go.emit("evidence", ("persona_item", statement))

    def show_field(self, group: str, key: str) -> None:
        """Go to where something is said."""
        self._middle.setCurrentWidget(self.editor)
        self.editor.go_to(group, key)


def _everyone(session: Any, *, labels: Labels, today: date) -> tuple[Plan, list[Person]]:
    """Return what is known about all personas, and their cards."""
    plan = load_people(session, labels)
    return plan, asked.people(session, today, plan)


def _place(order: str, person: Person) -> Any:
    """Return where a card stands in an order; by priority they come as they are."""
    away = person.archived
    return (away, person.name.casefold()) if order == "name" else (away, person.score) if order == "score" else (away,)
