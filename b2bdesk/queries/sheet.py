"""The map as a sheet: content pieces down, stages and their channels across, placements as marks in the cells.

What a screen shows is asked for in two steps: `sheet` brings columns, totals and the ids of all rows at once, `rows`
brings the pieces and marks of those in sight. However large the plan is, each is the same few statements.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final

from sqlalchemy import and_, case, ColumnElement, func, or_, Select, select
from sqlalchemy.orm import aliased, Session

from b2bdesk.domain.content import ContentPersona, ContentPiece
from b2bdesk.domain.persona import PersonaSegment
from b2bdesk.domain.placement import Placement
from b2bdesk.domain.stage import CellPlan, StageFit
from b2bdesk.domain.vocab import VocabEntry
from b2bdesk.queries.board_counting import Kept
from b2bdesk.queries.board_rows import (
    conditions,
    Counts,
    counts,
    form_classes,
    labels,
    phases,
    read_channels,
    read_stages,
    read_thresholds,
)
from b2bdesk.queries.board_values import BoardFilter, Key
from b2bdesk.queries.roster import Roster
from b2bdesk.queries.sheet_counting import only_shown, SheetCounting
from b2bdesk.queries.sheet_values import Asked, Mark, Order, Sheet, SheetColumn, SheetRow, SheetStage, Spot
from b2bdesk.terms import COUNTED, PlacementStatus

ORDER: Final = ("live", "scheduled", "planned", "done", "idea", "dropped")
"""Which of several placements in one cell its mark shows: the first of these."""
LETTERS: Final = {"i": "idea", "p": "planned", "s": "scheduled", "l": "live", "d": "done"}
"""What a single letter in a pasted cell means; an x there is a tick, as people mark tables."""
TICKS: Final = ("✓", "✔", "☑", "√", "x", "×", "✗", "1", "y", "yes", "是", "有")
Piece: Final = aliased(ContentPiece)
"""A piece on the sheet; under its own name it would be taken for the one that `conditions` asks about."""
CHUNK: Final = 5_000
FEW: Final = 500
"""How many pieces one statement asks about."""


def sheet(
    session: Session, asked: Asked, *, lang: str = "en", kept: Kept | None = None, roster: Roster | None = None
) -> Sheet:
    """Return columns, totals and the order of the rows.

    What `kept` holds from the time before is not read again; a `roster` that is up to date spares the counting.
    """
    kept = Kept() if kept is None else kept
    everything, found, ids = (
        _from_file(session, asked)
        if roster is None
        else _from_roster(session, SheetCounting(asked, kept, roster), asked)
    )
    shown, counted = asked.where.shown, Counter[Key]()
    for (stage, channel, status), n in found.items():
        if status in shown and status in COUNTED:
            counted[stage, channel] += n
    used = {(stage, channel) for stage, channel, status in everything if status != PlacementStatus.DROPPED}
    used |= {(stage, channel) for stage, channel, status in found if status in shown}
    stages, columns = _columns(session, lang, used, counted, asked.every, kept)
    pieces = select(func.count()).where(ContentPiece.archived.is_(False))
    return Sheet(
        stages=stages,
        columns=columns,
        ids=ids,
        counted=sum(column.n for column in columns),
        total=sum(everything.values()),
        pieces=kept.name("pieces", lambda: session.scalar(pieces) or 0),
        classes=kept.name("form classes", lambda: form_classes(session)),
        words=kept.name(("status words", lang), lambda: _status_words(session, lang)),
    )


Found = tuple[Counts, Counts, tuple[int, ...]]
"""The placements of the plan, those that the filter lets through, and the pieces in their order."""


def _from_file(session: Session, asked: Asked) -> Found:
    everything = counts(session, [Placement.archived.is_(False)])
    chosen = _row_ids(asked, _forms(session) if asked.order is Order.FORM else [])
    found = everything
    if asked.where.narrows or asked.text or asked.unplaced:
        among = [Placement.content_id.in_(chosen.order_by(None))] if asked.text or asked.unplaced else []
        found = counts(session, [*conditions(asked.where), *among])
    return everything, found, tuple(session.connection().scalars(chosen))  # without the session's work on each row


def _from_roster(session: Session, counting: SheetCounting, asked: Asked) -> Found:
    def ordered() -> Collection[int]:
        order = asked.order if asked.order in (Order.TITLE, Order.FORM) else Order.CODE
        forms = _forms(session) if order is Order.FORM else []
        return session.connection().scalars(_sorted(select(Piece.id), Piece, Asked(order=order), forms)).all()

    def could() -> Collection[int]:
        return session.connection().scalars(select(Piece.id).where(*_could(Piece, asked.where))).all()

    ids = counting.ids(ordered, could)
    return counting.everything(), counting.found(ids), tuple(ids)


def _columns(
    session: Session, lang: str, used: set[Key], counted: Mapping[Key, int], every: bool, kept: Kept
) -> tuple[tuple[SheetStage, ...], tuple[SheetColumn, ...]]:
    wanted = kept.decision("wanted columns", lambda: _wanted(session))
    spans = kept.name(("phases", lang), lambda: phases(session, labels(session, lang, ("phase", "party"))))
    lines = kept.name(("channels", lang), lambda: read_channels(session, lang))
    stages, columns = [], []
    for stage in kept.name(("stages", lang), lambda: read_stages(session, lang)):
        keys = [(stage.id, line.id) for line in lines]
        here = [
            SheetColumn(*key, line.code, line.name, counted.get(key, 0), key in wanted)
            for key, line in zip(keys, lines, strict=True)
            if every or key in used or key in wanted
        ]
        if here:
            stages.append(SheetStage(stage.id, stage.code, stage.name, spans.get(stage.id, ()), len(here)))
            columns += here
    return tuple(stages), tuple(columns)


def _wanted(session: Session) -> set[Key]:
    """Return the cells where something is recommended and needed."""
    enough = read_thresholds(session).recommended_fit
    fits = select(StageFit.stage_id, StageFit.channel_id).where(StageFit.fit >= enough)
    unneeded = select(CellPlan.stage_id, CellPlan.channel_id).where(CellPlan.not_needed.is_(True))
    return {(s, c) for s, c in session.execute(fits)} - {(s, c) for s, c in session.execute(unneeded) if c is not None}


def _forms(session: Session) -> list[str]:
    """Return the codes of the content forms in the order people gave them."""
    query = select(VocabEntry.code).where(VocabEntry.vocab == "content_form")
    return list(session.scalars(query.order_by(VocabEntry.sort, VocabEntry.id)))


def _status_words(session: Session, lang: str) -> dict[str, str]:
    return {code: name for (_, code), (name, _) in labels(session, lang, ("placement_status",)).items()}


def status_of_words(session: Session) -> dict[str, str]:
    """Return the status that each word means in any of the three languages, letters and ticks too, in small letters."""
    names = (VocabEntry.label_en, VocabEntry.label_hans, VocabEntry.label_hant)
    query = select(VocabEntry.code, *names).where(VocabEntry.vocab == "placement_status")
    known = {str(status): str(status) for status in PlacementStatus} | LETTERS
    known |= dict.fromkeys(TICKS, str(PlacementStatus.PLANNED))
    return known | {name.casefold(): code for code, *labels_ in session.execute(query) for name in labels_ if name}


# ---- which rows there are, and in which order


def _row_ids(asked: Asked, forms: Sequence[str]) -> Select[int]:
    piece = Piece
    shown = select(Placement.content_id).where(
        *conditions(asked.where), Placement.status.in_([*sorted(asked.where.shown)])
    )
    tests = [_belongs(piece, asked.where, shown), *_holds(piece, asked.text)]
    if asked.unplaced:
        placed = select(Placement.content_id).where(Placement.archived.is_(False), Placement.status.in_(COUNTED))
        tests.append(piece.id.not_in(placed))
    kept = or_(and_(*tests), piece.id.in_(asked.keep)) if asked.keep else and_(*tests)
    return _sorted(select(piece.id).where(kept), piece, asked, forms)


def _belongs(piece: type[ContentPiece], where: BoardFilter, shown: Select[int]) -> ColumnElement[bool]:
    """A piece is there if a placement that is shown is its own, or if it could be placed so that it would be shown."""
    if only_shown(where):
        return piece.id.in_(shown)
    return or_(and_(*_could(piece, where)), piece.id.in_(shown))


def _could(piece: type[ContentPiece], where: BoardFilter) -> list[ColumnElement[bool]]:
    could: list[ColumnElement[bool]] = [piece.archived.is_(False)]
    if where.forms:
        could.append(piece.form.in_(where.forms))
    if where.horizons:
        could.append(piece.horizon.in_(where.horizons))
    if where.personas:
        could.append(piece.id.in_(_fitting(ContentPersona.persona_id.in_(where.personas))))
    if where.segments:
        people = select(PersonaSegment.persona_id).where(PersonaSegment.segment_id.in_(where.segments))
        could.append(piece.id.in_(_fitting(ContentPersona.persona_id.in_(people))))
    return could


def _fitting(asked: ColumnElement[bool]) -> Select[int]:
    return select(ContentPersona.content_id).where(asked)


def _holds(piece: type[ContentPiece], text: str) -> list[ColumnElement[bool]]:
    columns = (piece.code, piece.title, piece.short_title)
    return [or_(*(column.icontains(word, autoescape=True) for column in columns)) for word in text.split()]


def _sorted(query: Select[int], piece: type[ContentPiece], asked: Asked, forms: Sequence[str]) -> Select[int]:
    natural = (func.length(piece.code), piece.code, piece.id)
    if asked.order is Order.TITLE:
        return query.order_by(func.lower(piece.title), *natural)
    if asked.order is Order.FORM:
        ranks = {code: place for place, code in enumerate(forms)}
        rank = case(ranks, value=piece.form, else_=len(ranks)) if ranks else piece.form
        return query.order_by(rank, *natural)
    if asked.order is Order.CODE:
        return query.order_by(*natural)
    counted = [Placement.status.in_(COUNTED), Placement.status.in_(asked.where.shown), *conditions(asked.where)]
    n = select(Placement.content_id, func.count().label("n")).where(*counted).group_by(Placement.content_id).subquery()
    query = query.outerjoin(n, n.c.content_id == piece.id)
    if asked.order is Order.UNPLACED:
        return query.order_by(n.c.n.is_not(None), *natural)
    return query.order_by(func.coalesce(n.c.n, 0).desc(), *natural)


# ---- the rows in sight


def rows(session: Session, ids: Collection[int], where: BoardFilter, classes: Mapping[str, str]) -> dict[int, SheetRow]:
    """Return the rows of some pieces."""
    cells: defaultdict[int, defaultdict[Key, list[Mark]]] = defaultdict(lambda: defaultdict(list))
    facts = (Placement.id, Placement.status, Placement.date_from, Placement.date_to)
    query = select(*facts, Placement.content_id, Placement.stage_id, Placement.channel_id)
    shown = [Placement.content_id.in_(ids), Placement.status.in_(where.shown), *conditions(where)]
    asked = session.connection().execute  # without the session's work on each row
    for id, status, start, end, content, stage, channel in asked(query.where(*shown)):
        cells[content][stage, channel].append(Mark(id, status, start, end))
    piece = (ContentPiece.id, ContentPiece.code, ContentPiece.title, ContentPiece.form, ContentPiece.status)
    return {
        id: SheetRow(id, code, title, form, classes.get(form, "text"), status, _ordered(cells[id]))
        for id, code, title, form, status in asked(select(*piece).where(ContentPiece.id.in_(ids)))
    }


def _ordered(cells: Mapping[Key, list[Mark]]) -> dict[Key, tuple[Mark, ...]]:
    return {key: tuple(sorted(marks, key=_rank)) if len(marks) > 1 else (marks[0],) for key, marks in cells.items()}


def _rank(mark: Mark) -> tuple[int, date, int]:
    return ORDER.index(mark.status) if mark.status in ORDER else len(ORDER), mark.start or date.max, mark.id


def spots(session: Session, ids: Collection[int]) -> dict[int, Spot]:
    """Return where placements stand."""
    place = (Placement.content_id, Placement.stage_id, Placement.channel_id)
    found = session.execute(select(Placement.id, *place).where(Placement.id.in_(ids)))
    return {id: (content, stage, channel) for id, content, stage, channel in found}


def first_in(session: Session, key: Key, where: BoardFilter, ids: Collection[int]) -> int | None:
    """Return the first of the pieces, in their order, that stands in a cell of the board."""
    shown = [Placement.stage_id == key[0], Placement.channel_id == key[1], Placement.status.in_(where.shown)]
    found = set(session.scalars(select(Placement.content_id).where(*shown, *conditions(where))))
    return next((id for id in ids if id in found), None)


def ids_in(
    session: Session, pieces: Sequence[int], keys: Collection[Key], where: BoardFilter, *, most: int
) -> frozenset[int]:
    """Return the placements that are shown in a block of pieces and columns; of many, somewhat more than `most`."""
    place = (Placement.id, Placement.stage_id, Placement.channel_id)
    shown = [Placement.status.in_(where.shown), *conditions(where)]
    found: set[int] = set()
    for at in range(0, len(pieces), FEW):
        query = select(*place).where(Placement.content_id.in_(pieces[at : at + FEW]), *shown)
        found.update(id for id, stage, channel in session.execute(query) if (stage, channel) in keys)
        if len(found) > most:
            break
    return frozenset(found)
