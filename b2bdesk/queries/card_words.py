"""What a card says, group by group: the rows of a card as entries of sections, in the language now spoken."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from typing import Final, NamedTuple

from b2bdesk.i18n import day, language, percent, tr, trn
from b2bdesk.queries.card_rows import Card, Liked, Proof, Seat, Statement
from b2bdesk.terms import ItemKind, Language, N_

NO_MARK: Final = -1.0
WEIGHTS: Final = 5
STRENGTHS: Final = 3
LONGEST_TAG: Final = 6
LEAST: Final = 0.1
"""The rank of what is the first to go to the next side."""
HEADS: Final = {
    "job": N_("Job"),
    "pains": N_("What weighs"),
    "needs": N_("What is needed"),
    "desires": N_("What is longed for"),
    "search": N_("How the search goes"),
    "topics": N_("Topics sought"),
    "preferences": N_("Forms and channels"),
    "budget": N_("Budget and timing"),
    "objections": N_("Expect to hear"),
    "content": N_("Give first"),
    "more": N_("Goals and measures"),
    "triggers": N_("What sets it off"),
    "related": N_("People around"),
}
GROUP_OF: Final = {
    "pains": "needs",
    "needs": "needs",
    "desires": "needs",
    "search": "search",
    "topics": "search",
    "preferences": "preferences",
    "budget": "budget",
    "objections": "decision",
    "content": "content",
    "more": "more",
    "triggers": "more",
    "related": "more",
}


class Entry(NamedTuple):
    """One thing said: its text, how it looks, and its rank 0-1: what ranks least goes to the next side first.

    `proof` is a confidence, None for an assumption, `NO_MARK` for neither. `tag` stands before the text, `note` below
    the pips of its `weight`. `blank` is a line to write on.
    """

    text: str
    role: str = "body"
    ink: str = "text"
    rank: float = 0.5
    proof: float | None = NO_MARK
    weight: int = -1
    dots: int = -1
    tag: str = ""
    note: str = ""
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it."""

    key: str
    title: str
    entries: tuple[Entry, ...]


def sections(card: Card, groups: frozenset[str]) -> list[Section]:
    """Return the sections of the groups that are shown; a section of which nothing is known says so."""
    made = {
        "pains": statements(card, groups, ItemKind.PAIN, ItemKind.CHALLENGE),
        "needs": statements(card, groups, ItemKind.NEED),
        "desires": statements(card, groups, ItemKind.DESIRE),
        "search": list(search(card)),
        "topics": list(liked(card.topics, apart=True)),
        "preferences": list(preferences(card)),
        "budget": list(budget(card)),
        "objections": list(objections(card, groups)),
        "content": [piece(each.code, each.title) for each in card.pieces],
    }
    if "more" in groups:
        made["more"] = statements(card, groups, ItemKind.GOAL, ItemKind.SUCCESS_MEASURE)
        made["triggers"] = statements(card, groups, ItemKind.TRIGGER)
        made["related"] = [Entry(card.related, rank=0.2)] if card.related else []
    empty = (Entry(tr("not asked yet"), ink="text3", rank=1),)
    nothing = (Entry(tr("nothing ready yet"), ink="text3", rank=1),)
    return [
        Section(key, tr(HEADS[key]), tuple(entries) or (nothing if key == "content" else empty))
        for key, entries in made.items()
        if GROUP_OF[key] in groups
    ]


def piece(code: str, title: str) -> Entry:
    """Return a piece to give; a code too long to stand before its title begins it."""
    if len(code) > LONGEST_TAG:
        return Entry(f"{code} {title}", rank=0.3)
    return Entry(title, tag=code, rank=0.3)


def statements(card: Card, groups: frozenset[str], *kinds: ItemKind) -> list[Entry]:
    """Return what was said of some kinds."""
    return [statement(each, "evidence" in groups) for each in card.of_kind(*kinds)]


def statement(said: Statement, proven: bool) -> Entry:
    """Return a statement with its weight, and how sure it is as mark and words."""
    if not proven:
        return Entry(said.text, rank=said.weight / WEIGHTS, weight=said.weight)
    note = tr("assumed") if said.confidence is None else percent_short(said.confidence)
    return Entry(said.text, rank=said.weight / WEIGHTS, proof=said.confidence, weight=said.weight, note=note)


def percent_short(share: float) -> str:
    """Write a share without decimals, as there is little room."""
    return f"{share * 100:.0f} %" if language() is Language.EN else f"{share * 100:.0f}%"


def jobs(card: Card) -> list[Entry]:
    """Return the jobs to be done, each as one sentence."""
    found = card.of_kind(ItemKind.JOB)
    return [Entry(job(each), "job", "text2", each.weight / WEIGHTS) for each in found]


def job(said: Statement) -> str:
    """Return a job as a sentence: what it is, when it comes up, what is wanted, and what for."""
    parts = (
        tr("when {situation}", situation=said.situation) if said.situation else "",
        tr("I want {motivation}", motivation=said.motivation) if said.motivation else "",
        tr("so that {outcome}", outcome=said.outcome) if said.outcome else "",
    )
    told = reduce(clause, filter(None, parts), "")
    return tr("{job}: {told}.", job=said.text, told=told) if told else said.text


def clause(before: str, after: str) -> str:
    """Join two parts of a sentence."""
    return tr("{before}, {after}", before=before, after=after) if before else after


def search(card: Card) -> Iterator[Entry]:
    """Yield why and how a persona looks for things, and whom they trust."""
    if card.drivers:
        yield Entry(tr("; ").join(card.drivers), rank=0.6)
    for each in card.searches:
        yield Entry(tr("{name}: {text}", name=each.trait, text=each.text) if each.text else each.trait, rank=0.5)
    if card.reads:
        yield Entry(tr("Trusts {sources}", sources=tr(", ").join(card.reads)), rank=0.4)


def preferences(card: Card) -> Iterator[Entry]:
    """Yield forms, channels and the manner that are liked."""
    yield from liked(card.forms)
    yield from liked(card.channels)
    for each in card.manner:
        yield Entry(each.name, ink="text2", rank=0.55, dots=each.strength)


def liked(rows: tuple[Liked, ...], *, apart: bool = False) -> Iterator[Entry]:
    """Yield what is liked, the strongest first; what is liked alike stands together unless told `apart`."""
    for strength, held in groupby(rows, key=lambda row: row.strength):
        names = [row.name for row in held]
        texts = names if apart else [tr(", ").join(names)]
        yield from (Entry(text, rank=LEAST + 0.6 * strength / STRENGTHS, dots=strength) for text in texts)


def budget(card: Card) -> Iterator[Entry]:
    """Yield range, cycle and buying window."""
    if card.budget:
        yield Entry(card.budget, rank=0.6)
    if card.cycle:
        yield Entry(card.cycle, rank=0.55)
    if card.window:
        yield Entry(tr("Buys {span}", span=card.window), rank=0.4)


def objections(card: Card, groups: frozenset[str]) -> Iterator[Entry]:
    """Yield what to expect to hear: objections, then the concerns in decision chains."""
    for each in card.of_kind(ItemKind.OBJECTION):
        entry = statement(each, "evidence" in groups)
        yield entry._replace(text=quoted(entry.text))
    for concern in dict.fromkeys(text for seat in card.seats for text in seat.concerns):
        yield Entry(quoted(concern), ink="text2", rank=0.35)


def quoted(text: str) -> str:
    """Put a text between the quotation marks of the language."""
    return tr("“{text}”", text=text)


def seat(held: Seat) -> str:
    """Say what a seat in a decision is."""
    influence = tr("Influence {n}/5", n=held.influence)
    parts = (held.chain, tr(", ").join(held.roles), influence, held.authority, held.stance_label)
    return " · ".join(filter(None, parts))


def backing(card: Card) -> str:
    """Say how many statements rest on evidence, and how new that is."""
    told = trn("{backed} of {n} statement backed", "{backed} of {n} statements backed", card.said, backed=card.backed)
    return tr("{told}, latest {day}", told=told, day=day(card.latest)) if card.latest else told


def sources(card: Card) -> str:
    """Say what the evidence is."""
    if not card.sources:
        return tr("No evidence yet: everything here is assumed")
    return tr(", ").join(f"{name} ×{n}" if n > 1 else name for name, n in card.sources)


def standing(card: Card) -> str:
    """Say how complete and how sure the card is, and whether it can be worked with."""
    usable = tr("usable") if card.usable else tr("not yet usable")
    sure = tr("confidence {share}", share=percent_short(card.confidence)) if card.confidence is not None else ""
    known = tr("{score} complete", score=percent(card.score / 100))
    return " · ".join(filter(None, (known, usable, sure)))


def edition(card: Card) -> str:
    """Say which card this is, and of when: `P3 · March 2026`."""
    return f"{card.code} · {day(card.today)}"


def evidence(card: Card) -> list[Section]:
    """Return what the back of a card says: each piece of evidence, and what is still unknown."""
    found = [Section("proof", proof_title(proof), tuple(proven(proof))) for proof in card.proofs]
    if not found:
        found.append(Section("proof", tr("Evidence"), (Entry(sources(card), ink="text2"),)))
    if card.missing:
        found.append(Section("missing", tr("Still unknown"), (Entry(tr("; ").join(card.missing), ink="text2"),)))
    return found


def proof_title(proof: Proof) -> str:
    """Return code, kind and day of a piece of evidence."""
    return " · ".join((proof.code, proof.source, day(proof.day)))


def proven(proof: Proof) -> Iterator[Entry]:
    """Yield what a piece of evidence says, and what for."""
    yield Entry(proof.title)
    if proof.quote:
        yield Entry(quoted(proof.quote), ink="text2")
    asked = trn("{n} respondent", "{n} respondents", proof.n)
    yield Entry(" · ".join(filter(None, (proof.respondent, asked))), "small", "text3")
    for text in proof.supports:
        yield Entry(text, "small", tag="+")
    for text in proof.contradicts:
        yield Entry(text, "small", tag="−")
