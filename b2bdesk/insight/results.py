"""Which results add up: those of a whole do not count a second time as those of its parts.

A result speaks of a channel as a whole, or of one placement in it; of all segments, or of one. Where one that speaks of
more covers the same days, one that speaks of a part of it is not added again.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from b2bdesk.insight.money import Figures, total


@dataclass(frozen=True, slots=True)
class Result:
    """One result; `channel_id` is that of its placement where it has one."""

    id: int
    code: str
    date_from: date
    date_to: date
    channel_id: int | None
    placement_id: int | None
    segment_id: int | None
    figures: Figures

    @property
    def scope(self) -> tuple[int | None, int | None, int | None]:
        """What it speaks of: channel, placement, segment; None is all."""
        return self.channel_id, self.placement_id, self.segment_id

    def meets(self, other: "Result") -> bool:
        """Whether both speak of one day at least."""
        return self.date_from <= other.date_to and other.date_from <= self.date_to

    def covers(self, other: "Result") -> bool:
        """Whether the other is a part of this one: of less, in the same days."""
        if self.scope == other.scope or not self.meets(other):
            return False
        pairs = zip(self.scope, other.scope, strict=True)
        return all(mine is None or mine == theirs for mine, theirs in pairs)


def settled(results: Sequence[Result]) -> list[Result]:
    """Return those that are no part of another, so that each count is added once."""
    wholes = [one for one in results if None in one.scope]
    by_channel: defaultdict[int | None, list[Result]] = defaultdict(list)
    for one in wholes:
        by_channel[one.channel_id].append(one)
    return [
        one
        for one in results
        if not any(whole.covers(one) for whole in (*by_channel[one.channel_id], *by_channel[None]))
    ]


def by_channel(results: Sequence[Result]) -> dict[int, Figures]:
    """Return what each channel brought."""
    held: defaultdict[int, list[Result]] = defaultdict(list)
    for one in results:
        if one.channel_id is not None:
            held[one.channel_id].append(one)
    return {channel: total(one.figures for one in settled(found)) for channel, found in held.items()}


def by_placement(results: Iterable[Result]) -> dict[int, Figures]:
    """Return what each placement brought, as far as it was counted for itself."""
    held: defaultdict[int, list[Result]] = defaultdict(list)
    for one in results:
        if one.placement_id is not None:
            held[one.placement_id].append(one)
    return {placement: total(one.figures for one in settled(found)) for placement, found in held.items()}


def all_together(results: Sequence[Result]) -> Figures:
    """Return what the plan brought as a whole."""
    return total(one.figures for one in settled(results))


def doubled(results: Sequence[Result]) -> list[tuple[Result, Result]]:
    """Return pairs that speak of the same in days they share: probably one counted twice."""
    alike: Mapping[tuple[int | None, ...], list[Result]] = defaultdict(list)
    for one in results:
        alike[one.scope].append(one)
    found = []
    for group in alike.values():
        group.sort(key=lambda one: (one.date_from, one.id))
        found += [(a, b) for a, b in pairwise(group) if a.meets(b)]
    return found
