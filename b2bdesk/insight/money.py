"""What results come to (D9): cost per lead and the like, what converts to what, where the path leaks.

Exact arithmetic: money is `Decimal`, a ratio a `Fraction`. None is "n/a": a number that nobody knows, or nothing to
divide by. A share is 0-1, an amount in the plan's currency.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from b2bdesk.terms import N_

COUNTS: Final = ("impressions", "reach", "clicks", "sends", "opens", "visits", "leads", "mql", "sql", "opps", "deals")
STEPS: Final = (
    ("visits", "leads"),
    ("leads", "mql"),
    ("mql", "sql"),
    ("sql", "opps"),
    ("opps", "deals"),
)
"""What becomes what on the way from a visit to a deal."""
STEP_NAMES: Final = {
    ("visits", "leads"): N_("visit to lead"),
    ("leads", "mql"): N_("lead to MQL"),
    ("mql", "sql"): N_("MQL to SQL"),
    ("sql", "opps"): N_("SQL to opportunity"),
    ("opps", "deals"): N_("opportunity to deal"),
}
BENCHMARKS: Final[Mapping[tuple[str, str], Fraction]] = MappingProxyType(
    {
        ("visits", "leads"): Fraction(2, 100),
        ("leads", "mql"): Fraction(25, 100),
        ("mql", "sql"): Fraction(40, 100),
        ("sql", "opps"): Fraction(60, 100),
        ("opps", "deals"): Fraction(25, 100),
    }
)
"""The default rates of D8, within the published bands."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts and money of one result, or of several added up; None is what nobody knows."""

    impressions: int | None = None
    reach: int | None = None
    clicks: int | None = None
    sends: int | None = None
    opens: int | None = None
    visits: int | None = None
    leads: int | None = None
    mql: int | None = None
    sql: int | None = None
    opps: int | None = None
    deals: int | None = None
    revenue: Decimal | None = None
    cost: Decimal | None = None


NAMES: Final = (*COUNTS, "revenue", "cost")


def total(found: Iterable[Figures]) -> Figures:
    """Add up what is known; what nobody knows in any of them stays unknown."""
    parts = list(found)
    sums = {name: [value for one in parts if (value := getattr(one, name)) is not None] for name in NAMES}
    return Figures(**{name: sum(values[1:], values[0]) for name, values in sums.items() if values})


@dataclass(frozen=True, slots=True)
class Metrics:
    """The metrics of D9 for one set of figures; `conversion` by step, as in `STEPS`."""

    cpl: Fraction | None = None
    cpm: Fraction | None = None
    ctr: Fraction | None = None
    cac: Fraction | None = None
    roas: Fraction | None = None
    roi: Fraction | None = None
    conversion: Mapping[tuple[str, str], Fraction | None] = field(default_factory=dict)


def metrics(found: Figures, margin: float | Decimal | Fraction | None) -> Metrics:
    """Return what figures come to; `margin` is the gross margin, 0-1, None where the plan does not say."""
    thousands = None if found.impressions is None else Fraction(found.impressions, 1000)
    return Metrics(
        cpl=ratio(found.cost, found.leads),
        cpm=ratio(found.cost, thousands),
        ctr=ratio(found.clicks, found.impressions),
        cac=ratio(found.cost, found.deals),
        roas=ratio(found.revenue, found.cost),
        roi=roi(found.revenue, found.cost, margin),
        conversion={step: ratio(getattr(found, step[1]), getattr(found, step[0])) for step in STEPS},
    )


Number = int | Decimal | Fraction


def ratio(part: Number | None, whole: Number | None) -> Fraction | None:
    """Return one divided by the other; n/a where one is unknown or there is nothing to divide by."""
    return None if part is None or not whole else Fraction(part) / Fraction(whole)


def roi(revenue: Decimal | None, cost: Decimal | None, margin: float | Decimal | Fraction | None) -> Fraction | None:
    """Return (revenue x margin - cost) / cost; n/a without cost."""
    if revenue is None or not cost or margin is None:
        return None
    return (Fraction(revenue) * exact(margin) - Fraction(cost)) / Fraction(cost)


def exact(share: float | Decimal | Fraction) -> Fraction:
    """Return a share as people wrote it: 0.7 is seven tenths, whatever its bits."""
    return Fraction(str(share)) if isinstance(share, float) else Fraction(share)


def lifetime_value(acv: Decimal, margin: float | Decimal | Fraction, churn: float | Fraction) -> Fraction | None:
    """Return contract value x margin / yearly churn (LTV)."""
    return None if not churn else Fraction(acv) * exact(margin) / exact(churn)


def payback_months(
    cac: Fraction | None, acv: Decimal | None, margin: float | Decimal | Fraction | None
) -> Fraction | None:
    """Return after how many months a customer has paid back what winning it cost: CAC / (ACV x margin / 12)."""
    if cac is None or acv is None or margin is None:
        return None
    return ratio(cac, Fraction(acv) * exact(margin) / 12)


@dataclass(frozen=True, slots=True)
class Split:
    """What share of visits stays of low or medium intent, becomes a lead, becomes a customer (98 / 1.8 / 0.2)."""

    low_mid: Fraction | None = None
    high: Fraction | None = None
    customer: Fraction | None = None


def path_split(found: Figures) -> Split:
    """Split the path's visits by intent; n/a without visits, or while leads or deals are unknown."""
    if not found.visits or found.leads is None or found.deals is None:
        return Split()
    visits = found.visits
    return Split(
        Fraction(visits - found.leads, visits),
        Fraction(found.leads - found.deals, visits),
        Fraction(found.deals, visits),
    )


@dataclass(frozen=True, slots=True)
class Leak:
    """The step at which the path loses most against its benchmark: `ratio` is actual / benchmark."""

    step: tuple[str, str]
    actual: Fraction
    benchmark: Fraction
    ratio: Fraction


def leak(found: Figures, benchmarks: Mapping[tuple[str, str], Fraction] = BENCHMARKS) -> Leak | None:
    """Return the step with the lowest actual / benchmark; None while no step is known."""
    known = [
        Leak(step, actual, benchmark, actual / benchmark)
        for step, benchmark in benchmarks.items()
        if (actual := ratio(getattr(found, step[1]), getattr(found, step[0]))) is not None
    ]
    return min(known, key=lambda one: one.ratio, default=None)


def traceable(costs: Iterable[tuple[Decimal, bool, bool]]) -> Fraction | None:
    """Return the share of cost that has a tracking link and results; `costs` holds cost, link, results of each."""
    rows = list(costs)
    known = sum((cost for cost, linked, counted in rows if linked and counted), Decimal(0))
    return ratio(known, sum((cost for cost, _, _ in rows), Decimal(0)))
