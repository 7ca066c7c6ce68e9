"""The numbers of DOMAIN sections D1, D3, D5, D7, D15 and D16 a second time: slow, plain, exact, written from its text.

Nothing here is taken from the product but the rows it gets; nothing is remembered between calls, every function goes
through all rows again. Where the text leaves a choice, the product's is followed and a line beginning "Choice:" says
why it is a fair reading.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeVar

from b2bdesk.insight import facts as f

COUNTED: Final = ("planned", "scheduled", "live", "done")
PHASES: Final = {
    "acquire": ("attention", "visit", "register"),
    "nurture": ("active",),
    "convert": ("opportunity",),
    "retain": ("deal", "referral"),
}
APPEAL: Final = {"R": Fraction(0), "M": Fraction(1, 2), "E": Fraction(1)}
AUDIENCE: Final = {"new": Fraction(1), "both": Fraction(1, 2), "existing": Fraction(0)}
REQUIRED: Final = {
    "startup": ("user", "decider"),
    "sme": ("initiator", "user", "influencer", "decider", "buyer"),
    "group": ("initiator", "user", "influencer", "decider", "approver", "buyer", "gatekeeper"),
}
COUNTS_AS: Final = {"economic": "decider", "technical": "influencer", "coach": "champion"}
T = TypeVar("T", f.Stage, f.Channel, f.Pool, f.Persona, f.Segment, f.Chain, f.Piece, f.Placement, f.Resource)


def exact(number: float | Decimal) -> Fraction:
    """Return the number that is written, not the nearest binary one."""
    return Fraction(str(number))


def share(part: Fraction | int, whole: Fraction | int) -> Fraction | None:
    """Return a share; n/a where there is nothing to share."""
    return Fraction(part) / Fraction(whole) if whole else None


def kept(rows: Iterable[T]) -> list[T]:
    """Return the rows that are not archived."""
    return [row for row in rows if not row.archived]


def by_id(rows: Iterable[T], key: int) -> T:
    """Return the row with an id."""
    return next(row for row in rows if row.id == key)


# D1: coverage


def counted(plan: f.Plan) -> list[f.Placement]:
    """Return P: the placements whose status counts.

    Choice: only what is archived itself leaves P; D1 asks for the status and for nothing about piece, stage or channel.
    """
    return [x for x in plan.placements if x.status in COUNTED and not x.archived]


def piece_of(plan: f.Plan, x: f.Placement) -> f.Piece:
    """Return what is placed."""
    return by_id(plan.pieces, x.content_id)


def personas_of(plan: f.Plan, x: f.Placement) -> set[int]:
    """Return whom a placement is for."""
    return set(x.persona_ids) or set(piece_of(plan, x).personas)


def n_channel(plan: f.Plan, stage: int, channel: int) -> int:
    """Return n(s,c)."""
    return sum(1 for x in counted(plan) if x.stage_id == stage and x.channel_id == channel)


def n_persona(plan: f.Plan, stage: int, persona: int) -> int:
    """Return n(s,p)."""
    return sum(1 for x in counted(plan) if x.stage_id == stage and persona in personas_of(plan, x))


def n_anywhere(plan: f.Plan, persona: int) -> int:
    """Return how many placements serve a persona, wherever they stand."""
    return sum(1 for x in counted(plan) if persona in personas_of(plan, x))


def level(n: int, enough: int) -> str:
    """Return the level of a cell.

    Choice: with T = 1 one placement is thin, two are crowded: D1 names the levels in this order.
    """
    if n == 0:
        return "gap"
    if n == 1:
        return "thin"
    return "ok" if n < enough else "crowded"


def sets_of(plan: f.Plan, persona: f.Persona) -> set[int | None]:
    """Return the stage sets of a persona's segments; the plan's own where no segment says otherwise.

    Choice: an archived segment still says how its personas come; nothing else does.
    """
    found = {by_id(plan.segments, key).stage_set_id for key in persona.segment_ids}
    return found or {None}


def decided(plan: f.Plan, stage: int, *, channel: int | None = None, persona: int | None = None) -> f.CellPlan | None:
    """Return what was decided for a cell."""
    for cell in plan.cells:
        if (cell.stage_id, cell.channel_id, cell.persona_id) == (stage, channel, persona):
            return cell
    return None


def target(cell: f.CellPlan | None, standard: int) -> int:
    """Return the T of a cell. Choice: a target of 0 is none, or every empty cell would be crowded."""
    return cell.target if cell is not None and cell.target else standard


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the map: its codes, n, level, and whether it must be served."""

    stage: str
    other: str
    n: int
    level: str
    wanted: bool


def persona_cells(plan: f.Plan) -> Iterator[Cell]:
    """Yield the cells stage x persona that are there for a persona's segments."""
    for stage in kept(plan.stages):
        for persona in kept(plan.personas):
            if stage.set_id in sets_of(plan, persona):
                cell = decided(plan, stage.id, persona=persona.id)
                n = n_persona(plan, stage.id, persona.id)
                name = level(n, target(cell, plan.thresholds.crowded_persona))
                yield Cell(stage.code, persona.code, n, name, not (cell and cell.not_needed))


def channel_cells(plan: f.Plan) -> Iterator[Cell]:
    """Yield the cells stage x channel; wanted ones are recommended."""
    for stage in kept(plan.stages):
        for channel in kept(plan.channels):
            cell = decided(plan, stage.id, channel=channel.id)
            n = n_channel(plan, stage.id, channel.id)
            wanted = channel.fit.get(stage.id, 0) >= plan.thresholds.recommended_fit
            name = level(n, target(cell, plan.thresholds.crowded_channel))
            yield Cell(stage.code, channel.code, n, name, wanted and not (cell and cell.not_needed))


def coverage(cells: Iterable[Cell], least: int = 1) -> Fraction | None:
    """Return the wanted cells with so many placements ÷ the wanted cells; depth is that of 2."""
    wanted = [cell for cell in cells if cell.wanted]
    return share(sum(1 for cell in wanted if cell.n >= least), len(wanted))


def phases(plan: f.Plan) -> dict[str, int]:
    """Return the placements of each phase.

    Choice: a phase is one that a stage in use holds. Where the stage that held it is archived, the plan has done
    without it on purpose.
    """
    held = {state for stage in kept(plan.stages) for state in stage.states}
    found = {phase: 0 for phase, states in PHASES.items() if held & set(states)}
    for x in counted(plan):
        states = (x.state,) if x.state else by_id(plan.stages, x.stage_id).states
        for phase in found:
            found[phase] += any(state in PHASES[phase] for state in states)
    return found


def cost(plan: f.Plan) -> Fraction:
    """Return what P costs."""
    return sum((exact(x.cost) for x in counted(plan)), Fraction(0))


# D3: balance


def mean(
    plan: f.Plan, value: dict[str, Fraction], of: str, *, by_cost: bool, stage: int | None = None
) -> Fraction | None:
    """Return Σ f·w ÷ Σ w over P, or over P in a stage; f is given by a field of the piece."""
    above, below = Fraction(0), Fraction(0)
    for x in counted(plan):
        if stage is None or x.stage_id == stage:
            weight = exact(x.cost) if by_cost else Fraction(1)
            above += value[getattr(piece_of(plan, x), of)] * weight
            below += weight
    return share(above, below)


BRAND: Final = {"brand": Fraction(1), "activation": Fraction(0)}


def width(plan: f.Plan, breadth: str) -> Fraction | None:
    """Return the share of cost aimed so widely; a placement without breadth of its own has that of its channel."""
    above = Fraction(0)
    for x in counted(plan):
        if (x.breadth or by_id(plan.channels, x.channel_id).breadth) == breadth:
            above += exact(x.cost)
    return share(above, cost(plan))


# D5: completeness

GROUPS: Final = ("demographics", "company_job", "behaviour", "budget", "comm_pref", "content_pref", "needs")
FOCUS: Final = ("company_job", "content_pref", "needs")
JOB: Final = ("org_type", "industry", "department", "title", "seniority", "company_size")


def liked(persona: f.Persona, dim: str, least: int) -> int:
    """Return how many preferences of a dimension are so strong."""
    return sum(1 for strength in persona.prefs.get(dim, {}).values() if strength >= least)


def filled(plan: f.Plan, p: f.Persona) -> dict[str, tuple[int, int]]:
    """Return the filled fields of each group, and how many it has.

    Choice: a manner counts whatever its strength; D5 asks for strength 2 of channels, forms and topics alone.
    """
    kinds = {item.kind for item in plan.items if item.persona_id == p.id}
    least = plan.thresholds.preference_counts_from
    found = {
        "demographics": [key in p.filled for key in ("age_band", "education", "location")],
        "company_job": [key in p.filled for key in JOB],
        "behaviour": [bool(p.drivers), bool(p.traits), "info_sources" in p.filled],
        "budget": [key in p.filled for key in ("budget_range", "budget_cycle")],
        "comm_pref": [liked(p, "channel", least) >= 2, liked(p, "manner", 0) >= 1],
        "content_pref": [liked(p, "form", least) >= 2, liked(p, "topic", least) >= 2],
        "needs": [kind in kinds for kind in ("pain", "challenge", "need", "desire")],
    }
    return {group: (sum(fields), len(fields)) for group, fields in found.items()}


def completeness(plan: f.Plan, p: f.Persona) -> Fraction:
    """Return the score of a persona, 0-100."""
    weights = plan.thresholds.group_weight
    return sum((Fraction(weights[g] * n, of) for g, (n, of) in filled(plan, p).items()), Fraction(0))


def usable(plan: f.Plan, p: f.Persona) -> bool:
    """Tell whether the three groups that matter most are at least 75 % full."""
    groups, least = filled(plan, p), exact(plan.thresholds.usable_share)
    return all(Fraction(groups[key][0], groups[key][1]) >= least for key in FOCUS)


# D7: chain cover


@dataclass(frozen=True, slots=True)
class Person:
    """A person of a chain, the roles merged."""

    code: str
    persona: int | None
    roles: frozenset[str]
    influence: int
    stance: int
    n: int


def deciding(plan: f.Plan) -> list[f.Stage]:
    """Return the stages where the decision is made. Choice: an archived one is no place to reach anybody."""
    return [stage for stage in kept(plan.stages) if stage.decision]


def n_deciding(plan: f.Plan, persona: int | None) -> int:
    """Return the counted placements in decision stages with a persona; nobody can be served by title alone."""
    return sum(n_persona(plan, s.id, persona) for s in deciding(plan)) if persona is not None else 0


def people(plan: f.Plan, chain: f.Chain) -> list[Person]:
    """Return the persons of a chain in the order of their first roles.

    Choice: an archived persona has left the chain, as D1 takes archived personas out of the map.
    """
    found = []
    here = [m for m in chain.members if m.persona_id is None or not by_id(plan.personas, m.persona_id).archived]
    for key in dict.fromkeys((m.persona_id, m.contact_id) for m in here):
        mine = [m for m in here if (m.persona_id, m.contact_id) == key]
        roles = frozenset(COUNTS_AS.get(m.role, m.role) for m in mine)
        code = mine[0].code if key[0] is None else by_id(plan.personas, key[0]).code
        found.append(Person(code, key[0], roles, mine[0].influence, mine[0].stance, n_deciding(plan, key[0])))
    return found


def cover(plan: f.Plan, chain: f.Chain) -> Fraction | None:
    """Return Σ inf·min(1, n/2) ÷ Σ inf. Choice: without any decision stage an input is missing, so it is n/a."""
    if not deciding(plan):
        return None
    all_ = people(plan, chain)
    reached = sum((p.influence * min(Fraction(1), Fraction(p.n, 2)) for p in all_), Fraction(0))
    return share(reached, sum(p.influence for p in all_))


def support(plan: f.Plan, chain: f.Chain) -> Fraction | None:
    """Return Σ inf·stance ÷ 2Σ inf."""
    all_ = people(plan, chain)
    return share(sum(p.influence * p.stance for p in all_), 2 * sum(p.influence for p in all_))


def missing(plan: f.Plan, chain: f.Chain) -> list[str]:
    """Return the required roles that nobody holds."""
    held = {role for person in people(plan, chain) for role in person.roles}
    return [role for role in REQUIRED[by_id(plan.segments, chain.segment_id).account_class] if role not in held]


def champion_advised(plan: f.Plan, chain: f.Chain) -> bool:
    """Tell whether a champion is advised and nobody is one."""
    held = {role for person in people(plan, chain) for role in person.roles}
    return by_id(plan.segments, chain.segment_id).account_class in ("sme", "group") and "champion" not in held


def silent(plan: f.Plan, chain: f.Chain) -> set[str]:
    """Return the roles that no placement reaches: every holder has none."""
    all_ = people(plan, chain)
    roles = {role for person in all_ for role in person.roles}
    return {role for role in roles if all(person.n == 0 for person in all_ if role in person.roles)}


# D15 and D16: hours and fame


def hours_left(plan: f.Plan, capability: str) -> Fraction:
    """Return the hours of a capability that the pieces still take."""
    left = plan.thresholds.effort_left
    mine = [piece for piece in kept(plan.pieces) if piece.capability == capability]
    return sum((exact(piece.effort_h) * exact(left[piece.status]) for piece in mine), Fraction(0))


def there(row: f.Resource, today: date) -> bool:
    """Tell whether somebody is there today. Choice: who comes later or has left does not share today's work."""
    return (row.start is None or row.start <= today) and (row.end is None or today <= row.end)


def hours_had(plan: f.Plan, capability: str, today: date) -> Fraction:
    """Return the hours a month that people of a capability work: 160 an FTE, four fifths of them on the work."""
    found = Fraction(0)
    for row in kept(plan.resources):
        if row.kind == "people" and row.capability == capability and there(row, today):
            gross = row.hours_month if row.hours_month is not None else (row.fte or Decimal(0)) * 160
            found += exact(gross) * Fraction(4, 5)
    return found


def capabilities(plan: f.Plan, today: date) -> set[str]:
    """Return the capabilities that have work left or people today."""
    working = {row.capability for row in kept(plan.resources) if row.kind == "people" and there(row, today)}
    asked = {one for one in {piece.capability for piece in plan.pieces} if hours_left(plan, one)}
    return {one for one in working | asked if one}


def strength(plan: f.Plan, capability: str, today: date) -> int:
    """Return how strong a capability is: as strong as its best people."""
    rows = [row for row in kept(plan.resources) if row.kind == "people" and there(row, today)]
    return max((row.strength for row in rows if row.capability == capability), default=0)


def match(plan: f.Plan, today: date) -> Fraction | None:
    """Return the hours in capabilities with strength ≥4 ÷ all hours."""
    hours = {one: hours_left(plan, one) for one in capabilities(plan, today)}
    strong = sum((n for one, n in hours.items() if strength(plan, one, today) >= 4), Fraction(0))
    return share(strong, sum(hours.values(), Fraction(0)))


def budget(plan: f.Plan) -> Fraction | None:
    """Return the money of the plan; None where no row says how much."""
    amounts = [exact(row.amount) for row in kept(plan.resources) if row.kind == "money" and row.amount is not None]
    return sum(amounts, Fraction(0)) if amounts else None


def next_month(month: tuple[int, int]) -> tuple[int, int]:
    """Return the month after."""
    return (month[0], month[1] + 1) if month[1] < 12 else (month[0] + 1, 1)


def months(plan: f.Plan) -> list[tuple[int, int]]:
    """Return the months from the plan's start to that of the last dated placement."""
    dated = [(x.start.year, x.start.month) for x in counted(plan) if x.start is not None]
    month, found = (plan.workspace.plan_start.year, plan.workspace.plan_start.month), []
    while dated and month <= max(dated):
        found.append(month)
        month = next_month(month)
    return found


def brand_months(plan: f.Plan) -> list[bool]:
    """Return for each of these months whether it has a brand placement.

    Choice: a placement is there in every month from its start to its end, not only in the one it starts in.
    """
    spans = [(x.start, x.end or x.start) for x in counted(plan) if x.start and piece_of(plan, x).horizon == "brand"]
    there = [((first.year, first.month), (last.year, last.month)) for first, last in spans]
    return [any(first <= month <= last for first, last in there) for month in months(plan)]


@dataclass(frozen=True, slots=True)
class Fame:
    """The three parts of fame and the score 0-100."""

    consistency: Fraction | None
    continuity: Fraction | None
    memorability: Fraction | None
    score: Fraction | None


def fame(plan: f.Plan) -> Fame:
    """Return the parts of fame, and the score; 0 without a brand placement, n/a where nothing has a date.

    Choice: the mean rating is that of the pieces, however often each is placed; 0.6 stands in where none is rated.
    """
    placed = [piece_of(plan, x) for x in counted(plan) if piece_of(plan, x).horizon == "brand"]
    if not placed:
        return Fame(None, None, None, Fraction(0))
    consistency = Fraction(sum(1 for k in placed if k.uses_core_message or k.uses_asset), len(placed))
    with_brand = brand_months(plan)
    continuity = share(sum(with_brand), len(with_brand))
    used = [k for k in plan.pieces if any(k.id == one.id for one in placed)]
    rated = [Fraction(k.memorability, 5) for k in used if k.memorability is not None]
    memorable = sum(rated, Fraction(0)) / len(rated) if rated else Fraction(3, 5)
    score = None if continuity is None else 100 * consistency * continuity * memorable
    return Fame(consistency, continuity, memorable, score)
