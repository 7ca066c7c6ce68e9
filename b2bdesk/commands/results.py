"""Results on their way in: one of a placement is one of the channel in which that stands, wherever it moves."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from b2bdesk.domain.placement import Placement
from b2bdesk.domain.result import Result
from b2bdesk.errors import UserError
from b2bdesk.terms import N_

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
