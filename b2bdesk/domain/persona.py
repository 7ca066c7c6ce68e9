"""Personas: evidence-based pictures of one kind of individual inside target firms."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from b2bdesk.domain import fields as f
from b2bdesk.domain.base import Item, Row
from b2bdesk.terms import Authority, InfoGroup, N_


class Persona(Item):
    """One kind of person, in seven information groups."""

    __tablename__ = "persona"
    __links__ = (f.refs("segments", N_("Segments"), "segment", "persona_segment", required=True),)

    name: Mapped[str] = f.text(N_("Name"), 80, required=True)
    title: Mapped[str] = f.text(N_("Job title"), 120, required=True, group=InfoGroup.COMPANY_JOB)
    quote: Mapped[str] = f.text(N_("In this person's words"), 200)
    priority: Mapped[int] = f.scale(N_("Priority"), 1, 3, default=2)
    photo: Mapped[str] = f.image(N_("Photo"))
    age_band: Mapped[str] = f.code(N_("Age"), "age_band", group=InfoGroup.DEMOGRAPHICS)
    education: Mapped[str] = f.code(N_("Education"), "education", group=InfoGroup.DEMOGRAPHICS)
    location: Mapped[str] = f.text(N_("Location"), 120, group=InfoGroup.DEMOGRAPHICS)
    org_type: Mapped[str] = f.code(N_("Organisation type"), "org_type", group=InfoGroup.COMPANY_JOB)
    industry: Mapped[str] = f.code(N_("Industry"), "industry", group=InfoGroup.COMPANY_JOB)
    department: Mapped[str] = f.code(N_("Department"), "department", group=InfoGroup.COMPANY_JOB)
    seniority: Mapped[str] = f.code(N_("Seniority"), "seniority", group=InfoGroup.COMPANY_JOB)
    company_size: Mapped[str] = f.text(N_("Company size"), 120, group=InfoGroup.COMPANY_JOB)
    drivers: Mapped[list[str]] = f.codes(N_("Drivers"), "driver", group=InfoGroup.BEHAVIOUR)
    info_sources: Mapped[list[str]] = f.texts(N_("Sources of information"), group=InfoGroup.BEHAVIOUR)
    budget_min: Mapped[Decimal | None] = f.money(N_("Budget from"), group=InfoGroup.BUDGET)
    budget_max: Mapped[Decimal | None] = f.money(N_("Budget to"), group=InfoGroup.BUDGET)
    budget_cycle: Mapped[str] = f.text(N_("Budget cycle"), 120, group=InfoGroup.BUDGET)
    influence: Mapped[int] = f.scale(N_("Influence"), default=3, group="inside")
    authority: Mapped[str] = f.code(N_("Authority"), "authority", default=str(Authority.NONE), group="inside")
    related_people: Mapped[str] = f.long_text(N_("Related people"), group="inside")
    window_from: Mapped[date | None] = f.day(N_("Buying window from"), group="inside")
    window_to: Mapped[date | None] = f.day(N_("Buying window to"), group="inside")
    leading: Mapped[bool] = f.flag(N_("Leading persona"), since=2, help=N_("The person the plan is made for first"))
    negative: Mapped[bool] = f.flag(N_("Not for us"), since=2, help=N_("Someone the plan does not want to win"))
    review_on: Mapped[date | None] = f.day(N_("Look at it again on"), since=2)
    card_link: Mapped[str] = f.address(
        N_("Address on the card"), since=2, help=N_("The role card shows it as a QR code")
    )


class PersonaSegment(Row):
    """A persona met in a segment."""

    __tablename__ = "persona_segment"
    __table_args__ = (UniqueConstraint("persona_id", "segment_id"), {"sqlite_strict": True})

    persona_id: Mapped[int] = f.ref(N_("Persona"), "persona", owned=True, required=True)
    segment_id: Mapped[int] = f.ref(N_("Segment"), "segment", required=True)


class PersonaVersion(Row):
    """A persona as it was on a day, kept with the reason why it changed afterwards."""

    __tablename__ = "persona_version"

    persona_id: Mapped[int] = f.ref(N_("Persona"), "persona", owned=True, required=True)
    taken_on: Mapped[date] = f.day(N_("Kept on"), required=True)
    name: Mapped[str] = f.text(N_("Name of the version"), 120)
    why: Mapped[str] = f.long_text(N_("Why it changed"), 1000)
    data: Mapped[dict[str, Any]] = f.mapping(N_("Data"), hidden=True)


class PersonaItem(Item):
    """One statement about a persona."""

    __tablename__ = "persona_item"

    persona_id: Mapped[int] = f.ref(N_("Persona"), "persona", owned=True, required=True)
    kind: Mapped[str] = f.code(N_("Kind"), "item_kind", required=True, default="pain")
    text: Mapped[str] = f.long_text(N_("Statement"), 1000, required=True)
    weight: Mapped[int] = f.scale(N_("Weight"), default=3)
    situation: Mapped[str] = f.long_text(N_("Situation"), 500, help=N_("For a job: when ..."))
    motivation: Mapped[str] = f.long_text(N_("Motivation"), 500, help=N_("For a job: I want ..."))
    outcome: Mapped[str] = f.long_text(N_("Outcome"), 500, help=N_("For a job: so that ..."))


class PersonaPref(Row):
    """How strongly a persona prefers a channel, form, topic or manner."""

    __tablename__ = "persona_pref"
    __table_args__ = (UniqueConstraint("persona_id", "dim", "value"), {"sqlite_strict": True})

    persona_id: Mapped[int] = f.ref(N_("Persona"), "persona", owned=True, required=True)
    dim: Mapped[str] = f.code(N_("What"), "pref_dim", required=True)
    value: Mapped[str] = f.text(N_("Preference"), 200, required=True, help=N_("A code, or words for a manner"))
    strength: Mapped[int] = f.scale(N_("Strength"), 0, 3, default=2)


class SourcingNote(Item):
    """How a persona searches for a supplier."""

    __tablename__ = "sourcing_note"

    persona_id: Mapped[int] = f.ref(N_("Persona"), "persona", owned=True, required=True)
    trait: Mapped[str] = f.code(N_("Trait"), "trait", required=True, default="purposeful")
    text: Mapped[str] = f.long_text(N_("How this person searches"), 500)
