"""A plan as its checked rows, not yet in any workspace."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Record:
    """One row: where it stands in the file, its owner's place in that entity's list, and its values by column.

    References are still codes; fields of several values stand under their field's key.
    """

    place: str
    owner: int | None = None
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Picture:
    """The bytes of a picture and their media type."""

    mime: str
    data: bytes


@dataclass(frozen=True, slots=True)
class PlanDoc:
    """All rows of a plan by entity, in the order of the file, and its pictures by their SHA-256."""

    records: dict[str, list[Record]]
    pictures: dict[str, Picture]

    def of(self, key: str) -> list[Record]:
        """Return the rows of one entity."""
        return self.records.get(key, [])
