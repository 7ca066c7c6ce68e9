"""The findings about the map, by the cell and by the placement they speak of."""

from collections.abc import Iterable, Mapping
from typing import Any

from b2bdesk.queries.board_values import Spot


class Findings:
    """What the rules have found, as the window last worked it out."""

    def __init__(self, summary: Any) -> None:
        self._said: tuple[Any, ...] = tuple(summary.findings) if summary is not None else ()
        self.marked = frozenset(said.finding.ids["placement"] for said in self._said if "placement" in said.finding.ids)

    def of(self, placement_id: int) -> list[Any]:
        """Return those that name a placement."""
        return [said for said in self._said if said.finding.ids.get("placement") == placement_id]

    def at(self, spot: Spot, personas: Iterable[int] = ()) -> list[Any]:
        """Return those about a cell: its stage with its channel or persona, and personas (these, or all) missing."""
        wanted = frozenset([int(spot["persona"])]) if "persona" in spot else frozenset(personas)
        return [said for said in self._said if "stage" in spot and _about(said.finding.ids, spot, wanted)]


def _about(ids: Mapping[str, int], spot: Spot, wanted: frozenset[int]) -> bool:
    if ids.get("stage") != spot["stage"] or "placement" in ids:
        return False
    if "channel" in ids:
        return ids["channel"] == spot.get("channel")
    return not wanted or ids.get("persona") in wanted
