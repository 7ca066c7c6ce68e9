"""The room Decision chains: the drawing, what each person reads, the tables, two chains compared; and the list."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, Final, TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from b2bdesk.commands import chains as commands
from b2bdesk.errors import UserError
from b2bdesk.i18n import tr, trn
from b2bdesk.queries import pictures as asked
from b2bdesk.queries.chains import chain_board, chain_names, chain_of_member, ChainBoard, ChainName
from b2bdesk.terms import N_
from ui.actions import Act
from ui.chains.access import READERS
from ui.chains.acts import ChainActs
from ui.chains.canvas import ChainCanvas
from ui.chains.chain_pane import ChainPane
from ui.chains.compare import ComparePane
from ui.chains.drawing import open_roles
from ui.chains.head import ChainHead, DRAWING, LIST, ZoomTools
from ui.chains.lanes import lanes_of
from ui.chains.person_pane import PersonPane
from ui.chains.reading import PackPane, ReadingPane
from ui.chains.tables import ChainTables
from ui.chains.told import tell, Told
from ui.desk import Desk
from ui.gaps.work import SMALL, Worker
from ui.kit.empty_state import EmptyState
from ui.kit.segmented import Segmented
from ui.records.lookups import Lookups
from ui.records.rooms import ChainsRoom as ChainList
from ui.summary import Summary

if TYPE_CHECKING:
    from b2bdesk.workspace import Changes

BELOW: Final = (
    ("reading", N_("Reading")),
    ("tables", N_("Table")),
    ("pack", N_("Pack to hand on")),
    ("compare", N_("Compare")),
)
TABLES: Final = frozenset(
    {
        "decision_chain",
        "chain_member",
        "chain_relation",
        "evidence",
        "evidence_link",
        "persona",
        "segment",
        "vocab_entry",
        "workspace",
        "asset",
    }
)
ACTS: Final = (
    Act("chain_person", N_("Add a person"), "user-plus", ("N",), "writable", run="add_person"),
    Act("chain_relate", N_("Relate to another person"), "arrow-right", ("R",), "writable", run="begin_relation"),
    Act("chain_tie", N_("Next relation of this person"), "route", ("Space",), "open", run="next_relation"),
    Act("chain_remove", N_("Remove the person or the relation"), "trash-2", ("Del",), "writable", run="remove"),
    Act("chain_layout", N_("Lay the chain out anew"), "network", ("L",), "writable", run="lay_out"),
    Act("chain_fit", N_("Show the whole chain"), "maximize-2", ("0",), "open", run="fit"),
    Act("chain_new", N_("New decision chain"), "plus", (), "writable", run="new_chain"),
    Act("chain_export", N_("Export the drawing…"), "download", (), "open", run="export"),
)


class ChainsRoom(QWidget):
    """Every change is a command; `apply` shows what it did."""

    key = "chains"
    inspector_changed = Signal()
    inspector_asked = Signal()
    message = Signal(str)
    open_item = Signal(str, int)
    status_changed = Signal()
    go = Signal(str, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        READERS.install()
        self.desk = desk
        self.lookups = Lookups(desk)
        self.chain = 0
        self.board: ChainBoard | None = None
        self.told: Told | None = None
        self.names: list[ChainName] = []
        self._summary: Summary | None = None
        self._worker = Worker(self)
        self._worker.landed.connect(self._show_told)
        self.canvas = ChainCanvas()
        self.canvas.read_only = desk.read_only
        self.canvas.faces = self._face
        self.lookups.portraits.arrived.connect(self.canvas.update)
        self.person_pane, self.chain_pane = PersonPane(desk, self.lookups, self), ChainPane(desk, self.lookups, self)
        self.person_pane.hide()
        self.chain_pane.hide()
        self.reading, self.pack = ReadingPane(self.lookups), PackPane(self.lookups)
        self.tables, self.compare = ChainTables(desk, self.lookups), ComparePane(self.lookups)
        self.acts = ChainActs(self)
        self.picker = self.acts.picker
        self._listed: ChainList | None = None
        self._build()
        self._connect()
        self.setFocusProxy(self.canvas)
        self.refresh()

    # ---- building

    def _build(self) -> None:
        self._stack = QStackedWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.canvas)
        self._split.addWidget(self._below())
        self._split.setStretchFactor(0, 1)
        self._split.setSizes([460, 220])
        self._empty = EmptyState(
            "network",
            tr("No decision chains yet"),
            tr("Who starts, who checks, who decides? Name the people of one purchase and their roles."),
            tr("Start a decision chain"),
            keys="N",
            framed=False,
        )
        self._empty.stepped.connect(self.new_chain)
        self._stack.addWidget(self._split)
        self._stack.addWidget(self._empty)
        self.head = ChainHead(self, read_only=self.desk.read_only)
        self.head.hide()
        self.head.chain_picked.connect(self.show_chain)
        self.head.view_picked.connect(self.show_view)
        self.head.new_asked.connect(self.new_chain)
        self.head.export_asked.connect(self.export)
        self._tools = ZoomTools(self.canvas)

    def _below(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        self._tabs = Segmented([(key, tr(text)) for key, text in BELOW], tr("Below the drawing"))
        self._tabs.picked.connect(self._turn)
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 16, 0)
        head.addWidget(self._tabs)
        head.addStretch(1)
        column.addLayout(head)
        self._pages = QStackedWidget()
        for page in (self.reading, self.tables, self.pack, self.compare):
            self._pages.addWidget(page)
        column.addWidget(self._pages, 1)
        box.setMinimumHeight(120)
        return box

    def _connect(self) -> None:
        canvas = self.canvas
        canvas.current_changed.connect(self._show_inspector)
        canvas.message.connect(self.message)
        for pane in (self.person_pane, self.pack):
            pane.open_item.connect(self.open_item)
            pane.message.connect(self.message)
        self.reading.person_asked.connect(self.go_to)
        self.tables.person_asked.connect(self.go_to)

    # ---- what is shown

    def show_chain(self, chain: int) -> None:
        """Show a chain."""
        if chain != self.chain:
            self.person_pane.commit()
            self.chain_pane.commit()
            self.chain, self.told = chain, None
        self.load()
        self._ask()

    def load(self, wanted: int | None = None) -> None:
        """Read the chains, and the one that is shown; go to whom is wanted."""
        self.names = self.desk.read(chain_names)
        known = [one.id for one in self.names]
        if self.chain not in known:
            self.chain, self.told = (known[0] if known else 0), None
        chain = self.chain
        self.board = self.desk.read(lambda session: chain_board(session, chain)) if chain else None
        self.head.show_names(self.names, self.chain)
        self.canvas.show_board(self.board, self.lookups.labels if self.board else None)
        self.tables.show_chain(self.board)
        if wanted is not None:
            self.go_to(wanted)
        if self.head.view == DRAWING:
            self._stack.setCurrentWidget(self._split if self.board else self._empty)
        self._show_hint()
        self._show_inspector()
        self._show_below()
        self.status_changed.emit()

    def _show_inspector(self) -> None:
        READERS.tell_current(self.canvas)
        person = self.canvas.person()
        if self.board is None:
            pass
        elif person is not None:
            self.person_pane.show_person(self.board, person, self.told)
        else:
            self.chain_pane.show_chain(self.board, self.told)
        self.inspector_changed.emit()
        self.status_changed.emit()

    def _show_below(self) -> None:
        page = self._pages.currentWidget()
        if page is self.reading:
            self.reading.show_chain(self.board, self.told)
        elif page is self.pack:
            self.pack.show_chain(self.told)
        elif page is self.compare:
            self.compare.show_chain(self.chain, [one for one in self.names if not one.archived], self._summary)

    def _show_hint(self) -> None:
        some = self.board is not None and bool(self.board.people)
        text = (
            tr("N adds a person, R relates two, drag from an edge too")
            if some
            else tr("Enter or a click names somebody")
        )
        self._tools.set_hint("" if self.desk.read_only else text)

    def _turn(self, key: str) -> None:
        self._pages.setCurrentIndex([name for name, _ in BELOW].index(key))
        self._show_below()

    def turn_to(self, key: str) -> None:
        """Show one of the pages below the drawing."""
        self._tabs.set_value(key)
        self._turn(key)

    def show_view(self, view: str) -> None:
        """Show the drawing, or the list of all chains with their forms."""
        self.head.set_view(view)
        if view == LIST:
            self._stack.setCurrentWidget(self._list())
            self._list().refresh()
        else:
            self._stack.setCurrentWidget(self._split if self.board else self._empty)
            self.load()
        self.inspector_changed.emit()
        self.status_changed.emit()

    def _list(self) -> ChainList:
        if self._listed is None:
            self._listed = ChainList(self.desk, today=self.desk.today)
            for name in ("inspector_changed", "message", "open_item", "status_changed"):
                getattr(self._listed, name).connect(getattr(self, name))
            self._stack.addWidget(self._listed)
        return self._listed

    def _face(self, sha: str, side: int) -> QPixmap | None:
        return self.lookups.portraits.small(sha, side)

    # ---- what is concluded

    def set_summary(self, summary: Summary | None) -> None:
        """Take over the plan's facts and conclude about the chain."""
        self._summary = summary
        self._ask()

    def _ask(self) -> None:
        summary, chain = self._summary, self.chain
        if summary is None or not chain:
            return
        small = summary.pieces + summary.placements < SMALL
        self._worker.ask("told", partial(tell, summary, chain), small=small)

    def _show_told(self, _name: str, told: Told | None) -> None:
        if told is None or told.chain_id != self.chain:
            return
        self.told = told
        self.canvas.show_served(told.served, told.enough)
        self._show_inspector()
        self._show_below()

    # ---- chains

    def add(self) -> None:
        """Add a person to the chain, or start the first chain."""
        if self.chain:
            self.acts.add_person()
        else:
            self.new_chain()

    def new_chain(self) -> None:
        """Ask for which segment a chain is, and start it."""
        if self.desk.read_only:
            return
        segments = [one for one in self.lookups.named("segment") if not one.archived]
        if not segments:
            self.go.emit("segments", None)
            self.message.emit(tr("A chain belongs to a segment. Add a segment first."))
            return
        if len(segments) == 1:
            self._start(segments[0].id)
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(tr("For which segment?"))
        for one in segments:
            menu.addAction(one.name).triggered.connect(partial(self._start, one.id))
        anchor = self.head.new if self.head.new.isVisible() else self
        menu.popup(anchor.mapToGlobal(QPoint(0, anchor.height())))

    def _start(self, segment: int, _checked: bool = False) -> None:
        self.acts.run(commands.new_chain, self._started, segment=segment)

    def _started(self, chain: int) -> None:
        self.show_view(DRAWING)
        self.show_chain(chain)
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- export

    def export(self) -> None:
        """Ask where the drawing is to be written."""
        if self.board is None:
            return
        start = self.desk.path.with_name(f"{self.board.code}.svg") if self.desk.path else Path(f"{self.board.code}.svg")
        kinds = tr("Drawing with text (*.svg);;Page with text (*.pdf);;Picture (*.png)")
        name, _kind = QFileDialog.getSaveFileName(self, tr("Export the drawing"), str(start), kinds)
        if name:
            self.save_as(Path(name))

    def save_as(self, path: Path) -> None:
        """Write the drawing; the ending says in which form."""
        from ui.chains.export import faces_from, save

        assert self.board is not None
        cover = self.told.cover if self.told is not None else None
        read = faces_from(lambda sha: self.desk.read(lambda session: asked.data(session, sha)))
        try:
            written = save(
                self.canvas.drawing, self.board, path, cover, read, lanes=lanes_of(self.board, self.lookups.labels)
            )
        except UserError as error:
            self.message.emit(error.sentence())
            return
        self.message.emit(tr("Wrote {path}", path=str(written)))

    # ---- what the window asks

    def title(self) -> str:
        """Return the title in the header."""
        return tr("Decision chains")

    def header_widget(self) -> QWidget:
        """Return the chains, the views and the buttons."""
        return self.head

    def inspector(self) -> QWidget | None:
        """Return the form of the current person, or of the chain."""
        if self.head.view == LIST:
            return self._list().inspector()
        if self.board is None:
            return None
        return self.person_pane if self.canvas.person() is not None else self.chain_pane

    def apply(self, changes: "Changes") -> None:
        """Show what an edit changed."""
        self.lookups.apply(changes)
        if self.head.view == LIST:
            self._list().apply(changes)
        if TABLES & changes.tables.keys():
            self.load()
            self.tables.apply(changes)

    def refresh(self) -> None:
        """Load everything anew."""
        self.lookups.forget()
        if self.head.view == LIST:
            self._list().refresh()
        self.load()
        self._ask()

    def focus_first(self) -> None:
        """Give the focus to the drawing, or to the first step."""
        target = self._list() if self.head.view == LIST else self.canvas if self.board else self._empty
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def actions(self) -> Iterable[tuple[Act, Callable[[], object]]]:  # type: ignore[override]
        """Return the room's own actions."""
        runs: dict[str, Callable[[], object]] = {
            "add_person": self.add,
            "begin_relation": self.acts.begin_relation,
            "next_relation": self.canvas.next_relation,
            "remove": self.acts.remove,
            "lay_out": self.acts.lay_out,
            "fit": self.canvas.fit,
            "new_chain": self.new_chain,
            "export": self.export,
        }
        return [(act, runs[act.runs]) for act in ACTS]

    def status_text(self) -> str:
        """Return what is current, and the keys that move on."""
        if self.head.view == LIST:
            return self._list().status_text()
        if self.board is None:
            return ""
        people = trn("{n} person", "{n} people", len(self.board.people))
        missing = [role for role, faint in open_roles(self.board) if not faint]
        lacking = trn("{n} role missing", "{n} roles missing", len(missing)) if missing else tr("all roles held")
        keys = tr("arrows move, 1–5 influence, + and − stance, Alt+arrows shift")
        return f"{self.board.name} · {people} · {lacking}    {keys}"

    def go_to(self, member: int) -> None:
        """Make a person the current one, by any of their rows; negative for an open place."""
        person = self.board.person(member) if self.board is not None else None
        if person is not None:
            self.canvas.set_card(person.id)
        elif member < 0:
            self.canvas.set_card(member)

    def jump(self, target: Any) -> None:
        """Go to a chain or a member: `(table, id)`, or a finding's target with `ids`."""
        self.show_view(DRAWING)
        if isinstance(target, tuple) and len(target) == 2:
            table, row = target
            if table == "decision_chain":
                self.show_chain(row)
            elif table == "chain_member":
                chain = self.desk.read(lambda session: chain_of_member(session, row))
                if chain is not None:
                    self.show_chain(chain)
                    self.go_to(row)
            return
        ids = getattr(target, "ids", target if isinstance(target, dict) else {})
        if "chain" in ids:
            self.show_chain(ids["chain"])
        holder = next(
            (p for p in (self.board.people if self.board else ()) if p.persona_id == ids.get("persona")), None
        )
        if holder is not None and "persona" in ids:
            self.go_to(holder.id)

    def sizeHint(self) -> QSize:
        return QSize(900, 640)
