"""The rooms of this package: lists with their forms. The company's page is in `ui.records.company`."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Any, Final, TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

from b2bdesk.commands import company
from b2bdesk.errors import UserError
from b2bdesk.i18n import tr, trn
from b2bdesk.terms import N_
from ui.actions import Act
from ui.desk import Desk
from ui.kit.buttons import Button, IconButton
from ui.kit.segmented import Segmented
from ui.kit.text import tip
from ui.records.company import CompanyRoom
from ui.records.conclusions import Conclusions, KINDS
from ui.records.extra_ways import ChannelChooser, PasteTitles
from ui.records.listings import Listing, ROOMS, TITLES
from ui.records.lookups import Lookups
from ui.records.record_list import RecordList
from ui.records.sources import Sources

if TYPE_CHECKING:
    from b2bdesk.workspace import Changes

__all__ = [
    "ChainsRoom",
    "ChannelsRoom",
    "CompanyRoom",
    "ContentRoom",
    "EvidenceRoom",
    "ListRoom",
    "PersonasRoom",
    "SegmentsRoom",
]

SEVERAL: Final = 3
"""With more views than this the head has no room for key tags."""
ACTS: Final = (
    Act("row_new", N_("New row here"), "plus", ("N",), "writable", run="new"),
    Act("row_rename", N_("Rename"), "pencil", ("F2",), "writable", run="rename"),
    Act("row_duplicate", N_("Duplicate"), "copy", ("Ctrl+D",), "writable", run="duplicate"),
    Act("row_archive", N_("Archive or bring back"), "archive", (), "writable", run="archive"),
    Act("row_delete", N_("Delete"), "trash-2", ("Del",), "writable", run="delete"),
    Act("row_find", N_("Find in this list"), "search", ("/",), "open", run="focus_filter"),
)


class ListRoom(QWidget):
    """One or more lists, of which one is shown."""

    inspector_changed = Signal()
    message = Signal(str)
    open_item = Signal(str, int)
    status_changed = Signal()

    key = ""

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, today: Callable[[], date] | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.listings: tuple[Listing, ...] = ROOMS[self.key]
        today = today or desk.today
        conclusions = Conclusions(desk, today, self)
        self.sources = Sources(desk, Lookups(desk), conclusions, today)
        self._lists: dict[str, RecordList] = {}
        self._stack = QStackedLayout(self)
        self._views = Segmented([(one.kind, tr(one.text)) for one in self.listings], tr(TITLES[self.key]))
        self._views.picked.connect(self.show_list)
        self._new = Button("", icon="plus", keys="N" if len(self.listings) <= SEVERAL else "")
        self._new.clicked.connect(self.new)
        self._head = QWidget(self)
        self._head.hide()
        self._filters = QWidget(self)
        self._filters.hide()
        self._filter_stack = QStackedLayout(self._filters)
        self._build_head()
        conclusions.changed.connect(self._conclude)
        self.show_list(self.listings[0].kind)
        conclusions.renew()

    def _build_head(self) -> None:
        row = QHBoxLayout(self._head)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(self._views)
        self._views.setVisible(len(self.listings) > 1)
        row.addStretch(1)
        self._ways = list(self.more_ways())
        for button in self._ways:
            row.addWidget(button)
        row.addWidget(self._new)
        self._new.setEnabled(not self.desk.read_only)

    def more_ways(self) -> Iterable[QWidget]:
        """Return the buttons of other ways to add rows."""
        return ()

    # The list that is shown

    @property
    def list(self) -> RecordList:
        """Return the list that is shown."""
        return self._lists[self._views.value()]

    def show_list(self, kind: str) -> None:
        """Show one of the lists, building it when it is first shown."""
        self._views.set_value(kind)
        if kind not in self._lists:
            listing = next(one for one in self.listings if one.kind == kind)
            self._lists[kind] = made = self.make_list(listing)
            made.message.connect(self.message)
            made.open_item.connect(self.open_item)
            made.counted.connect(self.status_changed)
            made.chosen_step.connect(partial(self.first_step, kind))
            self._stack.addWidget(made)
            self._filter_stack.addWidget(made.filters)
            made.conclude(self.sources.conclusions.result)
        else:
            self._lists[kind].refresh()
        self._stack.setCurrentWidget(self.list)
        self._filter_stack.setCurrentWidget(self.list.filters)
        self._new.set_text(tr(self.list.listing.new))
        for way in self._ways:
            way.setVisible(kind == self.listings[0].kind)
        self.setFocusProxy(self.list)
        self.inspector_changed.emit()
        self.status_changed.emit()

    def make_list(self, listing: Listing) -> RecordList:
        """Make the list of a listing."""
        return RecordList(self.sources, listing)

    def first_step(self, _kind: str) -> None:
        """Take the first step of an empty list."""
        self.new()

    def new(self) -> None:
        """Add a row to the list that is shown."""
        if not self.desk.read_only:
            self.list.new()

    def rename(self) -> None:
        """Type another name."""
        self.list.rename()

    def duplicate(self) -> None:
        """Copy the current row."""
        self.list.duplicate()

    def archive(self) -> None:
        """Put the chosen rows away, or bring them back."""
        self.list.archive()

    def delete(self) -> None:
        """Delete the chosen rows."""
        self.list.delete()

    def _conclude(self) -> None:
        for each in self._lists.values():
            each.conclude(self.sources.conclusions.result)

    # What the window asks

    def title(self) -> str:
        """Return the title in the header."""
        return tr(TITLES[self.key])

    def apply(self, changes: "Changes") -> None:
        """Refresh what an edit changed."""
        self.sources.lookups.apply(changes)
        self.list.apply(changes)
        self.sources.conclusions.renew()

    def refresh(self) -> None:
        """Load everything anew."""
        self.list.refresh()
        self.sources.conclusions.renew()

    def header_widget(self) -> QWidget:
        """Return the views and the buttons."""
        return self._head

    def filter_widget(self) -> QWidget:
        """Return the filters of the list that is shown."""
        return self._filters

    def inspector(self) -> QWidget:
        """Return the form of the current row."""
        return self.list.form

    def focus_filter(self) -> None:
        """Put the keyboard into the search."""
        self.list.filters.enter()

    def actions(self) -> Iterable[tuple[Act, Callable[[], object]]]:  # type: ignore[override]
        """Return the room's own actions."""
        runs: dict[str, Callable[[], object]] = {
            "new": self.new,
            "rename": self.rename,
            "duplicate": self.duplicate,
            "archive": self.archive,
            "delete": self.delete,
            "focus_filter": self.focus_filter,
        }
        return [(act, runs[act.runs]) for act in ACTS]

    def status_text(self) -> str:
        """Return how many rows there are and how many are ticked."""
        model = self.list.model
        text = tr("{name}: {text}", name=tr(self.list.listing.text), text=f"{len(model.ids()):,}")
        bands = [band for at in model.bands() if (band := model.band_at(at)) is not None]
        if bands:
            text += "  (" + tr(", ").join(f"{band.label} {band.count:,}" for band in bands) + ")"
        ticked = len(model.ticked)
        return f"{text}    {trn('{n} ticked', '{n} ticked', ticked)}" if ticked else text

    def jump(self, target: Any) -> None:
        """Go to a row: `(table, id)` or a finding's target with `ids`."""
        kind, row = self._aim(target)
        if kind:
            self.show_list(kind)
            self.list.go_to(row)

    def _aim(self, target: Any) -> tuple[str, int]:
        mine = {one.kind for one in self.listings}
        if isinstance(target, tuple) and len(target) == 2 and target[0] in mine:
            return str(target[0]), int(target[1])
        ids = getattr(target, "ids", {})
        found = ((KINDS[name], row) for name, row in ids.items() if KINDS.get(name) in mine)
        return next(found, ("", 0))


class SegmentsRoom(ListRoom):
    """Groups of accounts that buy alike."""

    key = "segments"

    def more_ways(self) -> Iterable[QWidget]:
        """Return the button that shares out what is left of the revenue."""
        self._spread = Button(tr("Spread the rest"), "quiet", icon="percent")
        self._spread.setToolTip(tip(tr("Gives what is left of 100 % to the segments without a share.")))
        self._spread.clicked.connect(self.spread)
        self._spread.setEnabled(not self.desk.read_only)
        return (self._spread,)

    def spread(self) -> None:
        """Give what is left of the revenue to the segments without a share."""
        self.desk.run(company.spread_shares, failed=self._refused)

    def _refused(self, error: UserError) -> None:
        self.message.emit(error.sentence())


class PersonasRoom(ListRoom):
    """The people inside the firms."""

    key = "personas"


class ChainsRoom(ListRoom):
    """Who decides together."""

    key = "chains"


class EvidenceRoom(ListRoom):
    """What was heard, counted or assumed."""

    key = "evidence"


class ContentRoom(ListRoom):
    """The content library and its tags."""

    key = "content"

    def more_ways(self) -> Iterable[QWidget]:
        button = Button(tr("Paste titles"), "quiet", icon="clipboard-paste")
        button.clicked.connect(self.paste_titles)
        button.setEnabled(not self.desk.read_only)
        self._paste = button
        return (button,)

    def paste_titles(self) -> None:
        """Show where titles are pasted, one a line."""
        PasteTitles(self.desk, self).open_below(self._paste)


class ChannelsRoom(ListRoom):
    """Channels, landing pools, campaigns, links, stages."""

    key = "channels"

    def more_ways(self) -> Iterable[QWidget]:
        button = IconButton("list-checks", tr("Choose channels"))
        button.clicked.connect(self.choose_channels)
        button.setEnabled(not self.desk.read_only)
        self._choose = button
        return (button,)

    def choose_channels(self) -> None:
        """Show the channels to tick."""
        ChannelChooser(self.sources, self).open_below(self._choose if self._choose.isVisible() else self)

    def first_step(self, kind: str) -> None:
        if kind == "channel":
            self.choose_channels()
        else:
            self.new()
