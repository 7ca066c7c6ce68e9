"""Putting a backup back in a workspace's place; what lay there is itself kept as a backup."""

import os
import shutil
import sqlite3
from pathlib import Path

from b2bdesk.errors import UserError
from b2bdesk.workspace import guard, keeping, places, recovery
from b2bdesk.workspace.connection import guarded
from b2bdesk.workspace.faults import told
from b2bdesk.workspace.keeping import Backup
from b2bdesk.workspace.lock import locked


def restore(path: str | os.PathLike[str], backup_id: str) -> Backup:
    """Bring a file back to a backup, which is checked before it takes the file's place."""
    target = places.real(path)
    with told(target):
        chosen = keeping.find(backup_id)
        with locked(target), places.replacing(target) as draft:
            shutil.copyfile(chosen.path, draft)
            with guarded(draft) as connection:
                guard.require_sound(connection, chosen.path)
            if target.exists():
                _keep_replaced(target, chosen.uid)
            recovery.retire_journal(target)
    return chosen


def _keep_replaced(target: Path, uid: str) -> None:
    """Keep what is about to be replaced: as a database if it still is one, else its mere bytes."""
    try:
        if recovery.pending(target):
            recovery.roll_back(target)
        found = keeping.uid_at(target) or uid
        keeping.keep(found, target, "before-restore", lambda at: keeping.copy_file(target, at))
    except (sqlite3.Error, UserError, UnicodeDecodeError):
        keeping.keep(uid, target, "before-restore", lambda at: _copy_bytes(target, at), check=False)


def _copy_bytes(source: Path, at: Path) -> None:
    shutil.copyfile(source, at)
