"""The small tables inside forms and pages, as data."""

from typing import Final

from b2bdesk.domain.catalogue import Field
from b2bdesk.queries.targets import members
from b2bdesk.terms import N_
from ui.kit.fields import Choice
from ui.records.lookups import Lookups
from ui.records.owned import Spec


def within_chain(lookups: Lookups, part: Field, owner: int | None) -> list[Choice] | None:
    """Offer the members of a relation's own chain."""
    if part.target != "chain_member" or owner is None:
        return None
    labels = lookups.labels
    found = lookups.desk.read(lambda session: members(session, labels, owner))
    return [Choice(row_id, name) for row_id, name in found.items()]


STATEMENTS: Final = Spec(
    "persona_item",
    (("kind", "weight"), ("text",)),
    ("kind", "text"),
    N_("Add what this person said, then Enter"),
)
SOURCING: Final = Spec("sourcing_note", (("trait",), ("text",)), ("trait", "text"), N_("Add how suppliers are sought"))
MEMBERS: Final = Spec(
    "chain_member",
    (("persona_id", "role"), ("influence", "stance"), ("authority", "access")),
    ("persona_id", "role"),
)
RELATIONS: Final = Spec(
    "chain_relation",
    (("from_id",), ("type",), ("to_id",)),
    ("from_id", "type", "to_id"),
    choose=within_chain,
)
GOALS: Final = Spec("goal", (("text",), ("metric", "value", "due")), ("text",), N_("Add a goal, then Enter"))
INDUSTRIES: Final = Spec("target_industry", (("industry", "priority"),), ("industry",))
BENCHMARKS: Final = Spec(
    "benchmark_customer",
    (("name", "industry", "segment_id", "may_quote"),),
    ("name",),
    N_("Add a customer, then Enter"),
)
COMPETITORS: Final = Spec(
    "competitor",
    (("name", "kind", "positioning", "est_spend"),),
    ("name",),
    N_("Add a competitor, then Enter"),
)
ALIGNMENTS: Final = Spec(
    "alignment",
    (("party", "agreed_on", "agreed"), ("open_points",)),
    ("party", "agreed"),
    N_("Add what was agreed, then Enter"),
)
RESOURCES: Final = Spec(
    "resource",
    (("kind", "person", "capability", "fte", "amount", "strength"),),
    ("kind", "person"),
    N_("Add who or what there is, then Enter"),
)
