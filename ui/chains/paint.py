"""A chain painted whole, once: into a picture, an SVG or a PDF; words stay words. The screen has `pictures`."""

from PySide6.QtGui import QPainter

from ui.chains.cards import draw_card, Dress
from ui.chains.drawing import Drawing
from ui.chains.lanes import draw_borders, draw_heads, HEIGHT, Lane, spans
from ui.chains.pieces import Faces
from ui.chains.wires import draw_wire, draw_word, stroke_of
from ui.kit import theme


def paint(painter: QPainter, drawing: Drawing, lanes: tuple[Lane, ...] = (), faces: Faces | None = None) -> None:
    """Paint everything where it stands; the names of the lanes are above, `HEIGHT` high."""
    look = theme.current()
    smooth(painter)
    whole = drawing.whole
    if lanes:
        draw_borders(painter, drawing.borders, whole.y - HEIGHT, whole.y + whole.height, look)
        draw_heads(painter, lanes, spans(drawing.borders, whole.x - 16, whole.x + whole.width), whole.y - HEIGHT, look)
    for wire in drawing.wires:
        draw_wire(painter, wire, stroke_of(wire), look, lit=False)
    for wire in drawing.wires:
        draw_word(painter, wire, look, lit=False)
    dress = Dress(look, faces, drawing.enough)
    for card in drawing.cards.values():
        draw_card(painter, card, dress)


def smooth(painter: QPainter) -> None:
    """Let edges be smooth."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
