"""What the lines and the columns of a board can stand for, as data, and the tables that each of them is read from.

Every axis is an expression over one chain of joins around `placement`, so that any two make a board by one statement.
The outer joins keep to that order on purpose: SQLite then reads covering indexes alone, in a fifth of the time.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import and_, ColumnElement, func, Select, select, String, type_coerce, union
from sqlalchemy.orm import aliased

from b2bdesk.domain.chain import ChainMember, DecisionChain
from b2bdesk.domain.content import ContentPersona, ContentPiece
from b2bdesk.domain.persona import PersonaSegment
from b2bdesk.domain.placement import Placement, PlacementPersona
from b2bdesk.queries.board_values import AxisKey
from b2bdesk.terms import N_

OWN: Final = aliased(PlacementPersona)
INHERITED: Final = aliased(ContentPersona)
PIECE: Final = aliased(ContentPiece)
SERVED: Final = func.coalesce(OWN.persona_id, INHERITED.persona_id)
"""A persona that a placement serves: one of its own, or else of its piece."""
MEETS: Final = aliased(PersonaSegment)
HELD: Final = (
    select(ChainMember.persona_id, ChainMember.role)
    .join(DecisionChain, DecisionChain.id == ChainMember.chain_id)
    .where(DecisionChain.archived.is_(False), ChainMember.persona_id.is_not(None))
    .distinct()
    .subquery("held")
)
"""Which roles people hold in the chains in use, each once."""
MONTH: Final = 7
"""How many letters of a day tell its month."""


@dataclass(frozen=True, slots=True)
class Axis:
    """What lines or columns can stand for.

    A placement may stand in `several` of its lines; joins may bring it to one of them more than once (`repeats`).
    `groupings` are the ways its lines can be grouped, the first of them at first if `grouped`.
    """

    code: str
    one: str
    many: str
    key: Any
    needs: frozenset[str] = frozenset()
    several: bool = False
    repeats: bool = False
    groupings: tuple[tuple[str, str], ...] = ()
    grouped: bool = False


def month_of() -> ColumnElement[Any]:
    """Return the month a placement starts in, such as 2026-03; empty without a date."""
    return func.coalesce(func.substr(type_coerce(Placement.date_from, String), 1, MONTH), "")


AXES: Final = {
    axis.code: axis
    for axis in (
        Axis("stage", N_("Stage"), N_("stages"), Placement.stage_id),
        Axis(
            "channel",
            N_("Channel"),
            N_("channels"),
            Placement.channel_id,
            groupings=(
                ("ownership", N_("Ownership")),
                ("tool_class", N_("Tool class")),
                ("channel_kind", N_("Kind of channel")),
            ),
            grouped=True,
        ),
        Axis(
            "persona",
            N_("Persona"),
            N_("personas"),
            func.coalesce(SERVED, 0),
            frozenset({"served"}),
            several=True,
            groupings=(("segment", N_("Segment")),),
        ),
        Axis("topic", N_("Topic"), N_("topics"), PIECE.topic, frozenset({"piece"})),
        Axis(
            "form",
            N_("Form"),
            N_("forms"),
            PIECE.form,
            frozenset({"piece"}),
            groupings=(("form_class", N_("Form class")),),
        ),
        Axis(
            "segment",
            N_("Segment"),
            N_("segments"),
            func.coalesce(Placement.segment_id, MEETS.segment_id, 0),
            frozenset({"served", "segment"}),
            several=True,
            repeats=True,
        ),
        Axis(
            "role",
            N_("Decision-chain role"),
            N_("decision-chain roles"),
            func.coalesce(HELD.c.role, ""),
            frozenset({"served", "role"}),
            several=True,
            repeats=True,
        ),
        Axis("month", N_("Month"), N_("calendar months"), month_of()),
    )
}

PAIRS: Final = (
    ("channel", "stage"),
    ("persona", "stage"),
    ("persona", "channel"),
    ("topic", "stage"),
    ("form", "stage"),
    ("segment", "stage"),
    ("role", "stage"),
    ("month", "channel"),
)
"""The boards that are offered, lines first; each can be turned."""

DEFAULT: Final = PAIRS[0]


def is_offered(rows: str, columns: str) -> bool:
    """Tell whether a board has these axes, one way or the other."""
    return (rows, columns) in PAIRS or (columns, rows) in PAIRS


def source_of(needs: Iterable[str]) -> Any:
    """Return `placement` with the tables that axes need."""
    wanted = set(needs)
    source: Any = Placement.__table__
    if "piece" in wanted:
        source = source.join(PIECE, PIECE.id == Placement.content_id)
    if "served" in wanted:
        source = source.outerjoin(OWN, OWN.placement_id == Placement.id)
        fits = and_(OWN.persona_id.is_(None), INHERITED.content_id == Placement.content_id)
        source = source.outerjoin(INHERITED, fits)
    if "segment" in wanted:
        source = source.outerjoin(MEETS, and_(Placement.segment_id.is_(None), MEETS.persona_id == SERVED))
    if "role" in wanted:
        source = source.outerjoin(HELD, HELD.c.persona_id == SERVED)
    return source


def placed(columns: Iterable[Any], axes: Iterable[Axis], asked: Iterable[ColumnElement[bool]]) -> Any:
    """Return the statement of some columns of the placements asked for; each once in a cell."""
    axes = tuple(axes)
    needs = frozenset().union(*(axis.needs for axis in axes))
    found: Select[Any] = select(*columns).select_from(source_of(needs)).where(*asked)
    return found.distinct() if any(axis.repeats for axis in axes) else found


def within(axis: Axis, keys: Collection[AxisKey]) -> ColumnElement[bool]:
    """Return the condition that a placement stands in one of some lines of an axis."""
    inside: ColumnElement[bool] = axis.key.in_(keys)
    if axis.code != "persona" or 0 in keys:
        return inside
    own = select(PlacementPersona.placement_id).where(PlacementPersona.persona_id.in_(keys))
    fitting = select(Placement.id).join(ContentPersona, ContentPersona.content_id == Placement.content_id)
    narrowed = Placement.id.in_(union(own, fitting.where(ContentPersona.persona_id.in_(keys))))
    return and_(inside, narrowed)
