"""Dragging evidence onto statements, or statements onto evidence: a ghost follows, the row below says what would be."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from ui.kit.text import Label

LEFT: Final = Qt.MouseButton.LeftButton


@dataclass(frozen=True, slots=True)
class Side:
    """A list that something is dragged from and to.

    `take(point)` returns what is dragged from there, `find(point)` what it would fall on, both None for nothing;
    `show(found)` shows where it would fall. `pick(point)` chooses one of several selected rows where no drag followed.
    """

    view: QAbstractItemView
    take: Callable[[QPoint], Any]
    find: Callable[[QPoint], Any]
    show: Callable[[Any], None]
    name: Callable[[Any], str]
    pick: Callable[[QPoint], None] | None = None


class LinkDrag(QObject):
    """Watches two lists. `dropped(from, taken, found, against)` tells what fell on what; Shift means against."""

    def __init__(self, one: Side, two: Side, dropped: Callable[[Side, Any, Any, bool], None], host: QWidget) -> None:
        super().__init__(host)
        self._sides = (one, two)
        self._dropped = dropped
        self._host = host
        self._start = QPoint()
        self._side: Side | None = None
        self._taken: Any = None
        self._held = False
        self.active = False
        self.ghost = Label("", "small", weight=600, parent=host)
        self.ghost.setProperty("kind", "ghost")
        self.ghost.setAutoFillBackground(True)
        self.ghost.setContentsMargins(8, 4, 8, 4)
        self.ghost.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.ghost.hide()
        for side in self._sides:
            side.view.viewport().installEventFilter(self)
            side.view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the mouse from a press on; before it has gone far enough the list has it to itself."""
        if isinstance(event, QMouseEvent):
            side = next((one for one in self._sides if one.view.viewport() is watched), None)
            return side is not None and self._mouse(side, event)
        if self.active and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self._end()
            return True
        return False

    def _mouse(self, side: Side, event: QMouseEvent) -> bool:
        place = event.position().toPoint()
        if event.type() == QEvent.Type.MouseButtonPress and event.button() == LEFT and not event.modifiers():
            self._side, self._start = side, place
            self._taken = side.take(place)
            # A press would leave one of several chosen rows alone; they are to be dragged together.
            self._held = side.pick is not None and self._taken is not None and len(self._taken) > 1
            return self._held
        if event.type() == QEvent.Type.MouseMove and event.buttons() & LEFT and self._taken is not None:
            far = (place - self._start).manhattanLength() >= QApplication.startDragDistance()
            self.active = self.active or far
            if self.active:
                self._follow(side.view.viewport().mapToGlobal(place), event)
            return True
        if event.type() == QEvent.Type.MouseButtonRelease and event.button() == LEFT:
            was, held = self.active, self._held
            if was:
                self._drop(side.view.viewport().mapToGlobal(place), event)
            elif held and side.pick is not None:
                side.pick(place)
            self._end()
            return was or held
        return False

    def _other(self) -> Side:
        return self._sides[1] if self._side is self._sides[0] else self._sides[0]

    def _below(self, place: QPoint) -> Any:
        """Return what of the other list lies below a place of the screen."""
        port = self._other().view.viewport()
        inside = port.mapFromGlobal(place)
        return self._other().find(inside) if port.rect().contains(inside) else None

    def _follow(self, place: QPoint, event: QMouseEvent) -> None:
        assert self._side is not None
        found = self._below(place)
        against = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._other().show(found)
        sign = "−" if against else "+"
        name = self._side.name(self._taken)
        self.ghost.setText(f"{sign} {name}" if found is not None else name)
        self.ghost.adjustSize()
        self.ghost.move(self._host.mapFromGlobal(place) + QPoint(14, 10))
        self.ghost.show()
        self.ghost.raise_()

    def _drop(self, place: QPoint, event: QMouseEvent) -> None:
        found = self._below(place)
        if found is not None and self._side is not None:
            against = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._dropped(self._side, self._taken, found, against)

    def _end(self) -> None:
        self.active, self._held, self._taken = False, False, None
        self.ghost.hide()
        for side in self._sides:
            side.show(None)
