"""What people of a chain were seen to do is evidence about them, and can be taken back."""

from datetime import date

from sqlalchemy import select

from b2bdesk.commands import behaviour, chains
from b2bdesk.domain.evidence import Evidence, EvidenceLink
from b2bdesk.queries.chains import behaviour_of, chain_board
from b2bdesk.workspace import Workspace
from tests.commands.conftest import Small

DAY = date(2026, 3, 1)


def seen(ws: Workspace, chain: int, name: str) -> tuple[str, ...]:
    """Return what a person was seen to do."""
    with ws.read() as session:
        board = chain_board(session, chain)
        assert board is not None
        return behaviour_of(session, next(one for one in board.people if one.name == name))


def test_what_was_seen_is_evidence_and_stays_with_the_person(ws: Workspace, small: Small) -> None:
    chain = chains.new_chain(ws, segment=small.segment)
    buyer = chains.add_person(ws, chain=chain, role="buyer", title="Purchasing")
    more = chains.add_role(ws, person=buyer, role="user")
    made = behaviour.observe(ws, person=buyer, behaviour="pricing_view", day=DAY)
    with ws.read() as session:
        row = session.get(Evidence, made)
        assert row is not None
        assert (row.source, row.date, row.title) == ("history", DAY, "Purchasing: Looks at prices again and again")
    chains.remove_role(ws, member=buyer)
    assert seen(ws, chain, "Purchasing") == ("pricing_view",)
    ws.undo()
    behaviour.observe(ws, person=more, behaviour="operation_guide", day=DAY)
    assert seen(ws, chain, "Purchasing") == ("pricing_view", "operation_guide")


def test_taking_it_back_takes_the_evidence_away_in_one_step(ws: Workspace, small: Small) -> None:
    chain = chains.new_chain(ws, segment=small.segment)
    buyer = chains.add_person(ws, chain=chain, role="buyer", title="Purchasing")
    boss = chains.add_person(ws, chain=chain, role="decider", title="Boss")
    made = behaviour.observe(ws, person=buyer, behaviour="pricing_view", day=DAY)
    behaviour.forget(ws, person=buyer, behaviour="pricing_view")
    assert seen(ws, chain, "Purchasing") == ()
    with ws.read() as session:
        assert session.scalars(select(Evidence.id)).all() == []
    ws.undo()
    assert seen(ws, chain, "Purchasing") == ("pricing_view",)
    with ws.edit("Say it of another, too") as session:
        session.add(EvidenceLink(evidence_id=made, member_id=boss))
    behaviour.forget(ws, person=buyer, behaviour="pricing_view")
    assert (seen(ws, chain, "Purchasing"), seen(ws, chain, "Boss")) == ((), ("pricing_view",))
