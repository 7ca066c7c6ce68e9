"""Campaigns, tracking links and placements: one piece, in one channel, for one stage, on a date."""

from datetime import date
from decimal import Decimal

from sqlalchemy import Index, text, UniqueConstraint
from sqlalchemy.orm import Mapped

from b2bdesk.domain import fields as f
from b2bdesk.domain.base import Item, Row
from b2bdesk.terms import LinkKind, N_, PlacementStatus


class Campaign(Item):
    """Placements that serve one aim in one period."""

    __tablename__ = "campaign"

    name: Mapped[str] = f.text(N_("Name"), 120, required=True)
    slug: Mapped[str] = f.text(
        N_("Name in links"), 60, required=True, help=N_("Small letters, digits and hyphens"), unique=True
    )
    date_from: Mapped[date | None] = f.day(N_("Starts"))
    date_to: Mapped[date | None] = f.day(N_("Ends"))
    horizon: Mapped[str] = f.code(N_("Horizon"), "horizon")
    value: Mapped[str] = f.code(N_("Value"), "campaign_value")
    goal_id: Mapped[int | None] = f.ref(N_("Goal"), "goal")
    budget: Mapped[Decimal | None] = f.money(N_("Budget"))


class TrackingLink(Item):
    """A web address that carries its source; the address itself is computed (D11)."""

    __tablename__ = "tracking_link"

    base: Mapped[str] = f.address(N_("Page"), required=True)
    source: Mapped[str] = f.text(N_("Source"), 100, required=True)
    medium: Mapped[str] = f.text(N_("Medium"), 100, required=True)
    campaign: Mapped[str] = f.text(N_("Campaign"), 100, required=True)
    utm_id: Mapped[str] = f.text(N_("Campaign id"), 100)
    term: Mapped[str] = f.text(N_("Term"), 100)
    content: Mapped[str] = f.text(N_("Content"), 100)
    kind: Mapped[str] = f.code(N_("Kind"), "link_kind", required=True, default=str(LinkKind.URL))
    scene_str: Mapped[str] = f.text(N_("Scene of the WeChat code"), 64)
    qr_distance_mm: Mapped[int] = f.integer(N_("Reading distance"), minimum=1, default=300, unit=N_("mm"))
    url: Mapped[str] = f.address(N_("Tracked address"), hidden=True, unique=True)


class Placement(Item):
    """One piece, in one channel, for one stage, for given personas, on a date."""

    __tablename__ = "placement"
    __links__ = (
        f.refs(
            "personas",
            N_("Personas"),
            "persona",
            "placement_persona",
            help=N_("Empty: the personas of the piece"),
        ),
    )
    __table_args__ = (
        Index(
            "placement_once",
            "content_id",
            "stage_id",
            "channel_id",
            text("coalesce(date_from, '')"),
            unique=True,
        ),
        Index("placement_cell", "stage_id", "channel_id", "status", "archived", "content_id", "cost"),
        Index("placement_days", "date_from", "date_to", "status", "archived", "channel_id", "content_id", "cost"),
        {"sqlite_strict": True},
    )

    content_id: Mapped[int] = f.ref(N_("Content"), "content_piece", required=True)
    stage_id: Mapped[int] = f.ref(N_("Stage"), "stage", required=True)
    channel_id: Mapped[int] = f.ref(N_("Channel"), "channel", required=True)
    status: Mapped[str] = f.code(N_("Status"), "placement_status", required=True, default=str(PlacementStatus.PLANNED))
    date_from: Mapped[date | None] = f.day(N_("Starts"), help=N_("Empty: not scheduled yet"))
    date_to: Mapped[date | None] = f.day(N_("Ends"))
    state: Mapped[str] = f.code(N_("State"), "state", help=N_("Empty: the whole stage"))
    segment_id: Mapped[int | None] = f.ref(N_("Segment"), "segment")
    campaign_id: Mapped[int | None] = f.ref(N_("Campaign"), "campaign")
    owner: Mapped[str] = f.text(N_("Owner"), 120)
    cost: Mapped[Decimal] = f.money(N_("Cost"), default=Decimal(0))
    breadth: Mapped[str] = f.code(N_("Targeting breadth"), "breadth", help=N_("Empty: as the channel"))
    link_id: Mapped[int | None] = f.ref(N_("Tracking link"), "tracking_link")
    pool_id: Mapped[int | None] = f.ref(N_("Landing pool"), "landing_pool", help=N_("Empty: as the channel"))
    series: Mapped[str] = f.text(N_("Series"), 40, hidden=True, since=2)


class PlacementPersona(Row):
    """A persona a placement is meant for."""

    __tablename__ = "placement_persona"
    __table_args__ = (UniqueConstraint("placement_id", "persona_id"), {"sqlite_strict": True})

    placement_id: Mapped[int] = f.ref(N_("Placement"), "placement", owned=True, required=True)
    persona_id: Mapped[int] = f.ref(N_("Persona"), "persona", required=True)
