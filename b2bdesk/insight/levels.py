"""How well a number of placements serves a cell (D1): all of coverage that the map needs while it is painted."""

from b2bdesk.terms import Level


def level(n: int, target: int) -> Level:
    """Return how well n placements serve a cell that is crowded from `target` on (D1)."""
    if n <= 1:
        return Level.THIN if n == 1 else Level.GAP
    return Level.OK if n < target else Level.CROWDED
