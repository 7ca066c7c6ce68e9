"""The room Gaps on the example, as a person would drive it: keys and clicks, with a desk without threads."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from b2bdesk.i18n import use_language
from tests.ui.grid.fake_desk import FakeDesk
from ui.gaps.groups import Head
from ui.gaps.room import GapsRoom
from ui.kit import theme
from ui.summary import Said, work_out

TODAY = date(2026, 3, 1)


class GapsDesk(FakeDesk):
    """A desk whose day can be asked for."""

    failed = Signal(object)

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        super().__init__(path, read_only=read_only)
        self.today = lambda: TODAY  # type: ignore[assignment]

    def run_job(self, *_work: object, **_told: object) -> None:
        """Leave long work alone."""


class Person:
    """Someone at the room."""

    def __init__(self, qtbot: QtBot, room: GapsRoom, desk: GapsDesk, window: QWidget) -> None:
        self.bot, self.room, self.desk, self.window = qtbot, room, desk, window
        self.went: list[tuple[str, Any]] = []
        self.told: list[str] = []
        room.go.connect(self._note)
        room.message.connect(self.told.append)
        desk.changes.connect(room.apply)
        desk.changes.connect(self.look)
        self.look()

    def _note(self, place: str, target: Any) -> None:
        self.went.append((place, target))

    def look(self, _changes: object = None) -> None:
        """Let the facts be worked out."""
        self.room.set_summary(work_out(self.desk.ws, "en", TODAY))

    def rows(self) -> list[Any]:
        """Return all rows of the list."""
        model = self.room.model
        return [model.row(model.index(i, 0)) for i in range(model.rowCount())]

    def said(self) -> list[tuple[str, ...]]:
        """Return rule and codes of the findings shown."""
        return [(row.finding.rule, *row.finding.codes) for row in self.rows() if isinstance(row, Said)]

    def heads(self) -> list[tuple[str, int]]:
        """Return the headings."""
        return [(row.text, row.count) for row in self.rows() if isinstance(row, Head)]

    def choose(self, rule: str, *codes: str) -> None:
        """Choose a finding."""
        place = self.room.model.place((rule, codes))
        assert place.isValid()
        self.room.list.setCurrentIndex(place)

    def key(self, key: Qt.Key, widget: QWidget | None = None) -> None:
        """Press a key."""
        self.bot.keyClick(widget or self.room.list, key)

    def click(self, button: QWidget) -> None:
        """Click a button."""
        self.bot.mouseClick(button, Qt.MouseButton.LeftButton)

    def type(self, widget: QWidget, text: str) -> None:
        """Type into a field and press Enter."""
        widget.setFocus()
        self.bot.keyClicks(widget, text)
        self.bot.keyClick(widget, Qt.Key.Key_Return)


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> theme.Theme:
    """Dress the application."""
    use_language("en")
    return theme.apply(qapp, "light", "en")


@pytest.fixture
def person_at(qtbot: QtBot) -> Iterator[Callable[..., Person]]:
    """Return what opens a plan and puts a person before it."""
    desks: list[GapsDesk] = []

    def open_plan(path: Path, *, read_only: bool = False) -> Person:
        desk = GapsDesk(path, read_only=read_only)
        desks.append(desk)
        room = GapsRoom(desk)  # type: ignore[arg-type]
        window = framed(room)
        qtbot.addWidget(window)
        window.show()
        return Person(qtbot, room, desk, window)

    yield open_plan
    for desk in desks:
        desk.close()


@pytest.fixture
def person(person_at: Callable[..., Person], example_path: Path) -> Person:
    """Someone before the example."""
    return person_at(example_path)


def framed(room: GapsRoom) -> QWidget:
    """Return a window that shows the room with its head, filters and inspector."""
    window = QWidget()
    window.resize(1256, 800)
    left = QVBoxLayout()
    left.addWidget(room.header_widget())
    left.addWidget(room.filter_widget())
    left.addWidget(room, 1)
    row = QHBoxLayout(window)
    row.addLayout(left, 1)
    room.inspector().setFixedWidth(296)
    row.addWidget(room.inspector())
    return window
