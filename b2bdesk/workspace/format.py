"""What marks a workspace file, and what its first hundred bytes tell before SQLite is asked. Standard library only."""

import os
import stat
import struct
from pathlib import Path
from typing import Final, NamedTuple

from b2bdesk.errors import UserError
from b2bdesk.i18n import N_

APPLICATION_ID: Final = 0x42324244
"""The letters B2BD at offset 68 of the file."""
MAGIC: Final = b"SQLite format 3\x00"
HEADER_SIZE: Final = 100
SUFFIX: Final = ".b2bdesk"


class Header(NamedTuple):
    """The first hundred bytes of a database, read apart."""

    page_size: int
    page_count: int
    rollback: bool
    user_version: int
    application_id: int
    size: int
    commits: int


def require_regular(path: Path) -> os.stat_result:
    """Refuse what is missing, or is no ordinary file."""
    try:
        found = os.stat(path)
    except FileNotFoundError as exc:
        raise UserError("workspace.missing", N_("There is no file {path}."), path=str(path)) from exc
    if not stat.S_ISREG(found.st_mode):
        raise UserError("workspace.not_file", N_("{path} is not a file."), path=str(path))
    return found


def read_header(path: Path) -> Header:
    """Read the header; refuse what is no database at all."""
    with path.open("rb") as file:
        raw = file.read(HEADER_SIZE)
        size = file.seek(0, os.SEEK_END)
    if len(raw) < HEADER_SIZE or not raw.startswith(MAGIC):
        raise foreign(path)
    page_size, write_version, read_version = struct.unpack_from(">HBB", raw, 16)
    return Header(
        page_size=65536 if page_size == 1 else page_size,
        page_count=struct.unpack_from(">I", raw, 28)[0],
        rollback=(write_version, read_version) == (1, 1),
        user_version=struct.unpack_from(">I", raw, 60)[0],
        application_id=struct.unpack_from(">I", raw, 68)[0],
        size=size,
        commits=struct.unpack_from(">I", raw, 24)[0],
    )


def judge_header(path: Path, header: Header, *, sized: bool = True) -> None:
    """Refuse foreign files and, unless a journal still has a say in it, a size that does not fit the page count."""
    if header.application_id != APPLICATION_ID or header.user_version < 1 or not header.rollback:
        raise foreign(path)
    if header.page_size < 512 or header.page_size & (header.page_size - 1):
        raise damaged(path)
    if sized and not fits(header):
        raise damaged(path)


def fits(header: Header) -> bool:
    """Tell whether the file is as long as its header says."""
    return header.page_count * header.page_size == header.size


def foreign(path: Path) -> UserError:
    """Return the refusal of a file that is no workspace."""
    return UserError("workspace.foreign", N_("{path} is not a b2bdesk workspace."), path=str(path))


def damaged(path: Path, detail: str = "") -> UserError:
    """Return the refusal of a workspace whose bytes are broken."""
    message = N_("{path} is damaged and was left untouched. Restore a backup.")
    return UserError("workspace.damaged", message, path=str(path), detail=detail)


def journal_of(path: Path) -> Path:
    """Return where SQLite keeps the rollback journal of a file."""
    return path.with_name(path.name + "-journal")


def wal_of(path: Path) -> Path:
    """Return where a write-ahead log would lie, which a workspace never has."""
    return path.with_name(path.name + "-wal")


def state_of(path: Path) -> str:
    """Return what tells the saved state of a file from any other, by SQLite's own count of commits.

    Empty where it cannot be told. Not for a file that this process has open (see `presence`).
    """
    try:
        header, found = read_header(path), os.stat(path)
        unsettled = has_bytes(journal_of(path)) or has_bytes(wal_of(path))
    except (OSError, UserError):
        return ""
    return "" if unsettled else f"{header.commits}-{header.size}-{found.st_mtime_ns}"


def has_bytes(path: Path) -> bool:
    """Tell whether a file is there and not empty."""
    try:
        return path.stat().st_size > 0
    except FileNotFoundError:
        return False
