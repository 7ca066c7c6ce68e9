"""Many placements in one edit: a list of titles into a cell, copies into several channels, fields of a selection."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from b2bdesk.commands import foresight, items, placements, schedule, write
from b2bdesk.commands.consequences import Consequence, Move
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.domain.content import ContentPersona, ContentPiece
from b2bdesk.domain.placement import Placement
from b2bdesk.errors import UserError
from b2bdesk.terms import ContentStatus, N_, PlacementStatus
from b2bdesk.workspace import Workspace

MOST_TITLES: Final = 500
ENTITY: Final = ENTITIES["placement"]
NOTHING: Final[Mapping[str, Any]] = {}


@dataclass(slots=True)
class Outcome:
    """What an edit did: the placements made or changed, how many new ideas, and what was left out.

    `stood` names pieces that stood in the cell already, `retired` those that may not be placed any more; `undated`
    counts placements that could not be shifted, having no date.
    """

    ids: tuple[int, ...] = ()
    placed: int = 0
    ideas: int = 0
    stood: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    undated: int = 0


@dataclass(frozen=True, slots=True)
class People:
    """Which personas placements are meant for from now on, and which no more."""

    add: tuple[int, ...] = ()
    remove: tuple[int, ...] = ()


NOBODY: Final = People()

# ---- a list of titles


def place_titles(
    ws: Workspace,
    *,
    stage: int,
    channel: int,
    titles: Sequence[str],
    personas: Sequence[int] = (),
    origin: object = None,
) -> Outcome:
    """Place the pieces that a list names by code or title; what nobody knows becomes a new piece, as an idea."""
    wanted = list({same(title): " ".join(title.split()) for title in reversed(titles) if same(title)}.values())[::-1]
    if not wanted:
        raise UserError("placement.text", N_("Type a code or a title."))
    if len(wanted) > MOST_TITLES:
        most = N_("These are {n} titles; {most} can be placed at once.")
        raise UserError("placement.titles", most, n=len(wanted), most=MOST_TITLES)
    cell = placements.cell_name(ws, stage, channel)
    name = N_("Place {code} in {cell}") if len(wanted) == 1 else N_("Place {n} titles in {cell}")
    with ws.edit(name, origin=origin, code=wanted[0][:40], n=len(wanted), cell=cell) as session:
        return _Titles(session, stage, channel, personas).place(wanted)


class _Titles:
    """Places titles in one cell."""

    def __init__(self, session: Session, stage: int, channel: int, personas: Sequence[int]) -> None:
        self.session, self.stage, self.channel, self.personas = session, stage, channel, list(personas)
        self.known = known_pieces(session)
        here = Placement.stage_id == stage, Placement.channel_id == channel
        self.here = set(session.scalars(select(Placement.content_id).where(*here, Placement.archived.is_(False))))
        self.closed = set(session.scalars(select(Placement.content_id).where(*here, Placement.date_from.is_(None))))

    def place(self, wanted: Sequence[str]) -> Outcome:
        """Place each, and tell what was done."""
        ids, stood, retired, ideas = [], list[str](), list[str](), 0
        for title in wanted:
            content, code, status = self.known.get(same(title), (0, "", ""))
            if not content:
                content, status, ideas = self._new(title), ContentStatus.IDEA, ideas + 1
            if status == ContentStatus.RETIRED:
                retired.append(code)
            elif content in self.here | self.closed:
                stood.append(code)
            else:
                self.here.add(content)
                ids.append(self._put(content, status))
        return Outcome(tuple(ids), len(ids), ideas, tuple(stood), tuple(retired))

    def _new(self, title: str) -> int:
        fits = dict.fromkeys(self.personas, 3)
        return placements.new_idea(self.session, title, stage=self.stage, personas=fits)

    def _put(self, content: int, status: str) -> int:
        idea = status == ContentStatus.IDEA
        given = str(PlacementStatus.IDEA if idea else PlacementStatus.PLANNED)
        where = {"stage": self.stage, "channel": self.channel}
        return placements.put(self.session, [content], **where, personas=self.personas, status=given)[0]


def known_pieces(session: Session) -> dict[str, tuple[int, str, str]]:
    """Return id, code and status of the pieces in use, by code and by title as they are compared; codes go first."""
    query = select(ContentPiece.id, ContentPiece.code, ContentPiece.title, ContentPiece.status)
    query = query.where(ContentPiece.archived.is_(False)).order_by(ContentPiece.sort.desc(), ContentPiece.id.desc())
    rows = session.execute(query).all()
    by_title = {same(title): (id, code, status) for id, code, title, status in rows}
    return by_title | {same(code): (id, code, status) for id, code, _, status in rows}


def same(text: str) -> str:
    """Return a text as it is compared: case, width and spaces aside."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


# ---- several channels


def duplicate(
    ws: Workspace, *, ids: Sequence[int], channels: Sequence[int], today: date, origin: object = None
) -> list[int]:
    """Copy placements into several channels of their stages in one edit; channels that refuse one refuse all."""
    if not channels:
        raise UserError("placement.channels", N_("Choose at least one channel."))
    with ws.read() as session:
        against = foresight.refusal(session, copies(ids, channels, session), today=today)
    if against is not None:
        raise against
    return placements.duplicate(ws, ids=ids, channels=channels, origin=origin)


def told_of_channels(
    session: Session, *, ids: Sequence[int], channels: Sequence[int], lang: str, today: date
) -> dict[int, list[Consequence]]:
    """Return for each channel what copying placements there would do, the refusals first."""
    moves = copies(ids, channels, session)
    found: dict[int, list[Consequence]] = {channel: [] for channel in channels}
    for consequence in foresight.preview(session, moves, lang=lang, today=today):
        found[moves[consequence.move].channel].append(consequence)
    return found


def copies(ids: Sequence[int], channels: Sequence[int], session: Session) -> list[Move]:
    """Return the moves that duplicating placements into channels is made of."""
    pairs = session.execute(select(Placement.id, Placement.stage_id).where(Placement.id.in_(ids))).all()
    stages = dict(pairs)
    return [Move(stages[i], channel, placement=i, copying=True) for channel in channels for i in ids if i in stages]


# ---- fields of a selection


def edit(
    ws: Workspace,
    *,
    ids: Sequence[int],
    values: Mapping[str, Any] = NOTHING,
    people: People = NOBODY,
    days: int = 0,
    today: date | None = None,
    origin: object = None,
) -> Outcome:
    """Give placements the same values, add and take away personas, shift their days, all in one edit."""
    keys = [*values, *(["personas"] if people != NOBODY else []), *(["date_from"] if days else [])]
    if not keys:
        return Outcome(tuple(ids))
    name = N_("Set {field} of {name}") if len(keys) == 1 else N_("Change {name}")
    facts = {"field": ENTITY.field(keys[0]).label, "name": placements.placed_codes(ws, ids)}
    with ws.edit(name, origin=origin, **facts) as session:
        undated = _shift(ws, session, ids, days, today or date.today()) if days else 0
        if values:
            placements.update_many(ws, ids=ids, values=values, today=today)
        for row in ids if people != NOBODY else ():
            _meet(session, row, people)
    return Outcome(tuple(ids), undated=undated)


def _shift(ws: Workspace, session: Session, ids: Sequence[int], days: int, today: date) -> int:
    """Shift those that have a day; return how many have none."""
    dated = Placement.id.in_(ids), Placement.date_from.is_not(None)
    moving = list(session.scalars(select(Placement.id).where(*dated)))
    if not moving:
        raise UserError("schedule.none", N_("None of these has a date yet, so there is nothing to shift."))
    schedule.move(ws, ids=moving, days=days, today=today)
    return len(set(ids)) - len(moving)


def _meet(session: Session, id: int, people: People) -> None:
    """Change whom a placement is for; those of the piece are named where nobody was."""
    row = session.get(Placement, id)
    if row is None:
        raise write.gone(ENTITY)
    own = items.linked(session, ENTITY, id, "personas")
    now = own or list(session.scalars(select(ContentPersona.persona_id).filter_by(content_id=row.content_id)))
    after = [p for p in dict.fromkeys([*now, *people.add]) if p not in people.remove]
    if not after and now:
        raise UserError(
            "placement.nobody",
            N_("{code} would be for nobody. Add another persona, or remove it from the map."),
            code=row.code,
        )
    if after != now:
        write.change(session, "placement", [id], {"personas": after})
