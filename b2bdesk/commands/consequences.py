"""What a move, a copy or a new placement would do, told before it is done: why it is refused, what to mind.

A pure read, for drags on the board, in the sheet and in the calendar, and for checklists of channels.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

from sqlalchemy import extract, func, select, tuple_
from sqlalchemy.orm import Session

from b2bdesk.domain.base import label_in
from b2bdesk.domain.channel import Channel
from b2bdesk.domain.content import ContentPiece
from b2bdesk.domain.placement import Placement
from b2bdesk.domain.stage import CellPlan, Stage, StageFit
from b2bdesk.i18n import render
from b2bdesk.queries.board_rows import form_classes, read_thresholds
from b2bdesk.queries.labels import Labels
from b2bdesk.terms import ContentStatus, COUNTED, N_, PlacementStatus

COUNTING: Final = tuple(str(status) for status in COUNTED)
CLOSED: Final = (PlacementStatus.DONE, PlacementStatus.DROPPED)
MISSING: Final = object()


class Weight(StrEnum):
    """How grave a consequence is: it stops the move, it should be minded, or it is good to know."""

    REFUSED = "refused"
    MIND = "mind"
    KNOW = "know"


@dataclass(frozen=True, slots=True)
class Move:
    """One thing on its way: a placement to move or, `copying`, to copy; or a piece to place.

    `start` is the day it would start on; without one it keeps the placement's.
    """

    stage: int
    channel: int
    placement: int | None = None
    content: int | None = None
    copying: bool = False
    start: date | object | None = MISSING


@dataclass(frozen=True, slots=True)
class Consequence:
    """What one move would do; `move` is its place among those asked about."""

    move: int
    weight: Weight
    code: str
    message: str
    facts: dict[str, Any] = field(default_factory=dict)

    def sentence(self, lang: str | None = None) -> str:
        """Return it in words."""
        return render(self.message, self.facts, lang)


TWICE: Final = N_("{code} already stands there with the same start date.")
RETIRED: Final = N_("{code} {title} is retired; it can only stand in placements that are done or dropped.")
DONE: Final = N_("{code} starts in the future, so it cannot be done yet.")
ENDS: Final = N_("{code} would end before it starts.")
DATELESS: Final = N_("{code} has no start date, so it can only be an idea or planned.")
FORM: Final = N_("{channel} does not take this form: {form}.")
UNUSUAL: Final = N_("{channel} is unusual at {stage}.")
UNWANTED: Final = N_("Nothing is needed in {cell}: {reason}")
CROWDED: Final = N_("{cell} would hold {n}, more than its target of {target}.")
FULL: Final = N_("{channel} would start {n} in {month}, more than the {limit} it takes.")
EMPTIED: Final = N_("{cell} would be left without a placement.")
STATE: Final = N_("{code} loses its state, which belongs to the other stage.")
LINK: Final = N_("{code} keeps its tracking link, which was made for another channel.")


def preview(session: Session, moves: Sequence[Move], *, lang: str, today: date) -> list[Consequence]:
    """Return what moves that are made together would do, the refusals first."""
    look = _Look(session, moves, lang, today)
    found = [*look.refusals(), *look.fits(), *look.crowds(), *look.losses()]
    order = list(Weight)
    return sorted(found, key=lambda c: (order.index(c.weight), c.move))


def refused(consequences: Iterable[Consequence]) -> list[Consequence]:
    """Return those that stop a move."""
    return [c for c in consequences if c.weight is Weight.REFUSED]


@dataclass(frozen=True, slots=True)
class _Going:
    """A move with the rows it is about and the day it would start on."""

    at: int
    move: Move
    piece: ContentPiece
    row: Placement | None
    start: date | None

    @property
    def spot(self) -> tuple[int, int, int, date | None]:
        return self.piece.id, self.move.stage, self.move.channel, self.start

    @property
    def cell(self) -> tuple[int, int]:
        return self.move.stage, self.move.channel

    @property
    def moves_row(self) -> Placement | None:
        return None if self.move.copying else self.row

    @property
    def status(self) -> str:
        loose = (PlacementStatus.IDEA, PlacementStatus.PLANNED)
        if self.row is None or (self.move.copying and self.row.status not in loose):
            return str(PlacementStatus.PLANNED)
        return self.row.status

    @property
    def stays(self) -> bool:
        row = self.moves_row
        return row is not None and (row.stage_id, row.channel_id) == self.cell


class _Look:
    """What is read for some moves, once for all of them."""

    def __init__(self, session: Session, moves: Sequence[Move], lang: str, today: date) -> None:
        self.session, self.lang, self.today = session, lang, today
        rows = {m.placement for m in moves if m.placement is not None}
        self.rows = {x.id: x for x in session.scalars(select(Placement).where(Placement.id.in_(rows)))}
        pieces = {m.content for m in moves if m.content} | {x.content_id for x in self.rows.values()}
        self.pieces = {k.id: k for k in session.scalars(select(ContentPiece).where(ContentPiece.id.in_(pieces)))}
        self.going = [going for at, move in enumerate(moves) if (going := self._going(at, move))]
        self.stages = {s.id: s for s in session.scalars(select(Stage))}
        self.channels = {c.id: c for c in session.scalars(select(Channel))}
        self.leaving = {g.row.id for g in self.going if g.row is not None and not g.move.copying}

    def _going(self, at: int, move: Move) -> _Going | None:
        """Return a move with its rows; None if these are gone."""
        row = self.rows.get(move.placement) if move.placement is not None else None
        piece = self.pieces.get(row.content_id if row else move.content or 0)
        if piece is None or (row is None and move.placement is not None):
            return None
        start = move.start if move.start is None or isinstance(move.start, date) else row.date_from if row else None
        return _Going(at, move, piece, row, start)

    # ---- what stops a move

    def refusals(self) -> Iterable[Consequence]:
        """Yield why moves would be refused (B)."""
        taken = self._taken()
        for going in self.going:
            if going.spot in taken:
                yield self._refused(going, "placement.twice", TWICE)
            taken.add(going.spot)
            if going.piece.status == ContentStatus.RETIRED and going.status not in CLOSED:
                yield self._refused(going, "placement.retired", RETIRED, title=going.piece.title)
            yield from self._dates(going)

    def _dates(self, going: _Going) -> Iterable[Consequence]:
        end = going.row.date_to if going.row and not self._shifts(going) else None
        if going.status == PlacementStatus.DONE and going.start and going.start > self.today:
            yield self._refused(going, "placement.done", DONE)
        if going.start is None and going.status not in (PlacementStatus.IDEA, PlacementStatus.PLANNED, *CLOSED[1:]):
            yield self._refused(going, "placement.date", DATELESS)
        if end is not None and going.start is not None and end < going.start:
            yield self._refused(going, "placement.dates", ENDS)

    def _shifts(self, going: _Going) -> bool:
        """Tell whether a new start takes the end along, as the calendar does."""
        return going.move.start is not MISSING

    def _taken(self) -> set[tuple[int, int, int, date | None]]:
        """Return where pieces stand that do not move away."""
        columns = Placement.content_id, Placement.stage_id, Placement.channel_id
        spots = {g.spot[:3] for g in self.going}
        query = select(Placement.id, *columns, Placement.date_from).where(tuple_(*columns).in_(spots))
        rows = self.session.execute(query).all() if spots else []
        return {(content, stage, channel, day) for id, content, stage, channel, day in rows if id not in self.leaving}

    def _refused(self, going: _Going, code: str, message: str, **facts: Any) -> Consequence:
        return Consequence(going.at, Weight.REFUSED, code, message, {"code": going.piece.code, **facts})

    # ---- what should be minded

    def fits(self) -> Iterable[Consequence]:
        """Yield where form or stage does not suit the channel (G18, G04), or nothing is needed."""
        classes = form_classes(self.session)
        fit = {
            (s, c): n for s, c, n in self.session.execute(select(StageFit.stage_id, StageFit.channel_id, StageFit.fit))
        }
        plans = self._plans
        for going in self.going:
            if going.stays:
                continue
            channel, form = self.channels[going.move.channel], going.piece.form
            if classes.get(form, "text") not in channel.accepts:
                yield self._mind(going, "form", FORM, form=self._labels.of("content_form", form))
            if fit.get(going.cell, 0) == 0:
                yield self._mind(going, "fit", UNUSUAL, stage=self._name(self.stages[going.move.stage]))
            if (plan := plans.get(going.cell)) and plan.not_needed:
                yield self._mind(going, "not_needed", UNWANTED, cell=self._cell(going.cell), reason=plan.reason)

    def _mind(self, going: _Going, code: str, message: str, **facts: Any) -> Consequence:
        facts = {"channel": self._name(self.channels[going.move.channel]), **facts}
        return Consequence(going.at, Weight.MIND, code, message, facts)

    def crowds(self) -> Iterable[Consequence]:
        """Yield cells over their target, and months in which a channel would start more than it takes."""
        coming = [g for g in self.going if g.status in COUNTING]
        yield from self._over_target(coming)
        yield from self._over_capacity(coming)

    def _over_target(self, coming: Sequence[_Going]) -> Iterable[Consequence]:
        now, plans, usual = self._counts, self._plans, read_thresholds(self.session).crowded_channel
        more = Counter(g.cell for g in coming if not g.stays)
        last = {g.cell: g for g in coming if not g.stays}
        for cell, going in last.items():
            plan = plans.get(cell)
            n, target = now[cell] + more[cell], (plan.target if plan else None) or usual
            if n > target:
                yield self._mind(going, "target", CROWDED, cell=self._cell(cell), n=n, target=target)

    def _over_capacity(self, coming: Sequence[_Going]) -> Iterable[Consequence]:
        limits = {c.id: c.monthly_capacity for c in self.channels.values() if c.monthly_capacity is not None}
        asked = {
            (g.move.channel, g.start.year, g.start.month): g for g in coming if g.start and g.move.channel in limits
        }
        if not asked:
            return
        started = self._started({channel for channel, _, _ in asked})
        more = Counter((g.move.channel, g.start.year, g.start.month) for g in coming if g.start)
        for key, going in asked.items():
            n, limit = started[key] + more[key], limits[key[0]]
            if limit is not None and n > limit:
                yield self._mind(going, "capacity", FULL, n=n, month=f"{key[1]}-{key[2]:02}", limit=limit)

    def _started(self, channels: Iterable[int]) -> Counter[tuple[int, int, int]]:
        """Count the counted placements of channels by month, without those that move."""
        year, month = extract("year", Placement.date_from), extract("month", Placement.date_from)
        query = select(Placement.channel_id, year, month, func.count()).where(
            Placement.channel_id.in_(channels),
            Placement.status.in_(COUNTING),
            Placement.archived.is_(False),
            Placement.date_from.is_not(None),
            Placement.id.not_in(self.leaving),
        )
        rows = self.session.execute(query.group_by(Placement.channel_id, year, month))
        return Counter({(channel, int(y), int(m)): n for channel, y, m, n in rows})

    # ---- what is lost

    def losses(self) -> Iterable[Consequence]:
        """Yield cells that are left empty, and what a placement loses or keeps in vain."""
        now = self._counts
        gone = [g for g in self.going if g.moves_row is not None and not g.stays and g.status in COUNTING]
        left = Counter((g.row.stage_id, g.row.channel_id) for g in gone if g.row)
        here = Counter(g.cell for g in gone)
        for cell, n in left.items():
            if now[cell] - n + here[cell] == 0 and self._recommended(cell):
                at = next(g.at for g in gone if g.row and (g.row.stage_id, g.row.channel_id) == cell)
                yield Consequence(at, Weight.KNOW, "emptied", EMPTIED, {"cell": self._cell(cell)})
        for going in self.going:
            row = going.moves_row
            if row is not None and row.state and row.stage_id != going.move.stage:
                yield Consequence(going.at, Weight.KNOW, "state", STATE, {"code": going.piece.code})
            if row is not None and row.link_id is not None and row.channel_id != going.move.channel:
                yield Consequence(going.at, Weight.KNOW, "link", LINK, {"code": going.piece.code})

    def _recommended(self, cell: tuple[int, int]) -> bool:
        wanted = read_thresholds(self.session).recommended_fit
        fit = self.session.scalar(select(StageFit.fit).filter_by(stage_id=cell[0], channel_id=cell[1])) or 0
        plan = self._plans.get(cell)
        return fit >= wanted and not (plan and plan.not_needed)

    # ---- shared

    @cached_property
    def _counts(self) -> Counter[tuple[int, int]]:
        """Count what counts in the cells that are touched."""
        cells = {g.cell for g in self.going} | {(r.stage_id, r.channel_id) for r in self.rows.values()}
        columns = Placement.stage_id, Placement.channel_id
        query = select(*columns, func.count()).where(
            tuple_(*columns).in_(cells), Placement.status.in_(COUNTING), Placement.archived.is_(False)
        )
        rows = self.session.execute(query.group_by(*columns)) if cells else ()
        return Counter({(stage, channel): n for stage, channel, n in rows})

    @cached_property
    def _labels(self) -> Labels:
        return Labels(self.session, self.lang)

    @cached_property
    def _plans(self) -> dict[tuple[int, int], CellPlan]:
        query = select(CellPlan).where(CellPlan.channel_id.is_not(None))
        return {(plan.stage_id, plan.channel_id or 0): plan for plan in self.session.scalars(query)}

    def _name(self, row: Stage | Channel) -> str:
        return label_in(self.lang, row.label_en, row.label_hans, row.label_hant)

    def _cell(self, cell: tuple[int, int]) -> str:
        return f"{self._name(self.channels[cell[1]])} × {self._name(self.stages[cell[0]])}"
