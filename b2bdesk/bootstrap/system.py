"""The system libraries that Qt loads on Linux: which of them are missing, and how they come."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys

from b2bdesk.bootstrap import OFFSCREEN, SetupProblem, WINDOW

LIBRARIES = (
    (OFFSCREEN, "libEGL.so.1", "libegl1"),
    (OFFSCREEN, "libGL.so.1", "libgl1"),
    (OFFSCREEN, "libxkbcommon.so.0", "libxkbcommon0"),
    (OFFSCREEN, "libdbus-1.so.3", "libdbus-1-3"),
    (OFFSCREEN, "libfontconfig.so.1", "libfontconfig1"),
    (OFFSCREEN, "libglib-2.0.so.0", "libglib2.0-0"),
    (WINDOW, "libX11-xcb.so.1", "libx11-xcb1"),
    (WINDOW, "libxcb-cursor.so.0", "libxcb-cursor0"),
    (WINDOW, "libxcb-icccm.so.4", "libxcb-icccm4"),
    (WINDOW, "libxcb-image.so.0", "libxcb-image0"),
    (WINDOW, "libxcb-keysyms.so.1", "libxcb-keysyms1"),
    (WINDOW, "libxcb-randr.so.0", "libxcb-randr0"),
    (WINDOW, "libxcb-render-util.so.0", "libxcb-render-util0"),
    (WINDOW, "libxcb-shape.so.0", "libxcb-shape0"),
    (WINDOW, "libxcb-sync.so.1", "libxcb-sync1"),
    (WINDOW, "libxcb-xfixes.so.0", "libxcb-xfixes0"),
    (WINDOW, "libxcb-xkb.so.1", "libxcb-xkb1"),
    (WINDOW, "libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
)
"""Level of drawing, library, Debian's package of it."""


def provide(screen: int, *, with_venv: bool) -> None:
    """Find all that a start needs and is missing, at once, and see that it comes."""
    bring([*missing_libraries(screen), *(missing_venv() if with_venv else ())])
    still = [library for library, _ in missing_libraries(screen)]
    if still:
        raise SetupProblem("these system libraries are still missing after installing them: " + ", ".join(still))


def bring(missing: list[tuple[str, str]]) -> None:
    """Install missing (thing, package) as root where apt is, else say what to install."""
    if not missing:
        return
    if not shutil.which("apt-get"):
        raise SetupProblem(
            "these system parts are missing; install them with your system's package manager and start again: "
            + ", ".join(thing for thing, _ in missing)
        )
    packages = sorted({package for _, package in missing})
    command = "apt-get install -y --no-install-recommends " + " ".join(packages)
    if os.geteuid() != 0:
        raise SetupProblem("some system packages are missing; install them and start again:\n  sudo " + command)
    install(command)


def missing_libraries(screen: int) -> list[tuple[str, str]]:
    """Return (library, package) of each library that cannot be loaded."""
    if not sys.platform.startswith("linux"):
        return []
    return [(name, package) for level, name, package in LIBRARIES if level <= screen and not loads(name)]


def loads(library: str) -> bool:
    """Say whether the system's loader finds a library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_venv() -> list[tuple[str, str]]:
    """Return the part of Python that Debian packs apart, if it is not there."""
    if importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv"):
        return []
    return [("Python's venv and ensurepip", f"python3.{sys.version_info[1]}-venv")]


def install(command: str) -> None:
    """Install system packages as root, quietly; a failure is one sentence with the command to try by hand."""
    print("b2bdesk: installing system packages: " + command, file=sys.stderr, flush=True)
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    for step in ("apt-get update", command):
        done = subprocess.run(
            step.split(), env=quiet, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace"
        )
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.startswith("E:")] or ["no reason given"]
        raise SetupProblem("the system packages could not be installed (" + lines[0] + "); try: " + command)
