"""What product and reference say about one plan, side by side."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from b2bdesk.insight import facts as f
from b2bdesk.insight import report
from b2bdesk.insight.stock import best
from b2bdesk.insight.suggest import suggest
from tests.differential import reference as r
from tests.differential import reference_fit as fit
from tests.differential import reference_rules as rules

GRAVITY = ("E", "W", "I")
FEW = 4
"""How many suggestions a list shows at once."""
Pair = tuple[str, Any, Any]
"""What is compared, what the reference says, what the product says."""


def number(found: Fraction | float | None) -> float | None:
    """Return a number so far as a float can tell it."""
    return None if found is None else round(float(found), 9)


def coverage(plan: f.Plan) -> Iterator[Pair]:
    """Compare D1: n, levels, shares, counts, phases and costs."""
    found = report.coverage_report(plan)
    people, places = list(r.persona_cells(plan)), list(r.channel_cells(plan))
    for name, cells in (("stage_persona", people), ("stage_channel", places)):
        yield name, {f"{c.stage}|{c.other}": c.n for c in cells}, found[name]
        yield f"levels of {name}", {f"{c.stage}|{c.other}": c.level for c in cells}, found["levels"][name]
    counts = found["counts"]
    yield "coverage of personas", number(r.coverage(people)), number(counts["coverage_stage_persona"])
    yield "depth", number(r.coverage(people, 2)), number(counts["depth"])
    yield "coverage of channels", number(r.coverage(places)), number(counts["coverage_stage_channel"])
    yield "placements", len(r.kept(plan.placements)), counts["placements"]
    yield "counted", len(r.counted(plan)), counts["counted"]
    yield "cost", number(r.cost(plan)), number(counts["cost"])
    yield "phases", r.phases(plan), found["phases"]
    yield "statuses", dict(Counter(x.status for x in r.kept(plan.placements))), no_zeros(found["by_status"])
    advertising = [x.cost for x in r.counted(plan) if r.by_id(plan.channels, x.channel_id).tool_class == "A"]
    yield "advertising", number(sum(map(r.exact, advertising), Fraction(0))), number(found["cost_advertising"])


def no_zeros(counts: dict[str, int]) -> dict[str, int]:
    """Return the counts that are not 0."""
    return {key: n for key, n in counts.items() if n}


def balance(plan: f.Plan) -> Iterator[Pair]:
    """Compare D3."""
    found = report.balance_report(plan)
    for of, values, key in (("horizon", r.BRAND, "brand"), ("audience", r.AUDIENCE, "new")):
        for by_cost, way in ((False, "count"), (True, "cost")):
            yield f"{key} by {way}", number(r.mean(plan, values, of, by_cost=by_cost)), number(found[f"{key}_{way}"])
    for s in r.kept(plan.stages):
        wanted = r.mean(plan, r.APPEAL, "appeal", by_cost=False, stage=s.id)
        yield f"emotion in {s.code}", number(wanted), number(found["emotional_count"][s.code])
    for width in ("narrow", "medium", "broad"):
        yield width, number(r.width(plan, width)), number(found["breadth_cost"][width])


def means(plan: f.Plan, today: date) -> Iterator[Pair]:
    """Compare D15 and D16: hours, money and fame."""
    found, fame = report.resources_report(plan, today), report.fame_report(plan)
    names = r.capabilities(plan, today)
    yield "capabilities", names, set(found["loads"])
    for name in names:
        hours, had = r.hours_left(plan, name), r.hours_had(plan, name, today)
        load = found["loads"][name]
        yield f"hours of {name}", number(hours), number(load["hours"])
        yield f"hours {name} has", number(had), number(load["available"])
        yield f"load of {name}", number(r.share(hours, had)), number(load["share"])
    yield "match", number(r.match(plan, today)), number(found["capability_match"])
    yield "budget", number(r.budget(plan)), number(found["budget"])
    mine = r.fame(plan)
    for part in ("consistency", "continuity", "memorability", "score"):
        yield part, number(getattr(mine, part)), number(fame[part])


def people(plan: f.Plan, today: date) -> Iterator[Pair]:
    """Compare D5 and D7: how complete personas are, how well chains are covered."""
    personas, chains = report.personas_report(plan, today), report.chains_report(plan)
    yield "personas", [p.code for p in r.kept(plan.personas)], list(personas)
    for p in r.kept(plan.personas):
        state = personas[p.code]
        yield f"fields of {p.code}", {group: n for group, (n, _) in r.filled(plan, p).items()}, state["groups"]
        yield f"score of {p.code}", number(r.completeness(plan, p)), number(state["score"])
        yield f"{p.code} usable", r.usable(plan, p), state["usable"]
    yield "chains", [chain.code for chain in r.kept(plan.chains)], list(chains)
    for chain in r.kept(plan.chains):
        cover = chains[chain.code]
        yield f"cover of {chain.code}", number(r.cover(plan, chain)), number(cover["coverage"])
        yield f"support of {chain.code}", number(r.support(plan, chain)), number(cover["support"])
        yield f"missing in {chain.code}", r.missing(plan, chain), cover["missing"]
        yield f"advised in {chain.code}", r.champion_advised(plan, chain), cover["advised"] == ["champion"]
        yield f"silent in {chain.code}", r.silent(plan, chain), set(cover["without_content"])
        yield f"people of {chain.code}", {p.code: p.n for p in r.people(plan, chain)}, cover["detail"]


def findings(plan: f.Plan, today: date) -> Iterator[Pair]:
    """Compare D2, each finding once, the gravest first, and the priorities of D12 for cells."""
    found = report.gaps_report(plan, today)
    wanted = Counter(rules.findings(plan, today))
    said = Counter((row["rule"], row["severity"], tuple(row["object"]["codes"])) for row in found)
    yield "findings", sorted((wanted - said).elements()), sorted((said - wanted).elements())
    order = [(GRAVITY.index(row["severity"]), -row["importance"]) for row in found]
    yield "order", sorted(order), order
    stage, persona = {s.code: s for s in plan.stages}, {p.code: p for p in plan.personas}
    for row in found:
        if row["rule"] in ("G01", "G02"):
            at, who = row["object"]["codes"]
            wanted_ = fit.priority(plan, stage[at], persona[who])
            yield f"priority of {at} {who}", number(wanted_), number(row["importance"])


def suggestions(plan: f.Plan, s: f.Stage, c: f.Channel, p: f.Persona, today: date) -> Iterator[Pair]:
    """Compare D12 for a gap: the order, and each score with what it is made of; scores to 2 decimals."""
    gap = f"{s.code}|{c.code}|{p.code}"
    wanted = fit.suggestions(plan, s, c, p, today)
    found, advice = (
        report.suggest_report(plan, s.code, c.code, p.code, today=today),
        suggest(plan, s.id, c.id, p.id, today),
    )
    yield f"{gap}: order", [one.code for one in wanted], [row["code"] for row in found]
    for mine, row, exact in zip(wanted, found, advice.suggestions, strict=False):
        name = f"{gap}: {mine.code}"
        yield f"{name} score", number(mine.score), number(exact.score)
        yield f"{name} in words", True, abs(row["score"] - mine.score) <= Fraction(5001, 10**6)
        yield (
            f"{name} parts",
            {k: number(n) for k, n in mine.parts.items()},
            {k: number(n) for k, n in exact.parts.items()},
        )
        yield f"{name} factors", {k: number(n) for k, n in mine.factors.items()}, row["factors"]
        yield f"{name} add to", mine.add_to, row["add_to"]
    quick = best(plan, s.id, c.id, p.id, today, FEW)
    yield f"{gap}: the few best", [one.code for one in wanted[:FEW]], [one.code for one in quick]
    yield f"{gap}: their scores", [number(one.score) for one in wanted[:FEW]], [number(one.score) for one in quick]
    top = wanted[0].score if wanted else Fraction(0)
    new = advice.new_piece
    said = None if new is None else (new.form, new.topic, new.appeal.value)
    yield f"{gap}: new piece", fit.new_piece(plan, top, s, c, p), said


def differences(pairs: Iterator[Pair]) -> list[Pair]:
    """Return what is not the same."""
    return [pair for pair in pairs if pair[1] != pair[2]]
