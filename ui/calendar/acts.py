"""What can be done in the calendar: each asks for one command, and beforehand whether it would be refused."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any, TYPE_CHECKING

from b2bdesk.commands import schedule, shifting
from b2bdesk.commands.consequences import Outlook
from b2bdesk.errors import UserError
from b2bdesk.i18n import tr, trn
from b2bdesk.queries.calendar import By, RowKey
from ui.calendar.state import Drag, Part
from ui.calendar.timeline_paint import row_words
from ui.calendar.words import dated_day, length_words, shift_words, span_words
from ui.kit.foretold import Foretold, foretold

if TYPE_CHECKING:
    from ui.calendar.view import CalendarView

COLUMNS = {By.CHANNEL: "channel_id", By.OWNER: "owner", By.CAMPAIGN: "campaign_id"}


class CalendarActs:
    """The acts of one calendar."""

    def __init__(self, view: "CalendarView") -> None:
        self.view, self.desk = view, view.desk

    def run(self, command: Callable[..., Any], done: Callable[[Any], object] | None = None, **facts: Any) -> None:
        """Ask for a command; what goes wrong is told in one sentence."""
        if self.view.refuse_writing():
            return
        self.desk.run(command, done=done, failed=self._refused, **facts)

    def _refused(self, error: UserError) -> None:
        self.view.say(error.sentence())

    # ---- dragging

    def judge(self, drag: Drag) -> Foretold:
        """Return what letting go would do, or why it would be refused."""
        if drag.following:
            drag.ids = tuple(self.desk.read(partial(schedule.following, id=drag.bar.id)))
            drag.following = False
        return foretold(self._promise(drag), self._outlook(drag), "calendar-range")

    def _outlook(self, drag: Drag) -> Outlook:
        """Return what would come of letting go."""
        facts: dict[str, Any] = {"today": self.view.today(), "lang": self.view.lang(), "ids": drag.ids}
        found = Outlook()
        if drag.to_tray:
            found = self.desk.read(partial(shifting.outlook_on, day=None, **facts))
        elif drag.from_tray:
            day = drag.anchor + timedelta(days=drag.days)
            found = self.desk.read(partial(shifting.outlook_on, day=day, values=self._values(drag), **facts))
        elif drag.changes:
            facts |= self._shift(drag) | {"values": self._values(drag)}
            found = self.desk.read(partial(shifting.outlook, **facts))
        return found

    def outlook_of_pieces(self, contents: list[int], day: date, row: RowKey | None) -> Foretold:
        """Return what placing pieces on a day would do."""
        values = self.row_values(row)
        today, lang = self.view.today(), self.view.lang()
        ask = partial(shifting.outlook_on, contents=contents, day=day, values=values, today=today, lang=lang)
        found = self.desk.read(ask)
        line = next((line for line in self.view.loaded.rows if values and line.key == row), None)
        place = [row_words(line.key, line.name, self.view.loaded.by)] if line else []
        return foretold(" · ".join([dated_day(day), *place]), found, "plus")

    def _shift(self, drag: Drag) -> dict[str, int]:
        return {
            "start": drag.days if drag.part is not Part.END else 0,
            "end": drag.days if drag.part is not Part.START else 0,
        }

    def _values(self, drag: Drag) -> Mapping[str, Any]:
        moved = drag.part is Part.BAR and drag.row is not None and drag.row != drag.bar.row
        if not moved and not drag.from_tray:
            return {}
        values = self.row_values(drag.row)
        return values | {"instead": drag.bar.row} if moved and "persona" in values else values

    def row_values(self, row: RowKey | None) -> dict[str, Any]:
        """Return what a placement gets that is put into a row."""
        loaded = self.view.loaded
        if loaded.by is By.PERSONA and row is not None and self.view.on_timeline:
            return {"persona": row}
        if row is None or loaded.by not in COLUMNS or loaded.by is By.NONE or not self.view.on_timeline:
            return {}
        return {COLUMNS[loaded.by]: (row or None) if loaded.by is By.CAMPAIGN else row}

    def _promise(self, drag: Drag) -> str:
        """Return the new dates, and the new row if there is one."""
        if drag.to_tray:
            return trn("Take {n} date away", "Take {n} dates away", len(drag.ids))
        words = dated_day(drag.anchor + timedelta(days=drag.days)) if drag.from_tray else self._dates(drag)
        row = self._row_name(drag)
        return f"{words} · {row}" if row else words

    def _row_name(self, drag: Drag) -> str:
        if not self._values(drag):
            return ""
        by = self.view.loaded.by
        names = {row.key: row_words(row.key, row.name, by) for row in self.view.loaded.rows}
        new, old = names.get(drag.row or 0, ""), names.get(drag.bar.row, "")
        swapped = by is By.PERSONA and drag.row and drag.bar.row and not drag.from_tray
        return tr("{new} instead of {old}", new=new, old=old) if swapped else new

    def _dates(self, drag: Drag) -> str:
        if len(drag.ids) > 1:
            placements = trn("{n} placement", "{n} placements", len(drag.ids))
            return f"{placements} · {shift_words(drag.days)}"
        shift, bar = self._shift(drag), drag.bar
        start = (bar.start or drag.anchor) + timedelta(days=shift["start"])
        end = (bar.end or bar.start or drag.anchor) + timedelta(days=shift["end"])
        if drag.part is Part.BAR:
            return span_words(start, end if bar.end else None)
        return f"{span_words(start, end)} · {length_words((end - start).days + 1)}"

    def drop(self, drag: Drag) -> None:
        """Carry out what letting go promised."""
        today, ids = self.view.today(), list(drag.ids)
        if drag.to_tray:
            self.run(schedule.unschedule, ids=ids)
        elif drag.from_tray:
            day = drag.anchor + timedelta(days=drag.days)
            self.run(schedule.set_dates, ids=ids, start=day, values=self._values(drag), today=today)
        elif drag.part is Part.BAR:
            self.run(schedule.move, ids=ids, days=drag.days, values=self._values(drag), today=today)
        else:
            shift = self._shift(drag)
            self.run(schedule.resize, ids=ids, start=shift["start"], end=shift["end"], today=today)

    # ---- by keyboard

    def nudge(self, start: int, end: int) -> None:
        """Move what is chosen by days, or only its last day."""
        ids, today = sorted(self.view.chosen()), self.view.today()
        if start == end:
            self.run(schedule.move, ids=ids, days=start, today=today)
        else:
            self.run(schedule.resize, ids=ids, start=start, end=end, today=today)

    def unschedule(self) -> None:
        """Take the dates of what is chosen away."""
        if ids := self._chosen():
            self.run(schedule.unschedule, ids=ids)

    def give_date(self, day: date, row: RowKey | None) -> None:
        """Give what is chosen in the tray a day."""
        ids = sorted(self.view.tray.chosen())
        if ids:
            today = self.view.today()
            self.run(schedule.set_dates, ids=ids, start=day, values=self.row_values(row), today=today)

    def place(self, text: str, day: date, channel: int, values: Mapping[str, Any]) -> None:
        """Place a piece by code or title."""
        self.run(schedule.place, self.view.choose_one, text=text, day=day, channel=channel, values=values)

    def place_pieces(self, contents: list[int], day: date, channel: int, values: Mapping[str, Any]) -> None:
        """Place pieces that were dropped on a day."""
        self.run(schedule.place_pieces, self._choose_first, contents=contents, day=day, channel=channel, values=values)

    def _choose_first(self, ids: list[int]) -> None:
        self.view.choose_one(ids[0])

    def repeat(self, placement: int, facts: Mapping[str, Any]) -> None:
        """Place again and again."""
        self.run(schedule.repeat, self._say_made, id=placement, **facts)

    def _say_made(self, ids: list[int]) -> None:
        self.view.say(trn("{n} placement was added.", "{n} placements were added.", len(ids)))

    def choose_following(self) -> None:
        """Choose this and all later ones of its series, so that they move and change together."""
        ids = self._chosen()
        if not ids:
            return
        found = self.desk.read(partial(schedule.following, id=self.view.canvas.choice.focus or ids[0]))
        self.view.canvas.choose_ids(found)
        if len(found) > 1:
            self.view.say(trn("{n} placement of the series is chosen.", "{n} of the series are chosen.", len(found)))
        else:
            self.view.say(tr("No later one belongs to this. R repeats it."))

    def write_ics(self, target: Path) -> None:
        """Write the calendar file as a job."""
        from ui.export.work import CALENDAR, Order, write

        order = Order(CALENDAR, target, self.view.lang(), self.view.today())
        work = partial(write, self.desk.open_workspace, order)
        self.desk.run_job(work, tr("Exporting"), done=self._say_written, failed=self._refused)

    def _say_written(self, done: Any) -> None:
        self.view.say(tr("Wrote {path}", path=str(done.path)))

    def _chosen(self) -> list[int]:
        ids = sorted(self.view.chosen())
        if not ids:
            self.view.say(tr("Choose a bar first: arrows go from one to the next."))
        return ids
