"""Personas as the gallery and the editor show them: how complete, how sure, what is still to be said."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from b2bdesk.domain import metadata
from b2bdesk.domain.company import TargetIndustry
from b2bdesk.domain.segment import Segment
from b2bdesk.domain.settings import WorkspaceRow
from b2bdesk.i18n import tr
from b2bdesk.insight import facts, titles
from b2bdesk.insight.completeness import Completeness, completeness
from b2bdesk.insight.confidence import Confidence, confidence, last_heard, of_personas
from b2bdesk.insight.dates import older_than
from b2bdesk.queries.facts import load_people
from b2bdesk.queries.labels import Labels
from b2bdesk.terms import Language, Polarity, PrefDim


@dataclass(frozen=True, slots=True)
class Person:
    """One card of the gallery. `score` is 0-100, `blocking` what is missing in marked words; `confidence` is 0-1,
    None for mere assumptions. `stale` says that somebody should look again.
    """

    id: int
    code: str
    name: str
    title: str
    photo: str
    segments: tuple[str, ...]
    segment_ids: tuple[int, ...]
    priority: int
    leading: bool
    negative: bool
    archived: bool
    score: float
    usable: bool
    blocking: tuple[str, ...]
    confidence: float | None
    backed: int
    said: int
    latest: date | None
    review_on: date | None
    stale: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement with how far evidence carries it: 0-1, None for an assumption; `sources` speak for it."""

    id: int
    kind: str
    text: str
    weight: int
    situation: str
    motivation: str
    outcome: str
    confidence: float | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Liked:
    """Something a persona likes: its value in the file, its name, 0-3."""

    value: str
    name: str
    strength: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is said about one persona besides its own fields."""

    person: Person
    known: Completeness
    statements: tuple[Statement, ...]
    prefs: Mapping[str, tuple[Liked, ...]]
    versions: int


def people(session: Session, today: date, plan: facts.Plan | None = None) -> list[Person]:
    """Return all personas, the leading one first, then by priority, then in their own order; archived ones too."""
    plan = plan or load_people(session)
    rows = _rows(session, "persona")
    segments = _segments(session)
    kinds, backed = _kinds(plan), _backed(plan)
    sure, latest = of_personas(plan, today), last_heard(plan)
    known = {p.id: completeness(p, kinds[p.id], plan.thresholds) for p in plan.personas}
    said: defaultdict[int, list[int]] = defaultdict(list)
    for item in plan.items:
        said[item.persona_id].append(item.id)
    limit = plan.thresholds.stale_months
    found = [
        _person(
            row, segments[row["id"]], known[row["id"]], sure[row["id"]], said[row["id"]], backed, latest, today, limit
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (not one.leading, one.negative, -one.priority))


def sheet(
    session: Session,
    labels: Labels,
    today: date,
    persona: int,
    plan: facts.Plan | None = None,
    card: Person | None = None,
) -> Sheet | None:
    """Return one persona with what is said about it; None where it is gone. What was read before saves time."""
    plan = plan or load_people(session, labels)
    person = card or next((one for one in people(session, today, plan) if one.id == persona), None)
    if person is None:
        return None
    mine = next(p for p in plan.personas if p.id == persona)
    known = completeness(mine, _kinds(plan)[persona], plan.thresholds)
    table = metadata.tables["persona_version"]
    kept = session.scalar(select(func.count()).select_from(table).where(table.c.persona_id == persona)) or 0
    statements = tuple(_statements(session, plan, labels, persona, today))
    return Sheet(person, known, statements, _prefs(session, labels, persona), kept)


def template(session: Session, segment: int, title: str, labels: Labels | None = None) -> dict[str, Any]:
    """Return what a new persona of a segment brings along: what its class of firm, its firms and the title tell."""
    row = session.get(Segment, segment)
    if row is None:
        return {}
    labels = labels or Labels(session, session.scalar(select(WorkspaceRow.lang)) or Language.EN)
    first = session.scalar(
        select(TargetIndustry.industry).order_by(TargetIndustry.priority, TargetIndustry.sort).limit(1)
    )
    filled = {
        "org_type": next(iter(row.org_types), ""),
        "industry": next(iter(row.industries), first or ""),
        "department": titles.department_of(title),
        "seniority": titles.seniority_of(title, row.account_class),
        "company_size": _size(row) or labels.of("account_class", row.account_class),
    }
    offered = {
        key: {code for code, _ in labels.choices(key)} for key in ("org_type", "industry", "department", "seniority")
    }
    return {key: value for key, value in filled.items() if value and value in offered.get(key, {value})}


def _size(row: Segment) -> str:
    low, high = row.headcount_min, row.headcount_max
    if low is not None and high is not None:
        return tr("{count} people", count=f"{low:,}–{high:,}")
    bound = f"{low:,}+" if low is not None else f"≤ {high:,}" if high is not None else ""
    return tr("{count} people", count=bound) if bound else ""


def _rows(session: Session, name: str) -> list[Any]:
    table = metadata.tables[name]
    order = [table.c[key] for key in ("sort", "id") if key in table.c]
    return list(session.execute(select(table).order_by(*order)).mappings())


def _segments(session: Session) -> dict[int, list[tuple[int, str]]]:
    link, table = metadata.tables["persona_segment"], metadata.tables["segment"]
    query = select(link.c.persona_id, table.c.id, table.c.name).join(table, table.c.id == link.c.segment_id)
    found: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for persona, segment, name in session.execute(query.order_by(table.c.sort, table.c.id)):
        found[persona].append((segment, name))
    return found


def _kinds(plan: facts.Plan) -> dict[int, set[str]]:
    kinds: defaultdict[int, set[str]] = defaultdict(set)
    for item in plan.items:
        kinds[item.persona_id].add(item.kind)
    return kinds


def _backed(plan: facts.Plan) -> set[int]:
    """Return the statements that evidence speaks for."""
    links = plan.evidence_links
    return {k.target_id for k in links if k.target == "item" and k.polarity == Polarity.SUPPORTS}


def _person(
    row: Any,
    segments: list[tuple[int, str]],
    known: Completeness,
    sure: Confidence,
    said: list[int],
    backed: set[int],
    latest: Mapping[int, date],
    today: date,
    limit: int,
) -> Person:
    newest, review = latest.get(row["id"]), row["review_on"]
    due = review is not None and review <= today
    return Person(
        row["id"],
        row["code"],
        row["name"],
        row["title"],
        row["photo"],
        tuple(name for _, name in segments),
        tuple(segment for segment, _ in segments),
        row["priority"],
        row["leading"],
        row["negative"],
        row["archived"],
        float(known.score),
        known.usable,
        known.blocking,
        None if sure.assumption else sure.value,
        sum(item in backed for item in said),
        len(said),
        newest,
        review,
        due or (newest is not None and older_than(newest, limit, today)),
    )


def _statements(session: Session, plan: facts.Plan, labels: Labels, persona: int, today: date) -> Iterable[Statement]:
    proofs = {one.id: one for one in plan.evidence}
    table = metadata.tables["persona_item"]
    rows = session.execute(select(table).where(table.c.persona_id == persona).order_by(table.c.sort, table.c.id))
    for row in rows.mappings():
        links = [k for k in plan.evidence_links if (k.target, k.target_id) == ("item", row["id"])]
        sure = confidence([(proofs[k.evidence_id], k.polarity) for k in links], today, plan.thresholds)
        spoken = [labels.of("source", s.source) for s in sure.steps if s.polarity == Polarity.SUPPORTS]
        yield Statement(
            **{key: row[key] for key in ("id", "kind", "text", "weight", "situation", "motivation", "outcome")},
            confidence=None if sure.assumption else sure.value,
            sources=tuple(dict.fromkeys(spoken)),
        )


def _prefs(session: Session, labels: Labels, persona: int) -> dict[str, tuple[Liked, ...]]:
    pref, channel = metadata.tables["persona_pref"], metadata.tables["channel"]
    own = {row.code: labels.name(row) for row in session.execute(select(channel))}
    vocab = {PrefDim.CHANNEL: "channel", PrefDim.FORM: "content_form", PrefDim.TOPIC: "topic"}
    found: defaultdict[str, list[Liked]] = defaultdict(list)
    query = select(pref).where(pref.c.persona_id == persona).order_by(pref.c.strength.desc(), pref.c.id)
    for row in session.execute(query).mappings():
        dim, value = PrefDim(row["dim"]), row["value"]
        name = value if dim is PrefDim.MANNER else labels.of(vocab[dim], value)
        found[dim].append(Liked(value, own.get(value, name) if dim is PrefDim.CHANNEL else name, row["strength"]))
    return {str(dim): tuple(rows) for dim, rows in found.items()}


def owner_of(session: Session, statement: int) -> int | None:
    """Return whom a statement is about."""
    table = metadata.tables["persona_item"]
    return session.scalar(select(table.c.persona_id).where(table.c.id == statement))
