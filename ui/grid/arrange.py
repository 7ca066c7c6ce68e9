"""How a person has arranged a board: the order of lines and columns, what is hidden, how lines are grouped. Pure.

What is kept belongs to an axis, not to a side, so that a board that is turned keeps its look.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from b2bdesk.queries.axes import AXES
from b2bdesk.queries.board_values import AxisKey, Band, Board, Cell, CellKey, Head
from b2bdesk.terms import Level, N_

ORDERS: Final = {
    "own": N_("Own order"),
    "name": N_("By name"),
    "count": N_("Most pieces first"),
    "gaps": N_("Most gaps first"),
}
UNGROUPED: Final = ""
FOLDED: Final = "group:"
"""How the key of a collapsed group's column begins."""


@dataclass(frozen=True, slots=True)
class AxisLook:
    """How the lines or columns of one axis stand; `grouping` None: as is usual for the axis."""

    order: str = "own"
    hidden: frozenset[AxisKey] = frozenset()
    grouping: str | None = None
    collapsed: frozenset[str] = frozenset()

    def stored(self) -> dict[str, Any]:
        """Return what the settings keep."""
        return {
            "order": self.order,
            "hidden": sorted(self.hidden, key=str),
            "grouping": self.grouping,
            "collapsed": sorted(self.collapsed),
        }


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The looks of all axes."""

    looks: Mapping[str, AxisLook] = field(default_factory=dict)

    def of(self, axis: str) -> AxisLook:
        """Return the look of an axis."""
        return self.looks.get(axis, AxisLook())

    def grouping(self, axis: str) -> str:
        """Return by what an axis is grouped; empty for not at all."""
        chosen, known = self.of(axis).grouping, AXES[axis]
        ways = [way for way, _ in known.groupings]
        if chosen is None:
            return ways[0] if known.grouped else UNGROUPED
        return chosen if chosen in ways else UNGROUPED

    def changed(self, axis: str, **parts: Any) -> "Arrangement":
        """Return this with parts of an axis's look changed."""
        return Arrangement({**self.looks, axis: replace(self.of(axis), **parts)})


def read_look(stored: object) -> AxisLook:
    """Return a look from the settings; what does not fit is left out."""
    raw = stored if isinstance(stored, dict) else {}
    order, grouping = raw.get("order"), raw.get("grouping")
    hidden, collapsed = raw.get("hidden"), raw.get("collapsed")
    return AxisLook(
        order if order in ORDERS else "own",
        frozenset(key for key in hidden if isinstance(key, int | str)) if isinstance(hidden, list) else frozenset(),
        grouping if isinstance(grouping, str) else None,
        frozenset(map(str, collapsed)) if isinstance(collapsed, list) else frozenset(),
    )


def arranged(board: Board, how: Arrangement) -> Board:
    """Return a board with its lines and columns in order, without those that are hidden or in a collapsed group."""
    rows, bands = _lines(board, how)
    columns, column_bands, folds = _columns(board, how)
    ids = {row.id for row in rows}
    across = {column.id for column in columns}
    everything = len(ids) == len(board.rows) and len(across) == len(board.columns)
    kept = board.cells if everything else {k: c for k, c in board.cells.items() if k[0] in across and k[1] in ids}
    return replace(
        board,
        rows=tuple(rows),
        columns=tuple(columns),
        cells=dict(kept) | _folded(board, folds, rows),
        bands=tuple(bands),
        column_bands=tuple(column_bands),
        hidden_rows=len(how.of(board.row_axis).hidden & {row.id for row in board.rows}),
        hidden_columns=len(how.of(board.column_axis).hidden & {column.id for column in board.columns}),
    )


def _lines(board: Board, how: Arrangement) -> tuple[list[Head], list[Band]]:
    look, grouping = how.of(board.row_axis), how.grouping(board.row_axis)
    heads = _ordered(board, board.rows, look, 1)
    if not grouping:
        return heads, []
    runs = _runs(board, heads, grouping)
    bands = [_band(board, code, grouping, run, code in look.collapsed) for code, run in runs]
    bands = [replace(band, axis=board.row_axis) for band in bands]
    return [head for code, run in runs if code not in look.collapsed for head in run], bands


Folds = dict[str, list[Head]]
"""What collapsed columns stand for, by their keys."""


def _columns(board: Board, how: Arrangement) -> tuple[list[Head], list[Band], Folds]:
    """Groups of columns stand side by side; one that is collapsed is a column of its own, which adds them up."""
    look, grouping = how.of(board.column_axis), how.grouping(board.column_axis)
    heads = _ordered(board, board.columns, look, 0)
    if not grouping:
        return heads, [], {}
    columns: list[Head] = []
    bands: list[Band] = []
    folds: Folds = {}
    for code, run in _runs(board, heads, grouping):
        band = replace(_band(board, code, grouping, run, code in look.collapsed), axis=board.column_axis, stub=1)
        bands.append(band)
        if band.collapsed:
            folds[f"{FOLDED}{code}"] = run
            n = sum(head.n for head in run)
            columns.append(Head(f"{FOLDED}{code}", "", band.label, n, folds=len(run)))
        else:
            columns += run
    return columns, bands, folds


def _folded(board: Board, folds: Folds, rows: Iterable[Head]) -> dict[CellKey, Cell]:
    """Return the cells of collapsed columns: they count what their columns count and show no chips."""
    found: dict[CellKey, Cell] = {}
    for row in rows:
        for key, run in folds.items():
            cells = [board.cells[head.id, row.id] for head in run]
            n, cost = sum(cell.n for cell in cells), sum(cell.cost for cell in cells)
            found[key, row.id] = Cell(key, row.id, n, cost=cost, folds=len(run))
    return found


def _ordered(board: Board, heads: Iterable[Head], look: AxisLook, side: int) -> list[Head]:
    shown = [head for head in heads if head.id not in look.hidden]
    if look.order == "name":
        return sorted(shown, key=lambda head: head.name.casefold())
    if look.order == "count":
        return sorted(shown, key=lambda head: -head.n)
    if look.order == "gaps":
        lacking = gaps_of(board, side)
        return sorted(shown, key=lambda head: -lacking[head.id])
    return shown


def gaps_of(board: Board, side: int) -> Counter[AxisKey]:
    """Return how much each column (side 0) or line (1) lacks: gaps count, thin cells a little; else empty cells."""
    found: Counter[AxisKey] = Counter()
    for key, cell in board.cells.items():
        if cell.level is None:
            found[key[side]] += 1000 * (not cell.n)
        elif cell.recommended:
            found[key[side]] += 1000 * (not cell.n) + (cell.level is Level.THIN)
    return found


def _runs(board: Board, heads: Sequence[Head], grouping: str) -> list[tuple[str, list[Head]]]:
    """Return the groups in their order with what belongs to each; what belongs to none comes last."""
    of: dict[str, list[Head]] = {}
    for head in heads:
        of.setdefault(head.groups.get(grouping, ""), []).append(head)
    known = [code for way, code in board.group_labels if way == grouping]
    order = {code: place for place, code in enumerate(known)}
    return sorted(of.items(), key=lambda run: order.get(run[0], len(order)))


def _band(board: Board, code: str, grouping: str, run: Sequence[Head], collapsed: bool) -> Band:
    several = AXES[board.row_axis].several or AXES[board.column_axis].several
    label = board.group_labels.get((grouping, code), code)
    n = None if several else sum(head.n for head in run)
    return Band(code, label, len(run), n, collapsed)
