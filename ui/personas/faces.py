"""The face of a persona: the picture there is, or initials on a quiet ground that stays the same for each."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath

from ui.kit.painting import scale_of
from ui.kit.theme import Theme
from ui.records.paint import initials
from ui.records.portraits import Portraits

GROUNDS: Final = ("fText", "fVisual", "fLive", "fEvent", "fTool", "fDoc")
TINT: Final = 0.16


def draw_face(
    painter: QPainter, box: QRectF, portraits: Portraits, photo: str, name: str, number: int, look: Theme
) -> None:
    """Draw a face into a box with round corners."""
    painter.save()
    path = QPainterPath()
    path.addRoundedRect(box, look.radius("card"), look.radius("card"))
    painter.setClipPath(path)
    dpr = scale_of(painter)
    picture = portraits.small(photo, round(box.width() * dpr)) if photo else None
    if picture is not None and not picture.isNull():
        painter.drawPixmap(box.toRect(), picture)
    else:
        painter.fillRect(box, look.mixed(GROUNDS[number % len(GROUNDS)], "surface", TINT))
        painter.setFont(look.font("section"))
        painter.setPen(look.color("text2"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), initials(name))
    painter.restore()
