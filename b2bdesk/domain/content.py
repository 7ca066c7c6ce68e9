"""The content library: pieces, whom and what they fit, and their help check."""

from datetime import date
from decimal import Decimal

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from b2bdesk.domain import fields as f
from b2bdesk.domain.base import Item, Row
from b2bdesk.terms import Appeal, Audience, ContentStatus, Cta, N_


class ContentPiece(Item):
    """Any information of value to the customer, made once and placed many times."""

    __tablename__ = "content_piece"
    __links__ = (
        f.fits("personas", N_("Personas"), "persona", "content_persona", "fit", 3, group="fit"),
        f.refs("stages", N_("Stages"), "stage", "content_stage", group="fit"),
        f.refs("tags", N_("Tags"), "tag", "content_tag", group="fit"),
    )

    title: Mapped[str] = f.text(N_("Title"), 200, required=True)
    short_title: Mapped[str] = f.text(N_("Short title"), 16, help=N_("Up to 8 letters or 4 Chinese characters"))
    form: Mapped[str] = f.code(N_("Form"), "content_form", required=True)
    topic: Mapped[str] = f.code(N_("Topic"), "topic", required=True)
    extra_topics: Mapped[list[str]] = f.codes(N_("More topics"), "topic")
    status: Mapped[str] = f.code(N_("Status"), "content_status", required=True, default=str(ContentStatus.IDEA))
    summary: Mapped[str] = f.long_text(N_("Summary"), 500)
    appeal: Mapped[str] = f.code(N_("Appeal"), "appeal", required=True, default=str(Appeal.MIXED), group="aim")
    horizon: Mapped[str] = f.code(N_("Horizon"), "horizon", required=True, group="aim")
    audience: Mapped[str] = f.code(N_("Audience"), "audience", required=True, default=str(Audience.NEW), group="aim")
    cta: Mapped[str] = f.code(N_("Call to action"), "cta", required=True, default=str(Cta.NONE), group="aim")
    gated: Mapped[bool] = f.flag(N_("Behind a form"), group="aim")
    drivers: Mapped[list[str]] = f.codes(N_("Drivers served"), "driver", group="fit")
    uses_core_message: Mapped[bool] = f.flag(N_("Carries the core message"), group="brand")
    uses_asset: Mapped[bool] = f.flag(N_("Carries the distinctive asset"), group="brand")
    memorability: Mapped[int | None] = f.scale(N_("Memorability"), group="brand")
    figures_sourced: Mapped[bool] = f.flag(N_("Figures name their source"), group="brand")
    owner: Mapped[str] = f.text(N_("Owner"), 120, group="making")
    file: Mapped[str] = f.file(N_("File or address"), group="making")
    language: Mapped[str] = f.code(N_("Language"), "language", group="making")
    effort_h: Mapped[float | None] = f.decimal(N_("Effort"), unit=N_("h"), group="making")
    made_cost: Mapped[Decimal | None] = f.money(N_("Cost of making"), group="making")
    reviewed: Mapped[date | None] = f.day(N_("Last reviewed"), group="making")


class ContentPersona(Row):
    """How well a piece fits a persona, 1 to 3."""

    __tablename__ = "content_persona"
    __table_args__ = (UniqueConstraint("content_id", "persona_id"), {"sqlite_strict": True})

    content_id: Mapped[int] = f.ref(N_("Content"), "content_piece", owned=True, required=True)
    persona_id: Mapped[int] = f.ref(N_("Persona"), "persona", required=True)
    fit: Mapped[int] = f.scale(N_("Fit"), 1, 3, default=2)


class ContentStage(Row):
    """A stage a piece is made for."""

    __tablename__ = "content_stage"
    __table_args__ = (UniqueConstraint("content_id", "stage_id"), {"sqlite_strict": True})

    content_id: Mapped[int] = f.ref(N_("Content"), "content_piece", owned=True, required=True)
    stage_id: Mapped[int] = f.ref(N_("Stage"), "stage", required=True)


class ContentTag(Row):
    """A label on a piece."""

    __tablename__ = "content_tag"
    __table_args__ = (UniqueConstraint("content_id", "tag_id"), {"sqlite_strict": True})

    content_id: Mapped[int] = f.ref(N_("Content"), "content_piece", owned=True, required=True)
    tag_id: Mapped[int] = f.ref(N_("Tag"), "tag", required=True)


class HelpCheck(Row):
    """Does the piece help rather than boast: five questions, 0 to 2 each."""

    __tablename__ = "help_check"
    __table_args__ = (UniqueConstraint("content_id"), {"sqlite_strict": True})

    content_id: Mapped[int] = f.ref(N_("Content"), "content_piece", owned=True, required=True)
    h1: Mapped[int] = f.scale(N_("Answers a problem the persona really has"), 0, 2, default=0)
    h2: Mapped[int] = f.scale(N_("Useful even without buying"), 0, 2, default=0)
    h3: Mapped[int] = f.scale(N_("Fits what they can pay"), 0, 2, default=0)
    h4: Mapped[int] = f.scale(N_("Meets them where and how they like"), 0, 2, default=0)
    h5: Mapped[int] = f.scale(N_("Speaks of the customer more than of us"), 0, 2, default=0)
    checked_on: Mapped[date | None] = f.day(N_("Checked on"))
