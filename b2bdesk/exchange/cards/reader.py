"""A persona file, checked from end to end before anything is written: every problem names its place and its reason."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from b2bdesk.errors import UserError
from b2bdesk.exchange.cards.shape import COLLECTIONS, FORMAT, LEFT_OUT, MOST, VERSION
from b2bdesk.exchange.plan import rules
from b2bdesk.exchange.plan.document import PlanDoc
from b2bdesk.exchange.plan.jsontext import load, refuse_traps
from b2bdesk.exchange.plan.layout import shape, step
from b2bdesk.exchange.plan.reader import an_object, bytes_of, Reader, unknown
from b2bdesk.terms import N_

HEAD: Final = ("format", "format_version", "lang", "currency", "vocabulary", "assets")
SHORT: Final = 16


@dataclass(frozen=True, slots=True)
class Cards:
    """The checked rows of a persona file, and the currency of the budgets in it."""

    doc: PlanDoc
    currency: str

    @property
    def names(self) -> list[str]:
        """Return the names of the personas."""
        return [str(record.values["name"]) for record in self.doc.of("persona")]


def read(source: Path | str | bytes) -> Cards:
    """Read and check a persona file: a path, or its text as `bytes`."""
    return check(load(source if isinstance(source, bytes) else bytes_of(Path(source))))


def check(value: Any) -> Cards:
    """Check the value of a persona file's JSON and return its rows."""
    refuse_traps(value)
    given = an_object(value, "$")
    _head(given)
    _refuse_left_out(given)
    reader = Reader()
    reader.vocabulary(an_object(given.get("vocabulary", {}), "$.vocabulary"), "$.vocabulary")
    for name, key in COLLECTIONS.items():
        reader.rows(shape(key), given.get(name, []), f"$.{name}", None)
    people = len(reader.records["persona"])
    if not people:
        raise UserError("cards.empty", N_("There is no persona in this file."), place="$.personas")
    if people > MOST:
        raise UserError("cards.too_many", N_("A file holds up to {limit} personas."), place="$.personas", limit=MOST)
    doc = PlanDoc(reader.records, reader.pictures(given.get("assets", {})))
    rules.check(doc)
    return Cards(doc, _short(given, "currency"))


def _head(given: dict[str, Any]) -> None:
    if given.get("format") != FORMAT:
        raise UserError("cards.format", N_("This is not a file of b2bdesk personas."), place="$.format")
    version = given.get("format_version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise UserError("plan.version", N_("The version of the format is missing."), place="$.format_version")
    if version > VERSION:
        message = N_("This file has format version {found}; this program reads up to {known}. Update b2bdesk.")
        raise UserError("plan.newer", message, place="$.format_version", found=version, known=VERSION)
    for key in given:
        if key not in (*HEAD, *COLLECTIONS):
            raise unknown("$" + step(key), key)
    _short(given, "lang")


def _short(given: dict[str, Any], key: str) -> str:
    value = given.get(key, "")
    if not isinstance(value, str) or len(value) > SHORT:
        raise UserError("plan.type", N_("Text is needed here."), place=f"$.{key}")
    return value


def _refuse_left_out(given: dict[str, Any]) -> None:
    """Refuse what belongs to one plan alone, such as the order or older versions."""
    for name, key in COLLECTIONS.items():
        rows = given.get(name, [])
        for at, row in enumerate(rows if isinstance(rows, list) else ()):
            for word in LEFT_OUT[key] & set(row if isinstance(row, dict) else ()):
                raise unknown(f"$.{name}[{at}]{step(word)}", word)
