"""Where the people of a decision chain stand: in three lanes by their roles, and in layers by whom they report to.

Layers are found by longest paths, the order within them by repeated barycentres (Sugiyama, Tagawa and Toda 1981); then
each takes the highest free place of their lane below whom they report to. Positions are the left upper corners of
cards; all lengths are in the unit of the cards' size.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, pairwise
from math import ceil
from typing import Final

Point = tuple[float, float]
Line = tuple[int, int]
"""From whom to whom, by id."""

ROUNDS: Final = 8
ASPECT: Final = 1.9
"""How much wider than high a chain is to be."""
NEAR: Final = 0.4
"""The share of the usual air that people who were put somewhere leave to the others."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large a card is, how much air there is between cards, and how many stand beside each other at most."""

    width: float = 200.0
    height: float = 104.0
    across: float = 56.0
    down: float = 84.0
    most: int = 9

    @property
    def step(self) -> Point:
        """How far the next card stands to the right, and below."""
        return self.width + self.across, self.height + self.down


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def centre(self) -> Point:
        """Its middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def meets(self, other: "Box", gap: float = 0.0) -> bool:
        """Tell whether two rectangles overlap, or come nearer than a gap."""
        return (
            self.x < other.x + other.width + gap
            and other.x < self.x + self.width + gap
            and self.y < other.y + other.height + gap
            and other.y < self.y + self.height + gap
        )


@dataclass(frozen=True, slots=True)
class Lanes:
    """How many lanes there are and in which one each person belongs, from the left; one lane without any."""

    of: Mapping[int, int] = field(default_factory=dict)
    count: int = 1

    def __getitem__(self, one: int) -> int:
        return self.of.get(one, 0)


def layout(
    people: Sequence[int],
    reports: Iterable[Line],
    others: Iterable[Line] = (),
    *,
    lanes: Lanes | None = None,
    fixed: Mapping[int, Point] | None = None,
    size: Size | None = None,
) -> tuple[dict[int, Point], tuple[float, ...]]:
    """Return a place for everyone, and the x of the borders between the lanes, from the left.

    Who has a `fixed` place keeps it, and nobody else is put there. `reports` leads from a person to the one above;
    rings in it are cut where they close. `others` are all other ties, which bring people nearer to each other.
    """
    lanes, size = lanes or Lanes(), size or Size()
    known = set(people)
    places: dict[int, Point] = {one: place for one, place in (fixed or {}).items() if one in known}
    above = [(low, high) for low, high in reports if low != high and {low, high} <= known]
    ties = [*above, *(line for line in others if set(line) <= known)]
    free = _in_order([one for one in people if one not in places], above, ties)
    if places:
        borders = _borders(places, lanes, size)
        columns = _columns_beside(places, lanes, borders, size)
    else:
        columns, borders = _columns(free, above, lanes, size)
    _settle(places, free, columns, above, ties, lanes=lanes, size=size)
    return places, borders


def bounds(boxes: Iterable[Box], margin: float = 0.0) -> Box:
    """Return the rectangle around all boxes, with a margin; an empty one without boxes."""
    rows = list(boxes)
    if not rows:
        return Box(0, 0, 0, 0)
    left, top = min(box.x for box in rows) - margin, min(box.y for box in rows) - margin
    right, foot = max(box.x + box.width for box in rows) + margin, max(box.y + box.height for box in rows) + margin
    return Box(left, top, right - left, foot - top)


# ---- layers


def _in_order(free: Sequence[int], above: Sequence[Line], ties: Sequence[Line]) -> list[int]:
    """Return people layer by layer, the highest first; those nobody is tied to come last."""
    tied = {one for line in ties for one in line}
    layers = _layers([one for one in free if one in tied], above)
    _order(layers, ties)
    return [*(one for layer in layers for one in layer), *(one for one in free if one not in tied)]


def _layers(people: Sequence[int], above: Sequence[Line]) -> list[list[int]]:
    bosses: defaultdict[int, list[int]] = defaultdict(list)
    known = set(people)
    for low, high in above:
        if low in known and high in known:
            bosses[low].append(high)
    depth: dict[int, int] = {}
    open_: set[int] = set()

    def measure(one: int) -> int:
        if one not in depth:
            open_.add(one)
            depth[one] = 1 + max((measure(boss) for boss in bosses[one] if boss not in open_), default=-1)
            open_.discard(one)
        return depth[one]

    for one in people:
        measure(one)
    found: defaultdict[int, list[int]] = defaultdict(list)
    for one in people:
        found[depth[one]].append(one)
    return [found[at] for at in sorted(found)]


def _order(layers: list[list[int]], ties: Sequence[Line]) -> None:
    """Bring people who are tied to each other nearer, layer by layer, down and up again."""
    near: defaultdict[int, list[int]] = defaultdict(list)
    for one, other in ties:
        near[one].append(other)
        near[other].append(one)
    for round_ in range(ROUNDS):
        spots = {one: place - (len(layer) - 1) / 2 for layer in layers for place, one in enumerate(layer)}
        for layer in layers if round_ % 2 == 0 else layers[::-1]:
            wish = {
                one: sum(spots[other] for other in near[one] if other in spots)
                / max(1, sum(other in spots for other in near[one]))
                for one in layer
            }
            before = {one: place for place, one in enumerate(layer)}
            layer.sort(key=lambda one: (round(wish[one], 6), before[one]))
            spots.update((one, place - (len(layer) - 1) / 2) for place, one in enumerate(layer))


# ---- lanes


def _columns(
    free: Sequence[int], above: Sequence[Line], lanes: Lanes, size: Size
) -> tuple[list[list[float]], tuple[float, ...]]:
    """Return the x of each lane's columns and of the borders between lanes: as near to the wanted shape as can be."""
    held = [sum(lanes[one] == lane for one in free) for lane in range(lanes.count)]
    deep = len(_layers(list(free), above))
    best = min(_splits(held, size.most), key=lambda split: _worse(split, held, deep, size))
    step, columns, at = size.step[0], list[list[float]](), 0
    for n in best:
        columns.append([(at + column) * step for column in range(n)])
        at += n
    return columns, tuple(lane[0] - size.across / 2 for lane in columns[1:])


def _splits(held: Sequence[int], most: int) -> list[tuple[int, ...]]:
    """Return how many columns each lane may have, by how many rows they fill; all as narrow as can be at the least."""
    splits = [tuple(max(1, ceil(n / rows)) for n in held) for rows in range(1, max(*held, 1) + 1)]
    return [split for split in splits if sum(split) <= most] or splits[-1:]


def _worse(split: Sequence[int], held: Sequence[int], deep: int, size: Size) -> float:
    """Return how small a chain will look with so many columns in each lane."""
    rows = max(deep, *(ceil(n / columns) for n, columns in zip(held, split, strict=True)))
    return max(sum(split) * size.step[0] / ASPECT, rows * size.step[1])


def _borders(places: Mapping[int, Point], lanes: Lanes, size: Size) -> tuple[float, ...]:
    """Return where lanes part when people were put somewhere: with as few as can be on the wrong side."""
    found: list[float] = []
    for lane in range(lanes.count - 1):
        left = [place[0] for one, place in places.items() if lanes[one] <= lane]
        right = [place[0] for one, place in places.items() if lanes[one] > lane]
        found.append(_border(left, right, size))
    for at, (low, high) in enumerate(pairwise(found)):  # a lane without people keeps the air between its neighbours
        if not any(lanes[one] == at + 1 for one in places):
            inner = [x for x, _ in places.values() if x + size.width <= high]
            found[at] = min(low, max(inner, default=low) + size.width + size.across / 2)
            outer = [x for x, _ in places.values() if x >= low]
            found[at + 1] = max(high, min(outer, default=high) - size.across / 2)
    return tuple(found)


def _border(left: Sequence[float], right: Sequence[float], size: Size) -> float:
    if not left:
        return min(right) - size.across / 2
    if not right:
        return max(left) + size.width + size.across / 2
    edges = sorted({*left, *right})
    gaps = [(high - low, low, high) for low, high in pairwise(edges)] or [(0.0, edges[0], edges[0])]

    def wrong(gap: tuple[float, float, float]) -> tuple[int, float]:
        return sum(x > gap[1] for x in left) + sum(x <= gap[1] for x in right), -gap[0]

    _, low, high = min(gaps, key=wrong)
    return (low + size.width + high) / 2


def _columns_beside(
    places: Mapping[int, Point], lanes: Lanes, borders: Sequence[float], size: Size
) -> list[list[float]]:  # fmt: skip
    """Return the x of each lane's columns where some people were put somewhere."""
    first, last = min(x for x, _ in places.values()), max(x for x, _ in places.values())
    ends = [min([first - size.across / 2, *borders]), *borders, max([last + size.width, *borders])]
    found: list[list[float]] = []
    for lane, (start, end) in enumerate(pairwise(ends)):
        if not any(lanes[one] == lane for one in places) and lane == 0:
            start = end - size.step[0]
        inside = [x for one, (x, _) in places.items() if lanes[one] == lane and start <= x < end]
        left = min(inside, default=start + size.across / 2)
        n = max(1, round((end - left) / size.step[0]))
        found.append([left + column * size.step[0] for column in range(n)])
    return found


def _settle(
    places: dict[int, Point],
    free: Sequence[int],
    columns: Sequence[Sequence[float]],
    above: Sequence[Line],
    ties: Sequence[Line],
    *,
    lanes: Lanes,
    size: Size,
) -> None:
    """Put everyone into the highest free place of their lane that is below whom they report to."""
    taken = [Box(x, y, size.width, size.height) for x, y in places.values()]
    top = min((y for _, y in places.values()), default=0.0)
    gap = NEAR * min(size.across, size.down)
    near: defaultdict[int, list[int]] = defaultdict(list)
    for one, other in ties:
        near[one].append(other)
        near[other].append(one)
    for one in free:
        bosses = [places[high][1] for low, high in above if low == one and high in places]
        least = max(bosses) + size.step[1] - 0.5 if bosses else top
        wish = [places[other][0] for other in near[one] if other in places]
        middle = sum(wish) / len(wish) if wish else 0.0
        aims = sorted(columns[lanes[one]], key=lambda x: abs(x - middle))
        box = _free_place(aims, top, least, taken, gap, size)
        taken.append(box)
        places[one] = box.x, box.y


def _free_place(aims: Sequence[float], top: float, least: float, taken: Sequence[Box], gap: float, size: Size) -> Box:
    for row in count():
        y = top + row * size.step[1]
        for x in aims if y >= least else ():
            box = Box(x, y, size.width, size.height)
            if not any(box.meets(other, gap) for other in taken):
                return box
    raise AssertionError  # rows never end
