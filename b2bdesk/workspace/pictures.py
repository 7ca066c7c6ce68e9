"""Letting go of pictures that nothing refers to: neither a row, nor a step of the history that may come back."""

import sqlite3
from collections.abc import Iterator

from sqlalchemy import MetaData

from b2bdesk.domain.fields import Kind
from b2bdesk.workspace.tables import journaled
from b2bdesk.workspace.triggers import quoted


def unused(connection: sqlite3.Connection, metadata: MetaData) -> list[str]:
    """Return the hashes of the pictures that may go."""
    if "asset" not in metadata.tables:
        return []
    found = {row[0] for row in connection.execute("SELECT sha256 FROM asset")}
    for table, column in _holders(metadata) if found else ():
        found -= {row[0] for row in connection.execute(f"SELECT DISTINCT {quoted(column)} FROM {quoted(table)}")}
    kept = list(_holders(metadata, Kind.MAP)) if found else []  # a version of a persona names its photo
    return [sha for sha in sorted(found) if not _remembered(connection, sha) and not _mentioned(connection, kept, sha)]


def sweep(connection: sqlite3.Connection, hashes: list[str]) -> None:
    """Delete these pictures, within a transaction."""
    connection.executemany("DELETE FROM asset WHERE sha256 = ?", [(sha,) for sha in hashes])


def _holders(metadata: MetaData, kind: Kind = Kind.IMAGE) -> Iterator[tuple[str, str]]:
    """Yield the columns that name a picture, or those of another kind."""
    for table in journaled(metadata):
        for column in table.columns:
            field = column.info.get("field")
            if field is not None and field.kind is kind:
                yield table.name, column.name


def _remembered(connection: sqlite3.Connection, sha: str) -> bool:
    statement = "SELECT 1 FROM change WHERE instr(before, ?1) OR instr(after, ?1) LIMIT 1"
    return connection.execute(statement, (sha,)).fetchone() is not None


def _mentioned(connection: sqlite3.Connection, columns: list[tuple[str, str]], sha: str) -> bool:
    statement = "SELECT 1 FROM {table} WHERE instr({column}, ?1) LIMIT 1"
    asked = (statement.format(table=quoted(table), column=quoted(column)) for table, column in columns)
    return any(connection.execute(each, (sha,)).fetchone() is not None for each in asked)
