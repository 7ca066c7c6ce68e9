"""People of a decision chain and how they stand to each other, each edit one step."""

from typing import Any

import pytest

from b2bdesk.commands import chains, items
from b2bdesk.errors import UserError
from b2bdesk.queries.chains import chain_board, ChainBoard, ChainPerson
from b2bdesk.workspace import Workspace
from tests.commands.conftest import Small


@pytest.fixture
def chain(ws: Workspace, small: Small) -> int:
    """A chain without people."""
    return chains.new_chain(ws, segment=small.segment)


def board(ws: Workspace, chain: int) -> ChainBoard:
    """Return the chain as it is drawn."""
    with ws.read() as session:
        found = chain_board(session, chain)
    assert found is not None
    return found


def one(ws: Workspace, chain: int, name: str) -> ChainPerson:
    """Return a person by name."""
    return next(person for person in board(ws, chain).people if person.name == name)


def refused(code: str, act: Any, /, *args: Any, **given: Any) -> str:
    """Carry out what must be refused with this code; return the sentence."""
    with pytest.raises(UserError) as caught:
        act(*args, **given)
    assert caught.value.code == code
    return caught.value.sentence()


def steps(ws: Workspace) -> int:
    """Return how many edits there are."""
    return len(ws.history(limit=500))


def test_a_chain_bears_its_segments_name_unless_told(ws: Workspace, small: Small, chain: int) -> None:
    assert board(ws, chain).name == "Retail"
    named = chains.new_chain(ws, segment=small.segment, name="Big deal", account="Hegu")
    assert (board(ws, named).name, board(ws, named).kind, board(ws, named).account) == ("Big deal", "account", "Hegu")


def test_a_person_with_two_roles_is_one_person_and_keeps_one_standing(ws: Workspace, small: Small, chain: int) -> None:
    first = chains.add_person(ws, chain=chain, role="user", persona=small.persona, place=(30, 40))
    chains.set_person(ws, person=first, influence=5)
    chains.set_person(ws, person=first, concern="Our tills")
    second = chains.add_role(ws, person=first, role="champion")
    person = one(ws, chain, "Lin Yue")
    assert person.members == (first, second)
    assert (person.influence, person.concern, person.place) == (5, "Our tills", (30, 40))
    chains.set_person(ws, person=second, stance=-2)
    assert one(ws, chain, "Lin Yue").stance == -2


def test_two_known_by_title_keep_standings_of_their_own(ws: Workspace, chain: int) -> None:
    cfo = chains.add_person(ws, chain=chain, role="approver", title="CFO")
    chains.set_person(ws, person=cfo, influence=5)
    cto = items.create(ws, "chain_member", chain_id=chain, title="CTO", role="technical")
    assert one(ws, chain, "CTO").influence == 3
    items.update(ws, "chain_member", cto, stance=-2)
    assert (one(ws, chain, "CFO").stance, one(ws, chain, "CTO").stance) == (0, -2)
    chains.add_role(ws, person=cto, role="gatekeeper")
    items.update(ws, "chain_member", cto, influence=1)
    assert {held.role for held in one(ws, chain, "CTO").roles} == {"technical", "gatekeeper"}
    assert one(ws, chain, "CTO").influence == 1


def test_the_same_role_twice_is_refused(ws: Workspace, small: Small, chain: int) -> None:
    chains.add_person(ws, chain=chain, role="user", persona=small.persona)
    refused("item.taken", chains.add_person, ws, chain=chain, role="user", persona=small.persona)
    chains.add_person(ws, chain=chain, role="decider", title="CEO")
    refused("item.taken", chains.add_person, ws, chain=chain, role="decider", title=" CEO ")
    refused("chain.nobody", chains.add_person, ws, chain=chain, role="decider")


def test_a_person_goes_with_all_roles_and_comes_back_with_them(ws: Workspace, small: Small, chain: int) -> None:
    lin = chains.add_person(ws, chain=chain, role="user", persona=small.persona)
    chains.add_role(ws, person=lin, role="champion")
    ceo = chains.add_person(ws, chain=chain, role="decider", title="CEO")
    chains.relate(ws, from_=lin, to=ceo, type="reports_to")
    before = board(ws, chain)
    chains.remove_person(ws, person=lin)
    assert [person.name for person in board(ws, chain).people] == ["CEO"]
    assert board(ws, chain).ties == ()
    ws.undo()
    assert board(ws, chain) == before


def test_relations_stay_with_the_person_when_a_role_goes(ws: Workspace, small: Small, chain: int) -> None:
    lin = chains.add_person(ws, chain=chain, role="user", persona=small.persona)
    ceo = chains.add_person(ws, chain=chain, role="decider", title="CEO")
    relation = chains.relate(ws, from_=lin, to=ceo, type="reports_to")
    heir = chains.add_role(ws, person=lin, role="champion")
    chains.remove_role(ws, member=lin)
    tie = board(ws, chain).ties[0]
    assert (tie.id, tie.from_, tie.to) == (relation, heir, ceo)
    assert "Lin Yue" in refused("chain.last_role", chains.remove_role, ws, member=heir)


def test_relations_that_say_nothing_new_are_refused(ws: Workspace, small: Small, chain: int) -> None:
    lin = chains.add_person(ws, chain=chain, role="user", persona=small.persona)
    again = chains.add_role(ws, person=lin, role="champion")
    ceo = chains.add_person(ws, chain=chain, role="decider", title="CEO")
    relation = chains.relate(ws, from_=lin, to=ceo, type="trusts")
    assert "Lin Yue" in refused("chain.self", chains.relate, ws, from_=lin, to=again, type="trusts")
    refused("item.taken", chains.relate, ws, from_=again, to=ceo, type="trusts")
    chains.relate(ws, from_=ceo, to=lin, type="trusts")
    refused("item.taken", chains.turn_relation, ws, relation=relation)
    chains.change_relation(ws, relation=relation, type="blocks")
    chains.turn_relation(ws, relation=relation)
    assert (board(ws, chain).ties[0].from_, board(ws, chain).ties[0].type) == (ceo, "blocks")
    chains.remove_relation(ws, relation=relation)
    assert [tie.type for tie in board(ws, chain).ties] == ["trusts"]


def test_people_of_two_chains_are_not_related(ws: Workspace, small: Small, chain: int) -> None:
    other = chains.new_chain(ws, segment=small.segment, name="Other")
    one_ = chains.add_person(ws, chain=chain, role="user", title="Buyer")
    two = chains.add_person(ws, chain=other, role="user", title="Buyer")
    refused("chain.relation", chains.relate, ws, from_=one_, to=two, type="trusts")


def test_places_are_kept_and_the_layout_takes_them_back_in_one_step(ws: Workspace, small: Small, chain: int) -> None:
    lin = chains.add_person(ws, chain=chain, role="user", persona=small.persona)
    chains.add_role(ws, person=lin, role="champion")
    chains.move(ws, places={lin: (120.26, -40)})
    assert one(ws, chain, "Lin Yue").place == (120.3, -40)
    chains.remove_role(ws, member=lin)  # the place is the person's, not the role's
    assert one(ws, chain, "Lin Yue").place == (120.3, -40)
    chains.lay_out(ws, chain=chain)
    assert one(ws, chain, "Lin Yue").place is None
    ws.undo()
    assert one(ws, chain, "Lin Yue").place == (120.3, -40)
    before = steps(ws)
    chains.move(ws, places={})
    assert steps(ws) == before


def test_moving_step_by_step_is_one_step_to_undo(ws: Workspace, chain: int) -> None:
    ceo = chains.add_person(ws, chain=chain, role="decider", title="CEO")
    for x in range(5):
        chains.move(ws, places={ceo: (x, 0)})
    ws.undo()
    assert one(ws, chain, "CEO").place is None


def test_a_persona_is_made_of_someone_known_by_title(ws: Workspace, small: Small, chain: int) -> None:
    ceo = chains.add_person(ws, chain=chain, role="decider", title="Managing director")
    chains.add_role(ws, person=ceo, role="approver")
    chains.set_person(ws, person=ceo, influence=5)
    before = steps(ws)
    persona = chains.make_persona(ws, person=ceo)
    assert steps(ws) == before + 1
    person = board(ws, chain).people[0]
    assert (person.persona_id, person.name, person.title) == (persona, "Managing director", "Managing director")
    assert (len(person.roles), person.influence) == (2, 5)
    refused("chain.is_persona", chains.make_persona, ws, person=ceo)
    ws.undo()
    assert board(ws, chain).people[0].persona_id is None


def test_who_was_known_by_title_turns_out_to_be_a_persona_of_the_chain(ws: Workspace, small: Small, chain: int) -> None:
    lin = chains.add_person(ws, chain=chain, role="user", persona=small.persona)
    chains.set_person(ws, person=lin, influence=4)
    boss = chains.add_person(ws, chain=chain, role="decider", title="The boss")
    chains.name_person(ws, person=boss, persona=small.persona)
    person = board(ws, chain).people[0]
    assert ([held.role for held in person.roles], person.influence) == (["user", "decider"], 4)


def test_titles_tell_people_apart(ws: Workspace, chain: int) -> None:
    ceo = chains.add_person(ws, chain=chain, role="decider", title="CEO")
    chains.add_person(ws, chain=chain, role="approver", title="CFO")
    assert "CFO" in refused("chain.title_taken", chains.rename_title, ws, person=ceo, title="CFO")
    chains.rename_title(ws, person=ceo, title="Founder")
    assert [person.name for person in board(ws, chain).people] == ["Founder", "CFO"]


@pytest.mark.parametrize("act", [chains.remove_person, chains.set_person, chains.make_persona, chains.add_role])
def test_who_is_gone_is_told(ws: Workspace, chain: int, act: Any) -> None:
    more = {chains.set_person: {"influence": 2}, chains.add_role: {"role": "user"}}.get(act, {})
    refused("item.gone", act, ws, person=999, **more)
