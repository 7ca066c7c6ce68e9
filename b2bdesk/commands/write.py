"""Rows in and out of the session: what every command does once it knows what it wants."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import delete, func, insert, select, Table, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from b2bdesk.commands import checks, sweeping, uses
from b2bdesk.commands.codes import next_code
from b2bdesk.commands.values import clean_values
from b2bdesk.domain import metadata
from b2bdesk.domain.base import Item
from b2bdesk.domain.catalogue import ENTITIES, Entity, Field, Kind
from b2bdesk.errors import UserError
from b2bdesk.queries.records import link_columns
from b2bdesk.terms import N_


def table_of(entity: Entity) -> Table:
    """Return the table of an entity."""
    return metadata.tables[entity.key]


def add(session: Session, kind: str, values: Mapping[str, Any]) -> int:
    """Insert a row of an entity, with its links, and return its id.

    Missing required fields, wrong values and broken rules raise `UserError`. A missing code is made up.
    """
    entity = ENTITIES[kind]
    given = dict(values)
    owner = _owner(session, entity, given)
    _refuse_second(session, entity)
    cleaned = clean_values(session, entity, _with_required(entity, given))
    if entity.is_item and not cleaned.get("code"):
        cleaned["code"] = next_code(session, entity)
    links = {field.key: cleaned.pop(field.key) for field in entity.cls.__links__ if field.key in cleaned}
    if issubclass(entity.cls, Item):
        cleaned.setdefault("sort", 1 + (session.scalar(select(func.max(entity.cls.sort))) or 0))
    row = entity.cls(**owner, **cleaned)
    session.add(row)
    flush(session)
    row_id = int(row.id)  # type: ignore[attr-defined]
    _write_links(session, entity, row_id, links)
    checks.check(session, kind, [row_id])
    return row_id


def change(session: Session, kind: str, ids: Iterable[int], values: Mapping[str, Any]) -> None:
    """Set fields of existing rows; a row that is gone raises `UserError`."""
    entity = ENTITIES[kind]
    wanted = list(ids)
    cleaned = clean_values(session, entity, values)
    links = {field.key: cleaned.pop(field.key) for field in entity.cls.__links__ if field.key in cleaned}
    with session.no_autoflush:  # what breaks a rule is told by flush(), which has the sentence for it
        for row_id in wanted:
            row = session.get(entity.cls, row_id)
            if row is None:
                raise gone(entity)
            for key, value in cleaned.items():
                setattr(row, key, value)
    flush(session)
    for row_id in wanted:
        _write_links(session, entity, row_id, links)
    checks.check(session, kind, wanted)


def remove(session: Session, kind: str, ids: Iterable[int]) -> None:
    """Delete rows that nothing else refers to; `UserError` names what does, or says why they stay in any case."""
    entity = ENTITIES[kind]
    wanted = list(ids)
    if entity.single:
        raise _only_one(entity)
    if kind == "vocab_entry":
        raise UserError("vocabulary.kept", N_("The entries of a vocabulary stay. Archive what you do not want."))
    for row_id in wanted:
        uses.refuse_if_used(session, entity, row_id)
    table = table_of(entity)
    session.flush()
    sweeping.forget_decisions(session, kind, wanted)
    session.execute(delete(table).where(table.c.id.in_(wanted)))
    session.expire_all()
    checks.check(session, kind, [])


def flush(session: Session) -> None:
    """Send what is pending; a broken uniqueness becomes its sentence."""
    try:
        session.flush()
    except IntegrityError as error:
        raise _sentence(error) from error


def gone(entity: Entity) -> UserError:
    """The sentence for a row that is no longer there."""
    return UserError("item.gone", N_("This is no longer there ({what}). It may have been deleted."), what=entity.one)


def _only_one(entity: Entity) -> UserError:
    return UserError("item.single", N_("There is one {what} in a plan; it can only be changed."), what=entity.one)


def _refuse_second(session: Session, entity: Entity) -> None:
    if entity.single and session.scalar(select(table_of(entity).c.id).limit(1)) is not None:
        raise _only_one(entity)


def _owner(session: Session, entity: Entity, given: dict[str, Any]) -> dict[str, Any]:
    """Take the owner out of the values; one that is gone, or missing, raises `UserError`."""
    if not entity.owner:
        return {}
    owner_id = given.pop(entity.owner_key, None)
    owner = ENTITIES[entity.owner]
    if owner_id is None or session.get(owner.cls, owner_id) is None:
        raise gone(owner)
    return {entity.owner_key: owner_id}


def _with_required(entity: Entity, values: dict[str, Any]) -> dict[str, Any]:
    for field in entity.fields:
        if field.required and field.default is None and field.key != "code":
            values.setdefault(field.key, None)
    return values


def _write_links(session: Session, entity: Entity, row_id: int, links: Mapping[str, Any]) -> None:
    for key, wanted in links.items():
        _write_link(session, entity, row_id, entity.field(key), wanted)


def _write_link(session: Session, entity: Entity, row_id: int, field: Field, wanted: Any) -> None:
    table = metadata.tables[field.link]
    mine, theirs = link_columns(entity, field)
    rows = session.execute(select(table).where(table.c[mine] == row_id)).mappings().all()
    now = {row[theirs]: row[field.value_key] if field.value_key else None for row in rows}
    new = dict(wanted) if field.kind is Kind.FITS else dict.fromkeys(wanted)
    lost = [other for other in now if other not in new]
    if lost:
        session.execute(delete(table).where(table.c[mine] == row_id, table.c[theirs].in_(lost)))
    for other, value in new.items():
        more = {field.value_key: value} if field.value_key else {}
        if other not in now:
            session.execute(insert(table).values({mine: row_id, theirs: other, **more}))
        elif now[other] != value:
            session.execute(update(table).where(table.c[mine] == row_id, table.c[theirs] == other).values(more))


_TAKEN = {
    "placement.content_id": N_("This piece already stands in that cell with the same start date."),
    "placement_once": N_("This piece already stands in that cell with the same start date."),
    "campaign.slug": N_("Another campaign already uses this name in links."),
    "tracking_link.url": N_("Another link already has exactly this address."),
    "chain_member.chain_id": N_("This person already has that role in this chain."),
    "chain_relation.from_id": N_("These two already stand in that relation."),
    "persona_pref.persona_id": N_("This preference is already noted."),
    "stage_state.stage_id": N_("This lifecycle state already belongs to another stage."),
    "finding_note.rule": N_("A decision on this finding is already noted."),
    "intended_share.dimension": N_("This share is already noted."),
    "observed_once": N_("This count is already noted."),
    "company_function.function": N_("This function is already in the list."),
    "evidence_answer.evidence_id": N_("This question is already answered."),
    "vocab_entry.vocab": N_("This vocabulary already has that code."),
    "help_check.content_id": N_("This piece already has its help check."),
    "cell_plan.stage_id": N_("What is wanted in this cell is already noted."),
}
_BROKEN = {
    "two_members": ("chain.relation", N_("A relation joins two different members of the same chain.")),
    "one_target": ("check.one_target", N_("Evidence speaks for exactly one of persona, item and member.")),
    "one_axis": ("check.one_axis", N_("A cell has a stage and either a channel or a persona.")),
}
"""The file's own constraints that people may run into."""


def _sentence(error: IntegrityError) -> UserError:
    text = str(error.orig)
    place = text.partition("failed: ")[2].split(",")[0].strip().removeprefix("index ").strip("'")
    if "UNIQUE" in text and place in _TAKEN:
        return UserError(f"unique.{place}", _TAKEN[place])
    if "UNIQUE" in text and place.endswith(".code"):
        return UserError("unique.code", N_("This code is already taken."))
    if place in _BROKEN:
        return UserError(*_BROKEN[place])
    return UserError("item.broken_rule", N_("This cannot be saved: {rule}."), rule=text)
