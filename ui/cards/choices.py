"""What a person chooses about cards: which groups show, how they look, and how they lie on paper."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from b2bdesk.terms import N_

T = TypeVar("T")
GROUPS: Final = {
    "portrait": N_("Portrait and quote"),
    "job": N_("Job"),
    "needs": N_("Pains, needs, desires"),
    "search": N_("Drivers, search and topics"),
    "preferences": N_("Forms, channels, manner"),
    "budget": N_("Budget and cycle"),
    "decision": N_("Decision role and objections"),
    "content": N_("What to give first"),
    "evidence": N_("Evidence and confidence"),
    "more": N_("Goals, triggers, measures of success"),
}
"""Groups of a card in their order."""
USUAL: Final = frozenset(GROUPS) - {"more"}
FULL, LIGHT = "full", "light"
INKS: Final = {FULL: N_("In full"), LIGHT: N_("Ink-saving")}
PER_PAGE: Final = (1, 2, 4, 8)
PAPERS: Final = {"A5": (148.0, 210.0), "A4": (210.0, 297.0), "A3": (297.0, 420.0), "Letter": (215.9, 279.4)}
"""Width and height of the papers, upright, in millimetres."""
LEAST_DPI, MOST_DPI = 96, 600


@dataclass(frozen=True, slots=True)
class Choices:
    """How cards are made; the same for a preview, a file and a printer."""

    lang: str = "en"
    groups: frozenset[str] = field(default=USUAL)
    ink: str = FULL
    per_page: int = 2
    paper: str = "A4"
    cut_marks: bool = True
    back: bool = False
    blank: int = 0
    dpi: int = 300

    @property
    def light(self) -> bool:
        """Tell whether ink is to be saved."""
        return self.ink == LIGHT


def kept(choices: Choices) -> dict[str, Any]:
    """Return choices as settings keep them; the language is the window's each time."""
    return {
        "groups": sorted(choices.groups),
        "ink": choices.ink,
        "per_page": choices.per_page,
        "paper": choices.paper,
        "cut_marks": choices.cut_marks,
        "back": choices.back,
        "dpi": choices.dpi,
    }


def recalled(raw: Any, lang: str) -> Choices:
    """Return choices from settings; what does not fit is left as usual."""
    found, usual = raw if isinstance(raw, dict) else {}, Choices(lang)
    groups = found.get("groups")
    known = frozenset(g for g in groups if g in GROUPS) if isinstance(groups, list) else USUAL
    dpi = found.get("dpi")
    return Choices(
        lang,
        known,
        among(found.get("ink"), INKS, usual.ink),
        among(found.get("per_page"), PER_PAGE, usual.per_page),
        among(found.get("paper"), PAPERS, usual.paper),
        found.get("cut_marks") is not False,
        found.get("back") is True,
        dpi=dpi if isinstance(dpi, int) and LEAST_DPI <= dpi <= MOST_DPI else usual.dpi,
    )


def among(value: Any, known: Collection[T], usual: T) -> T:
    """Return a value if it is one of those known."""
    return next((each for each in known if each == value), usual)
