"""Chosen personas as the text of a persona file. The same personas always give the same text."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from b2bdesk.domain import metadata
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.domain.fields import Kind
from b2bdesk.domain.settings import WorkspaceRow
from b2bdesk.errors import UserError
from b2bdesk.exchange.cards.shape import FORMAT, LEFT_OUT, MOST, VERSION
from b2bdesk.exchange.files import replacing
from b2bdesk.exchange.plan.jsontext import dump, MAX_BYTES, too_big
from b2bdesk.exchange.plan.layout import closed, shape
from b2bdesk.exchange.plan.writer import Writer
from b2bdesk.terms import N_

Object = dict[str, Any]


def save(session: Session, path: Path | str, *, personas: Collection[str] | None = None, evidence: bool = False) -> int:
    """Write personas, all in use unless named by their codes, into a file; return how many."""
    found = document(session, personas=personas, evidence=evidence)
    data = dump(found).encode("utf-8")
    if len(data) > MAX_BYTES:
        raise too_big()
    with replacing(Path(path)) as (temporary, _):
        temporary.write_bytes(data)
    return len(found["personas"])


def write(session: Session, *, personas: Collection[str] | None = None, evidence: bool = False) -> str:
    """Return the text of a persona file."""
    return dump(document(session, personas=personas, evidence=evidence))


def document(session: Session, *, personas: Collection[str] | None = None, evidence: bool = False) -> Object:
    """Return the object of a persona file."""
    writer = Writer(session)
    people = _people(session, writer, personas)
    segments = {code for one in people for code in one.get("segments", ())}
    places = [_bare("segment", one) for one in writer.objects(shape("segment")) if one["code"] in segments]
    proofs = list(_evidence(writer, people)) if evidence else []
    home = session.scalars(select(WorkspaceRow)).one()
    found = {"format": FORMAT, "format_version": VERSION, "lang": str(home.lang), "currency": home.currency}
    found["vocabulary"] = _vocabulary(writer, {"segment": places, "persona": people, "evidence": proofs})
    found |= {"segments": places, "personas": people} | ({"evidence": proofs} if proofs else {})
    assets = writer.pictures({one["photo"] for one in people if one.get("photo")})
    return found | ({"assets": assets} if assets else {})


def _people(session: Session, writer: Writer, wanted: Collection[str] | None) -> list[Object]:
    table = metadata.tables["persona"]
    active = set(session.scalars(select(table.c.code).where(table.c.archived == 0)))
    known = {one["code"]: one for one in writer.objects(shape("persona"))}
    for code in wanted or ():
        if code not in known:
            raise UserError("cards.unknown", N_("There is no persona {code} in this plan."), code=code)
    chosen = active if wanted is None else set(wanted)
    if not chosen:
        raise UserError("cards.none", N_("There is no persona to write. Add one first."))
    if len(chosen) > MOST:
        raise UserError("cards.too_many", N_("A file holds up to {limit} personas."), limit=MOST)
    return [_person(one) for code, one in known.items() if code in chosen]


def _person(one: Object) -> Object:
    found = _bare("persona", one)
    for name, kind in (("items", "persona_item"), ("sourcing", "sourcing_note")):
        if name in found:
            found[name] = [_bare(kind, row) for row in found[name]]
    return found


def _bare(kind: str, one: Object) -> Object:
    return {key: value for key, value in one.items() if key not in LEFT_OUT[kind]}


def _evidence(writer: Writer, people: Iterable[Object]) -> Iterator[Object]:
    """Yield the evidence that speaks to these personas, with its links to them alone."""
    people = list(people)
    codes = {"persona": {one["code"] for one in people}}
    codes["item"] = {item["code"] for one in people for item in one.get("items", ())}
    for proof in writer.objects(shape("evidence")):
        links = [link for link in proof.get("links", ()) if any(link.get(key) in known for key, known in codes.items())]
        if links:
            yield _bare("evidence", proof) | {"links": links}


def _vocabulary(writer: Writer, objects: dict[str, list[Object]]) -> dict[str, list[Object]]:
    """Return the entries of open vocabularies that these objects use."""
    used = {pair for kind, rows in objects.items() for row in rows for pair in _codes(kind, row)}
    found = {}
    for vocab, entries in writer.vocabulary().items():
        kept = [_bare("vocab_entry", one) for one in entries if (vocab, one["code"]) in used]
        if kept and closed(vocab) is None:
            found[vocab] = sorted(kept, key=_code)
    return found


def _codes(kind: str, row: Object) -> Iterator[tuple[str, str]]:
    """Yield each vocabulary with a code that an object, or what it owns, holds."""
    of = shape(kind)
    for slot in of.slots:
        value = row.get(slot.key)
        if slot.field.kind is Kind.CODE and value:
            yield slot.field.vocab, value
        elif slot.field.kind is Kind.CODES and value:
            yield from ((slot.field.vocab, code) for code in value)
    for child in of.owned:
        for inner in row.get(ENTITIES[child.entity.key].collection, ()) or ():
            yield from _codes(child.entity.key, inner)


def _code(one: Object) -> str:
    return str(one["code"])
