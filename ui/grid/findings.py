"""The findings about the map, by the cell and by the placement they speak of."""

from collections.abc import Iterable
from typing import Any

from b2bdesk.queries.board_values import Key


class Findings:
    """What the rules have found, as the window last worked it out."""

    def __init__(self, summary: Any) -> None:
        self._said: tuple[Any, ...] = tuple(summary.findings) if summary is not None else ()
        self.marked = frozenset(said.finding.ids["placement"] for said in self._said if "placement" in said.finding.ids)

    def of(self, placement_id: int) -> list[Any]:
        """Return those that name a placement."""
        return [said for said in self._said if said.finding.ids.get("placement") == placement_id]

    def at(self, key: Key, personas: Iterable[int] = ()) -> list[Any]:
        """Return those about a cell: its stage and channel, and personas (these, or all) missing in its stage."""
        wanted, here = frozenset(personas), []
        for said in self._said:
            ids = said.finding.ids
            about = ids.get("stage") == key[0] and ids.get("channel", key[1]) == key[1] and "placement" not in ids
            if about and ("channel" in ids or not wanted or ids.get("persona") in wanted):
                here.append(said)
        return here
