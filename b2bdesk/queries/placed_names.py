"""What people call a placement where something refers to it: the piece, and where it stands."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from b2bdesk.domain.base import label_in
from b2bdesk.domain.channel import Channel
from b2bdesk.domain.content import ContentPiece
from b2bdesk.domain.placement import Placement


def placed(session: Session, lang: str) -> Iterator[tuple[int, str, str, bool]]:
    """Yield id, code, "K22 What stock costs · Email" and whether it is archived, in the order of placements."""
    query = (
        select(
            Placement.id,
            Placement.code,
            Placement.archived,
            ContentPiece.code,
            ContentPiece.title,
            Channel.label_en,
            Channel.label_hans,
            Channel.label_hant,
        )
        .join(ContentPiece, ContentPiece.id == Placement.content_id)
        .join(Channel, Channel.id == Placement.channel_id)
        .order_by(Placement.sort, Placement.id)
    )
    for row_id, code, archived, piece, title, *labels in session.execute(query):
        yield row_id, code, f"{piece} {title} · {label_in(lang, *labels)}", archived
