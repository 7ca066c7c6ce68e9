"""What is painted again and again while a chain is dragged, pulled or zoomed, kept as pictures and prepared lines.

A card is painted once for each look of it: what it says, how it is lit, the zoom, the colours. Lines are prepared once
for each way they run.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from b2bdesk.insight.chain_layout import Box
from ui.chains.cards import draw_card, draw_ground, Dress, face_of, ring_of, State
from ui.chains.drawing import Card, Wire
from ui.chains.paint import smooth
from ui.chains.wires import draw_word, Stroke, stroke_of

AIR: Final = 4.0
"""What a picture holds around its card: the shade and half of the edge."""
MOST: Final = 30_000_000
"""Pixels that the pictures may have together; beyond that, those not on the screen are let go."""


@dataclass(frozen=True, slots=True)
class _Kept:
    of: object
    """All that the picture depends on."""
    zoom: float
    picture: QPixmap


class Pictures:
    """Kept by card, word and line; `sharp` says that a picture of another zoom will not do."""

    def __init__(self) -> None:
        self.sharp = True
        self.blurred = False
        """Whether a picture of another zoom was shown since this was last asked."""
        self._cards: dict[int, _Kept] = {}
        self._grounds: dict[object, QPixmap] = {}
        self._words: dict[object, QPixmap] = {}
        self._strokes: dict[int, tuple[object, Stroke]] = {}
        self._scale = (0.0, 0.0)

    def forget(self) -> None:
        """Let all pictures go, as when the colours or the fonts have changed."""
        self._cards.clear()
        self._grounds.clear()
        self._words.clear()

    def stroke(self, wire: Wire) -> Stroke:
        """Return a relation's line, prepared."""
        of = wire.path, wire.tie.type, wire.box
        kept = self._strokes.get(wire.tie.id)
        if kept is None or kept[0] != of:
            kept = self._strokes[wire.tie.id] = of, stroke_of(wire)
        return kept[1]

    def draw_card(self, painter: QPainter, card: Card, at: QPointF, zoom: float, *, dress: Dress, state: State) -> None:
        """Draw a card with its left upper corner at a place of the widget, in pixels of the widget."""
        dpr = painter.device().devicePixelRatioF()
        size = card.box.width, card.box.height
        of = _said(card), size, state, dress.enough, dress.asks, _face(card, dress), dpr
        kept = self._cards.get(card.key)
        if kept is None or kept.of != of or (kept.zoom != zoom and self.sharp):
            kept = self._cards[card.key] = _Kept(of, zoom, self._card(card, zoom, dpr, dress=dress, state=state))
        corner = at - QPointF(AIR, AIR) * zoom
        if kept.zoom == zoom:
            painter.drawPixmap(_on_pixel(corner, dpr), kept.picture)
            return
        self.blurred = True
        full = QRectF(corner, (kept.picture.deviceIndependentSize()) * (zoom / kept.zoom))
        painter.drawPixmap(full, kept.picture, QRectF(kept.picture.rect()))

    def draw_word(self, painter: QPainter, wire: Wire, at: QPointF, zoom: float, *, dress: Dress, lit: bool) -> None:
        """Draw a relation's word with its left upper corner at a place of the widget."""
        dpr = painter.device().devicePixelRatioF()
        self._at_scale(zoom, dpr)
        key = wire.word, wire.tie.type, lit
        if key not in self._words:
            box = Box(1, 1, wire.box.width, wire.box.height)
            self._words[key] = _picture(
                box, 1, zoom, dpr, lambda paint: draw_word(paint, replace(wire, box=box), dress.look, lit=lit)
            )
        painter.drawPixmap(_on_pixel(at - QPointF(1, 1) * zoom, dpr), self._words[key])

    def let_go(self, shown: set[int]) -> None:
        """Let pictures go that are not on the screen when they have become many."""
        pixels = sum(kept.picture.width() * kept.picture.height() for kept in self._cards.values())
        if pixels > MOST:
            for key in self._cards.keys() - shown:
                del self._cards[key]

    def _card(self, card: Card, zoom: float, dpr: float, *, dress: Dress, state: State) -> QPixmap:
        box = Box(AIR, AIR, card.box.width, card.box.height)
        here = replace(card, box=box)
        if card.person is None:
            return _picture(box, AIR, zoom, dpr, lambda paint: draw_card(paint, here, dress, state, zoom=zoom))
        self._at_scale(zoom, dpr)
        key = state, box
        if key not in self._grounds:  # the ground is the dearest part, and the same for all
            self._grounds[key] = _picture(box, AIR, zoom, dpr, lambda paint: draw_ground(paint, box, dress.look, state))
        picture = QPixmap(self._grounds[key])
        _into(picture, zoom, lambda paint: draw_card(paint, here, dress, state, zoom=zoom, ground=False))
        return picture

    def _at_scale(self, zoom: float, dpr: float) -> None:
        """Let the pictures go that are only right at another scale."""
        if self._scale != (zoom, dpr):
            self._scale = zoom, dpr
            self._grounds.clear()
            self._words.clear()


def _said(card: Card) -> object:
    """Return what is on a card, wherever it stands."""
    return card.name, card.first, card.lines, card.stance, card.badges, card.served, card.person, card.faint


def _face(card: Card, dress: Dress) -> int:
    """Return which photo is there to be drawn."""
    person = card.person
    if person is None or not person.photo:
        return 0
    found = face_of(person.photo, ceil(ring_of(person.influence) - 12), dress.faces)
    return 0 if found is None else found.cacheKey()


def _picture(box: Box, air: float, zoom: float, dpr: float, draw: Callable[[QPainter], None]) -> QPixmap:
    wide, high = (box.width + 2 * air) * zoom * dpr, (box.height + 2 * air) * zoom * dpr
    picture = QPixmap(QSize(ceil(wide) + 1, ceil(high) + 1))
    picture.setDevicePixelRatio(dpr)
    picture.fill(Qt.GlobalColor.transparent)
    _into(picture, zoom, draw)
    return picture


def _into(picture: QPixmap, zoom: float, draw: Callable[[QPainter], None]) -> None:
    painter = QPainter(picture)
    smooth(painter)
    painter.scale(zoom, zoom)
    draw(painter)
    painter.end()


def _on_pixel(at: QPointF, dpr: float) -> QPointF:
    """Return the place nearest to one where a picture falls on whole pixels, and so stays sharp."""
    return QPointF(round(at.x() * dpr) / dpr, round(at.y() * dpr) / dpr)
