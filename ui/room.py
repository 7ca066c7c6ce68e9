"""What the window expects of a room: a screen that fills its middle, built when it is first shown.

A room is a `QWidget`. The window calls `apply(changes)` after each edit and `refresh()` when a room that was hidden
meanwhile is shown again, so a hidden room need not do anything. What a room does not offer (a filter row, an
inspector, actions of its own) it leaves out: the window asks by name. A room never writes: it calls a command
through the desk and is updated by `apply` like everybody else.
"""

from collections.abc import Callable, Iterable
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from ui.actions import Act


@runtime_checkable
class Room(Protocol):
    """The part of a room that every room has."""

    key: str
    """The key of its rail entry."""

    def title(self) -> str:
        """Return the title in the header, in the language now spoken."""

    def apply(self, changes: Any) -> None:
        """Refresh what an edit changed; called only while the room is shown."""

    def refresh(self) -> None:
        """Load everything anew; called when the room is shown after it went stale."""


class FullRoom(Room, Protocol):
    """All that a room may offer besides."""

    inspector_changed: SignalInstance
    """() The widget that `inspector()` returns, or its title, is another one now."""
    inspector_asked: SignalInstance
    """() The person wants to see or edit something there: open it if it is hidden."""
    message: SignalInstance
    """(str) One sentence for the status bar, such as why a drop was refused."""
    open_item: SignalInstance
    """(str, int) Show an item of a table elsewhere in the window."""
    go: SignalInstance
    """(str, object) Show a place in a room, by the room's key: what its `jump` takes."""
    aside_asked: SignalInstance
    """(QWidget) Show this in the inspector until it is closed."""
    status_changed: SignalInstance
    """() `status_text()` says something else now."""

    def header_widget(self) -> QWidget | None:
        """Return what stands beside the title: segmented views, buttons."""

    def filter_widget(self) -> QWidget | None:
        """Return the filter row."""

    def inspector(self) -> QWidget | None:
        """Return the widget shown on the right; its `windowTitle` is the inspector's head."""

    def actions(self) -> Iterable[tuple[Act, Callable[[], object]]]:
        """Return the room's own actions with what they run."""

    def set_settings(self, settings: Any) -> None:
        """Take over what the person has chosen (`ui.settings.Settings`): density, motion; told when it is shown."""

    def focus_first(self) -> None:
        """Give the focus to where work begins; without it, the focus proxy gets it."""

    def focus_filter(self) -> None:
        """Give the focus to the filters; without it, the first part of the filter row gets it."""

    def set_summary(self, summary: Any) -> None:
        """Take over the plan's facts (`ui.summary.Summary`) whenever they were worked out anew."""

    def status_text(self) -> str:
        """Return the room's own facts for the status bar; empty for the plan's coverage."""

    def jump(self, target: Any) -> None:
        """Go to a place in the room: `(table, id)`, a finding's target, or a cell."""


def offer(room: QWidget, name: str) -> Any:
    """Return what a room answers to an optional call, or None if it has no such part."""
    part = getattr(room, name, None)
    return part() if callable(part) else None
