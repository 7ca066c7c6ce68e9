"""The members and the relations of a chain as tables that edit the same as the drawing."""

from typing import Final, TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from b2bdesk.queries import records
from b2bdesk.queries.chains import ChainBoard
from b2bdesk.terms import N_
from ui.desk import Desk
from ui.kit.scroll import ScrollPage
from ui.kit.section import Section
from ui.records.lookups import Lookups
from ui.records.owned import OwnedTable, section_title, Spec
from ui.records.specs import within_chain

if TYPE_CHECKING:
    from b2bdesk.workspace import Changes

MEMBERS: Final = Spec(
    "chain_member",
    (("persona_id", "title", "role", "influence", "stance", "authority"),),
    ("persona_id", "title", "role"),
    N_("or a title"),
)
RELATIONS: Final = Spec(
    "chain_relation", (("from_id", "type", "to_id"),), ("from_id", "type", "to_id"), choose=within_chain
)


class ChainTables(ScrollPage):
    """`person_asked(member)` tells in which row the keyboard is, so that the drawing follows."""

    person_asked = Signal(int)

    def __init__(self, desk: Desk, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._board: ChainBoard | None = None
        self.members = OwnedTable(desk, lookups, MEMBERS, wide=True)
        self.relations = OwnedTable(desk, lookups, RELATIONS, wide=True)
        for table in (self.members, self.relations):
            section = Section(section_title(table.spec.kind), line=table is self.relations)
            section.body.addWidget(table)
            table.counted.connect(section.set_count)
            self.body.addWidget(section)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def show_chain(self, board: ChainBoard | None) -> None:
        """Show the rows of a chain; the same one's are read by `apply`."""
        if board is not None and self._board is not None and board.id == self._board.id:
            return
        self._board = board
        chain = board.id if board is not None else 0
        record = self._desk.read(lambda session: records.record(session, "decision_chain", chain)) if chain else None
        for table in (self.members, self.relations):
            table.show_record(record)

    def apply(self, changes: "Changes") -> None:
        """Read again what an edit may have changed."""
        for table in (self.members, self.relations):
            table.apply(changes)

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if not isValid(self):
            return
        if old is not None and isValid(old) and self.isAncestorOf(old):
            self._desk.break_merge()
        if new is not None and self.members.isAncestorOf(new):
            row = next((row_id for row_id, row in self.members.rows.items() if row.isAncestorOf(new)), None)
            if row is not None:
                self.person_asked.emit(row)
