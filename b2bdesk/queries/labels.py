"""Labels of codes in one language, read once: what every table, form and sheet shows for a code."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from b2bdesk.domain.base import label_in
from b2bdesk.domain.vocab import VocabEntry


@dataclass(frozen=True, slots=True)
class Entry:
    """One vocabulary entry as people see it."""

    code: str
    label: str
    data: Mapping[str, Any]
    archived: bool


class Labels:
    """All vocabularies of a plan in one language."""

    def __init__(self, session: Session, lang: str) -> None:
        self.lang = lang
        self._entries = _kept(session, lang)

    def of(self, vocab: str, code: object) -> str:
        """Return the label of a code, or the code itself where nobody has named it."""
        entry = self._entries.get(vocab, {}).get(str(code))
        return entry.label if entry else "" if code is None else str(code)

    def data(self, vocab: str, code: str) -> Mapping[str, Any]:
        """Return what code reads from an entry."""
        entry = self._entries.get(vocab, {}).get(code)
        return entry.data if entry else {}

    def entries(self, vocab: str) -> list[Entry]:
        """Return the entries of a vocabulary in their order, archived ones included."""
        return list(self._entries.get(vocab, {}).values())

    def choices(self, vocab: str) -> list[tuple[str, str]]:
        """Return (code, label) of what can be chosen."""
        return [(entry.code, entry.label) for entry in self.entries(vocab) if not entry.archived]

    def vocabularies(self) -> list[str]:
        """Return the names of all vocabularies."""
        return list(self._entries)

    def name(self, row: Any) -> str:
        """Return the name of a row that bears one in each language (a stage, a channel, a pool, a tag)."""
        return label_in(self.lang, row.label_en, row.label_hans, row.label_hant)


Entries = dict[str, dict[str, Entry]]
_TABLE: Final = VocabEntry.__table__
_STAMP: Final = select(func.count(), func.sum(_TABLE.c.version), func.max(_TABLE.c.updated_at))
_READ: Final = select(
    _TABLE.c.vocab,
    _TABLE.c.code,
    _TABLE.c.label_en,
    _TABLE.c.label_hans,
    _TABLE.c.label_hant,
    _TABLE.c.data,
    _TABLE.c.archived,
).order_by(_TABLE.c.vocab, _TABLE.c.sort, _TABLE.c.id)
_known: WeakKeyDictionary[Engine, dict[str, tuple[Any, Entries]]] = WeakKeyDictionary()
"""What was read of each open plan, by language; good until an entry is added, changed or taken away."""


def _kept(session: Session, lang: str) -> Entries:
    """Return the entries of a plan; those of a reader are read again only when one has changed."""
    engine = session.get_bind()
    if not isinstance(engine, Engine):  # a writer may see what nobody else does yet
        return _read(session, lang)
    stamp = tuple(session.execute(_STAMP).one())
    known = _known.setdefault(engine, {})
    if lang not in known or known[lang][0] != stamp:
        known[lang] = stamp, _read(session, lang)
    return known[lang][1]


def _read(session: Session, lang: str) -> Entries:
    entries: Entries = {}
    for vocab, code, en, hans, hant, data, archived in session.execute(_READ):
        entry = Entry(code, label_in(lang, en, hans, hant) or code, data, archived)
        entries.setdefault(vocab, {})[code] = entry
    return entries
