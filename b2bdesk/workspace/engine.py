"""SQLAlchemy's engines over a workspace file: explicit transactions, one writer, short readers."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, create_engine, Engine, event
from sqlalchemy.pool import NullPool, QueuePool

from b2bdesk.workspace.connection import connect_reader, connect_writer

READERS: Final = 4


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
