"""Painting what frames the sheet: stages, slanted names of channels, pieces, totals, and the key of the marks."""

from collections import OrderedDict
from math import cos, radians, sin
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QPixmap

from b2bdesk.i18n import tr
from b2bdesk.queries.sheet_values import SheetRow, SheetStage
from b2bdesk.terms import ContentStatus, N_
from ui.grid.marks import bars_pixmap, cut, RIGHT, write
from ui.kit.kbd import draw_kbd
from ui.kit.painting import draw_ring, whole_pixels
from ui.kit.theme import Theme
from ui.kit.tokens import token
from ui.sheet.layout import BAND, COLUMN, FOOT, HEAD, NAMES, ROW, ROW_HEAD, TOTAL
from ui.sheet.marks import draw_mark, SIDE

SLANT: Final = -58
NAME_ROOM: Final = (NAMES - 12) / sin(radians(-SLANT))
NAME_WIDTH: Final = round(NAME_ROOM * cos(radians(SLANT))) + COLUMN
RING: Final = 14
EDGE: Final = 16
ICON: Final = 14
CODE_AT: Final = 36
TITLE_GAP: Final = 8
BADGE: Final = 18
KEPT: Final = 600
CENTRE: Final = Qt.AlignmentFlag.AlignCenter
LETTERS: Final = (("idea", "I"), ("planned", "P"), ("scheduled", "S"), ("live", "L"), ("done", "D"), ("dropped", "X"))
"""The letter that sets each status."""
BADGES: Final[dict[str, str]] = {
    ContentStatus.IDEA: N_("Idea"),
    ContentStatus.DRAFT: N_("Draft"),
    ContentStatus.READY: N_("Ready"),
    ContentStatus.RETIRED: N_("Retired"),
}
"""What a badge calls a piece that is not published: shorter than the vocabulary, for it stands beside the title."""
LEGEND_TOP, LEGEND_LINE, LEGEND_COLUMN, KEY_AT = 7, 20, 112, 80


class HeadPainter:
    """Paints in one look, at places of the viewport."""

    def __init__(self, theme: Theme, dpr: float) -> None:
        self.theme, self.dpr, self.line = theme, dpr, whole_pixels(1, dpr)
        self.small, self.small_bold = theme.font("small", 400), theme.font("small", 600)
        self.micro, self.body = theme.font("micro", 400), theme.font("small", 400)
        self._names: dict[tuple[str, str], QPixmap] = {}
        self._rows: OrderedDict[tuple[object, ...], QPixmap] = OrderedDict()

    # ---- above

    def paint_stage(self, p: QPainter, left: float, width: float, sight: float, stage: SheetStage) -> None:
        """Paint a stage over its columns; its name stays in sight while any of them is."""
        share = width / max(1, len(stage.phases))
        for at, phase in enumerate(stage.phases):
            color = str(token("phase", phase.code)["color"])
            p.fillRect(QRectF(left + at * share, BAND - 2, share, 2), self.theme.color(color))
        if not stage.phases:
            p.fillRect(QRectF(left, BAND - 2, width, 2), self.theme.color("control"))
        x, right = max(left, sight), left + width
        if right - x < RING + 4:
            return
        draw_ring(p, QRectF(x + 3, (BAND - 2 - RING) / 2, RING, RING), [s.code for s in stage.phases], self.theme)
        if right - x > RING + 24:
            box = QRectF(x + RING + 9, 0, right - x - RING - 10, BAND - 2)
            write(p, box, stage.name, self.small_bold, self.theme, "text")

    def paint_name(self, p: QPainter, left: float, name: str, color: str) -> None:
        """Paint the slanted name of a channel over its column."""
        key = (name, color)
        if key not in self._names:
            self._names[key] = self._draw_name(name, self.small_bold if color == "accentText" else self.small, color)
        p.drawPixmap(QPointF(left, BAND), self._names[key])

    def _draw_name(self, name: str, font: QFont, color: str) -> QPixmap:
        pixmap = QPixmap(round(NAME_WIDTH * self.dpr), round(NAMES * self.dpr))
        pixmap.setDevicePixelRatio(self.dpr)
        pixmap.fill(Qt.GlobalColor.transparent)
        p = QPainter(pixmap)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.translate(COLUMN / 2 + 2, NAMES - 7)
        p.rotate(SLANT)
        p.setFont(font)
        p.setPen(self.theme.color(color))
        p.drawText(QPointF(0, 0), cut(name, font, NAME_ROOM)[0])
        p.end()
        return pixmap

    def paint_corner(self, p: QPainter, words: dict[str, str], lit: str) -> None:
        """Paint the key of the marks and the head of the pieces; `lit` is the status under the pointer."""
        for status, letter in LETTERS:
            box = legend_box(status)
            if status == lit:
                p.setPen(Qt.PenStyle.NoPen)
                p.setBrush(self.theme.color("hover"))
                p.drawRoundedRect(QRectF(box), 4, 4)
            y = box.top() + (box.height() - SIDE) / 2
            draw_mark(p, QRectF(box.left() + 3, y, SIDE, SIDE), status, "text2", self.theme, self.dpr)
            text = QRectF(box.left() + 22, box.top(), KEY_AT - 22, box.height())
            write(p, text, words.get(status, status), self.micro, self.theme, "text2")
            key = QRectF(box.left() + KEY_AT + 2, box.top() + 2, 16, 16)
            draw_kbd(p, key, letter, self.theme, "text3", "surface")
        place = QRectF(EDGE, HEAD - 24, ROW_HEAD - EDGE, 18)
        write(p, place, tr("Piece"), self.micro, self.theme, "text3")

    def paint_sum_head(self, p: QPainter, right: float) -> None:
        """Paint the head of the totals."""
        write(p, QRectF(right - TOTAL, HEAD - 24, TOTAL - 12, 18), "Σ", self.micro, self.theme, "text3", RIGHT)

    # ---- beside

    def paint_piece(self, p: QPainter, y: float, row: SheetRow, ground: str) -> None:
        """Paint the head of a row, from its kept picture."""
        badge = tr(BADGES[row.status]) if row.status in BADGES else ""
        key = (row.code, row.title, row.form, row.form_class, badge, ground)
        if key not in self._rows:
            self._rows[key] = self._draw_piece(row, badge, ground)
            if len(self._rows) > KEPT:
                self._rows.popitem(last=False)
        p.drawPixmap(QPointF(0, y), self._rows[key])

    def _draw_piece(self, row: SheetRow, badge: str, ground: str) -> QPixmap:
        pixmap = QPixmap(round(ROW_HEAD * self.dpr), round(ROW * self.dpr))
        pixmap.setDevicePixelRatio(self.dpr)
        pixmap.fill(self.theme.color(ground))
        p = QPainter(pixmap)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        icon = self.theme.form_icon(row.form, row.form_class)
        picture = self.theme.pixmap(icon, ICON, self.theme.form_color(row.form_class), self.dpr)
        p.drawPixmap(QPointF(EDGE, (ROW - ICON) / 2), picture)
        line = QRectF(CODE_AT, 0, ROW_HEAD - CODE_AT - 10, ROW - 1)
        width = write(p, line, row.code, self.small_bold, self.theme, "text")
        if badge:
            line.setRight(self._badge(p, line.right(), badge) - 6)
        write(p, line.adjusted(width + TITLE_GAP, 0, 0, 0), row.title, self.body, self.theme, "text")
        p.fillRect(QRectF(0, ROW - self.line, ROW_HEAD, self.line), self.theme.color("hairline"))
        p.fillRect(QRectF(ROW_HEAD - self.line, 0, self.line, ROW), self.theme.color("hairline"))
        p.end()
        return pixmap

    def _badge(self, p: QPainter, right: float, text: str) -> float:
        """Paint what a piece's status is, ending at a place; return where it begins."""
        shown, width = cut(text, self.micro, 72)
        box = QRectF(right - width - 10, (ROW - 1 - BADGE) / 2 + 0.5, width + 10, BADGE - 1)
        p.setPen(QPen(self.theme.color("line"), self.line))
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawRoundedRect(box, 4, 4)
        p.setFont(self.micro)
        p.setPen(self.theme.color("text2"))
        p.drawText(box, CENTRE, shown)
        return box.left()

    def paint_sum(self, p: QPainter, right: float, y: float, n: int) -> None:
        """Paint how many placements of a piece count; a mark says where this is none or only one."""
        box = QRectF(right - TOTAL, y, TOTAL - 12, ROW - 1)
        write(p, box, str(n), self.small_bold, self.theme, "text2", RIGHT)
        if n <= 1:
            picture = bars_pixmap("thin" if n else "gap", self.dpr)
            p.drawPixmap(QPointF(box.left() + 8, y + (ROW - 10) // 2), picture)

    # ---- below

    def paint_foot(self, p: QPainter, width: float, top: float, total: int) -> None:
        """Paint what stands at both ends of the totals of the channels."""
        write(
            p, QRectF(EDGE, top, ROW_HEAD - EDGE, FOOT), tr("Placements per channel"), self.small, self.theme, "text2"
        )
        box = QRectF(width - TOTAL - 12, top, TOTAL, FOOT)
        write(p, box, f"{total:,}", self.small_bold, self.theme, "text", RIGHT)

    def paint_column_sum(self, p: QPainter, box: QRectF, n: int) -> None:
        """Paint how many placements of a channel count."""
        write(p, box, str(n), self.micro, self.theme, "text2" if n else "text3", CENTRE)


def legend_box(status: str) -> QRect:
    """Return where a status stands in the key."""
    at = [known for known, _ in LETTERS].index(status)
    column, line = divmod(at, 3)
    left = EDGE - 3 + column * LEGEND_COLUMN
    return QRect(left, LEGEND_TOP + line * LEGEND_LINE, KEY_AT + 20, LEGEND_LINE)


def legend_at(x: int, y: int) -> str:
    """Return the status of the key at a place, empty for none."""
    return next((status for status, _ in LETTERS if legend_box(status).contains(x, y)), "")
