"""The chain as a drawing: it shows, zooms and tells what is wanted; what is wanted is done elsewhere."""

from collections.abc import Mapping
from math import atan2, cos, hypot
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from b2bdesk.i18n import tr
from b2bdesk.queries.chains import ChainBoard, ChainPerson
from b2bdesk.queries.labels import Labels
from ui.chains import words
from ui.chains.drawing import Card, draw, Drawing, shifted, Wire
from ui.chains.keys import ChainKeys
from ui.chains.lanes import LaneRole, lanes_of
from ui.chains.mouse import ChainMouse
from ui.chains.pieces import Faces, Marks
from ui.chains.screen import ChainScreen
from ui.kit import theme

LEAST, MOST = 0.25, 2.5
STEP: Final = 1.2
EDGE: Final = 28.0
"""Air around the whole drawing when it is fitted."""


class ChainCanvas(QWidget):
    """Who or what is current is `card` (a person's id; negative for an open place) or `tie`."""

    current_changed = Signal()
    edit_asked = Signal()
    fill_asked = Signal(str)
    """(role) Name somebody for an open place."""
    add_asked = Signal()
    relate_asked = Signal(int, int)
    """(from, to) Choose how one stands to the other."""
    retype_asked = Signal(int)
    """(relation) Choose another kind."""
    moved = Signal(object)
    """({person: (x, y)})"""
    influence_asked = Signal(int)
    stance_asked = Signal(int)
    """(step) One step for or against us."""
    remove_asked = Signal()
    layout_asked = Signal()
    message = Signal(str)
    zoomed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board: ChainBoard | None = None
        self.labels: Labels | None = None
        self.drawing = Drawing()
        self.marks = Marks()
        self.zoom = 1.0
        self.offset = QPointF(EDGE, EDGE)
        self.read_only = False
        self.faces: Faces | None = None
        self._served: Mapping[int, int] | None = None
        self._enough = 2
        self._fitted = True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(240, 160)
        self.setAccessibleName(tr("Decision chain"))
        self._hands = ChainMouse(self)
        self._keys = ChainKeys(self)
        self._screen = ChainScreen(self)
        theme.changed.connect(self._dress_anew)

    # ---- what is shown

    def show_board(self, board: ChainBoard | None, labels: Labels | None) -> None:
        """Show a chain; another one is fitted, the same one stays where it is."""
        other = board is None or self.board is None or board.id != self.board.id
        self.board, self.labels = board, labels
        if other:
            self.marks = Marks(focus=self.marks.focus)
            self._fitted = True
        self.redraw()
        if other and self.drawing.cards:
            self.set_card(next(iter(self.drawing.cards)))

    def show_served(self, served: Mapping[int, int] | None, enough: int) -> None:
        """Show how many placements each persona meets while deciding."""
        if served != self._served or enough != self._enough:
            self._served, self._enough = served, enough
            self.redraw()

    def _dress_anew(self) -> None:
        self._screen.pictures.forget()
        self.redraw()

    def redraw(self) -> None:
        """Measure everything anew."""
        if self.board is None or self.labels is None:
            self.drawing, self._screen.lanes = Drawing(), ()
        else:
            self.drawing = draw(self.board, self.labels, self._served, enough=self._enough)
            self._screen.lanes = lanes_of(self.board, self.labels)
        if self.marks.card not in self.drawing.cards:
            self.marks.card = None
        if self.marks.tie is not None and self.drawing.wire(self.marks.tie) is None:
            self.marks.tie = None
        if self._fitted:
            self.fit()
        self.update()

    def shift(self, key: int, place: tuple[float, float]) -> None:
        """Show a card elsewhere while it is dragged: only what moves with it is painted anew."""
        before = self.drawing
        self.drawing = shifted(before, key, place)
        self.update(self._screen.dirty(before, self.drawing, key))

    def point_at(self, key: int | None) -> None:
        """Show which card the pointer is on."""
        if key != self.marks.hover:
            for card in self.drawing.cards.values():
                if card.key in (key, self.marks.hover):
                    self.update(self._screen.around(card))
        self.marks.hover = key

    def roles_shown(self) -> list[tuple[QRectF, LaneRole]]:
        """Return the roles above the lanes, and where they stand on the widget."""
        return self._screen.roles

    def role_at(self, point: QPointF) -> LaneRole | None:
        """Return the role above the lanes at a point of the widget."""
        return next((role for box, role in self.roles_shown() if box.contains(point)), None)

    def person(self) -> ChainPerson | None:
        """Return the current person."""
        card = self.card()
        return card.person if card is not None else None

    def card(self) -> Card | None:
        """Return the current card."""
        return self.drawing.cards.get(self.marks.card) if self.marks.card is not None else None

    def wire(self) -> Wire | None:
        """Return the current relation."""
        return self.drawing.wire(self.marks.tie) if self.marks.tie is not None else None

    def set_card(self, key: int | None, *, reveal: bool = True) -> None:
        """Make a card the current one."""
        key = key if key in self.drawing.cards else None
        if key != self.marks.card or self.marks.tie is not None:
            self.marks.card, self.marks.tie = key, None
            if key is not None and reveal:
                self._reveal(self.drawing.cards[key])
            self.setAccessibleDescription(self.spoken())
            self.current_changed.emit()
        self.update()

    def set_tie(self, tie: int | None) -> None:
        """Make a relation the current one; the card it was reached from stays lit."""
        if tie != self.marks.tie:
            self.marks.tie = tie
            self.setAccessibleDescription(self.spoken())
            self.current_changed.emit()
        self.update()

    def spoken(self) -> str:
        """Return what is current, in words."""
        if self.board is None or self.labels is None:
            return ""
        wire, card = self.wire(), self.card()
        if wire is not None:
            return words.tie_text(self.labels, self.board, wire.tie)
        return self.spoken_card(card) if card is not None else ""

    def spoken_card(self, card: Card) -> str:
        """Return a card in words."""
        assert self.labels is not None
        if card.person is not None:
            return words.spoken(self.labels, card.person, card.served)
        return f"{tr('{role}: who?', role=card.name)} {words.question(card.role)}"

    def begin_relation(self) -> None:
        """Draw a line from the current person."""
        self._keys.begin_relation()

    def next_relation(self) -> None:
        """Go to the next relation of the current person."""
        self._keys.next_relation()

    # ---- where things are

    def to_scene(self, point: QPointF) -> tuple[float, float]:
        """Return a place of the widget in the drawing."""
        found = (point - self.offset) / self.zoom
        return found.x(), found.y()

    def to_widget(self, x: float, y: float) -> QPointF:
        """Return a place of the drawing in the widget."""
        return QPointF(x, y) * self.zoom + self.offset

    def card_rect(self, key: int) -> QRectF:
        """Return where a card is on the widget."""
        box = self.drawing.cards[key].box
        corner = self.to_widget(box.x, box.y)
        return QRectF(corner.x(), corner.y(), box.width * self.zoom, box.height * self.zoom)

    def wire_at(self, x: float, y: float) -> Wire | None:
        """Return the relation whose word or line is at a point of the drawing."""
        near = 7.0 / self.zoom
        for wire in self.drawing.wires:
            box = wire.box
            if box.x <= x <= box.x + box.width and box.y <= y <= box.y + box.height:
                return wire
        for wire in self.drawing.wires:
            if any(_far(x, y, a, b) <= near for a, b in zip(wire.path, wire.path[1:], strict=False)):
                return wire
        return None

    def neighbour(self, key: Qt.Key, start: int | None = None) -> int | None:
        """Return the card that stands next in a direction of the arrows."""
        here = self.drawing.cards.get(start if start is not None else self.marks.card or 0)
        if here is None:
            return next(iter(self.drawing.cards), None)
        turn = {Qt.Key.Key_Right: 0.0, Qt.Key.Key_Down: 1.5708, Qt.Key.Key_Left: 3.1416, Qt.Key.Key_Up: -1.5708}[key]
        best: tuple[float, int] | None = None
        for card in self.drawing.cards.values():
            dx, dy = card.box.centre[0] - here.box.centre[0], card.box.centre[1] - here.box.centre[1]
            away = cos(atan2(dy, dx) - turn)
            if card.key == here.key or away < 0.25:
                continue
            cost = hypot(dx, dy) / away**2
            if best is None or cost < best[0]:
                best = cost, card.key
        return best[1] if best else None

    # ---- zoom

    def fit(self) -> None:
        """Show everything, at most as large as it is."""
        whole = self.drawing.whole
        if not whole.width or not whole.height:
            return
        head = self._screen.head()
        room = min((self.width() - 2 * EDGE) / whole.width, (self.height() - head - 2 * EDGE) / whole.height)
        self.zoom = max(LEAST, min(1.0, room))
        x, y = whole.centre
        self.offset = QPointF(self.width() / 2 - x * self.zoom, (self.height() + head) / 2 - y * self.zoom)
        self._fitted = True
        self.update()
        self.zoomed.emit()

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom around a place of the widget, or its middle."""
        at = QPointF(self.width() / 2, self.height() / 2) if at is None else at
        x, y = self.to_scene(at)
        self.zoom = max(LEAST, min(MOST, self.zoom * factor))
        self.offset = at - QPointF(x, y) * self.zoom
        self._fitted = False
        self._screen.zooming()
        self.update()
        self.zoomed.emit()

    def pan(self, by: QPointF) -> None:
        """Move the drawing under the window."""
        self.offset += by
        self._fitted = False
        self.update()

    def zoom_in(self) -> None:
        """Show things larger."""
        self.zoom_by(STEP)

    def zoom_out(self) -> None:
        """Show things smaller."""
        self.zoom_by(1 / STEP)

    def _reveal(self, card: Card) -> None:
        """Bring a card into sight."""
        box, room = self.card_rect(card.key), QRectF(self.rect()).adjusted(8, 8 + self._screen.head(), -8, -8)
        dx = min(0.0, room.right() - box.right()) or max(0.0, room.left() - box.left())
        dy = min(0.0, room.bottom() - box.bottom()) or max(0.0, room.top() - box.top())
        if (dx or dy) and self.isVisible():
            self.pan(QPointF(dx, dy))

    # ---- Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        self.marks.focus = self.hasFocus()
        self.marks.hands = not self.read_only
        self._screen.paint(QPainter(self), event.rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitted:
            self.fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._keys.knows(event):
            event.accept()
            return True
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_by(1 + event.value(), event.position())
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.press(event):
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.pan(QPointF(steps.y() or steps.x(), 0) * 0.5)
        else:
            self.zoom_by(STEP ** (steps.y() / 120), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._hands.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hands.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._hands.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._hands.double(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.point_at(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self.marks.card is None and self.drawing.cards:
            self.set_card(next(iter(self.drawing.cards)), reveal=False)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()


def _far(x: float, y: float, one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return how far a point is from a piece of a line."""
    dx, dy = other[0] - one[0], other[1] - one[1]
    length = dx * dx + dy * dy
    at = max(0.0, min(1.0, ((x - one[0]) * dx + (y - one[1]) * dy) / length)) if length else 0.0
    return hypot(x - one[0] - at * dx, y - one[1] - at * dy)
