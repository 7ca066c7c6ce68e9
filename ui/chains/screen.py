"""The drawing on the screen: kept pictures where they belong, the names of the lanes above, what is lit on top."""

from typing import Final, TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QTimer
from PySide6.QtGui import QPainter, QPen, Qt

from ui.chains.cards import draw_focus, draw_hands, Dress, HANDLE, State
from ui.chains.drawing import Card, Drawing, Wire
from ui.chains.lanes import draw_borders, draw_heads, HEIGHT, Lane, LaneRole, spans
from ui.chains.paint import smooth
from ui.chains.pictures import Pictures
from ui.chains.pieces import rect
from ui.chains.wires import draw_wire
from ui.kit import theme

if TYPE_CHECKING:
    from ui.chains.canvas import ChainCanvas

SHARPEN_MS: Final = 90
"""So long after the last step of a zoom everything is painted sharp again."""
AROUND: Final = HANDLE + 4.0
"""What is painted around a card: its handles and the ring of the keyboard."""


class ChainScreen:
    """Paints for the canvas."""

    def __init__(self, canvas: "ChainCanvas") -> None:
        self._canvas = canvas
        self.pictures = Pictures()
        self.lanes: tuple[Lane, ...] = ()
        self.roles: list[tuple[QRectF, LaneRole]] = []
        self._soon = QTimer(canvas)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SHARPEN_MS)
        self._soon.timeout.connect(self._sharpen)

    def head(self) -> float:
        """Return how high the names of the lanes are."""
        return HEIGHT if self.lanes else 0.0

    def zooming(self) -> None:
        """Show pictures of the zoom before while the zoom goes on."""
        self.pictures.sharp = False
        self._soon.start()

    def _sharpen(self) -> None:
        self.pictures.sharp = True
        if self.pictures.blurred:
            self.pictures.blurred = False
            self._canvas.update()

    def dirty(self, before: Drawing, after: Drawing, key: int) -> QRect:
        """Return the part of the widget that changes with one card and its lines."""
        found = QRectF()
        for drawing in (before, after):
            found = found.united(rect(drawing.cards[key].box))
            for wire in drawing.wires:
                if key in (wire.tie.from_, wire.tie.to):
                    xs, ys = [x for x, _ in wire.path], [y for _, y in wire.path]
                    found = found.united(QRectF(QPointF(min(xs), min(ys)), QPointF(max(xs), max(ys))))
                    found = found.united(rect(wire.box))
        return self._on_widget(found)

    def around(self, card: Card) -> QRect:
        """Return the part of the widget that a card is painted on."""
        return self._on_widget(rect(card.box))

    def _on_widget(self, found: QRectF) -> QRect:
        wide = found.adjusted(-AROUND, -AROUND, AROUND, AROUND)
        corner = self._canvas.to_widget(wide.x(), wide.y())
        return QRectF(corner, wide.size() * self._canvas.zoom).toAlignedRect().adjusted(-2, -2, 2, 2)

    def paint(self, painter: QPainter, part: QRect) -> None:
        """Paint a part of the widget."""
        canvas, look = self._canvas, theme.current()
        painter.fillRect(part, look.color("sunken"))
        if canvas.board is None:
            return
        smooth(painter)
        corner = canvas.to_scene(QPointF(part.topLeft()))
        seen = QRectF(corner[0], corner[1], part.width() / canvas.zoom, part.height() / canvas.zoom)
        seen.adjust(-AROUND, -AROUND, AROUND, AROUND)
        wires = [wire for wire in canvas.drawing.wires if self.pictures.stroke(wire).around.intersects(seen)]
        painter.save()
        self._to_scene(painter)
        draw_borders(painter, canvas.drawing.borders, seen.top(), seen.bottom(), look)
        for wire in wires:
            draw_wire(painter, wire, self.pictures.stroke(wire), look, lit=canvas.marks.tie == wire.tie.id)
        painter.restore()
        dress = Dress(look, canvas.faces, canvas.drawing.enough, not canvas.read_only)
        self._words(painter, wires, dress)
        self._cards(painter, seen, dress)
        self._line(painter)
        if part.top() < self.head():
            self._heads(painter)

    def _to_scene(self, painter: QPainter) -> None:
        painter.translate(self._canvas.offset)
        painter.scale(self._canvas.zoom, self._canvas.zoom)

    def _words(self, painter: QPainter, wires: list[Wire], dress: Dress) -> None:
        canvas = self._canvas
        for wire in wires:
            at, lit = canvas.to_widget(wire.box.x, wire.box.y), canvas.marks.tie == wire.tie.id
            self.pictures.draw_word(painter, wire, at, canvas.zoom, dress=dress, lit=lit)

    def _cards(self, painter: QPainter, seen: QRectF, dress: Dress) -> None:
        canvas, marks, shown = self._canvas, self._canvas.marks, set[int]()
        for card in canvas.drawing.cards.values():
            if not rect(card.box).intersects(seen):
                continue
            shown.add(card.key)
            lit = card.key in (marks.card, marks.source, marks.target)
            state = State.LIT if lit else State.HOVER if card.key == marks.hover else State.PLAIN
            at = canvas.to_widget(card.box.x, card.box.y)
            self.pictures.draw_card(painter, card, at, canvas.zoom, dress=dress, state=state)
            self._touched(painter, card)
        self.pictures.let_go(shown)

    def _touched(self, painter: QPainter, card: Card) -> None:
        """Draw what only the current card and the one under the pointer have."""
        marks, look = self._canvas.marks, theme.current()
        focus = card.key == marks.card and marks.focus and card.person is not None
        hands = marks.hands and card.key in (marks.hover, marks.card) and card.person is not None
        if focus or hands:
            painter.save()
            self._to_scene(painter)
            if focus:
                draw_focus(painter, card.box, look)
            if hands:
                draw_hands(painter, card.box, look)
            painter.restore()

    def _line(self, painter: QPainter) -> None:
        line = self._canvas.marks.line
        if line is not None:
            painter.setPen(QPen(theme.current().color("accent"), 2, Qt.PenStyle.DashLine))
            painter.drawLine(self._canvas.to_widget(*line[0]), self._canvas.to_widget(*line[1]))

    def _heads(self, painter: QPainter) -> None:
        look, width = theme.current(), float(self._canvas.width())
        painter.fillRect(QRectF(0, 0, width, HEIGHT), look.color("sunken"))
        borders = [self._canvas.to_widget(border, 0).x() for border in self._canvas.drawing.borders]
        draw_borders(painter, [x for x in borders if 0 < x < width], 0, HEIGHT, look)
        self.roles = draw_heads(painter, self.lanes, spans(borders, 0.0, width), 0.0, look)
        painter.setPen(QPen(look.color("hairline"), 1))
        painter.drawLine(QPointF(0, HEIGHT - 0.5), QPointF(width, HEIGHT - 0.5))
