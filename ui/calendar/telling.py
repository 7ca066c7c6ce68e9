"""What the calendar says in words: tooltips, what a bar is, what is in sight."""

from datetime import date
from typing import TYPE_CHECKING

from b2bdesk.i18n import day as day_words
from b2bdesk.i18n import tr, trn
from b2bdesk.insight.capacity import ConflictKind
from b2bdesk.queries.calendar import Bar, By
from ui.calendar.state import Hit, Part
from ui.calendar.words import conflict_words, full_span, month_name, short_day

if TYPE_CHECKING:
    from ui.calendar.view import CalendarView


class Telling:
    """Speaks for one calendar."""

    def __init__(self, view: "CalendarView") -> None:
        self.view = view

    def sight(self) -> str:
        """Return what is in sight and how many placements lie there."""
        first, last = self.view.sight()
        month = self.view.days.month if not self.view.on_timeline else None
        shown = f"{day_words(first)} – {day_words(last)}" if month is None else month_name(month, with_year=True)
        span = self.view.loaded.span
        n = len({bar.id for bar in span.bars if _touches(bar, first, last)})
        many = trn("{n} placement drawn", "{n} placements drawn", n) if span.hidden else ""
        return f"{shown}  ·  {many or trn('{n} placement', '{n} placements', n)}"

    def days(self) -> str:
        """Return the name of the month or week that is shown."""
        days = self.view.days
        if days.month is not None:
            return month_name(days.month, with_year=True)
        return f"{short_day(days.first)} – {short_day(days.last)}"

    def tip(self, hit: Hit) -> str:
        """Return what a tooltip says."""
        if hit.part is Part.HEAD:
            return self._row_tip(hit)
        if hit.part is Part.FOLD:
            return tr("Live without an end date. Click shows them one by one, or folds them again.")
        return "\n".join(self.lines_of(hit.bar)) if hit.bar is not None else ""

    def _row_tip(self, hit: Hit) -> str:
        loaded = self.view.loaded
        if loaded.by is not By.CHANNEL:
            return ""
        found = [c for c in loaded.year.conflicts if c.kind is ConflictKind.CHANNEL and c.key == hit.row]
        return "\n".join(map(conflict_words, found))

    def lines_of(self, bar: Bar) -> list[str]:
        """Return what is said of a bar, conflicts included."""
        loaded = self.view.loaded
        status = self.view.loader.statuses.get(bar.status, bar.status)
        channel = loaded.names.get(bar.channel_id, "")
        lines = [f"{bar.code} {bar.title}", f"{channel} · {status}", full_span(bar.start, bar.end, goes_on=bar.open)]
        if bar.series:
            lines.append(tr("One of a series: L chooses it and all later ones."))
        return [*lines, *map(conflict_words, loaded.conflicts_of(bar))]


def _touches(bar: Bar, first: date, last: date) -> bool:
    return bar.start is not None and bar.start <= last and (bar.open or bar.last >= first)
