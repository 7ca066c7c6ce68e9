"""What can be done in the sheet of the map: whole blocks of cells at once, each in one edit.

A cell is a spot: piece, stage, channel. What stands there is named by its placements' ids, as the sheet shows them:
filtered-out placements are never touched.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, Final

from b2bdesk.commands import placements
from b2bdesk.commands.sheet_work import Copied, ENTITY, in_use, match, Outcome, Put, Work
from b2bdesk.errors import UserError
from b2bdesk.queries.sheet_values import Spot
from b2bdesk.terms import N_, PlacementStatus
from b2bdesk.workspace import Workspace

__all__ = ["MOST", "Copied", "Outcome", "Put", "fill", "move", "paste", "remove", "set_status", "tick"]

MOST: Final = 5_000
"""How many placements one edit changes at most."""


def tick(
    ws: Workspace,
    *,
    spots: Sequence[Spot],
    status: str = PlacementStatus.PLANNED,
    today: date | None = None,
    origin: object = None,
) -> Outcome:
    """Place pieces where they do not stand yet."""
    _refuse_many(spots)
    name, facts = _place_name(ws, spots)
    with ws.edit(name, origin=origin, **facts) as session:
        work = Work(session, today or date.today())
        for spot, here in work.standing(spots).items():
            if any(in_use(row) for row in here):
                work.outcome.stood += 1
            else:
                work.add(spot, Copied(str(status)), here)
        return work.finish()


def set_status(
    ws: Workspace,
    *,
    ids: Sequence[int],
    status: str,
    today: date | None = None,
    origin: object = None,
) -> Outcome:
    """Say how far placements have come; those that need a date and have none start today."""
    _refuse_many(ids)
    name = placements.placed_codes(ws, ids)
    label = ENTITY.field("status").label
    with ws.edit(N_("Set {field} of {name}"), field=label, name=name, origin=origin) as session:
        work = Work(session, today or date.today())
        for row in work.rows(ids):
            work.set(row, Copied(str(status)))
        return work.finish()


def remove(ws: Workspace, *, ids: Sequence[int], origin: object = None) -> Outcome:
    """Take placements off the map, and tell what they held besides their place."""
    _refuse_many(ids)
    name = placements.placed_codes(ws, ids)
    with ws.edit(N_("Remove {code} from the map"), code=name, origin=origin) as session:
        work = Work(session, date.min)
        work.remove(ids)
        return work.finish()


def fill(
    ws: Workspace, *, puts: Sequence[Put], across: bool = False, today: date | None = None, origin: object = None
) -> Outcome:
    """Write the first row of a block into those below it, or across, its first column into those beside it."""
    name = N_("Fill {code} to the right") if across else N_("Fill down to {code}")
    return _put(ws, name, puts, today, origin)


def paste(ws: Workspace, *, puts: Sequence[Put], today: date | None = None, origin: object = None) -> Outcome:
    """Write a copied block."""
    return _put(ws, N_("Paste at {code}"), puts, today, origin)


def move(
    ws: Workspace,
    *,
    moves: Sequence[tuple[int, Spot]],
    replaced: Sequence[int] = (),
    today: date | None = None,
    origin: object = None,
) -> Outcome:
    """Move placements to other cells, all they hold included; those that stood there are taken off the map."""
    _refuse_many([*moves, *replaced])
    name = placements.placed_codes(ws, [id for id, _ in moves])
    with ws.edit(N_("Move {code} in the sheet"), code=name, origin=origin) as session:
        work = Work(session, today or date.today())
        work.remove(replaced)
        work.move(dict(moves))
        return work.finish()


def _put(ws: Workspace, name: str, puts: Sequence[Put], today: date | None, origin: object) -> Outcome:
    _refuse_many([one for put in puts for one in (*put.ids, *put.copies)])
    codes = placements.piece_codes(ws, list(dict.fromkeys(put.spot[0] for put in puts)))
    with ws.edit(name, code=codes, origin=origin) as session:
        work = Work(session, today or date.today())
        rows = {row.id: row for row in work.rows([id for put in puts for id in put.ids])}
        matches = [(put, match([rows[id] for id in put.ids], put.copies)) for put in puts]
        if gone := [row.id for _, found in matches for row in found.surplus]:
            work.remove(gone)
            work.rows([row.id for _, found in matches for row, _ in found.pairs])  # all at once, for they were let go
        there = work.standing([put.spot for put, found in matches if found.more])
        for put, found in matches:
            for row, copied in found.pairs:
                work.set(row, copied)
            for copied in found.more:
                work.add(put.spot, copied, there[put.spot])
        return work.finish()


def _place_name(ws: Workspace, spots: Sequence[Spot]) -> tuple[str, dict[str, Any]]:
    code = placements.piece_codes(ws, list(dict.fromkeys(spot[0] for spot in spots)))
    if len(spots) == 1:
        return N_("Place {code} in {cell}"), {"code": code, "cell": placements.cell_name(ws, *spots[0][1:])}
    return N_("Place {code} in {n} cells"), {"code": code, "n": len(spots)}


def _refuse_many(things: Collection[object]) -> None:
    if len(things) > MOST:
        raise UserError(
            "sheet.many",
            N_("This would change {n} placements at once; {most} can be. Choose a smaller block."),
            n=f"{len(things):,}",
            most=f"{MOST:,}",
        )
