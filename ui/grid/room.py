"""The room Map: its views, and what they share: filters, what is chosen, the inspector, and what can be done."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Any, cast, Final

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from b2bdesk.i18n import tr
from b2bdesk.queries import cell as cell_query
from b2bdesk.queries.board_counting import Kept, PLACED
from b2bdesk.queries.board_values import Board, BoardFilter, Chip, Spot
from ui.actions import Act
from ui.grid.acts import MapActs, today_of
from ui.grid.advice import Advisor
from ui.grid.ahead import ask_ahead
from ui.grid.asks import Asks
from ui.grid.colours import Colours
from ui.grid.filters import FilterRow
from ui.grid.findings import Findings
from ui.grid.inspector import MapInspector
from ui.grid.legend import Legend
from ui.grid.memory import FILTER, Memory, read_filter, stored
from ui.grid.menu import MapMenu, StatusMenu
from ui.grid.switch import Views
from ui.grid.verbs import acts_of, READS, views_of
from ui.grid.views import MapView
from ui.room import offer

__all__ = ["MapRoom", "ask_ahead", "menu_place"]

TABLES: Final = frozenset(
    "placement placement_persona content_piece content_persona persona persona_segment stage stage_state stage_fit "
    "channel cell_plan campaign vocab_entry workspace segment tracking_link landing_pool help_check decision_chain "
    "chain_member result".split()
)

CALENDAR: Final = "calendar"
"""The view that has a place of its own in the rail."""


class MapRoom(QWidget):
    """Shows the placements of the open plan; every change is a command, and `apply` shows what it did."""

    key = "map"
    inspector_changed = Signal()
    message = Signal(str)
    open_item = Signal(str, int)
    go = Signal(str, object)
    status_changed = Signal()
    place_changed = Signal(str)
    """(place) The room shows another of its places of the rail now."""

    def __init__(self, desk: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.asks = Asks(desk)
        self.where = BoardFilter()
        self.filters = FilterRow()
        self.advisor = Advisor(desk, self.today, self)
        self.acts = MapActs(self)
        self.findings = Findings(None)
        self.kept = Kept()
        """What one view has read, and another, or the same one, need not read again."""
        self.memory = Memory()
        self.views = Views(desk, self)
        self._view: MapView | None = None
        self._leave_to = self.views.known("")
        self.placing = False
        """Whether pieces from the list are on their way: the list stays until they are chosen."""
        self._choose_next: frozenset[int] = frozenset()
        self._stale = self._more = True
        self._settings: Any = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.renew)
        self.inspector_ = MapInspector(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.views.stack)
        self._connect()

    def _connect(self) -> None:
        self.views.made.connect(self._welcome)
        self.views.picked.connect(self.show_view)
        self.filters.filtered.connect(self.set_filter)
        self.filters.comfortable_toggled.connect(self._set_comfortable)
        self.filters.pieces_asked.connect(self.toggle_pieces)
        self.filters.key_asked.connect(self._show_key)

    # ---- the views

    @property
    def view(self) -> MapView:
        """Return the view that is shown; the first one is made when it is first asked for."""
        if self._view is None:
            self.show_view(self._leave_to)
        return cast(MapView, self._view)

    def show_view(self, key: str) -> None:
        """Show a view with what is chosen in the one before."""
        before, place = self._view, self.place()
        if before is not None and before.key == key:
            return
        ids, cell = (before.chosen(), before.current_cell()) if before else (frozenset(), None)
        view = self._view = self.views.show(self.views.known(key))
        self._leave_to = view.key if view.key != CALENDAR else self._leave_to
        self.setFocusProxy(cast(QWidget, view))
        self.filters.show_tools(view.tools(), has_density=hasattr(view, "set_comfortable"))
        if self.isVisible() or before is not None:
            self.renew()
        if cell is not None:
            view.go(cell)
        if ids:
            view.choose(ids)
        if before is not None:
            self._remember(view.key)
        if place != self.place():
            self.place_changed.emit(self.place())

    def _welcome(self, view: MapView) -> None:
        """Listen to a new view; one that wants more of the room than these signals takes it by `join`."""
        view.read_only = bool(self.desk.read_only)
        view.selection_changed.connect(self._on_chosen)
        view.verb.connect(self.do)
        view.menu_asked.connect(self._menu)
        view.message.connect(self.message)
        join = getattr(view, "join", None)
        if callable(join):
            join(self)
        self._dress(view)

    def place(self) -> str:
        """Return the key of the place in the rail that is shown."""
        return CALENDAR if self._view is not None and self._view.key == CALENDAR else self.key

    def show_place(self, place: str) -> None:
        """Show a place of the rail: the calendar, or the view of the map that was shown last."""
        if place == CALENDAR:
            self.show_view(CALENDAR)
        elif self.place() == CALENDAR:
            self.show_view(self._leave_to)

    # ---- the room

    def title(self) -> str:
        """Return the title."""
        return tr("Calendar") if self.place() == CALENDAR else tr("Map")

    def apply(self, changes: Any) -> None:
        """Show what an edit changed, once for several in a row."""
        tables = getattr(changes, "tables", None)
        if tables is not None and not TABLES & set(tables) and self.isVisible():
            return
        self.advisor.forget()
        self.kept.forget(tables, _changed(changes, "placement") if tables is not None else None)
        self._more |= tables is None or bool(set(tables) - PLACED)
        if self.isVisible():
            self._soon.start(0)
        else:
            self._stale = True

    def refresh(self) -> None:
        """Load everything anew."""
        self.advisor.forget()
        self.kept.forget()
        self._more = True
        self.renew()

    @property
    def renewing(self) -> bool:
        """Tell whether changes are still to be shown."""
        return self._soon.isActive()

    def header_widget(self) -> QWidget | None:
        """Return the switch between the views, if there are several."""
        return self.views.head if len(self.views.kinds) > 1 else None

    def filter_widget(self) -> QWidget:
        """Return the filter row."""
        return self.filters

    def inspector(self) -> QWidget:
        """Return the inspector."""
        return self.inspector_

    def actions(self) -> list[tuple[Act, Callable[[], object]]]:  # type: ignore[override]
        """Return what can be done here, with its keys."""
        return [*acts_of(self.key, self.do), *views_of(self.key, self.views.kinds.values(), self.show_view)]

    def set_settings(self, settings: Any) -> None:
        """Take what a person has set: which view, whether single letters act, and how much air there is."""
        first = self._settings is None
        self._settings = settings
        if first:
            self.memory = Memory(settings, self.desk.read(cell_query.plan_uid))
            self.where = read_filter(self.memory.get(FILTER))
        self.filters.show_density(settings.density == "comfortable")
        if first and self._view is None:
            self._leave_to = self.views.known(str(settings.rooms.get("map_view", "")))
        for key in self.views.kinds:
            view = self.views.find(key)
            if view is not None:
                self._dress(view)

    def _dress(self, view: MapView) -> None:
        take, air = getattr(view, "set_single_letters", None), getattr(view, "set_comfortable", None)
        if callable(take) and self._settings is not None:
            take(bool(self._settings.single_keys))
        if callable(air):
            air(self.filters.comfortable)

    def _set_comfortable(self, on: bool) -> None:
        self._dress(self.view)
        if self._settings is not None:
            self._settings.put("density", "comfortable" if on else "compact")

    def _remember(self, view: str) -> None:
        if self._settings is not None and view != CALENDAR and self.views.kinds[view].lasting:
            self._settings.rooms["map_view"] = view
            self._settings.save()

    def status_text(self) -> str:
        """Return nothing: the plan's coverage is what matters here."""
        return ""

    def set_summary(self, summary: Any) -> None:
        """Mark the placements that findings name, and show findings with their cells."""
        before = self.findings.marked
        self.findings = Findings(summary)
        if self.findings.marked != before:
            self._soon.start(0)
        else:
            self.inspector_.follow_later()

    def jump(self, target: Any) -> None:
        """Go to a cell, a placement or a stage: `(table, id)`, or ids by kind as a finding gives them."""
        facts = dict([target]) if isinstance(target, tuple) else dict(target or {})
        if self._stale:
            self.renew()
        if "placement" in facts:
            self.choose(facts["placement"])
            if facts["placement"] in self.chosen():
                return
        go = getattr(self.view, "go_spot", None)
        if callable(go) and "channel" not in facts and go(facts):
            cast(QWidget, self.view).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        key = self.asks.cell_of(facts, self.where)
        if key is not None:
            self.view.go(key)
            cast(QWidget, self.view).setFocus(Qt.FocusReason.OtherFocusReason)

    def whole_board(self) -> Board | None:
        """Return the board as it is shown, with all its chips; None while it never was."""
        view = self.views.find("board")
        found: Board | None = offer(cast(QWidget, view), "whole_board") if view is not None else None
        return found

    def whole_colours(self) -> Colours | None:
        """Return what colours tell on the board; None while it never was shown."""
        found: Colours | None = getattr(self.views.find("board"), "colours", None)
        return found

    # ---- asking

    def today(self) -> date:
        """Return the day."""
        return today_of(self.desk)

    def lang(self) -> str:
        """Return the language now spoken."""
        return self.asks.lang()

    def plan_id(self) -> str:
        """Return what tells this plan from others on the clipboard."""
        return str(getattr(self.desk, "path", "") or "")

    def set_filter(self, where: BoardFilter) -> None:
        """Show what a filter lets through."""
        self.where = where
        self.memory.put(FILTER, stored(where))
        self.filters.set_filter(where)
        self.renew()

    def renew(self) -> None:
        """Show the plan as it is now, as the filters let it through."""
        self._soon.stop()
        self._stale = False
        if self._view is None and self.isVisible():
            self.show_view(self._leave_to)  # which shows the plan
            return
        if self._more:
            self.filters.set_choices(self.desk.read(partial(cell_query.choices, lang=self.lang())))
            self.filters.set_filter(self.where)
            self.where = self.filters.where()
        self.acts.forget_targets()
        self.view.show_plan(self.where, self.findings.marked)
        if self._choose_next:
            self.view.choose(self._choose_next)
            if self._choose_next <= self.view.chosen():
                self._choose_next, self.placing = frozenset(), False
        self.filters.show_counts(*self.view.counts())
        self.inspector_.forget(choices=self._more)
        self._more = False

    def chosen(self) -> frozenset[int]:
        """Return the ids of the chosen placements."""
        return self.view.chosen()

    def chosen_chips(self) -> tuple[Chip, ...]:
        """Return the chosen chips, wherever they are drawn."""
        return self.asks.chips(self.chosen(), self.findings.marked)

    def spot(self) -> Spot | None:
        """Return what the current cell stands for: stage and channel, or what a board of other axes says."""
        own = getattr(self.view, "spot", None)
        if callable(own):
            found: Spot | None = own()
            return found
        key = self.view.current_cell()
        return {"stage": key[0], "channel": key[1]} if key is not None else None

    def cell(self) -> cell_query.CellFacts | None:
        """Return what the current cell holds; None where there is none."""
        spot = self.spot()
        return self.asks.cell(spot, self.where) if spot is not None else None

    # ---- choosing

    def choose(self, placement_id: int) -> None:
        """Choose a placement, wherever it lies."""
        self.view.choose([placement_id])

    def choose_later(self, ids: Iterable[int]) -> None:
        """Choose placements as soon as the view shows what a command has done with them."""
        self._choose_next = frozenset(ids)
        self._soon.start(0)

    def open_chip(self, placement_id: int) -> None:
        """Show a placement's fields and go into the first."""
        self.choose(placement_id)
        self.edit()

    def edit(self) -> None:
        """Go to the fields of what is chosen."""
        self.inspector_.wants_pieces = False
        self.inspector_.follow()
        self.inspector_.focus_first()

    def toggle_pieces(self) -> None:
        """Show the list of pieces in the inspector, or what is chosen again."""
        self.placing = False
        self.inspector_.show_pieces(not self.inspector_.wants_pieces)
        if self.inspector_.wants_pieces:
            self.inspector_.pieces.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_chosen(self) -> None:
        self.inspector_.wants_pieces = self.placing
        self.inspector_.follow_later()

    # ---- doing

    def do(self, verb: str) -> None:
        """Do what a key, a menu or a button asks for."""
        own: dict[str, Callable[[], object]] = {
            "status": self._status_menu,
            "edit": self.edit,
            "open": self.edit,
            "pieces": self.toggle_pieces,
            "filter_persona": partial(self.filters.open, "personas"),
            "new_piece": self._new_piece,
        }
        if verb in own:
            own[verb]()
        elif self.view.read_only and verb not in READS:
            self.say(tr("This plan is open read-only; nothing was changed."))
        elif not self.view.do(verb) and self.acts.knows(verb):
            self.acts.do(verb)  # what the view does not do in a way of its own

    def say(self, sentence: str) -> None:
        """Say one sentence in the status bar."""
        self.message.emit(sentence)

    def say_choose_cell(self) -> None:
        """Say that a cell must be chosen first."""
        self.say(tr("Choose a cell first."))

    def _menu(self, place: QPoint) -> None:
        MapMenu(self).open_at(place)

    def _status_menu(self) -> None:
        if not self.chosen():
            self.say(tr("Choose a chip first: Tab goes into the cell."))
            return
        menu = StatusMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(menu_place(cast(QWidget, self.view)))

    def _show_key(self) -> None:
        colours, board = (getattr(self.view, name, None) for name in ("colours", "board"))
        Legend(self.filters, colours, board).open_below(self.filters.key_button)

    def focus_filter(self) -> None:
        """Open the filter by words."""
        self.filters.open("text")

    def _new_piece(self) -> None:
        self.go.emit("content", None)

    # ---- Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.renew()


def _changed(changes: Any, table: str) -> frozenset[int]:
    """Return the rows of a table that an edit changed."""
    rows = changes.of(table)
    return frozenset((*rows.inserted, *rows.updated, *rows.deleted))


def menu_place(view: QWidget) -> QPoint:
    """Return where a menu asked for by key opens: at what is chosen if the view tells where that is."""
    place = getattr(view, "menu_place", None)
    found: QPoint = place() if callable(place) else view.mapToGlobal(view.rect().center())
    return found
