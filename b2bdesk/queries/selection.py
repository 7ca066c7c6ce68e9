"""What several placements have in common, for the fields that are set for all of them at once."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from b2bdesk.domain.content import ContentPersona
from b2bdesk.domain.placement import Placement, PlacementPersona


@dataclass(frozen=True, slots=True)
class Common:
    """What placements have in common: `values` they share, `mixed` fields, and how many serve each persona.

    `dated` counts those that have a date, of `n`.
    """

    n: int = 0
    values: Mapping[str, Any] = field(default_factory=dict)
    mixed: frozenset[str] = frozenset()
    personas: Mapping[int, int] = field(default_factory=dict)
    dated: int = 0


def common(session: Session, ids: Sequence[int], keys: Sequence[str]) -> Common:
    """Return what placements have in common in some of their fields."""
    columns = [getattr(Placement, key) for key in keys]
    query = select(Placement.id, Placement.content_id, Placement.date_from, *columns).where(Placement.id.in_(ids))
    rows = session.execute(query).all()
    seen = {key: {row[at] for row in rows} for at, key in enumerate(keys, 3)}
    return Common(
        len(rows),
        {key: next(iter(found)) for key, found in seen.items() if len(found) == 1},
        frozenset(key for key, found in seen.items() if len(found) > 1),
        _served(session, {row[0]: row[1] for row in rows}),
        sum(row[2] is not None for row in rows),
    )


def _served(session: Session, pieces: Mapping[int, int]) -> Mapping[int, int]:
    """Count the placements that serve each persona: their own, or else those of the piece."""
    own: defaultdict[int, list[int]] = defaultdict(list)
    of_piece: defaultdict[int, list[int]] = defaultdict(list)
    named = select(PlacementPersona.placement_id, PlacementPersona.persona_id)
    for placement, persona in session.execute(named.where(PlacementPersona.placement_id.in_(pieces))):
        own[placement].append(persona)
    fitting = select(ContentPersona.content_id, ContentPersona.persona_id)
    for content, persona in session.execute(fitting.where(ContentPersona.content_id.in_(set(pieces.values())))):
        of_piece[content].append(persona)
    return Counter(p for placement, content in pieces.items() for p in own.get(placement) or of_piece[content])
