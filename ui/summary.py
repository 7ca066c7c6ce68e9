"""What a plan adds up to, as values: coverage, and findings in words."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from b2bdesk import i18n
from b2bdesk.insight import coverage
from b2bdesk.insight.decisions import Decision, sift
from b2bdesk.insight.facts import Plan
from b2bdesk.insight.findings_diff import compare
from b2bdesk.insight.index import index
from b2bdesk.insight.rules import find, Finding
from b2bdesk.insight.speech import Render, Speak
from b2bdesk.queries.facts import load_plan
from b2bdesk.queries.findings import decisions, picture, snapshots
from b2bdesk.queries.labels import Labels
from b2bdesk.queries.voice import Voice
from b2bdesk.terms import Severity

if TYPE_CHECKING:
    from b2bdesk.workspace import Workspace


class Said:
    """A finding in words: who misses what where, and why it matters; said when it is first asked for."""

    __slots__ = ("_lang", "_sentence", "_voice", "_why", "decision", "finding")

    def __init__(self, finding: Finding, voice: Voice, lang: str, decision: Decision | None = None) -> None:
        self.finding, self.decision = finding, decision
        self._voice, self._lang = voice, lang
        self._sentence = self._why = ""

    @property
    def sentence(self) -> str:
        """Return the sentence."""
        if not self._sentence:
            self._sentence = self._said(self.finding.say)
        return self._sentence

    @property
    def why(self) -> str:
        """Return why it matters and what to do."""
        if not self._why:
            self._why = self._said(self.finding.say_why)
        return self._why

    def _said(self, say: Callable[[Render, Speak], str]) -> str:
        if i18n.language() == self._lang:  # nearly always; asking thousands to say something is costly enough
            return say(i18n.render, self._voice)
        with i18n.speaking(self._lang):
            return say(i18n.render, self._voice)


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
class Since:
    """How many findings are new, and how many are gone, since the snapshot of a day."""

    day: date
    new: int
    gone: int


@dataclass(frozen=True, slots=True)
class Summary:
    """Coverage by persona and by channel, the number of findings by severity, and the findings in words.

    `findings` are open; `decided` need nothing or are put off. `plan` is what all this was concluded from.
    """

    personas: Covered
    channels: Covered
    severities: Mapping[Severity, int]
    findings: tuple[Said, ...]
    pieces: int
    placements: int
    counted: int
    decided: tuple[Said, ...]
    plan: Plan
    voice: Voice
    lang: str
    today: date
    noted: tuple[Decision, ...]
    since: Since | None = None


def work_out(ws: "Workspace", lang: str, today: date) -> Summary:
    """Read the plan and conclude from it; the sentences speak `lang`."""
    with ws.read() as session:
        plan = load_plan(session, lang)
        voice = Voice(Labels(session, lang))
        noted = decisions(session)
        taken = snapshots(session)
        before = picture(session, taken[0].id) if taken else None
    begun = bool(plan.personas and plan.pieces)
    sifted = sift(plan, find(plan, today) if begun else (), noted, today)
    people, places = coverage.stage_persona(plan), coverage.stage_channel(plan)
    diff = compare(plan, sifted.open, before, [finding for finding, _ in sifted.decided]) if before else None
    grades = Counter(finding.severity for finding in sifted.open)
    return Summary(
        Covered(people.covered, people.required),
        Covered(places.covered, places.required),
        {severity: grades[severity] for severity in Severity},
        tuple(Said(finding, voice, lang) for finding in sifted.open),
        len(plan.pieces),
        len(plan.placements),
        len(index(plan).counted),
        tuple(Said(finding, voice, lang, decision) for finding, decision in sifted.decided),
        plan,
        voice,
        lang,
        today,
        noted,
        Since(diff.day, len(diff.new), len(diff.gone)) if diff else None,
    )
