"""What another cut of the stages would do: told in numbers, with what a person has to decide, then done in one step."""

from collections import defaultdict
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from b2bdesk import i18n
from b2bdesk.commands import stage_sets
from b2bdesk.commands.stage_presets import PRESETS, PresetStage
from b2bdesk.domain.base import label_in
from b2bdesk.i18n import tr, trn
from b2bdesk.queries.stage_switch import Moved, SetRow, Switch
from ui.desk import Desk
from ui.kit.buttons import Button
from ui.kit.fields import Choice, ChoiceField
from ui.kit.property_row import PropertyRow
from ui.kit.text import Label

MOST_LISTED: Final = 40
"""How many unclear placements are decided one by one; more are decided by their stage."""


class SwitchPreview(QWidget):
    """`ask(preset)` shows what would happen; Switch does it, Leave forgets it."""

    refused = Signal(object)
    """(UserError)"""
    left = Signal()

    def __init__(self, desk: Desk, one: SetRow) -> None:
        super().__init__()
        self.desk, self.of = desk, one
        self.preset = 0
        self.found: Switch | None = None
        self.chosen: dict[int, int] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 0, 0)
        self._column.setSpacing(4)
        self.merge = QCheckBox()
        self.switch = Button("", "primary", small=True)
        self.switch.clicked.connect(self._switch)
        self.leave = Button(tr("Leave it"), "quiet", small=True)
        self.leave.clicked.connect(self._leave)
        self._notes = QWidget()
        self._lines = QVBoxLayout(self._notes)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)
        self._column.addWidget(self._notes)
        self._column.addWidget(self.merge)
        row = QHBoxLayout()
        row.addWidget(self.switch)
        row.addWidget(self.leave)
        row.addStretch(1)
        self._column.addLayout(row)

    def ask(self, preset: int) -> None:
        """Show what cutting the stages so would do."""
        self.preset, self.chosen = preset, {}
        self.switch.set_text(tr("Switch to {n} stages", n=preset))
        self._show()
        self.show()
        self.switch.setFocus()

    def _show(self) -> None:
        ask = partial(stage_sets.plan_switch, preset=self.preset, stage_set=self.of.id, chosen=self.chosen)
        self.found = found = self.desk.read(ask)
        while item := self._lines.takeAt(0):
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for text in self._ways(found):
            self._lines.addWidget(Label(text, "small", wrap=True))
        self._ask_unclear(found)
        n = len(found.doubles)
        self.merge.setText(
            trn("Merge {n} pair that would become the same", "Merge {n} groups that would become the same", n)
        )
        self.merge.setVisible(bool(n))
        if n:
            codes = ", ".join("+".join(one.code for one in group) for group in found.doubles[:8])
            self._lines.addWidget(
                Label(tr("The same piece would stand twice in one cell: {codes}.", codes=codes), "small", wrap=True)
            )

    def _ways(self, found: Switch) -> list[str]:
        new, counts = _names(PRESETS[self.preset]), found.counts()
        said = []
        for stage in self.of.stages:
            way = found.ways[stage.id]
            parts = [f"{new[place]} ({counts.get((stage.id, place), 0)})" for place in way.targets]
            said.append(f"{stage.code} {stage.name} → {', '.join(parts)}")
        return said

    def _ask_unclear(self, found: Switch) -> None:
        if not found.unclear:
            return
        n = len(found.unclear)
        self._lines.addWidget(
            Label(
                trn(
                    "{n} placement names no state, and its stage is divided. Say where it goes:",
                    "{n} placements name no state, and their stage is divided. Say where they go:",
                    n,
                ),
                "small",
                "thinText",
                wrap=True,
            )
        )
        names = _names(PRESETS[self.preset])
        groups: defaultdict[int, list[Moved]] = defaultdict(list)
        for one in found.unclear:
            groups[one.stage_id].append(one)
        for stage in self.of.stages:
            if stage.id in groups:
                label = tr("All of {stage}", stage=stage.code)
                self._add_choice(label, groups[stage.id], names)
        if n <= MOST_LISTED:
            for one in found.unclear:
                self._add_choice(f"{one.code} {one.title}, {one.channel}", [one], names)

    def _add_choice(self, label: str, which: list[Moved], names: list[str]) -> None:
        field = ChoiceField()
        field.set_choices([Choice(place, names[place]) for place in which[0].choices], may_be_empty=False)
        targets = {one.target for one in which}
        field.set_value(targets.pop() if len(targets) == 1 else None)
        field.committed.connect(partial(self._choose, tuple(one.id for one in which)))
        self._lines.addWidget(PropertyRow(label, field))

    def _choose(self, ids: tuple[int, ...], place: Any) -> None:
        self.chosen.update(dict.fromkeys(ids, int(place)))
        self._show()

    def _switch(self) -> None:
        self.desk.run(
            stage_sets.switch,
            failed=self.refused.emit,
            preset=self.preset,
            stage_set=self.of.id,
            chosen=dict(self.chosen),
            merge=self.merge.isVisible() and self.merge.isChecked(),
        )

    def _leave(self) -> None:
        self.hide()
        self.left.emit()


def _names(stages: tuple[PresetStage, ...]) -> list[str]:
    lang = str(i18n.language())
    return [label_in(lang, stage.label_en, stage.label_hans, stage.label_hant) for stage in stages]
