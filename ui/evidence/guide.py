"""An interview: whom, when, and the questions of the guide with the answers beside them, saved as they are typed."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final, TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from b2bdesk.commands import evidence as commands
from b2bdesk.commands import items
from b2bdesk.errors import UserError
from b2bdesk.i18n import day, sentences, tr
from b2bdesk.insight.interview import about, Asked, OF_ITEM, PERSONA, PROBE, QUESTIONS
from b2bdesk.queries import evidence as asked
from b2bdesk.queries.evidence import Board, Interview, Statement
from b2bdesk.queries.labels import Labels
from b2bdesk.terms import Polarity
from ui.desk import Desk
from ui.evidence import printing
from ui.evidence.answer import AnswerBlock
from ui.kit.buttons import Button
from ui.kit.checklist import Checklist, Choice
from ui.kit.fields import ChoiceField
from ui.kit.fields.dates import DayField
from ui.kit.fields.text import TextField
from ui.kit.popover import Popover
from ui.kit.scroll import ScrollPage
from ui.kit.text import hairline, Label

if TYPE_CHECKING:
    from b2bdesk.workspace import Workspace

NEW: Final = 0
WIDEST: Final = 900


class GuidePage(QWidget):
    """`message(text)` goes to the status bar. An interview begins with its first answer, or by the button."""

    message = Signal(str)
    linking = Signal(int)
    """(statement) An answer is about to be linked to it."""

    def __init__(self, desk: Desk, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self._today = desk, today
        self.current: int | None = None
        self.blocks: dict[str, AnswerBlock] = {}
        self._interviews: dict[int, Interview] = {}
        self._board = Board((), ())
        self._labels: Labels | None = None
        self._first = ""
        self._wanted: list[str] = []
        self._beginning = False
        self._thens: list[Callable[[int], object]] = []
        self.interview = ChoiceField()
        self.interview.set_name(tr("Interview"))
        self.interview.committed.connect(self._choose)
        self.persona = ChoiceField()
        self.persona.set_name(tr("Persona"))
        self.persona.committed.connect(self._on_persona)
        self.day = DayField()
        self.day.set_name(tr("Date"))
        self.day.set_value(today())
        self.day.committed.connect(partial(self._set, "date"))
        self.respondent = TextField(placeholder=tr("A role, never a name"), max_length=120)
        self.respondent.set_name(tr("Respondent"))
        self.respondent.committed.connect(partial(self._set, "respondent"))
        self.begin_button = Button(tr("Begin the interview"), "primary", icon="plus")
        self.begin_button.clicked.connect(self.begin)
        self.page = ScrollPage(spacing=0)
        self.page.page.setMaximumWidth(WIDEST)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._top())
        column.addWidget(hairline())
        column.addWidget(self.page, 1)

    def _top(self) -> QVBoxLayout:
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(8)
        self.interview.setMinimumWidth(240)
        for name, choice, stretch in ((tr("Interview"), self.interview, 3), (tr("Persona"), self.persona, 2)):
            first.addWidget(Label(name, "small", "text3"))
            first.addWidget(choice, stretch)
        printer = Button(tr("Print…"), "quiet", icon="printer")
        printer.clicked.connect(self.print_guide)
        pdf = Button(tr("PDF…"), "quiet", icon="file-down")
        pdf.clicked.connect(self.save_pdf)
        first.addWidget(printer)
        first.addWidget(pdf)
        self.day.setFixedWidth(140)
        for name, field, stretch in ((tr("Date"), self.day, 0), (tr("Respondent"), self.respondent, 1)):
            second.addWidget(Label(name, "small", "text3"))
            second.addWidget(field, stretch)
        second.addWidget(self.begin_button)
        column = QVBoxLayout()
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(8)
        column.addLayout(first)
        column.addLayout(second)
        return column

    # What is shown

    def show_board(self, board: Board, labels: Labels) -> None:
        """Show the interviews there are, and the guide of the chosen one."""
        self._board, self._labels = board, labels
        found = self.desk.read(asked.interviews)
        self._interviews = {one.id: one for one in found}
        choices = [Choice(one.id, f"{one.code} {one.title}", day(one.day)) for one in found]
        self.interview.set_choices([Choice(NEW, tr("A new interview")), *choices], may_be_empty=False)
        people = [Choice(group.id, group.name, group.title) for group in board.groups]
        self.persona.set_choices(people, may_be_empty=False)
        if self.current not in self._interviews:
            self.current = None
        if self.persona.value() not in {group.id for group in board.groups}:
            self.persona.set_value(board.to_ask[0].persona_id if board.to_ask else people[0].key if people else None)
        self._show()

    def ask_about(self, item: int) -> None:
        """Turn to a new interview with a statement's persona, and to the question about it."""
        one = self._board.statement(item)
        if one is None:
            return
        self.commit()
        if self._now() is None or self._now().persona_id != one.persona_id:  # type: ignore[union-attr]
            self.current = None
            self.persona.set_value(one.persona_id)
        self._first = one.code
        self._wanted = [one.code]
        self._show()
        block = self.blocks.get(f"{OF_ITEM}{one.code}")
        if block is not None:
            block.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.page.ensureWidgetVisible(block)

    def new(self) -> None:
        """Turn to a new interview."""
        self.commit()
        self.current, self._wanted = None, []
        self.day.set_value(self._today())
        self.respondent.set_value("")
        for block in self.blocks.values():
            block.field.set_value("")
        self._show()
        self.respondent.setFocus(Qt.FocusReason.OtherFocusReason)

    def commit(self) -> None:
        """Take over what is being typed."""
        for field in (self.day, self.respondent):
            field.commit()
        for block in self.blocks.values():
            block.commit()

    def focus_first(self) -> None:
        """Give the keyboard to the first answer."""
        block = next(iter(self.blocks.values()), None)
        (block.field if block else self.interview).setFocus(Qt.FocusReason.OtherFocusReason)

    def questions(self) -> list[Asked]:
        """Return the questions for the persona: open ones, what was asked for, what the file holds, weak statements."""
        now, persona = self._now(), self.persona.value()
        kept = [key for key in (now.answers if now else ()) if key.startswith(OF_ITEM)]
        wanted = list(dict.fromkeys([*self._wanted, *(key.removeprefix(OF_ITEM) for key in kept)]))
        by_code = {one.code: one for one in self._statements()}
        first = [about(code, by_code[code].kind, by_code[code].text) for code in wanted if code in by_code]
        rest: list[Asked] = []
        if persona is not None:
            rest = list(self.desk.read(partial(asked.guide, today=self._today(), persona=int(persona))))
        opened, weak = rest[: len(QUESTIONS)], rest[len(QUESTIONS) :]
        return list({one.key: one for one in [*(first if self._first else ()), *opened, *first, *weak]}.values())

    def _statements(self) -> list[Statement]:
        return [one for group in self._board.groups for one in group.statements]

    def _now(self) -> Interview | None:
        return self._interviews.get(self.current) if self.current is not None else None

    def _show(self) -> None:
        now = self._now()
        self.interview.set_value(self.current or NEW)
        writable = not self.desk.read_only
        self.begin_button.setVisible(now is None)
        self.begin_button.setEnabled(writable and bool(self._board.groups))
        if now is not None:
            if now.persona_id is not None:
                self.persona.set_value(now.persona_id)
            if not self.day.editor.hasFocus():
                self.day.set_value(now.day)
            if not self.respondent.editor.hasFocus():
                self.respondent.set_value(now.respondent)
        for field in (self.day, self.respondent, self.persona):
            field.set_read_only(not writable)
        found = self.questions()
        if [one.key for one in found] != list(self.blocks):
            self._build(found)
        for key, block in self.blocks.items():
            text = now.answers.get(key, "") if now else block.text()
            block.show_answer(text, now.made.get(key, "") if now else "", writable=writable)

    def _build(self, found: list[Asked]) -> None:
        kept = {key: block for key, block in self.blocks.items() if block.field.box.hasFocus()}
        for block in self.blocks.values():
            block.commit()
        self.page.clear()
        self.blocks = {}
        probe = Label(sentences(tr("After each answer ask:"), tr(PROBE)), "small", "text2", wrap=True)
        probe.setContentsMargins(16, 10, 16, 2)
        self.page.body.addWidget(probe)
        kinds: list[Choice] = (
            [Choice(code, label) for code, label in self._labels.choices("item_kind")] if self._labels else []
        )
        for number, one in enumerate(found, 1):
            block = AnswerBlock(one, number, kinds)
            block.answered.connect(self._answered)
            block.stated.connect(self._stated)
            block.linked.connect(self._linked)
            block.quoted.connect(self._quoted)
            self.blocks[one.key] = block
            self.page.body.addWidget(block)
        for key in kept:
            if key in self.blocks:
                self.blocks[key].field.setFocus(Qt.FocusReason.OtherFocusReason)

    # What is done

    def begin(self, _checked: bool = False, then: Callable[[int], object] | None = None) -> None:
        """Make the interview, as evidence that answers are typed into."""
        persona = self._board.persona(int(self.persona.value() or 0))
        if persona is None:
            self.message.emit(tr("Choose a persona first."))
            return
        if then is not None:
            self._thens.append(then)
        if self._beginning:  # an answer has begun it already; what follows waits for it
            return
        self._beginning = True
        whom = self.respondent.value() or persona.title
        self.desk.run(
            commands.begin_interview,
            persona=persona.id,
            title=tr("Interview: {whom}", whom=whom)[:200],
            day=self.day.value() or self._today(),
            respondent=str(self.respondent.value() or ""),
            done=self._begun,
            failed=self._not_begun,
        )

    def _not_begun(self, error: UserError) -> None:
        self._beginning, self._thens = False, []
        self._refused(error)

    def _begun(self, made: int) -> None:
        if not isValid(self):
            return
        thens, self._thens, self._beginning = self._thens, [], False
        typed = {key: block.text() for key, block in self.blocks.items() if block.text().strip()}
        self.current = made
        self._interviews = {one.id: one for one in self.desk.read(asked.interviews)}
        for key, text in typed.items():
            self.desk.run(commands.set_answer, evidence=made, question=key, answer=text, failed=self._refused)
        for then in thens:
            then(made)
        self._show()
        if not thens:
            self.focus_first()

    def _choose(self, key: Any) -> None:
        self.commit()
        self.desk.break_merge()
        self.current = int(key) or None
        self._wanted, self._first = [], ""
        if self.current is None:
            self.respondent.set_value("")
            self.day.set_value(self._today())
            for block in self.blocks.values():
                block.field.set_value("")
        self._show()

    def _on_persona(self, _key: Any) -> None:
        self._wanted, self._first = [], ""
        now = self._now()
        if now is not None:
            group = self._board.persona(int(self.persona.value()))
            if group is not None:
                self._run(commands.set_answer, question=PERSONA, answer=group.code)
        self._show()

    def _set(self, key: str, value: Any) -> None:
        if self.current is not None and value:
            self.desk.run(_update, row=self.current, values={key: value}, failed=self._refused)

    def _answered(self, key: str, text: str) -> None:
        if self.current is not None:
            self._run(commands.set_answer, question=key, answer=text)
        elif text.strip() and not self.desk.read_only:
            self.begin(then=_nothing)

    def _stated(self, key: str, kind: str) -> None:
        persona = self.persona.value()
        if self.current is not None and persona:
            self._run(commands.make_statement, question=key, persona=int(persona), kind=kind)
        else:
            self.begin(then=partial(self._after_begin, self._stated, key, kind))

    def _linked(self, key: str, polarity: str) -> None:
        if self.current is None:
            self.begin(then=partial(self._after_begin, self._linked, key, polarity))
        elif key.startswith(OF_ITEM) and polarity:
            one = next((one for one in self._statements() if one.code == key.removeprefix(OF_ITEM)), None)
            if one is not None:
                self.linking.emit(one.id)
                self._run(commands.link_answer, question=key, item=one.id, polarity=polarity)
        else:
            self._offer_statements(key)

    def _quoted(self, key: str) -> None:
        if self.current is None:
            self.begin(then=partial(self._after_begin, self._quoted, key))
        else:
            self._run(commands.take_quote, question=key)
            self.message.emit(tr("Taken as the quote of the interview."))

    def _after_begin(self, run: Callable[..., None], *args: Any) -> None:
        """Go on with what was wanted once the interview is there: the last of `args` is its id."""
        run(*args[:-1])

    def _offer_statements(self, key: str) -> None:
        """Show the persona's statements to tick: the answer supports them."""
        group = self._board.persona(int(self.persona.value() or 0))
        if group is None or not group.statements:
            self.message.emit(tr("There is no statement about this persona yet."))
            return
        popover = Popover(self, width=420)
        popover.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        checklist = Checklist([Choice(one.id, one.text[:80], one.code) for one in group.statements], tr("Statements"))
        popover.body.addWidget(Label(tr("This answer supports"), "small", "text3"))
        popover.body.addWidget(checklist)
        popover.closed.connect(partial(self._link_ticked, key, checklist))
        self._picker = popover
        popover.open_below(self.blocks[key].field)
        checklist.setFocus()

    def _link_ticked(self, key: str, checklist: Checklist) -> None:
        for item in checklist.keys():  # noqa: SIM118 - no mapping
            self.linking.emit(int(str(item)))
            self._run(commands.link_answer, question=key, item=int(str(item)), polarity=str(Polarity.SUPPORTS))

    def _run(self, command: Any, **kwargs: Any) -> None:
        self.desk.run(command, evidence=self.current, failed=self._refused, **kwargs)

    def _refused(self, error: UserError) -> None:
        self.message.emit(error.sentence())

    # On paper

    def paper(self) -> printing.Paper:
        """Return what stands on the printed guide."""
        group, now = self._board.persona(int(self.persona.value() or 0)), self._now()
        name = f"{group.name}, {group.title}" if group else ""
        when = day(now.day if now else self.day.value())
        head = " · ".join(part for part in (name, when, str(self.respondent.value() or "")) if part)
        answers = now.answers if now else {}
        return printing.Paper(
            tr("Interview guide"), head, [(q.asked, answers.get(key, "")) for key, q in self.blocks.items()]
        )

    def print_guide(self, _checked: bool = False) -> None:
        """Print the guide."""
        self.commit()
        printing.print_on_paper(self.paper(), self.window())

    def save_pdf(self, _checked: bool = False) -> None:
        """Ask for a name and write the guide into a PDF."""
        self.commit()
        name, _ = QFileDialog.getSaveFileName(self.window(), tr("Save the interview guide"), "guide.pdf", "PDF (*.pdf)")
        if name:
            try:
                printing.save_pdf(self.paper(), Path(name))
            except UserError as error:
                self._refused(error)
            else:
                self.message.emit(tr("Wrote {path}", path=name))


def _update(ws: "Workspace", *, row: int, values: dict[str, Any]) -> None:
    items.update(ws, "evidence", row, **values)


def _nothing(_made: int) -> None:
    """Do nothing more."""
