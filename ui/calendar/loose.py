"""The tray at work: what it shows, what is dragged from it onto a day, what is dropped into it."""

from datetime import date
from functools import partial
from typing import Any, TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt

from b2bdesk.queries import calendar as query
from b2bdesk.queries.calendar import Bar
from ui.calendar.state import Drag, Hit, Part
from ui.calendar.tray import Tray

if TYPE_CHECKING:
    from ui.calendar.view import CalendarView


class Loose:
    """Moves between one calendar and its tray."""

    def __init__(self, view: "CalendarView", tray: Tray) -> None:
        self.view, self.tray = view, tray
        self.wanted: bool | None = None
        """Whether a person wants to see the tray; None: when it holds something."""
        self._n = 0
        self._text = ""
        self._carried: Drag | None = None
        view.foot.tray_toggled.connect(self.toggle)
        tray.closed.connect(self.toggle)
        tray.searched.connect(self._search)
        tray.chosen_changed.connect(self._on_chosen)
        tray.list.drag_began.connect(self._begin)
        tray.list.drag_moved.connect(self._move)
        tray.list.drag_ended.connect(self._drop)
        tray.list.drag_left.connect(self._leave)
        tray.list.verb.connect(view.on_verb)

    def toggle(self) -> None:
        """Show or hide the tray."""
        self.wanted = self.tray.isHidden()
        self.load()
        if self.wanted:
            self.tray.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def load(self) -> None:
        """Read what has no date."""
        bars, n = self.view.desk.read(self._ask)
        if not self._text:
            self._n = n
        shown = bool(self._n) if self.wanted is None else self.wanted
        self.tray.show_bars(bars, n, dict(self.view.loaded.names))
        self.tray.setVisible(shown)
        self.view.foot.show_tray(self._n, shown=shown)

    def give_date(self) -> None:
        """Give what is chosen in the tray the day the keyboard is at, or today."""
        choice = self.view.canvas.choice
        self.view.acts.give_date(choice.day or self.view.today(), choice.row)

    def over(self, at: QPoint) -> bool:
        """Tell whether a place on the screen lies in the tray, and show it as the target."""
        over = self.tray.isVisible() and self.tray.rect().contains(self.tray.mapFromGlobal(at))
        self.tray.set_target(over)
        return over

    def _ask(self, session: Any) -> tuple[tuple[Bar, ...], int]:
        view = self.view
        return query.unscheduled(session, view.where, self._text, memory=view.memory(session))

    def _search(self, text: str) -> None:
        self._text = text
        self.load()

    def _on_chosen(self) -> None:
        if self.tray.chosen():
            self.view.canvas.choose_ids(())
        self.view.selection_changed.emit()

    # ---- dragging from the tray

    def _begin(self, row: int) -> None:
        bar = self.tray.model.bars[row]
        ids = tuple(sorted(self.tray.chosen() | {bar.id}))
        self._carried = Drag(Part.BAR, ids, bar, self.view.today(), from_tray=True)

    def _move(self, at: QPoint) -> None:
        """Show the day under the pointer as the one that is meant."""
        canvas, drag = self.view.canvas, self._carried
        if drag is None:
            return
        place = canvas.viewport().mapFromGlobal(at)
        hit = canvas.hit(place) if canvas.viewport().rect().contains(place) else Hit(Part.NONE)
        day: date | None = hit.day if hit.part not in (Part.HEAD, Part.NONE) else None
        if day is None:
            canvas.show_drag(None)
            return
        drag.at, drag.anchor, drag.row = place, day, hit.row
        canvas.tell(drag)
        canvas.show_drag(drag)

    def _drop(self, at: QPoint) -> None:
        self._move(at)
        self._carried = None
        if self.view.canvas.drag is not None:
            self.view.canvas.finish_drag()

    def _leave(self) -> None:
        self._carried = None
        self.view.canvas.cancel_drag()

    def choose(self, ids: list[int]) -> None:
        """Show and choose what has no date."""
        self.wanted = True
        self.load()
        self.tray.choose(frozenset(ids))
        self.view.selection_changed.emit()


def found_days(view: "CalendarView", ids: list[int]) -> dict[int, date | None]:
    """Return the first day of each of some placements."""
    days: dict[int, date | None] = view.desk.read(partial(query.found_where, ids=ids))
    return days
