"""The month and the week: seven days across, bars over the days they take, lanes as far as there is room."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from b2bdesk.i18n import tr
from b2bdesk.queries.calendar import Bar, RowKey
from ui.calendar.canvas import Canvas
from ui.calendar.lanes import order, Piece, week_pieces
from ui.calendar.state import Choice, Hit, Part
from ui.calendar.timeline_paint import look_of
from ui.calendar.words import short_day, weekday
from ui.grid.marks import cut, write
from ui.kit import theme
from ui.kit.chip import CHIP_HEIGHT, draw_chip, paint_chip
from ui.kit.painting import scale_of
from ui.kit.theme import Theme

HEAD: Final = 26
NUMBER: Final = 22
GAP: Final = 6
LANE: Final = 22
LEAST_WEEK: Final = 78
EDGE: Final = 5
MANY: Final = 3
"""From so many bars on that only go on through a week of a month, one line stands for them."""
CENTRE = Qt.AlignmentFlag.AlignCenter


class Days(Canvas):
    """Some weeks from a day on; `weeks` 1 shows all bars of a week, more of them as many as fit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Month"))
        self.first, self.weeks = date(2000, 1, 3), 6
        self.month: date | None = None
        self.pieces: list[Piece] = []
        self.through: dict[int, list[Piece]] = {}
        """By week, what only goes on through it and is drawn as one line."""
        self._by_day: dict[date, list[Bar]] = {}
        self._shown: Counter[date] = Counter()
        self.verticalScrollBar().setSingleStep(24)

    def set_days(self, first: date, weeks: int, month: date | None) -> None:
        """Show weeks from a day on; days outside a month are dimmed."""
        self.first, self.weeks, self.month = first, weeks, month
        self.verticalScrollBar().setValue(0)

    @property
    def last(self) -> date:
        """The last day shown."""
        return self.first + timedelta(days=7 * self.weeks - 1)

    # ---- places

    @property
    def _above(self) -> int:
        """The room above the first bar of a day: for its number, which the head says where there is one week."""
        return NUMBER if self.weeks > 1 else GAP

    def relayout(self) -> None:
        bars = [bar for bar in self.loaded.span.bars if bar.start and bar.last >= self.first and bar.start <= self.last]
        every = week_pieces(bars, self.first, self.weeks)
        height = self.viewport().height() - HEAD
        if self.weeks == 1:
            lanes = 1 + max((piece.lane for piece in every), default=0)
            self._height = max(height, self._above + (lanes + 1) * LANE + 8)
            fits = lanes
        else:
            self._height = max(height, LEAST_WEEK * self.weeks)
            fits = max(1, int((self._height / self.weeks - NUMBER - 3) // LANE))
        self.pieces, self._shown = self._fitting(every, fits)
        self._by_day = {}
        for bar in sorted(bars, key=order):
            assert bar.start is not None
            for at in range((bar.last - bar.start).days + 1):
                self._by_day.setdefault(bar.start + timedelta(days=at), []).append(bar)
        self.verticalScrollBar().setRange(0, max(0, round(self._height - height)))
        self.verticalScrollBar().setPageStep(max(1, height))

    _height: float = 1.0

    def _fitting(self, pieces: list[Piece], fits: int) -> tuple[list[Piece], Counter[date]]:
        """Return what is drawn: where a day has more than fits, its last lane says how many more there are."""
        self.through = self._going_through(pieces)
        drawn, shown = [], Counter[date]()
        for piece in pieces:
            bundle = self.through.get(piece.week, [])
            days = [self.first + timedelta(days=7 * piece.week + at) for at in range(piece.first, piece.last + 1)]
            room = fits - bool(bundle)
            crowded = any(self.loaded.days.get(day, 0) - len(bundle) > room for day in days)
            if piece in bundle:
                shown.update(days)
            elif piece.lane < room - crowded:
                drawn.append(piece)
                shown.update(days)
        return drawn, shown

    def _going_through(self, pieces: list[Piece]) -> dict[int, list[Piece]]:
        if self.weeks == 1:
            return {}
        found: dict[int, list[Piece]] = {}
        for piece in pieces:
            if piece.from_before and piece.goes_on:
                found.setdefault(piece.week, []).append(piece)
        return {week: bundle for week, bundle in found.items() if len(bundle) >= MANY}

    def more(self, day: date) -> int:
        """Return how many bars of a day are not drawn."""
        return max(0, self.loaded.days.get(day, 0) - self._shown[day])

    def _cell(self, at: int) -> QRectF:
        """Return the place of a day, counted from the first, in the viewport."""
        width = self.viewport().width() / 7
        height = self._height / self.weeks
        left, right = round(at % 7 * width), round((at % 7 + 1) * width)
        top = round(at // 7 * height) + HEAD - self.verticalScrollBar().value()
        return QRectF(left, top, right - left, round((at // 7 + 1) * height) - round(at // 7 * height))

    def piece_rect(self, piece: Piece) -> QRectF:
        """Return where a piece is seen."""
        first = self._cell(7 * piece.week + piece.first)
        last = self._cell(7 * piece.week + piece.last)
        left = first.left() + (0 if piece.from_before else 4)
        right = last.right() - (0 if piece.goes_on else 5)
        return QRectF(left, first.top() + self._above + piece.lane * LANE, right - left, CHIP_HEIGHT)

    def _more_rect(self, at: int) -> QRectF:
        cell = self._cell(at)
        lanes = 2 if at // 7 in self.through else 1
        return QRectF(cell.left() + 6, cell.bottom() - lanes * LANE, cell.width() - 10, LANE - 2)

    def through_rect(self, week: int) -> QRectF:
        """Return where the line of a week lies that stands for what goes on through it."""
        first, last = self._cell(7 * week), self._cell(7 * week + 6)
        return QRectF(first.left(), first.bottom() - LANE, last.right() - first.left(), LANE - 3)

    def _at(self, at: QPoint) -> int:
        width, height = self.viewport().width() / 7, self._height / self.weeks
        column = min(6, max(0, int(at.x() / width)))
        week = int((at.y() - HEAD + self.verticalScrollBar().value()) // height)
        return column + 7 * min(max(week, 0), self.weeks - 1)

    # ---- what a canvas knows

    def hit(self, at: QPoint) -> Hit:
        if at.y() < HEAD or not self.viewport().rect().contains(at):
            return Hit(Part.HEAD)
        place = self._at(at)
        day = self.first + timedelta(days=place)
        for piece in self.pieces:
            box = self.piece_rect(piece)
            if box.contains(at):
                return Hit(self._part(piece, box, at), day, piece.bar.row, piece.bar)
        if self.more(day) and self._more_rect(place).contains(at):
            return Hit(Part.MORE, day)
        if place // 7 in self.through and self.through_rect(place // 7).contains(at):
            return Hit(Part.MORE, day)
        return Hit(Part.FREE, day)

    def _part(self, piece: Piece, box: QRectF, at: QPoint) -> Part:
        if at.x() >= box.right() - EDGE and not piece.goes_on:
            return Part.END
        return Part.START if at.x() < box.left() + EDGE - 1 and not piece.from_before else Part.BAR

    def rect_of(self, bar_id: int, row: RowKey | None = None) -> QRect:
        found = next((piece for piece in self.pieces if piece.bar.id == bar_id), None)
        return self.piece_rect(found).toAlignedRect() if found else QRect()

    def day_rect(self, row: RowKey | None, day: date) -> QRect:
        at = (day - self.first).days
        return self._cell(at).toAlignedRect() if 0 <= at < 7 * self.weeks else QRect()

    def show_bar(self, bar_id: int) -> None:
        found = self.bar(bar_id)
        if found is not None and found.start is not None:
            self.show_day(max(found.start, self.first) if found.last >= self.first else found.start)
            rect, bar = self.rect_of(bar_id), self.verticalScrollBar()
            if not rect.isEmpty() and rect.bottom() > self.viewport().height():
                bar.setValue(bar.value() + rect.bottom() - self.viewport().height() + 8)
            elif not rect.isEmpty() and rect.top() < HEAD:
                bar.setValue(bar.value() + rect.top() - HEAD - 8)

    def show_day(self, day: date) -> None:
        if not self.first <= day <= self.last:
            self.day_wanted = day
            self.step_asked.emit(1 if day > self.last else -1)

    day_wanted: date | None = None

    def neighbour(self, across: int, down: int) -> Bar | None:
        if not across and not down:
            today = [bar for bar in self.loaded.span.bars if bar.start and self.first <= bar.start <= self.last]
            return min(today, key=order, default=None)
        focus = self.bar(self.choice.focus)
        if focus is None or down == 0:
            return None
        here = self._by_day.get(self.choice.day or date.min, [])
        ids = [bar.id for bar in here]
        at = ids.index(focus.id) + down if focus.id in ids else -1
        return here[at] if 0 <= at < len(here) else None

    def step_day(self, across: int, down: int) -> Choice:
        """Arrows go from day to day; Tab goes into the bars of one."""
        day = (self.choice.day or self.loaded.today) + timedelta(days=across + 7 * down)
        return Choice(frozenset(), 0, None, day)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Step through the bars of the day the keyboard is at; past the last one Tab goes on as everywhere."""
        here = self._by_day.get(self.choice.day or date.min, [])
        ids = [bar.id for bar in here]
        at = ids.index(self.choice.focus) if self.choice.focus in ids else -1 if next else len(ids)
        at += 1 if next else -1
        if not 0 <= at < len(here) or (not next and self.choice.focus not in ids):
            return super().focusNextPrevChild(next)
        self.set_choice(Choice(frozenset({here[at].id}), here[at].id, here[at].row, self.choice.day))
        return True

    # ---- painting

    def paint(self, p: QPainter, area: QRect) -> None:
        look = theme.current()
        p.setClipRect(area.intersected(self.viewport().rect().adjusted(0, HEAD, 0, 0)))
        for at in range(7 * self.weeks):
            self._paint_day(p, look, at)
        for piece in self.pieces:
            if self.piece_rect(piece).intersects(QRectF(area)):
                self._paint_piece(p, look, piece)
        for at in range(7 * self.weeks):
            if rest := self.more(self.first + timedelta(days=at)):
                write(p, self._more_rect(at), tr("+{n} more", n=rest), look.font("micro", 600), look, "accentText")
        for week, bundle in self.through.items():
            self._paint_through(p, look, self.through_rect(week), bundle)
        if self.drag is not None and not self.drag.to_tray:
            self._paint_target(p, look)
        p.setClipRect(area)
        self._paint_head(p, look)

    def _paint_day(self, p: QPainter, look: Theme, at: int) -> None:
        day, box = self.first + timedelta(days=at), self._cell(at)
        inside = self.month is None or (day.year, day.month) == (self.month.year, self.month.month)
        here = day == self.choice.day
        ground = "accentFaint" if here else "surface" if inside else "sunken"
        p.fillRect(box, look.color(ground))
        p.fillRect(QRectF(box.right() - 1, box.top(), 1, box.height()), look.color("hairline"))
        p.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), look.color("hairline"))
        self._paint_number(p, look, day, box, inside=inside)
        if here and not self.choice.focus and self.hasFocus():
            p.setPen(QPen(look.color("focus"), 2))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRect(box.adjusted(1, 1, -2, -2))

    def _paint_number(self, p: QPainter, look: Theme, day: date, box: QRectF, *, inside: bool) -> None:
        text = short_day(day) if day.day == 1 and self.weeks > 1 else str(day.day)
        if self.weeks == 1:
            return  # the head says it
        if day != self.loaded.today:
            tone, font = "text2" if inside else "text3", look.font("micro", 500)
            write(p, QRectF(box.left() + 7, box.top() + 2, box.width() - 12, 18), text, font, look, tone)
            return
        font = look.font("micro", 600)
        width = cut(text, font, 200)[1] + 14
        badge = QRectF(box.left() + 3, box.top() + 2, width, 18)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(look.color("accent"))
        p.drawRoundedRect(badge, 9, 9)
        p.setFont(font)
        p.setPen(look.color("onAccent"))
        p.drawText(badge, CENTRE, text)

    def _paint_through(self, p: QPainter, look: Theme, box: QRectF, bundle: list[Piece]) -> None:
        """Draw what goes on through a week as one line: how many, and which."""
        p.fillRect(box, look.color("band"))
        bars = [piece.bar for piece in bundle]
        words, font = tr("{n} all week", n=len(bars)), look.font("micro", 600)
        room = QRectF(box.left() + 7, box.top(), box.width() - 12, box.height())
        x = room.left() + write(p, room, words, font, look, "accentText") + 10
        codes = " ".join(dict.fromkeys(bar.code for bar in bars))
        chosen = any(bar.id in self.choice.ids for bar in bars)
        rest = QRectF(x, box.top(), max(0.0, box.right() - x - 8), box.height())
        write(p, rest, codes, look.font("micro", 500), look, "accentText" if chosen else "text2")
        if self.hasFocus() and any(bar.id == self.choice.focus for bar in bars):
            p.setPen(QPen(look.color("focus"), 2))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRect(box.adjusted(1, 0, -1, 0))

    def _paint_piece(self, p: QPainter, look: Theme, piece: Piece) -> None:
        bar, box = piece.bar, self.piece_rect(piece)
        dragged = self.drag is not None and bar.id in self.drag.ids
        seen = look_of(bar, warn=bool(self.loaded.conflicts_of(bar)))
        channel = self.loaded.names.get(bar.channel_id, "")
        seen = replace(seen, short=f"{bar.short} · {channel}", selected=bar.id in self.choice.ids, dim=dragged)
        if not piece.from_before and not piece.goes_on:
            draw_chip(p, box.left(), box.top(), seen, round(box.width()), scale_of(p))
        else:
            p.save()
            p.setClipRect(box.adjusted(-2, -2, 2, 2), Qt.ClipOperation.IntersectClip)
            beyond = box.adjusted(-3 if piece.from_before else 0, 0, 12 if piece.goes_on else 0, 0)
            paint_chip(p, beyond, seen, look)
            p.restore()
        if bar.id == self.choice.focus and self.hasFocus():
            p.setPen(QPen(look.color("focus"), 2))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRoundedRect(box.adjusted(-1, -1, 1, 1), 5, 5)

    def _paint_target(self, p: QPainter, look: Theme) -> None:
        """Mark the days that what is dragged would take."""
        drag = self.drag
        assert drag is not None
        start = drag.bar.start or drag.anchor
        low = start + timedelta(days=drag.days if drag.part is not Part.END else 0)
        high = (drag.bar.end or start) + timedelta(days=drag.days if drag.part is not Part.START else 0)
        tone = "gap" if drag.told.refused else "accent"
        p.setPen(QPen(look.color(tone), 2))
        p.setBrush(Qt.BrushStyle.NoBrush)
        day = max(low, self.first)
        while day <= min(high, self.last):
            p.drawRoundedRect(self._cell((day - self.first).days).adjusted(2, 2, -3, -3), 4, 4)
            day += timedelta(days=1)

    def _paint_head(self, p: QPainter, look: Theme) -> None:
        p.fillRect(QRectF(0, 0, self.viewport().width(), HEAD), look.color("surface"))
        for at in range(7):
            day, cell = self.first + timedelta(days=at), self._cell(at)
            text = weekday(day) if self.weeks > 1 else f"{weekday(day)} {short_day(day)}"
            today = self.weeks == 1 and day == self.loaded.today
            box = QRectF(cell.left() + 7, 0, cell.width() - 10, HEAD)
            write(p, box, text, look.font("small", 600 if today else 500), look, "accentText" if today else "text2")
        p.fillRect(QRectF(0, HEAD - 1, self.viewport().width(), 1), look.color("line"))
