"""Evidence beside what it speaks for: the board of statements, what to ask next, interviews, who was heard when."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from b2bdesk.domain import metadata
from b2bdesk.domain.evidence import EvidenceAnswer
from b2bdesk.insight import confidence as sure_of
from b2bdesk.insight import facts
from b2bdesk.insight import interview as guide_of
from b2bdesk.insight.confidence import Confidence
from b2bdesk.insight.dates import older_than
from b2bdesk.insight.facts import Plan, Workspace
from b2bdesk.insight.interview import Asked
from b2bdesk.queries.facts import source_thresholds
from b2bdesk.terms import Polarity

TargetKey = tuple[str, int]
"""The column of a link and the id in it, as in `b2bdesk.queries.targets`."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement on the board; `value` is its confidence 0-1, None for an assumption."""

    id: int
    code: str
    persona_id: int
    kind: str
    text: str
    weight: int
    value: float | None
    links: Mapping[int, str]
    """The polarity of each evidence that speaks to it."""
    worth: float


@dataclass(frozen=True, slots=True)
class Group:
    """One persona with its statements; `value` is the persona's confidence, None for an assumption."""

    id: int
    code: str
    name: str
    title: str
    priority: int
    value: float | None
    links: Mapping[int, str]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """All personas in use with their statements, and the statements most worth asking about first."""

    groups: tuple[Group, ...]
    to_ask: tuple[Statement, ...]

    def statement(self, item: int) -> Statement | None:
        """Return a statement by its id."""
        return next((one for group in self.groups for one in group.statements if one.id == item), None)

    def persona(self, persona: int) -> Group | None:
        """Return a persona by its id."""
        return next((group for group in self.groups if group.id == persona), None)


@dataclass(frozen=True, slots=True)
class Review:
    """Whether somebody should look at a persona again: the newest evidence for it, the day set, and why."""

    id: int
    code: str
    name: str
    title: str
    heard: date | None
    review_on: date | None
    old: bool
    due: bool

    @property
    def stale(self) -> bool:
        """Tell whether it is time; a persona nobody was ever heard about has never been looked at."""
        return self.old or self.due


@dataclass(frozen=True, slots=True)
class Interview:
    """One interview: when, with whom, as which persona, and what was answered, by question."""

    id: int
    code: str
    title: str
    day: date
    respondent: str
    quote: str
    persona_id: int | None
    answers: Mapping[str, str]
    made: Mapping[str, str]
    """The code of the statement that an answer speaks to."""


def board(session: Session, today: date) -> Board:
    """Return the personas the plan is made for with their statements, each with how far evidence carries it."""
    plan = _plan(session)
    weak = sure_of.to_ask(plan, today)
    links = _links(plan)
    people = sure_of.of_personas(plan, today)
    found = {one.item_id: one for one in weak}
    rows: defaultdict[int, list[Statement]] = defaultdict(list)
    for item in plan.items:
        if item.id in found:
            rows[item.persona_id].append(
                Statement(
                    item.id,
                    item.code,
                    item.persona_id,
                    item.kind,
                    item.name,
                    item.weight,
                    value_of(found[item.id].sure),
                    links["item", item.id],
                    found[item.id].worth,
                )
            )
    groups = tuple(
        Group(
            p.id, p.code, p.name, p.title, p.priority, value_of(people[p.id]), links["persona", p.id], tuple(rows[p.id])
        )
        for p in plan.personas
        if not p.archived
    )
    by_id = {one.id: one for group in groups for one in group.statements}
    return Board(groups, tuple(by_id[one.item_id] for one in weak))


def value_of(sure: Confidence) -> float | None:
    """Return a confidence as it is shown: None for an assumption."""
    return None if sure.assumption else sure.value


def reviews(session: Session, today: date) -> list[Review]:
    """Return all personas in use with when somebody was last heard about them, the stale and oldest first."""
    plan = _plan(session)
    heard, limit = sure_of.last_heard(plan), plan.thresholds.stale_months
    table = metadata.tables["persona"]
    days = dict(session.execute(select(table.c.id, table.c.review_on)).all())
    found = []
    for p in plan.personas:
        if not p.archived:
            newest, on = heard.get(p.id), days[p.id]
            # Somebody who looked at it and set a day ahead has said that it still holds until then.
            ahead = on is not None and on > today
            old = not ahead and (newest is None or older_than(newest, limit, today))
            found.append(Review(p.id, p.code, p.name, p.title, newest, on, old, on is not None and not ahead))
    return sorted(found, key=lambda one: (not one.stale, one.heard or date.min))


def interviews(session: Session) -> list[Interview]:
    """Return all evidence of source interview with what was answered, the newest first."""
    table = metadata.tables["evidence"]
    query = select(table).where(table.c.source == "interview", table.c.archived.is_(False))
    rows = session.execute(query.order_by(table.c.date.desc(), table.c.id.desc())).mappings().all()
    answers, made = _answers(session, [row["id"] for row in rows])
    codes = metadata.tables["persona"].c
    people = dict(session.execute(select(codes.code, codes.id)).all())
    whose = _persons(session)
    found = []
    for row in rows:
        said = answers[row["id"]]
        persona = people.get(said.pop(guide_of.PERSONA, "")) or whose.get(row["id"])
        head = (row["id"], row["code"], row["title"], row["date"], row["respondent"], row["quote"])
        found.append(Interview(*head, persona, said, made[row["id"]]))
    return found


def guide(session: Session, today: date, persona: int) -> tuple[Asked, ...]:
    """Return the questions for a persona, those on its weakest statements last."""
    found = board(session, today)
    weak = [(one.code, one.kind, one.text) for one in found.to_ask if one.persona_id == persona]
    return guide_of.guide(weak)


def _plan(session: Session) -> Plan:
    """Return a plan of what is heard and said alone: each edit of evidence asks for it, so nothing else is read."""
    home, persona, item = metadata.tables["workspace"], metadata.tables["persona"], metadata.tables["persona_item"]
    proof, link = metadata.tables["evidence"], metadata.tables["evidence_link"]
    start, end, currency, settings = session.execute(
        select(home.c.plan_start, home.c.plan_end, home.c.currency, home.c.settings)
    ).one()
    columns = ("id", "code", "name", "title", "priority", "archived", "negative")
    people = select(*(persona.c[key] for key in columns))
    items = select(item.c.id, item.c.persona_id, item.c.kind, item.c.text, item.c.weight, item.c.code)
    proofs = select(proof.c.id, proof.c.code, proof.c.title, proof.c.source, proof.c.date).order_by(proof.c.id)
    links = select(link.c.evidence_id, link.c.persona_id, link.c.item_id, link.c.member_id, link.c.polarity)
    return Plan(
        Workspace(start, end, currency),
        personas=tuple(
            facts.Persona(row[0], row[1], row[2], row[3], row[4], archived=row[5] or row[6])
            for row in session.execute(people.order_by(persona.c.sort, persona.c.id))
        ),
        items=tuple(facts.PersonaItem(*row) for row in session.execute(items.order_by(item.c.sort, item.c.id))),
        evidence=tuple(facts.Evidence(*row) for row in session.execute(proofs)),
        evidence_links=tuple(_spoken(row) for row in session.execute(links.order_by(link.c.id))),
        thresholds=source_thresholds(session, settings),
    )


def _spoken(row: Any) -> facts.EvidenceLink:
    evidence, persona, item, member, polarity = row
    kinds = ("persona", persona), ("item", item), ("member", member)
    target, row_id = next((kind, key) for kind, key in kinds if key is not None)
    return facts.EvidenceLink(evidence, target, row_id, polarity)


def _links(plan: Plan) -> Mapping[tuple[str, int], dict[int, str]]:
    found: defaultdict[tuple[str, int], dict[int, str]] = defaultdict(dict)
    for k in plan.evidence_links:
        found[k.target, k.target_id][k.evidence_id] = k.polarity
    return found


def _answers(session: Session, ids: Sequence[int]) -> tuple[dict[int, dict[str, str]], dict[int, dict[str, str]]]:
    answers: defaultdict[int, dict[str, str]] = defaultdict(dict)
    made: defaultdict[int, dict[str, str]] = defaultdict(dict)
    query = select(EvidenceAnswer.evidence_id, EvidenceAnswer.question, EvidenceAnswer.answer, EvidenceAnswer.item)
    for evidence, question, answer, item in session.execute(query.order_by(EvidenceAnswer.id)):
        answers[evidence][question] = answer
        if item:
            made[evidence][question] = item
    return answers, made


def _persons(session: Session) -> dict[int, int]:
    """Return for each evidence the first persona that it speaks for, by itself or by a statement."""
    link, item = metadata.tables["evidence_link"], metadata.tables["persona_item"]
    query = select(link.c.evidence_id, link.c.persona_id, item.c.persona_id).outerjoin(
        item, item.c.id == link.c.item_id
    )
    found: dict[int, int] = {}
    for evidence, one, other in session.execute(query.where(link.c.polarity == Polarity.SUPPORTS).order_by(link.c.id)):
        if one or other:
            found.setdefault(evidence, one or other)
    return found
