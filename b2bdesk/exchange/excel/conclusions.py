"""The sheets of conclusions: gaps, balance and the summary, with the same numbers as the reports."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from b2bdesk.exchange.excel.page import Anchor, Block, Cell, Column, Page
from b2bdesk.exchange.excel.source import Source
from b2bdesk.exchange.excel.widths import height, lines
from b2bdesk.i18n import day, tr
from b2bdesk.insight.balance import balance, brand_target
from b2bdesk.insight.coverage import advertising_cost, by_phase, by_status, stage_channel, stage_persona
from b2bdesk.insight.fame import fame
from b2bdesk.insight.help import budget
from b2bdesk.insight.rules import Finding
from b2bdesk.terms import Breadth, Severity

ENTITY_OF = {"piece": "content_piece", "chain": "decision_chain", "pool": "landing_pool"}
"""Kinds of findings that bear another name than their entity."""


def gaps(source: Source) -> list[Block]:
    """Return all findings, each a sentence that leads to where it is."""
    columns = [
        Column(tr("Severity"), lambda f: severity(source, f.severity), "text", most=14.0),
        Column(tr("Rule"), lambda f: f.rule, "code", most=10.0),
        Column(tr("Object"), lambda f: " × ".join(f.codes), "link", target_of, most=24.0),
        Column(tr("Finding"), lambda f: source.say(f)[0], "long", most=60.0),
        Column(tr("Why, and what to do"), lambda f: source.say(f)[1], "long", most=70.0),
        Column(tr("Importance"), lambda f: f.importance, "number", most=12.0),
    ]
    return [Block("Gaps", tr("Gaps"), columns, source.findings)]


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
    if kind == "stage":
        return ("stage_column", "channel", row_id)
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


def summary(source: Source, contents: list[tuple[str, str]]) -> Page:
    """Return the first sheet: what plan this is, its main numbers, and where to find what."""
    page = Page("summary", tr("Summary"), widths=[34.0, 20.0, 70.0], repeat_rows=None)
    page.add(Cell(source.title, "title"), height=24.0)
    start, end = source.home["plan_start"], source.home["plan_end"]
    page.add(
        Cell(tr("{start} to {end}, as of {today}", start=day(start), end=day(end), today=day(source.today)), "note")
    )
    for title, rows in _sections(source):
        page.add()
        page.add(Cell(title, "head"), Cell(None, "head"), Cell(None, "head"))
        for name, value, style, hint, link in rows:
            most = max(lines(name, 34.0), lines(hint, 70.0))
            last = Cell(hint, "link" if link else "key", link) if hint else Cell(None, "key")
            page.add(Cell(name, "key"), Cell(value, style), last, height=height(most))
    page.add()
    page.add(Cell(tr("Sheets of this workbook"), "head"), Cell(None, "head"), Cell(None, "head"))
    for key, title in contents:
        if key != "summary":
            page.add(Cell(title, "link", ("sheet", key)), Cell(None, "key"), Cell(None, "key"))
    page.freeze = "A3"
    return page


Fact = tuple[str, Any, str, str, Anchor | None]


def _sections(source: Source) -> Iterator[tuple[str, list[Fact]]]:
    yield tr("Plan"), list(_plan_facts(source))
    yield tr("Coverage"), list(_coverage_facts(source))
    yield tr("Findings"), list(_finding_facts(source))
    statuses = by_status(source.plan).items()
    yield tr("Placements by status"), [(source.label("placement_status", s), n, "int", "", None) for s, n in statuses]
    phases = by_phase(source.plan).items()
    yield tr("Placements by phase"), [(source.label("phase", phase), n, "int", "", None) for phase, n in phases]


def _plan_facts(source: Source) -> Iterator[Fact]:
    money, ceiling = source.currency, budget(source.plan)
    company = source.all_rows("company_profile")
    if company and company[0]["product"]:
        yield tr("Product"), None, "text", company[0]["product"], None
    if company and company[0]["core_message"]:
        yield tr("Core message"), None, "text", company[0]["core_message"], None
    yield f"{tr('Planned cost')} ({money})", source.ix.cost, "money", "", None
    yield f"{tr('of this in advertising tools')} ({money})", advertising_cost(source.plan), "money", "", None
    yield f"{tr('Budget')} ({money})", ceiling, "money", "", None
    yield tr("Personas"), len(source.ix.personas), "int", tr("Personas"), ("sheet", "personas")
    yield tr("Content pieces"), len(source.rows("content_piece")), "int", tr("Content"), ("sheet", "content")
    yield tr("Channels"), len(source.ix.channels), "int", tr("Channels & pools"), ("sheet", "channels")


def _coverage_facts(source: Source) -> Iterator[Fact]:
    people, places = stage_persona(source.plan), stage_channel(source.plan)
    covered = tr("{covered} of {required} required cells", covered=people.covered, required=people.required)
    deep = tr("{covered} of {required} required cells", covered=people.deep, required=people.required)
    used = tr("{covered} of {required} recommended cells", covered=places.covered, required=places.required)
    map_personas: Anchor = ("sheet", "map_personas")
    yield tr("Stage × persona covered"), _real(people.share), "share", covered, map_personas
    yield tr("with two placements or more"), _real(people.depth), "share", deep, map_personas
    yield tr("Stage × channel covered"), _real(places.share), "share", used, ("sheet", "map")
    counted = tr(
        "{counted} of {all} placements count", counted=len(source.ix.counted), all=len(source.rows("placement"))
    )
    yield tr("Placements that count"), len(source.ix.counted), "int", counted, ("sheet", "placements")


def _finding_facts(source: Source) -> Iterator[Fact]:
    found = Counter(finding.severity for finding in source.findings)
    for grade in Severity:
        yield severity(source, grade), found[grade], f"severity_{grade.value}", tr("Gaps"), ("sheet", "gaps")
