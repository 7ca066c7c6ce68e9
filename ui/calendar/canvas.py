"""What timeline, month and week have in common: what is chosen, what is dragged, how they tell what a person wants."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QToolTip, QWidget

from b2bdesk.queries.calendar import Bar, RowKey
from ui.calendar.keys import CanvasKeys
from ui.calendar.mouse import CanvasMouse
from ui.calendar.state import bars_of, Choice, Drag, Hit, Loaded, Part
from ui.kit import theme
from ui.kit.foretold import Foretold, paint_foretold
from ui.kit.pointed import Pointed
from ui.kit.text import tip


class Canvas(Pointed):
    """Shows bars on days; tells what a person wants, changes nothing itself."""

    mouse: CanvasMouse

    chosen_changed = Signal()
    verb = Signal(str)
    menu_asked = Signal(QPoint)
    message = Signal(str)
    dropped = Signal(object)
    """(Drag) Bars were let go."""
    pieces_dropped = Signal(object, object, object, QPoint)
    """(ids, row, day, place on the screen) Pieces from a list were let go."""
    nudged = Signal(int, int)
    """(start, end) Move the first and the last day of what is chosen by days."""
    add_asked = Signal(str)
    """(text) Place something where the keyboard is; this was typed so far."""
    day_asked = Signal(object)
    """(date) Show all of a day."""
    unfold_asked = Signal(object)
    """(row) Show open-ended ones of a row one by one, or fold them again."""
    zoom_asked = Signal(int, float)
    """(step, x) Larger or smaller, around a place."""
    step_asked = Signal(int)
    """(-1, 0, 1) Earlier, today, later."""
    scrolled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAcceptDrops(True)
        self.loaded = Loaded()
        self.choice = Choice()
        self.drag: Drag | None = None
        self.coming: tuple[QPoint, Foretold] | None = None
        """Where pieces from a list are, and what letting them go would do."""
        self.read_only = False
        self.judge: Callable[[Drag], Foretold] = _nothing
        self.judge_pieces: Callable[[list[int], date, RowKey | None], Foretold] = _none
        self.tip_of: Callable[[Hit], str] = _no_tip
        self.over_tray: Callable[[QPoint], bool] = _nowhere
        self.mouse, self.keys = CanvasMouse(self), CanvasKeys(self)
        theme.changed.connect(self.restyle)

    # ---- what each of them knows

    def relayout(self) -> None:
        """Work out all places anew."""
        raise NotImplementedError

    def hit(self, at: QPoint) -> Hit:
        """Return what lies at a place of the viewport."""
        raise NotImplementedError

    def rect_of(self, bar_id: int, row: RowKey | None = None) -> QRect:
        """Return where a bar is seen in the viewport; empty if it is not shown."""
        raise NotImplementedError

    def day_rect(self, row: RowKey | None, day: date) -> QRect:
        """Return where a day of a row is seen in the viewport."""
        raise NotImplementedError

    def show_bar(self, bar_id: int) -> None:
        """Scroll as little as needed to see a bar."""
        raise NotImplementedError

    def show_day(self, day: date) -> None:
        """Bring a day into sight."""
        raise NotImplementedError

    def neighbour(self, across: int, down: int) -> Bar | None:
        """Return the bar beside the one the keyboard is on."""
        raise NotImplementedError

    def step_day(self, across: int, down: int) -> Choice:
        """Return the place beside the one the keyboard is at."""
        raise NotImplementedError

    def paint(self, p: QPainter, area: QRect) -> None:
        """Paint a part of the viewport."""
        raise NotImplementedError

    # ---- what is shown and chosen

    def set_loaded(self, loaded: Loaded) -> None:
        """Show another state of the plan; keep what is chosen."""
        self.loaded = loaded
        self.relayout()
        self.viewport().update()

    def update_sums(self) -> None:
        """Show what months add up to, where that is shown."""

    def restyle(self) -> None:
        """Take the present look."""
        self.relayout()
        self.viewport().update()

    def bar(self, bar_id: int) -> Bar | None:
        """Return a shown bar."""
        found = bars_of(self.loaded.span.bars, (bar_id,))
        return found[0] if found else None

    def shown_ids(self) -> frozenset[int]:
        """Return all placements that are loaded."""
        return frozenset(bar.id for bar in self.loaded.span.bars)

    def set_choice(self, choice: Choice, *, tell: bool = True) -> None:
        """Choose something else."""
        if choice == self.choice:
            return
        self.choice = choice
        self.viewport().update()
        if tell:
            self.chosen_changed.emit()

    def choose_bar(self, bar: Bar, *, toggle: bool = False, keep: bool = False) -> None:
        """Choose a bar alone, besides others, or only put the keyboard on it."""
        ids = self.choice.ids ^ {bar.id} if toggle else self.choice.ids if keep else frozenset({bar.id})
        self.set_choice(Choice(ids, bar.id, bar.row, bar.start))

    def choose_ids(self, ids: Iterable[int]) -> None:
        """Choose several."""
        wanted = frozenset(ids)
        shown = bars_of(self.loaded.span.bars, wanted)
        focus = shown[0] if shown and self.choice.focus not in wanted else self.bar(self.choice.focus)
        if focus is None:
            self.set_choice(replace(self.choice, ids=wanted, focus=0))
        else:
            self.set_choice(Choice(wanted, focus.id, focus.row, focus.start))

    def choose_place(self, row: RowKey | None, day: date) -> None:
        """Put the keyboard on an empty day."""
        self.set_choice(Choice(frozenset(), 0, row, day))

    # ---- dragging

    def begin_drag(self, hit: Hit, at: QPoint, *, following: bool = False) -> None:
        """Take up what is chosen."""
        if hit.bar is None or hit.day is None:
            return
        ids = tuple(sorted(self.choice.ids | {hit.bar.id})) if hit.part is Part.BAR else (hit.bar.id,)
        self.drag = Drag(hit.part, ids, hit.bar, hit.day, at, row=hit.bar.row, following=following)

    def drag_to(self, at: QPoint) -> None:
        """Follow the pointer with what is dragged, and say what letting go would do."""
        drag = self.drag
        if drag is None:
            return
        hit = self.hit(at)
        before = (drag.days, drag.row, drag.to_tray)
        drag.at = at
        drag.to_tray = not drag.from_tray and drag.part is Part.BAR and self.over_tray(self.viewport().mapToGlobal(at))
        if hit.day is not None and not drag.to_tray:
            drag.days = (hit.day - drag.anchor).days
            drag.row = hit.row if drag.part is Part.BAR and hit.row is not None else drag.bar.row
        if (drag.days, drag.row, drag.to_tray) != before or not drag.told.words:
            self.tell(drag)
        self.viewport().update()

    def tell(self, drag: Drag) -> None:
        """Find out what letting go would do; doubts are said in the status bar, too."""
        before, drag.told = drag.told, self.judge(drag)
        if drag.told.said != before.said and not drag.told.refused:
            self.message.emit(drag.told.said)

    def tell_pieces(self, pieces: list[int], hit: Hit, at: QPoint) -> Foretold:
        """Find out what placing pieces where the pointer is would do, and show it."""
        assert hit.day is not None
        asked = self.coming is not None and (hit.row, hit.day) == (self.choice.row, self.choice.day)
        told = self.coming[1] if asked and self.coming else self.judge_pieces(pieces, hit.day, hit.row)
        self.coming = at, told
        self.choose_place(hit.row, hit.day)
        self.viewport().update()
        return told

    def forget_pieces(self) -> None:
        """They were let go, or have gone elsewhere."""
        self.coming = None
        self.viewport().update()

    def show_drag(self, drag: Drag | None) -> None:
        """Show what is dragged here from elsewhere."""
        self.drag = drag
        self.viewport().update()

    def cancel_drag(self) -> None:
        """Give the drag up; nothing has changed."""
        self.drag = None
        self.viewport().unsetCursor()
        self.viewport().update()

    def finish_drag(self) -> None:
        """Let go: ask for the change, or say why not."""
        drag, self.drag = self.drag, None
        self.viewport().unsetCursor()
        self.viewport().update()
        if drag is not None and drag.told.refused:
            self.message.emit(drag.told.words)
        elif drag is not None and drag.changes:
            self.dropped.emit(drag)

    # ---- Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self.viewport())
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.fillRect(event.rect(), theme.current().color("surface"))
        self.paint(p, event.rect())
        p.setClipping(False)
        if self.drag is not None and self.drag.told.words:
            paint_foretold(p, QRectF(self.viewport().rect()), QPointF(self.drag.at), self.drag.told)
        elif self.coming is not None:
            paint_foretold(p, QRectF(self.viewport().rect()), QPointF(self.coming[0]), self.coming[1])
        p.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.relayout()
        self.scrolled.emit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()
        self.scrolled.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.relayout()
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self.keys.claims(event):
            event.accept()
            return True
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.tip_of(self.hit(event.pos()))
            QToolTip.showText(event.globalPos(), tip(found) if found else "", self.viewport())
            return True
        return super().viewportEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            step = 1 if event.angleDelta().y() > 0 else -1
            self.zoom_asked.emit(step, event.position().x())
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.keys.press(event):
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.ShortcutFocusReason)
        if by_key and self.choice.day is None:
            self.keys.begin()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.viewport().update()


def _nothing(_drag: Drag) -> Foretold:
    return Foretold()


def _none(_pieces: list[int], _day: date, _row: RowKey | None) -> Foretold:
    return Foretold()


def _no_tip(_hit: Hit) -> str:
    return ""


def _nowhere(_at: QPoint) -> bool:
    return False
