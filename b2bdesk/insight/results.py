"""Which results add up: those of a whole do not count a second time as those of its parts.

A result speaks of a channel as a whole, or of one placement in it; of all segments, or of one. Where one that speaks of
more covers the same days, one that speaks of a part of it is not added again.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise, product
from typing import Any, Protocol, TypeVar

from b2bdesk.insight.money import Figures, NAMES, total

Scope = tuple[int | None, int | None, int | None]
"""Of what a result speaks: channel, placement, segment; None is all."""


class Spoken(Protocol):
    """Anything that speaks of something on some days; days are compared alone."""

    @property
    def date_from(self) -> Any: ...
    @property
    def date_to(self) -> Any: ...
    @property
    def scope(self) -> Scope: ...


T = TypeVar("T", bound=Spoken)


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
    def scope(self) -> Scope:
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


class Spans:
    """The days of which results of one scope speak."""

    def __init__(self, results: Iterable[Spoken]) -> None:
        ordered = sorted(results, key=lambda one: one.date_from)
        self._starts = [one.date_from for one in ordered]
        self._latest = list(accumulate((one.date_to for one in ordered), max))

    def meet(self, first: Any, last: Any) -> bool:
        """Tell whether any of them lies in some days."""
        at = bisect_right(self._starts, last)
        return at > 0 and self._latest[at - 1] >= first


def settled(results: Sequence[T]) -> list[T]:
    """Return those that are no part of another, so that each count is added once."""
    alike: defaultdict[Scope, list[Spoken]] = defaultdict(list)
    for one in results:
        if None in one.scope:
            alike[one.scope].append(one)
    spans = {scope: Spans(found) for scope, found in alike.items()}
    return [
        one
        for one in results
        if not any(scope in spans and spans[scope].meet(one.date_from, one.date_to) for scope in wider(one.scope))
    ]


def wider(scope: Scope) -> Iterator[Scope]:
    """Yield the scopes of which this one is a part: with less said in one place or more."""
    channel, placement, segment = scope
    for other in product({channel, None}, {placement, None}, {segment, None}):
        if other != scope:
            yield other


def added(results: Sequence[Result]) -> Figures:
    """Add results up, each count once; where a whole leaves a number open, its parts tell it."""
    kept = settled(results)
    if len(kept) == len(results):
        return total(one.figures for one in kept)
    known = {name: [one for one in results if getattr(one.figures, name) is not None] for name in NAMES}
    sums = {name: total(one.figures for one in settled(found)) for name, found in known.items()}
    return Figures(**{name: getattr(found, name) for name, found in sums.items()})


def by_channel(results: Iterable[Result]) -> dict[int, Figures]:
    """Return what each channel brought."""
    held: defaultdict[int, list[Result]] = defaultdict(list)
    for one in results:
        if one.channel_id is not None:
            held[one.channel_id].append(one)
    return {channel: added(found) for channel, found in held.items()}


def by_placement(results: Iterable[Result]) -> dict[int, Figures]:
    """Return what each placement brought, as far as it was counted for itself."""
    held: defaultdict[int, list[Result]] = defaultdict(list)
    for one in results:
        if one.placement_id is not None:
            held[one.placement_id].append(one)
    return {placement: added(found) for placement, found in held.items()}


def doubled(results: Sequence[Result]) -> list[tuple[Result, Result]]:
    """Return pairs that speak of the same in days they share: probably one counted twice."""
    alike: defaultdict[Scope, list[Result]] = defaultdict(list)
    for one in results:
        alike[one.scope].append(one)
    found = []
    for group in alike.values():
        group.sort(key=lambda one: (one.date_from, one.id))
        found += [(a, b) for a, b in pairwise(group) if a.meets(b)]
    return found
