"""What has changed since a snapshot: findings that are new, and findings that are gone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from b2bdesk.insight.coverage import Coverage, stage_channel, stage_persona
from b2bdesk.insight.decisions import Key, key
from b2bdesk.insight.facts import Plan
from b2bdesk.insight.rules import Finding
from b2bdesk.terms import Severity


@dataclass(frozen=True, slots=True)
class Picture:
    """How the plan stood on a day: its findings with the codes they spoke of, and its figures."""

    day: date
    label: str
    findings: Mapping[Key, str]
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Gone:
    """A finding that was there and is not any more."""

    rule: str
    codes: str


@dataclass(frozen=True, slots=True)
class Diff:
    """What is new since a day, and what is gone."""

    day: date
    label: str
    new: frozenset[Key]
    gone: tuple[Gone, ...]


def compare(plan: Plan, found: Iterable[Finding], before: Picture, decided: Iterable[Finding] = ()) -> Diff:
    """Return what differs between a snapshot and the findings now; one that was only decided on is not gone."""
    now = {key(finding, plan) for finding in found}
    there = now | {key(finding, plan) for finding in decided}
    gone = sorted((rule, codes) for (rule, about), codes in before.findings.items() if (rule, about) not in there)
    return Diff(before.day, before.label, frozenset(now - before.findings.keys()), tuple(Gone(*one) for one in gone))


def figures(plan: Plan, found: Iterable[Finding]) -> dict[str, Any]:
    """Return what a snapshot holds besides the findings: coverage, and how many findings of each severity."""
    grades = [finding.severity for finding in found]
    return {
        "coverage": {"persona": shares(stage_persona(plan)), "channel": shares(stage_channel(plan))},
        "severities": {str(grade): grades.count(grade) for grade in Severity},
    }


def shares(found: Coverage) -> dict[str, int]:
    """Return how many cells are required, covered and deep."""
    return {"required": found.required, "covered": found.covered, "deep": found.deep}
