"""The rules of DOMAIN D2 a second time, each straight from its line: (rule, severity, codes)."""

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from typing import Final

from b2bdesk.insight import facts as f
from tests.differential import reference as r

Said = tuple[str, str, tuple[str, ...]]
"""A finding: rule, severity, codes of what it is about."""


def off(found: Fraction | None, aim: float, tolerance: float) -> bool:
    """Tell whether a share lies outside, after rounding to four decimals; what is n/a cannot be outside."""
    return found is not None and round(abs(found - r.exact(aim)), 4) > r.exact(tolerance)


def findings(plan: f.Plan, today: date) -> list[Said]:
    """Return all findings, in no order."""
    return [(rule, grade, codes) for rule, look in RULES.items() for grade, codes in look(plan, today)]


Found = Iterator[tuple[str, tuple[str, ...]]]


def g01(plan: f.Plan, today: date) -> Found:
    """Required stage×persona empty."""
    for cell in r.persona_cells(plan):
        if cell.wanted and cell.n == 0:
            yield "E", (cell.stage, cell.other)


def g02(plan: f.Plan, today: date) -> Found:
    """Only one placement."""
    for cell in r.persona_cells(plan):
        if cell.wanted and cell.n == 1:
            yield "W", (cell.stage, cell.other)


def g03(plan: f.Plan, today: date) -> Found:
    """Recommended stage×channel empty."""
    for cell in r.channel_cells(plan):
        if cell.wanted and cell.n == 0:
            yield "I", (cell.stage, cell.other)


def g04(plan: f.Plan, today: date) -> Found:
    """Placement on fit 0."""
    for x in r.counted(plan):
        if r.by_id(plan.channels, x.channel_id).fit.get(x.stage_id, 0) == 0:
            yield "W", (x.code,)


def g05(plan: f.Plan, today: date) -> Found:
    """Ready or published piece never placed. Choice: an idea or a dropped placement is no placement (D1)."""
    for piece in r.kept(plan.pieces):
        placed = any(x.content_id == piece.id for x in r.counted(plan))
        if piece.status in ("ready", "published") and not placed:
            yield "W", (piece.code,)


def g06(plan: f.Plan, today: date) -> Found:
    """Active persona nowhere."""
    for persona in r.kept(plan.personas):
        if r.n_anywhere(plan, persona.id) == 0:
            yield "E", (persona.code,)


def g07(plan: f.Plan, today: date) -> Found:
    """A phase without placements."""
    for phase, n in r.phases(plan).items():
        if n == 0:
            yield "W", (phase,)


def g08(plan: f.Plan, today: date) -> Found:
    """Brand share by cost off target."""
    aim = plan.thresholds.brand_target[plan.company.growth_stage]
    if off(r.mean(plan, r.BRAND, "horizon", by_cost=True), aim, plan.thresholds.brand_tolerance):
        yield "W", ("brand",)


def g09(plan: f.Plan, today: date) -> Found:
    """Emotional share by count in a stage off target."""
    for stage in r.kept(plan.stages):
        found, aim = r.mean(plan, r.APPEAL, "appeal", by_cost=False, stage=stage.id), stage.target_emotional
        if aim is not None and off(found, aim, plan.thresholds.emotional_tolerance):
            yield "W", (stage.code,)


def g10(plan: f.Plan, today: date) -> Found:
    """New-customer share by cost off 0.75, or new or existing = 0.

    Choice: nobody is meant who is spoken to by no placement, whatever it costs; the finding is then about them.
    """
    by_cost = r.mean(plan, r.AUDIENCE, "audience", by_cost=True)
    by_count = r.mean(plan, r.AUDIENCE, "audience", by_cost=False)
    if by_count in (0, 1):
        yield "W", ("new" if by_count == 0 else "existing",)
    elif off(by_cost, plan.thresholds.new_target, plan.thresholds.new_tolerance):
        yield "W", ("new",)


def g11(plan: f.Plan, today: date) -> Found:
    """Required role without member."""
    for chain in r.kept(plan.chains):
        for role in r.missing(plan, chain):
            yield "E", (chain.code, role)


def g12(plan: f.Plan, today: date) -> Found:
    """Chain member with no decision-stage placement; without such a stage there is nothing to place them in."""
    for chain in r.kept(plan.chains) if r.deciding(plan) else ():
        for person in r.people(plan, chain):
            if person.n == 0:
                yield "E", (chain.code, person.code)


def g13(plan: f.Plan, today: date) -> Found:
    """Influence ≥4, stance ≤ −1, no placement at all."""
    for chain in r.kept(plan.chains):
        for person in r.people(plan, chain):
            nowhere = person.persona is None or r.n_anywhere(plan, person.persona) == 0
            if person.influence >= 4 and person.stance <= -1 and nowhere:
                yield "W", (chain.code, person.code)


def g14(plan: f.Plan, today: date) -> Found:
    """Topic need ≥2 without a finished piece fitted to that persona."""
    for persona in r.kept(plan.personas):
        for topic, need in persona.prefs.get("topic", {}).items():
            fitted = [k for k in r.kept(plan.pieces) if k.status in ("ready", "published") and persona.id in k.personas]
            if need >= 2 and not any(topic == k.topic or topic in k.extra_topics for k in fitted):
                yield "W", (persona.code, topic)


def g15(plan: f.Plan, today: date) -> Found:
    """Paid channel or cost>0 without tracking link (kind site exempt)."""
    for x in r.counted(plan):
        channel = r.by_id(plan.channels, x.channel_id)
        if (channel.paid or x.cost > 0) and x.link_id is None and channel.kind != "site":
            yield "W", (x.code,)


def older(since: date, months: int, today: date) -> bool:
    """Tell whether more than so many calendar months have gone by."""
    passed = (today.year - since.year) * 12 + today.month - since.month
    return passed > months or (passed == months and today.day > since.day)


def g16(plan: f.Plan, today: date) -> Found:
    """Piece older than its form's refresh months.

    Choice: it is finished; what is still being made is not out of date, and retired pieces trouble nobody.
    """
    for piece in r.kept(plan.pieces):
        finished, months = piece.status in ("ready", "published"), piece.refresh_months
        if finished and piece.reviewed is not None and months is not None and older(piece.reviewed, months, today):
            yield "W", (piece.code,)


def g17(plan: f.Plan, today: date) -> Found:
    """Help score <7. Choice: a retired piece troubles nobody."""
    for piece in r.kept(plan.pieces):
        if piece.status != "retired" and piece.help is not None and piece.help < 7:
            yield "W", (piece.code,)


def g18(plan: f.Plan, today: date) -> Found:
    """Form class not accepted by channel."""
    for x in r.counted(plan):
        if r.piece_of(plan, x).form_class not in r.by_id(plan.channels, x.channel_id).accepts:
            yield "W", (x.code,)


def pool_of(plan: f.Plan, x: f.Placement) -> int | None:
    """Return where the visitors of a placement arrive: its own pool, else that of its channel."""
    return x.pool_id if x.pool_id is not None else r.by_id(plan.channels, x.channel_id).pool_id


def g19(plan: f.Plan, today: date) -> Found:
    """Pool in use without owner or not connected. Choice: one that is archived and still in use is in use."""
    for pool in plan.pools:
        used = any(pool_of(plan, x) == pool.id for x in r.counted(plan))
        if used and (not pool.owner or not pool.connected):
            yield "W", (pool.code,)


def g20(plan: f.Plan, today: date) -> Found:
    """Planned cost > budget; budget < 90 % of need; capability load > 100 %."""
    money = r.budget(plan)
    if money is not None and r.cost(plan) > money:
        yield "E", ("budget",)
    funded = r.share(money, r.exact(plan.funnel_need or 0)) if money is not None else None
    if funded is not None and round(funded, 4) < r.exact(plan.thresholds.budget_need_share):
        yield "W", ("need",)
    for capability in r.capabilities(plan, today):
        load = r.share(r.hours_left(plan, capability), r.hours_had(plan, capability, today))
        if load is not None and round(load, 4) > r.exact(plan.thresholds.load_limit):
            yield "E", ("capability", capability)


def g21(plan: f.Plan, today: date) -> Found:
    """Preferred channel (≥2) unused for that persona. Choice: only a channel of the plan can be used at all."""
    for persona in r.kept(plan.personas):
        for channel in r.kept(plan.channels):
            if persona.prefs.get("channel", {}).get(channel.code, 0) >= 2:
                here = [x for x in r.counted(plan) if x.channel_id == channel.id]
                if not any(persona.id in r.personas_of(plan, x) for x in here):
                    yield "I", (persona.code, channel.code)


def g22(plan: f.Plan, today: date) -> Found:
    """Persona in use but not usable."""
    for persona in r.kept(plan.personas):
        if r.n_anywhere(plan, persona.id) and not r.usable(plan, persona):
            yield "W", (persona.code,)


def g23(plan: f.Plan, today: date) -> Found:
    """>80 % of cost narrow, or >80 % broad."""
    for breadth in ("narrow", "broad"):
        found = r.width(plan, breadth)
        if found is not None and round(found, 4) > r.exact(plan.thresholds.breadth_limit):
            yield "I", (breadth,)


def g24(plan: f.Plan, today: date) -> Found:
    """≥2 months in a row without a brand placement. Choice: each run is told once, by its first month."""
    run: list[str] = []
    for (year, month), brand in [*zip(r.months(plan), r.brand_months(plan), strict=True), ((0, 0), True)]:
        if not brand:
            run.append(f"{year:04}-{month:02}")
            continue
        if len(run) >= 2:
            yield "W", (run[0],)
        run = []


def g25(plan: f.Plan, today: date) -> Found:
    """One channel >45 % of cost."""
    for channel in plan.channels:
        mine = sum((r.exact(x.cost) for x in r.counted(plan) if x.channel_id == channel.id), Fraction(0))
        found = r.share(mine, r.cost(plan))
        if found is not None and round(found, 4) > r.exact(plan.thresholds.channel_cost_limit):
            yield "W", (channel.code,)


def g26(plan: f.Plan, today: date) -> Found:
    """S2 placement whose piece has no CTA or no pool.

    Choice: S2 is where people visit or register, however the stages are cut; a placement's own state says it best.
    """
    for x in r.counted(plan):
        states = (x.state,) if x.state else r.by_id(plan.stages, x.stage_id).states
        bare = r.piece_of(plan, x).cta in ("", "none") or pool_of(plan, x) is None
        if ("visit" in states or "register" in states) and bare:
            yield "W", (x.code,)


def g27(plan: f.Plan, today: date) -> Found:
    """User or decider of a chain without content; without a decision stage D7 has nothing to count."""
    for chain in r.kept(plan.chains) if r.deciding(plan) else ():
        for role in sorted(r.silent(plan, chain) & {"user", "decider"}):
            yield "W", (chain.code, role)


LOOKS: Final[tuple[Callable[[f.Plan, date], Found], ...]] = (
    *(g01, g02, g03, g04, g05, g06, g07, g08, g09, g10, g11, g12, g13, g14),
    *(g15, g16, g17, g18, g19, g20, g21, g22, g23, g24, g25, g26, g27),
)
RULES: Final = {f"G{n:02}": look for n, look in enumerate(LOOKS, 1)}
