"""Channels, where content meets people, and the pools that receive them."""

from sqlalchemy.orm import Mapped

from b2bdesk.domain import fields as f
from b2bdesk.domain.base import Labelled
from b2bdesk.terms import Breadth, N_, Ownership, ToolClass


class LandingPool(Labelled):
    """Where arriving visitors are received and kept."""

    __tablename__ = "landing_pool"

    owner: Mapped[str] = f.text(N_("Owner"), 120)
    entry: Mapped[str] = f.address(N_("Entry address"))
    capacity_week: Mapped[int | None] = f.integer(N_("Capacity a week"), minimum=0)
    reply_sla_h: Mapped[float] = f.decimal(N_("Reply within"), default=24.0, unit=N_("h"))
    connected: Mapped[bool] = f.flag(N_("Connected"), help=N_("Its contacts reach the one customer record"))


class Channel(Labelled):
    """A row of the map."""

    __tablename__ = "channel"
    __links__ = (f.fits("fit", N_("Fit per stage"), "stage", "stage_fit", "fit", 2, minimum=0, group="use"),)

    ownership: Mapped[str] = f.code(N_("Ownership"), "ownership", required=True, default=str(Ownership.OWNED))
    tool_class: Mapped[str] = f.code(N_("Tool class"), "tool_class", required=True, default=str(ToolClass.OTHER))
    paid: Mapped[bool] = f.flag(N_("Paid"))
    domain: Mapped[str] = f.code(N_("Domain"), "domain", default="public")
    kind: Mapped[str] = f.code(N_("Kind"), "channel_kind", default="site")
    accepts: Mapped[list[str]] = f.codes(N_("Accepts form classes"), "form_class", group="use")
    breadth: Mapped[str] = f.code(N_("Targeting breadth"), "breadth", default=str(Breadth.MEDIUM), group="use")
    offline: Mapped[bool] = f.flag(N_("Offline"), group="use")
    monthly_capacity: Mapped[int | None] = f.integer(N_("Pieces a month"), minimum=0, group="use")
    keywords: Mapped[list[str]] = f.texts(N_("Keywords"), group="use")
    pool_id: Mapped[int | None] = f.ref(N_("Landing pool"), "landing_pool", group="landing")
    utm_source: Mapped[str] = f.text(N_("Default source"), 100, group="landing")
    utm_medium: Mapped[str] = f.text(N_("Default medium"), 100, group="landing")
