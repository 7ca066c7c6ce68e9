"""Filling a roster from the file, and bringing up to date what an edit changed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import func, Integer, Select, select, String, type_coerce
from sqlalchemy.orm import Session

from b2bdesk.domain.content import ContentPersona, ContentPiece, HelpCheck
from b2bdesk.domain.persona import PersonaSegment
from b2bdesk.domain.placement import Placement, PlacementPersona
from b2bdesk.domain.stage import StageState
from b2bdesk.insight.rows import growing
from b2bdesk.queries.axes import HELD, MONTH
from b2bdesk.queries.board_rows import plain
from b2bdesk.queries.roster import Roster
from b2bdesk.queries.roster_filter import small
from b2bdesk.queries.roster_groups import rank_of
from b2bdesk.queries.roster_rows import Piece, Placed

Changed = Mapping[str, set[int]]
"""The ids of rows that came, changed or went, by table."""
Pairs = dict[int, tuple[int, int]]
"""What a table of links says, by the ids of its rows."""

HELP: Final = HelpCheck.h1 + HelpCheck.h2 + HelpCheck.h3 + HelpCheck.h4 + HelpCheck.h5
PIECES: Final = (
    select(ContentPiece.id, ContentPiece.code, ContentPiece.short_title, ContentPiece.title, ContentPiece.form)
    .add_columns(
        ContentPiece.topic, ContentPiece.appeal, ContentPiece.horizon, ContentPiece.audience, HELP, ContentPiece.sort
    )
    .add_columns(ContentPiece.owner, ContentPiece.effort_h, ContentPiece.status, ContentPiece.archived)
    .outerjoin(HelpCheck, HelpCheck.content_id == ContentPiece.id)
)
PLACEMENTS: Final = select(
    Placement.id,
    Placement.content_id,
    Placement.status,
    type_coerce(Placement.cost, Integer),
    Placement.stage_id,
    Placement.channel_id,
    Placement.segment_id,
    Placement.campaign_id,
    Placement.state,
    type_coerce(Placement.date_from, String),
    type_coerce(Placement.date_to, String),
    Placement.owner,
    Placement.series,
).where(Placement.archived.is_(False))
OWN: Final[Any] = select(PlacementPersona.id, PlacementPersona.placement_id, PlacementPersona.persona_id)
FITS: Final[Any] = select(ContentPersona.id, ContentPersona.content_id, ContentPersona.persona_id)
COMPANY: Final = frozenset({"persona_segment", "decision_chain", "chain_member"})
"""The tables that say where all whom a placement serves belong: a change there concerns every placement."""
TABLES: Final = COMPANY | {
    "placement",
    "placement_persona",
    "content_piece",
    "content_persona",
    "help_check",
    "stage_state",
}
"""The tables that a roster is made from."""
OTHERS: Final = frozenset({"content_piece", "help_check", "stage_state"})
"""Those of them that no placement shows, but what is told of placements."""
NOBODY: Final = (0,)


@dataclass(slots=True)
class Links:
    """Who is meant by placements and by pieces, and where these people belong; kept to see what an edit changed."""

    own: Pairs = field(default_factory=dict)
    fits: Pairs = field(default_factory=dict)
    of_placement: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    of_piece: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    segments: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    roles: defaultdict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    def served(self, placement: int, content: int) -> tuple[int, ...]:
        """Return whom a placement serves: its own personas, or else those of its piece."""
        return tuple(sorted(self.of_placement.get(placement) or self.of_piece.get(content) or NOBODY))

    def belongs(self, people: Iterable[int]) -> tuple[int, ...]:
        """Return the segments of people, each once; 0 for who has none."""
        return tuple(dict.fromkeys(one for person in people for one in self.segments.get(person) or NOBODY))

    def hold(self, people: Iterable[int]) -> tuple[str, ...]:
        """Return the roles of people, each once; an empty one for who has none."""
        return tuple(dict.fromkeys(one for person in people for one in self.roles.get(person) or ("",)))


class Filler:
    """Fills one roster."""

    def __init__(self, roster: Roster) -> None:
        self.roster, self.links = roster, Links()

    def fill(self, session: Session) -> None:
        """Read everything."""
        with growing():
            self._read_stages(session)
            self._read_company(session)
            self._link(session, "own", OWN)
            self._link(session, "fits", FITS)
            self.roster.pieces.update(_pieces(session, PIECES))
            for found in plain(session, PLACEMENTS):
                row = self._placed(*found)
                self.roster.rows[row.id] = row

    def renew(self, session: Session, changed: Changed) -> None:
        """Read what has changed."""
        if not OTHERS.isdisjoint(changed):
            self.roster.forget_views()
        if "stage_state" in changed:
            self._read_stages(session)
        wanted, contents = set(changed.get("placement", ())), set(changed.get("content_piece", ()))
        if "help_check" in changed:  # whose check is gone cannot be told any more
            self.roster.pieces.update(_pieces(session, PIECES))
        elif contents:
            self._renew_pieces(session, contents)
        wanted |= self._link(session, "own", OWN, changed.get("placement_persona", set()))
        contents |= self._link(session, "fits", FITS, changed.get("content_persona", set()))
        if not COMPANY.isdisjoint(changed):
            self._read_company(session)
            wanted |= self.roster.rows.keys()
        if contents:
            wanted |= {row.id for row in self.roster.rows.values() if row.content in contents}
        if wanted:
            self._renew_placements(session, wanted)

    def _renew_pieces(self, session: Session, ids: Collection[int]) -> None:
        found = dict(_pieces(session, PIECES.where(ContentPiece.id.in_(ids))))
        for gone in set(ids) - found.keys():
            self.roster.pieces.pop(gone, None)
        self.roster.pieces.update(found)

    def _renew_placements(self, session: Session, ids: Collection[int]) -> None:
        roster = self.roster
        if len(ids) > MANY:
            roster.forget()
        query = PLACEMENTS if len(ids) > MANY else PLACEMENTS.where(Placement.id.in_(ids))
        found = {row.id: row for row in (self._placed(*found) for found in plain(session, query)) if row.id in ids}
        for gone in set(ids) - found.keys():
            roster.drop(gone)
        for row in found.values():
            roster.put(row)

    def _placed(
        self,
        id: int,
        content: int,
        status: str,
        cost: int,
        stage: int,
        channel: int,
        segment: int | None,
        campaign: int | None,
        state: str,
        start: str | None,
        end: str | None,
        owner: str,
        series: str,
    ) -> Placed:
        links, piece = self.links, self.roster.pieces[content]
        people = links.served(id, content)
        return Placed(
            rank_of(status), content, id, status, cost, stage, channel,
            (start or "")[:MONTH], piece.topic, piece.form, people,
            links.belongs(people) if segment is None else (segment,), links.hold(people),
            campaign, state, start, end, owner, series,
        )  # fmt: skip

    def _link(self, session: Session, name: str, query: Select[Any], ids: Collection[int] | None = None) -> set[int]:
        """Read links, all or only some; return the placements or the pieces that these are of."""
        links: Pairs = getattr(self.links, name)
        of = self.links.of_placement if name == "own" else self.links.of_piece
        touched = set()
        for gone in ids or ():
            if gone in links:
                owner, person = links.pop(gone)
                of[owner].remove(person)
                touched.add(owner)
        if ids is None or ids:
            key = query.selected_columns[0]
            for id, owner, person in plain(session, query if ids is None else query.where(key.in_(ids))):
                links[id] = owner, person
                of[owner].append(person)
                touched.add(owner)
        return touched

    def _read_company(self, session: Session) -> None:
        links = self.links
        links.segments.clear()
        links.roles.clear()
        for person, segment in plain(session, select(PersonaSegment.persona_id, PersonaSegment.segment_id)):
            links.segments[person].append(segment)
        for person, role in plain(session, select(HELD.c.persona_id, HELD.c.role)):
            links.roles[person].append(role)

    def _read_stages(self, session: Session) -> None:
        held: defaultdict[int, set[str]] = defaultdict(set)
        for stage, state in plain(session, select(StageState.stage_id, StageState.state)):
            held[stage].add(state)
        self.roster.holding = {stage: frozenset(states) for stage, states in held.items()}


MANY: Final = 200
"""From so many changed placements on it is quicker to count anew."""


def _pieces(session: Session, query: Select[Any]) -> Iterator[tuple[int, Piece]]:
    for id, code, short, title, *parts in plain(session, query):
        yield id, Piece._make((code, short, title, *parts, small(f"{code}\n{title}\n{short}")))


def size(session: Session) -> int:
    """Return how many placements there are."""
    return session.scalar(select(func.count()).select_from(Placement)) or 0
