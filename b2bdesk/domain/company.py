"""The company that plans: positioning, goals, market, means."""

from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Mapped

from b2bdesk.domain import fields as f
from b2bdesk.domain.base import Item, Row
from b2bdesk.terms import Answer, GrowthStage, Motion, N_


class CompanyProfile(Row):
    """What the company offers, to whom, and how it sells; one row a file."""

    __tablename__ = "company_profile"

    product: Mapped[str] = f.long_text(
        N_("Product"), 2000, group="positioning", help=N_("What you sell, in one sentence")
    )
    strategic_goals: Mapped[str] = f.long_text(N_("Strategic goals"), group="positioning")
    positioning: Mapped[str] = f.long_text(
        N_("Positioning"), group="positioning", help=N_("The one segment and need you claim")
    )
    segment_exists: Mapped[str] = f.code(
        N_("Does this segment exist?"), "answer", default=str(Answer.UNKNOWN), group="positioning"
    )
    solves_need: Mapped[str] = f.code(
        N_("Do you solve its need?"), "answer", default=str(Answer.UNKNOWN), group="positioning"
    )
    core_strength: Mapped[str] = f.long_text(
        N_("Core strength"), group="positioning", help=N_("The advantage you hold in one narrow field")
    )
    core_message: Mapped[str] = f.text(N_("Core message"), 140, group="brand")
    distinctive_asset: Mapped[str] = f.text(
        N_("Distinctive asset"),
        140,
        group="brand",
        help=N_("What people recognise you by: a figure, a sound, a phrase"),
    )
    values: Mapped[str] = f.long_text(N_("Values"), group="brand")
    architecture: Mapped[str] = f.long_text(
        N_("Product architecture"), group="selling", help=N_("How your product fits into the customer's systems")
    )
    growth_stage: Mapped[str] = f.code(
        N_("Growth stage"), "growth_stage", default=str(GrowthStage.EARLY), group="selling"
    )
    motion: Mapped[str] = f.code(N_("Sales motion"), "motion", default=str(Motion.LG), group="selling")
    sales_cycle_days: Mapped[int] = f.integer(
        N_("Sales cycle"), minimum=1, maximum=1095, default=90, unit=N_("days"), group="selling"
    )
    gross_margin: Mapped[float] = f.share(N_("Gross margin"), default=0.75, group="selling")
    acv: Mapped[Decimal | None] = f.money(N_("Yearly contract value"), group="selling")
    notes: Mapped[str] = f.long_text(N_("Notes"), group="notes")


class Goal(Item):
    """What the plan is to reach, by when."""

    __tablename__ = "goal"

    text: Mapped[str] = f.text(N_("Goal"), 300, required=True)
    metric: Mapped[str] = f.text(N_("Measured by"), 120)
    value: Mapped[float | None] = f.decimal(N_("Target value"), minimum=None)
    due: Mapped[date | None] = f.day(N_("Due"))


class TargetIndustry(Item):
    """An industry the company aims at."""

    __tablename__ = "target_industry"

    industry: Mapped[str] = f.code(N_("Industry"), "industry", required=True)
    priority: Mapped[int] = f.scale(N_("Priority"), 1, 3, default=2)


class BenchmarkCustomer(Item):
    """A reference account that shows the target."""

    __tablename__ = "benchmark_customer"

    name: Mapped[str] = f.text(N_("Name"), 120, required=True)
    industry: Mapped[str] = f.code(N_("Industry"), "industry")
    segment_id: Mapped[int | None] = f.ref(N_("Segment"), "segment")
    why: Mapped[str] = f.long_text(N_("Why this customer shows the target"))
    may_quote: Mapped[bool] = f.flag(N_("May be quoted"))


class Competitor(Item):
    """Who else the customer could choose; doing nothing is one of them."""

    __tablename__ = "competitor"

    name: Mapped[str] = f.text(N_("Name"), 120, required=True)
    kind: Mapped[str] = f.code(N_("Kind"), "rival_kind", required=True, default="direct")
    positioning: Mapped[str] = f.long_text(N_("Positioning"))
    est_spend: Mapped[Decimal | None] = f.money(N_("Estimated yearly spend"))


class CompanyFunction(Row):
    """Who looks after one of the functions of marketing, and which party it belongs to."""

    __tablename__ = "company_function"

    function: Mapped[str] = f.code(N_("Function"), "function", required=True, unique=True)
    owner_id: Mapped[int | None] = f.ref(N_("Owner"), "resource")
    party: Mapped[str] = f.code(N_("Party"), "party")


class Alignment(Item):
    """What was agreed with one party on a day; it holds for 90 days."""

    __tablename__ = "alignment"

    party: Mapped[str] = f.code(N_("Party"), "party", required=True, default="sales")
    agreed_on: Mapped[date] = f.day(N_("Agreed on"), required=True)
    agreed: Mapped[str] = f.long_text(N_("What was agreed"), 2000, required=True)
    open_points: Mapped[str] = f.long_text(N_("Open points"), 2000)


class Resource(Item):
    """Money, time, people or other means of the plan."""

    __tablename__ = "resource"

    kind: Mapped[str] = f.code(N_("Kind"), "resource", required=True, default="people")
    capability: Mapped[str] = f.code(N_("Capability"), "capability")
    person: Mapped[str] = f.text(N_("Person or source"), 120)
    fte: Mapped[float | None] = f.decimal(N_("Full-time equivalents"))
    hours_month: Mapped[float | None] = f.decimal(N_("Hours a month"), unit=N_("h"))
    strength: Mapped[int] = f.scale(N_("Strength"), default=3)
    amount: Mapped[Decimal | None] = f.money(N_("Amount"))
    date_from: Mapped[date | None] = f.day(N_("From"))
    date_to: Mapped[date | None] = f.day(N_("To"))
