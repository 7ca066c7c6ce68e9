"""What the mouse does on a chain: drag a card, draw a line from a card's edge, pull the ground, point and click."""

from enum import Enum
from math import hypot
from typing import Final, TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent

from b2bdesk.i18n import tr
from ui.chains.cards import HANDLE, handles
from ui.chains.drawing import Card

if TYPE_CHECKING:
    from ui.chains.canvas import ChainCanvas

SLACK: Final = 4.0
"""Pixels that a click may slip."""


class Doing(Enum):
    """What a press has begun."""

    NOTHING = 0
    CARD = 1
    LINE = 2
    GROUND = 3


class ChainMouse(QObject):
    """Knows what a press has begun; the canvas hands its events on."""

    def __init__(self, canvas: "ChainCanvas") -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._doing = Doing.NOTHING
        self._start = self._last = QPointF()
        self._grip = (0.0, 0.0)
        self._key: int | None = None
        self._dragged = False

    def press(self, event: QMouseEvent) -> None:
        """Begin."""
        canvas, at = self._canvas, event.position()
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            return
        self._start = self._last = at
        self._dragged = False
        x, y = canvas.to_scene(at)
        role = canvas.role_at(at)
        if role is not None:
            canvas.set_card(role.card)
            return
        source, card = self._handle_at(x, y), canvas.drawing.at(x, y)
        if event.button() == Qt.MouseButton.MiddleButton:
            self._doing = Doing.GROUND
        elif source is not None and not canvas.read_only:
            self._doing, self._key = Doing.LINE, source.key
            canvas.marks.source = source.key
        elif card is not None:
            self._doing, self._key = Doing.CARD, card.key
            self._grip = x - card.box.x, y - card.box.y
            canvas.set_card(card.key, reveal=False)
        else:
            self._doing = Doing.GROUND
            wire = canvas.wire_at(x, y)
            if wire is not None:
                canvas.set_tie(wire.tie.id)

    def move(self, event: QMouseEvent) -> None:
        """Go on."""
        canvas, at = self._canvas, event.position()
        x, y = canvas.to_scene(at)
        if self._doing is Doing.NOTHING:
            self._point(x, y)
            return
        way = at - self._start
        self._dragged = self._dragged or hypot(way.x(), way.y()) >= SLACK
        if not self._dragged:
            return
        if self._doing is Doing.GROUND:
            canvas.pan(at - self._last)
        elif self._doing is Doing.LINE and self._key is not None:
            target = canvas.drawing.at(x, y)
            canvas.marks.target = target.key if target is not None and target.key != self._key else None
            canvas.marks.line = (canvas.drawing.cards[self._key].box.centre, (x, y))
            canvas.update()
        elif self._doing is Doing.CARD and self._key is not None and self._key > 0 and not canvas.read_only:
            canvas.shift(self._key, (x - self._grip[0], y - self._grip[1]))
        self._last = at

    def release(self, event: QMouseEvent) -> None:
        """End: ask for what was meant."""
        canvas, doing, key = self._canvas, self._doing, self._key
        x, y = canvas.to_scene(event.position())
        self._doing, self._key = Doing.NOTHING, None
        canvas.marks.source = canvas.marks.target = canvas.marks.line = None
        canvas.update()
        if doing is Doing.LINE and key is not None:
            self._end_line(key, x, y)
        elif doing is Doing.CARD and key is not None:
            self._end_card(key, x, y)

    def double(self, event: QMouseEvent) -> None:
        """Edit what was pointed at."""
        canvas = self._canvas
        x, y = canvas.to_scene(event.position())
        card, wire = canvas.drawing.at(x, y), canvas.wire_at(x, y)
        if card is not None and card.person is not None:
            canvas.set_card(card.key, reveal=False)
            canvas.edit_asked.emit()
        elif card is None and wire is not None and not canvas.read_only:
            canvas.retype_asked.emit(wire.tie.id)

    # ---- how it ends

    def _end_card(self, key: int, x: float, y: float) -> None:
        canvas = self._canvas
        card = canvas.drawing.cards.get(key)
        if card is None:
            return
        if card.person is None:
            if not self._dragged and not canvas.read_only:
                canvas.fill_asked.emit(card.role)
            return
        if not self._dragged:
            return
        if canvas.read_only:
            canvas.message.emit(tr("This plan is open read-only; nothing was changed."))
            return
        places = self._frozen(key, x, y)
        canvas.redraw()
        blocking = in_the_way(canvas, key, places[key])
        if blocking is not None:
            canvas.message.emit(
                tr("{name} was not moved: {other} stands there.", name=card.name, other=blocking.name)
            )  # fmt: skip
            return
        canvas.moved.emit(places)

    def _end_line(self, key: int, x: float, y: float) -> None:
        canvas = self._canvas
        source, target = canvas.drawing.cards[key], canvas.drawing.at(x, y)
        if not self._dragged:
            canvas.set_card(key, reveal=False)
            canvas.message.emit(tr("Drag from here to another person to say how they stand to each other."))
        elif target is None:
            canvas.message.emit(tr("No relation was made: end the line on a person."))
        elif target.key == key:
            canvas.message.emit(tr("No relation was made: {name} is where the line began.", name=source.name))
        elif target.person is None:
            canvas.message.emit(tr("No relation was made: name the {role} first.", role=target.name))
        else:
            canvas.relate_asked.emit(key, target.key)

    def _frozen(self, key: int, x: float, y: float) -> dict[int, tuple[float, float]]:
        """Return the places of all people, one of them dragged: the others stay where they stand."""
        return {**frozen(self._canvas), key: (x - self._grip[0], y - self._grip[1])}

    def _point(self, x: float, y: float) -> None:
        canvas = self._canvas
        role = canvas.role_at(canvas.to_widget(x, y))
        canvas.setToolTip(role.who if role is not None else "")
        if role is not None:
            canvas.point_at(role.card)
            canvas.setCursor(Qt.CursorShape.PointingHandCursor)
            return
        source = self._handle_at(x, y)
        card = source or canvas.drawing.at(x, y)
        hover = card.key if card is not None else None
        canvas.point_at(hover)
        cross = source is not None and not canvas.read_only
        hand = (card is not None and card.person is None) or canvas.wire_at(x, y) is not None
        shape = Qt.CursorShape.CrossCursor if cross else Qt.CursorShape.PointingHandCursor
        canvas.setCursor(shape if cross or (hand and source is None) else Qt.CursorShape.ArrowCursor)

    def _handle_at(self, x: float, y: float) -> Card | None:
        """Return the card one of whose shown handles is at a point."""
        canvas = self._canvas
        near = (HANDLE + 4.0) / min(1.0, canvas.zoom)
        for key in (canvas.marks.hover, canvas.marks.card):
            card = canvas.drawing.cards.get(key) if key is not None else None
            if card is None or card.person is None:
                continue
            if any(hypot(x - hx, y - hy) <= near for hx, hy in handles(card.box)):
                return card
        return None


def frozen(canvas: "ChainCanvas") -> dict[int, tuple[float, float]]:
    """Return where all people stand now."""
    return {key: (card.box.x, card.box.y) for key, card in canvas.drawing.cards.items() if card.person is not None}


def in_the_way(canvas: "ChainCanvas", key: int, place: tuple[float, float]) -> Card | None:
    """Return a person whose card would be covered by a card at a place."""
    card = canvas.drawing.cards[key]
    box = type(card.box)(place[0], place[1], card.box.width, card.box.height)
    people = (other for other in canvas.drawing.cards.values() if other.person is not None and other.key != key)
    return next((other for other in people if other.box.meets(box)), None)
