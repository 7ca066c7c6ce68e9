"""The room Gaps: everything the rules have found, each a sentence with a way there."""

from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QStackedLayout, QVBoxLayout, QWidget

from b2bdesk.i18n import tr
from b2bdesk.terms import N_, Severity
from ui.actions import Act
from ui.desk import Desk
from ui.gaps.delegate import FindingDelegate, importance_words
from ui.gaps.model import FindingsModel, Head, HEADS, Wanted
from ui.gaps.targets import other_places, place_of, words_for
from ui.kit.checklist import Choice
from ui.kit.empty_state import EmptyState
from ui.kit.filter_chip import FilterChip
from ui.kit.finding_box import FindingBox
from ui.kit.scroll import ScrollPage
from ui.kit.search_field import SearchField
from ui.kit.text import Label
from ui.places import existing
from ui.summary import Said, Summary

RULE_GROUPS = {
    N_("Empty and thin cells"): ("G01", "G02", "G03", "G06", "G07", "G21"),
    N_("People who decide"): ("G11", "G12", "G13", "G22", "G27"),
    N_("Pieces"): ("G05", "G14", "G16", "G17"),
    N_("Placements and links"): ("G04", "G15", "G18", "G19", "G26"),
    N_("Balance"): ("G08", "G09", "G10", "G23", "G24", "G25"),
    N_("Money and time"): ("G20",),
}


class FindingsList(QListView):
    """The list; Enter follows the current finding."""

    followed = Signal(QModelIndex)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.followed.emit(self.currentIndex())
            return
        super().keyPressEvent(event)


class GapsRoom(QWidget):
    """The list of findings with its filters; the chosen one in full in the inspector."""

    key = "gaps"
    inspector_changed = Signal()
    message = Signal(str)
    go = Signal(str, object)
    """(room, place) Where a finding leads."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._summary: Summary | None = None
        self._wanted = Wanted()
        self._shown = 0
        self._rooms = {place.key for place in existing()}
        self.model = FindingsModel(self)
        self.list = self._make_list()
        self._empty = EmptyState("target", "", "", framed=False, parent=self)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self.list)
        self._pages.addWidget(self._empty)
        self._filters = self._make_filters()
        self._detail = ScrollPage()
        self._detail.page.setObjectName("page")
        self._detail.setWindowTitle(tr("Finding"))
        self.setFocusProxy(self.list)

    # The room

    def title(self) -> str:
        """Return the title."""
        return tr("Gaps")

    def apply(self, changes: Any) -> None:
        """Wait for the facts, which are worked out anew after each edit."""

    def refresh(self) -> None:
        """Wait for the facts."""

    def filter_widget(self) -> QWidget:
        """Return the filters."""
        return self._filters

    def inspector(self) -> QWidget:
        """Return the chosen finding in full."""
        return self._detail

    def actions(self) -> list[tuple[Act, Any]]:  # type: ignore[override]  # the room's, not Qt's
        """Return the keys of this room."""
        return [
            (Act("gap_next", N_("Next gap"), "", ("G",), room=self.key), partial(self.step, 1)),
            (Act("gap_previous", N_("Previous gap"), "", ("Shift+G",), room=self.key), partial(self.step, -1)),
        ]

    def focus_filter(self) -> None:
        """Go to the search."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def jump(self, target: Any) -> None:
        """Show the findings of a severity, or one finding: `("severity", "W")`, `("finding", (rule, codes))`."""
        kind, value = target
        if kind == "severity":
            self._severity.set_keys([value])
            self._filter(severities=frozenset([value]))
        elif kind == "finding":
            self._clear_filters()
            self._choose(self.model.place(value))

    def set_summary(self, summary: Summary | None) -> None:
        """Show what was worked out."""
        self._summary = summary
        self._show()

    # Inner

    def _make_list(self) -> FindingsList:
        view = FindingsList(self)
        view.setModel(self.model)
        view.setItemDelegate(FindingDelegate(view))
        view.setMouseTracking(True)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setAccessibleName(tr("Gaps"))
        view.selectionModel().currentChanged.connect(self._on_current)
        view.doubleClicked.connect(self._follow)
        view.followed.connect(self._follow)
        return view

    def _make_filters(self) -> QWidget:
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(16, 6, 16, 6)
        layout.setSpacing(8)
        self._search = SearchField(tr("Find a gap"))
        self._search.setFixedWidth(200)
        self._search.searched.connect(self._on_words)
        self._search.wants_results.connect(self.list.setFocus)
        severities = [Choice(str(s), tr(HEADS[s])) for s in Severity]
        self._severity = FilterChip(tr("Severity"), severities, icon="octagon-alert")
        self._severity.filtered.connect(self._on_severity)
        groups = [Choice(group, tr(group)) for group in RULE_GROUPS]
        self._about = FilterChip(tr("About"), groups, icon="list-checks")
        self._about.filtered.connect(self._on_about)
        self._count = Label("", "small", "text3")
        for widget in (self._search, self._severity, self._about):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(self._count)
        return row

    def _on_words(self, words: str) -> None:
        self._filter(words=words)

    def _on_severity(self, keys: Any) -> None:
        self._filter(severities=frozenset(keys))

    def _on_about(self, keys: Any) -> None:
        self._filter(rules=frozenset(rule for group in keys for rule in RULE_GROUPS[group]))

    def _filter(self, **changed: Any) -> None:
        kept = {"severities": self._wanted.severities, "rules": self._wanted.rules, "words": self._wanted.words}
        self._wanted = Wanted(**(kept | changed))
        self._show()

    def _clear_filters(self) -> None:
        self._severity.set_keys([])
        self._about.set_keys([])
        self._search.clear()
        self._wanted = Wanted()
        self._show()

    def _show(self) -> None:
        chosen = self._chosen()
        found = self._summary.findings if self._summary is not None else ()
        shown = [said for said in found if self._wanted.lets(said)]
        self.model.show(shown)
        self._count.setText(tr("{shown} of {all}", shown=len(shown), all=len(found)) if found else "")
        self._show_page(bool(shown), bool(found))
        key = (chosen.finding.rule, chosen.finding.codes) if chosen is not None else ("", ())
        place = self.model.place(key)
        self._choose(place if place.isValid() else self.model.first())
        if not shown:
            self._show_detail(None)

    def _show_page(self, any_shown: bool, any_found: bool) -> None:
        if not any_shown:
            words = self._empty_words(any_found)
            fresh = EmptyState("target", *words, framed=False, parent=self)
            self._pages.addWidget(fresh)
            self._pages.setCurrentWidget(fresh)
            self._pages.removeWidget(self._empty)
            self._empty.deleteLater()
            self._empty = fresh
            return
        self._pages.setCurrentWidget(self.list)

    def _empty_words(self, any_found: bool) -> tuple[str, str]:
        if self._summary is None:
            return tr("Looking for gaps"), tr("The plan is being checked against 27 rules.")
        if any_found:
            return tr("Nothing here"), tr("No finding passes these filters. Clear one to see the others.")
        if not self._summary.placements:
            return tr("No gaps yet"), tr("Findings appear once a persona and a piece exist.")
        return tr("No gaps"), tr("Everybody meets something at every stage, and no rule is broken.")

    def _chosen(self) -> Said | None:
        index = self.list.currentIndex()
        row = self.model.row(index) if index.isValid() else None
        return row if isinstance(row, Said) else None

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)

    def step(self, by: int) -> None:
        """Go to the next or previous finding."""
        row = self.list.currentIndex().row() + by
        while 0 <= row < self.model.rowCount():
            index = self.model.index(row)
            if not isinstance(self.model.row(index), Head):
                self._choose(index)
                return
            row += by

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = self.model.row(current) if current.isValid() else None
        self._show_detail(row if isinstance(row, Said) else None)

    def _show_detail(self, said: Said | None) -> None:
        self._detail.clear()
        if said is None:
            return
        page = QWidget(self._detail.page)
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 4, 16, 16)
        column.setSpacing(10)
        finding = said.finding
        column.addWidget(Label(f"{finding.rule}  ·  {importance_words(said)}", "small", "text3"))
        places = [place_of(finding.jump, finding.ids), *other_places(finding.jump, finding.ids)]
        links = [(str(i), words_for(room)) for i, (room, _) in enumerate(places) if room in self._rooms]
        box = FindingBox(finding.severity, said.sentence, said.why, links)
        box.acted.connect(partial(self._go, places))
        column.addWidget(box)
        column.addStretch(1)
        self._detail.body.addWidget(page)

    def _go(self, places: list[tuple[str, Any]], key: str) -> None:
        self.go.emit(*places[int(key)])

    def _follow(self, index: QModelIndex) -> None:
        row = self.model.row(index)
        if isinstance(row, Said):
            self.go.emit(*place_of(row.finding.jump, row.finding.ids))
