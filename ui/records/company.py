"""The company's page: the plan's own settings, what the company is and sells, its goals, market and means."""

from functools import partial
from pathlib import Path
from typing import Any, Final, TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.errors import UserError
from b2bdesk.i18n import tr
from b2bdesk.queries import records
from b2bdesk.terms import ChainKind, N_
from ui.actions import Act
from ui.company.functions import FunctionMap
from ui.company.tempo import Tempo
from ui.desk import Desk
from ui.kit.buttons import Button
from ui.kit.scroll import ScrollPage
from ui.kit.section import Section
from ui.kit.text import tip
from ui.records import specs
from ui.records.fieldset import FieldSet, leave_fields
from ui.records.layout import GROUP_TITLES
from ui.records.lookups import Lookups
from ui.records.owned import OwnedTable, section_title, Spec
from ui.records.rows import FieldRow

if TYPE_CHECKING:
    from b2bdesk.workspace import Changes

WIDEST: Final = 1040
TABLES: Final = (
    specs.GOALS,
    specs.INDUSTRIES,
    specs.BENCHMARKS,
    specs.COMPETITORS,
    specs.RESOURCES,
    specs.ALIGNMENTS,
)
PLAN_FIELDS: Final = ("name", "plan_start", "plan_end", "currency", "lang", "own_hosts")
GROUPS: Final = ("positioning", "brand", "selling", "notes")


class CompanyRoom(QWidget):
    """One page; what is committed is saved at once."""

    key = "company"
    message = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.lookups = Lookups(desk)
        self.plan = FieldSet(desk, self.lookups, "workspace", self)
        self.company = FieldSet(desk, self.lookups, "company_profile", self)
        self.tables: dict[str, OwnedTable] = {}
        self.functions = FunctionMap(desk, self.lookups)
        self.tempo = Tempo()
        self._head = QWidget(self)
        self._head.hide()
        row = QHBoxLayout(self._head)
        row.setContentsMargins(0, 0, 8, 0)
        row.addStretch(1)
        page = Button(tr("One page"), "quiet", icon="printer")
        page.setToolTip(tip(tr("Saves the company as one page to print or hand on.")))
        page.clicked.connect(self.save_page)
        row.addWidget(page)
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
            if group == "selling":
                section.body.addWidget(self.tempo)
        self._add_tables(*TABLES[1:])
        section = self._section(tr("Functions"))
        self.functions.counted.connect(section.set_count)
        section.body.addWidget(self.functions)

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

    def header_widget(self) -> QWidget:
        """Return the button that puts the company on one page."""
        return self._head

    def actions(self) -> list[tuple[Act, Any]]:  # type: ignore[override]  # the room's, not Qt's
        """Return what can be done here."""
        return [
            (
                Act("company_page", N_("Save the company as one page (PDF)…"), "printer", (), "open", room=self.key),
                self.save_page,
            )
        ]

    def save_page(self) -> None:
        """Ask where the page is to lie, and write it there."""
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Save the company as one page (PDF)…"), "company.pdf", "PDF (*.pdf)"
        )
        if name:
            self.write_page(Path(name))

    def write_page(self, path: Path) -> None:
        """Write the company on one page."""
        from ui.company.sheet import company_html, save_pdf

        lang = self.lookups.lang
        plan = self.desk.read(partial(records.records, kind="workspace", lang=lang))
        title = str(plan[0].values["name"]) if plan else tr("Company")
        shower = self.lookups.shower("company_function", "benchmark_customer")
        try:
            save_pdf(company_html(self.desk, lang, title, shower), lang, title, path)
        except UserError as error:
            self.message.emit(error.sentence())
        else:
            self.message.emit(tr("{path} is written.", path=path.name))

    def title(self) -> str:
        """Return the title in the header."""
        return tr("Company")

    def refresh(self) -> None:
        """Load everything anew."""
        self.lookups.forget()
        self._show_fields()
        for table in self.tables.values():
            table.show_record(None)
        self.functions.show_record()

    def apply(self, changes: "Changes") -> None:
        """Refresh what an edit changed."""
        self.lookups.apply(changes)
        self._show_fields()
        for table in self.tables.values():
            table.apply(changes)
        self.functions.apply(changes)

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
        chains = self.desk.read(partial(records.records, kind="decision_chain", lang=self.lookups.lang))
        accounts = sum(chain.values["kind"] == ChainKind.ACCOUNT for chain in chains)
        self.tempo.show_company(found[0].values if found else {}, accounts)

    def _on_focus(self, old: QWidget | None, _new: QWidget | None) -> None:
        """Typing in one field is one step until the focus leaves it."""
        if isValid(self) and old is not None and isValid(old) and self.isAncestorOf(old):
            self.desk.break_merge()

    def hideEvent(self, event: QHideEvent) -> None:
        """Take over what is being typed before it is out of sight."""
        super().hideEvent(event)
        if not event.spontaneous():
            leave_fields(self)
