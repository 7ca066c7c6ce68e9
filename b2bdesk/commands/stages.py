"""Which lifecycle states a stage holds."""

from collections.abc import Sequence

from sqlalchemy import delete, insert, select, update

from b2bdesk.commands import checks, items, write
from b2bdesk.commands.values import clean_value
from b2bdesk.domain import metadata
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.terms import N_
from b2bdesk.workspace import Workspace


def set_states(ws: Workspace, *, stage: int, states: Sequence[str], origin: object = None) -> None:
    """Give a stage these lifecycle states; each leaves the stage it was in, and none may be left out."""
    name = items.title(ws, "stage", [stage])
    table = metadata.tables["stage_state"]
    with ws.edit(N_("Set the states of {name}"), name=name, origin=origin) as session:
        if session.get(ENTITIES["stage"].cls, stage) is None:
            raise write.gone(ENTITIES["stage"])
        wanted = dict.fromkeys(clean_value(session, table.c.state.info["field"], state) for state in states)
        homes = {row.state: row.stage_id for row in session.execute(select(table.c.state, table.c.stage_id))}
        for state in wanted:
            if state not in homes:
                session.execute(insert(table).values(stage_id=stage, state=state))
            elif homes[state] != stage:
                session.execute(update(table).where(table.c.state == state).values(stage_id=stage))
        lost = [state for state, home in homes.items() if home == stage and state not in wanted]
        session.execute(delete(table).where(table.c.state.in_(lost)))
        session.expire_all()
        checks.states_complete(session, None)
        checks.state_of_its_stage(session, None)
