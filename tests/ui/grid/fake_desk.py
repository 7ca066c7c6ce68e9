"""A desk without threads: reads at once, runs commands at once, and remembers what was asked for."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from b2bdesk import workspace
from b2bdesk.errors import UserError


class FakeDesk(QObject):
    """The part of the desk that the map needs, on a real workspace."""

    changes = Signal(object)

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        super().__init__()
        self.ws = workspace.open(path, read_only=read_only)
        self.path, self.read_only = path, read_only
        self.today = date(2026, 3, 1)
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.ws.subscribe(self.changes.emit)

    def read(self, ask: Callable[[Any], Any]) -> Any:
        """Ask the plan."""
        with self.ws.read() as session:
            return ask(session)

    def run(
        self,
        command: Callable[..., Any],
        /,
        *,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[UserError], object] | None = None,
        **facts: Any,
    ) -> None:
        """Run a command at once."""
        self.asked.append((command.__name__, facts))
        try:
            result = command(self.ws, **facts)
        except UserError as error:
            if failed is not None:
                failed(error)
            return
        if done is not None:
            done(result)

    def close(self) -> None:
        """Let go of the file."""
        self.ws.close()
