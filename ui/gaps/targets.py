"""Where a finding leads: the key of a room, and a place in it."""

from collections.abc import Mapping
from typing import Any, Final

from b2bdesk.i18n import tr
from b2bdesk.terms import N_

ITEMS: Final = {
    "piece": ("content", "content_piece"),
    "persona": ("personas", "persona"),
    "chain": ("chains", "decision_chain"),
    "pool": ("channels", "landing_pool"),
    "channel": ("channels", "channel"),
    "placement": ("map", "placement"),
}
"""The room and the table of each kind of object."""
HOMES: Final = {
    "content": "piece",
    "personas": "persona",
    "chains": "chain",
    "pools": "pool",
    "placements": "placement",
}
"""The kind of object that a jump to a room means."""
WORDS: Final = {
    "map": N_("Show on the map"),
    "content": N_("Open the piece"),
    "personas": N_("Open the persona"),
    "chains": N_("Open the decision chain"),
    "channels": N_("Open the channel or pool"),
    "company": N_("Open the company"),
    "calendar": N_("Open the calendar"),
}
PLANS: Final = {"resources": "company", "calendar": "calendar"}


def place_of(jump: str, ids: Mapping[str, int]) -> tuple[str, Any]:
    """Return the room and the place that a jump with these ids means."""
    kind = HOMES.get(jump, "")
    if kind in ids:
        room, table = ITEMS[kind]
        return room, (table, ids[kind])
    if jump in PLANS:
        return PLANS[jump], None
    return "map", dict(ids) or None


def other_places(jump: str, ids: Mapping[str, int]) -> list[tuple[str, Any]]:
    """Return the other places that a finding speaks of: its persona, chain, piece or channel."""
    first = place_of(jump, ids)
    found = [(room, (table, ids[kind])) for kind, (room, table) in ITEMS.items() if kind in ids and room != "map"]
    return [place for place in found if place != first]


def words_for(room: str) -> str:
    """Return what a link to a room says."""
    return tr(WORDS.get(room, N_("Show")))
