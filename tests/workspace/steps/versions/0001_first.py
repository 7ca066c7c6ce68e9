"""The small shape as it is."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Do nothing."""
