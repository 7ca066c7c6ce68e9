"""What all rows share."""

import uuid
from datetime import datetime, UTC
from typing import Any, ClassVar

from sqlalchemy import Integer, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from b2bdesk.domain import fields as f
from b2bdesk.domain.fields import Field
from b2bdesk.terms import Language, N_


def now() -> str:
    """Return this moment as ISO text in UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def new_uid() -> str:
    """Return a random identity that stays for ever."""
    return uuid.uuid4().hex


class Base(DeclarativeBase):
    """The registry of all mapped classes; each table is STRICT."""

    __table_args__: Any = {"sqlite_strict": True}
    __links__: ClassVar[tuple[Field, ...]] = ()


class Row(Base):
    """A row with its bookkeeping; the file's triggers raise `version` and `updated_at` at each change."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(Integer, primary_key=True, sort_order=-9)
    version: Mapped[int] = mapped_column(Integer, nullable=False, default=1)
    created_at: Mapped[str] = mapped_column(Text, nullable=False, default=now)
    updated_at: Mapped[str] = mapped_column(Text, nullable=False, default=now)


class Item(Row):
    """A row that travels between files: with an identity, a short code, an order and notes."""

    __abstract__ = True

    uid: Mapped[str] = mapped_column(Text, nullable=False, unique=True, default=new_uid, sort_order=-8)
    code: Mapped[str] = f.text(N_("Code"), 40, required=True, unique=True)
    archived: Mapped[bool] = f.flag(N_("Archived"), hidden=True)
    sort: Mapped[int] = f.integer(N_("Order"), default=0, hidden=True)
    notes: Mapped[str] = f.long_text(N_("Notes"), group="notes")


class Labelled(Item):
    """An item that bears a name in each language."""

    __abstract__ = True

    label_en: Mapped[str] = f.text(N_("Name in English"), 120, group="names")
    label_hans: Mapped[str] = f.text(N_("Name in Simplified Chinese"), 120, group="names")
    label_hant: Mapped[str] = f.text(N_("Name in Traditional Chinese"), 120, group="names")


LABEL_KEYS = {Language.EN: "label_en", Language.HANS: "label_hans", Language.HANT: "label_hant"}


def label_in(lang: str, en: str, hans: str, hant: str) -> str:
    """Return the label in a language, or the nearest one there is."""
    order = {
        Language.EN: (en, hans, hant),
        Language.HANS: (hans, hant, en),
        Language.HANT: (hant, hans, en),
    }[Language(lang)]
    return next((label for label in order if label), "")
