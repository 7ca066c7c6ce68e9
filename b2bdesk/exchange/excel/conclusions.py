"""The sheets of conclusions: gaps, balance and the summary, with the same numbers as the reports."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from b2bdesk.exchange.excel.page import Anchor, Block, Column
from b2bdesk.exchange.excel.source import Source
from b2bdesk.i18n import tr
from b2bdesk.insight.balance import balance, brand_target
from b2bdesk.insight.decisions import Decision
from b2bdesk.insight.fame import fame
from b2bdesk.insight.rule_words import TITLES
from b2bdesk.insight.rules import Finding
from b2bdesk.terms import Breadth, Severity

ENTITY_OF = {"piece": "content_piece", "chain": "decision_chain", "pool": "landing_pool"}
"""Kinds of findings that bear another name than their entity."""


def gaps(source: Source) -> list[Block]:
    """Return all open findings, each a sentence that leads to where it is, and below them those decided on."""
    blocks = [Block("Gaps", tr("Gaps"), finding_columns(source), source.findings)]
    if decided := [*source.sifted.decided, *source.overlaps.decided]:
        blocks.append(Block("Decided", tr("Decided"), decided_columns(source), decided))
    return blocks


def overlaps(source: Source) -> list[Block]:
    """Return what there is too much of; all of it is equally grave, so that its kind stands first."""
    kind = Column(tr("Kind"), lambda f: tr(TITLES[f.rule]), most=24.0)
    return [Block("Overlaps", tr("Overlaps"), [kind, *finding_columns(source)[1:]], source.overlaps.open)]


def finding_columns(source: Source) -> list[Column]:
    """Return the columns that tell a finding."""
    return [
        Column(tr("Severity"), lambda f: severity(source, f.severity), most=14.0, style_of=_grade),
        Column(tr("Rule"), lambda f: f.rule, "code", most=10.0),
        Column(tr("Object"), lambda f: " × ".join(f.codes), "link", target_of, most=24.0),
        Column(tr("Finding"), lambda f: source.say(f)[0], "long", most=60.0),
        Column(tr("Why, and what to do"), lambda f: source.say(f)[1], "long", most=70.0),
        Column(tr("Importance"), lambda f: f.importance, "score", most=12.0),
    ]


def decided_columns(source: Source) -> list[Column]:
    """Return the columns that tell a finding and what was decided about it; rows are (finding, decision)."""
    told = [
        replace(
            column,
            value=partial(of_finding, column.value),
            link=partial(of_finding, column.link) if column.link else None,
            style_of=partial(of_finding, column.style_of) if column.style_of else None,
        )
        for column in finding_columns(source)
    ]
    return [
        *told,
        Column(tr("Decision"), lambda row: source.label("finding_verdict", row[1].verdict), most=16.0),
        Column(tr("Reason"), lambda row: row[1].reason, "long", most=40.0),
        Column(tr("Until"), lambda row: row[1].until, "day", most=14.0),
    ]


def of_finding(value: Callable[[Finding], Any], row: tuple[Finding, Decision]) -> Any:
    """Return what a column tells of the finding in a row of (finding, decision)."""
    return value(row[0])


def _grade(finding: Finding) -> str:
    return f"severity_{finding.severity.value}"


def severity(source: Source, found: Severity) -> str:
    """Return the word for how grave a finding is."""
    return source.label("severity", found)


def target_of(finding: Finding) -> Anchor | None:
    """Return what a finding is about: a cell of a map, or a row."""
    ids = finding.ids
    for other in ("persona", "channel"):
        if "stage" in ids and other in ids:
            return ("cell", other, ids["stage"], ids[other])
    if finding.jump == "balance":
        return ("sheet", "balance")
    kind, row_id = next(iter(ids.items()), ("", 0))
    return (ENTITY_OF.get(kind, kind), row_id) if kind else ("sheet", "map")


class Measure(NamedTuple):
    """One share with what it should be; `tolerance` is how far off it may lie."""

    group: str
    name: str
    value: Any
    target: float | None = None
    tolerance: float | None = None


def balance_table(source: Source) -> list[Block]:
    """Return the mix of the plan: each share, its target and how far off it is."""
    ok, off, none = tr("within the range"), tr("outside the range"), tr("no target")

    def judged(m: Measure) -> str:
        far = _off(m)
        if far is None or m.tolerance is None:
            return none if m.value is not None else tr("n/a")
        return off if abs(round(far, 4)) > round(m.tolerance, 4) else ok

    columns = [
        Column(tr("Group"), lambda m: m.group, most=30.0),
        Column(tr("Measure"), lambda m: m.name, most=46.0),
        Column(tr("Share"), lambda m: _real(m.value), "share"),
        Column(tr("Target"), lambda m: m.target, "share"),
        Column(tr("Off by (points)"), _off, "points"),
        Column(tr("Allowed"), lambda m: m.tolerance, "share"),
        Column(tr("Judgement"), judged, most=20.0),
    ]
    return [Block("Balance", tr("Balance"), columns, list(_measures(source)))]


def _off(m: Measure) -> float | None:
    return None if m.value is None or m.target is None else round(float(m.value) - m.target, 10)


def _measures(source: Source) -> Iterator[Measure]:
    found, limits = balance(source.plan), source.plan.thresholds
    horizon, people = tr("Long and short term"), tr("New and existing customers")
    yield Measure(horizon, tr("Brand, by cost"), found.brand_cost, brand_target(source.plan), limits.brand_tolerance)
    yield Measure(horizon, tr("Brand, by number"), found.brand_count)
    yield Measure(people, tr("New customers, by cost"), found.new_cost, limits.new_target, limits.new_tolerance)
    yield Measure(people, tr("New customers, by number"), found.new_count)
    for stage in source.ix.stages:
        share = found.emotional_count.get(stage.id)
        name = f"{stage.code} {stage.name}"
        yield Measure(tr("Feeling, by number"), name, share, stage.target_emotional, limits.emotional_tolerance)
    for breadth in Breadth:
        yield Measure(tr("Targeting, by cost"), source.label("breadth", breadth), found.breadth_cost[breadth])
    total = source.ix.cost
    for channel in source.ix.channels:
        cost = source.ix.channel_cost.get(channel.id)
        if cost:
            yield Measure(tr("Cost by channel"), f"{channel.code} {channel.name}", cost / total)
    parts = fame(source.plan)
    yield Measure(tr("Fame"), tr("Consistency"), parts.consistency)
    yield Measure(tr("Fame"), tr("Continuity"), parts.continuity)
    yield Measure(tr("Fame"), tr("Memorability"), parts.memorability)
    yield Measure(tr("Fame"), tr("Fame score of 100"), None if parts.score is None else parts.score / 100)


def _real(value: Any) -> float | None:
    return None if value is None else float(value)
