"""The map as a board: stages across, channels down, the placements as chips in its cells.

Whatever the number of pieces, the same few statements are asked: SQL counts every cell exactly, and a window over each
cell brings its first chips. Filtered-out placements are not there at all, so every count follows the filter; only
what the plan itself lacks (`gap`, `shortfalls`) is counted without it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from b2bdesk.domain.base import Item
from b2bdesk.domain.content import ContentPiece
from b2bdesk.domain.persona import Persona
from b2bdesk.domain.placement import Placement
from b2bdesk.domain.stage import StageFit
from b2bdesk.insight.coverage import level
from b2bdesk.insight.settings import Thresholds
from b2bdesk.queries.board_rows import (
    channel_plans,
    conditions,
    Counts,
    counts,
    first_chips,
    first_placed,
    Groups,
    Labels,
    labels,
    matching,
    persona_counts,
    phases,
    read_channels,
    read_stages,
    read_thresholds,
    shortfalls,
)
from b2bdesk.queries.board_values import (
    Band,
    Board,
    BoardFilter,
    Cell,
    Chip,
    Column,
    Key,
    Line,
    PhaseSpan,
    Shortfall,
    SHOWN,
)
from b2bdesk.terms import COUNTED

__all__ = [
    "CHIPS",
    "SHOWN",
    "Band",
    "Board",
    "BoardFilter",
    "Cell",
    "Chip",
    "Column",
    "Key",
    "Line",
    "PhaseSpan",
    "Shortfall",
    "board",
    "conditions",
    "persona_counts",
    "read_thresholds",
]

CHIPS: Final = 12
"""How many chips of a cell are brought along; its counts are exact all the same."""

EVERYTHING: Final = BoardFilter()


def board(
    session: Session,
    where: BoardFilter = EVERYTHING,
    *,
    lang: str = "en",
    warned: Collection[int] = frozenset(),
    thresholds: Thresholds | None = None,
    chips: int = CHIPS,
) -> Board:
    """Return the board; `warned` are the ids of placements that a finding names."""
    limits = thresholds or read_thresholds(session)
    vocab = labels(session, lang, ("phase", "party", "ownership"))
    everything = counts(session, [Placement.archived.is_(False)])
    if where.narrows:
        placed: Groups = {group: rows for group, rows in matching(session, where).items() if group[2] in where.shown}
        matched: Counts = {group: len(rows) for group, rows in placed.items()}
    else:
        matched = {group: n for group, n in everything.items() if group[2] in where.shown}
        placed = first_placed(session, matched, chips)
    found = first_chips(session, placed, chips, warned)
    stages, channels = read_stages(session, lang), read_channels(session, lang)
    spans, short = phases(session, vocab), shortfalls(session, where)
    cells = _cells(session, product(stages, channels), _Numbers(everything, matched), found, limits)
    if where.personas:
        cells = _with_wanted(cells, short)
    by_stage, by_channel = _sums(cells.values())
    return Board(
        stages=tuple(
            replace(s, n=by_stage[s.id], phases=spans.get(s.id, ()), shortfalls=short.get(s.id, ())) for s in stages
        ),
        channels=tuple(replace(c, n=by_channel[c.id]) for c in channels),
        bands=_bands(channels, by_channel, vocab),
        cells=cells,
        counted=sum(cell.n for cell in cells.values()),
        shown=sum(cell.shown for cell in cells.values()),
        total=sum(everything.values()),
        personas=_number_of(session, Persona),
        pieces=_number_of(session, ContentPiece),
    )


class _Numbers:
    """How many placements each cell has: counted in the whole plan, counted and shown under the filter."""

    def __init__(self, everything: Counts, matched: Counts) -> None:
        self.in_plan, self.counted, self.shown = (
            _by_cell(everything, COUNTED),
            _by_cell(matched, COUNTED),
            _by_cell(matched),
        )


def _by_cell(found: Counts, statuses: Collection[str] | None = None) -> Counter[Key]:
    sums: Counter[Key] = Counter()
    for (stage, channel, status), n in found.items():
        if statuses is None or status in statuses:
            sums[stage, channel] += n
    return sums


def _cells(
    session: Session,
    pairs: Iterable[tuple[Column, Line]],
    numbers: _Numbers,
    chips: Mapping[Key, tuple[Chip, ...]],
    limits: Thresholds,
) -> dict[Key, Cell]:
    fit = {(s, c): n for s, c, n in session.execute(select(StageFit.stage_id, StageFit.channel_id, StageFit.fit))}
    decided = {(s, c): (n, off, why) for s, c, n, off, why in session.execute(channel_plans())}
    found = {}
    for stage, channel in pairs:
        key = (stage.id, channel.id)
        target, unneeded, reason = decided.get(key, (None, False, ""))
        wanted = fit.get(key, 0) >= limits.recommended_fit and not unneeded
        found[key] = Cell(
            *key,
            n=numbers.counted[key],
            shown=numbers.shown[key],
            level=level(numbers.counted[key], target or limits.crowded_channel),
            target=target or limits.crowded_channel,
            own_target=bool(target),
            recommended=wanted,
            gap=wanted and not numbers.in_plan[key],
            not_needed=unneeded,
            reason=reason,
            chips=chips.get(key, ()),
        )
    return found


def _with_wanted(cells: dict[Key, Cell], short: Mapping[int, tuple[Shortfall, ...]]) -> dict[Key, Cell]:
    empty = {stage for stage, missing in short.items() if any(not person.n for person in missing)}
    return {
        key: replace(cell, wanted=True) if key[0] in empty and cell.recommended and not cell.n else cell
        for key, cell in cells.items()
    }


def _sums(cells: Iterable[Cell]) -> tuple[Counter[int], Counter[int]]:
    by_stage: Counter[int] = Counter()
    by_channel: Counter[int] = Counter()
    for cell in cells:
        by_stage[cell.stage_id] += cell.n
        by_channel[cell.channel_id] += cell.n
    return by_stage, by_channel


def _bands(lines: Sequence[Line], totals: Mapping[int, int], vocab: Labels) -> tuple[Band, ...]:
    found = []
    for code in dict.fromkeys(line.ownership for line in lines):
        of = [totals[line.id] for line in lines if line.ownership == code]
        found.append(Band(code, vocab.get(("ownership", code), (code, {}))[0], len(of), sum(of)))
    return tuple(found)


def _number_of(session: Session, kind: type[Item]) -> int:
    return session.scalar(select(func.count()).select_from(kind).where(kind.archived.is_(False))) or 0
