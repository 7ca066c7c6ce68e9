"""What can be done in the calendar: give dates, move, lengthen, take dates away, repeat."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from b2bdesk.commands import foresight, items, placements, write
from b2bdesk.commands.shifting import (
    best_stage,
    for_row,
    in_order,
    moved,
    NOTHING,
    put,
    refusal,
    said,
    Shift,
)
from b2bdesk.domain.base import new_uid
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.domain.content import ContentPiece
from b2bdesk.domain.placement import Placement
from b2bdesk.domain.settings import WorkspaceRow
from b2bdesk.errors import UserError
from b2bdesk.insight.dates import add_months
from b2bdesk.terms import ContentStatus, N_, PlacementStatus
from b2bdesk.workspace import Workspace

MOST_REPEATS: Final = 200
UNITS: Final = ("week", "month")


# ---- moving


def move(
    ws: Workspace,
    *,
    ids: Sequence[int],
    days: int,
    values: Mapping[str, Any] = NOTHING,
    today: date | None = None,
    origin: object = None,
) -> None:
    """Move placements by days, and into another row of the calendar by `values`, such as a channel.

    `persona` among the values is one that they shall serve, `instead` of another where that is named.
    """
    name = N_("Move {code} by {days} days") if days else N_("Move {code} in the calendar")
    _shift(ws, ids, Shift(days, days, values), name, today, origin, days=days)


def resize(
    ws: Workspace,
    *,
    ids: Sequence[int],
    start: int = 0,
    end: int = 0,
    today: date | None = None,
    origin: object = None,
) -> None:
    """Move the first or the last day of placements by days; one without an end ends on its first day so far."""
    _shift(ws, ids, Shift(start, end), N_("Change the dates of {code}"), today, origin)


def _shift(
    ws: Workspace, ids: Sequence[int], by: Shift, name: str, today: date | None, origin: object, **facts: Any
) -> None:
    with ws.edit(name, code=placements.placed_codes(ws, ids), origin=origin, **facts) as session:
        rows = in_order(session, ids, by)
        if problem := refusal(session, rows, by, today or date.today()):
            raise problem
        for row in rows:
            own = replace(by, values=for_row(session, row, by.values))
            write.change(session, "placement", [row.id], moved(row, own))


# ---- giving dates and taking them away


def set_dates(
    ws: Workspace,
    *,
    ids: Sequence[int],
    start: date,
    end: date | None = None,
    values: Mapping[str, Any] = NOTHING,
    today: date | None = None,
    origin: object = None,
) -> None:
    """Give placements these days, whatever they had, and perhaps another row of the calendar."""
    code = placements.placed_codes(ws, ids)
    with ws.edit(N_("Schedule {code} for {day}"), code=code, day=start.isoformat(), origin=origin) as session:
        for row in placements.rows_of(session, ids):
            own = for_row(session, row, values)
            write.change(session, "placement", [row.id], {"date_from": start, "date_to": end, **own})
        placements.refuse_done_ahead(session, ids, today or date.today())


def unschedule(ws: Workspace, *, ids: Sequence[int], origin: object = None) -> None:
    """Take the dates of placements away; only ideas and planned ones can be without."""
    with ws.edit(N_("Take the date of {code} away"), code=placements.placed_codes(ws, ids), origin=origin) as session:
        rows = placements.rows_of(session, ids)
        if problem := foresight.refusal(session, [put(row, None, None, NOTHING) for row in rows], today=date.max):
            raise problem
        write.change(session, "placement", ids, {"date_from": None, "date_to": None})


def place(
    ws: Workspace,
    *,
    text: str,
    day: date,
    channel: int,
    stage: int | None = None,
    values: Mapping[str, Any] = NOTHING,
    origin: object = None,
) -> int:
    """Place the piece with this code or title on a day; an unknown title becomes a new piece, as an idea.

    Without a stage it is the one of the piece that suits the channel best, or that of all for a new piece.
    """
    wanted = " ".join(text.split())
    if not wanted:
        raise UserError("placement.text", N_("Type a code or a title."))
    with ws.edit(N_("Schedule {code} for {day}"), code=wanted[:40], day=day.isoformat(), origin=origin) as session:
        content = placements.find_piece(session, wanted)
        where = stage or best_stage(session, channel, content)
        if content is None:
            content = placements.new_idea(session, wanted, stage=where)
        piece = session.get(ContentPiece, content)
        idea = piece is not None and piece.status == ContentStatus.IDEA
        status = str(PlacementStatus.IDEA if idea else PlacementStatus.PLANNED)
        return placements.place(
            ws, content=content, stage=where, channel=channel, status=status, date_from=day, **values
        )


def place_pieces(
    ws: Workspace,
    *,
    contents: Sequence[int],
    day: date,
    channel: int,
    values: Mapping[str, Any] = NOTHING,
    origin: object = None,
) -> list[int]:
    """Place pieces on a day, each for the stage of its own that suits the channel best."""
    code = placements.piece_codes(ws, contents)
    with ws.edit(N_("Schedule {code} for {day}"), code=code, day=day.isoformat(), origin=origin) as session:
        return [
            placements.place(
                ws,
                content=content,
                stage=best_stage(session, channel, content),
                channel=channel,
                date_from=day,
                **values,
            )
            for content in contents
        ]


# ---- repeating


def repeat(
    ws: Workspace,
    *,
    id: int,
    every: int = 1,
    unit: str = "week",
    until: date | None = None,
    count: int | None = None,
    origin: object = None,
) -> list[int]:
    """Place again every so many weeks or months, until a day or so many times in all; return the new ids.

    The copies are rows of their own, planned, with their cost but without link; all bear one `series`.
    """
    with ws.edit(N_("Repeat {code}"), code=placements.placed_codes(ws, [id]), origin=origin) as session:
        row = session.get(Placement, id)
        if row is None:
            raise write.gone(ENTITIES["placement"])
        days = _repeats(session, row, every, unit, until, count)
        series = row.series or new_uid()
        write.change(session, "placement", [id], {"series": series})
        return [_again(session, row, day, series) for day in days]


def repeat_days(first: date, every: int, unit: str, until: date | None = None, count: int | None = None) -> list[date]:
    """Return the days after the first; those of months are reckoned from it, so that 31 Jan comes back in March."""
    found: list[date] = []
    step = 1
    while count is None or step < count:
        day = add_months(first, every * step) if unit == "month" else first + timedelta(weeks=every * step)
        if (until is not None and day > until) or len(found) > MOST_REPEATS:
            break
        found.append(day)
        step += 1
    return found


def _repeats(
    session: Session, row: Placement, every: int, unit: str, until: date | None, count: int | None
) -> list[date]:
    if row.date_from is None:
        raise said(session, row, "schedule.dateless", N_("{code} has no date yet. Drag it onto a day first."))
    if every < 1 or unit not in UNITS or (until is None and count is None) or (count is not None and count < 2):
        raise UserError("schedule.repeat", N_("Say how often to repeat, and until when or how many times in all."))
    plan_end = session.execute(select(WorkspaceRow.plan_end)).scalar_one()
    days = repeat_days(row.date_from, every, unit, until, count)
    if not days:
        raise UserError("schedule.none", N_("There is no day to repeat on before {day}."), day=str(until))
    if len(days) >= MOST_REPEATS:
        most = MOST_REPEATS
        raise UserError("schedule.many", N_("At most {n} placements can be made at once. End earlier."), n=most)
    if days[-1] > plan_end:
        raise UserError(
            "schedule.beyond",
            N_("The last one would be on {day}, but the plan ends on {end}. End earlier, or lengthen the plan."),
            day=days[-1].isoformat(),
            end=plan_end.isoformat(),
        )
    return days


REPEATED: Final = (*(key for key in placements.DUPLICATED if key != "date_to"), "stage_id", "channel_id", "cost")


def _again(session: Session, row: Placement, day: date, series: str) -> int:
    values = {key: getattr(row, key) for key in REPEATED}
    idea = row.status == PlacementStatus.IDEA
    assert row.date_from is not None
    values |= {
        "status": str(PlacementStatus.IDEA if idea else PlacementStatus.PLANNED),
        "date_from": day,
        "date_to": day + (row.date_to - row.date_from) if row.date_to else None,
        "personas": items.linked(session, ENTITIES["placement"], row.id, "personas"),
        "series": series,
    }
    return write.add(session, "placement", values)


def following(session: Session, id: int) -> list[int]:
    """Return this placement and all later ones of its series, by date."""
    row = session.get(Placement, id)
    if row is None or not row.series or row.date_from is None:
        return [id]
    query = select(Placement.id).where(Placement.series == row.series, Placement.date_from >= row.date_from)
    return list(session.scalars(query.order_by(Placement.date_from, Placement.id)))


def move_following(ws: Workspace, *, id: int, days: int, today: date | None = None, origin: object = None) -> None:
    """Move a placement and all later ones of its series by days."""
    with ws.read() as session:
        ids = following(session, id)
    move(ws, ids=ids, days=days, today=today, origin=origin)


def set_status_following(
    ws: Workspace, *, id: int, status: str, today: date | None = None, origin: object = None
) -> None:
    """Say how far a placement and all later ones of its series have come."""
    with ws.read() as session:
        ids = following(session, id)
    placements.set_status(ws, ids=ids, status=status, today=today, origin=origin)


def remove_following(ws: Workspace, *, id: int, origin: object = None) -> None:
    """Take a placement and all later ones of its series off the plan."""
    with ws.read() as session:
        ids = following(session, id)
    placements.remove(ws, ids=ids, origin=origin)
