"""Painting what frames the cells: phases, stages, channels, groups, lines."""

from collections.abc import Iterable
from itertools import groupby

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from b2bdesk.i18n import tr, trn
from b2bdesk.queries.board_values import Band, Column, Line, PhaseSpan, Shortfall
from ui.grid.layout import BoardLayout
from ui.grid.marks import cut, fitting, RIGHT, tag, TAG_HEIGHT, tag_width, write
from ui.kit.painting import draw_ring, whole_pixels
from ui.kit.theme import Theme
from ui.kit.tokens import token

RING = 14
HEAD_ICON, HEAD_TEXT, HEAD_GAP, HEAD_END = 12, 32, 6, 6
"""Where a channel's icon and name begin, what lies between name and number, and what follows the number."""
KNOWN_ICONS = {"O": "route", "X": "megaphone"}


def channel_head_width(lines: Iterable[Line], theme: Theme) -> float:
    """Return the width at which the name of each channel can be read whole."""
    small, micro = theme.font("small", 400), theme.font("micro", 400)
    widths = [cut(line.name, small, 400)[1] + cut(str(line.n), micro, 80)[1] for line in lines]
    return HEAD_TEXT + max(widths, default=0) + HEAD_GAP + HEAD_END


class HeadPainter:
    """Paints the heads of one layout in one look, with the top left corner of each part at the painter's origin."""

    def __init__(self, layout: BoardLayout, theme: Theme, dpr: float) -> None:
        self.layout, self.theme, self.dpr, self.m = layout, theme, dpr, layout.m
        self.small, self.small_bold = theme.font("small", 400), theme.font("small", 600)
        self.micro, self.micro_bold = theme.font("micro", 400), theme.font("micro", 600)
        self.strong, self.line = theme.font("bodyStrong"), whole_pixels(1, dpr)

    def paint_columns(self, p: QPainter) -> None:
        """Paint the phases and the stages below them."""
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._phases(p)
        for i, stage in enumerate(self.layout.board.stages):
            left, width = self.layout.column_span(i)
            self._stage(p, QRectF(left, self.m.phase_head, width, self.m.stage_head), stage)

    def _phases(self, p: QPainter) -> None:
        spans = [(span, left, width) for stage, i in self._numbered() for span, left, width in self._spans(stage, i)]
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

    def _numbered(self) -> list[tuple[Column, int]]:
        return [(stage, i) for i, stage in enumerate(self.layout.board.stages)]

    def _spans(self, stage: Column, i: int) -> list[tuple[PhaseSpan, float, float]]:
        left, width = self.layout.column_span(i)
        share = width / max(1, len(stage.phases))
        return [(span, left + n * share, share) for n, span in enumerate(stage.phases)]

    def _stage(self, p: QPainter, box: QRectF, stage: Column) -> None:
        self.upright(p, box.right(), box.top(), box.bottom())
        line = box.adjusted(8, 6, -6, -22)
        room = line.width() - cut(str(stage.n), self.strong, 80)[1] - 6
        write(p, line, str(stage.n), self.strong, self.theme, "text", RIGHT)
        code_room = cut(stage.code, self.small, 80)[1] + 6
        if cut(stage.name, self.strong, 400)[1] + code_room <= room:
            write(p, line, stage.code, self.small, self.theme, "text3")
            line.setLeft(line.left() + code_room)
        line.setRight(box.left() + 8 + room)
        font = self.strong if cut(stage.name, self.strong, 400)[1] <= line.width() else self.small_bold
        write(p, line, stage.name, font, self.theme, "text")
        self._shortfalls(p, box, stage)

    def _shortfalls(self, p: QPainter, box: QRectF, stage: Column) -> None:
        places, more = self._tags(box, stage)
        for found, place, name in places:
            tag(p, place.left(), place.top(), f"{name} {found.n}", found.level, self.theme, self.dpr)
        if more:
            x = places[-1][1].right() + 4 if places else box.left() + 8
            rest = QRectF(x, box.bottom() - TAG_HEIGHT - 4, box.right() - 2 - x, TAG_HEIGHT)
            write(p, rest, f"+{more}", self.micro_bold, self.theme, "text3")

    def _tags(self, box: QRectF, stage: Column) -> tuple[list[tuple[Shortfall, QRectF, str]], int]:
        """Return the tags of a stage's head with their places and names, and how many have no room."""
        x, y, room = box.left() + 8, box.bottom() - TAG_HEIGHT - 4, box.width() - 9
        missing = sorted(stage.shortfalls, key=lambda found: found.n)
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
        places, _ = self._tags(box, self.layout.board.stages[column])
        return next((found.persona_id for found, place, _ in places if place.contains(at)), 0)

    def paint_channel(self, p: QPainter, box: QRectF, line: Line, current: bool) -> None:
        """Paint a channel's head."""
        icon = token("channelIcon").get(line.code, KNOWN_ICONS.get(line.ownership, "radio"))
        p.drawPixmap(QPointF(box.left() + HEAD_ICON, box.top() + 7), self.theme.pixmap(icon, 14, "text2", self.dpr))
        first = QRectF(box.left() + HEAD_TEXT, box.top() + 3, box.width() - HEAD_TEXT - HEAD_END, 22)
        n_width = write(p, first, str(line.n), self.micro, self.theme, "text3", RIGHT)
        font = self.small_bold if current else self.small
        write(p, first.adjusted(0, 0, -n_width - HEAD_GAP, 0), line.name, font, self.theme, "text")

    def paint_band(self, p: QPainter, box: QRectF, band: Band) -> None:
        """Paint the head of a group of channels."""
        p.fillRect(box, self.theme.color("sunken"))
        p.fillRect(QRectF(box.left(), box.bottom() - self.line, box.width(), self.line), self.theme.color("hairline"))
        line = box.adjusted(16, 0, -8, -1)
        width = write(p, line, band.label, self.micro_bold, self.theme, "text")
        facts = f"{trn('{n} channel', '{n} channels', band.channels)} · {band.n}"
        write(p, line.adjusted(width + 8, 0, 0, 0), facts, self.micro, self.theme, "text3")

    def paint_corner(self, p: QPainter, box: QRectF) -> None:
        """Paint the corner over the channels."""
        line = QRectF(box.left() + 16, box.bottom() - 24, box.width() - 20, 18)
        write(p, line, tr("Channel"), self.micro, self.theme, "text3")

    def upright(self, p: QPainter, x: float, top: float, bottom: float, dashed: bool = False) -> None:
        """Draw a vertical hairline that ends at x."""
        if dashed:
            p.setPen(QPen(self.theme.color("line"), 1, Qt.PenStyle.DotLine))
            p.drawLine(QPointF(x - 0.5, top), QPointF(x - 0.5, bottom))
        else:
            p.fillRect(QRectF(x - self.line, top, self.line, bottom - top), self.theme.color("hairline"))
