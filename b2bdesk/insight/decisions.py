"""What people have decided about findings: which of them are open, put off, or need nothing.

A finding is known by its rule and by what it is about: rows, and words where a rule tells several cases of one row
apart (a topic, a role, a phase).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from b2bdesk.insight.coverage import CellState, stage_channel, stage_persona
from b2bdesk.insight.facts import Plan
from b2bdesk.insight.index import index
from b2bdesk.insight.rules import Context, Finding, RULES
from b2bdesk.insight.rules.cells import channel_cell, persona_cell
from b2bdesk.terms import FindingVerdict

TABLES: Final = {
    "piece": "content_piece",
    "other": "content_piece",
    "chain": "decision_chain",
    "pool": "landing_pool",
}
"""The tables of the kinds of objects that bear another name."""
WORD: Final = "is"

Part = tuple[str, int | str]
"""A row as (table, id), or a word as ("is", word)."""
About = frozenset[Part]
Key = tuple[str, About]


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about a finding, why, and until when; `made` is the day of the decision.

    `note` is the id of the row that says so, None where a cell of the map says it.
    """

    rule: str
    about: About
    verdict: str
    reason: str = ""
    until: date | None = None
    made: date | None = None
    note: int | None = None

    def holds(self, today: date) -> bool:
        """Tell whether the finding stays away on a day: what was put off comes back on its day."""
        return self.verdict == FindingVerdict.NOT_NEEDED or self.until is None or today < self.until


@dataclass(frozen=True, slots=True)
class Sifted:
    """The findings that are open, and those that somebody has decided on."""

    open: list[Finding]
    decided: list[tuple[Finding, Decision]]


def table_of(kind: str) -> str:
    """Return the table of a kind of object."""
    return TABLES.get(kind, kind)


def about(finding: Finding, plan: Plan) -> About:
    """Return what a finding is about."""
    rows: set[Part] = {(table_of(kind), row_id) for kind, row_id in finding.ids.items()}
    known = row_codes(plan, finding.ids)
    return frozenset(rows | {(WORD, code) for code in finding.codes if code not in known})


def row_codes(plan: Plan, ids: Mapping[str, int]) -> set[str]:
    """Return the codes of rows by their kinds and ids."""
    ix = index(plan)
    kinds: Mapping[str, Mapping[int, object]] = {
        "stage": ix.stage,
        "channel": ix.channel,
        "persona": ix.persona,
        "piece": ix.piece,
        "other": ix.piece,
        "placement": ix.placement,
        "pool": ix.pool,
    }
    found = (kinds[kind].get(row_id) for kind, row_id in ids.items() if kind in kinds)
    codes = {str(getattr(row, "code", "")) for row in found if row is not None}
    if "chain" in ids:
        codes |= {chain.code for chain in plan.chains if chain.id == ids["chain"]}
    return codes


def key(finding: Finding, plan: Plan) -> Key:
    """Return what a finding is known by."""
    return finding.rule, about(finding, plan)


def sift(plan: Plan, found: Sequence[Finding], decisions: Sequence[Decision], today: date) -> Sifted:
    """Part gaps into open and decided ones; cells that need nothing are decided too."""
    sifted = part(plan, found, decisions, today)
    sifted.decided.extend(unneeded_cells(plan, decisions, today))
    return sifted


def part(plan: Plan, found: Iterable[Finding], decisions: Iterable[Decision], today: date) -> Sifted:
    """Part findings into open ones and those with a decision that holds on a day."""
    by_rule: defaultdict[str, dict[About, Decision]] = defaultdict(dict)
    for decision in decisions:
        if decision.holds(today):
            by_rule[decision.rule][decision.about] = decision
    if not by_rule:
        return Sifted(list(found), [])
    sifted = Sifted([], [])
    for finding in found:
        noted = by_rule.get(finding.rule)
        made = noted.get(about(finding, plan)) if noted else None
        if made is None:
            sifted.open.append(finding)
        else:
            sifted.decided.append((finding, made))
    return sifted


def unneeded_cells(plan: Plan, decisions: Sequence[Decision], today: date) -> list[tuple[Finding, Decision]]:
    """Return what would be found in cells that somebody has marked as not needed."""
    if not any(cell.not_needed for cell in plan.cells):
        return []
    context, found = Context(index(plan), today), []
    for cell in stage_persona(plan).cells:
        if cell.not_needed and cell.n < 2:
            found.append((told(context, "G02" if cell.n else "G01", cell), cell))
    fits, wanted = index(plan).channel, plan.thresholds.recommended_fit
    for cell in stage_channel(plan).cells:
        if cell.not_needed and cell.n == 0 and fits[cell.other_id].fit.get(cell.stage_id, 0) >= wanted:
            found.append((told(context, "G03", cell), cell))
    known = {(decision.rule, decision.about): decision for decision in decisions if decision.note is None}
    plain = ((f, Decision(f.rule, about(f, plan), FindingVerdict.NOT_NEEDED, cell.reason)) for f, cell in found)
    return [(f, known.get((f.rule, decision.about), decision)) for f, decision in plain]


def told(context: Context, code: str, cell: CellState) -> Finding:
    """Return what a rule about cells says of one of them."""
    rule = next(rule for rule in RULES if rule.code == code)
    return rule.finding((channel_cell if code == "G03" else persona_cell)(context, cell))
