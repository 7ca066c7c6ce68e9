"""Making a new workspace file, and opening one."""

import os
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from b2bdesk import __version__
from b2bdesk.errors import UserError
from b2bdesk.terms import N_
from b2bdesk.workspace import format as fmt
from b2bdesk.workspace.core import Workspace
from b2bdesk.workspace.engine import connect, driver
from b2bdesk.workspace.faults import told
from b2bdesk.workspace.tables import current_shape, journal, Shape

Fill = Callable[[Session], None]


def create(
    path: str | os.PathLike[str], *, fill: Fill | None = None, overwrite: bool = False, shape: Shape | None = None
) -> Workspace:
    """Make a new file, filled by `fill` as the state before the first edit, and open it."""
    target = Path(path)
    if target.exists() and not overwrite:
        raise UserError("workspace.exists", N_("There is already a file {path}."), path=str(target))
    shape = shape or current_shape()
    draft = target.with_name(f".{target.name}.new")
    with told(target):
        try:
            draft.unlink(missing_ok=True)
            _build(draft, shape, fill)
            os.replace(draft, target)
        finally:
            draft.unlink(missing_ok=True)
            fmt.journal_of(draft).unlink(missing_ok=True)
    return open(target, shape=shape)


def open(
    path: str | os.PathLike[str],
    *,
    read_only: bool = False,
    take_lock: bool = True,
    migrate: bool = True,
    backup: bool = True,
    shape: Shape | None = None,
) -> Workspace:
    """Open a workspace file, or refuse it in one sentence and leave it as it is."""
    place = Path(path)
    shape = shape or current_shape()
    with told(place):
        fmt.require_regular(place)
        fmt.judge_header(place, fmt.read_header(place))
        return Workspace(place, shape, read_only=read_only)


def _build(draft: Path, shape: Shape, fill: Fill | None) -> None:
    engine = create_engine("sqlite://", creator=lambda: connect(draft, "rwc"))
    with engine.connect() as connection:
        raw = driver(connection)
        raw.execute(f"PRAGMA application_id={fmt.APPLICATION_ID}")
        raw.execute(f"PRAGMA user_version={shape.version}")
        raw.execute("BEGIN")
        shape.metadata.create_all(connection, checkfirst=False)
        journal.create_all(connection, checkfirst=False)
        raw.execute("INSERT INTO meta VALUES ('app_version', ?)", (__version__,))
        with Session(connection) as session:
            if fill is not None:
                fill(session)
            session.flush()
        connection.commit()
    engine.dispose()
