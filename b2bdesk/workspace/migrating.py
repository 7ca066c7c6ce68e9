"""Bringing a file of an older schema up: on a copy, which takes the file's place when all is done and checked."""

import sqlite3
from contextlib import closing
from pathlib import Path

from b2bdesk import __version__
from b2bdesk.errors import UserError
from b2bdesk.terms import N_
from b2bdesk.workspace import guard
from b2bdesk.workspace.connection import connect
from b2bdesk.workspace.engine import driver
from b2bdesk.workspace.places import replacing
from b2bdesk.workspace.tables import Shape


def bring_up(path: Path, shape: Shape) -> None:
    """Migrate a file in place; whoever calls holds its lock and has kept a backup."""
    with replacing(path) as draft:
        bring_up_copy(path, draft, shape)


def bring_up_copy(path: Path, draft: Path, shape: Shape) -> None:
    """Write a migrated copy of a file, checked like any file before it is opened."""
    with closing(connect(path, "ro")) as source, closing(connect(draft, "rwc")) as target:
        source.backup(target)
        version = guard.schema_version(target)
    _run_scripts(draft, version, shape)
    if guard.inspect(draft, shape) != shape.version:
        raise no_way(path, version)


def no_way(path: Path, version: int) -> UserError:
    """Return the refusal of a file whose schema no script leads on from."""
    message = N_("{path} has schema {version}, which this b2bdesk cannot bring up to date.")
    return UserError("workspace.no_migration", message, path=str(path), version=version)


def _run_scripts(draft: Path, version: int, shape: Shape) -> None:
    # Alembic is imported only here: a file that is up to date never pays for it.
    from alembic.config import Config
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import NullPool

    config = Config()
    config.set_main_option("script_location", str(shape.migrations).replace("%", "%%"))
    scripts = list(ScriptDirectory.from_config(config).walk_revisions())[::-1]
    engine = create_engine("sqlite://", creator=lambda: _loose(draft), poolclass=NullPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        with connection.begin(), Operations.context(context):
            for script in scripts:
                if version < int(script.revision) <= shape.version:
                    script.module.upgrade()
            raw = driver(connection)
            raw.execute(f"PRAGMA user_version={shape.version}")
            raw.execute("UPDATE meta SET value = ? WHERE key = 'app_version'", (__version__,))


def _loose(draft: Path) -> sqlite3.Connection:
    # A rebuilt table is dropped for a moment, which must not take the rows with it that refer to it.
    connection = connect(draft, "rw")
    connection.execute("PRAGMA foreign_keys=OFF")
    return connection
