"""The room Decision chains: the drawing, what each person reads, the tables, two chains compared; and the list."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, Final, TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from b2bdesk.commands import chains as commands
from b2bdesk.commands import suggest
from b2bdesk.errors import UserError
from b2bdesk.i18n import tr, trn
from b2bdesk.insight.roles import from_title
from b2bdesk.queries import pictures as asked
from b2bdesk.queries.chains import chain_board, chain_names, chain_of_member, ChainBoard, ChainName, persona_titles
from b2bdesk.terms import N_, Relation, Role
from ui.actions import Act
from ui.chains import words
from ui.chains.access import install, tell_current
from ui.chains.canvas import ChainCanvas
from ui.chains.chain_pane import ChainPane
from ui.chains.compare import ComparePane
from ui.chains.drawing import ghost_key, open_roles
from ui.chains.person_pane import PersonPane
from ui.chains.picker import Offer, Picker
from ui.chains.reading import PackPane, ReadingPane
from ui.chains.tables import ChainTables
from ui.chains.told import tell, Told
from ui.desk import Desk
from ui.gaps.work import SMALL, Worker
from ui.kit.buttons import Button, IconButton
from ui.kit.empty_state import EmptyState
from ui.kit.segmented import Segmented
from ui.kit.text import Label
from ui.records.lookups import Lookups
from ui.records.rooms import ChainsRoom as ChainList
from ui.summary import Summary

if TYPE_CHECKING:
    from b2bdesk.workspace import Changes

DRAWING, LIST = "drawing", "list"
BELOW: Final = (
    ("reading", N_("Reading")),
    ("tables", N_("Table")),
    ("pack", N_("Pack to hand on")),
    ("compare", N_("Compare")),
)
FEW: Final = 3
"""Up to so many chains stand beside each other in the head; more are in a menu."""
TABLES: Final = frozenset(
    {"decision_chain", "chain_member", "chain_relation", "persona", "segment", "vocab_entry", "workspace", "asset"}
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

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        install()
        self.desk = desk
        self.lookups = Lookups(desk)
        self.chain = 0
        self.board: ChainBoard | None = None
        self.told: Told | None = None
        self.names: list[ChainName] = []
        self._summary: Summary | None = None
        self._then: Callable[[Any], None] | None = None
        self._wanted: int | None = None
        self._worker = Worker(self)
        self._worker.landed.connect(self._show_told)
        self.canvas = ChainCanvas()
        self.canvas.read_only = desk.read_only
        self.canvas.faces = self._face
        self.lookups.portraits.arrived.connect(self.canvas.update)
        self.picker = Picker(self.canvas)
        self.picker.picked.connect(self._picked)
        self.picker.left.connect(self._back)
        self.person_pane = PersonPane(desk, self.lookups)
        self.chain_pane = ChainPane(desk, self.lookups)
        self.reading, self.pack = ReadingPane(self.lookups), PackPane(self.lookups)
        self.tables, self.compare = ChainTables(desk, self.lookups), ComparePane(self.lookups)
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
            framed=False,
        )
        self._empty.stepped.connect(self.new_chain)
        self._stack.addWidget(self._split)
        self._stack.addWidget(self._empty)
        self._build_head()
        self._build_tools()

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

    def _build_head(self) -> None:
        self._head = QWidget(self)
        self._head.hide()
        row = QHBoxLayout(self._head)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(8)
        self._few = Segmented([], tr("Decision chain"))
        self._few.picked.connect(self._pick_chain)
        self._many = Button("", menu=True)
        self._many.clicked.connect(self._chain_menu)
        self._view = Segmented([(DRAWING, tr("Drawing")), (LIST, tr("List"))], tr("View"))
        self._view.picked.connect(self.show_view)
        self._new = Button(tr("New chain"), icon="plus")
        self._new.clicked.connect(self.new_chain)
        self._new.setEnabled(not self.desk.read_only)
        self._save = IconButton("image", tr("Export the drawing"))
        self._save.clicked.connect(self.export)
        for part in (self._few, self._many):
            row.addWidget(part)
        row.addStretch(1)
        for tool in (self._view, self._save, self._new):
            row.addWidget(tool)

    def _build_tools(self) -> None:
        """The zoom, and the keys in one line, in the corner of the drawing."""
        self._tools = QWidget(self.canvas)
        row = QHBoxLayout(self._tools)
        row.setContentsMargins(12, 0, 12, 8)
        row.setSpacing(2)
        less, more = IconButton("minus", tr("Smaller"), side=24), IconButton("plus", tr("Larger"), side=24)
        self._zoom = Label("100 %", "small", "text2")
        self._zoom.setMinimumWidth(44)
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        fit = IconButton("maximize-2", tr("Show the whole chain"), keys="0", side=24)
        less.clicked.connect(self.canvas.zoom_out)
        more.clicked.connect(self.canvas.zoom_in)
        fit.clicked.connect(self.canvas.fit)
        self._hint = Label("", "micro", "text3", weight=400)
        for part in (less, self._zoom, more, fit, self._hint):
            row.addWidget(part)
        place = QVBoxLayout(self.canvas)
        place.setContentsMargins(0, 0, 0, 0)
        place.addStretch(1)
        place.addWidget(self._tools, 0, Qt.AlignmentFlag.AlignLeft)
        self._tell_zoom()

    def _connect(self) -> None:
        canvas = self.canvas
        canvas.current_changed.connect(self._show_inspector)
        canvas.edit_asked.connect(self.edit)
        canvas.fill_asked.connect(self.fill)
        canvas.add_asked.connect(self.add_person)
        canvas.relate_asked.connect(self.ask_relation)
        canvas.retype_asked.connect(self.retype)
        canvas.moved.connect(self._move)
        canvas.influence_asked.connect(self._set_influence)
        canvas.stance_asked.connect(self._step_stance)
        canvas.remove_asked.connect(self.remove)
        canvas.layout_asked.connect(self.lay_out)
        canvas.message.connect(self.message)
        canvas.zoomed.connect(self._tell_zoom)
        self.person_pane.role_asked.connect(self.add_role)
        self.person_pane.relate_asked.connect(self.begin_relation)
        self.person_pane.retype_asked.connect(self.retype)
        self.person_pane.place_asked.connect(self._place_here)
        for pane in (self.person_pane, self.pack):
            pane.open_item.connect(self.open_item)
            pane.message.connect(self.message)
        self.chain_pane.fill_asked.connect(self.fill)
        self.reading.place_asked.connect(self.place)
        self.reading.person_asked.connect(self.go_to)
        self.tables.person_asked.connect(self.go_to)

    # ---- what is shown

    def show_chain(self, chain: int) -> None:
        """Show a chain."""
        if chain != self.chain:
            self.person_pane.commit()
            self.chain_pane.commit()
            self.chain, self.told = chain, None
        self._load()
        self._ask()

    def _load(self) -> None:
        """Read the chains, and the one that is shown."""
        self.names = self.desk.read(chain_names)
        known = [one.id for one in self.names]
        if self.chain not in known:
            self.chain, self.told = (known[0] if known else 0), None
        chain = self.chain
        self.board = self.desk.read(lambda session: chain_board(session, chain)) if chain else None
        self._show_names()
        self.canvas.show_board(self.board, self.lookups.labels if self.board else None)
        self.tables.show_chain(self.board)
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self.go_to(wanted)
        if self._view.value() == DRAWING:
            self._stack.setCurrentWidget(self._split if self.board else self._empty)
        self._show_hint()
        self._show_inspector()
        self._show_below()
        self.status_changed.emit()

    def _show_names(self) -> None:
        shown = [one for one in self.names if not one.archived]
        few = len(shown) <= FEW
        self._few.setVisible(few and bool(shown))
        self._many.setVisible(not few)
        self._save.setEnabled(bool(self.board))
        if few and shown:
            self._few.set_options([(str(one.id), one.name) for one in shown])
            if self.chain in {one.id for one in shown}:
                self._few.set_value(str(self.chain))
        elif not few:
            self._many.set_text(self.board.name if self.board else tr("Decision chain"))

    def _show_inspector(self) -> None:
        tell_current(self.canvas)
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
        self._hint.setText("" if self.desk.read_only else text)
        self._tools.adjustSize()

    def _turn(self, key: str) -> None:
        self._pages.setCurrentIndex([name for name, _ in BELOW].index(key))
        self._show_below()

    def turn_to(self, key: str) -> None:
        """Show one of the pages below the drawing."""
        self._tabs.set_value(key)
        self._turn(key)

    def show_view(self, view: str) -> None:
        """Show the drawing, or the list of all chains with their forms."""
        self._view.set_value(view)
        if view == LIST:
            self._stack.setCurrentWidget(self._list())
            self._list().refresh()
        else:
            self._stack.setCurrentWidget(self._split if self.board else self._empty)
            self._load()
        for part in (self._few, self._many, self._save):
            part.setEnabled(view == DRAWING)
        self.inspector_changed.emit()
        self.status_changed.emit()

    def _list(self) -> ChainList:
        if self._listed is None:
            self._listed = ChainList(self.desk, today=self.desk.today)
            for name in ("inspector_changed", "message", "open_item", "status_changed"):
                getattr(self._listed, name).connect(getattr(self, name))
            self._stack.addWidget(self._listed)
        return self._listed

    def _tell_zoom(self) -> None:
        self._zoom.setText(tr("{n} %", n=round(self.canvas.zoom * 100)))

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

    # ---- doing

    def _run(self, command: Callable[..., Any], done: Callable[[Any], object] | None = None, **facts: Any) -> None:
        self.desk.run(command, done=done, failed=self._refused, **facts)

    def _refused(self, error: UserError) -> None:
        self.canvas.redraw()
        self.message.emit(error.sentence())

    def _added(self, member: int) -> None:
        """Go to who was added, or to the next open place while there are required ones."""
        self._wanted = member
        self._load()
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _filled(self, member: int) -> None:
        """Go on to the next role that is required; with none left, to who was added."""
        self._added(member)
        missing = [role for role, faint in open_roles(self.board) if not faint] if self.board else []
        if missing:
            self.canvas.set_card(ghost_key(missing[0]))

    def fill(self, role: str) -> None:
        """Ask who holds a role that nobody holds."""
        title = f"{self.lookups.labels.of('role', role)}: {words.question(role)}"
        self._ask_who(title, role, partial(self._fill_with, role), ghost_key(role))

    def add_person(self) -> None:
        """Ask who joins the chain, then in which role."""
        if self.board is not None:
            self._ask_who(tr("Who else decides?"), "", self._ask_role, self.canvas.marks.card)

    def _ask_who(self, title: str, role: str, then: Callable[[Any], None], near: int | None) -> None:
        board = self.board
        if board is None or self.desk.read_only:
            return
        holding = {one.persona_id for one in board.people if any(held.role == role for held in one.roles)}
        there = {one.persona_id for one in board.people}
        titles = {one.id: one for one in self.lookups.named("persona") if not one.archived}
        people = [one for one in titles.values() if one.id not in holding]
        people.sort(key=lambda one: (one.id in there,))
        notes = self._titles()
        offers = [Offer(("persona", one.id), one.name, notes.get(one.id, ""), one.code) for one in people]
        strangers = [one for one in board.people if one.persona_id is None and role]
        offers += [Offer(("title", one.name), one.name, tr("in this chain")) for one in strangers]
        hint = tr("Type a name, or a title such as CFO")
        self._then = then
        self.picker.ask(title, offers, self._spot(near), hint=hint, own=self._by_title)

    def _titles(self) -> dict[int, str]:
        return self.desk.read(persona_titles)

    def _by_title(self, text: str) -> Offer:
        return Offer(("title", text), text, tr("known by title only"))

    def _fill_with(self, role: str, who: Any) -> None:
        kind, value = who.key
        facts = {"persona": value} if kind == "persona" else {"title": value}
        place = None
        frozen = self.board is not None and any(one.place for one in self.board.people)
        ghost = self.canvas.drawing.cards.get(ghost_key(role))
        if frozen and ghost is not None:
            place = ghost.box.x, ghost.box.y
        self._run(commands.add_person, self._filled, chain=self.chain, role=role, place=place, **facts)

    def _ask_role(self, who: Any) -> None:
        kind, value = who.key
        title = value if kind == "title" else self._titles().get(value, "")
        held = {
            held.role
            for one in (self.board.people if self.board else ())
            if (one.persona_id == value if kind == "persona" else one.name == value)
            for held in one.roles
        }
        self._then = partial(self._join, who)
        self._ask_for_role(tr("{name}: which role?", name=who.label), title, held)

    def _join(self, who: Any, role: Offer) -> None:
        kind, value = who.key
        facts = {"persona": value} if kind == "persona" else {"title": value}
        self._run(commands.add_person, self._added, chain=self.chain, role=str(role.key), **facts)

    def add_role(self) -> None:
        """Ask for one more role of the current person."""
        person = self.canvas.person()
        if person is not None:
            held = {held.role for held in person.roles}
            self._then = partial(self._give_role, person.id)
            self._ask_for_role(tr("{name}: which role?", name=person.name), person.title or person.name, held)

    def _give_role(self, person: int, role: Offer) -> None:
        self._run(commands.add_role, self._added, person=person, role=str(role.key))

    def _ask_for_role(self, question: str, title: str, held: set[str]) -> None:
        """Offer the roles: what the title hints at first, then what is missing."""
        assert self.board is not None
        hinted = [str(role) for role in from_title(title)]
        missing = [role for role, _ in open_roles(self.board)]
        order = [role for role in dict.fromkeys([*hinted, *missing, *map(str, Role)]) if role not in held]
        notes = {role: tr("missing") for role in missing} | {role: tr("the title hints at it") for role in hinted}
        labels = self.lookups.labels
        offers = [Offer(role, labels.of("role", role), notes.get(role, ""), role) for role in order]
        self.picker.ask(question, offers, self._spot(self.canvas.marks.card))

    def begin_relation(self) -> None:
        """Choose to whom the current person stands in a relation, with the arrows."""
        self.canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.canvas.begin_relation()

    def next_relation(self) -> None:
        """Go to the next relation of the current person."""
        self.canvas.next_relation()

    def ask_relation(self, one: int, other: int) -> None:
        """Ask how one person stands to another."""
        self._then = partial(self._relate, one, other)
        self._ask_type(one, other, near=other)

    def _ask_type(self, one: int, other: int, near: int) -> None:
        if self.board is None or self.desk.read_only:
            return
        first, second = self.board.person(one), self.board.person(other)
        if first is None or second is None:
            return
        title = tr("{name} … {other}", name=first.name, other=second.name)
        labels = self.lookups.labels
        offers = [Offer(str(kind), labels.of("relation", kind), "", kind) for kind in Relation]
        self.picker.ask(title, offers, self._spot(near))

    def _relate(self, one: int, other: int, kind: Offer) -> None:
        self._run(commands.relate, from_=one, to=other, type=str(kind.key))
        self._back()

    def retype(self, relation: int) -> None:
        """Ask for another kind of a relation."""
        wire = self.canvas.drawing.wire(relation)
        if wire is not None:
            self._then = partial(self._change_type, relation)
            self._ask_type(wire.tie.from_, wire.tie.to, near=wire.tie.to)

    def _change_type(self, relation: int, kind: Offer) -> None:
        self._run(commands.change_relation, relation=relation, type=str(kind.key))
        self._back()

    def _picked(self, offer: Offer) -> None:
        then, self._then = self._then, None
        if then is not None:
            then(offer)

    def _back(self) -> None:
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _spot(self, near: int | None) -> QPoint:
        """Return where a list is shown: at a card."""
        if near is None or near not in self.canvas.drawing.cards:
            return QPoint(self.canvas.width() // 3, 40)
        return self.canvas.card_rect(near).topLeft().toPoint() + QPoint(24, 40)

    def _move(self, places: dict[int, tuple[float, float]]) -> None:
        last = next(reversed(places))
        current = self.canvas.marks.card if self.canvas.marks.card in places else last
        first = {current: places[current]} if current is not None else {}
        stays = {one.id: one.place for one in self.board.people} if self.board else {}
        others = {key: place for key, place in places.items() if key != current and stays.get(key) is None}
        self._run(commands.move, places={**first, **others})

    def _set_influence(self, influence: int) -> None:
        person = self.canvas.person()
        if person is not None:
            self._run(commands.set_person, person=person.id, influence=influence)

    def _step_stance(self, step: int) -> None:
        person = self.canvas.person()
        if person is None:
            return
        wanted = max(-2, min(2, person.stance + step))
        if wanted == person.stance:
            self.message.emit(tr("{name} cannot stand further that way.", name=person.name))
        else:
            self._run(commands.set_person, person=person.id, stance=wanted)

    def remove(self) -> None:
        """Take the current relation away, or else the current person."""
        wire, person = self.canvas.wire(), self.canvas.person()
        if wire is not None:
            self._run(commands.remove_relation, relation=wire.tie.id)
        elif person is not None:
            self._run(commands.remove_person, person=person.id)
        else:
            self.message.emit(tr("Choose a person or a relation first."))

    def lay_out(self) -> None:
        """Let everybody stand where the layout puts them."""
        if self.chain:
            self._run(commands.lay_out, self._laid_out, chain=self.chain)

    def _laid_out(self, _done: Any) -> None:
        self.canvas.fit()

    def fit(self) -> None:
        """Show the whole chain."""
        self.canvas.fit()

    def _place_here(self, want: Any) -> None:
        person = self.canvas.person()
        if person is not None and person.persona_id is not None:
            self.place(person.persona_id, want)

    def place(self, persona: int, want: Any) -> None:
        """Place a suggested piece for a person."""
        facts = {"content": want.found.piece_id, "stage": want.stage_id, "channel": want.channel_id}
        self._run(suggest.apply, partial(self._placed, want), persona=persona, **facts)

    def _placed(self, want: Any, _placement: int) -> None:
        self.message.emit(tr("Placed {code}.", code=want.found.code))

    def edit(self) -> None:
        """Edit the current person in the inspector."""
        self.inspector_asked.emit()
        if self.canvas.person() is not None:
            self.person_pane.enter()

    # ---- chains

    def new_chain(self) -> None:
        """Ask for which segment a chain is, and start it."""
        if self.desk.read_only:
            return
        segments = [one for one in self.lookups.named("segment") if not one.archived]
        if not segments:
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
        anchor = self._new if self._new.isVisible() else self
        menu.popup(anchor.mapToGlobal(QPoint(0, anchor.height())))

    def _start(self, segment: int, _checked: bool = False) -> None:
        self._run(commands.new_chain, self._started, segment=segment)

    def _started(self, chain: int) -> None:
        self.show_view(DRAWING)
        self.show_chain(chain)
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pick_chain(self, key: str) -> None:
        self.show_chain(int(key))

    def _chain_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for one in self.names:
            text = tr("{name} (archived)", name=one.name) if one.archived else one.name
            entry = menu.addAction(text)
            entry.setCheckable(True)
            entry.setChecked(one.id == self.chain)
            entry.triggered.connect(partial(self._show_from_menu, one.id))
        menu.popup(self._many.mapToGlobal(QPoint(0, self._many.height())))

    def _show_from_menu(self, chain: int, _checked: bool = False) -> None:
        self.show_chain(chain)

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
            written = save(self.canvas.drawing, self.board, path, cover, read)
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
        return self._head

    def inspector(self) -> QWidget | None:
        """Return the form of the current person, or of the chain."""
        if self._view.value() == LIST:
            return self._list().inspector()
        if self.board is None:
            return None
        return self.person_pane if self.canvas.person() is not None else self.chain_pane

    def apply(self, changes: "Changes") -> None:
        """Show what an edit changed."""
        self.lookups.apply(changes)
        if self._view.value() == LIST:
            self._list().apply(changes)
        if TABLES & changes.tables.keys():
            self._load()
            self.tables.apply(changes)

    def refresh(self) -> None:
        """Load everything anew."""
        self.lookups.forget()
        if self._view.value() == LIST:
            self._list().refresh()
        self._load()
        self._ask()

    def focus_first(self) -> None:
        """Give the focus to the drawing, or to the first step."""
        target = self._list() if self._view.value() == LIST else self.canvas if self.board else self._empty
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def actions(self) -> Iterable[tuple[Act, Callable[[], object]]]:  # type: ignore[override]
        """Return the room's own actions."""
        runs: dict[str, Callable[[], object]] = {
            "add_person": self.add_person,
            "begin_relation": self.begin_relation,
            "next_relation": self.next_relation,
            "remove": self.remove,
            "lay_out": self.lay_out,
            "fit": self.fit,
            "new_chain": self.new_chain,
            "export": self.export,
        }
        return [(act, runs[act.runs]) for act in ACTS]

    def status_text(self) -> str:
        """Return what is current, and the keys that move on."""
        if self._view.value() == LIST:
            return self._list().status_text()
        if self.board is None:
            return ""
        people = trn("{n} person", "{n} people", len(self.board.people))
        missing = [role for role, faint in open_roles(self.board) if not faint]
        lacking = trn("{n} role missing", "{n} roles missing", len(missing)) if missing else tr("all roles held")
        keys = tr("arrows move, 1–5 influence, + and − stance, Alt+arrows shift")
        return f"{self.board.name}: {people}, {lacking}    {keys}"

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
