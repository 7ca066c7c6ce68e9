"""The lines or columns of an axis, in their own order: what they are called and how they can be grouped."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import func, select, String, type_coerce
from sqlalchemy.orm import Session

from b2bdesk.domain.content import ContentPiece
from b2bdesk.domain.persona import Persona, PersonaSegment
from b2bdesk.domain.placement import Placement
from b2bdesk.domain.segment import Segment
from b2bdesk.domain.settings import WorkspaceRow
from b2bdesk.i18n import render
from b2bdesk.queries.axes import AXES, MONTH
from b2bdesk.queries.board_rows import read_channels, read_stages
from b2bdesk.queries.board_values import AxisKey, Head
from b2bdesk.queries.labels import Labels
from b2bdesk.terms import N_

NOTHING: Final[Mapping[str, tuple[AxisKey, str]]] = {
    "persona": (0, N_("No persona")),
    "segment": (0, N_("No segment")),
    "role": ("", N_("In no decision chain")),
    "month": ("", N_("No date")),
    "topic": ("", N_("No topic")),
    "form": ("", N_("No form")),
}
"""The line of what belongs to no other, shown where it holds anything."""
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def heads(session: Session, axis: str, labels: Labels, used: Collection[AxisKey]) -> list[Head]:
    """Return what an axis has; `used` are the keys that placements stand under."""
    found = READERS[axis](session, labels, used)
    if axis in NOTHING and NOTHING[axis][0] in used:
        key, words = NOTHING[axis]
        found.append(Head(key, "", render(words, {}, labels.lang)))
    return found


def group_labels(session: Session, axis: str, labels: Labels) -> dict[tuple[str, str], str]:
    """Return what the groups of an axis are called, in their order, by way of grouping and code."""
    found: dict[tuple[str, str], str] = {}
    for grouping, _ in AXES[axis].groupings:
        pairs = _segments(session).items() if grouping == "segment" else labels.choices(grouping)
        found |= {(grouping, str(code)): label for code, label in pairs}
    return found


def _stages(session: Session, labels: Labels, _used: Collection[AxisKey]) -> list[Head]:
    return read_stages(session, labels.lang)


def _channels(session: Session, labels: Labels, _used: Collection[AxisKey]) -> list[Head]:
    return read_channels(session, labels.lang)


def _personas(session: Session, _labels: Labels, _used: Collection[AxisKey]) -> list[Head]:
    home: dict[int, str] = {}
    links = select(PersonaSegment.persona_id, PersonaSegment.segment_id).order_by(PersonaSegment.segment_id)
    for persona, segment in session.execute(links):
        home.setdefault(persona, str(segment))
    rows = session.execute(
        select(Persona.id, Persona.code, Persona.name)
        .where(Persona.archived.is_(False))
        .order_by(Persona.sort, Persona.id)
    )
    return [Head(id, code, name, groups={"segment": home.get(id, "")}) for id, code, name in rows]


def _segment_heads(session: Session, _labels: Labels, _used: Collection[AxisKey]) -> list[Head]:
    query = select(Segment.id, Segment.code, Segment.name).where(Segment.archived.is_(False))
    return [Head(id, code, name) for id, code, name in session.execute(query.order_by(Segment.sort, Segment.id))]


def _segments(session: Session) -> dict[str, str]:
    return {str(head.id): head.name for head in _segment_heads(session, Labels(session, "en"), ())}


def _vocabulary(name: str, *, all_of_it: bool = True) -> Callable[[Session, Labels, Collection[AxisKey]], list[Head]]:
    """Make the reader of a vocabulary's entries: those in use, or also those that can be chosen."""

    def read(_session: Session, labels: Labels, used: Collection[AxisKey]) -> list[Head]:
        return [
            Head(entry.code, "", entry.label, groups={"form_class": form_class(entry.data)})
            for entry in labels.entries(name)
            if entry.code in used or (all_of_it and not entry.archived)
        ]

    return read


def form_class(data: Mapping[str, Any] | None) -> str:
    """Return the class that a content form's entry names."""
    return str((data or {}).get("class") or (data or {}).get("cls") or "text")


def _forms(session: Session, labels: Labels, used: Collection[AxisKey]) -> list[Head]:
    """Return the forms that pieces have."""
    made = session.scalars(select(ContentPiece.form).where(ContentPiece.archived.is_(False)).distinct())
    return _vocabulary("content_form", all_of_it=False)(session, labels, {*used, *made})


def _months(session: Session, labels: Labels, used: Collection[AxisKey]) -> list[Head]:
    """Return the months of the plan, and any other in which a placement starts."""
    start, end = session.execute(select(WorkspaceRow.plan_start, WorkspaceRow.plan_end)).one()
    begun = session.scalars(select(func.substr(type_coerce(Placement.date_from, String), 1, MONTH)).distinct())
    found = {str(month) for month in (*used, *begun) if month} | set(_between(start, end))
    return [Head(month, "", month_name(month, labels.lang)) for month in sorted(found)]


def _between(start: date, end: date) -> list[str]:
    first, last = start.year * 12 + start.month - 1, end.year * 12 + end.month - 1
    return [f"{at // 12:04d}-{at % 12 + 1:02d}" for at in range(first, last + 1)]


def month_name(month: str, lang: str) -> str:
    """Return a month as the language writes it: `Mar 2026`, `2026年3月`."""
    year, number = int(month[:4]), int(month[5:7])
    return f"{MONTHS[number - 1]} {year}" if lang == "en" else f"{year}年{number}月"


READERS: Final[dict[str, Callable[[Session, Labels, Collection[AxisKey]], list[Head]]]] = {
    "stage": _stages,
    "channel": _channels,
    "persona": _personas,
    "topic": _vocabulary("topic"),
    "form": _forms,
    "segment": _segment_heads,
    "role": _vocabulary("role"),
    "month": _months,
}
