"""Paths of a card's marks, gathered by pen and brush: all of a kind are one path, drawn at once.

Coordinates are whole drawing units, forty to the millimetre: numbers of a few digits are what keeps a PDF small.
"""

import itertools
from functools import cache
from math import cos, pi, sin, tan
from typing import Final, NamedTuple

from PySide6.QtGui import QPainterPath

from ui.cards.lettering import UNIT

PART: Final = 120.0
"""Degrees that one curve spans at most: it strays by less than 0.2 % of the radius."""
TURN: Final = 360.0
CURVED: Final = 0.4477
Point = tuple[float, float]
Curve = tuple[Point, Point, Point]


class Ink(NamedTuple):
    """Pen and brush of a path; `layer` says what lies on what. A dash is so long, in millimetres, and its gap `gap`."""

    layer: int
    line: str = ""
    width: float = 0.0
    fill: str = ""
    dash: float = 0.0
    round: bool = False
    gap: float = 0.0


@cache
def arc(side: float, inset: float, start: float, span: float) -> tuple[Point, tuple[Curve, ...]]:
    """Return first point and curves of an arc in a square of a side, by degrees clockwise from twelve o'clock."""
    middle, radius = side * UNIT / 2, (side / 2 - inset) * UNIT
    parts = max(1, round(abs(span) / PART + 0.49))
    step = span / parts
    reach = 4 / 3 * tan(step * pi / 720) * radius
    points = [_ends(middle, radius, start + at * step, reach) for at in range(parts + 1)]
    curves = tuple((here[2], there[1], there[0]) for here, there in itertools.pairwise(points))
    return points[0][0], curves


def _ends(middle: float, radius: float, degrees: float, reach: float) -> tuple[Point, Point, Point]:
    """Return a point of a circle, and the control points before and behind it."""
    angle = degrees * pi / 180
    x, y = middle + radius * sin(angle), middle - radius * cos(angle)
    dx, dy = reach * cos(angle), reach * sin(angle)
    return (x, y), (x - dx, y - dy), (x + dx, y + dy)


class Strokes:
    """Gathers shapes into one path for each ink."""

    def __init__(self) -> None:
        self.paths: dict[Ink, QPainterPath] = {}

    def path(self, ink: Ink) -> QPainterPath:
        """Return the path of an ink."""
        found = self.paths.get(ink)
        if found is None:
            found = self.paths[ink] = QPainterPath()
        return found

    def line(self, ink: Ink, x: float, y: float, to_x: float, to_y: float) -> None:
        """Add a line, in millimetres."""
        path = self.path(ink)
        path.moveTo(round(x * UNIT), round(y * UNIT))
        path.lineTo(round(to_x * UNIT), round(to_y * UNIT))

    def dot(self, ink: Ink, x: float, y: float) -> None:
        """Add a line so short that its round ends make a dot."""
        path, left, top = self.path(ink), round(x * UNIT), round(y * UNIT)
        path.moveTo(left, top)
        path.lineTo(left + 1, top)

    def row(self, ink: Ink, x: float, y: float, count: int) -> None:
        """Add dashes side by side, from the first one's left edge or, where ends are round, from its middle.

        One dashed line instead of a shape each is what keeps a PDF small.
        """
        if count > 0:
            tail = 1 / UNIT if ink.round else ink.dash
            self.line(ink, x, y, x + (count - 1) * (ink.dash + ink.gap) + tail, y)

    def polyline(self, ink: Ink, points: list[Point]) -> None:
        """Add lines from point to point, in millimetres."""
        path = self.path(ink)
        path.moveTo(round(points[0][0] * UNIT), round(points[0][1] * UNIT))
        for x, y in points[1:]:
            path.lineTo(round(x * UNIT), round(y * UNIT))

    def arc(
        self, ink: Ink, x: float, y: float, side: float, inset: float, start: float = 0.0, span: float = TURN
    ) -> None:
        """Add an arc in a square, in millimetres and degrees."""
        path, (left, top) = self.path(ink), (x * UNIT, y * UNIT)
        first, curves = arc(side, inset, start, span)
        path.moveTo(round(left + first[0]), round(top + first[1]))
        for (ax, ay), (bx, by), (cx, cy) in curves:
            path.cubicTo(
                round(left + ax), round(top + ay), round(left + bx), round(top + by), round(left + cx), round(top + cy)
            )
        if span == TURN:
            path.closeSubpath()

    def box(self, ink: Ink, x: float, y: float, width: float, height: float, radius: float = 0.0) -> None:
        """Add a box with round corners, in millimetres."""
        path = self.path(ink)
        x, y, right, bottom = (round(n * UNIT) for n in (x, y, x + width, y + height))
        if not radius:
            path.addRect(x, y, right - x, bottom - y)
            return
        r = min(round(radius * UNIT), (right - x) // 2, (bottom - y) // 2)
        k = round(r * CURVED)  # how far a corner's control points lie from the corner
        path.moveTo(x, y + r)
        path.cubicTo(x, y + k, x + k, y, x + r, y)
        path.lineTo(right - r, y)
        path.cubicTo(right - k, y, right, y + k, right, y + r)
        path.lineTo(right, bottom - r)
        path.cubicTo(right, bottom - k, right - k, bottom, right - r, bottom)
        path.lineTo(x + r, bottom)
        path.cubicTo(x + k, bottom, x, bottom - k, x, bottom - r)
        path.closeSubpath()
