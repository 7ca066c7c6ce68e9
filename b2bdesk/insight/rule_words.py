"""What each rule is called, and what it counts, in words; the numbers in them are thresholds or facts of a finding."""

from collections.abc import Mapping
from typing import Final

from b2bdesk.insight.limits import Limit, Measure, of_rule, value
from b2bdesk.insight.settings import Thresholds
from b2bdesk.insight.speech import Fact, Share
from b2bdesk.terms import N_

TITLES: Final[Mapping[str, str]] = {
    "G01": N_("Empty cells"),
    "G02": N_("Thin cells"),
    "G03": N_("Recommended channels not used"),
    "G04": N_("Unusual channels"),
    "G05": N_("Finished, but not placed"),
    "G06": N_("Personas left out"),
    "G07": N_("Empty phases"),
    "G08": N_("Brand share off target"),
    "G09": N_("Feeling off target"),
    "G10": N_("New and existing customers"),
    "G11": N_("Roles nobody holds"),
    "G12": N_("Deciders not reached"),
    "G13": N_("Sceptics not answered"),
    "G14": N_("Topics not answered"),
    "G15": N_("Tracking links missing"),
    "G16": N_("Out of date"),
    "G17": N_("Not helpful enough"),
    "G18": N_("Forms not accepted"),
    "G19": N_("Landing pools nobody looks after"),
    "G20": N_("Budget and hours"),
    "G21": N_("Liked channels not used"),
    "G22": N_("Personas not usable yet"),
    "G23": N_("Aimed too narrowly or broadly"),
    "G24": N_("Months without brand"),
    "G25": N_("Too much in one channel"),
    "G26": N_("No next step"),
    "G27": N_("Roles not reached"),
    "R01": N_("Crowded cells"),
    "R02": N_("Pieces that overlap"),
}

COUNTED: Final[Mapping[str, str]] = {
    "G01": N_("Counted: placements at this stage that speak to this persona and are planned, scheduled, live or done."),
    "G02": N_("Counted: placements at this stage that speak to this persona. One is too few; two make the cell safe."),
    "G03": N_("Counted: placements in this channel at this stage, where its fit is {recommended_fit} or more."),
    "G04": N_("Looked at: each placement's channel; its fit at the stage is 0, unusual."),
    "G05": N_("Counted: placements of each ready or published piece."),
    "G06": N_("Counted: placements that speak to the persona, at all stages."),
    "G07": N_("Counted: placements by phase; one without a state counts for all phases of its stage."),
    "G08": N_(
        "Added up: the cost of placements of brand pieces, as a share of all cost. It may be off by {tolerance}."
    ),
    "G09": N_(
        "Counted: placements at the stage; emotional ones count 1, mixed ones a half. The share may be off by "
        "{tolerance}."
    ),
    "G10": N_(
        "Added up: the cost of pieces for new customers; pieces for both count a half. The share may be off by "
        "{new_tolerance}."
    ),
    "G11": N_("Compared: the roles that firms of this size need, and those that the members of the chain hold."),
    "G12": N_("Counted: placements that speak to this member at stages where the decision is made."),
    "G13": N_("Looked at: members with influence {strong_influence} or more and stance {sceptic_stance} or less."),
    "G14": N_(
        "Looked at: topics needed with strength {topic_need} or more, and finished pieces fitted to the persona."
    ),
    "G15": N_("Looked at: placements in paid channels, or with a cost, outside the own site."),
    "G16": N_("Compared: the day of the last review, and the months for which the piece's form holds."),
    "G17": N_("Added up: the five answers of the help check; {help_pass} of 10 are needed."),
    "G18": N_("Compared: the form of each placement's piece, and the forms its channel accepts."),
    "G19": N_("Looked at: pools that placements lead to, their owner, and whether they are connected."),
    "G20": N_(
        "Compared: cost and budget; the budget and {budget_need_share} of the need; hours of work and {load_limit} of "
        "the hours there are."
    ),
    "G21": N_("Looked at: channels liked with strength {channel_preference} or more, and placements for the persona."),
    "G22": N_(
        "Counted: what is known of company and job, content preferences and needs; {usable_share} of each is needed."
    ),
    "G23": N_("Added up: the cost by width of targeting; no width should have more than {breadth_limit}."),
    "G24": N_("Counted: months without a brand placement in a row; {brandless_months} are too many."),
    "G25": N_("Added up: the cost by channel; none should have more than {channel_cost_limit}."),
    "G26": N_("Looked at: placements where visitors arrive, the call to action of the piece, and the landing pool."),
    "G27": N_("Counted: placements that speak to those who hold the role, at stages where the decision is made."),
    "R01": N_("Counted: placements in the cell. From {target} on it is crowded."),
    "R02": N_("Compared: pieces of the same form and topic that share a stage and a persona. Titles only order them."),
}


def numbers(rule: str, thresholds: Thresholds) -> dict[str, Fact]:
    """Return the thresholds a rule asks for, as facts by their keys."""
    return {limit.key: fact(limit, thresholds) for limit in of_rule(rule) if "." not in limit.key}


def fact(limit: Limit, thresholds: Thresholds) -> Fact:
    """Return a threshold as a fact."""
    number = value(thresholds, limit.key)
    return Share(float(number)) if limit.measure is Measure.SHARE else f"{number:g}"
