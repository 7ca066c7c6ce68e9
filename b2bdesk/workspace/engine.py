"""Connections to a workspace file: the pragmas that make it safe, explicit transactions, one writer, short readers."""

import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final
from urllib.request import pathname2url

from sqlalchemy import Connection, create_engine, Engine, event
from sqlalchemy.pool import NullPool, QueuePool

BUSY_SECONDS: Final = 5.0
READERS: Final = 4


def uri(path: Path, mode: str) -> str:
    """Return the escaped URI of a file; a bare path would create what is missing and trip over `?` and `#`."""
    return f"file:{pathname2url(str(path.absolute()))}?mode={mode}"


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


def writer_engine(path: Path) -> Engine:
    """Return the engine of the writer; each transaction begins by taking the right to write."""
    return _engine(lambda: connect_writer(path), "BEGIN IMMEDIATE", pooled=False)


def reader_engine(path: Path) -> Engine:
    """Return the engine of the readers; each transaction sees one state."""
    return _engine(lambda: connect_reader(path), "BEGIN", pooled=True)


def driver(connection: Connection) -> sqlite3.Connection:
    """Return the plain connection below one of SQLAlchemy's."""
    found = connection.connection.driver_connection
    assert isinstance(found, sqlite3.Connection)
    return found


def _engine(creator: Callable[[], sqlite3.Connection], begin: str, *, pooled: bool) -> Engine:
    if pooled:
        engine = create_engine("sqlite://", creator=creator, poolclass=QueuePool, pool_size=READERS)
    else:
        engine = create_engine("sqlite://", creator=creator, poolclass=NullPool)

    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "begin", start)
    return engine
