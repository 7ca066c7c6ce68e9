"""Creating, changing, ordering, archiving and deleting, and what arrives filled."""

from hypothesis import given, HealthCheck, settings
from hypothesis import strategies as st

from b2bdesk.commands import cells, channels, content, items, placements, suggest
from b2bdesk.commands.short_titles import propose_short_title, width
from b2bdesk.workspace import Workspace
from tests.commands.conftest import Small


def values(ws: Workspace, kind: str, row_id: int) -> dict[str, object]:
    with ws.read() as session:
        return items.values_of(session, kind, row_id)


def test_codes_count_on(ws: Workspace, small: Small) -> None:
    another = items.create(ws, "content_piece", title="B", form="article", topic="case")
    assert values(ws, "content_piece", another)["code"] == "K02"
    items.update(ws, "content_piece", another, code="K99")
    third = items.create(ws, "content_piece", title="C", form="article", topic="case")
    assert values(ws, "content_piece", third)["code"] == "K100"


def test_class_traits_arrive_filled(ws: Workspace) -> None:
    segment = values(ws, "segment", items.create(ws, "segment", name="Groups", account_class="group"))
    assert segment["price_sensitivity"] is not None
    assert segment["concerns"]


def test_traits_follow_the_class_until_somebody_changes_them(ws: Workspace) -> None:
    row = items.create(ws, "segment", name="Chains", account_class="sme")
    items.update(ws, "segment", row, decision_speed=4)
    items.update(ws, "segment", row, account_class="group")
    group = items.create(ws, "segment", name="Groups", account_class="group")
    seen, fresh = values(ws, "segment", row), values(ws, "segment", group)
    assert seen["decision_speed"] == 4
    traits = ("price_sensitivity", "chain_length", "concerns")
    assert [seen[key] for key in traits] == [fresh[key] for key in traits]
    ws.undo()
    ws.undo()
    assert values(ws, "segment", row)["price_sensitivity"] == 3


def test_form_brings_effort_and_short_title(ws: Workspace, small: Small) -> None:
    piece = values(ws, "content_piece", small.piece)
    assert piece["effort_h"] == 20
    assert piece["short_title"] == "Hegu"


def test_shares_spread_over_the_rest(ws: Workspace, small: Small) -> None:
    items.update(ws, "segment", small.segment, revenue_share=1.0)
    other = items.create(ws, "segment", name="B", account_class="sme", revenue_share=0.0)
    items.update(ws, "segment", other, revenue_share=0.4)
    assert values(ws, "segment", small.segment)["revenue_share"] == 0.6
    items.archive(ws, "segment", [other])
    assert values(ws, "segment", small.segment)["revenue_share"] == 1.0


def test_one_person_has_one_standing(ws: Workspace, small: Small) -> None:
    chain = items.create(ws, "decision_chain", name="C", segment_id=small.segment)
    user = items.create(ws, "chain_member", chain_id=chain, persona_id=small.persona, role="user", influence=4)
    buyer = items.create(ws, "chain_member", chain_id=chain, persona_id=small.persona, role="buyer")
    assert values(ws, "chain_member", buyer)["influence"] == 4
    items.update(ws, "chain_member", buyer, influence=2, stance=-1)
    assert values(ws, "chain_member", user)["influence"] == 2
    assert values(ws, "chain_member", user)["stance"] == -1


def test_order_and_duplicate(ws: Workspace, small: Small) -> None:
    copy = items.duplicate(ws, "content_piece", small.piece)
    assert values(ws, "content_piece", copy)["personas"] == {small.persona: 3}
    items.reorder(ws, "content_piece", [copy, small.piece])
    assert values(ws, "content_piece", copy)["sort"] == 1


def test_typing_is_one_step(ws: Workspace, small: Small) -> None:
    for text in ("a", "ab", "abc"):
        items.update(ws, "persona", small.persona, typing=True, quote=text)
    ws.undo()
    assert values(ws, "persona", small.persona)["quote"] == ""


def test_untouched_text_is_not_rewritten(ws: Workspace, small: Small) -> None:
    items.update(ws, "persona", small.persona, related_people="one\r\ntwo\u00a0three")
    edits = len(ws.history())
    kept = values(ws, "persona", small.persona)["related_people"]
    items.update(ws, "persona", small.persona, related_people=kept)
    assert len(ws.history()) == edits


def test_move_keeps_and_copy_resets(ws: Workspace, small: Small) -> None:
    placements.update(ws, id=small.placement, date_from="2026-02-01", cost=300, state="active")
    placements.set_status(ws, ids=[small.placement], status="live")
    (copied,) = placements.copy(ws, ids=[small.placement], stage=4, channel=small.email)
    copy = values(ws, "placement", copied)
    assert (copy["status"], copy["cost"], copy["state"], copy["link_id"]) == ("planned", 0, "", None)
    placements.move(ws, ids=[small.placement], stage=2, channel=small.website)
    moved = values(ws, "placement", small.placement)
    assert (moved["status"], moved["cost"], moved["state"]) == ("live", 300, "")


def test_typing_a_title_places_or_makes(ws: Workspace, small: Small) -> None:
    known = placements.place_by_text(ws, text=" k01 ", stage=1, channel=small.website)
    assert values(ws, "placement", known)["content_id"] == small.piece
    new = placements.place_by_text(ws, text="Ten questions to ask", stage=1, channel=small.website)
    piece = values(ws, "content_piece", int(str(values(ws, "placement", new)["content_id"])))
    assert (piece["title"], piece["status"]) == ("Ten questions to ask", "idea")
    assert values(ws, "placement", new)["status"] == "idea"
    ws.undo()
    with ws.read() as session:
        assert placements.find_piece(session, "Ten questions to ask") is None


def test_suggestion_joins_the_standing_placement(ws: Workspace, small: Small) -> None:
    other = items.create(ws, "persona", name="Sun Li", title="Finance", segments=[small.segment])
    joined = suggest.apply(ws, content=small.piece, stage=3, channel=small.email, persona=other)
    assert joined == small.placement
    assert values(ws, "placement", joined)["personas"] == [small.persona, other]
    new = suggest.apply(ws, content=small.piece, stage=3, channel=small.website, persona=other)
    assert values(ws, "placement", new)["personas"] == [other]


def test_cells_forget_what_says_nothing(ws: Workspace, small: Small) -> None:
    before = ws.digest()
    cells.set_target(ws, stage=1, channel=small.website, target=4)
    cells.set_not_needed(ws, stage=1, channel=small.website, reason="No opt-in yet")
    cells.set_target(ws, stage=1, channel=small.website, target=None)
    cells.set_needed(ws, stage=1, channel=small.website)
    assert ws.digest() == before


def test_pasted_titles_are_found_or_made(ws: Workspace, small: Small) -> None:
    edits = len(ws.history())
    ids = content.paste_titles(ws, titles=["Case: Hegu Tea, 200 shops", "New one", "", "New one", "Another"])
    assert ids[0] == small.piece
    assert len(ids) == 3
    assert len(ws.history()) == edits + 1


def test_channels_come_with_their_fit(ws: Workspace) -> None:
    website, again = channels.adopt(ws, codes=["website"]), channels.adopt(ws, codes=["website"])
    assert again == []
    assert values(ws, "channel", website[0])["fit"] == {1: 1, 2: 2, 3: 1, 4: 1}


@given(st.text(max_size=80))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_short_titles_always_fit(title: str) -> None:
    assert width(propose_short_title(title)) <= 8


def test_short_titles_tell() -> None:
    assert propose_short_title("案例：禾谷茶饮200店") == "禾谷茶饮"
    assert propose_short_title("ROI测算表") == "ROI测算"
    assert propose_short_title("The Shelf That Ate the Cash (film)") == "Shelf"


def test_the_next_code_follows_the_last_number_whatever_else_people_have_made_up(ws: Workspace) -> None:
    for code in ("K2", "K10", "K9x", "KEYNOTE"):
        items.create(ws, "content_piece", title=code, form="article", topic="case", code=code)
    made = items.create(ws, "content_piece", title="Next", form="article", topic="case")
    assert values(ws, "content_piece", made)["code"] == "K11"
