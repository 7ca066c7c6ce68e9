"""The room of personas: cards to pick from at the left, the editor in the middle, the role card at the right."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Any, Final, TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedLayout, QWidget
from shiboken6 import isValid

from b2bdesk.commands import personas
from b2bdesk.i18n import tr
from b2bdesk.insight.facts import Plan
from b2bdesk.queries import personas as asked
from b2bdesk.queries.facts import load_people
from b2bdesk.queries.labels import Labels
from b2bdesk.queries.personas import Person, Sheet
from ui.actions import Act
from ui.desk import Desk
from ui.kit.buttons import Button
from ui.kit.empty_state import EmptyState
from ui.kit.segmented import Segmented
from ui.kit.text import upright
from ui.personas import words
from ui.personas.acts import ACTS, MENU, SHOWN_KEYS
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
from ui.records.rooms import PersonasRoom as ListView
from ui.records.sources import Sources

if TYPE_CHECKING:
    from b2bdesk.workspace import Changes

CARDS, TABLE = "cards", "table"
MOST_FINDINGS: Final = 3


class PersonasRoom(QWidget):
    """Cards with their editor, or the list; see `ui.room` for what the window asks."""

    inspector_changed = Signal()
    inspector_asked = Signal()
    message = Signal(str)
    open_item = Signal(str, int)
    go = Signal(str, object)
    status_changed = Signal()

    key = "personas"
    inspector_width = 392

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, today: Callable[[], date] | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.today = today or desk.today
        self.lookups = Lookups(desk)
        self.sources = Sources(desk, self.lookups, Conclusions(desk, self.today, self), self.today)
        self.people: list[Person] = []
        self.sheet: Sheet | None = None
        self._summary: Any = None
        self._plan: Any = None
        self._order = "priority"
        self._table: ListView | None = None
        self._wanted: int | None = None
        self._build_parts()
        self._build_head()
        self._lay_out()
        self._connect()
        self.refresh()

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

    def _build_head(self) -> None:
        self._head = QWidget(self)
        self._head.hide()
        row = QHBoxLayout(self._head)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(4)
        self.views = Segmented([(CARDS, tr("Cards")), (TABLE, tr("List"))], tr("Personas"))
        self.views.picked.connect(self.show_view)
        self._compare = Button(tr("Compare"), "quiet", icon="git-compare")
        self._compare.clicked.connect(self.compare)
        self._merge = Button(tr("Merge"), "quiet", icon="merge")
        self._merge.clicked.connect(self.merge)
        self._new = Button(tr("New persona"), icon="plus", keys="N")
        self._new.clicked.connect(self.new)
        row.addWidget(self.views)
        row.addStretch(1)
        for button in (self._compare, self._merge, self._new):
            row.addWidget(button)
        self._new.setEnabled(not self.desk.read_only)
        self._merge.setEnabled(not self.desk.read_only)

    def _lay_out(self) -> None:
        middle = QWidget()
        self._middle = QStackedLayout(middle)
        for page in (self.editor, self.newcomer, self.compare_page, self.merge_page, self.empty, self.nothing):
            self._middle.addWidget(page)
        cards = QWidget()
        row = QHBoxLayout(cards)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.gallery)
        row.addWidget(upright())
        row.addWidget(middle, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(cards)
        self._cards = cards
        self._rows = QWidget(self)
        self._rows.hide()
        self._row_stack = QStackedLayout(self._rows)
        self._row_stack.addWidget(self.filters)
        self.setFocusProxy(self.gallery)

    def _connect(self) -> None:
        cards = self.gallery.cards
        cards.current_changed.connect(self._on_current)
        cards.opened.connect(self.open)
        cards.delete_wanted.connect(self.delete)
        cards.menu_asked.connect(self.show_menu)
        self.gallery.new_wanted.connect(self.new)
        self.gallery.order_asked.connect(self._offer_orders)
        self.filters.changed.connect(self._narrow)
        self.filters.left.connect(cards.setFocus)
        self.editor.message.connect(self.message)
        self.editor.menu_asked.connect(self.show_menu)
        self.editor.proof_wanted.connect(self.prove)
        self.newcomer.made.connect(self._made)
        for page in (self.newcomer, self.compare_page, self.merge_page):
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
        if self._table is not None and self.views.value() == TABLE:
            self._table.refresh()

    def apply(self, changes: "Changes") -> None:
        """Refresh what an edit changed."""
        self.lookups.apply(changes)
        self.filters.renew()
        self._read()
        self.aside.apply(changes)
        if self._table is not None and self.views.value() == TABLE:
            self._table.apply(changes)

    def _read(self) -> None:
        if self.desk.ws is None:
            return
        self._plan, self.people = self.desk.read(partial(_everyone, labels=self.lookups.labels, today=self.today()))
        self._narrow()
        self.status_changed.emit()

    def _narrow(self) -> None:
        shown = [one for one in self.people if self.filters.passes(one) or one.id == self._wanted]
        self.gallery.show_people(sorted(shown, key=partial(_place, self._order)), self._order)
        if self._wanted is not None and self.gallery.cards.go_to(self._wanted):
            self._wanted = None
        self._show_current()

    def _on_current(self, _persona: int | None) -> None:
        self._show_current()

    def _show_current(self) -> None:
        persona, more = self.persona, {"labels": self.lookups.labels, "today": self.today(), "plan": self._plan}
        self.sheet = None if persona is None else self.desk.read(partial(asked.sheet, persona=persona, **more))
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

    # The list

    @property
    def table(self) -> ListView:
        """Return the list of all personas with its form."""
        if self._table is None:
            self._table = ListView(self.desk, self, today=self.today)
            for name in ("inspector_changed", "status_changed"):
                getattr(self._table, name).connect(getattr(self, name))
            self._table.message.connect(self.message)
            self._table.open_item.connect(self.open_item)
            self._stack.addWidget(self._table)
            self._row_stack.addWidget(self._table.filter_widget())
        return self._table

    @property
    def list(self) -> Any:
        """Return the list's rows."""
        return self.table.list

    def show_list(self, kind: str) -> None:
        """Show the list."""
        self.show_view(TABLE)
        self.table.show_list(kind)

    def show_view(self, view: str) -> None:
        """Show cards, or the list for many at once."""
        self.views.set_value(view)
        if view == TABLE:
            self.table.refresh()
            if self.persona is not None:
                self.table.list.go_to(self.persona)
        self._stack.setCurrentWidget(self.table if view == TABLE else self._cards)
        self._row_stack.setCurrentWidget(self.table.filter_widget() if view == TABLE else self.filters)
        self.setFocusProxy(self.table if view == TABLE else self.gallery)
        self.inspector_changed.emit()
        self.status_changed.emit()

    # What a person does

    def open(self) -> None:
        """Go on from the card to what is said."""
        self._middle.setCurrentWidget(self.editor)
        self.editor.enter()

    def new(self) -> None:
        """Begin a new persona."""
        if self.desk.read_only:
            return
        if self.views.value() == TABLE:
            self.show_view(CARDS)
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
        if self.views.value() == TABLE:
            self.table.duplicate()
        elif self.persona is not None:
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
            self.show_view(CARDS)
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
            self.show_view(CARDS)
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

    # Menus

    def menu(self) -> QMenu:
        """Return the menu of what can be done with the current persona."""
        menu = QMenu(self)
        known = {act.id: (act, run) for act, run in self.actions()}
        for name in MENU:
            if not name:
                menu.addSeparator()
                continue
            act, run = known[name]
            keys = SHOWN_KEYS.get(name, "")
            text = tr(act.text).replace("&", "&&")
            action = menu.addAction(f"{text}\t{keys}" if keys else text)
            action.setEnabled(not self.desk.read_only or act.when != "writable")
            action.triggered.connect(partial(_call, run))
        return menu

    def show_menu(self, place: QPoint) -> None:
        """Open the menu at a place."""
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def _offer_orders(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, text in words.ORDERS.items():
            action = menu.addAction(tr(text))
            action.setCheckable(True)
            action.setChecked(key == self._order)
            action.triggered.connect(partial(self._sort, key))
        menu.popup(place)

    def _sort(self, key: str, _checked: bool = False) -> None:
        self._order = key
        self._narrow()

    # What the window asks

    def title(self) -> str:
        """Return the title in the header."""
        return tr("Personas")

    def header_widget(self) -> QWidget:
        """Return the views and the buttons."""
        return self._head

    def filter_widget(self) -> QWidget:
        """Return the filters of the view that is shown."""
        return self._rows

    def inspector(self) -> QWidget:
        """Return the role card, or the form of the list's row."""
        return self.table.inspector() if self.views.value() == TABLE else self.aside

    def focus_first(self) -> None:
        """Give the keyboard to the cards, or to the first step where there are none."""
        target = self.table if self.views.value() == TABLE else self.gallery.cards if self.people else self.empty
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_filter(self) -> None:
        """Put the keyboard into the search."""
        self.table.focus_filter() if self.views.value() == TABLE else self.filters.enter()

    def actions(self) -> Iterable[tuple[Act, Callable[[], object]]]:  # type: ignore[override]
        """Return the room's own actions."""
        runs: dict[str, Callable[[], object]] = {
            "new": self.new,
            "duplicate": self.duplicate,
            "compare": self.compare,
            "keep_version": self.keep_version,
            "merge": self.merge,
            "lead": self.lead,
            "unwant": self.unwant,
            "archive": self.archive,
            "delete": self.delete,
            "focus_filter": self.focus_filter,
        }
        return [(act, runs[act.runs]) for act in ACTS]

    def status_text(self) -> str:
        """Return how many personas can be used and how much is proved."""
        return self.table.status_text() if self.views.value() == TABLE else words.counted(self.people)

    def jump(self, target: Any) -> None:
        """Go to a persona or one of its statements: `(table, id)` or a finding's target with `ids`."""
        table, row = target if isinstance(target, tuple) and len(target) == 2 else ("persona", 0)
        row = row or getattr(target, "ids", {}).get("persona", 0)
        if table == "persona_item":
            row = self.desk.read(partial(asked.owner_of, statement=row)) or 0
        if row:
            self.show_view(CARDS)
            self._middle.setCurrentWidget(self.editor)
            self._wanted = row
            self._narrow()


def _everyone(session: Any, *, labels: Labels, today: date) -> tuple[Plan, list[Person]]:
    """Return what is known about all personas, and their cards."""
    plan = load_people(session, labels)
    return plan, asked.people(session, today, plan)


def _place(order: str, person: Person) -> Any:
    """Return where a card stands in an order; by priority they come as they are."""
    away = person.archived
    return (away, person.name.casefold()) if order == "name" else (away, person.score) if order == "score" else (away,)


def _call(run: Callable[[], object], _checked: bool = False) -> None:
    run()
