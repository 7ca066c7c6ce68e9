"""What stands around the map: the placements of one cell, pieces to be placed, the choices of its filters."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import and_, ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session

from b2bdesk.domain.base import label_in
from b2bdesk.domain.channel import Channel
from b2bdesk.domain.content import ContentPersona, ContentPiece, ContentStage
from b2bdesk.domain.persona import Persona
from b2bdesk.domain.placement import Campaign, Placement, PlacementPersona
from b2bdesk.domain.segment import Segment
from b2bdesk.domain.stage import Stage
from b2bdesk.queries.board import board
from b2bdesk.queries.board_rows import chips_of, conditions, form_classes
from b2bdesk.queries.board_values import BoardFilter, Cell, Chip, Spot
from b2bdesk.queries.labels import Labels
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


def cell_facts(session: Session, spot: Spot, where: BoardFilter, lang: str) -> CellFacts | None:
    """Return what a cell holds of what a filter lets through; None where there is no such cell any more."""
    seen = board(session, where, lang=lang, chips=0)
    key = (int(spot["stage"]), int(spot["channel"]))
    if key not in seen.cells:
        return None
    cell = seen.cells[key]
    stage = next(s.name for s in seen.stages if s.id == key[0])
    channel = next(c.name for c in seen.channels if c.id == key[1])
    asked = (Placement.stage_id == key[0], Placement.channel_id == key[1], Placement.status.in_(where.shown))
    placed = _placed(session, [*asked, *conditions(where)], lang, most=MOST_PLACED)
    return CellFacts(spot, f"{channel} × {stage}", cell, placed, cell.shown - len(placed))


def chosen_chips(session: Session, ids: Collection[int], warned: Collection[int] = ()) -> tuple[Chip, ...]:
    """Return the chips of placements, in the order of their pieces; those that are gone are left out."""
    rows = session.execute(
        select(Placement.id, Placement.content_id, Placement.status)
        .where(Placement.id.in_(ids))
        .order_by(Placement.content_id, Placement.id)
    ).all()
    return chips_of(session, rows, warned)


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


def pieces(session: Session, wanted: Wanted = EVERY) -> tuple[PieceRow, ...]:
    """Return the pieces in use that are asked for."""
    counted = select(Placement.content_id, func.count().label("n")).where(Placement.archived.is_(False))
    n = counted.group_by(Placement.content_id).subquery()
    classes = form_classes(session)
    asked = [ContentPiece.archived.is_(False), ContentPiece.status != str(ContentStatus.RETIRED)]
    asked += [*_words(wanted.text), *_asked(session, wanted, classes)]
    rows = session.execute(
        select(ContentPiece, func.coalesce(n.c.n, 0))
        .outerjoin(n, n.c.content_id == ContentPiece.id)
        .where(*asked)
        .order_by(ContentPiece.sort, ContentPiece.id)
        .limit(MOST_PIECES)
    )
    return tuple(
        PieceRow(
            k.id, k.code, k.title, k.short_title or k.title, k.form, classes.get(k.form, "text"), k.appeal, k.status, n
        )
        for k, n in rows
    )


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


def _words(text: str) -> list[ColumnElement[bool]]:
    return [
        or_(
            ContentPiece.code.icontains(word, autoescape=True),
            ContentPiece.title.icontains(word, autoescape=True),
            ContentPiece.short_title.icontains(word, autoescape=True),
        )
        for word in text.split()
    ]


def hints(session: Session, text: str) -> list[tuple[str, str]]:
    """Return code and title of the pieces that a text may mean, those whose code begins with it first."""
    begins = ContentPiece.code.istartswith(text, autoescape=True)
    rows = session.execute(
        select(ContentPiece.code, ContentPiece.title)
        .where(ContentPiece.archived.is_(False), ContentPiece.status != str(ContentStatus.RETIRED), *_words(text))
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
    )


def _named(session: Session, kind: type[Persona] | type[Segment] | type[Campaign]) -> tuple[tuple[int, str], ...]:
    query = select(kind.id, kind.name).where(kind.archived.is_(False)).order_by(kind.sort, kind.id)
    return tuple((id, name) for id, name in session.execute(query))
