"""The marks of the sheet: five fills for five statuses in the colour of the form, the warning, and a small number."""

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPixmap

from ui.kit.painting import pen, whole_pixels
from ui.kit.theme import changed, current, Theme
from ui.sheet.layout import COLUMN, ROW

SIDE: Final = 14
RADIUS: Final = 3
WARN: Final = 10
DIGIT: Final = 9
TICK: Final = ((0.25, 0.53), (0.43, 0.70), (0.76, 0.32))
DONE_SHARE: Final = 0.16


@lru_cache(maxsize=1024)
def mark_pixmap(status: str, form_class: str, warn: bool, n: int, dpr: float) -> QPixmap:
    """Return the picture of a cell's content, as large as the cell, kept."""
    pixmap = QPixmap(round(COLUMN * dpr), round(ROW * dpr))
    pixmap.setDevicePixelRatio(dpr)
    pixmap.fill(Qt.GlobalColor.transparent)
    p = QPainter(pixmap)
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF((COLUMN - SIDE) / 2, (ROW - SIDE) / 2, SIDE, SIDE)
    draw_mark(p, box, status, current().form_color(form_class), current(), dpr)
    if n > 1:
        _draw_number(p, box, n, current())
    if warn:
        _draw_warning(p, box, current(), dpr)
    p.end()
    return pixmap


def draw_mark(p: QPainter, box: QRectF, status: str, color: str, theme: Theme, dpr: float = 1.0) -> None:
    """Draw the mark of a status, 14 by 14."""
    line = whole_pixels(1.5, dpr)
    inner = box.adjusted(line / 2, line / 2, -line / 2, -line / 2)
    p.setBrush(Qt.BrushStyle.NoBrush)
    if status == "idea":
        _dashed(p, box, theme, dpr)
    elif status == "live":
        _fill(p, box, theme, color)
    elif status == "done":
        path = QPainterPath()
        path.addRoundedRect(box, RADIUS, RADIUS)
        p.fillPath(path, theme.mixed(color, "surface", DONE_SHARE))
        _tick(p, box, theme, color)
    else:
        ink = "text3" if status == "dropped" else color
        if status == "scheduled":
            _half(p, box, theme, ink)
        p.setPen(QPen(theme.color(ink), line))
        p.drawRoundedRect(inner, RADIUS - 0.5, RADIUS - 0.5)
        if status == "dropped":
            p.drawLine(inner.topRight() + QPointF(-2, 2), inner.bottomLeft() + QPointF(2, -2))


def _dashed(p: QPainter, box: QRectF, theme: Theme, dpr: float) -> None:
    line = whole_pixels(1, dpr)
    dotted = QPen(theme.color("text3"), line)
    dotted.setDashPattern([1.6, 1.6])
    p.setPen(dotted)
    p.drawRoundedRect(box.adjusted(line / 2, line / 2, -line / 2, -line / 2), RADIUS - 0.5, RADIUS - 0.5)


def _fill(p: QPainter, box: QRectF, theme: Theme, color: str) -> None:
    path = QPainterPath()
    path.addRoundedRect(box, RADIUS, RADIUS)
    p.fillPath(path, theme.color(color))


def _half(p: QPainter, box: QRectF, theme: Theme, color: str) -> None:
    path, lower = QPainterPath(), QPainterPath()
    path.addRoundedRect(box, RADIUS, RADIUS)
    lower.addRect(box.adjusted(0, SIDE / 2, 0, 0))
    p.fillPath(path.intersected(lower), theme.color(color))


def _tick(p: QPainter, box: QRectF, theme: Theme, color: str) -> None:
    p.setPen(pen(theme, color, 1.6))
    p.drawPolyline([QPointF(box.x() + SIDE * a, box.y() + SIDE * b) for a, b in TICK])


def _draw_number(p: QPainter, box: QRectF, n: int, theme: Theme) -> None:
    """Draw how many placements a cell holds over its mark's corner."""
    font = theme.font("micro", 700)
    font.setPixelSize(DIGIT)
    text = str(n) if n < 10 else "9+"
    place = QRectF(box.right() - 5, box.bottom() - 6, 9 if n < 10 else 12, 10).translated(0 if n < 10 else -4, 0)
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(theme.color("text"))
    p.drawRoundedRect(place, 3, 3)
    p.setPen(theme.color("surface"))
    p.setFont(font)
    p.drawText(place, Qt.AlignmentFlag.AlignCenter, text)


def _draw_warning(p: QPainter, box: QRectF, theme: Theme, dpr: float) -> None:
    """Draw the sign of a finding over the mark's other corner."""
    corner = QPointF(box.right() - 5, box.top() - 5)
    sign = QPainterPath()
    sign.moveTo(corner.x() + WARN / 2, corner.y() - 0.5)
    sign.lineTo(corner.x() + WARN + 0.5, corner.y() + WARN - 0.5)
    sign.lineTo(corner.x() - 0.5, corner.y() + WARN - 0.5)
    sign.closeSubpath()
    p.fillPath(sign, theme.color("surface"))
    p.drawPixmap(corner, theme.pixmap("triangle-alert", WARN, "thin", dpr))


changed.connect(mark_pixmap.cache_clear)
