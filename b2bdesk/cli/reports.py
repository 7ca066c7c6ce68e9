"""`report` and `suggest`: what the plan tells, for people and for machines."""

from argparse import Namespace
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from b2bdesk import workspace
from b2bdesk.cli.output import day_from, padded, say, say_json
from b2bdesk.errors import UserError
from b2bdesk.i18n import language, percent, render, tr
from b2bdesk.insight import report as reports
from b2bdesk.insight.decisions import Decision
from b2bdesk.insight.facts import Plan
from b2bdesk.insight.money import STEP_NAMES
from b2bdesk.insight.reach import Verdict
from b2bdesk.queries import observed, results
from b2bdesk.queries.facts import load_plan
from b2bdesk.queries.findings import decisions
from b2bdesk.queries.labels import Labels
from b2bdesk.queries.voice import Voice
from b2bdesk.terms import Dimension, N_


def report(options: Namespace) -> None:
    """Print one report."""
    today = day_from(options.today)
    with workspace.open(options.file, read_only=True) as ws, ws.read() as session:
        plan, voice = load_plan(session, language()), Voice(Labels(session, language()))
        decided = decisions(session)
        read = {"reach": observed.report, "results": results.report}.get(options.topic)
        counted = read(session, language()) if read else {}
    found = _REPORTS[options.topic](Asked(plan, today, voice, decided, options.all, counted))
    if options.json:
        say_json(found)
    else:
        for line in _LINES[options.topic](found):
            say(line)


def suggest(options: Namespace) -> None:
    """Print what to place in a cell for a person, the best first."""
    today = day_from(options.today)
    with workspace.open(options.file, read_only=True) as ws, ws.read() as session:
        plan, voice = load_plan(session, language()), Voice(Labels(session, language()))
    for rows, code in (
        (plan.stages, options.stage),
        (plan.channels, options.channel),
        (plan.personas, options.persona),
    ):
        _require(rows, code)
    gap = (options.stage, options.channel, options.persona)
    found = reports.suggest_report(plan, *gap, today=today, render=render, speak=voice)
    if options.json:
        say_json(found)
        return
    titles = {piece.code: piece.name for piece in plan.pieces}
    for row in found[:10]:
        say(f"{row['score']:5.1f}  {row['code']}  {titles[row['code']]}")


def _require(rows: Iterable[Any], code: str) -> None:
    if all(row.code != code for row in rows):
        raise UserError("cli.unknown", N_("There is no {code} in this plan."), code=code)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report is asked of: the plan on a day, what says it, and what was decided about its findings."""

    plan: Plan
    today: date
    voice: Voice
    decided: tuple[Decision, ...]
    all: bool
    counted: dict[str, Any]
    """Whom the plan means to reach against who came, or what came of it."""


def _findings(asked: Asked) -> list[dict[str, Any]]:
    """Return the open findings, and if all are asked for those with a decision too."""
    said = (asked.plan, asked.today, render, asked.voice, asked.decided)
    return [*reports.gaps_report(*said), *(reports.decided_report(*said) if asked.all else ())]


REACH_NAME: Final = 36
"""Columns of a terminal for the name of a category."""
_REPORTS: Final[dict[str, Callable[[Asked], Any]]] = {
    "coverage": lambda asked: reports.coverage_report(asked.plan),
    "gaps": _findings,
    "overlaps": lambda asked: reports.overlaps_report(asked.plan, asked.today, render, asked.voice, asked.decided),
    "balance": lambda asked: reports.balance_report(asked.plan),
    "personas": lambda asked: reports.personas_report(asked.plan, asked.today, render),
    "chains": lambda asked: reports.chains_report(asked.plan),
    "fame": lambda asked: reports.fame_report(asked.plan),
    "readiness": lambda asked: reports.readiness_report(asked.plan, asked.today, render, asked.voice),
    "reach": lambda asked: asked.counted,
    "results": lambda asked: asked.counted,
}


def _coverage(found: Any) -> Iterable[str]:
    counts = found["counts"]
    yield tr("Stage × persona covered: {share}", share=percent(counts["coverage_stage_persona"]))
    yield tr("Stage × channel covered: {share}", share=percent(counts["coverage_stage_channel"]))
    yield tr("{counted} of {all} placements count.", counted=counts["counted"], all=counts["placements"])
    yield from (f"{n:>5}  {cell.replace('|', ' × ')}" for cell, n in found["stage_persona"].items())


def _gaps(found: Any) -> Iterable[str]:
    for row in found:
        yield f"{row['severity']} {row['rule']}  {row['sentence']}"
        if "decision" in row:
            yield "       " + _decision(row["decision"])
    yield tr("{n} findings", n=len(found))


def _decision(decision: dict[str, Any]) -> str:
    if decision["until"]:
        return tr("Put off until {day}. {reason}", day=decision["until"], reason=decision["reason"]).strip()
    return tr("Not needed: {reason}", reason=decision["reason"])


def _balance(found: Any) -> Iterable[str]:
    yield tr("Brand by count: {share}", share=percent(found["brand_count"]))
    yield tr("Brand by cost: {share}", share=percent(found["brand_cost"]))
    yield tr("New customers by count: {share}", share=percent(found["new_count"]))
    yield tr("New customers by cost: {share}", share=percent(found["new_cost"]))
    for stage, share in found["emotional_count"].items():
        yield tr("Emotional in {stage}: {share}", stage=stage, share=percent(share))


def _personas(found: Any) -> Iterable[str]:
    for code, row in found.items():
        yield f"{code:6} {row['score']:5.1f}  {tr('usable') if row['usable'] else tr('not usable yet')}"


def _chains(found: Any) -> Iterable[str]:
    for code, row in found.items():
        missing = ", ".join(row["missing"]) or tr("nobody")
        yield tr("{code}: covered {share}, missing: {roles}", code=code, share=percent(row["coverage"]), roles=missing)


def _fame(found: Any) -> Iterable[str]:
    yield tr("Fame: {score} of 100", score=f"{found['score']:.1f}")


def _readiness(found: Any) -> Iterable[str]:
    marks = {"done": "✓", "begun": "…", "open": "✗"}
    for row in found["steps"].values():
        yield f"{marks[row['state']]}  {row['sentence']}"
    yield tr("{n} of {all} settled", n=found["done"], all=len(found["steps"]))
    if found["next"]:
        yield tr("Next: {todo}", todo=found["next"]["todo"])


def _reach(found: Any) -> Iterable[str]:
    if found["distance"] is None:
        yield tr("Nothing to compare yet: intended shares and at least 30 counted people are needed.")
    for name, row in found["dimensions"].items():
        said = tr(observed.VERDICTS[Verdict(row["verdict"])])
        label = tr(observed.NAMES[Dimension(name)])
        yield f"{label}: {tr('Distance {share}: {verdict}', share=percent(row['distance']), verdict=said)}"
        for category, line in row["categories"].items():
            shares = f"{percent(line['intended']):>9} {percent(line['observed']):>9} {line['count']:>7,}"
            yield f"{padded(found['labels'][name][category], REACH_NAME)} {shares}"
    for channel, apart in found["channels"].items():
        yield f"{padded(found['labels']['channel'][channel], REACH_NAME)} {percent(apart):>9}"
    if found["failed"]:
        yield found["failed"]["sentence"]


def _results(found: Any) -> Iterable[str]:
    if found["total"] is None:
        yield tr("No results yet.")
        return
    heads = [tr(text) for text in (N_("Cost"), N_("Visits"), N_("Leads"), N_("Deals"), N_("CPL"), N_("CAC"), N_("ROI"))]
    yield f"{'':16}" + "".join(f"{head:>13}" for head in heads)
    for code, row in [*found["channels"].items(), (tr("All"), found["total"])]:
        amounts = [_amount(row[key]) for key in ("cost", "visits", "leads", "deals", "cpl", "cac")]
        yield f"{code:16}" + "".join(f"{text:>13}" for text in (*amounts, percent(row["roi"])))
    path = [percent(found["path"][key]) for key in ("low_mid", "high", "customer")]
    yield tr("Of all visits: {low} stay visits, {high} become leads, {won} become customers.", **_three(path))
    if found["leak"] is not None:
        yield _leak(found["leak"])
    for first, other in found["doubled"]:
        yield tr("{code} and {other} count the same days twice.", code=first, other=other)


def _three(shares: list[str]) -> dict[str, str]:
    return dict(zip(("low", "high", "won"), shares, strict=True))


def _leak(found: Any) -> str:
    names = {"_".join(step): tr(name) for step, name in STEP_NAMES.items()}
    share, usual = percent(found["actual"]), percent(found["benchmark"])
    return tr(
        "Most is lost from {step}: {share}, usual are {usual}.", step=names[found["step"]], share=share, usual=usual
    )


def _amount(value: Any) -> str:
    return tr("n/a") if value is None else f"{value:,.2f}".removesuffix(".00")


_LINES: Final[dict[str, Callable[[Any], Iterable[str]]]] = {
    "coverage": _coverage,
    "gaps": _gaps,
    "overlaps": _gaps,
    "balance": _balance,
    "personas": _personas,
    "chains": _chains,
    "fame": _fame,
    "readiness": _readiness,
    "reach": _reach,
    "results": _results,
}
