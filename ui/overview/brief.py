"""What the overview says, as values: made of the plan's summary, painted by the tiles."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from b2bdesk import i18n
from b2bdesk.i18n import tr, trn
from b2bdesk.insight import chains, coverage
from b2bdesk.insight.balance import balance, brand_target
from b2bdesk.insight.fame import fame
from b2bdesk.insight.help import budget
from b2bdesk.insight.index import Index, index
from b2bdesk.insight.readiness import readiness, State
from b2bdesk.terms import Level, Role
from ui.summary import Said, Summary

MOST_PEOPLE: Final = 8
MOST_GAPS: Final = 6
MOST_COMING: Final = 10
AHEAD: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of readiness in words."""

    key: str
    name: str
    state: State
    sentence: str
    room: str


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One persona at one stage."""

    stage_id: int
    persona_id: int
    n: int
    level: Level
    needed: bool


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A persona with its cells."""

    persona_id: int
    name: str
    cells: tuple[HeatCell | None, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A share beside its target: all 0-1; `off` when it lies outside the band."""

    name: str
    share: float | None
    target: float | None
    tolerance: float
    off: bool


@dataclass(frozen=True, slots=True)
class Coming:
    """A placement that starts within the next days."""

    id: int
    day: date
    status: str
    code: str
    title: str
    channel: str


@dataclass(frozen=True, slots=True)
class Money:
    """What is planned and what there is, in the plan's currency; `budget` None while nobody has said."""

    cost: Decimal
    budget: Decimal | None
    currency: str


@dataclass(frozen=True)
class Brief:
    """The whole briefing."""

    headline: tuple[tuple[str, bool], ...]
    """(text, whether it is bad news), said one after the other."""
    steps: tuple[StepLine, ...]
    done: int
    next: tuple[str, str] | None
    """What to do next, and the room where it is done."""
    stages: tuple[tuple[int, str], ...]
    people: tuple[HeatRow, ...]
    more_people: int
    covered: int
    required: int
    deep: int
    gaps: tuple[Said, ...]
    findings: int
    begun: bool
    """Whether there is anything for the rules to look at."""
    balance: tuple[Bar, ...]
    emotional: tuple[Bar, ...]
    coming: tuple[Coming, ...]
    coming_count: int
    fame: float
    fame_says: str
    brand_months: tuple[tuple[date, bool], ...]
    money: Money


def brief(summary: Summary) -> Brief:
    """Return what the overview says of a plan."""
    plan, today = summary.plan, summary.today
    ix = index(plan)
    found, cover = readiness(plan, today), coverage.stage_persona(plan)
    steps = tuple(
        StepLine(one.key, tr(one.name), one.state, _said(summary, one.sentence, one.facts), one.room)
        for one in found.steps
    )
    step = found.next
    rows = _people(ix, cover)
    coming = _coming(ix, today)
    known = fame(plan)
    return Brief(
        headline=_headline(summary, ix, cover),
        steps=steps,
        done=found.done,
        next=None if step is None else (tr(step.todo), step.room),
        stages=tuple((stage.id, stage.name) for stage in ix.stages),
        people=rows[:MOST_PEOPLE],
        more_people=max(0, len(rows) - MOST_PEOPLE),
        covered=cover.covered,
        required=cover.required,
        deep=cover.deep,
        gaps=summary.findings[:MOST_GAPS],
        findings=len(summary.findings),
        begun=bool(plan.personas and plan.pieces),
        balance=_balance(summary),
        emotional=_emotional(summary),
        coming=coming[:MOST_COMING],
        coming_count=len(coming),
        fame=float(known.score or 0),
        fame_says=_fame(ix),
        brand_months=tuple((month, month in ix.brand_months) for month in ix.months)[-6:],
        money=Money(ix.cost, budget(plan), plan.workspace.currency),
    )


def _said(summary: Summary, template: str, facts: Mapping[str, object]) -> str:
    return i18n.render(template, {name: summary.voice(fact) for name, fact in facts.items()})  # type: ignore[arg-type]


def _headline(summary: Summary, ix: Index, cover: coverage.Coverage) -> tuple[tuple[str, bool], ...]:
    """Return the plan in one or two sentences: how much is covered, who misses most, which chain has no decider."""
    if not cover.required:
        return ((tr("This plan is still empty. Begin with your position, then with whom you want to win."), False),)
    parts = [
        (
            tr(
                "{covered} of {required} pairs of persona and stage are covered.",
                covered=cover.covered,
                required=cover.required,
            ),
            False,
        )
    ]
    if worst := _worst(ix, cover):
        parts.append((worst, True))
    headless = [
        chain.name
        for chain in ix.plan.chains
        if (found := chains.of_plan(ix.plan).get(chain.id)) and Role.DECIDER in found.missing
    ]
    if headless:
        parts.append((tr("Nobody decides in “{chain}”.", chain=headless[0]), True))
    if len(parts) == 1 and not summary.findings:
        parts.append((tr("Nothing is missing that the rules know of."), False))
    return tuple(parts)


def _worst(ix: Index, cover: coverage.Coverage) -> str:
    empty: dict[int, int] = {}
    asked: dict[int, int] = {}
    for cell in cover.cells:
        if cell.required:
            asked[cell.other_id] = asked.get(cell.other_id, 0) + 1
            empty[cell.other_id] = empty.get(cell.other_id, 0) + (cell.n == 0)
    worst = max(empty, key=lambda one: (empty[one], ix.persona[one].priority, -one), default=None)
    if worst is None or not empty[worst]:
        return ""
    n = empty[worst]
    name = ix.persona[worst].name
    return trn(
        "{name} meets nothing at {n} of {all} stages.",
        "{name} meets nothing at {n} of {all} stages.",
        n,
        name=name,
        all=asked[worst],
    )


def _people(ix: Index, cover: coverage.Coverage) -> tuple[HeatRow, ...]:
    cells = {
        (cell.stage_id, cell.other_id): HeatCell(cell.stage_id, cell.other_id, cell.n, cell.level, cell.required)
        for cell in cover.cells
    }
    rows = [
        HeatRow(one.id, one.name, tuple(cells.get((stage.id, one.id)) for stage in ix.stages)) for one in ix.personas
    ]
    if len(rows) > MOST_PEOPLE:  # those whom most is missing for come first, as not all can be shown
        rows.sort(key=lambda row: -sum(cell is not None and cell.needed and cell.n == 0 for cell in row.cells))
    return tuple(rows)


def _balance(summary: Summary) -> tuple[Bar, ...]:
    plan, limits, found = summary.plan, summary.plan.thresholds, balance(summary.plan)
    return (
        _bar(tr("Brand"), found.brand_cost, brand_target(plan), limits.brand_tolerance),
        _bar(tr("New buyers"), found.new_cost, limits.new_target, limits.new_tolerance),
    )


def _emotional(summary: Summary) -> tuple[Bar, ...]:
    plan, limits = summary.plan, summary.plan.thresholds
    stage = index(plan).stage
    return tuple(
        _bar(stage[one].name, share, stage[one].target_emotional, limits.emotional_tolerance)
        for one, share in balance(plan).emotional_count.items()
    )


def _bar(name: str, share: object, target: float | None, tolerance: float) -> Bar:
    value = None if share is None else float(share)  # type: ignore[arg-type]
    off = value is not None and target is not None and round(abs(value - target), 4) > round(tolerance, 4)
    return Bar(name, value, target, tolerance, off)


def _coming(ix: Index, today: date) -> tuple[Coming, ...]:
    ahead = [x for x in ix.counted if x.start is not None and today <= x.start <= today + AHEAD]
    ahead.sort(key=lambda x: (x.start or today, x.code))
    return tuple(
        Coming(
            x.id,
            x.start or today,
            x.status,
            ix.piece[x.content_id].code,
            ix.piece[x.content_id].name,
            ix.channel[x.channel_id].name,
        )
        for x in ahead
    )


def _fame(ix: Index) -> str:
    if not ix.brand:
        return tr("No brand content runs, so nothing makes the company come to mind.")
    carrying = sum(ix.piece[x.content_id].uses_core_message or ix.piece[x.content_id].uses_asset for x in ix.brand)
    said = tr("{n} of {all} brand placements carry the core message or the asset.", n=carrying, all=len(ix.brand))
    silent = [month for month in ix.months if month not in ix.brand_months]
    if silent:
        months = trn("{n} month without brand content.", "{n} months without brand content.", len(silent))
        return i18n.sentences(said, months)
    return said
