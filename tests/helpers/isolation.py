"""A home of its own for each test process, set before anything of ours or Qt is imported."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def isolate() -> Path:
    """Point every place a program may write to or read settings from at a fresh folder, and return it."""
    home = Path(tempfile.mkdtemp(prefix="b2bdesk-home-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    folders = {
        "XDG_CONFIG_HOME": ".config",
        "XDG_DATA_HOME": ".local/share",
        "XDG_STATE_HOME": ".local/state",
        "XDG_CACHE_HOME": ".cache",
        "XDG_RUNTIME_DIR": "run",
        "B2BDESK_DATA_DIR": "b2bdesk",
    }
    for name, folder in folders.items():
        path = home / folder
        path.mkdir(mode=0o700, parents=True)
        os.environ[name] = str(path)
    os.environ |= {"HOME": str(home), "USERPROFILE": str(home), "QT_QPA_PLATFORM": "offscreen"}
    os.environ |= {"LANG": "C.UTF-8", "PYTHONPATH": str(ROOT), "B2BDESK_NO_BOOTSTRAP": "1"}
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "B2BDESK_DEBUG", "DISPLAY", "WAYLAND_DISPLAY"):
        os.environ.pop(name, None)
    return home
