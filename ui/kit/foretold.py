"""What letting go would do, written beside the pointer: one small label for board, sheet and calendar."""

from dataclasses import dataclass
from typing import Final, TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from b2bdesk.i18n import sentences, tr
from ui.kit import theme
from ui.kit.painting import scale_of

if TYPE_CHECKING:
    from b2bdesk.commands.consequences import Outlook

PAD: Final = 8
ICON: Final = 14
GAP: Final = 5
FIRST: Final = 26
LINE: Final = 18
WIDEST: Final = 560
MOST: Final = 3
"""How many doubts and notes are told; what is beyond is counted."""


@dataclass(frozen=True, slots=True)
class Foretold:
    """What a drop would do, or why it is refused; what speaks against it, and what is good to know."""

    words: str = ""
    refused: bool = False
    doubts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    icon: str = "move"

    @property
    def said(self) -> str:
        """What the status bar says of it: the refusal, or doubts and notes."""
        return self.words if self.refused else sentences(*(*self.doubts, *self.notes)[:MOST])

    @property
    def tone(self) -> str:
        """The colour of its edge."""
        return "gap" if self.refused else "thin" if self.doubts else "accent"

    def lines(self) -> list[tuple[str, str, str]]:
        """Return icon, colour and words of each line below the first."""
        found = [("triangle-alert", "thin", text) for text in self.doubts]
        found += [("info", "text3", text) for text in self.notes]
        more = len(found) - MOST
        return [*found[:MOST], *([("more-horizontal", "text3", tr("+{n} more", n=more))] if more > 0 else [])]


def foretold(words: str, outlook: "Outlook", icon: str = "move") -> Foretold:
    """Return words and outlook as they are shown: a refusal stands alone."""
    if outlook.refusal:
        return Foretold(outlook.refusal, refused=True, icon="ban")
    return Foretold(words, doubts=outlook.doubts, notes=outlook.notes, icon=icon)


def paint_foretold(p: QPainter, area: QRectF, at: QPointF, told: Foretold) -> None:
    """Paint the label below and right of a place, within the area."""
    look = theme.current()
    bold, plain = look.font("small", 600), look.font("small", 400)
    room = min(WIDEST, area.width() - 16) - 2 * PAD - ICON - GAP
    ink = "accentText" if told.tone == "accent" else f"{told.tone}Text"
    rows = [("ban" if told.refused else told.icon, ink, *_cut(told.words, bold, room))]
    rows += [(icon, tone, *_cut(text, plain, room)) for icon, tone, text in told.lines()]
    width = max(row[3] for row in rows) + 2 * PAD + ICON + GAP
    box = _placed(area, at, width, FIRST + LINE * (len(rows) - 1) + (4 if len(rows) > 1 else 0))
    p.setPen(QPen(look.color(f"{told.tone}Line"), 1))
    p.setBrush(look.color("raised"))
    p.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    top = box.top()
    for place, (icon, tone, text, _) in enumerate(rows):
        high = LINE if place else FIRST
        line = QRectF(box.left() + PAD, top, box.width() - 2 * PAD, high)
        corner = QPointF(line.left(), round(line.center().y() - ICON / 2))
        p.drawPixmap(corner, look.pixmap(icon, ICON, tone, scale_of(p)))
        p.setFont(plain if place else bold)
        p.setPen(look.color("text2" if place else "text"))
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        p.drawText(line.adjusted(ICON + GAP, 0, 2, 0), left, text)
        top += high


def _cut(text: str, font: QFont, room: float) -> tuple[str, float]:
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    return shown, metrics.horizontalAdvance(shown)


def _placed(area: QRectF, at: QPointF, width: float, height: float) -> QRectF:
    """Return a box below and right of a place; above it where there is no room below."""
    left = min(max(at.x() + 14, area.left() + 2), area.right() - width - 2)
    top = at.y() + 18
    if top + height > area.bottom() - 2:
        top = at.y() - height - 10
    return QRectF(round(left), round(max(top, area.top() + 2)), round(width), height)
