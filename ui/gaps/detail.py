"""The inspector of a finding: what it says, how to settle it, how to leave it, and what it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from b2bdesk import i18n
from b2bdesk.i18n import day, tr
from b2bdesk.insight.dates import add_months
from b2bdesk.insight.fixes import Fix
from b2bdesk.insight.grounds import Ground, Grounds
from b2bdesk.insight.limits import Limit, of_rule
from b2bdesk.insight.rule_words import fact
from b2bdesk.terms import N_
from ui.gaps.delegate import decided_words, importance_words
from ui.gaps.fix_button import FixButton
from ui.gaps.ground_row import GroundRow
from ui.gaps.groups import rule_title
from ui.gaps.targets import other_places, place_of, words_for
from ui.kit.buttons import Button, link
from ui.kit.fields.dates import DayField
from ui.kit.finding_box import FindingBox
from ui.kit.flow import FlowLayout
from ui.kit.scroll import ScrollPage
from ui.kit.section import Section
from ui.kit.text import Label
from ui.summary import Said, Summary

SHOWN_ROWS: Final = 12
REASON: Final = 200
LATER: Final = (("week", N_("A week")), ("month", N_("A month")))


@dataclass(frozen=True, slots=True)
class Help:
    """What was worked out for a finding: its fixes, and what it rests on."""

    fixes: tuple[Fix, ...]
    grounds: Grounds


class FindingDetail(ScrollPage):
    """Shows one finding; tells what a person wants."""

    went = Signal(str, object)
    """(room, place)"""
    fix_asked = Signal(object)
    """(Fix)"""
    unneeded = Signal(str)
    """(reason)"""
    put_off = Signal(object)
    """(date)"""
    opened_again = Signal()
    limit_asked = Signal(str)
    """(threshold's key)"""

    def __init__(self, rooms: set[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rooms = rooms
        self.page.setObjectName("page")
        self.setWindowTitle(tr("Finding"))
        self.said: Said | None = None
        self._summary: Summary | None = None
        self._help: Help | None = None
        self.fixes: list[FixButton] = []
        self.rows: list[GroundRow] = []
        self.reason: QLineEdit | None = None
        self.later: list[Button] = []

    def show_finding(self, said: Said | None, summary: Summary | None, *, read_only: bool) -> None:
        """Show a finding; what helps follows by `show_help`."""
        typed = self.typed_for(said)
        self.said, self._summary, self._help = said, summary, None
        self.setUpdatesEnabled(False)
        self.clear()
        self.fixes, self.rows, self.later, self.reason = [], [], [], None
        if said is not None and summary is not None:
            self._head = self._made_head(said, ())
            self.body.addWidget(self._head)
            self._fix_part = Section(tr("Settle it"), line=False)
            self._fix_part.hide()
            self.body.addWidget(self._fix_part)
            if not read_only:
                self.body.addWidget(self._decision(said))
            self._why_part = Section(tr("Why"))
            self._why_part.hide()
            self.body.addWidget(self._why_part)
            self.body.addStretch(1)
            self._type_again(typed)
        self.setUpdatesEnabled(True)

    def _type_again(self, typed: str) -> None:
        if self.reason is not None and typed:
            self.reason.setText(typed)

    def typed_for(self, said: Said | None) -> str:
        """Return the reason typed so far, if it is for this finding."""
        now, line = self.said, self.reason
        if said is None or now is None or line is None:
            return ""
        same = (said.finding.rule, said.finding.codes) == (now.finding.rule, now.finding.codes)
        return line.text() if same else ""

    def show_help(self, found: Help, *, read_only: bool) -> None:
        """Show how to settle the finding and what it rests on."""
        if self.said is None or self._summary is None:
            return
        self._help = found
        fixes = [fix for fix in found.fixes if not (read_only and fix.command)]
        self._show_fixes(fixes)
        old, self._head = self._head, self._made_head(self.said, fixes)
        self.body.replaceWidget(old, self._head)
        old.hide()
        old.deleteLater()
        self._show_why(found.grounds, self._summary)

    def first_fix(self) -> Fix | None:
        """Return the best fix, None where none is known (yet)."""
        return next(iter(self._help.fixes), None) if self._help is not None else None

    def _made_head(self, said: Said, fixes: Sequence[Fix]) -> QWidget:
        """Return the finding's own words, with ways to where no fix leads."""
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 4, 16, 8)
        column.setSpacing(10)
        finding = said.finding
        title = f"{finding.rule}  {rule_title(finding.rule)}  ·  {importance_words(said)}"
        column.addWidget(Label(title, "small", "text3", wrap=True))
        places = [place_of(finding.jump, finding.ids), *other_places(finding.jump, finding.ids)]
        led = [place_of(fix.jump, fix.ids) for fix in fixes if not fix.command]
        links = [
            (str(i), words_for(place[0]))
            for i, place in enumerate(places)
            if place[0] in self._rooms and place not in led
        ]
        box = FindingBox(finding.severity, said.sentence, said.why, links)
        box.acted.connect(partial(self._go, places))
        column.addWidget(box)
        return page

    def _go(self, places: Sequence[tuple[str, Any]], at: str) -> None:
        self.went.emit(*places[int(at)])

    # Settling

    def _show_fixes(self, fixes: Sequence[Fix]) -> None:
        assert self._summary is not None
        for number, fix in enumerate(fixes):
            words = fix.say(i18n.render, self._summary.voice)
            button = FixButton(
                words,
                "wand-sparkles" if fix.command else "arrow-right",
                keys="F" if number == 0 else "",
                primary=number == 0 and bool(fix.command),
            )
            button.clicked.connect(partial(self._ask, fix))
            self._fix_part.body.addWidget(button)
            self.fixes.append(button)
        self._fix_part.setVisible(bool(fixes))

    def _ask(self, fix: Fix) -> None:
        self.fix_asked.emit(fix)

    # Leaving it

    def _decision(self, said: Said) -> QWidget:
        if said.decision is not None:
            return self._decided(said)
        part = Section(tr("Leave it as it is"))
        self.reason = QLineEdit()
        self.reason.setMaxLength(REASON)
        self.reason.setPlaceholderText(tr("Not needed here because…"))
        self.reason.setAccessibleName(tr("Why nothing is needed here"))
        button = Button(tr("Not needed"), keys="X", small=True)
        for told in (self.reason.returnPressed, button.clicked):
            told.connect(self._leave)
        part.body.addWidget(self.reason)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button)
        part.body.addLayout(row)
        part.body.addWidget(Label(tr("Or look at it again in"), "small", "text3"))
        part.body.addLayout(self._later_row())
        return part

    def _later_row(self) -> FlowLayout:
        flow = FlowLayout(gap=6, line_gap=6)
        for key, words in LATER:
            button = Button(tr(words), small=True, keys="Z" if not self.later else "")
            button.clicked.connect(partial(self._put_off, key))
            flow.addWidget(button)
            self.later.append(button)
        chosen = DayField()
        chosen.setFixedWidth(124)
        chosen.set_name(tr("Back on"))
        chosen.committed.connect(self._on_day)
        flow.addWidget(chosen)
        return flow

    def _decided(self, said: Said) -> QWidget:
        assert said.decision is not None
        part = Section(tr("Decided"))
        part.body.addWidget(Label(decided_words(said.decision), "small", "text", wrap=True))
        if said.decision.made is not None:
            part.body.addWidget(Label(tr("Decided on {day}", day=day(said.decision.made)), "small", "text3"))
        again = Button(tr("Open again"), icon="rotate-ccw", keys="X", small=True)
        again.clicked.connect(self.opened_again)
        row = QHBoxLayout()
        row.addWidget(again)
        row.addStretch(1)
        part.body.addLayout(row)
        return part

    def _leave(self) -> None:
        if self.reason is not None:
            self.unneeded.emit(self.reason.text())

    def _put_off(self, key: str) -> None:
        assert self._summary is not None
        today = self._summary.today
        self.put_off.emit(today + timedelta(days=7) if key == "week" else add_months(today, 1))

    def _on_day(self, chosen: date | None) -> None:
        if chosen is not None:
            self.put_off.emit(chosen)

    def enter_reason(self) -> None:
        """Go to where one says why nothing is needed."""
        if self.reason is not None:
            self.ensureWidgetVisible(self.reason)
            self.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def enter_later(self) -> None:
        """Go to where one puts the finding off."""
        if self.later:
            self.ensureWidgetVisible(self.later[0])
            self.later[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def enter_why(self) -> None:
        """Go to what the finding rests on."""
        if self._help is None:
            return
        self.ensureWidgetVisible(self._why_part)
        target = self.rows[0] if self.rows else self._why_part
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # What it rests on

    def _show_why(self, found: Grounds, summary: Summary) -> None:
        body = self._why_part.body
        body.addWidget(Label(found.say(i18n.render, summary.voice), "small", "text2", wrap=True))
        for limit in of_rule(self.said.finding.rule if self.said else ""):
            if "." not in limit.key:
                body.addWidget(self._limit(limit, summary))
        for ground in found.rows[:SHOWN_ROWS]:
            row = GroundRow(ground)
            row.clicked.connect(partial(self._open, ground))
            body.addWidget(row)
            self.rows.append(row)
        more = len(found.rows) - len(self.rows) + found.more
        if more > 0:
            body.addWidget(Label(tr("{n} more", n=f"{more:,}"), "small", "text3"))
        self._why_part.show()

    def _limit(self, limit: Limit, summary: Summary) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        number = summary.voice(fact(limit, summary.plan.thresholds))
        line.addWidget(Label(f"{tr(limit.label)}: {number}", "small", "text3", wrap=True), 1)
        change = link(tr("Change"))
        change.setAccessibleName(tr("Change “{field}”", field=tr(limit.label)))
        change.clicked.connect(partial(self.limit_asked.emit, limit.key))
        line.addWidget(change, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _where(self, ground: Ground) -> tuple[str, Any]:
        jump = {"placement": "placements", "piece": "content", "persona": "personas", "chain": "chains"}
        return place_of(jump.get(ground.kind, "pools"), {ground.kind: ground.id})

    def _open(self, ground: Ground) -> None:
        self.went.emit(*self._where(ground))
