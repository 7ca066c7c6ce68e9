"""`info`: what is in a workspace, answered with the standard library alone, so that it starts at once."""

from typing import Final, TYPE_CHECKING

from b2bdesk.cli.output import say, say_json
from b2bdesk.i18n import N_, tr
from b2bdesk.workspace import quick
from b2bdesk.workspace.lock import Holder

if TYPE_CHECKING:
    from argparse import Namespace


def info(options: "Namespace") -> None:
    """Print what the plan is called and what is in the file."""
    found = quick.info(options.file)
    if options.json:
        say_json(_as_dict(found))
        return
    say(f"{found.name} ({found.lang})")
    for key, label in COUNTED:
        say(f"{found.counts.get(key, 0):>6}  {tr(label)}")
    if found.undo:
        say(tr("Last change: {name}", name=found.undo.sentence()))
    if found.holder:
        say(tr("Open on {host} by {user} since {since}.", **_holder(found.holder)))


def _as_dict(found: quick.Info) -> dict[str, object]:
    return {
        "path": found.path,
        "name": found.name,
        "lang": found.lang,
        "uid": found.uid,
        "schema_version": found.schema_version,
        "app_version": found.app_version,
        "size": found.size,
        "counts": dict(found.counts),
        "edits": found.edits,
        "undo": found.undo.sentence() if found.undo else None,
        "redo": found.redo.sentence() if found.redo else None,
        "holder": _holder(found.holder) if found.holder else None,
    }


def _holder(holder: Holder) -> dict[str, str]:
    return {"host": holder.host, "user": holder.user, "since": str(holder.since)}


COUNTED: Final = (
    ("segment", N_("Segments")),
    ("persona", N_("Personas")),
    ("evidence", N_("Evidence")),
    ("decision_chain", N_("Decision chains")),
    ("content_piece", N_("Content")),
    ("channel", N_("Channels")),
    ("placement", N_("Placements")),
)
