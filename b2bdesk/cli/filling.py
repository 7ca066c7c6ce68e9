"""`suggest`: what to place in one cell, or in all open cells of the plan."""

from argparse import Namespace
from collections.abc import Iterable
from typing import Any

from b2bdesk import workspace
from b2bdesk.cli import reports
from b2bdesk.cli.output import day_from, say, say_json
from b2bdesk.errors import UserError
from b2bdesk.i18n import language, percent, render, tr, trn
from b2bdesk.insight.fill_report import fill_report
from b2bdesk.queries.facts import load_plan
from b2bdesk.queries.labels import Labels
from b2bdesk.queries.voice import Voice
from b2bdesk.terms import N_


def suggest(options: Namespace) -> None:
    """Print what to place in a cell for a person, or in every open cell of the plan."""
    if options.plan:
        fill(options)
    elif options.stage and options.channel and options.persona:
        reports.suggest(options)
    else:
        raise UserError("cli.cell", N_("Name a cell by --stage, --channel and --persona, or ask for the whole --plan."))


def fill(options: Namespace) -> None:
    """Print the proposals for all open cells, the most important first, and what they would do."""
    with workspace.open(options.file, read_only=True) as ws, ws.read() as session:
        plan, voice = load_plan(session, language()), Voice(Labels(session, language()))
    found = fill_report(plan, day_from(options.today), thin=options.thin, render=render, speak=voice)
    if options.json:
        say_json(found)
        return
    titles = {piece.code: piece.name for piece in plan.pieces}
    for row in found["proposals"]:
        say(f"{'x' if row['ticked'] else ' '}  {place_of(row)}  {what_of(row, titles, voice.labels)}")
    for cell in found["unfilled"]:
        say(f"-  {' × '.join(cell['codes'])}  {tr('no channel has room there')}")
    for line in effect_lines(found["effect"]):
        say(line)


def place_of(row: dict[str, Any]) -> str:
    """Return where a proposal goes and for whom."""
    return f"{row['stage']} × {row['channel']} · {row['persona']}"


def what_of(row: dict[str, Any], titles: dict[str, str], labels: Labels) -> str:
    """Return what a proposal does."""
    if row["do"] == "idea":
        make = row["make"]
        form, topic = make["form"] or "", make["topic"] or ""
        words = (labels.of("content_form", form) if form else "", labels.of("topic", topic) if topic else "")
        return tr("make: {what}", what=tr(", ").join(word for word in words if word) or tr("a piece"))
    score = f"{row['score']:5.1f}  {row['code']}  {titles[row['code']]}"
    return f"{score}  {tr('(joins {code})', code=row['add_to'])}" if row["add_to"] else score


def effect_lines(effect: dict[str, Any]) -> Iterable[str]:
    """Return what the ticked proposals would do."""
    done = effect["placed"] + effect["joined"]
    cells = {"filled": effect["filled"], "open": effect["open"]}
    yield trn(
        "{n} placement fills {filled} of {open} open cells.",
        "{n} placements fill {filled} of {open} open cells.",
        done,
        **cells,
    )
    for template, key in (
        (N_("Stage × persona covered: {before} → {after}"), "coverage_stage_persona"),
        (N_("Stage × channel covered: {before} → {after}"), "coverage_stage_channel"),
    ):
        before, after = effect[key]
        yield render(template, {"before": percent(before), "after": percent(after)})
