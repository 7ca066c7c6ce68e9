"""The plan as a calendar: the bars of a span, the rows they lie in, what has no date yet.

A span asks the same few statements, whatever the size of the plan: one brings day and row of all that lies in it, one
what is shown of the first of each row and stretch of days. Filtered-out placements are not there at all. What months
add up to, and what does not fit into them, is in `months`.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import and_, ColumnElement, func, literal, or_, Select, select, String, type_coerce
from sqlalchemy.orm import aliased, Session

from b2bdesk.domain.base import label_in
from b2bdesk.domain.channel import Channel
from b2bdesk.domain.content import ContentPersona, ContentPiece
from b2bdesk.domain.persona import Persona
from b2bdesk.domain.placement import Campaign, Placement, PlacementPersona
from b2bdesk.domain.settings import WorkspaceRow
from b2bdesk.queries.board_counting import Kept
from b2bdesk.queries.board_rows import conditions, form_classes, labels, read_channels
from b2bdesk.queries.board_values import BoardFilter
from b2bdesk.queries.calendar_counting import CalendarCounting
from b2bdesk.queries.calendar_values import Bar, By, CalendarRow, EARLIER, OPEN, RowKey, Span
from b2bdesk.queries.roster import Roster
from b2bdesk.terms import COUNTED, PlacementStatus

__all__ = [
    "Bar",
    "By",
    "CalendarRow",
    "RowKey",
    "Span",
    "bounds",
    "channel_names",
    "counted_and_all",
    "day_counts",
    "found_where",
    "memory_of",
    "rows",
    "span",
    "touching",
    "unscheduled",
]

MOST_LOOSE: Final = 200
AT_ONCE: Final = 10_000
DAY, DECADE, MONTH = 10, 9, 7
"""How many letters of a day such as 2026-03-18 a stretch of days shares."""
EVERYTHING: Final = BoardFilter()


def span(
    session: Session,
    by: By,
    first: date,
    last: date,
    where: BoardFilter = EVERYTHING,
    *,
    most: int = 12,
    stretch: int = DECADE,
    warned: Collection[int] = frozenset(),
    memory: CalendarCounting | None = None,
) -> Span:
    """Return the bars from `first` to `last`, at most `most` of each row for each stretch of days."""
    if memory is not None:
        return memory.span(by, first, last, most=most, stretch=stretch, warned=warned)
    places = _places(session, by, _touching(first, last, where))
    there: defaultdict[tuple[RowKey, str], list[int]] = defaultdict(list)
    opening = first.isoformat()
    for row, start, row_id, goes_on in places:
        part = OPEN if goes_on else EARLIER if start < opening else start[:stretch]
        there[row, part].append(row_id)
    hidden = tuple((*place, len(ids) - most) for place, ids in there.items() if len(ids) > most)
    chosen = [(row, row_id) for (row, _), ids in there.items() for row_id in ids[:most]]
    return Span(first, last, _bars(session, chosen, warned), hidden)


def _touching(first: date, last: date, where: BoardFilter) -> Select[str, int, int, bool]:
    """Ask for start, id and piece of what lies in a span; as text, for tens of thousands are sorted out."""
    query = select(_text(Placement.date_from), Placement.id, Placement.content_id, _open())
    return query.where(*touching(first, last), Placement.status.in_(where.shown), *conditions(where))


def _text(column: Any) -> ColumnElement[str]:
    return type_coerce(column, String)


def _places(session: Session, by: By, query: Select[str, int, int, bool]) -> list[tuple[RowKey, str, int, bool]]:
    """Return row, start, id and whether it goes on of what a query finds, by start and id."""
    connection = session.connection()  # plain rows: a session would make them more than twice as slow
    if by is By.PERSONA:
        found = connection.execute(query).all()
        people = _served(session, {row[1]: row[2] for row in found})
        places = [(key, start, id, on) for start, id, _, on in found for key in people[id]]
    else:
        rows = connection.execute(query.add_columns(_row(by)))
        places = [(key, start, id, on) for start, id, _, on, key in rows]
    return sorted(places, key=itemgetter(1, 2))


def _served(session: Session, pieces: Mapping[int, int]) -> dict[int, Sequence[int]]:
    """Return the personas each placement serves: its own, or else those of its piece; 0 where there are none."""
    own, fit = defaultdict[int, list[int]](list), defaultdict[int, list[int]](list)
    theirs = select(PlacementPersona.placement_id, PlacementPersona.persona_id)
    for placement, person in session.execute(theirs.order_by(PlacementPersona.persona_id)):
        own[placement].append(person)
    fits = select(ContentPersona.content_id, ContentPersona.persona_id)
    for content, person in session.execute(fits.order_by(ContentPersona.persona_id)):
        fit[content].append(person)
    return {id: own.get(id) or fit.get(content) or (0,) for id, content in pieces.items()}


def _bars(session: Session, chosen: Sequence[tuple[RowKey, int]], warned: Collection[int]) -> tuple[Bar, ...]:
    """Return the chosen ones with all that is shown of them, by row and start."""
    ids = list(dict.fromkeys(row_id for _, row_id in chosen))
    query = select(*_PLACED, *_PIECE).join(_Piece, _Piece.id == Placement.content_id)
    found: dict[int, Any] = {}
    for at in range(0, len(ids), AT_ONCE):
        found |= {row.id: row for row in session.execute(query.where(Placement.id.in_(ids[at : at + AT_ONCE])))}
    classes = form_classes(session)
    return tuple(_bar(found[row_id], row, classes, warned) for row, row_id in chosen)


_Piece = aliased(ContentPiece)
"""The piece of a placement; by this name, for filters speak of pieces, too."""
_PIECE: Final = (_Piece.code.label("piece"), _Piece.short_title, _Piece.title, _Piece.form, _Piece.appeal)
_PLACED: Final = (
    Placement.id,
    Placement.content_id,
    Placement.status,
    Placement.date_from,
    Placement.date_to,
    Placement.stage_id,
    Placement.channel_id,
    Placement.series,
)


def _bar(row: Any, key: RowKey, classes: Mapping[str, str], warned: Collection[int]) -> Bar:
    return Bar(
        row.id,
        row.content_id,
        row.piece,
        row.short_title or row.title,
        row.title,
        row.form,
        classes.get(row.form, "text"),
        row.appeal,
        row.status,
        row.date_from,
        row.date_to,
        key,
        row.stage_id,
        row.channel_id,
        row.series,
        row.id in warned,
    )


def _open() -> ColumnElement[bool]:
    return and_(Placement.date_to.is_(None), Placement.status == str(PlacementStatus.LIVE))


def touching(first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    """Return what is asked of placements that lie in a span; an open one reaches every later day."""
    return Placement.date_from <= last, or_(Placement.date_from >= first, Placement.date_to >= first, _open())


def _row(by: By) -> ColumnElement[Any]:
    """Return the column that says in which row a placement lies; `+ 0`, for by an index counting goes criss-cross."""
    columns: dict[By, ColumnElement[Any]] = {
        By.CHANNEL: Placement.channel_id + 0,
        By.OWNER: Placement.owner,  # type: ignore[dict-item]
        By.CAMPAIGN: func.coalesce(Placement.campaign_id, 0),
        By.NONE: literal(0),
    }
    return columns[by]


def memory_of(
    session: Session, where: BoardFilter, kept: Kept | None, roster: Roster | None
) -> CalendarCounting | None:
    """Return what answers from memory, handed to the questions below; None without a `roster` that is up to date."""
    if roster is None:
        return None
    kept = Kept() if kept is None else kept
    return CalendarCounting(where, kept, roster, kept.name("form classes", lambda: form_classes(session)))


# ---- rows


def rows(
    session: Session,
    by: By,
    where: BoardFilter = EVERYTHING,
    *,
    lang: str = "en",
    memory: CalendarCounting | None = None,
) -> tuple[CalendarRow, ...]:
    """Return the rows in their order, each with how many counted placements it shows, whatever their dates."""
    counts = _counts(session, by, where) if memory is None else memory.counts(by)
    if by is By.NONE:
        return (CalendarRow(0, "", "", n=counts[0]),)
    if by is By.OWNER:
        return _owners(counts)
    named = {By.CHANNEL: _channels, By.PERSONA: _personas, By.CAMPAIGN: _campaigns}[by](session, lang)
    found = [CalendarRow(row.key, row.code, row.name, row.group, counts[row.key]) for row in named]
    if by is not By.CHANNEL and (counts[0] or by is By.CAMPAIGN):
        found.append(CalendarRow(0, "", "", n=counts[0]))
    return tuple(found)


def _counts(session: Session, by: By, where: BoardFilter) -> Counter[RowKey]:
    asked = (Placement.status.in_(where.shown & frozenset(map(str, COUNTED))), *conditions(where))
    if by is By.PERSONA:
        pieces = session.execute(select(Placement.id, Placement.content_id).where(*asked))
        served = _served(session, dict(pieces.all()))
        return Counter(person for people in served.values() for person in people)
    row = _row(by)
    return Counter(dict(session.execute(select(row, func.count()).where(*asked).group_by(row)).all()))


def _owners(counts: Counter[RowKey]) -> tuple[CalendarRow, ...]:
    names = sorted((str(name) for name in counts if name), key=str.casefold)
    nobody = [CalendarRow("", "", "", n=counts[""])] if counts[""] or not names else []
    return (*(CalendarRow(name, "", name, n=counts[name]) for name in names), *nobody)


def _channels(session: Session, lang: str) -> list[CalendarRow]:
    vocab = labels(session, lang, ("ownership",))
    lines = read_channels(session, lang)
    return [
        CalendarRow(line.id, line.code, line.name, vocab.get(("ownership", line.ownership), (line.ownership, {}))[0])
        for line in lines
    ]


def _personas(session: Session, lang: str) -> list[CalendarRow]:
    query = select(Persona.id, Persona.code, Persona.name).where(Persona.archived.is_(False))
    return [CalendarRow(*row) for row in session.execute(query.order_by(Persona.sort, Persona.id))]


def _campaigns(session: Session, lang: str) -> list[CalendarRow]:
    query = select(Campaign.id, Campaign.code, Campaign.name).where(Campaign.archived.is_(False))
    order = (Campaign.date_from.is_(None), Campaign.date_from, Campaign.id)
    return [CalendarRow(*row) for row in session.execute(query.order_by(*order))]


# ---- days


def day_counts(
    session: Session,
    first: date,
    last: date,
    where: BoardFilter = EVERYTHING,
    *,
    memory: CalendarCounting | None = None,
) -> dict[date, int]:
    """Return how many bars lie on each day of a span; an open one lies on its first day alone."""
    there = _day_steps(session, first, last, where) if memory is None else memory.day_steps(first, last)
    steps = [0] * ((last - first).days + 2)
    for start, end in there:
        steps[max(0, (start - first).days)] += 1
        steps[min(((end or start) - first).days, len(steps) - 2) + 1] -= 1
    found, n = {}, 0
    for at, step in enumerate(steps[:-1]):
        n += step
        found[first + timedelta(days=at)] = n
    return found


def _day_steps(session: Session, first: date, last: date, where: BoardFilter) -> list[tuple[date, date | None]]:
    query = select(Placement.date_from, Placement.date_to).where(
        Placement.date_from <= last,
        or_(Placement.date_from >= first, Placement.date_to >= first),
        Placement.status.in_(where.shown),
        *conditions(where),
    )
    return [(start, end) for start, end in session.execute(query) if start is not None]


# ---- what has no date


def unscheduled(
    session: Session,
    where: BoardFilter = EVERYTHING,
    text: str = "",
    *,
    most: int = MOST_LOOSE,
    memory: CalendarCounting | None = None,
) -> tuple[tuple[Bar, ...], int]:
    """Return placements without a date whose code or title holds all words, and how many there are."""
    if memory is not None:
        return memory.unscheduled(text, most)
    asked = [Placement.date_from.is_(None), Placement.status.in_(where.shown), *conditions(where), *_words(text)]
    query = select(*_PLACED, *_PIECE, func.count().over().label("n"))
    query = query.join(_Piece, _Piece.id == Placement.content_id).where(*asked)
    found = session.execute(query.order_by(_Piece.sort, _Piece.id, Placement.id).limit(most)).all()
    classes = form_classes(session)
    return tuple(_bar(row, row.channel_id, classes, ()) for row in found), found[0].n if found else 0


def _words(text: str) -> list[ColumnElement[bool]]:
    columns = (_Piece.code, _Piece.title, _Piece.short_title)
    return [or_(*(column.icontains(word, autoescape=True) for column in columns)) for word in text.split()]


def bounds(session: Session, *, memory: CalendarCounting | None = None) -> tuple[date, date]:
    """Return the first and the last day of the plan, or of its placements where they reach further."""
    home = session.execute(select(WorkspaceRow.plan_start, WorkspaceRow.plan_end)).one()
    if memory is not None:
        low, high = memory.reach()
        return min(filter(None, (home.plan_start, low))), max(filter(None, (home.plan_end, high)))
    reach = (func.min(Placement.date_from), func.max(Placement.date_from), func.max(Placement.date_to))
    low, high, end = session.execute(select(*reach).where(Placement.archived.is_(False))).one()
    return min(filter(None, (home.plan_start, low))), max(filter(None, (home.plan_end, high, end)))


def found_where(session: Session, ids: Sequence[int]) -> dict[int, date | None]:
    """Return the first day of each of some placements."""
    return dict(session.execute(select(Placement.id, Placement.date_from).where(Placement.id.in_(ids))).all())


def channel_names(session: Session, lang: str) -> dict[int, str]:
    """Return what channels are called, archived ones included."""
    kind = (Channel.label_en, Channel.label_hans, Channel.label_hant)
    return {row_id: label_in(lang, *names) for row_id, *names in session.execute(select(Channel.id, *kind))}


def counted_and_all(
    session: Session, where: BoardFilter = EVERYTHING, *, memory: CalendarCounting | None = None
) -> tuple[int, int]:
    """Return how many shown placements count, and how many there are in the plan."""
    if memory is not None:
        return memory.counted_and_all()
    asked = (Placement.status.in_(where.shown & frozenset(map(str, COUNTED))), *conditions(where))
    number = select(func.count()).select_from(Placement)
    counted = session.scalar(number.where(*asked)) or 0
    return counted, session.scalar(number.where(Placement.archived.is_(False))) or 0
