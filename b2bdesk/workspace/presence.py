"""Which file lies at a path now, and which files this process has open.

Closing any handle on a file drops all locks that a POSIX process holds on it, SQLite's too. So a file that is open
here must not be opened again as plain bytes while an edit may be running; those who would do so ask here first.
"""

import os
import threading
from collections import Counter
from pathlib import Path
from typing import Final

Identity = tuple[int, int]
_open_here: Final[Counter[Identity]] = Counter()
_guard: Final = threading.Lock()


def identity(path: Path) -> Identity | None:
    """Return what tells a file from any other, whatever its name; None if there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def arrive(key: Identity) -> None:
    """Note that this process has opened a file."""
    with _guard:
        _open_here[key] += 1


def leave(key: Identity) -> None:
    """Note that this process has closed it."""
    with _guard:
        _open_here[key] -= 1


def is_open_here(path: Path) -> bool:
    """Tell whether this process has the file at a path open."""
    key = identity(path)
    return key is not None and _open_here[key] > 0
