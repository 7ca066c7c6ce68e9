"""The first schema: a new file has it from its making, so there is nothing to do."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Do nothing."""
