"""The room Gaps: everything the rules have found, each a sentence with a way to settle it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from b2bdesk.commands import findings, fixes
from b2bdesk.i18n import day, tr
from b2bdesk.insight.decisions import about, Sifted
from b2bdesk.insight.fixes import Fix
from b2bdesk.terms import N_
from ui.actions import Act
from ui.desk import Desk
from ui.gaps.bars import FilterBar, SinceBar
from ui.gaps.detail import FindingDetail
from ui.gaps.findings_list import FindingsList
from ui.gaps.groups import grouped, Row, solved
from ui.gaps.helping import help_for, overlaps_of, say_all
from ui.gaps.limits_page import LimitsPage
from ui.gaps.model import FindingsModel, name_of, Wanted
from ui.gaps.since import Since
from ui.gaps.targets import place_of
from ui.gaps.work import SMALL, Worker
from ui.kit.buttons import Button
from ui.kit.empty_state import EmptyState
from ui.kit.segmented import Segmented
from ui.places import existing
from ui.summary import Said, Summary

OPEN, DECIDED, OVERLAPS = "open", "decided", "overlaps"
VIEWS: Final = {OPEN: N_("Still open"), DECIDED: N_("Decided"), OVERLAPS: N_("Overlaps")}
KEYS: Final = (
    ("gap_next", N_("Next gap"), "G", ""),
    ("gap_previous", N_("Previous gap"), "Shift+G", ""),
    ("gap_fix", N_("Settle it by the best fix"), "F", "writable"),
    ("gap_unneeded", N_("Not needed because…"), "X", "writable"),
    ("gap_later", N_("Put off"), "Z", "writable"),
)


class GapsRoom(QWidget):
    """The list of findings with its filters; the chosen one in full in the inspector."""

    key = "gaps"
    inspector_changed = Signal()
    inspector_asked = Signal()
    message = Signal(str)
    go = Signal(str, object)
    """(room, place) Where a finding leads."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._summary: Summary | None = None
        self._wanted = Wanted()
        self._view = OPEN
        self._by = {OPEN: "importance", DECIDED: "importance", OVERLAPS: "rule"}
        self._overlaps: tuple[Said, ...] | None = None
        self._kept: tuple[Said, ...] = ()
        self._limits: LimitsPage | None = None
        self._limits_shown = False
        self._worker = Worker(self)
        self._worker.landed.connect(self._land)
        self.compared = Since(desk, self._worker, self)
        self.model = FindingsModel(self)
        self.list = FindingsList(self)
        self.list.setModel(self.model)
        self.filters = FilterBar(self)
        self.since = SinceBar(self)
        self.detail = FindingDetail({place.key for place in existing()})
        self._empty = EmptyState("target", "", "", framed=False, parent=self)
        self._build()
        self._listen()
        self.setFocusProxy(self.list)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.since)
        self._pages = QStackedLayout()
        self._pages.addWidget(self.list)
        self._pages.addWidget(self._empty)
        column.addLayout(self._pages, 1)
        self._head = QWidget(self)
        row = QHBoxLayout(self._head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.views = Segmented([(name, tr(words)) for name, words in VIEWS.items()], tr("View"))
        self.snapshot = Button(tr("Snapshot"), "quiet", icon="camera")
        self.thresholds = Button(tr("Thresholds"), "quiet", icon="sliders-horizontal")
        self.thresholds.setCheckable(True)
        row.addWidget(self.views)
        row.addStretch(1)
        row.addWidget(self.thresholds)
        row.addWidget(self.snapshot)

    def _listen(self) -> None:
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.doubleClicked.connect(self._follow)
        self.list.followed.connect(self._follow)
        self.list.asked_why.connect(self.show_why)
        self.filters.words_changed.connect(self._on_words)
        self.filters.severities_changed.connect(self._on_severities)
        self.filters.rules_changed.connect(self._on_rules)
        self.filters.grouping_changed.connect(self.group_by)
        self.filters.search.wants_results.connect(self.list.setFocus)
        self.since.picked.connect(self.compared.compare_with)
        self.since.removed.connect(self.compared.remove)
        self.since.only_new.connect(self._on_only_new)
        self.views.picked.connect(self.show_view)
        self.snapshot.clicked.connect(partial(self.compared.ask_name, self.snapshot))
        self.compared.renewed.connect(self._on_since)
        self.compared.message.connect(self.message)
        self.thresholds.toggled.connect(self.show_limits)
        self.detail.went.connect(self.go)
        self.detail.fix_asked.connect(self.run_fix)
        self.detail.unneeded.connect(self.leave)
        self.detail.put_off.connect(self.put_off)
        self.detail.opened_again.connect(self.open_again)
        self.detail.limit_asked.connect(self._on_limit)

    # The room

    def title(self) -> str:
        """Return the title."""
        return tr("Gaps")

    def apply(self, changes: Any) -> None:
        """Wait for the facts, which are worked out anew after each edit; thresholds and snapshots are read at once."""
        if self._limits is not None and changes.touches("workspace"):
            self._limits.refresh()
        if changes.touches("snapshot"):
            self._renew_since()

    def refresh(self) -> None:
        """Wait for the facts; thresholds may have changed meanwhile."""
        if self._limits is not None:
            self._limits.refresh()
        self._renew_since()

    def header_widget(self) -> QWidget:
        """Return the views and what can be done."""
        return self._head

    def filter_widget(self) -> QWidget:
        """Return the filters."""
        return self.filters

    def inspector(self) -> QWidget:
        """Return the chosen finding in full, or the thresholds."""
        return self._limits if self._limits_shown and self._limits is not None else self.detail

    def actions(self) -> list[tuple[Act, Any]]:  # type: ignore[override]  # the room's, not Qt's
        """Return the keys of this room."""
        runs = {
            "gap_next": partial(self.step, 1),
            "gap_previous": partial(self.step, -1),
            "gap_fix": self.fix,
            "gap_unneeded": self.ask_reason,
            "gap_later": self.ask_later,
        }
        return [(Act(name, words, "", (keys,), when, room=self.key), runs[name]) for name, words, keys, when in KEYS]

    def focus_filter(self) -> None:
        """Go to the search."""
        self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def jump(self, target: Any) -> None:
        """Show findings of a severity, or one: `("severity", "W")`, `("finding", (rule, codes))`, `("view", name)`."""
        kind, value = target
        if kind == "view":
            self.show_view(value)
            return
        self.show_view(OPEN)
        if kind == "severity":
            self.filters.severity.set_keys([value])
            self._filter(severities=frozenset([value]))
        elif kind == "finding":
            self.clear_filters()
            self._choose(self.model.place(value))

    def set_summary(self, summary: Summary | None) -> None:
        """Show what was worked out."""
        self._summary, self._overlaps, self._kept = summary, None, ()
        self._renew_since()
        if summary is not None and (self._view != OPEN or self._small):
            self._ask_overlaps()
        self._show()

    @property
    def _small(self) -> bool:
        return self._summary is not None and self._summary.pieces + self._summary.placements <= SMALL

    # What is shown

    def show_view(self, view: str) -> None:
        """Show the open findings, those decided on, or what there is too much of."""
        self._view = view
        self.views.set_value(view)
        self.filters.set_grouping(self._by[view])
        if view != OPEN and self._overlaps is None:
            self._ask_overlaps()
        self.since.setVisible(view == OPEN and self.compared.diff is not None)
        self._show()

    def group_by(self, by: str) -> None:
        """Put the findings under other headings."""
        self._by[self._view] = by
        self.filters.set_grouping(by)
        self._show()

    def _on_words(self, words: str) -> None:
        self._wanted = self._wanted.with_words(words)
        self._worker.ask("words", partial(say_all, self.found()), small=self._small)

    def _on_severities(self, severities: frozenset[str]) -> None:
        self._filter(severities=severities)

    def _on_rules(self, rules: frozenset[str]) -> None:
        self._filter(rules=rules)

    def _on_only_new(self, on: bool) -> None:
        self._filter(new=self.compared.new if on else None)

    def _filter(self, **changed: Any) -> None:
        self._wanted = replace(self._wanted, **changed)
        self._show()

    def clear_filters(self) -> None:
        """Let everything through."""
        self.filters.clear()
        self.since.new.setChecked(False)
        self._wanted = Wanted()
        self._show()

    def found(self) -> tuple[Said, ...]:
        """Return all findings of the present view."""
        if self._summary is None:
            return ()
        if self._view == OVERLAPS:
            return self._overlaps or ()
        return self._summary.findings if self._view == OPEN else (*self._summary.decided, *self._kept)

    def _show(self) -> None:
        self._name_views()
        chosen, at = self.chosen(), self.list.currentIndex().row()
        found = self.found()
        shown = [said for said in found if self._wanted.lets(said)] if self._wanted.any else list(found)
        self.model.show(self._rows(shown), self.compared.new if self._view == OPEN else frozenset())
        self.filters.count.setText(tr("{shown} of {all}", shown=len(shown), all=len(found)) if found else "")
        self._show_page(bool(self.model.rowCount()), bool(found))
        place = self.model.place(name_of(chosen.finding)) if chosen is not None else QModelIndex()
        self._choose(place if place.isValid() else self.model.near(max(at, 0)))
        if not shown:
            self._show_detail(None)

    def _rows(self, shown: Sequence[Said]) -> list[Row]:
        if self._summary is None:
            return []
        rows = grouped(shown, self._by[self._view], self._summary)
        diff = self.compared.diff
        if diff is None or self._view != OPEN or self._wanted.any:
            return rows
        return [*rows, *solved(diff.gone, day(diff.day))]

    def _name_views(self) -> None:
        summary = self._summary
        counts = {
            OPEN: len(summary.findings) if summary else None,
            DECIDED: len(summary.decided) + len(self._kept) if summary else None,
            OVERLAPS: len(self._overlaps) if self._overlaps is not None else None,
        }
        words = [(name, tr(VIEWS[name]) + (f" {n:,}" if n is not None else "")) for name, n in counts.items()]
        self.views.set_options(words)

    def _show_page(self, any_shown: bool, any_found: bool) -> None:
        if any_shown:
            self._pages.setCurrentWidget(self.list)
            return
        title, sentence, step = self._empty_words(any_found)
        icon, does = ("x", self.clear_filters) if any_found else ("grid-3x3", self._show_map)
        fresh = EmptyState("target", title, sentence, step, framed=False, step_icon=icon, parent=self)
        fresh.stepped.connect(does)
        self._pages.addWidget(fresh)
        self._pages.setCurrentWidget(fresh)
        self._pages.removeWidget(self._empty)
        self._empty.deleteLater()
        self._empty = fresh

    def _show_map(self) -> None:
        self.go.emit("map", None)

    def _empty_words(self, any_found: bool) -> tuple[str, str, str]:
        if self._summary is None or (self._view == OVERLAPS and self._overlaps is None):
            return tr("Looking for gaps"), tr("The plan is being checked against 27 rules."), ""
        if any_found:
            return tr("Nothing here"), tr("No finding passes these filters."), tr("Clear the filters")
        if self._view == DECIDED:
            text = tr("What you mark as not needed (X) or put off (Z) is kept here, with the reason and the day.")
            return tr("Nothing decided yet"), text, ""
        if self._view == OVERLAPS:
            return tr("Nothing overlaps"), tr("No cell is crowded, and no two pieces do the same."), ""
        if not self._summary.placements:
            return tr("No gaps yet"), tr("Findings appear once a persona and a piece exist."), tr("Show the map")
        return tr("No gaps"), tr("Everybody meets something at every stage, and no rule is broken."), ""

    # The chosen finding

    def chosen(self) -> Said | None:
        """Return the finding that is chosen."""
        index = self.list.currentIndex()
        row = self.model.row(index) if index.isValid() else None
        return row if isinstance(row, Said) else None

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.list.setCurrentIndex(index)
            if index.row() <= 1:  # the head of the first group is seen with it
                self.list.scrollToTop()
            else:
                self.list.scrollTo(index)

    def step(self, by: int) -> None:
        """Go to the next or previous finding."""
        row = self.list.currentIndex().row() + by
        while 0 <= row < self.model.rowCount():
            index = self.model.index(row, 0)
            if isinstance(self.model.row(index), Said):
                self._choose(index)
                return
            row += by

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = self.model.row(current) if current.isValid() else None
        self._show_detail(row if isinstance(row, Said) else None)

    def _show_detail(self, said: Said | None) -> None:
        self.detail.show_finding(said, self._summary, read_only=self._desk.read_only)
        self._worker.forget("help")
        if said is not None and self._summary is not None:
            self._worker.ask("help", partial(help_for, self._summary, said.finding), small=self._small)

    def _land(self, name: str, result: Any) -> None:
        if name == "help":
            self.detail.show_help(result, read_only=self._desk.read_only)
        elif name == "words":
            self._show()
        elif name == "overlaps":
            self._take_overlaps(*result)

    def _take_overlaps(self, summary: Summary, found: Sifted) -> None:
        if summary is not self._summary:
            return
        self._overlaps = tuple(Said(finding, summary.voice, summary.lang) for finding in found.open)
        self._kept = tuple(Said(finding, summary.voice, summary.lang, decision) for finding, decision in found.decided)
        if self._view != OPEN:
            self._show()
        else:
            self._name_views()

    def _ask_overlaps(self) -> None:
        if self._summary is not None:
            self._worker.ask("overlaps", partial(overlaps_of, self._summary), small=self._small)

    def _follow(self, index: QModelIndex) -> None:
        row, fix = self.model.row(index), self.detail.first_fix()
        if not isinstance(row, Said):
            return
        place = place_of(row.finding.jump, row.finding.ids)
        nowhere = place[1] is None or row.finding.jump == "balance"  # a share has no place of its own
        if nowhere and fix is not None and not fix.command:
            place = place_of(fix.jump, fix.ids)
        self.go.emit(*place)

    def show_why(self) -> None:
        """Go to what the chosen finding rests on."""
        self._show_finding_pane()
        self.detail.enter_why()

    # What is done about it

    def fix(self) -> None:
        """Settle the chosen finding by its best fix."""
        fix = self.detail.first_fix()
        if fix is None:
            self.message.emit(tr("No quick fix for this one. Enter leads to where it is mended."))
        else:
            self.run_fix(fix)

    def run_fix(self, fix: Fix) -> None:
        """Do what a fix says, or go where it leads."""
        if fix.command:
            self._desk.run(fixes.fix, command=fix.command, values=fix.values, done=self._on_done)
        else:
            self.go.emit(*place_of(fix.jump, fix.ids))

    def _on_done(self, _result: Any) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_reason(self) -> None:
        """Ask why nothing is needed; a finding that was decided is opened again."""
        said = self.chosen()
        if said is not None and said.decision is not None:
            self.open_again()
            return
        self._show_finding_pane()
        self.detail.enter_reason()

    def ask_later(self) -> None:
        """Ask until when the finding is put off."""
        self._show_finding_pane()
        self.detail.enter_later()

    def leave(self, reason: str) -> None:
        """Say that the chosen finding needs nothing."""
        self._decide(findings.not_needed, reason=reason)

    def put_off(self, until: Any) -> None:
        """Put the chosen finding off."""
        if self._summary is not None:
            self._decide(findings.snooze, until=until, today=self._summary.today)

    def open_again(self) -> None:
        """Let the chosen finding be open again."""
        self._decide(findings.take_back)

    def _decide(self, command: Any, **values: Any) -> None:
        said, summary = self.chosen(), self._summary
        if said is None or summary is None:
            return
        what = about(said.finding, summary.plan)
        name = said.sentence[:80]
        self._desk.run(command, rule=said.finding.rule, about=what, what=name, **values, done=self._on_done)

    def _show_finding_pane(self) -> None:
        self.thresholds.setChecked(False)
        self.inspector_asked.emit()

    # Thresholds

    def show_limits(self, shown: bool = True) -> None:
        """Show the thresholds in the inspector, or the finding again."""
        if shown and self._limits is None:
            self._limits = LimitsPage(self._desk, self)
        self._limits_shown = shown
        if self.thresholds.isChecked() != shown:
            self.thresholds.setChecked(shown)
        self.inspector_changed.emit()
        if shown:
            self.inspector_asked.emit()

    def _on_limit(self, name: str) -> None:
        self.show_limits()
        if self._limits is not None:
            self._limits.go_to(name)

    # Snapshots

    def _renew_since(self) -> None:
        self.compared.renew(self._summary)

    def _on_since(self) -> None:
        compared = self.compared
        self.since.show_diff(compared.diff, compared.taken, compared.chosen, len(compared.new))
        self.since.setVisible(self._view == OPEN and compared.diff is not None)
        if self._wanted.new is not None:
            self._wanted = replace(self._wanted, new=compared.new)
        self._show()
