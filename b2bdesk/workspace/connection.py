"""Plain SQLite connections to a workspace file, with the pragmas that make it safe. Standard library only."""

import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

BUSY_SECONDS: Final = 5.0
SECONDS: Final = 10.0
BYTES_PER_SECOND: Final = 5_000_000
OPERATIONS: Final = 20_000
LIMITS: Final = {
    sqlite3.SQLITE_LIMIT_LENGTH: 200_000_000,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 1_000_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 500,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 200,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
}
"""What a file that nobody vouches for may ask of us."""


def uri(path: Path, mode: str) -> str:
    """Return the escaped URI of a file; a bare path would create what is missing and trip over `?` and `#`."""
    escaped = path.absolute().as_posix().replace("%", "%25").replace("?", "%3F").replace("#", "%23")
    return f"file:///{escaped.removeprefix('/')}?mode={mode}"


def connect(path: Path, mode: str, *, busy: float = BUSY_SECONDS) -> sqlite3.Connection:
    """Open a plain connection, safe against hostile content, with no transaction of its own."""
    # Threads take turns under the workspace's own lock, so SQLite's check of the thread would only be in the way.
    connection = sqlite3.connect(uri(path, mode), uri=True, isolation_level=None, timeout=busy, check_same_thread=False)
    for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def connect_writer(path: Path) -> sqlite3.Connection:
    """Open the connection that writes: durable at each commit."""
    connection = connect(path, "rw")
    make_durable(connection)
    return connection


def make_durable(connection: sqlite3.Connection) -> None:
    """Set what a writer needs: a commit that survives a power cut, and triggers that see every row."""
    # Without cache_spill a large edit holds no exclusive lock before it commits, so reads go on meanwhile.
    for pragma in ("synchronous=EXTRA", "recursive_triggers=ON", "cache_spill=OFF", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    if sys.platform == "darwin":
        connection.execute("PRAGMA fullfsync=ON")


def connect_reader(path: Path) -> sqlite3.Connection:
    """Open a connection that can only read."""
    connection = connect(path, "ro")
    connection.execute("PRAGMA query_only=ON")
    return connection


@contextmanager
def guarded(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a file for looking into it; what takes too long or is too large is given up."""
    with closing(connect(path, "ro")) as connection:
        for limit, value in LIMITS.items():
            connection.setlimit(limit, value)
        end = time.monotonic() + SECONDS + path.stat().st_size / BYTES_PER_SECOND
        connection.set_progress_handler(lambda: time.monotonic() > end, OPERATIONS)
        yield connection
