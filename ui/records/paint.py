"""How the cells of a list are drawn, by the style of their column."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap

from ui.kit import painting
from ui.kit.theme import Theme
from ui.records.cells import Cell

Paint = Callable[[QPainter, QRectF, Cell, Theme], None]
RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
DISC: Final = 18
BOX: Final = 15
HELP_PASS: Final = 7
PRIORITIES: Final = 3
FIRST_HAN: Final = "\u2e80"


def write(
    painter: QPainter, box: QRectF, text: str, look: Theme, font: QFont, ink: str = "text", align: Any = LEFT
) -> float:
    """Write one line, cut where there is no room, and return how wide it is."""
    painter.setFont(font)
    painter.setPen(look.color(ink))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
    painter.drawText(box, int(align), shown)
    return float(QFontMetrics(font).horizontalAdvance(shown))


def text(painter: QPainter, box: QRectF, cell: Cell, look: Theme) -> None:
    """Write what a column says."""
    write(painter, box, cell.text, look, look.font("small"), "text2")


def number(painter: QPainter, box: QRectF, cell: Cell, look: Theme) -> None:
    """Write a number at the right."""
    write(painter, box, cell.text, look, look.font("small"), "text", RIGHT)


def code(painter: QPainter, box: QRectF, cell: Cell, look: Theme) -> None:
    """Write a code."""
    write(painter, box, cell.text, look, look.font("micro", 600))


def title(painter: QPainter, box: QRectF, cell: Cell, look: Theme) -> None:
    """Write what a row is called."""
    write(painter, box, cell.text, look, look.font("small", 500))


def piece(painter: QPainter, box: QRectF, cell: Cell, look: Theme) -> None:
    """Write a title behind the icon of its form."""
    if cell.mark is None:  # the row has just gone
        return
    form, form_class = cell.mark
    icon = look.pixmap(look.form_icon(form, form_class), 16, look.form_color(form_class), _dpr(painter))
    painting.draw_pixmap(painter, box.left(), box.center().y() - 8, icon)
    title(painter, box.adjusted(24, 0, 0, 0), cell, look)


def person(painter: QPainter, box: QRectF, cell: Cell, look: Theme) -> None:
    """Write a name behind a disc with the person's picture, or with initials until there is one."""
    picture = cell.mark(round(DISC * _dpr(painter))) if cell.mark else None
    if picture:
        draw_face(painter, box.left(), box.center().y(), picture)
    else:
        draw_disc(painter, box.left(), box.center().y(), cell.text, look)
    title(painter, box.adjusted(DISC + 8, 0, 0, 0), cell, look)


def people(painter: QPainter, box: QRectF, cell: Cell, look: Theme) -> None:
    """Draw a disc for each person, and how many more there are."""
    names = cell.mark or ()
    most = max(1, int((box.width() - 18) // (DISC - 4)))
    for at, name in reversed(list(enumerate(names[:most]))):
        draw_disc(painter, box.left() + at * (DISC - 4), box.center().y(), name, look)
    if len(names) > most:
        rest = box.adjusted(most * (DISC - 4) + 8, 0, 0, 0)
        write(painter, rest, f"+{len(names) - most}", look, look.font("micro", 400), "text3")


def draw_disc(painter: QPainter, x: float, middle: float, name: str, look: Theme) -> None:
    """Draw a disc with the initials of a name."""
    disc = QRectF(x, middle - DISC / 2, DISC, DISC)
    painter.setPen(QPen(look.color("surface"), 1.5))
    painter.setBrush(look.mixed("info", "surface", 0.22))
    painter.drawEllipse(disc)
    font = look.font("micro", 600)
    font.setPixelSize(8 if name.isascii() else 9)
    write(painter, disc, initials(name), look, font, "text", Qt.AlignmentFlag.AlignCenter)


def draw_face(painter: QPainter, x: float, middle: float, picture: QPixmap) -> None:
    """Draw a disc cut out of a picture."""
    disc, path = QRectF(x, middle - DISC / 2, DISC, DISC), QPainterPath()
    path.addEllipse(disc.adjusted(0.5, 0.5, -0.5, -0.5))
    painter.save()
    painter.setClipPath(path)
    painter.drawPixmap(disc, picture, QRectF(picture.rect()))
    painter.restore()


def initials(name: str) -> str:
    """Return the initials of a name written in letters, or the last sign of a Chinese one."""
    words = name.split()
    if any(sign >= FIRST_HAN for sign in name):
        return name.strip()[-1:]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


def stages(painter: QPainter, box: QRectF, cell: Cell, look: Theme) -> None:
    """Draw a small box for each stage, those of the piece lit."""
    for at, (name, lit) in enumerate(cell.mark or ()):
        place = QRectF(box.left() + at * (BOX + 3), box.center().y() - 7.5, BOX, 15)
        if place.right() > box.right() + 2:
            return
        _stage_box(painter, place, name, look, 2 if lit else 0)


def fits(painter: QPainter, box: QRectF, cell: Cell, look: Theme) -> None:
    """Draw a small box for each stage, darker the better it suits."""
    for at, (name, fit) in enumerate(cell.mark or ()):
        place = QRectF(box.left() + at * (BOX + 3), box.center().y() - 7.5, BOX, 15)
        _stage_box(painter, place, name, look, fit)


def _stage_box(painter: QPainter, place: QRectF, name: str, look: Theme, fit: int) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("accentSoft" if fit else "band"))
    painter.drawRoundedRect(place, 3, 3)
    if fit > 1:
        painter.fillRect(QRectF(place.left(), place.bottom() - 2, place.width(), 2), look.color("accent"))
    ink = "accentText" if fit else "text3"
    write(painter, place, name, look, look.font("micro", 600 if fit > 1 else 400), ink, Qt.AlignmentFlag.AlignCenter)


def appeal(painter: QPainter, box: QRectF, cell: Cell, look: Theme) -> None:
    """Draw an appeal's border and write its name."""
    if cell.mark:
        painting.draw_appeal(painter, QRectF(box.left(), box.center().y() - 6, 16, 12), cell.mark, look)
    text(painter, box.adjusted(22, 0, 0, 0), cell, look)


def status(painter: QPainter, box: QRectF, cell: Cell, look: Theme) -> None:
    """Draw a status's mark and write its name."""
    painting.draw_status_glyph(painter, box.left(), box.center().y() - 6, str(cell.mark), look)
    text(painter, box.adjusted(18, 0, 0, 0), cell, look)


def help_(painter: QPainter, box: QRectF, cell: Cell, look: Theme) -> None:
    """Write a help score, marked where it is too low."""
    low = cell.mark is not None and cell.mark < HELP_PASS
    ink, weight = ("thinText", 600) if low else ("text", 400)
    write(painter, box.adjusted(0, 0, -16, 0), cell.text, look, look.font("small", weight), ink, RIGHT)
    if low:
        icon = look.pixmap("triangle-alert", 12, "thin", _dpr(painter))
        painting.draw_pixmap(painter, box.right() - 12, box.center().y() - 6, icon)


def placed(painter: QPainter, box: QRectF, cell: Cell, look: Theme) -> None:
    """Write how often something is placed, with hollow bars where it is nowhere."""
    number(painter, box, cell, look)
    if cell.mark == 0:
        painting.draw_bars(painter, box.right() - 22, box.center().y() - 4.5, "gap", look)


def pips(painter: QPainter, box: QRectF, cell: Cell, look: Theme) -> None:
    """Draw three pips."""
    for at in range(PRIORITIES):
        painting.fill(painter, look, "text2" if at < (cell.mark or 0) else "line")
        painter.drawRoundedRect(QRectF(box.left() + 7 * at, box.center().y() - 5, 5, 10), 1.5, 1.5)


def flag(painter: QPainter, box: QRectF, cell: Cell, look: Theme) -> None:
    """Draw a tick for yes."""
    if cell.mark:
        painting.draw_pixmap(
            painter, box.left(), box.center().y() - 7, look.pixmap("check", 14, "text2", _dpr(painter))
        )
    else:
        write(painter, box, "–", look, look.font("small"), "text3")


def score(painter: QPainter, box: QRectF, cell: Cell, look: Theme) -> None:
    """Draw how complete a persona is: a bar, the number, and whether it can be used."""
    if not cell.mark:
        return
    value, usable = cell.mark
    bar = QRectF(box.left(), box.center().y() - 2, 44, 4)
    painting.fill(painter, look, "line")
    painter.drawRoundedRect(bar, 2, 2)
    painting.fill(painter, look, "text2")
    painter.drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width() * value / 100, 4), 2, 2)
    write(painter, box.adjusted(52, 0, 0, 0), f"{value:.1f}", look, look.font("small", 600))
    name, ink = ("check", "ok") if usable else ("triangle-alert", "thin")
    painting.draw_pixmap(painter, box.left() + 92, box.center().y() - 7, look.pixmap(name, 14, ink, _dpr(painter)))


def missing(painter: QPainter, box: QRectF, cell: Cell, look: Theme) -> None:
    """Write missing roles behind their mark."""
    if cell.mark:
        painting.draw_pixmap(
            painter, box.left(), box.center().y() - 7, look.pixmap("octagon-alert", 14, "gap", _dpr(painter))
        )
        write(painter, box.adjusted(20, 0, 0, 0), cell.text, look, look.font("small"), "gapText")


def _dpr(painter: QPainter) -> float:
    return painter.device().devicePixelRatioF()


PAINTERS: Final[Mapping[str, Paint]] = {
    "text": text,
    "texts": text,
    "codes": text,
    "day": text,
    "short_day": text,
    "number": number,
    "money": number,
    "share": number,
    "cover": number,
    "code": code,
    "title": title,
    "piece": piece,
    "person": person,
    "people": people,
    "stages": stages,
    "fits": fits,
    "appeal": appeal,
    "status": status,
    "help": help_,
    "placed": placed,
    "pips": pips,
    "flag": flag,
    "score": score,
    "missing": missing,
}
"""The painter of each style."""
