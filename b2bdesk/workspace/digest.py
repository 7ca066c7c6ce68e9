"""A fingerprint of the plan's content: equal for equal plans, whatever the way by which they came about."""

import hashlib
import sqlite3

from sqlalchemy import MetaData

from b2bdesk.workspace.tables import journaled, TOUCHED
from b2bdesk.workspace.triggers import quoted


def digest(connection: sqlite3.Connection, metadata: MetaData) -> str:
    """Return the SHA-256 over all journaled tables, without versions and times of change."""
    total = hashlib.sha256()
    for table in journaled(metadata):
        names = sorted({column.name for column in table.columns} - TOUCHED)
        listed = ", ".join(map(quoted, names))
        total.update(f"{table.name}({listed})\n".encode())
        for row in connection.execute(f"SELECT {listed} FROM {quoted(table.name)} ORDER BY id"):
            total.update(repr(row).encode() + b"\n")
    return total.hexdigest()
