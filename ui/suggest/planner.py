"""Working out how the plan could be filled, off the GUI thread: several changes in a row are worked out once."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from b2bdesk import i18n
from ui.grid.advice import read_plan
from ui.suggest.rows import FillRow, rows_of

if TYPE_CHECKING:
    from b2bdesk.insight.facts import Plan
    from b2bdesk.insight.fill_plan import Effect, Filling, Open


@dataclass(frozen=True, slots=True)
class Proposed:
    """All that can be proposed for a plan, as rows."""

    plan: "Plan"
    filling: "Filling"
    rows: tuple[FillRow, ...]

    def effect(self, chosen: list[FillRow], cells: "tuple[Open, ...] | None" = None) -> "Effect":
        """Return what some rows would do, in these open cells or in all."""
        from dataclasses import replace

        from b2bdesk.insight.fill_plan import effect

        filling = self.filling if cells is None else replace(self.filling, open=cells)
        return effect(self.plan, filling, [row.proposal for row in chosen if row.proposal is not None])


class Planner(QObject):
    """`found(Proposed)` tells when proposals are there; asking again while it works starts anew at its end."""

    found = Signal(object)
    _done = Signal(object)

    def __init__(self, desk: Any, today: Callable[[], date], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._today = desk, today
        self._running: threading.Thread | None = None
        self._again: bool | None = None
        self._done.connect(self._take, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Tell whether proposals are on their way."""
        return self._running is not None

    def ask(self, *, thin: bool) -> None:
        """Work out proposals, with `thin` for cells with one placement too."""
        if self._running is not None:
            self._again = thin
            return
        self._again = None
        work = partial(self._work, i18n.language(), self._today(), thin)
        self._running = threading.Thread(target=work, name="fill the plan", daemon=True)
        self._running.start()

    def stop(self) -> None:
        """Wait for what is under way."""
        if self._running is not None:
            self._running.join()
            self._running = None

    def _work(self, lang: str, today: date, thin: bool) -> None:
        try:
            self._done.emit(propose(self._desk, lang, today, thin=thin))
        except Exception as error:  # told on the GUI thread
            self._done.emit(error)

    def _take(self, result: Any) -> None:
        self.stop()
        if self._again is not None:
            self.ask(thin=self._again)
        elif isinstance(result, Exception):
            raise result
        else:
            self.found.emit(result)


def propose(desk: Any, lang: str, today: date, *, thin: bool) -> Proposed:
    """Read the plan and return what can be proposed for it."""
    from b2bdesk.insight.fill_plan import fill_plan

    plan, voice = desk.read(partial(read_plan, lang=lang))
    filling = fill_plan(plan, today, thin=thin)
    return Proposed(plan, filling, rows_of(plan, filling, voice, today))
