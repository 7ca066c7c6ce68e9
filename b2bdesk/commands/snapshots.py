"""Snapshots: how the plan stands today, kept to compare a later day with."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from b2bdesk.commands import write
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.domain.review import Snapshot
from b2bdesk.domain.settings import WorkspaceRow
from b2bdesk.errors import UserError
from b2bdesk.insight.dates import month_of
from b2bdesk.insight.decisions import about, sift
from b2bdesk.insight.findings_diff import figures
from b2bdesk.insight.rules import find
from b2bdesk.queries import findings as queries
from b2bdesk.queries.facts import load_plan
from b2bdesk.terms import N_
from b2bdesk.workspace import Workspace

SHELF: Final = 5_000
MONTHLY: Final = N_("Keep the monthly snapshot of {day}")


def take(ws: Workspace, *, today: date, label: str = "", origin: object = None) -> int:
    """Keep how the plan stands, under a name, and return the snapshot's id."""
    name = " ".join(label.split())
    with ws.edit(N_("Take a snapshot of {day}"), day=today.isoformat(), origin=origin) as session:
        return write.add(session, "snapshot", {"taken_on": today, "label": name, "data": state(session, today)})


def take_once(ws: Workspace, *, today: date, label: str, origin: object = None) -> int | None:
    """Keep how the plan stands, unless a snapshot of this day exists."""
    with ws.read() as session:
        there = session.scalar(select(Snapshot.id).where(Snapshot.taken_on == today).limit(1))
    return None if there is not None else take(ws, today=today, label=label, origin=origin)


def is_due(session: Session, *, today: date) -> bool:
    """Tell whether this month has no snapshot yet; a plan that was begun this month needs none."""
    begun = session.execute(select(WorkspaceRow.created_at)).scalar_one()
    last = session.scalar(select(func.max(Snapshot.taken_on)))
    since = last or datetime.fromisoformat(begun).date()
    return month_of(since) < month_of(today)


def take_monthly(ws: Workspace, *, today: date, label: str, origin: object = None) -> int | None:
    """Keep the snapshot of the month if it is due, and return its id; undo passes it over.

    One that was taken away by a person does not come again in the same month.
    """
    with ws.read() as session:
        if not is_due(session, today=today):
            return None
    day = today.isoformat()
    if any(edit.aside and edit.facts.get("day", "")[:7] == day[:7] for edit in ws.history(table="snapshot")):
        return None
    id = ws.unused_id("snapshot")
    with ws.aside(MONTHLY, day=day, origin=origin) as session:
        session.add(Snapshot(id=id, taken_on=today, label=label, data=state(session, today)))
    return id


def rename(ws: Workspace, *, id: int, label: str, origin: object = None) -> None:
    """Give a snapshot another name."""
    with ws.edit(N_("Name a snapshot {name}"), name=label.strip(), origin=origin) as session:
        write.change(session, "snapshot", [id], {"label": " ".join(label.split())})


def remove(ws: Workspace, *, id: int, origin: object = None) -> None:
    """Take a snapshot away."""
    with ws.read() as session:
        day = session.scalar(select(Snapshot.taken_on).where(Snapshot.id == id))
    if day is None:
        raise write.gone(ENTITIES["snapshot"])
    with ws.edit(N_("Delete the snapshot of {day}"), day=day.isoformat(), origin=origin) as session:
        write.remove(session, "snapshot", [id])


def state(session: Session, today: date) -> dict[str, Any]:
    """Return how the plan stands: coverage, findings by severity, and each open finding by rule and subject."""
    plan = load_plan(session)
    found = sift(plan, find(plan, today), queries.decisions(session), today).open
    if not plan.personas and not plan.pieces:
        raise UserError("snapshot.empty", N_("There is nothing in this plan yet to take a snapshot of."))
    abouts = [about(finding, plan) for finding in found]
    names = queries.subjects(session, abouts)
    named: defaultdict[str, list[list[str]]] = defaultdict(list)
    for finding, what in zip(found, abouts, strict=True):
        named[finding.rule].append([names[what], " · ".join(finding.codes)])
    return {**figures(plan, found), "findings": dict(shelved(named))}


def shelved(named: Mapping[str, list[list[str]]]) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield the findings of each rule, in lists that a plan file takes: G15, G15+1, G15+2 ..."""
    for rule, pairs in named.items():
        for shelf, start in enumerate(range(0, len(pairs), SHELF)):
            yield (f"{rule}+{shelf}" if shelf else rule), pairs[start : start + SHELF]
