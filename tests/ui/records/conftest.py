"""Rooms over a desk with an open plan, and what waits for its edits."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from b2bdesk import workspace
from b2bdesk.errors import UserError
from b2bdesk.queries import records
from ui.desk import Desk
from ui.kit import theme
from ui.records.rooms import ListRoom

TODAY = date(2026, 3, 1)


class Bench:
    """A desk, its rooms, and the file behind them."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk, self.qtbot = desk, qtbot
        self.errors: list[str] = []
        self.shown: list[QWidget] = []
        desk.failed.connect(self._note)

    def _note(self, error: UserError) -> None:
        self.errors.append(error.code)

    def settle(self) -> None:
        """Wait until no edit is under way."""
        self.qtbot.waitUntil(lambda: not self.desk.busy)

    def show(self, room: QWidget) -> Any:
        """Show a room with its inspector and its head beside it, fed with changes as the window does."""
        self.qtbot.addWidget(room)
        self.shown.append(room)  # a window lives as long as somebody holds it
        self.desk.changes.connect(room.apply)  # type: ignore[attr-defined]
        room.resize(1000, 700)
        room.show()
        if isinstance(room, ListRoom):
            self.beside(room)
            room.inspector_changed.connect(self.beside)
            self._room = room
        self.qtbot.waitExposed(room)
        room.activateWindow()
        return room

    def beside(self, room: ListRoom | None = None) -> None:
        """Show the form of a room in the room's own window, so that the keyboard can go there."""
        shown = room or self._room
        form = shown.inspector()
        form.setParent(shown)
        form.setGeometry(700, 0, 300, 700)
        form.show()
        form.raise_()

    def rows(self, kind: str, **values: Any) -> list[records.Record]:
        """Return rows as the file holds them."""
        wanted = records.RecordFilter(archived=None, **values)
        return self.desk.read(lambda session: records.records(session, kind, "en", wanted))

    def row(self, kind: str, row: int) -> records.Record:
        """Return one row as the file holds it."""
        found = self.desk.read(lambda session: records.record(session, kind, row))
        assert found is not None
        return found


@pytest.fixture
def open_bench(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[[Path], Bench]]:
    """Return what opens a plan on a desk."""
    theme.apply(qapp, "light", "en")
    desks: list[Desk] = []

    def opened(path: Path, read_only: bool = False) -> Bench:
        desk = Desk()
        desk.adopt(workspace.open(path, read_only=read_only))
        desks.append(desk)
        return Bench(desk, qtbot)

    yield opened
    for desk in desks:
        desk.close_workspace()


@pytest.fixture
def bench(open_bench: Callable[[Path], Bench], blank_path: Path) -> Bench:
    """A blank plan."""
    return open_bench(blank_path)


@pytest.fixture
def example(open_bench: Callable[[Path], Bench], example_path: Path) -> Bench:
    """The example plan."""
    return open_bench(example_path)
