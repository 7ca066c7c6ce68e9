"""A small plan with a row or two of everything."""

from datetime import date

from b2bdesk.commands import cells, channels, content, items, personas, placements
from b2bdesk.workspace import Workspace

TODAY = date(2026, 3, 1)
CHANNEL_CODES = ("website", "email", "summit")


def sow(ws: Workspace) -> None:
    """Put one or two rows of everything into a blank plan."""
    website, email, _ = channels.adopt(ws, codes=CHANNEL_CODES)
    segments = [items.create(ws, "segment", name=name, account_class="sme") for name in ("Retail", "Makers")]
    for segment, share in zip(segments, (None, 0.4), strict=True):
        items.update(ws, "segment", segment, revenue_share=share)
    items.update(ws, "segment", segments[0], revenue_share=0.6)
    people = [items.create(ws, "persona", name=name, title="Buyer", segments=segments) for name in ("Lin", "Sun")]
    personas.set_prefs(ws, persona=people[0], dim="channel", values={"email": 3, "website": 1})
    statement = items.create(ws, "persona_item", persona_id=people[0], text="Too much stock", kind="pain")
    items.create(ws, "sourcing_note", persona_id=people[0])
    pieces = [
        items.create(ws, "content_piece", title=title, form="article", topic="case", personas={people[0]: 3})
        for title in ("First", "Second", "Third")
    ]
    items.create(ws, "campaign", name="Spring", slug="spring")
    for piece in pieces[:2]:
        placements.place(ws, content=piece, stage=3, channel=email, personas=people)
    placements.place(ws, content=pieces[2], stage=1, channel=website, date_from=date(2026, 2, 1), state="attention")
    chain = items.create(ws, "decision_chain", name="Buying", segment_id=segments[0])
    members = [
        items.create(ws, "chain_member", chain_id=chain, persona_id=person, role=role)
        for person, role in zip(people, ("user", "buyer"), strict=True)
    ]
    items.create(ws, "chain_relation", chain_id=chain, from_id=members[0], to_id=members[1], type="trusts")
    evidence = items.create(ws, "evidence", title="Talk", date=TODAY)
    items.create(ws, "evidence_link", evidence_id=evidence, item_id=statement)
    items.create(ws, "evidence_link", evidence_id=evidence, member_id=members[0])
    items.create(ws, "resource", person="Ann")
    items.create(ws, "result", date_from=TODAY, date_to=TODAY, channel_id=email, sends=40, leads=2, cost=10)
    cells.set_target(ws, stage=1, channel=website, target=2)
    content.set_help_check(ws, content=pieces[0], checked_on=TODAY, h1=2)
