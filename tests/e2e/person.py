"""Somebody at the window of the program: real keys and mouse, a look at the window after each step."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.shot import is_still

NONE, CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
LEFT = Qt.MouseButton.LeftButton
K = Qt.Key


class Person:
    """Presses, types, drags; waits until all has settled, as people do."""

    def __init__(self, window: Any, qtbot: Any, shots: Path) -> None:
        self.window, self.qtbot, self.shots = window, qtbot, shots
        self.step = 0
        self.keys = 0
        """How many keys were pressed so far."""
        self.clicks = 0
        """How often the mouse was clicked or dragged so far."""

    def look(self, name: str) -> None:
        """Wait until all has settled and keep a picture."""
        self.settle()
        QTest.qWait(30)
        self.step += 1
        assert self.window.grab().save(str(self.shots / f"{self.step:02d}-{name}.png"))

    def settle(self) -> None:
        """Wait until nothing more changes by itself."""
        QTest.qWait(5)
        self.qtbot.waitUntil(partial(is_still, self.window), timeout=30_000)

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds."""
        self.qtbot.waitUntil(holds, timeout=20_000)

    @property
    def focus(self) -> QWidget:
        """Where keys go: a popup, or what has the focus."""
        popup = QApplication.activePopupWidget()
        return (popup.focusWidget() or popup) if popup is not None else self.window.focusWidget() or self.window

    def press(self, *keys: Qt.Key, mods: Qt.KeyboardModifier = NONE) -> None:
        """Press keys where the focus is."""
        for key in keys:
            self.keys += 1
            QTest.keyClick(self.focus, key, mods)
            QTest.qWait(2)

    def type(self, text: str) -> None:
        """Type a text where the focus is."""
        self.keys += len(text)
        QTest.keyClicks(self.focus, text)
        QTest.qWait(5)

    def run(self, words: str) -> None:
        """Run something by its name from the palette."""
        self.press(K.Key_K, mods=CTRL)
        self.type(words)
        self.settle()
        self.press(K.Key_Return)
        self.settle()

    def reach(self, wanted: QWidget, key: Qt.Key = K.Key_Tab, most: int = 60) -> None:
        """Go to a widget by keys alone."""
        for _ in range(most):
            if wanted.hasFocus() or wanted.isAncestorOf(self.focus):
                return
            self.press(key)
        raise AssertionError(f"{wanted} is not reached by {most} presses")

    def click(self, widget: QWidget, at: QPoint | None = None, mods: Qt.KeyboardModifier = NONE) -> None:
        """Click into a widget, in its middle unless told."""
        self.clicks += 1
        QTest.mouseClick(widget, LEFT, mods, at if at is not None else widget.rect().center())
        self.settle()

    def take(self, widget: QWidget, start: QPoint, end: QPoint, mods: Qt.KeyboardModifier = NONE) -> None:
        """Press at a place and move to another, holding the button."""
        self.clicks += 1
        QTest.mousePress(widget, LEFT, mods, start)
        for at in (start + QPoint(20, 3), (start + end) / 2, end):
            where = QPointF(at), QPointF(widget.mapToGlobal(at))
            event = QMouseEvent(QEvent.Type.MouseMove, *where, Qt.MouseButton.NoButton, LEFT, mods)
            QApplication.sendEvent(widget, event)
        QTest.qWait(5)

    def let_go(self, widget: QWidget, at: QPoint, mods: Qt.KeyboardModifier = NONE) -> None:
        """Let the button go."""
        QTest.mouseRelease(widget, LEFT, mods, at)
        self.settle()

    @property
    def room(self) -> Any:
        """Return the map."""
        return self.window.frame.room("map")

    @property
    def view(self) -> Any:
        """Return the view of the map that is shown."""
        return self.room.view

    @property
    def ws(self) -> Any:
        """Return the plan's file."""
        return self.window.desk.open_workspace

    def digest(self) -> str:
        """Return what the whole plan adds up to, to be compared."""
        return str(self.ws.digest())

    def undo(self) -> None:
        """Take one step back by its key."""
        self.press(K.Key_Z, mods=CTRL)
        self.settle()
