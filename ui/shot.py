"""Pictures of the window, for the user's guide and the demonstration: the program draws itself off the screen."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Final, TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QSize, QTimer

if TYPE_CHECKING:
    from ui.window import Window

PATIENCE: Final = 30.0
STEP_MS: Final = 10


def wait_until(ready: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    """Let the program go on until something holds; tell whether it did in time."""
    end = monotonic() + seconds
    while not ready():
        if monotonic() > end:
            return False
        pause(STEP_MS)
    return True


def pause(milliseconds: int) -> None:
    """Let the program go on for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def shoot(window: "Window", path: Path, size: QSize | None = None) -> Path:
    """Save a picture of the window once everything in it has settled."""
    if size is not None:
        window.resize(size)
    wait_until(partial(is_still, window))
    pause(60)
    path.parent.mkdir(parents=True, exist_ok=True)
    window.grab().save(str(path))
    return path


def is_still(window: "Window") -> bool:
    """Tell whether nothing more will change by itself."""
    return window.desk.ws is None or window.is_ready()
