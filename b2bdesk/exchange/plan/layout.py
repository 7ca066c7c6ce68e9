"""The shape of a plan file, read from the field catalogue: which keys an object has, in which order, and where
each is kept. A field added to the catalogue is in plan files without a line here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any, Final

from sqlalchemy import Table, UniqueConstraint

from b2bdesk import terms
from b2bdesk.domain import metadata
from b2bdesk.domain.catalogue import children, ENTITIES, Entity
from b2bdesk.domain.fields import Field, Kind
from b2bdesk.terms import N_

FORMAT: Final = "b2bdesk-plan"
VERSION: Final = 1
VOCAB: Final = "vocab_entry"
SINGLES: Final = tuple(e.key for e in ENTITIES.values() if e.single)
COMPUTED: Final = frozenset({("tracking_link", "url")})
"""Columns that follow from others: they do not travel, they are made again."""
STATES: Final = Field(N_("States"), Kind.CODES, key="states", vocab="state", link="stage_state", value_key="state")
EXTRA: Final = {"stage": (STATES,)}
"""Links that plan files carry beyond those of the catalogue."""


@dataclass(frozen=True, slots=True)
class Link:
    """Where a field of several values is kept: its table and the columns of owner, target and value."""

    table: Table
    owner: str
    target: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """One key of an object in a plan file and the field behind it; `link` for fields kept in a table of their own."""

    key: str
    field: Field
    column: str
    empty: Any
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """How rows of one entity stand in a plan file."""

    entity: Entity
    slots: tuple[Slot, ...]
    owned: tuple["Shape", ...]
    has_uid: bool
    one: bool
    """Whether there is at most one: of its owner, or in the file."""
    by_key: dict[str, Slot] = field(default_factory=dict)
    owned_by_key: dict[str, "Shape"] = field(default_factory=dict)

    @property
    def table(self) -> Table:
        """The table behind it."""
        return metadata.tables[self.entity.key]

    @property
    def sorted_by(self) -> tuple[str, ...]:
        """The columns that give the rows' order in a file, which filling keeps."""
        return ("sort", "id") if "sort" in self.table.c else ("id",)


@cache
def shape(key: str) -> Shape:
    """Return the shape of an entity."""
    entity = ENTITIES[key]
    slots, owned = tuple(_slots(entity)), tuple(shape(child.key) for child in children(key))
    return Shape(
        entity,
        slots,
        owned,
        "uid" in metadata.tables[key].c,
        entity.single or _one_per_owner(entity),
        {slot.key: slot for slot in slots},
        {child.entity.collection: child for child in owned},
    )


def tops() -> list[Shape]:
    """Return the entities that stand at the top of a file, in their order."""
    return [shape(key) for key, entity in ENTITIES.items() if not entity.owner]


def step(key: str) -> str:
    """Return how a JSON path goes on to `key`."""
    plain = key.isidentifier() and key.isascii()
    quoted = key[:60].replace("\\", "\\\\").replace('"', '\\"')
    return f".{key}" if plain else f'["{quoted}"]'


@cache
def closed(vocab: str) -> frozenset[str] | None:
    """Return the codes that a vocabulary may hold, if code decides by them; None if people may add to it."""
    enum = _ENUMS.get(vocab)
    return frozenset(str(member) for member in enum) if enum else None


def _enums() -> Iterator[tuple[str, type[StrEnum]]]:
    for name, value in vars(terms).items():
        if isinstance(value, type) and issubclass(value, StrEnum) and value not in (StrEnum, terms.Cta):
            snake = "".join(f"_{ch.lower()}" if ch.isupper() else ch for ch in name).lstrip("_")
            yield {"resource_kind": "resource"}.get(snake, snake), value


_ENUMS: Final = dict(_enums())


def _slots(entity: Entity) -> Iterator[Slot]:
    for one in (*entity.fields, *EXTRA.get(entity.key, ())):
        if (entity.key, one.key) in COMPUTED or (entity.key == VOCAB and one.key == "vocab"):
            continue
        key = one.key.removesuffix("_id") if one.kind is Kind.REF else one.key
        yield Slot(key, one, one.key, one.empty, _link(entity, one) if one.link else None)


def _link(entity: Entity, one: Field) -> Link:
    table = metadata.tables[one.link]
    return Link(table, _pointing(table, entity.key), _pointing(table, one.target) if one.target else "", one.value_key)


def _pointing(table: Table, target: str) -> str:
    found: list[Any] = [c for c in table.columns for key in c.foreign_keys if key.column.table.name == target]
    return str(found[0].key)


def _one_per_owner(entity: Entity) -> bool:
    uniques = [c for c in metadata.tables[entity.key].constraints if isinstance(c, UniqueConstraint)]
    return any([column.key for column in unique.columns] == [entity.owner_key] for unique in uniques)
