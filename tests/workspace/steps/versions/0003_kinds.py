"""Kinds come as a table of their own; parts are rebuilt with a reference to them."""

import os
import time

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make a table, rebuild another, move data; wait or fail in the middle if a test asks for it."""
    op.create_table(
        "kind",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("code", sa.Text()),
        sqlite_strict=True,
    )
    op.execute("INSERT INTO kind VALUES (1, 1, 'x', 'x', 'plain')")
    _trouble()
    with op.batch_alter_table("part", table_kwargs={"sqlite_strict": True}, recreate="always") as batch:
        batch.add_column(sa.Column("kind_id", sa.Integer()))
        batch.create_foreign_key("fk_part_kind", "kind", ["kind_id"], ["id"])
        batch.alter_column("place", new_column_name="position")
    op.execute("UPDATE part SET kind_id = 1")


def _trouble() -> None:
    trouble = os.environ.get("TEST_TROUBLE", "")
    if trouble == "fail":
        raise ZeroDivisionError
    if trouble == "wait":
        print("waiting", flush=True)
        time.sleep(60)
