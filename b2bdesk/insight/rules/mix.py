"""Rules about the balance of the plan over time, feeling, audience, width and channels (D2, D3)."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Final

from b2bdesk.insight.balance import balance, brand_target, off_target
from b2bdesk.insight.importance import distance_weight
from b2bdesk.insight.rules.base import Context, Hit, Rule
from b2bdesk.insight.speech import Fact, Month, Share
from b2bdesk.terms import Breadth, N_, Severity

NO_NEW: Final = N_("Nothing in the plan speaks to new customers.")
NO_EXISTING: Final = N_("Nothing in the plan speaks to existing customers.")
NARROW: Final = N_("{share} of the cost is aimed narrowly, so that few future buyers are reached.")
BROAD: Final = N_("{share} of the cost is aimed broadly, so that little is left for those who buy now.")
NOBODY: Final = 6.0


def brand_share(context: Context) -> Iterator[Hit]:
    """G08: brand share by cost off its target."""
    share, target = balance(context.plan).brand_cost, brand_target(context.plan)
    tolerance = context.plan.thresholds.brand_tolerance
    if off := off_target(share, target, tolerance):
        yield Hit(("brand",), {}, off_facts(share, target, tolerance), distance_weight(off))


def emotional_share(context: Context) -> Iterator[Hit]:
    """G09: emotional share by count off the target of a stage."""
    tolerance = context.plan.thresholds.emotional_tolerance
    for stage_id, share in balance(context.plan).emotional_count.items():
        stage = context.ix.stage[stage_id]
        if off := off_target(share, stage.target_emotional, tolerance):
            facts = {"stage": stage.name, **off_facts(share, stage.target_emotional, tolerance)}
            yield Hit((stage.code,), {"stage": stage.id}, facts, distance_weight(off))


def new_share(context: Context) -> Iterator[Hit]:
    """G10: no new or no existing customers by count, else new customers by cost off the target."""
    found, limits = balance(context.plan), context.plan.thresholds
    if found.new_count in (0, 1):
        nobody = ("new", NO_NEW) if found.new_count == 0 else ("existing", NO_EXISTING)
        yield Hit(nobody[:1], {}, {}, NOBODY, nobody[1])
    elif off := off_target(found.new_cost, limits.new_target, limits.new_tolerance):
        facts = off_facts(found.new_cost, limits.new_target, limits.new_tolerance)
        yield Hit(("new",), {}, facts, distance_weight(off))


def one_width(context: Context) -> Iterator[Hit]:
    """G23: nearly all cost aimed narrowly, or nearly all broadly."""
    limit = context.plan.thresholds.breadth_limit
    shares = balance(context.plan).breadth_cost
    for width, sentence in ((Breadth.NARROW, NARROW), (Breadth.BROAD, BROAD)):
        share = float(shares[width] or 0)
        if round(share, 4) > limit:
            yield Hit((width.value,), {}, {"share": Share(share)}, distance_weight(share - limit), sentence)


def brandless_time(context: Context) -> Iterator[Hit]:
    """G24: runs of months without a brand placement, from plan start to the last placement."""
    for run in brandless_runs(context):
        if len(run) >= context.plan.thresholds.brandless_months:
            facts: dict[str, Fact] = {"first": Month(run[0]), "last": Month(run[-1]), "n": len(run)}
            yield Hit((f"{run[0]:%Y-%m}",), {}, facts, min(9.0, 1.0 + len(run)))


def brandless_runs(context: Context) -> list[list[date]]:
    """Return the runs of months without a brand placement."""
    runs: list[list[date]] = [[]]
    for month in context.ix.months:
        if month in context.ix.brand_months:
            runs.append([])
        else:
            runs[-1].append(month)
    return [run for run in runs if run]


def one_channel(context: Context) -> Iterator[Hit]:
    """G25: a channel that takes too much of the cost."""
    ix, limit = context.ix, context.plan.thresholds.channel_cost_limit
    for channel_id, cost in ix.channel_cost.items():
        share = float(cost / ix.cost) if ix.cost else 0.0
        if round(share, 4) > limit:
            channel = ix.channel[channel_id]
            facts: dict[str, Fact] = {"channel": channel.name, "share": Share(share), "limit": Share(limit)}
            yield Hit((channel.code,), {"channel": channel_id}, facts, distance_weight(share - limit))


def off_facts(share: Fraction | None, target: float | None, tolerance: float) -> dict[str, Fact]:
    """Return the numbers of a share off its target."""
    return {"share": Share(float(share or 0)), "target": Share(target or 0.0), "tolerance": Share(tolerance)}


RULES: Final = (
    Rule(
        "G08",
        Severity.WARN,
        "plan",
        "balance",
        N_("{share} of the cost builds the brand; {target} is the target, give or take {tolerance}."),
        N_(
            "Brand content makes the demand of later years, the rest harvests today's. The target follows the "
            "company's growth stage."
        ),
        brand_share,
    ),
    Rule(
        "G09",
        Severity.WARN,
        "stage",
        "balance",
        N_("At {stage}, {share} of the content speaks to feeling; {target} is the target, give or take {tolerance}."),
        N_("Far from the purchase feeling carries further; near the decision reasons and numbers do."),
        emotional_share,
    ),
    Rule(
        "G10",
        Severity.WARN,
        "plan",
        "balance",
        N_("{share} of the cost goes to new customers; {target} is the target, give or take {tolerance}."),
        N_("New customers bring most of the growth, existing ones keep it. Both need a part of the plan."),
        new_share,
    ),
    Rule(
        "G23",
        Severity.INFO,
        "plan",
        "balance",
        NARROW,
        N_("Narrow targeting finds who buys now, broad targeting who will buy later. A plan needs both."),
        one_width,
    ),
    Rule(
        "G24",
        Severity.WARN,
        "plan",
        "calendar",
        N_("From {first} to {last} no brand content runs."),
        N_("A brand that falls silent is forgotten. Place brand content in every month."),
        brandless_time,
    ),
    Rule(
        "G25",
        Severity.WARN,
        "channel",
        "balance",
        N_("{channel} takes {share} of the cost, more than {limit}."),
        N_("A plan that rests on one channel falls with it."),
        one_channel,
    ),
)
