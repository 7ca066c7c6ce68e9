"""Commands about the file itself: make, check, keep copies, bring back, bring up to date."""

from argparse import Namespace
from datetime import datetime
from pathlib import Path

from b2bdesk import starter, workspace
from b2bdesk.cli.output import say, say_json
from b2bdesk.errors import UserError
from b2bdesk.i18n import language, tr
from b2bdesk.terms import N_
from b2bdesk.workspace import keeping, quick


def new(options: Namespace) -> None:
    """Make a blank workspace or one with the example plan."""
    if options.example and options.blank:
        raise UserError("cli.either", N_("Choose either --example or --blank."))
    if options.example:
        starter.new_example(options.file, lang=language())
    else:
        starter.new_blank(options.file, lang=language(), name=options.name)
    if options.json:
        say_json({"path": str(Path(options.file).resolve()), "lang": str(language()), "example": options.example})
    else:
        say(tr("Made {path}", path=options.file))


def check(options: Namespace) -> int:
    """Check the file's integrity; exit 1 only for damage or a missing acknowledged edit."""
    report = workspace.check(options.file)
    missing = _missing(options)
    if options.json:
        problems = [problem.sentence() for problem in report.problems]
        say_json({"ok": report.ok, "problems": problems, "digest": report.digest, "missing_acks": missing})
    else:
        for problem in report.problems:
            say(problem.sentence())
        for token in missing:
            say(tr("Missing: {token}", token=token))
        if report.ok and not missing:
            say(tr("The file is sound."))
    return 0 if report.ok and not missing else 1


def _missing(options: Namespace) -> list[str]:
    if not options.acks:
        return []
    from b2bdesk.workspace.stress import missing_acks

    try:
        lines = Path(options.acks).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError as error:
        raise UserError("cli.acks", N_("The list {path} cannot be read."), path=options.acks) from error
    return missing_acks(options.file, lines)


def backup(options: Namespace) -> None:
    """Keep a copy now."""
    with workspace.open(options.file, backup=False) as ws:
        kept = workspace.backup(ws, "manual")
    if options.json:
        say_json({"id": kept.id, "path": str(kept.path), "at": kept.at})
    else:
        say(tr("Kept a copy: {id}", id=kept.id))


def restore(options: Namespace) -> None:
    """List the kept copies, or put one in place of the file."""
    if options.backup:
        workspace.restore(options.file, options.backup)
        if options.json:
            say_json({"restored": options.backup})
        else:
            say(tr("Brought back {id}; what was there is kept as a copy too.", id=options.backup))
        return
    kept = _kept(options.file)
    if options.json:
        keys = ("id", "at", "reason", "size", "source")
        say_json([{key: getattr(copy, key) for key in keys} for copy in kept])
        return
    if not kept:
        say(tr("No copies of this file are kept yet."))
    for copy in kept:
        say(f"{copy.id}  {_local(copy.at)}  {copy.reason}  {copy.source}")


def _local(at: str) -> str:
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"


def _kept(path: str) -> list[workspace.Backup]:
    """Return the copies of a file by its identity, or by its place where it cannot be read any more."""
    try:
        return workspace.backups(quick.info(path).uid)
    except UserError:
        place = str(Path(path).resolve())
        found = [copy for copy in keeping.all_backups() if str(copy.source) == place]
        if not found and not Path(path).exists():
            raise
        return found


def migrate(options: Namespace) -> None:
    """Bring a file of an earlier version up to date."""
    before, after = workspace.migrate(options.file)
    if options.json:
        say_json({"from": before, "to": after})
    elif before == after:
        say(tr("The file is up to date."))
    else:
        say(tr("Brought the file from version {before} to {after}.", before=before, after=after))


def stress_write(options: Namespace) -> None:
    """Write edits one at a time and acknowledge each after its commit."""
    from b2bdesk.workspace.stress import write

    write(options.file, run=options.run, count=options.count)
