"""The content chip: its border tells the appeal, its icon block the status, its icon and colour the form."""

from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from ui.kit.painting import appeal_pen, scale_of, whole_pixels
from ui.kit.theme import changed, current, Theme
from ui.kit.tokens import token

CHIP_HEIGHT: Final = 20
CHIP_MARGIN: Final = 2
"""Room around a chip's picture for the ring of a selected one."""
WARN_SIZE: Final = 11
KEPT_CHIPS: Final = 6000
CLOSEST: Final = 0.4
"""By how many pixels letters may move together so that a title fits."""


@dataclass(frozen=True, slots=True)
class ChipLook:
    """All that a chip shows; equal looks share one picture."""

    code: str
    short: str
    form: str
    form_class: str
    appeal: str = "R"
    status: str = "planned"
    warn: bool = False
    dim: bool = False
    selected: bool = False
    dragged: bool = False
    hue: str = ""
    """A colour that tells something else than the form; with it `icon` says the same without colour."""
    icon: str = ""


def paint_chip(painter: QPainter, rect: QRectF, look: ChipLook, theme: Theme, dpr: float | None = None) -> None:
    """Paint a chip into a rectangle 20 high; a selected one's ring lies two pixels around it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if look.dim:
        painter.setOpacity(token("chip", "dimOpacity"))
    dpr = dpr or scale_of(painter)
    border = token("chip", "border", look.appeal)
    radius, line = float(border["radius"]), appeal_pen(look.appeal, theme)
    if look.dragged:
        line = QPen(theme.color("accent"), 1.5)
    width = whole_pixels(line.widthF(), dpr)
    line.setWidthF(width)
    half = width / 2
    painter.setPen(line)
    painter.setBrush(theme.color("raised" if look.dragged else "surface"))
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius - half, radius - half)
    if look.selected:
        painter.setPen(QPen(theme.color("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(-1, -1, 1, 1), radius + 1, radius + 1)
    inset, side = round(2 * dpr) / dpr, round(token("chip", "iconBlock") * dpr) / dpr
    block = QRectF(rect.left() + inset, rect.top() + inset, side, side)
    _paint_block(painter, block, look, theme, dpr)
    _paint_text(painter, rect, block.right() + token("chip", "gap"), look, theme, dpr)
    painter.restore()


def _paint_block(painter: QPainter, block: QRectF, look: ChipLook, theme: Theme, dpr: float) -> None:
    """Paint the icon on the ground that tells the status."""
    form, radius = look.hue or theme.form_color(look.form_class), token("chip", "border", look.appeal)["blockRadius"]
    ink = {"live": "surface", "idea": "text3"}.get(look.status, form)
    path = QPainterPath()
    path.addRoundedRect(block, radius, radius)
    if look.status == "live":
        painter.fillPath(path, theme.color(form))
    elif look.status == "done":
        painter.fillPath(path, theme.mixed(form, "surface", 0.14))
    elif look.status == "scheduled":
        lower = QPainterPath()
        lower.addRect(block.adjusted(0, block.height() / 2, 0, 0))
        painter.fillPath(path.intersected(lower), theme.mixed(form, "surface", 0.30))
    if look.status in ("planned", "scheduled"):
        line = whole_pixels(1, dpr)
        color = theme.color(form) if look.status == "scheduled" else theme.mixed(form, "surface", 0.7)
        painter.setPen(QPen(color, line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = line / 2
        painter.drawRoundedRect(block.adjusted(half, half, -half, -half), radius - half, radius - half)
    name = look.icon or theme.form_icon(look.form, look.form_class)
    icon = theme.pixmap(name, token("chip", "icon"), ink, dpr)
    inset = round(2 * dpr) / dpr
    painter.drawPixmap(block.topLeft() + QPointF(inset, inset), icon)


def _paint_text(painter: QPainter, rect: QRectF, x: float, look: ChipLook, theme: Theme, dpr: float) -> None:
    """Paint the code, as much of the short title as fits, and the warning."""
    code_font, short_font = chip_fonts(theme)
    right = rect.right() - token("chip", "padRight") - (WARN_SIZE + 2 if look.warn else 0)
    painter.setFont(code_font)
    painter.setPen(theme.color("text2" if look.status == "idea" else "text"))
    width = QFontMetricsF(code_font).horizontalAdvance(look.code)
    middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(QRectF(x, rect.top(), min(width + 1, right - x), rect.height()), middle, look.code)
    x += width + token("chip", "gap")
    if right - x > WARN_SIZE:
        short_font = fitting(short_font, look.short, right - x)
        painter.setFont(short_font)
        painter.setPen(theme.color("text2"))
        short = QFontMetricsF(short_font).elidedText(look.short, Qt.TextElideMode.ElideRight, right - x)
        painter.drawText(QRectF(x, rect.top(), right - x, rect.height()), middle, short)
    if look.warn:
        sign = theme.pixmap("triangle-alert", WARN_SIZE, "thin", dpr)
        painter.drawPixmap(QPointF(rect.right() - WARN_SIZE - 3, rect.top() + 4), sign)


def chip_fonts(theme: Theme) -> tuple[QFont, QFont]:
    """Return the fonts of a chip's code and of its short title."""
    code_font = theme.font("micro", int(token("chip", "codeWeight")))
    code_font.setPixelSize(int(token("chip", "codePx")))
    return code_font, theme.font("micro", 400)


def fitting(font: QFont, text: str, room: float) -> QFont:
    """Return the font, a pixel smaller or a little closer where that lets a text be read whole."""
    small, over = int(token("chip", "titlePx")), QFontMetricsF(font).horizontalAdvance(text) - room
    if over <= 0:
        return font
    closer = QFont(font)
    if font.pixelSize() > small:
        closer.setPixelSize(small)
    elif text and over <= CLOSEST * len(text):
        closer.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, -(over + 0.2) / len(text))
    return closer


def chip_width(look: ChipLook, theme: Theme) -> int:
    """Return the width at which nothing of a chip is cut off."""
    code_font, short_font = chip_fonts(theme)
    text = QFontMetricsF(code_font).horizontalAdvance(look.code)
    if look.short:
        text += token("chip", "gap") + QFontMetricsF(short_font).horizontalAdvance(look.short)
    around = 2 + token("chip", "iconBlock") + token("chip", "gap") + token("chip", "padRight")
    return max(int(token("chip", "minWidth")), ceil(text + around + 1 + (WARN_SIZE + 2 if look.warn else 0)))


@lru_cache(maxsize=KEPT_CHIPS)
def chip_pixmap(look: ChipLook, width: int, dpr: float = 1.0) -> QPixmap:
    """Return a chip's picture, kept; its chip begins `margin_at(dpr)` right of and below its corner."""
    size = (width + 2 * CHIP_MARGIN, CHIP_HEIGHT + 2 * CHIP_MARGIN)
    margin, sides = margin_at(dpr), (round(width * dpr) / dpr, round(CHIP_HEIGHT * dpr) / dpr)
    pixmap = QPixmap(round(size[0] * dpr), round(size[1] * dpr))
    pixmap.setDevicePixelRatio(dpr)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_chip(painter, QRectF(margin, margin, *sides), look, current())
    painter.end()
    return pixmap


def draw_chip(painter: QPainter, x: float, y: float, look: ChipLook, width: int, dpr: float = 1.0) -> None:
    """Draw a chip's kept picture with the chip's corner at a place."""
    margin = margin_at(dpr)
    painter.drawPixmap(QPointF(x - margin, y - margin), chip_pixmap(look, width, dpr))


def margin_at(dpr: float) -> float:
    """Return the room around a chip's picture, in whole pixels of the screen."""
    return round(CHIP_MARGIN * dpr) / dpr


def drag_pixmap(look: ChipLook, width: int, dpr: float = 1.0) -> QPixmap:
    """Return the picture that follows the pointer while a chip is dragged."""
    return chip_pixmap(replace(look, dragged=True, selected=False, dim=False), width, dpr)


def forget_chips() -> None:
    """Drop all kept pictures."""
    chip_pixmap.cache_clear()


changed.connect(forget_chips)
