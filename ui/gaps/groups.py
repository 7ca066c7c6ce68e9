"""How the list of findings is ordered: under which headings, and in which order these stand."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Final

from b2bdesk.i18n import tr
from b2bdesk.insight.findings_diff import Gone
from b2bdesk.insight.index import Index, index
from b2bdesk.insight.rule_words import TITLES
from b2bdesk.insight.rules import Finding
from b2bdesk.terms import N_, Severity
from ui.summary import Said, Summary

GROUPINGS: Final = {
    "importance": N_("Importance"),
    "rule": N_("Rule"),
    "persona": N_("Persona"),
    "stage": N_("Stage"),
    "channel": N_("Channel"),
}
HEADS: Final = {Severity.ERROR: N_("Errors"), Severity.WARN: N_("Warnings"), Severity.INFO: N_("Hints")}
ORDER: Final = {severity: order for order, severity in enumerate(Severity)}
LAST: Final = 10**9


@dataclass(frozen=True, slots=True)
class Head:
    """A heading: what it stands for, its words, and how many findings are below it."""

    key: object
    text: str
    count: int


Row = Head | Said | Gone
Place = tuple[int, object]
"""Where a heading stands among the others, and what it stands for; None for nothing in particular."""


def grouped(found: Sequence[Said], by: str, summary: Summary) -> list[Row]:
    """Return headings and findings in order."""
    place, words = _PLACES[by]
    ix = index(summary.plan)
    groups: dict[Place, list[Said]] = {}
    for said in found:
        groups.setdefault(place(ix, said.finding), []).append(said)
    heads = sorted(((where[0], words(ix, where[1]), where) for where in groups), key=itemgetter(0, 1))
    rows: list[Row] = []
    for _, text, where in heads:
        rows += [Head(where[1], text, len(groups[where])), *groups[where]]
    return rows


def solved(gone: Iterable[Gone], since: str) -> list[Row]:
    """Return what is gone under its heading; nothing where nothing is."""
    rows = list(gone)
    return [Head("gone", tr("Solved since {day}", day=since), len(rows)), *rows] if rows else []


def rule_title(rule: str) -> str:
    """Return what a rule is called."""
    return tr(TITLES[rule])


def _by_importance(_ix: Index, finding: Finding) -> Place:
    return ORDER[finding.severity], finding.severity


def _severity_words(_ix: Index, severity: Any) -> str:
    return tr(HEADS[severity])


def _by_rule(_ix: Index, finding: Finding) -> Place:
    return 0, finding.rule


def _rule_words(_ix: Index, rule: Any) -> str:
    return f"{rule}  {rule_title(rule)}"


def _by_persona(ix: Index, finding: Finding) -> Place:
    found = finding.ids.get("persona")
    return (0, found) if found in ix.persona else (LAST, None)


def _persona_words(ix: Index, persona: Any) -> str:
    return tr("No persona in particular") if persona is None else ix.persona[persona].name


def _by_stage(ix: Index, finding: Finding) -> Place:
    placed = ix.placement.get(finding.ids.get("placement", 0))
    found = ix.stage.get(placed.stage_id if placed else finding.ids.get("stage", 0))
    return (found.sort, found.id) if found else (LAST, None)


def _stage_words(ix: Index, stage: Any) -> str:
    return tr("No stage in particular") if stage is None else f"{ix.stage[stage].code}  {ix.stage[stage].name}"


def _by_channel(ix: Index, finding: Finding) -> Place:
    placed = ix.placement.get(finding.ids.get("placement", 0))
    found = placed.channel_id if placed else finding.ids.get("channel")
    return (0, found) if found in ix.channel else (LAST, None)


def _channel_words(ix: Index, channel: Any) -> str:
    return tr("No channel in particular") if channel is None else ix.channel[channel].name


_PLACES: Final[Mapping[str, tuple[Callable[[Index, Finding], Place], Callable[[Index, Any], str]]]] = {
    "importance": (_by_importance, _severity_words),
    "rule": (_by_rule, _rule_words),
    "persona": (_by_persona, _persona_words),
    "stage": (_by_stage, _stage_words),
    "channel": (_by_channel, _channel_words),
}
