"""Where the program keeps its own files, for whom, and how a file takes another's place without a moment of neither."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Final

DATA_DIR_VARIABLE: Final = "B2BDESK_DATA_DIR"


def data_dir() -> Path:
    """Return the person's data folder of this program."""
    told = os.environ.get(DATA_DIR_VARIABLE)
    if told:
        return Path(told)
    import platformdirs

    return Path(platformdirs.user_data_dir("b2bdesk", appauthor=False))


@cache
def person() -> str:
    """Return the name under which this computer knows the person."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def real(path: str | os.PathLike[str]) -> Path:
    """Return the path of the file itself, behind any link, so that replacing it keeps the link."""
    return Path(os.path.realpath(path))


def draft_of(target: Path) -> Path:
    """Return where a file is built that will take the target's place; short, for long names stay within limits."""
    from hashlib import sha256

    return target.with_name(f".{sha256(target.name.encode(errors='replace')).hexdigest()[:12]}.b2bdesk-new")


def sweep(target: Path) -> None:
    """Remove what a killed process left of a file in the making; for who holds the target's lock."""
    draft = draft_of(target)
    for path in (draft, draft.with_name(draft.name + "-journal")):
        with suppress(OSError):
            path.unlink()


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a place for a new file, which takes the target's place when all is well and is gone if not."""
    sweep(target)
    draft = draft_of(target)
    try:
        yield draft
        flush(draft)
        if target.exists():
            import shutil

            shutil.copymode(target, draft)
        os.replace(draft, target)
        flush_folder(target.parent)
    finally:
        sweep(target)


def flush(path: Path) -> None:
    """Make sure that a file's bytes are on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Make sure that a folder's names are on the disk, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sha256(path: Path) -> str:
    """Return the hash of a file's bytes."""
    import hashlib

    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def writable(path: Path) -> bool:
    """Tell whether a file can be changed here: SQLite needs the file and, for its journal, the folder."""
    effective = os.access in os.supports_effective_ids
    return all(os.access(place, os.W_OK, effective_ids=effective) for place in (path, path.parent))
