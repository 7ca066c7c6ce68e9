"""What quick fixes of findings do: each one edit, by the names that `insight.fixes` gives them."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from b2bdesk.commands import cells, items, links, merging, placements, suggest, write
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.domain.channel import Channel, LandingPool
from b2bdesk.domain.placement import Placement, TrackingLink
from b2bdesk.domain.settings import WorkspaceRow
from b2bdesk.errors import UserError
from b2bdesk.queries.labels import Labels
from b2bdesk.terms import COUNTED, N_, PlacementStatus
from b2bdesk.workspace import Workspace


def fix(ws: Workspace, *, command: str, values: Mapping[str, Any], origin: object = None) -> Any:
    """Do what a quick fix says."""
    return COMMANDS[command](ws, **values, origin=origin)


def place(ws: Workspace, *, content: int, stage: int, channel: int, persona: int | None, origin: object = None) -> int:
    """Place a suggested piece; one that stands there as an idea, or was dropped, is planned."""
    waiting = select(Placement.id).where(
        Placement.content_id == content,
        Placement.stage_id == stage,
        Placement.channel_id == channel,
        Placement.date_from.is_(None),
        Placement.status.not_in([str(status) for status in COUNTED]),
    )
    with ws.read() as session:
        found = session.scalar(waiting.limit(1))
    if found is None:
        return suggest.apply(ws, content=content, stage=stage, channel=channel, persona=persona, origin=origin)
    people: list[int] = [persona] if persona is not None else []
    values = {"status": str(PlacementStatus.PLANNED), "archived": False, "personas": people}
    placements.update_many(ws, ids=[found], values=values, origin=origin)
    return found


def note_idea(
    ws: Workspace,
    *,
    form: str,
    topic: str,
    persona: int,
    appeal: str = "",
    stage: int | None = None,
    channel: int | None = None,
    origin: object = None,
) -> int:
    """Note an idea for a piece that a persona misses, named by form and topic, and return its id."""
    with ws.read() as session:
        labels = Labels(session, session.scalar(select(WorkspaceRow.lang)) or "en")
    title = f"{labels.of('content_form', form)}: {labels.of('topic', topic)}"
    with ws.edit(N_("Note the idea “{title}”"), title=title, origin=origin) as session:
        more: dict[str, Any] = {"appeal": appeal} if appeal else {}
        piece = placements.new_idea(session, title, stage=stage, form=form, topic=topic, personas={persona: 3}, **more)
        if stage is not None and channel is not None:
            values = {"content_id": piece, "stage_id": stage, "channel_id": channel, "personas": [persona]}
            write.add(session, "placement", {**values, "status": str(PlacementStatus.IDEA)})
        return piece


def set_fit(ws: Workspace, *, channel: int, stage: int, fit: int, origin: object = None) -> None:
    """Say how well a channel suits one stage."""
    with ws.read() as session:
        fits = items.linked(session, ENTITIES["channel"], channel, "fit")
    items.update(ws, "channel", channel, fit={**fits, stage: fit}, origin=origin)


def accept_form(ws: Workspace, *, channel: int, form_class: str, origin: object = None) -> None:
    """Let a channel take another class of forms."""
    with ws.read() as session:
        row = session.get(Channel, channel)
        taken = list(row.accepts) if row else []
    items.update(ws, "channel", channel, accepts=[*taken, form_class], origin=origin)


def make_link(ws: Workspace, *, placement: int, origin: object = None) -> None:
    """Give a placement a tracking link to the page its piece, its pool or the plan leads to."""
    with ws.read() as session:
        base = page_of(session, placement)
    links.make_for(ws, placements=[placement], base=base, origin=origin)


def page_of(session: Session, placement: int) -> str:
    """Return the page a placement had best lead to: as the piece's other links, its pool's entry, the own site."""
    row = session.get(Placement, placement)
    if row is None:
        raise write.gone(ENTITIES["placement"])
    others = (
        select(TrackingLink.base)
        .join(Placement, Placement.link_id == TrackingLink.id)
        .where(Placement.content_id == row.content_id)
    )
    pool = row.pool_id or session.scalar(select(Channel.pool_id).where(Channel.id == row.channel_id))
    hosts = session.scalar(select(WorkspaceRow.own_hosts)) or []
    found = (
        session.scalar(others.order_by(TrackingLink.id.desc()).limit(1)),
        session.scalar(select(LandingPool.entry).where(LandingPool.id == pool)),
        next((f"https://{host}/" for host in hosts), ""),
    )
    page = next((one for one in found if one), "")
    if not page:
        raise UserError("fix.no_page", N_("Say which page to lead to: write an own host down in the company's room."))
    return page


def receive(ws: Workspace, *, placement: int, content: int, cta: str, pool: int | None, origin: object = None) -> None:
    """Give a placement a landing pool, and its piece a call to action."""
    name = placements.placed_codes(ws, [placement])
    with ws.edit(N_("Receive the visitors of {code}"), code=name, origin=origin) as session:
        if cta:
            write.change(session, "content_piece", [content], {"cta": cta})
        if pool is not None:
            write.change(session, "placement", [placement], {"pool_id": pool})


def fit_piece(ws: Workspace, *, content: int, persona: int, origin: object = None) -> None:
    """Say that a piece fits another persona."""
    with ws.read() as session:
        fits = items.linked(session, ENTITIES["content_piece"], content, "personas")
    items.update(ws, "content_piece", content, personas={**fits, persona: 2}, origin=origin)


def reviewed(ws: Workspace, *, content: int, today: date, origin: object = None) -> None:
    """Note that a piece was looked through today."""
    items.update(ws, "content_piece", content, reviewed=today, origin=origin)


def run_through(
    ws: Workspace, *, content: int, stage: int, channel: int, first: date, last: date, origin: object = None
) -> int:
    """Place a piece that runs from one day to another."""
    values = {"date_from": first, "date_to": last}
    return placements.place(ws, content=content, stage=stage, channel=channel, **values, origin=origin)


def add_member(ws: Workspace, *, chain: int, persona: int, role: str, origin: object = None) -> int:
    """Give a persona a role in a decision chain."""
    return items.create(ws, "chain_member", chain_id=chain, persona_id=persona, role=role, origin=origin)


def connect_pool(ws: Workspace, *, pool: int, origin: object = None) -> None:
    """Note that a landing pool's contacts reach the customer records."""
    items.update(ws, "landing_pool", pool, connected=True, origin=origin)


def set_target(
    ws: Workspace,
    *,
    stage: int,
    target: int,
    channel: int | None = None,
    persona: int | None = None,
    origin: object = None,
) -> None:
    """Give a cell a target of its own."""
    cells.set_target(ws, stage=stage, channel=channel, persona=persona, target=target, origin=origin)


COMMANDS: Final[Mapping[str, Callable[..., Any]]] = {
    "place": place,
    "note_idea": note_idea,
    "move": placements.move,
    "set_fit": set_fit,
    "accept_form": accept_form,
    "make_link": make_link,
    "receive": receive,
    "fit_piece": fit_piece,
    "reviewed": reviewed,
    "run_through": run_through,
    "add_member": add_member,
    "connect_pool": connect_pool,
    "set_target": set_target,
    "merge": merging.merge,
    "retire": merging.retire,
}
