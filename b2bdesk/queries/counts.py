"""What the rail shows: the plan's name and period, and how many items each room holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from b2bdesk.domain.base import Item
from b2bdesk.domain.chain import DecisionChain
from b2bdesk.domain.channel import Channel
from b2bdesk.domain.content import ContentPiece
from b2bdesk.domain.evidence import Evidence
from b2bdesk.domain.persona import Persona
from b2bdesk.domain.placement import Placement
from b2bdesk.domain.result import Result
from b2bdesk.domain.segment import Segment
from b2bdesk.domain.settings import WorkspaceRow
from b2bdesk.terms import COUNTED

KINDS: Final[Mapping[str, type[Item]]] = {
    "segments": Segment,
    "personas": Persona,
    "chains": DecisionChain,
    "evidence": Evidence,
    "content": ContentPiece,
    "channels": Channel,
    "results": Result,
}


@dataclass(frozen=True, slots=True)
class Overview:
    """A plan at a glance; `counts` maps a room's key to its items, archived ones left out."""

    name: str
    lang: str
    start: date
    end: date
    counts: Mapping[str, int]
    placements: int

    @property
    def years(self) -> str:
        """Return the years of the plan: `2026` or `2026-27`."""
        first, last = self.start.year, self.end.year
        return str(first) if first == last else f"{first}-{last % 100:02d}"


def overview(session: Session) -> Overview:
    """Return name, period and counts in one statement; `map` counts the placements that cover a cell."""
    counts = {key: active(kind) for key, kind in KINDS.items()}
    counts["map"] = active(Placement).where(Placement.status.in_(COUNTED))
    counts["placements"] = active(Placement)
    columns = [query.scalar_subquery().label(key) for key, query in counts.items()]
    head = (WorkspaceRow.name, WorkspaceRow.lang, WorkspaceRow.plan_start, WorkspaceRow.plan_end)
    name, lang, start, end, *numbers = session.execute(select(*head, *columns)).one()
    found = dict(zip(counts, numbers, strict=True))
    placements = found.pop("placements")
    return Overview(name, lang, start, end, found, placements)


def active(kind: type[Item]):  # type: ignore[no-untyped-def]  # the type of a select says nothing to a reader
    """Return the query that counts the items in use."""
    return select(func.count()).select_from(kind).where(kind.archived.is_(False))
