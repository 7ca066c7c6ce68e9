"""Filling the plan: a proposal for each open cell, to be looked through, ticked, and carried out in one edit."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from b2bdesk.commands import suggest
from b2bdesk.commands.suggest import Filled, Idea, Step
from b2bdesk.errors import UserError
from b2bdesk.i18n import tr, trn
from b2bdesk.queries.counts import overview
from ui.grid.acts import today_of
from ui.kit.buttons import Button
from ui.kit.checklist import Choice
from ui.kit.empty_state import EmptyState
from ui.kit.filter_chip import FilterChip
from ui.kit.segmented import Segmented
from ui.kit.text import hairline, Label
from ui.suggest.fill_list import FillList
from ui.suggest.model import FillModel
from ui.suggest.planner import Planner, Proposed
from ui.suggest.rows import FillRow
from ui.suggest.summary import coverage_words, done_words, effect_words

GAPS, THIN = "gaps", "thin"


class FillPane(QWidget):
    """Works on any desk that reads and runs; hidden, it only remembers that the plan has changed."""

    chosen_changed = Signal()
    """Another row is the current one."""
    opened = Signal(str, int)
    """(table, id)"""
    board_asked = Signal()
    """A plan that is hardly begun: the board says how."""
    said = Signal(str)
    """One sentence for the status bar."""

    def __init__(self, desk: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.read_only = desk, False
        self.proposed: Proposed | None = None
        self._people: frozenset[int] = frozenset()
        self._stale = True
        self.planner = Planner(desk, self.today, self)
        self.model = FillModel(self)
        self.list = FillList(self.model)
        self._make_tools()
        self.sentence, self.cover = Label("", "body", weight=600), Label("", "small", "text2")
        self.apply_button = Button(tr("Place"), "primary", keys="Ctrl+Return")
        self.empty = EmptyState("circle-check", "", "", framed=False)
        self._stack = QStackedWidget()
        self._arrange()
        self._connect()
        self._show_effect()

    def today(self) -> date:
        """Return the day."""
        return today_of(self.desk)

    def _make_tools(self) -> None:
        self.tools_ = QWidget(self)
        self.which = Segmented([(GAPS, tr("Gaps")), (THIN, tr("Also where there is one"))], tr("Which cells"))
        self.stages = FilterChip(tr("Stage"), icon="layers")
        row = QHBoxLayout(self.tools_)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.which)
        row.addWidget(self.stages)

    def _arrange(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.sentence)
        words.addWidget(self.cover)
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 10)
        head.setSpacing(16)
        head.addLayout(words, 1)
        head.addWidget(self.apply_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(hairline())
        column.addWidget(self._stack, 1)
        self.setFocusProxy(self.list)

    def _connect(self) -> None:
        self.planner.found.connect(self._take)
        self.model.ticks_changed.connect(self._show_effect)
        self.list.current_changed.connect(self.chosen_changed)
        self.list.placed.connect(self._place_one)
        self.list.opened.connect(partial(self.opened.emit, "content_piece"))
        self.list.all_asked.connect(self.apply_ticked)
        self.apply_button.clicked.connect(self.apply_ticked)
        self.which.picked.connect(self.renew)
        self.stages.filtered.connect(self._show)
        self.desk.changes.connect(self._on_changes)

    # ---- asking

    @property
    def settled(self) -> bool:
        """Tell whether what is shown is that of the present plan."""
        return not self._stale and not self.planner.busy

    def renew(self, _told: object = None) -> None:
        """Work the proposals out anew."""
        self._stale = False
        self.planner.ask(thin=self.which.value() == THIN)

    def set_people(self, people: Iterable[int]) -> None:
        """Show what is for these personas, or for all."""
        self._people = frozenset(people)
        self._show()

    def refresh(self) -> None:
        """Work the proposals out if the plan has changed since."""
        if self._stale:
            self.renew()

    def _on_changes(self, _changes: object) -> None:
        self._stale = True
        if self.isVisible():
            self.renew()

    def _take(self, proposed: Proposed) -> None:
        first, self.proposed = self.proposed is None, proposed
        stages = {row.stage_id: row.stage for row in proposed.rows}
        self.stages.set_choices([Choice(id, name) for id, name in stages.items()])
        self._show()
        if first and self.hasFocus():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- showing

    def _show(self, _told: object = None) -> None:
        if self.proposed is None:
            return
        stages = [int(str(key)) for key in self.stages.keys()]  # noqa: SIM118
        self.model.show(self.proposed.rows, self._people, stages)
        self._say_empty(bool(self.proposed.rows))
        self._stack.setCurrentWidget(self.list if self.model.rows() else self.empty)

    def _begun(self) -> bool:
        """Tell whether the plan has what a proposal is made of."""
        held = self.desk.read(overview).counts
        return all(held[key] for key in ("personas", "content", "channels"))

    def _say_empty(self, filtered: bool) -> None:
        """Say why the list is empty and what to do."""
        old, thin = self.empty, self.which.value() == THIN
        if filtered:
            self.empty = EmptyState(
                "list-filter", tr("Nothing for these"), tr("The filters leave no open cell."), tr("Show all"),
                step_icon="x", framed=False,
            )  # fmt: skip
            self.empty.stepped.connect(self._show_all)
        elif not self._begun():
            self.empty = EmptyState(
                "sparkles",
                tr("Nothing to fill yet"),
                tr("Proposals need a persona, pieces of content and channels. The board says how to begin."),
                tr("Show the board"),
                step_icon="grid-3x3",
                framed=False,
            )
            self.empty.stepped.connect(self.board_asked)
        else:
            self.empty = EmptyState(
                "circle-check",
                tr("Nothing is open"),
                tr("Every required cell has a placement. See where there is only one."),
                "" if thin else tr("Look at these too"),
                step_icon="arrow-right",
                framed=False,
            )
            self.empty.stepped.connect(self._look_deeper)
        self._stack.addWidget(self.empty)
        self._stack.removeWidget(old)
        old.deleteLater()

    def _show_all(self) -> None:
        self.stages.set_keys(())
        self.set_people(())

    def _look_deeper(self) -> None:
        self.which.set_value(THIN)
        self.renew()

    def _show_effect(self) -> None:
        """Say what the ticked proposals would do: they are counted in, and the coverage is worked out again."""
        rows = self.model.ticked()
        self.apply_button.setEnabled(bool(rows) and not self.read_only)
        self.apply_button.set_text(trn("Place {n}", "Place {n}", len(rows)) if rows else tr("Place"))
        if self.proposed is None:
            self.sentence.setText(tr("Looking for what fits…"))
            return
        effect = self.proposed.effect(rows)
        self.sentence.setText(effect_words(effect))
        self.cover.setText(coverage_words(effect))

    # ---- doing

    def apply_ticked(self) -> None:
        """Carry out what is ticked and shown, in one edit."""
        self._carry_out(self.model.ticked())

    def _place_one(self, row: FillRow) -> None:
        self._carry_out([row])

    def _carry_out(self, rows: list[FillRow]) -> None:
        if self.read_only:
            self.said.emit(tr("This plan is open read-only; nothing was changed."))
        elif not rows:
            self.said.emit(tr("Tick what is to be placed first."))
        else:
            self.model.forget_ticks(rows)
            steps = [step_of(row) for row in rows]
            self.desk.run(suggest.fill, done=self._tell, failed=self._refused, steps=steps)

    def _tell(self, done: Filled) -> None:
        self.said.emit(tr("{done}. Ctrl+Z takes all of it back.", done=done_words(done)))

    def _refused(self, error: UserError) -> None:
        self.said.emit(error.sentence())

    # ---- Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._stale |= self.planner.busy


def step_of(row: FillRow) -> Step:
    """Return what a row asks the command for."""
    proposal = row.proposal
    assert proposal is not None
    idea = proposal.new_piece
    made = Idea(idea.form, idea.topic, str(idea.appeal)) if idea is not None else Idea()
    return Step(proposal.stage_id, proposal.channel_id, proposal.persona_id, proposal.content_id, made)
