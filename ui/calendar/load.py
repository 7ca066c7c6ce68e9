"""What the calendar reads: everything after an edit, only the days in sight while a large plan is scrolled."""

from datetime import date, timedelta
from functools import partial
from typing import Any, Final, TYPE_CHECKING

from PySide6.QtCore import QTimer

from b2bdesk.insight.dates import add_months, month_of
from b2bdesk.queries import calendar as query
from b2bdesk.queries import months as months_query
from b2bdesk.queries.calendar import By, DAY, DECADE, MONTH
from b2bdesk.queries.labels import Labels
from ui.calendar.state import Loaded

if TYPE_CHECKING:
    from ui.calendar.view import CalendarView

WHOLE: Final = 2500
"""Up to so many dated placements all are loaded at once, and nothing is read while scrolling."""
MOST_BARS: Final = 1600
MOST_OF_A_DAY: Final = 60
MOST_IN_A_MONTH: Final = 12
AROUND_MONTHS: Final = 2
LATER_MS: Final = 120
LEAST_AROUND: Final = 7
LENGTHS: Final = {DAY: 1, DECADE: 10, MONTH: 30}
"""How many days a stretch has, about."""
DAYS_ARE_WIDE, DAYS_ARE_NARROW = 18, 4


class Loader:
    """Reads for one calendar."""

    def __init__(self, view: "CalendarView") -> None:
        self.view = view
        self.loaded = Loaded(today=view.today())
        self.counts = (0, 0)
        self.statuses: dict[str, str] = {}
        self.placed = False
        self._seen = (date.min, date.min)
        self._whole = True
        self._soon = QTimer(view)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.load_sight)
        self._later = QTimer(view)
        self._later.setSingleShot(True)
        self._later.setInterval(LATER_MS)
        self._later.timeout.connect(self._show_sums)

    @property
    def busy(self) -> bool:
        """Whether something is still to be read."""
        return self._soon.isActive() or self._later.isActive()

    def load_all(self) -> None:
        """Read everything anew."""
        view, loaded = self.view, self.loaded
        loaded.today, loaded.by = view.today(), view.by if view.on_timeline else By.NONE
        if self._whole:
            self._load_sums()
            self._whole = sum(month.n for month in loaded.year.months) <= WHOLE
        else:
            self._later.start()  # bars first: the sums of a large plan take longer than a person likes to wait
        loaded.rows, bounds, self.counts, loaded.names, self.statuses = view.desk.read(self._ask_all)
        first = add_months(month_of(bounds[0]), -AROUND_MONTHS)
        last = add_months(month_of(bounds[1]), AROUND_MONTHS + 1) - timedelta(days=1)
        view.timeline.set_range(first, last)
        self.load_sight(anew=True)

    def _load_sums(self) -> None:
        self._later.stop()
        self.loaded.take_year(self.view.desk.read(self._ask_year))
        self.view.foot.show_conflicts(self.loaded.year.conflicts)

    def _show_sums(self) -> None:
        """Show the sums under bars that are there already: they are laid out anew only where they bear other marks."""
        loaded = self.loaded
        before = loaded.full.keys(), loaded.outside.keys()
        self._load_sums()
        if (loaded.full.keys(), loaded.outside.keys()) == before:
            self.view.canvas.update_sums()
        else:
            self.view.canvas.set_loaded(loaded)

    def load_sight(self, *, anew: bool = False) -> None:
        """Read the bars in sight, unless they are there."""
        self._soon.stop()
        view = self.view
        self._place()
        first, last = view.sight()
        known = self.loaded.span
        if anew or first < known.first or last > known.last:
            wanted = self._wanted()
            self.loaded.span = view.desk.read(partial(self._ask_span, *wanted))
            if not view.on_timeline:
                self.loaded.days = view.desk.read(partial(self._ask_days, *wanted))
            view.canvas.set_loaded(self.loaded)
        view.say_sight()

    def load_zoomed(self) -> None:
        """Read after the zoom has changed; a small plan is there as a whole."""
        self.load_sight(anew=not self._whole)

    def on_scrolled(self) -> None:
        """Read soon what has come into sight, once for several steps."""
        if not self.loaded.rows:
            return
        first, last = self.view.sight()
        if (first, last) == self._seen and self.placed:
            return  # only rows have moved
        self._seen = first, last
        if self.placed and self.loaded.span.first <= first and last <= self.loaded.span.last:
            self.view.say_sight()
        elif not self._soon.isActive():
            self._soon.start(0)

    def _place(self) -> None:
        """Begin where today is, as soon as there is room to be seen in."""
        timeline = self.view.timeline
        if not self.placed and self.loaded.rows and self.view.isVisible() and timeline.area().width() > 0:
            self.placed = True
            timeline.loaded = self.loaded
            timeline.relayout()
            timeline.show_today()

    def _ask_all(self, session: Any) -> tuple[Any, ...]:
        view = self.view
        lang, by = view.lang(), view.by if view.on_timeline else By.NONE
        memory = view.memory(session)
        return (
            query.rows(session, by, view.where, lang=lang, memory=memory),
            query.bounds(session, memory=memory),
            query.counted_and_all(session, view.where, memory=memory),
            query.channel_names(session, lang),
            dict(Labels(session, lang).choices("placement_status")),
        )

    def _ask_year(self, session: Any) -> months_query.Year:
        view = self.view
        return months_query.year(session, view.today(), view.where, lang=view.lang(), memory=view.memory(session))

    def _wanted(self) -> tuple[date, date]:
        view = self.view
        if not view.on_timeline:
            return view.days.first, view.days.last
        if self._whole:
            return view.timeline.first, view.timeline.last
        first, last = view.timeline.sight()
        around = timedelta(days=max(LEAST_AROUND, (last - first).days // 3))
        return first - around, last + around

    def _ask_span(self, first: date, last: date, session: Any) -> query.Span:
        view = self.view
        by, most, stretch = view.by if view.on_timeline else By.NONE, WHOLE, DAY
        if not self._whole and view.on_timeline:
            per_day = view.timeline.per_day
            stretch = DAY if per_day >= DAYS_ARE_WIDE else DECADE if per_day >= DAYS_ARE_NARROW else MONTH
            parts = max(1, (last - first).days // LENGTHS[stretch])
            most = max(1, min(MOST_IN_A_MONTH, MOST_BARS // max(1, parts * len(self.loaded.rows))))
        elif not self._whole:
            most = MOST_OF_A_DAY if view.days.weeks == 1 else MOST_IN_A_MONTH
        return query.span(
            session,
            by,
            first,
            last,
            view.where,
            most=most,
            stretch=stretch,
            warned=view.warned,
            memory=view.memory(session),
        )

    def _ask_days(self, first: date, last: date, session: Any) -> dict[date, int]:
        view = self.view
        return query.day_counts(session, first, last, view.where, memory=view.memory(session))
