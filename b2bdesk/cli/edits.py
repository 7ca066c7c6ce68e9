"""Commands about the journal: list, undo, redo."""

from argparse import Namespace
from datetime import datetime
from typing import Final

from b2bdesk import workspace
from b2bdesk.cli.output import say, say_json
from b2bdesk.errors import UserError
from b2bdesk.i18n import tr
from b2bdesk.terms import N_
from b2bdesk.workspace import EditInfo


def history(options: Namespace) -> None:
    """List what was changed, the newest first."""
    with workspace.open(options.file, read_only=True) as ws:
        edits = ws.history(limit=options.limit)
    if options.json:
        say_json([_as_dict(edit) for edit in edits])
        return
    if not edits:
        say(tr("Nothing has been changed yet."))
    for edit in edits:
        undone = f"  ({tr('undone')})" if edit.undone else ""
        say(f"{edit.id:>6}  {_local(edit.at)}  {_told_as(edit)}{undone}")


def undo(options: Namespace) -> None:
    """Take the last change back."""
    with workspace.open(options.file) as ws:
        step = ws.undo()
    if step is None:
        raise UserError("undo.nothing", N_("There is nothing to undo."))
    _told(options, step._replace(undone=True), tr("Undone: {name}", name=step.sentence()))


def redo(options: Namespace) -> None:
    """Bring back what was undone."""
    with workspace.open(options.file) as ws:
        step = ws.redo()
    if step is None:
        raise UserError("redo.nothing", N_("There is nothing to redo."))
    _told(options, step._replace(undone=False), tr("Redone: {name}", name=step.sentence()))


def _told(options: Namespace, step: EditInfo, text: str) -> None:
    if options.json:
        say_json(_as_dict(step))
    else:
        say(text)


def _told_as(edit: EditInfo) -> str:
    template = _KINDS.get(edit.kind)
    return tr(template, name=edit.sentence()) if template else edit.sentence()


_KINDS: Final = {"undo": N_("Undo: {name}"), "redo": N_("Redo: {name}"), "revert": N_("Revert: {name}")}


def _local(at: str) -> str:
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"


def _as_dict(edit: EditInfo) -> dict[str, object]:
    return {"id": edit.id, "at": edit.at, "name": edit.sentence(), "kind": edit.kind, "undone": edit.undone}
