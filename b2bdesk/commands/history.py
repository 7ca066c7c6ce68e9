"""Taking one older step back, and looking whether the plan still obeys its rules without it."""

from b2bdesk.commands import checks
from b2bdesk.workspace import EditInfo, Workspace


def revert(ws: Workspace, *, edit: int, origin: object = None) -> EditInfo:
    """Take an older edit back by a new one; refused if its rows have changed since, or if a rule would be broken."""
    return ws.revert(edit, origin, check=checks.check_all)
