"""Pictures of personas: as they are now, as versions kept them, and how two of them differ in words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from b2bdesk.domain import metadata
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.domain.persona import PersonaVersion
from b2bdesk.i18n import day, tr
from b2bdesk.insight.persona_diff import Difference, differences
from b2bdesk.queries.labels import Labels
from b2bdesk.terms import InfoGroup, PrefDim

LEFT_OUT: Final = frozenset({"code", "sort", "archived", "leading", "negative", "segments"})
"""What a persona is in the plan today, whatever it once was."""
FIELDS: Final = tuple(field for field in ENTITIES["persona"].fields if field.key not in LEFT_OUT)
GROUPS: Final[Mapping[str, str]] = {field.key: str(field.group) for field in FIELDS}
ITEM: Final = ("uid", "kind", "text", "weight", "situation", "motivation", "outcome", "notes")
PREF: Final = ("dim", "value", "strength")
NOTE: Final = ("uid", "trait", "text")
ORDER: Final = ("", *InfoGroup, "inside", "notes")


@dataclass(frozen=True, slots=True)
class Version:
    """A version that was kept: when, under which name, and why the persona changed afterwards."""

    id: int
    taken_on: date
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Side:
    """A picture with what people call it."""

    name: str
    data: Mapping[str, Any]


def picture(session: Session, persona: int) -> dict[str, Any]:
    """Return a persona as plain JSON values, with identities in place of ids."""
    table = metadata.tables["persona"]
    row = session.execute(select(table).where(table.c.id == persona)).mappings().one()
    return {
        "fields": {field.key: _plain(row[field.key]) for field in FIELDS},
        "segments": _segments(session, persona),
        "items": _items(session, persona),
        "prefs": sorted(_owned(session, "persona_pref", persona, PREF), key=_pref_place),
        "sourcing": _owned(session, "sourcing_note", persona, NOTE),
    }


def versions(session: Session, persona: int) -> list[Version]:
    """Return what was kept of a persona, the newest first."""
    columns = (PersonaVersion.id, PersonaVersion.taken_on, PersonaVersion.name, PersonaVersion.why)
    query = select(*columns).where(PersonaVersion.persona_id == persona)
    newest = query.order_by(PersonaVersion.taken_on.desc(), PersonaVersion.id.desc())
    return [Version(*row) for row in session.execute(newest)]


def kept(session: Session, version: int) -> Side | None:
    """Return a version's picture, None where it is gone."""
    columns = (PersonaVersion.name, PersonaVersion.taken_on, PersonaVersion.data)
    row = session.execute(select(*columns).where(PersonaVersion.id == version)).first()
    return Side(row[0] or day(row[1]), row[2]) if row else None


def present(session: Session, persona: int) -> Side:
    """Return a persona's picture of today under the persona's name."""
    data = picture(session, persona)
    return Side(str(data["fields"]["name"]), data)


def compared(one: Side, two: Side) -> dict[str, list[Difference]]:
    """Return what differs between two pictures, by information group in their order; equal groups are left out."""
    found: defaultdict[str, list[Difference]] = defaultdict(list)
    for each in differences(one.data, two.data, GROUPS):
        found[each.group].append(each)
    return {str(group): found[str(group)] for group in ORDER if found[str(group)]}


class Teller:
    """Says what differs, in the language of the labels."""

    def __init__(self, labels: Labels, channels: Mapping[str, str]) -> None:
        self._labels, self._channels = labels, channels

    def what(self, found: Difference) -> str:
        """Return the name of what differs."""
        if found.part == "field":
            return tr(ENTITIES["persona"].field(found.key).label)
        if found.part == "segment":
            return tr("Segment")
        return self._labels.of({"item": "item_kind", "pref": "pref_dim", "sourcing": "trait"}[found.part], found.key)

    def value(self, found: Difference, value: Any) -> str:
        """Return one side in words, empty where it has nothing."""
        if value in (None, ""):
            return ""
        if found.part == "field":
            return self._field(found.key, value)
        if found.part == "pref":
            strength = tr("{step} of {most}", step=value["strength"], most=3)
            return f"{self._liked(found.key, value['value'])} ({strength})"
        return str(value) if found.part == "segment" else self._said(found.part, value)

    def _field(self, key: str, value: Any) -> str:
        field = ENTITIES["persona"].field(key)
        if isinstance(value, bool):
            return tr("Yes") if value else tr("No")
        if field.kind == "image":
            return tr("a picture")
        if field.kind == "money":
            return f"{Decimal(value):,.0f}"
        if field.kind == "day":
            return day(date.fromisoformat(value))
        return self._labels.of(field.vocab, value) if field.vocab else str(value)

    def _liked(self, dim: str, value: str) -> str:
        if dim == PrefDim.CHANNEL:
            return self._channels.get(value) or self._labels.of("channel", value)
        return (
            value
            if dim == PrefDim.MANNER
            else self._labels.of("content_form" if dim == PrefDim.FORM else "topic", value)
        )

    def _said(self, part: str, row: Mapping[str, Any]) -> str:
        if part == "sourcing":
            return str(row["text"])
        more = [row.get(key, "") for key in ("situation", "motivation", "outcome", "notes")]
        weight = tr("weight {n}", n=row["weight"])
        return f"{' · '.join(filter(None, [row['text'], *more]))} ({weight})"


def teller(session: Session, lang: str) -> Teller:
    """Return what says differences in a language."""
    labels = Labels(session, lang)
    table = metadata.tables["channel"]
    return Teller(labels, {row.code: labels.name(row) for row in session.execute(select(table))})


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def _pref_place(row: Mapping[str, Any]) -> tuple[str, str]:
    return row["dim"], row["value"]


def _owned(session: Session, name: str, persona: int, keys: Iterable[str]) -> list[dict[str, Any]]:
    table = metadata.tables[name]
    order = [table.c[key] for key in ("sort", "id") if key in table.c]
    rows = session.execute(select(table).where(table.c.persona_id == persona).order_by(*order)).mappings()
    return [{key: row[key] for key in keys} for row in rows]


def _segments(session: Session, persona: int) -> list[dict[str, str]]:
    link, table = metadata.tables["persona_segment"], metadata.tables["segment"]
    query = select(table.c.uid, table.c.name).join(link, link.c.segment_id == table.c.id)
    rows = session.execute(query.where(link.c.persona_id == persona).order_by(link.c.id))
    return [{"uid": uid, "name": name} for uid, name in rows]


def _items(session: Session, persona: int) -> list[dict[str, Any]]:
    rows = _owned(session, "persona_item", persona, ("id", *ITEM))
    proofs = _proofs(session, [row["id"] for row in rows])
    return [{**{key: row[key] for key in ITEM}, "evidence": proofs[row["id"]]} for row in rows]


def _proofs(session: Session, items: Iterable[int]) -> dict[int, list[dict[str, str]]]:
    link, proof = metadata.tables["evidence_link"], metadata.tables["evidence"]
    query = select(link.c.item_id, proof.c.uid, link.c.polarity).join(proof, proof.c.id == link.c.evidence_id)
    found: defaultdict[int, list[dict[str, str]]] = defaultdict(list)
    for item, uid, polarity in session.execute(query.where(link.c.item_id.in_(list(items))).order_by(link.c.id)):
        found[item].append({"uid": uid, "polarity": polarity})
    return found
