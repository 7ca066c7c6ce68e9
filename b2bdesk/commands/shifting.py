"""Where placements would stand in the calendar with other days or in another row, and what would come of it.

`persona` among the values of a row is one that a placement shall serve, `instead` of another where that is named.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from b2bdesk.commands import foresight, regrid, write
from b2bdesk.commands.consequences import Move, Outlook
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.domain.content import ContentPiece, ContentStage
from b2bdesk.domain.placement import Placement
from b2bdesk.domain.stage import Stage, StageFit
from b2bdesk.errors import UserError
from b2bdesk.terms import N_

NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Shift:
    """How placements change their days: by how many the start and the end move, and what else they get."""

    start: int = 0
    end: int = 0
    values: Mapping[str, Any] = field(default_factory=dict)


def for_row(session: Session, row: Placement, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values as one row takes them: a persona joins those that it serves."""
    found = {key: value for key, value in values.items() if key not in ("persona", "instead")}
    if "persona" in values:
        found |= regrid.changes(session, row, {"persona": values["persona"]}, values.get("instead"))
    return found


def in_order(session: Session, ids: Sequence[int], by: Shift) -> list[Placement]:
    """Return the rows so that none steps on the day of another that moves, too."""
    rows = session.scalars(select(Placement).where(Placement.id.in_(ids))).all()
    if len(rows) != len(set(ids)):
        raise write.gone(ENTITIES["placement"])
    return sorted(rows, key=lambda row: row.date_from or date.min, reverse=by.start > 0)


def moved(row: Placement, by: Shift) -> dict[str, Any]:
    """Return the values that a row gets; a state belongs to its stage."""
    start, end = _days(row, by)
    values = {key: value for key, value in by.values.items() if getattr(row, key, None) != value}
    if "stage_id" in values:
        values["state"] = ""
    return {"date_from": start, "date_to": end, **values}


def _days(row: Placement, by: Shift) -> tuple[date, date | None]:
    """Return the days after a shift; only what is lengthened gets an end it had not."""
    assert row.date_from is not None
    start = row.date_from + timedelta(days=by.start)
    if row.date_to is None:
        return start, row.date_from + timedelta(days=by.end) if by.end != by.start else None
    return start, row.date_to + timedelta(days=by.end)


def outlook(
    session: Session,
    *,
    ids: Sequence[int],
    start: int = 0,
    end: int = 0,
    values: Mapping[str, Any] = NOTHING,
    today: date,
    lang: str = "en",
) -> Outlook:
    """Return what would come of moving placements by days, or only their first or last day, and into another row."""
    by = Shift(start, end, values)
    rows = in_order(session, ids, by)
    if problem := _dateless(session, rows) or _homeless(session, rows, values):
        return Outlook(problem.sentence(lang))
    return foresight.outlook(session, [_going(row, by) for row in rows], lang=lang, today=today)


def outlook_on(
    session: Session,
    *,
    ids: Sequence[int] = (),
    contents: Sequence[int] = (),
    day: date | None,
    values: Mapping[str, Any] = NOTHING,
    today: date,
    lang: str = "en",
) -> Outlook:
    """Return what would come of giving placements this day, or none, and of placing pieces on it."""
    rows = session.scalars(select(Placement).where(Placement.id.in_(ids)).order_by(Placement.id)).all()
    if problem := _homeless(session, rows, values):
        return Outlook(problem.sentence(lang))
    moves = [put(row, day, None, values) for row in rows]
    if contents:
        channel = values.get("channel_id")
        if channel is None:  # which is asked for when they are let go
            return Outlook()
        moves += [Move(best_stage(session, channel, piece), channel, content=piece, start=day) for piece in contents]
    return foresight.outlook(session, moves, lang=lang, today=today)


def refusal(session: Session, rows: Sequence[Placement], by: Shift, today: date) -> UserError | None:
    """Return the first reason against a shift of rows."""
    return _dateless(session, rows) or foresight.refusal(session, [_going(row, by) for row in rows], today=today)


def _dateless(session: Session, rows: Sequence[Placement]) -> UserError | None:
    row = next((row for row in rows if row.date_from is None), None)
    if row is None:
        return None
    return said(session, row, "schedule.dateless", N_("{code} has no date yet. Drag it onto a day first."))


def _homeless(session: Session, rows: Sequence[Placement], values: Mapping[str, Any]) -> UserError | None:
    """Return why rows cannot stand where `values` puts them, such as with nobody to serve."""
    try:
        for row in rows:
            for_row(session, row, values)
    except UserError as error:
        return error
    return None


def _going(row: Placement, by: Shift) -> Move:
    return put(row, *_days(row, by), by.values)


def put(row: Placement, start: date | None, end: date | None, values: Mapping[str, Any]) -> Move:
    """Return where a placement would stand with these days."""
    stage, channel = values.get("stage_id", row.stage_id), values.get("channel_id", row.channel_id)
    return Move(stage, channel, placement=row.id, start=start, end=end)


def said(session: Session, row: Placement, code: str, sentence: str, **facts: Any) -> UserError:
    """Return a refusal that names the piece of a placement by its code."""
    piece = session.scalar(select(ContentPiece.code).where(ContentPiece.id == row.content_id))
    return UserError(code, sentence, code=piece, **facts)


def best_stage(session: Session, channel: int, content: int | None = None) -> int:
    """Return the stage of a piece (or of all) that suits a channel best, the earliest of equal ones."""
    fit = select(StageFit.fit).where(StageFit.stage_id == Stage.id, StageFit.channel_id == channel).scalar_subquery()
    query = select(Stage.id).where(Stage.archived.is_(False))
    query = query.order_by(func.coalesce(fit, 0).desc(), Stage.sort, Stage.id)
    own = select(ContentStage.stage_id).where(ContentStage.content_id == content)
    found = session.scalar(query.where(Stage.id.in_(own)).limit(1)) if content is not None else None
    found = found or session.scalar(query.limit(1))
    if found is None:
        raise UserError("schedule.stage", N_("This plan has no stage yet. Add one on the map first."))
    return found
