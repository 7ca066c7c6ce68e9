"""What the room of personas says: what is missing, prompts of statements, what a card tells those who cannot see it."""

from typing import Final

from b2bdesk.i18n import day, tr, trn
from b2bdesk.queries.personas import Person
from b2bdesk.terms import ItemKind, N_

PROMPTS: Final = {
    ItemKind.PAIN: N_("What hurts in the daily work?"),
    ItemKind.CHALLENGE: N_("What has to be mastered this year?"),
    ItemKind.NEED: N_("What is needed to decide?"),
    ItemKind.DESIRE: N_("What would be a personal success?"),
    ItemKind.GOAL: N_("What is to be reached?"),
    ItemKind.OBJECTION: N_("What speaks against buying?"),
    ItemKind.TRIGGER: N_("What sets the search off?"),
    ItemKind.SUCCESS_MEASURE: N_("By which figure is it judged?"),
    ItemKind.JOB: N_("What is to be got done?"),
}
NEEDED: Final = (ItemKind.PAIN, ItemKind.CHALLENGE, ItemKind.NEED, ItemKind.DESIRE)
ORDERS: Final = {
    "priority": N_("by priority"),
    "name": N_("by name"),
    "score": N_("what is least complete first"),
}


def missing_text(words: tuple[str, ...], most: int = 2) -> str:
    """Return what is missing, in words, the first few of it."""
    named = tr(", ").join(tr(word) for word in words[:most])
    return tr("{first} and {n} more", first=named, n=len(words) - most) if len(words) > most else named


def state_of(person: Person) -> tuple[str, str, str]:
    """Return how far a persona can be worked with: the words, their tone and an icon."""
    if person.archived:
        return tr("archived"), "text3", "archive"
    if person.negative:
        return tr("not for us"), "text2", "ban"
    if person.usable:
        return tr("usable"), "okText", "check"
    return tr("not yet usable"), "thinText", "triangle-alert"


def sure_text(person: Person) -> str:
    """Return how far evidence carries what is said."""
    if person.confidence is None:
        return tr("assumptions only")
    return tr("confidence {share} %", share=round(person.confidence * 100))


def stale_text(person: Person) -> str:
    """Return why somebody should look again, empty where nobody needs to."""
    if not person.stale:
        return ""
    if person.latest is None:
        return tr("Time to look at it again")
    return tr("Last confirmed on {day}: time to look at it again", day=day(person.latest))


def spoken(person: Person) -> str:
    """Return a card in words."""
    marks = [tr("leading persona")] if person.leading else []
    parts = [
        f"{person.name} {person.code}",
        person.title,
        *marks,
        tr(", ").join(person.segments),
        tr("{score} of 100 known", score=f"{person.score:.1f}"),
        state_of(person)[0],
        "" if person.usable else tr("missing: {what}", what=missing_text(person.blocking, 6)),
        sure_text(person),
        stale_text(person),
    ]
    return "; ".join(filter(None, parts))


def counted(people: list[Person]) -> str:
    """Return the room's facts for the status bar."""
    here = [one for one in people if not one.archived and not one.negative]
    if not here:
        return ""
    usable = sum(one.usable for one in here)
    said, backed = sum(one.said for one in here), sum(one.backed for one in here)
    first = trn("{usable} of {n} persona usable", "{usable} of {n} personas usable", len(here), usable=usable)
    second = trn(
        "{backed} of {n} statement backed by evidence",
        "{backed} of {n} statements backed by evidence",
        said,
        backed=backed,
    )
    return f"{first}   {second}"
