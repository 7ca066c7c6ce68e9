"""The room Evidence: the list beside the board of statements, what to ask next, an interview, who came against whom."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Any, Final, TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from b2bdesk.commands import evidence as commands
from b2bdesk.errors import UserError
from b2bdesk.i18n import tr
from b2bdesk.queries import evidence as asked
from b2bdesk.queries.evidence import Board
from b2bdesk.terms import N_, Polarity
from ui.actions import Act
from ui.desk import Desk
from ui.evidence import words
from ui.evidence.ask import AskPage
from ui.evidence.board import StatementBoard
from ui.evidence.board_model import Target
from ui.evidence.drag import LinkDrag, Side
from ui.evidence.guide import GuidePage
from ui.evidence.reach import ReachPage
from ui.kit.buttons import Button
from ui.kit.checklist import Checklist
from ui.kit.popover import Popover
from ui.kit.segmented import Segmented
from ui.kit.text import Label
from ui.records.columns import Column, RIGHT
from ui.records.conclusions import Conclusions
from ui.records.listings import EVIDENCE
from ui.records.lookups import Lookups
from ui.records.record_list import RecordList
from ui.records.sources import Sources

if TYPE_CHECKING:
    from b2bdesk.workspace import Changes

LIST, ASK, GUIDE, REACH = "list", "ask", "guide", "reach"
PAGES: Final = (
    (LIST, N_("Evidence")),
    (ASK, N_("Ask next")),
    (GUIDE, N_("Interview")),
    (REACH, N_("Who comes")),
)
TABLES: Final = frozenset(
    {"evidence", "evidence_link", "evidence_answer", "persona", "persona_item", "vocab_entry", "workspace"}
)
COLUMNS: Final = (
    Column("code", N_("Code"), 82, "code"),
    Column("title", N_("Name"), 140, "title", stretch=True),
    Column("date", N_("Date"), 122, "day"),
    Column("links", N_("Links"), 58, "number", RIGHT, measured=True),
)
LONG: Final = 28
"""Letters of a statement in the chip that filters by it."""
ACTS: Final = (
    Act("evidence_new", N_("New evidence"), "plus", ("N",), "writable", run="new"),
    Act("evidence_support", N_("Supports the chosen statements"), "circle-plus", ("S",), "writable", run="support"),
    Act("evidence_against", N_("Contradicts the chosen statements"), "circle-minus", ("C",), "writable",
        run="contradict"),
    Act("evidence_unlink", N_("Unlink from the chosen statements"), "unlink", ("U",), "writable", run="unlink"),
    Act("evidence_links", N_("Choose what it supports from a list"), "list-checks", ("L",), "writable",
        run="choose_links"),
    Act("evidence_of", N_("Show only the evidence of the chosen statement"), "filter", ("E",), "open",
        run="prove_here"),
    Act("evidence_ask", N_("Ask about the chosen statement in an interview"), "message-circle-question-mark", ("I",),
        "writable", run="ask_here"),
    Act("evidence_rename", N_("Rename"), "pencil", ("F2",), "writable", run="rename"),
    Act("evidence_duplicate", N_("Duplicate"), "copy", ("Ctrl+D",), "writable", run="duplicate"),
    Act("evidence_archive", N_("Archive or bring back"), "archive", (), "writable", run="archive"),
    Act("evidence_delete", N_("Delete"), "trash-2", ("Del",), "writable", run="delete"),
    Act("evidence_find", N_("Find in this list"), "search", ("/",), "open", run="focus_filter"),
    Act("evidence_next", N_("What to ask next"), "target", (), "open", run="show_ask"),
    Act("evidence_interview", N_("Interview guide"), "message-circle", (), "open", run="show_guide"),
    Act("evidence_reach", N_("Intended and observed people"), "scale", (), "open", run="show_reach"),
    Act("evidence_print", N_("Print the interview guide"), "printer", (), "open", run="print_guide"),
)  # fmt: skip


class EvidenceRoom(QWidget):
    """Four pages over one list of evidence; each is built when it is first shown."""

    key = "evidence"

    inspector_changed = Signal()
    message = Signal(str)
    open_item = Signal(str, int)
    status_changed = Signal()
    go = Signal(str, object)
    """(room, place) Where something else is to be done."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, today: Callable[[], date] | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._today = today or desk.today
        conclusions = Conclusions(desk, self._today, self)
        self.sources = Sources(desk, Lookups(desk), conclusions, self._today)
        self.facts = Board((), ())
        self.views = Segmented([(key, tr(text)) for key, text in PAGES], tr("Evidence"))
        self.views.picked.connect(self.show_page)
        self.list = RecordList(self.sources, EVIDENCE, columns=COLUMNS)
        self.board = StatementBoard()
        self.board.people_wanted.connect(partial(self.go.emit, "personas", None))
        self.pages: dict[str, QWidget] = {}
        self._stack = QStackedLayout(self)
        self._filters = QWidget(self)
        self._head = QWidget(self)
        self._head.hide()
        self._filters.hide()
        self._pending: list[int] = []
        self._build()
        self._connect()
        self.show_page(LIST)
        conclusions.renew()

    def _build(self) -> None:
        self._new = Button(tr(EVIDENCE.new), icon="plus", keys="N")
        self._new.clicked.connect(self.new)
        self._new.setEnabled(not self.desk.read_only)
        row = QHBoxLayout(self._head)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(self.views)
        row.addStretch(1)
        row.addWidget(self._new)
        inner = QVBoxLayout(self._filters)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.list.filters)
        self.list.filters.show()
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.list)
        split.addWidget(self.board)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.setSizes([430, 470])
        split.setStretchFactor(1, 1)
        self._put(LIST, split)
        self.setFocusProxy(self.list)

    def _connect(self) -> None:
        self.list.message.connect(self.message)
        self.list.open_item.connect(self.open_item)
        self.list.counted.connect(self.status_changed)
        self.list.chosen_step.connect(self.new)
        self.list.table.current_changed.connect(self._mark)
        self.sources.conclusions.changed.connect(self._conclude)
        table, view = self.list.table, self.board.view
        left = Side(table, self._evidence_at, self._row_at, self._show_row, self._evidence_name)
        right = Side(view, self._targets_at, view.target_at, view.show_drop, self._targets_name, self._pick)
        view.proof_wanted.connect(self.show_proof)
        self.drag = LinkDrag(left, right, self._dropped, self)

    def _put(self, key: str, page: QWidget) -> None:
        self.pages[key] = page
        self._stack.addWidget(page)

    # Pages

    def show_page(self, key: str) -> None:
        """Show a page, building it when it is first shown."""
        self.views.set_value(key)
        if key not in self.pages:
            self._put(key, self._made(key))
        self._stack.setCurrentWidget(self.pages[key])
        self._filters.setVisible(key == LIST)
        self._new.set_text(tr("New interview") if key == GUIDE else tr(EVIDENCE.new))
        self._new.setVisible(key in (LIST, GUIDE))
        self._load()
        self.setFocusProxy(self.list if key == LIST else self.pages[key])
        self.inspector_changed.emit()
        self.status_changed.emit()

    def _made(self, key: str) -> QWidget:
        if key == ASK:
            page = AskPage()
            page.asked.connect(self.ask_about)
            page.looked.connect(self._looked)
            return page
        if key == GUIDE:
            guide = GuidePage(self.desk, self._today)
            guide.message.connect(self.message)
            guide.linking.connect(self._watch)
            return guide
        reach = ReachPage(self.desk, self._today)
        reach.message.connect(self.message)
        return reach

    def page(self) -> QWidget:
        """Return the page that is shown."""
        return self.pages[self.views.value()]

    def show_ask(self) -> None:
        """Show what to ask next."""
        self.show_page(ASK)

    def show_guide(self) -> None:
        """Show the interview."""
        self.show_page(GUIDE)

    def show_reach(self) -> None:
        """Show intended and observed people."""
        self.show_page(REACH)

    def ask_about(self, item: int) -> None:
        """Turn to an interview and ask there about a statement."""
        self.show_page(GUIDE)
        self._guide().ask_about(item)

    def ask_here(self) -> None:
        """Ask about the statement chosen on the board."""
        chosen = [row for column, row in self.board.view.chosen() if column == "item_id"]
        if chosen:
            self.ask_about(chosen[0])

    def prove_here(self) -> None:
        """Show what speaks for and against the statement chosen on the board."""
        chosen = [row for column, row in self.board.view.chosen() if column == "item_id"]
        if chosen and self.views.value() == LIST:
            self.show_proof(chosen[0])

    def show_proof(self, item: int) -> None:
        """Let only evidence through that speaks for or against a statement; without any, say what to do."""
        row = self.facts.statement(item)
        if row is None:
            return
        if row.links:
            self.list.filters.show_only(f"{row.code} {_short(row.text)}", row.links)
            return
        if self.list.filters.only.keys():
            self.list.filters.clear()
        said = tr("{code} is an assumption: N adds evidence for it, I asks about it in an interview.", code=row.code)
        self.message.emit(said)

    def print_guide(self) -> None:
        """Print the guide."""
        self.show_page(GUIDE)
        self._guide().print_guide()

    def _guide(self) -> GuidePage:
        page = self.pages[GUIDE]
        assert isinstance(page, GuidePage)
        return page

    # What is shown

    def _load(self) -> None:
        """Read what the page needs, and say how confidence moved where something was just linked."""
        page = self.page()
        if isinstance(page, ReachPage):
            page.refresh()
            return
        before = self.facts
        today = self._today()
        self.facts = self.desk.read(partial(asked.board, today=today))
        labels = self.sources.lookups.labels
        if self._pending:
            told = words.risen(before, self.facts, self._pending)
            self._pending = []
            if told:
                self.message.emit(told)
        if isinstance(page, AskPage):
            writable = not self.desk.read_only
            page.show_board(self.facts, labels, writable=writable)
            page.show_reviews(self.desk.read(partial(asked.reviews, today=today)), writable=writable)
        elif isinstance(page, GuidePage):
            page.show_board(self.facts, labels)
        else:
            self.board.show_board(self.facts, labels)
            self._mark(self.list.table.current_id())

    def _mark(self, evidence: object) -> None:
        record = self.list.model.record(int(str(evidence))) if evidence is not None else None
        self.board.mark(record.id if record else None, record.code if record else "")

    def _conclude(self) -> None:
        self.list.conclude(self.sources.conclusions.result)

    # Linking

    def support(self) -> None:
        """Let the evidence support the chosen statements."""
        self._link(Polarity.SUPPORTS)

    def contradict(self) -> None:
        """Let the evidence contradict the chosen statements."""
        self._link(Polarity.CONTRADICTS)

    def unlink(self) -> None:
        """Take the evidence's links to the chosen statements away."""
        chosen, targets = self._chosen()
        if chosen and targets:
            self._run(commands.unlink, targets, evidence=chosen, targets=targets)

    def choose_links(self) -> None:
        """Tick in a list what the current evidence supports; it is one step when the list closes."""
        evidence = self.list.table.current_id()
        if evidence is None or self.views.value() != LIST:
            return
        choices = self.board.choices()
        linked = [choice.key for choice in choices if self._linked(choice.key, evidence)]
        popover = Popover(self, width=460)
        popover.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        checklist = Checklist(choices, tr("Statements"))
        checklist.set_keys(linked)
        popover.body.addWidget(Label(tr("This evidence speaks to"), "small", "text3"))
        popover.body.addWidget(checklist)
        popover.closed.connect(partial(self._take_list, evidence, checklist, linked))
        popover.open_below(self.board.search)
        checklist.setFocus()

    def _linked(self, key: Any, evidence: int) -> bool:
        row = self.board.model.at(self.board.model.row_of(key))
        return row is not None and evidence in row.links

    def _take_list(self, evidence: int, checklist: Checklist, before: list[object]) -> None:
        chosen: list[Any] = list(checklist.keys())
        if set(chosen) != set(before):
            among: list[Any] = [choice.key for choice in self.board.choices()]
            self._run(commands.set_links, chosen, evidence=evidence, among=among, chosen=chosen)

    def _link(self, polarity: Polarity) -> None:
        chosen, targets = self._chosen()
        if chosen and targets:
            self._run(commands.link, targets, evidence=chosen, targets=targets, polarity=str(polarity))

    def _chosen(self) -> tuple[list[int], list[Target]]:
        if self.views.value() != LIST:
            return [], []
        targets = self.board.view.chosen()
        if not targets:
            self.message.emit(tr("Choose a statement on the board first."))
        return self.list.table.chosen(), targets

    def _run(self, command: Any, touched: Iterable[Target], /, **kwargs: Any) -> None:
        self._pending = [row for column, row in touched if column == "item_id"]
        self.desk.run(command, failed=self._refused, **kwargs)

    def _watch(self, item: int) -> None:
        """Say how confidence in a statement moved, once an interview's answer is linked to it."""
        self._pending.append(item)

    def _refused(self, error: UserError) -> None:
        self._pending = []
        self.desk.failed.emit(error)

    def _looked(self, personas: list[int]) -> None:
        self.desk.run(commands.looked_at, personas=personas, today=self._today())

    # Dragging

    def _evidence_at(self, place: QPoint) -> list[int] | None:
        row = self._row_at(place)
        if row is None or self.desk.read_only:
            return None
        ticked = self.list.model.ticked_in_order()
        return ticked if row in ticked else [row]

    def _row_at(self, place: QPoint) -> int | None:
        return self.list.model.id_at(self.list.table.rowAt(place.y()))

    def _show_row(self, row: int | None) -> None:
        if row is not None and row != self.list.table.current_id():
            self.list.table.go_to(row)

    def _evidence_name(self, rows: list[int]) -> str:
        found = [self.list.model.record(row) for row in rows[:4]]
        return tr(", ").join(record.code for record in found if record)

    def _targets_at(self, place: QPoint) -> list[Target] | None:
        target = self.board.view.target_at(place)
        if target is None or self.desk.read_only:
            return None
        chosen = self.board.view.chosen()
        return chosen if target in chosen and self.board.view.selectedIndexes() else [target]

    def _targets_name(self, targets: list[Target]) -> str:
        found = [self.board.model.at(self.board.model.row_of(target)) for target in targets[:4]]
        return tr(", ").join(row.code for row in found if row)

    def _pick(self, place: QPoint) -> None:
        target = self.board.view.target_at(place)
        if target is not None:
            self.board.view.choose([target])

    def _dropped(self, side: Side, taken: Any, found: Any, against: bool) -> None:
        polarity = str(Polarity.CONTRADICTS if against else Polarity.SUPPORTS)
        evidence, targets = ([found], taken) if side.view is self.board.view else (taken, [found])
        self._run(commands.link, targets, evidence=evidence, targets=targets, polarity=polarity)

    # What the list can do

    def new(self) -> None:
        """Add evidence, or begin another interview."""
        if self.desk.read_only:
            return
        if self.views.value() == GUIDE:
            self._guide().new()
            return
        if self.views.value() != LIST:
            self.show_page(LIST)
        self.list.new()

    def rename(self) -> None:
        """Type another title."""
        self._in_list(self.list.rename)

    def duplicate(self) -> None:
        """Copy the current evidence."""
        self._in_list(self.list.duplicate)

    def archive(self) -> None:
        """Put the chosen evidence away, or bring it back."""
        self._in_list(self.list.archive)

    def delete(self) -> None:
        """Delete the chosen evidence."""
        self._in_list(self.list.delete)

    def focus_filter(self) -> None:
        """Put the keyboard into the search of the list, or of the board where it is there."""
        if self.views.value() == LIST:
            self.board.search.setFocus() if self.board.view.hasFocus() else self.list.filters.enter()

    def _in_list(self, run: Callable[[], object]) -> None:
        if self.views.value() == LIST and not self.board.view.hasFocus():
            run()

    # What the window asks

    def title(self) -> str:
        """Return the title in the header."""
        return tr("Evidence")

    def apply(self, changes: "Changes") -> None:
        """Refresh what an edit changed."""
        self.sources.lookups.apply(changes)
        self.list.apply(changes)
        page = self.page()
        if isinstance(page, ReachPage):
            page.apply(changes)
        elif TABLES & set(changes.tables):
            self._load()
        self.sources.conclusions.renew()
        self.status_changed.emit()

    def refresh(self) -> None:
        """Load everything anew."""
        self.list.refresh()
        self._load()
        self.sources.conclusions.renew()

    def header_widget(self) -> QWidget:
        """Return the pages and the button that adds."""
        return self._head

    def filter_widget(self) -> QWidget:
        """Return the filters of the list."""
        return self._filters

    def inspector(self) -> QWidget | None:
        """Return the form of the current evidence, on the page where it is chosen."""
        return self.list.form if self.views.value() == LIST else None

    def actions(self) -> Iterable[tuple[Act, Callable[[], object]]]:  # type: ignore[override]
        """Return the room's own actions."""
        return [(act, getattr(self, act.runs)) for act in ACTS]

    def focus_first(self) -> None:
        """Give the keyboard to where work begins on the page."""
        page = self.page()
        (self.list if self.views.value() == LIST else page).setFocus(Qt.FocusReason.OtherFocusReason)

    def status_text(self) -> str:
        """Return how many statements are backed."""
        return words.counted(self.facts)

    def jump(self, target: Any) -> None:
        """Go to evidence, to a statement on the board, or to a page by its name."""
        if isinstance(target, str) and target in dict(PAGES):
            self.show_page(target)
        elif isinstance(target, tuple) and len(target) == 2 and target[0] == "evidence":
            self.show_page(LIST)
            self.list.go_to(int(target[1]))
        elif isinstance(target, tuple) and len(target) == 2 and target[0] == "persona_item":
            self.show_page(LIST)
            self.board.view.choose([("item_id", int(target[1]))])
            self.show_proof(int(target[1]))


def _short(text: str) -> str:
    return text if len(text) <= LONG else f"{text[: LONG - 1]}…"
