"""The board as a surface: one widget that paints the visible cells under frozen heads, and knows what lies where."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from b2bdesk.i18n import tr
from b2bdesk.queries.board_values import AxisKey, Board, CellKey, Chip, Head
from ui.grid import outcomes
from ui.grid.board_paint import BoardPainting
from ui.grid.colours import Colours
from ui.grid.layout import BoardLayout, Hit, metrics, Row
from ui.grid.load import Load
from ui.grid.marks import chip_room
from ui.grid.paint_cells import Drop
from ui.grid.paint_heads import line_head_width, WIDEST_HEADS
from ui.grid.selection import Selection
from ui.kit import theme
from ui.kit.pointed import Pointed

SMALL: Final = 400
"""Up to so many placements the chips of all are brought at once; else those of the lines in sight."""
AHEAD: Final = 300
"""How far beyond what is seen chips are brought, in pixels."""

Bring = Callable[[Board, list[AxisKey]], Mapping[CellKey, tuple[Chip, ...]]]


@dataclass(slots=True)
class Help:
    """What the board asks of those around it; each may be replaced."""

    outlook: Callable[[Load, CellKey], Drop] = field(default=lambda load, key: Drop(key, load.label))
    complete: Callable[[str], list[tuple[str, str]]] = field(default=lambda text: [])
    chip_tip: Callable[[Chip], str] = field(default=lambda chip: f"{chip.code} {chip.title}")
    bring: Bring = field(default=lambda board, lines: {})


class BoardSurface(Pointed):
    """Shows a `Board`: where everything lies, and painting only what has changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(tr("Map"))
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.board = Board()
        self._comfortable = False
        self.metrics = metrics(short_heads=theme.current().lang != "en")
        self.read_only = False
        self.help = Help()
        self.colours = Colours()
        self.selection = Selection()
        self.hover: CellKey | None = None
        self.drop: Drop | None = None
        self.load: Load | None = None
        self.ghost_at: QPoint | None = None
        self.rubber: QRectF | None = None
        self.moving: frozenset[int] = frozenset()
        self.layout_ = BoardLayout(self.board, 0)
        self.painting = BoardPainting(self)
        theme.changed.connect(self.restyle)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.setSingleStep(24)

    # ---- what is shown

    def replace_board(self, board: Board) -> frozenset[CellKey]:
        """Show another state of the map; return the cells that differ: they alone are painted if none moved."""
        before, old = self.layout_, self.board
        self.board = board
        self.hover = self.hover if self.hover in board.cells else None
        if (old.rows, old.axes, old.columns) != (board.rows, board.axes, board.columns):
            self._measure()
        self.relayout()
        changed = frozenset(key for key, cell in board.cells.items() if old.cells.get(key) != cell)
        moved = before.rows != self.layout_.rows or before.edges != self.layout_.edges
        if moved or old.rows != board.rows or old.bands != board.bands:
            self.viewport().update()
            return changed
        for key in changed:
            self.update_cell(key)
        if old.columns != board.columns:
            self.viewport().update(0, 0, self.viewport().width(), self.metrics.head)
        return changed

    def set_comfortable(self, on: bool) -> None:
        """Show more lines a cell with more air, or fewer."""
        self._comfortable = on
        self._measure()
        self.relayout()
        self.viewport().update()

    def set_colours(self, colours: Colours) -> None:
        """Let colours and heat tell something else."""
        self.colours = colours
        self.restyle()

    def _measure(self) -> None:
        look, board = theme.current(), self.board
        results = outcomes.room_for(self.colours.outcome, board, look) if self.colours.of_results else 0
        self.metrics = metrics(
            comfortable=self._comfortable,
            short_heads=look.lang != "en",
            row_head=line_head_width(board, look) + results,
            widest_head=WIDEST_HEADS.get(board.row_axis, WIDEST_HEADS[""]) + ceil(results),
            spans=not board.columns or bool(board.column_bands) or any(head.phases for head in board.columns),
            tags=board.axes == ("channel", "stage") or (board.column_axis == "channel" and self.colours.of_results),
            sides=any(board.people),
            costs=self.colours.numbered,
            most=max((cell.n for cell in board.cells.values()), default=0),
        )

    def relayout(self) -> None:
        """Work out all places anew."""
        self._lay_out()
        self._bring_chips()

    def _lay_out(self) -> None:
        free = self.drop.key if self.drop and not self.drop.refused else None
        room = self.viewport().width() - self.metrics.row_head
        dpr = self.devicePixelRatioF()
        self.layout_ = BoardLayout(self.board, room, self.metrics, dpr=dpr, free=free, need=need_of)
        self.painting.relaid()
        area = self.cell_area()
        for bar, size, page in (
            (self.horizontalScrollBar(), self.layout_.width, area.width()),
            (self.verticalScrollBar(), self.layout_.height, area.height()),
        ):
            bar.setRange(0, max(0, round(size - page)))
            bar.setPageStep(max(1, page))

    def _bring_chips(self) -> None:
        """Ask for the chips of the lines in sight that were not brought yet."""
        top = -self.origin().y() + self.metrics.head
        seen = self.layout_.rows_between(top - AHEAD, top + self.cell_area().height() + AHEAD)
        if self.board.shown <= SMALL:
            seen = self.layout_.rows
        lacking = self.board.lacking([self.board.rows[row.line].id for row in seen if row.line >= 0])
        if lacking:
            chips = self.help.bring(self.board, lacking)
            self.board.take({key: found for key, found in chips.items() if key in self.board.cells})
            self.layout_.forget(chips)
            if any(self.board.people):  # what serves whom tells how high the lines are
                self._lay_out()

    def restyle(self) -> None:
        """Take the present look."""
        self.painting.forget()
        self.set_comfortable(self._comfortable)

    @property
    def current(self) -> CellKey | None:
        """The current cell."""
        return self.selection.key

    def in_use(self) -> bool:
        """Tell whether keys come here, or to a field inside."""
        return self.hasFocus()

    def load_copies(self) -> bool:
        """Tell whether what is dragged is copied."""
        return self.load is not None and self.load.copying

    # ---- places

    def cell_area(self) -> QRect:
        """Return the part of the viewport where cells are seen."""
        return self.viewport().rect().adjusted(self.metrics.row_head, self.metrics.head, 0, 0)

    def origin(self) -> QPointF:
        """Return where the content's corner lies in the viewport."""
        dpr = self.devicePixelRatioF()
        x, y = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        return QPointF(self.metrics.row_head - round(x * dpr) / dpr, self.metrics.head - round(y * dpr) / dpr)

    def hit(self, at: QPoint) -> Hit | None:
        """Return what lies at a place of the viewport, None in the heads."""
        return self.layout_.hit(QPointF(at) - self.origin()) if self.cell_area().contains(at) else None

    def column_at(self, at: QPoint) -> tuple[Head, int] | None:
        """Return the column whose head lies at a place of the viewport, and the persona whose tag does, or 0."""
        m = self.metrics
        if not (m.phase_head <= at.y() < m.head and at.x() >= m.row_head):
            return None
        x = at.x() - self.origin().x()
        for i, head in enumerate(self.board.columns):
            left, width = self.layout_.column_span(i)
            if left <= x < left + width:
                return head, self.painting.heads().shortfall_at(i, QPointF(x, at.y()))
        return None

    def line_at(self, at: QPoint) -> Head | None:
        """Return the line whose head lies at a place of the viewport."""
        row = self._row_at(at) if at.x() < self.metrics.row_head else None
        return self.board.rows[row.line] if row is not None and row.line >= 0 else None

    def band_at(self, at: QPoint) -> int:
        """Return the group whose head lies at a place of the viewport, -1 for none."""
        row = self._row_at(at)
        return row.band if row is not None and row.line < 0 else -1

    def column_band_at(self, at: QPoint) -> int:
        """Return the group of columns whose head lies at a place of the viewport, -1 for none."""
        m, bands = self.metrics, self.board.column_bands
        if not bands or at.x() < m.row_head or not 0 <= at.y() < m.head:
            return -1
        column = self.layout_.column_at(at.x() - self.origin().x())
        head = self.board.columns[column] if column >= 0 else None
        if head is None or (at.y() >= m.phase_head and not head.folds):
            return -1
        return self.board.column_band_of(column)

    def column_rect(self, column: int) -> QRect:
        """Return where the first line of a column is seen in the viewport."""
        left, width = self.layout_.column_span(column)
        return QRectF(left + self.origin().x(), self.cell_area().top(), width, 1).toAlignedRect()

    def show_across(self, band: int) -> None:
        """Scroll as little as needed to see a group of columns, or its first one."""
        self.show_rect(self.column_rect(sum(one.span for one in self.board.column_bands[:band])))

    def _row_at(self, at: QPoint) -> Row | None:
        y = at.y() - self.origin().y()
        found = self.layout_.rows_between(y, y) if at.y() >= self.metrics.head else ()
        return next((row for row in found if row.top <= y < row.bottom), None)

    def band_rect(self, band: int) -> QRect:
        """Return where the head of a group is seen in the viewport."""
        row = next(row for row in self.layout_.rows if row.line < 0 and row.band == band)
        top = row.top + self.origin().y()
        return QRectF(0, top, self.viewport().width(), row.bottom - row.top).toAlignedRect()

    def cell_rect(self, key: CellKey) -> QRect:
        """Return where a cell is seen in the viewport."""
        return self.layout_.cell_rect(key).translated(self.origin()).toAlignedRect()

    def chip_rect(self, placement_id: int) -> QRect:
        """Return where a drawn chip is seen in the viewport."""
        key = self.board.where[placement_id]
        slot = [chip.id for chip in self.board.cells[key].chips].index(placement_id)
        return self.layout_.chip_rects(key)[slot].translated(self.origin()).toAlignedRect()

    def drawn_chips(self, key: CellKey) -> tuple[Chip, ...]:
        """Return the chips of a cell that are drawn."""
        return self.board.cells[key].chips[: self.layout_.slots(key).chips]

    def update_cell(self, key: CellKey | None) -> None:
        """Paint one cell anew."""
        if key is not None and key in self.board.cells:
            self.viewport().update(self.cell_rect(key).adjusted(-2, -2, 2, 2))

    def show_cell(self, key: CellKey) -> None:
        """Scroll as little as needed to see a cell."""
        self.show_rect(self.cell_rect(key))

    def show_rect(self, rect: QRect) -> None:
        """Scroll as little as needed to see a part of the board."""
        area = self.cell_area()
        for bar, low, high, top, bottom in (
            (self.horizontalScrollBar(), area.left(), area.right(), rect.left(), rect.right()),
            (self.verticalScrollBar(), area.top(), area.bottom(), rect.top(), rect.bottom()),
        ):
            if top < low:
                bar.setValue(bar.value() + top - low)
            elif bottom > high:
                bar.setValue(bar.value() + min(bottom - high, top - low))

    # ---- Qt

    def sizeHint(self) -> QSize:
        return QSize(960, 640)

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painting.paint(event.rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.relayout()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._bring_chips()
        self.viewport().update()


def need_of(chip: Chip) -> float:
    """Return the width at which nothing of a chip is cut off."""
    return chip_room(chip.code, chip.short, chip.warn)
