"""The window while a plan is open: rail, head, room, inspector. Rooms are built when first shown."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from b2bdesk import i18n
from b2bdesk.errors import UserError
from ui.actions import Act, ActionBook
from ui.desk import Desk
from ui.header import Header
from ui.inspector import Body, InspectorPane
from ui.kit import theme
from ui.kit.text import hairline
from ui.parts import Sheet
from ui.places import existing, home_of, Place
from ui.rail import Rail
from ui.room import offer
from ui.settings import Settings
from ui.trail import Trail

NARROW_BELOW: Final = 1180
"""Width of the window under which the rail shows icons alone."""


class Frame(QWidget):
    """Everything around the rooms; `room_shown` tells which one is current."""

    room_shown = Signal(str)
    status_changed = Signal()
    message = Signal(str)
    setting_changed = Signal(str, object)
    aside_changed = Signal()

    def __init__(self, desk: Desk, settings: Settings, book: ActionBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._settings, self._book = desk, settings, book
        self._places: dict[str, Place] = {place.key: place for place in existing()}
        self._rooms: dict[str, QWidget] = {}
        self._room_actions: list[str] = []
        self._stale: set[str] = set()
        self._aside: QWidget | None = None
        self._current = ""
        self._over_asked = False
        self.plan_name = ""
        self._summary: Any = None
        self.trail = Trail(self)
        self.rail = Rail(self._places.values(), self)
        self.pane = InspectorPane(self)
        self.setProperty("scheme", theme.current().scheme)
        self._build()
        self.rail.chosen.connect(self.show_room)
        self.pane.close_asked.connect(self.close_inspector)
        self.pane.pin_changed.connect(self.open_inspector)
        self.body.splitter.splitterMoved.connect(self._keep_width)

    def _build(self) -> None:
        self.sheet = Sheet(self)
        self.header = Header(self._book, self.sheet)
        self.stack = QStackedWidget(self.sheet)
        column = QVBoxLayout(self.sheet)
        column.setContentsMargins(1, 1, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(hairline(parent=self.sheet))
        column.addWidget(self.stack, 1)
        self.body = Body(self.sheet, self.pane, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self.body, 1)
        self.body.show_inspector(self._settings.inspector)
        self._book["inspector"].setCheckable(True)
        self._book["inspector"].setChecked(self._settings.inspector)

    @property
    def current(self) -> str:
        """Return the key of the room that is shown; empty before the first."""
        return self._current

    def places(self) -> list[Place]:
        """Return the rooms of the rail in their order."""
        return list(self._places.values())

    def room(self, key: str = "") -> QWidget | None:
        """Return a room that has been built, or the one that is shown."""
        return self._rooms.get(self._home(key or self.current))

    @property
    def room_key(self) -> str:
        """Return the key that the shown room's own actions bear."""
        return self._home(self.current)

    def _home(self, key: str) -> str:
        """Return the key of the room that shows a place."""
        place = self._places.get(key)
        return place.home if place is not None else key

    def show_room(self, key: str) -> None:
        """Show a room, building or refreshing it as needed."""
        if key not in self._places:
            key = "map" if "map" in self._places else next(iter(self._places))
        if key == self.current and self._home(key) in self._rooms:
            self.focus_room()
            return
        room = self._built(self._home(key))
        self._settle(key, room)
        turn = getattr(room, "show_place", None)
        if callable(turn):
            turn(key)
        self._current = key
        self.trail.go(key)
        self.rail.set_current(key)
        head, filters = offer(room, "header_widget"), offer(room, "filter_widget")
        self.header.show_room(self._title(), head, filters, exporting=key == "export")
        self.stack.setCurrentWidget(room)
        self._list_actions(key, room)
        self._aside = None
        self._show_inspector_of_room()
        self.room_shown.emit(key)
        self.focus_room()

    def _follow_place(self, key: str) -> None:
        """The room that is shown has turned to another of its places."""
        if key == self.current or self._home(key) != self._home(self.current):
            return
        self._current = key
        self.trail.go(key)
        self.rail.set_current(key)
        self.header.retitle(self._title())
        self.room_shown.emit(key)

    def _title(self) -> str:
        room = self.room()
        return str(offer(room, "title") or "") if room is not None else ""

    def _built(self, key: str) -> QWidget:
        if key not in self._rooms:
            room = self._places[key].build(self._desk)
            self._rooms[key] = room
            self.stack.addWidget(room)
            self._listen(room)
            self._inform(room)
        elif key in self._stale:
            self._rooms[key].refresh()  # type: ignore[attr-defined]
        self._stale.discard(key)
        return self._rooms[key]

    def set_summary(self, summary: Any) -> None:
        """Hand the plan's facts to the rooms that show them."""
        self._summary = summary
        for room in self._rooms.values():
            self._inform(room)

    def _inform(self, room: QWidget) -> None:
        take = getattr(room, "set_summary", None)
        if callable(take) and self._summary is not None:
            take(self._summary)

    def _settle(self, key: str, room: QWidget) -> None:
        settings = getattr(room, "set_settings", None)
        if callable(settings):
            settings(self._settings)
        widths = self._settings.splitters.get(key)
        own = getattr(room, "inspector_width", 0) or theme.current().size("inspector")
        self.body.set_inspector_width(widths[0] if widths else own)

    def _listen(self, room: QWidget) -> None:
        for name, slot in (
            ("inspector_changed", self._show_inspector_of_room),
            ("inspector_asked", self.open_inspector),
            ("message", self.message.emit),
            ("open_item", self.open_item),
            ("go", self.jump),
            ("changed", self.setting_changed.emit),
            ("picture_asked", self._save_picture),
            ("status_changed", self.status_changed.emit),
            ("place_changed", self._follow_place),
            ("aside_asked", self.show_aside),
        ):
            signal = getattr(room, name, None)
            if signal is not None:
                signal.connect(slot)

    def _list_actions(self, key: str, room: QWidget) -> None:
        self._book.remove(self._room_actions)
        self._room_actions = []
        for entry in offer(room, "actions") or ():
            act, run = entry
            if isinstance(act, Act) and act.id not in self._book:
                self._book.add(act, run, scope=room)
                self._room_actions.append(act.id)

    def focus_room(self) -> None:
        """Give the room the focus."""
        room = self.room()
        own = getattr(room, "focus_first", None)
        if callable(own):
            own()
        elif room is not None:
            target = room.focusProxy() or first_focusable(room) or room
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_filter(self) -> None:
        """Give the room's filters the focus."""
        room = self.room()
        own = getattr(room, "focus_filter", None)
        filters = offer(room, "filter_widget") if room is not None else None
        target = first_focusable(filters) if filters is not None else None
        if callable(own):
            own()
        elif target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def jump(self, key: str, target: Any = None) -> None:
        """Show a room and go to a place in it."""
        self.show_room(key)
        room = self.room()
        if target is not None and room is not None and hasattr(room, "jump"):
            room.jump(target)

    def open_item(self, table: str, item_id: int) -> None:
        """Show an item in the room of its table."""
        key = home_of(table)
        if key in self._places:
            self.jump(key, (table, item_id))

    def back(self) -> None:
        """Return to the room before."""
        self.show_room(self.trail.back() or self.current)

    def forward(self) -> None:
        """Go to the room after."""
        self.show_room(self.trail.forward() or self.current)

    def apply(self, changes: Any) -> None:
        """Hand changes to the room that is shown; the others become stale."""
        current = self.room()
        self._stale |= {key for key, room in self._rooms.items() if room is not current}
        if current is not None:
            current.apply(changes)  # type: ignore[attr-defined]
            self.header.retitle(self._title())
        if self._aside is not None and hasattr(self._aside, "apply"):
            self._aside.apply(changes)

    def _save_picture(self, path: Path, done: Callable[[Path], object]) -> None:
        """Draw the map as it is now, with its filters if the room is built."""
        from b2bdesk.queries.board import board
        from ui.export.picture import board_picture, save_picture

        room = self.room("map")
        shown = offer(room, "whole_board") if room is not None else None
        seen = shown or self._desk.read(partial(board, lang=str(i18n.language())))
        colours = offer(room, "whole_colours") if room is not None and shown is not None else None
        try:
            done(save_picture(board_picture(seen, self.plan_name, colours=colours), path))
        except UserError as error:
            self.message.emit(error.sentence())

    def show_aside(self, widget: QWidget | None, subtitle: str = "") -> None:
        """Show a widget of the frame's own in the inspector, such as the history; None gives it back to the room."""
        self._aside = widget
        if widget is None:
            self._show_inspector_of_room()
            self.aside_changed.emit()
            return
        self.pane.show_content(widget, widget.windowTitle(), subtitle)
        self.body.show_inspector(True)
        self._book["inspector"].setChecked(True)
        self.aside_changed.emit()

    @property
    def aside(self) -> QWidget | None:
        """Return the frame's own widget in the inspector, if there is one."""
        return self._aside

    @property
    def inspectable(self) -> bool:
        """Tell whether there is anything for the inspector."""
        return self._aside is not None or offer_inspector(self.room()) is not None

    def toggle_inspector(self) -> None:
        """Show the inspector or put it away."""
        if self.inspectable:
            self._open_inspector(not self.body.shown)

    def open_inspector(self, *_told: Any) -> None:
        """Show the inspector, as a room asks that wants to be edited there."""
        if self.inspectable:
            self._open_inspector(True)

    def close_inspector(self) -> None:
        """Put the inspector away; a history in it goes first."""
        if self._aside is not None:
            self.show_aside(None)
            self.focus_room()
            return
        self._open_inspector(False)
        self.focus_room()

    def _open_inspector(self, shown: bool) -> None:
        self.body.show_inspector(shown)
        self._book["inspector"].setChecked(shown)
        if self.body.narrow:
            self._over_asked = shown
        else:
            self._settings.inspector = shown

    def _show_inspector_of_room(self, *_told: Any) -> None:
        if self._aside is not None:
            return
        room = self.room()
        widget = offer_inspector(room)
        self.pane.show_content(widget)
        wished = self._over_asked if self.body.narrow else self._settings.inspector
        shown = wished and widget is not None
        self.body.show_inspector(shown)
        self._book["inspector"].setChecked(shown)

    def _keep_width(self, _position: int, _index: int) -> None:
        self._settings.splitters[self.current] = [self.body.inspector_width]

    def toggle_rail(self) -> None:
        """Narrow the rail, or widen it."""
        self._settings.rail_narrow = not self.rail.narrow
        self.rail.set_narrow(self._settings.rail_narrow)

    def suit_width(self, width: int) -> None:
        """Narrow the rail in a small window."""
        self.rail.set_narrow(self._settings.rail_narrow or width < NARROW_BELOW)
        self._show_inspector_of_room()

    def panes(self) -> list[QWidget]:
        """Return the panes that F6 goes through."""
        room = self.room()
        filters = offer(room, "filter_widget") if room is not None else None
        found: list[QWidget | None] = [self.rail, filters, room, self.pane]
        return [pane for pane in found if pane is not None and pane.isVisible()]

    def next_pane(self, step: int = 1) -> None:
        """Move the focus to another pane."""
        panes = self.panes()
        focused = self.window().focusWidget()
        at = next((i for i, pane in enumerate(panes) if focused is pane or pane.isAncestorOf(focused or self)), -1)
        pane = panes[(at + step) % len(panes)]
        target = self.rail.entry(self.current) if pane is self.rail else first_focusable(pane)
        (target or pane).setFocus(Qt.FocusReason.TabFocusReason)


def offer_inspector(room: QWidget | None) -> QWidget | None:
    """Return the inspector a room offers."""
    return offer(room, "inspector") if room is not None else None


def first_focusable(pane: QWidget) -> QWidget | None:
    """Return the first widget of a pane that Tab reaches."""
    if pane.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return pane
    tabbed = (w for w in pane.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return next((w for w in tabbed if w.isVisible() and w.isEnabled()), None)
