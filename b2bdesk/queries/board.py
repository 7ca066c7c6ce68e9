"""The map as a board of any two axes: stages across and channels down, or what else was chosen.

Whatever the axes and the number of pieces, the same few statements are asked: one counts every cell exactly, one
brings the first chips of each. Filtered-out placements are not there at all, so every count follows the filter; only
what the plan itself lacks (`gap`, `shortfalls`) is counted without it.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from b2bdesk.domain.base import Item
from b2bdesk.domain.content import ContentPiece
from b2bdesk.domain.persona import Persona
from b2bdesk.domain.placement import Placement
from b2bdesk.insight.settings import Thresholds
from b2bdesk.queries.axes import AXES, DEFAULT
from b2bdesk.queries.axis_heads import group_labels, heads
from b2bdesk.queries.board_cells import first_chips, gather, Tallies, tally, tally_lines
from b2bdesk.queries.board_filter import conditions
from b2bdesk.queries.board_levels import (
    numbers,
    other_of,
    persona_counts,
    read_levels,
    shortfalls,
    with_wanted,
)
from b2bdesk.queries.board_rows import phases, read_thresholds
from b2bdesk.queries.board_values import (
    AxisKey,
    Band,
    Board,
    BoardFilter,
    Cell,
    CellKey,
    Chip,
    Head,
    MOST_CHIPS,
    PhaseSpan,
    Shortfall,
    SHOWN,
    sums,
)
from b2bdesk.queries.labels import Labels

__all__ = [
    "SHOWN",
    "Band",
    "Board",
    "BoardFilter",
    "Cell",
    "Chip",
    "Head",
    "PhaseSpan",
    "Shortfall",
    "board",
    "conditions",
    "more_chips",
    "persona_counts",
    "read_thresholds",
]

EVERYTHING: Final = BoardFilter()
PEOPLE: Final = "people"
IN_USE: Final = Placement.archived.is_(False)


def board(
    session: Session,
    where: BoardFilter = EVERYTHING,
    *,
    axes: tuple[str, str] = DEFAULT,
    lang: str = "en",
    warned: Collection[int] = frozenset(),
    thresholds: Thresholds | None = None,
    chips: int = MOST_CHIPS,
    kept: dict[Any, Any] | None = None,
) -> Board:
    """Return the board of two axes, lines first; `warned` are the ids of placements that a finding names.

    `chips` is how many of a cell are brought along; with 0 of them `more_chips` brings those of some lines. What no
    filter changes is counted once as long as the same `kept` is given: a new one after each edit.
    """
    kept = {} if kept is None else kept
    rows, columns = AXES[axes[0]], AXES[axes[1]]
    asked, other = _asked(where), other_of(axes)
    found = (gather if where.narrows else tally)(session, rows, columns, asked)
    if other and axes not in kept:
        kept[axes] = numbers(tally(session, rows, columns, [IN_USE]) if _asks(where) else found)
    brought = first_chips(session, (rows, columns), asked, found, top=chips, warned=warned)
    labels = Labels(session, lang)
    lines = heads(session, rows.code, labels, {key[1] for key in found})
    across = heads(session, columns.code, labels, {key[0] for key in found})
    levels = read_levels(session, axes, kept.get(axes, {}), thresholds or read_thresholds(session))
    cells = [
        levels.dress(_cell((column.id, line.id), found, brought), (column.id, line.id))
        for line in lines
        for column in across
    ]
    seen = Board(
        rows=tuple(lines),
        columns=tuple(across),
        cells={cell.key: cell for cell in cells},
        row_axis=rows.code,
        column_axis=columns.code,
        group_labels=group_labels(session, rows.code, labels) | group_labels(session, columns.code, labels),
        tallies=found,
        **_sizes(session),
    )
    return _with_totals(session, _with_stages(session, seen, where, labels, kept), asked)


def more_chips(
    session: Session,
    seen: Board,
    lines: Collection[AxisKey],
    where: BoardFilter = EVERYTHING,
    *,
    warned: Collection[int] = frozenset(),
) -> dict[CellKey, tuple[Chip, ...]]:
    """Return the first chips of some lines of a board that was read without them."""
    axes = (AXES[seen.row_axis], AXES[seen.column_axis])
    return first_chips(session, axes, _asked(where), seen.tallies, top=MOST_CHIPS, warned=warned, lines=lines)


def _asks(where: BoardFilter) -> bool:
    return where.narrows or where.statuses is not None


def _asked(where: BoardFilter) -> list[ColumnElement[bool]]:
    return [*conditions(where), Placement.status.in_(where.shown)]


def _cell(key: CellKey, found: Tallies, chips: Mapping[CellKey, tuple[Chip, ...]]) -> Cell:
    held = found.get(key)
    if held is None:
        return Cell(*key)
    return Cell(*key, n=held.n, shown=held.shown, chips=chips.get(key, ()), cost=held.cost)


def _with_stages(session: Session, seen: Board, where: BoardFilter, labels: Labels, kept: dict[Any, Any]) -> Board:
    """Say over the stages which phases they hold and, where there are channels, who meets too little in them."""
    if "stage" not in seen.axes:
        return seen
    named = {(name, e.code): (e.label, e.data) for name in ("phase", "party") for e in labels.entries(name)}
    spans = phases(session, named)
    against_channels = other_of(seen.axes) == "channel"
    if against_channels and PEOPLE not in kept:
        kept[PEOPLE] = persona_counts(session)
    short = shortfalls(session, where, kept[PEOPLE]) if against_channels else {}
    heads_ = tuple(
        replace(head, phases=spans.get(int(head.id), ()), shortfalls=short.get(int(head.id), ()))
        for head in seen.stages
    )
    if against_channels and where.personas:
        seen = replace(seen, cells=with_wanted(seen.cells, short, seen.axes[::-1].index("stage")))
    return replace(seen, rows=heads_) if seen.row_axis == "stage" else replace(seen, columns=heads_)


def _with_totals(session: Session, seen: Board, asked: Sequence[ColumnElement[bool]]) -> Board:
    """Count each line and column; where placements stand in several lines, the other way is counted by itself."""
    by_column, by_row = sums(seen.cells.values())
    counted, shown = by_column.total(), sum(cell.shown for cell in seen.cells.values())
    rows, columns = AXES[seen.row_axis], AXES[seen.column_axis]
    if rows.several or columns.several:
        alone = tally_lines(session, columns if rows.several else rows, asked)
        totals = Counter({key: found.n for key, found in alone.items()})
        by_column, by_row = (totals, by_row) if rows.several else (by_column, totals)
        known = {head.id for head in (seen.columns if rows.several else seen.rows)}
        counted = sum(found.n for key, found in alone.items() if key in known)
        shown = sum(found.shown for key, found in alone.items() if key in known)
    return replace(
        seen,
        rows=tuple(replace(head, n=by_row[head.id]) for head in seen.rows),
        columns=tuple(replace(head, n=by_column[head.id]) for head in seen.columns),
        counted=counted,
        shown=shown,
    )


def _sizes(session: Session) -> dict[str, Any]:
    """Return how large the plan is, in one statement."""
    kinds: dict[str, type[Item]] = {"total": Placement, "personas": Persona, "pieces": ContentPiece}
    counted = [select(func.count()).where(kind.archived.is_(False)).scalar_subquery() for kind in kinds.values()]
    return dict(zip(kinds, session.execute(select(*counted)).one(), strict=True))
