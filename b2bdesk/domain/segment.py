"""Segments: groups of accounts treated alike."""

from decimal import Decimal

from sqlalchemy.orm import Mapped

from b2bdesk.domain import fields as f
from b2bdesk.domain.base import Item
from b2bdesk.terms import Answer, Breadth, N_, SegmentRole


class Segment(Item):
    """A group of accounts with its traits, which its account class fills at first."""

    __tablename__ = "segment"

    name: Mapped[str] = f.text(N_("Name"), 120, required=True)
    account_class: Mapped[str] = f.code(N_("Account class"), "account_class", required=True)
    role: Mapped[str] = f.code(N_("Role in the plan"), "segment_role", default=str(SegmentRole.FOCUS))
    org_types: Mapped[list[str]] = f.codes(N_("Organisation types"), "org_type", group="firms")
    industries: Mapped[list[str]] = f.codes(N_("Industries"), "industry", group="firms")
    headcount_min: Mapped[int | None] = f.integer(N_("Headcount from"), minimum=0, group="firms")
    headcount_max: Mapped[int | None] = f.integer(N_("Headcount to"), minimum=0, group="firms")
    revenue_min: Mapped[Decimal | None] = f.money(N_("Their revenue from"), group="firms")
    revenue_max: Mapped[Decimal | None] = f.money(N_("Their revenue to"), group="firms")
    price_sensitivity: Mapped[int | None] = f.scale(N_("Price sensitivity"), group="buying")
    chain_length: Mapped[int | None] = f.scale(N_("Length of the decision chain"), group="buying")
    decision_speed: Mapped[int | None] = f.scale(N_("Speed of decision"), group="buying")
    concerns: Mapped[list[str]] = f.texts(N_("What they care about"), group="buying")
    stage_set_id: Mapped[int | None] = f.ref(
        N_("Lifecycle stages"), "stage_set", since=2, help=N_("Empty: the stages of the plan"), group="buying"
    )
    acv: Mapped[Decimal | None] = f.money(N_("Yearly contract value"), group="numbers")
    accounts: Mapped[int | None] = f.integer(N_("Number of accounts"), minimum=0, group="numbers")
    revenue_share: Mapped[float | None] = f.share(
        N_("Share of revenue"), group="numbers", help=N_("The shares of all active segments add up to 100 %")
    )
    breadth: Mapped[str] = f.code(N_("Targeting breadth"), "breadth", default=str(Breadth.MEDIUM), group="numbers")
    segment_exists: Mapped[str] = f.code(
        N_("Does this segment exist?"), "answer", default=str(Answer.UNKNOWN), group="positioning"
    )
    solves_need: Mapped[str] = f.code(
        N_("Do you solve its need?"), "answer", default=str(Answer.UNKNOWN), group="positioning"
    )
