"""Rows that belong to another row, as a small table inside its form; its last line adds the next."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from b2bdesk.domain.catalogue import ENTITIES, Field, Kind
from b2bdesk.i18n import tr
from b2bdesk.queries import records
from b2bdesk.queries.records import Record, RecordFilter
from ui.desk import Desk
from ui.kit.scroll import keep_in_sight
from ui.kit.text import hairline, Label
from ui.records import acts
from ui.records.lookups import field_label, Lookups, targets_of
from ui.records.owned_rows import Adder, OwnedRow, width_of

if TYPE_CHECKING:
    from b2bdesk.workspace import Changes

Choose = Callable[[Lookups, Field, int | None], Any]
INSET: Final = 11
"""How far a text begins from the edge of its field."""
TOOLS: Final = 52
"""Room for the buttons at the end of a line."""


@dataclass(frozen=True, slots=True)
class Spec:
    """`lines` are the fields shown of a row, line by line (one line in a page); the others open with a button.

    `adds` are the fields that must be given to add a row; `choose(lookups, field, owner)` narrows choices.
    """

    kind: str
    lines: tuple[tuple[str, ...], ...]
    adds: tuple[str, ...]
    hint: str = ""
    defaults: Mapping[str, Any] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    choose: Choose | None = None

    def shown(self) -> tuple[str, ...]:
        """Return the fields of all lines."""
        return tuple(key for line in self.lines for key in line)

    def more(self) -> tuple[str, ...]:
        """Return the fields that stay folded away."""
        fields = ENTITIES[self.kind].shown()
        return tuple(part.key for part in fields if part.key not in {*self.shown(), *self.hidden})


class OwnedTable(QWidget):
    """`counted(n)` tells how many rows there are."""

    counted = Signal(int)

    def __init__(
        self, desk: Desk, lookups: Lookups, spec: Spec, *, wide: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.desk, self.lookups, self.spec, self.wide = desk, lookups, spec, wide
        self.owner: int | None = None
        self.rows: dict[int, OwnedRow] = {}
        self._record: Record | None = None
        self._spare: list[OwnedRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        if wide:
            self._column.addWidget(self._heads())
            self._column.addWidget(hairline("line"))
        self.adder = Adder(desk, lookups, spec, wide=wide)
        self.adder.wanted.connect(self._add)
        self._column.addWidget(self.adder)
        self.adder.setVisible(not desk.read_only)  # not before it is in the table: it would be a window for a moment

    def show_record(self, record: Record | None) -> None:
        """Show the rows of another owner; a table of a page belongs to the plan and has none."""
        self._record = record
        owned = bool(ENTITIES[self.spec.kind].owner)
        self.owner = record.id if record and owned else None
        if owned and record is None:
            self._fill([])
            return
        self._read()

    def apply(self, changes: "Changes") -> None:
        """Read again what an edit may have changed."""
        kind = self.spec.kind
        names = {kind, "vocab_entry", "workspace", *targets_of(ENTITIES[kind]), "persona", "persona_item"}
        if names & changes.tables.keys() and (self.owner is not None or not ENTITIES[kind].owner):
            self._read()

    def conclude(self, concluded: Any) -> None:
        """Show what is concluded about the rows."""
        for row in self.rows.values():
            row.conclude(concluded)

    def commit(self) -> None:
        """Take over what is being typed."""
        for row in self.rows.values():
            row.fields.commit()

    def _read(self) -> None:
        wanted = RecordFilter(owner=self.owner, archived=False)
        lang, kind = self.lookups.lang, self.spec.kind
        self._fill(self.desk.read(lambda session: records.records(session, kind, lang, wanted)))

    def _fill(self, found: list[Record]) -> None:
        for row_id in self.rows.keys() - {record.id for record in found}:
            gone = self.rows.pop(row_id)
            gone.put_away()
            self._spare.append(gone)
        first = 2 if self.wide else 0
        for place, record in enumerate(found):
            row = self.rows.get(record.id) or self._taken(record.id)
            if self._column.indexOf(row) != place + first:
                self._column.insertWidget(place + first, row)
            row.show_record(record, self.owner)
            row.setVisible(True)
        self.adder.show_owner(self.owner)
        self.counted.emit(len(found))

    def _taken(self, row_id: int) -> OwnedRow:
        """Return a line for a row: one that is not in use, or a new one."""
        row = self.rows[row_id] = self._spare.pop() if self._spare else self._made()
        return row

    def _made(self) -> OwnedRow:
        row = OwnedRow(self.desk, self.lookups, self.spec, wide=self.wide, parent=self)
        row.next_wanted.connect(self.adder.enter)
        row.delete_wanted.connect(partial(self._delete, row))
        return row

    def _heads(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for key in self.spec.shown():
            part = ENTITIES[self.spec.kind].field(key)
            head = Label(field_label(part), "micro", "text3", weight=400)
            head.setIndent(INSET)
            width = width_of(part)
            if width:
                head.setFixedWidth(width)
            row.addWidget(head, 0 if width else 1)
        if all(width_of(ENTITIES[self.spec.kind].field(key)) for key in self.spec.shown()):
            row.addStretch(1)
        row.addSpacing(TOOLS)
        box.setFixedHeight(26)
        return box

    def _add(self, values: Mapping[str, Any]) -> None:
        owner = {ENTITIES[self.spec.kind].owner_key: self.owner} if self.owner is not None else {}
        self.desk.run(
            acts.create,
            kind=self.spec.kind,
            values={**self._days(), **self.spec.defaults, **values, **owner},
            done=self._added,
            failed=self.adder.refuse,
        )

    def _days(self) -> dict[str, Any]:
        """Return today for the days that a new row needs."""
        fields = ENTITIES[self.spec.kind].fields
        return {part.key: self.desk.today() for part in fields if part.kind is Kind.DAY and part.required}

    def _added(self, _row: int) -> None:
        self.adder.clear()
        focused = self.window().focusWidget()
        if focused is not None and self.adder.isAncestorOf(focused):
            keep_in_sight(self.adder)

    def _delete(self, row: OwnedRow) -> None:
        if row.has_focus():
            self.adder.enter()
        self.desk.run(acts.delete, kind=self.spec.kind, ids=[row.fields.row])


def section_title(kind: str) -> str:
    """Return the heading of a table: what its rows are called together."""
    return tr(ENTITIES[kind].many)
