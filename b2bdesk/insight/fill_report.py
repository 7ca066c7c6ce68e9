"""Filling the plan as plain dicts: what is open, what is proposed, what that would do; codes instead of ids."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from b2bdesk.insight.coverage import Coverage
from b2bdesk.insight.facts import Plan
from b2bdesk.insight.fill_plan import Axis, Effect, effect, explain, fill_plan, Filling, Open, Proposal
from b2bdesk.insight.index import index
from b2bdesk.insight.speech import plain, Render, Speak


def fill_report(
    plan: Plan, today: date, *, thin: bool = False, render: Render = plain, speak: Speak = str
) -> dict[str, Any]:
    """Return the proposals for all open cells, what cannot be filled, and what those with a good score would do."""
    found = fill_plan(plan, today, thin=thin)
    good = ticked(plan, found)
    return {
        "open": len(found.open),
        "proposals": [proposal_row(plan, p, today, p in good, render, speak) for p in found.proposals],
        "unfilled": [cell_row(plan, cell) for cell in found.unfilled],
        "effect": effect_row(effect(plan, found, good)),
    }


def ticked(plan: Plan, found: Filling) -> list[Proposal]:
    """Return the proposals that are taken unless somebody says otherwise: pieces that score enough."""
    return [p for p in found.proposals if p.content_id is not None and p.score >= plan.thresholds.new_piece_below]


def proposal_row(
    plan: Plan, proposal: Proposal, today: date, good: bool, render: Render = plain, speak: Speak = str
) -> dict[str, Any]:
    """Return one proposal; `add_to` names the placement that would take the persona in."""
    ix, why = index(plan), explain(plan, proposal, today)
    idea, nearest = proposal.new_piece, proposal.nearest
    return {
        "do": proposal.kind.value,
        "ticked": good,
        "stage": ix.stage[proposal.stage_id].code,
        "channel": ix.channel[proposal.channel_id].code,
        "persona": ix.persona[proposal.persona_id].code,
        "code": ix.piece[proposal.content_id].code if proposal.content_id else None,
        "score": round(proposal.score, 2) if proposal.content_id else None,
        "parts": {name: round(value, 2) for name, value in why.parts.items()} if why else {},
        "factors": dict(why.factors) if why else {},
        "reasons": [reason.say(render, speak) for reason in why.reasons] if why else [],
        "add_to": ix.placement[proposal.joins].code if proposal.joins else None,
        "make": {"form": idea.form, "topic": idea.topic, "appeal": idea.appeal.value} if idea else None,
        "nearest": {"code": ix.piece[nearest[0]].code, "score": round(nearest[1], 2)} if nearest else None,
        "cell": cell_row(plan, proposal.cell),
        "fills": [cell_row(plan, cell) for cell in proposal.fills],
    }


def cell_row(plan: Plan, cell: Open) -> dict[str, Any]:
    """Return an open cell."""
    ix = index(plan)
    other = ix.persona[cell.other_id].code if cell.axis is Axis.PERSONA else ix.channel[cell.other_id].code
    stage = ix.stage[cell.stage_id].code
    return {"axis": cell.axis.value, "codes": [stage, other], "n": cell.n, "importance": cell.importance}


def effect_row(found: Effect) -> dict[str, Any]:
    """Return what proposals would do; shares 0-1, before and after."""
    return {
        "placed": found.placed,
        "joined": found.joined,
        "ideas": found.ideas,
        "filled": found.filled,
        "open": found.open,
        "coverage_stage_persona": shares(found.people),
        "depth": [None if c.depth is None else float(c.depth) for c in found.people],
        "coverage_stage_channel": shares(found.places),
    }


def shares(covers: Iterable[Coverage]) -> list[float | None]:
    """Return the shares of coverages, unrounded."""
    return [None if cover.share is None else float(cover.share) for cover in covers]
