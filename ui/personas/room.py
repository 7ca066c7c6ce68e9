"""The room of personas: cards to pick from, the editor, the role card; or the list, for many at once."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Any, TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedLayout, QWidget

from b2bdesk.i18n import tr
from b2bdesk.queries import personas as asked
from ui.actions import Act
from ui.desk import Desk
from ui.kit.buttons import Button
from ui.kit.segmented import Segmented
from ui.personas import words
from ui.personas.acts import ACTS, MENU, SHOWN_KEYS
from ui.personas.cards import PersonaCards
from ui.records.rooms import PersonasRoom as ListView

if TYPE_CHECKING:
    from b2bdesk.workspace import Changes

CARDS, TABLE = "cards", "table"


class PersonasRoom(PersonaCards):
    """Cards with their editor, or the list; see `ui.room` for what the window asks."""

    inspector_changed = Signal()
    inspector_asked = Signal()
    open_item = Signal(str, int)
    aside_asked = Signal(object)
    """(widget) What is to be shown in the inspector for a while."""

    key = "personas"
    inspector_width = 392

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, today: Callable[[], date] | None = None) -> None:
        super().__init__(desk, today or desk.today, parent)
        self._table: ListView | None = None
        self._build_head()
        self._lay_out()
        self.gallery.cards.menu_asked.connect(self.show_menu)
        self.gallery.order_asked.connect(self._offer_orders)
        self.editor.menu_asked.connect(self.show_menu)
        self.refresh()

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
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.cards)
        self._rows = QWidget(self)
        self._rows.hide()
        self._row_stack = QStackedLayout(self._rows)
        self._row_stack.addWidget(self.filters)
        self.setFocusProxy(self.gallery)

    def refresh(self) -> None:
        """Load everything anew."""
        super().refresh()
        if self._listed:
            self.table.refresh()

    def apply(self, changes: "Changes") -> None:
        """Refresh what an edit changed."""
        super().apply(changes)
        if self._listed:
            self.table.apply(changes)

    # Cards or list

    @property
    def _listed(self) -> bool:
        """Tell whether the list is shown."""
        return self.views.value() == TABLE

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
        if view == CARDS and self._stack.currentWidget() is self.cards:
            return
        self.views.set_value(view)
        if view == TABLE:
            self.table.refresh()
            if self.persona is not None:
                self.table.list.go_to(self.persona)
        else:
            self._follow_list()
        self._stack.setCurrentWidget(self.table if view == TABLE else self.cards)
        self._row_stack.setCurrentWidget(self.table.filter_widget() if view == TABLE else self.filters)
        self.setFocusProxy(self.table if view == TABLE else self.gallery)
        self.inspector_changed.emit()
        self.status_changed.emit()

    def _follow_list(self) -> None:
        """Let the card be current whose row is."""
        row = self.table.list.table.current_id()
        if row is not None:
            self._wanted = row
            self._narrow()

    # What a person does: all of it among the cards

    def new(self) -> None:
        """Begin a new persona, among the cards."""
        self.show_view(CARDS)
        super().new()

    def compare(self) -> None:
        """Show the current persona beside a version or another persona."""
        self.show_view(CARDS)
        super().compare()

    def merge(self) -> None:
        """Show what may be merged into the current persona."""
        self.show_view(CARDS)
        super().merge()

    def duplicate(self) -> None:
        """Copy the current persona, or the list's row."""
        self.table.duplicate() if self._listed else super().duplicate()

    def archive(self) -> None:
        """Put the current persona away or bring it back, or the list's chosen rows."""
        self.table.archive() if self._listed else super().archive()

    def delete(self) -> None:
        """Delete the current persona, or the list's chosen rows."""
        self.table.delete() if self._listed else super().delete()

    # To paper and to other plans

    def _chosen(self) -> tuple[int, ...]:
        """Return the current persona, or the list's chosen rows."""
        if self._listed:
            return tuple(self.table.list.table.chosen())
        return () if self.persona is None else (self.persona,)

    def print_card(self) -> None:
        """Go where the current persona's card is printed or written."""
        self.editor.commit()
        if chosen := self._chosen():
            self.go.emit("export", ("cards", chosen))

    def copy_out(self) -> None:
        """Show which personas to copy into a file that another plan can read."""
        from ui.evidence.carry import CopyPane

        self.editor.commit()
        self.aside_asked.emit(CopyPane(self.desk, self._chosen(), self))

    def bring_in(self) -> None:
        """Ask for another plan, or a file of personas, and show what it holds."""
        from ui.evidence.carry import ask_for_file, read_pane

        path = ask_for_file(self)
        pane = read_pane(self.desk, path, self.desk.failed.emit) if path is not None else None
        if pane is not None:
            pane.brought.connect(self._brought)
            self.aside_asked.emit(pane)

    def _brought(self, done: Any) -> None:
        if done.ids:
            self.jump(("persona", done.ids[0]))

    def _flip(self, key: str) -> None:
        if self._listed:
            self._follow_list()
        super()._flip(key)

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
        return self.table.inspector() if self._listed else self.aside

    def focus_first(self) -> None:
        """Give the keyboard to the cards, or to the first step where there are none."""
        target = self.table if self._listed else self.gallery.cards if self.people else self.empty
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_filter(self) -> None:
        """Put the keyboard into the search."""
        self.table.focus_filter() if self._listed else self.filters.enter()

    def actions(self) -> Iterable[tuple[Act, Callable[[], object]]]:  # type: ignore[override]
        """Return the room's own actions."""
        runs: dict[str, Callable[[], object]] = {
            "new": self.new,
            "duplicate": self.duplicate,
            "compare": self.compare,
            "keep_version": self.keep_version,
            "merge": self.merge,
            "print_card": self.print_card,
            "copy_out": self.copy_out,
            "bring_in": self.bring_in,
            "lead": self.lead,
            "unwant": self.unwant,
            "archive": self.archive,
            "delete": self.delete,
            "focus_filter": self.focus_filter,
        }
        return [(act, runs[act.runs]) for act in ACTS]

    def status_text(self) -> str:
        """Return how many personas can be used and how much is proved."""
        return self.table.status_text() if self._listed else words.counted(self.people)

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


def _call(run: Callable[[], object], _checked: bool = False) -> None:
    run()
