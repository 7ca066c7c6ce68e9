"""What a finding rests on: the rule in words with its thresholds, and the rows it looked at."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from b2bdesk.insight import chains
from b2bdesk.insight.facts import Piece, Placement, Plan
from b2bdesk.insight.fixes.base import Asked
from b2bdesk.insight.fixes.swaps import weighty
from b2bdesk.insight.index import Index, index, topics
from b2bdesk.insight.rule_words import COUNTED, numbers
from b2bdesk.insight.rules import Finding
from b2bdesk.insight.speech import Fact, plain, Render, say, Speak

MOST: Final = 60
"""Rows that are named; of the others only their number is told."""


@dataclass(frozen=True, slots=True)
class Ground:
    """One row a finding rests on: its kind, id, code and name, and where it stands."""

    kind: str
    id: int
    code: str
    name: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Grounds:
    """The rule in words, as a template over facts, and the rows; `more` is how many are not named."""

    template: str
    facts: Mapping[str, Fact]
    rows: tuple[Ground, ...]
    more: int = 0

    def say(self, render: Render = plain, speak: Speak = str) -> str:
        """Return what was counted, and where the limit lies."""
        return say(self.template, self.facts, render, speak)


def grounds(plan: Plan, finding: Finding, today: date) -> Grounds:
    """Return what a finding rests on."""
    facts = {**numbers(finding.rule, plan.thresholds), **finding.facts}
    found = list(ROWS[finding.rule](Asked(plan, finding, today))) if finding.rule in ROWS else own(plan, finding)
    return Grounds(COUNTED[finding.rule], facts, tuple(found[:MOST]), max(0, len(found) - MOST))


def placed(ix: Index, x: Placement) -> Ground:
    """Return a placement as a row."""
    piece = ix.piece[x.content_id]
    where = f"{ix.channel[x.channel_id].name} · {ix.stage[x.stage_id].name}"
    return Ground("placement", x.id, piece.code, piece.name, where)


def made(piece: Piece) -> Ground:
    """Return a piece as a row."""
    return Ground("piece", piece.id, piece.code, piece.name)


def own(plan: Plan, finding: Finding) -> list[Ground]:
    """Return the rows that a finding names itself."""
    ix, found = index(plan), []
    for kind, row_id in finding.ids.items():
        if kind in ("piece", "other"):
            found.append(made(ix.piece[row_id]))
        elif kind == "placement":
            found.append(placed(ix, ix.placement[row_id]))
        elif kind == "persona":
            found.append(Ground(kind, row_id, ix.persona[row_id].code, ix.persona[row_id].name))
        elif kind == "pool":
            found.append(Ground(kind, row_id, ix.pool[row_id].code, ix.pool[row_id].name))
        elif kind == "chain":
            chain = next(chain for chain in plan.chains if chain.id == row_id)
            found.append(Ground(kind, row_id, chain.code, chain.name))
    return found


def in_cell(asked: Asked) -> Iterable[Ground]:
    """Return the placements of a cell, of a channel or a persona."""
    ix, ids = asked.ix, asked.finding.ids
    for x in ix.counted:
        if x.stage_id == ids["stage"] and _here(ix, x, ids):
            yield placed(ix, x)


def _here(ix: Index, x: Placement, ids: Mapping[str, int]) -> bool:
    if "channel" in ids:
        return x.channel_id == ids["channel"]
    return ids["persona"] in ix.served(x)


def members(asked: Asked) -> Iterable[Ground]:
    """Return the people of a chain."""
    chain = next(chain for chain in asked.plan.chains if chain.id == asked.id("chain"))
    for person in chains.people(asked.ix, chain):
        kind, row_id = ("persona", person.persona_id) if person.persona_id else ("chain", chain.id)
        yield Ground(kind, row_id or chain.id, person.code, person.name, chain.name)


def on_topic(asked: Asked) -> Iterable[Ground]:
    """Return the pieces on a topic."""
    topic = asked.finding.codes[1]
    return (made(piece) for piece in asked.plan.pieces if not piece.archived and topic in topics(piece))


def into_pool(asked: Asked) -> Iterable[Ground]:
    """Return the placements that lead to a pool."""
    ix, pool = asked.ix, asked.id("pool")
    usual = {channel.id: channel.pool_id for channel in asked.plan.channels}
    return (placed(ix, x) for x in ix.counted if (x.pool_id or usual[x.channel_id]) == pool)


def weighing(asked: Asked) -> Iterable[Ground]:
    """Return the placements that weigh on a share, the dearest first."""
    return (placed(asked.ix, x) for x in weighty(asked))


def brand(asked: Asked) -> Iterable[Ground]:
    """Return the brand placements in their order."""
    first = date.max
    return (placed(asked.ix, x) for x in sorted(asked.ix.brand, key=lambda x: (x.start or first, x.code)))


ROWS: Final[Mapping[str, Callable[[Asked], Iterable[Ground]]]] = {
    "G02": in_cell,
    "G08": weighing,
    "G09": weighing,
    "G10": weighing,
    "G11": members,
    "G14": on_topic,
    "G19": into_pool,
    "G20": weighing,
    "G23": weighing,
    "G24": brand,
    "G25": weighing,
    "G27": members,
    "R01": in_cell,
}
