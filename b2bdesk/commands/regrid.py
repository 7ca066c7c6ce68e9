"""Drops on a board of any axes: what stands in one cell is moved or copied to another, along both axes in one edit.

A cell is told by what its line and column stand for: `stage=3, channel=7`, or `persona=2, stage=3`, `month="2026-04"`.
Topic, form and role belong to the piece or to the person, so that nothing is moved along them.
"""

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from b2bdesk.commands import foresight, items, placements, words, write
from b2bdesk.commands.consequences import Move, Outlook
from b2bdesk.domain.base import label_in
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.domain.channel import Channel
from b2bdesk.domain.content import ContentPersona, ContentPiece
from b2bdesk.domain.persona import Persona
from b2bdesk.domain.placement import Placement
from b2bdesk.domain.segment import Segment
from b2bdesk.domain.stage import Stage
from b2bdesk.errors import UserError
from b2bdesk.queries.axis_heads import month_name
from b2bdesk.terms import N_
from b2bdesk.workspace import Workspace

ENTITY: Final = ENTITIES["placement"]
FIXED: Final = {
    "topic": N_("A topic belongs to the piece: change it there, or drop {code} in its own line or column."),
    "form": N_("A form belongs to the piece: change it there, or drop {code} in its own line or column."),
    "role": N_("Roles are held by people: change the personas of {code}, or drop it in its own line or column."),
}
"""Why nothing is moved along these."""
NO_PERSONA: Final = N_("Drop {code} on a persona; without one of its own it serves those of its piece.")
NO_SEGMENT: Final = N_("Drop {code} on a segment; to serve all of them, clear the segment in its fields.")


def move(
    ws: Workspace,
    *,
    ids: Sequence[int],
    instead: Mapping[int, int] | None = None,
    today: date | None = None,
    origin: object = None,
    **to: Any,
) -> None:
    """Move placements to another cell; `instead` names the persona whom a placement leaves for the new one."""
    name, cell = placements.placed_codes(ws, ids), spot_name(ws, to)
    with ws.edit(N_("Move {code} to {cell}"), code=name, cell=cell, origin=origin) as session:
        for row in placements.rows_of(session, ids):
            _refuse_fixed(session, row.content_id, to)
            write.change(session, "placement", [row.id], changes(session, row, to, (instead or {}).get(row.id)))
        placements.refuse_done_ahead(session, ids, today or date.today())


def copy(
    ws: Workspace,
    *,
    ids: Sequence[int],
    instead: Mapping[int, int] | None = None,
    origin: object = None,
    **to: Any,
) -> list[int]:
    """Copy placements to another cell as planned ones without cost and link, and return what stands there now.

    Where only the persona differs it would be the same placement again, so this one serves the new persona too.
    """
    name, cell = placements.placed_codes(ws, ids), spot_name(ws, to)
    with ws.edit(N_("Copy {code} to {cell}"), code=name, cell=cell, origin=origin) as session:
        return [_copied(session, row, to, (instead or {}).get(row.id)) for row in placements.rows_of(session, ids)]


def _copied(session: Session, row: Placement, to: Mapping[str, Any], leaving: int | None) -> int:
    _refuse_fixed(session, row.content_id, to)
    if set(to) == {"persona"}:
        write.change(session, "placement", [row.id], changes(session, row, to, None))
        return row.id
    values = changes(session, row, to, leaving)
    stage, channel = values.pop("stage_id", row.stage_id), values.pop("channel_id", row.channel_id)
    return placements.copied(session, row, stage, channel, **values)


def changes(session: Session, row: Placement, to: Mapping[str, Any], leaving: int | None = None) -> dict[str, Any]:
    """Return which fields of a placement a drop sets."""
    found: dict[str, Any] = {}
    for axis, key in to.items():
        found |= _CHANGES[axis](session, row, key, leaving)
    return found


def _to_stage(_session: Session, row: Placement, key: Any, _leaving: int | None) -> dict[str, Any]:
    """A state belongs to its stage."""
    return {"stage_id": key} if row.stage_id == key else {"stage_id": key, "state": ""}


def _to_channel(_session: Session, _row: Placement, key: Any, _leaving: int | None) -> dict[str, Any]:
    return {"channel_id": key}


def _to_persona(session: Session, row: Placement, key: Any, leaving: int | None) -> dict[str, Any]:
    """Inherited personas become the placement's own first."""
    if not key:
        raise UserError("regrid.persona", NO_PERSONA, code=_code(session, row.content_id))
    served = [person for person in served_by(session, row) if person != leaving]
    return {"personas": served if key in served else [*served, key]}


def _to_segment(session: Session, row: Placement, key: Any, _leaving: int | None) -> dict[str, Any]:
    if not key:
        raise UserError("regrid.segment", NO_SEGMENT, code=_code(session, row.content_id))
    return {"segment_id": key}


def _to_month(_session: Session, row: Placement, key: Any, _leaving: int | None) -> dict[str, Any]:
    """The same day of that month; the end keeps its distance."""
    if not key:
        return {"date_from": None, "date_to": None}
    year, month = int(str(key)[:4]), int(str(key)[5:7])
    day = min(row.date_from.day if row.date_from else 1, monthrange(year, month)[1])
    start = date(year, month, day)
    if row.date_from is None or row.date_to is None:
        return {"date_from": start}
    return {"date_from": start, "date_to": row.date_to + (start - row.date_from)}


_CHANGES: Final[dict[str, Callable[[Session, Placement, Any, int | None], dict[str, Any]]]] = {
    "stage": _to_stage,
    "channel": _to_channel,
    "persona": _to_persona,
    "segment": _to_segment,
    "month": _to_month,
}


def served_by(session: Session, row: Placement) -> list[int]:
    """Return whom a placement serves: its own personas, or else those of its piece."""
    own = items.linked(session, ENTITY, row.id, "personas")
    fitting = select(ContentPersona.persona_id).where(ContentPersona.content_id == row.content_id)
    return list(own) or list(session.scalars(fitting.order_by(ContentPersona.id)))


def _refuse_fixed(session: Session, content: int, to: Mapping[str, Any]) -> None:
    for axis in to:
        if axis in FIXED:
            raise UserError(f"regrid.{axis}", FIXED[axis], code=_code(session, content))


# ---- telling before


def outlook(
    session: Session,
    *,
    to: Mapping[str, Any],
    ids: Sequence[int] = (),
    contents: Sequence[int] = (),
    instead: Mapping[int, int] | None = None,
    copying: bool = False,
    today: date,
    lang: str = "en",
) -> Outlook:
    """Return what would come of a drop, before it is done."""
    try:
        rows = placements.rows_of(session, ids) if ids else []
        moves = [_move(session, row, to, (instead or {}).get(row.id), copying) for row in rows]
        moves += [_placing(content, to) for content in contents]
    except UserError as error:
        return Outlook(error.sentence(lang))
    if set(to) == {"persona"}:
        return Outlook()
    return foresight.outlook(session, moves, lang=lang, today=today)


def _move(session: Session, row: Placement, to: Mapping[str, Any], leaving: int | None, copying: bool) -> Move:
    """Return where a placement would stand; what is fixed is refused."""
    _refuse_fixed(session, row.content_id, to)
    new = changes(session, row, to, leaving)
    stage, channel = new.get("stage_id", row.stage_id), new.get("channel_id", row.channel_id)
    started = {"start": new["date_from"]} if "date_from" in new else {}
    return Move(stage, channel, placement=row.id, copying=copying, **started)


def _placing(content: int, to: Mapping[str, Any]) -> Move:
    if {"stage", "channel"} <= to.keys():
        return Move(to["stage"], to["channel"], content=content)
    raise UserError(
        "regrid.place", N_("A placement needs a stage and a channel: place pieces on the board that shows both.")
    )


# ---- names


def _code(session: Session, content: int) -> str:
    return session.scalar(select(ContentPiece.code).where(ContentPiece.id == content)) or ""


def _name(session: Session, kind: type[Channel] | type[Stage], row_id: int, lang: str) -> str:
    row = session.get(kind, row_id)
    return label_in(lang, row.label_en, row.label_hans, row.label_hant) if row else ""


def spot_name(ws: Workspace, to: Mapping[str, Any]) -> str:
    """Return what to call a cell in the name of an edit, in the plan's language."""
    with ws.read() as session:
        lang = words.plan_language(session)
        named = [_part(session, axis, to[axis], lang) for axis in (*_PARTS, *FIXED) if axis in to]
    return " × ".join(named)


_PARTS: Final = ("channel", "persona", "segment", "month", "stage")


def _part(session: Session, axis: str, key: Any, lang: str) -> str:
    if axis in ("stage", "channel"):
        return _name(session, Stage if axis == "stage" else Channel, key, lang)
    if axis in ("persona", "segment"):
        kind: Any = Persona if axis == "persona" else Segment
        return session.scalar(select(kind.name).where(kind.id == key)) or "–"
    return month_name(str(key), lang) if axis == "month" and key else str(key) or "–"
