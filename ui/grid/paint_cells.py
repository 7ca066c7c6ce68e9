"""Painting the cells of the board: chips, counts, gaps, what is not needed, selection and drop."""

from collections.abc import Hashable
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPixmap

from b2bdesk.i18n import tr
from b2bdesk.queries.board_values import Cell, CellKey
from ui.grid.colours import Colours, step
from ui.grid.layout import BoardLayout
from ui.grid.marks import bars_pixmap, cut, dashed_place, LEFT, RIGHT, write
from ui.grid.slots import cell_rects, SIDE_ROOM, slots_of
from ui.kit.chip import draw_chip
from ui.kit.foretold import Foretold
from ui.kit.painting import draw_hatch, whole_pixels
from ui.kit.theme import Theme

ICON = 11
PLAIN = Colours()
NOTHING = Foretold()
HEAT_SHARE = 0.09
"""How much of the warm colour each step of heat adds to the ground."""
GAP_PLACE = 140
MOST_PIXELS = 6_000_000
"""About 24 MB."""


@dataclass(frozen=True, slots=True)
class Drop:
    """Where chips are about to be dropped: the words in the free place, and what that does, or why not."""

    key: CellKey
    words: str
    told: Foretold = NOTHING

    @property
    def refused(self) -> bool:
        """Whether they may not be dropped here."""
        return self.told.refused


@dataclass(frozen=True, slots=True)
class CellView:
    """How one cell is seen besides its content."""

    current: bool = False
    focused: bool = False
    hovered: bool = False
    selected: frozenset[int] = frozenset()
    moving: frozenset[int] = frozenset()
    drop: Drop | None = None


class Pictures:
    """Kept pictures of cells that nothing is going on in, or of heads; dropped all at once when they are too many."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[object, QSize, QPixmap]] = {}
        self._pixels = 0

    def get(self, key: Hashable, shown: object, size: QSize) -> QPixmap | None:
        """Return the picture of a cell or a head if it still is one."""
        found = self._kept.get(key)
        if found is None or found[1] != size or not (found[0] is shown or found[0] == shown):
            return None
        return found[2]

    def keep(self, key: Hashable, shown: object, size: QSize, picture: QPixmap) -> None:
        """Keep a picture."""
        self._pixels += size.width() * size.height()
        if self._pixels > MOST_PIXELS:
            self._kept.clear()
            self._pixels = size.width() * size.height()
        self._kept[key] = shown, size, picture


class CellPainter:
    """Paints cells of one layout in one look; `p` has the content's coordinates."""

    def __init__(
        self, layout: BoardLayout, theme: Theme, dpr: float, pictures: Pictures, colours: Colours = PLAIN
    ) -> None:
        self.layout, self.theme, self.dpr, self.pictures, self.colours = layout, theme, dpr, pictures, colours
        self.most = colours.most(layout.board)
        self.micro, self.count_font = theme.font("micro", 400), theme.font("micro", 600)

    def paint(self, p: QPainter, key: CellKey, view: CellView) -> None:
        """Paint one cell, from its kept picture if nothing is going on in it."""
        cell = self.layout.board.cells[key]
        if cell.folds:
            self._folded(p, key, cell, view)
            return
        if view.current or view.hovered or view.drop or self._touched(cell, view):
            self._paint(p, key, cell, view)
            return
        if not (cell.shown or cell.not_needed or cell.gap or cell.wanted):
            return
        rect = self.layout.cell_rect(key)
        size = (rect.size() * self.dpr).toSize()
        picture = self.pictures.get(key, cell, size)
        if picture is None:
            picture = self._draw(key, cell, rect, size)
            self.pictures.keep(key, cell, size, picture)
        p.drawPixmap(rect.topLeft(), picture)

    def _folded(self, p: QPainter, key: CellKey, cell: Cell, view: CellView) -> None:
        """Paint what a collapsed group adds up to: its number alone."""
        rect, line = self.layout.cell_rect(key), whole_pixels(1, self.dpr)
        p.fillRect(rect.adjusted(0, 0, -line, -line), self.theme.color("sunken"))
        if cell.n:
            box = rect.adjusted(8, 3, -8, 0)
            box.setHeight(20)
            write(p, box, str(cell.n), self.count_font, self.theme, "text2", RIGHT)
        self._ring(p, rect, view)

    def _touched(self, cell: Cell, view: CellView) -> bool:
        chosen = view.selected or view.moving
        return bool(chosen) and any(chip.id in view.selected or chip.id in view.moving for chip in cell.chips)

    def _draw(self, key: CellKey, cell: Cell, rect: QRectF, size: QSize) -> QPixmap:
        picture = QPixmap(size)
        picture.setDevicePixelRatio(self.dpr)
        picture.fill(self.theme.color("surface"))
        p = QPainter(picture)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.translate(-rect.topLeft())
        self._paint(p, key, cell, CellView())
        hairline, line = self.theme.color("hairline"), whole_pixels(1, self.dpr)
        p.fillRect(QRectF(rect.right() - line, rect.top(), line, rect.height()), hairline)
        p.fillRect(QRectF(rect.left(), rect.bottom() - line, rect.width(), line), hairline)
        p.end()
        return picture

    def _paint(self, p: QPainter, key: CellKey, cell: Cell, view: CellView) -> None:
        rect = self.layout.cell_rect(key)
        self._ground(p, rect, cell, view)
        if cell.not_needed:
            self._not_needed(p, rect, cell)
        self._chips(p, key, cell, view)
        if cell.n or self.colours.figure(cell):
            self._count(p, rect, cell)
        self._places(p, key, rect, cell, view)
        self._ring(p, rect, view)

    def _ground(self, p: QPainter, rect: QRectF, cell: Cell, view: CellView) -> None:
        warm = step(self.colours.amount(cell), self.most)
        if warm:
            p.fillRect(rect, self.theme.mixed("thin", "surface", warm * HEAT_SHARE))
        if view.drop:
            p.fillRect(rect, self.theme.color("gapSoft" if view.drop.refused else "accentSoft"))
        elif view.current and not warm:
            p.fillRect(rect, self.theme.color("accentFaint"))

    def _not_needed(self, p: QPainter, rect: QRectF, cell: Cell) -> None:
        draw_hatch(p, rect, self.theme)
        if cell.shown or not cell.reason:
            return
        text, width = cut(cell.reason, self.micro, rect.width() - 44)
        box = QRectF(rect.left() + 8, round(rect.center().y()) - 8, width + 26, 16)
        p.fillRect(box, self.theme.color("surface"))
        p.drawPixmap(box.topLeft() + QPointF(4, 2), self.theme.pixmap("ban", ICON, "text3", self.dpr))
        p.setFont(self.micro)
        p.setPen(self.theme.color("text3"))
        p.drawText(box.adjusted(20, 0, 0, 0), LEFT, text)

    def _chips(self, p: QPainter, key: CellKey, cell: Cell, view: CellView) -> None:
        slots, rects = self.layout.slots(key), self.layout.chip_rects(key)
        for chip, rect in zip(cell.chips[: slots.chips], rects, strict=False):
            look = self.colours.look(chip)
            if chip.id in view.selected or chip.id in view.moving:
                look = replace(look, selected=chip.id in view.selected, dim=chip.id in view.moving)
            draw_chip(p, rect.left(), rect.top(), look, int(rect.width()), self.dpr)
            if chip.side:
                self._side(p, chip.side, rect)
        if slots.more:
            box = rects[slots.chips].adjusted(6, 0, 0, 0)
            write(p, box, tr("+{n} more", n=slots.more), self.count_font, self.theme, "accentText")

    def _side(self, p: QPainter, side: str, rect: QRectF) -> None:
        """Write beside a chip whom it serves: A at its left, B at its right, both at both."""
        p.setFont(self.count_font)
        p.setPen(self.theme.color("accentText"))
        if "a" in side:
            p.drawText(QRectF(rect.left() - SIDE_ROOM, rect.top(), SIDE_ROOM - 2, rect.height()), RIGHT, "A")
        if "b" in side:
            p.drawText(QRectF(rect.right() + 2, rect.top(), SIDE_ROOM - 2, rect.height()), LEFT, "B")

    def _count(self, p: QPainter, rect: QRectF, cell: Cell) -> None:
        p.setFont(self.count_font)
        p.setPen(self.theme.color("text2"))
        right = rect.right() - 4
        if cell.sides is not None:
            said = (("A", cell.sides.first), ("AB", cell.sides.both), ("B", cell.sides.second))
            lines = [f"{who} {n}" for who, n in said if n]
            lines += [figure] if (figure := self.colours.figure(cell)) else []
            for place, text in enumerate(lines):
                p.drawText(QRectF(right - 34, rect.top() + 2 + 13 * place, 34, 13), RIGHT, text)
            return
        p.drawText(QRectF(right - 28, rect.top() + 1, 28, 14), RIGHT, str(cell.n))
        if figure := self.colours.figure(cell):
            p.setFont(self.micro)
            p.drawText(QRectF(right - 60, rect.top() + 13, 60, 13), RIGHT, figure)
        elif cell.level is not None:
            p.drawPixmap(QPointF(rect.right() - 15, rect.top() + 15), bars_pixmap(cell.level, self.dpr))

    def _places(self, p: QPainter, key: CellKey, rect: QRectF, cell: Cell, view: CellView) -> None:
        if view.drop and not view.drop.refused:
            place = self.free_place(key)
            dashed_place(p, place, self.theme, "accent", "surface")
            write(p, place.adjusted(7, 0, -4, 0), view.drop.words, self.count_font, self.theme, "accentText")
        elif (cell.gap or cell.wanted) and not cell.shown:
            self._gap(p, rect, cell.gap, view.hovered or view.current)
        elif view.hovered and not cell.not_needed:
            self._plus(p, key, rect)

    def _gap(self, p: QPainter, rect: QRectF, gap: bool, lit: bool) -> None:
        words = tr("Gap: needs {n}", n=1) if gap else tr("Good place")
        ink = "gapText" if gap else "accentText"
        width = min(rect.width() - 22, max(GAP_PLACE - 40, QFontMetricsF(self.micro).horizontalAdvance(words) + 28))
        place = QRectF(rect.left() + 3, rect.top() + 3, int(width), 20)
        line, fill = ("gap", "gapSoft") if gap else ("accent", "surface")
        dashed_place(p, place, self.theme, line if lit else f"{line}Line", fill if lit else "")
        p.drawPixmap(place.topLeft() + QPointF(5, 4), self.theme.pixmap("plus", ICON, ink, self.dpr))
        write(p, place.adjusted(20, 0, -3, 0), words, self.micro, self.theme, ink)
        if gap:
            p.drawPixmap(QPointF(rect.right() - 15, rect.top() + 6), bars_pixmap("gap", self.dpr))

    def _plus(self, p: QPainter, key: CellKey, rect: QRectF) -> None:
        place = self.free_place(key)
        if place.bottom() > rect.bottom() - 1:
            place = QRectF(rect.right() - 20, rect.bottom() - 20, 16, 16)
        else:
            place.setWidth(min(place.width(), 46))
        dashed_place(p, place, self.theme, "control", "surface")
        p.drawPixmap(
            QPointF(round(place.center().x() - ICON / 2), round(place.center().y() - ICON / 2)),
            self.theme.pixmap("plus", ICON, "text2", self.dpr),
        )

    def free_place(self, key: CellKey) -> QRectF:
        """Return the place after a cell's chips."""
        rect, cell = self.layout.cell_rect(key), self.layout.board.cells[key]
        needs = self.layout.needs(key)
        slots = slots_of(cell, rect.width(), self.layout.m, 1, needs)
        return cell_rects(cell, rect, slots, self.layout.m, self.dpr, needs)[-1]

    def _ring(self, p: QPainter, rect: QRectF, view: CellView) -> None:
        if view.drop:
            color = "gap" if view.drop.refused else "accent"
        elif view.current:
            color = "accent" if view.focused else "accentLine"
        else:
            return
        p.setPen(
            QPen(self.theme.color(color), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin)
        )
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawRect(rect.adjusted(0, 0, -1, -1))
