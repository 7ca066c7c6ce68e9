"""The drawing for screen readers: a list whose items are the people and the open places; the current one has focus."""

from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRect
from PySide6.QtGui import QAccessible

from ui.chains.canvas import ChainCanvas
from ui.kit.access import Painted, Readers


class CanvasInterface(Painted):
    """The drawing as a list; a person is known by the key of their card."""

    part_role = QAccessible.Role.ListItem

    def __init__(self, canvas: ChainCanvas) -> None:
        super().__init__(canvas, QAccessible.Role.List)

    def drawn(self) -> ChainCanvas:
        """Return the widget."""
        found = self.widget()
        assert isinstance(found, ChainCanvas)
        return found

    def keys(self) -> list[int]:
        """Return the cards in their order."""
        return list(self.drawn().drawing.cards)

    def childCount(self) -> int:
        return len(self.drawn().drawing.cards)

    def key(self, index: int) -> int:
        return self.keys()[index]

    def place(self, key: int) -> int:
        keys = self.keys()
        return keys.index(key) if key in keys else -1

    def current(self) -> int:
        card = self.drawn().marks.card
        return -1 if card is None else self.place(card)

    def named(self, key: int) -> str:
        canvas = self.drawn()
        return canvas.spoken_card(canvas.drawing.cards[key])

    def box(self, key: int) -> QRect:
        return self.drawn().card_rect(key).toRect()

    def hit(self, point: QPoint) -> int:
        canvas = self.drawn()
        card = canvas.drawing.at(*canvas.to_scene(QPointF(point)))
        return self.place(card.key) if card is not None else -1


READERS: Final = Readers(ChainCanvas, CanvasInterface)
