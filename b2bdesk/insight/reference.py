"""Reference cards: what marketers look up while they plan (DOMAIN C), as marked words."""

from dataclasses import dataclass
from typing import Final

from b2bdesk.terms import GrowthStage, Motion, N_


@dataclass(frozen=True, slots=True)
class Card:
    """A table: heads, and lines that begin with what is compared."""

    key: str
    title: str
    heads: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]


CARDS: Final = (
    Card(
        "growth",
        N_("Focus by growth stage"),
        ("", N_("First of all"), N_("Besides")),
        (
            (N_("Early"), N_("Quality of traffic, one breakthrough"), N_("Contact details from every visitor")),
            (N_("Growth"), N_("Wider circles, details of each touch"), N_("Nurture what came")),
            (N_("Mature"), N_("Efficient processes, new ideas"), N_("The brand")),
        ),
    ),
    Card(
        "motion",
        N_("Lead generation or named accounts"),
        ("", N_("Lead generation"), N_("Account-based marketing")),
        (
            (N_("Deal"), N_("small"), N_("large")),
            (N_("Base of customers"), N_("huge, a long tail"), N_("few, known by name")),
            (N_("Stability"), N_("low"), N_("high")),
            (N_("Driven by"), N_("marketing, online"), N_("sales, offline")),
            (N_("Tempo"), N_("weeks"), N_("months")),
            (N_("Content"), N_("light, self-serve"), N_("made for each account and role")),
            (N_("Measured by"), N_("leads, cost per lead"), N_("accounts reached, meetings, pipeline")),
        ),
    ),
    Card(
        "b2b",
        N_("Selling to firms or to consumers"),
        ("", N_("To firms"), N_("To consumers")),
        (
            (N_("Who decides"), N_("many people"), N_("one person")),
            (N_("Motive"), N_("the task, and the risk"), N_("the wish")),
            (N_("It takes"), N_("weeks to months"), N_("minutes to days")),
            (N_("Order"), N_("large, repeated"), N_("small")),
            (N_("User and buyer"), N_("different people"), N_("the same person")),
            (N_("Relation"), N_("long"), N_("short")),
            (N_("Content"), N_("exact"), N_("entertaining")),
            (N_("Proof"), N_("cases, return on investment"), N_("reviews")),
        ),
    ),
    Card(
        "events",
        N_("Events by whom they are for"),
        ("", N_("Forms that suit")),
        (
            (N_("Buyers and users"), N_("training, seminar, dinner")),
            (N_("Those who decide, pay or approve"), N_("executive club, summit talk, closed meeting")),
        ),
    ),
)
"""Every card, in the order in which they are shown."""

TEMPO: Final = {
    Motion.LG: N_("Fast: leads are counted by the week."),
    Motion.SELF_SERVE: N_("Fast: people sign up without talking to anyone."),
    Motion.ABM: N_("Slow: accounts are won over months."),
    Motion.MIXED: N_("Both: fast for the many, slow for the named accounts."),
}
"""How fast business goes, by sales motion (B, CompanyProfile)."""

FOCUS: Final = {
    GrowthStage.EARLY: (
        N_("One breakthrough instead of many beginnings"),
        N_("Few visitors, but the right ones"),
        N_("A way to leave contact details on every page"),
    ),
    GrowthStage.GROWTH: (
        N_("Wider circles around those who buy already"),
        N_("Care for the details of each touch"),
        N_("Nurture what came and did not buy"),
    ),
    GrowthStage.MATURE: (
        N_("Processes that cost less each quarter"),
        N_("New ideas beside what works"),
        N_("A brand that comes to mind first"),
    ),
}
"""What to look at first, by growth stage (C, reference cards)."""
