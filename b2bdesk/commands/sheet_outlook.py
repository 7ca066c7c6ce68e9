"""What a block carried to other cells of the sheet would do, told before it is let go or pasted."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from b2bdesk.commands import checks, foresight
from b2bdesk.commands.consequences import Move, Outlook
from b2bdesk.commands.sheet_work import Copied, in_use, match, Put, Work
from b2bdesk.domain.placement import Placement
from b2bdesk.queries.sheet_values import Spot


@dataclass(frozen=True, slots=True)
class Carried:
    """What comes of it, and how many placements are new, changed and taken off the map."""

    outlook: Outlook
    placed: int = 0
    changed: int = 0
    removed: int = 0


def of_moves(
    session: Session, *, moves: Sequence[tuple[int, Spot]], replaced: Collection[int] = (), lang: str, today: date
) -> Carried:
    """Return what moving placements would do; those that stand in their places are taken off the map."""
    going = [Move(spot[1], spot[2], placement=id, content=spot[0]) for id, spot in moves]
    found = foresight.outlook(session, going, removed=replaced, lang=lang, today=today)
    return Carried(found, changed=len(going), removed=len(replaced))


def of_puts(session: Session, *, puts: Sequence[Put], lang: str, today: date) -> Carried:
    """Return what writing cells would do, as `sheet.paste` and `sheet.fill` do it."""
    work = Work(session, today)
    ids = [id for put in puts for id in put.ids]
    rows = {row.id: row for row in session.scalars(select(Placement).where(Placement.id.in_(ids)))}
    matches = [(put, match([rows[id] for id in put.ids if id in rows], put.copies)) for put in puts]
    there = work.standing([put.spot for put, found in matches if found.more])
    changed = [_changed(row, copied, today) for _, found in matches for row, copied in found.pairs]
    new = [_new(put.spot, copied, there[put.spot], today) for put, found in matches for copied in found.more]
    gone = [row.id for _, found in matches for row in found.surplus]
    moves = [move for move in changed if move is not None]
    outlook = foresight.outlook(session, [*moves, *new], removed=gone, lang=lang, today=today)
    return Carried(outlook, len(new), len(moves), len(gone))


def _changed(row: Placement, copied: Copied, today: date) -> Move | None:
    """Return what becomes of a placement; None where it stays as it is."""
    start, end = (copied.start, copied.end) if copied.exact else (row.date_from, row.date_to)
    start = _dated(copied.status, start, today)
    if (row.status, row.date_from, row.date_to) == (copied.status, start, end):
        return None
    return Move(row.stage_id, row.channel_id, placement=row.id, start=start, end=end, status=copied.status)


def _new(spot: Spot, copied: Copied, here: Sequence[Placement], today: date) -> Move:
    """Return a new placement, or the one that was put away and is taken up again."""
    again = next((row.id for row in here if not in_use(row) and row.date_from == copied.start), None)
    start = _dated(copied.status, copied.start, today)
    content, stage, channel = spot
    return Move(stage, channel, again, content, start=start, end=copied.end, status=copied.status)


def _dated(status: str, start: date | None, today: date) -> date | None:
    return today if start is None and status not in checks.DATELESS else start
