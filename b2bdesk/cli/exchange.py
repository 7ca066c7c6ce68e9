"""`export` and `import`: workbooks, tables, calendars and plan files."""

from argparse import Namespace
from pathlib import Path
from typing import Final

from b2bdesk import workspace
from b2bdesk.cli.output import day_from, say, say_json
from b2bdesk.errors import UserError
from b2bdesk.i18n import language, tr
from b2bdesk.terms import N_

CARDS: Final = ".b2bcard"
PLAN: Final = ".b2bdesk"
TABLES: Final = (".xlsx", ".csv", ".tsv", ".txt")


def export(options: Namespace) -> None:
    """Write the plan in the form that the target's ending names."""
    target = Path(options.out)
    kind = "csv" if options.csv else target.suffix.lower()
    if kind not in (".xlsx", ".json", ".ics", CARDS, "csv"):
        raise UserError(
            "cli.ending",
            N_("{name}: write to a name that ends in .xlsx, .json, .ics, .png or .b2bcard, or give --csv."),
            name=options.out,
        )
    with workspace.open(options.file, read_only=True) as ws, ws.read() as session:
        notes: list[str] = []
        if kind == ".json":
            from b2bdesk.exchange import plan

            plan.save(session, target)
        elif kind == ".xlsx":
            from b2bdesk.exchange import excel

            notes = excel.write(session, target, lang=language(), today=day_from(options.today)).sentences()
        elif kind == ".ics":
            from b2bdesk.exchange import ics

            ics.write(session, target, lang=language())
        elif kind == CARDS:
            from b2bdesk.exchange import cards

            cards.save(session, target, personas=options.persona, evidence=options.evidence)
        else:
            from b2bdesk.exchange import csv_files

            csv_files.write_folder(session, target, lang=language(), today=day_from(options.today))
    if options.json:
        say_json({"path": str(target.resolve()), "kind": kind.strip("."), "notes": notes})
    else:
        say(tr("Wrote {path}", path=options.out))
        for note in notes:
            say(note)


def import_(options: Namespace) -> None:
    """Read a plan file into a blank workspace, or personas or results into any."""
    ending = Path(options.source).suffix.lower()
    if ending in (CARDS, PLAN) or ending in TABLES:
        (_bring_results if ending in TABLES else _bring)(options)
        return
    from b2bdesk.exchange import plan

    with workspace.open(options.file) as ws:
        plan.import_plan(ws, Path(options.source))
    if options.json:
        say_json({"path": str(Path(options.file).resolve()), "source": options.source})
    else:
        say(tr("Imported {source}", source=options.source))


def _bring(options: Namespace) -> None:
    """Put the personas of a file or of another plan into a workspace."""
    from b2bdesk.exchange import cards

    found = cards.read_any(Path(options.source))
    with workspace.open(options.file) as ws:
        done = cards.bring(ws, found, today=day_from(options.today), on_same=options.on_same)
    if options.json:
        kept = {"added": done.added, "replaced": done.replaced, "skipped": done.skipped, "evidence": done.evidence}
        say_json({"path": str(Path(options.file).resolve()), "source": options.source, **kept})
    else:
        say(done.sentence())


def _bring_results(options: Namespace) -> None:
    """Put the results of a table into a workspace; nothing is saved while a line is wrong."""
    from b2bdesk.commands import results
    from b2bdesk.exchange import results_table

    cells = results_table.cells_of_file(Path(options.source))
    with workspace.open(options.file) as ws:
        with ws.read() as session:
            looked = results_table.look(session, cells)
        if looked.wrong:
            lines = "\n".join(wrong.sentence() for wrong in looked.wrong)
            raise UserError(
                "results.lines", N_("Nothing was brought in. Mend these lines first:\n{lines}"), lines=lines
            )
        came, replaced = results.bring(ws, rows=looked.rows)
    if options.json:
        path = str(Path(options.file).resolve())
        say_json({"path": path, "source": options.source, "added": came, "replaced": replaced})
    else:
        say(tr("{n} results came in, {other} were replaced.", n=came, other=replaced))
