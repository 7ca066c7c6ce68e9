"""The room Overview: a briefing of the plan, made anew whenever its facts are."""

from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from b2bdesk import i18n
from b2bdesk.commands import fixes, snapshots
from b2bdesk.errors import UserError
from b2bdesk.i18n import tr
from b2bdesk.insight.fixes import Fix
from b2bdesk.insight.fixes import fixes as fixes_of
from b2bdesk.insight.speech import Label as Code
from b2bdesk.terms import Level, N_, PlacementStatus
from ui.actions import Act
from ui.desk import Desk
from ui.gaps.targets import place_of
from ui.gaps.work import SMALL, Worker
from ui.kit.buttons import Button
from ui.kit.scroll import ScrollPage
from ui.kit.text import hairline, Label, upright
from ui.overview.brief import Brief, brief
from ui.overview.tiles import BalanceTile, ComingTile, FameTile, GapsTile, HeatTile, ReadyTile, Tile
from ui.summary import Said, Summary

WIDE: Final = 900
"""Three columns from this width on, else two, else one."""
MIDDLE: Final = 600


class OverviewRoom(QWidget):
    """One sentence, then readiness, who meets what, next gaps, balance, what comes, fame and money."""

    key = "overview"
    message = Signal(str)
    go = Signal(str, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._summary: Summary | None = None
        self.brief: Brief | None = None
        self.tiles: list[Tile] = []
        self._columns = 0
        self._focus_later = self._stale = False
        self._worker = Worker(self)
        self._worker.landed.connect(self._show_fixes)
        self.page = ScrollPage(self)
        self.page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self._head = QWidget(self)
        self._head.hide()
        row = QHBoxLayout(self._head)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(8)
        self._day = Label("", "small", "text3")
        self._snapshot = Button(tr("Snapshot"), icon="camera")
        self._snapshot.clicked.connect(self.take_snapshot)
        row.addWidget(self._day)
        row.addStretch(1)
        row.addWidget(self._snapshot)

    # ---- the room

    def title(self) -> str:
        """Return the title."""
        return tr("Overview")

    def header_widget(self) -> QWidget:
        """Return the day and the button that keeps how the plan stands."""
        return self._head

    def apply(self, changes: Any) -> None:
        """Wait for the facts, which are worked out anew after each edit."""

    def refresh(self) -> None:
        """Wait for the facts."""

    def actions(self) -> list[tuple[Act, Any]]:  # type: ignore[override]  # the room's, not Qt's
        """Return what can be done here."""
        return [
            (
                Act("overview_snapshot", N_("Take a snapshot"), "camera", (), "writable", room=self.key),
                self.take_snapshot,
            )
        ]

    def focus_first(self) -> None:
        """Go to the next step, or to the map of persons and stages, as soon as these are in sight."""
        self._focus_later = not self.tiles
        QTimer.singleShot(0, self, self._take_focus)

    def _take_focus(self) -> None:
        if not self.tiles or not self.isVisible():
            return
        ready = next((tile for tile in self.tiles if isinstance(tile, ReadyTile)), None)
        step = getattr(ready, "step", None)
        target = step or next((tile.grid for tile in self.tiles if isinstance(tile, HeatTile)), self.page)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_summary(self, summary: Summary | None) -> None:
        """Show what was worked out."""
        self._summary = summary
        if summary is None:
            return
        self._day.setText(_today(summary))
        self._snapshot.setEnabled(not self._desk.read_only)
        with i18n.speaking(summary.lang):
            self.brief = brief(summary)
        self._stale = True
        if self.isVisible():
            self._renew()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._renew()

    def _renew(self) -> None:
        """Build what is told anew, once it can be seen."""
        summary, told = self._summary, self.brief
        if not self._stale or summary is None or told is None:
            return
        self._stale = False
        self._build(told, summary)
        if self._focus_later:
            self.focus_first()
        self._worker.ask("fixes", _Fixes(summary, told.gaps), small=summary.pieces + summary.placements < SMALL)

    # ---- building

    def _build(self, told: Brief, summary: Summary) -> None:
        place = self.page.verticalScrollBar().value()
        self.page.clear()
        self.page.body.addWidget(_Headline(told))
        self.page.body.addWidget(hairline())
        levels = {level: summary.voice(Code("level", str(level))) for level in Level}
        statuses = {str(one): summary.voice(Code("placement_status", str(one))) for one in PlacementStatus}
        gaps = GapsTile(told)
        gaps.fix_asked.connect(self._fix)
        self.tiles = [
            ReadyTile(told),
            HeatTile(told, levels),
            gaps,
            BalanceTile(told),
            ComingTile(told, statuses),
            FameTile(told),
        ]
        for tile in self.tiles:
            tile.go.connect(self.go)
        self._columns = 0
        self._lay()
        self.page.verticalScrollBar().setValue(place)

    def _lay(self) -> None:
        width = self.width()
        columns = 3 if width >= WIDE else 2 if width >= MIDDLE else 1
        if columns == self._columns or not self.tiles:
            return
        self._columns = columns
        while self.page.body.count() > 2:
            item = self.page.body.takeAt(2)
            if item is not None and (old := item.widget()) is not None:
                for tile in self.tiles:
                    if old.isAncestorOf(tile):
                        tile.setParent(None)
                old.deleteLater()
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        for at, tile in enumerate(self.tiles):
            row, column = divmod(at, columns)
            grid.addWidget(tile, row * 2, column * 2)
            if column:
                grid.addWidget(upright(), row * 2, column * 2 - 1)
            if column == columns - 1 and at < len(self.tiles) - 1:
                grid.addWidget(hairline(), row * 2 + 1, 0, 1, columns * 2 - 1)
            tile.show()
        for column, share in zip(range(columns), (8, 10, 10), strict=False):
            grid.setColumnStretch(column * 2, share)
        self.page.body.addWidget(body, 1)

    def _show_fixes(self, _name: str, found: Any) -> None:
        summary = self._summary
        tile = next((tile for tile in self.tiles if isinstance(tile, GapsTile)), None)
        if (
            tile is None
            or summary is None
            or [said for said, _ in found] != list(self.brief.gaps if self.brief else ())
        ):
            return

        def speak(fix: Fix) -> str:
            with i18n.speaking(summary.lang):
                return fix.say(i18n.render, summary.voice)

        offered = [(said, None if fix and fix.command and self._desk.read_only else fix) for said, fix in found]
        tile.show_fixes(offered, speak)

    # ---- doing

    def take_snapshot(self) -> None:
        """Keep how the plan stands today."""
        self._desk.run(snapshots.take, today=self._desk.today(), done=self._kept, failed=self._refused)

    def _kept(self, _id: int) -> None:
        self.message.emit(tr("Snapshot taken. Gaps shows what has changed since."))

    def _fix(self, _said: Said, fix: Fix) -> None:
        if fix.command:
            self._desk.run(fixes.fix, command=fix.command, values=fix.values, failed=self._refused)
        else:
            self.go.emit(*place_of(fix.jump, fix.ids))

    def _refused(self, error: UserError) -> None:
        self.message.emit(error.sentence())

    # ---- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()


def _today(summary: Summary) -> str:
    """Return the day, and what has changed since the last snapshot."""
    said = i18n.day(summary.today)
    if summary.since is None or (summary.since.day >= summary.today and not (summary.since.new or summary.since.gone)):
        return said
    since = summary.since
    changed = tr("since {day}: {new} new, {gone} solved", day=i18n.short_day(since.day), new=since.new, gone=since.gone)
    return f"{said} · {changed}"


class _Headline(QWidget):
    """The plan in one or two sentences; bad news in its colour, and told first to those who listen."""

    def __init__(self, told: Brief) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(2)
        good = i18n.sentences(*(text for text, bad in told.headline if not bad))
        worse = i18n.sentences(*(text for text, bad in told.headline if bad))
        for text, tone in ((good, "text"), (worse, "gapText")):
            if text:
                column.addWidget(Label(text, "title", tone, wrap=True))


class _Fixes:
    """Looks for the best way to settle each gap that is shown."""

    def __init__(self, summary: Summary, gaps: tuple[Said, ...]) -> None:
        self._summary, self._gaps = summary, gaps

    def __call__(self) -> list[tuple[Said, Fix | None]]:
        summary = self._summary
        return [(said, next(iter(fixes_of(summary.plan, said.finding, summary.today)), None)) for said in self._gaps]
