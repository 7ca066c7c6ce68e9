"""Who decides together, and whether content reaches them where the decision is made (D7)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from b2bdesk.insight.facts import Chain, Member, Plan
from b2bdesk.insight.index import Index, index
from b2bdesk.terms import AccountClass, N_, Role

COUNTS_AS: Final = {Role.ECONOMIC: Role.DECIDER, Role.TECHNICAL: Role.INFLUENCER, Role.COACH: Role.CHAMPION}
"""Roles that fill another one."""

REQUIRED: Final = {
    AccountClass.STARTUP: (Role.USER, Role.DECIDER),
    AccountClass.SME: (Role.INITIATOR, Role.USER, Role.INFLUENCER, Role.DECIDER, Role.BUYER),
    AccountClass.GROUP: (
        Role.INITIATOR,
        Role.USER,
        Role.INFLUENCER,
        Role.DECIDER,
        Role.APPROVER,
        Role.BUYER,
        Role.GATEKEEPER,
    ),
}
"""Roles a chain needs, by account class."""

ADVISED: Final = {AccountClass.STARTUP: (), AccountClass.SME: (Role.CHAMPION,), AccountClass.GROUP: (Role.CHAMPION,)}
"""Roles a chain had better have."""

MUST_HEAR: Final = (Role.USER, Role.DECIDER)
"""Roles that may not stay without content (G27)."""


QUESTIONS: Final = {
    Role.INITIATOR: N_("Who notices the trouble first and starts the search?"),
    Role.USER: N_("Who will work with it every day?"),
    Role.INFLUENCER: N_("Whose judgement of the product do the others ask for?"),
    Role.TECHNICAL: N_("Who tests whether it fits the systems in place?"),
    Role.DECIDER: N_("Who says yes in the end?"),
    Role.ECONOMIC: N_("Whose budget pays for it?"),
    Role.APPROVER: N_("Who must release the money or sign?"),
    Role.BUYER: N_("Who negotiates the price and the contract?"),
    Role.GATEKEEPER: N_("Who decides which suppliers get through at all?"),
    Role.CHAMPION: N_("Who speaks for us when we are not in the room?"),
    Role.COACH: N_("Who tells us how things are decided there?"),
}
"""Who else decides? What to ask to find who holds a role."""


@dataclass(frozen=True, slots=True)
class Person:
    """One person of a chain, roles merged; n = counted placements in decision stages for this person."""

    code: str
    name: str
    persona_id: int | None
    contact_id: int | None
    roles: tuple[Role, ...]
    influence: int
    stance: int
    n: int


@dataclass(frozen=True, slots=True)
class Cover:
    """How well a chain is served: cover 0-1, support -1 to 1 (None without members), and what is missing."""

    chain_id: int
    cover: Fraction | None
    support: Fraction | None
    missing: tuple[Role, ...]
    advised: tuple[Role, ...]
    silent: tuple[Role, ...]
    people: tuple[Person, ...]


def chain_cover(plan: Plan, chain: Chain) -> Cover:
    """Return cover, missing roles and support of a chain (D7)."""
    ix = index(plan)
    everyone = people(ix, chain)
    segment = ix.segment.get(chain.segment_id)
    size = AccountClass(segment.account_class) if segment else None
    missing, advised = lacking(size, (role for person in everyone for role in person.roles))
    enough = plan.thresholds.content_enough
    cover = weighted_cover(everyone, enough) if decision_stages(ix) else None
    return Cover(chain.id, cover, support(everyone), missing, advised, silent_roles(everyone), everyone)


def lacking(size: AccountClass | None, roles: Iterable[Role]) -> tuple[tuple[Role, ...], tuple[Role, ...]]:
    """Return the required and the advised roles of a class of accounts that none of these fills."""
    if size is None:
        return (), ()
    held = {COUNTS_AS.get(role, role) for role in roles}
    missing, advised = ([role for role in wanted[size] if role not in held] for wanted in (REQUIRED, ADVISED))
    return tuple(missing), tuple(advised)


def weighted_cover(everyone: tuple[Person, ...], enough: int) -> Fraction | None:
    """Return the sum of influence x min(1, n/2) over the sum of influence; None without members."""
    total = sum(p.influence for p in everyone)
    reached = sum((p.influence * min(Fraction(1), Fraction(p.n, enough)) for p in everyone), Fraction(0))
    return reached / total if total else None


def contribution(cover: Cover, person: Person, enough: int) -> tuple[Fraction, Fraction]:
    """Return the share of the chain's cover a person brings, and the most this person could bring."""
    total = sum(p.influence for p in cover.people)
    most = Fraction(person.influence, total) if total else Fraction(0)
    return most * min(Fraction(1), Fraction(person.n, enough)), most


def support(everyone: tuple[Person, ...]) -> Fraction | None:
    """Return the sum of influence x stance over twice the sum of influence, -1 to 1; None without members."""
    total = sum(p.influence for p in everyone)
    return Fraction(sum(p.influence * p.stance for p in everyone), 2 * total) if total else None


def silent_roles(everyone: tuple[Person, ...]) -> tuple[Role, ...]:
    """Return the roles none of whose holders meets a placement in a decision stage."""
    reach: defaultdict[Role, int] = defaultdict(int)
    for person in everyone:
        for role in person.roles:
            reach[COUNTS_AS.get(role, role)] += person.n
    return tuple(role for role in Role if role in reach and not reach[role])


def people(ix: Index, chain: Chain) -> tuple[Person, ...]:
    """Return the people of a chain in the order they entered; archived personas have left it."""
    rows: defaultdict[tuple[int | None, int | None], list[Member]] = defaultdict(list)
    for m in chain.members:
        if m.persona_id is None or (m.persona_id in ix.persona and not ix.persona[m.persona_id].archived):
            rows[m.persona_id, m.contact_id].append(m)
    reach = decision_reach(ix)
    return tuple(person(ix, members, reach) for members in rows.values())


def person(ix: Index, members: list[Member], reach: Mapping[int, int]) -> Person:
    """Merge the roles of one person."""
    first = members[0]
    persona = None if first.persona_id is None else ix.persona[first.persona_id]
    named = persona if persona and first.contact_id is None else first
    roles = tuple(dict.fromkeys(Role(m.role) for m in members))
    n = reach.get(persona.id, 0) if persona else 0
    return Person(named.code, named.name, first.persona_id, first.contact_id, roles, first.influence, first.stance, n)


def decision_stages(ix: Index) -> set[int]:
    """Return the active stages where the decision is made."""
    return {stage.id for stage in ix.stages if stage.decision}


def decision_reach(ix: Index) -> Mapping[int, int]:
    """Return the counted placements in decision stages by persona."""
    stages = decision_stages(ix)
    reach: defaultdict[int, int] = defaultdict(int)
    for (stage, persona), n in ix.stage_persona.items():
        if stage in stages:
            reach[persona] += n
    return reach


def of_plan(plan: Plan) -> dict[int, Cover]:
    """Return the cover of every active chain, by id."""
    return {chain.id: chain_cover(plan, chain) for chain in plan.chains if not chain.archived}


# ---- two chains beside each other


@dataclass(frozen=True, slots=True)
class RoleBeside:
    """Who holds a role in one chain and in another; `differs` where the same role thinks or weighs otherwise."""

    role: Role
    here: tuple[Person, ...]
    there: tuple[Person, ...]

    @property
    def where(self) -> str:
        """Which chain has it: "both", "here" or "there"."""
        return "both" if self.here and self.there else "here" if self.here else "there"

    @property
    def differs(self) -> tuple[str, ...]:
        """What differs between the holders: "stance", "influence"."""
        if self.where != "both":
            return ()
        weighty = [max(people, key=lambda p: p.influence) for people in (self.here, self.there)]
        return tuple(key for key in ("stance", "influence") if getattr(weighty[0], key) != getattr(weighty[1], key))


def compared(here: Cover, there: Cover) -> tuple[RoleBeside, ...]:
    """Return the roles that either chain has, in the order of roles, with who holds them."""
    rows = []
    for role in Role:
        sides = [tuple(p for p in cover.people if role in p.roles) for cover in (here, there)]
        if sides[0] or sides[1]:
            rows.append(RoleBeside(role, *sides))
    return tuple(rows)
