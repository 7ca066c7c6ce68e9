"""Pictures of the window, for the user's guide, the start screen and the demonstration: drawn off the screen.

`python3 -m ui.shot FOLDER` draws the example on the map in all languages, light and dark; `--small` as the start
screen shows it.
"""

import os
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Final, TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QSize, Qt, QTimer
from PySide6.QtGui import QImage

from ui.settings import FOLDER

if TYPE_CHECKING:
    from ui.window import Window

PATIENCE: Final = 30.0
STEP_MS: Final = 10
SMALL: Final = 960
DAY: Final = date(2026, 3, 1)


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
    window.grab().save(str(path), quality=0)
    return path


def is_still(window: "Window") -> bool:
    """Tell whether nothing more will change by itself."""
    return window.desk.ws is None or window.is_ready()


def main(argv: list[str]) -> int:
    """Draw the example in every language and look into a folder."""
    from b2bdesk import starter
    from b2bdesk.terms import Language
    from ui.demo import window_picture

    folder = Path(next(word for word in argv if not word.startswith("-")))
    with TemporaryDirectory(prefix="b2bdesk-") as name:
        os.environ[FOLDER] = name  # the restore points of these plans are nobody's
        for lang in Language:
            plan = Path(name) / f"{lang}.b2bdesk"
            starter.new_example(plan, str(lang))
            for scheme in ("light", "dark"):
                target = folder / f"example-{scheme}-{lang}.png"
                window_picture(plan, target, str(lang), scheme, DAY, Path(name), read_only=False)
                if "--small" in argv:
                    shrink(target)
    return 0


def shrink(path: Path) -> None:
    """Make a picture as small as the start screen needs it."""
    image = QImage(str(path)).scaledToWidth(SMALL, Qt.TransformationMode.SmoothTransformation)
    image.convertToFormat(QImage.Format.Format_RGB888).save(str(path), quality=0)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main(sys.argv[1:]))
