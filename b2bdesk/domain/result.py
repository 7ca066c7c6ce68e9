"""What came of the plan: counts and money of a period, of one placement or of a whole channel (D9)."""

from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Mapped

from b2bdesk.domain import fields as f
from b2bdesk.domain.base import Item
from b2bdesk.terms import N_


class Result(Item):
    """What was counted from one day to another; an empty number is one that nobody knows, which is not 0."""

    __tablename__ = "result"

    date_from: Mapped[date] = f.day(N_("From"), required=True)
    date_to: Mapped[date] = f.day(N_("To"), required=True)
    channel_id: Mapped[int | None] = f.ref(N_("Channel"), "channel", help=N_("Empty: the channel of the placement"))
    placement_id: Mapped[int | None] = f.ref(N_("Placement"), "placement", help=N_("Empty: the channel as a whole"))
    segment_id: Mapped[int | None] = f.ref(N_("Segment"), "segment", help=N_("Empty: all segments"))
    impressions: Mapped[int | None] = f.integer(N_("Impressions"), minimum=0, group="reached")
    reach: Mapped[int | None] = f.integer(N_("Reach"), minimum=0, group="reached")
    clicks: Mapped[int | None] = f.integer(N_("Clicks"), minimum=0, group="reached")
    sends: Mapped[int | None] = f.integer(N_("Sends"), minimum=0, group="reached")
    opens: Mapped[int | None] = f.integer(N_("Opens"), minimum=0, group="reached")
    visits: Mapped[int | None] = f.integer(N_("Visits"), minimum=0, group="funnel")
    leads: Mapped[int | None] = f.integer(N_("Leads"), minimum=0, group="funnel")
    mql: Mapped[int | None] = f.integer(N_("MQL"), minimum=0, group="funnel")
    sql: Mapped[int | None] = f.integer(N_("SQL"), minimum=0, group="funnel")
    opps: Mapped[int | None] = f.integer(N_("Opportunities"), minimum=0, group="funnel")
    deals: Mapped[int | None] = f.integer(N_("Deals"), minimum=0, group="funnel")
    revenue: Mapped[Decimal | None] = f.money(N_("Revenue"), group="money")
    cost: Mapped[Decimal | None] = f.money(N_("Cost"), group="money")
