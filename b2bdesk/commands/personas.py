"""What personas like: all values of one dimension at once."""

from collections.abc import Mapping

from sqlalchemy import select

from b2bdesk.commands import items, write
from b2bdesk.domain.persona import PersonaPref
from b2bdesk.terms import N_
from b2bdesk.workspace import Workspace


def set_prefs(ws: Workspace, *, persona: int, dim: str, values: Mapping[str, int], origin: object = None) -> None:
    """Make these the preferences of a persona in a dimension (channel, form, topic, manner), each with its strength."""
    name = items.title(ws, "persona", [persona])
    with ws.edit(N_("Set the preferences of {name}"), name=name, origin=origin) as session:
        query = select(PersonaPref).where(PersonaPref.persona_id == persona, PersonaPref.dim == dim)
        known = {row.value: (row.id, row.strength) for row in session.scalars(query)}
        gone = [row_id for value, (row_id, _) in known.items() if value not in values]
        if gone:
            write.remove(session, "persona_pref", gone)
        for value, strength in values.items():
            if value not in known:
                row = {"persona_id": persona, "dim": dim, "value": value, "strength": strength}
                write.add(session, "persona_pref", row)
            elif known[value][1] != strength:
                write.change(session, "persona_pref", [known[value][0]], {"strength": strength})
