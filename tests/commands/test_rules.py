"""Every rule of the plan is refused with its own sentence, in each language, and leaves the file as it was."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from b2bdesk.commands import cells, items, links, placements, plan
from b2bdesk.errors import UserError
from b2bdesk.i18n import LANGUAGES
from b2bdesk.workspace import Workspace
from tests.commands.conftest import Small

Act = Callable[[Workspace, Small], Any]


def update(kind: str, /, **values: Any) -> Act:
    """Set fields of the small plan's row of a kind."""
    place = {"content_piece": "piece"}.get(kind, kind)
    return lambda ws, small: items.update(ws, kind, getattr(small, place), **values)


def create(kind: str, /, **values: Any) -> Act:
    """Make a row; values that are functions are asked for the small plan's ids."""

    def act(ws: Workspace, small: Small) -> None:
        items.create(ws, kind, **{key: value(small) if callable(value) else value for key, value in values.items()})

    return act


def member(ws: Workspace, small: Small, role: str = "user") -> tuple[int, int]:
    chain = items.create(ws, "decision_chain", name="Buying", segment_id=small.segment)
    return chain, items.create(ws, "chain_member", chain_id=chain, persona_id=small.persona, role=role)


def relation_to_self(ws: Workspace, small: Small) -> None:
    chain, one = member(ws, small)
    items.create(ws, "chain_relation", chain_id=chain, from_id=one, to_id=one, type="trusts")


def relation_across(ws: Workspace, small: Small) -> None:
    chain, one = member(ws, small)
    _, other = member(ws, small)
    items.create(ws, "chain_relation", chain_id=chain, from_id=one, to_id=other, type="trusts")


def same_role_twice(ws: Workspace, small: Small) -> None:
    chain, _ = member(ws, small)
    items.create(ws, "chain_member", chain_id=chain, persona_id=small.persona, role="user")


def done_ahead(ws: Workspace, small: Small) -> None:
    tomorrow = date(2026, 3, 1) + timedelta(days=1)
    placements.update(ws, id=small.placement, today=date(2026, 3, 1), date_from=tomorrow, status="done")


def result_of(**parts: Any) -> Act:
    good = {"date_from": "2026-01-01", "date_to": "2026-03-31"}
    return lambda ws, small: items.create(ws, "result", **{**good, **parts})


def delete_with_results(ws: Workspace, small: Small) -> None:
    result_of(placement_id=small.placement)(ws, small)
    placements.remove(ws, ids=[small.placement])


def retire_placed(ws: Workspace, small: Small) -> None:
    items.update(ws, "content_piece", small.piece, status="retired")


def place_retired(ws: Workspace, small: Small) -> None:
    retired = items.create(ws, "content_piece", title="Old", form="article", topic="case", status="retired")
    placements.place(ws, content=retired, stage=1, channel=small.website)


def link_of(**parts: str) -> Act:
    good = {"base": "https://a.example/", "source": "x", "medium": "email", "campaign": "c"}
    return lambda ws, small: items.create(ws, "tracking_link", **{**good, **parts})


def link_twice(ws: Workspace, small: Small) -> None:
    link_of()(ws, small)
    link_of(base="https://A.example")(ws, small)


REFUSED: dict[str, tuple[str, Act]] = {
    "plan ends before it starts": ("workspace.dates", lambda ws, small: plan.set_plan(ws, plan_end=date(2020, 1, 1))),
    "currency": ("workspace.currency", lambda ws, small: plan.set_plan(ws, currency="yua")),
    "shares above 100 %": ("segment.shares", create("segment", name="B", account_class="sme", revenue_share=0.5)),
    "headcount": ("segment.headcount", update("segment", headcount_min=20, headcount_max=10)),
    "segment revenue": ("segment.revenue", update("segment", revenue_min=20, revenue_max=10)),
    "budget": ("persona.budget", update("persona", budget_min=20, budget_max=10)),
    "buying window": ("persona.window", update("persona", window_from="2026-05-01", window_to="2026-04-01")),
    "persona without segment": ("value.required", update("persona", segments=[])),
    "name of spaces": ("value.required", update("persona", name="  \t ")),
    "text too long": ("value.too_long", update("persona", quote="x" * 201)),
    "scale": ("value.out_of_range", update("persona", priority=4)),
    "share": ("value.out_of_range", update("segment", revenue_share=1.5)),
    "unknown code": ("value.unknown_code", update("content_piece", form="poem")),
    "unknown row": ("value.unknown_row", update("content_piece", stages=[99])),
    "fit out of range": (
        "value.out_of_range",
        lambda ws, s: items.update(ws, "content_piece", s.piece, personas={s.persona: 4}),
    ),
    "not a number": ("value.not_a_number", update("content_piece", effort_h="much")),
    "not a day": ("value.not_a_day", update("content_piece", reviewed="soon")),
    "code taken": ("unique.code", create("content_piece", title="T", form="article", topic="case", code="K01")),
    "published without file": ("content.file", update("content_piece", status="published")),
    "short title": ("content.short_title", update("content_piece", short_title="五个汉字长")),
    "cell without reason": (
        "cell.reason",
        lambda ws, small: cells.set_not_needed(ws, stage=1, channel=small.website, reason="  "),
    ),
    "campaign name": ("campaign.slug", create("campaign", name="A", slug="Spring Sale")),
    "campaign dates": (
        "campaign.dates",
        create("campaign", name="A", slug="a", date_from="2026-05-01", date_to="2026-04-01"),
    ),
    "placement twice": (
        "unique.placement_once",
        lambda ws, small: placements.place(ws, content=small.piece, stage=3, channel=small.email),
    ),
    "live without date": (
        "placement.date",
        lambda ws, small: placements.set_status(ws, ids=[small.placement], status="live"),
    ),
    "ends before it starts": (
        "placement.dates",
        lambda ws, small: placements.update(ws, id=small.placement, date_from="2026-05-02", date_to="2026-05-01"),
    ),
    "end without start": (
        "placement.end",
        lambda ws, small: placements.update(ws, id=small.placement, date_to="2026-05-01"),
    ),
    "state of another stage": (
        "placement.state",
        lambda ws, small: placements.update(ws, id=small.placement, state="visit"),
    ),
    "done in the future": ("placement.done", done_ahead),
    "result ends before it starts": ("result.dates", result_of(date_to="2025-12-31")),
    "result below nothing": ("value.out_of_range", result_of(leads=-1)),
    "result with a wrong amount": ("value.out_of_range", result_of(revenue=-1)),
    "result without a day": ("value.required", result_of(date_from=None)),
    "result of a placement in another channel": (
        "result.channel",
        lambda ws, small: result_of(placement_id=small.placement, channel_id=small.website)(ws, small),
    ),
    "deleting a placement with results": ("item.used", delete_with_results),
    "retired while placed": ("placement.retired", retire_placed),
    "placing what is retired": ("placement.retired", place_retired),
    "relation to oneself": ("chain.relation", relation_to_self),
    "relation across chains": ("chain.relation", relation_across),
    "same role twice": ("unique.chain_member.chain_id", same_role_twice),
    "account without name": (
        "chain.account",
        create("decision_chain", name="A", kind="account", segment_id=lambda small: small.segment),
    ),
    "deleting a piece in use": ("item.used", lambda ws, small: items.delete(ws, "content_piece", [small.piece])),
    "deleting a persona in use": ("item.used", lambda ws, small: items.delete(ws, "persona", [small.persona])),
    "deleting a channel in use": ("item.used", lambda ws, small: items.delete(ws, "channel", [small.email])),
    "changing what is gone": ("item.gone", lambda ws, small: items.update(ws, "persona", 99, name="X")),
    "link without scheme": ("link.E01", link_of(base="www.a.example")),
    "link without source": ("value.required", link_of(source="")),
    "link with a phone number": ("link.E03", link_of(campaign="13912345678")),
    "WeChat code without scene": ("link.scene", link_of(kind="wechat_qr")),
    "the same address twice": ("unique.tracking_link.url", link_twice),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_its_sentence(ws: Workspace, small: Small, name: str) -> None:
    code, act = REFUSED[name]
    if name == "shares above 100 %":
        items.update(ws, "segment", small.segment, revenue_share=1.0)
    with pytest.raises(UserError) as caught:
        act(ws, small)
    assert caught.value.code == code
    for lang in LANGUAGES:
        sentence = caught.value.sentence(lang)
        assert sentence
        assert "{" not in sentence
    english, chinese = (caught.value.sentence(lang) for lang in ("en", "zh-Hans"))
    assert english != chinese


def test_refused_edit_leaves_no_trace(ws: Workspace, small: Small) -> None:
    before, edits = ws.digest(), len(ws.history())
    with pytest.raises(UserError):
        items.update(ws, "persona", small.persona, priority=9)
    with pytest.raises(UserError):
        placements.copy(ws, ids=[small.placement], stage=3, channel=small.email)
    assert ws.digest() == before
    assert len(ws.history()) == edits


def test_links_made_for_placements_are_valid(ws: Workspace, small: Small) -> None:
    (link,) = links.make_for(ws, placements=[small.placement], base="https://www.a.example/page")
    with ws.read() as session:
        values = items.values_of(session, "tracking_link", link)
    assert values["url"] == (
        "https://www.a.example/page?utm_source=newsletter&utm_medium=email&utm_campaign=plan&utm_content=k01-l01"
    )
