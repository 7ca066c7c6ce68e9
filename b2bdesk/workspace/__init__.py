"""Where a plan lives: one SQLite file, changed by edits that can be undone, and watched by a journal."""

from b2bdesk.workspace.changes import Changes, TableChanges
from b2bdesk.workspace.core import Workspace
from b2bdesk.workspace.history import EditInfo, RowChange
from b2bdesk.workspace.opening import create, open

__all__ = ["Changes", "EditInfo", "RowChange", "TableChanges", "Workspace", "create", "open"]
