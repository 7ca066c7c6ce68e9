"""Painting the timeline: the days' ground, bars, today; over them the heads of rows and months and the sums below."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QLinearGradient, QPainter, QPen

from b2bdesk.i18n import tr
from b2bdesk.insight.dates import add_months, month_of
from b2bdesk.queries.calendar import Bar, By
from b2bdesk.queries.months import Month
from ui.calendar.places import FADE, Item, LANE, Line
from ui.calendar.state import Drag, Part
from ui.calendar.words import hours, month_name, short_day, week_of
from ui.grid.marks import cut, write
from ui.kit import theme
from ui.kit.chip import CHIP_HEIGHT, ChipLook, draw_chip, paint_chip
from ui.kit.painting import draw_status_glyph, scale_of
from ui.kit.theme import Theme

if TYPE_CHECKING:
    from ui.calendar.timeline import Timeline

HEAD: Final = 44
STRIP: Final = 27
STRIPS: Final = 3
WIDEST_KEPT: Final = 420
"""Wider chips are painted anew each time instead of being kept as pictures."""
FEW: Final = 14
WIDEST_NUMBER: Final = 20
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
CENTRE = Qt.AlignmentFlag.AlignCenter


def look_of(bar: Bar, *, warn: bool = False) -> ChipLook:
    """Return how a bar's chip looks."""
    return ChipLook(bar.code, bar.short, bar.form, bar.form_class, bar.appeal, bar.status, bar.warn or warn)


def row_words(key: object, name: str, by: By) -> str:
    """Return what a row is called, those without a name included."""
    if name:
        return name
    nobody = {By.OWNER: tr("Nobody yet"), By.CAMPAIGN: tr("No campaign"), By.PERSONA: tr("No persona")}
    return nobody.get(by, str(key))


class TimelinePaint:
    """Paints one timeline."""

    def __init__(self, view: "Timeline") -> None:
        self.view = view
        self._most: Decimal | None = None
        self._full: set[object] = set()

    def relaid(self) -> None:
        """The places have changed."""
        year = self.view.loaded.year
        self._most = max((month.cost for month in year.months), default=Decimal(0))
        self._full = {key for key, _ in self.view.loaded.full}

    def forget(self) -> None:
        """The look has changed."""

    def paint(self, p: QPainter, area: QRect) -> None:
        """Paint a part of the viewport."""
        view, look = self.view, theme.current()
        inner = view.area()
        seen = area & QRect(0, 0, area.right() + 1, inner.bottom() + 1)
        p.setClipRect(area & inner)
        self._ground(p, look, inner)
        lines = view.places.lines_between(seen.top() - view.origin().y(), seen.bottom() - view.origin().y())
        lines = lines if not seen.isEmpty() else range(0)
        self._cursor(p, look)
        self._today_line(p, look, inner)
        for at in lines:
            self._line(p, look, view.places.lines[at], view.places.items[at])
        if view.drag is not None:
            self._ghosts(p, view.drag)
        rows = view.viewport().rect().adjusted(0, HEAD, 0, -view.strips_height())
        p.setClipRect(area & rows)
        for at in lines:
            self._row_head(p, look, view.places.lines[at])
        p.setClipRect(area)
        self._heads(p, look)
        if view.strips_height():
            self._strips(p, look)

    # ---- the days

    def _ground(self, p: QPainter, look: Theme, area: QRect) -> None:
        view, scale = self.view, self.view.places.scale
        x0 = view.origin().x()
        past = x0 + scale.x(view.loaded.today)
        if past > area.left():
            p.fillRect(QRectF(area.left(), area.top(), past - area.left(), area.height()), look.color("sunken"))
        for day, is_month in self._marks():
            color = look.color("line" if is_month else "hairline")
            p.fillRect(QRectF(round(x0 + scale.x(day)), area.top(), 1, area.height()), color)

    def _marks(self) -> Iterator[tuple[date, bool]]:
        """Yield the days in sight that have a line: weeks, or days where they are wide, and months."""
        first, last = self.view.sight()
        step = 1 if self.view.per_day >= 18 else 7 if self.view.per_day >= 2.5 else 0
        day = week_of(first) if step == 7 else first
        while step and day <= last:
            if day.day != 1:
                yield day, False
            day += timedelta(days=step)
        month = month_of(first)
        while month <= last:
            yield month, True
            month = add_months(month, 1)

    def _today_line(self, p: QPainter, look: Theme, area: QRect) -> None:
        view = self.view
        x = round(view.origin().x() + view.places.scale.x(view.loaded.today))
        p.fillRect(QRectF(x - 1, area.top(), 2, area.height()), look.color("accent"))

    def _cursor(self, p: QPainter, look: Theme) -> None:
        view, choice = self.view, self.view.choice
        if choice.focus or choice.day is None:
            return
        box = QRectF(view.day_rect(choice.row, choice.day))
        if box.isEmpty():
            return
        p.fillRect(box, look.color("accentSoft"))
        if view.hasFocus():
            p.setPen(QPen(look.color("focus"), 2))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRect(box.adjusted(1, 1, -1, -1))

    # ---- rows

    def _line(self, p: QPainter, look: Theme, line: Line, items: list[Item]) -> None:
        view, origin = self.view, self.view.origin()
        area, top = view.area(), line.top + origin.y()
        if line.row is None:
            p.fillRect(QRectF(area.left(), top, area.width(), line.height), look.color("band"))
            return
        p.fillRect(QRectF(area.left(), top + line.height - 1, area.width(), 1), look.color("hairline"))
        low, high = area.left() - origin.x(), area.right() - origin.x()
        for item in items:
            if item.left <= high and item.right >= low:
                self._item(p, look, item, low)
        if line.hidden:
            box = QRectF(area.left() + 6, top + line.height - LANE, area.width(), LANE - 2)
            text = tr("+{n} more: zoom in to see them", n=line.hidden)
            write(p, box, text, look.font("micro", 600), look, "accentText")

    def _item(self, p: QPainter, look: Theme, item: Item, low: float) -> None:
        if item.folded:
            self._folded(p, look, item, low)
        elif item.widths:
            self._shared(p, look, item)
        else:
            self._bar(p, look, item, low)

    def _seen(self, bar: Bar) -> ChipLook:
        view = self.view
        look = look_of(bar, warn=bool(view.loaded.conflicts_of(bar)))
        dragged = view.drag is not None and bar.id in view.drag.ids
        return replace(look, selected=bar.id in view.choice.ids, dim=dragged)

    def _bar(self, p: QPainter, look: Theme, item: Item, low: float) -> None:
        bar, origin = item.bars[0], self.view.origin()
        seen = self._seen(bar)
        left, top = item.left + origin.x(), item.top + origin.y()
        width = item.chip if bar.open else item.right - item.left
        if bar.open:
            self._goes_on(p, look, bar, left + width, item.right + origin.x(), top)
        if width <= WIDEST_KEPT:
            draw_chip(p, round(left), top, seen, round(width), scale_of(p))
        else:
            cut_off = max(0.0, low - 8 - item.left) if not bar.open else 0
            paint_chip(p, QRectF(round(left + cut_off), top, round(width - cut_off), CHIP_HEIGHT), seen, look)
        if bar.id == self.view.choice.focus and self.view.hasFocus():
            self._focus(p, look, QRectF(left, top, width, CHIP_HEIGHT))

    def _focus(self, p: QPainter, look: Theme, box: QRectF) -> None:
        p.setPen(QPen(look.color("focus"), 2))
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawRoundedRect(box.adjusted(-2, -1, 2, 1), 5, 5)

    def _goes_on(self, p: QPainter, look: Theme, bar: Bar, left: float, right: float, top: float) -> None:
        """Draw the line of what goes on without an end: solid up to today, fading after it."""
        if right - left < FADE:
            return
        color = look.color(look.form_color(bar.form_class))
        faint = QColor(color)  # a copy: the theme gives its own to everybody
        faint.setAlpha(0)
        shade = QLinearGradient(left, 0, right, 0)
        shade.setColorAt(0, color)
        shade.setColorAt(max(0.0, 1 - FADE / (right - left)), color)
        shade.setColorAt(1, faint)
        p.fillRect(QRectF(left, top + CHIP_HEIGHT / 2 - 1, right - left, 2), shade)

    def _shared(self, p: QPainter, look: Theme, item: Item) -> None:
        origin, view = self.view.origin(), self.view
        box = QRectF(round(item.left + origin.x()), item.top + origin.y(), item.right - item.left, CHIP_HEIGHT)
        chosen = [bar for bar in item.bars if bar.id in view.choice.ids]
        p.setPen(QPen(look.color("control"), 1))
        p.setBrush(look.color("surface"))
        p.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        x, font = box.left() + 3, look.font("micro", 600)
        for bar, width in zip(item.bars, item.widths, strict=True):
            part = QRectF(x - 2, box.top() + 1, width, box.height() - 2)
            if bar in chosen:
                p.setPen(QPen(look.color("accent"), 2))
                p.setBrush(look.color("accentFaint"))
                p.drawRoundedRect(part.adjusted(0, 0, -1, 0), 4, 4)
            dim = view.drag is not None and bar.id in view.drag.ids
            p.setOpacity(0.34 if dim else 1)
            icon = look.form_icon(bar.form, bar.form_class)
            warn = bar.warn or bool(view.loaded.conflicts_of(bar))
            ink = "thin" if warn else look.form_color(bar.form_class)
            p.drawPixmap(QPointF(x + 1, box.top() + 4), look.pixmap(icon, 12, ink, scale_of(p)))
            write(p, part.adjusted(17, 0, 0, 0), bar.code, font, look, "text2" if bar.status == "idea" else "text")
            p.setOpacity(1)
            if bar.id == view.choice.focus and view.hasFocus():
                self._focus(p, look, part.adjusted(2, 0, -2, 0))
            x += width

    def _folded(self, p: QPainter, look: Theme, item: Item, low: float) -> None:
        """Draw all open-ended ones of a row as one that fades after today."""
        origin, view = self.view.origin(), self.view
        left, right = item.left + origin.x(), item.right + origin.x()
        box = QRectF(left, item.top + origin.y(), right - left, CHIP_HEIGHT)
        ground, faint = look.color("band"), QColor(look.color("band"))
        faint.setAlpha(0)
        shade = QLinearGradient(left, 0, right, 0)
        shade.setColorAt(0, ground)
        shade.setColorAt(max(0.0, 1 - 4 * FADE / (right - left)), ground)
        shade.setColorAt(1, faint)
        p.fillRect(box, shade)
        x = max(left, low + origin.x()) + 8
        draw_status_glyph(p, x, box.top() + 4, "live", look)
        words = tr("{n} live", n=len(item.bars) + item.more)
        font, bold = look.font("micro", 500), look.font("micro", 600)
        x += 20
        room = QRectF(x, box.top(), max(0.0, right - x - 8), box.height())
        x += write(p, room, words, font, look, "text2") + 8
        codes = " ".join(dict.fromkeys(bar.code for bar in item.bars))
        room = QRectF(x, box.top(), max(0.0, right - x - 2 * FADE), box.height())
        chosen = any(bar.id in view.choice.ids for bar in item.bars)
        write(p, room, codes, bold, look, "accentText" if chosen else "text")

    def _ghosts(self, p: QPainter, drag: Drag) -> None:
        """Draw what is dragged where it would lie."""
        view, origin = self.view, self.view.origin()
        if drag.to_tray:
            return
        shift = drag.days * view.per_day
        for (row, bar_id), item in view.places.where.items():
            if bar_id not in drag.ids or (drag.part is not Part.BAR and row != drag.bar.row):
                continue
            box = view.item_rect(item, bar_id).translated(origin)
            bar = next(bar for bar in item.bars if bar.id == bar_id)
            left, right = box.left(), box.right()
            if drag.part is not Part.END:
                left += shift
            right = right + shift if drag.part is not Part.START else right
            if bar.open and drag.part is Part.BAR:
                right = left + item.chip
            top = box.top()
            if drag.part is Part.BAR and drag.row != drag.bar.row and drag.row is not None:
                top = view.day_rect(drag.row, drag.anchor).top() + 3
            look = replace(look_of(bar), dragged=True)
            width = max(46.0, right - left)
            paint_chip(p, QRectF(round(left), top, round(width), CHIP_HEIGHT), look, theme.current())

    # ---- heads

    def _row_head(self, p: QPainter, look: Theme, line: Line) -> None:
        view = self.view
        top = line.top + view.origin().y()
        if line.row is None:
            p.fillRect(QRectF(0, top, view.viewport().width(), line.height), look.color("band"))
            box = QRectF(16, top, view.viewport().width() - 20, line.height)
            write(p, box, line.name, look.font("micro", 600), look, "text2")
            p.fillRect(QRectF(0, top + line.height - 1, view.viewport().width(), 1), look.color("hairline"))
            return
        here = view.choice.row == line.row.key and view.choice.day is not None
        box = QRectF(0, top, view.head_width, line.height)
        p.fillRect(box, look.color("accentFaint" if here else "surface"))
        p.fillRect(QRectF(0, box.bottom() - 1, box.width(), 1), look.color("hairline"))
        p.fillRect(QRectF(box.right() - 1, top, 1, line.height), look.color("hairline"))
        first = QRectF(16, top + 3, box.width() - 16, LANE - 2)
        count = cut(str(line.row.n), look.font("small", 400), 60)[1]
        full = view.loaded.by is By.CHANNEL and line.row.key in self._full
        room = first.width() - count - 12 - (16 if full else 0) - 4
        name = row_words(line.row.key, line.row.name, view.loaded.by)
        tone = "text" if line.row.name else "text3"
        write(p, QRectF(first.left(), first.top(), room, first.height()), name, look.font("small", 400), look, tone)
        write(p, first.adjusted(0, 0, -10, 0), str(line.row.n), look.font("small", 400), look, "text3", RIGHT)
        if full:
            x = first.right() - 10 - count - 17
            p.drawPixmap(QPointF(x, first.top() + 4), look.pixmap("triangle-alert", 12, "thin", scale_of(p)))

    def _heads(self, p: QPainter, look: Theme) -> None:
        view = self.view
        width = view.viewport().width()
        p.fillRect(QRectF(0, 0, width, HEAD), look.color("surface"))
        p.save()
        p.setClipRect(QRect(view.head_width, 0, width - view.head_width, HEAD))
        self._month_names(p, look)
        self._day_numbers(p, look)
        self._today_badge(p, look)
        p.restore()
        p.fillRect(QRectF(view.head_width - 1, 0, 1, HEAD), look.color("hairline"))
        p.fillRect(QRectF(0, HEAD - 1, width, 1), look.color("line"))

    def _months(self) -> Iterator[tuple[date, float, float]]:
        """Yield the months in sight with the places where they begin and end in the viewport."""
        view, scale = self.view, self.view.places.scale
        first, last = view.sight()
        month = month_of(first)
        while month <= last:
            after = add_months(month, 1)
            yield month, view.origin().x() + scale.x(month), view.origin().x() + scale.x(after)
            month = after

    def _month_names(self, p: QPainter, look: Theme) -> None:
        view = self.view
        for at, (month, left, right) in enumerate(self._months()):
            p.fillRect(QRectF(round(left), 0, 1, HEAD), look.color("line"))
            room = right - max(left, view.head_width) - 8
            with_year = month.month == 1 or at == 0
            name = month_name(month, with_year=with_year)
            font = look.font("small", 600)
            if cut(name, font, 400)[1] > room:
                name = month_name(month, with_year=with_year and right - left > 60, short=True)
            write(p, QRectF(max(left, view.head_width) + 6, 3, max(0.0, room), 18), name, font, look, "text")

    def _day_numbers(self, p: QPainter, look: Theme) -> None:
        view, scale = self.view, self.view.places.scale
        per_day = view.per_day
        first, last = view.sight()
        if per_day < 2.5:
            return
        step = 1 if per_day >= 18 else 7 if per_day >= 3.6 else 14
        day = first if step == 1 else week_of(first)
        font, badge = look.font("micro", 400), self._badge_box(look)
        while day <= last:
            x = view.origin().x() + scale.x(day)
            if x + WIDEST_NUMBER < badge.left() or x > badge.right():
                box = QRectF(x + (0 if step == 1 else 2), 22, per_day * step, 18)
                align = CENTRE if step == 1 else Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
                weekend = step == 1 and day.weekday() >= 5
                write(p, box, str(day.day), font, look, "text3" if weekend else "text2", align)
            day += timedelta(days=step)

    def _badge_box(self, look: Theme) -> QRectF:
        """Return where the badge of today lies."""
        view = self.view
        x = view.origin().x() + view.places.scale.x(view.loaded.today)
        width = QFontMetricsF(look.font("micro", 600)).horizontalAdvance(short_day(view.loaded.today)) + 16
        return QRectF(round(x - width / 2), 22, round(width), 18)

    def _today_badge(self, p: QPainter, look: Theme) -> None:
        text, font, box = short_day(self.view.loaded.today), look.font("micro", 600), self._badge_box(look)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(look.color("accent"))
        p.drawRoundedRect(box, 9, 9)
        p.setFont(font)
        p.setPen(look.color("onAccent"))
        p.drawText(box, CENTRE, text)

    # ---- sums

    def _strips(self, p: QPainter, look: Theme) -> None:
        view = self.view
        top = view.viewport().height() - view.strips_height()
        width = view.viewport().width()
        p.fillRect(QRectF(0, top, width, view.strips_height()), look.color("surface"))
        p.fillRect(QRectF(0, top, width, 1), look.color("line"))
        names = (tr("Brand pieces"), tr("Cost, {currency}", currency=view.loaded.year.currency), tr("Hours to make"))
        for at, name in enumerate(names):
            box = QRectF(16, top + at * STRIP, view.head_width - 22, STRIP)
            write(p, box, name, look.font("small", 400), look, "text2")
            if at:
                p.fillRect(QRectF(0, box.top(), width, 1), look.color("hairline"))
        p.save()
        p.setClipRect(QRectF(view.head_width, top + 1, width - view.head_width, view.strips_height()))
        sums = {month.day: month for month in view.loaded.year.months}
        last = max((month.day for month in view.loaded.year.months if month.n), default=date.min)
        for month, left, right in self._months():
            p.fillRect(QRectF(round(left), top, 1, view.strips_height()), look.color("line"))
            if month in sums:
                room = QRectF(left + 6, top, right - left - 10, STRIP)
                self._brand(p, look, room, sums[month], expected=month <= last)
                self._cost(p, look, room.translated(0, STRIP), sums[month])
                self._hours(p, look, room.translated(0, 2 * STRIP), sums[month])
        p.restore()
        p.fillRect(QRectF(view.head_width - 1, top, 1, view.strips_height()), look.color("hairline"))

    def _brand(self, p: QPainter, look: Theme, box: QRectF, month: Month, *, expected: bool) -> None:
        font = look.font("small", 400)
        if not month.brand:
            if expected:
                self._warning(p, look, box, tr("none"))
            return
        text = str(month.brand)
        room = box.width() - cut(text, font, 80)[1] - 8
        shown = min(month.brand, FEW, max(0, int(room // 5)))
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(look.color("text2"))
        for at in range(shown):
            p.drawRect(QRectF(round(box.left()) + 5 * at, box.center().y() - 4, 3, 9))
        write(p, box.adjusted(5 * shown + 4, 0, 0, 0), text, font, look, "text")

    def _warning(self, p: QPainter, look: Theme, box: QRectF, text: str) -> None:
        font = look.font("micro", 600)
        width = min(box.width(), cut(text, font, 300)[1] + 28)
        tag = QRectF(round(box.left()), box.center().y() - 9, width, 18)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(look.color("thinSoft"))
        p.drawRoundedRect(tag, 4, 4)
        p.drawPixmap(QPointF(tag.left() + 5, tag.top() + 3), look.pixmap("triangle-alert", 12, "thin", scale_of(p)))
        write(p, tag.adjusted(21, 0, -4, 0), text, font, look, "thinText")

    def _cost(self, p: QPainter, look: Theme, box: QRectF, month: Month) -> None:
        if not month.cost:
            return
        text, font = f"{month.cost:,.0f}", look.font("small", 400)
        room = max(0.0, min(60.0, box.width() - cut(text, font, 120)[1] - 8))
        width = max(3.0, room * float(month.cost / self._most)) if self._most else 0
        self._gauge(p, look, box, width, "control")
        write(p, box.adjusted(width + 6, 0, 0, 0), text, font, look, "text")

    def _hours(self, p: QPainter, look: Theme, box: QRectF, month: Month) -> None:
        if not month.hours:
            return
        text = hours(month.hours)
        if month.room is not None:
            text = tr("{hours} of {room}", hours=text, room=f"{month.room:,.0f}")
        if month.room is not None and month.hours > month.room:
            self._warning(p, look, box, text)
            return
        font = look.font("small", 400)
        room = max(0.0, min(60.0, box.width() - cut(text, font, 160)[1] - 8))
        if month.room:
            self._gauge(p, look, box, room, "band")
            self._gauge(p, look, box, max(2.0, room * float(month.hours / month.room)), "text2")
        write(p, box.adjusted(room + 6 if month.room else 0, 0, 0, 0), text, font, look, "text")

    def _gauge(self, p: QPainter, look: Theme, box: QRectF, width: float, color: str) -> None:
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(look.color(color))
        p.drawRoundedRect(QRectF(round(box.left()), box.center().y() - 3, width, 7), 2, 2)
