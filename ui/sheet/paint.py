"""Painting the sheet: grounds and lines first, then the marks in sight, then what is chosen, then the frozen heads."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui.kit import theme
from ui.kit.foretold import paint_foretold
from ui.kit.painting import whole_pixels
from ui.sheet.block import Place
from ui.sheet.layout import BAND, COLUMN, FOOT, HEAD, ROW, ROW_HEAD, TOTAL
from ui.sheet.marks import mark_pixmap
from ui.sheet.paint_heads import HeadPainter

if TYPE_CHECKING:
    from ui.sheet.view import SheetView


class SheetPainting:
    """Paints one sheet; keeps its painter until the look changes."""

    def __init__(self, view: "SheetView") -> None:
        self.view = view
        self._heads: HeadPainter | None = None

    def forget(self) -> None:
        """The look has changed."""
        self._heads = None

    @property
    def heads(self) -> HeadPainter:
        """What paints the heads."""
        dpr = self.view.devicePixelRatioF()
        if self._heads is None or self._heads.dpr != dpr:
            self._heads = HeadPainter(theme.current(), dpr)
        return self._heads

    def paint(self, area: QRect) -> None:
        """Paint a part of the viewport."""
        view = self.view
        p = QPainter(view.viewport())
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.fillRect(area, theme.current().color("surface"))
        at = view.origin()
        rows = view.layout_.rows_between(area.top() - at.y(), area.bottom() - at.y())
        cells = view.cell_area()
        columns = view.layout_.columns_between(cells.left() - at.x(), cells.right() - at.x())
        view.model.ensure(rows)
        self._paint_grounds(p, cells, rows)
        self._paint_lines(p, cells, rows, columns)
        p.setClipRect(cells)
        self._paint_chosen(p)
        self._paint_aim(p)
        self._paint_marks(p, rows, columns)
        p.setClipping(False)
        self._paint_sides(p, rows)
        self._paint_foot(p, columns)
        self._paint_head(p, columns)
        self._paint_told(p)
        p.end()

    def _x(self, column: int) -> float:
        """Return the left edge of a column in the viewport, on a whole pixel of the screen."""
        return self._whole(self.view.layout_.lefts[column])

    def _right(self, column: int) -> float:
        """Return the right edge of a column, likewise."""
        return self._whole(self.view.layout_.lefts[column] + COLUMN)

    def _whole(self, x: int) -> float:
        dpr = self.view.devicePixelRatioF()
        return round((x + self.view.origin().x()) * dpr) / dpr

    def _cross(self) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
        """Return the cell under the pointer and the current one."""
        return self.view.hover, self.view.block.current

    def _row_ground(self, row: int) -> str:
        hover, current = self._cross()
        if current is not None and row == current[0]:
            return "accentFaint"
        return "sunken" if hover is not None and row == hover[0] else "surface"

    def _paint_grounds(self, p: QPainter, cells: QRect, rows: range) -> None:
        view, look = self.view, theme.current()
        top, width = view.origin().y(), cells.right() + 1
        hover, current = self._cross()
        bottom = min(float(cells.bottom() + 1), top + view.layout_.height)
        for row in rows:
            ground = self._row_ground(row)
            if ground == "sunken":
                p.fillRect(QRectF(ROW_HEAD, top + row * ROW, width - ROW_HEAD, ROW), look.color(ground))
        p.setClipRect(cells)
        for cell, ground in ((hover, "sunken"), (current, "accentFaint")):
            if cell is not None and cell[1] < len(view.layout_.lefts):
                p.fillRect(QRectF(self._x(cell[1]), HEAD, COLUMN, bottom - HEAD), look.color(ground))
        if current is not None:
            p.fillRect(QRectF(ROW_HEAD, top + current[0] * ROW, width - ROW_HEAD, ROW), look.color("accentFaint"))
        if view.block.several:
            p.fillRect(self._block_rect(), look.color("accentSoft"))
        p.setClipping(False)

    def _paint_lines(self, p: QPainter, cells: QRect, rows: range, columns: range) -> None:
        view, hairline, line = self.view, theme.current().color("hairline"), self.heads.line
        top = view.origin().y()
        for row in rows:
            y = top + (row + 1) * ROW - line
            p.fillRect(QRectF(ROW_HEAD, y, cells.width() + TOTAL, line), hairline)
        bottom = min(float(cells.bottom() + 1), top + view.layout_.height)
        p.setClipRect(cells)
        for column in columns:
            x = self._x(column)
            p.fillRect(QRectF(self._right(column) - line, HEAD, line, bottom - HEAD), hairline)
            if column and view.layout_.lefts[column] > view.layout_.lefts[column - 1] + COLUMN:
                p.fillRect(QRectF(x - line, HEAD, line, bottom - HEAD), hairline)
        p.setClipping(False)

    def _paint_marks(self, p: QPainter, rows: range, columns: range) -> None:
        view, dpr = self.view, self.view.devicePixelRatioF()
        top, warned, of = view.origin().y(), view.warned, view.model.columns_of
        for place in rows:
            row = view.model.row(place)
            for key, marks in row.cells.items():
                column = of.get(key, -1)
                if column in columns:
                    warn = bool(warned) and any(mark.id in warned for mark in marks)
                    picture = mark_pixmap(marks[0].status, row.form_class, warn, len(marks), dpr)
                    p.drawPixmap(QPointF(self._x(column), top + place * ROW), picture)

    # ---- what is chosen

    def _block_rect(self) -> QRectF:
        block, top = self.view.block, self.view.origin().y()
        left, right = self._x(block.columns.first), self._right(block.columns.last)
        return QRectF(left, top + block.rows.first * ROW, right - left, len(block.rows) * ROW)

    def _paint_chosen(self, p: QPainter) -> None:
        view, look = self.view, theme.current()
        focused = view.hasFocus()
        color, top = look.color("accent" if focused else "accentLine"), view.origin().y()
        p.setBrush(Qt.BrushStyle.NoBrush)
        for row, column in (self.view.model.place(spot) or (-1, -1) for spot in view.cut_spots):
            if row >= 0:
                dashed = QPen(look.color("accent"), 1)
                dashed.setDashPattern([3, 2])
                p.setPen(dashed)
                p.drawRect(QRectF(self._x(column), top + row * ROW, COLUMN, ROW).adjusted(1.5, 1.5, -2.5, -2.5))
        if view.block.several:
            p.setPen(QPen(color, 1))
            p.drawRect(self._block_rect().adjusted(-0.5, -0.5, -0.5, -0.5))
        frames: list[Place | None] = [*view.block.picked.values()] or [view.block.current]
        width = whole_pixels(2, view.devicePixelRatioF())
        p.setPen(QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin))
        for cell in frames:
            if cell is not None:
                p.drawRect(QRectF(self._x(cell[1]), top + cell[0] * ROW, COLUMN, ROW).adjusted(0, 0, -1, -1))

    # ---- what is on its way

    def _paint_aim(self, p: QPainter) -> None:
        """Frame where something is about to go."""
        aim, look = self.view.aim, theme.current()
        if aim is None:
            return
        left, top = self._x(aim.first[1]), self.view.origin().y() + aim.first[0] * ROW
        box = QRectF(left, top, self._right(aim.last[1]) - left, (aim.last[0] - aim.first[0] + 1) * ROW)
        tone = "gap" if aim.told.refused else "accent"
        p.fillRect(box, look.color(f"{tone}Soft"))
        dashed = QPen(look.color(tone), 2)
        dashed.setDashPattern([3, 2])
        p.setPen(dashed)
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawRect(box.adjusted(0, 0, -1, -1))

    def _paint_told(self, p: QPainter) -> None:
        """Say beside the pointer, or under the cells that keys aim at, what that would do."""
        view, aim = self.view, self.view.aim
        if aim is not None and aim.told.words:
            place = aim.at if aim.at is not None else view.cell_rect((aim.last[0], aim.first[1])).bottomLeft()
            area = QRectF(view.viewport().rect()).adjusted(ROW_HEAD, HEAD, 0, -FOOT)
            paint_foretold(p, area, QPointF(place), aim.told)

    # ---- what is frozen

    def _paint_sides(self, p: QPainter, rows: range) -> None:
        view, heads, look = self.view, self.heads, theme.current()
        port, top = view.viewport().rect(), view.origin().y()
        p.setClipRect(port.adjusted(0, HEAD, 0, -FOOT))
        for place in rows:
            y, row, ground = top + place * ROW, view.model.row(place), self._row_ground(place)
            heads.paint_piece(p, y, row, ground)
            box = QRectF(port.width() - TOTAL, y, TOTAL, ROW - heads.line)
            p.fillRect(box, look.color(ground))
            heads.paint_sum(p, port.width(), y, row.n(view.model.keys))
        p.setClipping(False)
        edge = port.width() - TOTAL
        p.fillRect(QRectF(edge - heads.line, HEAD, heads.line, port.height() - HEAD - FOOT), look.color("hairline"))

    def _paint_head(self, p: QPainter, columns: range) -> None:
        view, heads, look = self.view, self.heads, theme.current()
        width, at = view.viewport().width(), view.origin().x()
        p.fillRect(QRectF(0, 0, width, HEAD), look.color("surface"))
        p.fillRect(QRectF(0, BAND - heads.line, width, heads.line), look.color("hairline"))
        p.setClipRect(QRect(ROW_HEAD, 0, width - ROW_HEAD - TOTAL // 2, HEAD))
        for stage, (left, wide) in zip(view.layout_.stages, view.layout_.spans, strict=True):
            if left + wide + at > ROW_HEAD and left + at < width:
                heads.paint_stage(p, left + at, wide, ROW_HEAD, stage)
        hover, current = self._cross()
        for column in (
            each for each in columns if self._x(each) < width - TOTAL
        ):  # what stands under the totals has none
            ink = "accentText" if current and column == current[1] else "text2"
            ink = "text" if ink == "text2" and hover and column == hover[1] else ink
            heads.paint_name(p, self._x(column), view.layout_.columns[column].name, ink)
        p.setClipRect(QRect(0, 0, width, HEAD))
        p.fillRect(QRectF(0, 0, ROW_HEAD, HEAD - heads.line), look.color("surface"))
        heads.paint_corner(p, dict(view.model.sheet.words), view.legend_hover)
        heads.paint_sum_head(p, width)
        p.fillRect(QRectF(0, HEAD - heads.line, width, heads.line), look.color("line"))
        p.fillRect(QRectF(0, 0, width, heads.line), look.color("hairline"))
        p.setClipping(False)

    def _paint_foot(self, p: QPainter, columns: range) -> None:
        view, heads, look = self.view, self.heads, theme.current()
        port = view.viewport().rect()
        top = port.height() - FOOT
        p.fillRect(QRectF(0, top, port.width(), FOOT), look.color("surface"))
        p.setClipRect(QRect(ROW_HEAD, top, port.width() - ROW_HEAD - TOTAL, FOOT))
        for column in columns:
            box = QRectF(self._x(column) - 3, top, COLUMN + 6, FOOT)
            heads.paint_column_sum(p, box, view.layout_.columns[column].n)
        p.setClipping(False)
        heads.paint_foot(p, port.width(), top, view.model.sheet.counted)
        p.fillRect(QRectF(0, top, port.width(), heads.line), look.color("line"))
