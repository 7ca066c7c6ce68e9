"""The map of a large plan as a person meets it, from the key or the edit to the painted view, in the room itself.

The peer of what is shown are the statements that the same question sends when no memory helps; of a moved chip the row
itself, written and committed by sqlite3 as durably.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

from sqlalchemy import event

from b2bdesk.commands import placements
from b2bdesk.queries import calendar, rosters, sheet
from b2bdesk.queries.axes import PAIRS
from b2bdesk.queries.board import board, more_chips
from b2bdesk.queries.board_values import BoardFilter
from b2bdesk.queries.sheet_values import Asked
from b2bdesk.workspace.connection import connect_writer
from tests.benchmarks.measure import Result, seconds, Work
from tests.benchmarks.writing import copies, MOVED

SIZE = (1310, 700)
WORDS = ("n", "nu", "num", "numb", "number", "number 4", "number 47")
TURNS = 7
Statement = tuple[str, Any]


def maps(path: Path) -> Iterator[Result]:
    """Open the map, type in its filter, switch its axes, move a chip; then the same in the sheet and the calendar."""
    with copies(path) as (mine, theirs):
        yield from Shown(mine).results(theirs)


class Shown:
    """The room Map in a window of its own."""

    def __init__(self, path: Path) -> None:
        from PySide6.QtWidgets import QApplication

        from tests.ui.grid.fake_desk import FakeDesk
        from ui.kit import theme

        app = QApplication.instance() or QApplication([])
        assert isinstance(app, QApplication)
        theme.apply(app, "light", "en")
        self.app, self.path, self.desk = app, path, FakeDesk(path)
        self.sent: list[Statement] = []
        with self.desk.ws.read() as session:
            event.listen(session.get_bind(), "before_cursor_execute", self._note)

    def _note(self, _c: Any, _cursor: Any, statement: str, values: Any, *_more: Any) -> None:
        if statement != "BEGIN":
            self.sent.append((statement, values))

    def results(self, theirs: Path) -> Iterator[Result]:
        """Measure one after the other."""
        yield self._map_opened()
        asked = {text: self._statements(partial(self._read, BoardFilter(text=text), PAIRS[0])) for text in WORDS}
        boards = {axes: self._statements(partial(self._read, BoardFilter(), axes)) for axes in PAIRS}
        views = {"sheet": self._statements(self._read_sheet), "calendar": self._statements(self._read_calendar)}
        rosters.keeper(self.desk.ws).settle()
        strokes = [self._against("a filter keystroke, painted", partial(self._type, t), "", asked[t]) for t in WORDS]
        yield max(strokes, key=lambda stroke: stroke.ours)
        self._type("")
        for axes in PAIRS[1:]:
            yield self._against(f"{axes[0]} x {axes[1]}, painted", partial(self._switch, axes), "axes", boards[axes])
        self._switch(PAIRS[0])
        with closing(connect_writer(theirs)) as plain:
            yield self._moved("board", plain)
            for key, sent in views.items():
                self.room.show_view(key)
                yield self._against(f"the {key} opened after an edit, painted", partial(self._show, key), "edit", sent)
                yield self._moved(key, plain)
        self.room.advisor.stop()
        self.window.close()
        self.desk.close()

    def _map_opened(self) -> Result:
        """Open the map; the peer are the statements that it sends."""
        import tests.ui.grid.conftest  # noqa: F401
        import ui.grid.board_map  # what is imported on the way is no part of it
        import ui.grid.room  # noqa: F401

        self.sent.clear()
        ours = seconds(self._open)
        sent = list(self.sent)
        return Result("the map opened, painted", ours, min(self._replayed(sent) for _ in range(3)), 2.0)

    def _open(self) -> None:
        from tests.ui.grid.conftest import framed
        from ui.grid.room import MapRoom

        self.room = MapRoom(self.desk)
        self.desk.changes.connect(self.room.apply)
        self.window = framed(self.room)
        self.window.resize(*SIZE)
        self.window.show()
        self._paint()

    def _paint(self) -> None:
        """Let what is due happen, then paint; what the inspector reads after a pause is not waited for."""
        self.app.processEvents()
        while self.room.renewing:
            self.app.processEvents()
        self.window.repaint()

    def _type(self, text: str) -> None:
        self.room.set_filter(BoardFilter(text=text))
        self._paint()

    def _switch(self, axes: tuple[str, str]) -> None:
        self.room.view.tools().show_axes(*axes)  # type: ignore[union-attr]  # the board's
        self._paint()

    def _show(self, key: str) -> None:
        self.room.show_view(key)
        self._paint()

    def _read(self, where: BoardFilter, axes: tuple[str, str]) -> None:
        """Ask the file what a board shows: its counts, and the chips of the lines in sight."""
        with self.desk.ws.read() as session:
            seen = board(session, where, axes=axes, chips=0)
            more_chips(session, seen, [head.id for head in seen.rows[:8]], where)

    def _read_sheet(self) -> None:
        with self.desk.ws.read() as session:
            found = sheet.sheet(session, Asked())
            sheet.rows(session, found.ids[:64], BoardFilter(), found.classes)

    def _read_calendar(self) -> None:
        """Ask the file what a calendar of channels shows of half a year, but what its months add up to."""
        first = date(2026, 1, 1)
        with self.desk.ws.read() as session:
            calendar.rows(session, calendar.By.CHANNEL)
            calendar.bounds(session)
            calendar.counted_and_all(session)
            calendar.span(session, calendar.By.CHANNEL, first, first + timedelta(days=180), most=2)
            calendar.unscheduled(session)

    def _moved(self, key: str, plain: sqlite3.Connection) -> Result:
        """Move a chip and see it there; the peer writes and commits the row."""

        def move() -> None:
            placements.move(self.desk.ws, ids=[5], stage=1, channel=next(PLACES))
            self._paint()

        def write() -> None:
            plain.execute("BEGIN IMMEDIATE")
            plain.execute(MOVED, (next(CHANNELS),))
            plain.execute("COMMIT")

        self.room.show_view(key)
        move()
        pairs = [(seconds(move), seconds(write)) for _ in range(TURNS)]
        ours, peer = min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)
        return Result(f"one chip moved, painted in the {key}", ours, peer, 3.0)

    def _statements(self, work: Work) -> list[Statement]:
        self.sent.clear()
        work()
        return list(self.sent)

    def _against(self, name: str, work: Work, before: str, sent: list[Statement]) -> Result:
        """Compare with statements; each turn begins anew: unfiltered, with other axes, or elsewhere after an edit."""
        ours, peer = [], []
        for _ in range(TURNS):
            if before == "axes":
                self._switch(PAIRS[0])
            elif before == "edit":
                self._show("board")
                placements.move(self.desk.ws, ids=[5], stage=1, channel=next(PLACES))
                self._paint()
            else:
                self._type(before)
            ours.append(seconds(work))
            peer.append(self._replayed(sent))
        return Result(name, min(ours), min(peer), 2.0)

    def _replayed(self, sent: list[Statement]) -> float:
        with closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)) as plain:
            return seconds(lambda: [plain.execute(*one).fetchall() for one in sent])


PLACES, CHANNELS = cycle((1, 2, 3)), cycle((1, 2, 3))
