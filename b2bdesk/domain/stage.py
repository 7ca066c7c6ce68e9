"""Lifecycle stages, the states they span, and how well channels fit them."""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from b2bdesk.domain import fields as f
from b2bdesk.domain.base import Item, Labelled, Row
from b2bdesk.terms import N_

ONE_AXIS = CheckConstraint("(channel_id IS NULL) <> (persona_id IS NULL)", name="one_axis")


class StageSet(Item):
    """Lifecycle stages of their own, for the segments or the product that they are made for.

    The plan's own stages belong to no set; each set holds each of the seven states in exactly one of its stages.
    """

    __tablename__ = "stage_set"

    name: Mapped[str] = f.text(N_("Name"), 120, required=True)
    product: Mapped[str] = f.text(N_("Product"), 120, help=N_("If these stages are made for one product"))


class Stage(Labelled):
    """A column of the map: one or more of the seven lifecycle states."""

    __tablename__ = "stage"

    stage_set_id: Mapped[int | None] = f.ref(N_("Stage set"), "stage_set", hidden=True, since=2)

    decision: Mapped[bool] = f.flag(N_("Decision stage"), help=N_("People weigh and choose here"))
    target_emotional: Mapped[float | None] = f.share(N_("Emotional content wanted"))


class StageState(Row):
    """A lifecycle state belongs to exactly one stage of each set."""

    __tablename__ = "stage_state"
    __table_args__ = (UniqueConstraint("stage_id", "state"), {"sqlite_strict": True})

    stage_id: Mapped[int] = f.ref(N_("Stage"), "stage", owned=True, required=True)
    state: Mapped[str] = f.code(N_("State"), "state", required=True)


class StageFit(Row):
    """How well a channel suits a stage: 0 unusual, 1 possible, 2 recommended."""

    __tablename__ = "stage_fit"
    __table_args__ = (UniqueConstraint("channel_id", "stage_id"), {"sqlite_strict": True})

    channel_id: Mapped[int] = f.ref(N_("Channel"), "channel", owned=True, required=True)
    stage_id: Mapped[int] = f.ref(N_("Stage"), "stage", owned=True, required=True)
    fit: Mapped[int] = f.scale(N_("Fit"), 0, 2, default=0)


class CellPlan(Row):
    """What is wanted in one cell: a target of its own, or nothing, with the reason."""

    __tablename__ = "cell_plan"
    __table_args__ = (
        ONE_AXIS,
        UniqueConstraint("stage_id", "channel_id"),
        UniqueConstraint("stage_id", "persona_id"),
        {"sqlite_strict": True},
    )

    stage_id: Mapped[int] = f.ref(N_("Stage"), "stage", owned=True, required=True)
    channel_id: Mapped[int | None] = f.ref(N_("Channel"), "channel", owned=True)
    persona_id: Mapped[int | None] = f.ref(N_("Persona"), "persona", owned=True)
    target: Mapped[int | None] = f.integer(N_("Target"), minimum=0, maximum=999)
    not_needed: Mapped[bool] = f.flag(N_("Not needed here"))
    reason: Mapped[str] = f.text(N_("Reason"), 200)
