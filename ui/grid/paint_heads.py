"""Painting what frames the cells: phases or groups over the columns, columns, lines, groups of lines."""

from itertools import groupby
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from b2bdesk.i18n import tr, trn
from b2bdesk.queries.axes import AXES
from b2bdesk.queries.board_values import Band, Board, Head, PhaseSpan, Shortfall
from ui.grid import outcomes
from ui.grid.colours import Colours
from ui.grid.layout import BoardLayout
from ui.grid.marks import cut, fitting, RIGHT, tag, TAG_HEIGHT, tag_width, write
from ui.kit.painting import draw_ring, whole_pixels
from ui.kit.theme import Theme
from ui.kit.tokens import token

RING = 14
PLAIN: Final = Colours()
HEAD_ICON, HEAD_TEXT, HEAD_GAP, HEAD_END = 12, 32, 6, 6
"""Where a line's icon and name begin, what lies between name and number, and what follows the number."""
WIDEST_HEADS: Final = {"channel": 128, "stage": 212, "": 184}
"""How wide the names of lines may become; those of channels are short."""
KNOWN_ICONS: Final = {"O": "route", "X": "megaphone"}
ICONS: Final = {
    "persona": "user-round",
    "segment": "layers",
    "topic": "tag",
    "role": "badge",
    "month": "calendar",
}


def line_head_width(board: Board, theme: Theme) -> float:
    """Return the width at which the name of each line can be read whole."""
    small, micro = theme.font("small", 400), theme.font("micro", 400)
    widths = [cut(words(head), small, 400)[1] + cut(str(head.n), micro, 80)[1] for head in board.rows]
    return HEAD_TEXT + max(widths, default=0) + HEAD_GAP + HEAD_END


def words(head: Head) -> str:
    """Return what the head of a line says: a stage also its code."""
    return f"{head.code} {head.name}" if head.phases else head.name


def icon_of(axis: str, head: Head, theme: Theme) -> str:
    """Return the icon of a line or column."""
    if axis == "channel":
        return str(token("channelIcon").get(head.code, KNOWN_ICONS.get(head.ownership, "radio")))
    if axis == "form":
        return theme.form_icon(str(head.id), head.groups.get("form_class", "text"))
    return ICONS.get(axis, "")


class HeadPainter:
    """Paints the heads of one layout in one look, with the top left corner of each part at the painter's origin."""

    def __init__(self, layout: BoardLayout, theme: Theme, dpr: float, colours: Colours = PLAIN) -> None:
        self.layout, self.theme, self.dpr, self.m, self.colours = layout, theme, dpr, layout.m, colours
        self.across = -1
        """The group of columns that the keyboard is on."""
        self.small, self.small_bold = theme.font("small", 400), theme.font("small", 600)
        self.micro, self.micro_bold = theme.font("micro", 400), theme.font("micro", 600)
        self.strong, self.line = theme.font("bodyStrong"), whole_pixels(1, dpr)

    # ---- over the columns

    def paint_columns(self, p: QPainter) -> None:
        """Paint the columns, and above them the phases of stages, or the groups of whatever else they are."""
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        board = self.layout.board
        if self.m.phase_head and board.column_bands:
            self._groups(p)
        elif self.m.phase_head:
            self._phases(p)
        for i, head in enumerate(board.columns):
            left, width = self.layout.column_span(i)
            self._column(p, QRectF(left, self.m.phase_head, width, self.m.stage_head), head)

    def _groups(self, p: QPainter) -> None:
        first = 0
        for place, band in enumerate(self.layout.board.column_bands):
            left, right = self.layout.edges[first], self.layout.edges[first + band.span]
            strip = QRectF(left, 0, right - left, self.m.phase_head - 2)
            if place == self.across:
                p.fillRect(strip, self.theme.color("accentSoft"))
            icon = "chevron-right" if band.collapsed else "chevron-down"
            p.drawPixmap(QPointF(left + 4, 5), self.theme.pixmap(icon, 11, "text3", self.dpr))
            box = strip.adjusted(18, 0, -4, 0)
            width = write(p, box, group_name(band), self.micro_bold, self.theme, "text2")
            if not band.collapsed:
                write(p, box.adjusted(width + 8, 0, 0, 0), group_facts(band), self.micro, self.theme, "text3")
            if place == self.across:
                p.setPen(QPen(self.theme.color("accent"), 2))
                p.setBrush(Qt.BrushStyle.NoBrush)
                p.drawRect(strip.adjusted(1, 1, -1, -1))
            p.fillRect(QRectF(left, self.m.phase_head - 2, right - left, 1), self.theme.color("line"))
            self.upright(p, right, 0, self.m.phase_head - 2)
            first += band.span

    def _phases(self, p: QPainter) -> None:
        spans = [(span, left, width) for i, head in self._numbered() for span, left, width in self._spans(head, i)]
        for _, run in groupby(spans, key=lambda found: found[0].code):
            parts = list(run)
            span, left, right = parts[0][0], parts[0][1], parts[-1][1] + parts[-1][2]
            color, middle = str(token("phase", span.code)["color"]), self.m.phase_head / 2 - 1
            draw_ring(p, QRectF(left + 8, middle - RING / 2, RING, RING), [span.code], self.theme)
            box = QRectF(left + 28, 0, right - left - 32, self.m.phase_head - 2)
            box.setLeft(box.left() + write(p, box, span.label, self.small_bold, self.theme, "text") + 6)
            if span.owner and cut(span.owner, self.small, 400)[1] <= box.width():
                write(p, box, span.owner, self.small, self.theme, "text3")
            p.fillRect(QRectF(left, self.m.phase_head - 2, right - left, 2), self.theme.color(color))
            self.upright(p, right, 0, self.m.phase_head - 2)

    def _numbered(self) -> list[tuple[int, Head]]:
        return list(enumerate(self.layout.board.columns))

    def _spans(self, head: Head, i: int) -> list[tuple[PhaseSpan, float, float]]:
        left, width = self.layout.column_span(i)
        share = width / max(1, len(head.phases))
        return [(span, left + n * share, share) for n, span in enumerate(head.phases)]

    def _column(self, p: QPainter, box: QRectF, head: Head) -> None:
        board = self.layout.board
        self.upright(p, box.right(), box.top(), box.bottom())
        if head.folds:
            self._folded(p, box, head)
            return
        line = QRectF(box.left() + 8, box.top() + 6, box.width() - 14, 20)
        room = line.width() - cut(str(head.n), self.strong, 80)[1] - 6
        write(p, line, str(head.n), self.strong, self.theme, "text", RIGHT)
        icon = icon_of(board.column_axis, head, self.theme)
        if icon:
            p.drawPixmap(QPointF(line.left(), line.top() + 3), self.theme.pixmap(icon, 14, "text2", self.dpr))
            line.setLeft(line.left() + 19)
            room -= 19
        code_room = cut(head.code, self.small, 80)[1] + 6
        if head.phases and cut(head.name, self.strong, 400)[1] + code_room <= room:
            write(p, line, head.code, self.small, self.theme, "text3")
            line.setLeft(line.left() + code_room)
            room -= code_room
        line.setRight(line.left() + room)
        font = self.strong if cut(head.name, self.strong, 400)[1] <= line.width() else self.small_bold
        write(p, line, head.name, font, self.theme, "text")
        self._result(p, QRectF(box.left() + 8, box.top() + 26, box.width() - 14, 18), board.column_axis, head)
        self._shortfalls(p, box, head)

    def _folded(self, p: QPainter, box: QRectF, head: Head) -> None:
        """Paint the head of a collapsed group's column: how many columns, and how much stands in them."""
        p.fillRect(box.adjusted(0, 0, -self.line, -self.line), self.theme.color("sunken"))
        line = QRectF(box.left() + 8, box.top() + 6, box.width() - 14, 20)
        width = write(p, line, str(head.n), self.strong, self.theme, "text", RIGHT)
        said = lines_said(self.layout.board.column_axis, head.folds)
        write(p, line.adjusted(0, 0, -width - 6, 0), said, self.micro, self.theme, "text3")

    def _shortfalls(self, p: QPainter, box: QRectF, head: Head) -> None:
        places, more = self._tags(box, head)
        for found, place, name in places:
            tag(p, place.left(), place.top(), f"{name} {found.n}", found.level, self.theme, self.dpr)
        if more:
            x = places[-1][1].right() + 4 if places else box.left() + 8
            rest = QRectF(x, box.bottom() - TAG_HEIGHT - 4, box.right() - 2 - x, TAG_HEIGHT)
            write(p, rest, f"+{more}", self.micro_bold, self.theme, "text3")

    def _tags(self, box: QRectF, head: Head) -> tuple[list[tuple[Shortfall, QRectF, str]], int]:
        """Return the tags of a stage's head with their places and names, and how many have no room."""
        x, y, room = box.left() + 8, box.bottom() - TAG_HEIGHT - 4, box.width() - 9
        missing = sorted(head.shortfalls, key=lambda found: found.n)
        names, shown = fitting([found.name for found in missing], self.theme.font("micro", 500), room)
        places = []
        for found, name in zip(missing[:shown], names, strict=False):
            width = tag_width(f"{name} {found.n}", self.theme)
            places.append((found, QRectF(x, y, width, TAG_HEIGHT), name))
            x += width + 4
        return places, len(missing) - shown

    def shortfall_at(self, column: int, at: QPointF) -> int:
        """Return the persona whose tag lies at a place of a stage's head, 0 for none; x as in the content."""
        left, width = self.layout.column_span(column)
        box = QRectF(left, self.m.phase_head, width, self.m.stage_head)
        places, _ = self._tags(box, self.layout.board.columns[column])
        return next((found.persona_id for found, place, _ in places if place.contains(at)), 0)

    # ---- beside the lines

    def paint_line(self, p: QPainter, box: QRectF, head: Head, current: bool) -> None:
        """Paint a line's head."""
        if head.phases:
            ring = QRectF(box.left() + HEAD_ICON, box.top() + 7, RING, RING)
            draw_ring(p, ring, [span.code for span in head.phases], self.theme)
        elif icon := icon_of(self.layout.board.row_axis, head, self.theme):
            p.drawPixmap(QPointF(box.left() + HEAD_ICON, box.top() + 7), self.theme.pixmap(icon, 14, "text2", self.dpr))
        first = QRectF(box.left() + HEAD_TEXT, box.top() + 3, box.width() - HEAD_TEXT - HEAD_END, 22)
        n_width = write(p, first, str(head.n), self.micro, self.theme, "text3", RIGHT)
        n_width += self._result(p, first.adjusted(0, 0, -n_width - HEAD_GAP, 0), self.layout.board.row_axis, head)
        font = self.small_bold if current else self.small
        write(p, first.adjusted(0, 0, -n_width - HEAD_GAP, 0), words(head), font, self.theme, "text")

    def _result(self, p: QPainter, box: QRectF, axis: str, head: Head) -> float:
        """Write what came of a channel as a whole, if heat tells results; return how much room it took."""
        if axis != "channel" or not self.colours.of_results:
            return 0
        return outcomes.paint_head(p, box, self.colours.outcome, head, self.colours.head_step(head), self.theme)

    def paint_band(self, p: QPainter, box: QRectF, band: Band, focused: bool = False) -> None:
        """Paint the head of a group of lines; a chevron tells whether it is open."""
        p.fillRect(box, self.theme.color("accentSoft" if focused else "sunken"))
        p.fillRect(QRectF(box.left(), box.bottom() - self.line, box.width(), self.line), self.theme.color("hairline"))
        icon = "chevron-right" if band.collapsed else "chevron-down"
        p.drawPixmap(QPointF(box.left() + 3, box.top() + 4), self.theme.pixmap(icon, 11, "text3", self.dpr))
        line = box.adjusted(16, 0, -8, -1)
        width = write(p, line, group_name(band), self.micro_bold, self.theme, "text")
        write(p, line.adjusted(width + 8, 0, 0, 0), group_facts(band), self.micro, self.theme, "text3")
        if focused:
            p.setPen(QPen(self.theme.color("accent"), 2))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRect(box.adjusted(1, 1, -1, -1))

    def paint_corner(self, p: QPainter, box: QRectF) -> None:
        """Paint the corner over the lines."""
        line = QRectF(box.left() + 16, box.bottom() - 24, box.width() - 20, 18)
        axis = self.layout.board.row_axis
        name = tr(AXES[axis].one)
        if axis == "channel" and self.colours.of_results:
            name = f"{name} · {tr(outcomes.NAMES[self.colours.heat])}"
        write(p, line, name, self.micro, self.theme, "text3")

    def upright(self, p: QPainter, x: float, top: float, bottom: float) -> None:
        """Draw a vertical hairline that ends at x."""
        p.fillRect(QRectF(x - self.line, top, self.line, bottom - top), self.theme.color("hairline"))


def group_name(band: Band) -> str:
    """Return what a group is called."""
    return band.label or tr("No group")


def group_facts(band: Band) -> str:
    """Return how much a group holds: "10 channels · 56"."""
    said = lines_said(band.axis, band.lines)
    return said if band.n is None else f"{said} · {band.n}"


def lines_said(axis: str, n: int) -> str:
    """Return how many lines there are, in words."""
    if axis == "persona":
        return trn("{n} persona", "{n} personas", n)
    if axis == "form":
        return trn("{n} form", "{n} forms", n)
    return trn("{n} channel", "{n} channels", n) if axis == "channel" else str(n)
