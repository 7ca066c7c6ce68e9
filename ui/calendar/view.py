"""The map's calendar: timeline, month and week over the same placements; it draws, and asks for commands."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from b2bdesk import i18n
from b2bdesk.i18n import tr
from b2bdesk.insight.capacity import Conflict, ConflictKind
from b2bdesk.insight.dates import add_months, month_of
from b2bdesk.queries import calendar as query
from b2bdesk.queries import rosters
from b2bdesk.queries.board_counting import Kept
from b2bdesk.queries.board_values import BoardFilter, Key
from b2bdesk.queries.calendar import By, RowKey
from b2bdesk.queries.calendar_counting import CalendarCounting
from ui.calendar.acts import CalendarActs
from ui.calendar.adding import Adding
from ui.calendar.canvas import Canvas
from ui.calendar.days import Days
from ui.calendar.foot import Foot
from ui.calendar.load import Loader
from ui.calendar.loose import found_days, Loose
from ui.calendar.repeating import RepeatPanel
from ui.calendar.scale import SCALES, zoomed, ZOOMS
from ui.calendar.state import Drag, Loaded
from ui.calendar.telling import Telling
from ui.calendar.timeline import Timeline
from ui.calendar.tools import CalendarTools
from ui.calendar.tray import Tray
from ui.calendar.words import conflict_words, full_span, week_of
from ui.grid.acts import today_of
from ui.kit.empty_state import EmptyState


class CalendarView(QWidget):
    """See `ui.grid.views.MapView` for what the room expects of it."""

    key = "calendar"
    selection_changed = Signal()
    verb = Signal(str)
    menu_asked = Signal(QPoint)
    message = Signal(str)

    def __init__(self, desk: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.where, self.warned = BoardFilter(), frozenset[int]()
        self.way, self.by = "timeline", By.CHANNEL
        self.kept: Kept | None = None
        self.day = self.today()
        self.repeat_panel: RepeatPanel | None = None
        self.timeline, self.days = Timeline(self), Days(self)
        self.tray, self.foot, self.controls = Tray(self), Foot(self), CalendarTools(self)
        self.loader, self.acts = Loader(self), CalendarActs(self)
        self._empty: EmptyState | None = None
        self.adding, self.loose, self.telling = Adding(self), Loose(self, self.tray), Telling(self)
        self._read_only = False
        self._verbs = self._own_verbs()
        self.read_only = bool(getattr(desk, "read_only", False))
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.timeline)
        self.stack.addWidget(self.days)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.stack, 1)
        middle.addWidget(self.tray)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(middle, 1)
        column.addWidget(self.foot)
        self.tray.hide()
        self.setFocusProxy(self.stack)
        self.stack.setFocusProxy(self.timeline)

    def _listen(self) -> None:
        for canvas in (self.timeline, self.days):
            canvas.judge = self.acts.judge
            canvas.judge_pieces = self.acts.outlook_of_pieces
            canvas.tip_of = self.telling.tip
            canvas.over_tray = self.loose.over
            canvas.chosen_changed.connect(self._on_chosen)
            canvas.verb.connect(self.on_verb)
            canvas.menu_asked.connect(self.menu_asked)
            canvas.message.connect(self.message)
            canvas.dropped.connect(self._on_dropped)
            canvas.pieces_dropped.connect(self.adding.place_pieces)
            canvas.nudged.connect(self.acts.nudge)
            canvas.add_asked.connect(self.adding.open)
            canvas.day_asked.connect(self.show_day)
            canvas.unfold_asked.connect(self._unfold)
            canvas.zoom_asked.connect(self.zoom)
            canvas.step_asked.connect(self._step_on)
            canvas.scrolled.connect(self.loader.on_scrolled)
        self.controls.way_picked.connect(self.set_way)
        self.controls.rows_picked.connect(self.set_rows)
        self.controls.verb.connect(self.on_verb)
        self.foot.conflict_chosen.connect(self.go_conflict)

    def _own_verbs(self) -> dict[str, Callable[[], object]]:
        scales = {f"scale_{key}": partial(self._set_scale, per_day) for key, per_day in SCALES.items()}
        return {
            "add": self.adding.open,
            "earlier": partial(self.step, -1),
            "later": partial(self.step, 1),
            "today": partial(self.step, 0),
            "zoom_in": partial(self.zoom, 1),
            "zoom_out": partial(self.zoom, -1),
            "repeat": self.open_repeat,
            "choose_following": self.acts.choose_following,
            "unschedule": self.acts.unschedule,
            "schedule": self.loose.give_date,
            "choose_all": self._choose_all,
            "export_ics": self.export_ics,
            "tray": self.loose.toggle,
            **scales,
        }

    # ---- what the room asks

    def join(self, room: Any) -> None:
        """Share what the room keeps of what was read."""
        self.kept = room.kept

    def memory(self, session: Any) -> CalendarCounting | None:
        """Return what answers for a large plan."""
        return query.memory_of(session, self.where, self.kept, rosters.of(self.desk.ws, session))

    @property
    def read_only(self) -> bool:
        """Whether the plan may not be changed."""
        return self._read_only

    @read_only.setter
    def read_only(self, on: bool) -> None:
        self._read_only = on
        self.timeline.read_only = self.days.read_only = self.tray.list.read_only = on

    def show_plan(self, where: BoardFilter, warned: frozenset[int]) -> None:
        """Load and show what the filters let through."""
        self.where, self.warned = where, warned
        self._load_all()

    def chosen(self) -> frozenset[int]:
        """Return the ids of the chosen placements."""
        return self.tray.chosen() or self.canvas.choice.ids

    def choose(self, ids: Iterable[int]) -> None:
        """Choose placements and bring the first of them into sight."""
        wanted = list(ids)
        starts = found_days(self, wanted)
        dated = {one: day for one, day in starts.items() if day is not None}
        if dated:
            self.tray.choose(())
            self._go_day(min(dated.values()))
            self.canvas.choose_ids(self.canvas.shown_ids() & dated.keys())
            self.canvas.show_bar(self.canvas.choice.focus)
        elif starts:
            self.loose.choose(wanted)

    def choose_one(self, placement: int) -> None:
        """Choose what a command has just made, once it is shown."""
        QTimer.singleShot(0, partial(self.choose, [placement]))

    def current_cell(self) -> Key | None:
        """Return stage and channel of the bar the keyboard is on."""
        bar = self.canvas.bar(self.canvas.choice.focus)
        return (bar.stage_id, bar.channel_id) if bar is not None else None

    def go(self, key: Key) -> None:
        """Bring the first bar of a cell into sight, or at least the channel's row."""
        bars = [bar for bar in self.loaded.span.bars if (bar.stage_id, bar.channel_id) == key]
        if bars:
            bar = min(bars, key=lambda bar: bar.start or date.max)
            self._go_day(bar.start or self.today())
            self.canvas.choose_bar(bar)
            self.canvas.show_bar(bar.id)
        elif self.by is By.CHANNEL and self.on_timeline:
            self.canvas.choose_place(key[1], self.today())
            self.canvas.show_day(self.today())

    def do(self, verb: str) -> bool:
        """Do a verb that is the calendar's own; tell whether it was."""
        if verb not in self._verbs:
            return False
        self._verbs[verb]()
        return True

    def tools(self) -> QWidget | None:
        """Return the controls that stand first in the filter row."""
        return self.controls

    def counts(self) -> tuple[int, int]:
        """Return how many of the shown placements count, and how many there are in the plan."""
        return self.loader.counts

    def set_single_letters(self, on: bool) -> None:
        """Say whether letters act by themselves."""
        self.timeline.keys.single_letters = self.days.keys.single_letters = on

    # ---- what its parts ask

    @property
    def loaded(self) -> Loaded:
        """What the plan holds, as far as it is shown."""
        return self.loader.loaded

    @property
    def on_timeline(self) -> bool:
        """Whether the timeline is shown, not days."""
        return self.way == "timeline"

    @property
    def canvas(self) -> Canvas:
        """What is in sight: the timeline, or month and week."""
        return self.timeline if self.on_timeline else self.days

    def today(self) -> date:
        """Return the day."""
        return today_of(self.desk)

    def lang(self) -> str:
        """Return the language now spoken."""
        return str(i18n.language())

    def say(self, sentence: str) -> None:
        """Say one sentence in the status bar."""
        self.message.emit(sentence)

    def refuse_writing(self) -> bool:
        """Say that nothing can be changed, where that is so."""
        if self.read_only:
            self.say(tr("This plan is open read-only; nothing was changed."))
        return self.read_only

    def sight(self) -> tuple[date, date]:
        """Return the first and the last day in sight."""
        return self.timeline.sight() if self.on_timeline else (self.days.first, self.days.last)

    def say_sight(self) -> None:
        """Say below what is in sight."""
        self.foot.show_facts(self.telling.sight())

    def on_verb(self, verb: str) -> None:
        """Do what a key or a button says, here or in the room."""
        if not self.do(verb):
            self.verb.emit(verb)

    def _load_all(self) -> None:
        self.loader.load_all()
        self.loose.load()
        self._say_empty()

    def _say_empty(self) -> None:
        """Say what to do while nothing is placed at all."""
        if self.counts()[1]:
            if self._empty is not None:
                self._empty.hide()
            return
        if self._empty is None:
            said = tr(
                "What is placed on the board or the sheet and has a date stands here. Begin with a piece of content."
            )
            self._empty = EmptyState(
                "calendar-days", tr("Nothing is placed yet"), said, tr("Add a piece"), framed=False
            )
            self._empty.setParent(self.stack)
            self._empty.stepped.connect(partial(self.verb.emit, "new_piece"))
        self._place_empty()
        self._empty.show()
        self._empty.raise_()

    def _place_empty(self) -> None:
        if self._empty is not None:
            size = self._empty.sizeHint()
            self._empty.resize(size)
            self._empty.move((self.stack.width() - size.width()) // 2, (self.stack.height() - size.height()) // 2)

    def _on_chosen(self) -> None:
        canvas = self.canvas
        if canvas.choice.ids:
            self.tray.choose(())
        bar, day = canvas.bar(canvas.choice.focus), canvas.choice.day
        said = ", ".join(self.telling.lines_of(bar)) if bar else full_span(day, None) if day else ""
        canvas.setAccessibleDescription(said)
        self.selection_changed.emit()

    def _on_dropped(self, drag: Drag) -> None:
        self.tray.set_target(False)
        self.acts.drop(drag)

    def _choose_all(self) -> None:
        self.canvas.choose_ids(self.canvas.shown_ids())

    # ---- ways to look

    def set_way(self, way: str) -> None:
        """Look at the timeline, a month or a week; the place stays."""
        if way == self.way:
            return
        choice, had_focus = self.canvas.choice, self.canvas.hasFocus()
        before = self._day_of_choice() or self._middle()
        self.adding.close()
        self.way = way
        self.controls.show_way(way)
        self.stack.setCurrentWidget(self.canvas)
        self.stack.setFocusProxy(self.canvas)
        self._show_days(before)
        self._load_all()
        if self.on_timeline:
            self.timeline.show_day(before)
        if choice.ids:
            self.canvas.choose_ids(choice.ids & self.canvas.shown_ids())
        if had_focus:
            self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _day_of_choice(self) -> date | None:
        """Return the current day, or the first one of what is chosen if that lies elsewhere: it may have been moved."""
        day = self.canvas.choice.day
        bars = [bar for bar in map(self.canvas.bar, self.canvas.choice.ids) if bar is not None]
        spans = [(bar.start, bar.end) for bar in bars if bar.start is not None]
        if not spans or (day is not None and any(start <= day <= (end or day) for start, end in spans)):
            return day
        return min(start for start, _end in spans)

    def _middle(self) -> date:
        """Return today where it is in sight, else the middle of what is."""
        first, last = self.sight()
        return self.today() if first <= self.today() <= last else first + (last - first) / 2

    def set_rows(self, by: By) -> None:
        """Show other rows."""
        self.by = by
        self.controls.show_rows(by)
        self.loaded.unfolded = frozenset()
        self._load_all()

    def _show_days(self, day: date) -> None:
        """Set the month or the week that holds a day."""
        self.day = day
        if self.way == "month":
            first = week_of(month_of(day))
            after = add_months(month_of(day), 1)
            self.days.set_days(first, -(-(after - first).days // 7), month_of(day))
        elif self.way == "week":
            self.days.set_days(week_of(day), 1, None)
        self.controls.show_title(self.telling.days())
        self.days.setAccessibleName(tr("Week") if self.way == "week" else tr("Month"))

    def step(self, by: int) -> None:
        """Go to what was before (-1), to today (0) or to what comes after (1)."""
        if not self.on_timeline:
            month, week = add_months(month_of(self.day), by), self.day + timedelta(days=7 * by)
            self._show_days(self.today() if by == 0 else month if self.way == "month" else week)
            self.loader.load_sight(anew=True)
        elif by == 0:
            self.timeline.show_today()
        else:
            first, last = self.timeline.sight()
            self.timeline.show_from(first + by * max(timedelta(days=1), (last - first) * 3 // 4))

    def _step_on(self, by: int) -> None:
        """Follow the keyboard out of sight."""
        wanted = self.days.day_wanted
        if wanted is not None and not self.on_timeline:
            self._show_days(wanted)
            self.loader.load_sight(anew=True)
        else:
            self.step(by)

    def show_day(self, day: date) -> None:
        """Show all of a day: its week."""
        self.canvas.choose_place(None, day)
        self.set_way("week")
        self._show_days(day)
        self.loader.load_sight(anew=True)

    def _go_day(self, day: date) -> None:
        """Bring a day into sight."""
        first, last = self.sight()
        if self.on_timeline:
            if not first <= day <= last:
                self.timeline.show_from(day - (last - first) // 4)
            self.loader.load_sight()
        elif not first <= day <= last:
            self._show_days(day)
            self.loader.load_sight(anew=True)

    def zoom(self, step: int, x: float | None = None) -> None:
        """Show days larger or smaller; a month becomes a week and back."""
        if self.on_timeline:
            self.timeline.set_zoom(zoomed(self.timeline.per_day, step), x)
            self.loader.load_zoomed()
        else:
            self.set_way("week" if step > 0 else "month")

    def _set_scale(self, per_day: float) -> None:
        self.timeline.set_zoom(per_day)
        self.loader.load_zoomed()

    def _unfold(self, row: RowKey) -> None:
        self.loaded.unfolded ^= {row}
        self.canvas.set_loaded(self.loaded)

    def state(self) -> dict[str, Any]:
        """Return the place a person is at, to be kept."""
        return {
            "way": self.way,
            "by": str(self.by),
            "per_day": self.timeline.per_day,
            "day": (self.timeline.left_day() if self.on_timeline else self.day).isoformat(),
        }

    def restore(self, state: Any) -> None:
        """Go back to a kept place; what cannot be read is left."""
        try:
            way, by, per_day = str(state["way"]), By(state["by"]), float(state["per_day"])
            day = date.fromisoformat(state["day"])
        except (KeyError, TypeError, ValueError):
            return
        self.loader.placed = True
        self.timeline.set_zoom(min(max(per_day, ZOOMS[0]), ZOOMS[-1]))
        self.by = by
        self.controls.show_rows(by)
        if way in ("month", "week"):
            self.set_way(way)
            self._show_days(day)
        self._load_all()
        if self.on_timeline:
            self.timeline.show_from(day)

    # ---- more acts

    def go_conflict(self, conflict: Conflict) -> None:
        """Go to where something does not fit."""
        if conflict.kind is ConflictKind.WINDOW:
            self.choose([int(conflict.key)])
            return
        rows = By.CHANNEL if conflict.kind is ConflictKind.CHANNEL else By.OWNER
        if self.by is not rows and self.on_timeline:
            self.set_rows(rows)
        self._go_day(conflict.month)
        bars = [bar for bar in self.loaded.span.bars if conflict in self.loaded.conflicts_of(bar)]
        self.canvas.choose_ids(bar.id for bar in bars)
        if self.canvas.choice.focus:
            self.canvas.show_bar(self.canvas.choice.focus)
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self.say(conflict_words(conflict))

    def open_repeat(self) -> None:
        """Ask how often to repeat the chosen placement."""
        ids = self.chosen()
        bar = self.canvas.bar(next(iter(ids))) if len(ids) == 1 else None
        if bar is None or bar.start is None:
            self.say(tr("Choose one bar with a date to repeat it."))
            return
        if self.refuse_writing():
            return
        self.repeat_panel = panel = RepeatPanel(bar.code, bar.start, self.loaded.year.plan_end, self)
        panel.asked.connect(partial(self.acts.repeat, bar.id))
        anchor = QWidget(self.canvas.viewport())
        anchor.setGeometry(self.canvas.rect_of(bar.id, bar.row))
        panel.closed.connect(anchor.deleteLater)
        panel.open_below(anchor)
        panel.every.setFocus(Qt.FocusReason.OtherFocusReason)

    def export_ics(self) -> None:
        """Ask where, and write the calendar there."""
        here = Path(str(getattr(self.desk, "path", "") or "plan")).with_suffix(".ics")
        kind = f"{tr('Calendar')} (*.ics)"
        name, _ = QFileDialog.getSaveFileName(self, tr("Export calendar"), str(here), kind)
        if name:
            self.acts.write_ics(Path(name))

    # ---- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_empty()
