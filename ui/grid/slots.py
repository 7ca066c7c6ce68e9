"""How the chips of one cell are laid out, line by line; where two personas are compared, by whom they serve. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from b2bdesk.queries.board_values import Cell, Chip

if TYPE_CHECKING:
    from ui.grid.layout import Metrics

SIDE_ROOM = 11
"""How much room the letter beside a chip has."""


@dataclass(frozen=True, slots=True)
class Sided:
    """Where a chip of two compared personas stands: its line, whom it serves, and its share of the line's width."""

    line: int
    side: str
    width: float


@dataclass(frozen=True, slots=True)
class Slots:
    """How a cell's chips are laid out: `chips` of them are drawn, then "+ n more" if `more`, then a free one."""

    per_line: int
    chips: int
    more: int
    free: int = 0
    sides: tuple[Sided, ...] | None = None
    """Of two compared personas: where each chip stands."""

    @property
    def count(self) -> int:
        """How many places are taken."""
        return self.chips + bool(self.more) + self.free

    @property
    def lines(self) -> int:
        """How many lines they fill."""
        if self.sides is not None:
            return max((place.line + 1 for place in self.sides), default=0) + bool(self.more) + self.free
        return ceil(self.count / self.per_line)


def slots_of(cell: Cell, width: float, m: "Metrics", free: int = 0, needs: Sequence[float] = ()) -> Slots:
    """Return how a cell's chips are laid out in a width; `free` places are kept after them.

    `needs` are the widths at which chips can be read whole.
    """
    if cell.sides is not None:
        room = width - m.pad_left - m.gutter - 2 * SIDE_ROOM
        sides = sided(cell.chips, [*needs, *[0.0] * (len(cell.chips) - len(needs))], room, m.chip_gap)
        return Slots(1, len(cell.chips), cell.shown - len(cell.chips), free, sides)
    per_line = 2 if width >= m.two_up_from else 1
    room = per_line * m.max_lines
    if cell.shown <= min(room + 1, cell.drawable):  # one more chip takes no more room than "+1 more"
        return Slots(per_line, cell.shown, 0, free)
    most = min(room, cell.drawable)
    return Slots(per_line, most, cell.shown - most, free)


def slot_rects(
    cell: QRectF, slots: Slots, m: "Metrics", snap: float = 1.0, needs: Sequence[float] = ()
) -> list[QRectF]:
    """Return the places of a cell, line by line; `needs` are the widths at which chips can be read whole."""
    left, right = cell.left() + m.pad_left, cell.right() - m.gutter
    wanted = [*needs[: slots.chips], *[0.0] * (slots.count - len(needs[: slots.chips]))]
    found = []
    for line in range(slots.lines):
        x, y = left, snapped(cell.top() + m.pad_top + line * m.pitch, snap)
        for width in shares(wanted[line * slots.per_line :][: slots.per_line], slots.per_line, right - left, m):
            start = snapped(x, snap)
            found.append(QRectF(start, y, floor((x + width - start) * snap + 0.01) / snap, m.chip))
            x += width + m.chip_gap
    return found


def cell_rects(
    cell: Cell, rect: QRectF, slots: Slots, m: "Metrics", snap: float = 1.0, needs: Sequence[float] = ()
) -> list[QRectF]:
    """Return the places of a cell's chips, whether personas are compared or not."""
    return side_rects(rect, slots, m) if cell.sides is not None else slot_rects(rect, slots, m, snap, needs)


def sided(chips: Sequence[Chip], needs: Sequence[float], room: float, gap: int) -> tuple[Sided, ...]:
    """Return where the chips of two compared personas stand: what serves both over the whole width, then the first's
    at the left and the second's at the right, side by side where both can be read whole."""
    found = [Sided(line, "ab", room) for line, _ in enumerate(chip for chip in chips if chip.side == "ab")]
    line, half = len(found), (room - gap) / 2
    wide = {
        side: [min(room, need or half) for chip, need in zip(chips, needs, strict=True) if chip.side == side]
        for side in ("a", "b")
    }
    first = [Sided(line + at, "a", floor(one)) for at, one in enumerate(wide["a"])]
    below, second = line + len(first), []
    for at, two in enumerate(wide["b"]):
        beside = at < len(first) and wide["a"][at] + gap + two <= room
        second.append(Sided(line + at if beside else below, "b", floor(two)))
        below += not beside
    return (*found, *first, *second)


def side_rects(rect: QRectF, slots: Slots, m: "Metrics") -> list[QRectF]:
    """Return the places where two personas are compared; beside each there is room for a letter."""
    left, right = rect.left() + m.pad_left + SIDE_ROOM, rect.right() - m.gutter - SIDE_ROOM
    top, places = rect.top() + m.pad_top, slots.sides or ()
    found = [
        QRectF(right - one.width if one.side == "b" else left, top + m.pitch * one.line, one.width, m.chip)
        for one in places
    ]
    last = max((one.line + 1 for one in places), default=0)
    rest = range(bool(slots.more) + slots.free)
    return [*found, *(QRectF(left, top + m.pitch * (last + i), right - left, m.chip) for i in rest)]


def shares(needs: Sequence[float], per_line: int, room: float, m: "Metrics") -> list[float]:
    """Share a line: alike, unless a chip needs more and its neighbour, or the end of the line, has it to spare."""
    even = (room - m.chip_gap * (per_line - 1)) / per_line
    if per_line == 1 or all(need <= even for need in needs):
        return [even] * len(needs)
    if len(needs) == 1:
        return [min(room, needs[0])]
    spare = min(2 * even - min(needs), max(needs))
    other = 2 * even - max(spare, even)
    return [max(spare, even), other] if needs[0] > needs[1] else [other, max(spare, even)]


def snapped(value: float, dpr: float) -> float:
    """Return the nearest edge between two pixels of the screen."""
    return round(value * dpr) / dpr
