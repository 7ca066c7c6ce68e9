"""Results on their way in, one by one or as a table; one of a placement belongs to the channel that stands in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from b2bdesk.commands import write
from b2bdesk.domain.placement import Placement
from b2bdesk.domain.result import Result
from b2bdesk.errors import UserError
from b2bdesk.i18n import tr
from b2bdesk.terms import N_
from b2bdesk.workspace import Workspace

ELSEWHERE = N_("{code} does not stand in this channel. Leave the channel empty: a result follows its placement.")


def filled(session: Session, values: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a new result, without a channel where it has a placement.

    Raises:
        UserError: `result.channel`, if that placement stands in another channel.
    """
    _refuse_elsewhere(session, values.get("placement_id"), values.get("channel_id"))
    return {**values, "channel_id": None} if values.get("placement_id") else values


def before_change(session: Session, ids: Sequence[int], values: dict[str, Any]) -> None:
    """Do the same for results that are there."""
    if not {"placement_id", "channel_id"} & values.keys():
        return
    for result in session.scalars(select(Result).where(Result.id.in_(ids))):
        placement = values.get("placement_id", result.placement_id)
        _refuse_elsewhere(session, placement, values.get("channel_id"))
    if values.get("placement_id"):
        values["channel_id"] = None
    elif values.get("channel_id"):
        _leave_to_placements(session, ids, values)


def _leave_to_placements(session: Session, ids: Sequence[int], values: dict[str, Any]) -> None:
    """Keep the channel of results that have a placement empty; it is that of the placement."""
    held = select(Result.id).where(Result.id.in_(ids), Result.placement_id.is_not(None))
    if "placement_id" not in values and session.scalar(held.limit(1)) is not None:
        values.pop("channel_id")


def _refuse_elsewhere(session: Session, placement_id: int | None, channel_id: int | None) -> None:
    if not placement_id or not channel_id:
        return
    placement = session.get(Placement, placement_id)
    if placement is not None and placement.channel_id != channel_id:
        raise UserError("result.channel", ELSEWHERE, code=placement.code)


@dataclass(frozen=True, slots=True)
class Brought:
    """A result from a table: the line it stood in, and its values, cleaned."""

    line: int
    values: Mapping[str, Any]


def known(session: Session, rows: Sequence[Brought]) -> int:
    """Return how many of some results are in the plan already."""
    there = _there(session)
    return sum(_same(there, row.values) is not None for row in rows)


def bring(ws: Workspace, *, rows: Sequence[Brought], origin: object = None) -> tuple[int, int]:
    """Take results over in one edit and return how many came and how many were replaced.

    One with a code that is there, or of the same days, channel, placement and segment, is replaced; what its line does
    not name stays. A line that breaks a rule refuses all of them.
    """
    with ws.edit(N_("Bring in {n} results"), n=len(rows), origin=origin) as session:
        there, came = _there(session), 0
        for row in rows:
            values = filled(session, dict(row.values))
            found = _same(there, values)
            try:
                if found is None:
                    came += 1
                    there[_scope(values)] = write.add(session, "result", values)
                else:
                    write.change(session, "result", [found], {k: v for k, v in values.items() if k != "code"})
            except UserError as error:
                error.place = error.place or tr(N_("Line {line}"), line=row.line)
                raise
        return came, len(rows) - came


Scope = tuple[Any, ...]


def _there(session: Session) -> dict[Scope, int]:
    """Return the results in use by their code, and by what they speak of."""
    columns = (Result.date_from, Result.date_to, Result.channel_id, Result.placement_id, Result.segment_id)
    rows = session.execute(select(Result.id, Result.code, *columns).where(Result.archived.is_(False))).all()
    return {(code,): row_id for row_id, code, *_ in rows} | {tuple(scope): row_id for row_id, _, *scope in rows}


def _same(there: Mapping[Scope, int], values: Mapping[str, Any]) -> int | None:
    return there.get((values["code"],)) if values.get("code") else there.get(_scope(values))


def _scope(values: Mapping[str, Any]) -> Scope:
    channel = None if values.get("placement_id") else values.get("channel_id")
    return (values["date_from"], values["date_to"], channel, values.get("placement_id"), values.get("segment_id"))
