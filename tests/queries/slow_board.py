"""What a board must show, counted the slow way: each placement by itself, in plain Python."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from b2bdesk.domain.chain import ChainMember, DecisionChain
from b2bdesk.domain.content import ContentPersona, ContentPiece
from b2bdesk.domain.persona import PersonaSegment
from b2bdesk.domain.placement import Placement, PlacementPersona
from b2bdesk.domain.stage import StageState
from b2bdesk.queries.board_values import BoardFilter
from b2bdesk.terms import BAND_OF, COUNTED, PHASE_OF, State


class SlowPlan:
    """A plan read whole."""

    def __init__(self, session: Session) -> None:
        self.pieces = {piece.id: piece for piece in session.scalars(select(ContentPiece))}
        self.placements = list(session.scalars(select(Placement).where(Placement.archived.is_(False))))
        self.own = grouped(session.execute(select(PlacementPersona.placement_id, PlacementPersona.persona_id)))
        self.fitting = grouped(session.execute(select(ContentPersona.content_id, ContentPersona.persona_id)))
        self.segments = grouped(session.execute(select(PersonaSegment.persona_id, PersonaSegment.segment_id)))
        self.states = grouped(session.execute(select(StageState.stage_id, StageState.state)))
        chains = set(session.scalars(select(DecisionChain.id).where(DecisionChain.archived.is_(False))))
        members = session.execute(select(ChainMember.chain_id, ChainMember.persona_id, ChainMember.role))
        self.roles = grouped((person, role) for chain, person, role in members if chain in chains)

    def people(self, p: Placement) -> set[Any]:
        return self.own.get(p.id) or self.fitting.get(p.content_id, set())

    def segments_of(self, p: Placement) -> set[Any]:
        if p.segment_id is not None:
            return {p.segment_id}
        return {segment for person in self.people(p) for segment in self.segments.get(person, ())}

    def roles_of(self, p: Placement) -> set[Any]:
        return {role for person in self.people(p) for role in self.roles.get(person) or {""}}

    def keys(self, axis: str, p: Placement) -> set[Any]:
        """Return under which lines of an axis a placement stands."""
        read: dict[str, Callable[[], set[Any]]] = {
            "stage": lambda: {p.stage_id},
            "channel": lambda: {p.channel_id},
            "persona": lambda: self.people(p) or {0},
            "topic": lambda: {self.pieces[p.content_id].topic},
            "form": lambda: {self.pieces[p.content_id].form},
            "segment": lambda: self.segments_of(p) or {0},
            "role": lambda: self.roles_of(p) or {""},
            "month": lambda: {p.date_from.isoformat()[:7] if p.date_from else ""},
        }
        return read[axis]()

    def lets_through(self, where: BoardFilter, p: Placement) -> bool:
        piece = self.pieces[p.content_id]
        states = {p.state} if p.state else self.states.get(p.stage_id, set())
        words = " ".join((piece.code, piece.title, piece.short_title)).lower()
        asked = [
            (where.personas, self.people(p)),
            (where.segments, self.segments_of(p)),
            (where.campaigns, {p.campaign_id}),
            (where.stages, {p.stage_id}),
            (where.channels, {p.channel_id}),
            (where.forms, {piece.form}),
            (where.topics, {piece.topic}),
            (where.horizons, {piece.horizon}),
            (where.appeals, {piece.appeal}),
            (where.audiences, {piece.audience}),
            (where.phases, {str(PHASE_OF[State(state)]) for state in states}),
            (where.bands, {str(BAND_OF[State(state)]) for state in states}),
        ]
        through = all(not chosen or chosen & has for chosen, has in asked)
        return through and self.runs(where, p) and all(word in words for word in where.text.lower().split())

    def runs(self, where: BoardFilter, p: Placement) -> bool:
        if where.since is None and where.until is None:
            return True
        if p.date_from is None:
            return False
        last = p.date_to or (date.max if p.status == "live" else p.date_from)
        return (where.since is None or last >= where.since) and (where.until is None or p.date_from <= where.until)

    def count(self, rows: str, columns: str, where: BoardFilter) -> tuple[Counter[Any], Counter[Any], Counter[Any]]:
        """Return counted and shown placements of each cell, and the cost of the counted in minor units."""
        n: Counter[Any] = Counter()
        shown: Counter[Any] = Counter()
        cost: Counter[Any] = Counter()
        for p in self.placements:
            if p.status not in where.shown or not self.lets_through(where, p):
                continue
            for column in self.keys(columns, p):
                for row in self.keys(rows, p):
                    shown[column, row] += 1
                    if p.status in COUNTED:
                        n[column, row] += 1
                        cost[column, row] += int(p.cost * 100)
        return n, shown, cost


def grouped(pairs: Any) -> dict[Any, set[Any]]:
    """Return the second values of pairs by the first."""
    found: dict[Any, set[Any]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
    return found
