"""How blocks of the sheet are written: rows are read and written for all cells together, whatever their number.

A placement that was dropped or put away is taken up again rather than doubled. What needs a start date and has none
starts today, which the outcome tells.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from b2bdesk.commands import checks, items, placements, write
from b2bdesk.commands.codes import next_code
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.domain.channel import Channel
from b2bdesk.domain.content import ContentPiece
from b2bdesk.domain.placement import Placement, PlacementPersona
from b2bdesk.queries.board_rows import form_classes
from b2bdesk.queries.sheet_values import Spot
from b2bdesk.terms import PlacementStatus

ENTITY: Final = ENTITIES["placement"]
KEPT: Final = tuple(key for key in placements.DUPLICATED if key not in ("content_id", "date_to"))
"""What a copy takes over from the placement it was made from, besides what the sheet shows."""
HELD: Final = ("date_from", "link_id", "cost", "owner", "campaign_id", "segment_id", "notes")
"""What a removed placement may have held that a new one in its place would not."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A placement to be written; one that is not `exact` is known by its status only and leaves dates as they are."""

    status: str
    start: date | None = None
    end: date | None = None
    source: int | None = None
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Put:
    """What a cell is to hold: the placements that stand there now, and what shall; no copies empty it."""

    spot: Spot
    ids: tuple[int, ...] = ()
    copies: tuple[Copied, ...] = ()


@dataclass(slots=True)
class Outcome:
    """What an edit of the sheet did, for the sentence that tells it.

    `stood` counts cells that held a placement already, though a filter may hide it; `dated` the placements that start
    today because their status needs a date; `lost` names the fields that removed placements held; `misfit` is the
    piece's code and the channel of the first new placement whose form the channel does not take.
    """

    placed: int = 0
    changed: int = 0
    removed: int = 0
    revived: int = 0
    stood: int = 0
    dated: int = 0
    lost: tuple[str, ...] = ()
    misfit: tuple[str, int] | None = None
    ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """Which placements of a cell become which copies, which copies are new, and which placements go."""

    pairs: tuple[tuple[Placement, Copied], ...]
    more: tuple[Copied, ...]
    surplus: tuple[Placement, ...]


def match(rows: Sequence[Placement], copies: Sequence[Copied]) -> Match:
    """Match what stands in a cell with what shall: first by the day they start on, then in their order."""
    if copies and not copies[0].exact:
        return Match(tuple((row, copies[0]) for row in rows), () if rows else tuple(copies), ())
    pairs: list[tuple[Placement, Copied]] = []
    free, left = list(rows), []
    for copied in copies:
        same = next((row for row in free if row.date_from == copied.start), None)
        if same is None:
            left.append(copied)
        else:
            pairs.append((same, copied))
            free.remove(same)
    pairs += zip(free, left, strict=False)
    return Match(tuple(pairs), tuple(left[len(free) :]), tuple(free[len(left) :]))


def in_use(row: Placement) -> bool:
    """Tell whether a placement is neither dropped nor put away."""
    return not row.archived and row.status != PlacementStatus.DROPPED


class Work:
    """One edit of the sheet under way."""

    def __init__(self, session: Session, today: date) -> None:
        self.session, self.today = session, today
        self.outcome = Outcome()
        self._new: list[tuple[Placement, int | None]] = []
        self._changed: dict[int, Placement] = {}

    def rows(self, ids: Collection[int]) -> list[Placement]:
        """Return placements by their ids; one that is gone raises `UserError`."""
        found = self.session.scalars(select(Placement).where(Placement.id.in_(ids))).all()
        if len(found) != len(set(ids)):
            raise write.gone(ENTITY)
        return list(found)

    def standing(self, spots: Iterable[Spot]) -> dict[Spot, list[Placement]]:
        """Return all placements of each cell, those that no view shows too."""
        found: dict[Spot, list[Placement]] = {spot: [] for spot in spots}
        contents, stages, channels = ({spot[i] for spot in found} for i in range(3))
        query = select(Placement).where(
            Placement.content_id.in_(contents), Placement.stage_id.in_(stages), Placement.channel_id.in_(channels)
        )
        for row in self.session.scalars(query):
            if (spot := (row.content_id, row.stage_id, row.channel_id)) in found:
                found[spot].append(row)
        return found

    def set(self, row: Placement, copied: Copied) -> None:
        """Give a placement a status, with the dates of an exact copy, else with today's if it needs one."""
        before = (row.status, row.date_from, row.date_to)
        row.status = copied.status
        if copied.exact:
            row.date_from, row.date_to = copied.start, copied.end
        self._date(row)
        if before != (row.status, row.date_from, row.date_to):
            self._changed[row.id] = row

    def add(self, spot: Spot, copied: Copied, here: Sequence[Placement]) -> None:
        """Place a piece; one that was dropped or put away with the same start is taken up again."""
        put_away = next((row for row in here if not in_use(row) and row.date_from == copied.start), None)
        if put_away is not None:
            put_away.archived = False
            self._changed[put_away.id] = put_away
            self.set(put_away, copied)
            self.outcome.revived += 1
            return
        row = Placement(content_id=spot[0], stage_id=spot[1], channel_id=spot[2], status=copied.status)
        row.date_from, row.date_to = copied.start, copied.end
        self._date(row)
        self._new.append((row, copied.source))

    def _date(self, row: Placement) -> None:
        if row.status not in checks.DATELESS and row.date_from is None:
            row.date_from = self.today
            self.outcome.dated += 1

    def remove(self, ids: Sequence[int]) -> None:
        """Delete placements, noting what they held."""
        if ids:
            rows = self.rows(ids)
            self.outcome.lost = self._held(rows)
            self.outcome.removed += len(rows)
            write.remove(self.session, "placement", ids)

    def _held(self, rows: Sequence[Placement]) -> tuple[str, ...]:
        held = [ENTITY.field(key).label for key in HELD if any(getattr(row, key) for row in rows)]
        named = select(PlacementPersona.id).where(PlacementPersona.placement_id.in_([row.id for row in rows]))
        return (*held, *([ENTITY.field("personas").label] if self.session.scalar(named.limit(1)) else []))

    def move(self, targets: Mapping[int, Spot]) -> None:
        """Set placements into other cells, those first whose place is free."""
        waiting = {row.id: row for row in self.rows(list(targets))}
        self._changed |= waiting
        while waiting:
            held = {(row.content_id, row.stage_id, row.channel_id, row.date_from) for row in waiting.values()}
            free = [row for id, row in waiting.items() if (*targets[id], row.date_from) not in held]
            for row in free or list(waiting.values()):
                _set_in(row, targets[row.id])
                del waiting[row.id]
            write.flush(self.session)

    def finish(self) -> Outcome:
        """Write what is new, check the rules, and tell what was done."""
        write.flush(self.session)
        self._write_new()
        new, done = [row for row, _ in self._new], self.outcome
        done.ids = tuple(row.id for row in (*new, *self._changed.values()))
        checks.check(self.session, "placement", done.ids)
        placements.refuse_done_ahead(self.session, done.ids, self.today)
        done.placed, done.changed = len(new), len(self._changed) - done.revived
        done.misfit = self._misfit(new)
        return done

    def _write_new(self) -> None:
        if not self._new:
            return
        self._refuse_gone()
        sources = {id for _, id in self._new if id is not None}
        models = {row.id: row for row in self.session.scalars(select(Placement).where(Placement.id.in_(sources)))}
        sort = self.session.scalar(select(func.max(Placement.sort))) or 0
        codes = _codes(self.session, len(self._new))
        for place, (row, source) in enumerate(self._new):
            row.code, row.sort = codes[place], sort + place + 1
            if source in models:
                _take_over(row, models[source])
        self.session.add_all(row for row, _ in self._new)
        write.flush(self.session)
        people = {id: items.linked(self.session, ENTITY, id, "personas") for id in models}
        links = [
            {"placement_id": row.id, "persona_id": persona}
            for row, source in self._new
            for persona in people.get(source or 0, ())
        ]
        if links:
            self.session.execute(insert(PlacementPersona), links)

    def _refuse_gone(self) -> None:
        """Raise `UserError` if a piece was deleted since the sheet showed it."""
        wanted = {row.content_id for row, _ in self._new}
        n = self.session.scalar(select(func.count()).where(ContentPiece.id.in_(wanted)))
        if n != len(wanted):
            raise write.gone(ENTITIES["content_piece"])

    def _misfit(self, new: Sequence[Placement]) -> tuple[str, int] | None:
        """Return the first new placement whose form its channel does not take; that is a warning, no refusal."""
        classes = form_classes(self.session)
        pieces = select(ContentPiece.id, ContentPiece.code, ContentPiece.form)
        pieces = pieces.where(ContentPiece.id.in_({row.content_id for row in new}))
        of = {id: (code, classes.get(form, "")) for id, code, form in self.session.execute(pieces)}
        takes = dict(self.session.execute(select(Channel.id, Channel.accepts)).all())
        first = next((row for row in new if of[row.content_id][1] not in takes[row.channel_id]), None)
        return (of[first.content_id][0], first.channel_id) if first else None


def _set_in(row: Placement, spot: Spot) -> None:
    """Set a placement into a cell; its state belongs to its stage, its link to its piece."""
    content, stage, channel = spot
    if row.stage_id != stage:
        row.state = ""
    if row.content_id != content:
        row.link_id = None
    row.content_id, row.stage_id, row.channel_id = content, stage, channel


def _take_over(row: Placement, model: Placement) -> None:
    """Give a new placement what the one it was copied from holds; its cost and its link are not spent twice."""
    for key in KEPT:
        if key != "state" or row.stage_id == model.stage_id:
            setattr(row, key, getattr(model, key))


def _codes(session: Session, n: int) -> list[str]:
    """Return the next free codes, one after the other."""
    digits = next_code(session, ENTITY).removeprefix(ENTITY.prefix)
    return [f"{ENTITY.prefix}{int(digits) + at:0{len(digits)}d}" for at in range(n)]
