"""The board by mouse: choosing, dragging chips between cells, a rubber band, and drops from the list of pieces."""

from typing import Final, TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from b2bdesk.i18n import tr, trn
from b2bdesk.queries.board_values import Band, CellKey, Head
from ui.grid import outcomes
from ui.grid.layout import Region
from ui.grid.load import CONTENT_MIME, Load
from ui.grid.paint_heads import group_facts, group_name

if TYPE_CHECKING:
    from ui.grid.board_view import BoardView

EDGE: Final = 28
SCROLL_MS: Final = 30
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class BoardMouse:
    """Follows the pointer over one board."""

    def __init__(self, view: "BoardView") -> None:
        self.view = view
        self.pressed_at: QPoint | None = None
        self.pressed_chip = -1
        self._taken_from: CellKey | None = None
        self.dragging = False
        self.copying = False
        self._sole_click = False
        self._timer = QTimer(view)
        self._timer.setInterval(SCROLL_MS)
        self._timer.timeout.connect(self._scroll)
        self._last = QPoint()

    # ---- pressing and letting go

    def press(self, event: QMouseEvent) -> None:
        """Choose what lies under the pointer."""
        view, at = self.view, event.position().toPoint()
        view.close_field()
        hit = view.hit(at)
        if hit is None or hit.key is None:
            self._press_head(event)
            return
        toggle, extend = bool(event.modifiers() & CTRL), bool(event.modifiers() & SHIFT)
        self.pressed_at, self.pressed_chip, self._sole_click = at, -1, False
        if hit.region is Region.CHIP:
            chip = view.board.cells[hit.key].chips[hit.slot].id
            self.pressed_chip, self._taken_from = chip, hit.key
            if chip in view.selection.ids and not extend:
                self._sole_click = True  # it may be the start of a drag of several, so choose on release
            else:
                view.change_selection(view.selection.click, view.board, hit.key, hit.slot, toggle=toggle, extend=extend)
        elif hit.key != view.current or view.selection.ids:
            view.make_current(hit.key)
        if event.button() == Qt.MouseButton.RightButton:
            self.pressed_at = None
            view.menu_asked.emit(event.globalPosition().toPoint())

    def _press_head(self, event: QMouseEvent) -> None:
        """The head of a group opens and closes it; a tag shows who is missing; the right button has a menu."""
        at = event.position().toPoint()
        band = self.group_at(at)
        head, persona = self.view.column_at(at) or (None, 0)
        line = self.view.line_at(at)
        if event.button() == Qt.MouseButton.RightButton:
            self.view.head_menu_asked.emit(line, head, band, event.globalPosition().toPoint())
        elif band is not None:
            self.view.band_toggled.emit(band)
        elif head is not None and persona:
            self.view.shortfall_chosen.emit(head.id, persona)

    def group_at(self, at: QPoint) -> Band | None:
        """Return the group whose head lies at a place, be it of lines or of columns."""
        line, column, board = self.view.band_at(at), self.view.column_band_at(at), self.view.board
        return board.bands[line] if line >= 0 else board.column_bands[column] if column >= 0 else None

    def move(self, event: QMouseEvent) -> None:
        """Show what can be done here; while pressed, drag."""
        at = event.position().toPoint()
        if not event.buttons() & Qt.MouseButton.LeftButton or self.pressed_at is None:
            self._hover(at)
            return
        if not self.dragging and self.view.rubber is None:
            if (at - self.pressed_at).manhattanLength() < QApplication.startDragDistance():
                return
            self.dragging = self.pressed_chip >= 0 and not self.view.read_only
        self.copying = bool(event.modifiers() & CTRL)
        self._last = at
        if self.dragging:
            self._drag_to(at)
        elif self.pressed_chip < 0:
            self._band_to(at)

    def release(self, event: QMouseEvent) -> None:
        """Drop, end the rubber band, or choose the one chip that was clicked."""
        view, at = self.view, event.position().toPoint()
        dragged, self.dragging = self.dragging, False
        pressed, self.pressed_at = self.pressed_at, None
        self._timer.stop()
        view.viewport().unsetCursor()
        if dragged:
            self._end_drag(at, bool(event.modifiers() & CTRL))
        elif view.rubber is not None:
            view.rubber = None
            view.viewport().update()
        elif pressed is not None and self._sole_click:
            self._choose_clicked(at, toggle=bool(event.modifiers() & CTRL))

    def double_click(self, event: QMouseEvent) -> None:
        """Open a chip; in the free part of a cell, add to it."""
        hit = self.view.hit(event.position().toPoint())
        if hit is None or hit.key is None:
            return
        if band := self.view.board.folded(hit.key):
            self.view.band_toggled.emit(band)
        elif hit.region is Region.CHIP:
            self.view.chip_opened.emit(self.view.board.cells[hit.key].chips[hit.slot].id)
        elif hit.region is Region.MORE:
            self.view.verb.emit("open")
        else:
            self.view.keys.run("add")

    def _choose_clicked(self, at: QPoint, *, toggle: bool) -> None:
        hit = self.view.hit(at)
        if hit and hit.key and hit.region is Region.CHIP:
            select = self.view.selection
            self.view.change_selection(select.click, self.view.board, hit.key, hit.slot, toggle=toggle, extend=False)

    # ---- dragging

    def _drag_to(self, at: QPoint) -> None:
        view = self.view
        load = view.load_of(view.selection.ids, self.copying, here=self._taken_from)
        view.viewport().setCursor(Qt.CursorShape.DragCopyCursor if self.copying else Qt.CursorShape.ClosedHandCursor)
        key = self._target(at)
        stays = key is not None and not self.copying and all(origin == key for _, origin in load.origins)
        view.moving = frozenset() if self.copying else view.selection.ids
        view.set_drop(load, None if stays else key, at)
        near = view.cell_area().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        if near.contains(at):
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def _target(self, at: QPoint) -> CellKey | None:
        hit = self.view.hit(at)
        return hit.key if hit else None

    def _end_drag(self, at: QPoint, copying: bool) -> None:
        view = self.view
        load = view.load_of(view.selection.ids, copying, here=self._taken_from)
        key = view.drop.key if view.drop else None
        view.moving = frozenset()
        if key is not None and self._target(at) == key:
            view.finish_drop(load, key)
        else:
            view.set_drop(None, None)

    def cancel(self) -> None:
        """Give the drag up; nothing has changed."""
        self.dragging, self.pressed_at, self.view.rubber = False, None, None
        self._timer.stop()
        self.view.moving = frozenset()
        self.view.viewport().unsetCursor()
        self.view.set_drop(None, None)

    def key(self, event: QKeyEvent) -> bool:
        """While dragging, Escape gives up and Ctrl copies."""
        if not (self.dragging or self.view.rubber is not None):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        else:
            self.modifier(event)
        return True

    def modifier(self, event: QKeyEvent) -> None:
        """Follow Ctrl while dragging."""
        if self.dragging and event.key() == Qt.Key.Key_Control:
            self.copying = event.type() == event.Type.KeyPress
            self._drag_to(self._last)

    def _scroll(self) -> None:
        """Move the board while something is dragged near an edge."""
        view, area = self.view, self.view.cell_area()
        for bar, at, low, high in (
            (view.horizontalScrollBar(), self._last.x(), area.left(), area.right()),
            (view.verticalScrollBar(), self._last.y(), area.top(), area.bottom()),
        ):
            if at < low + EDGE:
                bar.setValue(bar.value() - bar.singleStep())
            elif at > high - EDGE:
                bar.setValue(bar.value() + bar.singleStep())
        if self.dragging:
            self._drag_to(self._last)

    def _band_to(self, at: QPoint) -> None:
        view = self.view
        start = QPointF(self.pressed_at or at) - view.origin()
        view.rubber = QRectF(start, QPointF(at) - view.origin()).normalized()
        view.change_selection(view.selection.choose, frozenset(view.layout_.chips_within(view.rubber)))
        view.viewport().update()

    # ---- hovering

    def _hover(self, at: QPoint) -> None:
        hit = self.view.hit(at)
        key = hit.key if hit else None
        over_chip = bool(hit and hit.region is Region.CHIP)
        if key != self.view.hover:
            before, self.view.hover = self.view.hover, key
            self.view.update_cell(before)
            self.view.update_cell(key)
        head = self.view.column_at(at) if hit is None else None
        over_chip = over_chip or self.group_at(at) is not None
        shape = Qt.CursorShape.PointingHandCursor if over_chip or (head and head[1]) else Qt.CursorShape.ArrowCursor
        self.view.viewport().setCursor(shape)

    def leave(self) -> None:
        """The pointer has gone."""
        before, self.view.hover = self.view.hover, None
        self.view.update_cell(before)

    def tip_at(self, at: QPoint) -> str:
        """Return what a tooltip says at a place."""
        view, hit = self.view, self.view.hit(at)
        if hit is None or hit.key is None:
            return self._head_tip(at)
        cell = view.board.cells[hit.key]
        if hit.region is Region.CHIP:
            return view.help.chip_tip(cell.chips[hit.slot])
        if cell.not_needed:
            return tr("Not needed here: {why}", why=cell.reason)
        return outcomes.of_cell(view.colours.outcome, cell)

    def _head_tip(self, at: QPoint) -> str:
        """Return what a tooltip says of a column or of a line."""
        column, persona = self.view.column_at(at) or (None, 0)
        if (band := self.group_at(at)) is not None and band.stub:
            words = tr("Expand {name}") if band.collapsed else tr("Collapse {name}")
            return f"{words.format(name=group_name(band))}\n{group_facts(band)}"
        if column is None:
            line = self.view.line_at(at)
            return (
                self._with_results(f"{line.name} · {trn('{n} piece', '{n} pieces', line.n)}", 0, line) if line else ""
            )
        if not persona:
            missing = ", ".join(f"{found.name} {found.n}" for found in column.shortfalls)
            name = f"{column.code} {column.name}" if column.phases else column.name
            said = self._with_results(f"{name} · {trn('{n} piece', '{n} pieces', column.n)}", 1, column)
            return "\n".join([said, tr("Too little for: {names}", names=missing)]) if missing else said
        found = next(person for person in column.shortfalls if person.persona_id == persona)
        served = trn("served {n} time in this stage", "served {n} times in this stage", found.n)
        return f"{found.name}: {served}\n{tr('Click: show what {name} meets, and where to add', name=found.name)}"

    def _with_results(self, said: str, side: int, head: Head) -> str:
        """Add what came of a channel as a whole, if heat tells it."""
        result = outcomes.of_head(self.view.colours.outcome, self.view.board.axes[side], head)
        return f"{said}\n{result}" if result else said

    # ---- pieces dragged from a list

    def drag_over(self, event: QDragMoveEvent) -> None:
        """Show where pieces would be placed."""
        pieces = self._pieces(event)
        if not pieces or self.view.read_only:
            event.ignore()
            return
        at = event.position().toPoint()
        key = self._target(at)
        self.view.set_drop(self._load(pieces, event), key, at)
        if key is None or (self.view.drop and self.view.drop.refused):
            event.ignore()
        else:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def drag_left(self) -> None:
        """Mark nothing more."""
        self.view.set_drop(None, None)

    def dropped(self, event: QDropEvent) -> None:
        """Place the pieces that were let go."""
        pieces, key = self._pieces(event), self._target(event.position().toPoint())
        if pieces and key is not None and not self.view.read_only:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.view.finish_drop(self._load(pieces, event), key)
            self.view.setFocus(Qt.FocusReason.MouseFocusReason)
        else:
            self.view.set_drop(None, None)

    def _pieces(self, event: QDropEvent) -> tuple[int, ...]:
        words = bytes(event.mimeData().data(CONTENT_MIME).data()).decode("ascii", "ignore").split()
        return tuple(int(word) for word in words if word.isdigit())

    def _load(self, pieces: tuple[int, ...], event: QDropEvent) -> Load:
        label = event.mimeData().text().split("\t")[0].split("\n")[0] if len(pieces) == 1 else str(len(pieces))
        return Load(pieces=pieces, label=label)
