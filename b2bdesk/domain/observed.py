"""Whom the plan intends to reach, and who was observed to come (D6)."""

from datetime import date

from sqlalchemy import Index, text, UniqueConstraint
from sqlalchemy.orm import Mapped

from b2bdesk.domain import fields as f
from b2bdesk.domain.base import Item, Row
from b2bdesk.terms import Measure, N_


class IntendedShare(Row):
    """The share one category is meant to have; the shares of a dimension add up to 1."""

    __tablename__ = "intended_share"
    __table_args__ = (UniqueConstraint("dimension", "category"), {"sqlite_strict": True})

    dimension: Mapped[str] = f.code(N_("Dimension"), "dimension", required=True)
    category: Mapped[str] = f.text(N_("Category"), 120, required=True, help=N_("A code of the dimension's vocabulary"))
    share: Mapped[float] = f.share(N_("Intended share"), required=True, default=0.0)


class ObservedSnapshot(Item):
    """Who was observed in a period, counted by one source."""

    __tablename__ = "observed_snapshot"

    date_from: Mapped[date] = f.day(N_("From"), required=True)
    date_to: Mapped[date] = f.day(N_("To"), required=True)
    source: Mapped[str] = f.text(N_("Source"), 200, required=True, help=N_("Where the counts come from"))


class ObservedCount(Row):
    """How many visitors or leads of one category were counted, in one channel or on one piece if that is known."""

    __tablename__ = "observed_count"
    __table_args__ = (
        Index(
            "observed_once",
            "snapshot_id",
            "measure",
            "dimension",
            "category",
            text("coalesce(channel_id, 0)"),
            text("coalesce(content_id, 0)"),
            unique=True,
        ),
        {"sqlite_strict": True},
    )

    snapshot_id: Mapped[int] = f.ref(N_("Snapshot"), "observed_snapshot", owned=True, required=True)
    measure: Mapped[str] = f.code(N_("Counted"), "measure", required=True, default=str(Measure.VISITS))
    dimension: Mapped[str] = f.code(N_("Dimension"), "dimension", required=True)
    category: Mapped[str] = f.text(N_("Category"), 120, required=True)
    channel_id: Mapped[int | None] = f.ref(N_("Channel"), "channel")
    content_id: Mapped[int | None] = f.ref(N_("Content"), "content_piece")
    count: Mapped[int] = f.integer(N_("Count"), minimum=0, default=0)
