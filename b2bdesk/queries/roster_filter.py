"""What a filter of the map asks of a placement in memory: the same as `board_filter` asks of the file."""

from collections.abc import Callable, Collection
from operator import attrgetter
from typing import Any, Final, TYPE_CHECKING

from b2bdesk.queries.board_values import BoardFilter
from b2bdesk.queries.roster_rows import Piece, PLACE, Placed
from b2bdesk.terms import BAND_OF, PHASE_OF, PlacementStatus

if TYPE_CHECKING:
    from b2bdesk.queries.roster import Roster

Sieve = Callable[[list[Placed]], list[Placed]]
"""Returns those placements that pass."""
ONE: Final = {"campaigns": "campaign", "channels": "channel", "stages": "stage", "forms": "form", "topics": "topic"}
MANY: Final = {"personas": "personas", "segments": "segments"}
OF_PIECE: Final = {"horizons": "horizon", "appeals": "appeal", "audiences": "audience"}
"""Which part of a placement or of its piece answers a part of a filter."""
UPPER, LOWER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"
SMALL: Final = str.maketrans(UPPER, LOWER)


def small(text: str) -> str:
    """Return a text with small Latin letters; others stay, as in SQLite."""
    return text.lower() if text.isascii() else text.translate(SMALL)


def sieves(where: BoardFilter, roster: "Roster", pieces: frozenset[int] | None = None) -> list[Sieve]:
    """Return what placements are put through, their status apart; what asks about their pieces comes first."""
    asked = (_pieces(where, roster), pieces)
    found: list[Sieve] = [_is_in("content", wanted) for wanted in asked if wanted is not None]
    found += [_is_in(part, chosen) for name, part in ONE.items() if (chosen := getattr(where, name))]
    found += [_meets(part, chosen) for name, part in MANY.items() if (chosen := getattr(where, name))]
    for chosen, of in ((where.phases, PHASE_OF), (where.bands, BAND_OF)):
        if chosen:
            found.append(_in_states(frozenset(str(state) for state, part in of.items() if part in chosen), roster))
    return [*found, *_in_days(where)]


def gate(where: BoardFilter, roster: "Roster") -> Callable[[Placed], bool]:
    """Return what tells of a single placement whether it is let through, its status included."""
    shown, through = where.shown, sieves(where, roster)
    return lambda row: row.status in shown and all(sieve([row]) for sieve in through)


def _is_in(part: str, chosen: Collection[Any]) -> Sieve:
    at = PLACE[part]
    return lambda rows: [row for row in rows if row[at] in chosen]


def _meets(part: str, chosen: frozenset[int]) -> Sieve:
    at = PLACE[part]
    return lambda rows: [row for row in rows if not chosen.isdisjoint(row[at])]  # type: ignore[arg-type]  # of ids


def _pieces(where: BoardFilter, roster: "Roster") -> set[int] | None:
    """Return the pieces whose own facts and words are asked for; None where nothing is asked of them."""
    sought = [small(word) for word in where.text.split()]
    chosen = [(attrgetter(part), found) for name, part in OF_PIECE.items() if (found := getattr(where, name))]
    if not sought and not chosen:
        return None

    def fits(piece: Piece) -> bool:
        return all(word in piece.words for word in sought) and all(get(piece) in found for get, found in chosen)

    if len(sought) == 1 and not chosen:  # while one types
        word = sought[0]
        return {id for id, piece in roster.pieces.items() if word in piece.words}
    return {id for id, piece in roster.pieces.items() if fits(piece)}


def _in_states(states: frozenset[str], roster: "Roster") -> Sieve:
    """A placement counts for its state, or for all states of its stage when none is set (D1)."""
    holding = {stage for stage, held in roster.holding.items() if held & states}
    return lambda rows: [row for row in rows if (row.state in states if row.state else row.stage in holding)]


def _in_days(where: BoardFilter) -> list[Sieve]:
    found: list[Sieve] = []
    if where.since is not None:
        since = where.since.isoformat()
        found.append(lambda rows: [row for row in rows if _last(row) >= since])
    if where.until is not None:
        until = where.until.isoformat()
        found.append(lambda rows: [row for row in rows if row.start is not None and row.start <= until])
    return found


def _last(row: Placed) -> str:
    """Return the last day; without one, what is live goes on, anything else is over in a day or has no date."""
    if row.end is not None:
        return row.end
    return "9999-12-31" if row.status == PlacementStatus.LIVE else row.start or ""
