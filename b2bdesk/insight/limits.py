"""The thresholds that a person may change: what each is called, what it may be, and which rules ask for it.

A key names a field of `Thresholds`; where that holds one number a case, the case follows a dot: `brand_target.early`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from enum import StrEnum
from math import isfinite
from typing import Any, Final

from b2bdesk.insight.settings import Thresholds
from b2bdesk.terms import GrowthStage, N_


class Measure(StrEnum):
    """What a threshold counts in."""

    COUNT = "count"
    SHARE = "share"
    MONTHS = "months"
    HOURS = "hours"
    FACTOR = "factor"


@dataclass(frozen=True, slots=True)
class Limit:
    """One threshold: its name, its unit, from where to where it may lie, and the rules that use it."""

    key: str
    label: str
    measure: Measure
    low: float
    high: float
    rules: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Tell whether only whole numbers make sense."""
        return self.measure in (Measure.COUNT, Measure.MONTHS)

    def takes(self, value: Any) -> bool:
        """Tell whether a stored value is one that this threshold may have."""
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal) or not isfinite(value):
            return False
        return self.low <= value <= self.high and (not self.whole or value == int(value))


SHARE, COUNT, MONTHS, HOURS, FACTOR = Measure.SHARE, Measure.COUNT, Measure.MONTHS, Measure.HOURS, Measure.FACTOR

GROUPS: Final[Mapping[str, tuple[Limit, ...]]] = {
    N_("Cells of the map"): (
        Limit("crowded_persona", N_("Placements that crowd a persona's cell"), COUNT, 2, 1000, ("R01",)),
        Limit("crowded_channel", N_("Placements that crowd a channel's cell"), COUNT, 2, 1000, ("R01",)),
        Limit("recommended_fit", N_("Fit from which a channel is recommended"), COUNT, 1, 2, ("G03",)),
    ),
    N_("Balance"): (
        Limit(f"brand_target.{GrowthStage.EARLY}", N_("Brand share wanted, early growth"), SHARE, 0, 1, ("G08",)),
        Limit(f"brand_target.{GrowthStage.GROWTH}", N_("Brand share wanted, growth"), SHARE, 0, 1, ("G08",)),
        Limit(f"brand_target.{GrowthStage.MATURE}", N_("Brand share wanted, mature"), SHARE, 0, 1, ("G08",)),
        Limit("brand_tolerance", N_("Brand share may be off by"), SHARE, 0, 1, ("G08",)),
        Limit("emotional_tolerance", N_("Emotional share may be off by"), SHARE, 0, 1, ("G09",)),
        Limit("new_target", N_("Share of new customers wanted"), SHARE, 0, 1, ("G10",)),
        Limit("new_tolerance", N_("Share of new customers may be off by"), SHARE, 0, 1, ("G10",)),
        Limit("breadth_limit", N_("Most cost aimed at one width"), SHARE, 0, 1, ("G23",)),
        Limit("brandless_months", N_("Months without brand that are too many"), MONTHS, 1, 24, ("G24",)),
        Limit("channel_cost_limit", N_("Most cost in one channel"), SHARE, 0, 1, ("G25",)),
    ),
    N_("People who decide"): (
        Limit("strong_influence", N_("Influence that counts as strong, from"), COUNT, 1, 5, ("G13",)),
        Limit("sceptic_stance", N_("Stance that counts as sceptical, down from"), COUNT, -2, 0, ("G13",)),
        Limit("topic_need", N_("Need for a topic that must be met, from"), COUNT, 1, 3, ("G14",)),
        Limit("channel_preference", N_("Liking of a channel that counts, from"), COUNT, 1, 3, ("G21",)),
        Limit("usable_share", N_("Share of a group that makes a persona usable"), SHARE, 0, 1, ("G22",)),
        Limit("preference_counts_from", N_("Strength that counts as a preference, from"), COUNT, 1, 3, ("G22",)),
        Limit("content_enough", N_("Placements that reach a chain member fully"), COUNT, 1, 50),
    ),
    N_("Pieces"): (
        Limit("help_pass", N_("Points a help check needs, of 10"), COUNT, 0, 10, ("G17",)),
        Limit("self_talk_limit", N_("Most talk about ourselves"), SHARE, 0, 1),
        Limit("new_piece_below", N_("Points below which a new piece is proposed"), FACTOR, 0, 100),
        Limit("young_months", N_("Months for which a review counts in full"), MONTHS, 1, 120),
        Limit("old_months", N_("Months after which a review counts little"), MONTHS, 1, 240),
    ),
    N_("Money and time"): (
        Limit("budget_need_share", N_("Share of the need that the budget must reach"), SHARE, 0, 2, ("G20",)),
        Limit("load_limit", N_("Most work for the hours there are"), SHARE, 0, 5, ("G20",)),
        Limit("hours_per_fte", N_("Hours a month of a full-time person"), HOURS, 1, 744, ("G20",)),
        Limit("productive_share", N_("Part of these hours that is productive"), SHARE, 0, 1, ("G20",)),
        Limit("strong_capability", N_("Strength that makes a capability strong, from"), COUNT, 1, 5),
    ),
    N_("Priority and evidence"): (
        Limit("decision_stage_weight", N_("Weight of stages where the decision is made"), FACTOR, 0.1, 10),
        Limit("thin_weight", N_("Weight of thin cells beside empty ones"), FACTOR, 0, 1),
        Limit("evidence_half_life", N_("Months in which evidence loses half its worth"), MONTHS, 1, 240),
        Limit("confidence_cap", N_("Highest confidence"), SHARE, 0.1, 1),
        Limit("stale_months", N_("Months after which a persona is to be looked at again"), MONTHS, 1, 120),
    ),
}
LIMITS: Final[Mapping[str, Limit]] = {limit.key: limit for group in GROUPS.values() for limit in group}


def of_rule(rule: str) -> tuple[Limit, ...]:
    """Return the thresholds that a rule asks for."""
    return tuple(limit for limit in LIMITS.values() if rule in limit.rules)


def value(thresholds: Thresholds, key: str) -> int | float:
    """Return a threshold's number."""
    name, _, case = key.partition(".")
    found = getattr(thresholds, name)
    found = found[case] if case else found
    return float(found) if isinstance(found, Decimal) else found


def given(stored: Any) -> dict[str, int | float]:
    """Return what a plan's settings change, by key; what no threshold may be is passed over."""
    return {key: number for key, number in _pairs(stored) if key in LIMITS and LIMITS[key].takes(number)}


def _pairs(stored: Any) -> Iterator[tuple[str, Any]]:
    for name, number in stored.items() if isinstance(stored, Mapping) else ():
        if isinstance(number, Mapping):
            yield from ((f"{name}.{case}", each) for case, each in number.items())
        else:
            yield str(name), number


def changed(stored: Any, standard: Thresholds | None = None) -> Thresholds:
    """Return the thresholds of a plan: the defaults, and what its settings change in them."""
    base = standard or Thresholds()
    kinds = {each.name: type(getattr(base, each.name)) for each in fields(Thresholds)}
    whole: dict[str, Any] = {}
    for key, number in given(stored).items():
        name, _, case = key.partition(".")
        if case:
            whole[name] = {**whole.get(name, getattr(base, name)), case: float(number)}
        else:
            whole[name] = kinds[name](str(number) if kinds[name] is Decimal else number)
    return replace(base, **whole)
