"""One writer a file: a lock of the system on a small file beside it, which tells who holds it.

The system frees the lock when its holder dies, so a lock left by a killed process is taken over without a word;
the small file is removed on a normal close.
"""

import contextlib
import errno
import os
import sys
import time
from collections.abc import Iterator
from datetime import datetime, UTC
from pathlib import Path
from typing import Final, NamedTuple, Self

from b2bdesk.errors import UserError
from b2bdesk.i18n import N_
from b2bdesk.workspace.places import person

TRIES: Final = 8
PAUSE: Final = 0.025
FAR: Final = 1 << 30
"""Where Windows locks a byte: past the text, which others must still be able to read."""
HELD: Final = N_("{path} is open on {host} by {user} since {when}. You can open it read-only.")


class Holder(NamedTuple):
    """Who has a workspace open for writing; `since` is ISO text in UTC."""

    pid: int
    host: str
    user: str
    since: str


class Lock:
    """The right to write one workspace file, held until released."""

    def __init__(self, place: Path, handle: int) -> None:
        self._place = place
        self._handle: int | None = handle

    @classmethod
    def take(cls, path: Path) -> Self:
        """Take the lock of a file, or tell who holds it."""
        place = lock_path(path)
        # Several tries, for somebody who only looks who holds it has it for a moment too.
        for _ in range(TRIES):
            handle = os.open(place, os.O_RDWR | os.O_CREAT, 0o666)
            if _try_lock(handle) and _still_there(place, handle):
                _write(handle)
                return cls(place, handle)
            os.close(handle)
            time.sleep(PAUSE)
        raise held_by(path, _read(place) or Holder(0, "?", "?", "?"))

    def release(self) -> None:
        """Give the lock back and take its file away."""
        if self._handle is None:
            return
        handle, self._handle = self._handle, None
        if sys.platform == "win32":
            os.close(handle)
            with contextlib.suppress(OSError):
                self._place.unlink()
            return
        # First the name, then the lock: whoever waits finds that the file he locked is no longer the one.
        with contextlib.suppress(OSError):
            self._place.unlink()
        os.close(handle)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a file's lock for a block."""
    lock = Lock.take(path)
    try:
        yield
    finally:
        lock.release()


def lock_path(path: Path) -> Path:
    """Return where the lock of a file lies."""
    return path.with_name(f".{path.name}.lock")


def holder(path: str | os.PathLike[str]) -> Holder | None:
    """Return who has a file open for writing now, if anybody."""
    place = lock_path(Path(os.path.realpath(path)))
    try:
        handle = os.open(place, os.O_RDWR)
    except OSError:
        return None
    try:
        return None if _try_lock(handle) else _read(place)
    finally:
        os.close(handle)


def held_by(path: Path, who: Holder) -> UserError:
    """Return the refusal that names the holder."""
    return UserError("workspace.locked", HELD, path=str(path), when=_local(who.since), **who._asdict())


def _local(since: str) -> str:
    try:
        return f"{datetime.fromisoformat(since).astimezone():%Y-%m-%d %H:%M}"
    except ValueError:
        return since


def _still_there(place: Path, handle: int) -> bool:
    if sys.platform == "win32":
        return True
    try:
        return os.path.samestat(os.stat(place), os.fstat(handle))
    except FileNotFoundError:
        return False


def _write(handle: int) -> None:
    import json
    import socket

    since = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    text = json.dumps(Holder(os.getpid(), socket.gethostname(), person(), since)._asdict())
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, text.encode())


def _read(place: Path) -> Holder | None:
    import json

    try:
        told = json.loads(place.read_text())
        return Holder(int(told["pid"]), str(told["host"]), str(told["user"]), str(told["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> bool:
        os.lseek(handle, FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as exc:
            # Where the file system knows no locks, SQLite's own are the guard that remains.
            return exc.errno not in (errno.EWOULDBLOCK, errno.EACCES, errno.EINTR)
        return True
