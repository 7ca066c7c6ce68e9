"""Where a person has been: rooms, back and forward."""

from PySide6.QtCore import QObject, Signal


class Trail(QObject):
    """The rooms visited, like the pages of a browser."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._visited: list[str] = []
        self._at = -1

    @property
    def here(self) -> str:
        """Return the room that is shown."""
        return self._visited[self._at] if self._at >= 0 else ""

    @property
    def can_go_back(self) -> bool:
        """Tell whether a room was shown before."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Tell whether a person has gone back."""
        return self._at + 1 < len(self._visited)

    def go(self, key: str) -> None:
        """Visit a room; the one the person is in changes nothing."""
        if key == self.here:
            return
        del self._visited[self._at + 1 :]
        self._visited.append(key)
        self._at += 1
        self.changed.emit()

    def back(self) -> str:
        """Move to the room before and return it; empty if there is none."""
        return self._move(-1) if self.can_go_back else ""

    def forward(self) -> str:
        """Move to the room after and return it; empty if there is none."""
        return self._move(1) if self.can_go_forward else ""

    def _move(self, step: int) -> str:
        self._at += step
        self.changed.emit()
        return self.here
