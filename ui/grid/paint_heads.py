"""Painting what frames the cells: phases, stages, channels, groups, lines."""

from itertools import groupby

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from b2bdesk.i18n import tr, trn
from b2bdesk.queries.board_values import Band, Column, Line, PhaseSpan
from ui.grid.layout import BoardLayout
from ui.grid.marks import cut, fitting, RIGHT, tag, TAG_HEIGHT, write
from ui.kit.painting import draw_ring
from ui.kit.theme import Theme
from ui.kit.tokens import token

RING = 14
KNOWN_ICONS = {"O": "route", "X": "megaphone"}


class HeadPainter:
    """Paints the heads of one layout in one look, with the top left corner of each part at the painter's origin."""

    def __init__(self, layout: BoardLayout, theme: Theme, dpr: float) -> None:
        self.layout, self.theme, self.dpr, self.m = layout, theme, dpr, layout.m
        self.small, self.small_bold = theme.font("small", 400), theme.font("small", 600)
        self.micro, self.micro_bold = theme.font("micro", 400), theme.font("micro", 600)
        self.strong = theme.font("bodyStrong")

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
            if span.owner and box.width() > 16:
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
        code_width = write(p, line, stage.code, self.small, self.theme, "text3")
        n_width = cut(str(stage.n), self.strong, 80)[1]
        write(p, line, str(stage.n), self.strong, self.theme, "text", RIGHT)
        write(p, line.adjusted(code_width + 6, 0, -n_width - 4, 0), stage.name, self.strong, self.theme, "text")
        self._shortfalls(p, box, stage)

    def _shortfalls(self, p: QPainter, box: QRectF, stage: Column) -> None:
        x, y, room = box.left() + 8, box.bottom() - TAG_HEIGHT - 4, box.width() - 12
        missing = sorted(stage.shortfalls, key=lambda found: found.n)
        names, shown = fitting([found.name for found in missing], self.theme.font("micro", 500), room)
        for found, name in zip(missing[:shown], names, strict=False):
            x += tag(p, x, y, f"{name} {found.n}", found.level, self.theme, self.dpr) + 4
        if shown < len(missing):
            more = QRectF(x, y, box.right() - 2 - x, TAG_HEIGHT)
            write(p, more, f"+{len(missing) - shown}", self.micro_bold, self.theme, "text3")

    def paint_channel(self, p: QPainter, box: QRectF, line: Line, current: bool) -> None:
        """Paint a channel's head."""
        icon = token("channelIcon").get(line.code, KNOWN_ICONS.get(line.ownership, "radio"))
        p.drawPixmap(QPointF(box.left() + 14, box.top() + 7), self.theme.pixmap(icon, 14, "text2", self.dpr))
        first = QRectF(box.left() + 34, box.top() + 3, box.width() - 42, 22)
        n_width = write(p, first, str(line.n), self.micro, self.theme, "text3", RIGHT)
        font = self.small_bold if current else self.small
        write(p, first.adjusted(0, 0, -n_width - 6, 0), line.name, font, self.theme, "text")

    def paint_band(self, p: QPainter, box: QRectF, band: Band) -> None:
        """Paint the head of a group of channels."""
        p.fillRect(box, self.theme.color("sunken"))
        p.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), self.theme.color("hairline"))
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
            p.fillRect(QRectF(x - 1, top, 1, bottom - top), self.theme.color("hairline"))
