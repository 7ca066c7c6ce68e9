"""What the command line and reports say about a plan, as plain dicts and lists; codes instead of ids, shares unrounded.

A share is a float 0-1, a score a float 0-100, money a number in the plan's currency; None is "n/a". Sentences are
said by `render` and `speak` (see `speech`), by default in English with bare codes.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol

from b2bdesk.insight import chains, completeness, confidence, coverage
from b2bdesk.insight.balance import balance, brand_target
from b2bdesk.insight.decisions import Decision, part, sift
from b2bdesk.insight.facts import Plan
from b2bdesk.insight.fame import fame
from b2bdesk.insight.help import budget, capability_match, loads
from b2bdesk.insight.index import index
from b2bdesk.insight.readiness import readiness
from b2bdesk.insight.redundancy import overlaps
from b2bdesk.insight.rules import find, Finding
from b2bdesk.insight.speech import plain, Render, say, Speak
from b2bdesk.insight.suggest import NewPiece, suggest, Suggestion


class Coded(Protocol):
    """Any row with key and code."""

    @property
    def id(self) -> int: ...
    @property
    def code(self) -> str: ...


def coverage_report(plan: Plan) -> dict[str, Any]:
    """Return n by cell, levels, and the counts of D1."""
    ix = index(plan)
    people, places = coverage.stage_persona(plan), coverage.stage_channel(plan)
    return {
        "stage_persona": {cell_code(c, ix.stage, ix.persona): c.n for c in people.cells},
        "stage_channel": {cell_code(c, ix.stage, ix.channel): c.n for c in places.cells},
        "counts": {
            "placements": sum(not x.archived for x in plan.placements),
            "counted": len(ix.counted),
            "cost": number(ix.cost),
            "coverage_stage_persona": share(people.share),
            "depth": share(people.depth),
            "coverage_stage_channel": share(places.share),
        },
        "levels": {
            "stage_persona": {cell_code(c, ix.stage, ix.persona): c.level.value for c in people.cells},
            "stage_channel": {cell_code(c, ix.stage, ix.channel): c.level.value for c in places.cells},
        },
        "by_status": {status.value: n for status, n in coverage.by_status(plan).items()},
        "by_stage": {ix.stage[stage].code: n for stage, n in coverage.by_stage(plan).items()},
        "phases": {phase.value: n for phase, n in coverage.by_phase(plan).items()},
        "cost_by_channel": {c.code: number(ix.channel_cost[c.id]) for c in ix.channels if ix.channel_cost.get(c.id)},
        "cost_advertising": number(coverage.advertising_cost(plan)),
    }


def cell_code(cell: coverage.CellState, stages: Mapping[int, Coded], others: Mapping[int, Coded]) -> str:
    """Return "S1|P1"."""
    return f"{stages[cell.stage_id].code}|{others[cell.other_id].code}"


def gaps_report(
    plan: Plan, today: date, render: Render = plain, speak: Speak = str, decisions: Sequence[Decision] = ()
) -> list[dict[str, Any]]:
    """Return the open findings of D2, the gravest and most important first."""
    return [finding_row(finding, render, speak) for finding in sift(plan, find(plan, today), decisions, today).open]


def decided_report(
    plan: Plan, today: date, render: Render = plain, speak: Speak = str, decisions: Sequence[Decision] = ()
) -> list[dict[str, Any]]:
    """Return the findings that somebody has decided on, each with the decision."""
    return [
        {**finding_row(finding, render, speak), "decision": decision_row(decision)}
        for finding, decision in sift(plan, find(plan, today), decisions, today).decided
    ]


def decision_row(decision: Decision) -> dict[str, Any]:
    """Return what was decided, why, and until when."""
    return {
        "verdict": decision.verdict,
        "reason": decision.reason,
        "until": decision.until.isoformat() if decision.until else None,
    }


def overlaps_report(
    plan: Plan, today: date, render: Render = plain, speak: Speak = str, decisions: Sequence[Decision] = ()
) -> list[dict[str, Any]]:
    """Return what there is too much of, and nobody has decided to keep: crowded cells, and pieces that overlap."""
    return [finding_row(finding, render, speak) for finding in part(plan, overlaps(plan, today), decisions, today).open]


def finding_row(finding: Finding, render: Render, speak: Speak) -> dict[str, Any]:
    """Return one finding with its sentences said."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "object": {"kind": finding.kind, "codes": list(finding.codes)},
        "sentence": finding.say(render, speak),
        "why": finding.say_why(render, speak),
        "importance": finding.importance,
        "jump": finding.jump,
    }


def balance_report(plan: Plan) -> dict[str, Any]:
    """Return the shares of D3 and the brand target."""
    found, stage = balance(plan), index(plan).stage
    return {
        "brand_count": share(found.brand_count),
        "brand_cost": share(found.brand_cost),
        "new_count": share(found.new_count),
        "new_cost": share(found.new_cost),
        "emotional_count": {stage[s].code: share(value) for s, value in found.emotional_count.items()},
        "breadth_cost": {width.value: share(value) for width, value in found.breadth_cost.items()},
        "brand_target": brand_target(plan),
    }


def personas_report(plan: Plan, today: date, render: Render = plain) -> dict[str, Any]:
    """Return completeness, usability, missing fields and confidence of each active persona (D5)."""
    persona, sure = index(plan).persona, confidence.of_personas(plan, today)
    return {
        persona[key].code: {
            "score": float(state.score),
            "usable": state.usable,
            "groups": {group.group.value: group.filled for group in state.groups},
            "missing": [render(words, {}) for words in state.missing],
            "confidence": sure[key].value,
            "assumption": sure[key].assumption,
        }
        for key, state in completeness.of_plan(plan).items()
    }


def chains_report(plan: Plan) -> dict[str, Any]:
    """Return cover, missing roles, support and placements by person of each active chain (D7)."""
    found = chains.of_plan(plan)
    return {chain.code: chain_row(found[chain.id]) for chain in plan.chains if chain.id in found}


def chain_row(cover: chains.Cover) -> dict[str, Any]:
    """Return one chain."""
    return {
        "coverage": share(cover.cover),
        "missing": [role.value for role in cover.missing],
        "support": share(cover.support),
        "detail": {person.code: person.n for person in cover.people},
        "advised": [role.value for role in cover.advised],
        "without_content": [role.value for role in cover.silent],
    }


def fame_report(plan: Plan) -> dict[str, Any]:
    """Return the three parts of D16 and the score."""
    found = fame(plan)
    return {
        "consistency": share(found.consistency),
        "continuity": share(found.continuity),
        "memorability": share(found.memorability),
        "score": share(found.score),
    }


def readiness_report(plan: Plan, today: date, render: Render = plain, speak: Speak = str) -> dict[str, Any]:
    """Return the steps of a plan with their state, how many are done, and the one to take next."""
    found = readiness(plan, today)
    step = found.next
    return {
        "done": found.done,
        "steps": {
            one.key: {
                "state": one.state.value,
                "sentence": say(one.sentence, one.facts, render, speak),
                "room": one.room,
            }
            for one in found.steps
        },
        "next": None if step is None else {"step": step.key, "todo": render(step.todo, {}), "room": step.room},
    }


def resources_report(plan: Plan, today: date) -> dict[str, Any]:
    """Return budget, cost, and the load of each capability (D15)."""
    rows, money = loads(plan, today), budget(plan)
    return {
        "budget": None if money is None else number(money),
        "cost": number(index(plan).cost),
        "loads": {
            x.capability: {"hours": number(x.hours), "available": number(x.available), "share": share(x.share)}
            for x in rows
        },
        "capability_match": share(capability_match(rows, plan.thresholds.strong_capability)),
    }


def suggest_report(
    plan: Plan,
    stage: str,
    channel: str,
    persona: str,
    *,
    today: date,
    limit: int | None = None,
    render: Render = plain,
    speak: Speak = str,
) -> list[dict[str, Any]]:
    """Return the pieces for a gap given by codes, the best first (D12); KeyError if a code is unknown."""
    gap = (keys(plan.stages)[stage], keys(plan.channels)[channel], keys(plan.personas)[persona])
    found = suggest(plan, *gap, today).suggestions
    return [suggestion_row(plan, s, render, speak) for s in found[:limit]]


def suggestion_row(plan: Plan, found: Suggestion, render: Render, speak: Speak) -> dict[str, Any]:
    """Return one suggestion; `add_to` names the placement that would take the persona in."""
    extended = None if found.extend is None else index(plan).placement[found.extend].code
    return {
        "code": found.code,
        "score": round(found.score, 2),
        "parts": {name: round(value, 2) for name, value in found.parts.items()},
        "factors": dict(found.factors),
        "reasons": [reason.say(render, speak) for reason in found.reasons],
        "add_to": extended,
    }


def new_piece_row(piece: NewPiece) -> dict[str, Any]:
    """Return the proposal for a new piece."""
    return {"form": piece.form, "topic": piece.topic, "appeal": piece.appeal.value}


def keys(rows: Iterable[Coded]) -> dict[str, int]:
    """Return the keys of rows by their codes."""
    return {row.code: row.id for row in rows}


def share(value: Fraction | None) -> float | None:
    """Return an exact share as a float, unrounded."""
    return None if value is None else float(value)


def number(amount: Decimal) -> int | float:
    """Return an amount as a whole number where it is one."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)
