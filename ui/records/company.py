"""The company's page: the plan's own settings, what the company is and sells, its goals, market and means."""

from functools import partial
from typing import Any, Final, TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.i18n import tr
from b2bdesk.queries import records
from ui.desk import Desk
from ui.kit.scroll import ScrollPage
from ui.kit.section import Section
from ui.records import specs
from ui.records.fieldset import FieldSet, leave_fields
from ui.records.layout import GROUP_TITLES
from ui.records.lookups import Lookups
from ui.records.owned import OwnedTable, section_title, Spec
from ui.records.rows import FieldRow

if TYPE_CHECKING:
    from b2bdesk.workspace import Changes

WIDEST: Final = 1040
TABLES: Final = (specs.GOALS, specs.INDUSTRIES, specs.BENCHMARKS, specs.COMPETITORS, specs.RESOURCES)
PLAN_FIELDS: Final = ("name", "plan_start", "plan_end", "currency", "lang", "own_hosts")
GROUPS: Final = ("positioning", "brand", "selling", "notes")


class CompanyRoom(QWidget):
    """One page; what is committed is saved at once."""

    key = "company"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.lookups = Lookups(desk)
        self.plan = FieldSet(desk, self.lookups, "workspace", self)
        self.company = FieldSet(desk, self.lookups, "company_profile", self)
        self.tables: dict[str, OwnedTable] = {}
        self.page = ScrollPage(self)
        self.page.page.setAutoFillBackground(False)  # the sheet's own ground
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.page)
        holder = QHBoxLayout()
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        box = QWidget()
        box.setMaximumWidth(WIDEST)
        box.setLayout(self._column)
        holder.addWidget(box, 1)
        holder.addStretch(0)
        self.page.body.addLayout(holder)
        self._build()
        self.refresh()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def _build(self) -> None:
        first = self._section(tr("The plan"), line=False)
        for key in PLAN_FIELDS:
            self._add_field(first, self.plan, key)
        for group in GROUPS:
            section = self._section(tr(GROUP_TITLES[group]))
            for field in ENTITIES["company_profile"].shown():
                if field.group == group:
                    self._add_field(section, self.company, field.key)
            if group == "positioning":
                self._add_tables(specs.GOALS)
        self._add_tables(*TABLES[1:])

    def _section(self, title: str, *, line: bool = True) -> Section:
        section = Section(title, line=line)
        self._column.addWidget(section)
        return section

    def _add_field(self, section: Section, fields: FieldSet, key: str) -> None:
        field = fields.add(key)
        section.body.addWidget(FieldRow(fields.part(key), field, wide=True, bare=key == "notes"))

    def _add_tables(self, *wanted: Spec) -> None:
        for spec in wanted:
            section = self._section(section_title(spec.kind))
            table = OwnedTable(self.desk, self.lookups, spec, wide=True)
            table.counted.connect(section.set_count)
            section.body.addWidget(table)
            self.tables[spec.kind] = table

    # What the window asks

    def title(self) -> str:
        """Return the title in the header."""
        return tr("Company")

    def refresh(self) -> None:
        """Load everything anew."""
        self.lookups.forget()
        self._show_fields()
        for table in self.tables.values():
            table.show_record(None)

    def apply(self, changes: "Changes") -> None:
        """Refresh what an edit changed."""
        self.lookups.apply(changes)
        self._show_fields()
        for table in self.tables.values():
            table.apply(changes)

    def commit(self) -> None:
        """Take over what is being typed."""
        parts: list[FieldSet | OwnedTable] = [self.plan, self.company, *self.tables.values()]
        for each in parts:
            each.commit()

    def jump(self, target: Any) -> None:
        """Go to a table of the page: `(table, id)`."""
        table = self.tables.get(target[0]) if isinstance(target, tuple) else None
        if table is not None:
            self.page.ensureWidgetVisible(table)
            row = table.rows.get(target[1])
            if row is not None:
                next(iter(row.fields.fields.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_fields(self) -> None:
        for fields in (self.plan, self.company):
            found = self.desk.read(partial(records.records, kind=fields.kind, lang=self.lookups.lang))
            fields.show(found[0] if found else None)

    def _on_focus(self, old: QWidget | None, _new: QWidget | None) -> None:
        """Typing in one field is one step until the focus leaves it."""
        if isValid(self) and old is not None and isValid(old) and self.isAncestorOf(old):
            self.desk.break_merge()

    def hideEvent(self, event: QHideEvent) -> None:
        """Take over what is being typed before it is out of sight."""
        super().hideEvent(event)
        if not event.spontaneous():
            leave_fields(self)
