"""Every fault of the disk and of SQLite as one sentence a person can act on."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from b2bdesk.errors import UserError
from b2bdesk.i18n import N_

MOVED: Final = N_("{path} was moved, deleted or replaced by another program. Use Save as to keep your plan.")
FULL: Final = N_("There is no room left on the disk of {path}. Nothing was changed; make room and try again.")
READ_ONLY: Final = N_("{path} cannot be written here. Open it read-only, or save it in another folder.")
BUSY: Final = N_("{path} is in use by another program at the moment. Nothing was changed; try again.")
DAMAGED: Final = N_("{path} is damaged and was left untouched. Restore a backup.")
FOREIGN: Final = N_("{path} is not a b2bdesk workspace.")
NO_ACCESS: Final = N_("{path} cannot be opened. Check the folder and your rights.")
DISK: Final = N_("The disk of {path} reported an error. Nothing was changed; check the disk and try again.")
TOO_LONG: Final = N_("{path} takes too long to read and was not opened.")
TOO_BIG: Final = N_("{path} holds a value that is too large.")
NOT_FINITE: Final = N_("A number is too large or not a number.")

BY_NAME: Final = {
    "SQLITE_FULL": ("disk.full", FULL),
    "SQLITE_READONLY_DBMOVED": ("workspace.moved", MOVED),
    "SQLITE_READONLY": ("workspace.read_only", READ_ONLY),
    "SQLITE_PERM": ("workspace.read_only", READ_ONLY),
    "SQLITE_BUSY": ("workspace.busy", BUSY),
    "SQLITE_LOCKED": ("workspace.busy", BUSY),
    "SQLITE_PROTOCOL": ("workspace.busy", BUSY),
    "SQLITE_CORRUPT": ("workspace.damaged", DAMAGED),
    "SQLITE_NOTADB": ("workspace.foreign", FOREIGN),
    "SQLITE_FORMAT": ("workspace.foreign", FOREIGN),
    "SQLITE_CANTOPEN": ("workspace.no_access", NO_ACCESS),
    "SQLITE_AUTH": ("workspace.no_access", NO_ACCESS),
    "SQLITE_IOERR": ("disk.error", DISK),
    "SQLITE_NOLFS": ("disk.error", DISK),
    "SQLITE_INTERRUPT": ("workspace.too_long", TOO_LONG),
    "SQLITE_TOOBIG": ("workspace.too_big", TOO_BIG),
}
BY_ERRNO: Final = {
    errno.ENOSPC: ("disk.full", FULL),
    errno.EDQUOT: ("disk.full", FULL),
    errno.EROFS: ("workspace.read_only", READ_ONLY),
    errno.EACCES: ("workspace.no_access", NO_ACCESS),
    errno.EPERM: ("workspace.no_access", NO_ACCESS),
    errno.ENOENT: ("workspace.no_access", NO_ACCESS),
    errno.ENOTDIR: ("workspace.no_access", NO_ACCESS),
    errno.EIO: ("disk.error", DISK),
}
FINITE_MARK: Final = "value.not_finite"
"""What the journal's triggers say when a number is not finite."""


@contextmanager
def told(path: Path, *, system: bool = True) -> Iterator[None]:
    """Turn faults of the database, and of the system if asked, into sentences; let everything else pass."""
    try:
        yield
    except Exception as exc:
        error = as_user_error(exc, path, system=system)
        if error is None:
            raise
        raise error from exc


def as_user_error(exc: BaseException, path: Path, *, system: bool = True) -> UserError | None:
    """Return the sentence for a fault of disk or database; None for what is no such fault."""
    cause = getattr(exc, "orig", None) or exc
    if isinstance(cause, UserError):
        return None
    known = _by_sqlite(cause) if isinstance(cause, sqlite3.Error) else (_by_system(cause) if system else None)
    if known is None:
        return None
    code, message = known
    return UserError(code, message, path=str(path), detail=str(cause))


def _by_sqlite(cause: sqlite3.Error) -> tuple[str, str] | None:
    if FINITE_MARK in str(cause):
        return FINITE_MARK, NOT_FINITE
    name = getattr(cause, "sqlite_errorname", "") or ""
    while name:
        if name in BY_NAME:
            return BY_NAME[name]
        name = name.rpartition("_")[0]
    return None


def _by_system(cause: BaseException) -> tuple[str, str] | None:
    if isinstance(cause, UnicodeDecodeError):
        return BY_NAME["SQLITE_CORRUPT"]
    if not isinstance(cause, OSError):
        return None
    return BY_ERRNO.get(cause.errno or 0, BY_ERRNO[errno.EIO])
