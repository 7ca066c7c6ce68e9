"""Taking channels over from the vocabulary: each brings its traits and the stages it suits."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from b2bdesk.commands import write
from b2bdesk.commands.values import unknown_code
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.domain.channel import Channel
from b2bdesk.domain.stage import Stage
from b2bdesk.domain.vocab import VocabEntry
from b2bdesk.terms import N_
from b2bdesk.workspace import Workspace


def adopt(ws: Workspace, *, codes: Sequence[str], origin: object = None) -> list[int]:
    """Add the channels with these codes of the vocabulary and return their ids; those there already are left."""
    with ws.edit(N_("Choose {n} channels"), n=len(codes), origin=origin) as session:
        have = set(session.scalars(select(Channel.code)))
        stages: dict[str, int] = dict(session.execute(select(Stage.code, Stage.id)).all())
        return [_adopt(session, code, stages) for code in dict.fromkeys(codes) if code not in have]


def _adopt(session: Session, code: str, stages: dict[str, int]) -> int:
    query = select(VocabEntry).where(VocabEntry.vocab == "channel", VocabEntry.code == code)
    entry = session.scalars(query).one_or_none()
    if entry is None:
        raise unknown_code(ENTITIES["channel"].one, code)
    return write.add(session, "channel", channel_values(entry, stages))


def channel_values(entry: VocabEntry, stages: dict[str, int]) -> dict[str, Any]:
    """Return the values of a channel made from its vocabulary entry."""
    data = entry.data
    keys = ("ownership", "tool_class", "paid", "domain", "kind", "accepts", "breadth", "offline")
    return {
        "code": entry.code,
        "label_en": data.get("short_en") or entry.label_en,
        "label_hans": data.get("short_hans") or entry.label_hans,
        "label_hant": data.get("short_hant") or entry.label_hant,
        "utm_source": data.get("source", ""),
        "utm_medium": data.get("medium", ""),
        "fit": {stages[stage]: fit for stage, fit in data.get("fit", {}).items() if stage in stages},
        **{key: data[key] for key in keys if key in data},
    }
