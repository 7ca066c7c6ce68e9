"""The checkout's own `.venv`: made, filled by pip with what pyproject.toml and constraints.txt say, stamped.

The stamp says "building" while pip works, so that an interrupted installation is known and begun anew. An
environment without any stamp was made by a person, and is completed rather than removed.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version

from b2bdesk import bootstrap
from b2bdesk.bootstrap import BUILDING, ROOT, SetupProblem, STAMP, VENV, venv_python

LOG = os.path.join(VENV, "install.log")
OFFLINE = re.compile(r"NewConnectionError|NameResolutionError|name resolution|ConnectTimeout|No route to host", re.I)


def holds_all(dev: bool) -> bool:
    """Say whether the environment this Python runs in already has every package."""
    try:
        for name in requirements(dev):
            version(name)
    except PackageNotFoundError:
        return False
    return True


def requirements(dev: bool) -> list[str]:
    """Return the names of the packages that pyproject.toml asks for on every system."""
    import tomllib

    with open(os.path.join(ROOT, "pyproject.toml"), "rb") as file:
        project = tomllib.load(file)["project"]
    lines = project["dependencies"] + (project["optional-dependencies"]["dev"] if dev else [])
    return [re.split(r"[^\w.-]", line)[0] for line in lines if ";" not in line]


def install(dev: bool, screen: int) -> None:
    """Make `.venv` whole, or raise one sentence; what it already holds for development, it keeps."""
    try:
        with alone():
            old = stamp_words()
            dev = dev or "dev" in old
            if not bootstrap.stamped(dev, bootstrap.NO_SCREEN):
                build(dev, old)
            extra = "dev" if dev else "run"
            write_stamp(f"{bootstrap.fingerprint()} {bootstrap.python_version()} {extra} {screen}")
    except OSError as error:
        raise SetupProblem(f"the environment in {VENV} cannot be made: {error.strerror or error}.") from error


def build(dev: bool, old: list[str]) -> None:
    """Make or complete the environment, whose stamp so far says `old`."""
    if usable(old):
        print("b2bdesk: bringing .venv up to date.", file=sys.stderr, flush=True)
    else:
        print("b2bdesk: setting up in .venv, once; this takes about a minute.", file=sys.stderr, flush=True)
        make()
    write_stamp(BUILDING)
    run_pip("-e", ".[dev]" if dev else ".")


def usable(old: list[str]) -> bool:
    """Say whether the environment there is can be completed; `old` are the words of its stamp."""
    if old == [BUILDING] or (len(old) > 1 and old[1] != bootstrap.python_version()):
        return False
    probe = [venv_python(), "-c", f"import pip, sys; sys.exit(sys.version_info < {bootstrap.OLDEST})"]
    return os.path.isfile(venv_python()) and subprocess.run(probe, capture_output=True).returncode == 0


def stamp_words() -> list[str]:
    """Return what the stamp says, if there is one."""
    try:
        with open(STAMP, encoding="utf-8") as file:
            return file.read().split()
    except OSError:
        return []


def write_stamp(text: str) -> None:
    """Put a stamp in the environment, whole or not at all."""
    with open(STAMP + ".new", "w", encoding="utf-8") as file:
        file.write(text + "\n")
    os.replace(STAMP + ".new", STAMP)


def make() -> None:
    """Make an empty environment in the place of whatever is there."""
    base = getattr(sys, "_base_executable", None) or sys.executable
    os.makedirs(VENV, exist_ok=True)
    run([base, "-m", "venv", "--clear", VENV], "Python could not make an environment")


def run_pip(*what: str) -> None:
    """Let the environment's pip install something under the committed pins."""
    options = ["--disable-pip-version-check", "--no-input", "--retries", "3", "-c", "constraints.txt"]
    run([venv_python(), "-m", "pip", "install", *options, *what], "the Python packages could not be installed")


def run(command: list[str], failure: str) -> None:
    """Run a step, keeping what it prints; its failure is one sentence."""
    settings = dict(os.environ, PIP_USER="0", PIP_REQUIRE_VIRTUALENV="0")
    done = subprocess.run(
        command, cwd=ROOT, env=settings, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    text = done.stdout.decode("utf-8", "replace")
    if done.returncode == 0:
        return
    with open(LOG, "w", encoding="utf-8") as file:
        file.write(text)
    reason = next((line.strip() for line in reversed(text.splitlines()) if "ERROR: " in line), "")
    if OFFLINE.search(text):
        reason = "there is no connection to the package index; connect to the network and start again"
    raise SetupProblem(f"{failure}: {reason or 'no reason given'} (the log is {LOG})")


@contextmanager
def alone() -> Iterator[None]:
    """Let one start at a time work on the environment; others wait for it."""
    with open(VENV + ".lock", "w", encoding="utf-8") as file:
        wait_for(file.fileno())
        yield


def wait_for(file: int) -> None:
    """Take the lock on an open file, however long another holds it; closing the file gives it back."""
    if sys.platform == "win32":
        import msvcrt

        while True:
            try:
                return msvcrt.locking(file, msvcrt.LK_LOCK, 1)
            except OSError:  # Windows gives up after ten seconds
                continue
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX)
