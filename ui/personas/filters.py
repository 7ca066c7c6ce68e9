"""The row that narrows the gallery: words, segments, and how far personas have come."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from b2bdesk.i18n import tr
from b2bdesk.queries.personas import Person
from b2bdesk.terms import N_
from ui.kit import theme
from ui.kit.fields import Choice
from ui.kit.filter_chip import FilterChip
from ui.kit.search_field import SearchField
from ui.records.lookups import Lookups

STATES: Final = {
    "usable": N_("Usable"),
    "unusable": N_("Not yet usable"),
    "stale": N_("To be looked at again"),
    "negative": N_("Not for us"),
    "archived": N_("Archived"),
}


class Filters(QWidget):
    """`changed` tells that other personas may be let through; `left` that the keyboard wants the cards."""

    changed = Signal()
    left = Signal()

    def __init__(self, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lookups = lookups
        self.search = SearchField(tr("Find in this list"))
        self.search.setMinimumWidth(110)
        self.search.setMaximumWidth(220)
        self.search.searched.connect(self._tell)
        self.search.wants_results.connect(self.left)
        self.segments = FilterChip(tr("Segments"), icon="layers")
        self.states = FilterChip(tr("Progress"), [Choice(key, tr(text)) for key, text in STATES.items()])
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 8)
        row.setSpacing(6)
        row.addWidget(self.search, 1)
        for chip in (self.segments, self.states):
            chip.filtered.connect(self._tell)
            row.addWidget(chip)
        row.addStretch(3)
        self.setFixedHeight(theme.current().size("filterRow"))

    def renew(self) -> None:
        """Offer the segments there are now."""
        self.segments.set_choices(self._lookups.rows("segment"))

    @property
    def narrows(self) -> bool:
        """Tell whether anything is kept back."""
        return bool(self.search.text() or self.segments.keys() or self.states.keys())

    def passes(self, person: Person) -> bool:
        """Tell whether a persona is let through; archived ones only when they are asked for."""
        states = set(self.states.keys())
        if states and not states & states_of(person):
            return False
        if person.archived and "archived" not in states:
            return False
        if self.segments.keys() and not set(self.segments.keys()) & set(person.segment_ids):
            return False
        whole = " ".join((person.code, person.name, person.title, *person.segments)).casefold()
        return all(word in whole for word in self.search.text().casefold().split())

    def clear(self) -> None:
        """Let everything through."""
        for chip in (self.segments, self.states):
            chip.set_keys(())
        self.search.clear()
        self._tell()

    def enter(self) -> None:
        """Put the keyboard into the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _tell(self, *_told: object) -> None:
        self.changed.emit()


def states_of(person: Person) -> set[str]:
    """Return the states of a persona, as the filter names them."""
    found = {"archived" if person.archived else "negative" if person.negative else "wanted"}
    found |= {"stale"} if person.stale else set()
    return found | ({"usable" if person.usable else "unusable"} if found & {"wanted"} else set())
