"""Why a piece is suggested for a gap: sentences for its parts and for what speaks against it (D12)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from b2bdesk.insight.facts import Channel, Persona, Piece, Stage
from b2bdesk.insight.speech import Fact, Label, plain, Render, say, Speak
from b2bdesk.terms import N_, PrefDim


class Place(Protocol):
    """The gap a reason is about."""

    @property
    def stage(self) -> Stage: ...
    @property
    def channel(self) -> Channel: ...
    @property
    def persona(self) -> Persona: ...


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: the points it adds (part) or the factor it multiplies with, and its sentence."""

    part: str
    value: float
    sentence: str
    facts: Mapping[str, Fact]

    def say(self, render: Render = plain, speak: Speak = str) -> str:
        """Return the sentence."""
        return say(self.sentence, self.facts, render, speak)


FOR: Final = {
    "stage": (N_("Made for {stage}."), N_("Made for the stage next to {stage}."), N_("Not made for {stage}.")),
    "persona": (N_("Fits {persona} fully."), N_("Fits {persona} in part."), N_("Not made for {persona}.")),
    "topic": (
        N_("{persona} strongly looks for {topic}."),
        N_("{topic} is of some interest to {persona}."),
        N_("{persona} does not look for {topic}."),
    ),
    "form": (
        N_("{persona} likes this form best: {form}."),
        N_("{persona} accepts this form: {form}."),
        N_("{persona} has not named this form: {form}."),
    ),
    "appeal": (
        N_("Its tone suits {stage}."),
        N_("Its tone nearly suits {stage}."),
        N_("Its tone suits {stage} badly."),
    ),
}
"""For each part: what to say if it is nearly full, in between, and nearly empty."""

AGAINST: Final = {
    "status": N_("Not finished yet."),
    "age": N_("Not reviewed for more than a year."),
    "help": N_("Its help check falls short."),
    "audience": N_("Made for another audience than the one at {stage}."),
    "form": N_("{channel} does not take this form: {form}."),
    "free": N_("{persona} already meets it in {channel} at {stage}."),
}

UNKNOWN_TOPICS: Final = N_("It is not known yet which topics {persona} looks for.")

BOUNDS: Final = {"form": (0.99, 0.51), "appeal": (0.75, 0.45)}
USUAL: Final = (0.99, 0.01)


def reasons(
    gap: Place, piece: Piece, fits: Mapping[str, float], parts: Mapping[str, float], factors: Mapping[str, float]
) -> tuple[Reason, ...]:
    """Return the reasons for a score: each part with its points, then each factor that takes something off."""
    facts: dict[str, Fact] = {
        "stage": gap.stage.name,
        "channel": gap.channel.name,
        "persona": gap.persona.name,
        "topic": Label("topic", piece.topic),
        "form": Label("content_form", piece.form),
    }
    spoken = [Reason(name, parts[name], sentence(gap, name, fit), facts) for name, fit in fits.items()]
    doubts = [Reason(name, value, AGAINST[name], facts) for name, value in factors.items() if value < 1]
    return (*spoken, *doubts)


def sentence(gap: Place, part: str, fit: float) -> str:
    """Return what to say about a part that is filled so far, 0-1."""
    if part == "topic" and not gap.persona.prefs.get(PrefDim.TOPIC):
        return UNKNOWN_TOPICS
    full, some = BOUNDS.get(part, USUAL)
    return FOR[part][0 if fit >= full else 1 if fit >= some else 2]
