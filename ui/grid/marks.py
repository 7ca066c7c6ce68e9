"""Small pieces of the board's painting: text that is cut where there is no room, tags, dashed places, kept pictures."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPixmap

from ui.kit.chip import chip_width, ChipLook
from ui.kit.painting import BARS_HEIGHT, BARS_WIDTH, draw_bars
from ui.kit.theme import changed, current, Theme

LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
TAG_HEIGHT = 18
SHORTEST_NAME = 20
LONG_NAME = 6
MORE_WIDTH = 18


@lru_cache(maxsize=64)
def bars_pixmap(level: str, dpr: float) -> QPixmap:
    """Return the three level bars as a kept picture."""
    pixmap = QPixmap(round((BARS_WIDTH + 1) * dpr), round((BARS_HEIGHT + 1) * dpr))
    pixmap.setDevicePixelRatio(dpr)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_bars(painter, 0, 0, level, current())
    painter.end()
    return pixmap


@lru_cache(maxsize=4096)
def _cut(text: str, family: str, pixels: int, weight: int, width: int) -> tuple[str, float]:
    font = QFont(family.split("|"))
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight(weight))
    metrics = QFontMetricsF(font)
    cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
    return cut, metrics.horizontalAdvance(cut)


def cut(text: str, font: QFont, width: float) -> tuple[str, float]:
    """Return as much of a text as fits a width, with its own width; worked out once."""
    return _cut(text, "|".join(font.families()), font.pixelSize(), int(font.weight()), max(0, int(width)))


def write(
    p: QPainter, box: QRectF, text: str, font: QFont, theme: Theme, color: str, align: Qt.AlignmentFlag = LEFT
) -> float:
    """Write one line into a box, cut where it does not fit; return how wide it became."""
    shown, width = cut(text, font, box.width() + 0.5)
    p.setFont(font)
    p.setPen(theme.color(color))
    p.drawText(box, align, shown)
    return width


def fitting(names: list[str], font: QFont, room: float) -> tuple[list[str], int]:
    """Return names shortened so that tags with them fit side by side, and how many of them do."""
    around = 4 + BARS_WIDTH + 3 + 4 + 4 + cut(" 0", font, 99)[1]
    brief = [name.split(" ")[0] for name in names]
    for tried in (names, [b if len(name) > LONG_NAME else name for name, b in zip(names, brief, strict=True)], brief):
        if sum(cut(name, font, 400)[1] + around for name in tried) <= room + 4:
            return tried, len(tried)
    shown = len(names)
    while shown > 1 and (room - MORE_WIDTH * (shown < len(names))) / shown < around + SHORTEST_NAME:
        shown -= 1
    share = (room - MORE_WIDTH * (shown < len(names)) + 4) / max(1, shown) - around
    return [cut(name, font, share)[0] for name in brief[:shown]], shown


def tag(p: QPainter, x: float, y: float, text: str, level: str, theme: Theme, dpr: float) -> float:
    """Draw a tag with level bars, such as "Sun Li 0"; return its width."""
    font, color = theme.font("micro", 500), {"crowded": "crowd"}.get(level, level)
    shown, width = cut(text, font, 400)
    total = tag_width(text, theme)
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(theme.color(f"{color}Soft"))
    p.drawRoundedRect(QRectF(x, y, total, TAG_HEIGHT), 4, 4)
    p.drawPixmap(QPointF(x + 4, y + 4), bars_pixmap(level, dpr))
    p.setFont(font)
    p.setPen(theme.color(f"{color}Text"))
    p.drawText(QRectF(x + 4 + BARS_WIDTH + 3, y, width + 2, TAG_HEIGHT), LEFT, shown)
    return total


def tag_width(text: str, theme: Theme) -> float:
    """Return how wide a tag with level bars becomes."""
    return cut(text, theme.font("micro", 500), 400)[1] + 4 + BARS_WIDTH + 3 + 4


def dashed_place(p: QPainter, box: QRectF, theme: Theme, line: str, fill: str = "") -> None:
    """Draw the outline of a place for a chip."""
    pen = QPen(theme.color(line), 1)
    pen.setDashPattern([3, 2])
    p.setPen(pen)
    p.setBrush(theme.color(fill) if fill else Qt.BrushStyle.NoBrush)
    p.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)


@lru_cache(maxsize=8192)
def chip_room(code: str, short: str, warn: bool) -> int:
    """Return the width at which nothing of a chip is cut off; worked out once."""
    return chip_width(ChipLook(code, short, "", "", warn=warn), current())


def forget() -> None:
    """Drop kept pictures and measures, as when colours or fonts change."""
    bars_pixmap.cache_clear()
    _cut.cache_clear()
    chip_room.cache_clear()


changed.connect(forget)
