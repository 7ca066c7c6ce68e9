"""Writing an open workspace to another place: `Save as`, which also works when the file itself has gone."""

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Final

from b2bdesk.errors import UserError
from b2bdesk.terms import N_
from b2bdesk.workspace import guard
from b2bdesk.workspace.lock import locked
from b2bdesk.workspace.places import replacing
from b2bdesk.workspace.tables import Shape

EXISTS: Final = N_("There is already a file {path}.")


def write_copy(snapshot: Callable[[Path], None], shape: Shape, target: Path, *, overwrite: bool, owned: bool) -> None:
    """Put a checked snapshot in the target's place; `owned` says that the target's lock is ours already."""
    if target.exists() and not overwrite:
        raise UserError("workspace.exists", EXISTS, path=str(target))
    with nullcontext() if owned else locked(target), replacing(target) as draft:
        snapshot(draft)
        guard.inspect(draft, shape, told_as=target)
