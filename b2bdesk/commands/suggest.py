"""Taking a suggestion: the piece goes where it was proposed, for the person it was proposed for (D12)."""

from sqlalchemy import select

from b2bdesk.commands import items, placements, write
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.domain.content import ContentPersona
from b2bdesk.domain.placement import Placement
from b2bdesk.terms import COUNTED, N_
from b2bdesk.workspace import Workspace


def apply(ws: Workspace, *, content: int, stage: int, channel: int, persona: int | None, origin: object = None) -> int:
    """Place a suggested piece and return the placement's id.

    Where the piece already stands in the cell for others, the person joins that placement.
    """
    query = select(Placement.id).where(
        Placement.content_id == content,
        Placement.stage_id == stage,
        Placement.channel_id == channel,
        Placement.status.in_([str(status) for status in COUNTED]),
    )
    with ws.read() as session:
        standing = session.scalar(query.order_by(Placement.id).limit(1))
    if standing is None or persona is None:
        people = [persona] if persona is not None else []
        return placements.place(ws, content=content, stage=stage, channel=channel, personas=people, origin=origin)
    name = placements.piece_codes(ws, [content])
    with ws.edit(N_("Place {code} for one more person"), code=name, origin=origin) as session:
        people = items.linked(session, ENTITIES["placement"], standing, "personas")
        people = people or list(
            session.scalars(select(ContentPersona.persona_id).where(ContentPersona.content_id == content))
        )
        write.change(session, "placement", [standing], {"personas": list(dict.fromkeys([*people, persona]))})
    return standing
