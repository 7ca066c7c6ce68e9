"""Making a new workspace file, and opening one by the order that refuses every bad file unharmed."""

import os
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime, UTC
from pathlib import Path
from typing import Final

from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from b2bdesk import __version__
from b2bdesk.errors import UserError
from b2bdesk.terms import N_
from b2bdesk.workspace import format as fmt
from b2bdesk.workspace import guard, keeping, migrating, pictures, pruning, recovery
from b2bdesk.workspace.connection import connect, guarded
from b2bdesk.workspace.core import Workspace
from b2bdesk.workspace.engine import driver
from b2bdesk.workspace.faults import as_user_error, READ_ONLY, told
from b2bdesk.workspace.lock import Lock, locked
from b2bdesk.workspace.places import real, replacing, sweep, writable
from b2bdesk.workspace.pruning import HistoryLimits
from b2bdesk.workspace.saving import EXISTS
from b2bdesk.workspace.tables import current_shape, journal, Shape

Fill = Callable[[Session], None]
PathLike = str | os.PathLike[str]
OLDER: Final = N_("{path} was written by an older b2bdesk and must be brought up to date first.")
BACKED_UP: Final = N_(
    "{path} is damaged and was left untouched. The newest good backup was made at {backup_at}; restore it to go on."
)


def create(
    path: PathLike, *, fill: Fill | None = None, overwrite: bool = False, shape: Shape | None = None
) -> Workspace:
    """Make a new file, filled by `fill` as the state before the first edit, and open it."""
    target = real(path)
    shape = shape or current_shape()
    with told(target):
        if target.exists() and not overwrite:
            raise UserError("workspace.exists", EXISTS, path=str(target))
        with locked(target), replacing(target) as draft:
            _build(draft, shape, fill)
            recovery.retire_journal(target)
    return open(target, shape=shape, backup=False)


def open(
    path: PathLike,
    *,
    read_only: bool = False,
    take_lock: bool = True,
    migrate: bool = True,
    backup: bool = True,
    shape: Shape | None = None,
    limits: HistoryLimits | None = None,
) -> Workspace:
    """Open a workspace file, or refuse it in one sentence and leave it as it is.

    A file or folder that cannot be written is opened read-only, with `read_only_reason` telling so.
    """
    place = real(path)
    shape = shape or current_shape()
    try:
        with told(place), ExitStack() as stack:
            recovery.look_from_outside(place)
            if read_only or not writable(place):
                ws = _open_to_read(place, shape, stack)
                if not read_only:
                    ws.read_only_reason = UserError("workspace.read_only", READ_ONLY, path=str(place))
                return ws
            lock = Lock.take(place) if take_lock else None
            if lock is not None:
                stack.callback(lock.release)
            ws = _open_to_write(place, shape, lock, migrate=migrate)
            stack.pop_all()
    except UserError as error:
        raise _with_backup(error, place) from error.__cause__
    _keep_house(ws, backup=backup, limits=limits or HistoryLimits())
    return ws


def migrate(path: PathLike, *, shape: Shape | None = None) -> tuple[int, int]:
    """Bring a file up to the schema of this program; return its version before and after."""
    place = real(path)
    with told(place):
        recovery.look_from_outside(place)
        with recovery.settled(place) as settled, guarded(settled) as connection:
            before = guard.schema_version(connection)
    with open(place, shape=shape) as ws:
        if ws.read_only_reason is not None:
            raise ws.read_only_reason
        return before, ws.shape.version


def _open_to_write(place: Path, shape: Shape, lock: Lock | None, *, migrate: bool) -> Workspace:
    sweep(place)
    if recovery.pending(place):
        with recovery.recovered_copy(place) as copy:
            guard.inspect(copy, shape, told_as=place)
        recovery.roll_back(place)
    version = guard.inspect(place, shape)
    if version < shape.version:
        if not migrate:
            raise UserError("workspace.older", OLDER, path=str(place))
        uid = keeping.uid_at(place) or "unknown"
        keeping.keep(uid, place, "before-migration", lambda at: keeping.copy_file(place, at))
        migrating.bring_up(place, shape)
    return Workspace(place, shape, on_close=lock.release if lock else None)


def _open_to_read(place: Path, shape: Shape, stack: ExitStack) -> Workspace:
    """Open without writing a byte: what needs mending or migrating first is read from a copy."""
    hot = recovery.is_hot(place)
    if not hot and guard.inspect(place, shape) == shape.version:
        return Workspace(place, shape, read_only=True)
    home = tempfile.TemporaryDirectory(prefix="b2bdesk-")
    folder = Path(stack.enter_context(home))
    source = recovery.copy_recovered(place, folder) if hot else place
    version = guard.inspect(source, shape, told_as=place)
    if version < shape.version:
        migrating.bring_up_copy(source, folder / "current.b2bdesk", shape)
        source = folder / "current.b2bdesk"
    ws = Workspace(place, shape, read_only=True, source=source, on_close=home.cleanup)
    stack.pop_all()
    return ws


def _keep_house(ws: Workspace, *, backup: bool, limits: HistoryLimits) -> None:
    """Prune the history, sweep pictures and keep a backup; none of it may keep the person from the plan."""
    try:
        _prune(ws, limits)
        _sweep_pictures(ws)
        if backup and keeping.is_due(ws.uid, ws.path):
            keeping.keep(ws.uid, ws.path, "open", ws.snapshot)
    except Exception as exc:
        error = exc if isinstance(exc, UserError) else as_user_error(exc, ws.path)
        if error is None:
            ws.close()
            raise
        ws.backup_fault = error


def _prune(ws: Workspace, limits: HistoryLimits) -> None:
    with ws.plain() as connection:
        first = pruning.excess(connection, limits)
        needed = connection.execute("SELECT 1 FROM edit WHERE id < ?", (first,)).fetchone()
    if needed:
        with ws.maintain() as connection:
            pruning.prune(connection, first)


def _sweep_pictures(ws: Workspace) -> None:
    with ws.plain() as connection:
        hashes = pictures.unused(connection, ws.shape.metadata)
    if hashes:
        with ws.maintain() as connection:
            pictures.sweep(connection, hashes)


def _with_backup(error: UserError, place: Path) -> UserError:
    """Let the refusal of a damaged file name its newest good backup."""
    if error.code != "workspace.damaged":
        return error
    found = keeping.newest_sound(place, keeping.uid_at(place))
    if found is None:
        return error
    at = datetime.fromisoformat(found.at).astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return UserError(error.code, BACKED_UP, **error.facts, backup=found.id, backup_at=at)


def _build(draft: Path, shape: Shape, fill: Fill | None) -> None:
    engine = create_engine("sqlite://", creator=lambda: connect(draft, "rwc"), poolclass=NullPool)
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
