"""One list with its form: what a person does in it becomes commands."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final, TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu, QStackedLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.errors import UserError
from b2bdesk.i18n import tr
from b2bdesk.queries import records
from b2bdesk.queries.records import RecordFilter
from ui.kit.bulk_bar import BulkBar
from ui.kit.buttons import Button
from ui.kit.empty_state import EmptyState
from ui.records import acts, newcomers
from ui.records.columns import Column
from ui.records.conclusions import Concluded
from ui.records.filters import archivable, FilterRow
from ui.records.form import RecordForm
from ui.records.layout import head_key
from ui.records.listings import Listing, NEEDED
from ui.records.model import RecordModel
from ui.records.sources import Sources
from ui.records.table import RecordTable

if TYPE_CHECKING:
    from b2bdesk.workspace import Changes

MOST_NAMED: Final = 6
SOON_MS: Final = 60
"""A little longer than keys that are held down repeat."""


class RecordList(QWidget):
    """Rows in the middle, the current one's form in `form`, the filters in `filters`."""

    message = Signal(str)
    open_item = Signal(str, int)
    counted = Signal()
    chosen_step = Signal()
    """The first step of the empty list was taken."""

    def __init__(
        self, sources: Sources, listing: Listing, parent: QWidget | None = None, columns: tuple[Column, ...] = ()
    ) -> None:
        super().__init__(parent)
        self.sources, self.listing, self.kind = sources, listing, listing.kind
        self.model = RecordModel(sources.desk, self.kind, sources.lookups, self, columns)
        self.table = RecordTable(self.model, self)
        self.table.setAccessibleName(tr(listing.text))
        self.form = RecordForm(sources, self.kind, self)
        self.form.hide()
        self.filters = FilterRow(listing, sources.lookups, self)
        self.filters.hide()
        self.bar = BulkBar(self)
        self._order, self._descending = "", False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        sources.lookups.portraits.arrived.connect(self.table.viewport().update)
        self._nothing: QWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._stack)
        self.setFocusProxy(self.table)
        self._fill_bar()
        self._connect()
        self.refresh()

    def _connect(self) -> None:
        self.table.current_changed.connect(self._on_current)
        self._soon.timeout.connect(self._show_current)
        self.table.opened.connect(self._open)
        self.table.moved.connect(self.move_row)
        self.table.menu_asked.connect(self.show_menu)
        self.table.head.sort_asked.connect(self.sort)
        self.model.ticks_changed.connect(self._on_ticks)
        self.model.title_edited.connect(self._rename)
        self.filters.changed.connect(self._narrow)
        self.filters.left.connect(self.table.setFocus)
        self.bar.closed.connect(self._untick)

    def _fill_bar(self) -> None:
        for key in self.listing.bulk:
            part = ENTITIES[self.kind].field(key)
            button = Button(tr(part.label), "quiet", menu=True, small=True)
            button.clicked.connect(partial(self._offer_bulk, key, button))
            self.bar.add(button)
        if archivable(ENTITIES[self.kind]):
            archive = Button(tr("Archive"), icon="archive", small=True)
            archive.clicked.connect(self.archive)
            self.bar.add(archive)
        delete = Button(tr("Delete"), icon="trash-2", small=True)
        delete.clicked.connect(self.delete)
        self.bar.add(delete)

    # What is shown

    def refresh(self) -> None:
        """Load everything anew."""
        self.sources.lookups.forget()
        self.filters.renew()
        self.model.load(self._wanted())
        if self.table.current_id() is None and self.model.ids():
            self.table.go_to(self.model.ids()[0])
        self.form.show_row(self.table.current_id())
        self._show_empty()

    def apply(self, changes: "Changes") -> None:
        """Refresh what an edit changed."""
        self.filters.renew()
        self.model.apply(changes)
        if self.table.current_id() is None and self.model.ids():
            self.table.go_to(self.model.ids()[0])
        self.form.apply(changes)
        self._show_empty()
        self.counted.emit()

    def conclude(self, concluded: Concluded) -> None:
        """Show other conclusions."""
        self.model.conclude(concluded)
        self.form.conclude(concluded)

    def go_to(self, row: int) -> bool:
        """Make a row current, letting it through the filters if they keep it back."""
        if not self.table.go_to(row) and self.filters.narrows:
            self.filters.clear()
        return self.table.go_to(row)

    def whole(self) -> RecordFilter:
        """Return the filter of all rows that share one order."""
        return RecordFilter(archived=None)

    def _wanted(self) -> RecordFilter:
        return replace(self.filters.wanted(), order=self._order, descending=self._descending)

    def _narrow(self) -> None:
        self.model.load(self._wanted())
        if self.table.current_id() is None and self.model.ids():
            self.table.go_to(self.model.ids()[0])
        self._show_empty()
        self.counted.emit()

    def sort(self, key: str) -> None:
        """Order by a column: up, down, then as people ordered the rows."""
        if key != self._order:
            self._order, self._descending = key, False
        elif not self._descending:
            self._descending = True
        else:
            self._order, self._descending = "", False
        self.table.head.show_order(self._order, self._descending)
        self.model.load(self._wanted())

    def _show_empty(self) -> None:
        wanted = None if self.model.rowCount() else self._emptiness()
        if self._nothing is not None:
            self._stack.removeWidget(self._nothing)
            self._nothing.hide()
            self._nothing.deleteLater()
        self._nothing = wanted
        if wanted is not None:
            self._stack.addWidget(wanted)
        self._stack.setCurrentWidget(wanted or self.table)
        self.setFocusProxy(self.table if wanted is None else wanted)

    def _emptiness(self) -> QWidget:
        empty = self.listing.empty
        if self.filters.narrows:
            state = EmptyState(
                "search", tr("Nothing fits"), tr("No row passes these filters."), tr("Clear the filters"), framed=False
            )
            state.stepped.connect(self.filters.clear)
        elif self.listing.needs and newcomers.first(self.sources, self.listing.needs) is None:
            sentence = tr(NEEDED[self.listing.needs][0])
            state = EmptyState(
                self.listing.icon, tr(empty.title), sentence, tr(NEEDED[self.listing.needs][1]), framed=False
            )
            state.stepped.connect(self._add_needed)
        else:
            state = EmptyState(
                self.listing.icon, tr(empty.title), tr(empty.sentence), tr(empty.step), keys="N", framed=False
            )
            state.stepped.connect(self.chosen_step)
        return state

    # What can be done

    def new(self) -> None:
        """Add a row and put the keyboard into its name."""
        if self.listing.needs and newcomers.first(self.sources, self.listing.needs) is None:
            self.message.emit(tr(NEEDED[self.listing.needs][0]))
            return
        values = newcomers.values_of(self.sources, self.kind)
        self.sources.desk.run(acts.create, kind=self.kind, values=values, done=self._created)

    def _on_current(self, row: int | None) -> None:
        """Show the current row in the form; while keys go through the rows, once they rest."""
        if self.table.by_keys:
            self._soon.start()
        else:
            self._soon.stop()
            self.form.show_row(row)

    def _show_current(self) -> None:
        self.form.show_row(self.table.current_id())

    def _created(self, row: int) -> None:
        if isValid(self) and self.go_to(row):
            self.form.show_row(row)
            self.form.enter()

    def _add_needed(self) -> None:
        kind = self.listing.needs
        values = newcomers.values_of(self.sources, kind)
        self.sources.desk.run(acts.create, kind=kind, values=values, done=partial(self.open_item.emit, kind))

    def _open(self, _row: int) -> None:
        self._show_current()
        self.form.enter()

    def rename(self) -> None:
        """Type another name in the list."""
        self.table.edit_title()

    def _rename(self, row: int, text: str) -> None:
        self._run(acts.update, kind=self.kind, row=row, values={head_key(self.kind): text})

    def duplicate(self) -> None:
        """Copy the current row."""
        row = self.table.current_id()
        record = self.model.record(row) if row is not None else None
        if record is None:
            return
        if self.kind in newcomers.UNIQUE:
            values = newcomers.copy_of(self.sources, self.kind, record)
            self._run(acts.create, kind=self.kind, values=values, done=self._created)
        else:
            self._run(acts.duplicate, kind=self.kind, row=record.id, done=self._created)

    def delete(self) -> None:
        """Delete the ticked rows, or the current one; a refusal says who uses it."""
        ids = self.table.chosen()
        if ids:
            self.form.commit()
            self._run(acts.delete, kind=self.kind, ids=ids)

    def archive(self) -> None:
        """Put the chosen rows away, or bring them back from among the archived ones."""
        ids = self.table.chosen()
        if ids and archivable(ENTITIES[self.kind]):
            self._run(acts.archive, kind=self.kind, ids=ids, archived=not self.model.wanted.archived)

    def move_row(self, row: int, step: int) -> None:
        """Put a row before or behind its neighbour."""
        if self._order:
            self.message.emit(tr("Rows can be moved while they are in their own order, not sorted by a column."))
            return
        shown = self.model.ids()
        at = shown.index(row) + step
        if not 0 <= at < len(shown) or not archivable(ENTITIES[self.kind]):
            return
        kind, wanted = self.kind, self.whole()
        order = self.sources.desk.read(lambda session: records.ids(session, kind, wanted))
        order.remove(row)
        order.insert(order.index(shown[at]) + (step > 0), row)
        self._run(acts.reorder, kind=self.kind, ids=order)

    def set_for_chosen(self, key: str, value: Any) -> None:
        """Set a field of the chosen rows."""
        ids: Sequence[int] = self.table.chosen()
        if ids:
            self._run(acts.update_many, kind=self.kind, ids=ids, values={key: value})

    def _run(self, command: Any, **kwargs: Any) -> None:
        self.sources.desk.run(command, failed=self._refused, **kwargs)

    def _refused(self, error: UserError) -> None:
        self.sources.desk.failed.emit(error)

    # Menus and ticks

    def _on_ticks(self) -> None:
        ids = self.model.ticked_in_order()
        found = [self.model.record(row) for row in ids[:MOST_NAMED]]
        names = tr(", ").join(record.code for record in found if record)
        self.bar.set_ticked(len(ids), names + (" …" if len(ids) > MOST_NAMED else ""))
        self.counted.emit()

    def _untick(self) -> None:
        self.model.tick(self.model.ids(), False)
        self.table.setFocus()

    def _offer_bulk(self, key: str, button: Button) -> None:
        menu = self._values_menu(key)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(button.mapToGlobal(button.rect().topLeft()) - QPoint(0, menu.sizeHint().height()))

    def _values_menu(self, key: str) -> QMenu:
        part = ENTITIES[self.kind].field(key)
        menu = QMenu(tr(part.label), self)
        choices = (
            [(choice.key, choice.label) for choice in self.sources.lookups.choices(part)]
            if part.vocab or part.target
            else [(step, str(step)) for step in range(int(part.minimum or 0), int(part.maximum or 0) + 1)]
        )
        for value, label in choices:
            menu.addAction(label.replace("&", "&&")).triggered.connect(partial(self._set_chosen, key, value))
        return menu

    def _set_chosen(self, key: str, value: Any, _checked: bool = False) -> None:
        self.set_for_chosen(key, value)

    def menu(self) -> QMenu:
        """Return the menu of what can be done with the chosen rows."""
        menu = QMenu(self)
        back = bool(self.model.wanted.archived)
        acts_here: list[tuple[str, str, Any]] = [
            (tr("Open"), "Return", self.form.enter),
            (tr("Rename"), "F2", self.rename),
            (tr("Duplicate"), "Ctrl+D", self.duplicate),
            (tr("Copy as a table"), "Ctrl+C", self.table.copy_rows),
        ]
        if archivable(ENTITIES[self.kind]):
            acts_here.append((tr("Bring back") if back else tr("Archive"), "", self.archive))
        acts_here.append((tr("Delete"), "Del", self.delete))
        for text, keys, run in acts_here:
            menu.addAction(f"{text}\t{keys}" if keys else text).triggered.connect(partial(_call, run))
        menu.addSeparator()
        for key in self.listing.bulk:
            menu.addMenu(self._values_menu(key))
        return menu

    def show_menu(self, place: QPoint) -> None:
        """Open the menu at a place."""
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)


def _call(run: Any, _checked: bool = False) -> None:
    run()
