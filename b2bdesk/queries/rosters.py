"""The rosters of open plans: made in a thread when a large plan is first counted, kept up with every edit.

Until one is there, and in plans that the file counts as quickly, boards are counted by the file.
"""

import threading
from collections import defaultdict
from typing import Final, TYPE_CHECKING
from weakref import WeakKeyDictionary

from sqlalchemy.orm import Session

from b2bdesk.errors import UserError
from b2bdesk.queries.roster import Roster
from b2bdesk.queries.roster_reading import Filler, size, TABLES

if TYPE_CHECKING:
    from b2bdesk.workspace import Changes, Workspace

LARGE: Final = 5_000
"""So many placements make a plan large."""
LATER_S: Final = 0.1
"""A plan that has just been opened is painted before its roster is made."""
MANY: Final = 5_000
"""After so many changes the roster is made anew, in its thread."""


class Keeper:
    """Keeps the roster of one open plan."""

    def __init__(self, ws: "Workspace", large: int = LARGE) -> None:
        self._large_from = large
        self._filler: Filler | None = None
        self._making: threading.Thread | None = None
        self._large: bool | None = None
        self._changed: defaultdict[str, set[int]] = defaultdict(set)
        self._turn = threading.Lock()
        ws.subscribe(self._note)

    def roster(self, ws: "Workspace", session: Session) -> Roster | None:
        """Return the roster as the plan is now; have one made if the plan is large and there is none."""
        with self._turn:
            if sum(map(len, self._changed.values())) > MANY:
                self._filler = self._large = None
            if self._large is None and self._making is None:
                self._start(ws, session)
            if self._filler is None:
                return None
            if self._changed:
                changed, self._changed = self._changed, defaultdict(set)
                self._filler.renew(session, changed)
            return self._filler.roster

    def settle(self) -> None:
        """Wait for the roster, if one is being made."""
        if (making := self._making) is not None:
            making.join()

    def _note(self, changes: "Changes") -> None:
        with self._turn:
            for name in TABLES & changes.tables.keys():
                rows = changes.of(name)
                self._changed[name].update((*rows.inserted, *rows.updated, *rows.deleted))

    def _start(self, ws: "Workspace", session: Session) -> None:
        self._changed.clear()
        self._large = size(session) >= self._large_from
        if self._large:
            self._making = threading.Timer(LATER_S, self._make, (ws,))
            self._making.daemon = True
            self._making.start()

    def _make(self, ws: "Workspace") -> None:
        made = Filler(Roster())
        try:
            with ws.read() as session:
                made.fill(session)
        except UserError:  # the plan was closed meanwhile
            return
        with self._turn:
            self._filler, self._making = made, None


KEEPERS: Final[WeakKeyDictionary["Workspace", Keeper]] = WeakKeyDictionary()


def keeper(ws: "Workspace") -> Keeper:
    """Return the keeper of an open plan's roster, the same one each time."""
    if ws not in KEEPERS:
        KEEPERS[ws] = Keeper(ws)
    return KEEPERS[ws]


def of(ws: "Workspace | None", session: Session) -> Roster | None:
    """Return the roster of an open plan as it is now, if there is one."""
    return keeper(ws).roster(ws, session) if ws is not None else None
