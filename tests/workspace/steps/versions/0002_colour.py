"""Owners get a colour."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add a column with a default."""
    op.add_column("owner", sa.Column("colour", sa.Text(), nullable=False, server_default="none"))
