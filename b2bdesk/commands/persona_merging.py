"""Two personas become one: all that was said, liked, proved, placed and decided stays with the one that is kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import select, Table
from sqlalchemy.orm import Session

from b2bdesk.commands import items, persona_versions, write
from b2bdesk.commands.presets import STANDING
from b2bdesk.domain import metadata
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.domain.chain import ChainMember, ChainRelation
from b2bdesk.domain.persona import Persona, PersonaItem, PersonaPref, PersonaVersion, SourcingNote
from b2bdesk.errors import UserError
from b2bdesk.i18n import tr
from b2bdesk.insight.persona_diff import folded
from b2bdesk.queries import persona_versions as asked
from b2bdesk.terms import N_
from b2bdesk.workspace import Workspace

KEPT: Final = "kept"
OTHER: Final = "other"
JOB: Final = ("situation", "motivation", "outcome")


@dataclass(slots=True)
class Merged:
    """What became of the other persona: how many statements moved, how many were the same and were joined,
    which roles both held in a chain, and how many relations fell away because both ends are one person now.
    """

    moved: int = 0
    joined: int = 0
    roles: list[str] = field(default_factory=list)
    relations: int = 0


def merge(
    ws: Workspace,
    *,
    kept: int,
    other: int,
    today: date,
    choices: Mapping[str, str] | None = None,
    origin: object = None,
) -> Merged:
    """Let one persona take over another, which goes; `choices` says for fields that differ whose value stays.

    Both are kept as versions first. Where nothing is chosen the kept one's value stays, unless it has none.
    """
    if kept == other:
        raise UserError("persona.merge_same", N_("A persona cannot be merged with itself."))
    names = [items.title(ws, "persona", [row_id]) for row_id in (other, kept)]
    with ws.edit(N_("Merge {name} into {kept}"), name=names[0], kept=names[1], origin=origin) as session:
        for row_id in (kept, other):
            if session.get(Persona, row_id) is None:
                raise write.gone(ENTITIES["persona"])
        done = Merged()
        _keep_versions(session, kept, other, today)
        values = _fields(session, kept, other, choices or {})
        _statements(session, kept, other, done)
        _notes(session, kept, other)
        _prefs(session, kept, other)
        _links(session, "evidence_link", kept, other, ("evidence_id", "polarity"))
        _links(session, "placement_persona", kept, other, ("placement_id",))
        _fits(session, kept, other)
        _links(session, "cell_plan", kept, other, ("stage_id",))
        _seats(session, kept, other, done)
        session.expire_all()
        write.remove(session, "persona", [other])
        write.change(session, "persona", [kept], values)
        return done


def _keep_versions(session: Session, kept: int, other: int, today: date) -> None:
    mine, theirs = asked.present(session, kept), asked.present(session, other)
    persona_versions.note(session, kept, mine.data, today, tr("Before merging with {name}", name=theirs.name)[:120])
    for row in session.scalars(select(PersonaVersion).where(PersonaVersion.persona_id == other)).all():
        write.change(session, "persona_version", [row.id], {"name": f"{theirs.name}: {row.name}"[:120]})
        row.persona_id = kept
    session.flush()
    title = tr("{name}, before it was merged in here", name=theirs.name)[:120]
    persona_versions.note(session, kept, theirs.data, today, title)


def _fields(session: Session, kept: int, other: int, choices: Mapping[str, str]) -> dict[str, Any]:
    """Return what the kept persona is to hold, written once the other has gone."""
    mine, theirs = (items.values_of(session, "persona", row_id) for row_id in (kept, other))
    values: dict[str, Any] = {}
    for part in ENTITIES["persona"].fields:
        key = part.key
        if key in ("code", "sort", "archived"):
            continue
        if isinstance(mine[key], list):
            values[key] = list(dict.fromkeys([*mine[key], *theirs[key]]))
        elif choices.get(key) == OTHER or (choices.get(key) != KEPT and mine[key] in (None, "")):
            values[key] = theirs[key]
        else:
            values[key] = mine[key]
    values["leading"] = (mine["leading"] or theirs["leading"]) and not values["negative"]
    return values


def _statements(session: Session, kept: int, other: int, done: Merged) -> None:
    mine = {_said(row): row for row in _of(session, PersonaItem, kept)}
    for row in _of(session, PersonaItem, other):
        same = mine.get(_said(row))
        if same is None:
            row.persona_id = kept
            done.moved += 1
            continue
        _join(session, same, row)
        done.joined += 1
    session.flush()


def _said(row: PersonaItem) -> tuple[str, ...]:
    """Return what makes two statements the same one."""
    return row.kind, folded(row.text), *(folded(getattr(row, key)) for key in JOB)


def _join(session: Session, same: PersonaItem, row: PersonaItem) -> None:
    same.weight = max(same.weight, row.weight)
    if row.notes and row.notes not in same.notes:
        same.notes = "\n".join(filter(None, [same.notes, row.notes]))
    session.flush()
    _links(session, "evidence_link", same.id, row.id, ("evidence_id", "polarity"), "item_id")
    write.remove(session, "persona_item", [row.id])


def _notes(session: Session, kept: int, other: int) -> None:
    mine = {(row.trait, folded(row.text)) for row in _of(session, SourcingNote, kept)}
    for row in _of(session, SourcingNote, other):
        if (row.trait, folded(row.text)) not in mine:
            row.persona_id = kept
    session.flush()


def _prefs(session: Session, kept: int, other: int) -> None:
    mine = {(row.dim, row.value): row for row in _of(session, PersonaPref, kept)}
    for row in _of(session, PersonaPref, other):
        same = mine.get((row.dim, row.value))
        if same is None:
            row.persona_id = kept
        else:
            same.strength = max(same.strength, row.strength)
    session.flush()


def _of(session: Session, cls: type[Any], persona: int) -> list[Any]:
    return list(session.scalars(select(cls).where(cls.persona_id == persona).order_by(cls.id)))


def _links(session: Session, name: str, kept: int, other: int, once: Iterable[str], column: str = "persona_id") -> None:
    """Let rows that lead to the other one lead to the kept one; where it has such a row already, theirs goes."""
    table = metadata.tables[name]
    keys = list(once)
    have = {tuple(row[key] for key in keys) for row in _leading_to(session, table, column, kept)}
    for row in _leading_to(session, table, column, other):
        this = table.c.id == row["id"]
        if tuple(row[key] for key in keys) in have:
            session.execute(table.delete().where(this))
        else:
            session.execute(table.update().where(this).values({column: kept}))


def _leading_to(session: Session, table: Table, column: str, row_id: int) -> list[Any]:
    return list(session.execute(select(table).where(table.c[column] == row_id)).mappings())


def _fits(session: Session, kept: int, other: int) -> None:
    """Keep the better fit of each piece."""
    table = metadata.tables["content_persona"]
    theirs = {row["content_id"]: row["fit"] for row in _leading_to(session, table, "persona_id", other)}
    for row in _leading_to(session, table, "persona_id", kept):
        if theirs.get(row["content_id"], 0) > row["fit"]:
            session.execute(table.update().where(table.c.id == row["id"]).values(fit=theirs[row["content_id"]]))
    _links(session, "content_persona", kept, other, ("content_id",))


def _seats(session: Session, kept: int, other: int, done: Merged) -> None:
    """Let the kept persona sit where the other sat. One person has one standing in a chain: the kept one's."""
    session.expire_all()
    mine = _of(session, ChainMember, kept)
    standing = {row.chain_id: {key: getattr(row, key) for key in STANDING} for row in mine}
    seats = {(row.chain_id, row.role): row for row in mine}
    for row in _of(session, ChainMember, other):
        same = seats.get((row.chain_id, row.role))
        if same is not None:
            _share_seat(session, same, row)
            done.roles.append(row.code)
            continue
        row.persona_id = kept
        for key, value in standing.get(row.chain_id, {}).items():
            setattr(row, key, value)
    session.flush()
    _drop_loops(session, kept, done)


def _share_seat(session: Session, same: ChainMember, row: ChainMember) -> None:
    """Let a role that both held be one: concerns are joined, relations and evidence move over."""
    concerns = dict.fromkeys(filter(None, [same.concern, row.concern]))
    same.concern = "\n".join(concerns)[:500]
    same.veto = same.veto or row.veto
    session.flush()
    _links(session, "evidence_link", same.id, row.id, ("evidence_id", "polarity"), "member_id")
    for tie in session.scalars(select(ChainRelation).where(_touches(row.id))).all():
        ends = [same.id if end == row.id else end for end in (tie.from_id, tie.to_id)]
        twin = select(ChainRelation.id).where(
            ChainRelation.from_id == ends[0], ChainRelation.to_id == ends[1], ChainRelation.type == tie.type
        )
        if ends[0] == ends[1] or session.scalar(twin) is not None:
            session.delete(tie)
        else:
            tie.from_id, tie.to_id = ends
        session.flush()
    session.delete(row)
    session.flush()


def _touches(member: int) -> Any:
    return (ChainRelation.from_id == member) | (ChainRelation.to_id == member)


def _drop_loops(session: Session, kept: int, done: Merged) -> None:
    """Take away relations whose both ends are the kept persona now."""
    mine = select(ChainMember.id).where(ChainMember.persona_id == kept)
    loops = session.scalars(
        select(ChainRelation).where(ChainRelation.from_id.in_(mine), ChainRelation.to_id.in_(mine))
    ).all()
    for tie in loops:
        session.delete(tie)
    done.relations = len(loops)
    session.flush()
