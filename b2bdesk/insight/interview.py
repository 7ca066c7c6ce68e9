"""The interview guide: open questions about a purchase that really happened, and what to ask about weak statements.

An answer names its question by a code of `QUESTIONS`, by `item:` and a statement's code, or in own words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from b2bdesk.terms import ItemKind, N_

PERSONA: Final = "persona"
"""The question under which an interview keeps as whom somebody was heard: its answer is the persona's code."""
BEHAVIOUR: Final = "behaviour"
"""The question under which evidence keeps what somebody was seen to do: its answer is a code of `roles.SEEN`."""
OF_ITEM: Final = "item:"
PROBE: Final = N_("How did you come to that?")
MOST_WEAK: Final = 5
"""So many questions are made of weak statements: more than that nobody asks beside the others in an hour."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the guide, and what kind of statement its answer mostly makes."""

    code: str
    text: str
    kind: ItemKind


QUESTIONS: Final = (
    Question("start", N_("What happened on the day you began to look?"), ItemKind.TRIGGER),
    Question("people", N_("Who else took part, and who could have said no?"), ItemKind.CHALLENGE),
    Question("search", N_("What did you look for first, and where?"), ItemKind.NEED),
    Question("change", N_("What did you expect to change?"), ItemKind.GOAL),
    Question("barrier", N_("What nearly stopped you?"), ItemKind.OBJECTION),
    Question("compare", N_("How did you compare suppliers, and on which papers?"), ItemKind.SUCCESS_MEASURE),
    Question("tell", N_("What would you tell a colleague who has to do the same?"), ItemKind.PAIN),
    Question("sources", N_("Which sources do you trust, and why?"), ItemKind.NEED),
    Question("budget", N_("When is the budget made, and who has to agree?"), ItemKind.CHALLENGE),
)
BY_CODE: Final = {one.code: one for one in QUESTIONS}
ASK: Final = {
    ItemKind.PAIN: N_("We think this hurts: “{text}”. When was it last so?"),
    ItemKind.CHALLENGE: N_("We think this has to be mastered: “{text}”. How do you go about it today?"),
    ItemKind.NEED: N_("We think you need this: “{text}”. When did you last miss it?"),
    ItemKind.DESIRE: N_("We think you wish for this: “{text}”. What would it change for you?"),
    ItemKind.GOAL: N_("We think you want to reach this: “{text}”. How far have you come?"),
    ItemKind.OBJECTION: N_("We think this speaks against buying: “{text}”. When did it come up?"),
    ItemKind.TRIGGER: N_("We think this sets the search off: “{text}”. How was it with you?"),
    ItemKind.SUCCESS_MEASURE: N_("We think you are measured by this: “{text}”. By what else?"),
    ItemKind.JOB: N_("We think this is your task: “{text}”. Tell me of the last time."),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of a guide: its key in the file, the marked question, what fills it, the kind of statement it makes."""

    key: str
    text: str
    facts: tuple[tuple[str, str], ...] = ()
    kind: str = str(ItemKind.PAIN)
    item: str = ""
    """The code of the statement that it asks about; empty for an open question."""


def guide(weak: Iterable[tuple[str, str, str]]) -> tuple[Asked, ...]:
    """Return the questions for a persona: the open ones, then those on weak statements `(code, kind, text)`."""
    said = [about(code, kind, text) for code, kind, text in list(weak)[:MOST_WEAK]]
    return (*(Asked(one.code, one.text, kind=str(one.kind)) for one in QUESTIONS), *said)


def about(code: str, kind: str, text: str) -> Asked:
    """Return the question about one statement."""
    words = ASK.get(ItemKind(kind)) if kind in set(ItemKind) else None
    return Asked(f"{OF_ITEM}{code}", words or ASK[ItemKind.JOB], (("text", text),), kind, code)
