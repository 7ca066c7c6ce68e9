"""Tags: a word on a soft ground, with a mark that says the same without colour."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit import theme
from ui.kit.painting import BARS_HEIGHT, BARS_WIDTH, draw_bars, draw_evidence_arc, draw_status_glyph, LEVELS, scale_of
from ui.kit.theme import Theme
from ui.kit.tokens import token

PADDING: Final = 6
GAP: Final = 4
MARK: Final = 12
PLAIN_TONES: Final = {
    "accent": ("accentSoft", "accentText", ""),
    "outline": ("", "text2", "line"),
    "assumption": ("", "text2", "control"),
    "band": ("band", "text2", ""),
    "added": ("addedSoft", "okText", ""),
    "changed": ("changedSoft", "accentText", ""),
    "conflict": ("conflictSoft", "gapText", "gapLine"),
}
"""Ground, ink and edge of the tones that are no status."""


def tone_colors(tone: str) -> tuple[str, str, str]:
    """Return the names of a tone's ground, ink and edge."""
    return PLAIN_TONES.get(tone) or (f"{tone}Soft", f"{tone}Text", "")


class Tag(QWidget):
    """A tag of 20: tones gap, thin, ok, crowd, info, accent, outline, assumption, band, added, changed, conflict.

    `mark` is an icon's name, `level:gap`, `status:live` or `evidence:0.73`.
    """

    def __init__(
        self, text: str, tone: str = "info", mark: str = "", *, round_: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._text, self._tone, self._mark, self._round = text, tone, mark, round_
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_look(self, text: str, tone: str, mark: str = "") -> None:
        """Show something else."""
        self._text, self._tone, self._mark = text, tone, mark
        self.setAccessibleName(text)
        self._restyle()

    def text(self) -> str:
        """Return the word on it."""
        return self._text

    def _restyle(self) -> None:
        look = theme.current()
        self.setFont(look.font("micro", 400 if self._tone in ("outline", "assumption", "band") else 600))
        self.updateGeometry()
        self.update()

    def _paint_mark(self, painter: QPainter, look: Theme, ink: str) -> float:
        """Paint the mark and return how far the text moves on."""
        kind, _, value = self._mark.partition(":")
        middle = self.height() / 2
        if kind == "level":
            draw_bars(painter, PADDING, middle - BARS_HEIGHT / 2, value, look)
            return BARS_WIDTH + GAP
        if kind == "status":
            draw_status_glyph(painter, PADDING, middle - MARK / 2, value, look)
        elif kind == "evidence":
            draw_evidence_arc(painter, QRectF(PADDING, middle - MARK / 2, MARK, MARK), float(value), look)
        elif kind:
            pixmap = look.pixmap(kind, MARK, ink, scale_of(painter))
            painter.drawPixmap(PADDING, round(middle - MARK / 2), pixmap)
        return MARK + GAP if kind else 0

    def sizeHint(self) -> QSize:
        mark = (BARS_WIDTH if self._mark.startswith("level:") else MARK) + GAP if self._mark else 0
        width = self.fontMetrics().horizontalAdvance(self._text) + mark + 2 * PADDING + 1
        return QSize(width, theme.current().size("badge"))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, ink, edge = tone_colors(self._tone)
        line = QPen(look.color(edge), 1) if edge else QPen(Qt.PenStyle.NoPen)
        if self._tone == "assumption":
            line.setDashPattern([float(part) for part in token("line", "dashGap")])
        painter.setPen(line)
        painter.setBrush(look.color(ground) if ground else Qt.BrushStyle.NoBrush)
        inset = 0.5 if edge else 0.0
        radius = self.height() / 2 if self._round else look.radius("tag")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)
        x = PADDING + self._paint_mark(painter, look, ink)
        painter.setFont(self.font())
        painter.setPen(look.color(ink))
        painter.drawText(QRectF(x, 0, self.width() - x, self.height()), Qt.AlignmentFlag.AlignVCenter, self._text)


def level_tag(level: str, text: str) -> Tag:
    """Return the tag of a level of the map: gap, thin, ok, crowded."""
    assert level in LEVELS
    return Tag(text, str(token("level", level)), f"level:{level}")


def evidence_tag(text: str, confidence: float | None) -> Tag:
    """Return the tag of a piece of evidence, dashed for a mere assumption."""
    if confidence is None:
        return Tag(text, "assumption", round_=True)
    strong = round(confidence, 4) >= token("evidence", "ok")
    return Tag(text, "ok" if strong else "thin", f"evidence:{confidence}", round_=True)
