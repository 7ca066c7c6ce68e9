"""Decisions on findings: not needed because, put off until, and taken back.

A cell of the map that needs nothing is said by the cell itself; all else by a note, which knows the finding by its
rule and its subject (see `queries.findings`).
"""

from datetime import date
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from b2bdesk.commands import cells, write
from b2bdesk.domain.review import FindingNote
from b2bdesk.errors import UserError
from b2bdesk.insight.decisions import About
from b2bdesk.queries import findings as queries
from b2bdesk.terms import FindingVerdict, N_
from b2bdesk.workspace import Workspace

CELL_RULES: Final = frozenset({"G01", "G02", "G03"})
"""Rules about cells, which are marked as not needed on the map."""


def not_needed(ws: Workspace, *, rule: str, about: About, reason: str, what: str = "", origin: object = None) -> None:
    """Say that a finding needs nothing, and why; `what` names it in the history."""
    if not reason.strip():
        raise UserError("finding.reason", N_("Say why nothing is needed here."))
    cell = cell_of(rule, about)
    if cell:
        with ws.edit(N_("Not needed: {cell}"), cell=what, origin=origin) as session:
            cells.set_not_needed(ws, reason=reason, **cell)
            _forget(session, rule, about)
        return
    with ws.edit(N_("Not needed: {cell}"), cell=what or rule, origin=origin) as session:
        _note(session, rule, about, str(FindingVerdict.NOT_NEEDED), reason, None)


def snooze(
    ws: Workspace,
    *,
    rule: str,
    about: About,
    until: date,
    today: date,
    reason: str = "",
    what: str = "",
    origin: object = None,
) -> None:
    """Put a finding off until a day, when it comes back."""
    if until <= today:
        raise UserError("finding.until", N_("{day} is not ahead. Choose a later day."), day=until.isoformat())
    with ws.edit(
        N_("Put off until {day}: {finding}"), day=until.isoformat(), finding=what or rule, origin=origin
    ) as session:
        _note(session, rule, about, str(FindingVerdict.SNOOZED), reason, until)


def take_back(ws: Workspace, *, rule: str, about: About, what: str = "", origin: object = None) -> None:
    """Let a finding be open again."""
    cell = cell_of(rule, about)
    with ws.edit(N_("Open again: {finding}"), finding=what or rule, origin=origin) as session:
        if cell:
            cells.set_needed(ws, **cell)
        _forget(session, rule, about)


def cell_of(rule: str, about: About) -> dict[str, Any]:
    """Return the cell a finding is about as keyword arguments, empty where it is about none."""
    if rule not in CELL_RULES:
        return {}
    rows = dict(about)
    return {kind: rows[kind] for kind in ("stage", "channel", "persona") if kind in rows}


def _note(session: Session, rule: str, about: About, verdict: str, reason: str, until: date | None) -> None:
    subject = _subject(session, about)
    found = session.scalar(select(FindingNote.id).where(FindingNote.rule == rule, FindingNote.subject == subject))
    values = {"verdict": verdict, "reason": reason, "until": until}
    if found is None:
        write.add(session, "finding_note", {"rule": rule, "subject": subject, **values})
    else:
        write.change(session, "finding_note", [found], values)


def _forget(session: Session, rule: str, about: About) -> None:
    session.execute(
        delete(FindingNote).where(FindingNote.rule == rule, FindingNote.subject == _subject(session, about))
    )


def _subject(session: Session, about: About) -> str:
    found = queries.subjects(session, [about])
    if about not in found:
        raise UserError("finding.gone", N_("What this finding is about is no longer there."))
    return found[about]
