"""The rows of a plan that there are many of: pieces, placements, and what is linked to them.

Days and amounts are read as the file stores them: they repeat, so each is turned into its value but once.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from sys import intern
from typing import Any, Final

from sqlalchemy import select, type_coerce
from sqlalchemy.orm import Session

from b2bdesk.domain import metadata
from b2bdesk.domain.types import MINOR
from b2bdesk.insight import facts
from b2bdesk.queries.labels import Labels

Pairs = dict[int, list[Any]]
ORDER: Final = ("sort", "id")
PIECE: Final = (
    *("id", "code", "title", "form", "effort_h", "topic", "extra_topics", "appeal", "horizon", "audience", "cta"),
    *("status", "reviewed", "uses_core_message", "uses_asset", "memorability", "file", "archived"),
)
PLACEMENT: Final = (
    *("id", "code", "content_id", "stage_id", "channel_id", "status", "state", "segment_id", "campaign_id"),
    *("date_from", "date_to", "cost", "breadth", "link_id", "pool_id", "archived"),
)
HELP: Final = ("content_id", "h1", "h2", "h3", "h4", "h5")
NO_CLASS: Final = ("", None)


def pairs(session: Session, name: str, mine: str, *theirs: str) -> Pairs:
    """Return what the rows of a table link to an id: a value, or a tuple of several."""
    found: Pairs = defaultdict(list)
    if len(theirs) == 1:
        for key, value in stored(session, name, (mine, *theirs)):
            found[key].append(value)
    else:
        for key, *values in stored(session, name, (mine, *theirs)):
            found[key].append(tuple(values))
    return found


def pieces(session: Session, labels: Labels) -> tuple[facts.Piece, ...]:
    """Return all content pieces in their order."""
    personas: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for id, persona, fit in stored(session, "content_persona", ("content_id", "persona_id", "fit")):
        personas[id][persona] = fit
    stages = pairs(session, "content_stage", "content_id", "stage_id")
    helps = {id: sum(points) for id, *points in stored(session, "help_check", HELP)}
    forms = {entry.code: entry.data for entry in labels.entries("content_form")}
    classes = {code: (str(data.get("cls", "")), data.get("refresh_months")) for code, data in forms.items()}
    day, topics, hours = cache(_day), cache(_topics), cache(_hours)
    found = []
    for row in stored(session, "content_piece", PIECE, ORDER):
        id, code, title, form, effort, topic, more, appeal, horizon, audience, cta = row[:11]
        status, reviewed, core, asset, memorability, file, archived = row[11:]
        form_class, refresh = classes.get(form, NO_CLASS)
        piece = facts.Piece(
            id,
            code,
            title,
            intern(form),
            form_class,
            refresh,
            hours(effort),
            intern(topic),
            topics(more),
            intern(appeal),
            intern(horizon),
            intern(audience),
            intern(cta),
            intern(status),
            day(reviewed),
            helps.get(id),
            personas.get(id, {}),
            tuple(stages.get(id, ())),
            core == 1,
            asset == 1,
            memorability,
            file != "",
            "content",
            archived == 1,
        )
        found.append(piece)
    return tuple(found)


def placements(session: Session) -> tuple[facts.Placement, ...]:
    """Return all placements in their order."""
    personas = pairs(session, "placement_persona", "placement_id", "persona_id")
    day, money = cache(_day), cache(_money)
    found = []
    for row in stored(session, "placement", PLACEMENT, ORDER):
        (
            id,
            code,
            content,
            stage,
            channel,
            status,
            state,
            segment,
            campaign,
            first,
            last,
            cost,
            breadth,
            link,
            pool,
            off,
        ) = row
        placement = facts.Placement(
            id,
            code,
            content,
            stage,
            channel,
            intern(status),
            state or None,
            tuple(personas.get(id, ())),
            segment,
            campaign,
            day(first),
            day(last),
            money(cost),
            breadth or None,
            link,
            pool,
            off == 1,
        )
        found.append(placement)
    return tuple(found)


def stored(session: Session, name: str, keys: Iterable[str], order: Iterable[str] = ("id",)) -> Iterator[Any]:
    """Yield columns of all rows as the file stores them and the driver gives them: nothing is made in between."""
    table = metadata.tables[name]
    columns = (table.c[key] for key in keys)
    asked = [type_coerce(column, getattr(column.type, "impl", column.type)) for column in columns]
    cursor: Any = session.connection().execute(select(*asked).order_by(*(table.c[key] for key in order))).cursor
    return iter(cursor)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _topics(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def _hours(number: float | None) -> Decimal:
    return Decimal(str(number or 0))


def _money(minor: int) -> Decimal:
    return Decimal(minor) / MINOR
