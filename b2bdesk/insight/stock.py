"""The pieces of a plan as they are ranked for a stage and a persona (D12), whatever the channel.

What of a score hangs on the stage alone is worked out once a stage, and pieces that score alike for everybody whom
they are not made for lie in one pile, so that
a cell of a plan with 10,000 pieces looks at a few of them.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from heapq import heapify, heappop, heappush
from math import prod
from typing import Final

from b2bdesk.insight.facts import Channel, Persona, Piece, Plan, Stage
from b2bdesk.insight.index import Index, index, topics
from b2bdesk.insight.suggest import appeal_fit, free, Gap, gap_of, limits_of, neighbours, rate, stage_fit, Suggestion
from b2bdesk.terms import FormClass, PrefDim

ANYWHERE: Final = Channel(0, "", "", accepts=frozenset(FormClass) | {""})
NOBODY: Final = Persona(0, "", "")
Entry = tuple[float, str, int, Piece]
"""A piece that waits for its turn: the less its first parts, the sooner."""


@dataclass(frozen=True, slots=True)
class Pile:
    """Pieces that are alike but for whom they fit: points by stage and appeal, the factors, topics and form.

    `most` is what none of them can pass for anybody whom they are not made for.
    """

    base: float
    ready: float
    topics: tuple[str, ...]
    form: str
    most: float
    pieces: tuple[Piece, ...]


def stock(plan: Plan, today: date) -> "Stock":
    """Return the stock of a plan, the same one each time."""
    key = f"stock {today}"
    if key not in plan.memo:
        plan.memo[key] = Stock(index(plan), today)
    found: Stock = plan.memo[key]
    return found


def best(plan: Plan, stage_id: int, channel_id: int, persona_id: int, today: date, most: int) -> tuple[Suggestion, ...]:
    """Return the first suggestions for a gap, those of `suggest`, without rating what comes after them."""
    ix, found = index(plan), list[Suggestion]()
    gap = gap_of(ix, stage_id, channel_id, persona_id)
    for _, piece in stock(plan, today).ranked(gap.stage, gap.persona):
        if len(found) == most:
            break
        if piece.form_class in gap.channel.accepts:
            rated = rate(ix, gap, piece, today)
            found += [rated] if rated.score > 0 else []
    return tuple(found)


class Stock:
    """Ranks pieces; a piece in no pile, being retired or put away, is never ranked."""

    def __init__(self, ix: Index, today: date) -> None:
        self._ix, self._today = ix, today
        self._weight = {name: 100 * weight for name, weight in ix.plan.thresholds.part_weight.items()}
        self._piles: dict[int, list[Pile]] = {}
        self._pile_of: dict[int, dict[int, Pile]] = {}
        self._made_for: defaultdict[int, list[Piece]] = defaultdict(list)
        for piece in ix.plan.pieces:
            for persona in piece.personas:
                self._made_for[persona].append(piece)

    def ranked(self, stage: Stage, persona: Persona) -> Iterator[tuple[float, Piece]]:
        """Yield scores and pieces, the best first, ties by code; forms and what stands already are not looked at.

        Piles come by what they can give at most: what waits and is better than that of the next goes out before it.
        """
        piles, taste = self._of(stage), Taste(persona, self._weight)
        waiting = self._own(stage, persona, taste)
        heapify(waiting)
        apart = {entry[2] for entry in waiting}
        for pile in piles:
            while waiting and -waiting[0][0] > pile.most:
                yield _out(heappop(waiting))
            score = round((pile.base + taste.points(pile)) * pile.ready, 4)
            for piece in pile.pieces:
                if piece.id not in apart:
                    heappush(waiting, (-score, piece.code, piece.id, piece))
        while waiting:
            yield _out(heappop(waiting))

    def _own(self, stage: Stage, persona: Persona, taste: "Taste") -> list[Entry]:
        """Return the pieces that are made for a persona, with their scores."""
        pile_of, fit, found = self._pile_of[stage.id], self._weight["persona"] / 3, list[Entry]()
        for piece in self._made_for[persona.id]:
            if pile := pile_of.get(piece.id):
                points = pile.base + taste.points(pile) + fit * piece.personas[persona.id]
                found.append((-round(points * pile.ready, 4), piece.code, piece.id, piece))
        return found

    def _of(self, stage: Stage) -> list[Pile]:
        """Return the piles of a stage, those first that can give most."""
        if stage.id not in self._piles:
            gap = Gap(stage, ANYWHERE, NOBODY, neighbours(self._ix, stage.id), {})
            alike: defaultdict[tuple[float, float, tuple[str, ...], str], list[Piece]] = defaultdict(list)
            for piece in self._ix.plan.pieces:
                ready = prod(limits_of(gap, piece, self._today, self._ix.plan.thresholds).values())
                if ready > 0 and not piece.archived:
                    alike[self._base(gap, piece), ready, topics(piece), piece.form].append(piece)
            over = self._weight["topic"] + self._weight["form"]
            piles = [Pile(*key, round((key[0] + over) * key[1], 4), tuple(pieces)) for key, pieces in alike.items()]
            self._piles[stage.id] = sorted(piles, key=lambda pile: -pile.most)
            self._pile_of[stage.id] = {piece.id: pile for pile in piles for piece in pile.pieces}
        return self._piles[stage.id]

    def _base(self, gap: Gap, piece: Piece) -> float:
        tone = self._weight["appeal"] * appeal_fit(gap.stage, piece.appeal)
        return self._weight["stage"] * stage_fit(gap, piece) + tone


def fitting(plan: Plan, stage_id: int, channel_id: int, persona_id: int, today: date) -> frozenset[int]:
    """Return the pieces that score enough for a gap not to call for a new one (D12)."""
    ix, found, limit = index(plan), set[int](), plan.thresholds.new_piece_below
    gap = gap_of(ix, stage_id, channel_id, persona_id)
    for score, piece in stock(plan, today).ranked(gap.stage, gap.persona):
        if score < limit:
            break
        if piece.form_class in gap.channel.accepts and free(ix, gap, gap.standing.get(piece.id, [])):
            found.add(piece.id)
    return frozenset(found)


class Taste:
    """What a persona gives for topics and forms, in points."""

    def __init__(self, persona: Persona, weight: Mapping[str, float]) -> None:
        self._wants, likes = persona.prefs.get(PrefDim.TOPIC, {}), persona.prefs.get(PrefDim.FORM, {})
        self._topic, self._plain = weight["topic"], 0.5 * weight["form"]
        self._forms = {form: weight["form"] * (0.5 + 0.5 * strength / 3) for form, strength in likes.items()}
        self._topics: dict[tuple[str, ...], float] = {}

    def points(self, pile: Pile) -> float:
        """Return the points of a pile's topics and form."""
        found = self._topics.get(pile.topics)
        if found is None:
            best = max(self._wants.get(topic, 0) for topic in pile.topics) / 3 if self._wants else 0.5
            found = self._topics[pile.topics] = self._topic * best
        return found + self._forms.get(pile.form, self._plain)


def _out(entry: Entry) -> tuple[float, Piece]:
    return -entry[0], entry[3]
