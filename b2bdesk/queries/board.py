"""The map as a board of any two axes: stages across and channels down, or what else was chosen.

Whatever the axes and the number of pieces, the same few statements are asked: one counts every cell exactly, one
brings the first chips of each. Filtered-out placements are not there at all, so every count follows the filter; only
what the plan itself lacks (`gap`, `shortfalls`) is counted without it.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from b2bdesk.domain.base import Item
from b2bdesk.domain.content import ContentPiece
from b2bdesk.domain.persona import Persona
from b2bdesk.domain.placement import Placement
from b2bdesk.insight.settings import Thresholds
from b2bdesk.queries.axes import AXES, DEFAULT
from b2bdesk.queries.axis_heads import group_labels, heads
from b2bdesk.queries.board_cells import Tallies
from b2bdesk.queries.board_counting import Counting, counting, Kept
from b2bdesk.queries.board_filter import conditions
from b2bdesk.queries.board_levels import (
    other_of,
    persona_counts,
    read_levels,
    read_ways,
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
from b2bdesk.queries.roster import Roster
from b2bdesk.queries.roster_groups import Held

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


def board(
    session: Session,
    where: BoardFilter = EVERYTHING,
    *,
    axes: tuple[str, str] = DEFAULT,
    lang: str = "en",
    warned: Collection[int] = frozenset(),
    thresholds: Thresholds | None = None,
    chips: int = MOST_CHIPS,
    kept: Kept | None = None,
    roster: Roster | None = None,
) -> Board:
    """Return the board of two axes, lines first; `warned` are the ids of placements that a finding names.

    `chips` is how many of a cell are brought along; with 0 of them `more_chips` brings those of some lines. What no
    filter changes is read once as long as the same `kept` is given, which is to forget what an edit changed. A
    `roster` that is up to date spares the file the counting.
    """
    kept = Kept() if kept is None else kept
    source = counting(session, kept, roster)
    rows, columns = AXES[axes[0]], AXES[axes[1]]
    found = source.cells(axes, where)
    in_plan = source.in_plan(axes, None if _asks(where) else found) if other_of(axes) else {}
    brought = source.chips(axes, where, found, top=chips, warned=warned)
    labels = kept.name(("labels", lang), lambda: Labels(session, lang))
    lines, across = (
        _heads(session, axis, labels, frozenset(key[side] for key in found), kept)
        for axis, side in ((rows.code, 1), (columns.code, 0))
    )
    limits = thresholds or kept.name("thresholds", lambda: read_thresholds(session))
    asked = (limits.crowded_persona, limits.crowded_channel, limits.recommended_fit)
    levels = kept.decision(("levels", axes, asked), lambda: read_levels(session, axes, limits))
    levels = replace(levels, in_plan=in_plan)
    cells = [
        levels.dress(_cell((column.id, line.id), found, brought), (column.id, line.id))
        for line in lines
        for column in across
    ]
    seen = Board(
        rows=lines,
        columns=across,
        cells={cell.key: cell for cell in cells},
        row_axis=rows.code,
        column_axis=columns.code,
        group_labels=_groups(session, axes, labels, kept),
        tallies=found,
        **_sizes(session, kept, roster),
    )
    return _with_totals(source, _with_stages(session, source, seen, where, labels, kept), where)


def _heads(session: Session, axis: str, labels: Labels, used: frozenset[AxisKey], kept: Kept) -> tuple[Head, ...]:
    """Return what an axis has; those of months go by the placements, all others by what has names."""
    keep = kept.number if axis == "month" else kept.name
    return keep(("heads", axis, labels.lang, used), lambda: tuple(heads(session, axis, labels, used)))


def _groups(session: Session, axes: tuple[str, str], labels: Labels, kept: Kept) -> dict[tuple[str, str], str]:
    """Return what the groups of both axes are called."""
    return kept.name(
        ("groups", axes, labels.lang),
        lambda: group_labels(session, axes[0], labels) | group_labels(session, axes[1], labels),
    )


def more_chips(
    session: Session,
    seen: Board,
    lines: Collection[AxisKey],
    where: BoardFilter = EVERYTHING,
    *,
    warned: Collection[int] = frozenset(),
    kept: Kept | None = None,
    roster: Roster | None = None,
) -> Mapping[CellKey, tuple[Chip, ...]]:
    """Return the first chips of some lines of a board that was read without them, by the `roster` if it was, too."""
    known = any(isinstance(found, Held) for found in seen.tallies.values())
    source = counting(session, kept or Kept(), roster if known else None)
    return source.chips(seen.axes, where, seen.tallies, top=MOST_CHIPS, warned=warned, lines=lines)


def _asks(where: BoardFilter) -> bool:
    return where.narrows or where.statuses is not None


def _cell(key: CellKey, found: Tallies, chips: Mapping[CellKey, tuple[Chip, ...]]) -> Cell:
    held = found.get(key)
    if held is None:
        return Cell(*key)
    return Cell(*key, n=held.n, shown=held.shown, chips=chips.get(key, ()), cost=held.cost)


def _with_stages(
    session: Session, source: Counting, seen: Board, where: BoardFilter, labels: Labels, kept: Kept
) -> Board:
    """Say over the stages which phases they hold and, where there are channels, who meets too little in them."""
    if "stage" not in seen.axes:
        return seen
    named = {(name, e.code): (e.label, e.data) for name in ("phase", "party") for e in labels.entries(name)}
    spans = kept.name(("phases", labels.lang), lambda: phases(session, named))
    short: Mapping[int, tuple[Shortfall, ...]] = {}
    against_channels = other_of(seen.axes) == "channel"
    if against_channels:
        ways = kept.decision("ways", lambda: read_ways(session))
        short = kept.number(("shortfalls", where.personas), lambda: shortfalls(ways, where, source.people()))
    heads_ = tuple(
        replace(head, phases=spans.get(int(head.id), ()), shortfalls=short.get(int(head.id), ()))
        for head in seen.stages
    )
    if against_channels and where.personas:
        seen = replace(seen, cells=with_wanted(seen.cells, short, seen.axes[::-1].index("stage")))
    return replace(seen, rows=heads_) if seen.row_axis == "stage" else replace(seen, columns=heads_)


def _with_totals(source: Counting, seen: Board, where: BoardFilter) -> Board:
    """Count each line and column; where placements stand in several lines, the other way is counted by itself."""
    by_column, by_row = sums(seen.cells.values())
    counted, shown = by_column.total(), sum(cell.shown for cell in seen.cells.values())
    rows, columns = AXES[seen.row_axis], AXES[seen.column_axis]
    if rows.several or columns.several:
        alone = source.lines((columns if rows.several else rows).code, where)
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


def _sizes(session: Session, kept: Kept, roster: Roster | None) -> dict[str, Any]:
    """Return how large the plan is, in one statement."""
    named: dict[str, type[Item]] = {"personas": Persona, "pieces": ContentPiece}
    if roster is None:
        return kept.number("sizes", lambda: _numbers_of(session, {"total": Placement, **named}))
    return {"total": len(roster.rows), **kept.name("sizes", lambda: _numbers_of(session, named))}


def _numbers_of(session: Session, kinds: Mapping[str, type[Item]]) -> dict[str, int]:
    counted = [select(func.count()).where(kind.archived.is_(False)).scalar_subquery() for kind in kinds.values()]
    return dict(zip(kinds, session.execute(select(*counted)).one(), strict=True))
