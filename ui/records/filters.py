"""The row that narrows a list: words, and a chip for each field."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from b2bdesk.domain.catalogue import ENTITIES, Entity, Kind
from b2bdesk.i18n import tr
from b2bdesk.queries.records import RecordFilter
from ui.kit import theme
from ui.kit.buttons import IconButton
from ui.kit.fields import Choice
from ui.kit.filter_chip import FilterChip
from ui.kit.search_field import SearchField
from ui.records.listings import Listing
from ui.records.lookups import Lookups

SEARCH_WIDTH: Final = (110, 190)
ICONS: Final = {
    "form": "file-text",
    "personas": "user-round",
    "segments": "layers",
    "segment_id": "layers",
    "stages": "columns-3",
    "topic": "hash",
    "tags": "tag",
}


def archivable(entity: Entity) -> bool:
    """Tell whether rows of an entity can be put away."""
    return any(field.key == "archived" for field in entity.fields)


class FilterRow(QWidget):
    """`changed` tells that `wanted()` is another filter; `left` that the keyboard wants the list."""

    changed = Signal()
    left = Signal()

    def __init__(self, listing: Listing, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._listing, self._lookups = listing, lookups
        self._entity = ENTITIES[listing.kind]
        self.search = SearchField(tr("Find in this list"))
        self.search.setMinimumWidth(SEARCH_WIDTH[0])
        self.search.setMaximumWidth(SEARCH_WIDTH[1])
        self.search.searched.connect(self._tell)
        self.search.wants_results.connect(self.left)
        self.chips: dict[str, FilterChip] = {}
        for key in listing.filters:
            chip = FilterChip(tr(self._entity.field(key).label), icon=ICONS.get(key, ""))
            chip.filtered.connect(self._tell)
            self.chips[key] = chip
        self.put_away = FilterChip(tr("Show"), [Choice(True, tr("Archived"))])
        self.put_away.filtered.connect(self._tell)
        self.only = FilterChip(tr("Speaks to"), icon="filter")
        self.only.filtered.connect(self._widen)
        self.only.hide()
        self._ids: frozenset[int] = frozenset()
        self.group = IconButton("rows-3", tr("Group by status"))
        self.group.setCheckable(True)
        self.group.setChecked(bool(listing.group))
        self.group.setVisible(bool(listing.group))
        self.group.toggled.connect(self._tell)
        self._arrange()

    def _arrange(self) -> None:
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 8)
        row.setSpacing(6)
        row.addWidget(self.search, 1)
        for chip in (self.only, *self.chips.values()):
            row.addWidget(chip)
        if archivable(self._entity):
            row.addWidget(self.put_away)
        row.addStretch(2)
        row.addWidget(self.group)
        self.setFixedHeight(theme.current().size("filterRow"))

    def lead_with(self, widget: QWidget) -> None:
        """Put a widget before the search."""
        self._row.insertWidget(0, widget)

    def renew(self) -> None:
        """Offer what can be chosen now."""
        for key, chip in self.chips.items():
            part = self._entity.field(key)
            if part.kind is Kind.SCALE:
                steps = range(int(part.minimum or 0), int(part.maximum or 0) + 1)
                chip.set_choices([Choice(step, str(step)) for step in steps])
            else:
                chip.set_choices(self._lookups.choices(part))

    def wanted(self) -> RecordFilter:
        """Return what the row lets through."""
        values = {key: frozenset(chip.keys()) for key, chip in self.chips.items() if chip.keys()}
        grouped = self._listing.group if self.group.isChecked() else ""
        only = self._ids if self.only.keys() else None
        text, archived = self.search.text(), bool(self.put_away.keys())
        return RecordFilter(text=text, archived=archived, values=values, group=grouped, ids=only)

    def show_only(self, label: str, ids: Iterable[int]) -> None:
        """Let only these rows through, until the chip that says so is cleared."""
        self._ids = frozenset(ids)
        self.only.set_choices([Choice(0, label)])
        self.only.set_keys([0])
        self.only.show()
        self._tell()

    def _widen(self, keys: object = ()) -> None:
        self.only.setVisible(bool(keys))
        self._tell()

    @property
    def narrows(self) -> bool:
        """Tell whether anything is kept back."""
        wanted = self.wanted()
        return bool(wanted.text or wanted.values or wanted.archived or wanted.ids is not None)

    def clear(self) -> None:
        """Let everything through."""
        for chip in (*self.chips.values(), self.put_away, self.only):
            chip.set_keys(())
        self.only.hide()
        self.search.clear()
        self._tell()

    def _tell(self, *_told: object) -> None:
        self.changed.emit()

    def enter(self) -> None:
        """Put the keyboard into the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
