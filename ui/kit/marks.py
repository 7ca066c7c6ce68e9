"""The small marks as widgets, each with a name for those who cannot see it."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.kit import painting, theme
from ui.kit.text import tip
from ui.kit.theme import Theme
from ui.kit.tokens import token

Paint = Callable[[QPainter, Theme], None]
STATUS_SIDE: Final = 12


class Mark(QWidget):
    """A fixed little picture with an accessible name, which is its tooltip too."""

    def __init__(self, width: int, height: int, name: str, paint: Paint, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paint = paint
        self.setFixedSize(width, height)
        self.setAccessibleName(name)
        self.setToolTip(tip(name))
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint(painter, theme.current())


def level_bars(level: str, name: str) -> Mark:
    """Return the bars of a level: gap, thin, ok, crowded."""
    return Mark(painting.BARS_WIDTH, painting.BARS_HEIGHT, name, partial(_bars, level))


def status_glyph(status: str, name: str) -> Mark:
    """Return the mark of a placement's or content's status."""
    return Mark(STATUS_SIDE, STATUS_SIDE, name, partial(_status, status))


def lifecycle_ring(phases: list[str], name: str, side: int = 16) -> Mark:
    """Return the lifecycle ring with these phases lit."""
    return Mark(side, side, name, partial(_ring, QRectF(0, 0, side, side), phases))


def weight_pips(weight: int, name: str) -> Mark:
    """Return five pips, as many lit as there is weight."""
    return Mark(painting.PIPS_WIDTH, 10, name, partial(_weight, weight))


def pref_dots(preference: int, name: str) -> Mark:
    """Return three dots, as many lit as the preference is strong."""
    return Mark(painting.PREF_WIDTH, 4, name, partial(_pref, preference))


def stance_mark(stance: int, name: str) -> Mark:
    """Return the chevrons of a stance of -2 to 2."""
    return Mark(12, 12, name, partial(_stance, stance))


def evidence_arc(confidence: float | None, name: str, side: int = 14) -> Mark:
    """Return the arc of a confidence of 0-1, a dashed ring for None."""
    return Mark(side, side, name, partial(_evidence, QRectF(0, 0, side, side), confidence))


def icon_mark(icon: str, color: str, name: str = "", size: int = 14) -> Mark:
    """Return an icon that is only looked at."""
    mark = Mark(size, size, name, _nothing)
    mark._paint = partial(_icon, mark, icon, color, size)
    return mark


def severity_icon(severity: str, name: str, size: int = 14) -> Mark:
    """Return the icon of a severity: E, W or I."""
    look = token("severity", severity)
    return icon_mark(look["icon"], look["color"], name, size)


def _bars(level: str, painter: QPainter, look: Theme) -> None:
    painting.draw_bars(painter, 0, 0, level, look)


def _status(status: str, painter: QPainter, look: Theme) -> None:
    painting.draw_status_glyph(painter, 0, 0, status, look)


def _ring(box: QRectF, phases: list[str], painter: QPainter, look: Theme) -> None:
    painting.draw_ring(painter, box, phases, look)


def _weight(weight: int, painter: QPainter, look: Theme) -> None:
    painting.draw_weight(painter, 0, 0, weight, look)


def _pref(preference: int, painter: QPainter, look: Theme) -> None:
    painting.draw_pref(painter, 0, 0, preference, look)


def _stance(stance: int, painter: QPainter, look: Theme) -> None:
    painting.draw_stance(painter, 0, 0, stance, look)


def _evidence(box: QRectF, confidence: float | None, painter: QPainter, look: Theme) -> None:
    painting.draw_evidence_arc(painter, box, confidence, look)


def _icon(widget: QWidget, icon: str, color: str, size: int, painter: QPainter, look: Theme) -> None:
    painter.drawPixmap(0, 0, look.pixmap(icon, size, color, painting.scale_of(painter)))


def _nothing(_painter: QPainter, _look: Theme) -> None:
    """Paint nothing."""
