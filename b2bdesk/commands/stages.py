"""Which lifecycle states a stage holds."""

from collections.abc import Sequence

from sqlalchemy import delete, insert, select, update

from b2bdesk.commands import checks, items, write
from b2bdesk.commands.values import clean_value
from b2bdesk.domain import metadata
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.domain.stage import Stage
from b2bdesk.terms import N_
from b2bdesk.workspace import Workspace


def set_states(ws: Workspace, *, stage: int, states: Sequence[str], origin: object = None) -> None:
    """Give a stage these lifecycle states; each leaves the stage it was in, and none may be left out."""
    name = items.title(ws, "stage", [stage])
    table = metadata.tables["stage_state"]
    with ws.edit(N_("Set the states of {name}"), name=name, origin=origin) as session:
        row = session.get(Stage, stage)
        if row is None:
            raise write.gone(ENTITIES["stage"])
        same = select(Stage.id).where(Stage.stage_set_id.is_not_distinct_from(row.stage_set_id))
        here = table.c.stage_id.in_(same)
        wanted = dict.fromkeys(clean_value(session, table.c.state.info["field"], state) for state in states)
        homes = {row.state: row.stage_id for row in session.execute(select(table).where(here))}
        for state in wanted:
            if state not in homes:
                session.execute(insert(table).values(stage_id=stage, state=state))
            elif homes[state] != stage:
                session.execute(update(table).where(here, table.c.state == state).values(stage_id=stage))
        lost = [state for state, home in homes.items() if home == stage and state not in wanted]
        session.execute(delete(table).where(table.c.stage_id == stage, table.c.state.in_(lost)))
        session.expire_all()
        checks.states_complete(session, None)
        checks.state_of_its_stage(session, None)
