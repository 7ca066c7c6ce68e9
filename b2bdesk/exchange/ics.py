"""The plan's dates as an iCalendar file: one all-day event for each dated, counted placement (RFC 5545).

Only this module imports `icalendar`, and only when a calendar is written. Events are written one by one, so that a
plan of any size takes little memory.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from sqlalchemy import RowMapping, select
from sqlalchemy.orm import Session

from b2bdesk import __version__
from b2bdesk.domain.base import label_in
from b2bdesk.domain.channel import Channel
from b2bdesk.domain.content import ContentPiece
from b2bdesk.domain.persona import Persona
from b2bdesk.domain.placement import Campaign, Placement, TrackingLink
from b2bdesk.domain.settings import WorkspaceRow
from b2bdesk.domain.stage import Stage
from b2bdesk.exchange.files import replacing
from b2bdesk.i18n import money, speaking, tr
from b2bdesk.queries.cell import served
from b2bdesk.queries.labels import Labels
from b2bdesk.terms import COUNTED, PlacementStatus

Progress = Callable[[int, int], object]
AT_ONCE: Final = 1000
FIRM: Final = (PlacementStatus.SCHEDULED, PlacementStatus.LIVE, PlacementStatus.DONE)
DOMAIN: Final = "b2bdesk"
"""What follows the placement's uid: a calendar that is written again replaces its events."""


@dataclass(frozen=True, slots=True)
class Words:
    """What the events are told with: labels in one language, names of personas by code, the currency."""

    labels: Labels
    lang: str
    personas: dict[str, str]
    currency: str
    title: str


def write(session: Session, target: Path | str, *, lang: str, progress: Progress | None = None) -> int:
    """Write the calendar in a language over the target as a whole; return the number of events."""
    tell = progress or _quietly
    with speaking(lang):
        words = _words(session, lang)
        rows = session.execute(_query()).mappings().all()
        with replacing(Path(target)) as (temporary, _), temporary.open("wb") as file:
            head, tail = _frame(words)
            file.write(head)
            for at, event in enumerate(_events(session, rows, words)):
                if at % AT_ONCE == 0:
                    tell(at, len(rows))
                file.write(event)
            file.write(tail)
    tell(len(rows), len(rows))
    return len(rows)


def _quietly(_done: int, _of: int) -> None:
    """Tell nobody."""


def _query() -> Any:
    names = (Channel.label_en, Channel.label_hans, Channel.label_hant)
    steps = (Stage.label_en, Stage.label_hans, Stage.label_hant)
    return (
        select(
            Placement.id,
            Placement.uid,
            Placement.content_id,
            Placement.date_from,
            Placement.date_to,
            Placement.status,
            Placement.cost,
            Placement.owner,
            Placement.updated_at,
            ContentPiece.code,
            ContentPiece.title,
            TrackingLink.url,
            Campaign.name.label("campaign"),
            *(column.label(f"channel_{at}") for at, column in enumerate(names)),
            *(column.label(f"stage_{at}") for at, column in enumerate(steps)),
        )
        .join(ContentPiece, ContentPiece.id == Placement.content_id)
        .join(Channel, Channel.id == Placement.channel_id)
        .join(Stage, Stage.id == Placement.stage_id)
        .outerjoin(TrackingLink, TrackingLink.id == Placement.link_id)
        .outerjoin(Campaign, Campaign.id == Placement.campaign_id)
        .where(
            Placement.archived.is_(False),
            Placement.status.in_(COUNTED),
            Placement.date_from.is_not(None),
        )
        .order_by(Placement.date_from, ContentPiece.code, Placement.id)
    )


def _words(session: Session, lang: str) -> Words:
    home = session.execute(select(WorkspaceRow)).scalar_one()
    people = dict(session.execute(select(Persona.code, Persona.name)).all())
    return Words(Labels(session, lang), lang, people, home.currency, home.name)


def _frame(words: Words) -> tuple[bytes, bytes]:
    """Return what stands before and after the events."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//b2bdesk//b2bdesk {__version__}//{words.lang.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", words.title)
    whole: bytes = calendar.to_ical()
    end = b"END:VCALENDAR\r\n"
    return whole.removesuffix(end), end


def _events(session: Session, rows: Sequence[RowMapping], words: Words) -> Iterator[bytes]:
    for at in range(0, len(rows), AT_ONCE):
        part = rows[at : at + AT_ONCE]
        people = served(session, {row["id"]: row["content_id"] for row in part})
        for row in part:
            yield event(row, people[row["id"]], words)


def event(row: RowMapping, people: tuple[str, ...], words: Words) -> bytes:
    """Return one event; its end is the day after the last, as RFC 5545 has it."""
    from icalendar import Event

    stage, channel = _name(row, "stage", words), _name(row, "channel", words)
    start: date = row["date_from"]
    changed = datetime.fromisoformat(row["updated_at"]).replace(microsecond=0)
    made = Event()
    made.add("uid", f"{row['uid']}@{DOMAIN}")
    made.add("dtstamp", changed)
    made.add("last-modified", changed)
    made.add("dtstart", start)
    made.add("dtend", (row["date_to"] or start) + timedelta(days=1))
    made.add("summary", f"{row['code']} {row['title']} · {channel}")
    made.add("description", "\n".join(_lines(row, stage, people, words)))
    made.add("categories", [name for name in (stage, channel, row["campaign"]) if name])
    made.add("status", "CONFIRMED" if row["status"] in FIRM else "TENTATIVE")
    made.add("transp", "TRANSPARENT")  # it keeps nobody from a meeting
    if row["url"]:
        made.add("url", row["url"])
    found: bytes = made.to_ical()
    return found


def _name(row: RowMapping, of: str, words: Words) -> str:
    return label_in(words.lang, *(row[f"{of}_{at}"] for at in range(3)))


def _lines(row: RowMapping, stage: str, people: tuple[str, ...], words: Words) -> Iterator[str]:
    """Yield what stands in the event's text, one fact a line."""
    yield tr("Stage: {name}", name=stage)
    if people:
        yield tr("Personas: {names}", names=", ".join(words.personas.get(code, code) for code in people))
    yield tr("Status: {name}", name=words.labels.of("placement_status", row["status"]))
    if row["owner"]:
        yield tr("Owner: {name}", name=row["owner"])
    if row["cost"]:
        yield tr("Cost: {amount}", amount=money(Decimal(row["cost"]), words.currency))
    if row["campaign"]:
        yield tr("Campaign: {name}", name=row["campaign"])
    if row["date_to"] is None and row["status"] == PlacementStatus.LIVE:
        yield tr("Goes on without an end date.")
    if row["url"]:
        yield tr("Link: {address}", address=row["url"])
