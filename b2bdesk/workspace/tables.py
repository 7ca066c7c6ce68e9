"""The tables that the workspace itself keeps beside the plan: the journal of edits, and what wrote the file."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from sqlalchemy import CheckConstraint, Column, Index, Integer, MetaData, Table, Text

journal: Final = MetaData()
"""Tables outside the plan: never journaled, never part of a digest."""

Table(
    "meta",
    journal,
    Column("key", Text, primary_key=True, nullable=False),
    Column("value", Text, nullable=False),
    sqlite_strict=True,
)
Table(
    "edit",
    journal,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("target", Integer),
    Column("merge", Text),
    Column("state", Text),
    Column("floor", Integer, nullable=False),
    Column("rows", Integer, nullable=False),
    CheckConstraint("kind IN ('do', 'undo', 'redo', 'revert')", name="kind_known"),
    CheckConstraint("state IN ('done', 'undone', 'dropped')", name="state_known"),
    CheckConstraint("(kind IN ('do', 'revert')) = (state IS NOT NULL)", name="steps_have_state"),
    Index("ix_edit_state", "state"),
    sqlite_strict=True,
)
Table(
    "change",
    journal,
    Column("seq", Integer, primary_key=True),
    Column("edit_id", Integer, nullable=False),
    Column("tbl", Text, nullable=False),
    Column("row_id", Integer, nullable=False),
    Column("op", Text, nullable=False),
    Column("before", Text),
    Column("after", Text),
    CheckConstraint("op IN ('insert', 'update', 'delete')", name="op_known"),
    Index("ix_change_edit", "edit_id"),
    Index("ix_change_row", "row_id", "tbl"),
    sqlite_strict=True,
)

TOUCHED: Final = frozenset({"version", "updated_at"})
"""Columns that each change raises and that no comparison of states regards."""


@dataclass(frozen=True)
class Shape:
    """What a program expects in a file: its tables, their schema version, and the scripts that lead there."""

    metadata: MetaData
    version: int
    migrations: Path


@cache
def current_shape() -> Shape:
    """Return the shape that this program writes."""
    from b2bdesk import domain

    return Shape(domain.metadata, domain.SCHEMA_VERSION, Path(__file__).with_name("migrations"))


def journaled(metadata: MetaData) -> list[Table]:
    """Return the tables whose rows the journal follows, by name."""
    return [table for name, table in sorted(metadata.tables.items()) if table.info.get("journal", True)]
