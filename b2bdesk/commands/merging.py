"""Pieces that do the same: one takes over what the other has, and the other is retired."""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from b2bdesk.commands import items, placements, write
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.domain.content import ContentPiece
from b2bdesk.domain.placement import Placement
from b2bdesk.errors import UserError
from b2bdesk.terms import ContentStatus, N_, PlacementStatus
from b2bdesk.workspace import Workspace

ENDED = (str(PlacementStatus.DONE), str(PlacementStatus.DROPPED))
"""Placements that a retired piece may keep."""


def merge(ws: Workspace, *, kept: int, other: int, origin: object = None) -> None:
    """Let one piece take over the placements, personas, stages, tags and topics of another, which is retired.

    A placement that the kept piece already has, in the same cell with the same start, is dropped in its stead; the
    people it spoke to are added to the one that stays. Tracking links stay with their placements.
    """
    if kept == other:
        raise UserError("merge.same", N_("A piece cannot be merged into itself."))
    names = (placements.piece_codes(ws, [other]), placements.piece_codes(ws, [kept]))
    with ws.edit(N_("Merge {code} into {name}"), code=names[0], name=names[1], origin=origin) as session:
        for row_id in (kept, other):
            if session.get(ContentPiece, row_id) is None:
                raise write.gone(ENTITIES["content_piece"])
        _take_traits(session, kept, other)
        _take_placements(session, kept, other)
        _set_status(session, [other], ContentStatus.RETIRED)


def retire(ws: Workspace, *, ids: Sequence[int], origin: object = None) -> None:
    """Retire pieces: they go from what is still to come; what is done stays as it was."""
    with ws.edit(N_("Retire {code}"), code=placements.piece_codes(ws, ids), origin=origin) as session:
        open_ = Placement.content_id.in_(ids) & Placement.status.not_in(ENDED)
        session.execute(update(Placement).where(open_).values(status=str(PlacementStatus.DROPPED)))
        session.expire_all()
        _set_status(session, ids, ContentStatus.RETIRED)


def _set_status(session: Session, ids: Sequence[int], status: ContentStatus) -> None:
    write.change(session, "content_piece", ids, {"status": str(status)})


def _take_traits(session: Session, kept: int, other: int) -> None:
    entity = ENTITIES["content_piece"]
    mine = {key: items.linked(session, entity, kept, key) for key in ("personas", "stages", "tags")}
    theirs = {key: items.linked(session, entity, other, key) for key in mine}
    people = {
        person: max(mine["personas"].get(person, 0), theirs["personas"].get(person, 0))
        for person in {**mine["personas"], **theirs["personas"]}
    }
    one, two = session.get_one(ContentPiece, kept), session.get_one(ContentPiece, other)
    more = [*one.extra_topics, *([two.topic] if two.topic != one.topic else []), *two.extra_topics]
    values = {
        "personas": people,
        "stages": list(dict.fromkeys([*mine["stages"], *theirs["stages"]])),
        "tags": list(dict.fromkeys([*mine["tags"], *theirs["tags"]])),
        "extra_topics": [topic for topic in dict.fromkeys(more) if topic != one.topic],
    }
    write.change(session, "content_piece", [kept], values)


def _take_placements(session: Session, kept: int, other: int) -> None:
    standing = {_cell(row): row for row in session.scalars(select(Placement).where(Placement.content_id == kept))}
    for row in session.scalars(select(Placement).where(Placement.content_id == other)).all():
        same = standing.get(_cell(row))
        people = _served(session, row)
        if same is None:
            write.change(session, "placement", [row.id], {"content_id": kept, "personas": people})
        elif row.status not in ENDED:
            _join(session, same, people)
            write.change(session, "placement", [row.id], {"status": str(PlacementStatus.DROPPED)})


def _cell(row: Placement) -> tuple[object, ...]:
    return row.stage_id, row.channel_id, row.date_from


def _served(session: Session, row: Placement) -> list[int]:
    """Return whom a placement speaks to, by name: the kept piece may speak to more people than the other did."""
    own = items.linked(session, ENTITIES["placement"], row.id, "personas")
    return own or list(items.linked(session, ENTITIES["content_piece"], row.content_id, "personas"))


def _join(session: Session, row: Placement, people: Sequence[int]) -> None:
    here = _served(session, row)
    if set(people) - set(here):
        write.change(session, "placement", [row.id], {"personas": list(dict.fromkeys([*here, *people]))})
