"""Decision chains as they are drawn: people with all their roles, and how they stand to each other."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from b2bdesk.domain.chain import ChainMember, ChainRelation, DecisionChain
from b2bdesk.domain.evidence import Evidence, EvidenceAnswer, EvidenceLink
from b2bdesk.domain.persona import Persona
from b2bdesk.domain.segment import Segment
from b2bdesk.insight.interview import BEHAVIOUR
from b2bdesk.insight.roles import SEEN
from b2bdesk.terms import Access, Polarity

REACH = tuple(str(access) for access in Access)


@dataclass(frozen=True, slots=True)
class ChainName:
    """A chain to choose."""

    id: int
    code: str
    name: str
    segment: str
    archived: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """One role a person holds: the row it stands in."""

    member_id: int
    role: str


@dataclass(frozen=True, slots=True)
class ChainPerson:
    """One person with all roles; `id` is the first row. `x` and `y` are None while the layout finds the place."""

    id: int
    persona_id: int | None
    code: str
    name: str
    title: str
    photo: str
    roles: tuple[Held, ...]
    influence: int
    authority: str
    stance: int
    access: str
    concern: str
    veto: str
    x: float | None = None
    y: float | None = None
    archived: bool = False

    @property
    def members(self) -> tuple[int, ...]:
        """The rows of this person."""
        return tuple(held.member_id for held in self.roles)

    @property
    def place(self) -> tuple[float, float] | None:
        """Where a person has been put."""
        return None if self.x is None or self.y is None else (self.x, self.y)


@dataclass(frozen=True, slots=True)
class ChainTie:
    """A relation between two people, by their ids."""

    id: int
    from_: int
    to: int
    type: str


@dataclass(frozen=True, slots=True)
class ChainBoard:
    """One chain as it is drawn."""

    id: int
    code: str
    name: str
    kind: str
    account: str
    segment_id: int
    segment: str
    account_class: str
    people: tuple[ChainPerson, ...] = ()
    ties: tuple[ChainTie, ...] = ()
    by_id: dict[int, ChainPerson] = field(default_factory=dict, compare=False, repr=False)
    """People by any of their rows."""

    def person(self, member: int | None) -> ChainPerson | None:
        """Return the person whom a row is about."""
        return None if member is None else self.by_id.get(member)

    def holders(self, role: str) -> list[ChainPerson]:
        """Return who holds a role."""
        return [one for one in self.people if any(held.role == role for held in one.roles)]


def chain_names(session: Session) -> list[ChainName]:
    """Return all chains in their order, those put away last."""
    query = (
        select(DecisionChain.id, DecisionChain.code, DecisionChain.name, Segment.name, DecisionChain.archived)
        .join(Segment, Segment.id == DecisionChain.segment_id)
        .order_by(DecisionChain.archived, DecisionChain.sort, DecisionChain.id)
    )
    return [ChainName(*row) for row in session.execute(query)]


def chain_board(session: Session, chain: int) -> ChainBoard | None:
    """Return a chain with its people and relations; None if it is gone."""
    row = session.execute(
        select(DecisionChain, Segment.name, Segment.account_class)
        .join(Segment, Segment.id == DecisionChain.segment_id)
        .where(DecisionChain.id == chain)
    ).first()
    if row is None:
        return None
    head, segment, account_class = row
    people = _people(session, chain)
    by_id = {member: one for one in people for member in one.members}
    ties = tuple(_ties(session, chain, by_id))
    names = (head.id, head.code, head.name, head.kind, head.account, head.segment_id, segment, account_class)
    return ChainBoard(*names, people, ties, by_id)


def chain_of_member(session: Session, member: int) -> int | None:
    """Return the chain a row belongs to."""
    return session.scalar(select(ChainMember.chain_id).where(ChainMember.id == member))


def persona_titles(session: Session) -> dict[int, str]:
    """Return the job titles of personas."""
    return {row.id: row.title for row in session.execute(select(Persona.id, Persona.title))}


def evidence_of(session: Session, person: ChainPerson) -> list[tuple[int, str, str, str]]:
    """Return the evidence for or against a person: id, code, title, and which way it speaks."""
    mine = EvidenceLink.member_id.in_(person.members)
    about = mine | (EvidenceLink.persona_id == person.persona_id) if person.persona_id is not None else mine
    query = (
        select(Evidence.id, Evidence.code, Evidence.title, EvidenceLink.polarity)
        .join(EvidenceLink, EvidenceLink.evidence_id == Evidence.id)
        .where(about, Evidence.archived.is_(False))
        .order_by(Evidence.date.desc(), Evidence.id)
    )
    return [(row, code, title, polarity) for row, code, title, polarity in session.execute(query.distinct())]


def behaviour_of(session: Session, person: ChainPerson) -> tuple[str, ...]:
    """Return what evidence says a person was seen to do, as codes of `roles.SEEN`."""
    query = (
        select(EvidenceAnswer.answer)
        .join(EvidenceLink, EvidenceLink.evidence_id == EvidenceAnswer.evidence_id)
        .join(Evidence, Evidence.id == EvidenceAnswer.evidence_id)
        .where(EvidenceAnswer.question == BEHAVIOUR, EvidenceLink.member_id.in_(person.members))
        .where(Evidence.archived.is_(False), EvidenceLink.polarity == Polarity.SUPPORTS)
    )
    found = set(session.scalars(query))
    return tuple(code for code in SEEN if code in found)


def _people(session: Session, chain: int) -> tuple[ChainPerson, ...]:
    rows: defaultdict[tuple[int | None, str], list[ChainMember]] = defaultdict(list)
    query = select(ChainMember).where(ChainMember.chain_id == chain).order_by(ChainMember.sort, ChainMember.id)
    for member in session.scalars(query):
        rows[member.persona_id, "" if member.persona_id else member.title].append(member)
    wanted = [persona for persona, _ in rows if persona is not None]
    personas = {one.id: one for one in session.scalars(select(Persona).where(Persona.id.in_(wanted)))}
    return tuple(_person(group, personas.get(key[0] or 0)) for key, group in rows.items())


def _person(rows: list[ChainMember], persona: Persona | None) -> ChainPerson:
    first = rows[0]
    placed = next((row for row in rows if row.x is not None and row.y is not None), first)
    found = ChainPerson(
        first.id,
        first.persona_id,
        first.code,
        first.title,
        "",
        "",
        tuple(Held(row.id, row.role) for row in rows),
        first.influence,
        first.authority,
        first.stance,
        max((row.access for row in rows), key=lambda access: REACH.index(access) if access in REACH else 0),
        next((row.concern for row in rows if row.concern), ""),
        next((row.veto for row in rows if row.veto), ""),
        placed.x,
        placed.y,
    )
    if persona is None:
        return found
    photo = persona.photo or ""
    return replace(
        found, code=persona.code, name=persona.name, title=persona.title, photo=photo, archived=persona.archived
    )


def _ties(session: Session, chain: int, by_id: dict[int, ChainPerson]) -> Iterable[ChainTie]:
    """Yield the relations once each; two rows that say the same of two people are one line."""
    seen: set[tuple[int, int, str]] = set()
    query = select(ChainRelation).where(ChainRelation.chain_id == chain).order_by(ChainRelation.sort, ChainRelation.id)
    for row in session.scalars(query):
        one, other = by_id.get(row.from_id), by_id.get(row.to_id)
        if one is None or other is None or one.id == other.id or (one.id, other.id, row.type) in seen:
            continue
        seen.add((one.id, other.id, row.type))
        yield ChainTie(row.id, one.id, other.id, row.type)
