"""What the window asks of the workspace as commands: run on the data thread or in a job, never on the GUI thread."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from b2bdesk.workspace import Workspace

Progress = Callable[[int, int], None]


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
    """Make a blank plan, named like its file, and open it; a file of that name is replaced, as the person was asked."""
    from b2bdesk import starter, workspace

    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    starter.new_blank(path, lang, name=path.stem)
    return workspace.open(path)


def go_to(ws: "Workspace", edit_id: int) -> None:
    """Undo or redo until a step is the newest one done; 0 is the start of the file."""
    while (step := ws.undo_step()) is not None and step.id > edit_id:
        ws.undo()
    while (step := ws.redo_step()) is not None and step.id <= edit_id:
        ws.redo()


def revert(ws: "Workspace", edit_id: int) -> Any:
    """Take one older change back as a new one; refused with the reason if its rows have changed since."""
    return ws.revert(edit_id)


def back_up(ws: "Workspace") -> Any:
    """Make a restore point."""
    return ws.backup("manual")


def write_copy(ws: "Workspace", path: Path, progress: Progress) -> Path:
    """Write a copy of the plan as it is now."""
    progress(0, 1)
    ws.save_copy(path)
    progress(1, 1)
    return path


def check_workspace(path: Path, progress: Progress) -> list[str]:
    """Check the file; return a sentence for each problem."""
    from b2bdesk.workspace.checking import check

    progress(0, 1)
    report = check(path)
    progress(1, 1)
    return [str(problem) for problem in report.problems]
