"""What the overview draws itself: a ring of parts, cells of heat, bars with a target band, months, money."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from b2bdesk import i18n
from b2bdesk.i18n import tr
from b2bdesk.terms import Level
from ui.kit import theme
from ui.kit.painting import BARS_WIDTH, draw_bars
from ui.kit.text import tip
from ui.kit.theme import Theme
from ui.overview.brief import Bar, Brief, HeatCell

PARTS: Final = 20
RING: Final = 86
CELL_HEIGHT: Final = 28
GAP: Final = 4
NAME: Final = 108
HEAD: Final = 38
COLUMN, SEVERAL = 62, 5
"""How wide a stage is at the least, as long as there are not more than so many."""
LEVELS: Final = {Level.GAP: "gap", Level.THIN: "thin", Level.OK: "ok", Level.CROWDED: "crowd"}


class CoverRing(QWidget):
    """How much is covered: twenty parts, the covered ones filled, the share in the middle."""

    def __init__(self, covered: int, deep: int, required: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._covered, self._deep, self._required = covered, deep, required
        self.setFixedSize(RING, RING)
        share = covered / required if required else None
        self._text = i18n.percent(share) if share is not None else "–"
        self.setAccessibleName(tr("{share} covered", share=self._text))
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(6, 6, RING - 12, RING - 12)
        step = 360 / PARTS
        for part in range(PARTS):
            pen = QPen(look.color(self._colour(part)), 9 if self._filled(part) else 1.5)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            if not self._filled(part):
                pen.setDashPattern([2, 2])
            painter.setPen(pen)
            painter.drawArc(box, round((90 - part * step - 2) * 16), round(-(step - 4) * 16))
        painter.setPen(look.color("text"))
        painter.setFont(look.font("body", 600))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)

    def _filled(self, part: int) -> bool:
        return bool(self._required) and part < round(PARTS * self._covered / self._required)

    def _colour(self, part: int) -> str:
        if not self._filled(part):
            return "gap"
        return "ok" if part < round(PARTS * self._deep / self._required) else "thin"


class HeatGrid(QWidget):
    """Who meets what, when: personas down, stages across; arrows move, Enter or a click opens the cell on the map."""

    opened = Signal(int, int)
    """(stage id, persona id)"""

    def __init__(self, brief: Brief, levels: dict[Level, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._brief, self._levels = brief, levels
        self._at = (0, 0)
        self._over: tuple[int, int] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEAD + len(brief.people) * (CELL_HEIGHT + GAP))
        self.setMinimumWidth(NAME + min(len(brief.stages), SEVERAL) * COLUMN)
        self.setAccessibleName(tr("Who meets what, when"))
        self._tell()
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(NAME + len(self._brief.stages) * 70, self.height())

    def cell(self, row: int, column: int) -> HeatCell | None:
        """Return a cell; None where a persona does not pass a stage."""
        return self._brief.people[row].cells[column]

    def words(self, row: int, column: int) -> str:
        """Return a cell in words."""
        cell = self.cell(row, column)
        name, stage = self._brief.people[row].name, self._brief.stages[column][1]
        if cell is None:
            return tr("{persona} does not pass {stage}.", persona=name, stage=stage)
        said = self._levels[cell.level] if cell.needed else tr("not needed")
        return tr("{persona}, {stage}: {n}, {level}", persona=name, stage=stage, n=cell.n, level=said)

    def _box(self, row: int, column: int) -> QRectF:
        width = (self.width() - NAME) / max(1, len(self._brief.stages))
        return QRectF(NAME + column * width + GAP / 2, HEAD + row * (CELL_HEIGHT + GAP), width - GAP, CELL_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_heads(painter, look)
        for row in range(len(self._brief.people)):
            for column in range(len(self._brief.stages)):
                self._paint_cell(painter, look, row, column)

    def _paint_heads(self, painter: QPainter, look: Theme) -> None:
        painter.setFont(look.font("micro"))
        painter.setPen(look.color("text3"))
        below = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap
        for column, (_, name) in enumerate(self._brief.stages):
            box = self._box(0, column)
            painter.drawText(QRectF(box.x() - 1, 0, box.width() + 2, HEAD - 4), below, name)
        painter.setFont(look.font("small"))
        painter.setPen(look.color("text"))
        metrics = painter.fontMetrics()
        for row, person in enumerate(self._brief.people):
            text = metrics.elidedText(person.name, Qt.TextElideMode.ElideRight, NAME - 12)
            place = QRectF(0, self._box(row, 0).y(), NAME - 8, CELL_HEIGHT)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _paint_cell(self, painter: QPainter, look: Theme, row: int, column: int) -> None:
        cell, box = self.cell(row, column), self._box(row, column)
        if cell is None:
            return
        tone = LEVELS[cell.level] if cell.needed else "text3"
        pen = QPen(look.color(f"{tone}Line" if cell.needed and cell.level is not Level.GAP else tone), 1)
        if cell.level is Level.GAP:
            pen.setDashPattern([3, 2])
        painter.setPen(pen if cell.level in (Level.GAP, Level.THIN) else Qt.PenStyle.NoPen)
        painter.setBrush(
            look.color(f"{tone}Soft") if cell.needed and cell.level is not Level.GAP else Qt.BrushStyle.NoBrush
        )
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setPen(look.color(f"{tone}Text" if cell.needed else "text3"))
        painter.setFont(look.font("body", 600))
        middle = box.center()
        painter.drawText(
            QRectF(box.x(), box.y(), box.width() / 2 + 2, box.height()),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
            str(cell.n),
        )
        if cell.needed:
            draw_bars(painter, middle.x() + 7, middle.y() - 4, str(cell.level), look)
        else:
            painter.drawText(
                QRectF(middle.x() + 7, box.y(), BARS_WIDTH + 6, box.height()), Qt.AlignmentFlag.AlignVCenter, "⊘"
            )
        if (self.hasFocus() and self._at == (row, column)) or self._over == (row, column):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.color("focus" if self._over != (row, column) else "line"), 2))
            painter.drawRoundedRect(box.adjusted(-0.5, -0.5, 0.5, 0.5), 5, 5)

    def _found(self, place: QPointF) -> tuple[int, int] | None:
        for row in range(len(self._brief.people)):
            for column in range(len(self._brief.stages)):
                if self._box(row, column).contains(place):
                    return row, column
        return None

    def _open(self, at: tuple[int, int] | None) -> None:
        cell = self.cell(*at) if at else None
        if cell is not None:
            self.opened.emit(cell.stage_id, cell.persona_id)

    def _tell(self) -> None:
        if self._brief.people and self._brief.stages:
            self.setAccessibleDescription(self.words(*self._at))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._over = self._found(event.position())
        self.setToolTip(tip(self.words(*self._over)) if self._over else "")
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._over else Qt.CursorShape.ArrowCursor)
        self.update()

    def leaveEvent(self, event: object) -> None:
        self._over = None
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._open(self._found(event.position()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}
        key = Qt.Key(event.key())
        if key in moves and self._brief.people:
            row, column = self._at[0] + moves[key][0], self._at[1] + moves[key][1]
            self._at = (
                min(max(row, 0), len(self._brief.people) - 1),
                min(max(column, 0), len(self._brief.stages) - 1),
            )
            self._tell()
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._brief.people:
            self._open(self._at)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()


class BandBar(QWidget):
    """A share as a bar, its target as a line within a band."""

    def __init__(self, bar: Bar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = bar
        self.setFixedHeight(18)
        self.setMinimumWidth(70)
        self.setAccessibleName(bar.name)
        self.setAccessibleDescription(f"{i18n.percent(bar.share)} / {i18n.percent(bar.target)}")
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme.current(), QPainter(self)
        bar, width = self._bar, float(self.width())
        painter.fillRect(QRectF(0, 4, width, 10), look.color("band"))
        if bar.target is not None:
            low, high = max(0.0, bar.target - bar.tolerance), min(1.0, bar.target + bar.tolerance)
            painter.fillRect(QRectF(low * width, 2, (high - low) * width, 14), look.color("pressed"))
        if bar.share is not None:
            painter.fillRect(QRectF(0, 4, min(1.0, bar.share) * width, 10), look.color("thin" if bar.off else "text2"))
        if bar.target is not None:
            painter.fillRect(QRectF(bar.target * width - 1, 0, 2, 18), look.color("text"))


class Months(QWidget):
    """Months with and without brand content: filled and dashed."""

    def __init__(self, months: Sequence[tuple[date, bool]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._months = months
        self.setFixedHeight(32)
        said = [f"{i18n.month_name(day)} {'✓' if there else '–'}" for day, there in months]
        self.setAccessibleName(tr("Months with brand content"))
        self.setAccessibleDescription(", ".join(said))
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font("micro"))
        width = min(34.0, self.width() / max(1, len(self._months)))
        for place, (day, there) in enumerate(self._months):
            box = QRectF(place * width + 0.5, 2.5, width - 5, 11)
            pen = QPen(look.color("thin"), 1)
            pen.setDashPattern([2, 2])
            painter.setPen(Qt.PenStyle.NoPen if there else pen)
            painter.setBrush(look.color("text2") if there else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(look.color("text3"))
            painter.drawText(
                QRectF(place * width, 15, width - 4, 16), Qt.AlignmentFlag.AlignCenter, i18n.month_name(day)
            )
