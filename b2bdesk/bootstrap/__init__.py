"""Makes a fresh checkout ready to run: system libraries, `.venv`, packages; then starts again inside it.

Standard library only, and written so that an old Python can still read it and say that it is too old. In an
installed program it does nothing. The usual start, with everything in place, costs one look at a small file.
"""

from __future__ import annotations

import os
import sys
from typing import NoReturn

NO_SCREEN, OFFSCREEN, WINDOW = 0, 1, 2
"""What a start draws on; each level needs the system libraries of the one before and more."""

OLDEST = (3, 11)
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
VENV = os.path.join(ROOT, ".venv")
STAMP = os.path.join(VENV, "b2bdesk-stamp")
BUILDING = "building"
RESTARTED = "B2BDESK_RESTARTED"
OFF = "B2BDESK_NO_BOOTSTRAP"


class SetupProblem(Exception):
    """What keeps the checkout from being made ready, as one sentence for a person."""


def ensure(*, dev: bool = False, screen: int = NO_SCREEN) -> None:
    """Return where the program can run as it is; else prepare the checkout and start again in its `.venv`."""
    if sys.version_info < OLDEST:
        found = ".".join(str(part) for part in sys.version_info[:3])
        sys.exit("b2bdesk: Python 3.11 or newer is needed; this is Python " + found + " (" + sys.executable + ").")
    restarted = os.environ.pop(RESTARTED, "")
    if restarted or os.environ.get(OFF) or not in_checkout():
        return
    try:
        python = prepared(dev, screen)
    except SetupProblem as problem:
        sys.exit("b2bdesk: " + str(problem))
    except KeyboardInterrupt:
        sys.exit("b2bdesk: setting up was stopped; the next start begins it anew.")
    if python:
        restart(python)


def in_checkout() -> bool:
    """Tell a checkout from an installed or frozen program."""
    return not getattr(sys, "frozen", False) and os.path.isfile(os.path.join(ROOT, "pyproject.toml"))


def prepared(dev: bool, screen: int) -> str:
    """Return the Python to start again with, everything in place; empty if this one will do."""
    inside = os.path.realpath(sys.prefix) == os.path.realpath(VENV)
    if stamped(dev, screen):
        return "" if inside else venv_python()
    from b2bdesk.bootstrap import environment, system

    if not inside and sys.prefix != sys.base_prefix and environment.holds_all(dev):
        return ""
    system.provide(screen, with_venv=not os.path.isfile(venv_python()))
    environment.install(dev, screen)
    return venv_python()


def stamped(dev: bool, screen: int) -> bool:
    """Say whether `.venv` was finished from the present requirements, for what this start needs."""
    try:
        with open(STAMP, encoding="utf-8") as file:
            key, version, extra, level = file.read().split()
    except (OSError, ValueError):
        return False
    wanted = (fingerprint(), python_version())
    return (key, version) == wanted and (extra == "dev" or not dev) and int(level) >= screen


def fingerprint() -> str:
    """Return a short mark of the requirements and the place, which changes when either does."""
    from zlib import crc32

    mark = crc32(os.fsencode(ROOT))
    for name in ("pyproject.toml", "constraints.txt"):
        with open(os.path.join(ROOT, name), "rb") as file:
            mark = crc32(file.read().partition(b"\n[tool.")[0], mark)  # how the tools are set up asks for no packages
    return f"{mark:08x}"


def python_version() -> str:
    """Return the version that packages are built for, such as 3.11."""
    return f"{sys.version_info[0]}.{sys.version_info[1]}"


def venv_python() -> str:
    """Return the path of the checkout's own Python."""
    folder, name = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    return os.path.join(VENV, folder, name)


def restart(python: str) -> NoReturn:
    """Run the same command with another Python, and never return."""
    command = [python, *sys.orig_argv[1:]]
    os.environ[RESTARTED] = "1"
    if os.name == "nt":
        import subprocess

        try:
            sys.exit(subprocess.call(command))
        except KeyboardInterrupt:
            sys.exit(130)
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(python, command)
