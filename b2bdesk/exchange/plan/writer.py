"""A whole workspace as the object of a plan file. The same plan always gives the same text."""

import base64
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import select
from sqlalchemy.engine import RowMapping
from sqlalchemy.orm import Session

from b2bdesk.domain import metadata
from b2bdesk.domain.asset import Asset
from b2bdesk.domain.catalogue import ENTITIES
from b2bdesk.domain.fields import Kind
from b2bdesk.exchange.files import replacing
from b2bdesk.exchange.plan.jsontext import dump, MAX_BYTES, too_big
from b2bdesk.exchange.plan.layout import FORMAT, Link, Shape, shape, Slot, tops, VERSION, VOCAB
from b2bdesk.exchange.plan.values import is_left_out, to_json
from b2bdesk.terms import State


class Readable(Protocol):
    """Anything that opens a short reading session: a workspace."""

    def read(self) -> Any: ...


def write(session: Session) -> str:
    """Return the whole workspace as the text of a plan file."""
    return dump(document(session))


def save(source: Readable | Session, path: Path | str) -> None:
    """Write a workspace, or what a session sees, into a plan file, which is replaced at the end."""
    opened = nullcontext(source) if isinstance(source, Session) else source.read()
    with opened as session:
        data = write(session).encode("utf-8")
    if len(data) > MAX_BYTES:  # as many large pictures make it; nothing could read it back
        raise too_big()
    with replacing(Path(path)) as (temporary, _):
        temporary.write_bytes(data)


def document(session: Session) -> dict[str, Any]:
    """Return the whole workspace as the object of a plan file."""
    return Writer(session).document()


class Writer:
    """Reads each table once."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.codes = {key: self._codes_of(key) for key, entity in ENTITIES.items() if entity.is_item}
        self.links: dict[str, Mapping[int, list[tuple[Any, Any]]]] = {}

    def document(self) -> dict[str, Any]:
        """Return the whole workspace."""
        found: dict[str, Any] = {"format": FORMAT, "format_version": VERSION}
        for top in tops():
            name = top.entity.collection
            if top.one:
                found[name] = next(iter(self.objects(top)), {})
            else:
                found[name] = self.vocabulary() if top.entity.key == VOCAB else self.objects(top)
        assets = self.assets()
        return found | ({"assets": assets} if assets else {})

    def objects(self, of: Shape) -> list[dict[str, Any]]:
        """Return all rows of an entity in their order."""
        owned = {child.entity.collection: self.by_owner(child) for child in of.owned}
        return [self.object(of, row, owned) for row in self.rows(of)]

    def by_owner(self, of: Shape) -> Mapping[int, Any]:
        """Return the objects of owned rows under the id of their owner: a list, or the one there can be."""
        found: defaultdict[int, Any] = defaultdict(list)
        for row in self.rows(of):
            written = self.object(of, row, {})
            if of.one:
                found[row[of.entity.owner_key]] = written
            else:
                found[row[of.entity.owner_key]].append(written)
        return found

    def object(self, of: Shape, row: RowMapping, owned: Mapping[str, Mapping[int, Any]]) -> dict[str, Any]:
        """Return one row with what it owns; what is empty is left out."""
        found: dict[str, Any] = {"uid": row["uid"]} if of.has_uid else {}
        for slot in of.slots:
            value = self.value(slot, row)
            if not is_left_out(value, slot.empty):
                found[slot.key] = to_json(slot.field, value)
        for name, children in owned.items():
            if row["id"] in children:
                found[name] = children[row["id"]]
        return found

    def value(self, slot: Slot, row: RowMapping) -> Any:
        """Return a field's value with codes in place of ids."""
        if slot.link is None:
            value = row[slot.column]
            return self.codes[slot.field.target][value] if slot.field.kind is Kind.REF and value is not None else value
        pairs = self.linked(slot, slot.link).get(row["id"], [])
        return dict(pairs) if slot.field.kind is Kind.FITS else [code for code, _ in pairs]

    def linked(self, slot: Slot, link: Link) -> Mapping[int, list[tuple[Any, Any]]]:
        """Return for each owner the linked codes with their values, in the order of the linked rows."""
        if link.table.name not in self.links:
            self.links[link.table.name] = self._read_links(slot, link)
        return self.links[link.table.name]

    def vocabulary(self) -> dict[str, list[dict[str, Any]]]:
        """Return the entries of each vocabulary under its name."""
        found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        of = shape(VOCAB)
        for row in self.rows(of):
            found[row["vocab"]].append(self.object(of, row, {}))
        return dict(sorted(found.items()))

    def assets(self) -> dict[str, dict[str, str]]:
        """Return the pictures that some row shows."""
        return self.pictures(set(_pictures(self.session)))

    def pictures(self, used: Collection[str]) -> dict[str, dict[str, str]]:
        """Return some pictures by their hashes."""
        rows = self.session.execute(select(Asset.sha256, Asset.mime, Asset.data).order_by(Asset.sha256))
        return {
            sha: {"mime": mime, "data": base64.b64encode(data).decode("ascii")}
            for sha, mime, data in rows
            if sha in used
        }

    def rows(self, of: Shape) -> list[RowMapping]:
        """Return the rows of an entity in the order of the file."""
        order = [of.table.c[name] for name in of.sorted_by]
        return list(self.session.execute(select(of.table).order_by(*order)).mappings())

    def _codes_of(self, key: str) -> dict[int, str]:
        table = metadata.tables[key]
        order = [table.c[name] for name in shape(key).sorted_by]
        return {row.id: row.code for row in self.session.execute(select(table.c.id, table.c.code).order_by(*order))}

    def _read_links(self, slot: Slot, link: Link) -> Mapping[int, list[tuple[Any, Any]]]:
        owner, value = link.table.c[link.owner], link.table.c[link.value or "id"]
        if not link.target:
            order = {str(state): at for at, state in enumerate(State)}
            rows = [(row[0], row[1], None) for row in self.session.execute(select(owner, value))]
        else:
            codes = self.codes[slot.field.target]
            order = {code: at for at, code in enumerate(codes.values())}
            chosen = select(owner, link.table.c[link.target], value)
            rows = [(row[0], codes[row[1]], row[2]) for row in self.session.execute(chosen)]
        found: defaultdict[int, list[tuple[Any, Any]]] = defaultdict(list)
        for owner_id, code, number in sorted(rows, key=lambda row: (row[0], order.get(row[1], len(order)))):
            found[owner_id].append((code, number))
        return found


def _pictures(session: Session) -> Iterator[str]:
    for entity in ENTITIES.values():
        for field in entity.fields:
            if field.kind is Kind.IMAGE:
                column = metadata.tables[entity.key].c[field.key]
                yield from session.scalars(select(column).where(column != ""))
