"""A small set of tables with everything that the journal must master, and ways to build older ones."""

from pathlib import Path

from sqlalchemy import (
    Column,
    ForeignKey,
    insert,
    Integer,
    LargeBinary,
    MetaData,
    REAL,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Session

from b2bdesk.workspace.tables import Shape

NO_MIGRATIONS = Path(__file__).with_name("no_migrations")


def row_columns() -> list[Column[object]]:
    """Return what all tables share."""
    return [
        Column("id", Integer, primary_key=True),
        Column("version", Integer, nullable=False, default=1),
        Column("created_at", Text, nullable=False, default="2026-01-01"),
        Column("updated_at", Text, nullable=False, default="2026-01-01"),
    ]


def small_metadata() -> MetaData:
    """Return tables with all column types, unique values, cascades, and one outside the journal."""
    made = MetaData()
    Table("workspace", made, *row_columns(), *_texts("uid", "name", "lang", "settings"), sqlite_strict=True)
    Table(
        "owner",
        made,
        *row_columns(),
        Column("code", Text(collation="NOCASE"), unique=True),
        Column("rate", REAL),
        Column("amount", Integer),
        Column("note", Text),
        Column("picture", LargeBinary),
        sqlite_strict=True,
    )
    Table(
        "part",
        made,
        *row_columns(),
        Column("owner_id", Integer, ForeignKey("owner.id", ondelete="CASCADE"), nullable=False, index=True),
        Column("place", Integer, nullable=False, default=0),
        UniqueConstraint("owner_id", "place"),
        sqlite_strict=True,
    )
    Table(
        "asset",
        made,
        Column("sha256", Text, primary_key=True, nullable=False),
        Column("data", LargeBinary),
        sqlite_strict=True,
        info={"journal": False},
    )
    return made


def fill_small(session: Session) -> None:
    """Put a little into a new file of the small shape."""
    tables = SMALL.metadata.tables
    row = {"uid": "small-uid", "name": "Small", "lang": "en", "settings": "{}"}
    session.execute(insert(tables["workspace"]), [row])
    session.execute(insert(tables["owner"]), [{"id": n, "code": f"K{n}", "amount": n} for n in range(1, 4)])
    session.execute(insert(tables["part"]), [{"id": n, "owner_id": 1, "place": n} for n in range(1, 4)])


def _texts(*names: str) -> list[Column[object]]:
    return [Column(name, Text) for name in names]


SMALL = Shape(small_metadata(), 1, NO_MIGRATIONS)
OWNER = SMALL.metadata.tables["owner"]
PART = SMALL.metadata.tables["part"]
