"""Vocabularies: codes that people may name, order and extend; and tags."""

from typing import Any

from sqlalchemy import Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from b2bdesk.domain import fields as f
from b2bdesk.domain.base import Labelled, new_uid, Row
from b2bdesk.terms import N_


class VocabEntry(Row):
    """One code of one vocabulary with its three labels and what code reads from it."""

    __tablename__ = "vocab_entry"
    __table_args__ = (UniqueConstraint("vocab", "code"), {"sqlite_strict": True})

    uid: Mapped[str] = mapped_column(Text, nullable=False, unique=True, default=new_uid)
    vocab: Mapped[str] = f.text(N_("Vocabulary"), 40, required=True)
    code: Mapped[str] = f.text(N_("Code"), 40, required=True)
    label_en: Mapped[str] = f.text(N_("Name in English"), 120)
    label_hans: Mapped[str] = f.text(N_("Name in Simplified Chinese"), 120)
    label_hant: Mapped[str] = f.text(N_("Name in Traditional Chinese"), 120)
    data: Mapped[dict[str, Any]] = f.mapping(N_("Data"), hidden=True)
    sort: Mapped[int] = f.integer(N_("Order"), default=0, hidden=True)
    archived: Mapped[bool] = f.flag(N_("Archived"), hidden=True)


class TagCategory(Labelled):
    """A kind of tag."""

    __tablename__ = "tag_category"


class Tag(Labelled):
    """A label that separates customers or pieces for different treatment."""

    __tablename__ = "tag"

    category_id: Mapped[int] = f.ref(N_("Category"), "tag_category", required=True)
    rule: Mapped[str] = f.long_text(N_("Rule"), 500, help=N_("When this tag is given"))
    enabled: Mapped[bool] = f.flag(N_("In use"), default=True)
