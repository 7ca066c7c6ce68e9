"""Tracking links: built and checked by D11, made for placements in one go."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from b2bdesk.commands import presets, write
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.domain.channel import Channel
from b2bdesk.domain.content import ContentPiece
from b2bdesk.domain.placement import Campaign, Placement
from b2bdesk.terms import LinkKind, N_
from b2bdesk.workspace import Workspace


def make_for(ws: Workspace, *, placements: Sequence[int], base: str, origin: object = None) -> list[int]:
    """Give each placement that has none a tracking link to `base`; return the links' ids.

    Source and medium come from the channel, the campaign from the placement, the content from piece and placement.
    """
    with ws.edit(N_("Make {n} tracking links"), n=len(placements), origin=origin) as session:
        return [_make(session, placement, base) for placement in placements]


def _make(session: Session, placement_id: int, base: str) -> int:
    query = (
        select(Placement, ContentPiece.code, Channel, Campaign.slug)
        .join(ContentPiece, ContentPiece.id == Placement.content_id)
        .join(Channel, Channel.id == Placement.channel_id)
        .outerjoin(Campaign, Campaign.id == Placement.campaign_id)
        .where(Placement.id == placement_id)
    )
    found = session.execute(query).one_or_none()
    if found is None:
        raise write.gone(ENTITIES["placement"])
    placement, piece, channel, slug = found
    if placement.link_id is not None:
        return int(placement.link_id)
    values = {
        "base": base,
        "source": channel.utm_source or channel.code,
        "medium": channel.utm_medium or "referral",
        "campaign": slug or "plan",
        "content": f"{piece}-{placement.code}".lower(),
        "kind": str(LinkKind.QR if channel.utm_medium == "qr" else LinkKind.URL),
    }
    link = write.add(session, "tracking_link", presets.filled(session, "tracking_link", values))
    write.change(session, "placement", [placement_id], {"link_id": link})
    return link
