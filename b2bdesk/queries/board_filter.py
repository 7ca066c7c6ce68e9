"""What a filter of the map asks of a placement, in SQL; shared by all views, so that they show the same placements."""

from collections.abc import Collection, Iterable
from typing import Any, Final

from sqlalchemy import and_, case, ColumnElement, literal, or_, select, String, type_coerce
from sqlalchemy.orm import InstrumentedAttribute

from b2bdesk.domain.content import ContentPersona, ContentPiece
from b2bdesk.domain.persona import PersonaSegment
from b2bdesk.domain.placement import Placement, PlacementPersona
from b2bdesk.domain.stage import StageState
from b2bdesk.queries.board_values import BoardFilter
from b2bdesk.terms import BAND_OF, PHASE_OF, PlacementStatus

OF_PLACEMENT: Final = {
    "campaigns": Placement.campaign_id,
    "channels": Placement.channel_id,
    "stages": Placement.stage_id,
}
OF_PIECE: Final = {
    "forms": ContentPiece.form,
    "topics": ContentPiece.topic,
    "horizons": ContentPiece.horizon,
    "appeals": ContentPiece.appeal,
    "audiences": ContentPiece.audience,
}
"""The parts of a filter that a column answers."""
FOREVER: Final = "9999-12-31"


def conditions(where: BoardFilter) -> list[ColumnElement[bool]]:
    """Return what a filter asks of a placement, its status apart; pieces are looked through once."""
    asked: list[ColumnElement[bool]] = [Placement.archived.is_(False)]
    if where.personas:
        asked.append(
            _serves(PlacementPersona.persona_id.in_(where.personas), ContentPersona.persona_id.in_(where.personas))
        )
    if where.segments:
        asked.append(_in_segments(where.segments))
    asked += _chosen(where, OF_PLACEMENT)
    if piece := [*_chosen(where, OF_PIECE), *words(where.text)]:
        asked.append(_content().in_(select(ContentPiece.id).where(*piece).correlate(None)))
    for chosen, of in ((where.phases, PHASE_OF), (where.bands, BAND_OF)):
        if chosen:
            asked.append(_in_states([str(state) for state, part in of.items() if part in chosen]))
    return [*asked, *_in_days(where)]


def _chosen(where: BoardFilter, columns: dict[str, InstrumentedAttribute[Any]]) -> list[ColumnElement[bool]]:
    return [column.in_(getattr(where, part)) for part, column in columns.items() if getattr(where, part)]


def words(text: str) -> list[ColumnElement[bool]]:
    """Return the condition that the code or a title of a piece holds all words."""
    return [
        or_(
            ContentPiece.code.icontains(word, autoescape=True),
            ContentPiece.title.icontains(word, autoescape=True),
            ContentPiece.short_title.icontains(word, autoescape=True),
        )
        for word in text.split()
    ]


def _content() -> ColumnElement[int]:
    """Return the piece as an expression that no index is tried for: each placement is looked up in the list instead."""
    return Placement.content_id + 0


def _serves(own: ColumnElement[bool], inherited: ColumnElement[bool]) -> ColumnElement[bool]:
    named = select(PlacementPersona.placement_id).correlate(None)
    pieces = select(ContentPersona.content_id).where(inherited).correlate(None)
    return or_(Placement.id.in_(named.where(own)), and_(Placement.id.not_in(named), _content().in_(pieces)))


def _in_segments(segments: Collection[int]) -> ColumnElement[bool]:
    people = select(PersonaSegment.persona_id).where(PersonaSegment.segment_id.in_(segments))
    served = _serves(PlacementPersona.persona_id.in_(people), ContentPersona.persona_id.in_(people))
    return or_(Placement.segment_id.in_(segments), and_(Placement.segment_id.is_(None), served))


def _in_states(states: Iterable[str]) -> ColumnElement[bool]:
    """A placement counts for its state, or for all states of its stage when none is set (D1)."""
    wanted = list(states)
    holding = select(StageState.stage_id).where(StageState.state.in_(wanted))
    return or_(Placement.state.in_(wanted), and_(Placement.state == "", Placement.stage_id.in_(holding)))


def _in_days(where: BoardFilter) -> list[ColumnElement[bool]]:
    """Without an end, what is live goes on and anything else is over in a day; undated placements are in no span."""
    start, end = type_coerce(Placement.date_from, String), type_coerce(Placement.date_to, String)
    last = case(
        (Placement.date_to.is_not(None), end),
        (Placement.status == str(PlacementStatus.LIVE), literal(FOREVER)),
        else_=start,
    )
    asked: list[ColumnElement[bool]] = []
    if where.since is not None:
        asked.append(last >= where.since.isoformat())
    if where.until is not None:
        asked.append(start <= where.until.isoformat())
    return asked
