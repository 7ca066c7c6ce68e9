"""Painting the board: the visible cells, then the heads that lie over them, then what is being dragged."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from b2bdesk.queries.board_values import CellKey, Head
from ui.grid.layout import Row
from ui.grid.paint_cells import CellPainter, CellView, Drop, Pictures
from ui.grid.paint_heads import HeadPainter
from ui.kit import theme
from ui.kit.chip import drag_pixmap
from ui.kit.foretold import paint_foretold
from ui.kit.painting import whole_pixels

if TYPE_CHECKING:
    from ui.grid.board_surface import BoardSurface

BLANK_ROW = 42


class BoardPainting:
    """Paints one board; keeps its painters until places or colours change."""

    def __init__(self, view: "BoardSurface") -> None:
        self.view = view
        self._pictures, self._heads = Pictures(), Pictures()
        self._painters: tuple[CellPainter, HeadPainter] | None = None

    def relaid(self) -> None:
        """The places have changed."""
        self._painters = None

    def forget(self) -> None:
        """The look has changed."""
        self._painters, self._pictures, self._heads = None, Pictures(), Pictures()

    def cells(self) -> CellPainter:
        """Return what paints cells."""
        return self._ready()[0]

    def heads(self) -> HeadPainter:
        """Return what paints the heads, and knows what lies where in them."""
        return self._ready()[1]

    def paint(self, area: QRect) -> None:
        """Paint a part of the viewport."""
        p = QPainter(self.view.viewport())
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.fillRect(area, theme.current().color("surface"))
        if not self.view.board.rows:
            self._paint_blank(p)
        self._paint_rows(p, area)
        if area.top() < self.view.metrics.head:
            self._paint_heads(p)
        self._paint_above(p)
        p.end()

    def _ready(self) -> tuple[CellPainter, HeadPainter]:
        view = self.view
        if self._painters is None:
            look, dpr = theme.current(), view.devicePixelRatioF()
            self._painters = (
                CellPainter(view.layout_, look, dpr, self._pictures, view.colours),
                HeadPainter(view.layout_, look, dpr, view.colours),
            )
        return self._painters

    def _paint_rows(self, p: QPainter, area: QRect) -> None:
        view = self.view
        cells, heads = self._ready()
        origin = view.origin()
        rows = view.layout_.rows_between(area.top() - origin.y(), area.bottom() - origin.y())
        columns = view.layout_.columns_between(area.left() - origin.x(), area.right() - origin.x())
        p.setClipRect(area & view.cell_area())
        p.translate(origin)
        self._paint_lines(p, rows, columns)
        plain = self._seen(None)
        for row in rows:
            if row.line >= 0:
                self._paint_row(p, row, columns, cells, plain)
        p.resetTransform()
        p.setClipRect(area & view.viewport().rect().adjusted(0, view.metrics.head, 0, 0))
        here = view.layout_.lines.get(view.current[1]) if view.current else None
        for row in rows:
            box = QRectF(0, row.top + origin.y(), view.metrics.row_head, row.bottom - row.top)
            if row.line < 0:
                band = QRectF(box.left(), box.top(), view.viewport().width(), box.height())
                heads.paint_band(p, band, view.board.bands[row.band], row.band == view.selection.band)
            else:
                self._paint_head(p, box, view.board.rows[row.line], row.line == here)

    def _paint_head(self, p: QPainter, box: QRectF, head: Head, current: bool) -> None:
        """Paint the head of a line, from its kept picture unless results are told, which come and go by themselves."""
        heads, key, size = self.heads(), (head.id, current), (box.size() * self._dpr()).toSize()
        picture = None if heads.colours.of_results else self._heads.get(key, head, size)
        if picture is None:
            picture = QPixmap(size)
            picture.setDevicePixelRatio(self._dpr())
            picture.fill(theme.current().color("surface"))
            inner = QPainter(picture)
            inner.setRenderHint(QPainter.RenderHint.Antialiasing)
            inner.translate(-box.topLeft())
            heads.paint_line(inner, box, head, current)
            hairline = theme.current().color("hairline")
            inner.fillRect(QRectF(0, box.bottom() - heads.line, box.width(), heads.line), hairline)
            heads.upright(inner, box.right(), box.top(), box.bottom())
            inner.end()
            self._heads.keep(key, head, size, picture)
        p.drawPixmap(box.topLeft(), picture)

    def _paint_lines(self, p: QPainter, rows: Sequence[Row], columns: range) -> None:
        """Paint the lines between cells, each in one stroke; heads of groups lie over them."""
        layout, hairline = self.view.layout_, theme.current().color("hairline")
        line = whole_pixels(1, self._dpr())
        for row in rows:
            if row.line >= 0:
                p.fillRect(QRectF(0, row.bottom - line, layout.width, line), hairline)
        top, bottom = (rows[0].top, rows[-1].bottom) if rows else (0.0, 0.0)
        for column in columns:
            p.fillRect(QRectF(layout.edges[column + 1] - line, top, line, bottom - top), hairline)

    def _paint_row(self, p: QPainter, row: Row, columns: range, cells: CellPainter, plain: CellView) -> None:
        view = self.view
        line_key, heads = view.board.rows[row.line].id, view.board.columns
        apart = {view.current, view.hover, view.drop.key if view.drop else None}
        last: list[CellKey] = []
        for column in columns:
            key = (heads[column].id, line_key)
            if key not in apart:
                cells.paint(p, key, plain)
            elif key == view.hover and key != view.current and not (view.drop and view.drop.key == key):
                cells.paint(p, key, self._seen(key))
            else:
                last.append(key)
        for key in last:
            cells.paint(p, key, self._seen(key))

    def _seen(self, key: CellKey | None) -> CellView:
        """Return how a cell is seen; None: as most are, that nothing is going on in."""
        view = self.view
        drop = view.drop if view.drop and view.drop.key == key else None
        return CellView(
            current=key is not None and key == view.current,
            focused=view.in_use(),
            hovered=key is not None and key == view.hover and not view.load and not view.read_only,
            selected=view.selection.ids,
            moving=view.moving,
            drop=drop,
        )

    def _paint_blank(self, p: QPainter) -> None:
        """Paint the lines of a map that has no channels yet."""
        view = self.view
        hairline, m = theme.current().color("hairline"), view.metrics
        width, height = view.viewport().width(), view.viewport().height()
        for y in range(m.head + BLANK_ROW, height, BLANK_ROW):
            p.fillRect(QRect(0, y, width, 1), hairline)
        for edge in view.layout_.edges:
            p.fillRect(QRectF(view.origin().x() + edge - 1, m.head, 1, height), hairline)

    def _paint_heads(self, p: QPainter) -> None:
        view = self.view
        _, heads = self._ready()
        look, m, width = theme.current(), view.metrics, view.viewport().width()
        p.setClipRect(QRect(0, 0, width, m.head))
        p.fillRect(QRect(0, 0, width, m.head), look.color("surface"))
        p.setClipRect(QRect(m.row_head, 0, width - m.row_head, m.head))
        p.translate(view.origin().x(), 0)
        heads.across = view.selection.across
        heads.paint_columns(p)
        p.resetTransform()
        p.setClipRect(QRect(0, 0, width, m.head))
        heads.paint_corner(p, QRectF(0, 0, m.row_head, m.head))
        heads.upright(p, m.row_head, 0, m.head)
        p.fillRect(QRect(0, m.head - 1, width, 1), look.color("line"))

    def _paint_above(self, p: QPainter) -> None:
        view = self.view
        p.setClipping(False)
        look = theme.current()
        if view.rubber is not None:
            p.setPen(look.color("accent"))
            tint = QColor(look.color("accent"))
            tint.setAlpha(24)
            p.setBrush(tint)
            p.drawRect(view.rubber.translated(view.origin()))
        if view.load and view.ghost_at is not None and view.load.placements:
            self._paint_ghost(p, view.load.placements)
        if view.drop is not None and view.drop.told.words and view.load is not None:
            self._paint_outlook(p, view.drop)

    def _paint_outlook(self, p: QPainter, drop: Drop) -> None:
        """Write beside the pointer, or under the cell that keys aim at, what a drop would do."""
        view = self.view
        at = view.ghost_at if view.ghost_at is not None else view.cell_rect(drop.key).bottomLeft() - QPoint(14, 14)
        area = QRectF(view.viewport().rect()).adjusted(0, view.metrics.head, 0, 0)
        paint_foretold(p, area, QPointF(at), drop.told)

    def _dpr(self) -> float:
        return self.view.devicePixelRatioF()

    def _paint_ghost(self, p: QPainter, ids: tuple[int, ...]) -> None:
        view = self.view
        at, dpr = view.ghost_at or QPoint(), view.devicePixelRatioF()
        first = next((c for cell in view.board.cells.values() for c in cell.chips if c.id in ids), None)
        if first is None:
            return
        if len(ids) > 1:
            p.drawPixmap(at + QPoint(0, -6), drag_pixmap(view.colours.look(first), 94, dpr))
        p.drawPixmap(at + QPoint(-4, -10), drag_pixmap(view.colours.look(first), 94, dpr))
        if len(ids) > 1:
            look = theme.current()
            badge = QRectF(at.x() + 84, at.y() - 16, 18, 16)
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(look.color("accent"))
            p.drawRoundedRect(badge, 8, 8)
            p.setPen(look.color("onAccent"))
            p.setFont(look.font("micro", 600))
            p.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(len(ids)))
