"""Copies of a workspace in the person's data folder, by the workspace's uid: made, checked, rotated, restored."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta, UTC
from pathlib import Path
from typing import Final, Protocol

from b2bdesk import __version__
from b2bdesk.errors import UserError
from b2bdesk.terms import N_
from b2bdesk.workspace import format as fmt
from b2bdesk.workspace import guard, places
from b2bdesk.workspace.connection import connect, guarded
from b2bdesk.workspace.faults import told

STAMP: Final = "%Y%m%dT%H%M%S%f"
WHOLE: Final = timedelta(days=2)
A_DAY: Final = timedelta(days=1)
DAYS: Final = 14
WEEKS: Final = 8
MONTHS: Final = 24
KEPT: Final = frozenset({"manual", "before-restore", "before-migration"})
"""Reasons for which a backup is kept for as long as the monthly ones, whatever its day."""
GONE: Final = N_("There is no sound backup {backup}.")


class Kept(Protocol):
    """What a backup needs to know of an open workspace."""

    path: Path

    @property
    def uid(self) -> str:
        """The plan's identity."""
        ...

    def snapshot(self, target: Path) -> None:
        """Write the last saved state into a new file."""
        ...


@dataclass(frozen=True, slots=True)
class Backup:
    """One kept copy; `source` is the path it was made from, `at` ISO text in UTC."""

    id: str
    uid: str
    at: str
    reason: str
    source: str
    app_version: str
    size: int
    sha256: str

    @property
    def path(self) -> Path:
        """Where the copy lies."""
        return folder(self.uid) / (self.id + fmt.SUFFIX)


def backup(ws: Kept, reason: str = "manual") -> Backup:
    """Keep a copy of an open workspace as it was last saved."""
    with told(ws.path):
        return keep(ws.uid, ws.path, reason, ws.snapshot)


def folder(uid: str) -> Path:
    """Return where the backups of one workspace lie."""
    return places.data_dir() / "backups" / re.sub(r"[^0-9A-Za-z-]", "_", uid)[:64]


def keep(uid: str, source: Path, reason: str, write: Callable[[Path], None], *, check: bool = True) -> Backup:
    """Keep a copy that `write` makes; it counts only once it was checked and lies safe on the disk."""
    home = folder(uid)
    home.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    name = f"{now.strftime(STAMP)}-{reason}"
    target = home / (name + fmt.SUFFIX)
    with places.replacing(target) as draft:
        write(draft)
        if check:
            with guarded(draft) as connection:
                guard.require_sound(connection, source)
    made = Backup(
        name, uid, now.isoformat(), reason, str(source), __version__, target.stat().st_size, places.sha256(target)
    )
    with places.replacing(target.with_suffix(".json")) as draft:
        draft.write_text(json.dumps(asdict(made), ensure_ascii=False), encoding="utf-8")
    rotate(uid, now)
    return made


def backups(uid: str) -> list[Backup]:
    """Return the backups of one workspace, newest first."""
    return sorted(_listed(folder(uid)), key=lambda one: one.id, reverse=True)


def all_backups() -> list[Backup]:
    """Return the backups of all workspaces, newest first."""
    found = [one for home in (places.data_dir() / "backups").glob("*/") for one in _listed(home)]
    return sorted(found, key=lambda one: one.id, reverse=True)


def is_sound(backup: Backup) -> bool:
    """Tell whether a backup's bytes are still those that were kept."""
    try:
        return places.sha256(backup.path) == backup.sha256
    except OSError:
        return False


def newest_sound(path: Path, uid: str | None) -> Backup | None:
    """Return the newest sound backup of a workspace, found by its uid, else by where it lay."""
    for backup in all_backups():
        ours = backup.uid == uid if uid else backup.source == str(path)
        if ours and backup.reason != "before-restore" and is_sound(backup):
            return backup
    return None


def find(backup_id: str) -> Backup:
    """Return a sound backup by its id."""
    for backup in all_backups():
        if backup.id == backup_id and is_sound(backup):
            return backup
    raise UserError("backup.gone", GONE, backup=backup_id)


def rotate(uid: str, now: datetime) -> None:
    """Let go of old backups: all of two days stay, then one a day, a week, a month."""
    found = backups(uid)
    keep_ids = {one.id for one in kept(found, now)}
    for backup in found:
        if backup.id not in keep_ids:
            for path in (backup.path, backup.path.with_suffix(".json")):
                with suppress(OSError):
                    path.unlink()


def kept(found: list[Backup], now: datetime) -> Iterator[Backup]:
    """Yield, of backups newest first, those that stay."""
    filled: set[object] = set()
    for backup in found:
        at = datetime.fromisoformat(backup.at)
        age = now - at
        if age <= WHOLE or (backup.reason in KEPT and age.days <= MONTHS * 31):
            yield backup
            continue
        slots: dict[object, int] = {
            at.date(): DAYS,
            ("week", *at.isocalendar()[:2]): WEEKS * 7,
            ("month", at.year, at.month): MONTHS * 31,
        }
        fresh = {slot for slot, days in slots.items() if age.days <= days and slot not in filled}
        filled |= fresh
        if fresh:
            yield backup


def uid_of(connection: sqlite3.Connection) -> str | None:
    """Return a workspace's identity, if the file can still tell it."""
    try:
        row = connection.execute("SELECT uid FROM workspace LIMIT 1").fetchone()
    except (sqlite3.Error, UnicodeDecodeError):
        return None
    return str(row[0]) if row else None


def uid_at(path: Path) -> str | None:
    """Return the identity that a file on the disk tells, if it can still be read so far."""
    try:
        with guarded(path) as connection:
            return uid_of(connection)
    except (sqlite3.Error, OSError):
        return None


def is_due(uid: str, path: Path) -> bool:
    """Tell whether a file has changed since its newest backup."""
    newest = next(iter(backups(uid)), None)
    return newest is None or datetime.fromisoformat(newest.at).timestamp() <= path.stat().st_mtime


def keep_daily(ws: Kept) -> None:
    """Keep a copy of a workspace that has stayed open and changed since yesterday's."""
    newest = next(iter(backups(ws.uid)), None)
    old = newest is None or datetime.now(UTC) - datetime.fromisoformat(newest.at) >= A_DAY
    if old and is_due(ws.uid, ws.path):
        backup(ws, "daily")


def copy_file(source: Path, target: Path) -> None:
    """Copy a database that nobody has open here."""
    with closing(connect(source, "ro")) as connection:
        copy_database(connection, target)


def copy_database(source: sqlite3.Connection, target: Path) -> None:
    """Copy a database in one step, as one state."""
    with closing(sqlite3.connect(target, isolation_level=None)) as copy:
        source.backup(copy)


def _listed(home: Path) -> Iterator[Backup]:
    for manifest in home.glob("*.json"):
        try:
            backup = Backup(**json.loads(manifest.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            continue
        if backup.path.exists():
            yield backup
