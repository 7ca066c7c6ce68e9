"""What the window asks of the workspace as commands: run on the data thread or in a job, never on the GUI thread."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TYPE_CHECKING

if TYPE_CHECKING:
    from b2bdesk.workspace import Backup, Workspace
    from ui.settings import Settings

Progress = Callable[[int, int], None]


def prepared(opener: Callable[[], "Workspace"], module: str, lang: str, settings: "Settings") -> "Workspace":
    """Open a plan and load here what the window will need next, so that it does not stand still for that.

    `module` is where the first room comes from; importing it makes no widget. What the room asks first it asks here
    by its `ask_ahead(session, lang, settings)`, if it has one: what is asked once is compiled once.
    """
    ws = opener()
    try:
        for name in ("ui.frame", "ui.statusbar", module):
            import_module(name)
        from b2bdesk.queries.counts import overview

        ahead = getattr(sys.modules[module], "ask_ahead", None)
        with ws.read() as session:
            overview(session)
            if ahead is not None:
                ahead(session, lang, settings)
    except BaseException:
        ws.close()
        raise
    return ws


def load_commands() -> None:
    """Load what changes a plan, before the first change is asked for."""
    from b2bdesk import commands

    for name in commands.__all__:
        getattr(commands, name)


def open_workspace(path: Path, read_only: bool) -> "Workspace":
    """Open a file."""
    from b2bdesk import workspace

    return workspace.open(path, read_only=read_only)


def example_workspace(folder: Path, lang: str) -> "Workspace":
    """Open the example in a folder, making it there first if there is none."""
    from b2bdesk import starter, workspace

    path = folder / f"{starter.EXAMPLE_NAMES[lang]}.b2bdesk"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        starter.new_example(path, lang)
    return workspace.open(path)


def new_workspace(path: Path, lang: str) -> "Workspace":
    """Make a blank plan, named like its file, and open it; a file of that name is never replaced."""
    from b2bdesk import starter, workspace

    path.parent.mkdir(parents=True, exist_ok=True)
    starter.new_blank(path, lang, name=path.stem)
    return workspace.open(path)


def restored_workspace(path: Path, backup_id: str) -> "Workspace":
    """Bring a closed file back to a restore point and open it again; what cannot be restored is opened as it was."""
    from b2bdesk import workspace

    try:
        workspace.restore(path, backup_id)
    except Exception:
        workspace.open(path).close()
        raise
    return workspace.open(path)


def go_to(ws: "Workspace", edit_id: int) -> int:
    """Undo or redo until a step is the newest one done; 0 is the start of the file."""
    return ws.undo_to(edit_id)


def revert(ws: "Workspace", edit_id: int) -> Any:
    """Take one older change back as a new one; refused with the reason if its rows have changed since."""
    from b2bdesk.commands import history

    return history.revert(ws, edit=edit_id)


def back_up(ws: "Workspace") -> "Backup":
    """Make a restore point."""
    from b2bdesk import workspace

    return workspace.backup(ws)


def restore_points(ws: "Workspace") -> "list[Backup]":
    """Return the restore points of this plan, the newest first."""
    from b2bdesk import workspace

    return workspace.backups(ws.uid)


def write_copy(ws: "Workspace", path: Path, progress: Progress) -> Path:
    """Write a copy of the plan as it is now, or was before its file went away."""
    progress(0, 0)
    return ws.save_as(path, overwrite=True)


def check_workspace(path: Path, progress: Progress) -> list[str]:
    """Check the file; return a sentence for each problem."""
    from b2bdesk import workspace

    progress(0, 0)
    return [str(problem) for problem in workspace.check(path).problems]


@contextmanager
def snapshot(ws: "Workspace") -> Iterator[Any]:
    """Give a session on one consistent state of the plan, however long it is read and whatever is edited meanwhile."""
    from b2bdesk import workspace

    with TemporaryDirectory(prefix="b2bdesk-") as folder:
        copy = Path(folder) / "snapshot.b2bdesk"
        ws.snapshot(copy)
        with workspace.open(copy, read_only=True, backup=False) as still, still.read() as session:
            yield session
