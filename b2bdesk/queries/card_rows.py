"""What a role card says, as plain rows in one language; `b2bdesk.queries.cards` reads them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Statement:
    """Something said about a persona: how much it weighs 1-5, and how far evidence carries it.

    `confidence` is 0-1, None for a mere assumption; `sources` are the kinds of evidence that speak for it.
    """

    id: int
    kind: str
    label: str
    text: str
    weight: int
    confidence: float | None = None
    sources: tuple[str, ...] = ()
    situation: str = ""
    motivation: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Liked:
    """A topic, form, channel or manner, and how strongly it is preferred: 0-3."""

    name: str
    strength: int


@dataclass(frozen=True, slots=True)
class Search:
    """One way in which a persona looks for suppliers."""

    trait: str
    text: str


@dataclass(frozen=True, slots=True)
class Seat:
    """A persona's place in one decision chain; without a chain, what the persona's own row says."""

    chain: str
    roles: tuple[str, ...]
    influence: int
    authority: str
    stance: int | None
    stance_label: str = ""
    concerns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """Content to give this persona first."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence, and what it speaks for or against."""

    code: str
    source: str
    title: str
    day: date
    n: int
    respondent: str
    quote: str
    supports: tuple[str, ...]
    contradicts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One role card. Texts are ready to be shown; lists come with what weighs most first.

    `who` are lines about person, job and company. `score` is the completeness 0-100, `missing` what is still unknown.
    `confidence` is that of the whole persona, 0-1, None without supporting evidence; `backed` of `said` statements rest
    on evidence, the newest of `latest`.
    """

    id: int
    code: str
    name: str
    title: str
    plan: str
    today: date
    quote: str = ""
    photo: str = ""
    link: str = ""
    leading: bool = False
    negative: bool = False
    who: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    drivers: tuple[str, ...] = ()
    searches: tuple[Search, ...] = ()
    reads: tuple[str, ...] = ()
    topics: tuple[Liked, ...] = ()
    forms: tuple[Liked, ...] = ()
    channels: tuple[Liked, ...] = ()
    manner: tuple[Liked, ...] = ()
    budget: str = ""
    cycle: str = ""
    window: str = ""
    related: str = ""
    seats: tuple[Seat, ...] = ()
    pieces: tuple[Piece, ...] = ()
    score: float = 0.0
    usable: bool = False
    missing: tuple[str, ...] = ()
    confidence: float | None = None
    backed: int = 0
    said: int = 0
    latest: date | None = None
    sources: tuple[tuple[str, int], ...] = ()
    """Kinds of evidence that speak for the persona, with how many of each."""
    proofs: tuple[Proof, ...] = ()

    def of_kind(self, *kinds: str) -> list[Statement]:
        """Return the statements of these kinds, the weightiest first."""
        return [statement for statement in self.statements if statement.kind in kinds]
