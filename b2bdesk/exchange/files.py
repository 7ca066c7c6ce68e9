"""Replacing a file as a whole: written beside its target, flushed to the disk, and moved over it at the end."""

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from b2bdesk.errors import UserError
from b2bdesk.terms import N_

FULL = N_("There is no room left on the disk of {path}. Nothing was changed; make room and try again.")
OPEN = N_("{path} cannot be replaced. Close it in other programs, or choose another name.")
FORBIDDEN = N_("{path} cannot be written. Choose another folder or check your rights.")
MISSING = N_("The folder of {path} does not exist.")
FOLDER = N_("{path} is a folder.")
NOT_FILE = N_("{path} is not an ordinary file.")


class Cancelled(Exception):
    """The person stopped an export; the target is as it was."""


@contextmanager
def replacing(target: Path) -> Iterator[tuple[Path, Path]]:
    """Give a temporary path beside the resolved target, and move it over the target if the block ends well.

    A failure, or a full disk, leaves the target as it was and nothing beside it; it comes as a `UserError`.
    """
    with told(target):
        real = target.resolve()
        _refuse(real, target)
        handle, name = tempfile.mkstemp(prefix=f".{real.stem[:40]}-", suffix=f"{real.suffix}.tmp", dir=real.parent)
        os.close(handle)
        temporary = Path(name)
        try:
            yield temporary, real
            _adopt_mode(temporary, real)
            flush(temporary)
            os.replace(temporary, real)
            _flush_folder(real.parent)
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


@contextmanager
def told(target: Path) -> Iterator[None]:
    """Turn faults of the disk within the block into sentences about `target`."""
    try:
        yield
    except OSError as exc:
        raise fault(exc, target) from exc


def fault(exc: OSError, target: Path) -> UserError:
    """Return the sentence for a fault of the disk."""
    from b2bdesk.workspace.faults import as_user_error

    path = str(target)
    if isinstance(exc, FileNotFoundError | NotADirectoryError):
        return UserError("export.no_folder", MISSING, path=path)
    if isinstance(exc, IsADirectoryError):
        return UserError("export.folder", FOLDER, path=path)
    if isinstance(exc, PermissionError):
        return UserError("export.forbidden", OPEN if target.exists() else FORBIDDEN, path=path)
    error = as_user_error(exc, target)
    assert error is not None
    return error


def full(target: Path) -> UserError:
    """Return the sentence for a disk without room."""
    return UserError("disk.full", FULL, path=str(target))


def flush(path: Path) -> None:
    """Wait until a file's bytes are on the disk."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _refuse(real: Path, target: Path) -> None:
    if real.is_dir():
        raise UserError("export.folder", FOLDER, path=str(target))
    if real.exists():
        if not stat.S_ISREG(real.stat().st_mode):
            raise UserError("export.not_file", NOT_FILE, path=str(target))
        if not os.access(real, os.W_OK):
            raise UserError("export.forbidden", OPEN, path=str(target))


def _adopt_mode(temporary: Path, real: Path) -> None:
    # mkstemp makes files that only their owner reads; a new file gets what the person's umask gives.
    if real.exists():
        mode = stat.S_IMODE(real.stat().st_mode)
    else:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    with suppress(OSError):
        os.chmod(temporary, mode)


def _flush_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:  # some file systems cannot flush a folder; the file itself is safe
        pass
    finally:
        os.close(handle)
