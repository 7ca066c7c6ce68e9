"""What must hold between the rows of a plan file for them to become a workspace; each breach names its place.

The rules of the domain itself are checked once the rows are in, before anything is saved.
"""

from collections.abc import Callable, Iterator
from typing import Any, Final

from sqlalchemy import UniqueConstraint

from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.domain.fields import Kind
from b2bdesk.errors import UserError
from b2bdesk.exchange.plan.document import PlanDoc, Record
from b2bdesk.exchange.plan.layout import closed, Shape, shape, Slot, step, VOCAB
from b2bdesk.terms import N_

Known = dict[str, frozenset[str]]

ONE_TARGET: Final = ("persona_id", "item_id", "member_id")
ONE_AXIS: Final = ("channel_id", "persona_id")


def check(doc: PlanDoc) -> None:
    """Raise `UserError` for the first rule that the rows break."""
    _check_closed(doc)
    known = _codes(doc)
    for key, rows in doc.records.items():
        of = shape(key)
        _check_unique(of, rows)
        for slot in of.slots:
            _check_slot(slot, rows, known, doc)
        for rule in RULES.get(key, ()):
            rule(doc, rows)


def _codes(doc: PlanDoc) -> Known:
    found: dict[str, set[str]] = {}
    for record in doc.of(VOCAB):
        found.setdefault(f"vocab:{record.values['vocab']}", set()).add(record.values["code"])
    for key, rows in doc.records.items():
        if ENTITIES[key].is_item:
            found[key] = {record.values["code"] for record in rows}
    return {key: frozenset(codes) for key, codes in found.items()}


def _check_closed(doc: PlanDoc) -> None:
    for record in doc.of(VOCAB):
        allowed = closed(record.values["vocab"])
        if allowed is not None and record.values["code"] not in allowed:
            message = N_("“{code}” cannot be added: the program decides by the codes of this vocabulary.")
            raise _error("closed", message, record, "code", code=record.values["code"])


def _check_slot(slot: Slot, rows: list[Record], known: Known, doc: PlanDoc) -> None:
    if slot.field.kind is Kind.IMAGE:
        _check_pictures(slot, rows, doc)
    if slot.field.kind not in _PARTS:
        return
    target = slot.field.target or f"vocab:{slot.field.vocab}"
    allowed = known.get(target, frozenset())
    if slot.field.vocab:
        allowed |= closed(slot.field.vocab) or frozenset()
    parts = _PARTS[slot.field.kind]
    for record in rows:
        for inside, code in parts(record.values[slot.column]):
            if code not in allowed:
                message = N_("“{code}” is not known: there is no such entry in {list}.")
                raise _error("unknown_code", message, record, slot.key + inside, code=code, list=_list_of(slot))


def _list_of(slot: Slot) -> str:
    if slot.field.vocab:
        return f"$.vocabulary{step(slot.field.vocab)}"
    return f"“{ENTITIES[slot.field.target].collection}”"


def _one(value: Any) -> Iterator[tuple[str, str]]:
    if value:
        yield "", value


def _each(value: list[str]) -> Iterator[tuple[str, str]]:
    for at, code in enumerate(value):
        yield f"[{at}]", code


def _keys(value: dict[str, int]) -> Iterator[tuple[str, str]]:
    for code in value:
        yield step(code), code


_PARTS: Final[dict[Kind, Callable[[Any], Iterator[tuple[str, str]]]]] = {
    Kind.CODE: _one,
    Kind.REF: _one,
    Kind.CODES: _each,
    Kind.REFS: _each,
    Kind.FITS: _keys,
}


def _check_pictures(slot: Slot, rows: list[Record], doc: PlanDoc) -> None:
    for record in rows:
        sha = record.values[slot.column]
        if sha and sha not in doc.pictures:
            raise _error("no_picture", N_("This picture is not among “assets”."), record, slot.key)


def _check_unique(of: Shape, rows: list[Record]) -> None:
    groups: list[tuple[str, ...]] = [("uid",)] if of.has_uid else []
    groups += [(slot.column,) for slot in of.slots if slot.field.unique]
    for unique in of.table.constraints:
        columns = tuple(column.key for column in unique.columns) if isinstance(unique, UniqueConstraint) else ()
        if len(columns) > 1:
            groups.append(columns)
    if of.entity.key == "placement":
        groups.append(("content_id", "stage_id", "channel_id", "date_from"))
    for columns in groups:
        _check_group(of, rows, columns)


def _check_group(of: Shape, rows: list[Record], columns: tuple[str, ...]) -> None:
    seen: dict[tuple[Any, ...], Record] = {}
    for record in rows:
        value = tuple(record.owner if name == of.entity.owner_key else record.values[name] for name in columns)
        # As in SQL, rows with nothing in one of the columns are never equal; placements without a date are.
        if None in value and of.entity.key != "placement":
            continue
        if value in seen:
            key = columns[-1].removesuffix("_id")
            raise _error("doubled", N_("This stands already at {other}."), record, key, other=seen[value].place)
        seen[value] = record


def _one_target(doc: PlanDoc, rows: list[Record]) -> None:
    for record in rows:
        if sum(bool(record.values[column]) for column in ONE_TARGET) != 1:
            message = N_("Evidence speaks for exactly one of persona, item and member.")
            raise UserError("plan.one_target", message, place=record.place)


def _one_axis(doc: PlanDoc, rows: list[Record]) -> None:
    for record in rows:
        if sum(bool(record.values[column]) for column in ONE_AXIS) != 1:
            message = N_("A cell has a stage and either a channel or a persona.")
            raise UserError("plan.one_axis", message, place=record.place)


def _own_members(doc: PlanDoc, rows: list[Record]) -> None:
    members = {(record.owner, record.values["code"]) for record in doc.of("chain_member")}
    for record in rows:
        for key in ("from", "to"):
            if (record.owner, record.values[f"{key}_id"]) not in members:
                message = N_("“{code}” is not a member of this chain.")
                raise _error("not_member", message, record, key, code=record.values[f"{key}_id"])
        if record.values["from_id"] == record.values["to_id"]:
            raise _error("same_member", N_("A relation joins two different members."), record, "to")


def _states_once(doc: PlanDoc, rows: list[Record]) -> None:
    seen: dict[tuple[Any, str], str] = {}
    for record in rows:
        of = record.values["stage_set_id"]
        for at, state in enumerate(record.values["states"]):
            if (of, state) in seen:
                message = N_("“{code}” belongs already to {other}.")
                raise _error("doubled_state", message, record, f"states[{at}]", code=state, other=seen[of, state])
            seen[of, state] = record.place


def _error(code: str, message: str, record: Record, inside: str, /, **facts: Any) -> UserError:
    return UserError(f"plan.{code}", message, place=f"{record.place}.{inside}", **facts)


RULES: Final[dict[str, tuple[Callable[[PlanDoc, list[Record]], None], ...]]] = {
    "evidence_link": (_one_target,),
    "cell_plan": (_one_axis,),
    "chain_relation": (_own_members,),
    "stage": (_states_once,),
}
