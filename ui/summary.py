"""What a plan adds up to, as values: coverage, and findings in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from b2bdesk import i18n
from b2bdesk.insight import coverage
from b2bdesk.insight.index import index
from b2bdesk.insight.rules import find, Finding
from b2bdesk.queries.facts import load_plan
from b2bdesk.queries.labels import Labels
from b2bdesk.queries.voice import Voice
from b2bdesk.terms import Severity

if TYPE_CHECKING:
    from b2bdesk.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Said:
    """A finding in words: who misses what where, and why it matters."""

    finding: "Finding"
    sentence: str
    why: str


@dataclass(frozen=True, slots=True)
class Covered:
    """How many of the wanted cells have something in them."""

    covered: int
    required: int

    @property
    def share(self) -> float | None:
        """Return the share 0-1; None where no cell is wanted."""
        return self.covered / self.required if self.required else None


@dataclass(frozen=True, slots=True)
class Summary:
    """Coverage by persona and by channel, the number of findings by severity, and all findings in words."""

    personas: Covered
    channels: Covered
    severities: Mapping[Severity, int]
    findings: tuple[Said, ...]
    pieces: int
    placements: int
    counted: int


def work_out(ws: "Workspace", lang: str, today: date) -> Summary:
    """Read the plan and conclude from it; the sentences speak `lang`."""
    with ws.read() as session:
        plan = load_plan(session, lang)
        labels = Labels(session, lang)
    with i18n.speaking(lang):
        speak = Voice(labels)
        begun = bool(plan.personas and plan.pieces)
        found = tuple(
            Said(f, f.say(i18n.render, speak), f.say_why(i18n.render, speak)) for f in find(plan, today) if begun
        )
    people, places = coverage.stage_persona(plan), coverage.stage_channel(plan)
    return Summary(
        Covered(people.covered, people.required),
        Covered(places.covered, places.required),
        {severity: sum(said.finding.severity == severity for said in found) for severity in Severity},
        found,
        len(plan.pieces),
        len(plan.placements),
        len(index(plan).counted),
    )
