"""The room Map: the board, its filters, its inspector, and what can be done in it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from b2bdesk import i18n
from b2bdesk.i18n import tr
from b2bdesk.queries import board as board_query
from b2bdesk.queries import cell as cell_query
from b2bdesk.queries.board_values import Board, BoardFilter, Chip, Key
from b2bdesk.queries.labels import Labels
from b2bdesk.terms import N_
from ui.actions import Act
from ui.grid import access
from ui.grid.acts import MapActs, STATUSES, today_of
from ui.grid.advice import Advisor
from ui.grid.board_view import BoardView
from ui.grid.fill import Filler
from ui.grid.filters import FilterRow
from ui.grid.findings import Findings
from ui.grid.inspector import MapInspector
from ui.grid.menu import BoardMenu, StatusMenu

KEYS: Final = (
    ("add", N_("Add a piece here"), "plus", ("N",)),
    ("move", N_("Move chips with the arrows"), "move", ("M",)),
    ("duplicate", N_("Copy chips to the channel below"), "copy", ("Ctrl+D",)),
    ("status", N_("Set the status"), "circle-dot", ("S",)),
    ("not_needed", N_("Not needed here"), "ban", ("X",)),
    ("target_up", N_("Want one more here"), "plus", ("+",)),
    ("target_down", N_("Want one less here"), "minus", ("-",)),
    ("next_gap", N_("Next gap"), "target", ("G",)),
    ("previous_gap", N_("Previous gap"), "target", ("Shift+G",)),
    ("filter_persona", N_("Filter by persona"), "user-round", ("P",)),
    ("pieces", N_("List of pieces"), "library", ("/",)),
    ("remove", N_("Remove chips from the map"), "trash-2", ("Del",)),
)
TABLES: Final = frozenset(
    "placement placement_persona content_piece content_persona persona persona_segment stage stage_state stage_fit "
    "channel cell_plan campaign vocab_entry workspace segment tracking_link landing_pool".split()
)

READS: Final = frozenset({"next_gap", "previous_gap", "filter_persona", "pieces"})
"""What changes nothing."""
PLACEMENT_TABLES: Final = frozenset({"placement", "placement_persona", "cell_plan"})
"""What changes on the map itself."""


class MapRoom(QWidget):
    """Shows the map of the open plan; every change is a command, and `apply` shows what it did."""

    key = "map"
    inspector_changed = Signal()
    message = Signal(str)
    open_item = Signal(str, int)
    go = Signal(str, object)
    status_changed = Signal()

    def __init__(self, desk: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.where = BoardFilter()
        self.view = BoardView(self)
        self.view.read_only = bool(desk.read_only)
        self.filters = FilterRow()
        self.advisor = Advisor(desk, self.today, self)
        self.acts = MapActs(self)
        self.filler = Filler(self)
        self.findings = Findings(None)
        self._choose_next: frozenset[int] = frozenset()
        self._statuses: Sequence[tuple[str, str]] = ()
        self._stale = False
        self._more = True
        self._settings: Any = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._renew)
        self.inspector_ = MapInspector(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.setFocusProxy(self.view)
        self._connect()
        self.refresh()

    def _connect(self) -> None:
        access.install()
        view = self.view
        view.help.refusal = self.acts.refusal
        view.help.complete = self.complete
        view.help.chip_tip = self._tip
        view.verb.connect(self.do)
        view.chips_dropped.connect(self.acts.drop)
        view.text_entered.connect(self.acts.add)
        view.reason_entered.connect(self.acts.set_reason)
        view.chip_opened.connect(self.open_chip)
        view.menu_asked.connect(self._menu)
        view.message.connect(self.message)
        view.selection_changed.connect(self._on_chosen)
        view.current_changed.connect(self._tell_reader)
        self.filters.filtered.connect(self.set_filter)
        self.filters.comfortable_toggled.connect(self._set_comfortable)
        view.shortfall_chosen.connect(self._show_missing)
        self.filters.pieces_asked.connect(self.toggle_pieces)

    # ---- the room

    def title(self) -> str:
        """Return the title."""
        return tr("Map")

    def apply(self, changes: Any) -> None:
        """Show what an edit changed, once for several in a row."""
        tables = getattr(changes, "tables", None)
        if tables is not None and not TABLES & set(tables) and self.isVisible():
            return
        self.advisor.forget()
        self._more |= tables is None or bool(set(tables) - PLACEMENT_TABLES)
        if self.isVisible():
            self._soon.start(0)
        else:
            self._stale = True

    def refresh(self) -> None:
        """Load everything anew."""
        self.advisor.forget()
        self.filters.set_choices(self.desk.read(partial(cell_query.choices, lang=self.lang())))
        self.filters.set_filter(self.where)
        self._more = True
        self._renew()

    @property
    def renewing(self) -> bool:
        """Tell whether changes are still to be shown."""
        return self._soon.isActive()

    def filter_widget(self) -> QWidget:
        """Return the filter row."""
        return self.filters

    def inspector(self) -> QWidget:
        """Return the inspector."""
        return self.inspector_

    def actions(self) -> list[tuple[Act, Callable[[], object]]]:  # type: ignore[override]
        """Return what can be done here, with its keys."""
        return [
            (Act(f"map_{verb}", words, icon, keys, "" if verb in READS else "writable", room=self.key), run)
            for verb, words, icon, keys in KEYS
            for run in (partial(self.do, verb),)
        ]

    def set_settings(self, settings: Any) -> None:
        """Take what a person has set: whether single letters act, and how much air there is."""
        self._settings = settings
        self.view.keys.single_letters = bool(settings.single_keys)
        self.filters.show_density(settings.density == "comfortable")
        self.view.set_comfortable(self.filters.comfortable)

    def _set_comfortable(self, on: bool) -> None:
        self.view.set_comfortable(on)
        if self._settings is not None:
            self._settings.put("density", "comfortable" if on else "compact")

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
        if "placement" in facts and facts["placement"] in self.view.board.where:
            self.choose(facts["placement"])
            return
        key = self._cell_of(facts)
        if key is not None:
            self.view.go(key)
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _cell_of(self, facts: dict[str, int]) -> Key | None:
        """Return the cell that ids mean: with only a stage, the emptiest cell that is recommended there."""
        board = self.view.board
        stage, channel = facts.get("stage"), facts.get("channel")
        if stage is None:
            stage = board.stages[0].id if board.stages and channel else None
        cells = [c for c in board.cells.values() if c.stage_id == stage and channel in (None, c.channel_id)]
        wanted = [c for c in cells if c.recommended] or cells
        return min(wanted, key=lambda c: (c.not_needed, not c.wanted, c.n)).key if wanted else None

    # ---- asking

    def today(self) -> date:
        """Return the day."""
        return today_of(self.desk)

    def lang(self) -> str:
        """Return the language now spoken."""
        return str(i18n.language())

    def plan_id(self) -> str:
        """Return what tells this plan from others on the clipboard."""
        return str(getattr(self.desk, "path", "") or "")

    def set_filter(self, where: BoardFilter) -> None:
        """Show what a filter lets through."""
        self.where = where
        self.filters.set_filter(where)
        self._renew()

    def _show_missing(self, stage: int, persona: int) -> None:
        """Show what one persona meets, and the best place in the stage where too little is."""
        self.set_filter(replace(self.where, personas=frozenset({persona})))
        self.jump({"stage": stage})

    def _renew(self) -> None:
        self._soon.stop()
        self._stale = False
        ask = partial(board_query.board, where=self.where, lang=self.lang(), warned=self.findings.marked)
        board: Board = self.desk.read(ask)
        self.acts.forget_targets()
        self.view.set_board(board)
        if self._choose_next and self._choose_next <= board.where.keys():
            ids, self._choose_next = self._choose_next, frozenset()
            self.view.change_selection(self.view.selection.choose, ids)
        self.filters.show_counts(board)
        self.filler.show(board)
        self.inspector_.forget(choices=self._more)
        self._more = False

    def complete(self, text: str) -> list[tuple[str, str]]:
        """Return the pieces that a text may mean."""
        found: list[tuple[str, str]] = self.desk.read(partial(cell_query.hints, text=text))
        return found

    def statuses(self) -> Sequence[tuple[str, str]]:
        """Return the statuses in their order, with their labels."""
        if not self._statuses:
            self._statuses = self.desk.read(partial(_status_labels, lang=self.lang()))
        return self._statuses

    def chosen_chips(self) -> list[Chip]:
        """Return the chosen chips."""
        board, ids = self.view.board, self.view.selection.ids
        keys = dict.fromkeys(board.where[i] for i in sorted(ids) if i in board.where)
        return [chip for key in keys for chip in board.cells[key].chips if chip.id in ids]

    def _tip(self, chip: Chip) -> str:
        said = [found.sentence for found in self.findings.of(chip.id)]
        return "\n".join([f"{chip.code} {chip.title} · {dict(self.statuses()).get(chip.status, chip.status)}", *said])

    # ---- choosing

    def choose(self, placement_id: int) -> None:
        """Choose a placement, wherever it lies."""
        key = self.view.board.where.get(placement_id)
        if key is not None:
            self.view.go(key)
            self.view.change_selection(self.view.selection.choose, frozenset({placement_id}))

    def choose_later(self, ids: Iterable[int]) -> None:
        """Choose placements as soon as the board shows them."""
        self._choose_next = frozenset(ids)
        if self._choose_next <= self.view.board.where.keys():
            self._soon.start(0)

    def open_chip(self, placement_id: int) -> None:
        """Show a placement's fields and go into the first."""
        self.choose(placement_id)
        self.edit()

    def edit(self) -> None:
        """Go to the fields of what is chosen."""
        self.inspector_.wants_pieces = False
        self.inspector_.follow()
        pane = self.inspector_.currentWidget()
        if pane is self.inspector_.cell:
            self.inspector_.cell.focus_first()
        else:
            editors = getattr(pane, "editors", {})
            for editor in list(editors.values())[:1]:
                editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def toggle_pieces(self) -> None:
        """Show the list of pieces in the inspector, or what is chosen again."""
        self.view.placing = False
        self.inspector_.show_pieces(not self.inspector_.wants_pieces)
        if self.inspector_.wants_pieces:
            self.inspector_.pieces.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _tell_reader(self, key: Key | None) -> None:
        if key is not None:
            self.view.setAccessibleDescription(access.cell_text(self.view.board, self.view.board.cells[key]))
            access.tell_current(self.view)

    def _on_chosen(self) -> None:
        self.inspector_.wants_pieces = self.view.placing
        self.inspector_.follow_later()

    # ---- doing

    def do(self, verb: str) -> None:
        """Do what a key, a menu or a button asks for."""
        own: dict[str, Callable[[], object]] = {
            "status": self._status_menu,
            "edit": self.edit,
            "open": self.edit,
            "pieces": self.toggle_pieces,
            "filter_persona": self.filters.chips["personas"].open,
            "new_piece": self._new_piece,
        }
        if verb in own:
            own[verb]()
        elif self.acts.knows(verb):
            if verb != "copy" and self.view.read_only:
                self.view.say_read_only()
                return
            self.acts.do(verb)
        else:
            self.view.keys.run(verb)

    def say(self, sentence: str) -> None:
        """Say one sentence in the status bar."""
        self.message.emit(sentence)

    def say_choose_cell(self) -> None:
        """Say that a cell must be chosen first."""
        self.say(tr("Choose a cell first."))

    def _menu(self, place: QPoint) -> None:
        BoardMenu(self).open_at(place)

    def _status_menu(self) -> None:
        chips = self.chosen_chips()
        if not chips:
            self.say(tr("Choose a chip first: Tab goes into the cell."))
            return
        menu = StatusMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        place = self.view.chip_rect(chips[0].id).bottomLeft()
        menu.popup(self.view.viewport().mapToGlobal(place))

    def _new_piece(self) -> None:
        self.go.emit("content", None)

    # ---- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.filler.place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._renew()


def _status_labels(session: Any, lang: str) -> list[tuple[str, str]]:
    labels = Labels(session, lang)
    return [(status, labels.of("placement_status", status)) for status in STATUSES]
