"""The parts of the overview; each is a link to the room where it is worked on."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from b2bdesk import i18n
from b2bdesk.i18n import tr, trn
from b2bdesk.insight.fixes import Fix
from b2bdesk.insight.readiness import State
from b2bdesk.terms import Level, N_
from ui.kit.buttons import Button, link
from ui.kit.marks import icon_mark, level_bars, severity_icon, status_glyph
from ui.kit.text import ElidedLabel, hairline, Label
from ui.overview.brief import Bar, Brief, StepLine
from ui.overview.meter import BudgetBar
from ui.overview.paint import BandBar, CoverRing, HeatGrid, Months
from ui.summary import Said

PAD: Final = 20
MARKS: Final = {
    State.DONE: ("circle-check", "ok", N_("Settled")),
    State.BEGUN: ("contrast", "thin", N_("Begun")),
    State.OPEN: ("circle", "gap", N_("Open")),
}
TONES: Final = {State.DONE: "text2", State.BEGUN: "thinText", State.OPEN: "gapText"}
SEVERITIES: Final = {"E": N_("Error"), "W": N_("Warning"), "I": N_("Hint")}


class Tile(QWidget):
    """A part with a heading, a note beside it, perhaps a link at the right, and what it says."""

    go = Signal(str, object)
    """(room, place)"""

    def __init__(self, title: str, note: str = "", more: str = "", room: str = "", place: Any = None) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(PAD, 14, PAD, 14)
        self.column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label(title, "section"))
        head.addWidget(ElidedLabel(note, "small", "text3"), 1)
        if more:
            button = link(more)
            button.clicked.connect(partial(self.go.emit, room, place))
            head.addWidget(button)
        self.column.addLayout(head)
        self.column.addSpacing(2)
        self.setAccessibleName(title)

    def end(self) -> None:
        """Keep what is said at the top."""
        self.column.addStretch(1)


class ReadyTile(Tile):
    """The steps of the plan, each with its reason."""

    def __init__(self, brief: Brief) -> None:
        super().__init__(tr("Ready to run"), tr("{n} of {all} settled", n=brief.done, all=len(brief.steps)))
        for step in brief.steps:
            self.column.addWidget(self._line(step))
        if brief.next is not None:
            todo, room = brief.next
            self.column.addSpacing(6)
            self.step = Button(todo, "primary", icon="arrow-right", small=True)
            self.step.clicked.connect(partial(self.go.emit, room, None))
            self.column.addWidget(self.step, 0, Qt.AlignmentFlag.AlignLeft)
        self.end()

    def _line(self, step: StepLine) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 1, 0, 1)
        row.setSpacing(10)
        icon, colour, said = MARKS[step.state]
        row.addWidget(icon_mark(icon, colour, tr(said), 16), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        name = link(step.name, quiet=True)
        name.setAccessibleDescription(f"{tr(said)}. {step.sentence}")
        name.clicked.connect(partial(self.go.emit, step.room, None))
        words.addWidget(name, 0, Qt.AlignmentFlag.AlignLeft)
        words.addWidget(Label(step.sentence, "small", TONES[step.state], wrap=True))
        row.addLayout(words, 1)
        return line


class HeatTile(Tile):
    """How much is covered, and who meets what, when."""

    def __init__(self, brief: Brief, levels: dict[Level, str]) -> None:
        super().__init__(tr("Who meets what, when"), "", tr("Map"), "map")
        top = QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(CoverRing(brief.covered, brief.deep, brief.required))
        said = tr(
            "{covered} of {required} pairs are covered, {deep} of them at least twice. Enter opens a cell on the map.",
            covered=brief.covered,
            required=brief.required,
            deep=brief.deep,
        )
        if not brief.people:
            said = tr("Add a persona to see here who meets what, and when.")
        top.addWidget(Label(said, "small", "text2", wrap=True), 1)
        self.column.addLayout(top)
        self.grid = HeatGrid(brief, levels)
        if not brief.people:  # shown without a parent it would be a window for a moment, and take the keyboard away
            self.grid.hide()
        self.grid.opened.connect(self._open)
        self.column.addWidget(self.grid)
        if brief.more_people:
            rest = link(trn("{n} more persona", "{n} more personas", brief.more_people))
            rest.clicked.connect(partial(self.go.emit, "personas", None))
            self.column.addWidget(rest, 0, Qt.AlignmentFlag.AlignLeft)
        legend = QHBoxLayout()
        legend.setSpacing(6)
        for level, name in levels.items():
            legend.addWidget(level_bars(str(level), name))
            legend.addWidget(Label(name, "micro", "text3"))
            legend.addSpacing(8)
        legend.addStretch(1)
        self.column.addLayout(legend)
        self.end()

    def _open(self, stage: int, persona: int) -> None:
        self.go.emit("map", {"stage": stage, "persona": persona})


class GapsTile(Tile):
    """The most important gaps, each with what would settle it."""

    fix_asked = Signal(object, object)
    """(finding said, fix)"""

    def __init__(self, brief: Brief) -> None:
        more = tr("All {n}", n=brief.findings) if brief.findings else ""
        super().__init__(tr("Next gaps"), tr("by importance"), more, "gaps")
        self.places: list[QVBoxLayout] = []
        for at, said in enumerate(brief.gaps):
            if at:
                self.column.addWidget(hairline())
            self.column.addLayout(self._line(said))
        if not brief.gaps:
            told = tr("Nothing is missing that the rules know of.")
            if not brief.begun:
                told = tr("Gaps show as soon as there are a persona and a piece of content.")
            self.column.addWidget(Label(told, "small", "text2", wrap=True))
        self.end()

    def _line(self, said: Said) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        severity = str(said.finding.severity)
        row.addWidget(severity_icon(severity, tr(SEVERITIES[severity])), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Label(said.sentence, "small", weight=500, wrap=True))
        row.addLayout(words, 1)
        self.places.append(words)
        show = link(f"{said.finding.importance:.1f}")
        show.setAccessibleName(tr("Show this gap, importance {n}", n=f"{said.finding.importance:.1f}"))
        show.clicked.connect(partial(self.go.emit, "gaps", ("finding", (said.finding.rule, said.finding.codes))))
        row.addWidget(show, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def show_fixes(self, found: Sequence[tuple[Said, Fix | None]], speak: Callable[[Fix], str]) -> None:
        """Offer the best way to settle each gap."""
        for place, (said, fix) in zip(self.places, found, strict=True):
            if fix is not None:
                button = link(speak(fix))
                button.setToolTip(speak(fix))
                button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
                button.setMinimumWidth(48)  # cut where the column is narrow, and told in full by the tip
                button.clicked.connect(partial(self.fix_asked.emit, said, fix))
                line = QHBoxLayout()
                line.addWidget(button)
                line.addStretch(1)
                place.addLayout(line)


class BalanceTile(Tile):
    """The mix of the plan beside its targets."""

    def __init__(self, brief: Brief) -> None:
        super().__init__(tr("Balance"), tr("by cost, with its target"), tr("Gaps"), "gaps")
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(1, 1)
        for row, bar in enumerate(brief.balance):
            self._row(grid, row, bar)
        self.column.addLayout(grid)
        self.column.addSpacing(8)
        head = QHBoxLayout()
        head.addWidget(Label(tr("Emotional tone"), "body", weight=600))
        head.addWidget(Label(tr("by stage, share of placements"), "small", "text3"), 1)
        self.column.addLayout(head)
        stages = QGridLayout()
        stages.setHorizontalSpacing(10)
        stages.setVerticalSpacing(7)
        stages.setColumnStretch(1, 1)
        for row, bar in enumerate(brief.emotional):
            self._row(stages, row, bar)
        self.column.addLayout(stages)
        self.end()

    def _row(self, grid: QGridLayout, row: int, bar: Bar) -> None:
        name = ElidedLabel(bar.name, "small")
        name.setFixedWidth(86)
        grid.addWidget(name, row, 0)
        grid.addWidget(BandBar(bar), row, 1)
        value = Label(i18n.percent(bar.share), "small", weight=600)
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(value, row, 2)
        target = "" if bar.target is None else f"{bar.target * 100:.0f}"
        grid.addWidget(Label(target, "small", "text3"), row, 3)
        if bar.off:
            grid.addWidget(icon_mark("triangle-alert", "thin", tr("Off its target")), row, 4)
        elif bar.share is not None and bar.target is not None:
            grid.addWidget(icon_mark("check", "ok", tr("Within its target")), row, 4)


class ComingTile(Tile):
    """What starts within the next days."""

    def __init__(self, brief: Brief, statuses: dict[str, str]) -> None:
        n = brief.coming_count
        note = trn("next 30 days, {n} placement", "next 30 days, {n} placements", n)
        super().__init__(tr("Coming up"), note, tr("Calendar"), "calendar")
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(3, 3)
        grid.setColumnStretch(4, 2)
        for row, one in enumerate(brief.coming):
            grid.addWidget(Label(i18n.short_day(one.day), "small", "text3"), row, 0)
            grid.addWidget(status_glyph(one.status, statuses.get(one.status, one.status)), row, 1)
            code = link(one.code, quiet=True)
            code.setAccessibleName(f"{one.code} {one.title}")
            code.clicked.connect(partial(self.go.emit, "map", ("placement", one.id)))
            grid.addWidget(code, row, 2)
            grid.addWidget(ElidedLabel(one.title, "small"), row, 3)
            channel = ElidedLabel(one.channel, "small", "text3")
            channel.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(channel, row, 4)
        self.column.addLayout(grid)
        if not brief.coming:
            self.column.addWidget(Label(tr("Nothing starts within the next 30 days."), "small", "text2", wrap=True))
        self.end()


class FameTile(Tile):
    """Fame, and what the plan costs of what there is."""

    def __init__(self, brief: Brief) -> None:
        super().__init__(tr("Fame"), tr("0–100"), tr("Content"), "content")
        self.column.addWidget(Label(f"{brief.fame:.1f}", "figure"))
        self.column.addWidget(Label(brief.fame_says, "small", "text2", wrap=True))
        if brief.brand_months:
            self.column.addWidget(Months(brief.brand_months))
        self.column.addSpacing(6)
        self.column.addWidget(hairline())
        self.column.addSpacing(2)
        head = QHBoxLayout()
        head.addWidget(Label(tr("Money"), "section"))
        head.addWidget(Label(tr("{currency}, plan year", currency=brief.money.currency), "small", "text3"), 1)
        money = link(tr("Company"))
        money.clicked.connect(partial(self.go.emit, "company", None))
        head.addWidget(money)
        self.column.addLayout(head)
        self.column.addWidget(BudgetBar(brief.money))
        self.end()
