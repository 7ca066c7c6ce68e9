"""Where a plan lives: one SQLite file, changed by edits that can be undone, and watched by a journal.

    ws = workspace.create(path, fill=callable_taking_session)
    ws = workspace.open(path)
    with ws.edit(N_("Place {code}"), code="K22") as session: ...
    ws.undo()

Names are fetched when they are first used, so that `b2bdesk.workspace.quick` comes without SQLAlchemy.
"""

from importlib import import_module
from typing import Any, Final, TYPE_CHECKING

if TYPE_CHECKING:
    from b2bdesk.workspace.changes import Changes, TableChanges
    from b2bdesk.workspace.checking import check, CheckReport
    from b2bdesk.workspace.core import Workspace
    from b2bdesk.workspace.history import EditInfo, RowChange
    from b2bdesk.workspace.keeping import Backup, backup, backups, is_due, keep_daily
    from b2bdesk.workspace.lock import Holder, holder
    from b2bdesk.workspace.opening import create, migrate, open
    from b2bdesk.workspace.pruning import HistoryLimits
    from b2bdesk.workspace.restoring import restore

__all__ = [
    "Backup",
    "Changes",
    "CheckReport",
    "EditInfo",
    "HistoryLimits",
    "Holder",
    "RowChange",
    "TableChanges",
    "Workspace",
    "backup",
    "backups",
    "check",
    "create",
    "holder",
    "is_due",
    "keep_daily",
    "migrate",
    "open",
    "restore",
]
_HOMES: Final = {
    "changes": ("Changes", "TableChanges"),
    "checking": ("CheckReport", "check"),
    "core": ("Workspace",),
    "history": ("EditInfo", "RowChange"),
    "keeping": ("Backup", "backup", "backups", "is_due", "keep_daily"),
    "lock": ("Holder", "holder"),
    "opening": ("create", "migrate", "open"),
    "pruning": ("HistoryLimits",),
    "restoring": ("restore",),
}


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            found = getattr(import_module(f"{__name__}.{home}"), name)
            globals()[name] = found
            return found
    raise AttributeError(name)
