"""Somebody at the window of the program who keeps a picture of each step, drags, and runs things by their names."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.helpers.person import CTRL, NONE, SHIFT, Typist
from ui.shot import is_still

ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton
K = Qt.Key
__all__ = ["ALT", "CTRL", "LEFT", "NONE", "SHIFT", "K", "Person"]


class Person(Typist):
    """Waits after each step until all has settled, as people do."""

    def __init__(self, window: Any, qtbot: Any, shots: Path) -> None:
        super().__init__(window, qtbot)
        self.shots = shots
        self.step = 0

    def look(self, name: str) -> None:
        """Wait until all has settled and keep a picture."""
        self.rest()
        QTest.qWait(30)
        self.step += 1
        assert self.window.grab().save(str(self.shots / f"{self.step:02d}-{name}.png"))

    def rest(self) -> None:
        """Wait until nothing more changes by itself."""
        self.qtbot.waitUntil(partial(is_still, self.window), timeout=30_000)

    def press(self, *keys: Qt.Key, mods: Qt.KeyboardModifier = NONE) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.key(key, mods)

    def run(self, words: str) -> None:
        """Run something by its name from the palette."""
        self.press(K.Key_K, mods=CTRL)
        self.write(words)
        self.rest()
        self.press(K.Key_Return)
        self.rest()

    def reach(self, wanted: QWidget, *, back: bool = False) -> None:
        """Go to a widget, or into it, by keys alone."""
        self.tab_to(lambda widget: widget is wanted or wanted.isAncestorOf(widget), back)

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
        self.rest()

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
        self.rest()
