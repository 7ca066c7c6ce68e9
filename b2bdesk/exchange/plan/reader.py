"""A plan file, checked from end to end before anything is written: every problem names its place and its reason."""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from b2bdesk.domain import pictures
from b2bdesk.domain.base import new_uid
from b2bdesk.errors import UserError
from b2bdesk.exchange.plan import rules
from b2bdesk.exchange.plan.document import Picture, PlanDoc, Record
from b2bdesk.exchange.plan.jsontext import load, MAX_BYTES, refuse_traps, too_big
from b2bdesk.exchange.plan.layout import FORMAT, Shape, shape, step, tops, VERSION, VOCAB
from b2bdesk.exchange.plan.values import from_json
from b2bdesk.terms import N_

UID: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.-]{0,63}", re.ASCII)
HEAD: Final = ("format", "format_version", "$schema")


def read(source: Path | str | bytes) -> PlanDoc:
    """Read and check a plan: a path, or the text itself as `bytes` or as a `str` that starts with `{`."""
    if isinstance(source, str) and source.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        return check(load(source))
    return check(load(source if isinstance(source, bytes) else bytes_of(Path(source))))


def check(value: Any) -> PlanDoc:
    """Check the value of a plan file's JSON and return its rows."""
    refuse_traps(value)
    reader = Reader()
    reader.head(an_object(value, "$"))
    reader.tops(value)
    found = PlanDoc(reader.records, reader.pictures(value.get("assets", {})))
    rules.check(found)
    return found


def bytes_of(path: Path) -> bytes:
    """Return the bytes of a file no larger than any plan."""
    from b2bdesk.workspace.faults import told

    with told(path):
        if not path.is_file():
            raise UserError("plan.missing", N_("There is no file {path}."), path=str(path))
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise too_big()
    return data


@dataclass(slots=True)
class Reader:
    """Collects checked rows by entity."""

    records: dict[str, list[Record]] = field(default_factory=dict)

    def head(self, value: dict[str, Any]) -> None:
        """Refuse what is no plan file, or one that a newer program wrote."""
        if value.get("format") != FORMAT:
            raise UserError("plan.format", N_("This is not a b2bdesk plan file."), place="$.format")
        version = value.get("format_version")
        if not isinstance(version, int) or isinstance(version, bool) or version < 1:
            raise UserError("plan.version", N_("The version of the format is missing."), place="$.format_version")
        if version > VERSION:
            message = N_("This file has format version {found}; this program reads up to {known}. Update b2bdesk.")
            raise UserError("plan.newer", message, place="$.format_version", found=version, known=VERSION)

    def tops(self, value: dict[str, Any]) -> None:
        """Read each collection at the top of the file."""
        known = {top.entity.collection: top for top in tops()}
        for key in value:
            if key not in known and key not in (*HEAD, "assets"):
                raise unknown("$" + step(key), key)
        for name, top in known.items():
            place = f"$.{name}"
            if top.entity.key == VOCAB:
                self.vocabulary(an_object(value.get(name, {}), place), place)
            elif not top.one:
                self.rows(top, value.get(name, []), place, None)
            elif name not in value:
                raise _missing(place)
            else:
                self.row(top, value[name], place, None)

    def vocabulary(self, value: dict[str, Any], place: str) -> None:
        """Read the vocabularies, each under its name."""
        of = shape(VOCAB)
        for name, entries in value.items():
            inside = place + step(name)
            if not UID.fullmatch(name):
                raise UserError("plan.vocab", N_("This is not the name of a vocabulary."), place=inside)
            for at, entry in enumerate(_list(entries, inside)):
                self.row(of, entry, f"{inside}[{at}]", None).values["vocab"] = name

    def rows(self, of: Shape, value: Any, place: str, owner: int | None) -> None:
        """Read the rows of one list."""
        self.records.setdefault(of.entity.key, [])
        for at, one in enumerate(_list(value, place)):
            self.row(of, one, f"{place}[{at}]", owner)

    def row(self, of: Shape, value: Any, place: str, owner: int | None) -> Record:
        """Read one row and what it owns."""
        given, record = an_object(value, place), Record(place, owner)
        rows = self.records.setdefault(of.entity.key, [])
        rows.append(record)
        at = len(rows) - 1
        for key, inner in given.items():
            if key in of.by_key:
                _read(of, key, inner, record)
            elif key not in of.owned_by_key and not (key == "uid" and of.has_uid):
                raise unknown(place + step(key), key)
        _complete(of, given, record)
        for child in of.owned:
            self.owned(child, given, place, at)
        return record

    def owned(self, child: Shape, given: dict[str, Any], place: str, owner: int) -> None:
        """Read what a row owns: a list, or the one object there can be."""
        name = child.entity.collection
        if not child.one:
            self.rows(child, given.get(name, []), f"{place}.{name}", owner)
        elif given.get(name) is not None:
            self.row(child, given[name], f"{place}.{name}", owner)

    def pictures(self, value: Any) -> dict[str, Picture]:
        """Read the pictures and see that each is what its hash says."""
        return {sha: _picture(sha, one, "$.assets" + step(sha)) for sha, one in an_object(value, "$.assets").items()}


def _read(of: Shape, key: str, value: Any, record: Record) -> None:
    slot = of.by_key[key]
    try:
        record.values[slot.column] = from_json(slot.field, value)
    except UserError as exc:
        exc.place = f"{record.place}.{key}{exc.place or ''}"
        raise


def _complete(of: Shape, given: dict[str, Any], record: Record) -> None:
    for slot in of.slots:
        if slot.column in record.values:
            continue
        # A required field may be left out only where a value stands for it when nothing is said.
        if slot.field.required and slot.field.default is None:
            raise _missing(f"{record.place}.{slot.key}")
        record.values[slot.column] = slot.empty
    if of.has_uid:
        record.values["uid"] = _uid(given["uid"], record.place) if "uid" in given else new_uid()


def _uid(value: Any, place: str) -> str:
    if not isinstance(value, str) or not UID.fullmatch(value):
        message = N_("A uid has 1 to 64 letters and digits.")
        raise UserError("plan.uid", message, place=f"{place}.uid")
    return value


def _picture(sha: str, value: Any, place: str) -> Picture:
    given = an_object(value, place)
    for key in given:
        if key not in ("mime", "data"):
            raise unknown(place + step(key), key)
    mime, data = given.get("mime"), given.get("data")
    if mime not in pictures.KEPT:
        raise UserError("plan.mime", N_("A plan keeps PNG and JPEG pictures only."), place=f"{place}.mime")
    found = _decoded(data, f"{place}.data")
    if hashlib.sha256(found).hexdigest() != sha:
        raise UserError("plan.picture", N_("These bytes are not the ones that the key names."), place=f"{place}.data")
    if _checked(found, f"{place}.data").mime != mime:
        raise UserError("plan.mime", N_("This picture is of another kind than is said here."), place=f"{place}.mime")
    return Picture(mime, found)


def _checked(data: bytes, place: str) -> pictures.Header:
    try:
        return pictures.check(data)
    except UserError as exc:
        exc.place = place
        raise


def _decoded(data: Any, place: str) -> bytes:
    if isinstance(data, str) and len(data) > pictures.MOST_BYTES * 4 // 3 + 4:
        refusal = pictures.too_big(pictures.MOST_BYTES)
        refusal.place = place
        raise refusal
    try:
        return base64.b64decode(data, validate=True)
    except (TypeError, ValueError, binascii.Error) as exc:
        raise UserError("plan.base64", N_("Base64 text is needed here."), place=place) from exc


def an_object(value: Any, place: str) -> dict[str, Any]:
    """Return a value that must be an object."""
    if not isinstance(value, dict):
        raise UserError("plan.type", N_("An object is needed here."), place=place)
    return value


def _list(value: Any, place: str) -> list[Any]:
    if not isinstance(value, list):
        raise UserError("plan.type", N_("A list is needed here."), place=place)
    return value


def unknown(place: str, key: str) -> UserError:
    """Return the refusal of a key that has no place there."""
    return UserError("plan.unknown_key", N_("“{key}” is not known here."), place=place, key=key[:60])


def _missing(place: str) -> UserError:
    return UserError("plan.required", N_("This is missing."), place=place)
