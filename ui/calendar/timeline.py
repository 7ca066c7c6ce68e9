"""The timeline: rows of bars under months and weeks; heads and sums stay in sight while the rest scrolls."""

from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from b2bdesk.i18n import tr
from b2bdesk.insight.dates import add_months, month_of
from b2bdesk.queries.calendar import Bar, RowKey
from ui.calendar.canvas import Canvas
from ui.calendar.places import Item, LANE, lay_out, Places
from ui.calendar.scale import DEFAULT, Scale
from ui.calendar.state import Choice, Hit, Part
from ui.calendar.timeline_paint import HEAD, STRIP, STRIPS, TimelinePaint
from ui.grid.marks import chip_room, cut
from ui.kit import theme
from ui.kit.chip import WARN_SIZE

WIDEST_CHIP: Final = 94
NARROWEST_HEAD: Final = 128
WIDEST_HEAD: Final = 176
AROUND_NAME: Final = 52
BEFORE: Final = 2
"""How many months before today are in sight at first."""


class Timeline(Canvas):
    """Bars by row; each row has as many lanes as it needs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Timeline"))
        self.first, self.last = date(2000, 1, 1), date(2001, 1, 1)
        self.per_day = DEFAULT
        self.head_width = NARROWEST_HEAD
        self.places = Places(Scale(self.first))
        self.painting = TimelinePaint(self)
        self.horizontalScrollBar().setSingleStep(48)
        self.verticalScrollBar().setSingleStep(24)

    # ---- places

    def set_range(self, first: date, last: date) -> None:
        """Say how far the timeline reaches; what is in sight stays."""
        if (first, last) == (self.first, self.last):
            return
        day = self.left_day()
        self.first, self.last = first, last
        self.relayout()
        self.show_from(day)

    def set_zoom(self, per_day: float, around: float | None = None) -> None:
        """Show days wider or narrower; the day at a place of the viewport stays there."""
        x = around if around is not None else self.area().center().x()
        scale = self.places.scale
        day = (x - self.origin().x()) / scale.per_day
        self.per_day = per_day
        self.relayout()
        self.horizontalScrollBar().setValue(round(day * per_day - (x - self.head_width)))
        self.viewport().update()

    def area(self) -> QRect:
        """Return the part of the viewport where bars are seen."""
        return self.viewport().rect().adjusted(self.head_width, HEAD, 0, -self.strips_height())

    def strips_height(self) -> int:
        """Return the height of the sums below."""
        return STRIP * STRIPS if self.viewport().height() > 260 else 0

    def origin(self) -> QPoint:
        """Return where the content's corner lies in the viewport."""
        x, y = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        return QPoint(self.head_width - x, HEAD - y)

    def sight(self) -> tuple[date, date]:
        """Return the first and the last day in sight."""
        scale, area = self.places.scale, self.area()
        left = area.left() - self.origin().x()
        return scale.day(left), scale.day(left + max(1, area.width()))

    def left_day(self) -> date:
        """Return the first day in sight."""
        return self.sight()[0]

    def show_from(self, day: date) -> None:
        """Scroll so that a day is the first in sight."""
        self.horizontalScrollBar().setValue(round(self.places.scale.x(day)))

    def show_today(self) -> None:
        """Scroll so that two months before today and all after it are in sight."""
        today = self.loaded.today
        low = add_months(month_of(today), -BEFORE)
        if self.places.scale.x(today) - self.places.scale.x(low) > self.area().width() * 0.7:
            low = today - timedelta(days=self.places.scale.days(self.area().width() * 0.4))
        self.show_from(low)

    def relayout(self) -> None:
        look = theme.current()
        names = (cut(row.name, look.font("small", 400), WIDEST_HEAD)[1] for row in self.loaded.rows)
        self.head_width = round(min(WIDEST_HEAD, max(NARROWEST_HEAD, max(names, default=0) + AROUND_NAME)))
        scale = Scale(self.first, self.per_day)
        self.places = lay_out(self.loaded, scale, self._need, self._code, self.places)
        self.painting.relaid()
        area = self.area()
        width = scale.x(self.last + timedelta(days=1))
        for bar, size, page in (
            (self.horizontalScrollBar(), width, area.width()),
            (self.verticalScrollBar(), self.places.height + 8, area.height()),
        ):
            bar.setRange(0, max(0, round(size - page)))
            bar.setPageStep(max(1, page))

    def update_sums(self) -> None:
        """Paint the sums anew, and nothing else."""
        self.painting.relaid()
        height = self.strips_height()
        self.viewport().update(0, self.viewport().height() - height, self.viewport().width(), height)

    def restyle(self) -> None:
        self.painting.forget()
        self.places = Places(self.places.scale)
        super().restyle()

    def _need(self, bar: Bar) -> float:
        warn = bar.warn or bool(self.loaded.conflicts_of(bar))
        return min(chip_room(bar.code, bar.short, warn), WIDEST_CHIP + (WARN_SIZE + 2 if warn else 0))

    def _code(self, code: str) -> float:
        return cut(code, theme.current().font("micro", 600), 200)[1] + 20

    # ---- what a canvas knows

    def hit(self, at: QPoint) -> Hit:
        area, origin = self.area(), self.origin()
        if not area.contains(at):
            line = self.places.line_at(at.y() - origin.y()) if HEAD <= at.y() < area.bottom() else None
            row = self.places.lines[line].row if line is not None else None
            return Hit(Part.HEAD, row=row.key if row else None)
        return self.places.hit(at.x() - origin.x(), at.y() - origin.y())

    def rect_of(self, bar_id: int, row: RowKey | None = None) -> QRect:
        item = self.places.item_of(bar_id, row)
        if item is None:
            return QRect()
        return self.item_rect(item, bar_id).translated(self.origin()).toAlignedRect()

    def item_rect(self, item: Item, bar_id: int = 0) -> QRectF:
        """Return an item's place in the content, or that of one bar in a shared chip."""
        left, right = item.left, item.right
        if item.widths and bar_id:
            at = next((i for i, bar in enumerate(item.bars) if bar.id == bar_id), 0)
            left = item.left + sum(item.widths[:at])
            right = left + item.widths[at]
        return QRectF(left, item.top, right - left, LANE - 2)

    def day_rect(self, row: RowKey | None, day: date) -> QRect:
        if row is None or row not in self.places.line_of:
            return QRect()
        line = self.places.lines[self.places.line_of[row]]
        width = max(6.0, self.per_day)
        box = QRectF(self.places.scale.x(day), line.top, width, line.height)
        return box.translated(self.origin()).toAlignedRect()

    def show_bar(self, bar_id: int) -> None:
        item = self.places.item_of(bar_id, self.choice.row)
        if item is not None:
            box = self.item_rect(item, bar_id)
            box.setWidth(min(box.width(), WIDEST_CHIP))
            self._show(box)

    def show_day(self, day: date) -> None:
        line = self.places.line_of.get(self.choice.row) if self.choice.row is not None else None
        top = self.places.lines[line].top if line is not None else self.verticalScrollBar().value()
        self._show(QRectF(self.places.scale.x(day), top, max(self.per_day, 24), LANE))

    def _show(self, box: QRectF) -> None:
        area, seen = self.area(), box.translated(self.origin())
        for bar, low, high, begin, end in (
            (self.horizontalScrollBar(), area.left(), area.right(), seen.left(), seen.right()),
            (self.verticalScrollBar(), area.top(), area.bottom(), seen.top(), seen.bottom()),
        ):
            if begin < low:
                bar.setValue(round(bar.value() + begin - low - 8))
            elif end > high:
                bar.setValue(round(bar.value() + min(end - high + 8, begin - low)))

    def neighbour(self, across: int, down: int) -> Bar | None:
        row, day = self.choice.row, self.choice.day
        keys = [row.key for row in self.loaded.rows]
        if row not in keys or day is None:
            return self._first_in_sight()
        if across:
            bars = self._bars(row)
            at = next((i for i, bar in enumerate(bars) if bar.id == self.choice.focus), None)
            if at is None:
                ahead = [bar for bar in bars if bar.start and (bar.start >= day if across > 0 else bar.start < day)]
                return (ahead[0] if across > 0 else ahead[-1]) if ahead else None
            return bars[min(max(at + across, 0), len(bars) - 1)]
        place = keys.index(row) + down
        if not 0 <= place < len(keys):
            return self.bar(self.choice.focus)
        return min(self._bars(keys[place]), key=lambda bar: abs(((bar.start or day) - day).days), default=None)

    def _bars(self, row: RowKey | None) -> list[Bar]:
        """Return the bars of a row by their start; those folded into one are left out."""
        line = self.places.line_of.get(row) if row is not None else None
        items = self.places.items[line] if line is not None else []
        bars = [bar for item in items if not item.folded for bar in item.bars]
        return sorted(bars, key=lambda bar: (bar.start or date.min, bar.id))

    def _first_in_sight(self) -> Bar | None:
        first, last = self.sight()
        for row in self.loaded.rows:
            for bar in self._bars(row.key):
                if bar.start and first <= bar.start <= last:
                    return bar
        return None

    def step_day(self, across: int, down: int) -> Choice:
        keys = [row.key for row in self.loaded.rows]
        row, day = self.choice.row, self.choice.day or self.loaded.today
        at = min(max((keys.index(row) if row in keys else 0) + down, 0), len(keys) - 1)
        return Choice(frozenset(), 0, keys[at] if keys else None, day + timedelta(days=across))

    def paint(self, p: QPainter, area: QRect) -> None:
        self.painting.paint(p, area)
