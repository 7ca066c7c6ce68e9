"""Rules about money, people and landing pools (D2, D15)."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from b2bdesk.insight.facts import Pool
from b2bdesk.insight.help import budget, Load, loads
from b2bdesk.insight.importance import cost_weight, distance_weight
from b2bdesk.insight.rules.base import Context, Hit, Rule
from b2bdesk.insight.speech import Fact, Label, Share
from b2bdesk.terms import N_, Severity

NO_OWNER: Final = N_("Visitors arrive at {pool}, but nobody owns it.")
NOT_CONNECTED: Final = N_("Visitors arrive at {pool}, but it is not connected to the customer records.")
NEITHER: Final = N_("Visitors arrive at {pool}, but nobody owns it and it is not connected to the customer records.")


def loose_pools(context: Context) -> Iterator[Hit]:
    """G19: pools that counted placements lead to, without an owner or not connected."""
    ix = context.ix
    for pool_id, cost in ix.pool_cost.items():
        pool = ix.pool.get(pool_id)
        if pool and not (pool.owner and pool.connected):
            weight = cost_weight(ix, cost) + 1
            yield Hit((pool.code,), {"pool": pool.id}, {"pool": pool.name}, weight, pool_sentence(pool))


def pool_sentence(pool: Pool) -> str:
    """Return what is wrong with a pool."""
    if pool.owner:
        return NOT_CONNECTED
    return NO_OWNER if pool.connected else NEITHER


def overspent(context: Context) -> Iterator[Hit]:
    """G20: planned cost above the budget."""
    money, cost = budget(context.plan), context.ix.cost
    if money is not None and cost > money:
        facts: dict[str, Fact] = {"cost": context.money(cost), "budget": context.money(money)}
        yield Hit(("budget",), {}, facts, distance_weight(float(cost / money) - 1 if money else 1.0))


def underfunded(context: Context) -> Iterator[Hit]:
    """G20: a budget that is too small for what the funnel needs; silent as long as the need is not known."""
    money, need = budget(context.plan), context.plan.funnel_need
    if money is None or not need:
        return
    share, limit = float(Fraction(money) / Fraction(need)), context.plan.thresholds.budget_need_share
    if round(share, 4) < limit:
        facts: dict[str, Fact] = {"budget": context.money(money), "need": context.money(need), "share": Share(share)}
        yield Hit(("need",), {}, facts, distance_weight(limit - share))


def overworked(context: Context) -> Iterator[Hit]:
    """G20: capabilities with more hours to be worked than a month has."""
    limit = context.plan.thresholds.load_limit
    for load in loads(context.plan, context.today):
        if load.share is not None and round(float(load.share), 4) > limit:
            yield load_hit(load, limit)


def load_hit(load: Load, limit: float) -> Hit:
    """Return an overloaded capability as a hit."""
    share = float(load.share or 0)
    facts: dict[str, Fact] = {
        "capability": Label("capability", load.capability),
        "hours": f"{load.hours:.0f}",
        "available": f"{load.available:.0f}",
        "share": Share(share),
    }
    return Hit(("capability", load.capability), {}, facts, distance_weight(share - limit))


RULES: Final = (
    Rule(
        "G19",
        Severity.WARN,
        "pool",
        "pools",
        NEITHER,
        N_("Visitors who are received by nobody are lost, and what is not recorded cannot be followed up."),
        loose_pools,
    ),
    Rule(
        "G20",
        Severity.ERROR,
        "plan",
        "resources",
        N_("The plan costs {cost}, more than the budget of {budget}."),
        N_("What is planned cannot be paid. Cut placements, or find more money."),
        overspent,
    ),
    Rule(
        "G20",
        Severity.WARN,
        "plan",
        "resources",
        N_("The budget of {budget} is {share} of the {need} that the goals call for."),
        N_("With too little money the goals will be missed. Lower the goals, or find more money."),
        underfunded,
    ),
    Rule(
        "G20",
        Severity.ERROR,
        "plan",
        "resources",
        N_("“{capability}” is overloaded: {hours} hours of work against {available} hours a month ({share})."),
        N_("Work that nobody has time for comes late or not at all. Plan less, or find more people."),
        overworked,
    ),
)
