"""Small marks drawn the same everywhere: levels, statuses, lifecycle ring, weights, stances, evidence.

Pure painters: they take a painter with antialiasing on, a place in device-independent pixels, the facts and a theme,
and leave the painter's pen and brush changed.
"""

from collections.abc import Callable
from math import floor
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from ui.kit.theme import Theme
from ui.kit.tokens import token

BARS_WIDTH: Final = 11
BARS_HEIGHT: Final = 9
RING_GAP: Final = 9
FULL_TURN: Final = 360
PIPS_WIDTH: Final = 33
PREF_WIDTH: Final = 16
LEVELS: Final = ("gap", "thin", "ok", "crowded")


def pen(theme: Theme, color: str, width: float = 1.0) -> QPen:
    """Return a pen with round ends."""
    return QPen(theme.color(color), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def fill(painter: QPainter, theme: Theme, color: str) -> None:
    """Fill with a colour, without an outline."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(color))


def outline(painter: QPainter, theme: Theme, color: str, width: float = 1.0) -> None:
    """Draw outlines only."""
    painter.setPen(pen(theme, color, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def draw_bars(painter: QPainter, x: float, y: float, level: str, theme: Theme) -> None:
    """Draw the three level bars, 11 by 9: hollow for a gap, else one to three filled."""
    color = str(token("level", level))
    filled = LEVELS.index(level)
    for i, height in enumerate(token("cell", "bars", "heights")):
        bar = QRectF(x + 4 * i, y + BARS_HEIGHT - height, 3, height)
        if filled == 0:
            outline(painter, theme, color, 1)
            painter.drawRoundedRect(bar.adjusted(0.5, 0.5, -0.5, -0.5), 0.8, 0.8)
        else:
            fill(painter, theme, color if i < filled else "line")
            painter.drawRoundedRect(bar, 0.8, 0.8)


def draw_status_glyph(painter: QPainter, x: float, y: float, status: str, theme: Theme) -> None:
    """Draw the mark of a placement's or a content's status, 12 by 12."""
    look = token("status").get(status) or token("status", "idea")
    outline(painter, theme, look["color"], 1.6)
    _GLYPHS[look["mark"]](painter, QRectF(x + 1.3, y + 1.3, 9.4, 9.4), theme, look["color"])


def _dotted(painter: QPainter, r: QRectF, theme: Theme, color: str) -> None:
    line = pen(theme, color, 1.5)
    line.setDashPattern([0.1, 2.35])
    painter.setPen(line)
    painter.drawEllipse(r)


def _ring(painter: QPainter, r: QRectF, _theme: Theme, _color: str) -> None:
    painter.drawEllipse(r)


def _half(painter: QPainter, r: QRectF, theme: Theme, color: str) -> None:
    painter.drawEllipse(r)
    fill(painter, theme, color)
    painter.drawPie(r, 90 * 16, 180 * 16)


def _disc(painter: QPainter, r: QRectF, theme: Theme, color: str) -> None:
    fill(painter, theme, color)
    painter.drawEllipse(r.adjusted(-0.8, -0.8, 0.8, 0.8))


def _tick(painter: QPainter, r: QRectF, theme: Theme, color: str) -> None:
    painter.setPen(pen(theme, color, 1.8))
    points = ((0.02, 0.55), (0.34, 0.88), (0.98, 0.16))
    painter.drawPolyline([QPointF(r.x() + r.width() * a, r.y() + r.height() * b) for a, b in points])


def _struck(painter: QPainter, r: QRectF, _theme: Theme, _color: str) -> None:
    painter.drawEllipse(r)
    painter.drawLine(r.topRight() + QPointF(-1.6, 1.6), r.bottomLeft() + QPointF(1.6, -1.6))


_GLYPHS: Final[dict[str, Callable[[QPainter, QRectF, Theme, str], None]]] = {
    "dotted": _dotted,
    "ring": _ring,
    "half": _half,
    "disc": _disc,
    "tick": _tick,
    "struck": _struck,
}


def draw_arcs(
    painter: QPainter, box: QRectF, colors: list[str], theme: Theme, width: float, gap: float = RING_GAP
) -> None:
    """Draw equal arcs clockwise from twelve o'clock, one for each colour, with gaps in degrees between them."""
    inner = box.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    span = FULL_TURN / len(colors)
    for i, color in enumerate(colors):
        line = pen(theme, color, width)
        line.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(line)
        start = 90 - i * span - gap / 2
        painter.drawArc(inner, round(start * 16), round(-(span - gap) * 16))


def draw_ring(painter: QPainter, box: QRectF, phases: list[str], theme: Theme) -> None:
    """Draw the lifecycle ring, 12 to 18 wide, with the quarters of these phases in their colours."""
    lit = {token("phase", phase)["quarter"]: token("phase", phase)["color"] for phase in phases}
    colors = [str(lit.get(quarter, "line")) for quarter in range(4)]
    draw_arcs(painter, box, colors, theme, box.width() / 6.4, gap=14)


def draw_influence(painter: QPainter, box: QRectF, influence: int, theme: Theme, color: str = "text") -> None:
    """Draw a ring of five segments, as many lit as there is influence."""
    look = token("influence")
    colors = [color if i < influence else "line" for i in range(look["segments"])]
    draw_arcs(painter, box, colors, theme, look["ringWidth"], look["gapDegrees"])


def draw_weight(painter: QPainter, x: float, y: float, weight: int, theme: Theme, color: str = "text2") -> None:
    """Draw five pips of 5 by 10, as many lit as there is weight; 33 wide."""
    for i in range(5):
        fill(painter, theme, color if i < weight else "line")
        painter.drawRoundedRect(QRectF(x + 7 * i, y, 5, 10), 1.5, 1.5)


def draw_pref(painter: QPainter, x: float, y: float, preference: int, theme: Theme) -> None:
    """Draw three dots, as many lit as the preference is strong; 16 by 4."""
    for i in range(3):
        fill(painter, theme, "accent" if i < preference else "line")
        painter.drawEllipse(QRectF(x + 6 * i, y, 4, 4))


def draw_evidence_arc(painter: QPainter, box: QRectF, confidence: float | None, theme: Theme) -> None:
    """Draw an arc as long as the confidence of 0-1; a dashed ring for a mere assumption."""
    if confidence is None:
        line = pen(theme, "control", 1.3)
        line.setDashPattern([1.6, 1.8])
        painter.setPen(line)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
        return
    color = "ok" if round(confidence, 4) >= token("evidence", "ok") else "thin"
    inner = box.adjusted(1.25, 1.25, -1.25, -1.25)
    outline(painter, theme, "line", 2.5)
    painter.drawEllipse(inner)
    painter.setPen(pen(theme, color, 2.5))
    painter.drawArc(inner, 90 * 16, round(-confidence * FULL_TURN * 16))


def draw_stance(painter: QPainter, x: float, y: float, stance: int, theme: Theme) -> None:
    """Draw a stance of -2 to 2, 12 by 12: chevrons up for, a ring between, chevrons down against."""
    outline(painter, theme, token("stance", str(stance)), 1.9)
    if stance == 0:
        painter.drawEllipse(QRectF(x + 2.5, y + 2.5, 7, 7))
        return
    tops = (1.5, 6.0) if abs(stance) == 2 else (3.75,)
    for top in tops:
        ends, tip = (y + top + 4.5, y + top) if stance > 0 else (y + top, y + top + 4.5)
        painter.drawPolyline([QPointF(x + 1.5, ends), QPointF(x + 6, tip), QPointF(x + 10.5, ends)])


def draw_appeal(painter: QPainter, box: QRectF, appeal: str, theme: Theme) -> None:
    """Draw an appeal's border as a small sign of 16 by 12: solid, dashed, round."""
    look = token("chip", "border", appeal)
    painter.setPen(appeal_pen(appeal, theme))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = min(look["radius"] * 0.7, box.height() / 2)
    painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), radius, radius)


def appeal_pen(appeal: str, theme: Theme) -> QPen:
    """Return the pen of an appeal's border."""
    look = token("chip", "border", appeal)
    color = {"M": theme.color("mixed"), "E": theme.color("emotional")}.get(appeal)
    line = QPen(color or theme.mixed(*token("mix", "chipBorderRational")), look["width"])
    if look["style"] == "dash":
        line.setDashPattern([float(part) for part in token("line", "dashGap")])
    return line


def draw_hatch(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """Hatch what is not needed, at 135 degrees; lines join across neighbouring boxes."""
    pitch = int(token("cell", "hatch", "pitch"))
    painter.save()
    painter.setClipRect(box)
    painter.setPen(QPen(theme.color("hatch"), 1))
    first = int((box.left() + box.top()) // pitch) * pitch
    for total in range(first, int(box.right() + box.bottom()) + pitch, pitch):
        painter.drawLine(QPointF(total - box.top(), box.top()), QPointF(total - box.bottom(), box.bottom()))
    painter.restore()


def scale_of(painter: QPainter) -> float:
    """Return how many pixels a device-independent one has where the painter paints, be it screen or picture."""
    return painter.deviceTransform().m11()


def whole_pixels(width: float, dpr: float) -> float:
    """Return the width of a line that is as wide as this, but fills whole pixels of the screen."""
    return max(1, floor(width * dpr + 0.45)) / dpr


def draw_pixmap(painter: QPainter, x: float, y: float, pixmap: QPixmap) -> None:
    """Draw a picture with its corner on a whole pixel, so that it stays sharp."""
    painter.drawPixmap(QPointF(round(x), round(y)), pixmap)
