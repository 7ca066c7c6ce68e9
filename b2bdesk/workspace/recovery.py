"""After a killed writer: its unfinished transaction is rolled back on a copy first, and for real if that is sound."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

from b2bdesk.errors import UserError
from b2bdesk.i18n import N_
from b2bdesk.workspace import format as fmt
from b2bdesk.workspace import presence
from b2bdesk.workspace.connection import connect, make_durable

JOURNAL_MAGIC: Final = bytes.fromhex("d9d505f920a163d7")
LOOKS: Final = 5
PAUSE: Final = 0.05
STRANGE: Final = N_("Beside {path} lies a file that does not belong to it ({what}). Nothing was changed.")


def pending(path: Path) -> bool:
    """Tell whether a rollback journal waits beside a file; refuse what no workspace leaves behind."""
    if fmt.has_bytes(fmt.wal_of(path)):
        raise UserError("workspace.strange_journal", STRANGE, path=str(path), what=fmt.wal_of(path).name)
    journal = fmt.journal_of(path)
    if not fmt.has_bytes(journal):
        return False
    with journal.open("rb") as file:
        start = file.read(len(JOURNAL_MAGIC))
    if not any(start):
        return False
    if start != JOURNAL_MAGIC:
        raise UserError("workspace.strange_journal", STRANGE, path=str(path), what=journal.name)
    return True


def look_from_outside(path: Path) -> None:
    """Judge a file by its kind, its neighbours and its first bytes, before SQLite is asked."""
    fmt.require_regular(path)
    if presence.is_open_here(path):
        return
    for attempt in range(LOOKS):
        waiting = pending(path)
        header = fmt.read_header(path)
        # A live writer of another process may be between two writes of one commit: look again before judging.
        if waiting or fmt.fits(header) or attempt == LOOKS - 1:
            fmt.judge_header(path, header, sized=not waiting)
            return
        time.sleep(PAUSE)


def is_hot(path: Path) -> bool:
    """Tell whether a dead writer left a file unfinished; the journal of a live one is its own business."""
    if presence.is_open_here(path) or not pending(path):
        return False
    with closing(connect(path, "ro")) as connection:
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as exc:
            return str(exc.sqlite_errorname).startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN"))
    return False


@contextmanager
def settled(path: Path) -> Iterator[Path]:
    """Give a file that can be read: the file itself, or a recovered copy where a dead writer left it unfinished."""
    if not is_hot(path):
        yield path
        return
    with recovered_copy(path) as copy:
        yield copy


@contextmanager
def recovered_copy(path: Path) -> Iterator[Path]:
    """Give a copy of a file in which the unfinished transaction is rolled back; gone afterwards."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="b2bdesk-") as folder:
        yield copy_recovered(path, Path(folder))


def copy_recovered(path: Path, folder: Path) -> Path:
    """Copy a file with its journal into a folder and roll the copy back; leave the originals as they are."""
    import shutil

    copy = folder / "copy.b2bdesk"
    shutil.copyfile(path, copy)
    journal = fmt.journal_of(path)
    if fmt.has_bytes(journal):
        shutil.copyfile(journal, fmt.journal_of(copy))
    roll_back(copy)
    return copy


def roll_back(path: Path) -> None:
    """Let SQLite roll back what a killed writer left unfinished."""
    with closing(connect(path, "rw")) as connection:
        make_durable(connection)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")


def retire_journal(path: Path) -> None:
    """Take away the journal of a file that is about to be replaced: it would be rolled back into the new one."""
    for place in (fmt.journal_of(path), fmt.wal_of(path)):
        with suppress(FileNotFoundError):
            place.unlink()
