"""Fixes for pieces and topics: placed, fitted, reviewed, checked, merged (G05, G14, G16, G17, G24, R01, R02)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from b2bdesk.insight.dates import add_months
from b2bdesk.insight.facts import Channel, Piece, Stage
from b2bdesk.insight.fixes.base import Asked, Fix, opens, stands
from b2bdesk.insight.index import topics
from b2bdesk.insight.rules import Context
from b2bdesk.insight.rules.mix import brandless_runs
from b2bdesk.insight.speech import Fact, Label, Month
from b2bdesk.terms import FINISHED, Horizon, N_, PrefDim


def put_to_use(asked: Asked) -> Iterator[Fix]:
    """G05: in its best cell; or retired."""
    piece = asked.ix.piece[asked.id("piece")]
    cell = best_cell(asked, piece)
    if cell is not None:
        stage, channel = cell
        facts: dict[str, Fact] = {"stage": stage.name, "channel": channel.name}
        values = {"content": piece.id, "stage": stage.id, "channel": channel.id, "persona": None}
        yield Fix(N_("Place it in {channel} at {stage}"), facts, "place", values)
    yield Fix(N_("Retire “{piece}”"), {"piece": piece.name}, "retire", {"ids": [piece.id]})


def best_cell(asked: Asked, piece: Piece, again: bool = False) -> tuple[Stage, Channel] | None:
    """Return where a piece does most: at its stages, in channels that take it, where least stands."""
    ix = asked.ix
    stages = [stage for stage in ix.stages if stage.id in piece.stage_ids] or ix.stages
    cells = [
        (stage, channel)
        for stage in stages
        for channel in ix.channels
        if piece.form_class in channel.accepts and channel.fit.get(stage.id, 0) > 0
    ]
    free = [(s, c) for s, c in cells if again or not stands(ix, s.id, c.id, piece.id)]
    return min(
        free,
        key=lambda cell: (
            -cell[1].fit.get(cell[0].id, 0),
            ix.stage_channel.get((cell[0].id, cell[1].id), 0),
            cell[0].sort,
            cell[1].id,
        ),
        default=None,
    )


def answer_topic(asked: Asked) -> Iterator[Fix]:
    """G14: a finished piece on the topic is fitted to the persona; one on its way is opened; else an idea is noted."""
    persona, topic = asked.id("persona"), asked.finding.codes[1]
    on_topic = [p for p in asked.plan.pieces if not p.archived and topic in topics(p)]
    done = next((p for p in on_topic if p.status in FINISHED), None)
    if done is not None:
        facts: dict[str, Fact] = {"piece": done.name, "persona": asked.ix.persona[persona].name}
        yield Fix(N_("Fit “{piece}” to {persona}"), facts, "fit_piece", {"content": done.id, "persona": persona})
    started = next((p for p in on_topic if persona in p.personas and p.status not in FINISHED), None)
    if started is not None:
        yield opens(N_("Finish “{piece}”"), "content", {"piece": started.id}, {"piece": started.name})
        return
    forms = asked.ix.persona[persona].prefs.get(PrefDim.FORM, {})
    form = max(forms, key=lambda code: (forms[code], code), default="article")
    facts = {"form": Label("content_form", form), "topic": Label("topic", topic)}
    yield Fix(
        N_("Note an idea: {form} on {topic}"), facts, "note_idea", {"form": form, "topic": topic, "persona": persona}
    )


def review(asked: Asked) -> Iterator[Fix]:
    """G16: looked through today; or opened."""
    piece = asked.id("piece")
    yield Fix(N_("Mark as reviewed today"), {}, "reviewed", {"content": piece, "today": asked.today})
    yield opens(N_("Open the piece"), "content", {"piece": piece})


def help_check(asked: Asked) -> Iterator[Fix]:
    """G17: the help check is opened."""
    yield opens(N_("Open the help check"), "content", {"piece": asked.id("piece")})


def fill_months(asked: Asked) -> Iterator[Fix]:
    """G24: the most memorable brand piece runs through these months."""
    runs = brandless_runs(Context(asked.ix, asked.today))
    run = next((run for run in runs if f"{run[0]:%Y-%m}" == asked.finding.codes[0]), None)
    brand = [p for p in asked.plan.pieces if p.horizon == Horizon.BRAND and p.status in FINISHED and not p.archived]
    for piece in sorted(brand, key=lambda p: (-(p.memorability or 0), p.code)) if run else ():
        cell = best_cell(asked, piece, again=True)
        if run is not None and cell is not None:
            stage, channel = cell
            facts: dict[str, Fact] = {"piece": piece.name, "first": Month(run[0]), "last": Month(run[-1])}
            last = date.fromordinal(add_months(run[-1], 1).toordinal() - 1)
            values = {"content": piece.id, "stage": stage.id, "channel": channel.id, "first": run[0], "last": last}
            yield Fix(N_("Run “{piece}” from {first} to {last}"), facts, "run_through", values)
            return
    yield opens(N_("Open the content library"), "content", {})


def thin_out(asked: Asked) -> Iterator[Fix]:
    """R01: the cell is shown; or so much is wanted here."""
    ids = asked.finding.ids
    yield opens(N_("Show the cell"), "grid", ids)
    n = asked.finding.facts["n"]
    target = n + 1 if isinstance(n, int) else 0
    yield Fix(N_("Raise the target to {n}"), {"n": target}, "set_target", {**ids, "target": target})


def merge(asked: Asked) -> Iterator[Fix]:
    """R02: the other is merged into the one that is kept, or retired."""
    kept, other = asked.ix.piece[asked.id("piece")], asked.ix.piece[asked.id("other")]
    names: dict[str, Fact] = {"kept": kept.code, "other": other.code}
    yield Fix(N_("Merge {other} into {kept}"), names, "merge", {"kept": kept.id, "other": other.id})
    yield Fix(N_("Merge {kept} into {other}"), names, "merge", {"kept": other.id, "other": kept.id})
    yield Fix(N_("Retire “{piece}”"), {"piece": other.name}, "retire", {"ids": [other.id]})


FIXES: Final[Mapping[str, Callable[[Asked], Iterator[Fix]]]] = {
    "G05": put_to_use,
    "G14": answer_topic,
    "G16": review,
    "G17": help_check,
    "G24": fill_months,
    "R01": thin_out,
    "R02": merge,
}
