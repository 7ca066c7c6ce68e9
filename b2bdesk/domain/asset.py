"""Pictures kept in the file, by the hash of their bytes; insert-only and outside the journal."""

from sqlalchemy import LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from b2bdesk.domain.base import Base


class Asset(Base):
    """The bytes of one picture."""

    __tablename__ = "asset"
    __table_args__ = {"sqlite_strict": True, "info": {"journal": False}}

    sha256: Mapped[str] = mapped_column(Text, primary_key=True)
    mime: Mapped[str] = mapped_column(Text, nullable=False)
    data: Mapped[bytes] = mapped_column(LargeBinary, nullable=False)
