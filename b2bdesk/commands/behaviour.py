"""What members of a decision chain were seen to do: evidence about them, from which role hints are drawn (D7)."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from b2bdesk.commands import write
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.domain.chain import ChainMember
from b2bdesk.domain.evidence import EvidenceAnswer, EvidenceLink
from b2bdesk.domain.persona import Persona
from b2bdesk.i18n import tr
from b2bdesk.insight.interview import BEHAVIOUR
from b2bdesk.insight.roles import SEEN
from b2bdesk.queries.chains import chain_board
from b2bdesk.terms import N_
from b2bdesk.workspace import Workspace


def observe(ws: Workspace, *, person: int, behaviour: str, day: date, origin: object = None) -> int:
    """Keep that a person was seen to do something (a code of `roles.SEEN`), as evidence of that day; return its id."""
    with ws.read() as session:
        name = _name(session, _member(session, person))
    said = SEEN[behaviour]
    with ws.edit(N_("Seen of {name}: {what}"), name=name, what=said, origin=origin) as session:
        _member(session, person)
        values = {"source": "history", "title": f"{name}: {tr(said)}"[:200], "date": day}
        made = write.add(session, "evidence", values)
        write.add(session, "evidence_answer", {"evidence_id": made, "question": BEHAVIOUR, "answer": behaviour})
        write.add(session, "evidence_link", {"evidence_id": made, "member_id": person})
        return made


def forget(ws: Workspace, *, person: int, behaviour: str, origin: object = None) -> None:
    """Take back that a person was seen to do something: its evidence speaks for this person no more.

    Evidence that speaks for nobody else and says nothing else goes with it.
    """
    with ws.read() as session:
        name = _name(session, _member(session, person))
    with ws.edit(N_("Not seen of {name}: {what}"), name=name, what=SEEN[behaviour], origin=origin) as session:
        rows = _rows(session, _member(session, person))
        links = session.execute(
            select(EvidenceLink.id, EvidenceLink.evidence_id)
            .join(EvidenceAnswer, EvidenceAnswer.evidence_id == EvidenceLink.evidence_id)
            .where(EvidenceAnswer.question == BEHAVIOUR, EvidenceAnswer.answer == behaviour)
            .where(EvidenceLink.member_id.in_(rows))
        ).all()
        if links:
            write.remove(session, "evidence_link", [row.id for row in links])
        for evidence in {row.evidence_id for row in links}:
            other = session.scalar(select(EvidenceLink.id).where(EvidenceLink.evidence_id == evidence).limit(1))
            if other is None:
                write.remove(session, "evidence", [evidence])


def _member(session: Session, person: int) -> ChainMember:
    row = session.get(ChainMember, person)
    if row is None:
        raise write.gone(ENTITIES["chain_member"])
    return row


def _rows(session: Session, member: ChainMember) -> list[int]:
    """Return all rows of the person whom a row is about."""
    board = chain_board(session, member.chain_id)
    person = board.person(member.id) if board is not None else None
    return list(person.members) if person is not None else [member.id]


def _name(session: Session, member: ChainMember) -> str:
    persona = session.get(Persona, member.persona_id) if member.persona_id is not None else None
    return persona.name if persona is not None else member.title
