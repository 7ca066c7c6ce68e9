"""The rows of a plan that there are many of: pieces, placements, and what is linked to them.

Days and amounts are read as the file stores them: they repeat, so each is turned into its value but once.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, select, type_coerce
from sqlalchemy.orm import Session

from b2bdesk.domain import metadata
from b2bdesk.domain.types import MINOR
from b2bdesk.insight import facts
from b2bdesk.queries.labels import Labels

Pairs = dict[int, list[Any]]
PIECE: Final = (
    *("id", "code", "title", "form", "effort_h", "topic", "extra_topics", "appeal", "horizon", "audience", "cta"),
    *("status", "reviewed", "uses_core_message", "uses_asset", "memorability", "file", "archived"),
)
PLACEMENT: Final = (
    *("id", "code", "content_id", "stage_id", "channel_id", "status", "state", "segment_id", "campaign_id"),
    *("date_from", "date_to", "cost", "breadth", "link_id", "pool_id", "archived"),
)


def pairs(session: Session, name: str, mine: str, *theirs: str) -> Pairs:
    """Return what the rows of a table link to an id: a value, or a tuple of several."""
    table = metadata.tables[name]
    query = select(table.c[mine], *(table.c[key] for key in theirs)).order_by(table.c.id)
    found: Pairs = defaultdict(list)
    if len(theirs) == 1:
        for key, value in session.execute(query).all():
            found[key].append(value)
    else:
        for key, *values in session.execute(query).all():
            found[key].append(tuple(values))
    return found


def pieces(session: Session, labels: Labels) -> tuple[facts.Piece, ...]:
    """Return all content pieces in their order."""
    personas = pairs(session, "content_persona", "content_id", "persona_id", "fit")
    stages = pairs(session, "content_stage", "content_id", "stage_id")
    helps = pairs(session, "help_check", "content_id", "h1", "h2", "h3", "h4", "h5")
    forms = {entry.code: entry.data for entry in labels.entries("content_form")}
    day, topics, hours = cache(date.fromisoformat), cache(_topics), cache(_hours)
    found = []
    for row in stored(session, "content_piece", PIECE):
        id, code, title, form, effort, topic, more, appeal, horizon, audience, cta = row[:11]
        status, reviewed, core, asset, memorability, file, archived = row[11:]
        data = forms.get(form, {})
        values: tuple[Any, ...] = (
            *(id, code, title, form, str(data.get("cls", "")), data.get("refresh_months"), hours(effort)),
            *(topic, topics(more), appeal, horizon, audience, cta, status, reviewed and day(reviewed)),
            sum(helps[id][0]) if id in helps else None,
            dict(personas[id]) if id in personas else {},
            tuple(stages[id]) if id in stages else (),
            *(bool(core), bool(asset), memorability, bool(file), "content", bool(archived)),
        )
        found.append(facts.Piece(*values))
    return tuple(found)


def placements(session: Session) -> tuple[facts.Placement, ...]:
    """Return all placements in their order."""
    personas = pairs(session, "placement_persona", "placement_id", "persona_id")
    day, money = cache(date.fromisoformat), cache(_money)
    found = []
    for row in stored(session, "placement", PLACEMENT):
        id, code, content, stage, channel, status, state, segment, campaign = row[:9]
        start, end, cost, breadth, link, pool, archived = row[9:]
        own = tuple(personas[id]) if id in personas else ()
        values: tuple[Any, ...] = (
            *(id, code, content, stage, channel, status, state or None, own, segment, campaign),
            *(start and day(start), end and day(end), money(cost), breadth or None, link, pool, bool(archived)),
        )
        found.append(facts.Placement(*values))
    return tuple(found)


def stored(session: Session, name: str, keys: Iterable[str]) -> list[Any]:
    """Return columns of all rows as the file stores them, in the rows' order."""
    table = metadata.tables[name]
    columns: list[ColumnElement[Any]] = [
        type_coerce(column, getattr(column.type, "impl", column.type)) for column in (table.c[key] for key in keys)
    ]
    return list(session.execute(select(*columns).order_by(table.c.sort, table.c.id)).all())


def _topics(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def _hours(number: float | None) -> Decimal:
    return Decimal(str(number or 0))


def _money(minor: int) -> Decimal:
    return Decimal(minor) / MINOR
