"""Declaring a column and describing it to people is one act: `name: Mapped[str] = text(N_("Name"), 80)`.

Each factory returns a mapped column whose `info["field"]` is a `Field`. Forms, tables, Excel columns, plan files
and checks read these; nothing about a field is said a second time.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Integer, REAL, Text
from sqlalchemy.orm import mapped_column, MappedColumn

from b2bdesk.domain.types import Day, Flag, Json, Money


class Kind(StrEnum):
    """What sort of value a field holds, which decides its editor, its Excel format and its JSON form."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    TEXTS = "texts"
    CODE = "code"
    CODES = "codes"
    INTEGER = "integer"
    SCALE = "scale"
    DECIMAL = "decimal"
    MONEY = "money"
    SHARE = "share"
    FLAG = "flag"
    DAY = "day"
    ADDRESS = "address"
    FILE = "file"
    IMAGE = "image"
    MAP = "map"
    REF = "ref"
    REFS = "refs"
    FITS = "fits"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an entity, described once.

    `vocab` names the vocabulary of a CODE or CODES field, `target` the entity of a REF, REFS or FITS field;
    `link` and `value_key` say in which table, and for FITS in which column, a REFS or FITS field is kept.
    `since` is the schema that brought it.
    """

    label: str
    kind: Kind
    key: str = ""
    help: str = ""
    group: str = ""
    unit: str = ""
    vocab: str = ""
    target: str = ""
    required: bool = False
    minimum: float | None = None
    maximum: float | None = None
    max_length: int | None = None
    default: Any = None
    link: str = ""
    value_key: str = ""
    hidden: bool = False
    unique: bool = False
    since: int = 1

    def named(self, key: str) -> "Field":
        """Return this field under the key of its column."""
        return replace(self, key=key)

    @property
    def empty(self) -> Any:
        """What the field holds while nobody has said anything."""
        if self.default is not None:
            return self.default
        if self.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.CODE, Kind.ADDRESS, Kind.FILE, Kind.IMAGE):
            return ""
        if self.kind in (Kind.TEXTS, Kind.CODES, Kind.REFS):
            return []
        return {} if self.kind in (Kind.MAP, Kind.FITS) else None


def _column(type_: Any, field: Field, *args: Any, nullable: bool, **options: Any) -> MappedColumn[Any]:
    default = field.empty
    if isinstance(default, list | dict):
        options["default"] = type(default)
    elif default is not None:
        options["default"] = default
        if field.since > 1:  # undo may bring a row of an older schema back, which knows nothing of this column
            options["server_default"] = str(int(default)) if isinstance(default, bool) else str(default)
    return mapped_column(type_, *args, nullable=nullable, unique=field.unique or None, info={"field": field}, **options)


def text(label: str, max_length: int = 200, **more: Any) -> MappedColumn[str]:
    """One line of text."""
    return _column(Text, Field(label, Kind.TEXT, max_length=max_length, **more), nullable=False)


def long_text(label: str, max_length: int = 20_000, **more: Any) -> MappedColumn[str]:
    """Text of several lines."""
    return _column(Text, Field(label, Kind.LONG_TEXT, max_length=max_length, **more), nullable=False)


def address(label: str, **more: Any) -> MappedColumn[str]:
    """A web address."""
    return _column(Text, Field(label, Kind.ADDRESS, max_length=2048, **more), nullable=False)


def file(label: str, **more: Any) -> MappedColumn[str]:
    """A file's path or a web address."""
    return _column(Text, Field(label, Kind.FILE, max_length=2048, **more), nullable=False)


def image(label: str, **more: Any) -> MappedColumn[str]:
    """A picture kept in the file, by the SHA-256 of its bytes."""
    return _column(Text, Field(label, Kind.IMAGE, max_length=64, **more), nullable=False)


def texts(label: str, **more: Any) -> MappedColumn[list[str]]:
    """A short list of texts."""
    return _column(Json, Field(label, Kind.TEXTS, max_length=200, **more), nullable=False)


def code(label: str, vocab: str, **more: Any) -> MappedColumn[str]:
    """One code of a vocabulary; empty when nothing is chosen."""
    return _column(Text, Field(label, Kind.CODE, vocab=vocab, **more), nullable=False)


def codes(label: str, vocab: str, **more: Any) -> MappedColumn[list[str]]:
    """Several codes of a vocabulary."""
    return _column(Json, Field(label, Kind.CODES, vocab=vocab, **more), nullable=False)


def integer(label: str, *, minimum: int | None = None, maximum: int | None = None, **more: Any) -> MappedColumn[Any]:
    """A whole number."""
    field = Field(label, Kind.INTEGER, minimum=minimum, maximum=maximum, **more)
    return _column(Integer, field, nullable=field.default is None)


def scale(label: str, minimum: int = 1, maximum: int = 5, **more: Any) -> MappedColumn[Any]:
    """A step on a short scale, 1 to 5 unless told."""
    field = Field(label, Kind.SCALE, minimum=minimum, maximum=maximum, **more)
    return _column(Integer, field, nullable=field.default is None)


def decimal(label: str, *, minimum: float | None = 0, **more: Any) -> MappedColumn[Any]:
    """A number with a fraction."""
    field = Field(label, Kind.DECIMAL, minimum=minimum, **more)
    return _column(REAL, field, nullable=field.default is None)


def money(label: str, **more: Any) -> MappedColumn[Any]:
    """An amount in the workspace's currency."""
    field = Field(label, Kind.MONEY, minimum=0, **more)
    return _column(Money, field, nullable=field.default is None)


def share(label: str, **more: Any) -> MappedColumn[Any]:
    """A fraction between 0 and 1, shown as a percentage."""
    field = Field(label, Kind.SHARE, minimum=0, maximum=1, **more)
    return _column(REAL, field, nullable=field.default is None)


def flag(label: str, *, default: bool = False, **more: Any) -> MappedColumn[bool]:
    """Yes or no."""
    return _column(Flag, Field(label, Kind.FLAG, default=default, **more), nullable=False)


def day(label: str, **more: Any) -> MappedColumn[Any]:
    """A calendar day."""
    return _column(Day, Field(label, Kind.DAY, **more), nullable=not more.get("required", False))


def mapping(label: str, **more: Any) -> MappedColumn[dict[str, Any]]:
    """A small map of settings."""
    return _column(Json, Field(label, Kind.MAP, **more), nullable=False)


def ref(label: str, target: str, *, owned: bool = False, **more: Any) -> MappedColumn[Any]:
    """A reference to one row of `target`; `owned` rows go when their owner goes, others keep it from going."""
    field = Field(label, Kind.REF, target=target, **more)
    key = ForeignKey(f"{target}.id", ondelete="CASCADE" if owned else "RESTRICT")
    return _column(Integer, field, key, nullable=not field.required, index=True)


def refs(key: str, label: str, target: str, link: str, **more: Any) -> Field:
    """Several rows of `target`, kept in the table `link`."""
    return Field(label, Kind.REFS, key=key, target=target, link=link, **more)


def fits(key: str, label: str, target: str, link: str, value_key: str, top: int, **more: Any) -> Field:
    """Several rows of `target`, each with a number up to `top`, kept in the column `value_key` of `link`."""
    low = more.pop("minimum", 1)
    return Field(
        label, Kind.FITS, key=key, target=target, link=link, value_key=value_key, minimum=low, maximum=top, **more
    )
