"""What a move, a copy or a new placement would do, told before it is done: why it is refused, what to mind.

One pure read for all views: the board, the sheet and the calendar say where things would go, and ask here what comes
of it. The commands of the calendar refuse by the same words.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from sqlalchemy import and_, ColumnElement, extract, false, func, or_, select, tuple_
from sqlalchemy.orm import Session

from b2bdesk.commands import consequences as said
from b2bdesk.commands.consequences import Consequence, Move, Outlook, Weight
from b2bdesk.commands.going import COUNTING, Going, going_of, LOOSE
from b2bdesk.domain.base import label_in
from b2bdesk.domain.channel import Channel
from b2bdesk.domain.content import ContentPiece
from b2bdesk.domain.placement import Placement
from b2bdesk.domain.settings import WorkspaceRow
from b2bdesk.domain.stage import CellPlan, Stage, StageFit
from b2bdesk.errors import UserError
from b2bdesk.insight import capacity
from b2bdesk.insight.dates import add_months
from b2bdesk.insight.settings import Thresholds
from b2bdesk.queries import months
from b2bdesk.queries.board_rows import form_classes, read_thresholds
from b2bdesk.queries.labels import Labels
from b2bdesk.terms import ContentStatus, PlacementStatus

CLOSED: Final = (PlacementStatus.DONE, PlacementStatus.DROPPED)
FEW: Final = 40


def preview(
    session: Session, moves: Sequence[Move], *, removed: Collection[int] = (), lang: str, today: date
) -> list[Consequence]:
    """Return what moves that are made together would do, the refusals first; `removed` placements go before them."""
    look = _Look(session, moves, removed, lang, today)
    found = [*look.refusals(), *look.fits(), *look.crowds(), *look.dates(), *look.losses()]
    order = list(Weight)
    return sorted(found, key=lambda c: (order.index(c.weight), c.move))


def outlook(
    session: Session, moves: Sequence[Move], *, removed: Collection[int] = (), lang: str, today: date
) -> Outlook:
    """Return the same in words: the first refusal alone, or else each doubt and note once."""
    found = preview(session, moves, removed=removed, lang=lang, today=today)
    if found and found[0].weight is Weight.REFUSED:
        return Outlook(found[0].sentence(lang))
    told = {weight: dict.fromkeys(c.sentence(lang) for c in found if c.weight is weight) for weight in Weight}
    return Outlook("", tuple(told[Weight.MIND]), tuple(told[Weight.KNOW]))


def refusal(session: Session, moves: Sequence[Move], *, today: date) -> UserError | None:
    """Return why moves would be refused, None where they would not."""
    first = next(iter(_Look(session, moves, (), "en", today).refusals()), None)
    return UserError(first.code, first.message, **first.facts) if first else None


class _Look:
    """What is read for some moves, once for all of them."""

    def __init__(
        self, session: Session, moves: Sequence[Move], removed: Collection[int], lang: str, today: date
    ) -> None:
        self.session, self.lang, self.today = session, lang, today
        rows = {m.placement for m in moves if m.placement is not None} | set(removed)
        self.rows = {x.id: x for x in session.scalars(select(Placement).where(Placement.id.in_(rows)))}
        pieces = {m.content for m in moves if m.content} | {x.content_id for x in self.rows.values()}
        self.pieces = {k.id: k for k in session.scalars(select(ContentPiece).where(ContentPiece.id.in_(pieces)))}
        self.going = list(self._all_going(moves))
        self.removed = [self.rows[id] for id in removed if id in self.rows]
        self.leaving = {g.row.id for g in self.going if g.row is not None and not g.move.copying}
        self.leaving |= {row.id for row in self.removed}

    def _all_going(self, moves: Sequence[Move]) -> Iterable[Going]:
        """Yield moves with their rows; those whose rows are gone are left out."""
        for at, move in enumerate(moves):
            row = self.rows.get(move.placement) if move.placement is not None else None
            piece = self.pieces.get(move.content or (row.content_id if row else 0))
            if piece is not None and (row is not None or move.placement is None):
                yield going_of(at, move, row, piece)

    # ---- what stops a move

    def refusals(self) -> Iterable[Consequence]:
        """Yield why moves would be refused (B)."""
        taken = self._taken()
        for going in self.going:
            if going.spot in taken:
                day = {"day": going.start.isoformat()} if going.start else {}
                yield self._refused(going, "placement.twice", said.TWICE if day else said.TWICE_LOOSE, **day)
            taken.add(going.spot)
            if going.piece.status == ContentStatus.RETIRED and going.status not in CLOSED:
                yield self._refused(going, "placement.retired", said.RETIRED, title=going.piece.title)
            yield from self._misdated(going)

    def _misdated(self, going: Going) -> Iterable[Consequence]:
        if going.status == PlacementStatus.DONE and going.start and going.start > self.today:
            yield self._refused(going, "placement.done", said.DONE)
        if going.start is None and going.status not in (*LOOSE, PlacementStatus.DROPPED):
            yield self._refused(going, "placement.date", said.KEEPS)
        if going.end is not None and going.start is not None and going.end < going.start:
            yield self._refused(going, "placement.dates", said.ENDS)

    def _taken(self) -> set[tuple[int, int, int, date | None]]:
        """Return where pieces stand that do not move away."""
        columns = Placement.content_id, Placement.stage_id, Placement.channel_id
        spots = {g.spot[:3] for g in self.going}
        query = select(Placement.id, *columns, Placement.date_from).where(tuple_(*columns).in_(spots))
        rows = self.session.execute(query).all() if spots else []
        return {(content, stage, channel, day) for id, content, stage, channel, day in rows if id not in self.leaving}

    def _refused(self, going: Going, code: str, message: str, **facts: Any) -> Consequence:
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
            if going.in_place:
                continue
            channel, form = self.channels[going.move.channel], going.piece.form
            if classes.get(form, "text") not in channel.accepts:
                yield self._mind(going, "form", said.FORM, form=self._labels.of("content_form", form))
            if fit.get(going.cell, 0) == 0:
                yield self._mind(going, "fit", said.UNUSUAL, stage=self._name(self.stages[going.move.stage]))
            if (plan := plans.get(going.cell)) and plan.not_needed:
                yield self._mind(going, "not_needed", said.UNWANTED, cell=self._cell(going.cell), reason=plan.reason)

    def _mind(self, going: Going, kind: str, message: str, **facts: Any) -> Consequence:
        known = {"channel": self._name(self.channels[going.move.channel]), "code": going.piece.code}
        return Consequence(going.at, Weight.MIND, kind, message, known | facts)

    def crowds(self) -> Iterable[Consequence]:
        """Yield cells over their target, and months in which a channel would start more than it takes."""
        coming = [g for g in self.going if g.status in COUNTING]
        yield from self._over_target(coming)
        yield from self._over_capacity(coming)

    def _over_target(self, coming: Sequence[Going]) -> Iterable[Consequence]:
        now, plans, usual = self._counts, self._plans, read_thresholds(self.session).crowded_channel
        more = Counter(g.cell for g in coming)
        for cell, going in {g.cell: g for g in coming if not g.stays}.items():
            plan = plans.get(cell)
            n, target = now[cell] - self._gone[cell] + more[cell], (plan.target if plan else None) or usual
            if n > max(target, now[cell]):
                yield self._mind(going, "target", said.CROWDED, cell=self._cell(cell), n=n, target=target)

    def _over_capacity(self, coming: Sequence[Going]) -> Iterable[Consequence]:
        limits = {c.id: c.monthly_capacity for c in self.channels.values() if c.monthly_capacity is not None}
        asked = {g.month: g for g in coming if g.month and g.move.channel in limits and not g.stays_in_month}
        if not asked:
            return
        started = self._started(asked)
        more = Counter(g.month for g in coming)
        for key, going in asked.items():
            channel, month = key
            n, limit = started[channel, month.year, month.month] + more[key], limits[channel]
            if n > limit:
                yield self._mind(going, "capacity", said.FULL, n=n, month=f"{month:%Y-%m}", limit=limit)

    def _started(self, asked: Collection[tuple[int, date]]) -> Counter[tuple[int, int, int]]:
        """Count the counted placements of channels by month, at least in those asked for, without those that move."""
        days = {month for _, month in asked}
        year, month = extract("year", Placement.date_from), extract("month", Placement.date_from)
        query = select(Placement.channel_id, year, month, func.count()).where(
            Placement.channel_id.in_({channel for channel, _ in asked}),
            Placement.date_from.between(min(days), add_months(max(days), 1)),
            Placement.status.in_(COUNTING),
            Placement.archived.is_(False),
            Placement.id.not_in(self.leaving),
        )
        rows = self.session.execute(query.group_by(Placement.channel_id, year, month))
        return Counter({(channel, int(y), int(m)): n for channel, y, m, n in rows})

    # ---- what speaks against the days

    def dates(self) -> Iterable[Consequence]:
        """Yield what would lie outside the plan, and who would have more to make in a month than hours (D15)."""
        new = [g for g in self.going if g.status in COUNTING and g.start and not self._dated_so(g)]
        if new:
            yield from self._outside(new)
            yield from self._busy([g for g in new if not g.stays_in_month])

    def _dated_so(self, going: Going) -> bool:
        row = going.moves_row
        return row is not None and (row.date_from, row.date_to) == (going.start, going.end)

    def _outside(self, new: Sequence[Going]) -> Iterable[Consequence]:
        home = self.session.execute(select(WorkspaceRow)).scalar_one()
        for going in new:
            assert going.start is not None
            if going.start < home.plan_start or (going.end or going.start) > home.plan_end:
                facts = {"first": home.plan_start.isoformat(), "last": home.plan_end.isoformat()}
                yield self._mind(going, "window", said.OUTSIDE, **facts)

    def _busy(self, new: Sequence[Going]) -> Iterable[Consequence]:
        """Yield the months in which owners of these pieces get more to make than they have hours for."""
        limits = Thresholds()
        making = [g for g in new if g.piece.status in months.TO_MAKE and g.piece.effort_h and g.piece.owner]
        owners = {g.piece.owner for g in making}
        if not owners:
            return
        people = months.people(self.session)
        work = months.work(self.session, owners)
        first = self._first_days({g.piece.id for g in making})
        now = capacity.hours_due(work.values(), self.today, limits)
        then = capacity.hours_due(self._work_then(making, work, first), self.today, limits)
        for conflict in capacity.full_people(then, people, limits):
            key = (str(conflict.key), conflict.month)
            going = next((g for g in making if capacity.same(g.piece.owner) == capacity.same(key[0])), None)
            if going is not None and conflict.found > now.get(key, 0):
                facts = {"n": plain(conflict.found), "limit": plain(conflict.limit), "month": f"{key[1]:%Y-%m}"}
                yield self._mind(going, "hours", said.BUSY, owner=key[0], **facts)

    def _first_days(self, pieces: Collection[int]) -> dict[int, date]:
        """Return the first counted day of pieces by what does not move."""
        query = select(Placement.content_id, func.min(Placement.date_from)).where(
            Placement.content_id.in_(pieces),
            Placement.status.in_(COUNTING),
            Placement.archived.is_(False),
            Placement.date_from.is_not(None),
            Placement.id.not_in(self.leaving),
        )
        rows = self.session.execute(query.group_by(Placement.content_id))
        return {content: day for content, day in rows if day is not None}

    def _work_then(
        self, making: Sequence[Going], work: dict[int, capacity.Making], first: dict[int, date]
    ) -> Iterable[capacity.Making]:
        """Return what is to be made once all has moved."""
        days = dict(first)
        for going in self.going:
            if going.start and going.status in COUNTING:
                days[going.piece.id] = min(going.start, days.get(going.piece.id, going.start))
        then = dict(work)
        for going in making:
            piece = going.piece
            effort = Decimal(str(piece.effort_h))
            then[piece.id] = capacity.Making(piece.owner, effort, piece.status, days[piece.id])
        return then.values()

    # ---- what is lost

    def losses(self) -> Iterable[Consequence]:
        """Yield cells that are left empty, and what a placement loses or keeps in vain."""
        now, here = self._counts, Counter(g.cell for g in self.going if g.status in COUNTING)
        for cell, n in self._gone.items():
            if now[cell] == n and not here[cell] and self._recommended(cell):
                yield Consequence(0, Weight.KNOW, "emptied", said.EMPTIED, {"cell": self._cell(cell)})
        for going in self.going:
            row = going.moves_row
            if row is not None and row.state and row.stage_id != going.move.stage:
                yield Consequence(going.at, Weight.KNOW, "state", said.STATE, {"code": going.piece.code})
            if row is not None and row.link_id is not None and row.channel_id != going.move.channel:
                yield Consequence(going.at, Weight.KNOW, "link", said.LINK, {"code": going.piece.code})

    def _recommended(self, cell: tuple[int, int]) -> bool:
        wanted = read_thresholds(self.session).recommended_fit
        fit = self.session.scalar(select(StageFit.fit).filter_by(stage_id=cell[0], channel_id=cell[1])) or 0
        plan = self._plans.get(cell)
        return fit >= wanted and not (plan and plan.not_needed)

    # ---- shared

    @cached_property
    def stages(self) -> dict[int, Stage]:
        """All stages by their ids."""
        return {row.id: row for row in self.session.scalars(select(Stage))}

    @cached_property
    def channels(self) -> dict[int, Channel]:
        """All channels by their ids."""
        return {row.id: row for row in self.session.scalars(select(Channel))}

    @cached_property
    def _gone(self) -> Counter[tuple[int, int]]:
        """Count what counts now and leaves its cell, or stays in it as a move of its own."""
        rows = (self.rows[id] for id in self.leaving)
        return Counter((row.stage_id, row.channel_id) for row in rows if row.status in COUNTING and not row.archived)

    @cached_property
    def _counts(self) -> Counter[tuple[int, int]]:
        """Count what counts in the cells that are touched."""
        cells = {g.cell for g in self.going} | {(r.stage_id, r.channel_id) for r in self.rows.values()}
        columns = Placement.stage_id, Placement.channel_id
        query = select(*columns, func.count()).where(
            _among(cells), Placement.status.in_(COUNTING), Placement.archived.is_(False)
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


def _among(cells: Collection[tuple[int, int]]) -> ColumnElement[bool]:
    """Return what holds in some cells; of a few each is looked up by itself, which is far quicker."""
    if len(cells) > FEW:
        return tuple_(Placement.stage_id, Placement.channel_id).in_(cells)
    return or_(
        false(), *(and_(Placement.stage_id == stage, Placement.channel_id == channel) for stage, channel in cells)
    )


def plain(hours: Decimal) -> str:
    """Return hours as they are said: 12 or 12.5."""
    return f"{hours:.1f}".removesuffix(".0")
