"""What can be done with the plan itself and the company behind it."""

from typing import Any

from sqlalchemy import select

from b2bdesk.commands import presets, write
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.domain.settings import WorkspaceRow
from b2bdesk.terms import N_
from b2bdesk.workspace import Workspace


def set_plan(ws: Workspace, *, origin: object = None, **values: Any) -> None:
    """Set name, language, currency, period or hosts of the plan."""
    _set_single(ws, "workspace", values, origin)


def set_company(ws: Workspace, *, origin: object = None, typing: bool = False, **values: Any) -> None:
    """Set fields of the company's profile."""
    _set_single(ws, "company_profile", values, origin, typing=typing)


def set_setting(ws: Workspace, *, key: str, value: Any, origin: object = None) -> None:
    """Set one of the plan's settings; None takes it away."""
    with ws.edit(N_("Change the settings"), origin=origin) as session:
        row = session.scalars(select(WorkspaceRow)).one()
        settings = {**row.settings, key: value}
        row.settings = {name: kept for name, kept in settings.items() if kept is not None}


def _set_single(ws: Workspace, kind: str, values: dict[str, Any], origin: object, *, typing: bool = False) -> None:
    entity = ENTITIES[kind]
    label = entity.field(next(iter(values))).label if len(values) == 1 else entity.one
    merge = f"{kind}:{','.join(values)}" if typing else None
    with ws.edit(N_("Set {field}"), field=label, merge=merge, origin=origin) as session:
        row_id = session.scalar(select(entity.cls.__table__.c.id))
        if row_id is None:
            write.add(session, kind, presets.filled(session, kind, values))
        else:
            write.change(session, kind, [row_id], values)
