"""What a board is counted from: the file, or the roster of a large plan; both give the same."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Final, Protocol, TypeVar

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from b2bdesk.domain.placement import Placement
from b2bdesk.queries.axes import AXES
from b2bdesk.queries.board_cells import first_chips, gather, Tallies, Tally, tally, tally_lines
from b2bdesk.queries.board_filter import conditions
from b2bdesk.queries.board_levels import numbers, persona_counts
from b2bdesk.queries.board_rows import form_classes
from b2bdesk.queries.board_values import AxisKey, BoardFilter, CellKey, Chip, Key
from b2bdesk.queries.roster import Roster

Axes = tuple[str, str]
"""The axes of lines and of columns."""
T = TypeVar("T")
PLACED: Final = frozenset({"placement", "placement_persona", "cell_plan"})
"""The tables that change on the map itself; names and orders depend on others alone."""
IN_USE: Final = Placement.archived.is_(False)


class Kept:
    """What was read for one board and holds for the next: numbers until anything changes, names and what was decided
    about cells until these do."""

    def __init__(self) -> None:
        self._numbers: dict[Any, Any] = {}
        self._names: dict[Any, Any] = {}
        self._decisions: dict[Any, Any] = {}
        self._results: dict[Any, Any] = {}
        self._with_results: set[int] = set()

    def number(self, key: Any, make: Callable[[], T]) -> T:
        """Return what depends on placements, made if it is new."""
        return _once(self._numbers, key, make)

    def name(self, key: Any, make: Callable[[], T]) -> T:
        """Return what depends on neither placements nor decisions, made if it is new."""
        return _once(self._names, key, make)

    def decision(self, key: Any, make: Callable[[], T]) -> T:
        """Return what depends on what was decided about cells, and on names, made if it is new."""
        return _once(self._decisions, key, make)

    def result(self, key: Any, make: Callable[[], T]) -> T:
        """Return what depends on results, and on the placements that they `rests_on`, made if it is new."""
        return _once(self._results, key, make)

    def rests_on(self, placements: Iterable[int]) -> None:
        """Note that results speak of these placements."""
        self._with_results.update(placements)

    def latest(self, name: str, key: Any, make: Callable[[], T]) -> T:
        """Return a large number of things of which only the newest are kept."""
        held = self._numbers.get(name)
        if held is None or held[0] != key:
            held = self._numbers[name] = key, make()
        found: T = held[1]
        return found

    def forget(self, tables: Collection[str] | None = None, placements: Collection[int] | None = None) -> None:
        """Forget what an edit of some tables has made old, or everything; `placements` are those that it changed."""
        self._numbers = {}
        others = tables is None or not PLACED.issuperset(tables)
        if others:
            self._names = {}
        if others or "cell_plan" in (tables or ()):
            self._decisions = {}
        moved = tables is not None and "placement" in tables
        if tables is None or "result" in tables or (moved and self._had_results(placements)):
            self._results, self._with_results = {}, set()

    def _had_results(self, placements: Collection[int] | None) -> bool:
        return placements is None or not self._with_results.isdisjoint(placements)


def _once(held: dict[Any, Any], key: Any, make: Callable[[], T]) -> T:
    """Return what is held for a key, made if it is new."""
    if key not in held:
        held[key] = make()
    found: T = held[key]
    return found


class Counting(Protocol):
    """Answers what a board asks."""

    def cells(self, axes: Axes, where: BoardFilter) -> Tallies:
        """Count what a filter lets through, by cells."""

    def lines(self, axis: str, where: BoardFilter) -> Mapping[AxisKey, Tally]:
        """Count it by the lines of one axis, each placement once in a line."""

    def in_plan(self, axes: Axes, found: Tallies | None) -> Mapping[CellKey, int]:
        """Return the counted placements of each cell without a filter; `found` if none was set."""

    def people(self) -> Mapping[Key, int]:
        """Return how many counted placements serve each persona in each stage."""

    def chips(
        self,
        axes: Axes,
        where: BoardFilter,
        found: Tallies,
        *,
        top: int,
        warned: Collection[int],
        lines: Collection[AxisKey] | None = None,
    ) -> Mapping[CellKey, tuple[Chip, ...]]:
        """Return the first chips of each cell, or of the cells of some lines."""


def counting(session: Session, kept: Kept, roster: Roster | None) -> Counting:
    """Return what to count from."""
    return FromFile(session, kept) if roster is None else FromRoster(session, kept, roster)


def asked(where: BoardFilter) -> list[ColumnElement[bool]]:
    """Return what a filter asks of a placement, its status included."""
    return [*conditions(where), Placement.status.in_(where.shown)]


class FromFile:
    """Counts by statements."""

    def __init__(self, session: Session, kept: Kept) -> None:
        self._session, self._kept = session, kept

    def cells(self, axes: Axes, where: BoardFilter) -> Tallies:
        """Count in one statement; one that finds the first chips along with it where a filter narrows."""
        count = gather if where.narrows else tally
        return count(self._session, AXES[axes[0]], AXES[axes[1]], asked(where))

    def lines(self, axis: str, where: BoardFilter) -> Mapping[AxisKey, Tally]:
        """Count in one statement."""
        return tally_lines(self._session, AXES[axis], asked(where))

    def in_plan(self, axes: Axes, found: Tallies | None) -> Mapping[CellKey, int]:
        """Count what no filter changes once."""

        def count() -> dict[CellKey, int]:
            return numbers(tally(self._session, AXES[axes[0]], AXES[axes[1]], [IN_USE]) if found is None else found)

        return self._kept.number(("in plan", axes), count)

    def people(self) -> Mapping[Key, int]:
        """Count what no filter changes once."""
        return self._kept.number("people", lambda: persona_counts(self._session))

    def chips(
        self,
        axes: Axes,
        where: BoardFilter,
        found: Tallies,
        *,
        top: int,
        warned: Collection[int],
        lines: Collection[AxisKey] | None = None,
    ) -> Mapping[CellKey, tuple[Chip, ...]]:
        """Read them in one statement."""
        both = AXES[axes[0]], AXES[axes[1]]
        return first_chips(self._session, both, asked(where), found, top=top, warned=warned, lines=lines)


class FromRoster:
    """Counts in memory."""

    def __init__(self, session: Session, kept: Kept, roster: Roster) -> None:
        self._session, self._kept, self._roster = session, kept, roster

    def cells(self, axes: Axes, where: BoardFilter) -> Tallies:
        """Go through what the filter lets through."""
        found: Any = dict(self._roster.some_of(where, *axes[::-1]))  # a board stays as it was read
        counted: Tallies = found
        return counted

    def lines(self, axis: str, where: BoardFilter) -> Mapping[AxisKey, Tally]:
        """Go through what the filter lets through."""
        return {key[0]: held for key, held in self._roster.some_of(where, axis).items()}

    def in_plan(self, axes: Axes, found: Tallies | None) -> Mapping[CellKey, int]:
        """Return what is kept up."""
        whole: Any = self._roster.all_of(*axes[::-1])
        return self._kept.number(("in plan", axes), lambda: numbers(whole))

    def people(self) -> Mapping[Key, int]:
        """Return what is kept up."""
        found = self._roster.all_of("stage", "persona")
        return {(int(s), int(p)): held.n for (s, p), held in found.items() if p and held.n}

    def chips(
        self,
        axes: Axes,
        where: BoardFilter,
        found: Tallies,
        *,
        top: int,
        warned: Collection[int],
        lines: Collection[AxisKey] | None = None,
    ) -> Mapping[CellKey, tuple[Chip, ...]]:
        """Pick them out of the cells."""
        if not top:
            return {}
        keys: Iterable[CellKey] = found if lines is None else (key for key in found if key[1] in lines)
        classes = self._kept.name("form classes", lambda: form_classes(self._session))
        return self._roster.chips(found, keys, top, classes, warned)
