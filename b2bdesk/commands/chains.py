"""What can be done with the people of a decision chain: a person is all rows of one chain that name the same one."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from b2bdesk.commands import items, presets, write
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.domain.chain import ChainMember, ChainRelation, DecisionChain
from b2bdesk.domain.evidence import EvidenceLink
from b2bdesk.domain.persona import Persona
from b2bdesk.domain.segment import Segment
from b2bdesk.domain.text import clean
from b2bdesk.errors import UserError
from b2bdesk.queries.personas import template
from b2bdesk.terms import N_
from b2bdesk.workspace import Workspace

MEMBER: Final = "chain_member"
RELATION: Final = "chain_relation"
OF_PERSON: Final = ("influence", "authority", "stance", "access", "concern", "veto")
"""What is said of a person, whatever the role."""
Place = tuple[float, float]


def new_chain(ws: Workspace, *, segment: int, name: str = "", account: str = "", origin: object = None) -> int:
    """Start a chain for a segment, or for one account of it; who is needed stands there as open places."""
    with ws.read() as session:
        row = session.get(Segment, segment)
        called = name.strip() or (row.name if row else "")
    kind = "account" if account.strip() else "template"
    with ws.edit(N_("Add {what} {name}"), what=ENTITIES["decision_chain"].one, name=called, origin=origin) as session:
        values = {"name": called, "segment_id": segment, "kind": kind, "account": account}
        return write.add(session, "decision_chain", presets.filled(session, "decision_chain", values))


def add_person(
    ws: Workspace,
    *,
    chain: int,
    role: str,
    persona: int | None = None,
    title: str = "",
    place: Place | None = None,
    origin: object = None,
) -> int:
    """Give somebody a role: a persona, or someone known by title; return the row. Who is there keeps the standing."""
    with ws.read() as session:
        name = _name(session, persona, title)
    with ws.edit(N_("Add {name} to the decision chain"), name=name, origin=origin) as session:
        return _add(session, chain, role, persona, title, place)


def add_role(ws: Workspace, *, person: int, role: str, origin: object = None) -> int:
    """Give a person one more role and return its row."""
    with ws.read() as session:
        facts = _facts(session, person)
    with ws.edit(N_("Give {name} one more role"), name=facts, origin=origin) as session:
        first = _member(session, person)
        return _add(session, first.chain_id, role, first.persona_id, first.title, None)


def remove_role(ws: Workspace, *, member: int, origin: object = None) -> None:
    """Take one role away; the last one only goes with the person. Relations stay with the person."""
    with ws.read() as session:
        name = _facts(session, member)
    with ws.edit(N_("Take a role from {name}"), name=name, origin=origin) as session:
        rows = _rows(session, _member(session, member))
        rest = [row for row in rows if row.id != member]
        if not rest:
            message = N_("{name} has no other role. Remove the person instead, or add another role first.")
            raise UserError("chain.last_role", message, name=name)
        _lead_relations(session, member, rest[0].id)
        kept = update(EvidenceLink).where(EvidenceLink.member_id == member).values(member_id=rest[0].id)
        session.execute(kept)
        write.remove(session, MEMBER, [member])


def set_person(ws: Workspace, *, person: int, origin: object = None, typing: bool = False, **values: Any) -> None:
    """Say something of a person, in all roles: influence, authority, stance, access, concern, veto."""
    unknown = values.keys() - set(OF_PERSON)
    if unknown:
        raise ValueError(f"not of a person: {unknown}")
    key = next(iter(values))
    with ws.read() as session:
        name = _facts(session, person)
    label = ENTITIES[MEMBER].field(key).label
    merge = f"chain_person:{person}:{key}" if typing else None
    with ws.edit(N_("Set {field} of {name}"), field=label, name=name, merge=merge, origin=origin) as session:
        _set_all(session, [row.id for row in _rows(session, _member(session, person))], values)


def rename_title(ws: Workspace, *, person: int, title: str, origin: object = None) -> None:
    """Call someone known by title otherwise, in all roles."""
    with ws.read() as session:
        name = _facts(session, person)
    with ws.edit(
        N_("Set {field} of {name}"), field=ENTITIES[MEMBER].field("title").label, name=name, origin=origin
    ) as session:
        first = _member(session, person)
        _refuse_taken(session, first, title)
        write.change(session, MEMBER, [row.id for row in _rows(session, first)], {"title": title})


def remove_person(ws: Workspace, *, person: int, origin: object = None) -> None:
    """Take a person out of the chain, with all roles and relations."""
    with ws.read() as session:
        name = _facts(session, person)
    with ws.edit(N_("Remove {name} from the decision chain"), name=name, origin=origin) as session:
        write.remove(session, MEMBER, [row.id for row in _rows(session, _member(session, person))])


def move(ws: Workspace, *, places: Mapping[int, Place], origin: object = None) -> None:
    """Put people where they shall stand, in one edit."""
    if not places:
        return
    with ws.read() as session:
        name = _facts(session, next(iter(places)))
    template_ = N_("Move {name}") if len(places) == 1 else N_("Move {name} and others")
    merge = f"chain_move:{next(iter(places))}" if len(places) == 1 else None
    with ws.edit(template_, name=name, merge=merge, origin=origin) as session:
        for person, (x, y) in places.items():
            for row in _rows(session, _member(session, person)):
                row.x, row.y = round(float(x), 1), round(float(y), 1)
        write.flush(session)


def lay_out(ws: Workspace, *, chain: int, origin: object = None) -> None:
    """Let everybody stand where the layout puts them, in one edit."""
    with ws.read() as session:
        row = session.get(DecisionChain, chain)
        name = row.name if row else ""
    with ws.edit(N_("Lay out {name} anew"), name=name, origin=origin) as session:
        for member in session.scalars(select(ChainMember).where(ChainMember.chain_id == chain)):
            member.x = member.y = None
        write.flush(session)


def relate(ws: Workspace, *, from_: int, to: int, type: str, origin: object = None) -> int:
    """Say how one person stands to another; return the relation."""
    with ws.read() as session:
        one, other = _facts(session, from_), _facts(session, to)
    with ws.edit(N_("Relate {name} to {other}"), name=one, other=other, origin=origin) as session:
        first, second = _member(session, from_), _member(session, to)
        if second.id in {row.id for row in _rows(session, first)}:
            raise UserError("chain.self", N_("{name} cannot stand in a relation to the same person."), name=one)
        if first.chain_id != second.chain_id:
            raise UserError("chain.relation", N_("A relation joins two different members of the same chain."))
        _refuse_double(session, first, second, type)
        values = {"chain_id": first.chain_id, "from_id": first.id, "to_id": second.id, "type": type}
        return write.add(session, RELATION, values)


def change_relation(ws: Workspace, *, relation: int, type: str, origin: object = None) -> None:
    """Give a relation another kind."""
    with ws.edit(
        N_("Set {field} of {name}"),
        field=ENTITIES[RELATION].field("type").label,
        name=items.title(ws, RELATION, [relation]),
        origin=origin,
    ) as session:
        row = _relation(session, relation)
        if row.type != type:
            _refuse_double(session, _member(session, row.from_id), _member(session, row.to_id), type)
            write.change(session, RELATION, [relation], {"type": type})


def turn_relation(ws: Workspace, *, relation: int, origin: object = None) -> None:
    """Let a relation lead the other way."""
    with ws.edit(N_("Turn a relation around"), origin=origin) as session:
        row = _relation(session, relation)
        _refuse_double(session, _member(session, row.to_id), _member(session, row.from_id), row.type)
        write.change(session, RELATION, [relation], {"from_id": row.to_id, "to_id": row.from_id})


def remove_relation(ws: Workspace, *, relation: int, origin: object = None) -> None:
    """Take a relation away, and others that say the same of these two people."""
    with ws.edit(N_("Remove a relation"), origin=origin) as session:
        row = _relation(session, relation)
        one, other = _member(session, row.from_id), _member(session, row.to_id)
        same = _same_relations(session, one, other, row.type)
        write.remove(session, RELATION, [found.id for found in same])


def make_persona(ws: Workspace, *, person: int, name: str = "", origin: object = None) -> int:
    """Make a persona of someone known by title; all roles refer to it from then on. Return the persona."""
    with ws.read() as session:
        first = _member(session, person)
        if first.persona_id is not None:
            raise UserError("chain.is_persona", N_("{name} is a persona already."), name=_facts(session, person))
        title = first.title
    called = name.strip() or title
    with ws.edit(N_("Make a persona of {name}"), name=called, origin=origin) as session:
        first = _member(session, person)
        chain = session.get(DecisionChain, first.chain_id)
        assert chain is not None
        filled = template(session, chain.segment_id, title)
        given = {"name": called, "title": title, "segments": [chain.segment_id]}
        rows = [row.id for row in _rows(session, first)]
        persona = write.add(session, "persona", {**filled, **given})
        write.change(session, MEMBER, rows, {"persona_id": persona, "title": ""})
        return persona


def name_person(ws: Workspace, *, person: int, persona: int, origin: object = None) -> None:
    """Say which persona someone known by title is."""
    with ws.read() as session:
        before, after = _facts(session, person), _name(session, persona, "")
    with ws.edit(N_("{before} is {name}"), before=before, name=after, origin=origin) as session:
        first = _member(session, person)
        there = session.scalar(
            select(ChainMember)
            .where(ChainMember.chain_id == first.chain_id, ChainMember.persona_id == persona)
            .limit(1)
        )
        standing = {key: getattr(there, key) for key in presets.STANDING} if there else {}
        rows = [row.id for row in _rows(session, first)]
        _set_all(session, rows, {"persona_id": persona, "title": "", **standing})


# ---- rows


def _add(
    session: Session, chain: int, role: str, persona: int | None, title: str, place: Place | None
) -> int:  # fmt: skip
    called = "" if persona is not None else clean(title)
    there = session.scalars(
        select(ChainMember)
        .where(presets.same_person(chain, persona, called))
        .order_by(ChainMember.sort, ChainMember.id)
    ).all()
    if any(row.role == role for row in there):
        raise UserError("item.taken", N_("This person already has that role in this chain."))
    values: dict[str, Any] = {"chain_id": chain, "persona_id": persona, "title": called, "role": role}
    if there:
        kept = (*OF_PERSON, "x", "y")
        values |= {key: getattr(there[0], key) for key in kept if getattr(there[0], key) is not None}
    elif place is not None:
        values |= {"x": round(place[0], 1), "y": round(place[1], 1)}
    return write.add(session, MEMBER, presets.filled(session, MEMBER, values))


def _set_all(session: Session, rows: Sequence[int], values: Mapping[str, Any]) -> None:
    """Write the same into all rows of a person before the rule that they agree is looked at."""
    write.change(session, MEMBER, rows, values)


def _rows(session: Session, first: ChainMember) -> list[ChainMember]:
    """Return all rows of the person whom a row is about."""
    query = select(ChainMember).where(presets.same_person(first.chain_id, first.persona_id, first.title))
    return list(session.scalars(query.order_by(ChainMember.sort, ChainMember.id)))


def _member(session: Session, member: int) -> ChainMember:
    row = session.get(ChainMember, member)
    if row is None:
        raise write.gone(ENTITIES[MEMBER])
    return row


def _relation(session: Session, relation: int) -> ChainRelation:
    row = session.get(ChainRelation, relation)
    if row is None:
        raise write.gone(ENTITIES[RELATION])
    return row


def _refuse_double(session: Session, one: ChainMember, other: ChainMember, type: str) -> None:
    if _same_relations(session, one, other, type):
        raise UserError("item.taken", N_("These two already stand in that relation."))


def _same_relations(session: Session, one: ChainMember, other: ChainMember, type: str) -> list[ChainRelation]:
    query = select(ChainRelation).where(
        ChainRelation.from_id.in_([row.id for row in _rows(session, one)]),
        ChainRelation.to_id.in_([row.id for row in _rows(session, other)]),
        ChainRelation.type == type,
    )
    return list(session.scalars(query))


def _lead_relations(session: Session, member: int, heir: int) -> None:
    """Let another role of the same person take over the relations of one that goes; doubles go with it."""
    query = select(ChainRelation).where(or_(ChainRelation.from_id == member, ChainRelation.to_id == member))
    for row in list(session.scalars(query)):
        from_, to = (heir if row.from_id == member else row.from_id), (heir if row.to_id == member else row.to_id)
        double = session.scalar(
            select(ChainRelation.id).where(
                ChainRelation.from_id == from_, ChainRelation.to_id == to, ChainRelation.type == row.type
            )
        )
        if from_ != to and double is None:
            write.change(session, RELATION, [row.id], {"from_id": from_, "to_id": to})


def _refuse_taken(session: Session, first: ChainMember, title: str) -> None:
    called = clean(title)
    query = select(ChainMember.id).where(presets.same_person(first.chain_id, None, called))
    if called != first.title and session.scalar(query.limit(1)) is not None:
        message = N_("Somebody in this chain is already known as {name}. Say how these two differ.")
        raise UserError("chain.title_taken", message, name=called)


def _facts(session: Session, member: int) -> str:
    """Return what a row's person is called; empty for one that is gone."""
    row = session.get(ChainMember, member)
    return _name(session, row.persona_id, row.title) if row is not None else ""


def _name(session: Session, persona: int | None, title: str) -> str:
    row = session.get(Persona, persona) if persona is not None else None
    return row.name if row is not None else title.strip()
