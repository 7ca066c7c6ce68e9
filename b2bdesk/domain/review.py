"""What people have said of findings, and how the plan stood on a day."""

from datetime import date
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from b2bdesk.domain import fields as f
from b2bdesk.domain.base import Row
from b2bdesk.terms import FindingVerdict, N_


class FindingNote(Row):
    """A finding that is put off until a day, or that needs nothing, because of a reason.

    `subject` names what the finding is about, each row as "table:uid" and what else tells it apart (a topic, a role, a
    share) as "is:word", sorted and joined by spaces, so that it means the same in every copy of the plan.
    """

    __tablename__ = "finding_note"
    __table_args__ = (UniqueConstraint("rule", "subject"), {"sqlite_strict": True})

    rule: Mapped[str] = f.text(N_("Rule"), 10, required=True)
    subject: Mapped[str] = f.text(N_("About"), 400)
    verdict: Mapped[str] = f.code(
        N_("Decision"), "finding_verdict", required=True, default=str(FindingVerdict.NOT_NEEDED)
    )
    reason: Mapped[str] = f.text(N_("Reason"), 200)
    until: Mapped[date | None] = f.day(N_("Until"))


class Snapshot(Row):
    """The figures and findings of a day, to compare a later day with."""

    __tablename__ = "snapshot"

    taken_on: Mapped[date] = f.day(N_("Taken on"), required=True)
    label: Mapped[str] = f.text(N_("Name"), 120)
    data: Mapped[dict[str, Any]] = f.mapping(N_("Data"), hidden=True)
