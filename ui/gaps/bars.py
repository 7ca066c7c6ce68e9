"""What stands above the list of findings: the filters, and what has changed since a snapshot."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QWidget

from b2bdesk.i18n import day, tr
from b2bdesk.insight.findings_diff import Diff
from b2bdesk.queries.findings import Taken
from b2bdesk.terms import N_, Severity
from ui.gaps.groups import GROUPINGS, HEADS
from ui.kit import theme
from ui.kit.buttons import Button, link
from ui.kit.checklist import Choice
from ui.kit.filter_chip import FilterChip
from ui.kit.marks import icon_mark
from ui.kit.popover import Popover
from ui.kit.search_field import SearchField
from ui.kit.text import ElidedLabel, Label

RULE_GROUPS: Final = {
    N_("Empty and thin cells"): ("G01", "G02", "G03", "G06", "G07", "G21"),
    N_("People who decide"): ("G11", "G12", "G13", "G22", "G27"),
    N_("Pieces"): ("G05", "G14", "G16", "G17", "R02"),
    N_("Placements and links"): ("G04", "G15", "G18", "G19", "G26"),
    N_("Balance"): ("G08", "G09", "G10", "G23", "G24", "G25"),
    N_("Money and time"): ("G20",),
    N_("Crowded cells"): ("R01",),
}
SEARCH: Final = 180
SINCE: Final = 34


class FilterBar(QWidget):
    """Search, severity, subject and grouping; `changed` tells that something else is wanted."""

    words_changed = Signal(str)
    severities_changed = Signal(object)
    rules_changed = Signal(object)
    grouping_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 16, 6)
        layout.setSpacing(8)
        self.search = SearchField(tr("Find a gap"))
        self.search.setFixedWidth(SEARCH)
        self.search.searched.connect(self.words_changed)
        severities = [Choice(str(s), tr(HEADS[s])) for s in Severity]
        self.severity = FilterChip(tr("Severity"), severities, icon="octagon-alert")
        self.severity.filtered.connect(self._on_severity)
        groups = [Choice(group, tr(group)) for group in RULE_GROUPS]
        self.about = FilterChip(tr("About"), groups, icon="list-checks")
        self.about.filtered.connect(self._on_about)
        self.by = Button("", small=True, menu=True)
        self.by.clicked.connect(self._offer_groupings)
        self.count = Label("", "small", "text3")
        for widget in (self.search, self.severity, self.about, self.by):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(self.count)
        self._grouping = ""
        self.set_grouping(next(iter(GROUPINGS)))

    def clear(self) -> None:
        """Let everything through, without telling."""
        self.severity.set_keys([])
        self.about.set_keys([])
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)

    def set_grouping(self, by: str) -> None:
        """Show what the list is grouped by, without telling."""
        self._grouping = by
        self.by.set_text(tr("By {group}", group=tr(GROUPINGS[by]).lower()))

    def _on_severity(self, keys: Sequence[Any]) -> None:
        self.severities_changed.emit(frozenset(keys))

    def _on_about(self, keys: Sequence[Any]) -> None:
        self.rules_changed.emit(frozenset(rule for group in keys for rule in RULE_GROUPS[group]))

    def _offer_groupings(self) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        group = QActionGroup(menu)
        for key, words in GROUPINGS.items():
            action = QAction(tr(words), menu, checkable=True)
            action.setObjectName(key)
            action.setChecked(key == self._grouping)
            action.triggered.connect(partial(self._pick, key))
            group.addAction(action)
            menu.addAction(action)
        menu.popup(self.by.mapToGlobal(self.by.rect().bottomLeft()))

    def _pick(self, key: str, _checked: bool = True) -> None:
        self.set_grouping(key)
        self.grouping_changed.emit(key)


class SinceBar(QWidget):
    """One line: how many findings are new and how many are solved since a snapshot, and which one that is."""

    picked = Signal(int)
    """(snapshot's id)"""
    removed = Signal(int)
    only_new = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(SINCE)
        self._taken: Sequence[Taken] = ()
        self._chosen = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        self.text = ElidedLabel("", "small", "text2")
        self.new = link(tr("Only what is new"))
        self.new.setCheckable(True)
        self.new.toggled.connect(self._on_new)
        self.choice = Button(tr("Another snapshot"), "quiet", small=True, menu=True)
        self.choice.clicked.connect(self._offer)
        row.addWidget(icon_mark("git-compare", "text3", tr("Compared with a snapshot"), 14))
        row.addWidget(self.text, 1)
        row.addWidget(self.new)
        row.addWidget(self.choice)
        self.hide()
        theme.changed.connect(self.update)

    def show_diff(self, diff: Diff | None, taken: Sequence[Taken], chosen: int, new: int) -> None:
        """Show what has changed, `new` of it being among what is shown."""
        self._taken, self._chosen = taken, chosen
        self.setVisible(diff is not None)
        if diff is None:
            return
        name = f"{day(diff.day)} ({diff.label})" if diff.label else day(diff.day)
        self.text.setText(tr("{new} new, {gone} solved since {day}", new=new, gone=len(diff.gone), day=name))
        self.setAccessibleName(self.text.text())
        self.new.setVisible(new > 0 or self.new.isChecked())

    def _on_new(self, on: bool) -> None:
        self.new.set_text(tr("Show all") if on else tr("Only what is new"))
        self.only_new.emit(on)

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        group = QActionGroup(menu)
        for taken in self._taken:
            words = f"{day(taken.day)}  {taken.label}".strip().replace("&", "&&")
            action = QAction(words, menu, checkable=True)
            action.setChecked(taken.id == self._chosen)
            action.triggered.connect(partial(self._pick, taken.id))
            group.addAction(action)
            menu.addAction(action)
        menu.addSeparator()
        gone = QAction(tr("Delete this snapshot"), menu)
        gone.triggered.connect(partial(self._remove, self._chosen))
        menu.addAction(gone)
        menu.popup(self.choice.mapToGlobal(self.choice.rect().bottomLeft()))

    def _pick(self, snapshot: int, _checked: bool = True) -> None:
        self.picked.emit(snapshot)

    def _remove(self, snapshot: int, _checked: bool = True) -> None:
        self.removed.emit(snapshot)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().color("accentFaint"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.current().color("hairline"))


class NamePopover(Popover):
    """Asks for the name of a snapshot; `named` tells it, empty for none."""

    named = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, width=260)
        self.line = QLineEdit()
        self.line.setMaxLength(120)
        self.line.setPlaceholderText(tr("Name, such as February review"))
        self.line.setAccessibleName(tr("Name of the snapshot"))
        take = Button(tr("Take a snapshot"), "primary", icon="camera")
        for told in (self.line.returnPressed, take.clicked):
            told.connect(self._tell)
        text = tr("Keeps the figures and findings of today, to compare a later day with.")
        self.body.addWidget(Label(text, "small", "text2", wrap=True))
        self.body.addWidget(self.line)
        self.body.addWidget(take)

    def _tell(self) -> None:
        self.named.emit(self.line.text())
        self.close()
