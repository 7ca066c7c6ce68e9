"""What a drop would do, in words: "Move K22 to Email, Visit & registration; Zhao Min instead of Sun Li"."""

from collections.abc import Mapping
from functools import partial

from b2bdesk.i18n import tr
from b2bdesk.queries.board_values import AxisKey, Board
from ui.grid.load import Load


def drop(board: Board, load: Load, to: Mapping[str, AxisKey], instead: Mapping[int, int]) -> str:
    """Return the sentence beside the pointer."""
    name = partial(_name, board)
    places = [name(axis, to[axis]) for axis in (board.row_axis, board.column_axis) if axis in to and axis != "persona"]
    moved = _moved(load, tr(", ").join(places)) if places else ""
    if "persona" not in to:
        return moved
    new, left = name("persona", to["persona"]), {name("persona", person) for person in instead.values()}
    if load.copying and not places:
        return tr("{what} also for {new}", what=load.label, new=new)
    if not left:
        person = tr("for {new}", new=new)
    else:
        person = tr("{new} instead of {old}", new=new, old=tr(", ").join(sorted(left)))
    return f"{moved}{tr('; ')}{person}" if moved else tr("{what}: {how}", what=load.label, how=person)


def _moved(load: Load, place: str) -> str:
    if load.pieces:
        return tr("Place {what} in {place}", what=load.label, place=place)
    if load.copying:
        return tr("Copy {what} to {place}", what=load.label, place=place)
    return tr("Move {what} to {place}", what=load.label, place=place)


def _name(board: Board, axis: str, key: AxisKey) -> str:
    return next((head.name for head in board.heads(axis) if head.id == key), str(key))
