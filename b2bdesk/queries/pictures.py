"""The bytes of pictures."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from b2bdesk.domain.asset import Asset


def data(session: Session, sha: str) -> bytes | None:
    """Return the bytes of a picture, or None if there is none of this hash."""
    return session.scalar(select(Asset.data).where(Asset.sha256 == sha))
