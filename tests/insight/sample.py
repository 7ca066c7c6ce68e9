"""The worked example as a `Plan`, built from compact rows."""

import json
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from b2bdesk.insight import facts as f
from b2bdesk.insight.completeness import FIELDS
from b2bdesk.terms import InfoGroup

HERE = Path(__file__).parent
TODAY = date(2026, 3, 1)
STATES = {
    "S1": ("attention",),
    "S2": ("visit", "register"),
    "S3": ("active", "opportunity"),
    "S4": ("deal", "referral"),
}
EMOTION = {"S1": 0.6, "S2": 0.4, "S3": 0.2, "S4": 0.4}
HORIZON = {"B": "brand", "A": "activation"}
AUDIENCE = {"N": "new", "X": "existing", "B": "both"}


def golden() -> dict[str, Any]:
    """Return the expected results of the worked example."""
    return json.loads((HERE.parent / "golden" / "expected.json").read_text("utf-8"))


@cache
def rows() -> dict[str, Any]:
    """Return the compact rows."""
    return json.loads((HERE / "data" / "sample.json").read_text("utf-8"))


def ids(kind: str) -> dict[str, int]:
    """Return the keys of a kind's codes."""
    return {row[0]: n for n, row in enumerate(rows()[kind], 1)}


def fits(text: str, kind: str) -> dict[int, int]:
    """Read "P2:3 P3:3"."""
    keys = ids(kind)
    return {keys[code]: int(fit) for code, fit in (pair.split(":") for pair in text.split())}


def persona(n: int, row: list[Any]) -> f.Persona:
    """Build a persona whose filled fields are as many as its row says."""
    code, name, title, _, priority, segments, filled, topics, forms, channels = row
    counts = dict(zip(InfoGroup, filled, strict=True))
    known = [field.key for group, fields in FIELDS.items() for field in fields[: counts[group]]]
    liked = sum(strength >= 2 for strength in channels.values()) >= 2
    return f.Persona(
        n,
        code,
        name,
        title,
        priority,
        tuple(ids("segments")[s] for s in segments.split()),
        frozenset(known),
        ("w_market",) if "drivers" in known else (),
        ("purposeful",) if "traits" in known else (),
        {
            "topic": topics,
            "form": forms,
            "channel": channels,
            "manner": {"in writing": 2} if counts[InfoGroup.COMM_PREF] > liked else {},
        },
    )


def items() -> tuple[f.PersonaItem, ...]:
    """Build as many kinds of statements as each persona's row says."""
    kinds = [field.key for field in FIELDS[InfoGroup.NEEDS]]
    pairs = [(n, kind) for n, row in enumerate(rows()["personas"], 1) for kind in kinds[: row[6][6]]]
    return tuple(f.PersonaItem(n, persona_id, kind) for n, (persona_id, kind) in enumerate(pairs, 1))


def chain(n: int, row: list[Any]) -> f.Chain:
    """Build a chain with its members and relations."""
    code, name, segment, members, ties = row
    people = ids("personas")
    built = tuple(
        f.Member(n * 100 + i, people[p], role, influence, authority, stance)
        for i, (p, role, influence, authority, stance) in enumerate(members)
    )
    first = {p: n * 100 + i for i, (p, *_) in reversed(list(enumerate(members)))}
    relations = tuple(f.Tie(first[a], first[b], kind) for a, kind, b in ties)
    return f.Chain(n, code, name, ids("segments")[segment], built, relations)


def channel(n: int, row: list[Any]) -> f.Channel:
    """Build a channel."""
    code, name, ownership, tool_class, paid, kind, accepts, breadth, fit, pool = row
    return f.Channel(
        n,
        code,
        name,
        ownership,
        tool_class,
        paid,
        kind,
        frozenset(accepts.split()),
        breadth,
        dict(enumerate(fit, 1)),
        ids("pools")[pool],
    )


def piece(n: int, row: list[Any]) -> f.Piece:
    """Build a content piece."""
    code, name, form, topic, appeal, horizon, audience, personas, stages, *made = row
    status, score, reviewed, cta, brand, vivid = made
    form_class, effort, refresh = next(r[1:] for r in rows()["forms"] if r[0] == form)
    return f.Piece(
        n,
        code,
        name,
        form,
        form_class,
        refresh,
        Decimal(effort),
        topic,
        (),
        appeal,
        HORIZON[horizon],
        AUDIENCE[audience],
        cta,
        status,
        date.fromisoformat(reviewed),
        score,
        fits(personas, "personas"),
        tuple(int(s[1]) for s in stages.split()),
        "m" in brand,
        "a" in brand,
        vivid,
    )


def placement(n: int, row: list[Any]) -> f.Placement:
    """Build a placement."""
    code, content, stage, where, personas, day, status, cost, link = row
    return f.Placement(
        n,
        code,
        ids("content")[content],
        int(stage[1]),
        ids("channels")[where],
        status,
        persona_ids=tuple(ids("personas")[p] for p in personas.split()),
        start=date.fromisoformat(day),
        cost=Decimal(cost),
        link_id=n if link else None,
    )


def stage(n: int, code: str) -> f.Stage:
    """Build one of the four default stages."""
    return f.Stage(n, code, f"Stage {n}", n, STATES[code], code == "S3", EMOTION[code])


def sample_plan() -> f.Plan:
    """Build the whole example plan."""
    r = rows()
    evidence = enumerate(r["evidence"], 1)
    built = tuple(f.Evidence(n, e[0], e[1], e[2], date.fromisoformat(e[4])) for n, e in evidence)
    links = tuple(f.EvidenceLink(n, "persona", ids("personas")[e[3]]) for n, e in enumerate(r["evidence"], 1))
    return f.Plan(
        f.Workspace(date(2026, 1, 1), date(2026, 12, 31)),
        f.Company("growth", "mixed", names=("StockPoise",)),
        tuple(stage(n, code) for n, code in enumerate(STATES, 1)),
        tuple(channel(n, row) for n, row in enumerate(r["channels"], 1)),
        tuple(f.Pool(n, c, c, owner, connected) for n, (c, owner, connected) in enumerate(r["pools"], 1)),
        tuple(f.Segment(n, c, name, k, Decimal(v), s) for n, (c, name, k, v, s) in enumerate(r["segments"], 1)),
        tuple(persona(n, row) for n, row in enumerate(r["personas"], 1)),
        items(),
        built,
        links,
        tuple(chain(n, row) for n, row in enumerate(r["chains"], 1)),
        tuple(piece(n, row) for n, row in enumerate(r["content"], 1)),
        tuple(placement(n, row) for n, row in enumerate(r["placements"], 1)),
        resources=resources(),
        forms={row[0]: row[1] for row in r["forms"]},
    )


def resources() -> tuple[f.Resource, ...]:
    """Build the money and the people of the example."""
    people = (("content", "1.0", 5), ("design", "0.5", 3), ("ads", "0.5", 3), ("events", "0.5", 3))
    money = f.Resource(9, "R9", "Budget", "money", amount=Decimal(600_000))
    return (money, *(f.Resource(n, f"R{n}", c, "people", c, Decimal(x), None, s) for n, (c, x, s) in enumerate(people)))
