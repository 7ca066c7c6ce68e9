"""Line icons, tinted and drawn sharply at the size and the scale they are shown in."""

import re
from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources
from ui.kit.tokens import token

STROKE = re.compile(r'stroke-width="[\d.]+"')


@cache
def svg(name: str) -> str:
    """Return the drawing of an icon."""
    return resources.read_text(f"icons/{name}.svg")


def stroke(size: int) -> float:
    """Return the line width, in units of the 24 grid, that suits a size."""
    widths = token("icon", "strokeBySize")
    return float(widths[min(widths, key=lambda known: abs(int(known) - size))])


def tinted(name: str, size: int, rgb: str) -> bytes:
    """Return the drawing in one colour, with the lines that suit the size."""
    return STROKE.sub(f'stroke-width="{stroke(size)}"', svg(name)).replace("currentColor", rgb).encode()


@cache
def draw_icon(name: str, size: int, rgb: str, dpr: float) -> QPixmap:
    """Draw an icon once for a size in device-independent pixels, a colour and a scale."""
    side = round(size * dpr)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(tinted(name, size, rgb))).render(painter, QRectF(0, 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(dpr)
    return pixmap


@cache
def make_icon(name: str, size: int, rgb: str, disabled_rgb: str) -> QIcon:
    """Make an icon sharp on every screen there is; selected rows and hovered buttons do not tint it."""
    icon = QIcon()
    ratios = {screen.devicePixelRatio() for screen in QGuiApplication.screens()} or {1.0}
    for dpr in sorted(ratios):
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Active, QIcon.Mode.Selected):
            icon.addPixmap(draw_icon(name, size, rgb, dpr), mode)
        icon.addPixmap(draw_icon(name, size, disabled_rgb, dpr), QIcon.Mode.Disabled)
    return icon


def forget_icons() -> None:
    """Drop what was drawn, as when screens or colours change."""
    draw_icon.cache_clear()
    make_icon.cache_clear()
