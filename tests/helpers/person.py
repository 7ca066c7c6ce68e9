"""Somebody at the real window, who presses keys and clicks; what that takes is counted and turned into minutes.

The keystroke-level model (Card, Moran and Newell 1980) gives the seconds of an action: a letter typed 0.28 (average
typist), a command key 0.28 and a click 1.5 (hand to the mouse 0.4, pointing 1.1) each after 1.35 to think what comes
next. What somebody thinks before they know what to say is theirs, and not counted.
"""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QWidget

LETTER, KEY, CLICK, THINK = 0.28, 0.28, 1.5, 1.35
MOST_TABS: Final = 80
NONE: Final = Qt.KeyboardModifier.NoModifier
CTRL: Final = Qt.KeyboardModifier.ControlModifier
SHIFT: Final = Qt.KeyboardModifier.ShiftModifier


class Typist:
    """A person at a window; `quiet` tells when everything asked for is done."""

    def __init__(self, window: Any, qtbot: Any) -> None:
        self.window, self.qtbot = window, qtbot
        self.letters = self.keys = self.clicks = 0

    @property
    def minutes(self) -> float:
        """How long all of it takes by the keystroke-level model."""
        return (self.letters * LETTER + self.keys * (KEY + THINK) + self.clicks * (CLICK + THINK)) / 60

    def focused(self) -> QWidget:
        """Return what has the keyboard: in a popup or a dialog that is open, else in the window."""
        if QApplication.activeWindow() is None:  # off the screen nobody makes a window active when a popup has gone
            self.window.activateWindow()
            self.qtbot.waitUntil(self.window.isActiveWindow, timeout=5_000)
        top = QApplication.activePopupWidget() or QApplication.activeModalWidget() or self.window
        return top.focusWidget() or top

    def key(self, key: Qt.Key, mods: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the keyboard is."""
        self.keys += 1
        QTest.keyClick(self.focused(), key, mods)
        self.settle()

    def write(self, text: str) -> None:
        """Type a text where the keyboard is."""
        self.letters += len(text)
        QTest.keyClicks(self.focused(), text)
        self.settle()

    def say(self, text: str) -> None:
        """Type a text and confirm it."""
        self.write(text)
        self.key(Qt.Key.Key_Return)

    def tab_to(self, found: Callable[[QWidget], bool], back: bool = False) -> None:
        """Press Tab until what is looked for has the keyboard."""
        for _ in range(MOST_TABS):
            if found(self.focused()):
                return
            self.key(Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab, SHIFT if back else NONE)
        raise AssertionError("Tab does not lead there")

    def click(self, widget: QWidget, place: QPoint | None = None, mods: Qt.KeyboardModifier = NONE) -> None:
        """Click on a widget that can be seen."""
        assert widget.isVisible()
        self.clicks += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, mods, place or widget.rect().center())
        self.settle()

    def tick(self, listed: QListWidget, row: int) -> None:
        """Click on a line of a list."""
        self.click(listed.viewport(), listed.visualItemRect(listed.item(row)).center())

    def settle(self) -> None:
        """Wait until nothing is under way."""
        self.qtbot.waitUntil(lambda: not self.window.desk.busy, timeout=10_000)
        QTest.qWait(2)

    def until(self, done: Callable[[], Any], timeout: int = 20_000) -> None:
        """Wait for something to come about."""
        self.qtbot.waitUntil(done, timeout=timeout)
        self.settle()
