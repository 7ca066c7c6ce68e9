"""Evidence: what was heard, counted or assumed, and which statements it speaks for."""

import datetime as dt

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from b2bdesk.domain import fields as f
from b2bdesk.domain.base import Item, Row
from b2bdesk.terms import N_, Polarity

ONE_TARGET = CheckConstraint(
    "(persona_id IS NOT NULL) + (item_id IS NOT NULL) + (member_id IS NOT NULL) = 1", name="one_target"
)


class Evidence(Item):
    """One interview, survey, talk, record or report."""

    __tablename__ = "evidence"

    source: Mapped[str] = f.code(N_("Source"), "source", required=True, default="interview")
    title: Mapped[str] = f.text(N_("Title"), 200, required=True)
    date: Mapped[dt.date] = f.day(N_("Date"), required=True)
    respondent: Mapped[str] = f.text(N_("Respondent"), 120, help=N_("Anonymised: a role, never a name"))
    n: Mapped[int] = f.integer(N_("Number of respondents"), minimum=1, default=1)
    quote: Mapped[str] = f.long_text(N_("Quote or finding"), 2000)
    file: Mapped[str] = f.file(N_("File"))


class EvidenceAnswer(Row):
    """What a person answered to one question of the interview guide."""

    __tablename__ = "evidence_answer"
    __table_args__ = (UniqueConstraint("evidence_id", "question"), {"sqlite_strict": True})

    evidence_id: Mapped[int] = f.ref(N_("Evidence"), "evidence", owned=True, required=True)
    question: Mapped[str] = f.text(N_("Question"), 300, required=True, help=N_("A code of the guide, or own words"))
    answer: Mapped[str] = f.long_text(N_("Answer"), 4000)
    item: Mapped[str] = f.text(N_("Statement made of it"), 40, hidden=True)


class EvidenceLink(Row):
    """Evidence speaking for or against a persona, a statement or a chain member."""

    __tablename__ = "evidence_link"
    __table_args__ = (ONE_TARGET, {"sqlite_strict": True})

    evidence_id: Mapped[int] = f.ref(N_("Evidence"), "evidence", owned=True, required=True)
    persona_id: Mapped[int | None] = f.ref(N_("Persona"), "persona", owned=True)
    item_id: Mapped[int | None] = f.ref(N_("Statement"), "persona_item", owned=True)
    member_id: Mapped[int | None] = f.ref(N_("Chain member"), "chain_member", owned=True)
    polarity: Mapped[str] = f.code(N_("Speaks"), "polarity", required=True, default=str(Polarity.SUPPORTS))
