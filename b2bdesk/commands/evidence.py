"""What can be done with evidence: linked to several statements, heard in an interview, turned into statements."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from b2bdesk.commands import items, write
from b2bdesk.domain import metadata
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.domain.evidence import Evidence, EvidenceAnswer, EvidenceLink
from b2bdesk.domain.persona import Persona, PersonaItem
from b2bdesk.errors import UserError
from b2bdesk.insight.dates import add_months
from b2bdesk.insight.interview import PERSONA
from b2bdesk.queries.targets import KEYS
from b2bdesk.terms import N_, Polarity
from b2bdesk.workspace import Workspace

LOOK_AGAIN_MONTHS: Final = 6
TARGETS: Final = {"persona_id": "persona", "item_id": "persona_item", "member_id": "chain_member"}
Target = tuple[str, int]
"""The column of a link and the id in it."""


def link(
    ws: Workspace, *, evidence: Sequence[int], targets: Sequence[Target], polarity: str, origin: object = None
) -> int:
    """Let evidence speak for or against statements, personas or chain members, all in one edit; return how many."""
    said = Polarity(polarity)
    template = N_("Link {name} as support") if said is Polarity.SUPPORTS else N_("Link {name} as contradiction")
    with ws.edit(template, name=_names(ws, evidence), origin=origin) as session:
        return sum(_say(session, one, target, said) for one in evidence for target in targets)


def unlink(ws: Workspace, *, evidence: Sequence[int], targets: Sequence[Target], origin: object = None) -> int:
    """Take links away, all in one edit; return how many there were."""
    with ws.edit(N_("Unlink {name}"), name=_names(ws, evidence), origin=origin) as session:
        gone = [row.id for one in evidence for target in targets for row in _found(session, one, target)]
        if gone:
            write.remove(session, "evidence_link", gone)
        return len(gone)


def set_links(
    ws: Workspace, *, evidence: int, among: Iterable[Target], chosen: Iterable[Target], origin: object = None
) -> None:
    """Let evidence speak for exactly the chosen ones among some, in one edit; what contradicts stays so if chosen."""
    wanted = set(chosen)
    with ws.edit(N_("Link {name}"), name=_names(ws, [evidence]), origin=origin) as session:
        gone = []
        for target in dict.fromkeys(among):
            there = _found(session, evidence, target)
            if target in wanted and not there:
                _say(session, evidence, target, Polarity.SUPPORTS)
            elif target not in wanted:
                gone += [row.id for row in there]
        if gone:
            write.remove(session, "evidence_link", gone)


def looked_at(ws: Workspace, *, personas: Sequence[int], today: date, origin: object = None) -> None:
    """Say that somebody looked at personas today and found them right: they come up again in half a year."""
    later = add_months(today, LOOK_AGAIN_MONTHS)
    name = items.title(ws, "persona", personas)
    with ws.edit(N_("Looked at {name}"), name=name, origin=origin) as session:
        write.change(session, "persona", personas, {"review_on": later})


def begin_interview(
    ws: Workspace, *, persona: int, title: str, day: date, respondent: str = "", origin: object = None
) -> int:
    """Make the evidence of an interview that answers are typed into, and return its id."""
    with ws.edit(N_("Add {what} {name}"), what=N_("Interview"), name=title[:60], origin=origin) as session:
        row = session.get(Persona, persona)
        if row is None:
            raise write.gone(ENTITIES["persona"])
        values = {"source": "interview", "title": title, "date": day, "respondent": respondent}
        made = write.add(session, "evidence", values)
        answer = {"evidence_id": made, "question": PERSONA, "answer": row.code}
        write.add(session, "evidence_answer", answer)
        return made


def set_answer(ws: Workspace, *, evidence: int, question: str, answer: str, origin: object = None) -> None:
    """Write down an answer; typing on in the same one is one step. Nothing written takes the answer away."""
    merge = f"evidence_answer:{evidence}:{question}"
    with ws.edit(N_("Answer in {name}"), name=_names(ws, [evidence]), merge=merge, origin=origin) as session:
        _put_answer(session, evidence, question, {"answer": answer})


def take_quote(ws: Workspace, *, evidence: int, question: str, origin: object = None) -> None:
    """Make an answer the quote of its interview."""
    with ws.edit(N_("Take the quote of {name}"), name=_names(ws, [evidence]), origin=origin) as session:
        write.change(session, "evidence", [evidence], {"quote": _said(session, evidence, question).answer[:2000]})


def make_statement(
    ws: Workspace, *, evidence: int, question: str, persona: int, kind: str, text: str = "", origin: object = None
) -> int:
    """Turn an answer into a statement about a persona that the interview supports; return the statement's id.

    Without a text of its own the statement says what was answered. An interview without a quote takes this one.
    """
    with ws.edit(N_("Make a statement of {name}"), name=_names(ws, [evidence]), origin=origin) as session:
        said = _said(session, evidence, question)
        words = (text or " ".join(said.answer.split()))[:1000]
        item = write.add(session, "persona_item", {"persona_id": persona, "kind": kind, "text": words})
        _settle(session, evidence, said, item, Polarity.SUPPORTS)
        return item


def link_answer(
    ws: Workspace, *, evidence: int, question: str, item: int, polarity: str, origin: object = None
) -> None:
    """Let an answer speak for or against a statement there is; an interview without a quote takes this one."""
    said = Polarity(polarity)
    template = N_("Link {name} as support") if said is Polarity.SUPPORTS else N_("Link {name} as contradiction")
    with ws.edit(template, name=_names(ws, [evidence]), origin=origin) as session:
        _settle(session, evidence, _said(session, evidence, question), item, said)


def _settle(session: Session, evidence: int, said: EvidenceAnswer, item: int, polarity: Polarity) -> None:
    _say(session, evidence, ("item_id", item), polarity)
    code = session.get_one(PersonaItem, item).code
    write.change(session, "evidence_answer", [said.id], {"item": code})
    if not session.get_one(Evidence, evidence).quote:
        write.change(session, "evidence", [evidence], {"quote": said.answer[:2000]})


def _say(session: Session, evidence: int, target: Target, polarity: Polarity) -> bool:
    """Link, or turn the link there is; tell whether anything changed."""
    column, row_id = target
    kind = TARGETS[column]
    for name, key in (("evidence", evidence), (kind, row_id)):
        if session.get(ENTITIES[name].cls, key) is None:
            raise write.gone(ENTITIES[name])
    there = _found(session, evidence, target)
    if not there:
        values: Mapping[str, object] = {**dict.fromkeys(KEYS), column: row_id, "polarity": str(polarity)}
        write.add(session, "evidence_link", {"evidence_id": evidence, **values})
        return True
    turned = [row.id for row in there if row.polarity != polarity]
    if turned:
        write.change(session, "evidence_link", turned, {"polarity": str(polarity)})
    return bool(turned)


def _found(session: Session, evidence: int, target: Target) -> Sequence[EvidenceLink]:
    column, row_id = target
    table = metadata.tables["evidence_link"]
    return session.scalars(
        select(EvidenceLink).where(EvidenceLink.evidence_id == evidence, table.c[column] == row_id)
    ).all()


def _put_answer(session: Session, evidence: int, question: str, values: Mapping[str, str]) -> None:
    row = session.scalar(_query(evidence, question))
    if row is None and values.get("answer"):
        write.add(session, "evidence_answer", {"evidence_id": evidence, "question": question, **values})
    elif row is not None and values.get("answer") == "" and not row.item:
        write.remove(session, "evidence_answer", [row.id])
    elif row is not None:
        write.change(session, "evidence_answer", [row.id], values)


def _said(session: Session, evidence: int, question: str) -> EvidenceAnswer:
    row = session.scalar(_query(evidence, question))
    if row is None or not row.answer:
        raise UserError(
            "evidence.no_answer", N_("Nothing is written down for this question yet. Type the answer first.")
        )
    return row


def _query(evidence: int, question: str) -> Select[EvidenceAnswer]:
    return select(EvidenceAnswer).where(EvidenceAnswer.evidence_id == evidence, EvidenceAnswer.question == question)


def _names(ws: Workspace, evidence: Sequence[int]) -> str:
    return items.title(ws, "evidence", evidence)
