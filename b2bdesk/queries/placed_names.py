"""What people call a placement where something refers to it: the piece, and where it stands."""

from collections.abc import Iterator

from sqlalchemy import Integer, select, type_coerce
from sqlalchemy.orm import Session

from b2bdesk.domain.base import label_in
from b2bdesk.domain.channel import Channel
from b2bdesk.domain.content import ContentPiece
from b2bdesk.domain.placement import Placement
from b2bdesk.queries.board_rows import plain


def placed(session: Session, lang: str) -> Iterator[tuple[int, str, str, bool]]:
    """Yield id, code, "K22 What stock costs · Email" and whether it is archived, in the order of placements."""
    label = (Channel.label_en, Channel.label_hans, Channel.label_hant)
    channels = {row_id: label_in(lang, *names) for row_id, *names in session.execute(select(Channel.id, *label))}
    query = (
        select(Placement.id, Placement.code, type_coerce(Placement.archived, Integer), Placement.channel_id)
        .add_columns(ContentPiece.code, ContentPiece.title)
        .join(ContentPiece, ContentPiece.id == Placement.content_id)
        .order_by(Placement.sort, Placement.id)
    )
    for row_id, code, archived, channel, piece, title in plain(session, query):
        yield row_id, code, f"{piece} {title} · {channels[channel]}", bool(archived)
