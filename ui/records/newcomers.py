"""What a new row starts with, so that adding asks nothing."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final

from b2bdesk.domain.base import LABEL_KEYS
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.i18n import language, tr
from b2bdesk.queries import records
from ui.records.sources import Sources

Values = dict[str, Any]
UNIQUE: Final = {"campaign": ("slug",), "tracking_link": ("content",)}
"""Fields that a copy must not share with its model."""


def values_of(sources: Sources, kind: str) -> Values:
    """Return the values of a new row of an entity."""
    return _NEW[kind](sources)


def copy_of(sources: Sources, kind: str, record: records.Record) -> Values:
    """Return the values of a copy of a row in which something must be unlike."""
    held = {field.key: record.values[field.key] for field in ENTITIES[kind].shown() if field.key != "code"}
    fresh = values_of(sources, kind)
    return {**held, **{key: fresh[key] for key in UNIQUE[kind]}}


def first(sources: Sources, kind: str) -> int | None:
    """Return the first row of an entity that is in use, if there is one."""
    return next((row.id for row in sources.lookups.named(kind) if not row.archived), None)


def _segment(_sources: Sources) -> Values:
    return {"name": tr("New segment"), "account_class": "sme"}


def _persona(sources: Sources) -> Values:
    return {"name": tr("New persona"), "title": tr("Job title"), "segments": [first(sources, "segment")]}


def _chain(sources: Sources) -> Values:
    return {"name": tr("New decision chain"), "segment_id": first(sources, "segment")}


def _evidence(sources: Sources) -> Values:
    return {"title": tr("New evidence"), "date": sources.today()}


def _piece(sources: Sources) -> Values:
    labels = sources.lookups.labels
    forms, topics = labels.choices("content_form"), labels.choices("topic")
    return {"title": tr("New piece"), "form": forms[0][0], "topic": topics[0][0]}


def _labelled(name: Callable[[], str]) -> Callable[[Sources], Values]:
    def made(_sources: Sources) -> Values:
        return {LABEL_KEYS[language()]: name()}

    return made


def _tag(sources: Sources) -> Values:
    return {LABEL_KEYS[language()]: tr("New tag"), "category_id": first(sources, "tag_category")}


def _campaign(sources: Sources) -> Values:
    taken = {row.values["slug"] for row in _rows(sources, "campaign")}
    slugs = (f"campaign-{n}" for n in range(1, len(taken) + 2))
    return {"name": tr("New campaign"), "slug": next(slug for slug in slugs if slug not in taken)}


def _link(sources: Sources) -> Values:
    hosts = sources.desk.read(lambda session: records.records(session, "workspace", "en"))[0].values["own_hosts"]
    base = f"https://{hosts[0]}/" if hosts else "https://www.example.com/"
    number = len(_rows(sources, "tracking_link")) + 1
    return {"base": base, "source": "source", "medium": "referral", "campaign": "plan", "content": f"link-{number}"}


def _result(sources: Sources) -> Values:
    """Return the last full month, of the first channel that has no result of it yet."""
    end = sources.today().replace(day=1) - timedelta(days=1)
    days = {"date_from": end.replace(day=1), "date_to": end}
    held = {
        row.values["channel_id"] for row in _rows(sources, "result") if row.values["date_from"] == days["date_from"]
    }
    channels = [row.id for row in sources.lookups.named("channel") if not row.archived]
    return {**days, "channel_id": next((one for one in channels if one not in held), channels[0])}


def _rows(sources: Sources, kind: str) -> list[records.Record]:
    wanted = records.RecordFilter(archived=None)
    return sources.desk.read(lambda session: records.records(session, kind, "en", wanted))


_NEW: Final[Mapping[str, Callable[[Sources], Values]]] = {
    "segment": _segment,
    "persona": _persona,
    "decision_chain": _chain,
    "evidence": _evidence,
    "content_piece": _piece,
    "tag": _tag,
    "tag_category": _labelled(lambda: tr("New category")),
    "channel": _labelled(lambda: tr("New channel")),
    "landing_pool": _labelled(lambda: tr("New pool")),
    "campaign": _campaign,
    "tracking_link": _link,
    "result": _result,
    "stage": _labelled(lambda: tr("New stage")),
}
