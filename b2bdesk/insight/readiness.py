"""How far a plan is, in eight steps, and what to do next (DOMAIN E, V1; F 17-19, 42, 90).

A step is done, begun or open; its sentence says by which data. The order is that in which a plan is made.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from b2bdesk.insight import chains, completeness, coverage
from b2bdesk.insight.facts import Plan
from b2bdesk.insight.help import budget
from b2bdesk.insight.index import Index, index
from b2bdesk.insight.speech import Fact, Label, Money, Words
from b2bdesk.terms import Answer, ChainKind, Cta, FINISHED, Motion, N_, ResourceKind, Role, SegmentRole

AGREED: Final = ("marketing", "operations", "sales")
"""Those who have to agree on the plan."""


class State(StrEnum):
    """How far a step is."""

    OPEN = "open"
    BEGUN = "begun"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name, its state, why it has it, the room where it is worked on, and what to do there."""

    key: str
    name: str
    state: State
    sentence: str
    room: str
    todo: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Readiness:
    """All steps in their order."""

    steps: tuple[Step, ...]

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(step.state is State.DONE for step in self.steps)

    @property
    def next(self) -> Step | None:
        """The step to take next: the first open one, else the first begun one; None when all are done."""
        for wanted in (State.OPEN, State.BEGUN):
            for step in self.steps:
                if step.state is wanted:
                    return step
        return None


Found = tuple[State, str, Mapping[str, Fact]]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a plan in one step."""

    key: str
    name: str
    room: str
    todo: str
    look: Callable[[Index, date], Found]


def readiness(plan: Plan, today: date) -> Readiness:
    """Return how far a plan is."""
    ix = index(plan)
    steps = []
    for one in QUESTIONS:
        state, sentence, facts = one.look(ix, today)
        steps.append(Step(one.key, one.name, state, sentence, one.room, one.todo, facts))
    return Readiness(tuple(steps))


def positioning(ix: Index, today: date) -> Found:
    """One position, both positioning questions answered with yes, agreed with all three parties."""
    company = ix.plan.company
    if not company.positioning:
        return State.OPEN, N_("Nobody has said yet which segment and need you claim."), {}
    if Answer.NO in (company.segment_exists, company.solves_need):
        return State.BEGUN, N_("The segment does not exist, or you do not solve its need: position anew."), {}
    if Answer.UNKNOWN in (company.segment_exists, company.solves_need):
        return State.BEGUN, N_("Does the segment exist, and do you solve its need? This is still unknown."), {}
    missing = tuple(party for party in AGREED if party not in agreed(ix.plan, today))
    if missing:
        facts: dict[str, Fact] = {"party": Label("party", missing[0]), "n": len(missing)}
        if len(missing) == 1:
            return State.BEGUN, N_("Not agreed with {party} within the last 90 days."), facts
        return State.BEGUN, N_("{n} of 3 parties have not agreed within the last 90 days."), facts
    return State.DONE, N_("Agreed with marketing, operations and sales."), {}


def agreed(plan: Plan, today: date) -> set[str]:
    """Return the parties with an agreement that still holds (B, Alignment)."""
    oldest = today - timedelta(days=plan.thresholds.agreement_days)
    return {one.party for one in plan.alignments if oldest <= one.agreed_on <= today}


def focus(ix: Index, _today: date) -> Found:
    """One segment in focus, the others a long tail; who sells to named accounts has named one (F 18, 19)."""
    plan = ix.plan
    segments = [one for one in plan.segments if not one.archived]
    if not segments:
        return State.OPEN, N_("No segment yet."), {}
    chosen = [one for one in segments if one.role == SegmentRole.FOCUS]
    facts: dict[str, Fact] = {"n": len(chosen), "all": len(segments)}
    if not chosen:
        return State.BEGUN, N_("None of {all} segments is in focus."), facts
    if len(chosen) > 1:
        return State.BEGUN, N_("{n} segments in focus; one position is easier to win."), facts
    accounts = any(chain.kind == ChainKind.ACCOUNT for chain in plan.chains if not chain.archived)
    if plan.company.motion == Motion.ABM and not accounts:
        return State.BEGUN, N_("You sell to named accounts, and none has a decision chain yet."), facts
    return (
        State.DONE,
        N_("{name} in focus, {rest} more in the long tail."),
        {
            "name": chosen[0].name,
            "rest": len(segments) - 1,
        },
    )


def who(ix: Index, _today: date) -> Found:
    """At least one persona, and all of those in use usable."""
    if not ix.personas:
        return State.OPEN, N_("No persona yet."), {}
    states = completeness.of_plan(ix.plan)
    weak = [persona for persona in ix.personas if not states[persona.id].usable]
    facts: dict[str, Fact] = {"n": len(ix.personas)}
    if not weak:
        return State.DONE, N_("{n} personas, all usable."), facts
    if len(weak) == 1:
        return State.BEGUN, N_("{n} personas; {name} is not usable yet."), {**facts, "name": weak[0].name}
    return State.BEGUN, N_("{n} personas; {weak} of them are not usable yet."), {**facts, "weak": len(weak)}


def decides(ix: Index, _today: date) -> Found:
    """At least one decision chain, and no required role missing in any."""
    covers = chains.of_plan(ix.plan)
    if not covers:
        return State.OPEN, N_("No decision chain yet."), {}
    facts: dict[str, Fact] = {"n": len(covers)}
    gaps = {key: cover.missing for key, cover in covers.items() if cover.missing}
    if not gaps:
        return State.DONE, N_("{n} chains, every required role is held."), facts
    headless = [key for key, roles in gaps.items() if Role.DECIDER in roles]
    state = State.OPEN if headless else State.BEGUN
    if headless:
        return state, N_("{bad} of {n} chains: nobody decides."), {**facts, "bad": len(headless)}
    return state, N_("{bad} of {n} chains: a required role is missing."), {**facts, "bad": len(gaps)}


def what(ix: Index, _today: date) -> Found:
    """At least one finished piece that asks for a next step."""
    pieces = [piece for piece in ix.plan.pieces if not piece.archived]
    finished = [piece for piece in pieces if piece.status in FINISHED]
    facts: dict[str, Fact] = {"n": len(pieces), "finished": len(finished)}
    if not pieces:
        return State.OPEN, N_("No content yet."), {}
    if not finished:
        return State.BEGUN, N_("{n} pieces, none of them ready or published."), facts
    if all(piece.cta in ("", Cta.NONE) for piece in finished):
        return State.BEGUN, N_("{n} pieces, {finished} finished; none asks for a next step."), facts
    return State.DONE, N_("{n} pieces, {finished} ready or published."), facts


def where(ix: Index, _today: date) -> Found:
    """At least one channel in use, and something at each stage where a channel is recommended."""
    if not ix.channels:
        return State.OPEN, N_("No channel yet."), {}
    places = coverage.stage_channel(ix.plan)
    facts: dict[str, Fact] = {"n": len(ix.channels), "covered": places.covered, "required": places.required}
    if not ix.counted:
        return State.BEGUN, N_("{n} channels, nothing is placed in them yet."), facts
    if places.covered < places.required:
        return State.BEGUN, N_("{n} channels, {covered} of {required} good pairs in use."), facts
    return State.DONE, N_("{n} channels, all {required} good pairs in use."), facts


def landing(ix: Index, _today: date) -> Found:
    """At least one landing pool, and all in use looked after and connected."""
    pools = [pool for pool in ix.plan.pools if not pool.archived]
    if not pools:
        return State.OPEN, N_("No landing pool yet."), {}
    used = [pool for pool in pools if pool.id in ix.pool_cost]
    loose = [pool for pool in used if not (pool.owner and pool.connected)]
    if len(loose) == 1:
        lacks = tuple(
            words
            for words, there in ((N_("no owner"), loose[0].owner), (N_("not connected"), loose[0].connected))
            if not there
        )
        return State.BEGUN, N_("{pool}: {lacks}."), {"pool": loose[0].name, "lacks": Words(lacks)}
    if loose:
        return State.BEGUN, N_("{n} pools in use have no owner or are not connected."), {"n": len(loose)}
    if not used:
        return State.BEGUN, N_("{n} pools, no placement leads to one."), {"n": len(pools)}
    return State.DONE, N_("{n} pools in use, all looked after."), {"n": len(used)}


def numbers(ix: Index, _today: date) -> Found:
    """Money and people entered (B, Resource), and the plan costs no more than there is."""
    plan = ix.plan
    kinds = {one.kind for one in plan.resources if not one.archived}
    if kinds.isdisjoint((ResourceKind.MONEY, ResourceKind.PEOPLE)):
        return State.OPEN, N_("Neither money nor people entered yet."), {}
    if ResourceKind.PEOPLE not in kinds:
        return State.BEGUN, N_("Nobody who does the work entered yet."), {}
    money = budget(plan)
    if money is None:
        return State.BEGUN, N_("No budget entered yet."), {}
    currency = plan.workspace.currency
    facts: dict[str, Fact] = {"cost": Money(ix.cost, currency), "budget": Money(money, currency)}
    if ix.cost > money:
        return State.BEGUN, N_("{cost} planned, more than the budget of {budget}."), facts
    return State.DONE, N_("{cost} planned of {budget}."), facts


QUESTIONS: Final = (
    Question(
        "positioning",
        N_("Positioning"),
        "company",
        N_("Say which segment and need you claim, and agree on it."),
        positioning,
    ),
    Question("focus", N_("Focus"), "segments", N_("Choose the one segment to focus on."), focus),
    Question("who", N_("Who"), "personas", N_("Describe whom you want to win."), who),
    Question("decides", N_("Who decides"), "chains", N_("Say who decides, and in which role."), decides),
    Question("what", N_("What"), "content", N_("Collect the content that you have or want."), what),
    Question("where", N_("Where"), "map", N_("Place content in channels, stage by stage."), where),
    Question(
        "landing", N_("Where they land"), "channels", N_("Say where visitors are received, and by whom."), landing
    ),
    Question("numbers", N_("Numbers"), "company", N_("Enter money and people."), numbers),
)
"""The steps in the order in which a plan is made."""
