"""Every number of the formulas that a person may change, with its default."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from b2bdesk.terms import ContentStatus, GrowthStage, InfoGroup


def brand_targets() -> dict[str, float]:
    """Return the brand share by cost wanted at each growth stage (D3)."""
    return {GrowthStage.EARLY: 0.30, GrowthStage.GROWTH: 0.46, GrowthStage.MATURE: 0.60}


def group_weights() -> dict[str, int]:
    """Return the weights of the seven information groups, 100 in all (D5)."""
    weights = (5, 20, 10, 10, 10, 15, 30)
    return {str(group): weight for group, weight in zip(InfoGroup, weights, strict=True)}


def source_weights() -> dict[str, float]:
    """Return how much one fresh piece of evidence of each source is worth, 0-1 (D5)."""
    return {
        "survey": 0.70,
        "interview": 0.90,
        "internal": 0.50,
        "history": 0.80,
        "third_party": 0.40,
        "hypothesis": 0.15,
    }


def effort_left() -> dict[str, Decimal]:
    """Return the part of a piece's effort still to be done, by status (D15)."""
    return {
        ContentStatus.IDEA: Decimal(1),
        ContentStatus.DRAFT: Decimal("0.5"),
        ContentStatus.READY: Decimal("0.1"),
        ContentStatus.PUBLISHED: Decimal(0),
        ContentStatus.RETIRED: Decimal(0),
    }


def readiness() -> dict[str, float]:
    """Return how far a piece's status lets it be suggested, 0-1 (D12)."""
    return {
        ContentStatus.IDEA: 0.5,
        ContentStatus.DRAFT: 0.8,
        ContentStatus.READY: 1.0,
        ContentStatus.PUBLISHED: 1.0,
        ContentStatus.RETIRED: 0.0,
    }


def part_weights() -> dict[str, float]:
    """Return the weights of the five parts of a suggestion's score, 1 in all (D12)."""
    return {"stage": 0.30, "persona": 0.25, "topic": 0.20, "form": 0.15, "appeal": 0.10}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The [default] numbers of D1-D16; shares are fractions 0-1, ages are months."""

    crowded_persona: int = 10
    crowded_channel: int = 5
    recommended_fit: int = 2
    brand_target: Mapping[str, float] = field(default_factory=brand_targets)
    brand_tolerance: float = 0.10
    emotional_tolerance: float = 0.15
    new_target: float = 0.75
    new_tolerance: float = 0.15
    strong_influence: int = 4
    sceptic_stance: int = -1
    topic_need: int = 2
    channel_preference: int = 2
    help_pass: int = 7
    budget_need_share: float = 0.90
    load_limit: float = 1.0
    breadth_limit: float = 0.80
    brandless_months: int = 2
    channel_cost_limit: float = 0.45
    group_weight: Mapping[str, int] = field(default_factory=group_weights)
    usable_share: float = 0.75
    preference_counts_from: int = 2
    source_weight: Mapping[str, float] = field(default_factory=source_weights)
    unknown_source_weight: float = 0.15
    evidence_half_life: float = 18.0
    confidence_cap: float = 0.98
    stale_months: int = 12
    content_enough: int = 2
    url_value_limit: int = 100
    url_byte_limit: int = 2048
    part_weight: Mapping[str, float] = field(default_factory=part_weights)
    readiness: Mapping[str, float] = field(default_factory=readiness)
    young_months: int = 12
    old_months: int = 24
    middle_age_factor: float = 0.8
    old_age_factor: float = 0.6
    low_help_factor: float = 0.8
    new_for_customers_factor: float = 0.7
    existing_for_others_factor: float = 0.5
    new_piece_below: float = 50.0
    decision_stage_weight: float = 1.5
    thin_weight: float = 0.5
    effort_left: Mapping[str, Decimal] = field(default_factory=effort_left)
    hours_per_fte: Decimal = Decimal(160)
    productive_share: Decimal = Decimal("0.8")
    strong_capability: int = 4
    self_talk_limit: float = 0.5
    unrated_memorability: float = 0.6
    agreement_days: int = 90
    match_distance: float = 0.10
    drift_distance: float = 0.25
    least_observed: int = 30
    link_distance: float = 0.10
    few_pieces: int = 3
    gathered_share: float = 0.50
