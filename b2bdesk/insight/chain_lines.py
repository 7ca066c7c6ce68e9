"""How the lines of a decision chain run between its cards, and where their words stand: off the cards, off each other.

All lengths are in the unit of the cards' size; a path is the corners of a line, both ends among them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from b2bdesk.insight.chain_layout import bounds, Box, Point

Path = tuple[Point, ...]
"""The corners of a line, both ends among them."""

TRIES: Final = (0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78, 0.15, 0.85)
"""Where along a line its word may stand, the best place first."""


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
        best = _clearest(_ways(from_, to, gap, used, whole), between)
        used[round(best[1][1])] += 1
        if len(best) == LONG:
            used[round(best[2][0])] += 1
        found.append(best)
    return found


LONG: Final = 6
"""A way with so many corners runs between two columns of cards."""


def _ways(from_: Box, to: Box, gap: float, used: Mapping[float, int], whole: Box) -> Iterator[Path]:
    yield from _around(from_, to, gap, used)
    yield from _between(from_, to, gap, used)
    yield from _outside(from_, to, gap, whole, len(used))


def _clearest(ways: Iterable[Path], cards: Sequence[Box]) -> Path:
    """Return the first way that crosses no card, else the one that crosses fewest."""
    best: tuple[int, Path] | None = None
    for way in ways:
        crossed = sum(_crosses(way, card) for card in cards)
        if best is None or crossed < best[0]:
            best = crossed, way
        if not crossed:
            break
    assert best is not None
    return best[1]


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


def _between(from_: Box, to: Box, gap: float, used: Mapping[float, int]) -> Iterable[Path]:
    """Yield ways up or down beside one of the two cards: through the air between two columns."""
    down = to.y > from_.y
    out, near = (from_.y + from_.height + gap, from_.y + from_.height + AIR) if down else (from_.y - gap, from_.y - AIR)
    back, far = (to.y - gap, to.y - AIR) if down else (to.y + to.height + gap, to.y + to.height + AIR)
    right = to.centre[0] >= from_.centre[0]
    inner = [from_.x + from_.width + AIR, to.x - AIR] if right else [from_.x - AIR, to.x + to.width + AIR]
    outer = [from_.x - AIR, to.x + to.width + AIR] if right else [from_.x + from_.width + AIR, to.x - AIR]
    for x in (*inner, *outer):
        x += LANE * used.get(round(x), 0)
        x1, x2 = from_.centre[0] + LANE, to.centre[0] - LANE
        yield (x1, out), (x1, near), (x, near), (x, far), (x2, far), (x2, back)


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
    if (
        (start[0] < card.x and end[0] < card.x)
        or (start[1] < card.y and end[1] < card.y)
        or (start[0] > card.x + card.width and end[0] > card.x + card.width)
        or (start[1] > card.y + card.height and end[1] > card.y + card.height)
    ):  # wholly on one side, as most are: told without the arithmetic
        return False
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
    for path, size in zip(paths, sizes, strict=True):
        found.append(_word(path, size, shut, found))
    return found


def _word(path: Path, size: tuple[float, float], shut: Sequence[Box], before: Sequence[Box]) -> Box:
    least, best = len(before) + 1, None
    for box in _spots(path, size):
        if any(box.meets(card) for card in shut):
            continue
        crowd = sum(box.meets(other, 2) for other in before)
        if crowd < least:
            least, best = crowd, box
        if not crowd:
            break
    return best or next(_spots(path, size))


def _spots(path: Path, size: tuple[float, float]) -> Iterator[Box]:
    """Yield the places on a line where its word may stand, those on its longest part first."""
    width, height = size
    parts = sorted(pairwise(path), key=lambda part: -abs(part[1][0] - part[0][0]) - abs(part[1][1] - part[0][1]))
    for start, end in parts:
        for at in TRIES:
            x, y = start[0] + (end[0] - start[0]) * at, start[1] + (end[1] - start[1]) * at
            yield Box(x - width / 2, y - height / 2, width, height)
