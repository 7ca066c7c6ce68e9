"""What there is too much of: crowded cells (R01), and pieces that overlap (R02). Never mixed with the gaps G01-G27.

Two pieces overlap if they have form and topic in common, a stage, and a persona; how alike their titles are only
orders them. Each piece is told of once, with the piece most like it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Final

from b2bdesk.insight.coverage import CellState, Coverage, stage_channel, stage_persona
from b2bdesk.insight.facts import Piece, Plan
from b2bdesk.insight.importance import use_weight
from b2bdesk.insight.index import index
from b2bdesk.insight.rows import growing
from b2bdesk.insight.rules import Context, Finding, Rule
from b2bdesk.insight.rules.base import Hit
from b2bdesk.insight.rules.content import alive
from b2bdesk.insight.speech import Fact, Label
from b2bdesk.terms import Level, N_, Severity

CROWDED, OVERLAP = "R01", "R02"
WIDEST: Final = 400
"""Pieces of one form and topic that are compared with each other; beyond that a library needs other topics."""

IN_CHANNEL: Final = N_("{channel} is crowded at {stage}: {n} placements where {target} are plenty.")


def crowded_cells(context: Context) -> Iterator[Hit]:
    """R01: cells with more than enough in them."""
    yield from crowded(context, stage_persona(context.plan), "persona")
    yield from crowded(context, stage_channel(context.plan), "channel")


def crowded(context: Context, found: Coverage, other: str) -> Iterator[Hit]:
    """Yield the crowded cells of a map."""
    ix = context.ix
    rows: Mapping[int, object] = ix.persona if other == "persona" else ix.channel
    for cell in found.cells:
        if cell.level is Level.CROWDED and not cell.not_needed:
            yield crowd(ix.stage[cell.stage_id], rows[cell.other_id], other, cell)


def crowd(stage: object, row: object, other: str, cell: CellState) -> Hit:
    """Return a crowded cell as a hit, which matters by how far it is over."""
    facts: dict[str, Fact] = {
        "stage": getattr(stage, "name", ""),
        other: getattr(row, "name", ""),
        "n": cell.n,
        "target": cell.target,
    }
    over = 1 + 4 * (cell.n - cell.target) / max(cell.target, 1)
    return Hit(
        (getattr(stage, "code", ""), getattr(row, "code", "")),
        {"stage": cell.stage_id, other: cell.other_id},
        facts,
        round(min(9.0, over), 4),
        IN_CHANNEL if other == "channel" else None,
    )


def overlapping(context: Context) -> Iterator[Hit]:
    """R02: pieces with form, topic, a stage and a persona in common."""
    shelves: defaultdict[tuple[str, str], list[Piece]] = defaultdict(list)
    for piece in context.plan.pieces:
        if alive(piece) and piece.stage_ids and piece.personas:
            shelves[piece.form, piece.topic].append(piece)
    for shelf in shelves.values():
        for (one, two), likeness in sorted(pairs(shelf[:WIDEST]).items()):
            yield overlap(context, context.ix.piece[one], context.ix.piece[two], likeness)


def pairs(shelf: list[Piece]) -> dict[tuple[int, int], float]:
    """Return each piece with the one most like it, and how alike their titles are, 0-1."""
    found: dict[tuple[int, int], float] = {}
    words = {piece.id: letters(piece.name) for piece in shelf}
    people = {piece.id: frozenset(piece.personas) for piece in shelf}
    stages = {piece.id: frozenset(piece.stage_ids) for piece in shelf}
    for piece in shelf:
        near = [
            (likeness(words[piece.id], words[other.id]), -other.id)
            for other in shelf
            if other is not piece and people[piece.id] & people[other.id] and stages[piece.id] & stages[other.id]
        ]
        if near:
            like, other_id = max(near)
            found[min(piece.id, -other_id), max(piece.id, -other_id)] = like
    return found


def overlap(context: Context, one: Piece, two: Piece, likeness: float) -> Hit:
    """Return two pieces as a hit; the first is the one to be kept."""
    kept, other = sorted((one, two), key=lambda piece: worth(context, piece), reverse=True)
    facts: dict[str, Fact] = {
        "piece": kept.name,
        "other": other.name,
        "form": Label("content_form", kept.form),
        "topic": Label("topic", kept.topic),
    }
    weight = 1 + 4 * likeness + 0.2 * use_weight(context.ix, other.id)
    return Hit((kept.code, other.code), {"piece": kept.id, "other": other.id}, facts, round(weight, 4))


def worth(context: Context, piece: Piece) -> tuple[float, int, date, int]:
    """Return what speaks for keeping a piece: how finished, how much used, how fresh, how long it is there."""
    done = context.plan.thresholds.readiness.get(piece.status, 0.0)
    return done, context.ix.of_piece.get(piece.id, 0), piece.reviewed or date.min, -piece.id


@lru_cache(20_000)
def letters(title: str) -> frozenset[str]:
    """Return the pairs of letters of a title, which compare titles in any language."""
    plain = re.sub(r"\W+", "", title.casefold())
    return frozenset(plain[i : i + 2] for i in range(max(1, len(plain) - 1)))


def likeness(one: frozenset[str], two: frozenset[str]) -> float:
    """Return the share of letter pairs that two titles have in common, 0-1."""
    both = len(one & two)
    return both / (len(one) + len(two) - both) if both else 0.0


RULES: Final = (
    Rule(
        CROWDED,
        Severity.INFO,
        "cell",
        "grid",
        N_("{persona} meets {n} placements at {stage}, where {target} are plenty."),
        N_("What is more than enough here is missing elsewhere. Move or drop some, or raise the target of the cell."),
        crowded_cells,
    ),
    Rule(
        OVERLAP,
        Severity.INFO,
        "piece",
        "content",
        N_("“{piece}” and “{other}” do the same: {form} on {topic}, for the same people at the same stage."),
        N_("Two pieces that say the same cost twice and are kept up to date twice. Merge them, or retire one."),
        overlapping,
    ),
)


def overlaps(plan: Plan, today: date) -> list[Finding]:
    """Return what there is too much of, the most important first."""
    context = Context(index(plan), today)
    with growing():
        found: Iterable[Finding] = (finding for rule in RULES for finding in rule.findings(context))
        return sorted(found, key=lambda f: (-f.importance, f.rule, f.codes))
