"""Looking into a file that nobody vouches for: before the ORM sees it."""

import sqlite3
from pathlib import Path
from typing import Final

from b2bdesk.errors import UserError
from b2bdesk.terms import N_
from b2bdesk.workspace.connection import guarded
from b2bdesk.workspace.format import damaged
from b2bdesk.workspace.schema import require_expected, require_inert
from b2bdesk.workspace.tables import Shape

NEWER: Final = N_(
    "{path} was written by b2bdesk {app_version}, which is newer than this one. Update b2bdesk to open it."
)


def inspect(path: Path, shape: Shape, *, told_as: Path | None = None) -> int:
    """Refuse a file that is newer, changed or damaged; return its schema version."""
    with guarded(path) as connection:
        path = told_as or path
        version = schema_version(connection)
        if version > shape.version:
            raise newer(connection, path)
        if version == shape.version:
            require_expected(connection, shape, str(path))
        else:
            require_inert(connection, str(path))
        require_sound(connection, path)
    return version


def require_sound(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a file whose structure or references are broken."""
    for pragma in ("quick_check(1)", "foreign_key_check"):
        row = connection.execute(f"PRAGMA {pragma}").fetchone()
        if row is not None and row[0] != "ok":
            raise damaged(path, f"{pragma}: {row[0]}")


def newer(connection: sqlite3.Connection, path: Path) -> UserError:
    """Return the refusal of a file that a newer program has written."""
    return UserError("workspace.newer", NEWER, path=str(path), app_version=app_version(connection))


def schema_version(connection: sqlite3.Connection) -> int:
    """Return the number of a file's schema."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def app_version(connection: sqlite3.Connection) -> str:
    """Return the version of the program that last gave the file its form."""
    try:
        row = connection.execute("SELECT value FROM meta WHERE key = 'app_version'").fetchone()
    except sqlite3.DatabaseError:
        return "?"
    return str(row[0])[:40] if row else "?"
