"""Lifecycle stages in the inspector: what they are, another cut of them with what would follow, sets for segments."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from b2bdesk import i18n
from b2bdesk.commands import stage_sets
from b2bdesk.commands.stage_presets import PRESETS
from b2bdesk.errors import UserError
from b2bdesk.i18n import tr, trn
from b2bdesk.queries import records, stage_switch
from b2bdesk.queries.stage_switch import SetRow
from ui.desk import Desk
from ui.kit.buttons import Button
from ui.kit.fields import Choice, ManyField, TextField
from ui.kit.property_row import PropertyRow
from ui.kit.scroll import ScrollPage
from ui.kit.section import Section
from ui.kit.segmented import Segmented
from ui.kit.text import Label
from ui.stages.preview import SwitchPreview

TABLES: Final = frozenset({"stage", "stage_state", "stage_set", "segment", "placement"})


class StagesPane(ScrollPage):
    """Shows each set of stages; whatever is changed is told before it is done."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.desk = desk
        self.setWindowTitle(tr("Lifecycle stages"))
        self.cuts: dict[int | None, Segmented] = {}
        self.previews: dict[int | None, SwitchPreview] = {}
        self.said = Label("", "small", "gapText", wrap=True)
        self.said.setContentsMargins(16, 8, 16, 0)
        self.maker = SetMaker(desk)
        self.maker.refused.connect(self._refuse)
        self._sets = QWidget()
        self._column = QVBoxLayout(self._sets)
        self._column.setContentsMargins(0, 0, 0, 0)
        for part in (self.said, self._sets, self.maker):
            self.body.addWidget(part)
        self.maker.setEnabled(not desk.read_only)
        self._load()

    def apply(self, changes: Any = None) -> None:
        """Show the stages anew when they, or what stands in them, changed."""
        tables = getattr(changes, "tables", None)
        if tables is None or TABLES & set(tables):
            self._load()

    def _load(self) -> None:
        lang = str(i18n.language())
        found = self.desk.read(partial(stage_switch.sets, lang=lang))
        names = self.desk.read(partial(records.names, kind="segment", lang=lang))
        self.said.hide()
        self.cuts, self.previews = {}, {}
        while item := self._column.takeAt(0):
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for one in found:
            self._column.addWidget(self._section(one, names))
        self.maker.offer(names)

    def _section(self, one: SetRow, names: Mapping[int, str]) -> Section:
        title = one.name or tr("Stages of the plan")
        section = Section(title, len(one.stages), line=one.id is not None)
        if one.product:
            section.body.addWidget(Label(one.product, "small", "text3", wrap=True))
        for stage in one.stages:
            section.body.addWidget(_line(f"{stage.code}  {stage.name}", stage.words, stage.placements))
        users = [names[segment] for segment in one.segments if segment in names]
        if one.id is not None:
            section.body.addWidget(
                Label(
                    tr("Used by {names}", names=", ".join(users)) if users else tr("No segment uses these yet."),
                    "small",
                    "text3",
                    wrap=True,
                )
            )
        section.body.addLayout(self._cut_row(one))
        preview = SwitchPreview(self.desk, one)
        preview.refused.connect(self._refuse)
        preview.left.connect(partial(self._reset, one))
        preview.hide()
        section.body.addWidget(preview)
        self.previews[one.id] = preview
        return section

    def _cut_row(self, one: SetRow) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(8)
        cut = Segmented([(str(n), tr("{n} stages", n=n)) for n in PRESETS], tr("How many stages"))
        self.cuts[one.id] = cut
        cut.set_value(_present(one))
        cut.setEnabled(not self.desk.read_only)
        cut.picked.connect(partial(self._ask, one))
        row.addWidget(cut)
        row.addStretch(1)
        if one.id is not None:
            gone = Button(tr("Remove"), "quiet", icon="trash-2", small=True)
            gone.setToolTip(tr("Its segments go back to the stages of the plan, placements by their state."))
            gone.clicked.connect(partial(self._remove, one.id))
            gone.setEnabled(not self.desk.read_only)
            row.addWidget(gone)
        return row

    def _ask(self, one: SetRow, preset: str) -> None:
        if preset == _present(one):
            self.previews[one.id].hide()
        else:
            self.previews[one.id].ask(int(preset))

    def _reset(self, one: SetRow) -> None:
        self.cuts[one.id].set_value(_present(one))
        self.cuts[one.id].setFocus()

    def _remove(self, stage_set: int) -> None:
        self.desk.run(stage_sets.remove, failed=self._refuse, stage_set=stage_set)

    def _refuse(self, error: UserError) -> None:
        self.said.setText(error.sentence())
        self.said.show()


class SetMaker(Section):
    """A set of stages of their own for segments: a name, how many, for whom."""

    refused = Signal(object)
    """(UserError)"""

    def __init__(self, desk: Desk) -> None:
        super().__init__(tr("Stages of their own"))
        self.desk = desk
        self.name = TextField(placeholder=tr("Such as: long sales cycle"))
        self.product = TextField(placeholder=tr("If it is for one product"))
        self.segments = ManyField()
        self.cut = Segmented([(str(n), tr("{n} stages", n=n)) for n in PRESETS], tr("How many stages"))
        self._build()

    def offer(self, names: Mapping[int, str]) -> None:
        """Offer the segments."""
        self.segments.set_choices([Choice(key, name) for key, name in names.items()])

    def _build(self) -> None:
        about = tr("For segments, or a product, that are won on another way than the rest.")
        self.body.addWidget(Label(about, "small", "text3", wrap=True))
        for label, field in (
            (tr("Name"), self.name),
            (tr("Product"), self.product),
            (tr("Segments"), self.segments),
        ):
            self.body.addWidget(PropertyRow(label, field))
            field.committed.connect(partial(_hold, field))
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 0)
        row.addWidget(self.cut)
        row.addStretch(1)
        self.body.addLayout(row)
        self.make = Button(tr("Add these stages"), icon="plus", small=True)
        self.make.clicked.connect(self._make)
        self.body.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeft)

    def _make(self) -> None:
        for field in (self.name, self.product, self.segments):
            field.commit()
        self.desk.run(
            stage_sets.create,
            done=self._made,
            failed=self.refused.emit,
            name=self.name.value() or "",
            product=self.product.value() or "",
            preset=int(self.cut.value()),
            segments=list(self.segments.value() or ()),
        )

    def _made(self, _id: int) -> None:
        self.name.set_value("")
        self.product.set_value("")
        self.segments.set_value([])


def _hold(field: Any, value: Any) -> None:
    field.set_value(value)


def _present(one: SetRow) -> str:
    """Return the preset that stages are cut by, or the one with as many; else the first."""
    n = len(one.stages)
    return str(n) if n in PRESETS else str(next(iter(PRESETS)))


def _line(head: str, states: str, placements: int) -> QWidget:
    line = QWidget()
    column = QVBoxLayout(line)
    column.setContentsMargins(0, 2, 0, 2)
    column.setSpacing(0)
    top = QHBoxLayout()
    top.addWidget(Label(head, "small", weight=500, wrap=True), 1)
    top.addWidget(Label(trn("{n} placement", "{n} placements", placements), "micro", "text3"))
    column.addLayout(top)
    column.addWidget(Label(states, "micro", "text3", wrap=True))
    return line
