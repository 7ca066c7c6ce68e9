"""What stands around the map: the placements of one cell, pieces to be placed, the choices of its filters."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import and_, ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session

from b2bdesk.domain.base import label_in
from b2bdesk.domain.channel import Channel
from b2bdesk.domain.content import ContentPersona, ContentPiece, ContentStage
from b2bdesk.domain.persona import Persona
from b2bdesk.domain.placement import Campaign, Placement, PlacementPersona
from b2bdesk.domain.segment import Segment
from b2bdesk.domain.settings import WorkspaceRow
from b2bdesk.domain.stage import Stage
from b2bdesk.queries.axes import AXES, placed, within
from b2bdesk.queries.axis_heads import heads
from b2bdesk.queries.board_cells import tally
from b2bdesk.queries.board_counting import Kept
from b2bdesk.queries.board_filter import words
from b2bdesk.queries.board_levels import numbers, read_levels
from b2bdesk.queries.board_rows import conditions, form_classes, read_channels, read_stages, read_thresholds
from b2bdesk.queries.board_values import AxisKey, BoardFilter, Cell, CellKey, Spot
from b2bdesk.queries.labels import Labels
from b2bdesk.queries.roster import Roster
from b2bdesk.queries.roster_views import ALL, Standing
from b2bdesk.terms import ContentStatus

MOST_PLACED = 100
MOST_PIECES = 500
MOST_HINTS = 8


@dataclass(frozen=True, slots=True)
class Placed:
    """A placement as a list shows it; `personas` are the codes of those it serves."""

    id: int
    content_id: int
    code: str
    title: str
    personas: tuple[str, ...]
    status: str
    start: date | None
    stage: str
    channel: str


@dataclass(frozen=True, slots=True)
class CellFacts:
    """A cell as the inspector shows it: `placed` are the first of its placements, `more` how many follow."""

    spot: Spot
    title: str
    cell: Cell
    placed: tuple[Placed, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class PieceRow:
    """A content piece as the list of pieces shows it; `placed` counts its placements."""

    id: int
    code: str
    title: str
    short: str
    form: str
    form_class: str
    appeal: str
    status: str
    placed: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters of the map offer: (key, label) pairs."""

    statuses: tuple[tuple[str, str], ...]
    personas: tuple[tuple[int, str], ...]
    segments: tuple[tuple[int, str], ...]
    forms: tuple[tuple[str, str], ...]
    horizons: tuple[tuple[str, str], ...]
    campaigns: tuple[tuple[int, str], ...]
    topics: tuple[tuple[str, str], ...] = ()
    appeals: tuple[tuple[str, str], ...] = ()
    audiences: tuple[tuple[str, str], ...] = ()
    channels: tuple[tuple[AxisKey, str], ...] = ()
    stages: tuple[tuple[AxisKey, str], ...] = ()
    phases: tuple[tuple[str, str], ...] = ()
    bands: tuple[tuple[str, str], ...] = ()


def cell_facts(session: Session, spot: Spot, where: BoardFilter, lang: str) -> CellFacts | None:
    """Return what a cell holds of what a filter lets through; None where there is no such cell any more."""
    (across, column), (down, line) = spot.items()
    axes, key, labels = (AXES[down], AXES[across]), (column, line), Labels(session, lang)
    asked = [*conditions(where), Placement.status.in_(where.shown)]
    asked += [within(AXES[axis], [value]) for axis, value in spot.items()]
    found = tally(session, *axes, asked)
    named = [_head_name(session, axis, value, labels) for axis, value in reversed(list(spot.items()))]
    if None in named:
        return None
    held = found.get(key)
    cell = Cell(*key, n=held.n, shown=held.shown, cost=held.cost) if held else Cell(*key)
    levels = read_levels(session, (down, across), read_thresholds(session))
    levels = replace(levels, in_plan=numbers(found))
    inside = placed((Placement.id,), axes, asked)
    rows = _placed(session, [Placement.id.in_(inside)], lang, most=MOST_PLACED)
    return CellFacts(spot, " × ".join(map(str, named)), levels.dress(cell, key), rows, cell.shown - len(rows))


def _head_name(session: Session, axis: str, key: AxisKey, labels: Labels) -> str | None:
    return next((head.name for head in heads(session, axis, labels, {key}) if head.id == key), None)


def where_stands(
    session: Session, ids: Collection[int], axes: tuple[str, str], where: BoardFilter
) -> dict[int, CellKey]:
    """Return in which cell of a board each of some placements stands, the first of several; lines are named first."""
    rows, columns = AXES[axes[0]], AXES[axes[1]]
    asked = [*conditions(where), Placement.status.in_(where.shown), Placement.id.in_(ids)]
    found: dict[int, CellKey] = {}
    for id, column, line in session.execute(placed((Placement.id, columns.key, rows.key), (rows, columns), asked)):
        found.setdefault(id, (column, line))
    return found


def serving(session: Session, ids: Collection[int], persona: int) -> frozenset[int]:
    """Return those of some placements that serve a persona."""
    asked = [Placement.id.in_(ids), *conditions(BoardFilter(personas=frozenset({persona})))]
    return frozenset(session.scalars(select(Placement.id).where(*asked)))


def still_there(session: Session, ids: Collection[int]) -> frozenset[int]:
    """Return those of some placements that are in use."""
    return frozenset(session.scalars(select(Placement.id).where(Placement.id.in_(ids), Placement.archived.is_(False))))


def plan_uid(session: Session) -> str:
    """Return what tells a plan from all others."""
    return session.scalar(select(WorkspaceRow.uid)) or ""


def placed_ids(session: Session, ids: Collection[int], lang: str) -> tuple[Placed, ...]:
    """Return placements by their ids."""
    return _placed(session, [Placement.id.in_(ids)], lang)


def _placed(
    session: Session, asked: Sequence[ColumnElement[bool]], lang: str, most: int | None = None
) -> tuple[Placed, ...]:
    rows = session.execute(
        select(Placement, ContentPiece, Stage, Channel)
        .join(ContentPiece, ContentPiece.id == Placement.content_id)
        .join(Stage, Stage.id == Placement.stage_id)
        .join(Channel, Channel.id == Placement.channel_id)
        .where(*asked)
        .order_by(Placement.date_from.is_(None), Placement.date_from, ContentPiece.code)
        .limit(most)
    ).all()
    people = served(session, {p.id: p.content_id for p, *_ in rows})
    return tuple(
        Placed(p.id, k.id, k.code, k.title, people[p.id], p.status, p.date_from, _name(s, lang), _name(c, lang))
        for p, k, s, c in rows
    )


def _name(row: Stage | Channel, lang: str) -> str:
    return label_in(lang, row.label_en, row.label_hans, row.label_hant)


def served(session: Session, pieces: Mapping[int, int]) -> dict[int, tuple[str, ...]]:
    """Return the codes of the personas each placement serves: its own, or else those of its piece."""
    own, inherited = defaultdict(list), defaultdict(list)
    named = select(PlacementPersona.placement_id, Persona.code).join(Persona, Persona.id == PlacementPersona.persona_id)
    named = named.where(PlacementPersona.placement_id.in_(pieces)).order_by(Persona.code)
    for placement, code in session.execute(named):
        own[placement].append(code)
    fitting = select(ContentPersona.content_id, Persona.code).join(Persona, Persona.id == ContentPersona.persona_id)
    fitting = fitting.where(ContentPersona.content_id.in_(set(pieces.values()))).order_by(Persona.code)
    for content, code in session.execute(fitting):
        inherited[content].append(code)
    return {placement: tuple(own.get(placement) or inherited[content]) for placement, content in pieces.items()}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which pieces are asked for: by words, those that stand nowhere, those made for one of some personas.

    With `fits` those that are made for a cell's stage and of a form its channel takes, besides those in `also`.
    """

    text: str = ""
    unplaced: bool = False
    personas: frozenset[int] = frozenset()
    fits: tuple[int, int] | None = None
    also: frozenset[int] = frozenset()


EVERY: Final = Wanted()


def pieces(
    session: Session, wanted: Wanted = EVERY, *, kept: Kept | None = None, roster: Roster | None = None
) -> tuple[PieceRow, ...]:
    """Return the pieces in use that are asked for.

    With `kept` they are read again only when more than placements changed, unless placements or stages decide which
    they are; a `roster` tells how often each is placed.
    """
    kept = Kept() if kept is None else kept
    classes = kept.name("form classes", lambda: form_classes(session))
    if wanted.unplaced or wanted.fits is not None:
        rows = _found(session, wanted, classes)
    else:
        held = kept.name("pieces to place", lambda: list[tuple[Wanted, list[Any]]]())
        if not held or held[0][0] != wanted:
            held[:] = [(wanted, _found(session, wanted, classes))]
        rows = held[0][1]
    n: Mapping[int, int]
    if roster is None:
        n = _placed_times(session, [row.id for row in rows])
    else:
        n = roster.view("placed", ALL, lambda: Standing(roster.passing(ALL))).shown
    return tuple(
        PieceRow(id, code, title, short or title, form, classes.get(form, "text"), appeal, status, n.get(id, 0))
        for id, code, title, short, form, appeal, status in rows
    )


def _found(session: Session, wanted: Wanted, classes: Mapping[str, str]) -> list[Any]:
    asked = [ContentPiece.archived.is_(False), ContentPiece.status != str(ContentStatus.RETIRED)]
    asked += [*words(wanted.text), *_asked(session, wanted, classes)]
    k = ContentPiece
    shown = select(k.id, k.code, k.title, k.short_title, k.form, k.appeal, k.status).where(*asked)
    return list(session.execute(shown.order_by(k.sort, k.id).limit(MOST_PIECES)))


def _placed_times(session: Session, pieces: Collection[int]) -> dict[int, int]:
    """Count the placements of pieces."""
    query = select(Placement.content_id, func.count()).where(Placement.content_id.in_(pieces))
    query = query.where(Placement.archived.is_(False)).group_by(Placement.content_id)
    return {content: n for content, n in session.execute(query)}  # noqa: C416


def _asked(session: Session, wanted: Wanted, classes: Mapping[str, str]) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if wanted.unplaced:
        asked.append(~exists().where(Placement.content_id == ContentPiece.id, Placement.archived.is_(False)))
    if wanted.personas:
        made_for = ContentPersona.persona_id.in_(wanted.personas)
        asked.append(exists().where(ContentPersona.content_id == ContentPiece.id, made_for))
    if wanted.fits is not None:
        stage, channel = wanted.fits
        row = session.get(Channel, channel)
        forms = [form for form, family in classes.items() if row is not None and family in row.accepts]
        of_stage = exists().where(ContentStage.content_id == ContentPiece.id, ContentStage.stage_id == stage)
        asked.append(or_(and_(of_stage, ContentPiece.form.in_(forms)), ContentPiece.id.in_(wanted.also)))
    return asked


def hints(session: Session, text: str) -> list[tuple[str, str]]:
    """Return code and title of the pieces that a text may mean, those whose code begins with it first."""
    begins = ContentPiece.code.istartswith(text, autoescape=True)
    rows = session.execute(
        select(ContentPiece.code, ContentPiece.title)
        .where(ContentPiece.archived.is_(False), ContentPiece.status != str(ContentStatus.RETIRED), *words(text))
        .order_by(begins.desc(), ContentPiece.sort, ContentPiece.id)
        .limit(MOST_HINTS)
    )
    return [(code, title) for code, title in rows]


def choices(session: Session, lang: str) -> Choices:
    """Return what the filters of the map offer; only forms that pieces have."""
    labels = Labels(session, lang)
    forms = set(session.scalars(select(ContentPiece.form).where(ContentPiece.archived.is_(False)).distinct()))
    return Choices(
        statuses=tuple(labels.choices("placement_status")),
        personas=_named(session, Persona),
        segments=_named(session, Segment),
        forms=tuple(pair for pair in labels.choices("content_form") if pair[0] in forms),
        horizons=tuple(labels.choices("horizon")),
        campaigns=_named(session, Campaign),
        topics=tuple(labels.choices("topic")),
        appeals=tuple(labels.choices("appeal")),
        audiences=tuple(labels.choices("audience")),
        channels=tuple((head.id, head.name) for head in read_channels(session, lang)),
        stages=tuple((head.id, f"{head.code} {head.name}") for head in read_stages(session, lang)),
        phases=tuple(labels.choices("phase")),
        bands=tuple(labels.choices("band")),
    )


def _named(session: Session, kind: type[Persona] | type[Segment] | type[Campaign]) -> tuple[tuple[int, str], ...]:
    query = select(kind.id, kind.name).where(kind.archived.is_(False)).order_by(kind.sort, kind.id)
    return tuple((id, name) for id, name in session.execute(query))
