"""What is wanted in one cell of the map: a target of its own, or nothing, and why."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from b2bdesk.commands import words, write
from b2bdesk.commands.placements import cell_title
from b2bdesk.domain.base import label_in
from b2bdesk.domain.persona import Persona
from b2bdesk.domain.stage import CellPlan, Stage
from b2bdesk.errors import UserError
from b2bdesk.terms import N_
from b2bdesk.workspace import Workspace


def set_target(
    ws: Workspace,
    *,
    stage: int,
    channel: int | None = None,
    persona: int | None = None,
    target: int | None,
    origin: object = None,
) -> None:
    """Give a cell a target of its own, or with None take it away."""
    name = _name(ws, stage, channel, persona)
    merge = f"target:{stage}:{channel}:{persona}"
    with ws.edit(N_("Set the target of {cell}"), cell=name, merge=merge, origin=origin) as session:
        _set(session, stage, channel, persona, target=target)


def set_not_needed(
    ws: Workspace,
    *,
    stage: int,
    channel: int | None = None,
    persona: int | None = None,
    reason: str,
    origin: object = None,
) -> None:
    """Say that nothing is needed in a cell, and why."""
    with ws.edit(N_("Not needed: {cell}"), cell=_name(ws, stage, channel, persona), origin=origin) as session:
        if not reason.strip():
            raise UserError("cell.reason", N_("Say why nothing is needed here."))
        _set(session, stage, channel, persona, not_needed=True, reason=reason)


def set_needed(
    ws: Workspace, *, stage: int, channel: int | None = None, persona: int | None = None, origin: object = None
) -> None:
    """Take back that nothing is needed in a cell."""
    with ws.edit(N_("Needed again: {cell}"), cell=_name(ws, stage, channel, persona), origin=origin) as session:
        _set(session, stage, channel, persona, not_needed=False, reason="")


def _set(session: Session, stage: int, channel: int | None, persona: int | None, **values: object) -> None:
    axis = CellPlan.channel_id == channel if channel is not None else CellPlan.persona_id == persona
    found = session.scalar(select(CellPlan.id).where(CellPlan.stage_id == stage, axis))
    if found is None:
        found = write.add(
            session, "cell_plan", {"stage_id": stage, "channel_id": channel, "persona_id": persona, **values}
        )
    else:
        write.change(session, "cell_plan", [found], values)
    empty = CellPlan.target.is_(None), CellPlan.not_needed.is_(False)
    session.execute(delete(CellPlan).where(CellPlan.id == found, *empty))


def _name(ws: Workspace, stage: int, channel: int | None, persona: int | None) -> str:
    with ws.read() as session:
        if channel is not None:
            return cell_title(session, stage, channel)
        row, person = session.get(Stage, stage), session.get(Persona, persona)
        lang = words.plan_language(session)
        stage_name = label_in(lang, row.label_en, row.label_hans, row.label_hant) if row else ""
        return f"{person.name if person else ''} × {stage_name}"
