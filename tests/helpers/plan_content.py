"""Rows of a made-up plan: content pieces, and where they stand."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final, TYPE_CHECKING

from b2bdesk.insight.links import build_link
from b2bdesk.terms import State
from tests.helpers.plan_people import codes

if TYPE_CHECKING:
    from tests.helpers.plans import Maker

LINKS: Final = 200
START: Final = date(2026, 1, 1)
MADE: Final = ("idea", "draft", "ready", "ready", "published", "published")
DATED: Final = ("scheduled", "live", "done")
STATUSES: Final = ("planned", "planned", "scheduled", "live", "done", "done", "idea", "dropped")


def fill(maker: "Maker") -> None:
    """Write pieces, campaigns, links, placements."""
    _pieces(maker)
    _fits(maker)
    _links(maker)
    rows = list(_placements(maker))
    maker.add("placement", rows)
    named = [at for at in range(1, len(rows) + 1) if at % 3 == 0]
    people = maker.size.personas
    maker.add("placement_persona", [{"placement_id": at, "persona_id": 1 + (at * 7) % people} for at in named])


def _pieces(maker: "Maker") -> None:
    forms, topics = codes("content_form"), codes("topic")
    maker.add(
        "content_piece",
        [_piece(maker, at, forms[at % len(forms)], topics[at % len(topics)]) for at in range(1, maker.size.pieces + 1)],
    )


def _piece(maker: "Maker", at: int, form: str, topic: str) -> dict[str, Any]:
    status = MADE[at % len(MADE)]
    return {
        "code": f"K{at:02}",
        "title": f"{topic.replace('_', ' ').capitalize()} told as {form.replace('_', ' ')}, number {at}",
        "short_title": f"T{at}",
        "form": form,
        "topic": topic,
        "extra_topics": [],
        "status": status,
        "summary": f"What number {at} says.",
        "appeal": "RME"[maker.random.randrange(3)],
        "horizon": "brand" if maker.random.random() < 0.45 else "activation",
        "audience": ("new", "existing", "both")[at % 3],
        "cta": "none" if at % 4 else "trial",
        "file": f"https://example.com/{at}" if status == "published" else "",
        "effort_h": 2.0 + at % 12,
        "reviewed": START - timedelta(days=at % 500),
        "uses_core_message": at % 2 == 0,
        "uses_asset": at % 3 == 0,
        "memorability": 1 + at % 5,
    }


def _fits(maker: "Maker") -> None:
    size = maker.size
    fits = [
        {"content_id": at, "persona_id": person, "fit": 1 + (at + person) % 3}
        for at in range(1, size.pieces + 1)
        for person in maker.random.sample(range(1, size.personas + 1), 2)
    ]
    maker.add("content_persona", fits)
    stages = [{"content_id": at, "stage_id": 1 + at % size.stages} for at in range(1, size.pieces + 1)]
    maker.add("content_stage", stages)
    checked = range(1, size.pieces + 1, 2)
    maker.add("help_check", [{"content_id": at, "h1": at % 3, "h2": 1, "h3": 2, "h4": 1, "h5": 1} for at in checked])


def _links(maker: "Maker") -> None:
    slugs = [f"spring-{at}" for at in range(1, 4)]
    maker.add("campaign", [{"code": f"F{at}", "name": slug, "slug": slug} for at, slug in enumerate(slugs, 1)])
    links = []
    for at in range(1, LINKS + 1):
        parts = {"source": "mail", "medium": "email", "campaign": slugs[at % 3], "content": f"n{at}"}
        base = f"https://example.com/page/{at}"
        url = build_link(base, {f"utm_{name}": value for name, value in parts.items()}).url
        links.append({"code": f"L{at}", "base": base, "url": url, **parts})
    maker.add("tracking_link", links)


def _placements(maker: "Maker") -> Iterator[dict[str, Any]]:
    size, random = maker.size, maker.random
    cells = [(stage, channel) for stage in range(1, size.stages + 1) for channel in range(1, size.channels + 1)]
    states = [1 + at * size.stages // len(State) for at in range(len(State))]
    of = {stage: [str(one) for one, home in zip(State, states, strict=True) if home == stage] for stage in states}
    for at in range(size.placements):
        content, turn = 1 + at % size.pieces, at // size.pieces
        # Cells of one piece differ from turn to turn, so nothing stands anywhere twice.
        stage, channel = cells[(content * 31 + turn * 17) % len(cells)]
        yield _placement(at + 1, content, stage, channel, random.choice(STATUSES), of[stage][at % len(of[stage])])


def _placement(number: int, content: int, stage: int, channel: int, status: str, state: str) -> dict[str, Any]:
    start = START + timedelta(days=number % 360) if status in DATED or number % 2 else None
    return {
        "code": f"X{number}",
        "content_id": content,
        "stage_id": stage,
        "channel_id": channel,
        "status": status,
        "date_from": start,
        "date_to": start + timedelta(days=14) if start and number % 4 == 0 else None,
        "state": state if number % 10 == 0 else "",
        "campaign_id": 1 + number % 3 if number % 5 == 0 else None,
        "cost": Decimal(number % 40 * 250),
        "link_id": 1 + number % LINKS if number % 40 else None,
    }
