"""Two chains beside each other, role by role."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from b2bdesk.i18n import percent, tr
from b2bdesk.insight.chains import chain_cover, compared, Cover, Person, RoleBeside
from b2bdesk.queries.chains import ChainName
from ui.chains.parts import clear
from ui.kit.fields import Choice, ChoiceField
from ui.kit.scroll import ScrollPage
from ui.kit.tag import Tag
from ui.kit.text import Label
from ui.records.lookups import Lookups
from ui.summary import Summary

NAMES: Final = 200


class ComparePane(ScrollPage):
    """The chain that is shown, and another one to choose."""

    picked = Signal()

    def __init__(self, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lookups = lookups
        self._here = 0
        self._summary: Summary | None = None
        self.rows: tuple[RoleBeside, ...] = ()
        self.body.setContentsMargins(16, 4, 16, 8)
        self.body.setSpacing(8)
        self.other = ChoiceField(empty=None)
        self.other.set_name(tr("Compare with"))
        self.other.setFixedWidth(NAMES)
        self.other.committed.connect(self._list)
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(Label(tr("Compare with"), "small"))
        top.addWidget(self.other)
        top.addStretch(1)
        self.body.addLayout(top)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        self.body.addLayout(self._grid)

    def show_chain(self, chain: int, names: list[ChainName], summary: Summary | None) -> None:
        """Show a chain beside another one."""
        self._here, self._summary = chain, summary
        others = [Choice(one.id, one.name, one.code) for one in names if one.id != chain]
        self.other.set_choices(others, may_be_empty=False)
        if self.other.value() not in {choice.key for choice in others}:
            self.other.set_value(others[0].key if others else None)
        self._list()

    def _list(self, _value: object = None) -> None:
        clear(self._grid)
        self.rows = ()
        covers = self._covers()
        if covers is None:
            text = tr("There is no other chain to compare with.")
            self._grid.addWidget(Label(text, "small", "text3"), 0, 0, 1, 4)
            return
        here, there = covers
        self.rows = compared(here, there)
        names = {chain.id: chain.name for chain in self._summary.plan.chains} if self._summary else {}
        for column, (cover, name) in enumerate(((here, names[here.chain_id]), (there, names[there.chain_id])), 1):
            self._grid.addWidget(Label(f"{name} · {_figures(cover)}", "small", weight=600), 0, column)
        for at, row in enumerate(self.rows, 1):
            self._grid.addWidget(Label(self._lookups.labels.of("role", row.role), "small", "text2"), at, 0)
            for column, people in ((1, row.here), (2, row.there)):
                text = tr(", ").join(self._said(p) for p in people) or "–"
                self._grid.addWidget(Label(text, "small", "text" if people else "text3", wrap=True), at, column)
            self._grid.addWidget(self._verdict(row), at, 3)

    def _covers(self) -> tuple[Cover, Cover] | None:
        other = self.other.value()
        if self._summary is None or other is None:
            return None
        plan = self._summary.plan
        by_id = {chain.id: chain for chain in plan.chains}
        if self._here not in by_id or other not in by_id:
            return None
        return chain_cover(plan, by_id[self._here]), chain_cover(plan, by_id[other])

    def _said(self, person: Person) -> str:
        stance = self._lookups.labels.of("stance", str(person.stance))
        return tr("{name} ({stance}, influence {n})", name=person.name, stance=stance, n=person.influence)

    def _verdict(self, row: RoleBeside) -> QWidget:
        if row.where == "here":
            return Tag(tr("only here"), "accent")
        if row.where == "there":
            return Tag(tr("only there"), "thin")
        kinds = {"stance": tr("stance differs"), "influence": tr("influence differs")}
        words = tr(", ").join(kinds[key] for key in row.differs)
        return Tag(words, "conflict") if words else Tag(tr("alike"), "outline")


def _figures(cover: Cover) -> str:
    share = percent(float(cover.cover)) if cover.cover is not None else "–"
    support = f"{float(cover.support):+.2f}" if cover.support is not None else "–"
    return tr("cover {share}, support {support}", share=share, support=support)
