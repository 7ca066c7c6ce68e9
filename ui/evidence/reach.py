"""Whom the plan means to reach and who came: shares that are saved once they are whole, counts, and the verdict."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final, TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from b2bdesk import i18n
from b2bdesk.commands import observed as commands
from b2bdesk.errors import UserError
from b2bdesk.exchange import observed_table
from b2bdesk.exchange.observed_table import Names
from b2bdesk.i18n import day, percent, tr
from b2bdesk.insight.dates import add_months, month_of
from b2bdesk.insight.reach import Compared, Verdict
from b2bdesk.queries import observed as asked
from b2bdesk.queries.labels import Labels
from b2bdesk.queries.observed import MEASURES, NAMES, Reach, VERDICTS
from b2bdesk.terms import Dimension
from ui.desk import Desk
from ui.evidence.reach_paint import Bars
from ui.kit.buttons import Button
from ui.kit.checklist import Choice
from ui.kit.fields import ChoiceField
from ui.kit.fields.dates import DayField
from ui.kit.fields.numbers import IntegerField, ShareField
from ui.kit.fields.text import TextField
from ui.kit.marks import icon_mark
from ui.kit.scroll import ScrollPage
from ui.kit.segmented import Segmented
from ui.kit.text import hairline, Label
from ui.records.editors import show_start

if TYPE_CHECKING:
    from b2bdesk.workspace import Changes

TABLES: Final = frozenset(
    "intended_share observed_snapshot observed_count channel content_piece vocab_entry workspace".split()
)
NUMBER: Final = 86
NAME: Final = 170
MARKS: Final = {
    Verdict.MATCH: ("circle-check", "ok"),
    Verdict.DRIFT: ("triangle-alert", "thin"),
    Verdict.MISMATCH: ("octagon-alert", "gap"),
    Verdict.TOO_FEW: ("circle-help", "text3"),
}
UNKNOWN: Final = 0
"""The choice for counts that no channel is known of."""


class ReachPage(QWidget):
    """`message(text)` goes to the status bar."""

    message = Signal(str)

    def __init__(self, desk: Desk, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self._today = desk, today
        self.found: Reach | None = None
        self._labels: Labels | None = None
        self._snapshot: int | None = None
        self._drafts: dict[str, dict[str, float]] = {}
        self._typed: dict[str, set[str]] = {}
        self.shares: dict[str, ShareField] = {}
        self.counts: dict[str, IntegerField] = {}
        self.bars: dict[str, Bars] = {}
        self.dimension = Segmented([(str(one), tr(text)) for one, text in NAMES.items()], tr("Told apart by"))
        self.dimension.picked.connect(self._turn)
        self.measure = Segmented([(str(one), tr(text)) for one, text in MEASURES.items()], tr("What was counted"))
        self.measure.picked.connect(self._turn)
        self.channel = ChoiceField()
        self.channel.set_name(tr("Channel"))
        self.channel.set_value(UNKNOWN)
        self.channel.committed.connect(self._turn)
        self.content = ChoiceField()
        self.content.set_name(tr("Content"))
        self.content.set_value(UNKNOWN)
        self.content.committed.connect(self._turn)
        self.pieces: dict[int, tuple[str, str]] = {}
        self.period = ChoiceField()
        self.period.set_name(tr("Period"))
        self.period.committed.connect(self._choose)
        self.first, self.last = DayField(), DayField()
        self.source = TextField(placeholder=tr("Where the counts come from"), max_length=200)
        for key, field, name in (
            ("date_from", self.first, tr("From")),
            ("date_to", self.last, tr("To")),
            ("source", self.source, tr("Source")),
        ):
            field.set_name(name)
            field.committed.connect(partial(self._set_period, key))
        self.sum = Label("", "small", "text2", wrap=True)
        self.spread = Button(tr("Spread the rest"), small=True)
        self.spread.clicked.connect(self._spread)
        self.page = ScrollPage(spacing=0)
        self._grid = QGridLayout()
        self._verdict = QVBoxLayout()
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(_row(self.dimension, None, margins=(16, 10, 16, 6)))
        self.period.setMinimumWidth(276)
        self.first.setFixedWidth(126)
        self.last.setFixedWidth(126)
        self._new = Button(tr("New period"), "quiet", icon="plus", small=True)
        self._new.clicked.connect(self.add_period)
        column.addLayout(
            _row(
                Label(tr("Came in"), "small", "text3"),
                self.period,
                self.first,
                self.last,
                (self.source, 1),
                self._new,
                margins=(16, 0, 16, 6),
            )
        )
        paste = Button(tr("Paste counts"), "quiet", icon="clipboard-paste", small=True)
        paste.setToolTip(tr("Lines of category, count and, if known, channel and content, copied from a spreadsheet"))
        paste.clicked.connect(self.paste)
        read = Button(tr("From a CSV file…"), "quiet", icon="file-up", small=True)
        read.clicked.connect(self.read_file)
        self._ways = (paste, read, self._new)
        column.addLayout(
            _row(
                self.measure,
                Label(tr("Channel"), "small", "text3"),
                (self.channel, 1),
                Label(tr("Content"), "small", "text3"),
                (self.content, 1),
                paste,
                read,
                margins=(16, 0, 16, 10),
            )
        )
        column.addWidget(hairline())
        column.addWidget(self.page, 1)
        self._grid.setContentsMargins(16, 12, 16, 4)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(3, 1)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 16)
        inner.addLayout(self._grid)
        inner.addLayout(_row((self.sum, 1), self.spread, margins=(16, 2, 16, 8)))
        inner.addWidget(hairline())
        self._verdict.setContentsMargins(16, 10, 16, 8)
        self._verdict.setSpacing(6)
        inner.addLayout(self._verdict)
        self.page.body.addWidget(holder)

    # What is shown

    def apply(self, changes: "Changes") -> None:
        """Show what an edit changed."""
        if TABLES & set(changes.tables):
            if changes.touches("content_piece"):
                self.pieces = {}
            if changes.touches("intended_share"):
                self._drafts, self._typed = {}, {}
            self.refresh()

    def refresh(self) -> None:
        """Read everything anew."""
        lang = str(i18n.language())
        self._labels = self.desk.read(partial(Labels, lang=lang))
        self.found = self.desk.read(partial(asked.reach, lang=lang, snapshot=self._snapshot))
        if not self.pieces:
            self.pieces = self.desk.read(asked.pieces)
            titles = [Choice(key, title, code) for key, (code, title) in self.pieces.items()]
            self.content.set_choices([Choice(UNKNOWN, tr("not told apart")), *titles], may_be_empty=False)
        self._snapshot = self.found.shown.id if self.found.shown else None
        self._show()

    def focus_first(self) -> None:
        """Give the keyboard to the first share."""
        first = next(iter(self.shares.values()), None)
        (first or self.dimension).setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn(self, _what: object = None) -> None:
        for field in (*self.shares.values(), *self.counts.values()):
            field.commit()
        self._show()

    def _show(self) -> None:
        found, shown = self.found, self.found.shown if self.found else None
        if found is None:
            return
        writable = not self.desk.read_only
        periods = [Choice(one.id, f"{day(one.date_from)} – {day(one.date_to)}") for one in found.snapshots]
        self.period.set_choices(periods, may_be_empty=False)
        self.period.set_value(self._snapshot)
        show_start(self.period)
        for field, value in (
            (self.first, shown.date_from if shown else None),
            (self.last, shown.date_to if shown else None),
            (self.source, shown.source if shown else ""),
        ):
            field.setVisible(shown is not None)
            if not field.editor.hasFocus():
                field.set_value(value)
            field.set_read_only(not writable)
        self.period.setVisible(shown is not None)
        channels = [Choice(key, name, code) for key, (code, name) in found.channels.items()]
        self.channel.set_choices([Choice(UNKNOWN, tr("not told apart")), *channels], may_be_empty=False)
        for button in self._ways:
            button.setEnabled(writable and (shown is not None or button is self._new))
        self._show_rows()
        self._show_verdict()

    @property
    def _dimension(self) -> str:
        return self.dimension.value()

    def _categories(self) -> list[tuple[str, str]]:
        """Return the categories of the dimension with their labels; first those with a share or a count."""
        assert self.found is not None
        assert self._labels is not None
        codes = dict(self._labels.choices(self._dimension))
        used = [*self.found.intended.get(self._dimension, {})]
        used += [one.category for one in self.found.counts if one.dimension == self._dimension]
        order = [*dict.fromkeys(used), *codes]
        return [(code, codes.get(code) or self._labels.of(self._dimension, code)) for code in dict.fromkeys(order)]

    def _show_rows(self) -> None:
        assert self.found is not None
        wanted = self._categories()
        if [code for code, _ in wanted] != list(self.shares) or self._grid.property("of") != self._dimension:
            self._build_rows(wanted)
        shares = self._drafts.get(self._dimension) or dict(self.found.intended.get(self._dimension, {}))
        counts = self._counts()
        n = sum(self._counted().values())
        scale = max([*shares.values(), *(count / n for count in self._counted().values() if n)], default=1.0)
        writable = not self.desk.read_only
        for code, name in wanted:
            share, count = self.shares[code], self.counts[code]
            if not share.editor.hasFocus():
                share.set_value(shares.get(code, 0.0))
            if not count.editor.hasFocus():
                count.set_value(counts.get(code, 0))
            share.set_read_only(not writable)
            count.set_read_only(not writable or self.found.shown is None)
            came = self._counted().get(code, 0) / n if n else 0.0
            self.bars[code].show_shares(name, shares.get(code, 0.0), came, scale, known=bool(n))
        self._show_sum(shares)

    def _build_rows(self, wanted: list[tuple[str, str]]) -> None:
        while item := self._grid.takeAt(0):
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._grid.setProperty("of", self._dimension)
        self.shares, self.counts, self.bars = {}, {}, {}
        for at, text in enumerate((tr(NAMES[Dimension(self._dimension)]), tr("Intended"), tr("Count"), "")):
            self._grid.addWidget(Label(text, "micro", "text3"), 0, at)
        legend = Label(tr("above: intended, hatched; below: observed, filled"), "micro", "text3")
        self._grid.addWidget(legend, 0, 3)
        for at, (code, name) in enumerate(wanted, 1):
            label = Label(name, "body", wrap=True)
            label.setFixedWidth(NAME)
            share, count = ShareField(), IntegerField(low=0)
            for field, said, run in (
                (share, tr("Intended: {name}", name=name), self._shared),
                (count, tr("Counted: {name}", name=name), self._count),
            ):
                field.set_name(said)
                field.setFixedWidth(NUMBER)
                field.committed.connect(partial(run, code))
            self.shares[code], self.counts[code], self.bars[code] = share, count, Bars()
            for place, widget in enumerate((label, share, count, self.bars[code])):
                self._grid.addWidget(
                    widget, at, place, Qt.AlignmentFlag.AlignVCenter if place < 3 else Qt.AlignmentFlag(0)
                )

    def _counts(self) -> dict[str, int]:
        """Return the counts of the chosen channel and content, which can be typed."""
        channel, content = self._place()
        assert self.found is not None
        return {
            one.category: one.count
            for one in self.found.counts
            if (one.dimension, one.measure, one.channel_id) == (self._dimension, self.measure.value(), channel)
            and one.content_id == content
        }

    def _place(self) -> tuple[int | None, int | None]:
        """Return the chosen channel and content, None where counts are not told apart by them."""
        return int(self.channel.value() or UNKNOWN) or None, int(self.content.value() or UNKNOWN) or None

    def _counted(self) -> dict[str, int]:
        """Return all counts of the dimension, over all channels."""
        found: dict[str, int] = {}
        for one in self.found.counts if self.found else ():
            if (one.dimension, one.measure) == (self._dimension, self.measure.value()):
                found[one.category] = found.get(one.category, 0) + one.count
        return found

    def _show_sum(self, shares: dict[str, float]) -> None:
        total = sum(shares.values())
        whole = abs(total - 1) <= commands.TOLERANCE
        draft = self._dimension in self._drafts
        if not total:
            text = tr("Type which share of those who come should be of each kind; the shares add up to 100 %.")
        elif whole:
            text = tr("The shares add up to {sum}.", sum=percent(total))
        else:
            said = tr(commands.told_sum(total), sum=percent(total), off=percent(abs(total - 1)))
            text = said + " " + tr("Not saved until then.") if draft else said
        self.sum.setText(text)
        self.sum.set_tone("text2" if whole or not total else "gapText")
        self.spread.setEnabled(not self.desk.read_only and bool(total) and not whole)

    def _show_verdict(self) -> None:
        assert self.found is not None
        while item := self._verdict.takeAt(0):
            _drop(item)
        compared = self.found.compared
        if self.found.shown is None:
            self._verdict.addWidget(
                Label(tr("Nobody was counted yet. Begin a period, then type or paste counts."), "body", wrap=True)
            )
            return
        own = next((one for one in compared.dimensions if one.dimension == self._dimension), None)
        if own is not None:
            self._verdict.addLayout(self._line(own))
        if len(compared.dimensions) > 1 or own is None:
            self._verdict.addWidget(
                Label(tr("All together. ") + asked.verdict_text(compared), "small", "text2", wrap=True)
            )
        failed = asked.failed_text(self.found)
        if failed:
            self._verdict.addWidget(Label(tr("Which link failed"), "body", weight=600))
            self._verdict.addWidget(Label(failed, "body", wrap=True))
        if compared.channels:
            self._verdict.addWidget(Label(tr("Distance by channel"), "body", weight=600))
            for channel, apart in sorted(compared.channels.items(), key=_by_distance):
                code, name = self.found.channels.get(channel, ("", ""))
                self._verdict.addWidget(Label(f"{percent(float(apart))}   {code}  {name}", "small", "text2"))

    def _line(self, own: Compared) -> QHBoxLayout:
        icon, color = MARKS[own.verdict]
        row = QHBoxLayout()
        row.setSpacing(8)
        said = tr(VERDICTS[own.verdict])
        if own.distance is None:
            text = tr("No intended shares and counts to compare yet.")
        else:
            text = tr("Distance {share}: {verdict}", share=percent(float(own.distance)), verdict=said)
        row.addWidget(icon_mark(icon, color, said, 16))
        row.addWidget(Label(text, "section", weight=600))
        row.addWidget(Label(tr("{n} counted", n=f"{own.n:,}"), "small", "text3"))
        row.addStretch(1)
        return row

    # What is done

    def _shared(self, code: str, value: Any) -> None:
        assert self.found is not None
        shares = dict(self._drafts.get(self._dimension) or self.found.intended.get(self._dimension, {}))
        shares[code] = float(value or 0)
        self._typed.setdefault(self._dimension, set()).add(code)
        self._take(shares)

    def _spread(self) -> None:
        assert self.found is not None
        draft = self._drafts.get(self._dimension) or dict(self.found.intended.get(self._dimension, {}))
        every = dict.fromkeys((code for code, _ in self._categories()), 0.0) | draft
        self._take(commands.spread(every, self._typed.get(self._dimension, set())))

    def _take(self, shares: dict[str, float]) -> None:
        """Save shares that are whole, or none at all; keep others here and say what is missing."""
        total = sum(shares.values())
        if not total or abs(total - 1) <= commands.TOLERANCE:
            self._drafts[self._dimension] = shares
            self.desk.run(commands.set_intended, dimension=self._dimension, shares=shares, failed=self._refused)
        else:
            self._drafts[self._dimension] = shares
            self._show_rows()

    def _count(self, code: str, value: Any) -> None:
        if self._snapshot is not None:
            channel, content = self._place()
            self.desk.run(
                commands.set_count,
                snapshot=self._snapshot,
                dimension=self._dimension,
                category=code,
                count=int(value or 0),
                measure=self.measure.value(),
                channel_id=channel,
                content_id=content,
                failed=self._refused,
            )

    def add_period(self, _checked: bool = False) -> None:
        """Begin the counts of the month that ended last."""
        first = add_months(month_of(self._today()), -1)
        last = date.fromordinal(month_of(self._today()).toordinal() - 1)
        self.desk.run(
            commands.add_snapshot,
            date_from=first,
            date_to=last,
            source=tr("Counted by hand"),
            done=self._added,
            failed=self._refused,
        )

    def _added(self, snapshot: int) -> None:
        if isValid(self):
            self._snapshot = snapshot
            self.refresh()
            self.source.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, snapshot: Any) -> None:
        self._snapshot = int(snapshot)
        self.refresh()

    def _set_period(self, key: str, value: Any) -> None:
        if self._snapshot is not None and value:
            self.desk.run(commands.set_snapshot, snapshot=self._snapshot, failed=self._refused, **{key: value})

    def paste(self, _checked: bool = False) -> None:
        """Take counts from the clipboard."""
        self._read(partial(observed_table.read, QGuiApplication.clipboard().text()))

    def read_file(self, _checked: bool = False) -> None:
        """Ask for a CSV file and take counts from it."""
        name, _ = QFileDialog.getOpenFileName(
            self.window(), tr("Counts of observed people"), "", "CSV (*.csv *.tsv *.txt)"
        )
        if name:
            self._read(partial(observed_table.read_file, Path(name)))

    def _read(self, read: Callable[[Names], list[commands.Counted]]) -> None:
        if self.found is None or self._snapshot is None or self.desk.read_only:
            return
        try:
            counts = read(Names.of(self._categories(), self.found.channels, self.pieces))
        except UserError as error:
            self._refused(error)
            return
        self.desk.run(
            commands.set_counts,
            snapshot=self._snapshot,
            dimension=self._dimension,
            counts=counts,
            measure=self.measure.value(),
            done=self._took,
            failed=self._refused,
        )

    def _took(self, n: int) -> None:
        self.message.emit(tr("{n} counts taken over.", n=n))

    def _refused(self, error: UserError) -> None:
        self.desk.failed.emit(error)
        if isValid(self):
            self.refresh()


def _by_distance(pair: tuple[int, Any]) -> Any:
    return -pair[1]


def _row(*parts: Any, margins: tuple[int, int, int, int]) -> QHBoxLayout:
    """Return widgets in a line; None stretches, (widget, n) takes a share of the room."""
    row = QHBoxLayout()
    row.setContentsMargins(*margins)
    row.setSpacing(8)
    for part in parts:
        if part is None:
            row.addStretch(1)
        elif isinstance(part, tuple):
            row.addWidget(*part)
        else:
            row.addWidget(part)
    return row


def _drop(item: Any) -> None:
    """Take a widget, or a row of them, off the page."""
    inner = item.layout()
    while inner is not None and (child := inner.takeAt(0)):
        _drop(child)
    if (old := item.widget()) is not None:
        old.hide()
        old.deleteLater()
