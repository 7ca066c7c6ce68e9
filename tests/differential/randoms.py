"""Random plans of all sizes: every value of the closed lists, archived rows everywhere, empty fields, ties, odd dates.

The same seed gives the same plan. What the workspace's own checks make impossible is left out: a placement stands
with rows that exist, a person has one influence and one stance in a chain, a stage set has a stage.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any, Final, TypeVar

from b2bdesk import terms
from b2bdesk.insight import facts as f

T = TypeVar("T")
TODAY: Final = date(2026, 3, 31)
FORMS: Final = {
    "article": "text",
    "ebook": "doc",
    "video": "video",
    "faq": "doc",
    "calculator": "tool",
    "talk": "event",
}
TOPICS: Final = ("trend", "case", "product", "price_roi", "credentials", "swot")
MANNERS: Final = ("phone", "chat")
FIELDS: Final = (
    *("age_band", "education", "location", "org_type", "industry", "department", "title", "seniority"),
    *("company_size", "info_sources", "budget_cycle", "budget_range"),
)
COSTS: Final = ("0", "0", "0", "100", "100", "450", "550", "1000", "2500.50", "0.01")
EDGES: Final = (date(2025, 3, 31), date(2025, 3, 30), date(2024, 3, 31), date(2024, 3, 30), date(2026, 2, 28), TODAY)


@dataclass(slots=True)
class Maker:
    """Draws rows; `most` is about how many pieces a plan has."""

    random: Random
    most: int
    rows: dict[str, Any] = field(default_factory=dict)

    def chance(self, share: float) -> bool:
        """Return True that often."""
        return self.random.random() < share

    def one(self, values: Sequence[T]) -> T:
        """Return one of some values."""
        return self.random.choice(values)

    def maybe(self, value: T, share: float = 0.5) -> T | None:
        """Return a value, or None."""
        return value if self.chance(share) else None

    def some(self, values: Sequence[T], most: int) -> tuple[T, ...]:
        """Return some of the values in any order, none twice."""
        return tuple(self.random.sample(values, min(len(values), self.random.randint(0, most))))

    def many(self, most: int, make: Callable[[int], T]) -> tuple[T, ...]:
        """Return up to so many rows, their ids with holes."""
        count = self.random.randint(0, most)
        return tuple(make(3 * at + 1 + self.random.randint(0, 2)) for at in range(count))

    def ids(self, name: str) -> list[int]:
        """Return the ids of rows made before."""
        return [row.id for row in self.rows[name]]

    def gone(self) -> bool:
        """Tell whether a row is archived."""
        return self.chance(0.12)

    def day(self) -> date:
        """Return a day in the three years around the plan, often one just at a limit."""
        if self.chance(0.3):
            return self.one(EDGES)
        return date(2023, 9, 1) + timedelta(self.random.randint(0, 1200))


def random_plan(seed: int) -> f.Plan:
    """Return the plan of a seed: most are small, some empty, every tenth has up to 60 pieces and 300 placements."""
    random = Random(seed)
    m = Maker(random, 60 if seed % 10 == 9 else random.choice((0, 2, 6, 6, 14, 14)))
    start = date(2026, 1, 1)
    make = (("stages", stages), ("pools", pools), ("channels", channels), ("segments", segments))
    more = (("personas", personas), ("items", items), ("chains", chains), ("pieces", pieces))
    for name, build in (*make, *more, ("placements", placements), ("cells", cells), ("resources", resources)):
        m.rows[name] = build(m)
    return f.Plan(
        workspace=f.Workspace(start, date(2026, 12, 31)),
        company=f.Company(growth_stage=m.one(list(terms.GrowthStage)), motion=m.one(list(terms.Motion))),
        forms=FORMS,
        funnel_need=m.maybe(Decimal(m.one(("0", "1000", "11000", "686640")))),
        **m.rows,
    )


def stages(m: Maker) -> tuple[f.Stage, ...]:
    """Return the plan's own stages and those of up to two sets: the seven states are cut anew in each."""
    found: list[f.Stage] = []
    for set_id in (None, 7, 8)[: m.one((1, 1, 2, 3))]:
        count, states = m.one((1, 2, 4, 4, 5, 7)), list(terms.State)
        cuts = sorted(m.random.sample(range(1, 7), count - 1))
        for at, (first, last) in enumerate(zip([0, *cuts], [*cuts, 7], strict=True)):
            key = len(found) * 2 + 1
            found.append(
                f.Stage(
                    key,
                    f"S{at + 1}" if set_id is None else f"T{set_id}-{at + 1}",
                    f"Stage {key}",
                    m.random.randint(0, 3) if m.chance(0.3) else at,
                    tuple(str(state) for state in states[first:last]),
                    m.chance(0.3),
                    m.maybe(m.one((0.0, 0.2, 0.35, 0.4, 0.6, 1.0)), 0.8),
                    m.gone() and at > 0,
                    set_id,
                )
            )
    return tuple(found)


def pools(m: Maker) -> tuple[f.Pool, ...]:
    """Return landing pools, some without owner or connection."""
    return m.many(
        3, lambda key: f.Pool(key, f"LP{key}", "Pool", m.one(("", "Li")), connected=m.chance(0.5), archived=m.gone())
    )


def channels(m: Maker) -> tuple[f.Channel, ...]:
    """Return channels that take some form classes and fit some stages."""
    fit = {stage: m.random.randint(0, 2) for stage in m.ids("stages") if m.chance(0.8)}

    def make(key: int) -> f.Channel:
        return f.Channel(
            key,
            f"c{key}",
            f"Channel {key}",
            m.one(list(terms.Ownership)),
            m.one(list(terms.ToolClass)),
            paid=m.chance(0.3),
            kind=m.one(("", "site", "ad")),
            accepts=frozenset(m.some(sorted(set(FORMS.values())), 5)),
            breadth=m.one(list(terms.Breadth)),
            fit={stage: (n + key) % 3 for stage, n in fit.items()},
            pool_id=m.one([None, *m.ids("pools")]),
            archived=m.gone(),
        )

    return m.many(min(8, m.most), make)


def segments(m: Maker) -> tuple[f.Segment, ...]:
    """Return segments of all account classes, some with stages of their own."""
    sets = sorted({stage.set_id for stage in m.rows["stages"]} - {None})

    def make(key: int) -> f.Segment:
        own = m.one([None, *sets])
        class_ = m.one(list(terms.AccountClass))
        return f.Segment(key, f"SEG{key}", "Segment", class_, archived=m.gone(), stage_set_id=own)

    return m.many(4, make)


def prefs(m: Maker) -> dict[str, dict[str, int]]:
    """Return how strongly a persona likes what; some like nothing, or know nothing of it."""
    values = {"channel": [row.code for row in m.rows["channels"]] + ["elsewhere"], "form": [*FORMS], "topic": TOPICS}
    found: dict[str, dict[str, int]] = {}
    for dim, codes in {**values, "manner": MANNERS}.items():
        if m.chance(0.8):
            found[dim] = {code: m.random.randint(0, 3) for code in m.some(codes, 4)}
    return found


def personas(m: Maker) -> tuple[f.Persona, ...]:
    """Return personas of some segments."""

    def make(key: int) -> f.Persona:
        return f.Persona(
            key,
            f"P{key}",
            f"Persona {key}",
            priority=m.random.randint(1, 3),
            segment_ids=m.some(m.ids("segments"), 2),
            filled=frozenset(m.some(FIELDS, 12) if m.chance(0.7) else FIELDS),
            drivers=m.some(("w_market", "l_tech"), 2),
            traits=m.some(("purposeful", "periodic"), 2),
            prefs=prefs(m),
            influence=m.random.randint(1, 5),
            archived=m.gone(),
        )

    return m.many(min(8, m.most), make)


def items(m: Maker) -> tuple[f.PersonaItem, ...]:
    """Return what is said about the personas."""
    people = m.ids("personas")
    return m.many(25, lambda key: f.PersonaItem(key, m.one(people), m.one(list(terms.ItemKind)))) if people else ()


def chains(m: Maker) -> tuple[f.Chain, ...]:
    """Return chains whose persons hold one or several roles; some are known by title alone."""
    if not m.rows["segments"]:
        return ()

    def members(chain: int) -> tuple[f.Member, ...]:
        found: list[f.Member] = []
        known = [(key, None) for key in m.some(m.ids("personas"), 4)]
        for persona, contact in [*known, *((None, chain * 10 + at) for at in range(m.one((0, 0, 1, 2))))]:
            influence, stance = m.random.randint(1, 5), m.random.randint(-2, 2)
            for role in m.some(list(terms.Role), 3):
                key = chain * 100 + len(found)
                code = f"M{key}"
                found.append(f.Member(key, persona, role, influence, "none", stance, contact, code, code))
        return tuple(m.random.sample(found, len(found)))

    return m.many(
        3, lambda key: f.Chain(key, f"CH{key}", "Chain", m.one(m.ids("segments")), members(key), archived=m.gone())
    )


def pieces(m: Maker) -> tuple[f.Piece, ...]:
    """Return pieces of every kind; several may be alike but for the code."""

    def make(key: int) -> f.Piece:
        form = m.one([*FORMS])
        return f.Piece(
            key,
            f"K{key:02}",
            f"Piece {key}",
            form,
            FORMS[form],
            m.maybe(m.one((1, 12, 24))),
            Decimal(m.one(("0", "0.5", "16", "40", "128"))),
            m.one(TOPICS),
            m.some(TOPICS, 2),
            m.one(list(terms.Appeal)),
            m.one(list(terms.Horizon)),
            m.one(list(terms.Audience)),
            m.one(("none", "form", "trial")),
            m.one(list(terms.ContentStatus)),
            m.maybe(m.day(), 0.7),
            m.maybe(m.random.randint(5, 9)),
            {persona: m.random.randint(1, 3) for persona in m.some(m.ids("personas"), 3)},
            m.some(m.ids("stages"), 2),
            m.chance(0.3),
            m.chance(0.3),
            m.maybe(m.random.randint(1, 5)),
            m.chance(0.5),
            m.one(("content", "content", "design")),
            m.gone(),
        )

    return m.many(m.most, make)


def placements(m: Maker) -> tuple[f.Placement, ...]:
    """Return placements; in a few plans nothing costs anything."""
    if not m.rows["pieces"] or not m.rows["channels"]:
        return ()
    costs, at = m.one((COSTS, COSTS, COSTS, ("0",), ("100",))), {s.id: s for s in m.rows["stages"]}
    finished = m.one((0.1, 0.5))

    def make(key: int) -> f.Placement:
        stage = at[m.one([*at])]
        start = m.maybe(date(2025, 12, 1) + timedelta(m.random.randint(0, 300)), 0.8)
        return f.Placement(
            key,
            f"L{key:03}",
            m.one(m.ids("pieces")),
            stage.id,
            m.one(m.ids("channels")),
            m.one(list(terms.PlacementStatus)) if m.chance(finished) else "live",
            m.maybe(m.one(stage.states), 0.4),
            m.some(m.ids("personas"), 2) if m.chance(0.3) else (),
            start=start,
            end=m.maybe(start + timedelta(40)) if start else None,
            cost=Decimal(m.one(costs)),
            breadth=m.maybe(m.one(list(terms.Breadth))),
            link_id=m.maybe(1),
            pool_id=m.maybe(m.one(m.ids("pools")), 0.3) if m.rows["pools"] else None,
            archived=m.gone(),
        )

    return m.many(m.most * 5, make)


def cells(m: Maker) -> tuple[f.CellPlan, ...]:
    """Return what was decided for some cells: a target, or that nothing is needed."""
    found = []
    pairs = [("channel_id", key) for key in m.ids("channels")] + [("persona_id", key) for key in m.ids("personas")]
    for stage in m.ids("stages"):
        for of, key in pairs:
            if m.chance(0.15):
                aim, not_needed = m.maybe(m.random.randint(1, 6)), m.chance(0.5)
                found.append(f.CellPlan(stage, **{of: key}, target=aim, not_needed=not_needed, reason="So decided"))
    return tuple(found)


def resources(m: Maker) -> tuple[f.Resource, ...]:
    """Return money and people, with and without amounts and dates."""

    def make(key: int) -> f.Resource:
        return f.Resource(
            key,
            f"R{key}",
            "Resource",
            m.one(list(terms.ResourceKind)),
            m.one((None, "content", "design", "ads")),
            m.maybe(Decimal(m.one(("0", "0.1", "1.0")))),
            m.maybe(Decimal(m.one(("0", "20", "160"))), 0.3),
            m.random.randint(1, 5),
            m.maybe(Decimal(m.one(("0", "1000", "9900", "50000")))),
            m.maybe(m.day(), 0.3),
            m.maybe(m.day(), 0.3),
            m.gone(),
        )

    return m.many(6, make)
