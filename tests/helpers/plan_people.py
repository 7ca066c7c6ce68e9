"""Rows of a made-up plan: whom it is for, who decides, what is known of them, and where people are met."""

from typing import Any, TYPE_CHECKING

from b2bdesk.starter.blank import vocabularies
from b2bdesk.terms import FormClass, ItemKind, Role

if TYPE_CHECKING:
    from tests.helpers.plans import Maker

MEMBERS = 4
"""People in a decision chain."""


def fill(maker: "Maker") -> None:
    """Write segments, personas, chains, evidence, channels."""
    _segments(maker)
    _personas(maker)
    _chains(maker)
    _evidence(maker)
    _channels(maker)


def codes(vocab: str) -> list[str]:
    """Return the codes of a vocabulary."""
    return [entry["code"] for entry in vocabularies()[vocab]]


def _segments(maker: "Maker") -> None:
    classes, n = codes("account_class"), maker.size.segments
    maker.add(
        "segment",
        [
            {
                "code": f"G{at}",
                "name": f"Segment {at}",
                "account_class": classes[at % len(classes)],
                "revenue_share": 1 / n,
                "acv": 100_000 * (1 + at),
            }
            for at in range(1, n + 1)
        ],
    )


def _personas(maker: "Maker") -> None:
    n, random = maker.size.personas, maker.random
    drivers, kinds = codes("driver"), list(ItemKind)
    rows: list[dict[str, Any]] = [
        {
            "code": f"P{at}",
            "name": f"Person {at}",
            "title": f"Title {at}",
            "priority": 1 + at % 3,
            "influence": 1 + at % 5,
            "drivers": random.sample(drivers, 2),
            "age_band": "35_44" if at % 2 else "",
            "location": f"City {at % 9}" if at % 3 else "",
        }
        for at in range(1, n + 1)
    ]
    maker.add("persona", rows)
    segments = maker.size.segments
    maker.add("persona_segment", [{"persona_id": at, "segment_id": 1 + at % segments} for at in range(1, n + 1)])
    items = [(at, kind) for at in range(1, n + 1) for kind in random.sample(kinds, 4)]
    maker.add(
        "persona_item",
        [
            {"code": f"I{i}", "persona_id": at, "kind": str(kind), "text": f"Statement {i} of {kind}"}
            for i, (at, kind) in enumerate(items, 1)
        ],
    )
    wanted = [(at, dim, one) for at in range(1, n + 1) for dim in ("form", "topic") for one in _some(maker, dim)]
    maker.add("persona_pref", [{"persona_id": at, "dim": dim, "value": one} for at, dim, one in wanted])


def _some(maker: "Maker", dim: str) -> list[str]:
    return maker.random.sample(codes("content_form" if dim == "form" else "topic"), 2)


def _chains(maker: "Maker") -> None:
    n, people, roles = maker.size.segments, maker.size.personas, [str(role) for role in Role]
    chains = [{"code": f"D{at}", "name": f"Chain {at}", "segment_id": at} for at in range(1, n + 1)]
    maker.add("decision_chain", chains)
    members = [
        {
            "code": f"M{chain * MEMBERS + at}",
            "chain_id": chain,
            "persona_id": 1 + (chain * MEMBERS + at) % people,
            "role": roles[(chain + 3 * at) % len(roles)],
            "influence": 1 + at,
        }
        for chain in range(1, n + 1)
        for at in range(MEMBERS)
    ]
    maker.add("chain_member", members)
    ties = [(chain, 1 + (chain - 1) * MEMBERS, 2 + (chain - 1) * MEMBERS) for chain in range(1, n + 1)]
    maker.add(
        "chain_relation",
        [
            {"code": f"T{chain}", "chain_id": chain, "from_id": a, "to_id": b, "type": "influences"}
            for chain, a, b in ties
        ],
    )


def _evidence(maker: "Maker") -> None:
    from datetime import date

    n, sources = maker.size.personas, codes("source")
    maker.add(
        "evidence",
        [
            {
                "code": f"E{at}",
                "title": f"Talk {at}",
                "source": sources[at % len(sources)],
                "date": date(2025, 1 + at % 12, 3),
            }
            for at in range(1, n + 1)
        ],
    )
    maker.add("evidence_link", [{"evidence_id": at, "item_id": 1 + (at * 3) % (4 * n)} for at in range(1, n + 1)])


def _channels(maker: "Maker") -> None:
    n, random = maker.size.channels, maker.random
    kinds, classes = codes("channel_kind"), [str(one) for one in FormClass]
    maker.add("landing_pool", [{"code": "LP1", "label_en": "Site", "connected": True}])
    maker.add(
        "channel",
        [
            {
                "code": f"CH{at}",
                "label_en": f"Channel {at}",
                "ownership": "O" if at <= n // 2 else "X",
                "tool_class": "A" if at % 5 == 0 else "N",
                "paid": at % 5 == 0,
                "kind": kinds[at % len(kinds)],
                "accepts": sorted(classes if at % 5 else random.sample(classes, 8)),
                "pool_id": 1 if at % 20 else None,
                "monthly_capacity": None if at % 6 else 40,
            }
            for at in range(1, n + 1)
        ],
    )
    cells = [(channel, stage) for channel in range(1, n + 1) for stage in range(1, maker.size.stages + 1)]
    maker.add(
        "stage_fit",
        [{"channel_id": c, "stage_id": s, "fit": random.choice((0, 1, 1, 1, 1, 1, 2, 2, 2))} for c, s in cells],
    )
    decided = [{"channel_id": c, "stage_id": s, "target": 3 + c, "reason": ""} for c, s in cells[::11]]
    maker.add("cell_plan", decided)
    unneeded = [{"persona_id": p, "stage_id": 1, "not_needed": True, "reason": "Not met here"} for p in (2, 4)]
    maker.add("cell_plan", unneeded)
