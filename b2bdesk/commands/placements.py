"""What can be done on the map: place, move, copy, change, remove."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from b2bdesk.commands import items, presets, words, write
from b2bdesk.domain.base import label_in
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.domain.channel import Channel
from b2bdesk.domain.content import ContentPiece
from b2bdesk.domain.placement import Placement
from b2bdesk.domain.stage import Stage
from b2bdesk.errors import UserError
from b2bdesk.terms import ContentStatus, Horizon, N_, PlacementStatus
from b2bdesk.workspace import Workspace

DUPLICATED = ("content_id", "state", "segment_id", "campaign_id", "owner", "breadth", "pool_id", "notes", "date_to")


def place(ws: Workspace, *, content: int, stage: int, channel: int, **given: Any) -> int:
    """Put a piece into a cell, as `place_many` does with several, and return the new placement's id."""
    return place_many(ws, contents=[content], stage=stage, channel=channel, **given)[0]


def place_many(
    ws: Workspace,
    *,
    contents: Sequence[int],
    stage: int,
    channel: int,
    personas: Sequence[int] = (),
    status: str = PlacementStatus.PLANNED,
    date_from: date | None = None,
    today: date | None = None,
    origin: object = None,
    **more: Any,
) -> list[int]:
    """Put several pieces into a cell in one edit and return the new placements' ids."""
    name = piece_codes(ws, contents)
    with ws.edit(N_("Place {code} in {cell}"), code=name, cell=cell_name(ws, stage, channel), origin=origin) as session:
        values = {"personas": list(personas), "status": str(status), "date_from": date_from, **more}
        ids = put(session, contents, stage=stage, channel=channel, **values)
        refuse_done_ahead(session, ids, today or date.today())
        return ids


def put(session: Session, contents: Sequence[int], *, stage: int, channel: int, **values: Any) -> list[int]:
    """Add placements of pieces in a cell, none of them retired, and return their ids."""
    _refuse_retired(session, contents)
    where = {"stage_id": stage, "channel_id": channel}
    return [write.add(session, "placement", {"content_id": content, **where, **values}) for content in contents]


def place_by_text(ws: Workspace, *, text: str, stage: int, channel: int, origin: object = None) -> int:
    """Place the piece with this code or title; an unknown title becomes a new piece, as an idea."""
    wanted = " ".join(text.split())
    if not wanted:
        raise UserError("placement.text", N_("Type a code or a title."))
    with ws.edit(
        N_("Place {code} in {cell}"), code=wanted[:40], cell=cell_name(ws, stage, channel), origin=origin
    ) as session:
        content = find_piece(session, wanted) or new_idea(session, wanted, stage=stage)
        idea = session.scalar(select(ContentPiece.status).where(ContentPiece.id == content)) == ContentStatus.IDEA
        status = PlacementStatus.IDEA if idea else PlacementStatus.PLANNED
        return place(ws, content=content, stage=stage, channel=channel, status=status)


def find_piece(session: Session, text: str) -> int | None:
    """Return the piece whose code or title this is, whatever the case; None where there is none or several."""
    low = text.casefold()
    query = select(ContentPiece.id).where(
        ContentPiece.archived.is_(False),
        or_(func.lower(ContentPiece.code) == low, func.lower(ContentPiece.title) == low, ContentPiece.title == text),
    )
    found = session.scalars(query.limit(2)).all()
    return found[0] if len(found) == 1 else None


def new_idea(session: Session, title: str, *, stage: int | None = None, **values: Any) -> int:
    """Make a content piece that is only an idea so far and return its id."""
    given = {
        "title": title,
        "form": "article",
        "topic": "knowhow",
        "horizon": str(Horizon.ACTIVATION),
        "status": str(ContentStatus.IDEA),
        "stages": [stage] if stage else [],
        **values,
    }
    return write.add(session, "content_piece", presets.filled(session, "content_piece", given))


def move(ws: Workspace, *, ids: Sequence[int], stage: int, channel: int, origin: object = None) -> None:
    """Move placements to another cell; their own link stays theirs."""
    with ws.edit(
        N_("Move {code} to {cell}"), code=placed_codes(ws, ids), cell=cell_name(ws, stage, channel), origin=origin
    ) as session:
        for row in rows_of(session, ids):
            values: dict[str, Any] = {"stage_id": stage, "channel_id": channel}
            if row.stage_id != stage:
                values["state"] = ""  # a state belongs to its stage
            write.change(session, "placement", [row.id], values)


def copy(ws: Workspace, *, ids: Sequence[int], stage: int, channel: int, origin: object = None) -> list[int]:
    """Copy placements to another cell as planned ones without cost and link, and return the new ids."""
    with ws.edit(
        N_("Copy {code} to {cell}"), code=placed_codes(ws, ids), cell=cell_name(ws, stage, channel), origin=origin
    ) as session:
        return [copied(session, row, stage, channel) for row in rows_of(session, ids)]


def duplicate(ws: Workspace, *, ids: Sequence[int], channels: Sequence[int], origin: object = None) -> list[int]:
    """Copy placements into other channels of their own stage, and return the new ids."""
    with ws.edit(N_("Duplicate {code}"), code=placed_codes(ws, ids), origin=origin) as session:
        return [copied(session, row, row.stage_id, channel) for row in rows_of(session, ids) for channel in channels]


def copied(session: Session, row: Placement, stage: int, channel: int, **changed: Any) -> int:
    """Copy a placement into a cell, within an edit, with some fields changed, and return the new id."""
    entity = ENTITIES["placement"]
    values = {key: getattr(row, key) for key in DUPLICATED}
    if row.stage_id != stage:
        values["state"] = ""
    started = row.status in (PlacementStatus.IDEA, PlacementStatus.PLANNED)
    values |= {
        "stage_id": stage,
        "channel_id": channel,
        "status": row.status if started else str(PlacementStatus.PLANNED),
        "date_from": row.date_from,
        "personas": items.linked(session, entity, row.id, "personas"),
        **changed,
    }
    return write.add(session, "placement", values)


def remove(ws: Workspace, *, ids: Sequence[int], origin: object = None) -> None:
    """Take placements off the map; the pieces stay in the library."""
    with ws.edit(N_("Remove {code} from the map"), code=placed_codes(ws, ids), origin=origin) as session:
        write.remove(session, "placement", ids)


def set_status(
    ws: Workspace, *, ids: Sequence[int], status: str, today: date | None = None, origin: object = None
) -> None:
    """Say how far placements have come."""
    update_many(ws, ids=ids, values={"status": status}, today=today, origin=origin)


def update(ws: Workspace, *, id: int, today: date | None = None, origin: object = None, **values: Any) -> None:
    """Set fields of one placement."""
    update_many(ws, ids=[id], values=values, today=today, origin=origin)


def update_many(
    ws: Workspace,
    *,
    ids: Sequence[int],
    values: Mapping[str, Any],
    today: date | None = None,
    origin: object = None,
) -> None:
    """Set the same fields of several placements in one edit."""
    entity = ENTITIES["placement"]
    label = entity.field(next(iter(values))).label if len(values) == 1 else entity.one
    with ws.edit(N_("Set {field} of {name}"), field=label, name=placed_codes(ws, ids), origin=origin) as session:
        for row in rows_of(session, ids):
            given = dict(values)
            if "stage_id" in given and given["stage_id"] != row.stage_id:
                given.setdefault("state", "")
            write.change(session, "placement", [row.id], given)
        refuse_done_ahead(session, ids, today or date.today())


def refuse_done_ahead(session: Session, ids: Sequence[int], today: date) -> None:
    """Raise `UserError` for a placement that is done before it starts (B)."""
    query = select(Placement.code).where(
        Placement.id.in_(ids), Placement.status == str(PlacementStatus.DONE), Placement.date_from > today
    )
    if code := session.scalar(query.limit(1)):
        raise UserError("placement.done", N_("{code} starts in the future, so it cannot be done yet."), code=code)


def _refuse_retired(session: Session, contents: Sequence[int]) -> None:
    for content in contents:
        if problem := _retired(session, content):
            raise problem


def _retired(session: Session, content: int) -> UserError | None:
    piece = session.get(ContentPiece, content)
    if piece is None:
        return write.gone(ENTITIES["content_piece"])
    if piece.status != ContentStatus.RETIRED:
        return None
    return UserError(
        "placement.retired",
        N_("{code} {title} is retired; it can only stand in placements that are done or dropped."),
        code=piece.code,
        title=piece.title,
    )


def rows_of(session: Session, ids: Sequence[int]) -> list[Placement]:
    """Return placements by their ids, in that order; one that is gone raises `UserError`."""
    rows = {row.id: row for row in session.scalars(select(Placement).where(Placement.id.in_(ids)))}
    if len(rows) != len(set(ids)):
        raise write.gone(ENTITIES["placement"])
    return [rows[row_id] for row_id in dict.fromkeys(ids)]


def piece_codes(ws: Workspace, ids: Sequence[int]) -> str:
    """Return the codes of pieces, for the name of an edit."""
    with ws.read() as session:
        codes = session.scalars(select(ContentPiece.code).where(ContentPiece.id.in_(ids[:4]))).all()
    return _listed(codes, len(ids))


def placed_codes(ws: Workspace, ids: Sequence[int]) -> str:
    """Return the codes of the pieces that placements show, for the name of an edit."""
    query = select(ContentPiece.code).join(Placement, Placement.content_id == ContentPiece.id)
    with ws.read() as session:
        codes = session.scalars(query.where(Placement.id.in_(ids[:4]))).all()
    return _listed(codes, len(ids))


def _listed(codes: Sequence[str], n: int) -> str:
    return ", ".join(dict.fromkeys(codes[:3])) + (f" +{n - 3}" if n > 3 else "")


def cell_name(ws: Workspace, stage: int, channel: int) -> str:
    """Return what to call a cell: channel x stage, in the plan's language."""
    with ws.read() as session:
        return cell_title(session, stage, channel)


def cell_title(session: Session, stage: int, channel: int) -> str:
    """Return channel x stage in the plan's language."""
    lang = words.plan_language(session)
    rows = (session.get(Channel, channel), session.get(Stage, stage))
    names = [label_in(lang, row.label_en, row.label_hans, row.label_hant) for row in rows if row]
    return " × ".join(names)
