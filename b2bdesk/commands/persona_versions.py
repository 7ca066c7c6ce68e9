"""Versions of a persona: kept under a name, brought back as one step."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from b2bdesk.commands import items, write
from b2bdesk.domain import metadata
from b2bdesk.domain.asset import Asset
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.domain.persona import PersonaItem, PersonaPref, PersonaVersion, SourcingNote
from b2bdesk.i18n import tr
from b2bdesk.queries import persona_versions as asked
from b2bdesk.terms import N_
from b2bdesk.workspace import Workspace

Rows = Iterable[Mapping[str, Any]]


def keep(ws: Workspace, *, persona: int, taken_on: date, name: str = "", why: str = "", origin: object = None) -> int:
    """Keep a persona as it is now, and return the version's id."""
    who = items.title(ws, "persona", [persona])
    with ws.edit(N_("Keep a version of {name}"), name=who, origin=origin) as session:
        _there(session, persona)
        return note(session, persona, asked.picture(session, persona), taken_on, name, why)


def note(session: Session, persona: int, data: Mapping[str, Any], taken_on: date, name: str = "", why: str = "") -> int:
    """Write a version within an edit."""
    values = {"persona_id": persona, "taken_on": taken_on, "name": name, "why": why, "data": data}
    return write.add(session, "persona_version", values)


def bring_back(ws: Workspace, *, version: int, today: date, origin: object = None) -> None:
    """Make a persona what a version says; what it was until now is kept as another version, in the same step."""
    with ws.read() as session:
        found = session.get(PersonaVersion, version)
        owner = found.persona_id if found else 0
    name = items.title(ws, "persona", [owner])
    with ws.edit(N_("Bring back a version of {name}"), name=name, origin=origin) as session:
        row = session.get(PersonaVersion, version)
        if row is None:
            raise write.gone(ENTITIES["persona_version"])
        side = asked.kept(session, version)
        assert side is not None
        now = asked.picture(session, row.persona_id)
        if now == side.data:
            return
        note(session, row.persona_id, now, today, tr("Before bringing back “{name}”", name=side.name)[:120])
        make(session, row.persona_id, side.data)


def make(session: Session, persona: int, data: Mapping[str, Any]) -> None:
    """Give a persona what a picture says, as far as what it refers to is still there."""
    fields = {key: value for key, value in data["fields"].items() if key in asked.GROUPS}
    if fields.get("photo") and session.get(Asset, fields["photo"]) is None:
        del fields["photo"]
    table = metadata.tables["segment"]
    ids = {uid: row_id for row_id, uid in session.execute(select(table.c.id, table.c.uid))}
    segments = [ids[one["uid"]] for one in data["segments"] if one["uid"] in ids]
    write.change(session, "persona", [persona], fields | ({"segments": segments} if segments else {}))
    _make_rows(session, PersonaItem, persona, data["items"])
    _make_rows(session, SourcingNote, persona, data["sourcing"])
    _make_prefs(session, persona, data["prefs"])
    _make_links(session, persona, data["items"])


def _there(session: Session, persona: int) -> None:
    if session.get(ENTITIES["persona"].cls, persona) is None:
        raise write.gone(ENTITIES["persona"])


def _make_rows(session: Session, cls: type[Any], persona: int, wanted: Rows) -> None:
    kind = cls.__tablename__
    rows = {row.uid: row for row in session.scalars(select(cls).where(cls.persona_id == persona))}
    names = {one["uid"] for one in wanted}
    gone = [row.id for uid, row in rows.items() if uid not in names]
    if gone:
        write.remove(session, kind, gone)
    for place, one in enumerate(wanted, 1):
        values = {key: value for key, value in one.items() if key not in ("uid", "evidence")} | {"sort": place}
        if one["uid"] in rows:
            write.change(session, kind, [rows[one["uid"]].id], values)
        else:
            row = session.get_one(cls, write.add(session, kind, {**values, "persona_id": persona}))
            if session.scalar(select(cls.id).where(cls.uid == one["uid"])) is None:
                row.uid = one["uid"]
                write.flush(session)


def _make_prefs(session: Session, persona: int, wanted: Rows) -> None:
    new = {(one["dim"], one["value"]): one["strength"] for one in wanted}
    rows = session.scalars(select(PersonaPref).where(PersonaPref.persona_id == persona)).all()
    old = {(row.dim, row.value): row for row in rows}
    gone = [row.id for key, row in old.items() if key not in new]
    if gone:
        write.remove(session, "persona_pref", gone)
    for (dim, value), strength in new.items():
        if (dim, value) in old:
            write.change(session, "persona_pref", [old[dim, value].id], {"strength": strength})
        else:
            row = {"persona_id": persona, "dim": dim, "value": value, "strength": strength}
            write.add(session, "persona_pref", row)


def _make_links(session: Session, persona: int, wanted: Rows) -> None:
    """Let evidence speak again for what it spoke for; what it speaks for today besides stays."""
    link, proof = metadata.tables["evidence_link"], metadata.tables["evidence"]
    ids = {uid: row_id for row_id, uid in session.execute(select(proof.c.id, proof.c.uid))}
    query = select(PersonaItem.uid, PersonaItem.id).where(PersonaItem.persona_id == persona)
    items_ = dict(session.execute(query).all())
    for one in wanted:
        for said in one.get("evidence", ()):
            values = {
                "evidence_id": ids.get(said["uid"]),
                "item_id": items_.get(one["uid"]),
                "polarity": said["polarity"],
            }
            same = [link.c[key] == value for key, value in values.items()]
            if None not in values.values() and session.scalar(select(link.c.id).where(*same)) is None:
                session.execute(insert(link).values(**values))
