"""Where rows hang together by more than a reference, and values that nobody should type but somebody will."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from b2bdesk.commands import cells, channels, content, history, items, links, personas, placements, stages, vocabulary
from b2bdesk.domain.persona import PersonaPref
from b2bdesk.domain.vocab import VocabEntry
from b2bdesk.errors import UserError
from b2bdesk.queries.records import ids
from b2bdesk.workspace import Workspace
from tests.commands.conftest import Small
from tests.commands.test_items import values
from tests.commands.test_machine import carry_over


def refused(code: str, act: Any, /, *args: Any, **given: Any) -> None:
    """Carry out what must be refused with this code."""
    with pytest.raises(UserError) as caught:
        act(*args, **given)
    assert caught.value.code == code


def liked(session: Session) -> set[str]:
    """Return the codes of the channels that anybody likes."""
    return set(session.scalars(select(PersonaPref.value).where(PersonaPref.dim == "channel")))


def word_id(session: Session, vocab: str, code: str) -> int:
    """Return the id of a vocabulary entry."""
    query = select(VocabEntry.id).where(VocabEntry.vocab == vocab, VocabEntry.code == code)
    return session.scalars(query).one()


WILD = {"huge": 10**400, "sNaN": "sNaN", "1e999": "1e999", "inf": float("inf"), "list": [1]}


@pytest.mark.parametrize("number", WILD.values(), ids=WILD)
def test_wild_numbers_are_refused(ws: Workspace, small: Small, number: Any) -> None:
    refused("value.not_a_number", items.update, ws, "content_piece", small.piece, effort_h=number)


def test_wild_shares_and_standings_are_refused(ws: Workspace, small: Small) -> None:
    chain = items.create(ws, "decision_chain", name="C", segment_id=small.segment)
    member = items.create(ws, "chain_member", chain_id=chain, persona_id=small.persona, role="user")
    items.create(ws, "segment", name="B", account_class="sme", revenue_share=0.0)
    items.update(ws, "segment", small.segment, revenue_share=1.0)
    refused("value.not_a_number", items.update, ws, "segment", small.segment, revenue_share="much")
    refused("value.out_of_range", items.update, ws, "chain_member", member, influence=9)
    refused("value.required", items.update, ws, "chain_member", member, authority="")


def test_a_picture_must_be_in_the_file(ws: Workspace, small: Small) -> None:
    refused("value.unknown_row", items.update, ws, "persona", small.persona, photo="0" * 64)


def test_a_stage_without_states_travels(ws: Workspace, small: Small, tmp_path: Path) -> None:
    items.create(ws, "stage", label_en="Later")
    carry_over(ws, tmp_path)


def test_a_moment_is_kept_as_its_day(ws: Workspace, small: Small) -> None:
    items.update(ws, "content_piece", small.piece, reviewed=datetime(2026, 2, 3, 9, 30))
    assert values(ws, "content_piece", small.piece)["reviewed"] == date(2026, 2, 3)


def test_what_is_not_there_is_told(ws: Workspace, small: Small) -> None:
    refused("value.unknown_code", channels.adopt, ws, codes=["nonsense"])
    refused("item.gone", links.make_for, ws, placements=[99], base="https://a.example/")
    refused("item.gone", content.set_help_check, ws, content=99, checked_on=None)
    refused("item.gone", items.create, ws, "persona_item", persona_id=99, text="T")
    refused("item.gone", stages.set_states, ws, stage=99, states=["attention"])
    refused("value.unknown_code", stages.set_states, ws, stage=1, states=["nonsense"])


def test_channels_are_chosen_once(ws: Workspace) -> None:
    assert len(channels.adopt(ws, codes=["website", "website"])) == 1


def test_a_state_in_use_stays_with_its_stage(ws: Workspace, small: Small) -> None:
    placements.update(ws, id=small.placement, state="active")
    before = ws.digest()
    refused("placement.state", stages.set_states, ws, stage=1, states=["active", "attention"])
    assert ws.digest() == before


def test_preferences_follow_their_channel(ws: Workspace, small: Small) -> None:
    personas.set_prefs(ws, persona=small.persona, dim="channel", values={"email": 3, "website": 1})
    items.update(ws, "channel", small.email, code="mail")
    with ws.read() as session:
        codes = liked(session)
    assert codes == {"mail", "website"}
    ws.undo()
    with ws.read() as session:
        assert liked(session) == {"email", "website"}


def test_shares_follow_a_segment_away_and_back(ws: Workspace, small: Small) -> None:
    items.update(ws, "segment", small.segment, revenue_share=1.0)
    other = items.create(ws, "segment", name="B", account_class="sme", revenue_share=0.0)
    items.update(ws, "segment", other, revenue_share=0.4)
    items.archive(ws, "segment", [other])
    items.archive(ws, "segment", [other], archived=False)
    assert values(ws, "segment", small.segment)["revenue_share"] == 0.6
    items.delete(ws, "segment", [other])
    assert values(ws, "segment", small.segment)["revenue_share"] == 1.0


def test_the_share_of_an_archived_segment_is_its_own(ws: Workspace, small: Small) -> None:
    items.update(ws, "segment", small.segment, revenue_share=1.0)
    other = items.create(ws, "segment", name="B", account_class="sme", revenue_share=0.0)
    items.archive(ws, "segment", [other])
    items.update(ws, "segment", other, revenue_share=0.3)
    assert values(ws, "segment", small.segment)["revenue_share"] == 1.0


def test_there_is_one_plan_and_one_company(ws: Workspace) -> None:
    for kind in ("workspace", "company_profile"):
        refused("item.single", items.duplicate, ws, kind, 1)
        refused("item.single", items.delete, ws, kind, [1])


def test_words_of_a_vocabulary_stay(ws: Workspace) -> None:
    with ws.read() as session:
        word = word_id(session, "content_form", "article")
        closed = word_id(session, "state", "attention")
    refused("vocabulary.kept", items.delete, ws, "vocab_entry", [word])
    refused("vocabulary.code", items.update, ws, "vocab_entry", word, code="other")
    refused("vocabulary.closed", items.duplicate, ws, "vocab_entry", closed)
    copy = items.duplicate(ws, "vocab_entry", word)
    assert values(ws, "vocab_entry", copy)["code"] == "article_2"
    items.update(ws, "vocab_entry", word, label_en="Text")


def test_a_word_needs_a_name(ws: Workspace) -> None:
    refused("vocabulary.label", vocabulary.add_entry, ws, vocab="topic", label="\x00")


def test_a_campaign_is_duplicated_under_a_name_of_its_own(ws: Workspace) -> None:
    spring = items.create(ws, "campaign", name="Spring", slug="spring")
    slugs = [values(ws, "campaign", items.duplicate(ws, "campaign", spring))["slug"] for _ in range(2)]
    assert slugs == ["spring-2", "spring-3"]


def test_targets_of_two_cells_are_two_steps(ws: Workspace, small: Small) -> None:
    items.update(ws, "channel", small.email, label_en="Same")
    items.update(ws, "channel", small.website, label_en="Same")
    cells.set_target(ws, stage=1, channel=small.website, target=2)
    cells.set_target(ws, stage=1, channel=small.email, target=3)
    before = ws.undo_step()
    ws.undo()
    assert ws.undo_step() != before
    assert len(cell_plans(ws)) == 1


def cell_plans(ws: Workspace) -> list[int]:
    with ws.read() as session:
        return ids(session, "cell_plan")


def test_doubled_rows_are_told_in_words(ws: Workspace, small: Small) -> None:
    cells.set_target(ws, stage=1, channel=small.website, target=2)
    refused("unique.cell_plan.stage_id", items.create, ws, "cell_plan", stage_id=1, channel_id=small.website, target=1)
    refused("check.one_axis", items.create, ws, "cell_plan", stage_id=1, target=1)
    content.set_help_check(ws, content=small.piece, checked_on=None, h1=1)
    refused("unique.help_check.content_id", items.create, ws, "help_check", content_id=small.piece)
    evidence = items.create(ws, "evidence", title="Talk", date="2026-01-01")
    refused("check.one_target", items.create, ws, "evidence_link", evidence_id=evidence)


def test_an_address_is_always_that_of_its_parts(ws: Workspace) -> None:
    parts = {"source": " a ", "medium": "email", "campaign": "c"}
    link = items.create(ws, "tracking_link", base="https://a.example/\u200e ", **parts)
    before = values(ws, "tracking_link", link)["url"]
    items.update(ws, "tracking_link", link, url="https://elsewhere.example/")
    assert values(ws, "tracking_link", link)["url"] == before


def test_a_placement_cannot_begin_as_done_in_the_future(ws: Workspace, small: Small) -> None:
    day = date(2026, 3, 1)
    given = {"content": small.piece, "stage": 1, "channel": small.website, "status": "done"}
    refused("placement.done", placements.place, ws, **given, date_from=date(2026, 3, 2), today=day)
    placements.place(ws, **given, date_from=day, today=day)


def test_reverting_may_not_break_a_rule(ws: Workspace, small: Small) -> None:
    piece = items.create(ws, "content_piece", title="Old", form="article", topic="case", status="retired")
    items.update(ws, "content_piece", piece, status="idea")
    back_in_use = ws.history(1)[0].id
    placements.place(ws, content=piece, stage=1, channel=small.website)
    before = ws.digest()
    refused("placement.retired", history.revert, ws, edit=back_in_use)
    assert ws.digest() == before


def test_relations_set_together_are_refused_by_their_sentence(ws: Workspace, small: Small) -> None:
    """What breaks a rule is told when all rows are set, not by the question for the next row."""
    chain = items.create(ws, "decision_chain", name="C", segment_id=small.segment)
    user, buyer = (
        items.create(ws, "chain_member", chain_id=chain, persona_id=small.persona, role=role)
        for role in ("user", "buyer")
    )
    made = [
        items.create(ws, "chain_relation", chain_id=chain, from_id=user, to_id=buyer, type=kind)
        for kind in ("trusts", "influences")
    ]
    for chosen in (made, [made[0], made[0]]):
        refused("chain.relation", items.update_many, ws, "chain_relation", chosen, from_id=buyer)
