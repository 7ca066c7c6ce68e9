"""A person at the calendar: clicks, drags and types by day, channel and code."""

from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from b2bdesk.domain.channel import Channel
from b2bdesk.domain.placement import Placement
from b2bdesk.queries.board_values import BoardFilter
from b2bdesk.queries.calendar import Bar
from tests.ui.grid.driver import CTRL, LEFT, mouse, NONE, SHIFT
from tests.ui.grid.fake_desk import FakeDesk
from ui.calendar.canvas import Canvas
from ui.calendar.state import Part
from ui.calendar.view import CalendarView

ALT = Qt.KeyboardModifier.AltModifier
__all__ = ["ALT", "CTRL", "NONE", "SHIFT", "Driver"]


class Driver:
    """Drives one calendar on its own, as the room would host it."""

    def __init__(self, qtbot: QtBot, desk: FakeDesk) -> None:
        self.qtbot, self.desk = qtbot, desk
        self.said: list[str] = []
        self.verbs: list[str] = []
        self.where, self.warned = BoardFilter(), frozenset[int]()
        self.view = CalendarView(desk)
        self.view.read_only = desk.read_only
        self.view.message.connect(self.said.append)
        self.view.verb.connect(self.verbs.append)
        desk.changes.connect(self.show)
        self.window = QWidget()
        self.window.resize(1180, 860)
        column = QVBoxLayout(self.window)
        row = QHBoxLayout()
        row.addWidget(self.view.controls)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.view, 1)
        qtbot.addWidget(self.window)
        self.window.show()
        qtbot.waitActive(self.window)
        self.show()
        self.settle()
        self.view.setFocus()

    def show(self, _changes: Any = None) -> None:
        self.view.show_plan(self.where, self.warned)

    @property
    def canvas(self) -> Canvas:
        return self.view.canvas

    def settle(self) -> None:
        QTest.qWait(1)
        self.qtbot.waitUntil(self._is_settled, timeout=5000)

    def _is_settled(self) -> bool:
        return not self.view.loader.busy

    # ---- what there is

    def row(self, code: str) -> Placement:
        with self.desk.ws.read() as session:
            found = session.scalars(select(Placement).where(Placement.code == code)).one()
            session.expunge(found)
            return found

    def dates(self, code: str) -> tuple[date | None, date | None]:
        row = self.row(code)
        return row.date_from, row.date_to

    def channel(self, code: str) -> int:
        with self.desk.ws.read() as session:
            return int(session.scalars(select(Channel.id).where(Channel.code == code)).one())

    def bar(self, code: str) -> Bar:
        found = self.canvas.bar(self.row(code).id)
        assert found is not None, f"{code} is not shown"
        return found

    def at(self, code: str) -> QPoint:
        """Return a place on a placement's bar, near its beginning."""
        rect = self.canvas.rect_of(self.row(code).id)
        assert not rect.isEmpty(), f"{code} is not shown"
        return QPoint(rect.left() + min(20, rect.width() // 2), rect.center().y())

    def edge(self, code: str, part: Part) -> QPoint:
        rect = self.canvas.rect_of(self.row(code).id)
        at = QPoint(rect.right() - 1 if part is Part.END else rect.left() + 1, rect.center().y())
        assert self.canvas.hit(at).part is part
        return at

    def day_at(self, day: date, channel: str = "") -> QPoint:
        rect = self.canvas.day_rect(self.channel(channel) if channel else None, day)
        assert not rect.isEmpty(), f"{day} is not shown"
        return QPoint(rect.center().x(), rect.bottom() - 2)

    def days(self, n: int) -> QPoint:
        """Return how far the pointer goes for so many days on the timeline."""
        return QPoint(round(n * self.view.timeline.per_day), 0)

    # ---- what a person does

    def click(self, at: QPoint, keys: Any = NONE) -> None:
        QTest.mouseClick(self.canvas.viewport(), LEFT, keys, at)
        self.settle()

    def press(self, *names: Any, keys: Any = NONE) -> None:
        for name in names:
            QTest.keyClick(QApplication.focusWidget() or self.canvas, name, keys)
        self.settle()

    def type(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget() or self.canvas, text)
        self.settle()

    def begin(self, start: QPoint, keys: Any = NONE, of: QWidget | None = None) -> None:
        mouse(of or self.canvas.viewport(), QEvent.Type.MouseButtonPress, start, button=LEFT, buttons=LEFT, keys=keys)

    def over(self, at: QPoint, keys: Any = NONE, of: QWidget | None = None) -> None:
        nothing = Qt.MouseButton.NoButton
        mouse(of or self.canvas.viewport(), QEvent.Type.MouseMove, at, button=nothing, buttons=LEFT, keys=keys)

    def let_go(self, at: QPoint, keys: Any = NONE, of: QWidget | None = None) -> None:
        nothing, kind = Qt.MouseButton.NoButton, QEvent.Type.MouseButtonRelease
        mouse(of or self.canvas.viewport(), kind, at, button=LEFT, buttons=nothing, keys=keys)
        self.settle()

    def drag(self, start: QPoint, end: QPoint, keys: Any = NONE, of: QWidget | None = None) -> None:
        self.begin(start, keys, of)
        self.over(start + QPoint(12, 0), keys, of)
        self.over(end, keys, of)
        self.let_go(end, keys, of)

    @property
    def asked(self) -> list[str]:
        return [name for name, _ in self.desk.asked]
