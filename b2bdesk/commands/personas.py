"""What can be done with a persona: made from little, copied with all that is said, what it likes set one by one."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from b2bdesk.commands import items, persona_versions, presets, words, write
from b2bdesk.domain.base import label_in
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.domain.persona import PersonaPref
from b2bdesk.domain.vocab import VocabEntry
from b2bdesk.errors import UserError
from b2bdesk.queries import persona_versions as asked
from b2bdesk.queries.personas import template
from b2bdesk.terms import N_
from b2bdesk.workspace import Workspace


def add(
    ws: Workspace,
    *,
    name: str,
    title: str,
    segment: int | None = None,
    account_class: str = "",
    origin: object = None,
    **values: Any,
) -> int:
    """Make a persona of a name and a job title; what its segment and the title tell arrives filled.

    Without a segment, one of that class of accounts is made along with it.
    """
    if segment is None and not account_class:
        raise UserError("persona.segment", N_("{name} needs at least one segment."), name=name)
    with ws.edit(N_("Add {what} {name}"), what=ENTITIES["persona"].one, name=name, origin=origin) as session:
        home = segment if segment is not None else _segment_of_class(session, account_class)
        filled = template(session, home, title)
        return write.add(session, "persona", {**filled, **values, "name": name, "title": title, "segments": [home]})


def duplicate(ws: Workspace, *, persona: int, origin: object = None) -> int:
    """Copy a persona with its statements, preferences and notes; evidence stays with the one it speaks for."""
    name, one = items.title(ws, "persona", [persona]), ENTITIES["persona"].one
    with ws.edit(N_("Duplicate {what} {name}"), what=one, name=name, origin=origin) as session:
        values = items.values_of(session, "persona", persona)
        kept = {key: value for key, value in values.items() if key not in ("code", "sort", "leading")}
        copy = write.add(session, "persona", kept)
        data = asked.picture(session, persona)
        bare = [{**row, "evidence": []} for row in data["items"]]
        persona_versions.make(session, copy, {**data, "items": bare})
        return copy


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


def set_pref(ws: Workspace, *, persona: int, dim: str, value: str, strength: int | None, origin: object = None) -> None:
    """Set how strongly a persona likes one thing, 0 to 3; None takes it away. Several keys in a row are one step."""
    name = items.title(ws, "persona", [persona])
    merge = f"persona_pref:{persona}:{dim}:{value}"
    with ws.edit(N_("Set the preferences of {name}"), name=name, merge=merge, origin=origin) as session:
        query = select(PersonaPref).where(
            PersonaPref.persona_id == persona, PersonaPref.dim == dim, PersonaPref.value == value
        )
        row = session.scalar(query)
        if row is not None and strength is None:
            write.remove(session, "persona_pref", [row.id])
        elif row is not None:
            write.change(session, "persona_pref", [row.id], {"strength": strength})
        elif strength is not None:
            new = {"persona_id": persona, "dim": dim, "value": value, "strength": strength}
            write.add(session, "persona_pref", new)


def _segment_of_class(session: Session, account_class: str) -> int:
    """Make a segment that bears the name of its class."""
    query = select(VocabEntry.label_en, VocabEntry.label_hans, VocabEntry.label_hant).where(
        VocabEntry.vocab == "account_class", VocabEntry.code == account_class
    )
    labels = session.execute(query).first() or ("", "", "")
    name = label_in(words.plan_language(session), *labels) or account_class
    values = {"name": name, "account_class": account_class}
    return write.add(session, "segment", presets.filled(session, "segment", values))
