"""What goes with a row that goes: decisions on findings about it."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from b2bdesk.domain.review import FindingNote
from b2bdesk.queries import findings


def forget_decisions(session: Session, kind: str, ids: Sequence[int]) -> None:
    """Sweep away decisions about rows that are about to go."""
    if kind not in findings.TABLES or session.scalar(select(FindingNote.id).limit(1)) is None:
        return
    gone = set(findings.subjects(session, [frozenset([(kind, row_id)]) for row_id in ids]).values())
    rows = session.execute(select(FindingNote.id, FindingNote.subject)).all()
    swept = [row_id for row_id, subject in rows if gone & set(subject.split(" "))]
    session.execute(delete(FindingNote).where(FindingNote.id.in_(swept)))
