"""Where the people of a decision chain stand: in layers by whom they report to, and where lines and their words run.

Layers are found by longest paths, their order by repeated barycentres (Sugiyama, Tagawa and Toda 1981); long layers go
on in another row. Positions are the left upper corners of cards; all lengths are in the unit of the cards' size.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

Point = tuple[float, float]
Line = tuple[int, int]
"""From whom to whom, by id."""
Path = tuple[Point, ...]
"""The corners of a line, both ends among them."""

ROUNDS: Final = 8
TRIES: Final = (0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78, 0.15, 0.85)
"""Where along a line its word may stand, the best place first."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large a card is, how much air there is between cards, and how many stand in a row."""

    width: float = 200.0
    height: float = 104.0
    across: float = 56.0
    down: float = 84.0
    most: int = 6


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


def layout(
    people: Sequence[int],
    reports: Iterable[Line],
    others: Iterable[Line] = (),
    *,
    fixed: Mapping[int, Point] | None = None,
    size: Size | None = None,
) -> dict[int, Point]:
    """Return a place for everyone; who has a `fixed` place keeps it, and nobody else is put there.

    `reports` leads from a person to the one above; rings in it are cut where they close. `others` are all other ties,
    which bring people nearer to each other.
    """
    size = size or Size()
    fixed = dict(fixed or {})
    free = [one for one in people if one not in fixed]
    above = [(low, high) for low, high in reports if low != high]
    rows = [list(row) for row in _rows(free, above, [*above, *others], size)]
    places: dict[int, Point] = {one: place for one, place in fixed.items() if one in set(people)}
    taken = [Box(x, y, size.width, size.height) for x, y in places.values()]
    top = 0.0
    if taken and free:  # the free ones stand below what people have put in place
        top = max(box.y + box.height for box in taken) + size.down
    widest = max((len(row) for row in rows), default=0)
    whole = widest * size.width + max(0, widest - 1) * size.across
    for at, row in enumerate(rows):
        used = len(row) * size.width + max(0, len(row) - 1) * size.across
        left = (whole - used) / 2
        for place, one in enumerate(row):
            places[one] = (left + place * (size.width + size.across), top + at * (size.height + size.down))
    return places


def _rows(free: Sequence[int], above: Sequence[Line], ties: Sequence[Line], size: Size) -> list[list[int]]:
    """Return the people row by row, the highest first; people nobody is tied to come last."""
    tied = {one for line in ties for one in line}
    layers = _layers([one for one in free if one in tied], above)
    _order(layers, ties)
    loose = [one for one in free if one not in tied]
    return [
        list(layer[start : start + size.most])
        for layer in [*layers, loose]
        for start in range(0, len(layer), size.most)
    ]


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


# ---- lines and their words


def border(box: Box, toward: Point, gap: float = 0.0) -> Point:
    """Return where a line from a box's middle toward a point leaves the box, `gap` beyond its edge."""
    x, y = box.centre
    dx, dy = toward[0] - x, toward[1] - y
    if not dx and not dy:
        return x, y
    reach = min(
        (box.width / 2 + gap) / abs(dx) if dx else float("inf"),
        (box.height / 2 + gap) / abs(dy) if dy else float("inf"),
    )
    return x + dx * reach, y + dy * reach


def ends(from_: Box, to: Box, gap: float = 0.0) -> tuple[Point, Point]:
    """Return both ends of the straight line between two boxes."""
    return border(from_, to.centre, gap), border(to, from_.centre, gap)


def routes(
    ties: Sequence[tuple[int, int]], cards: Mapping[int, Box], gap: float = 0.0, room: float = 0.0
) -> list[Path]:
    """Return the way of each tie's line: straight where no card is in between, else around, through the air.

    A line between neighbours who stand too close for a word as wide as `room` goes around, too.

    Lines that go around the same row keep apart from each other.
    """
    used: defaultdict[float, int] = defaultdict(int)
    whole = bounds(cards.values())
    found: list[Path] = []
    for one, other in ties:
        from_, to = cards[one], cards[other]
        between = [card for key, card in cards.items() if key not in (one, other)]
        straight = ends(from_, to, gap)
        near = straight[0][1] == straight[1][1] and abs(straight[0][0] - straight[1][0]) < room
        if not near and not any(_crosses(straight, card) for card in between):
            found.append(straight)
            continue
        around = [*_around(from_, to, gap, used), *_outside(from_, to, gap, whole, len(used))]
        best = min(around, key=lambda path: sum(_crosses(path, card) for card in between))
        used[round(best[1][1])] += 1
        found.append(best)
    return found


LANE: Final = 11.0
AIR: Final = 26.0


def _around(from_: Box, to: Box, gap: float, used: Mapping[float, int]) -> Iterable[Path]:
    """Yield ways that leave a card above or below, cross over in the air, and enter the other card."""
    for below in (True, False):
        edge = max(from_.y + from_.height, to.y + to.height) if below else min(from_.y, to.y)
        y = edge + AIR if below else edge - AIR
        y += (LANE if below else -LANE) * used.get(round(y), 0)
        x1, x2 = from_.centre[0] + LANE, to.centre[0] - LANE
        out = from_.y + from_.height + gap if below else from_.y - gap
        back = to.y + to.height + gap if below else to.y - gap
        yield (x1, out), (x1, y), (x2, y), (x2, back)
    upper, lower = sorted((from_, to), key=lambda box: box.y)
    middle = (upper.y + upper.height + lower.y) / 2
    ways: tuple[Point, ...] = (
        (upper.centre[0], upper.y + upper.height + gap),
        (upper.centre[0], middle),
        (lower.centre[0], middle),
        (lower.centre[0], lower.y - gap),
    )
    yield ways if upper is from_ else ways[::-1]


def _outside(from_: Box, to: Box, gap: float, whole: Box, before: int) -> Iterable[Path]:
    """Yield ways beside all cards, to the right and to the left: they cross none that stand in rows."""
    for x in (whole.x + whole.width + AIR + LANE * before, whole.x - AIR - LANE * before):
        out, back = from_.y + from_.height, to.y
        yield (
            (from_.centre[0] + LANE, out + gap),
            (from_.centre[0] + LANE, out + AIR),
            (x, out + AIR),
            (x, back - AIR),
            (to.centre[0] - LANE, back - AIR),
            (to.centre[0] - LANE, back - gap),
        )


def _crosses(path: Path, card: Box) -> bool:
    """Tell whether a way runs through a card."""
    return any(_cuts(start, end, card) for start, end in pairwise(path))


def _cuts(start: Point, end: Point, card: Box) -> bool:
    """Tell whether a straight line runs through a rectangle (Liang and Barsky 1984)."""
    low, high = 0.0, 1.0
    dx, dy = end[0] - start[0], end[1] - start[1]
    edges = (
        (-dx, start[0] - card.x),
        (dx, card.x + card.width - start[0]),
        (-dy, start[1] - card.y),
        (dy, card.y + card.height - start[1]),
    )
    for step, room in edges:
        if step == 0:
            if room < 0:
                return False
            continue
        at = room / step
        low, high = (max(low, at), high) if step < 0 else (low, min(high, at))
    return low < high


def words(paths: Sequence[Path], sizes: Sequence[tuple[float, float]], cards: Iterable[Box]) -> list[Box]:
    """Return where the word of each line stands: on its longest part, off the cards and off the words before it.

    Where no place is free, the least crowded of those that cover no card is taken, else the first.
    """
    shut, found = list(cards), list[Box]()
    for path, (width, height) in zip(paths, sizes, strict=True):
        parts = sorted(pairwise(path), key=lambda part: -abs(part[1][0] - part[0][0]) - abs(part[1][1] - part[0][1]))
        tries = [
            Box(
                start[0] + (end[0] - start[0]) * at - width / 2,
                start[1] + (end[1] - start[1]) * at - height / 2,
                width,
                height,
            )
            for start, end in parts
            for at in TRIES
        ]
        clear = [box for box in tries if not any(box.meets(card) for card in shut)]
        found.append(min(clear or tries[:1], key=lambda box: sum(box.meets(other, 2) for other in found)))
    return found


def bounds(boxes: Iterable[Box], margin: float = 0.0) -> Box:
    """Return the rectangle around all boxes, with a margin; an empty one without boxes."""
    rows = list(boxes)
    if not rows:
        return Box(0, 0, 0, 0)
    left, top = min(box.x for box in rows) - margin, min(box.y for box in rows) - margin
    right, foot = max(box.x + box.width for box in rows) + margin, max(box.y + box.height for box in rows) + margin
    return Box(left, top, right - left, foot - top)
